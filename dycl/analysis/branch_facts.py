"""What is known of conditions and of the values that they compare, inside the arms of branches.

Use it on a walk through a program in execution order: :meth:`BranchFacts.scope` around each region,
:meth:`BranchFacts.assume` on entry to an arm, :meth:`BranchFacts.evaluate` for what is known at the
point reached. Facts hold in the block that they were found in, and in the regions inside of it,
from there on.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, TypeVar

from xdsl.dialects import arith, scf
from xdsl.dialects.builtin import TensorType, i1
from xdsl.ir import Attribute, Block, Operation, OpResult, SSAValue
from xdsl.traits import ConstantLike

from dycl.analysis.comparisons import ValueComparison, as_comparison, is_negation
from dycl.analysis.effects import Effects
from dycl.analysis.ranges import ANY_ORDER, FALSE, TRUE, Range, swapped
from dycl.analysis.remarks import source_location
from dycl.analysis.value_numbers import ValueNumbers
from dycl.analysis.value_ranges import element_type, range_of_type, result_range
from dycl.dialects import aten
from dycl.dialects.dycl import ItemOp, RaiseOp

KeyT = TypeVar("KeyT")
FactT = TypeVar("FactT")

EXPRESSION_DEPTH = 6
"""How many operations deep an expression is looked at again where something new is known."""

ASSUMPTIONS = 64
"""How many parts of one condition are looked at."""

SINGLE_ELEMENT_VIEWS = (
    aten.ViewOp, aten.ReshapeOp, aten.SqueezeOp, aten.SqueezeDimOp, aten.SqueezeDimsOp,
    aten.UnsqueezeOp, aten.FlattenUsingIntsOp, aten.DetachOp, aten.AliasOp, aten.CloneOp,
    aten.ContiguousOp,
)  # fmt: skip


class BranchFacts:
    """Ranges of values at one point of the program."""

    def __init__(self, effects: Effects) -> None:
        self.numbers = ValueNumbers(effects)
        self._ranges: dict[int, Range] = {}
        self._origins: dict[int, Operation] = {}
        self._orders: dict[tuple[int, int], int] = {}
        self._trail: list[tuple[dict[Any, Any], Any, Any]] = []

    @contextmanager
    def scope(self) -> Generator[None, None, None]:
        """Forget, after the ``with`` block, what was found out in it."""
        mark = len(self._trail)
        try:
            yield
        finally:
            while len(self._trail) > mark:
                facts, key, fact = self._trail.pop()
                if fact is None:
                    del facts[key]
                else:
                    facts[key] = fact

    def evaluate(self, value: SSAValue, depth: int = EXPRESSION_DEPTH) -> Range:
        """The values that ``value`` can have here; empty only where the program never gets here."""
        key = self._key(value)
        known = self._ranges.get(key)
        if known is None:
            known = range_of_type(value.type)
        if depth == 0 or known.single is not None or not isinstance(value, OpResult):
            return known
        refined = known.intersection(self._compute(value, depth))
        if refined != known:
            self._set(key, refined)
        return refined

    def truth(self, condition: SSAValue) -> bool | None:
        """Whether ``condition`` always holds (True) or never (False) here; None if neither is
        known.
        """
        single = self.evaluate(condition).single
        return None if single is None else bool(single)

    def define(self, value: SSAValue, range_: Range) -> None:
        """Add the fact that ``value`` is in ``range_``."""
        key = self._key(value)
        known = self._ranges.get(key, range_of_type(value.type))
        if (refined := known.intersection(range_)) != known:
            self._set(key, refined)

    def assume(self, condition: SSAValue, truth: bool, origin: Operation | None = None) -> bool:
        """Add the fact that ``condition`` holds, or does not, and all that follows from it.

        Returns False where this contradicts other facts: the program never gets here. ``origin`` is
        the branch that tests the condition, for explanations.
        """
        pending = [(condition, truth)]
        for _ in range(ASSUMPTIONS):
            if not pending:
                break
            value, holds = pending.pop()
            key = self._key(value)
            known = self._ranges.get(key, range_of_type(value.type))
            refined = known.intersection(TRUE if holds else FALSE)
            if refined.is_empty:
                return False
            self._set(key, refined, origin)
            pending.extend(self._implied(value, holds))
            comparison = self._comparison(value)
            if comparison is not None and not self._refine(comparison, holds):
                return False
        return True

    def condition_number(self, condition: SSAValue) -> int:
        """Equal for conditions that always have the same truth value."""
        return self._key(condition)

    def explain(self, condition: SSAValue) -> str:
        """Why the truth of ``condition`` is known."""
        origin = self._origins.get(self._key(condition))
        if origin is not None:
            place = source_location(origin)
            return "it was tested before" + (f", at {place}" if place else "")
        owner = self._definition(condition)
        comparison = self._comparison(condition)
        if isinstance(owner, arith.ConstantOp):
            return "it is constant"
        if comparison is None:
            return "it follows from constants and earlier tests"
        sides = (comparison.left, comparison.right)
        names = [_name(side) if isinstance(side, SSAValue) else _written(side) for side in sides]
        ranges = [
            f"{name} is {self._describe(side)}"
            for name, side in zip(names, sides, strict=True)
            if isinstance(side, SSAValue) and name != str(self.evaluate(side))
        ]
        known = ", where " + " and ".join(dict.fromkeys(ranges)) if ranges else ""
        return f"it tests {names[0]} {comparison.kind.relation.value} {names[1]}{known}"

    def _describe(self, value: SSAValue) -> str:
        range_ = self.evaluate(value)
        return f"in {range_}" if range_.low < range_.high else str(range_)

    def _compute(self, value: OpResult, depth: int) -> Range:
        operation = value.op
        if operation.regions:
            return range_of_type(value.type)
        comparison = as_comparison(operation)
        if comparison is None:
            operands = [self.evaluate(operand, depth - 1) for operand in operation.operands]
            return result_range(operation, operands, value.index)
        left, right = (
            self.evaluate(side, depth - 1) if isinstance(side, SSAValue) else side
            for side in (comparison.left, comparison.right)
        )
        are_equal = (
            isinstance(comparison.left, SSAValue)
            and isinstance(comparison.right, SSAValue)
            and comparison.left.type == comparison.right.type
            and self._key(comparison.left) == self._key(comparison.right)
        )
        outcomes = comparison.kind.outcomes(left, right, are_equal=are_equal)
        orders = self._known_orders(comparison)
        if orders & comparison.kind.orders == 0:
            outcomes -= {True}
        if orders & ~comparison.kind.orders == 0:
            outcomes -= {False}
        if not outcomes:
            return range_of_type(value.type)
        return Range(int(min(outcomes)), int(max(outcomes)))

    def _implied(self, value: SSAValue, holds: bool) -> list[tuple[SSAValue, bool]]:
        """The conditions whose truth follows from that of ``value``."""
        operation = self._definition(value)
        match operation:
            case arith.XOrIOp() if operation.result.type == i1:
                for one, other in ((operation.lhs, operation.rhs), (operation.rhs, operation.lhs)):
                    if (known := self.truth(other)) is not None:
                        return [(one, holds != known)]
                return []
            case arith.AndIOp() if operation.result.type == i1:
                return self._implied_by_parts(operation.lhs, operation.rhs, holds, True)
            case arith.OrIOp() if operation.result.type == i1:
                return self._implied_by_parts(operation.lhs, operation.rhs, holds, False)
            case aten.LogicalAndOp() | aten.BitwiseAndTensorOp():
                return self._implied_by_tensors(operation, holds, True)
            case aten.LogicalOrOp() | aten.BitwiseOrTensorOp():
                return self._implied_by_tensors(operation, holds, False)
            case aten.LogicalNotOp() | aten.BitwiseNotOp() if is_negation(operation):
                return [(operation.operands[0], not holds)]
            case arith.SelectOp():
                return self._implied_by_choice(operation.cond, operation.lhs, operation.rhs, holds)
            case scf.IfOp() if isinstance(value, OpResult):
                on_true, on_false = if_yields(operation, value.index)
                return self._implied_by_choice(operation.cond, on_true, on_false, holds)
            case _:
                return []

    def _implied_by_tensors(
        self, operation: Operation, holds: bool, unanimous: bool
    ) -> list[tuple[SSAValue, bool]]:
        left, right = operation.operands
        if not all(element_type(side.type) == i1 and is_single(side) for side in (left, right)):
            return []
        return self._implied_by_parts(left, right, holds, unanimous)

    def _implied_by_parts(
        self, left: SSAValue, right: SSAValue, holds: bool, unanimous: bool
    ) -> list[tuple[SSAValue, bool]]:
        """A conjunction that holds (``unanimous`` is True) or a disjunction that does not says it
        of both.

        Else it says something of one part where the other is known not to decide.
        """
        if holds == unanimous:
            return [(left, holds), (right, holds)]
        if self.truth(left) is unanimous:
            return [(right, holds)]
        if self.truth(right) is unanimous:
            return [(left, holds)]
        return []

    def _implied_by_choice(
        self, condition: SSAValue, on_true: SSAValue | None, on_false: SSAValue | None, holds: bool
    ) -> list[tuple[SSAValue, bool]]:
        """Which of two values was chosen where the other cannot be; None stands for an arm that
        raises.
        """
        for chosen, other, outcome in ((on_true, on_false, True), (on_false, on_true, False)):
            if chosen is not None and (other is None or self.truth(other) is (not holds)):
                return [(condition, outcome), (chosen, holds)]
        return []

    def _pair(self, comparison: ValueComparison) -> tuple[int, int] | None:
        """The two values of a comparison; None where one is a number."""
        if isinstance(comparison.left, Range) or isinstance(comparison.right, Range):
            return None
        return self._key(comparison.left), self._key(comparison.right)

    def _known_orders(self, comparison: ValueComparison) -> int:
        pair = self._pair(comparison)
        return ANY_ORDER if pair is None else self._orders.get(pair, ANY_ORDER)

    def _refine(self, comparison: ValueComparison, holds: bool) -> bool:
        kind = comparison.kind if holds else comparison.kind.negated
        orders = self._known_orders(comparison) & kind.orders
        if orders == 0:
            return False
        if pair := self._pair(comparison):
            self._put(self._orders, pair, orders)
            self._put(self._orders, (pair[1], pair[0]), swapped(orders))
        sides = (comparison.left, comparison.right)
        left, right = (
            self.evaluate(side, 2) if isinstance(side, SSAValue) else side for side in sides
        )
        refined = kind.refine(left, right, is_integer=comparison.is_integer)
        for side, range_ in zip(sides, refined, strict=True):
            if range_.is_empty:
                return False
            if isinstance(side, SSAValue) and is_single(side):
                self.define(side, range_)
        return True

    def _comparison(self, value: SSAValue) -> ValueComparison | None:
        operation = self._definition(value)
        return None if operation is None else as_comparison(operation)

    def _definition(self, value: SSAValue) -> Operation | None:
        value = see_through(value)
        return value.op if isinstance(value, OpResult) else None

    def _key(self, value: SSAValue) -> int:
        return self.numbers.number(see_through(value))

    def _set(self, key: int, range_: Range, origin: Operation | None = None) -> None:
        self._put(self._ranges, key, range_)
        if origin is not None and key not in self._origins:
            self._put(self._origins, key, origin)

    def _put(self, facts: dict[KeyT, FactT], key: KeyT, fact: FactT) -> None:
        self._trail.append((facts, key, facts.get(key)))
        facts[key] = fact


def see_through(value: SSAValue) -> SSAValue:
    """The value that ``value`` is, but for the shape of a tensor with one element."""
    while (
        isinstance(value, OpResult)
        and isinstance(value.op, (ItemOp, *SINGLE_ELEMENT_VIEWS))
        and is_single(value.op.operands[0])
    ):
        value = value.op.operands[0]
    return value


def _name(value: SSAValue) -> str:
    """What to call a value: its Python variable, or what computes it; a constant is its value."""
    if isinstance(value, OpResult) and isinstance(value.op, arith.ConstantOp):
        single = result_range(value.op, []).single
        if single is not None:
            return str(single)
    if value.name_hint is not None:
        return value.name_hint
    return value.op.name if isinstance(value, OpResult) else "an argument"


def _written(number: Range) -> str:
    """A static number of which only its neighbours in a type are known: the shortest one there."""
    if not number.low < number.high:
        return str(number)
    middle = (number.low + number.high) / 2
    texts = (f"{middle:.{digits}g}" for digits in range(1, 18))
    return next((t for t in texts if number.low <= float(t) <= number.high), str(number))


def is_single(value: SSAValue) -> bool:
    """Whether ``value`` is a host scalar or a tensor with exactly one element."""
    return is_single_type(value.type)


def is_single_type(type_: Attribute) -> bool:
    """Whether the type is that of a host scalar or of a tensor with exactly one element."""
    return not isinstance(type_, TensorType) or all(size == 1 for size in type_.get_shape())


def always_raises(block: Block) -> bool:
    """Whether the block ends in a ``dycl.raise``, itself or in each arm of a branch; constants may
    follow.
    """
    operation = block.last_op.prev_op if block.last_op is not None else None
    while operation is not None and operation.has_trait(ConstantLike):
        operation = operation.prev_op
    if isinstance(operation, scf.IfOp):
        arms = [region.first_block for region in operation.regions]
        return all(arm is not None and always_raises(arm) for arm in arms)
    return isinstance(operation, RaiseOp)


def if_yields(operation: scf.IfOp, index: int) -> tuple[SSAValue | None, SSAValue | None]:
    """What the two arms yield for a result; None for an arm that raises."""
    yields: list[SSAValue | None] = []
    for region in operation.regions:
        block = region.first_block
        if block is None or block.last_op is None or always_raises(block):
            yields.append(None)
        else:
            yields.append(block.last_op.operands[index])
    return yields[0], yields[1]
