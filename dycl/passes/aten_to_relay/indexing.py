"""Indexing with tensors.

PyTorch raises for an index out of bounds. The pass ``check-indices`` has made that explicit; here
such an index is clipped, so that memory is safe.
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
    is_float,
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
        return gather(relay, x, _wrapped(relay, index, shape_of(x)[0]), 0)
    axis = op.axis("dim", len(shape_of(x)))
    shape, index_shape = [*shape_of(x)], [*shape_of(index)]
    shape[axis] = index_shape[axis] = 1
    common = [*broadcast_shapes(shape, index_shape)]
    x = relay.broadcast_to(x, [*common[:axis], shape_of(x)[axis], *common[axis + 1 :]])
    index = relay.broadcast_to(index, [*common[:axis], shape_of(index)[axis], *common[axis + 1 :]])
    return gather(relay, x, _wrapped(relay, index, shape_of(x)[axis]), axis)


def _wrapped(relay: RelayBuilder, index: SSAValue, size: int) -> SSAValue:
    """Indices as PyTorch takes them along a dimension: modulo its size."""
    return relay.binary("floor_mod", relay.cast(index, i64), size)


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


@converts("scatter_reduce.two")
def convert_scatter_reduce(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``scatter_reduce``, but for the mean."""
    x, index, source = op.tensor("self"), op.tensor("index"), op.tensor("src")
    reduction = op.text("reduce")
    if not shape_of(x) or not shape_of(index) or dtype_of(x) == i1 or reduction == "mean":
        raise Unsupported("a mean, or scatter_reduce of 0-d tensors or booleans")
    axis = op.axis("dim", len(shape_of(x)))
    for other, size in enumerate(shape_of(index)):
        source = relay.slice(source, other, 0, size)
    index = clipped(relay, index, shape_of(x)[axis])
    is_ordered = reduction in ("amax", "amin") and is_float(dtype_of(x))
    if is_ordered:  # Relay's maximum skips NaN
        x, source = relay.ordered_bits(x), relay.ordered_bits(source)
    if not op.flag("include_self"):
        neutral = {"sum": 0, "prod": 1}.get(reduction)
        if neutral is None:
            x = _scattered(relay, x, index, source, axis, "update")
        else:
            neutrals = relay.full(neutral, dtype_of(x), shape_of(index))
            x = _scattered(relay, x, index, neutrals, axis, "update")
    callee = {"sum": "add", "prod": "mul", "amax": "max", "amin": "min"}[reduction]
    if is_ordered and callee == "min":
        # NaN is the greatest of the integers and wins nevertheless.
        raise Unsupported("scatter_reduce of amin")
    result = _scattered(relay, x, index, source, axis, callee)
    return relay.from_ordered_bits(result) if is_ordered else result


def _scattered(
    relay: RelayBuilder,
    x: SSAValue,
    index: SSAValue,
    source: SSAValue,
    axis: int,
    reduction: str,
) -> SSAValue:
    """``x`` with elements of ``source`` at the places that ``index`` says along an axis."""
    attrs = {"axis": axis, "reduction": reduction}
    return relay.call("scatter_elements", [x, index, source], attrs, dtype_of(x), shape_of(x))


