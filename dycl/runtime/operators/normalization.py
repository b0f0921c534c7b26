"""Normalization and resizing of images."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from dycl.runtime.operators.registry import Array, as_dtype, operator, wide


def _channels(values: Array | None, rank: int) -> Array | None:
    return None if values is None else values.reshape(-1, *(1,) * (rank - 2))


def _affine(x: Array, weight: Array | None, bias: Array | None) -> Array:
    if weight is not None:
        x = x * weight
    return x if bias is None else x + bias


def _standardised(x: Array, over: tuple[int, ...], eps: float) -> Array:
    average = np.mean(x, over, keepdims=True)
    variance = np.mean(np.square(x - average), over, keepdims=True)
    return (x - average) / np.sqrt(variance + as_dtype(eps, x.dtype))


@operator("batch_norm")
def batch_norm(
    input: Array,
    weight: Array | None,
    bias: Array | None,
    running_mean: Array | None,
    running_var: Array | None,
    training: bool,
    momentum: float,
    eps: float,
    cudnn_enabled: bool,
) -> Array:
    dtype = wide(input.dtype)
    x = input.astype(dtype, copy=False)
    rank = input.ndim
    mean, variance = _channels(running_mean, rank), _channels(running_var, rank)
    if training or mean is None or variance is None:
        x = _standardised(x, (0, *range(2, rank)), eps)
    else:
        x = (x - mean) / np.sqrt(variance + as_dtype(eps, dtype))
    return _affine(x, _channels(weight, rank), _channels(bias, rank)).astype(input.dtype)


@operator("instance_norm")
def instance_norm(
    input: Array,
    weight: Array | None,
    bias: Array | None,
    running_mean: Array | None,
    running_var: Array | None,
    use_input_stats: bool,
    momentum: float,
    eps: float,
    cudnn_enabled: bool,
) -> Array:
    if not use_input_stats:
        return batch_norm(
            input, weight, bias, running_mean, running_var, False, momentum, eps, cudnn_enabled
        )
    x = _standardised(input.astype(wide(input.dtype)), tuple(range(2, input.ndim)), eps)
    rank = input.ndim
    return _affine(x, _channels(weight, rank), _channels(bias, rank)).astype(input.dtype)


@operator("layer_norm")
def layer_norm(
    input: Array,
    normalized_shape: Sequence[int],
    weight: Array | None = None,
    bias: Array | None = None,
    eps: float = 1e-05,
    cudnn_enable: bool = True,
) -> Array:
    over = tuple(range(-len(normalized_shape), 0))
    x = _standardised(input.astype(wide(input.dtype)), over, eps)
    return _affine(x, weight, bias).astype(input.dtype)


@operator("group_norm")
def group_norm(
    input: Array,
    num_groups: int,
    weight: Array | None = None,
    bias: Array | None = None,
    eps: float = 1e-05,
    cudnn_enabled: bool = True,
) -> Array:
    size = math.prod(input.shape[1:]) // num_groups
    grouped = input.reshape(input.shape[0], num_groups, size).astype(wide(input.dtype))
    x = _standardised(grouped, (2,), eps).reshape(input.shape)
    rank = input.ndim
    return _affine(x, _channels(weight, rank), _channels(bias, rank)).astype(input.dtype)


@operator("rms_norm")
def rms_norm(
    input: Array,
    normalized_shape: Sequence[int],
    weight: Array | None = None,
    eps: float | None = None,
) -> Array:
    over = tuple(range(-len(normalized_shape), 0))
    x = input.astype(wide(input.dtype))
    epsilon = float(np.finfo(x.dtype).eps) if eps is None else eps
    x = x / np.sqrt(np.mean(x * x, over, keepdims=True) + as_dtype(epsilon, x.dtype))
    return _affine(x, weight, None).astype(input.dtype)


def _nearest(length: int, count: int, scale: float | None) -> Array:
    step = 1 / scale if scale else length / count
    places = np.floor(np.arange(count, dtype=np.float32) * np.float32(step)).astype(np.int64)
    return np.minimum(places, length - 1)


@operator("upsample_nearest1d")
def upsample_nearest1d(
    self: Array, output_size: Sequence[int], scales: float | None = None
) -> Array:
    return self[..., _nearest(self.shape[-1], output_size[0], scales)]


@operator("upsample_nearest2d")
def upsample_nearest2d(
    self: Array,
    output_size: Sequence[int],
    scales_h: float | None = None,
    scales_w: float | None = None,
) -> Array:
    rows = _nearest(self.shape[-2], output_size[0], scales_h)
    columns = _nearest(self.shape[-1], output_size[1], scales_w)
    return self[..., rows[:, None], columns]


def _sizes(
    self: Array, output_size: Sequence[int] | None, scale_factors: Sequence[float] | None
) -> tuple[list[int], list[float | None]]:
    if output_size is not None:
        return list(output_size), [None] * len(output_size)
    assert scale_factors is not None
    lengths = self.shape[-len(scale_factors) :]
    sizes = [math.floor(n * factor) for n, factor in zip(lengths, scale_factors, strict=True)]
    return sizes, list(scale_factors)


@operator("upsample_nearest1d.vec", "upsample_nearest2d.vec")
def upsample_nearest_vec(
    input: Array, output_size: Sequence[int] | None, scale_factors: Sequence[float] | None
) -> Array:
    sizes, scales = _sizes(input, output_size, scale_factors)
    if len(sizes) == 1:
        return upsample_nearest1d(input, sizes, scales[0])
    return upsample_nearest2d(input, sizes, *scales)


def _linear(x: Array, axis: int, count: int, align_corners: bool, scale: float | None) -> Array:
    length = x.shape[axis]
    places = np.arange(count)
    if align_corners:
        source = places * ((length - 1) / (count - 1) if count > 1 else 0.0)
    else:
        step = 1 / scale if scale else length / count
        source = np.maximum((places + 0.5) * step - 0.5, 0)
    low = np.minimum(source.astype(np.int64), length - 1)
    high = np.minimum(low + 1, length - 1)
    shape = [1] * x.ndim
    shape[axis] = count
    share = (source - low).reshape(shape).astype(x.dtype)
    return np.take(x, low, axis) * (1 - share) + np.take(x, high, axis) * share


@operator("upsample_bilinear2d")
def upsample_bilinear2d(
    self: Array,
    output_size: Sequence[int],
    align_corners: bool,
    scales_h: float | None = None,
    scales_w: float | None = None,
) -> Array:
    x = _linear(self.astype(np.float64), self.ndim - 2, output_size[0], align_corners, scales_h)
    return _linear(x, self.ndim - 1, output_size[1], align_corners, scales_w).astype(self.dtype)


@operator("upsample_bilinear2d.vec")
def upsample_bilinear2d_vec(
    input: Array,
    output_size: Sequence[int] | None,
    align_corners: bool,
    scale_factors: Sequence[float] | None,
) -> Array:
    sizes, scales = _sizes(input, output_size, scale_factors)
    return upsample_bilinear2d(input, sizes, align_corners, *scales)


@operator("upsample_linear1d")
def upsample_linear1d(
    self: Array, output_size: Sequence[int], align_corners: bool, scales: float | None = None
) -> Array:
    wider = self.astype(np.float64)
    return _linear(wider, self.ndim - 1, output_size[0], align_corners, scales).astype(self.dtype)
