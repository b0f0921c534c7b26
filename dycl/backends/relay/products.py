"""Products of two matrices, on AVX2.

With weights, which are packed in advance, TVM's own schedule takes 4 rows of results in registers
instead of 8. In a batch, where the right matrix is computed too, a thread's task is 16 columns of a
product. It first copies these columns of the right matrix to lie side by side, in the order in
which they are read: in the matrix itself each number of a column is in another line of the cache,
or each of a row, where the matrix is transposed.
"""

from __future__ import annotations

import importlib
import math
from functools import cache
from typing import Any

from dycl.backends.relay.tiles import (
    BLOCK,
    is_avx2,
    schedule_of,
    static_shape,
    tile_in_registers,
    unroll,
)

ROWS = 4
"""Of each product in a batch, a multiple of this."""

_DENSE_ROWS = 8
"""Of a product with weights, a multiple of this."""

_MANY_MULTIPLICATIONS = 100_000
_MANY_DENSE_MULTIPLICATIONS = 1_000_000
"""From here on copying the operands costs less than it can save."""

_TAG = "batch_product"


def dense_tiles(target: Any, workload: Any) -> dict[str, list[int]] | None:
    """How AutoTVM's ``dense_pack.x86`` cuts its loops, None for TVM's way."""
    if workload[0] != "dense_pack.x86" or not is_avx2(target):
        return None
    (_, data, dtype), (_, weight, _) = workload[1:3]
    sizes = *data, *weight
    if dtype != "float32" or len(sizes) != 4 or not all(isinstance(size, int) for size in sizes):
        return None
    rows, channels, results = sizes[:3]
    if rows % _DENSE_ROWS or results % BLOCK:
        return None
    return {
        "tile_y": [rows // 8, 2, 4],
        "tile_x": [results // BLOCK, 1, BLOCK],
        "tile_k": [channels, 1],
        "tile_inner": [rows // 4, 4],
    }


def with_whole_tiles(function: Any, target: str) -> Any:
    """A type-checked Relay ``function``, on AVX2 its larger matrix products padded with zeros: with
    weights to multiples of 8 rows, in a batch of 4 rows and 16 columns.

    TVM computes as many rows together as a power of two that divides their number: of 197 tokens
    of a vision transformer, for instance, one.
    """
    tvm: Any = importlib.import_module("tvm")
    pattern: Any = importlib.import_module("tvm.relay.dataflow_pattern")
    if not is_avx2(tvm.target.Target(target)):
        return function
    return pattern.rewrite(_whole_tiles()(), function)


@cache
def _whole_tiles() -> Any:
    relay: Any = importlib.import_module("tvm.relay")
    pattern: Any = importlib.import_module("tvm.relay.dataflow_pattern")

    class WholeTiles(pattern.DFPatternCallback):
        def __init__(self) -> None:
            base: Any = super()
            base.__init__(rewrite_once=True)
            operator = pattern.is_op("nn.dense") | pattern.is_op("nn.batch_matmul")
            self.pattern = operator(pattern.wildcard(), pattern.wildcard())

        def callback(self, pre: Any, post: Any, node_map: Any) -> Any:
            left, right = (static_shape(each.checked_type) for each in pre.args)
            result = static_shape(pre.checked_type)
            is_batch = pre.op.name == "nn.batch_matmul"
            if not left or not right or not result or (is_batch and pre.attrs.transpose_a):
                return post
            tile, many = (
                ((ROWS, BLOCK), _MANY_MULTIPLICATIONS)
                if is_batch
                else ((_DENSE_ROWS, 1), _MANY_DENSE_MULTIPLICATIONS)
            )
            rows, columns = (-size % step for size, step in zip(result[-2:], tile, strict=True))
            if not rows + columns or result[-2] < tile[0] or math.prod(result) * left[-1] < many:
                return post
            axis = -1 if is_batch and not pre.attrs.transpose_b else -2
            operands = [
                _padded(post.args[0], left, -2, rows),
                _padded(post.args[1], right, axis, columns),
            ]
            product = relay.Call(post.op, operands, post.attrs)
            return relay.strided_slice(product, [0] * len(result), result)

    return WholeTiles


def _padded(value: Any, shape: tuple[int, ...], axis: int, missing: int) -> Any:
    """A Relay ``value`` of ``shape`` with so many zeros more along ``axis``."""
    relay: Any = importlib.import_module("tvm.relay")
    if not missing:
        return value
    width = [(0, 0)] * len(shape)
    width[axis] = (0, missing)
    return relay.nn.pad(value, width)


def product(left: Any, right: Any, is_transposed: bool) -> Any:
    """The products of ``left``, B×M×K, and ``right``, as a tensor expression: B×M×N.

    ``right`` is B×K×N, or B×N×K if ``is_transposed``; 16 divides N.
    """
    te: Any = importlib.import_module("tvm.te")
    batch, rows, inner = left.shape
    columns = right.shape[1 if is_transposed else 2]

    def packed_element(b: Any, c: Any, k: Any, v: Any) -> Any:
        column = c * BLOCK + v
        return right[b, column, k] if is_transposed else right[b, k, column]

    packed = te.compute((batch, columns // BLOCK, inner, BLOCK), packed_element, name="packed")
    k = te.reduce_axis((0, inner), "k")

    def element(b: Any, y: Any, x: Any) -> Any:
        return te.sum(left[b, y, k] * packed[b, x // BLOCK, k, x % BLOCK], axis=[k])

    return te.compute((batch, rows, columns), element, name="product", tag=_TAG)


def schedule(results: Any) -> Any:
    """A schedule for a kernel that computes such products, and what is fused to them."""
    return schedule_of(results, (_TAG,), _schedule)


def _schedule(sch: Any, product: Any, result: Any) -> None:
    """``result`` is of the same shape."""
    packed = next(each for each in product.op.input_tensors if each.op.name == "packed")
    # Results stay in registers until they are complete.
    tile = sch.cache_write(product, "global") if product == result else product
    together, _ = tile_in_registers(int(result.shape[1]), 1)

    b, y, x = sch[result].op.axis
    y, inner_y = sch[result].split(y, factor=together)
    x, vector = sch[result].split(x, factor=BLOCK)
    sch[result].reorder(b, x, y, inner_y, vector)
    task = sch[result].fuse(b, x)
    sch[result].parallel(task)
    unroll(sch[result], (inner_y,), vector)

    sch[tile].compute_at(sch[result], y)
    b, y, x = sch[tile].op.axis
    (k,) = sch[tile].op.reduce_axis
    sch[tile].reorder(b, k, y, x)
    unroll(sch[tile], (y,), x)

    sch[packed].compute_at(sch[result], task)
    sch[packed].vectorize(sch[packed].op.axis[-1])
