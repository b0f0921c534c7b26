"""Arithmetic and comparisons, element by element."""

from __future__ import annotations

import numpy as np

from dycl.runtime.operators.registry import (
    Array,
    Number,
    Operand,
    as_dtype,
    category,
    common_dtype,
    floating,
    operator,
)


def _pair(left: Operand, right: Operand) -> tuple[Array, Array]:
    dtype = common_dtype(left, right)
    return as_dtype(left, dtype), as_dtype(right, dtype)


def _float_pair(left: Operand, right: Operand) -> tuple[Array, Array]:
    dtype = floating(common_dtype(left, right))
    return as_dtype(left, dtype), as_dtype(right, dtype)


def _scaled(value: Operand, factor: Number) -> Operand:
    if factor == 1:
        return value
    if isinstance(value, np.ndarray):
        return value * as_dtype(factor, value.dtype)
    return value * factor


def _sum(left: Operand, right: Operand, factor: Number) -> Array:
    dtype = common_dtype(left, right)
    return np.add(as_dtype(left, dtype), as_dtype(_scaled(as_dtype(right, dtype), factor), dtype))


@operator("add.Tensor", "add.Scalar")
def add(self: Operand, other: Operand, alpha: Number = 1) -> Array:
    return _sum(self, other, alpha)


@operator("sub.Tensor", "sub.Scalar", "subtract.Tensor", "subtract.Scalar")
def sub(self: Operand, other: Operand, alpha: Number = 1) -> Array:
    dtype = common_dtype(self, other)
    right = as_dtype(_scaled(as_dtype(other, dtype), alpha), dtype)
    return np.subtract(as_dtype(self, dtype), right)


@operator("rsub.Tensor", "rsub.Scalar")
def rsub(self: Operand, other: Operand, alpha: Number = 1) -> Array:
    dtype = common_dtype(self, other)
    right = as_dtype(_scaled(as_dtype(self, dtype), alpha), dtype)
    return np.subtract(as_dtype(other, dtype), right)


@operator("mul.Tensor", "mul.Scalar", "multiply.Tensor", "multiply.Scalar")
def mul(self: Operand, other: Operand) -> Array:
    return np.multiply(*_pair(self, other))


@operator(
    "div.Tensor", "div.Scalar", "div.Tensor_mode", "div.Scalar_mode",
    "divide.Tensor", "divide.Scalar", "divide.Tensor_mode", "divide.Scalar_mode",
    "true_divide.Tensor", "true_divide.Scalar",
)  # fmt: skip
def div(self: Operand, other: Operand, rounding_mode: str | None = None) -> Array:
    if rounding_mode is None:
        return np.true_divide(*_float_pair(self, other))
    if rounding_mode == "floor":
        return floor_divide(self, other)
    left, right = _pair(self, other)
    if category(left.dtype) == 2:
        return np.trunc(np.true_divide(left, right))
    quotient = np.floor_divide(left, right)
    return quotient + ((quotient < 0) & (quotient * right != left)).astype(quotient.dtype)


@operator("floor_divide", "floor_divide.Scalar")
def floor_divide(self: Operand, other: Operand) -> Array:
    left, right = _pair(self, other)
    if category(left.dtype) == 2:
        quotient = np.floor_divide(left, right)
        return np.where(right == 0, left / right, quotient).astype(left.dtype)
    return np.floor_divide(left, right)


@operator("remainder.Tensor", "remainder.Scalar", "remainder.Scalar_Tensor")
def remainder(self: Operand, other: Operand) -> Array:
    return np.remainder(*_pair(self, other))


@operator("fmod.Tensor", "fmod.Scalar")
def fmod(self: Operand, other: Operand) -> Array:
    return np.fmod(*_pair(self, other))


@operator("pow.Tensor_Tensor", "pow.Tensor_Scalar", "pow.Scalar")
def pow(self: Operand, exponent: Operand) -> Array:
    left, right = _pair(self, exponent)
    if category(left.dtype) == 1 and (right < 0).any():
        # 1 and -1 have integer inverses; others round to 0.
        positive = np.power(left, np.abs(right))
        inverse = np.where(np.abs(left) == 1, positive, 0)
        return np.where(right < 0, inverse, np.power(left, np.maximum(right, 0))).astype(left.dtype)
    if left.dtype == np.bool:
        return left | ~right
    return np.power(left, right)