@converts("index_add", "index_copy", "index_fill.int_Scalar", "index_fill.int_Tensor")
def convert_index_add(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``index_add``, ``index_copy`` and ``index_fill``."""
    x = op.tensor("self")
    shape = shape_of(x)
    if not shape or dtype_of(x) == i1:
        raise Unsupported(f"{op.name} of 0-d tensors or booleans")
    axis = op.axis("dim", len(shape))
    index = op.tensor("index")
    index = clipped(relay, non_negative(relay, index, shape[axis]), shape[axis])
    count = math.prod(shape_of(index))
    part = [*shape[:axis], count, *shape[axis + 1 :]]
    index = relay.reshape(index, [count, *[1] * (len(shape) - axis - 1)])
    if op.name.startswith("index_fill"):
        value = as_dtype(relay, op.operand("value"), dtype_of(x))
        source = relay.full_of(value, part)
    else:
        source = relay.reshape(relay.cast(op.tensor("source"), dtype_of(x)), part)
    if op.name == "index_add" and (alpha := op.number("alpha")) != 1:
        source = relay.multiply(source, as_dtype(relay, alpha, dtype_of(x)))
    reduction = "add" if op.name == "index_add" else "update"
    return _scattered(relay, x, relay.broadcast_to(index, part), source, axis, reduction)


@converts("index_put")
def convert_index_put(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``x[i, :, j] = values`` or ``+=`` with tensors of integers, or ``x[mask] = value``."""
    x, values = op.tensor("self"), op.tensor("values")
    indices = op.optional_tensors("indices")
    axes = [axis for axis, index in enumerate(indices) if index is not None]
    given = [index for index in indices if index is not None]
    shape = shape_of(x)
    if len(given) == 1 and dtype_of(given[0]) == i1:
        values = relay.cast(values, dtype_of(x))
        return _put_under_mask(relay, x, given[0], axes[0], values, op.flag("accumulate"))
    if not given or dtype_of(x) == i1:
        raise Unsupported("index_put of booleans or without an index")
    sizes = [shape[axis] for axis in axes]
    flat = _flat_index(relay, given, sizes)
    places = shape_of(flat)
    rest = [axis for axis in range(len(shape)) if axis not in axes]
    outer = [shape[axis] for axis in rest]
    is_adjacent = axes == list(range(axes[0], axes[-1] + 1))
    position = axes[0] if is_adjacent else 0
    whole = [*outer[:position], *places, *outer[position:]]
    values = relay.broadcast_to(relay.cast(values, dtype_of(x)), whole)
    # The indexed axes in front, as one axis.
    moved = range(position, position + len(places))
    others = [axis for axis in range(len(whole)) if axis not in moved]
    values = relay.transpose(values, [*moved, *others])
    count, inner = math.prod(places), math.prod(outer)
    values = relay.reshape(values, [count, inner])
    flat = relay.broadcast_to(relay.reshape(flat, [count, 1]), [count, inner])
    order = [*axes, *rest]
    turned = relay.transpose(x, order)
    matrix = relay.reshape(turned, [math.prod(sizes), inner])
    reduction = "add" if op.flag("accumulate") else "update"
    matrix = _scattered(relay, matrix, flat, values, 0, reduction)
    result = relay.reshape(matrix, shape_of(turned))
    return relay.transpose(result, [order.index(axis) for axis in range(len(order))])


def _put_under_mask(
    relay: RelayBuilder,
    x: SSAValue,
    mask: SSAValue,
    axis: int,
    values: SSAValue,
    is_added: bool,
) -> SSAValue:
    """``x`` with ``values`` where a mask holds, whose axes are those of ``x`` from ``axis`` on.

    The places make one axis of what is put there; all get the same if that has one element.
    """
    width = len(shape_of(mask))
    inner = len(shape_of(x)) - axis - width
    sizes = shape_of(values)
    place = len(sizes) - inner - 1
    if place >= 0:
        if sizes[place] != 1:
            raise Unsupported("index_put of another value at each place of a mask")
        values = relay.reshape(values, [*sizes[:place], *[1] * width, *sizes[place + 1 :]])
    mask = relay.reshape(mask, [*shape_of(mask), *[1] * inner])
    if is_added:
        sum_of = "logical_or" if dtype_of(x) == i1 else "add"
        values = relay.binary(sum_of, x, values)
    return relay.where(mask, values, x)


@converts("take", widen=False)
def convert_take(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``take``: elements of the flattened tensor."""
    x = op.tensor("self")
    size = math.prod(shape_of(x))
    index = clipped(relay, non_negative(relay, op.tensor("index"), size), size)
    return relay.take(relay.reshape(x, [size]), index, 0)


@converts("masked_scatter", widen=False)
def convert_masked_scatter(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``masked_scatter``: the elements of ``source``, one after the other, where a mask holds."""
    shape = op.result_shape()
    x = relay.broadcast_to(op.tensor("self"), shape)
    mask = relay.broadcast_to(op.tensor("mask"), shape)
    source = op.tensor("source")
    size, count = math.prod(shape), math.prod(shape_of(source))
    ones = relay.cast(relay.reshape(mask, [size]), i64)
    places = relay.unary("cumsum", ones, axis=0, dtype=i64, exclusive=True)
    taken = relay.take(relay.reshape(source, [count]), clipped(relay, places, count), 0)
    return relay.where(mask, relay.reshape(taken, shape), x)


@converts("diagonal", "diagonal_copy", "linalg_diagonal", widen=False)
def convert_diagonal(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``diagonal``: the diagonals of matrices, along a new last axis."""
    x = op.tensor("A" if op.name == "linalg_diagonal" else "self")
    rank = len(shape_of(x))
    first, second = op.axis("dim1", rank), op.axis("dim2", rank)
    outer = [axis for axis in range(rank) if axis not in (first, second)]
    rows, columns = shape_of(x)[first], shape_of(x)[second]
    offset = op.integer("offset")
    start = offset if offset >= 0 else -offset * columns
    (*_, length) = op.result_shape()
    matrices = relay.transpose(x, [*outer, first, second])
    flat = relay.reshape(matrices, [*shape_of(matrices)[:-2], rows * columns])
    places = [start + index * (columns + 1) for index in range(length)]
    return relay.take(flat, relay.constant(places, i64, [length]), len(outer))
