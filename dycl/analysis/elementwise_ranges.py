"""Ranges of what elementwise operators of ``aten`` compute."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from xdsl.dialects.builtin import i1
from xdsl.ir import Operation

from dycl.analysis.range_patterns import (
    LARGEST_MEAN,
    LEAST_ENTROPY,
    is_entropy,
    is_same,
    is_share,
    is_softmax_mean,
)
from dycl.analysis.ranges import BOOL, Number, Range
from dycl.analysis.rounding import format_of, outward, widened
from dycl.analysis.value_ranges import (
    argument_ranges,
    element_type,
    is_integer,
    range_of_type,
    transfer,
)
from dycl.dialects import aten
from dycl.dialects.aten_operation import AtenOp


def result_type_of(operation: Operation, index: int = 0) -> Range:
    """All values that a result can have by its type."""
    return range_of_type(operation.results[index].type)


def rounded(operation: Operation, range_: Range) -> Range:
    """The range of a result that is rounded once from a value in ``range_``."""
    return outward(range_, element_type(operation.results[0].type))


def is_finite(range_: Range) -> bool:
    """Whether the range has neither an infinity nor NaN."""
    return not range_.may_be_nan and math.isfinite(range_.low) and math.isfinite(range_.high)


def add(left: Range, right: Range) -> Range:
    """The range of sums. Infinities of both signs make NaN."""
    low, high = left.low + right.low, left.high + right.high
    opposite = (left.low == -math.inf and right.high == math.inf) or (
        left.high == math.inf and right.low == -math.inf
    )
    return Range(
        -math.inf if math.isnan(low) else low,
        math.inf if math.isnan(high) else high,
        left.may_be_nan or right.may_be_nan or opposite,
    )


def negate(range_: Range) -> Range:
    """The range of negated numbers."""
    return Range(-range_.high, -range_.low, range_.may_be_nan)


def multiply(left: Range, right: Range) -> Range:
    """The range of products. Zero times infinity is NaN."""
    corners = [
        a * b if a and b else 0 for a in (left.low, left.high) for b in (right.low, right.high)
    ]
    indefinite = any(
        one.low <= 0 <= one.high and (other.low == -math.inf or other.high == math.inf)
        for one, other in ((left, right), (right, left))
    )
    return Range(min(corners), max(corners), left.may_be_nan or right.may_be_nan or indefinite)


def _as_operand(operation: Operation, range_: Range) -> Range:
    """An operand after its conversion to the type that the operator computes in."""
    type_ = element_type(operation.results[0].type)
    if is_integer(type_):
        # The ends of integers that have no bound are infinite; integers never are.
        return range_
    return outward(range_, type_)


def _operands(operation: AtenOp, operands: Sequence[Range]) -> tuple[Range, Range]:
    """``self`` and ``alpha * other``."""
    arguments = argument_ranges(operation, operands)
    other = _scaled(operation, arguments["other"], arguments)
    return _as_operand(operation, arguments["self"]), other


def _scaled(operation: AtenOp, range_: Range, arguments: Mapping[str, Range]) -> Range:
    """An operand times ``alpha``, rounded or not before it is added."""
    operand = _as_operand(operation, range_)
    scale = arguments.get("alpha", Range.exactly(1))
    if scale.single == 1:
        return operand
    return widened(multiply(operand, scale), element_type(operation.results[0].type))


@transfer(aten.AddTensorOp, aten.AddScalarOp)
def _add(operation: AtenOp, operands: Sequence[Range]) -> Range:
    return rounded(operation, add(*_operands(operation, operands)))


@transfer(aten.SubTensorOp, aten.SubScalarOp)
def _subtract(operation: AtenOp, operands: Sequence[Range]) -> Range:
    left, right = _operands(operation, operands)
    difference = rounded(operation, add(left, negate(right)))
    overflows = math.isinf(right.low) or math.isinf(right.high)
    if not overflows and is_entropy(operation):
        return Range(max(difference.low, LEAST_ENTROPY), difference.high, difference.may_be_nan)
    return difference


@transfer(aten.RsubTensorOp, aten.RsubScalarOp)
def _subtract_reversed(operation: AtenOp, operands: Sequence[Range]) -> Range:
    # other - alpha * self
    arguments = argument_ranges(operation, operands)
    scaled = _scaled(operation, arguments["self"], arguments)
    return rounded(operation, add(_as_operand(operation, arguments["other"]), negate(scaled)))


@transfer(aten.MulTensorOp, aten.MulScalarOp)
def _multiply(operation: AtenOp, operands: Sequence[Range]) -> Range:
    left, right = _operands(operation, operands)
    product = rounded(operation, multiply(left, right))
    if len(operation.operands) == 2 and is_same(operation.operands[0], operation.operands[1]):
        # A number times itself is neither negative nor, with an infinity, NaN.
        return Range(max(product.low, 0), max(product.high, 0), left.may_be_nan)
    return product


@transfer(aten.DivTensorOp, aten.DivScalarOp)
def _divide(operation: AtenOp, operands: Sequence[Range]) -> Range:
    left, right = _operands(operation, operands)
    if left.low >= 0 and is_share(operation):
        return Range(0.0, 1.0, True)
    is_finite_dividend = math.isfinite(left.low) and math.isfinite(left.high)
    if is_finite_dividend and is_softmax_mean(operation):
        return Range(-LARGEST_MEAN, LARGEST_MEAN, True)
    if right.low <= 0 <= right.high:
        return result_type_of(operation)
    corners = [_quotient(a, b) for a in (left.low, left.high) for b in (right.low, right.high)]
    has_infinity = [
        not (math.isfinite(side.low) and math.isfinite(side.high)) for side in (left, right)
    ]
    may_be_nan = left.may_be_nan or right.may_be_nan or all(has_infinity)
    bounds = Range(min(corners), max(corners), may_be_nan)
    # Some machines multiply by the rounded reciprocal.
    found = widened(bounds, element_type(operation.results[0].type))
    return Range(
        max(found.low, 0) if bounds.low >= 0 else found.low,
        min(found.high, 0) if bounds.high <= 0 else found.high,
        may_be_nan,
    )


def _quotient(dividend: Number, divisor: Number) -> float:
    """A corner of a range of quotients, whose divisors are not zero."""
    if math.isinf(divisor):
        # The quotients of ever larger divisors; those of two infinities are NaN.
        return math.copysign(math.inf, dividend * divisor) if math.isinf(dividend) else 0.0
    return dividend / divisor


Function = Callable[[float], float]


def _increasing(
    function: Function, low: float, high: float, *, least: float = -math.inf, offset: float = 1
) -> Callable[[AtenOp, Sequence[Range]], Range]:
    """The transfer function of a function that never falls, whose values lie in [low, high].

    Below ``least`` it is NaN. For ``offset``, see :func:`dycl.analysis.rounding.widened`.
    """

    def apply(operation: AtenOp, operands: Sequence[Range]) -> Range:
        (operand,) = operands
        bounds = Range(
            function(float(max(operand.low, least))),
            function(float(max(operand.high, least))),
            operand.may_be_nan or operand.low < least,
        )
        found = widened(bounds, element_type(operation.results[0].type), offset=offset)
        return Range(max(found.low, low), min(found.high, high), found.may_be_nan)

    return apply


def _saturating(function: Function) -> Function:
    def apply(number: float) -> float:
        try:
            return function(number)
        except OverflowError:
            return math.inf

    return apply


def _logarithm(function: Function) -> Function:
    return lambda number: -math.inf if number <= 0 else function(number)


def _sigmoid(number: float) -> float:
    if number < 0:
        power = math.exp(number)
        return power / (1 + power)
    return 1 / (1 + math.exp(-number))


def _softplus(number: float) -> float:
    return max(number, 0.0) + math.log1p(math.exp(-abs(number)))


transfer(aten.ExpOp)(_increasing(_saturating(math.exp), 0.0, math.inf, offset=0))
transfer(aten.Expm1Op)(_increasing(_saturating(math.expm1), -1.0, math.inf))
transfer(aten.SigmoidOp, aten.SpecialExpitOp)(_increasing(_sigmoid, 0.0, 1.0, offset=0))
transfer(aten.TanhOp)(_increasing(math.tanh, -1.0, 1.0))
transfer(aten.ErfOp)(_increasing(math.erf, -1.0, 1.0))
transfer(aten.LogOp)(_increasing(_logarithm(math.log), -math.inf, math.inf, least=0.0))
transfer(aten.Log2Op)(_increasing(_logarithm(math.log2), -math.inf, math.inf, least=0.0))
transfer(aten.Log10Op)(_increasing(_logarithm(math.log10), -math.inf, math.inf, least=0.0))
transfer(aten.SqrtOp)(_increasing(math.sqrt, 0.0, math.inf, least=0.0, offset=0))


@transfer(aten.FloorDivideOp, aten.FloorDivideScalarOp)
def _floor_divide(operation: AtenOp, operands: Sequence[Range]) -> Range:
    dividend, divisor = (_integers(operation, operands, name) for name in ("self", "other"))
    if not dividend or not divisor or not 0 < divisor[0] <= divisor[1] <= _largest(operation):
        return result_type_of(operation)
    quotients = [number // by for number in dividend for by in divisor]
    return Range(min(quotients), max(quotients))


@transfer(aten.RemainderScalarOp, aten.RemainderTensorOp)
def _remainder(operation: AtenOp, operands: Sequence[Range]) -> Range:
    divisor = _integers(operation, operands, "other")
    if not divisor or not 0 < divisor[0] <= divisor[1] <= _largest(operation):
        return result_type_of(operation)
    return Range(0, divisor[1] - 1)  # it has the sign of the divisor


def _largest(operation: AtenOp) -> Number:
    """The largest number of the result's type, which the operands are converted to."""
    return result_type_of(operation).high


