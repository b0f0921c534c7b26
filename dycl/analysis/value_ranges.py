"""The range of an operation's result, from the ranges of its operands.

A tensor's range is that of its elements. To teach the analysis an operation, write a function from
the operation and the ranges of its operands to the range of its result (or, for several results, a
tuple of those) and decorate it with ``@transfer(…)``; a new file of those goes into ``FAMILIES``. A
function is only called with ranges that are not empty, and what it returns must hold every value
that the operation can compute, whatever machine computes it. Those of ``aten`` are only called with
ranges that have numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from typing import Any, TypeVar, cast

from xdsl.dialects import arith, tensor
from xdsl.dialects.builtin import (
    ContainerType,
    DenseIntOrFPElementsAttr,
    FloatAttr,
    IndexType,
    IntegerAttr,
    IntegerType,
    Signedness,
    f64,
    i1,
    i64,
)
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.utils.hints import isa

from dycl.analysis.ranges import BOOL, FALSE, TRUE, Range
from dycl.dialects.aten_operation import AtenOp
from dycl.dialects.dycl import AssumeOp, ItemOp

OperationT = TypeVar("OperationT", bound=Operation)
Ranges = Range | tuple[Range, ...]
Transfer = Callable[[Any, Sequence[Range]], Ranges]

FAMILIES = ("elementwise_ranges", "reduction_ranges", "movement_ranges", "weight_ranges")
"""The modules with transfer functions of ``aten``."""

_TRANSFERS: dict[type[Operation], Transfer] = {}


@cache
def _load_families() -> None:
    for family in FAMILIES:
        import_module(f"dycl.analysis.{family}")


def transfer(
    *operations: type[OperationT],
) -> Callable[
    [Callable[[OperationT, Sequence[Range]], Ranges]],
    Callable[[OperationT, Sequence[Range]], Ranges],
]:
    """Let the decorated function say what ``operations`` compute."""

    def register(
        function: Callable[[OperationT, Sequence[Range]], Ranges],
    ) -> Callable[[OperationT, Sequence[Range]], Ranges]:
        for operation in operations:
            _TRANSFERS[operation] = function
        return function

    return register


def element_type(type_: Attribute) -> Attribute:
    """A tensor's element type; the type itself for others."""
    if isinstance(type_, ContainerType):
        return cast(ContainerType[Attribute], type_).get_element_type()
    return type_


def is_integer(type_: Attribute) -> bool:
    """Whether values of the type, or elements of the tensor type, are integers or truth values."""
    return isinstance(element_type(type_), IntegerType | IndexType)


def range_of_type(type_: Attribute) -> Range:
    """All values of a type. Host integers are Python's, which don't overflow."""
    element = element_type(type_)
    if element == i1:
        return BOOL
    if type_ == i64 or isinstance(element, IndexType):
        return Range(-math.inf, math.inf)
    if isa(element, IntegerType):
        width = element.width.data
        if element.signedness.data is Signedness.UNSIGNED:
            return Range(0, 2**width - 1)
        return Range(-(2 ** (width - 1)), 2 ** (width - 1) - 1)
    return Range(-math.inf, math.inf, True)


def has_transfer(operation: Operation) -> bool:
    """Whether anything is known of what ``operation`` computes."""
    _load_families()
    return type(operation) in _TRANSFERS


def result_range(operation: Operation, operands: Sequence[Range], index: int = 0) -> Range:
    """The range of a result of ``operation``, whose operands are in ``operands``.

    Comparisons are left to :mod:`dycl.analysis.comparisons`.
    """
    _load_families()
    everything = range_of_type(operation.results[index].type)
    function = _TRANSFERS.get(type(operation))
    if function is None or any(operand.is_empty for operand in operands):
        return everything
    if isinstance(operation, AtenOp) and not all(operand.has_numbers for operand in operands):
        return everything
    found = function(operation, operands)
    if isinstance(found, tuple):
        found = found[index]
    # Where integers overflow, nothing is known.
    if is_integer(operation.results[index].type) and not (
        everything.low <= found.low and found.high <= everything.high
    ):
        return everything
    return found


