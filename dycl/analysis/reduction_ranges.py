"""Ranges of sums, means and normalised tensors."""

from __future__ import annotations

import math
from collections.abc import Sequence

from xdsl.dialects.builtin import i1

from dycl.analysis.cost import element_count
from dycl.analysis.elementwise_ranges import is_finite, result_type_of
from dycl.analysis.ranges import Range
from dycl.analysis.rounding import format_of, outward, relative_error
from dycl.analysis.value_ranges import element_type, is_integer, transfer
from dycl.dialects import aten
from dycl.dialects.aten_operation import AtenOp


def reduced_count(operation: AtenOp) -> int | None:
    """How many elements go into each element of the result; None where sizes are not static."""
    taken, given = (
        element_count(value.type) for value in (operation.operands[0], operation.results[0])
    )
    if math.isinf(taken) or math.isinf(given):
        return None
    # No elements at all: either nothing is summed, or there is no sum.
    return int(taken // given) if given else 0


@transfer(aten.SumOp, aten.SumDimIntListOp)
def _sum(operation: AtenOp, operands: Sequence[Range]) -> Range:
    element = element_type(operation.results[0].type)
    operand, count = operands[0], reduced_count(operation)
    if count is None:
        return _sum_of_any_number(operation, operand)
    if count == 0:
        return Range.exactly(0)
    if is_integer(element):
        if not is_integer(operation.operands[0].type):
            return result_type_of(operation)
        return Range(count * operand.low, count * operand.high)
    return _sum_of_floats(operation, outward(operand, element), count)


def _sum_of_any_number(operation: AtenOp, operand: Range) -> Range:
    everything = result_type_of(operation)
    if is_integer(operation.results[0].type) and element_type(operation.operands[0].type) != i1:
        return everything  # may overflow
    low = 0 if operand.low >= 0 else everything.low
    high = 0 if operand.high <= 0 else everything.high
    return Range(low, high, operand.may_be_nan or low < 0 < high)


def _sum_of_floats(operation: AtenOp, operand: Range, count: int) -> Range:
    """The sum of ``count`` numbers in any order."""
    format_ = format_of(element_type(operation.results[0].type))
    if format_ is None:
        return result_type_of(operation)
    error = relative_error(format_, count)
    low, high = (
        end if end == 0 or math.isinf(end) else count * (end + sign * abs(end) * error)
        for end, sign in ((operand.low, -1), (operand.high, 1))
    )
    # Infinities of both signs, or partial sums that become infinite, make NaN.
    overflows = low < -format_.largest and high > format_.largest
    if operand.low >= 0:
        low = max(low, 0)
    if operand.high <= 0:
        high = min(high, 0)
    bounds = Range(low, high, operand.may_be_nan or overflows)
    return outward(bounds, element_type(operation.results[0].type))


@transfer(aten.MeanOp, aten.MeanDimOp)
def _mean(operation: AtenOp, operands: Sequence[Range]) -> Range:
    count = reduced_count(operation)
    if not count:
        return result_type_of(operation)
    return mean_of(operation, operands[0], count)


@transfer(aten.AvgPool2dOp)
def _average_pool(operation: aten.AvgPool2dOp, operands: Sequence[Range]) -> Range:
    if operation.argument("divisor_override") is not None:
        return result_type_of(operation)
    sizes = operation.argument("kernel_size")
    if not isinstance(sizes, tuple) or not all(isinstance(size, int) for size in sizes):
        return result_type_of(operation)
    extents = [size for size in sizes if isinstance(size, int)]
    count = math.prod(extents * 2 if len(extents) == 1 else extents)
    # Padding counts as zeros.
    return mean_of(operation, operands[0].union(Range.exactly(0)), count)


@transfer(aten.AdaptiveAvgPool2dOp)
def _adaptive_average(operation: aten.AdaptiveAvgPool2dOp, operands: Sequence[Range]) -> Range:
    count = element_count(operation.operands[0].type)
    if math.isinf(count) or not count:
        return result_type_of(operation)
    return mean_of(operation, operands[0], int(count))


def mean_of(operation: AtenOp, operand: Range, count: int) -> Range:
    """The mean of up to ``count`` numbers, computed by a sum."""
    element = element_type(operation.results[0].type)
    format_ = format_of(element)
    if format_ is None:
        return result_type_of(operation)
    total = _sum_of_floats(operation, outward(operand, element), count)
    error = relative_error(format_, count)
    least, most = total.low < -format_.largest, total.high > format_.largest
    low = operand.low - abs(operand.low) * error if operand.low else 0
    high = operand.high + abs(operand.high) * error if operand.high else 0
    bounds = Range(
        -math.inf if least or math.isnan(low) else low,
        math.inf if most or math.isnan(high) else high,
        total.may_be_nan,
    )
    return outward(bounds, element)


@transfer(aten.SoftmaxIntOp)
def _softmax(operation: aten.SoftmaxIntOp, operands: Sequence[Range]) -> Range:
    # The largest is exp(0), and no less than each is in the sum that divides it.
    return Range(0.0, 1.0, _may_make_nan(operation, operands[0]))


@transfer(aten.LogSoftmaxIntOp)
def _log_softmax(operation: aten.LogSoftmaxIntOp, operands: Sequence[Range]) -> Range:
    return Range(-math.inf, 0.0, _may_make_nan(operation, operands[0]))


def _may_make_nan(operation: AtenOp, operand: Range) -> bool:
    """Whether a softmax can be NaN: of NaN, infinity, or minus infinities alone.

    A conversion may make an infinity.
    """
    return not is_finite(outward(operand, element_type(operation.results[0].type)))


@transfer(aten.SpecialEntrOp)
def _entropy(operation: aten.SpecialEntrOp, operands: Sequence[Range]) -> Range:
    # x * -log(x), which is zero for zero and minus infinity below; the maximum is 1 / e.
    (operand,) = operands
    low = 0.0 if operand.low >= 0 and operand.high <= 1 else -math.inf
    return Range(low, 0.4, operand.may_be_nan)


@transfer(aten.AllOp, aten.AllDimOp, aten.AllDimsOp)
def _all(operation: AtenOp, operands: Sequence[Range]) -> Range:
    return _quantified(operation, operands[0], of_nothing=1)


@transfer(aten.AnyOp, aten.AnyDimOp, aten.AnyDimsOp)
def _any(operation: AtenOp, operands: Sequence[Range]) -> Range:
    return _quantified(operation, operands[0], of_nothing=0)


def _quantified(operation: AtenOp, operand: Range, of_nothing: int) -> Range:
    if element_type(operation.operands[0].type) != i1:
        return result_type_of(operation)
    return operand if reduced_count(operation) else operand.union(Range.exactly(of_nothing))


@transfer(aten.CountNonzeroOp, aten.CountNonzeroDimIntListOp)
def _count(operation: AtenOp, operands: Sequence[Range]) -> Range:
    count = reduced_count(operation)
    return Range(0, 2**63 - 1 if count is None else count)


@transfer(
    aten.NormScalarOp, aten.NormScalarOptDimOp, aten.NormScalarOptDimDtypeOp,
    aten.NormScalarOptDtypeOp,
)  # fmt: skip
def _norm(operation: AtenOp, operands: Sequence[Range]) -> Range:
    order = operation.argument("p")
    if order is not None and order != 2:
        return result_type_of(operation)
    return Range(0.0, math.inf, operands[0].may_be_nan)
