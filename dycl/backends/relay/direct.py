"""Convolutions as they are written down, ordinary and depthwise ones, on blocks of channels.

Some rows of the result are one task for a thread. It first copies what it reads of the data, with
the padding, to one place: in the data itself, blocks of channels of a pixel lie a power of two
apart, so that a cache can keep only a few of them.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

from dycl.backends.relay.tiles import rows_of_a_task, schedule_of, tile_in_registers, unroll

_PIXELS_PER_TASK = 32
"""They share what is read of the kernel."""

_DEPTHWISE_PIXELS_PER_TASK = 1024
"""They share the rows of the data between them."""


def convolution(
    data: Any, kernel: Any, strides: Sequence[int], padding: Sequence[int], dilation: Sequence[int]
) -> Any:
    """The convolution of ``data``, N×C/c×H×W×c, as a tensor expression: N×O/o×H×W×o.

    ``kernel`` is O/o×C/c×h×w×c×o, ``padding`` is top, left, bottom, right.
    """
    te: Any = importlib.import_module("tvm.te")
    packed = _packed(data, padding)
    channels, height, width, block = (kernel.shape[i] for i in (1, 2, 3, 4))
    axes = [
        te.reduce_axis((0, size), name)
        for size, name in zip((channels, height, width, block), "chwb", strict=True)
    ]

    def element(n: Any, o: Any, y: Any, x: Any, v: Any) -> Any:
        c, h, w, b = axes
        at = _position(y, h, strides[0], dilation[0]), _position(x, w, strides[1], dilation[1])
        return te.sum(packed[n, c, *at, b] * kernel[o, c, h, w, b, v], axis=axes)

    size = _result_size(packed, kernel, strides, dilation)
    shape = (data.shape[0], kernel.shape[0], *size, kernel.shape[5])
    return te.compute(shape, element, name="convolution", tag="convolution")


def depthwise_convolution(
    data: Any, kernel: Any, strides: Sequence[int], padding: Sequence[int], dilation: Sequence[int]
) -> Any:
    """The same where each channel has a kernel of its own: C/c×1×h×w×1×c."""
    te: Any = importlib.import_module("tvm.te")
    packed = _packed(data, padding)
    axes = [te.reduce_axis((0, kernel.shape[i]), name) for i, name in ((2, "h"), (3, "w"))]

    def element(n: Any, c: Any, y: Any, x: Any, v: Any) -> Any:
        h, w = axes
        at = _position(y, h, strides[0], dilation[0]), _position(x, w, strides[1], dilation[1])
        return te.sum(packed[n, c, *at, v] * kernel[c, 0, h, w, 0, v], axis=axes)

    size = _result_size(packed, kernel, strides, dilation)
    shape = (*data.shape[:2], *size, data.shape[4])
    return te.compute(shape, element, name="convolution", tag="depthwise_convolution")


def _packed(data: Any, padding: Sequence[int]) -> Any:
    """The data, with zeros around it."""
    te: Any = importlib.import_module("tvm.te")
    topi: Any = importlib.import_module("tvm.topi")
    if any(padding):
        top, left, bottom, right = padding
        return topi.nn.pad(data, (0, 0, top, left, 0), (0, 0, bottom, right, 0), name="packed")

    def element(n: Any, c: Any, y: Any, x: Any, v: Any) -> Any:
        return data[n, c, y, x, v]

    return te.compute(data.shape, element, name="packed")


def _position(result: Any, window: Any, stride: int, dilation: int) -> Any:
    return result * stride + window * dilation


def _result_size(
    packed: Any, kernel: Any, strides: Sequence[int], dilation: Sequence[int]
) -> list[int]:
    return [
        (int(packed.shape[2 + i]) - (int(kernel.shape[2 + i]) - 1) * dilation[i] - 1) // strides[i]
        + 1
        for i in (0, 1)
    ]


def schedule(results: Any) -> Any:
    """A schedule for a kernel that computes one of the convolutions, and what is fused to it."""
    return schedule_of(results, ("convolution", "depthwise_convolution"), _schedule)


def _schedule(sch: Any, convolution: Any, result: Any) -> None:
    """``result`` is of the same shape."""
    packed, _ = convolution.op.input_tensors
    is_depthwise = convolution.op.tag == "depthwise_convolution"
    # Results stay in registers until they are complete.
    tile = sch.cache_write(convolution, "global") if convolution == result else convolution
    _, chunks, height, width, _ = (int(size) for size in result.shape)
    pixels = _DEPTHWISE_PIXELS_PER_TASK if is_depthwise else _PIXELS_PER_TASK
    rows = rows_of_a_task(height, width, pixels)
    together, across = tile_in_registers(1 if is_depthwise else chunks, width)

    n, chunk, y, x, vector = sch[result].op.axis
    task, y = sch[result].split(y, factor=rows)
    chunk, inner_chunk = sch[result].split(chunk, factor=together)
    x, inner_x = sch[result].split(x, factor=across)
    if is_depthwise:
        sch[result].reorder(n, chunk, task, y, x, inner_chunk, inner_x, vector)
        task = sch[result].fuse(n, chunk, task)
    else:
        sch[result].reorder(n, task, chunk, y, x, inner_chunk, inner_x, vector)
        task = sch[result].fuse(n, task)
    sch[result].parallel(task)
    unroll(sch[result], (inner_chunk, inner_x), vector)

    sch[tile].compute_at(sch[result], x)
    n, chunk, y, x, vector = sch[tile].op.axis
    reduced = sch[tile].op.reduce_axis
    sch[tile].reorder(n, *reduced, chunk, y, x, vector)
    unroll(sch[tile], (reduced[-1], chunk, x) if is_depthwise else (chunk, x), vector)

    sch[packed].compute_at(sch[result], task)
    sch[packed].vectorize(sch[packed].op.axis[-1])
