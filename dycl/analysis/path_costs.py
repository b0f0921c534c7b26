"""What the paths through a program cost: floating-point operations and the bytes they touch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from xdsl.dialects import func, scf
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Block, Operation

from dycl.analysis.branch_facts import always_raises
from dycl.analysis.cost import size_in_bytes
from dycl.analysis.flops import flops
from dycl.analysis.profile import outcome_counts, probabilities


@dataclass(frozen=True)
class Cost:
    """Floating-point operations, and the bytes of their operands and results; infinite where only
    run time tells, NaN where nothing is known.
    """

    flops: float = 0.0
    bytes: float = 0.0

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.flops + other.flops, self.bytes + other.bytes)

    def times(self, count: float) -> Cost:
        """``count`` times as much, nothing of nothing."""
        return Cost(*(count * each if each and count else 0.0 for each in (self.flops, self.bytes)))

    def __str__(self) -> str:
        if math.isinf(self.flops + self.bytes):
            return "depends on run time"
        intensity = self.flops / self.bytes if self.bytes else 0.0
        return f"{self.flops:.0f} FLOP, {self.bytes:.0f} B, {intensity:.2f} FLOP/B"


@dataclass(frozen=True)
class PathCost:
    """What the cheapest and the most expensive path cost; all arms together; and the average by
    the profile of the branches (``annotate-profile``), NaN where one has none.
    """

    least: Cost = field(default_factory=Cost)
    most: Cost = field(default_factory=Cost)
    total: Cost = field(default_factory=Cost)
    average: Cost = field(default_factory=Cost)

    def __add__(self, other: PathCost) -> PathCost:
        return PathCost(
            self.least + other.least,
            self.most + other.most,
            self.total + other.total,
            self.average + other.average,
        )

    @property
    def has_paths(self) -> bool:
        """Whether paths differ."""
        return self.least != self.most


class PathCosts:
    """The costs of operations, with what they call and the regions in them, and of blocks."""

    def __init__(self, module: ModuleOp) -> None:
        self._functions = {
            op.sym_name.data: op for op in module.body.ops if isinstance(op, func.FuncOp)
        }
        self._known: dict[Operation, PathCost] = {}

    def of(self, operation: Operation) -> PathCost:
        """What an operation costs: nothing for a recursive call."""
        known = self._known.get(operation)
        if known is None:
            self._known[operation] = PathCost()
            known = self._known[operation] = self._compute(operation)
        return known

    def of_block(self, block: Block | None) -> PathCost:
        """What the operations of a block cost, one after the other."""
        total = PathCost()
        for operation in () if block is None else block.ops:
            total += self.of(operation)
        return total

    def _compute(self, operation: Operation) -> PathCost:
        match operation:
            case func.FuncOp():
                return self.of_block(operation.body.first_block)
            case func.CallOp():
                callee = self._functions.get(operation.callee.root_reference.data)
                return PathCost() if callee is None else self.of(callee)
            case scf.WhileOp():
                test, body = (self.of_block(region.block) for region in operation.regions)
                return self._loop(operation, test, body)
            case scf.ForOp():
                return self._loop(operation, PathCost(), self.of_block(operation.body.block))
            case scf.IfOp() | scf.IndexSwitchOp():
                return self._choice(operation)
            case _:
                count = flops(operation)
                if not count:
                    return PathCost()
                values = (*operation.operands, *operation.results)
                size = sum(size_in_bytes(value.type) for value in values)
                cost = Cost(math.inf if math.isnan(count) else count, size)
                return PathCost(cost, cost, cost, cost)

    def _choice(self, operation: scf.IfOp | scf.IndexSwitchOp) -> PathCost:
        blocks = [region.first_block for region in operation.regions]
        if isinstance(operation, scf.IndexSwitchOp):  # its regions begin with the default one
            blocks = [*blocks[1:], blocks[0]]
        arms = [self.of_block(block) for block in blocks]
        ending = [
            arm
            for arm, block in zip(arms, blocks, strict=True)
            if block is None or not always_raises(block)
        ] or arms
        shares = probabilities(operation) or [math.nan] * len(arms)
        return PathCost(
            min((arm.least for arm in ending), key=_flops),
            max((arm.most for arm in ending), key=_flops),
            _sum([arm.total for arm in arms]),
            _sum([arm.average.times(share) for arm, share in zip(arms, shares, strict=True)]),
        )

    def _loop(self, operation: Operation, test: PathCost, body: PathCost) -> PathCost:
        counts = outcome_counts(operation)
        iterations = counts[0] / counts[1] if counts and counts[1] else math.nan
        return PathCost(
            test.least,
            test.most.times(math.inf) + body.most.times(math.inf),
            test.total + body.total,
            test.average.times(iterations + 1) + body.average.times(iterations),
        )


def _flops(cost: Cost) -> float:
    return cost.flops


def _sum(costs: Sequence[Cost]) -> Cost:
    total = Cost()
    for cost in costs:
        total += cost
    return total
