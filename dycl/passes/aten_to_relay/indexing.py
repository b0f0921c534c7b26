"""Indexing with tensors.

PyTorch raises for an index out of bounds. Here it is clipped: memory is safe, but nothing is
raised.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from xdsl.dialects.builtin import i1, i32, i64
from xdsl.ir import SSAValue

from dycl.dialects.relay import broadcast_shapes
from dycl.passes.aten_to_relay.arithmetic import as_dtype
from dycl.passes.aten_to_relay.builder import (
    RelayBuilder,
    Unsupported,
    dtype_of,
    shape_of,
)
from dycl.passes.aten_to_relay.rule import Arguments, converts


def non_negative(relay: RelayBuilder, index: SSAValue, size: int) -> SSAValue:
    """Indices of an axis as i64, negative ones counted from its end."""
    if dtype_of(index) == i1:
        raise Unsupported("an index of booleans: the shape of the result depends on it")
    index = relay.cast(index, i64)
    is_negative = relay.compare("less", index, 0)
    return relay.where(is_negative, relay.add(index, size), index)


def clipped(relay: RelayBuilder, index: SSAValue, size: int) -> SSAValue:
    """Indices within an axis."""
    return relay.clamp(relay.cast(index, i64), 0, size - 1)


@converts("embedding")
def convert_embedding(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``embedding``."""
    return relay.take(op.tensor("weight"), op.tensor("indices"), 0)


@converts("index_select", widen=False)
def convert_index_select(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``index_select``."""
    x, index = op.tensor("self"), op.tensor("index")
    if not shape_of(x):
        return x
    index = relay.reshape(index, [math.prod(shape_of(index))])
    return relay.take(x, index, op.axis("dim", len(shape_of(x))))


@converts("gather", "take_along_dim")
def convert_gather(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``gather``, and ``take_along_dim``, which broadcasts."""
    x = op.tensor("self")
    if op.name == "take_along_dim":
        return _take_along_dim(relay, op, x)
    index = op.tensor("index")
    if not shape_of(x) or not shape_of(index):
        raise Unsupported("gather with 0-d tensors")
    return gather(relay, x, index, op.axis("dim", len(shape_of(x))))


def gather(relay: RelayBuilder, x: SSAValue, index: SSAValue, axis: int) -> SSAValue:
    """Elements of ``x`` with one coordinate from ``index``, whose other axes may be shorter."""
    for other, (mine, given) in enumerate(zip(shape_of(x), shape_of(index), strict=True)):
        if other != axis and given < mine:
            x = relay.slice(x, other, 0, given)
    index = clipped(relay, index, shape_of(x)[axis])
    return relay.call("gather", [x, index], {"axis": axis}, dtype_of(x), shape_of(index))


def _take_along_dim(relay: RelayBuilder, op: Arguments, x: SSAValue) -> SSAValue:
    index = op.tensor("indices")
    if not op.has("dim"):
        x = relay.reshape(x, [math.prod(shape_of(x))])
        index = relay.reshape(index, [math.prod(shape_of(index))])
        return gather(relay, x, non_negative(relay, index, shape_of(x)[0]), 0)
    axis = op.axis("dim", len(shape_of(x)))
    shape, index_shape = [*shape_of(x)], [*shape_of(index)]
    shape[axis] = index_shape[axis] = 1
    common = [*broadcast_shapes(shape, index_shape)]
    x = relay.broadcast_to(x, [*common[:axis], shape_of(x)[axis], *common[axis + 1 :]])
    index = relay.broadcast_to(index, [*common[:axis], shape_of(index)[axis], *common[axis + 1 :]])
    return gather(relay, x, non_negative(relay, index, shape_of(x)[axis]), axis)


@converts("index.Tensor", "_unsafe_index.Tensor", widen=False)
def convert_index(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``x[i, :, j]`` with tensors of integers, on the indexed axes flattened into one."""
    x = op.tensor("self")
    indices = op.optional_tensors("indices")
    axes = [axis for axis, index in enumerate(indices) if index is not None]
    given = [index for index in indices if index is not None]
    if not given:
        return x
    shape = shape_of(x)
    flat = _flat_index(relay, given, [shape[axis] for axis in axes])
    rest = [axis for axis in range(len(shape)) if axis not in axes]
    is_adjacent = axes == list(range(axes[0], axes[-1] + 1))
    # NumPy's rule: the new axes stand where adjacent ones were, and otherwise in front.
    position = axes[0] if is_adjacent else 0
    moved = relay.transpose(x, [*rest[:position], *axes, *rest[position:]])
    outer, inner = (
        [shape[axis] for axis in rest[:position]],
        [shape[axis] for axis in rest[position:]],
    )
    count = math.prod(shape[axis] for axis in axes)
    return relay.take(relay.reshape(moved, [*outer, count, *inner]), flat, position)


def _flat_index(relay: RelayBuilder, indices: Sequence[SSAValue], sizes: Sequence[int]) -> SSAValue:
    """One index into axes of these sizes taken as one, from an index for each."""
    flat: SSAValue | None = None
    for given, size in zip(indices, sizes, strict=True):
        index = clipped(relay, non_negative(relay, given, size), size)
        flat = index if flat is None else relay.add(relay.multiply(flat, size), index)
    assert flat is not None
    return flat


@converts(
    "scatter.src",
    "scatter.value",
    "scatter.reduce",
    "scatter.value_reduce",
    "scatter_add",
)
def convert_scatter(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``scatter`` and ``scatter_add``."""
    x, index = op.tensor("self"), op.tensor("index")
    if not shape_of(x) or not shape_of(index) or dtype_of(x) == i1:
        raise Unsupported("scatter of 0-d tensors or booleans")
    axis = op.axis("dim", len(shape_of(x)))
    if op.has("src"):
        source = op.tensor("src")
        for other, size in enumerate(shape_of(index)):
            source = relay.slice(source, other, 0, size)
    else:
        value = as_dtype(relay, op.operand("value"), dtype_of(x))
        source = relay.full_of(value, shape_of(index))
    if op.name == "scatter_add":
        reduction = "add"
    else:
        reduction = {"": "update", "add": "add", "multiply": "mul"}[
            op.text("reduce") if op.has("reduce") else ""
        ]
    attrs = {"axis": axis, "reduction": reduction}
    index = clipped(relay, index, shape_of(x)[axis])
    arguments = [x, index, source]
    return relay.call("scatter_elements", arguments, attrs, dtype_of(x), shape_of(x))


@converts("select_scatter", "slice_scatter", widen=False)
def convert_slice_scatter(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``select_scatter`` and ``slice_scatter``: ``x`` with a part of an axis replaced."""
    x, source = op.tensor("self"), op.tensor("src")
    shape = shape_of(x)
    axis = op.axis("dim", len(shape))
    if op.name == "select_scatter":
        source = relay.expand_dims(source, axis)
        start = op.integer("index") % shape[axis]
        positions = range(start, start + 1)
    else:
        start, end = (op.integer(name) if op.has(name) else None for name in ("start", "end"))
        positions = range(*slice(start, end, op.integer("step")).indices(shape[axis]))
    sources = [0] * shape[axis]
    is_replaced = [False] * shape[axis]
    for number, position in enumerate(positions):
        sources[position], is_replaced[position] = number, True
    spread = relay.take(source, relay.constant(sources, i32, [shape[axis]]), axis)
    mask_shape = [shape[axis], *[1] * (len(shape) - axis - 1)]
    mask = relay.constant(is_replaced, i1, mask_shape)
    return relay.where(mask, relay.cast(spread, dtype_of(x)), x)
