"""Normalizations and softmax."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from xdsl.dialects.builtin import f32, i1
from xdsl.ir import SSAValue

from dycl.passes.aten_to_relay.builder import (
    RelayBuilder,
    Unsupported,
    dtype_of,
    is_float,
    shape_of,
)
from dycl.passes.aten_to_relay.reduction import mean
from dycl.passes.aten_to_relay.rule import Arguments, converts


def _floating_input(op: Arguments, name: str = "input") -> SSAValue:
    x = op.tensor(name)
    if not is_float(dtype_of(x)):
        raise Unsupported(f"a normalization of {dtype_of(x)}")
    return x


def standardize(relay: RelayBuilder, x: SSAValue, axes: Sequence[int], epsilon: float) -> SSAValue:
    """``x`` minus its mean over ``axes``, divided by the root of its variance plus ``epsilon``."""
    centered = relay.subtract(x, mean(relay, x, axes, keepdims=True))
    variance = mean(relay, relay.multiply(centered, centered), axes, keepdims=True)
    return relay.multiply(centered, relay.unary("rsqrt", relay.add(variance, epsilon)))


def _scale_and_shift(
    relay: RelayBuilder, op: Arguments, x: SSAValue, shape: Sequence[int]
) -> SSAValue:
    """``x * weight + bias`` with the two, where given, reshaped to ``shape``."""
    for callee, name in (("multiply", "weight"), ("add", "bias")):
        parameter = op.optional_tensor(name)
        if parameter is not None:
            parameter = relay.reshape(relay.cast(parameter, dtype_of(x)), shape)
            x = relay.binary(callee, x, parameter)
    return x


@converts("batch_norm")
def convert_batch_norm(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``batch_norm`` with running statistics, or else with those of the batch."""
    x = _floating_input(op)
    shape = shape_of(x)
    per_channel = [shape[1]]
    average, variance = op.optional_tensor("running_mean"), op.optional_tensor("running_var")
    if op.flag("training") or average is None or variance is None:
        axes = [axis for axis in range(len(shape)) if axis != 1]
        x = standardize(relay, x, axes, float(op.number("eps")))
        return _scale_and_shift(relay, op, x, [*per_channel, *[1] * (len(shape) - 2)])
    dtype = dtype_of(x)
    weight, bias = op.optional_tensor("weight"), op.optional_tensor("bias")
    arguments = [
        x,
        relay.full(1.0, dtype, per_channel) if weight is None else relay.cast(weight, dtype),
        relay.full(0.0, dtype, per_channel) if bias is None else relay.cast(bias, dtype),
        relay.cast(average, dtype),
        relay.cast(variance, dtype),
    ]
    types = [(dtype, shape), (dtype, per_channel), (dtype, per_channel)]
    attrs = {"epsilon": float(op.number("eps"))}
    return relay.call_tuple("nn.batch_norm", arguments, attrs, types)[0]


