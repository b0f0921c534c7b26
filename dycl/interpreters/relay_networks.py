"""Relay's operators of neural networks, ``nn.*``, computed with PyTorch.

Data is batch x channels x spatial axes, weights are outputs x inputs x spatial axes, the layouts
that dycl writes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import cast

import torch
from torch import Tensor
from torch.nn import functional

from dycl.interpreters.relay_operators import Attributes, Operator, operator

OPERATORS: dict[str, Operator] = {}
"""The operators by their Relay names."""


@operator("nn.softmax", "nn.fast_softmax", table=OPERATORS)
def _softmax(x: Tensor, attributes: Attributes) -> Tensor:
    return x.softmax(attributes.get("axis", -1))


@operator("nn.log_softmax", table=OPERATORS)
def _log_softmax(x: Tensor, attributes: Attributes) -> Tensor:
    return x.log_softmax(attributes.get("axis", -1))


@operator("nn.leaky_relu", table=OPERATORS)
def _leaky_relu(x: Tensor, attributes: Attributes) -> Tensor:
    return functional.leaky_relu(x, attributes.get("alpha", 0.25))


@operator("nn.bias_add", table=OPERATORS)
def _bias_add(x: Tensor, bias: Tensor, attributes: Attributes) -> Tensor:
    axis = attributes.get("axis", 1) % x.dim()
    return x + bias.reshape([-1] + [1] * (x.dim() - axis - 1))


@operator("nn.dense", table=OPERATORS)
def _dense(x: Tensor, weight: Tensor, _attributes: Attributes) -> Tensor:
    return functional.linear(x, weight)


@operator("nn.matmul", "nn.batch_matmul", table=OPERATORS)
def _matmul(left: Tensor, right: Tensor, attributes: Attributes) -> Tensor:
    if attributes.get("transpose_a", False):
        left = left.mT
    if attributes.get("transpose_b", False):
        right = right.mT
    return left @ right


@operator("nn.pad", table=OPERATORS)
def _pad(x: Tensor, value: Tensor, attributes: Attributes) -> Tensor:
    widths: list[list[int]] = attributes["pad_width"]
    flat = [width for pair in reversed(widths) for width in pair]
    mode = attributes.get("pad_mode", "constant")
    if mode == "constant":
        return functional.pad(x, flat, value=value.item())
    return functional.pad(x, flat, {"edge": "replicate", "reflect": "reflect"}[mode])


@operator("nn.dilate", table=OPERATORS)
def _dilate(x: Tensor, attributes: Attributes) -> Tensor:
    strides: list[int] = attributes["strides"]
    shape = [(size - 1) * stride + 1 for size, stride in zip(x.shape, strides, strict=True)]
    result = torch.full(shape, attributes.get("dilation_value", 0.0), dtype=x.dtype)
    result[tuple(slice(None, None, stride) for stride in strides)] = x
    return result


def _padding(padding: int | Sequence[int], rank: int) -> list[tuple[int, int]]:
    """Relay's padding (one number, one for each axis, or all befores then all afters) by axis."""
    widths = [padding] if isinstance(padding, int) else list(padding)
    if len(widths) == 1:
        widths = widths * rank
    if len(widths) == rank:
        widths = widths * 2
    return list(zip(widths[:rank], widths[rank:], strict=True))


def _padded(x: Tensor, widths: Sequence[tuple[int, int]], value: float) -> Tensor:
    return functional.pad(x, [width for pair in reversed(widths) for width in pair], value=value)


def _per_axis(value: int | Sequence[int], rank: int) -> list[int]:
    values = [value] if isinstance(value, int) else list(value)
    return values * rank if len(values) == 1 else values


@operator("nn.conv1d", "nn.conv2d", "nn.conv3d", table=OPERATORS)
def _convolution(x: Tensor, weight: Tensor, attributes: Attributes) -> Tensor:
    rank = x.dim() - 2
    function = cast("Callable[..., Tensor]", getattr(functional, f"conv{rank}d"))
    return function(
        _padded(x, _padding(attributes.get("padding", 0), rank), 0.0),
        weight,
        None,
        _per_axis(attributes.get("strides", 1), rank),
        0,
        _per_axis(attributes.get("dilation", 1), rank),
        attributes.get("groups", 1),
    )


