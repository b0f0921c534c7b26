"""Convolutions and pooling: everything that slides a window over an image."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Sequence
from functools import partial, wraps
from typing import Any

import numpy as np

from dycl.runtime.operators.registry import Array, category, operator, wide

Ints = int | Sequence[int]


def _each(value: Ints, rank: int) -> tuple[int, ...]:
    """One number for each of ``rank`` spatial dimensions."""
    values = (value,) if isinstance(value, int) else tuple(value)
    return values * rank if len(values) == 1 else values


def _windows(
    image: Array, size: Sequence[int], stride: Sequence[int], dilation: Sequence[int]
) -> Array:
    """A view of all windows: (…, *positions, *size)."""
    rank = len(size)
    spans = [d * (s - 1) + 1 for s, d in zip(size, dilation, strict=True)]
    last = tuple(range(image.ndim - rank, image.ndim))
    view: Array = np.lib.stride_tricks.sliding_window_view(image, spans, last)  # pyright: ignore
    steps = [slice(None, None, step) for step in (*stride, *dilation)]
    return view[(..., *steps)]


def _padded(image: Array, before: Sequence[int], after: Sequence[int], fill: Any = 0) -> Array:
    if not any(before) and not any(after):
        return image
    pairs = [(0, 0)] * (image.ndim - len(before)) + list(zip(before, after, strict=True))
    return np.pad(image, pairs, constant_values=np.asarray(fill, image.dtype))


def _convolve(
    image: Array,
    weight: Array,
    bias: Array | None,
    stride: Ints,
    padding: tuple[Sequence[int], Sequence[int]],
    dilation: Ints,
    groups: int,
) -> Array:
    """As a matrix product over windows ("im2col"), for each group."""
    rank = weight.ndim - 2
    batched = image if image.ndim == rank + 2 else image[None]
    dtype = image.dtype
    padded = _padded(batched.astype(wide(dtype), copy=False), *padding)
    windows = _windows(padded, weight.shape[2:], _each(stride, rank), _each(dilation, rank))
    positions = windows.shape[2 : 2 + rank]
    count, channels = windows.shape[:2]
    inputs, outputs = channels // groups, weight.shape[0] // groups
    # (count, groups, positions, inputs x window)
    columns = np.moveaxis(
        windows.reshape(count, groups, inputs, *windows.shape[2:]), 2, 2 + rank
    ).reshape(count, groups, math.prod(positions), math.prod(weight.shape[1:]))
    kernels = weight.reshape(groups, outputs, -1).astype(columns.dtype, copy=False)
    product = np.matmul(columns, np.swapaxes(kernels, -1, -2))
    result = np.moveaxis(product, -1, 2).reshape(count, groups * outputs, *positions)
    if bias is not None:
        result = result + bias.reshape(-1, *(1,) * rank)
    result = result.astype(dtype, copy=False)
    return result if image.ndim == rank + 2 else result[0]


@operator("conv1d", "conv2d", "conv3d")
def conv(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride: Ints = 1,
    padding: Ints = 0,
    dilation: Ints = 1,
    groups: int = 1,
) -> Array:
    sides = _each(padding, weight.ndim - 2)
    return _convolve(input, weight, bias, stride, (sides, sides), dilation, groups)


@operator("conv1d.padding", "conv2d.padding", "conv3d.padding")
def conv_padding(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride: Ints = 1,
    padding: str = "valid",
    dilation: Ints = 1,
    groups: int = 1,
) -> Array:
    rank = weight.ndim - 2
    total = [
        d * (size - 1) if padding == "same" else 0
        for d, size in zip(_each(dilation, rank), weight.shape[2:], strict=True)
    ]
    before = [each // 2 for each in total]
    after = [each - half for each, half in zip(total, before, strict=True)]
    return _convolve(input, weight, bias, stride, (before, after), dilation, groups)


@operator("conv_transpose1d", "conv_transpose2d.input", "conv_transpose3d.input")
def conv_transpose(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride: Ints = 1,
    padding: Ints = 0,
    output_padding: Ints = 0,
    groups: int = 1,
    dilation: Ints = 1,
) -> Array:
    rank = weight.ndim - 2
    steps, spread = _each(stride, rank), _each(dilation, rank)
    batched = input if input.ndim == rank + 2 else input[None]
    sizes = [(size - 1) * step + 1 for size, step in zip(batched.shape[2:], steps, strict=True)]
    stretched = np.zeros((*batched.shape[:2], *sizes), batched.dtype)
    stretched[(..., *(slice(None, None, step) for step in steps))] = batched
    edges = [
        d * (size - 1) - side
        for d, size, side in zip(spread, weight.shape[2:], _each(padding, rank), strict=True)
    ]
    extra = _each(output_padding, rank)
    crop = [max(-edge, 0) for edge in edges]
    after = [edge + more for edge, more in zip(edges, extra, strict=True)]
    kept = tuple(
        slice(cut, size - max(-end, 0)) for cut, size, end in zip(crop, sizes, after, strict=True)
    )
    stretched = stretched[(..., *kept)]
    sides = [max(edge, 0) for edge in edges], [max(edge, 0) for edge in after]
    # The kernel mirrored, its input and output channels exchanged within each group.
    inputs, outputs = weight.shape[0] // groups, weight.shape[1]
    mirrored = np.flip(weight, tuple(range(2, weight.ndim)))
    kernels = mirrored.reshape(groups, inputs, outputs, *weight.shape[2:]).swapaxes(1, 2)
    kernels = kernels.reshape(groups * outputs, inputs, *weight.shape[2:])
    result = _convolve(stretched, kernels, bias, 1, sides, dilation, groups)
    return result if input.ndim == rank + 2 else result[0]


@operator("convolution")
def convolution(
    input: Array,
    weight: Array,
    bias: Array | None,
    stride: Ints,
    padding: Ints,
    dilation: Ints,
    transposed: bool,
    output_padding: Ints,
    groups: int,
) -> Array:
    if transposed:
        return conv_transpose(
            input, weight, bias, stride, padding, output_padding, groups, dilation
        )
    return conv(input, weight, bias, stride, padding, dilation, groups)


def _pool_sizes(
    image: Array,
    size: Ints,
    stride: Ints,
    padding: Ints,
    dilation: Ints,
    ceil_mode: bool,
    rank: int,
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], tuple[int, ...], list[int]]:
    """Window, stride, padding, dilation and, for each dimension, the number of windows."""
    window = _each(size, rank)
    steps = window if not isinstance(stride, int) and len(stride) == 0 else _each(stride, rank)
    sides, spread = _each(padding, rank), _each(dilation, rank)
    counts: list[int] = []
    for i, length in enumerate(image.shape[image.ndim - rank :]):
        free = length + 2 * sides[i] - spread[i] * (window[i] - 1) - 1
        count = (-(-free // steps[i]) if ceil_mode else free // steps[i]) + 1
        # A window that would start in the padding at the end does not count.
        if ceil_mode and (count - 1) * steps[i] >= length + sides[i]:
            count -= 1
        counts.append(count)
    return window, steps, sides, spread, counts


def _pool_windows(
    image: Array,
    sizes: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], tuple[int, ...], list[int]],
    fill: Any,
) -> Array:
    window, steps, sides, spread, counts = sizes
    lengths = image.shape[image.ndim - len(window) :]
    after = [
        max((n - 1) * s + d * (w - 1) + 1 - length - p, 0)
        for n, s, d, w, length, p in zip(counts, steps, spread, window, lengths, sides, strict=True)
    ]
    windows = _windows(_padded(image, sides, after, fill), window, steps, spread)
    return windows[(..., *map(slice, counts), *(slice(None),) * len(window))]


def _lowest(dtype: np.dtype[Any]) -> Any:
    return -np.inf if category(dtype) == 2 else np.iinfo(dtype).min


def _max_pool(
    rank: int,
    self: Array,
    kernel_size: Ints,
    stride: Ints = (),
    padding: Ints = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
) -> Array:
    sizes = _pool_sizes(self, kernel_size, stride, padding, dilation, ceil_mode, rank)
    windows = _pool_windows(self, sizes, _lowest(self.dtype))
    return windows.max(tuple(range(-rank, 0)))


def _max_pool_with_indices(
    rank: int,
    self: Array,
    kernel_size: Ints,
    stride: Ints = (),
    padding: Ints = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
) -> tuple[Array, Array]:
    sizes = _pool_sizes(self, kernel_size, stride, padding, dilation, ceil_mode, rank)
    windows = _pool_windows(self, sizes, _lowest(self.dtype))
    spatial = self.shape[self.ndim - rank :]
    numbers = np.arange(math.prod(spatial)).reshape(spatial)
    places = _pool_windows(numbers, sizes, -1)
    flat = windows.reshape(*windows.shape[:-rank], -1)
    # The padding must not win against elements that are as low.
    allowed = places.reshape(*places.shape[:-rank], -1) >= 0
    ranked = np.where(allowed, flat, np.asarray(_lowest(self.dtype), self.dtype))
    best: Array = np.argmax(ranked, -1, keepdims=True)
    first = np.argmax(allowed, -1, keepdims=True)
    best = np.where(np.take_along_axis(np.broadcast_to(allowed, flat.shape), best, -1), best, first)
    indices = np.broadcast_to(places.reshape(*places.shape[:-rank], -1), flat.shape)
    return (
        np.take_along_axis(flat, best, -1)[..., 0],
        np.take_along_axis(indices, best, -1)[..., 0],
    )


def _avg_pool(
    rank: int,
    self: Array,
    kernel_size: Ints,
    stride: Ints = (),
    padding: Ints = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> Array:
    sizes = _pool_sizes(self, kernel_size, stride, padding, 1, ceil_mode, rank)
    over = tuple(range(-rank, 0))
    total = _pool_windows(self.astype(wide(self.dtype), copy=False), sizes, 0).sum(over)
    if divisor_override is not None:
        return (total / divisor_override).astype(self.dtype)
    ones = np.ones(self.shape[self.ndim - rank :], total.dtype)
    if count_include_pad:
        sides = sizes[2]
        ones = _padded(ones, sides, sides, 1)
        sizes = (*sizes[:2], (0,) * rank, *sizes[3:])
    return (total / _pool_windows(ones, sizes, 0).sum(over)).astype(self.dtype)


def _for_each_rank(function: Callable[..., Any], name: str) -> None:
    """Register ``function`` for one to three spatial dimensions, its first argument."""
    for rank in (1, 2, 3):
        pool = wraps(function)(partial(function, rank))
        pool.__name__ = name.format(rank)
        parameters = list(inspect.signature(function).parameters.values())[1:]
        pool.__signature__ = inspect.Signature(parameters)  # pyright: ignore[reportAttributeAccessIssue]
        operator(name.format(rank))(pool)


_for_each_rank(_max_pool, "max_pool{}d")
_for_each_rank(_max_pool_with_indices, "max_pool{}d_with_indices")
_for_each_rank(_avg_pool, "avg_pool{}d")


def _max_unpool(self: Array, indices: Array, output_size: Sequence[int]) -> Array:
    rank = len(output_size)
    lead = self.shape[: self.ndim - rank]
    count = math.prod(output_size)
    if self.shape != indices.shape:
        raise RuntimeError("the elements to put back and their places differ in shape")
    places = indices.reshape(math.prod(lead), -1)
    if places.size and (places.min() < 0 or places.max() >= count):
        raise RuntimeError(f"a place to put a maximum back is outside of 0 to {count - 1}")
    result = np.zeros((math.prod(lead), count), self.dtype)
    np.put_along_axis(result, places, self.reshape(places.shape), 1)
    return result.reshape(*lead, *output_size)


@operator("max_unpool2d")
def max_unpool2d(self: Array, indices: Array, output_size: Sequence[int]) -> Array:
    return _max_unpool(self, indices, output_size)


@operator("max_unpool3d")
def max_unpool3d(
    self: Array, indices: Array, output_size: Sequence[int], stride: Ints, padding: Ints
) -> Array:
    return _max_unpool(self, indices, output_size)


def _adaptive_bounds(length: int, count: int) -> list[tuple[int, int]]:
    return [(i * length // count, -(-(i + 1) * length // count)) for i in range(count)]


def _adaptive(self: Array, output_size: Sequence[int | None], function: Any) -> Array:
    """Pool one dimension after the other: right for maxima, and for means of equal windows."""
    result = self
    for offset, count in enumerate(output_size):
        axis = self.ndim - len(output_size) + offset
        if count is None:
            continue
        pieces = [
            function(result.take(range(*bounds), axis), axis)
            for bounds in _adaptive_bounds(self.shape[axis], count)
        ]
        result = np.stack(pieces, axis) if pieces else result.take([], axis)
    return result


@operator(
    "adaptive_avg_pool1d", "adaptive_avg_pool2d", "adaptive_avg_pool3d", "_adaptive_avg_pool2d",
    "_adaptive_avg_pool3d",
)  # fmt: skip
def adaptive_avg_pool(self: Array, output_size: Sequence[int]) -> Array:
    if min(output_size) < 0:
        sizes = ", ".join(map(str, output_size))
        raise RuntimeError(
            f"adaptive_avg_pool{len(output_size)}d: elements of output_size must be greater than "
            f"or equal to 0 but received {{{sizes}}}"
        )
    wider = self.astype(wide(self.dtype), copy=False)
    return _adaptive(wider, output_size, np.mean).astype(self.dtype)


@operator("adaptive_max_pool1d", "adaptive_max_pool2d", "adaptive_max_pool3d")
def adaptive_max_pool(self: Array, output_size: Sequence[int]) -> tuple[Array, Array]:
    rank = len(output_size)
    spatial = self.shape[self.ndim - rank :]
    numbers = np.arange(math.prod(spatial)).reshape(spatial)
    lead = self.shape[: self.ndim - rank]
    values: Array = np.empty((*lead, *output_size), self.dtype)
    indices: Array = np.empty((*lead, *output_size), np.int64)
    bounds = [_adaptive_bounds(n, count) for n, count in zip(spatial, output_size, strict=True)]
    positions: list[tuple[int, ...]] = list(np.ndindex(*output_size))
    for position in positions:
        cut: tuple[Any, ...] = tuple(
            slice(*bounds[axis][place]) for axis, place in enumerate(position)
        )
        window: Array = self[(..., *cut)].reshape(*lead, -1)
        best: Array = np.argmax(window, -1)
        values[(..., *position)] = np.take_along_axis(window, best[..., None], -1)[..., 0]
        indices[(..., *position)] = numbers[cut].reshape(-1)[best]
    return values, indices