@converts("layer_norm")
def convert_layer_norm(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``layer_norm``."""
    x = _floating_input(op)
    shape = shape_of(x)
    normalized = op.integers("normalized_shape")
    axes = range(len(shape) - len(normalized), len(shape))
    x = standardize(relay, x, axes, float(op.number("eps")))
    return _scale_and_shift(relay, op, x, normalized)


@converts("group_norm")
def convert_group_norm(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``group_norm``."""
    x = _floating_input(op)
    batch, channels, *spatial = shape = shape_of(x)
    groups = op.integer("num_groups")
    x = relay.reshape(x, [batch, groups, math.prod(shape) // (batch * groups)])
    x = relay.reshape(standardize(relay, x, [2], float(op.number("eps"))), shape)
    return _scale_and_shift(relay, op, x, [channels, *[1] * len(spatial)])


@converts("native_layer_norm")
def convert_native_layer_norm(relay: RelayBuilder, op: Arguments) -> list[SSAValue]:
    """``native_layer_norm``: ``layer_norm`` with means and reciprocals of standard deviations."""
    x = _floating_input(op)
    rank = len(shape_of(x))
    normalized = op.integers("normalized_shape")
    axes = range(rank - len(normalized), rank)
    result = standardize(relay, x, axes, float(op.number("eps")))
    statistics = _statistics(relay, x, axes, float(op.number("eps")))
    return [_scale_and_shift(relay, op, result, normalized), *statistics]


@converts("native_group_norm")
def convert_native_group_norm(relay: RelayBuilder, op: Arguments) -> list[SSAValue]:
    """``native_group_norm``: ``group_norm`` with the same, for each image and group."""
    x = _floating_input(op)
    batch, channels, *spatial = shape = shape_of(x)
    groups, epsilon = op.integer("group"), float(op.number("eps"))
    rows = relay.reshape(x, [batch, groups, math.prod(shape) // (batch * groups)])
    result = relay.reshape(standardize(relay, rows, [2], epsilon), shape)
    result = _scale_and_shift(relay, op, result, [channels, *[1] * len(spatial)])
    statistics = _statistics(relay, rows, [2], epsilon)
    return [result, *(relay.reshape(each, [batch, groups]) for each in statistics)]


def _statistics(
    relay: RelayBuilder, x: SSAValue, axes: Sequence[int], epsilon: float
) -> list[SSAValue]:
    """The mean over some axes and the reciprocal of the standard deviation."""
    average = mean(relay, x, axes, keepdims=True)
    centered = relay.subtract(x, average)
    variance = mean(relay, relay.multiply(centered, centered), axes, keepdims=True)
    return [average, relay.unary("rsqrt", relay.add(variance, epsilon))]


@converts("instance_norm")
def convert_instance_norm(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``instance_norm`` with the statistics of its input."""
    if not op.flag("use_input_stats"):
        return convert_batch_norm_of_instances(relay, op)
    x = _floating_input(op)
    _, channels, *spatial = shape_of(x)
    x = standardize(relay, x, range(2, 2 + len(spatial)), float(op.number("eps")))
    return _scale_and_shift(relay, op, x, [channels, *[1] * len(spatial)])


def convert_batch_norm_of_instances(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``instance_norm`` with running statistics, which is what ``batch_norm`` does with them."""
    x = _floating_input(op)
    _, channels, *spatial = shape_of(x)
    shape = [channels, *[1] * len(spatial)]
    average, variance = op.tensor("running_mean"), op.tensor("running_var")
    x = relay.subtract(x, relay.reshape(average, shape))
    deviation = relay.unary("sqrt", relay.add(variance, float(op.number("eps"))))
    return _scale_and_shift(relay, op, relay.divide(x, relay.reshape(deviation, shape)), shape)


@converts("softmax.int", "_softmax", "special_softmax")
def convert_softmax(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``softmax`` along one axis."""
    return along_rows(relay, op, softmax)


@converts("log_softmax.int", "_log_softmax", "special_log_softmax")
def convert_log_softmax(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``log_softmax`` along one axis."""
    return along_rows(relay, op, lambda relay, x: relay.unary("nn.log_softmax", x, axis=-1))


def softmax(relay: RelayBuilder, rows: SSAValue) -> SSAValue:
    """The softmax of each row of a matrix; see :func:`elementwise.exp` for the fast one."""
    callee = "nn.fast_softmax" if dtype_of(rows) == f32 else "nn.softmax"
    return relay.unary(callee, rows, axis=-1)


def along_rows(
    relay: RelayBuilder, op: Arguments, function: Callable[[RelayBuilder, SSAValue], SSAValue]
) -> SSAValue:
    """A function of the rows of a matrix, along the axis ``dim`` of a tensor."""
    x = relay.cast(op.tensor("self"), op.compute_dtype())
    shape = shape_of(x)
    if not shape:
        return relay.reshape(function(relay, relay.reshape(x, [1, 1])), [])
    axis = op.axis("dim", len(shape))
    order = [*(other for other in range(len(shape)) if other != axis), axis]
    moved = relay.transpose(x, order)
    rows = relay.reshape(moved, [math.prod(shape) // shape[axis], shape[axis]])
    result = relay.reshape(function(relay, rows), shape_of(moved))
    return relay.transpose(result, [order.index(position) for position in range(len(shape))])


@converts("_safe_softmax")
def convert_safe_softmax(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``_safe_softmax``: 0 in rows that are all minus infinity."""
    x = relay.cast(op.tensor("self"), op.compute_dtype())
    axis = op.axis("dim", len(shape_of(x)))
    masked = relay.is_minus_infinity(x)
    nothing = relay.reduce("all", masked, [axis], keepdims=True, dtype=i1)
    return relay.where(nothing, 0.0, along_rows(relay, op, softmax))