def _integers(operation: AtenOp, operands: Sequence[Range], name: str) -> tuple[int, int] | None:
    """The ends of an argument's range where an operator computes with integers."""
    range_ = argument_ranges(operation, operands)[name]
    match range_.low, range_.high:
        case int() as low, int() as high if is_integer(operation.results[0].type):
            return low, high
        case _:
            return None


@transfer(aten.Log1pOp)
def _log1p(operation: aten.Log1pOp, operands: Sequence[Range]) -> Range:
    (operand,) = operands
    low = math.log1p(operand.low) if operand.low > -1 else -math.inf
    high = math.log1p(operand.high) if operand.high > -1 else -math.inf
    may_be_nan = operand.may_be_nan or operand.low < -1
    return widened(Range(low, high, may_be_nan), element_type(operation.results[0].type), offset=1)


@transfer(aten.SoftplusOp)
def _softplus_range(operation: aten.SoftplusOp, operands: Sequence[Range]) -> Range:
    if operation.argument("beta") != 1 or operation.argument("threshold") != 20:
        return result_type_of(operation)
    return _increasing(_softplus, 0.0, math.inf)(operation, operands)


@transfer(aten.ReluOp)
def _relu(operation: aten.ReluOp, operands: Sequence[Range]) -> Range:
    (operand,) = operands
    return Range(max(operand.low, 0), max(operand.high, 0), operand.may_be_nan)


