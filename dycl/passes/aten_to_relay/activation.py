"""Activation functions."""

from __future__ import annotations

import math

from xdsl.ir import SSAValue

from dycl.passes.aten_to_relay.arithmetic import as_dtype
from dycl.passes.aten_to_relay.builder import (
    RelayBuilder,
    Unsupported,
    axis_of,
    dtype_of,
    is_float,
    shape_of,
)
from dycl.passes.aten_to_relay.elementwise import erf, exp, expm1, log1p, sigmoid, silu, tanh
from dycl.passes.aten_to_relay.rule import Arguments, converts


def _floating(op: Arguments) -> SSAValue:
    x = op.tensor("self")
    if not is_float(dtype_of(x)):
        raise Unsupported(f"an activation of {dtype_of(x)}")
    return x


@converts("relu")
def convert_relu(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``relu``."""
    return relu(relay, op.tensor("self"))


def relu(relay: RelayBuilder, x: SSAValue) -> SSAValue:
    """The maximum of 0 and ``x``, which keeps NaN; ``nn.relu`` doesn't, and is no faster."""
    return relay.clamp(x, 0, None)


@converts("relu6")
def convert_relu6(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``relu6``."""
    return relay.clamp(op.tensor("self"), 0, 6)


@converts("hardtanh")
def convert_hardtanh(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``hardtanh``."""
    return relay.clamp(op.tensor("self"), op.number("min_val"), op.number("max_val"))


@converts("leaky_relu")
def convert_leaky_relu(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``leaky_relu``."""
    x = _floating(op)
    scaled = relay.multiply(x, op.number("negative_slope"))
    return relay.where(relay.compare("greater", x, 0.0), x, scaled)


@converts("prelu", "_prelu_kernel")
def convert_prelu(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``prelu``, with one weight for all channels or one for each."""
    x, weight = _floating(op), op.tensor("weight")
    if op.name == "prelu":
        shape = [1] * len(shape_of(x))
        if len(shape) > 1:
            shape[1] = math.prod(shape_of(weight))
        weight = relay.reshape(weight, shape)
    scaled = relay.multiply(x, weight)
    return relay.where(relay.compare("greater", x, 0.0), x, scaled)


@converts("gelu")
def convert_gelu(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``gelu``, exact or by tanh."""
    x = _floating(op)
    if op.text("approximate") == "tanh":
        cube = relay.multiply(relay.multiply(x, x), x)
        inner = relay.add(x, relay.multiply(cube, 0.044715))
        curve = tanh(relay, relay.multiply(inner, math.sqrt(2 / math.pi)))
    else:
        curve = erf(relay, relay.multiply(x, math.sqrt(0.5)))
    return relay.multiply(relay.multiply(x, 0.5), relay.add(curve, 1.0))


@converts("silu")
def convert_silu(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``silu``."""
    return silu(relay, _floating(op))


@converts("hardsigmoid")
def convert_hardsigmoid(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``hardsigmoid``."""
    return hardsigmoid(relay, _floating(op))


def hardsigmoid(relay: RelayBuilder, x: SSAValue) -> SSAValue:
    """``relu6(x + 3) / 6``."""
    return relay.divide(relay.clamp(relay.add(x, 3.0), 0, 6), 6.0)


@converts("hardswish")
def convert_hardswish(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``hardswish``: ``x * relu6(x + 3) / 6``."""
    x = _floating(op)
    return relay.divide(relay.multiply(x, relay.clamp(relay.add(x, 3.0), 0, 6)), 6.0)


@converts("elu")
def convert_elu(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``elu``: ``scale * (x if x > 0 else alpha * expm1(input_scale * x))``."""
    x = _floating(op)
    alpha, scale = float(op.number("alpha")), float(op.number("scale"))
    return elu(relay, x, alpha * scale, scale, float(op.number("input_scale")))


def elu(
    relay: RelayBuilder, x: SSAValue, negative: float, positive: float, inner: float
) -> SSAValue:
    """``positive * x`` above 0, ``negative * expm1(inner * x)`` elsewhere."""
    scaled = x if inner == 1 else relay.multiply(x, inner)
    curve = relay.multiply(expm1(relay, scaled), negative)
    line = x if positive == 1 else relay.multiply(x, positive)
    return relay.where(relay.compare("greater", x, 0.0), line, curve)


@converts("selu")
def convert_selu(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``selu``."""
    alpha, scale = 1.6732632423543772848170429916717, 1.0507009873554804934193349852946
    return elu(relay, _floating(op), alpha * scale, scale, 1)


@converts("celu")
def convert_celu(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``celu``."""
    alpha = float(op.number("alpha"))
    return elu(relay, _floating(op), alpha, 1, 1 / alpha)


@converts("softplus")
def convert_softplus(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``softplus``, the identity above a threshold."""
    x = _floating(op)
    beta = float(op.number("beta"))
    scaled = relay.multiply(x, beta)
    curve = relay.divide(log1p(relay, exp(relay, scaled)), beta)
    is_line = relay.compare("greater", scaled, float(op.number("threshold")))
    return relay.where(is_line, x, curve)


@converts("mish")
def convert_mish(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``mish``: ``x * tanh(log1p(e))`` with e = exp(x), which is ``x * n / (n + 2)`` with n = e (e
    + 2).

    Above 20, the quotient is 1.
    """
    x = _floating(op)
    power = exp(relay, relay.clamp(x, None, 20.0))
    numerator = relay.multiply(power, relay.add(power, 2.0))
    return relay.multiply(x, relay.divide(numerator, relay.add(numerator, 2.0)))


@converts("log_sigmoid")
def convert_log_sigmoid(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``log_sigmoid``: ``min(x, 0) - log1p(exp(-|x|))``."""
    x = _floating(op)
    tail = log1p(relay, exp(relay, relay.unary("negative", relay.unary("abs", x))))
    below = relay.where(relay.compare("greater", x, 0.0), 0.0, x)
    return relay.subtract(below, tail)


@converts("hardshrink")
def convert_hardshrink(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``hardshrink``."""
    x = _floating(op)
    is_small = relay.compare("less_equal", relay.unary("abs", x), float(op.number("lambd")))
    return relay.where(relay.is_nan(x), x, relay.where(is_small, 0.0, x))


@converts("softshrink")
def convert_softshrink(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``softshrink``."""
    x, width = _floating(op), float(op.number("lambd"))
    below = relay.where(
        relay.compare("less", x, -width), relay.add(x, width), relay.multiply(x, 0.0)
    )
    return relay.where(relay.compare("greater", x, width), relay.subtract(x, width), below)


@converts("threshold")
def convert_threshold(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``threshold``."""
    x = op.tensor("self")
    if not is_float(dtype_of(x)) and isinstance(op.number("threshold"), float):
        raise Unsupported("a threshold between integers")
    value = as_dtype(relay, op.number("value"), dtype_of(x))
    result = relay.where(relay.compare("less_equal", x, op.number("threshold")), value, x)
    return relay.where(relay.is_nan(x), x, result) if is_float(dtype_of(x)) else result


@converts("glu")
def convert_glu(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``glu``."""
    x = _floating(op)
    axis = axis_of(op.integer("dim"), len(shape_of(x)))
    half = shape_of(x)[axis] // 2
    value, gate = relay.split(x, [half, half], axis)
    return relay.multiply(value, sigmoid(relay, gate))
