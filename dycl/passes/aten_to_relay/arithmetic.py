"""Arithmetic of two tensors, or of a tensor and a number."""

from __future__ import annotations

import math

from xdsl.dialects import arith
from xdsl.dialects.builtin import DenseIntOrFPElementsAttr, i1
from xdsl.ir import Attribute, OpResult, SSAValue

from dycl.passes.aten_to_relay.builder import (
    Number,
    RelayBuilder,
    Unsupported,
    dtype_of,
    is_float,
    shape_of,
)
from dycl.passes.aten_to_relay.elementwise import exp2
from dycl.passes.aten_to_relay.rule import Arguments, converts, is_half

Operand = SSAValue | Number


def as_dtype(relay: RelayBuilder, x: Operand, dtype: Attribute) -> SSAValue:
    """A tensor or a number as a tensor of ``dtype``."""
    return relay.cast(x, dtype) if isinstance(x, SSAValue) else relay.scalar(x, dtype)


def operands(
    relay: RelayBuilder, op: Arguments, first: str = "self", second: str = "other"
) -> tuple[SSAValue, SSAValue]:
    """Two arguments in the dtype in which the result is computed."""
    return _operand(relay, op, first), _operand(relay, op, second)


KEEPS_NUMBERS = ("mul", "multiply", "div", "divide", "true_divide", "floor_divide")
"""Operators whose kernels for 16-bit floats take a number, or a 0-d tensor, in f32. All others
round it to 16 bits first. Source: ``BinaryOpsKernel.cpp`` of PyTorch, ``opmath_support``."""


def _operand(relay: RelayBuilder, op: Arguments, name: str) -> SSAValue:
    x, dtype = op.operand(name), op.compute_dtype()
    if is_half(op.result_dtype()) and op.name.partition(".")[0] not in KEEPS_NUMBERS:
        x = as_dtype(relay, x, op.result_dtype())
    return as_dtype(relay, x, dtype)