@transfer(aten.Relu6Op)
def _relu6(operation: aten.Relu6Op, operands: Sequence[Range]) -> Range:
    return _between(operands[0], 0, 6)


@transfer(aten.HardtanhOp)
def _hardtanh(operation: aten.HardtanhOp, operands: Sequence[Range]) -> Range:
    low, high = operation.argument("min_val"), operation.argument("max_val")
    if not isinstance(low, int | float) or not isinstance(high, int | float) or not low <= high:
        return result_type_of(operation)
    return rounded(operation, _between(operands[0], low, high))


@transfer(aten.HardsigmoidOp)
def _hardsigmoid(operation: aten.HardsigmoidOp, operands: Sequence[Range]) -> Range:
    return Range(0.0, 1.0, operands[0].may_be_nan)


def _between(range_: Range, low: Number, high: Number) -> Range:
    return Range(
        min(max(range_.low, low), high), min(max(range_.high, low), high), range_.may_be_nan
    )


@transfer(aten.ClampOp, aten.ClampMinOp, aten.ClampMaxOp)
def _clamp(operation: AtenOp, operands: Sequence[Range]) -> Range:
    arguments = argument_ranges(operation, operands)
    found = _as_operand(operation, arguments["self"])
    for name, choose in (("min", max), ("max", min)):
        bound = arguments.get(name)
        if bound is None:
            continue
        if not bound.has_numbers:
            return result_type_of(operation)
        bound = _as_operand(operation, bound)
        found = Range(
            choose(found.low, bound.low),
            choose(found.high, bound.high),
            found.may_be_nan or bound.may_be_nan,
        )
    return found