def argument_ranges(operation: AtenOp, operands: Sequence[Range]) -> dict[str, Range]:
    """The ranges of arguments that are numbers or tensors, by name."""
    ranges = dict(zip(operation.operands, operands, strict=True))
    found: dict[str, Range] = {}
    for name, value in operation.arguments().items():
        if isinstance(value, SSAValue):
            found[name] = ranges[value]
        elif isinstance(value, int | float):
            found[name] = Range.exactly(int(value) if isinstance(value, bool) else value)
    return found


@transfer(arith.ConstantOp)
def _constant(operation: arith.ConstantOp, operands: Sequence[Range]) -> Range:
    match operation.value:
        case IntegerAttr(type=type_, value=value):
            return Range.exactly(value.data & 1 if type_ == i1 else value.data)
        case FloatAttr(value=value):
            return Range.exactly(value.data)
        case DenseIntOrFPElementsAttr() as elements:
            return _range_of_elements(elements)
        case _:
            return range_of_type(operation.result.type)


def _range_of_elements(elements: DenseIntOrFPElementsAttr) -> Range:
    values = [value for value in elements.get_values() if isinstance(value, int | float)]
    numbers = [value for value in values if value == value]
    if elements.get_element_type() == i1:
        numbers = [int(bool(value)) for value in numbers]
    if not numbers:
        return range_of_type(elements.type)
    return Range(min(numbers), max(numbers), len(numbers) < len(values))


@transfer(AssumeOp)
def _assume(operation: AssumeOp, operands: Sequence[Range]) -> Range:
    low, high = operation.bounds
    if is_integer(operation.result.type):
        low = math.ceil(low) if math.isfinite(low) else low
        high = math.floor(high) if math.isfinite(high) else high
    found = operands[0].intersection(Range(low, high))
    return found if found.has_numbers else operands[0]


@transfer(ItemOp)
def _item(operation: ItemOp, operands: Sequence[Range]) -> Range:
    return operands[0]


@transfer(arith.AndIOp)
def _and(operation: arith.AndIOp, operands: Sequence[Range]) -> Range:
    left, right = operands
    if operation.result.type == i1:
        return Range(min(left.low, right.low), min(left.high, right.high))
    if left.low >= 0 or right.low >= 0:
        bounds = [side.high for side in (left, right) if side.low >= 0]
        return Range(0, min(bounds))
    return range_of_type(operation.result.type)


@transfer(arith.OrIOp)
def _or(operation: arith.OrIOp, operands: Sequence[Range]) -> Range:
    left, right = operands
    if operation.result.type == i1:
        return Range(max(left.low, right.low), max(left.high, right.high))
    return range_of_type(operation.result.type)


@transfer(arith.XOrIOp)
def _xor(operation: arith.XOrIOp, operands: Sequence[Range]) -> Range:
    left, right = operands[0].single, operands[1].single
    if operation.result.type == i1 and left is not None and right is not None:
        return FALSE if left == right else TRUE
    return range_of_type(operation.result.type)


@transfer(arith.SelectOp)
def _select(operation: arith.SelectOp, operands: Sequence[Range]) -> Range:
    condition, left, right = operands
    if condition.single is not None:
        return left if condition.single else right
    return left.union(right)


@transfer(arith.AddiOp)
def _add_integers(operation: arith.AddiOp, operands: Sequence[Range]) -> Range:
    left, right = operands
    return Range(left.low + right.low, left.high + right.high)


@transfer(arith.SubiOp)
def _subtract_integers(operation: arith.SubiOp, operands: Sequence[Range]) -> Range:
    left, right = operands
    return Range(left.low - right.high, left.high - right.low)


@transfer(arith.MuliOp)
def _multiply_integers(operation: arith.MuliOp, operands: Sequence[Range]) -> Range:
    left, right = operands
    # An end that is infinite only means that there is no bound, so zero times it is zero.
    corners = [
        a * b if a and b else 0 for a in (left.low, left.high) for b in (right.low, right.high)
    ]
    return Range(min(corners), max(corners))


