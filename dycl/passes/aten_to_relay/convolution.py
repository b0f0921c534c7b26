"""Convolutions. Layouts are PyTorch's: data N, C, spatial axes; weights O, I, spatial axes."""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.ir import SSAValue

from dycl.passes.aten_to_relay.builder import (
    RelayBuilder,
    Unsupported,
    dtype_of,
    is_float,
    shape_of,
)
from dycl.passes.aten_to_relay.rule import Arguments, converts

Widths = Sequence[tuple[int, int]]
"""Elements before and after, for each spatial axis."""


@converts(
    "conv1d",
    "conv1d.padding",
    "conv2d",
    "conv2d.padding",
    "conv3d",
    "conv3d.padding",
    "_convolution_mode",
)
def convert_convolution(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``conv1d``, ``conv2d``, ``conv3d``, with numbers or a word for ``padding``."""
    return _convolve_arguments(relay, op, transposed=False)


@converts("conv_transpose1d", "conv_transpose2d.input", "conv_transpose3d.input")
def convert_transposed_convolution(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``conv_transpose1d``, ``conv_transpose2d``, ``conv_transpose3d``."""
    return _convolve_arguments(relay, op, transposed=True)


@converts("convolution", "_convolution")
def convert_general_convolution(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``convolution``, which has a flag for the transposed one."""
    return _convolve_arguments(relay, op, transposed=op.flag("transposed"))


def _convolve_arguments(relay: RelayBuilder, op: Arguments, transposed: bool) -> SSAValue:
    data, weight = op.tensor("input"), op.tensor("weight")
    if not is_float(dtype_of(data)) or dtype_of(weight) != dtype_of(data):
        raise Unsupported(f"a convolution of {dtype_of(data)} with {dtype_of(weight)}")
    rank = len(shape_of(weight)) - 2
    is_batched = len(shape_of(data)) == rank + 2
    if not is_batched:
        data = relay.expand_dims(data, 0)
    strides = op.integers("stride", rank)
    dilation = op.integers("dilation", rank)
    groups = op.integer("groups")
    if transposed:
        data, weight, padding = _untranspose(relay, op, data, weight, strides, dilation, groups)
        strides = [1] * rank
    else:
        padding = _padding(op, shape_of(weight)[2:], dilation)
    result = convolve(relay, data, weight, strides, padding, dilation, groups)
    bias = op.optional_tensor("bias")
    if bias is not None:
        result = relay.unary_with(result, "nn.bias_add", [bias], axis=1)
    return result if is_batched else relay.reshape(result, shape_of(result)[1:])


def _padding(op: Arguments, kernel: Sequence[int], dilation: Sequence[int]) -> Widths:
    word = op.text("padding")
    if word == "valid":
        return [(0, 0)] * len(kernel)
    if word == "same":
        totals = [step * (size - 1) for size, step in zip(kernel, dilation, strict=True)]
        return [(total // 2, total - total // 2) for total in totals]
    return [(width, width) for width in op.integers("padding", len(kernel))]


def _untranspose(
    relay: RelayBuilder,
    op: Arguments,
    data: SSAValue,
    weight: SSAValue,
    strides: Sequence[int],
    dilation: Sequence[int],
    groups: int,
) -> tuple[SSAValue, SSAValue, Widths]:
    """A transposed convolution as a plain one: zeros between the data, the weights mirrored."""
    inputs, outputs, *kernel = shape_of(weight)
    rank = len(kernel)
    weight = relay.reshape(weight, [groups, inputs // groups, outputs, *kernel])
    weight = relay.transpose(weight, [0, 2, 1, *range(3, 3 + rank)])
    weight = relay.reshape(weight, [groups * outputs, inputs // groups, *kernel])
    for axis, size in enumerate(kernel, start=2):
        if size > 1:
            weight = relay.unary("reverse", weight, axis=axis)
    data = _insert_zeros(relay, data, strides)
    widths: list[tuple[int, int]] = []
    for axis in range(rank):
        reach = dilation[axis] * (kernel[axis] - 1)
        before = reach - op.integers("padding", rank)[axis]
        after = before + op.integers("output_padding", rank)[axis]
        # Negative widths cut off instead.
        size = shape_of(data)[axis + 2]
        data = relay.slice(data, axis + 2, max(0, -before), size - max(0, -after))
        widths.append((max(0, before), max(0, after)))
    return data, weight, widths


def _insert_zeros(relay: RelayBuilder, data: SSAValue, strides: Sequence[int]) -> SSAValue:
    if all(stride == 1 for stride in strides):
        return data
    shape = shape_of(data)
    spread = [(size - 1) * stride + 1 for size, stride in zip(shape[2:], strides, strict=True)]
    attrs = {"strides": [1, 1, *strides], "dilation_value": 0.0}
    return relay.call("nn.dilate", [data], attrs, dtype_of(data), [*shape[:2], *spread])


def convolve(
    relay: RelayBuilder,
    data: SSAValue,
    weight: SSAValue,
    strides: Sequence[int],
    padding: Widths,
    dilation: Sequence[int],
    groups: int,
) -> SSAValue:
    """A convolution over 1 to 3 spatial axes, in the layouts that this file's docstring gives."""
    if len(strides) == 1:
        # Relay has good kernels for images alone, and no groups otherwise.
        data = relay.expand_dims(data, 2)
        weight = relay.expand_dims(weight, 2)
        padding = [(0, 0), *padding]
        result = convolve(relay, data, weight, [1, *strides], padding, [1, *dilation], groups)
        batch, channels, _, size = shape_of(result)
        return relay.reshape(result, [batch, channels, size])
    channels, _, *kernel = shape_of(weight)
    spatial = [
        (size + before + after - step * (width - 1) - 1) // stride + 1
        for size, (before, after), step, width, stride in zip(
            shape_of(data)[2:], padding, dilation, kernel, strides, strict=True
        )
    ]
    attrs = {
        "strides": strides,
        "padding": [width for width, _ in padding] + [width for _, width in padding],
        "dilation": dilation,
        "groups": groups,
        "channels": channels,
        "kernel_size": kernel,
    }
    shape = [shape_of(data)[0], channels, *spatial]
    return relay.call(f"nn.conv{len(strides)}d", [data, weight], attrs, dtype_of(data), shape)
