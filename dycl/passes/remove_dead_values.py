"""The pass ``remove-dead-values``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import scf
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Block, BlockArgument, Operation, OpResult, Region, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import Rewriter
from xdsl.traits import IsTerminator, SymbolOpInterface

from dycl.analysis.effects import Effects
from dycl.analysis.remarks import remark


@dataclass(frozen=True)
class RemoveDeadValues(ModulePass):
    """Remove what no result, exception or random number depends on.

    That is: operations, results of branches, and values that loops carry from iteration to
    iteration. Time is linear in the size of the module.

    Before::

        %r:2 = scf.if %c -> (tensor<4xf32>, tensor<4xf32>) {
          %1 = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
          scf.yield %1, %x : tensor<4xf32>, tensor<4xf32>
        } else {
          scf.yield %y, %y : tensor<4xf32>, tensor<4xf32>
        }
        func.return %r#1 : tensor<4xf32>

    After::

        %r = scf.if %c -> (tensor<4xf32>) {
          scf.yield %x : tensor<4xf32>
        } else {
          scf.yield %y : tensor<4xf32>
        }
        func.return %r : tensor<4xf32>
    """

    name = "remove-dead-values"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        remove_dead_values(op)


def remove_dead_values(module: ModuleOp) -> None:
    """Remove the dead values of a module; see :class:`RemoveDeadValues`."""
    liveness = Liveness(module, Effects(module))
    for region in module.regions:
        _Sweep(liveness).region(region)


class Liveness:
    """Which operations and values something depends on that a caller can observe."""

    def __init__(self, module: ModuleOp, effects: Effects) -> None:
        self.values: set[SSAValue] = set()
        self.operations: set[Operation] = set()
        self._pending: list[SSAValue] = []
        for operation in module.walk():
            if _is_root(operation, effects):
                self._require(operation)
        while self._pending:
            self._propagate(self._pending.pop())

    def _mark(self, values: Iterable[SSAValue]) -> None:
        for value in values:
            if value not in self.values:
                self.values.add(value)
                self._pending.append(value)

    def _require(self, operation: Operation) -> None:
        """Keep an operation, and the branches and loops that it is in."""
        current: Operation | None = operation
        while current is not None and current not in self.operations:
            self.operations.add(current)
            match current:
                case scf.WhileOp():
                    self._mark([condition_of(current).condition])
                case scf.ForOp():
                    self._mark([current.lb, current.ub, current.step])
                case _:
                    self._mark(current.operands)
            current = current.parent_op()

    def _propagate(self, value: SSAValue) -> None:
        match value:
            case OpResult():
                self._require(value.op)
                self._mark(sources_of_result(value.op, value.index))
            case BlockArgument():
                self._mark(sources_of_argument(value))
            case _:
                raise TypeError(f"unknown kind of value: {value}")


def condition_of(operation: scf.WhileOp) -> scf.ConditionOp:
    """The terminator of a loop's first region."""
    terminator = operation.before_region.block.last_op
    assert isinstance(terminator, scf.ConditionOp)
    return terminator


def sources_of_result(operation: Operation, index: int) -> Sequence[SSAValue]:
    """The values that a result of a branch or loop is copied from; none for other operations."""
    match operation:
        case scf.IfOp() | scf.IndexSwitchOp():
            return [_yield_of(region).operands[index] for region in operation.regions]
        case scf.WhileOp():
            return [condition_of(operation).args[index]]
        case scf.ForOp():
            body = operation.body
            return [
                operation.iter_args[index],
                _yield_of(body).operands[index],
                body.block.args[index + 1],
            ]
        case _:
            return []


def sources_of_argument(argument: BlockArgument) -> Sequence[SSAValue]:
    """The values that an argument of a loop's region is copied from; none for other arguments."""
    match argument.owner.parent_op():
        case scf.WhileOp() as loop if argument.owner is loop.before_region.block:
            yielded = _yield_of(loop.after_region).operands[argument.index]
            return [loop.arguments[argument.index], yielded]
        case scf.WhileOp() as loop:
            return [condition_of(loop).args[argument.index]]
        case scf.ForOp() as loop if argument.index > 0:
            return [loop.res[argument.index - 1]]
        case _:
            return []


def _yield_of(region: Region) -> Operation:
    terminator = region.block.last_op
    assert terminator is not None
    return terminator