@transfer(aten.MaximumOp, aten.MaxOtherOp)
def _maximum(operation: AtenOp, operands: Sequence[Range]) -> Range:
    left, right = _operands(operation, operands)
    may_be_nan = left.may_be_nan or right.may_be_nan
    return Range(max(left.low, right.low), max(left.high, right.high), may_be_nan)


@transfer(aten.MinimumOp, aten.MinOtherOp)
def _minimum(operation: AtenOp, operands: Sequence[Range]) -> Range:
    left, right = _operands(operation, operands)
    may_be_nan = left.may_be_nan or right.may_be_nan
    return Range(min(left.low, right.low), min(left.high, right.high), may_be_nan)


@transfer(aten.AbsOp)
def _absolute(operation: aten.AbsOp, operands: Sequence[Range]) -> Range:
    (operand,) = operands
    least = 0 if operand.low <= 0 <= operand.high else min(abs(operand.low), abs(operand.high))
    return Range(least, max(abs(operand.low), abs(operand.high)), operand.may_be_nan)


@transfer(aten.NegOp)
def _negative(operation: aten.NegOp, operands: Sequence[Range]) -> Range:
    return negate(operands[0])


@transfer(aten.SquareOp)
def _square(operation: aten.SquareOp, operands: Sequence[Range]) -> Range:
    magnitude = _absolute(operation, operands)  # pyright: ignore[reportArgumentType]
    assert isinstance(magnitude, Range)
    product = rounded(operation, multiply(magnitude, magnitude))
    return Range(product.low, product.high, magnitude.may_be_nan)


@transfer(aten.PowTensorScalarOp)
def _power(operation: aten.PowTensorScalarOp, operands: Sequence[Range]) -> Range:
    exponent = operation.argument("exponent")
    if exponent != 2 or is_integer(operation.results[0].type):
        return result_type_of(operation)
    squared = _square(operation, operands)  # pyright: ignore[reportArgumentType]
    assert isinstance(squared, Range)
    found = widened(squared, element_type(operation.results[0].type))
    return Range(max(found.low, 0), found.high, found.may_be_nan)


@transfer(aten.ReciprocalOp)
def _reciprocal(operation: aten.ReciprocalOp, operands: Sequence[Range]) -> Range:
    operand = _as_operand(operation, operands[0])
    if operand.low <= 0 <= operand.high:
        return result_type_of(operation)
    low, high = sorted((_quotient(1, operand.low), _quotient(1, operand.high)))
    return widened(Range(low, high, operand.may_be_nan), element_type(operation.results[0].type))


@transfer(aten.SignOp)
def _sign(operation: aten.SignOp, operands: Sequence[Range]) -> Range:
    (operand,) = operands
    # PyTorch's sign of NaN is zero, others' is NaN.
    return Range(
        -1 if operand.low < 0 else 0 if operand.low == 0 or operand.may_be_nan else 1,
        1 if operand.high > 0 else 0 if operand.high == 0 or operand.may_be_nan else -1,
        operand.may_be_nan,
    )


@transfer(aten.SinOp, aten.CosOp)
def _wave(operation: AtenOp, operands: Sequence[Range]) -> Range:
    return Range(-1.0, 1.0, not is_finite(operands[0]))