def _windows(x: Tensor, attributes: Attributes, filler: float) -> Tensor:
    """The windows of a pooling along a new last axis; ``filler`` is outside of ``x``."""
    rank = x.dim() - 2
    sizes = _per_axis(attributes["pool_size"], rank)
    strides = _per_axis(attributes.get("strides", 1), rank)
    dilation = _per_axis(attributes.get("dilation", 1), rank)
    widths = _padding(attributes.get("padding", 0), rank)
    if attributes.get("ceil_mode", False):
        widths = [(w[0], w[1] + stride - 1) for w, stride in zip(widths, strides, strict=True)]
    x = _padded(x, widths, filler)
    for axis in range(rank):
        extent = (sizes[axis] - 1) * dilation[axis] + 1
        x = x.unfold(2 + axis, extent, strides[axis])[..., :: dilation[axis]]
    return x.flatten(2 + rank)


@operator("nn.max_pool1d", "nn.max_pool2d", "nn.max_pool3d", table=OPERATORS)
def _max_pool(x: Tensor, attributes: Attributes) -> Tensor:
    lowest = -math.inf if x.dtype.is_floating_point else torch.iinfo(x.dtype).min
    return _windows(x, attributes, lowest).amax(-1)


@operator("nn.avg_pool1d", "nn.avg_pool2d", "nn.avg_pool3d", table=OPERATORS)
def _avg_pool(x: Tensor, attributes: Attributes) -> Tensor:
    windows = _windows(x, attributes, 0.0)
    if attributes.get("count_include_pad", False):
        return windows.mean(-1)
    return windows.sum(-1) / _windows(torch.ones_like(x), attributes, 0.0).sum(-1)


@operator("nn.global_avg_pool2d", table=OPERATORS)
def _global_avg_pool(x: Tensor, _attributes: Attributes) -> Tensor:
    return x.mean((2, 3), keepdim=True)


@operator("nn.global_max_pool2d", table=OPERATORS)
def _global_max_pool(x: Tensor, _attributes: Attributes) -> Tensor:
    return x.amax((2, 3), keepdim=True)


@operator(
    *(f"nn.adaptive_{kind}_pool{rank}d" for kind in ("avg", "max") for rank in (1, 2, 3)),
    table=OPERATORS,
)
def _adaptive_pool(x: Tensor, attributes: Attributes) -> Tensor:
    name = attributes.callee.removeprefix("nn.")
    if not x.dtype.is_floating_point:
        return _adaptive_maximum(x, attributes["output_size"])
    function = cast("Callable[..., Tensor]", getattr(functional, name))
    return function(x, attributes.get("output_size", None) or list(x.shape[2:]))


def _adaptive_maximum(x: Tensor, outputs: Sequence[int]) -> Tensor:
    """Of integers, which PyTorch does not pool."""
    for axis, count in enumerate(outputs, start=2):
        size = x.shape[axis]
        starts = [index * size // count for index in range(count)]
        ends = [-(-(index + 1) * size // count) for index in range(count)]
        parts = [
            x.narrow(axis, start, end - start).amax(axis, keepdim=True)
            for start, end in zip(starts, ends, strict=True)
        ]
        x = torch.cat(parts, axis)
    return x


@operator("image.grid_sample", table=OPERATORS)
def _grid_sample(x: Tensor, grid: Tensor, attributes: Attributes) -> Tensor:
    return functional.grid_sample(
        x,
        grid.permute(0, 2, 3, 1),
        attributes.get("method", "bilinear"),
        attributes.get("padding_mode", "zeros"),
        attributes.get("align_corners", True),
    )


@operator("nn.batch_norm", table=OPERATORS)
def _batch_norm(
    x: Tensor,
    gamma: Tensor,
    beta: Tensor,
    mean: Tensor,
    variance: Tensor,
    attributes: Attributes,
) -> tuple[Tensor, ...]:
    shape = [-1] + [1] * (x.dim() - attributes.get("axis", 1) % x.dim() - 1)
    scale = (variance + attributes.get("epsilon", 1e-5)).rsqrt()
    result = (x - mean.reshape(shape)) * scale.reshape(shape)
    if attributes.get("scale", True):
        result = result * gamma.reshape(shape)
    if attributes.get("center", True):
        result = result + beta.reshape(shape)
    return result, mean, variance
