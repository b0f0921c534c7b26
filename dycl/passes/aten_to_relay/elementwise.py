"""Copies, casts and functions of one tensor."""

from __future__ import annotations

import math

from xdsl.dialects.builtin import f32, i1, i32, i64
from xdsl.ir import Attribute, SSAValue

from dycl.passes.aten_to_relay.builder import (
    RelayBuilder,
    Unsupported,
    dtype_of,
    is_float,
    is_integer,
)
from dycl.passes.aten_to_relay.rule import Arguments, converts


@converts(
    "alias",
    "alias_copy",
    "clone",
    "contiguous",
    "detach",
    "detach_copy",
    "lift",
    "lift_fresh",
    "lift_fresh_copy",
    "positive",
    "resolve_conj",
    "resolve_neg",
    "conj",
    widen=False,
)
def convert_copy(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """Operators that give their operand: values are never changed in place here."""
    return op.tensor("self")


@converts("dropout", "feature_dropout", "alpha_dropout", widen=False)
def convert_dropout(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``dropout`` outside training."""
    if op.flag("train") and op.number("p") != 0:
        raise Unsupported("dropout in training")
    return op.tensor("input")


@converts(
    "_to_copy",
    "to.dtype",
    "to.dtype_layout",
    "to.device",
    "to.other",
    "type_as",
    "_cast_Float",
    "_cast_Double",
    "_cast_Long",
    "_cast_Int",
    "_cast_Short",
    "_cast_Char",
    "_cast_Byte",
    "_cast_Half",
    widen=False,
)
def convert_cast(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """Casts; the target is the result's dtype."""
    return cast_like_torch(relay, op.tensor("self"), op.result_dtype())


def cast_like_torch(relay: RelayBuilder, x: SSAValue, dtype: Attribute) -> SSAValue:
    """A cast with a detour through i64 where PyTorch takes one: from floats to small integers."""
    if is_float(dtype_of(x)) and is_integer(dtype) and dtype not in (i32, i64):
        x = relay.cast(x, i64)
    return relay.cast(x, dtype)


UNARY: dict[str, str] = {
    "acos": "acos",
    "arccos": "acos",
    "acosh": "acosh",
    "arccosh": "acosh",
    "asin": "asin",
    "arcsin": "asin",
    "asinh": "asinh",
    "arcsinh": "asinh",
    "atan": "atan",
    "arctan": "atan",
    "atanh": "atanh",
    "arctanh": "atanh",
    "cos": "cos",
    "cosh": "cosh",
    "erf": "erf",
    "special_erf": "erf",
    "exp": "exp",
    "log": "log",
    "log10": "log10",
    "log2": "log2",
    "rsqrt": "rsqrt",
    "sigmoid": "sigmoid",
    "special_expit": "sigmoid",
    "sin": "sin",
    "sinh": "sinh",
    "sqrt": "sqrt",
    "tan": "tan",
    "tanh": "tanh",
}
"""Operators whose result is floating, whatever their operand; Relay's operator for each."""


@converts(*UNARY)
def convert_floating_unary(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """The operators of :data:`UNARY`."""
    x = relay.cast(op.tensor("self"), op.compute_dtype())
    match UNARY[op.name]:
        case "erf":
            return erf(relay, x)
        case "exp":
            return exp(relay, x)
        case "sigmoid":
            return sigmoid(relay, x)
        case "tanh":
            return tanh(relay, x)
        case callee:
            return relay.unary(callee, x)


# In f32, Relay has polynomials of a relative precision of 3e-7 that become vector code, 10 to 70
# times as fast as the calls of the C library that its other operators become.


def exp(relay: RelayBuilder, x: SSAValue) -> SSAValue:
    """``exp``. In f32 it is the square of another, as Relay's overflows a little early."""
    if dtype_of(x) != f32:
        return relay.unary("exp", x)
    root = relay.unary("fast_exp", relay.multiply(x, 0.5))
    return relay.multiply(root, root)


def tanh(relay: RelayBuilder, x: SSAValue) -> SSAValue:
    """``tanh``."""
    return relay.unary("fast_tanh" if dtype_of(x) == f32 else "tanh", x)


def sigmoid(relay: RelayBuilder, x: SSAValue) -> SSAValue:
    """``sigmoid``."""
    if dtype_of(x) != f32:
        return relay.unary("sigmoid", x)
    return relay.divide(1.0, _one_plus_exp_of_minus(relay, x))


def silu(relay: RelayBuilder, x: SSAValue) -> SSAValue:
    """``silu``: ``x / (1 + exp(-x))``."""
    return relay.divide(x, _one_plus_exp_of_minus(relay, x))


def _one_plus_exp_of_minus(relay: RelayBuilder, x: SSAValue) -> SSAValue:
    callee = "fast_exp" if dtype_of(x) == f32 else "exp"
    return relay.add(relay.unary(callee, relay.unary("negative", x)), 1.0)


def erf(relay: RelayBuilder, x: SSAValue) -> SSAValue:
    """``erf`` in f32."""
    if dtype_of(x) != f32:
        raise Unsupported(f"erf of {dtype_of(x)}, which Relay has in f32 alone")
    return relay.where(relay.is_nan(x), x, relay.unary("fast_erf", x))


ROUNDING: dict[str, str] = {
    "ceil": "ceil",
    "fix": "trunc",
    "floor": "floor",
    "trunc": "trunc",
}
"""Operators that give integers as they are."""


@converts(*ROUNDING)
def convert_rounding(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """The operators of :data:`ROUNDING`."""
    x = op.tensor("self")
    return relay.unary(ROUNDING[op.name], x) if is_float(dtype_of(x)) else x


@converts("round")
def convert_round(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``round``, which takes halves to even numbers; Relay's takes them away from zero."""
    x = op.tensor("self")
    return round_to_even(relay, x) if is_float(dtype_of(x)) else x


def round_to_even(relay: RelayBuilder, x: SSAValue) -> SSAValue:
    """The nearest integer, the even one of two."""
    lower = relay.unary("floor", x)
    fraction = relay.subtract(x, lower)
    is_odd = relay.compare(
        "not_equal", lower, relay.multiply(relay.unary("floor", relay.multiply(lower, 0.5)), 2.0)
    )
    upper = relay.add(lower, 1.0)
    at_half = relay.where(is_odd, upper, lower)
    rest = relay.where(relay.compare("greater", fraction, 0.5), upper, lower)
    return relay.where(relay.compare("equal", fraction, 0.5), at_half, rest)


@converts("abs", "absolute")
def convert_abs(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``abs``."""
    x = op.tensor("self")
    return x if dtype_of(x) == i1 else relay.unary("abs", x)


@converts("neg", "negative")
def convert_neg(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``neg``."""
    return relay.unary("negative", op.tensor("self"))


@converts("square")
def convert_square(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``square``."""
    x = relay.cast(op.tensor("self"), op.compute_dtype())
    return relay.multiply(x, x)


@converts("reciprocal")
def convert_reciprocal(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``reciprocal``."""
    return relay.divide(1.0, relay.cast(op.tensor("self"), op.compute_dtype()))


@converts("exp2", "special_exp2")
def convert_exp2(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``exp2``."""
    return exp2(relay, relay.cast(op.tensor("self"), op.compute_dtype()))


def exp2(relay: RelayBuilder, x: SSAValue) -> SSAValue:
    """``2 ** x``. LLVM makes a ``ldexp`` of a power of the constant 2, on which TVM fails."""
    return exp(relay, relay.multiply(x, math.log(2)))


@converts("expm1", "special_expm1")
def convert_expm1(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``expm1``."""
    return expm1(relay, relay.cast(op.tensor("self"), op.compute_dtype()))


def expm1(relay: RelayBuilder, x: SSAValue) -> SSAValue:
    """``exp(x) - 1`` without cancellation: with u = exp(x), (u - 1) * x / log(u).

    Source: W. Kahan, in N. Higham, "Accuracy and Stability of Numerical Algorithms", 1.14.1.
    """
    power = exp(relay, x)
    minus_one = relay.subtract(power, 1.0)
    is_one = relay.compare("equal", power, 1.0)
    # exp(x) is 0 or infinite: the quotient below would be NaN.
    is_extreme = relay.compare("greater", relay.unary("abs", x), 1.0)
    safe = relay.where(is_extreme, 2.0, relay.where(is_one, 2.0, power))
    precise = relay.divide(relay.multiply(minus_one, x), relay.unary("log", safe))
    return relay.where(is_one, x, relay.where(is_extreme, minus_one, precise))


@converts("log1p", "special_log1p")
def convert_log1p(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``log1p``."""
    return log1p(relay, relay.cast(op.tensor("self"), op.compute_dtype()))


def log1p(relay: RelayBuilder, x: SSAValue) -> SSAValue:
    """``log(1 + x)`` without cancellation: with u = 1 + x, log(u) * x / (u - 1).

    Source: N. Higham, "Accuracy and Stability of Numerical Algorithms", problem 1.5.
    """
    total = relay.add(x, 1.0)
    logarithm = relay.unary("log", total)
    difference = relay.subtract(total, 1.0)
    is_zero = relay.compare("equal", difference, 0.0)
    is_large = relay.compare("greater", x, 1e6)
    safe = relay.where(is_zero, 1.0, difference)
    precise = relay.divide(relay.multiply(logarithm, x), safe)
    return relay.where(is_zero, x, relay.where(is_large, logarithm, precise))


@converts("frac")
def convert_frac(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``frac``."""
    x = op.tensor("self")
    return relay.subtract(x, relay.unary("trunc", x))


@converts("sign", "sgn")
def convert_sign(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``sign``."""
    x = op.tensor("self")
    if dtype_of(x) == i1:
        return x
    positive = relay.cast(relay.compare("greater", x, 0), dtype_of(x))
    return relay.subtract(positive, relay.cast(relay.compare("less", x, 0), dtype_of(x)))


@converts("copy")
def convert_functional_copy(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``copy``: the values of ``src`` in the shape and dtype of ``self``."""
    value = cast_like_torch(relay, op.tensor("src"), op.compute_dtype())
    return relay.broadcast_to(value, op.result_shape())