def _is_root(operation: Operation, effects: Effects) -> bool:
    if isinstance(operation, scf.IfOp | scf.IndexSwitchOp | scf.WhileOp | scf.ForOp):
        return False  # kept for what is inside
    if isinstance(operation, scf.YieldOp | scf.ConditionOp):
        return isinstance(operation.parent_op(), scf.ExecuteRegionOp)
    if operation.has_trait(IsTerminator) or operation.has_trait(SymbolOpInterface):
        return True
    return bool(operation.regions) or not effects.is_pure(operation)


class _Sweep:
    """Erases what is not live; users before definitions."""

    def __init__(self, liveness: Liveness) -> None:
        self._live = liveness

    def region(self, region: Region) -> None:
        for block in region.blocks:
            for operation in list(block.ops)[::-1]:
                if operation.has_trait(IsTerminator):
                    continue
                if operation not in self._live.operations:
                    operation.detach()
                    operation.erase(safe_erase=False)
                    continue
                self._shrink(operation)

    def _shrink(self, operation: Operation) -> None:
        """Drop results and carried values, then sweep the regions."""
        match operation:
            case scf.IfOp() | scf.IndexSwitchOp():
                kept = self._kept(operation.results)
                for region in operation.regions:
                    if region.blocks:
                        _keep_operands(_yield_of(region), kept)
                self._regions(operation)
                if isinstance(operation, scf.IfOp) and not kept:
                    _drop_empty_else(operation)
                replace_results(operation, operation.operands, kept)
            case scf.WhileOp():
                self._shrink_while(operation)
            case scf.ForOp():
                kept = self._kept(operation.results)
                _keep_operands(_yield_of(operation.body), kept)
                self._regions(operation)
                _keep_arguments(operation.body.block, [0, *(index + 1 for index in kept)])
                operands = [*operation.operands[:3], *(operation.iter_args[i] for i in kept)]
                replace_results(operation, operands, kept)
            case _:
                self._regions(operation)

    def _shrink_while(self, loop: scf.WhileOp) -> None:
        before, after = loop.before_region.block, loop.after_region.block
        carried = self._kept(before.args)
        forwarded = [
            index
            for index, (result, argument) in enumerate(zip(loop.res, after.args, strict=True))
            if result in self._live.values or argument in self._live.values
        ]
        _keep_operands(_yield_of(loop.after_region), carried)
        _keep_operands(condition_of(loop), [0, *(index + 1 for index in forwarded)])
        self._regions(loop)
        _keep_arguments(before, carried)
        _keep_arguments(after, forwarded)
        replace_results(loop, [loop.arguments[index] for index in carried], forwarded)

    def _regions(self, operation: Operation) -> None:
        for region in operation.regions:
            self.region(region)

    def _kept(self, values: Sequence[SSAValue]) -> list[int]:
        return [index for index, value in enumerate(values) if value in self._live.values]


def _drop_empty_else(branch: scf.IfOp) -> None:
    block = branch.false_region.first_block
    if block is not None and block.first_op is block.last_op:
        branch.false_region.erase_block(block)


def _keep_operands(terminator: Operation, kept: Sequence[int]) -> None:
    if len(kept) < len(terminator.operands):
        terminator.operands = [terminator.operands[index] for index in kept]


def _keep_arguments(block: Block, kept: Sequence[int]) -> None:
    for argument in [a for a in block.args if a.index not in set(kept)]:
        block.erase_arg(argument, safe_erase=False)


def replace_results(
    operation: Operation, operands: Sequence[SSAValue], kept: Sequence[int]
) -> None:
    """Replace a branch or loop by one with other operands, its regions and some of its results."""
    if len(kept) == len(operation.results) and len(operands) == len(operation.operands):
        return
    dropped = len(operation.results) - len(kept)
    replacement = type(operation).create(
        operands=operands,
        result_types=[operation.results[index].type for index in kept],
        properties=operation.properties,
        attributes=operation.attributes,
        regions=[operation.detach_region(region) for region in list(operation.regions)],
        location=operation.location,
    )
    if dropped:
        remark(RemoveDeadValues.name, operation, f"{dropped} unused result(s) removed")
    results: list[SSAValue | None] = [None] * len(operation.results)
    for new, index in zip(replacement.results, kept, strict=True):
        results[index] = new
        new.name_hint = operation.results[index].name_hint
    Rewriter.replace_op(operation, replacement, results, safe_erase=False)