@operator("float_power.Tensor_Tensor", "float_power.Tensor_Scalar", "float_power.Scalar")
def float_power(self: Operand, exponent: Operand) -> Array:
    is_complex = category(common_dtype(self, exponent)) == 3
    dtype = np.complex128 if is_complex else np.float64
    return np.power(as_dtype(self, dtype), as_dtype(exponent, dtype))


@operator("maximum", "max.other")
def maximum(self: Array, other: Array) -> Array:
    return np.maximum(*_pair(self, other))


@operator("minimum", "min.other")
def minimum(self: Array, other: Array) -> Array:
    return np.minimum(*_pair(self, other))


@operator("fmax")
def fmax(self: Array, other: Array) -> Array:
    return np.fmax(*_pair(self, other))


@operator("fmin")
def fmin(self: Array, other: Array) -> Array:
    return np.fmin(*_pair(self, other))


@operator("atan2", "arctan2")
def atan2(self: Array, other: Array) -> Array:
    return np.arctan2(*_float_pair(self, other))


@operator("hypot")
def hypot(self: Array, other: Array) -> Array:
    return np.hypot(*_pair(self, other))


@operator("copysign.Tensor", "copysign.Scalar")
def copysign(self: Operand, other: Operand) -> Array:
    return np.copysign(*_float_pair(self, other))


@operator("nextafter")
def nextafter(self: Array, other: Array) -> Array:
    return np.nextafter(*_pair(self, other))


@operator("heaviside")
def heaviside(self: Array, values: Array) -> Array:
    left, right = _pair(self, values)
    return np.where(left == 0, right, (left > 0).astype(left.dtype))


@operator("gcd")
def gcd(self: Array, other: Array) -> Array:
    return np.gcd(*_pair(self, other))


@operator("lcm")
def lcm(self: Array, other: Array) -> Array:
    return np.lcm(*_pair(self, other))


@operator("logaddexp")
def logaddexp(self: Array, other: Array) -> Array:
    return np.logaddexp(*_float_pair(self, other))


@operator("logaddexp2")
def logaddexp2(self: Array, other: Array) -> Array:
    return np.logaddexp2(*_float_pair(self, other))


@operator("xlogy.Tensor", "xlogy.Scalar_Self", "xlogy.Scalar_Other")
def xlogy(self: Operand, other: Operand) -> Array:
    left, right = _float_pair(self, other)
    product = left * np.log(right)
    return np.where(np.isnan(right), right, np.where(left == 0, 0, product)).astype(product.dtype)


@operator("eq.Tensor", "eq.Scalar")
def eq(self: Operand, other: Operand) -> Array:
    return np.equal(*_pair(self, other))


@operator("ne.Tensor", "ne.Scalar", "not_equal.Tensor", "not_equal.Scalar")
def ne(self: Operand, other: Operand) -> Array:
    return np.not_equal(*_pair(self, other))


@operator("lt.Tensor", "lt.Scalar", "less.Tensor", "less.Scalar")
def lt(self: Operand, other: Operand) -> Array:
    return np.less(*_pair(self, other))


@operator("le.Tensor", "le.Scalar", "less_equal.Tensor", "less_equal.Scalar")
def le(self: Operand, other: Operand) -> Array:
    return np.less_equal(*_pair(self, other))


@operator("gt.Tensor", "gt.Scalar", "greater.Tensor", "greater.Scalar")
def gt(self: Operand, other: Operand) -> Array:
    return np.greater(*_pair(self, other))


@operator("ge.Tensor", "ge.Scalar", "greater_equal.Tensor", "greater_equal.Scalar")
def ge(self: Operand, other: Operand) -> Array:
    return np.greater_equal(*_pair(self, other))


@operator("isclose")
def isclose(
    self: Array, other: Array, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False
) -> Array:
    left, right = _pair(self, other)
    close = left == right
    if equal_nan and category(left.dtype) >= 2:
        close |= np.isnan(left) & np.isnan(right)
    if category(left.dtype) == 0:
        return close
    left, right = _float_pair(left, right)
    allowed = atol + np.abs(rtol * right)
    difference = np.abs(left - right)
    return close | (np.isfinite(difference) & (difference <= allowed))


@operator("allclose")
def allclose(
    self: Array, other: Array, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False
) -> bool:
    return bool(np.all(isclose(self, other, rtol, atol, equal_nan)))


