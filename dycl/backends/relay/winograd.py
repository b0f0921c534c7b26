"""3×3 convolutions by Winograd's algorithm, F(4×4, 3×3): a quarter of the multiplications.

An output of 4×4 pixels is computed from 6×6 inputs ``d`` and the kernel ``g`` as

    A^T ((G g G^T) * (B^T d B)) A

(Lavin, Gray: "Fast Algorithms for Convolutional Neural Networks", arXiv 1509.09308). ``*`` goes
element by element; over all channels it is 36 matrix products. G g G^T depends on weights alone, so
that it is computed while packaging. The matrices come from polynomials at the points 0, ±3/4, ±3/2
and infinity: with these, results differ from exact ones by about as much as those of a direct
convolution, with the usual 0, ±1, ±2 by four times as much (compare Barabasz et al.: "Error
Analysis and Improving the Accuracy of Winograd Convolution for Deep Neural Networks", arXiv
1803.10986).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from dycl.backends.relay.tiles import rows_of_a_task, schedule_of, tile_in_registers, unroll

TILE = 4
"""Pixels of output, in each direction, that are computed together."""

_PATCH = 6
_NEAR, _FAR = 0.75, 1.5

_TILES_PER_TASK = 64
"""They share what is read of the kernel."""

Rows = Callable[[int], Any]
"""Element number i of a vector that is transformed, as an expression."""


def kernel_transform() -> np.ndarray[Any, np.dtype[np.float64]]:
    """G: 6×3."""
    points = [0.0, _NEAR, -_NEAR, _FAR, -_FAR]
    rows: list[list[float]] = []
    for point in points:
        scale = np.prod([point - other for other in points if other != point])
        rows.append([float(point**power / scale) for power in range(3)])
    return np.array([*rows, [0.0, 0.0, 1.0]])


def _input_rows(d: Rows) -> list[Any]:
    """B^T times a vector of six."""
    near, far = _NEAR**2, _FAR**2
    even_near, odd_near = d(4) - far * d(2), _NEAR * (d(3) - far * d(1))
    even_far, odd_far = d(4) - near * d(2), _FAR * (d(3) - near * d(1))
    return [
        d(4) - (near + far) * d(2) + near * far * d(0),
        even_near + odd_near,
        even_near - odd_near,
        even_far + odd_far,
        even_far - odd_far,
        d(5) - (near + far) * d(3) + near * far * d(1),
    ]


def _output_rows(m: Rows) -> list[Any]:
    """A^T times a vector of six."""
    sums = m(1) + m(2), m(3) + m(4)
    differences = m(1) - m(2), m(3) - m(4)
    return [
        m(0) + sums[0] + sums[1],
        _NEAR * differences[0] + _FAR * differences[1],
        _NEAR**2 * sums[0] + _FAR**2 * sums[1],
        _NEAR**3 * differences[0] + _FAR**3 * differences[1] + m(5),
    ]


def packed_kernel(kernel: Any, shape: Sequence[int], block: int) -> Any:
    """A Relay expression: ``kernel`` of ``shape``, OIHW, float32, for :func:`convolution`."""
    relay: Any = importlib.import_module("tvm.relay")
    outputs, inputs = shape[:2]
    g = kernel_transform()
    both = relay.const(np.kron(g, g))
    flat = relay.cast(relay.reshape(kernel, (outputs * inputs, 9)), "float64")
    transformed = relay.cast(relay.nn.dense(flat, both), "float32")
    blocks = relay.reshape(transformed, (outputs // block, block, inputs, _PATCH**2))
    return relay.transpose(blocks, (3, 0, 2, 1))


def convolution(data: Any, kernel: Any, padding: Sequence[int]) -> Any:
    """The convolution of ``data``, N×C/c×H×W×c, as a tensor expression: N×O/o×H×W×o.

    ``kernel`` is 36×O/o×C×o, ``padding`` is top, left, bottom, right. Height and width of the
    result must be multiples of 4.
    """
    te: Any = importlib.import_module("tvm.te")
    topi: Any = importlib.import_module("tvm.topi")
    n, chunks, height, width, block = (int(size) for size in data.shape)
    _, out_chunks, channels, out_block = (int(size) for size in kernel.shape)
    top, left, bottom, right = padding
    height, width = height + top + bottom - 2, width + left + right - 2
    tiles = n, height // TILE, width // TILE
    before, after = (0, 0, top, left, 0), (0, 0, bottom, right, 0)
    padded = topi.nn.pad(data, before, after, name="padded")

    # Each of the two transforms goes over rows, then over columns.
    def column(b: Any, y: Any, x: Any, c: Any, i: Any, j: Any, v: Any) -> Any:
        return _row(i, _input_rows(lambda k: padded[b, c, y * TILE + k, x * TILE + j, v]))

    shape = (*tiles, chunks, _PATCH, _PATCH, block)
    columns = te.compute(shape, column, name="columns")

    def patch(b: Any, y: Any, i: Any, j: Any, c: Any, x: Any, v: Any) -> Any:
        return _row(j, _input_rows(lambda k: columns[b, y, x, c, i, k, v]))

    shape = (n, tiles[1], _PATCH, _PATCH, chunks, tiles[2], block)
    patches = te.compute(shape, patch, name="patches")
    channel = te.reduce_axis((0, channels), "channel")

    def product(b: Any, y: Any, i: Any, j: Any, o: Any, x: Any, v: Any) -> Any:
        d = patches[b, y, i, j, channel // block, x, channel % block]
        return te.sum(d * kernel[i * _PATCH + j, o, channel, v], axis=channel)

    shape = (n, tiles[1], _PATCH, _PATCH, out_chunks, tiles[2], out_block)
    products = te.compute(shape, product, name="products")

    def column_sum(b: Any, y: Any, x: Any, o: Any, i: Any, j: Any, v: Any) -> Any:
        return _row(i, _output_rows(lambda k: products[b, y, k, j, o, x, v]))

    shape = (*tiles, out_chunks, TILE, _PATCH, out_block)
    sums = te.compute(shape, column_sum, name="sums")

    def pixel(b: Any, o: Any, y: Any, x: Any, v: Any) -> Any:
        rows = _output_rows(lambda k: sums[b, y // TILE, x // TILE, o, y % TILE, k, v])
        return _row(x % TILE, rows)

    shape = (n, out_chunks, height, width, out_block)
    return te.compute(shape, pixel, name="winograd", tag="winograd")


def _row(index: Any, rows: Sequence[Any]) -> Any:
    """The row called ``index``, which unrolling makes a constant, so that one of them is left."""
    tir: Any = importlib.import_module("tvm.tir")
    chosen = rows[-1]
    for number, row in reversed(list(enumerate(rows[:-1]))):
        chosen = tir.Select(index == number, row, chosen)
    return chosen


def schedule(results: Any) -> Any:
    """A schedule for a kernel that computes :func:`convolution`, and what is fused to it."""
    return schedule_of(results, ("winograd",), _schedule)


def _schedule(sch: Any, convolution: Any, result: Any) -> None:
    """``result`` is of the same shape.

    Some rows of tiles are one task for a thread, with all steps, so that what lies between them
    stays in its cache.
    """
    _, chunks, height, width, _ = (int(size) for size in convolution.shape)
    height, width = height // TILE, width // TILE
    rows = rows_of_a_task(height, width, _TILES_PER_TASK)
    (sums,) = convolution.op.input_tensors
    (products,) = sums.op.input_tensors
    patches, _ = products.op.input_tensors
    (columns,) = patches.op.input_tensors
    (padded,) = columns.op.input_tensors

    n, chunk, y, x, vector = sch[result].op.axis
    task, y = sch[result].split(y, factor=TILE * rows)
    y, inner_y = sch[result].split(y, factor=TILE)
    x, inner_x = sch[result].split(x, factor=TILE)
    sch[result].reorder(n, task, chunk, y, x, inner_y, inner_x, vector)
    task = sch[result].fuse(n, task)
    sch[result].parallel(task)
    unroll(sch[result], (inner_y, inner_x), vector)
    if convolution != result:
        sch[convolution].compute_at(sch[result], x)
        *_, inner_y, inner_x, vector = sch[convolution].op.axis
        unroll(sch[convolution], (inner_y, inner_x), vector)
    sch[sums].compute_at(sch[result], x)
    *_, i, j, vector = sch[sums].op.axis
    unroll(sch[sums], (i, j), vector)

    accumulated = sch.cache_write(products, "global")
    sch[products].compute_at(sch[result], task)
    n, y, i, j, chunk, x, vector = sch[products].op.axis
    together, across = tile_in_registers(chunks, width)
    chunk, inner_chunk = sch[products].split(chunk, factor=together)
    x, inner_x = sch[products].split(x, factor=across)
    sch[products].reorder(n, i, j, chunk, y, x, inner_chunk, inner_x, vector)
    unroll(sch[products], (inner_chunk, inner_x), vector)
    sch[accumulated].compute_at(sch[products], x)
    n, y, i, j, chunk, x, vector = sch[accumulated].op.axis
    (channel,) = sch[accumulated].op.reduce_axis
    channel, inner = sch[accumulated].split(channel, factor=int(padded.shape[-1]))
    sch[accumulated].reorder(n, i, j, channel, inner, chunk, y, x, vector)
    unroll(sch[accumulated], (chunk, x), vector)

    sch[patches].compute_at(sch[result], task)
    n, y, i, j, chunk, x, vector = sch[patches].op.axis
    sch[patches].reorder(n, y, chunk, x, i, j, vector)
    unroll(sch[patches], (i, j), vector)
    sch[columns].compute_at(sch[patches], x)
    *_, i, j, vector = sch[columns].op.axis
    unroll(sch[columns], (i, j), vector)
    sch[padded].compute_at(sch[result], task)
    sch[padded].vectorize(sch[padded].op.axis[-1])
