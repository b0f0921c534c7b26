"""Resizing of images."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from dycl.runtime.operators.registry import Array, operator


def _nearest(length: int, count: int, scale: float | None, first: float = 0.0) -> Array:
    """Which element each of ``count`` takes; ``first`` is where in its part of the input."""
    step = 1 / scale if scale else length / count
    places = (np.arange(count, dtype=np.float32) + np.float32(first)) * np.float32(step)
    return np.minimum(np.floor(places).astype(np.int64), length - 1)


@operator("upsample_nearest1d")
def upsample_nearest1d(
    self: Array, output_size: Sequence[int], scales: float | None = None
) -> Array:
    return self[..., _nearest(self.shape[-1], output_size[0], scales)]


def _nearest2d(
    x: Array, output_size: Sequence[int], scales: Sequence[float | None], first: float
) -> Array:
    rows, columns = (
        _nearest(length, count, scale, first)
        for length, count, scale in zip(x.shape[-2:], output_size, scales, strict=True)
    )
    return x[..., rows[:, None], columns]


@operator("upsample_nearest2d")
def upsample_nearest2d(
    self: Array,
    output_size: Sequence[int],
    scales_h: float | None = None,
    scales_w: float | None = None,
) -> Array:
    return _nearest2d(self, output_size, (scales_h, scales_w), 0.0)


@operator("_upsample_nearest_exact2d")
def upsample_nearest_exact2d(
    self: Array,
    output_size: Sequence[int],
    scales_h: float | None = None,
    scales_w: float | None = None,
) -> Array:
    return _nearest2d(self, output_size, (scales_h, scales_w), 0.5)


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


@operator("_upsample_nearest_exact2d.vec")
def upsample_nearest_exact2d_vec(
    input: Array, output_size: Sequence[int] | None, scale_factors: Sequence[float] | None
) -> Array:
    sizes, scales = _sizes(input, output_size, scale_factors)
    return upsample_nearest_exact2d(input, sizes, *scales)


def _sources(length: int, count: int, align_corners: bool, scale: float | None) -> Array:
    """Where in the input each of ``count`` elements lies."""
    places = np.arange(count)
    if align_corners:
        return places * ((length - 1) / (count - 1) if count > 1 else 0.0)
    return (places + 0.5) * (1 / scale if scale else length / count) - 0.5


def _linear(x: Array, axis: int, count: int, align_corners: bool, scale: float | None) -> Array:
    length = x.shape[axis]
    source = np.maximum(_sources(length, count, align_corners, scale), 0)
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


@operator("upsample_linear1d")
def upsample_linear1d(
    self: Array, output_size: Sequence[int], align_corners: bool, scales: float | None = None
) -> Array:
    wider = self.astype(np.float64)
    return _linear(wider, self.ndim - 1, output_size[0], align_corners, scales).astype(self.dtype)


def _cubic_weights(share: Array) -> list[Array]:
    """How much each of the four elements around a place counts, ``share`` after the second.

    Source: Keys, "Cubic convolution interpolation for digital image processing", IEEE Transactions
    on Acoustics, Speech, and Signal Processing 29(6), 1981, with a = -0.75 as in PyTorch.
    """
    a = -0.75

    def near(x: Array) -> Array:
        return ((a + 2) * x - (a + 3)) * x * x + 1

    def far(x: Array) -> Array:
        return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a

    return [far(share + 1), near(share), near(1 - share), far(2 - share)]


def _cubic(x: Array, axis: int, count: int, align_corners: bool, scale: float | None) -> Array:
    length = x.shape[axis]
    source = _sources(length, count, align_corners, scale)
    low = np.minimum(np.floor(source).astype(np.int64), length - 1)
    shape = [1] * x.ndim
    shape[axis] = count
    result = np.zeros(())
    for offset, weight in zip(range(-1, 3), _cubic_weights(source - low), strict=True):
        elements = np.take(x, np.clip(low + offset, 0, length - 1), axis)
        result = result + elements * weight.reshape(shape)
    return result


@operator("upsample_bicubic2d")
def upsample_bicubic2d(
    self: Array,
    output_size: Sequence[int],
    align_corners: bool,
    scales_h: float | None = None,
    scales_w: float | None = None,
) -> Array:
    x = _cubic(self.astype(np.float64), self.ndim - 2, output_size[0], align_corners, scales_h)
    return _cubic(x, self.ndim - 1, output_size[1], align_corners, scales_w).astype(self.dtype)


@operator("upsample_linear1d.vec")
def upsample_linear1d_vec(
    input: Array,
    output_size: Sequence[int] | None,
    align_corners: bool,
    scale_factors: Sequence[float] | None,
) -> Array:
    sizes, scales = _sizes(input, output_size, scale_factors)
    return upsample_linear1d(input, sizes, align_corners, *scales)


@operator("upsample_bilinear2d.vec")
def upsample_bilinear2d_vec(
    input: Array,
    output_size: Sequence[int] | None,
    align_corners: bool,
    scale_factors: Sequence[float] | None,
) -> Array:
    sizes, scales = _sizes(input, output_size, scale_factors)
    return upsample_bilinear2d(input, sizes, align_corners, *scales)


@operator("upsample_bicubic2d.vec")
def upsample_bicubic2d_vec(
    input: Array,
    output_size: Sequence[int] | None,
    align_corners: bool,
    scale_factors: Sequence[float] | None,
) -> Array:
    sizes, scales = _sizes(input, output_size, scale_factors)
    return upsample_bicubic2d(input, sizes, align_corners, *scales)
