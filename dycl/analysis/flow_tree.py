"""The control flow of a program with what it costs, as a tree for pictures."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xdsl.dialects import func, scf
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Block, Operation
from xdsl.traits import ConstantLike, IsTerminator

from dycl.analysis.flops import flops
from dycl.analysis.profile import outcome_counts, probabilities
from dycl.analysis.remarks import source_location
from dycl.analysis.subnetworks import subnetwork_calls
from dycl.dialects.aten_operation import AtenOp
from dycl.dialects.dycl import SUBNETWORK, RaiseOp

SHOWN_OPERATORS = 4


@dataclass(frozen=True)
class Work:
    """Operations without a branch: a sub-network, what the host does, or an exception.

    ``operators`` says which, the most frequent first; ``flops`` is NaN where sizes are only known
    at run time.
    """

    kind: str
    title: str
    operators: str
    flops: float
    place: str = ""


@dataclass(frozen=True)
class Arm:
    """A way of a branch, ``probability`` being None where there is no profile."""

    label: str
    probability: float | None
    steps: Sequence[Step]


@dataclass(frozen=True)
class Branch:
    """``scf.if`` or ``scf.index_switch``."""

    title: str
    arms: Sequence[Arm]


@dataclass(frozen=True)
class Loop:
    """``scf.while`` or ``scf.for``; ``test`` runs once more than ``body``.

    ``iterations`` is how often the body runs on average, None where there is no profile.
    """

    title: str
    test: Sequence[Step]
    body: Sequence[Step]
    iterations: float | None


Step = Work | Branch | Loop


@dataclass(frozen=True)
class Flow:
    """A function."""

    name: str
    steps: Sequence[Step]


def flow_trees(module: ModuleOp) -> list[Flow]:
    """The functions of a program that are no sub-networks."""
    builder = _Builder(module)
    return [
        Flow(op.sym_name.data, builder.steps(op.body.block))
        for op in module.body.ops
        if isinstance(op, func.FuncOp) and SUBNETWORK not in op.attributes and op.body.blocks
    ]


def expected_flops(steps: Sequence[Step]) -> float:
    """The floating-point operations on average, NaN where a probability or size is not known."""
    total = 0.0
    for step in steps:
        match step:
            case Work():
                total += step.flops
            case Branch():
                total += sum(
                    math.nan if arm.probability is None else arm.probability * cost
                    for arm in step.arms
                    # What is never reached costs nothing, whatever it is.
                    if (cost := expected_flops(arm.steps)) and arm.probability != 0
                )
            case Loop():
                count = math.nan if step.iterations is None else step.iterations
                test, body = expected_flops(step.test), expected_flops(step.body)
                total += test * (count + 1 if test else 0) + body * (count if body else 0)
    return total


def flops_text(count: float) -> str:
    """``12.3 kFLOP``; "" for nothing."""
    if math.isnan(count):
        return "? FLOP"
    for unit, size in (("G", 1e9), ("M", 1e6), ("k", 1e3)):
        if count >= size:
            return f"{count / size:.3g} {unit}FLOP"
    return f"{count:.0f} FLOP" if count else ""


class _Builder:
    def __init__(self, module: ModuleOp) -> None:
        self._instances = {call.op: call.instance for call in subnetwork_calls(module)}
        self._functions = {
            op.sym_name.data: op for op in module.body.ops if isinstance(op, func.FuncOp)
        }

    def steps(self, block: Block) -> list[Step]:
        steps: list[Step] = []
        run: list[Operation] = []
        for op in block.ops:
            made = self._control(op)
            if made is None:
                run.append(op)
                continue
            steps += [*_host_work(run), made]
            run = []
        return [*steps, *_host_work(run)]

    def _control(self, op: Operation) -> Step | None:
        """What ``op`` is in the picture; None for what the host just computes."""
        match op:
            case func.CallOp():
                return self._call(op)
            case RaiseOp():
                title = f"raise {op.exception.data}"
                return Work("raise", title, op.message.data, 0.0, _place(op))
            case scf.IfOp():
                labels, regions = ["true", "false"], list(op.regions)
                return self._branch(op, labels, [r.first_block for r in regions])
            case scf.IndexSwitchOp():
                labels = [str(value) for value in op.cases.get_values()]
                blocks = [r.first_block for r in (*op.case_regions, op.default_region)]
                return self._branch(op, [*labels, "default"], blocks)
            case scf.WhileOp():
                counts = outcome_counts(op)
                iterations = None if counts is None or not counts[1] else counts[0] / counts[1]
                test, body = op.before_region.block, op.after_region.block
                return Loop(_place(op) or "loop", self.steps(test), self.steps(body), iterations)
            case scf.ForOp():
                counts = outcome_counts(op)
                iterations = None if counts is None or not counts[1] else counts[0] / counts[1]
                return Loop(_place(op) or "loop", [], self.steps(op.body.block), iterations)
            case _:
                return None

    def _branch(
        self, op: Operation, labels: Sequence[str], blocks: Sequence[Block | None]
    ) -> Branch:
        shares = probabilities(op)
        arms = [
            Arm(
                label,
                None if shares is None else shares[index],
                [] if block is None else self.steps(block),
            )
            for index, (label, block) in enumerate(zip(labels, blocks, strict=True))
        ]
        return Branch(_place(op) or op.name, arms)

    def _call(self, op: func.CallOp) -> Work:
        callee = op.callee.root_reference.data
        function = self._functions[callee]
        operations = [] if function.is_declaration else list(function.body.block.ops)
        is_subnetwork = op in self._instances
        return Work(
            "subnetwork" if is_subnetwork else "call",
            self._instances.get(op, callee),
            _operators(operations),
            sum(map(flops, operations)),
            _place(op),
        )


def _host_work(operations: Sequence[Operation]) -> list[Work]:
    """The tensor operators of the host between two sub-networks, if any."""
    shown = [op for op in operations if isinstance(op, AtenOp)]
    if not shown:
        return []
    title = f"{len(shown)} operation{'s' if len(shown) > 1 else ''}"
    place = next((text for op in shown if (text := _place(op))), "")
    return [Work("host", title, _operators(shown), sum(map(flops, shown)), place)]


def _operators(operations: Sequence[Operation]) -> str:
    """``conv2d 2, relu, 3 others``."""
    names = [
        op.name.removeprefix("aten.") if isinstance(op, AtenOp) else op.name
        for op in operations
        if not (op.has_trait(ConstantLike) or op.has_trait(IsTerminator))
    ]
    counts = Counter(names).most_common()
    shown = counts if len(counts) == SHOWN_OPERATORS + 1 else counts[:SHOWN_OPERATORS]
    parts = [f"{name} {count}" if count > 1 else name for name, count in shown]
    if rest := sum(count for _, count in counts[len(shown) :]):
        parts.append(f"{rest} others")
    return ", ".join(parts)


def _place(op: Operation) -> str:
    """``model.py:14``."""
    location = source_location(op)
    return f"{Path(location.file).name}:{location.line}" if location else ""