@transfer(aten.FloorOp, aten.CeilOp, aten.RoundOp, aten.TruncOp)
def _to_whole(operation: AtenOp, operands: Sequence[Range]) -> Range:
    functions: dict[type[AtenOp], Callable[[float], int]] = {
        aten.FloorOp: math.floor,
        aten.CeilOp: math.ceil,
        aten.RoundOp: round,
        aten.TruncOp: math.trunc,
    }
    function = functions[type(operation)]
    low, high = (
        end if math.isinf(end) else function(end) for end in (operands[0].low, operands[0].high)
    )
    return Range(low, high, operands[0].may_be_nan)


@transfer(aten.GeluOp, aten.SiluOp)
def _smooth_relu(operation: AtenOp, operands: Sequence[Range]) -> Range:
    (operand,) = operands
    element = element_type(operation.results[0].type)
    format_ = format_of(element)
    if format_ is None:
        return result_type_of(operation)
    # Their minima are -0.17 and -0.28. Some implementations overflow near the largest number, and
    # make NaN of infinity.
    low = 0 if operand.low >= 0 else max(-0.3, operand.low)
    high = max(operand.high, 0)
    is_moderate = is_finite(operand) and max(-operand.low, high) < format_.largest / 4
    high = high if is_moderate else math.inf
    return widened(Range(low, high, not is_moderate), element, offset=1)


@transfer(aten.ToDtypeOp, aten.ToDtypeLayoutOp, aten._ToCopyOp, aten.ToOtherOp, aten.ToDeviceOp)  # pyright: ignore[reportPrivateUsage]
def _convert(operation: AtenOp, operands: Sequence[Range]) -> Range:
    operand = operands[0]
    source, target = (
        element_type(value.type) for value in (operation.operands[0], operation.results[0])
    )
    if source == target:
        return operand
    if target == i1:
        if operand.low <= 0 <= operand.high:
            return Range.exactly(0) if operand.single == 0 else BOOL
        return Range.exactly(1)
    if not is_integer(target):
        return outward(operand, target)
    if is_integer(source):
        return operand
    if not is_finite(operand):
        return result_type_of(operation)
    return Range(math.trunc(operand.low), math.trunc(operand.high))


@transfer(aten.WhereSelfOp, aten.WhereScalarOp, aten.WhereScalarOtherOp, aten.WhereScalarSelfOp)
def _where(operation: AtenOp, operands: Sequence[Range]) -> Range:
    arguments = argument_ranges(operation, operands)
    if element_type(operation.tensor("condition").type) != i1:
        return result_type_of(operation)
    return _choose(operation, arguments["condition"], arguments["self"], arguments["other"])


@transfer(aten.MaskedFillScalarOp, aten.MaskedFillTensorOp)
def _masked_fill(operation: AtenOp, operands: Sequence[Range]) -> Range:
    arguments = argument_ranges(operation, operands)
    if element_type(operation.tensor("mask").type) != i1:
        return result_type_of(operation)
    return _choose(operation, arguments["mask"], arguments["value"], arguments["self"])


def _choose(operation: AtenOp, condition: Range, on_true: Range, on_false: Range) -> Range:
    if condition.single is not None:
        return _as_operand(operation, on_true if condition.single else on_false)
    return _as_operand(operation, on_true.union(on_false))


@transfer(aten.LogicalNotOp, aten.BitwiseNotOp)
def _not(operation: Operation, operands: Sequence[Range]) -> Range:
    if element_type(operation.operands[0].type) != i1:
        return result_type_of(operation)
    return Range(1 - operands[0].high, 1 - operands[0].low)


@transfer(aten.LogicalAndOp, aten.BitwiseAndTensorOp)
def _tensor_and(operation: Operation, operands: Sequence[Range]) -> Range:
    if any(element_type(operand.type) != i1 for operand in operation.operands):
        return range_of_type(operation.results[0].type)
    left, right = operands
    return Range(min(left.low, right.low), min(left.high, right.high))


@transfer(aten.LogicalOrOp, aten.BitwiseOrTensorOp)
def _tensor_or(operation: Operation, operands: Sequence[Range]) -> Range:
    if any(element_type(operand.type) != i1 for operand in operation.operands):
        return range_of_type(operation.results[0].type)
    left, right = operands
    return Range(max(left.low, right.low), max(left.high, right.high))