@transfer(arith.MinSIOp)
def _minimum_integers(operation: arith.MinSIOp, operands: Sequence[Range]) -> Range:
    left, right = operands
    return Range(min(left.low, right.low), min(left.high, right.high))


@transfer(arith.MaxSIOp)
def _maximum_integers(operation: arith.MaxSIOp, operands: Sequence[Range]) -> Range:
    left, right = operands
    return Range(max(left.low, right.low), max(left.high, right.high))


@transfer(arith.ExtUIOp)
def _extend_unsigned(operation: arith.ExtUIOp, operands: Sequence[Range]) -> Range:
    (operand,) = operands
    return operand if operand.low >= 0 else range_of_type(operation.result.type)


@transfer(arith.ExtSIOp)
def _extend_signed(operation: arith.ExtSIOp, operands: Sequence[Range]) -> Range:
    (operand,) = operands
    # A truth value is 1 as a number here and -1 as a signed one.
    return operand if operation.input.type != i1 else Range(-operand.high, -operand.low)


@transfer(arith.IndexCastOp)
def _cast_index(operation: arith.IndexCastOp, operands: Sequence[Range]) -> Range:
    if operation.input.type == i1:
        return range_of_type(operation.result.type)
    return operands[0]


@transfer(tensor.CastOp)
def _cast_shape(operation: tensor.CastOp, operands: Sequence[Range]) -> Range:
    return operands[0]


@transfer(arith.SIToFPOp)
def _to_float(operation: arith.SIToFPOp, operands: Sequence[Range]) -> Range:
    (operand,) = operands
    if operation.input.type == i1 or not _fits_float(operand):
        return range_of_type(operation.result.type)
    return Range(float(operand.low), float(operand.high))


@transfer(arith.UIToFPOp)
def _unsigned_to_float(operation: arith.UIToFPOp, operands: Sequence[Range]) -> Range:
    (operand,) = operands
    if operand.low < 0 or not _fits_float(operand):
        return range_of_type(operation.result.type)
    return Range(float(operand.low), float(operand.high))


def _fits_float(integers: Range) -> bool:
    return all(
        abs(end) < 2**1000 or isinstance(end, float) for end in (integers.low, integers.high)
    )


@transfer(arith.NegfOp)
def _negate(operation: arith.NegfOp, operands: Sequence[Range]) -> Range:
    (operand,) = operands
    return Range(-operand.high, -operand.low, operand.may_be_nan)


@transfer(arith.AddfOp, arith.SubfOp)
def _add_floats(operation: arith.AddfOp | arith.SubfOp, operands: Sequence[Range]) -> Range:
    left, right = operands
    if operation.result.type != f64 or not (left.has_numbers and right.has_numbers):
        return range_of_type(operation.result.type)
    if isinstance(operation, arith.SubfOp):
        right = Range(-right.high, -right.low, right.may_be_nan)
    # Rounding keeps the order, so the rounded ends are the ends. Infinities of both signs make NaN.
    low, high = float(left.low) + float(right.low), float(left.high) + float(right.high)
    may_be_nan = left.may_be_nan or right.may_be_nan or _has_both_infinities(left, right)
    return Range(
        -math.inf if math.isnan(low) else low, math.inf if math.isnan(high) else high, may_be_nan
    )


def _has_both_infinities(left: Range, right: Range) -> bool:
    return (left.low == -math.inf and right.high == math.inf) or (
        left.high == math.inf and right.low == -math.inf
    )


@transfer(arith.MulfOp)
def _multiply_floats(operation: arith.MulfOp, operands: Sequence[Range]) -> Range:
    left, right = operands
    corners = [float(a) * float(b) for a in (left.low, left.high) for b in (right.low, right.high)]
    is_bounded = all(math.isfinite(end) for r in operands for end in (r.low, r.high))
    if operation.result.type != f64 or not is_bounded or left.may_be_nan or right.may_be_nan:
        return range_of_type(operation.result.type)
    return Range(min(corners), max(corners))
