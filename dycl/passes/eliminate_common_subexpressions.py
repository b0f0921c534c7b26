"""The pass ``eliminate-common-subexpressions``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from xdsl.context import Context
from xdsl.dialects import scf
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Block, Operation, Region, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint, Rewriter
from xdsl.traits import ConstantLike

from dycl.analysis.branch_facts import always_raises
from dycl.analysis.cost import is_cheap
from dycl.analysis.effects import Effects, is_speculatable, may_raise
from dycl.analysis.remarks import remark
from dycl.analysis.value_numbers import ValueNumbers
from dycl.dialects.aten_operation import AtenOp


@dataclass(frozen=True)
class EliminateCommonSubexpressions(ModulePass):
    """Compute once what is computed again on the same path, across branches too.

    An operation is not needed where an equal one came before it: in the same block, in a block
    around it, or in one arm of an earlier branch. In the last case the arm yields its value and the
    other arm computes it. An equal division that came before did not raise, so the later one does
    not either.

    Before::

        %r = scf.if %c -> (tensor<4xf32>) {
          %1 = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
          %2 = aten.neg %1 : (tensor<4xf32>) -> tensor<4xf32>
          scf.yield %2 : tensor<4xf32>
        } else {
          scf.yield %x : tensor<4xf32>
        }
        %3 = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>

    After::

        %r, %3 = scf.if %c -> (tensor<4xf32>, tensor<4xf32>) {
          %1 = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
          %2 = aten.neg %1 : (tensor<4xf32>) -> tensor<4xf32>
          scf.yield %2, %1 : tensor<4xf32>, tensor<4xf32>
        } else {
          %4 = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
          scf.yield %x, %4 : tensor<4xf32>, tensor<4xf32>
        }
    """

    name = "eliminate-common-subexpressions"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        effects = Effects(op)
        for function in op.body.ops:
            for region in function.regions:
                _Eliminator(effects).region(region, _Scope())


@dataclass
class _Scope:
    """What was computed before, by number: visible values, and values in arms of branches."""

    values: dict[int, SSAValue] = field(default_factory=dict[int, SSAValue])
    in_arms: dict[int, tuple[scf.IfOp, int, SSAValue]] = field(
        default_factory=dict[int, tuple[scf.IfOp, int, SSAValue]]
    )
    """A branch of this block, the index of its arm, and the value there."""

    outer: _Scope | None = None

    def find(self, number: int) -> SSAValue | None:
        """A visible value with that number."""
        scope: _Scope | None = self
        while scope is not None:
            if (value := scope.values.get(number)) is not None:
                return value
            scope = scope.outer
        return None


class _Eliminator:
    def __init__(self, effects: Effects) -> None:
        self._effects = effects
        self._numbers = ValueNumbers(effects)

    def region(self, region: Region, scope: _Scope) -> list[_Scope]:
        """Look at the blocks of a region; returns what each of them computes."""
        scopes: list[_Scope] = []
        for block in region.blocks:
            inner = _Scope(outer=scope)
            for operation in list(block.ops):
                if operation.parent is block:
                    self._operation(operation, inner)
            scopes.append(inner)
        return scopes

    def _operation(self, operation: Operation, scope: _Scope) -> None:
        if operation.regions:
            arms = [self.region(region, scope) for region in operation.regions]
            if isinstance(operation, scf.IfOp):
                _note_arms(operation, arms, scope)
            return
        if not self._is_comparable(operation):
            return
        numbers = [self._numbers.number(result) for result in operation.results]
        values = [scope.find(number) for number in numbers]
        found = [value for value in values if value is not None]
        if len(found) < len(values):
            found = self._from_arms(operation, numbers, scope)
        if found:
            text = f"{operation.name} was computed before"
            if isinstance(operation, AtenOp):
                remark(EliminateCommonSubexpressions.name, operation, text)
            for result, value in zip(operation.results, found, strict=True):
                value.name_hint = value.name_hint or result.name_hint
            Rewriter.replace_op(operation, [], found)
            return
        scope.values.update(zip(numbers, operation.results, strict=True))

    def _is_comparable(self, operation: Operation) -> bool:
        if not operation.results or operation.has_trait(ConstantLike):
            return False
        return self._effects.is_pure(operation) or may_raise(operation)

    def _from_arms(
        self, operation: Operation, numbers: Sequence[int], scope: _Scope
    ) -> list[SSAValue]:
        """The results of an earlier branch that are made to equal those of ``operation``."""
        is_worth = isinstance(operation, AtenOp) and not is_cheap(operation)
        places = [scope.in_arms.get(number) for number in numbers]
        if not is_worth or None in places or not is_speculatable(operation):
            return []
        if not self._effects.is_pure(operation):
            return []
        known = [place for place in places if place is not None]
        branch, arm, _ = known[0]
        if any(place[0] is not branch or place[1] != arm for place in known):
            return []
        if not all(_is_defined_before(operand, branch) for operand in operation.operands):
            return []
        other = branch.regions[1 - arm]
        if not other.blocks or always_raises(other.block):
            return []
        copy = operation.clone()
        last = other.block.last_op
        assert last is not None
        Rewriter.insert_op(copy, InsertPoint.before(last))
        values = [place[2] for place in known]
        pairs = [(values, copy.results), (copy.results, values)][arm]
        replacement = _with_results(branch, *pairs)
        count = len(branch.results)
        for old, new in zip(branch.results, replacement.results, strict=False):
            new.name_hint = old.name_hint
        for number, place in list(scope.in_arms.items()):
            if place[0] is branch:
                scope.in_arms[number] = (replacement, place[1], place[2])
        Rewriter.replace_op(branch, [], replacement.results[:count])
        return list(replacement.results[count:])


def _note_arms(branch: scf.IfOp, arms: Sequence[Sequence[_Scope]], scope: _Scope) -> None:
    for index, (inner, region) in enumerate(zip(arms, branch.regions, strict=True)):
        if not region.blocks or always_raises(region.block):
            continue
        for number, value in inner[0].values.items():
            scope.in_arms.setdefault(number, (branch, index, value))


def _is_defined_before(value: SSAValue, branch: scf.IfOp) -> bool:
    """Whether ``value``, which is visible after ``branch``, is visible before it too."""
    owner = value.owner
    if isinstance(owner, Block) or owner.parent is not branch.parent:
        return True
    return owner is not branch and owner.is_before_in_block(branch)


def _with_results(
    branch: scf.IfOp, on_true: Sequence[SSAValue], on_false: Sequence[SSAValue]
) -> scf.IfOp:
    """A branch before ``branch`` with its arms, and more results."""
    for region, values in zip(branch.regions, (on_true, on_false), strict=True):
        terminator = region.block.last_op
        assert terminator is not None
        terminator.operands = [*terminator.operands, *values]
    true_region, false_region = (branch.detach_region(r) for r in list(branch.regions))
    types = [*branch.result_types, *(value.type for value in on_true)]
    replacement = scf.IfOp(branch.cond, types, true_region, false_region)
    replacement.location = branch.location
    Rewriter.insert_op(replacement, InsertPoint.before(branch))
    return replacement