@converts("add.Tensor", "add.Scalar")
def convert_add(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``add``: ``self + alpha * other``."""
    left, right = operands(relay, op)
    if dtype_of(left) == i1:
        return relay.binary("logical_or", left, right)
    return relay.add(left, _times_alpha(relay, op, right))


@converts("sub.Tensor", "sub.Scalar", "subtract.Tensor", "subtract.Scalar")
def convert_sub(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``sub``: ``self - alpha * other``."""
    left, right = operands(relay, op)
    return relay.subtract(left, _times_alpha(relay, op, right))


@converts("rsub.Tensor", "rsub.Scalar")
def convert_rsub(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``rsub``: ``other - alpha * self``."""
    left, right = operands(relay, op)
    return relay.subtract(right, _times_alpha(relay, op, left))


def _times_alpha(relay: RelayBuilder, op: Arguments, x: SSAValue) -> SSAValue:
    if op.number("alpha") == 1:
        return x
    alpha = relay.scalar(op.number("alpha"), op.result_dtype())
    return relay.multiply(x, relay.cast(alpha, dtype_of(x)))


@converts("mul.Tensor", "mul.Scalar", "multiply.Tensor", "multiply.Scalar")
def convert_mul(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``mul``."""
    left, right = operands(relay, op)
    return relay.binary("logical_and" if dtype_of(left) == i1 else "multiply", left, right)


@converts(
    "div.Tensor",
    "div.Scalar",
    "div.Tensor_mode",
    "div.Scalar_mode",
    "divide.Tensor",
    "divide.Scalar",
    "divide.Tensor_mode",
    "divide.Scalar_mode",
    "true_divide.Tensor",
    "true_divide.Scalar",
)
def convert_div(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``div`` in its three modes."""
    left, right = operands(relay, op)
    mode = op.text("rounding_mode", "true") if op.has("rounding_mode") else "true"
    match mode:
        case "floor":
            return floor_divide(relay, left, right, op.operand("other"))
        case "trunc" if is_float(dtype_of(left)):
            return relay.unary("trunc", relay.divide(left, right))
        case "trunc":
            _check_divisor(left, op.operand("other"))
            return relay.binary("trunc_divide", left, right)
        case _:
            return relay.divide(left, right)


@converts("floor_divide", "floor_divide.Scalar")
def convert_floor_divide(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``floor_divide``."""
    left, right = operands(relay, op)
    return floor_divide(relay, left, right, op.operand("other"))


def _check_divisor(x: SSAValue, divisor: Operand) -> None:
    """Integer division by 0 raises in PyTorch and kills the process in Relay."""
    if dtype_of(x) == i1:
        raise Unsupported("integer division of booleans")
    if isinstance(divisor, SSAValue):
        if not _is_never_zero(divisor):
            raise Unsupported("integer division by a tensor, which might be 0")
    elif int(divisor) == 0:
        raise Unsupported("integer division by 0")


def _is_never_zero(x: SSAValue) -> bool:
    """Whether ``x`` is a constant without an element that is zero."""
    if not isinstance(x, OpResult) or not isinstance(x.op, arith.ConstantOp):
        return False
    elements = x.op.value
    return isinstance(elements, DenseIntOrFPElementsAttr) and all(elements.get_values())


def floor_divide(
    relay: RelayBuilder, left: SSAValue, right: SSAValue, divisor: Operand
) -> SSAValue:
    """Python's ``//``: on floats from the exact remainder, and not by rounding the quotient.

    Source: ``div_floor_floating`` in ``c10/util/generic_math.h`` of PyTorch.
    """
    if not is_float(dtype_of(left)):
        _check_divisor(left, divisor)
        return relay.binary("floor_divide", left, right)
    remainder = relay.binary("mod", left, right)
    quotient = relay.divide(relay.subtract(left, remainder), right)
    differs = relay.binary(
        "logical_and",
        relay.compare("not_equal", remainder, 0.0),
        relay.binary(
            "logical_xor",
            relay.compare("less", right, 0.0),
            relay.compare("less", remainder, 0.0),
        ),
    )
    quotient = relay.where(differs, relay.subtract(quotient, 1.0), quotient)
    floor = relay.unary("floor", quotient)
    is_next = relay.compare("greater", relay.subtract(quotient, floor), 0.5)
    floor = relay.where(is_next, relay.add(floor, 1.0), floor)
    plain = relay.divide(left, right)
    floor = relay.where(relay.compare("equal", quotient, 0.0), relay.multiply(plain, 0.0), floor)
    return relay.where(relay.compare("equal", right, 0.0), plain, floor)


@converts("remainder.Tensor", "remainder.Scalar", "remainder.Scalar_Tensor")
def convert_remainder(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``remainder``, with the divisor's sign."""
    left, right = operands(relay, op)
    if not is_float(dtype_of(left)):
        _check_divisor(left, op.operand("other"))
        return relay.binary("floor_mod", left, right)
    remainder = relay.binary("mod", left, right)
    differs = relay.binary(
        "logical_xor", relay.compare("less", right, 0.0), relay.compare("less", remainder, 0.0)
    )
    moves = relay.binary("logical_and", relay.compare("not_equal", remainder, 0.0), differs)
    return relay.where(moves, relay.add(remainder, right), remainder)


@converts("fmod.Tensor", "fmod.Scalar")
def convert_fmod(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``fmod``, with the dividend's sign."""
    left, right = operands(relay, op)
    if not is_float(dtype_of(left)):
        _check_divisor(left, op.operand("other"))
    # On floats, "trunc_mod" rounds the quotient and "mod" is C's fmod.
    return relay.binary("mod" if is_float(dtype_of(left)) else "trunc_mod", left, right)


@converts("maximum", "minimum", "max.other", "min.other", "fmax", "fmin")
def convert_maximum(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``maximum`` and ``minimum``, which keep NaN, and ``fmax`` and ``fmin``, which don't."""
    left, right = operands(relay, op)
    kind = op.name
    callee = "maximum" if kind in ("maximum", "max.other", "fmax") else "minimum"
    if kind in ("fmax", "fmin"):
        return _ignoring_nan(relay, callee, left, right)
    return extremum(relay, callee, left, right)


def extremum(relay: RelayBuilder, callee: str, left: SSAValue, right: SSAValue) -> SSAValue:
    """The ``maximum`` or ``minimum``, NaN where either is NaN (Relay's gives the other then)."""
    if dtype_of(left) == i1:
        return relay.binary("logical_or" if callee == "maximum" else "logical_and", left, right)
    if not is_float(dtype_of(left)):
        return relay.binary(callee, left, right)
    # Of two operands, Relay gives the second where one is NaN.
    return relay.where(relay.is_nan(left), left, relay.binary(callee, left, right))


def _ignoring_nan(relay: RelayBuilder, callee: str, left: SSAValue, right: SSAValue) -> SSAValue:
    if not is_float(dtype_of(left)):
        return extremum(relay, callee, left, right)
    chosen = extremum(relay, callee, left, right)
    chosen = relay.where(relay.is_nan(left), right, chosen)
    return relay.where(relay.is_nan(right), left, chosen)


@converts(
    "clamp",
    "clip",
    "clamp.Tensor",
    "clip.Tensor",
    "clamp_min",
    "clamp_min.Tensor",
    "clamp_max",
    "clamp_max.Tensor",
)
def convert_clamp(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``clamp`` and its halves, with numbers or tensors; the upper bound wins over the lower."""
    dtype = op.compute_dtype()
    x = relay.cast(op.tensor("self"), dtype)
    for name, callee in (("min", "maximum"), ("max", "minimum")):
        if op.has(name):
            bound = op.operand(name)
            if isinstance(bound, SSAValue) or dtype == i1:
                x = extremum(relay, callee, x, as_dtype(relay, bound, dtype))
            elif math.isnan(bound):
                return relay.full(bound, dtype, op.result_shape())
            else:
                x = relay.binary(callee, bound, x)
    return relay.broadcast_to(x, op.result_shape())


@converts("pow.Tensor_Tensor", "pow.Tensor_Scalar", "pow.Scalar")
def convert_pow(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``pow``; small static exponents become products, as in PyTorch's own kernel."""
    dtype = op.compute_dtype()
    exponent = op.operand("exponent")
    base = as_dtype(relay, op.operand("self"), dtype)
    if (
        op.has("self")
        and not isinstance(op.operand("self"), SSAValue)
        and op.number("self") == 2
        and is_float(dtype)
    ):
        return exp2(relay, as_dtype(relay, exponent, dtype))
    if not isinstance(exponent, SSAValue) and not isinstance(exponent, bool):
        product = _static_power(relay, base, exponent)
        if product is not None:
            return product
    if not is_float(dtype):
        raise Unsupported(f"a power of {dtype} with a variable or large exponent")
    return relay.binary("power", _operand(relay, op, "self"), _operand(relay, op, "exponent"))


def _static_power(relay: RelayBuilder, base: SSAValue, exponent: Number) -> SSAValue | None:
    if exponent == 0.5 and is_float(dtype_of(base)):
        return relay.unary("sqrt", base)
    if exponent == -0.5 and is_float(dtype_of(base)):
        return relay.unary("rsqrt", base)
    if exponent == 0:
        return relay.full(1, dtype_of(base), shape_of(base))
    if exponent != int(exponent):
        return None
    if exponent in (-1, -2) and is_float(dtype_of(base)):
        power = base if exponent == -1 else relay.multiply(base, base)
        return relay.divide(1.0, power)
    limit = 3 if is_float(dtype_of(base)) else 63
    if not 0 < exponent <= limit:
        return None
    result: SSAValue | None = None
    square, remaining = base, int(exponent)
    while remaining:
        if remaining & 1:
            result = square if result is None else relay.multiply(result, square)
        remaining >>= 1
        if remaining:
            square = relay.multiply(square, square)
    return result


@converts("addcmul", "addcdiv")
def convert_addcmul(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``addcmul`` and ``addcdiv``: ``self + value * (tensor1 * tensor2)``, or with a quotient."""
    dtype = op.compute_dtype()
    x, left, right = (relay.cast(op.tensor(n), dtype) for n in ("self", "tensor1", "tensor2"))
    value = relay.scalar(op.number("value"), dtype)
    callee = "multiply" if op.name == "addcmul" else "divide"
    return relay.add(x, relay.binary(callee, relay.multiply(value, left), right))


@converts("lerp.Scalar", "lerp.Tensor")
def convert_lerp(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``lerp``, from whichever end is nearer, as PyTorch does for precision."""
    start, end = op.tensor("self"), op.tensor("end")
    weight = as_dtype(relay, op.operand("weight"), dtype_of(start))
    difference = relay.subtract(end, start)
    near_start = relay.add(start, relay.multiply(weight, difference))
    near_end = relay.subtract(end, relay.multiply(difference, relay.subtract(1.0, weight)))
    is_near_start = relay.compare("less", relay.unary("abs", weight), 0.5)
    return relay.where(is_near_start, near_start, near_end)


@converts("atan2", "arctan2")
def convert_atan2(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``atan2``: the angle of (other, self), from the arc tangent of the smaller ratio of two
    lengths.
    """
    y, x = operands(relay, op)
    height, width = relay.unary("abs", y), relay.unary("abs", x)
    is_steep = relay.compare("greater", relay.magnitude_bits(y), relay.magnitude_bits(x))
    short, long = relay.where(is_steep, width, height), relay.where(is_steep, height, width)
    ratio = relay.divide(short, long)
    # 0 / 0 is an angle of 0, and two infinities are as long as each other.
    ratio = relay.where(relay.compare("equal", relay.magnitude_bits(long), 0), 0.0, ratio)
    ratio = relay.where(relay.is_infinite(short), 1.0, ratio)
    angle = relay.unary("atan", ratio)
    angle = relay.where(is_steep, relay.subtract(math.pi / 2, angle), angle)
    is_behind = relay.compare("less", relay.bits(x), 0)
    angle = relay.where(is_behind, relay.subtract(math.pi, angle), angle)
    is_below = relay.compare("less", relay.bits(y), 0)
    angle = relay.where(is_below, relay.unary("negative", angle), angle)
    has_nan = relay.binary("logical_or", relay.is_nan(x), relay.is_nan(y))
    return relay.where(has_nan, math.nan, angle)