@operator("equal")
def equal(self: Array, other: Array) -> bool:
    return bool(np.array_equal(self, other))


@operator("logical_and")
def logical_and(self: Array, other: Array) -> Array:
    return np.logical_and(self, other)


@operator("logical_or")
def logical_or(self: Array, other: Array) -> Array:
    return np.logical_or(self, other)


@operator("logical_xor")
def logical_xor(self: Array, other: Array) -> Array:
    return np.logical_xor(self, other)


@operator("logical_not")
def logical_not(self: Array) -> Array:
    return np.logical_not(self)


@operator("bitwise_and.Tensor", "bitwise_and.Scalar", "bitwise_and.Scalar_Tensor")
def bitwise_and(self: Operand, other: Operand) -> Array:
    return np.bitwise_and(*_pair(self, other))


@operator("bitwise_or.Tensor", "bitwise_or.Scalar", "bitwise_or.Scalar_Tensor")
def bitwise_or(self: Operand, other: Operand) -> Array:
    return np.bitwise_or(*_pair(self, other))


@operator("bitwise_xor.Tensor", "bitwise_xor.Scalar", "bitwise_xor.Scalar_Tensor")
def bitwise_xor(self: Operand, other: Operand) -> Array:
    return np.bitwise_xor(*_pair(self, other))


@operator("bitwise_not")
def bitwise_not(self: Array) -> Array:
    return np.bitwise_not(self)


@operator(
    "bitwise_left_shift.Tensor", "bitwise_left_shift.Tensor_Scalar",
    "bitwise_left_shift.Scalar_Tensor",
)  # fmt: skip
def bitwise_left_shift(self: Operand, other: Operand) -> Array:
    return np.left_shift(*_pair(self, other))


@operator(
    "bitwise_right_shift.Tensor", "bitwise_right_shift.Tensor_Scalar",
    "bitwise_right_shift.Scalar_Tensor",
)  # fmt: skip
def bitwise_right_shift(self: Operand, other: Operand) -> Array:
    return np.right_shift(*_pair(self, other))


@operator("where.self", "where.ScalarSelf", "where.ScalarOther", "where.Scalar")
def where(condition: Array, self: Operand, other: Operand) -> Array:
    left, right = _pair(self, other)
    return np.where(condition, left, right)


@operator("clamp", "clamp.Tensor", "clip", "clip.Tensor")
def clamp(self: Array, min: Operand | None = None, max: Operand | None = None) -> Array:
    result = self
    if min is not None:
        result = np.maximum(*_pair(result, min))
    if max is not None:
        bounds = [each for each in (self, min, max) if each is not None]
        dtype = common_dtype(*bounds)
        result = np.minimum(as_dtype(result, dtype), as_dtype(max, dtype))
    return result


@operator("clamp_min", "clamp_min.Tensor")
def clamp_min(self: Array, min: Operand) -> Array:
    return np.maximum(*_pair(self, min))


@operator("clamp_max", "clamp_max.Tensor")
def clamp_max(self: Array, max: Operand) -> Array:
    return np.minimum(*_pair(self, max))


@operator("addcmul")
def addcmul(self: Array, tensor1: Array, tensor2: Array, value: Number = 1) -> Array:
    dtype = common_dtype(self, tensor1, tensor2)
    product = as_dtype(tensor1, dtype) * as_dtype(tensor2, dtype)
    return as_dtype(self, dtype) + as_dtype(_scaled(product, value), dtype)


@operator("addcdiv")
def addcdiv(self: Array, tensor1: Array, tensor2: Array, value: Number = 1) -> Array:
    dtype = common_dtype(self, tensor1, tensor2)
    quotient = as_dtype(tensor1, dtype) / as_dtype(tensor2, dtype)
    return as_dtype(self, dtype) + as_dtype(_scaled(quotient, value), dtype)


@operator("lerp.Tensor", "lerp.Scalar")
def lerp(self: Array, end: Array, weight: Operand) -> Array:
    dtype = common_dtype(self, end)
    start, stop, share = (as_dtype(each, dtype) for each in (self, end, weight))
    difference = stop - start
    from_start = start + share * difference
    return np.where(np.abs(share) < 0.5, from_start, stop - difference * (1 - share)).astype(dtype)
