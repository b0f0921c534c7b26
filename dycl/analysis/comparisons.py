"""Comparisons, whichever dialect makes them: of host scalars, or elementwise of tensors."""

from __future__ import annotations

import math
from typing import NamedTuple

from xdsl.dialects import arith
from xdsl.dialects.builtin import i1
from xdsl.ir import Attribute, Operation, SSAValue

from dycl.analysis.ranges import Comparison, Range, Relation
from dycl.analysis.rounding import format_of, outward
from dycl.analysis.value_ranges import element_type, is_integer
from dycl.dialects import aten
from dycl.dialects.aten_operation import AtenOp

LT, LE, GT, GE = Relation.LT, Relation.LE, Relation.GT, Relation.GE
EQ, NE, ALWAYS, NEVER = Relation.EQ, Relation.NE, Relation.ALWAYS, Relation.NEVER

INTEGER_PREDICATES = (EQ, NE, LT, LE, GT, GE)
"""The relations of ``arith.cmpi``, by predicate; the unsigned ones follow in MLIR."""

FLOAT_PREDICATES = (
    (NEVER, False), (EQ, False), (GT, False), (GE, False), (LT, False), (LE, False), (NE, False),
    (ALWAYS, False), (EQ, True), (GT, True), (GE, True), (LT, True), (LE, True), (NE, True),
    (NEVER, True), (ALWAYS, True),
)  # fmt: skip
"""The relation of ``arith.cmpf`` and its outcome for NaN, by predicate."""

TENSOR_RELATIONS = {
    "lt": LT, "less": LT, "le": LE, "less_equal": LE, "gt": GT, "greater": GT, "ge": GE,
    "greater_equal": GE, "eq": EQ, "ne": NE, "not_equal": NE,
}  # fmt: skip
"""The relations of PyTorch's comparisons, by the operator's name without the overload."""


class ValueComparison(NamedTuple):
    """A comparison of two values; a side that is a static number is a range."""

    kind: Comparison
    left: SSAValue | Range
    right: SSAValue | Range
    is_integer: bool


def as_comparison(operation: Operation) -> ValueComparison | None:
    """What ``operation`` compares; None where it is no comparison, or one of differing element
    types.
    """
    match operation:
        case arith.CmpiOp():
            predicate = operation.predicate.value.data
            is_signed_truth = operation.lhs.type == i1 and predicate >= 2
            if predicate >= len(INTEGER_PREDICATES) or is_signed_truth:
                return None
            kind = Comparison(INTEGER_PREDICATES[predicate])
            return ValueComparison(kind, operation.lhs, operation.rhs, True)
        case arith.CmpfOp():
            kind = Comparison(*FLOAT_PREDICATES[operation.predicate.value.data])
            return ValueComparison(kind, operation.lhs, operation.rhs, False)
        case AtenOp():
            return _tensor_comparison(operation)
        case _:
            return None


def _tensor_comparison(operation: AtenOp) -> ValueComparison | None:
    operator = operation.name.removeprefix("aten.").partition(".")[0]
    if operator == "isnan":
        value = operation.operands[0]
        return ValueComparison(Comparison(NEVER, True), value, value, is_integer(value.type))
    relation = TENSOR_RELATIONS.get(operator)
    if relation is None:
        return None
    left, other = operation.tensor("self"), operation.argument("other")
    element = element_type(left.type)
    if isinstance(other, SSAValue):
        # Operands of another type are converted, which may round them.
        right = other if element_type(other.type) == element else None
    else:
        right = _as_element(other, element)
    if right is None:
        return None
    kind = Comparison(relation, relation is NE)
    return ValueComparison(kind, left, right, is_integer(left.type))


def _as_element(number: object, element: Attribute) -> Range | None:
    """The range of what becomes of a Python number that is compared with an element of that type.

    It may or may not be rounded to the element's type first, depending on who computes.
    """
    if not isinstance(number, int | float):
        return None
    if is_integer(element):
        fits = isinstance(number, bool) or (element != i1 and isinstance(number, int))
        return Range.exactly(int(number)) if fits else None
    if format_of(element) is None:
        return None
    number = float(number)
    return Range.exactly(number) if math.isnan(number) else outward(Range.exactly(number), element)


def is_negation(operation: Operation) -> bool:
    """Whether ``operation`` is PyTorch's elementwise "not" of truth values."""
    return isinstance(operation, aten.LogicalNotOp | aten.BitwiseNotOp) and (
        element_type(operation.operands[0].type) == i1
    )
