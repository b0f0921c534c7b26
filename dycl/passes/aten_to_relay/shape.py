"""Operators that rearrange elements: views, joins and cuts. Views are values here."""

from __future__ import annotations

import math
from collections.abc import Sequence

from xdsl.dialects.builtin import i32
from xdsl.ir import SSAValue

from dycl.passes.aten_to_relay.builder import (
    RelayBuilder,
    Unsupported,
    axis_of,
    dtype_of,
    shape_of,
)
from dycl.passes.aten_to_relay.rule import Arguments, converts


@converts(
    "reshape",
    "reshape_as",
    "view",
    "view_as",
    "view_copy",
    "_unsafe_view",
    "_reshape_copy",
    "flatten.using_ints",
    "unflatten.int",
    "squeeze",
    "squeeze.dim",
    "squeeze.dims",
    "squeeze_copy",
    "squeeze_copy.dim",
    "squeeze_copy.dims",
    "unsqueeze",
    "unsqueeze_copy",
    "ravel",
    "atleast_1d",
    "atleast_2d",
    "atleast_3d",
    widen=False,
)
def convert_reshape(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """Operators that keep the order of the elements; the result's type says all."""
    return relay.reshape(op.tensor("self"), op.result_shape())


@converts("permute", "permute_copy", widen=False)
def convert_permute(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``permute``."""
    x = op.tensor("self")
    rank = len(shape_of(x))
    return relay.transpose(x, [axis_of(dim, rank) for dim in op.integers("dims")])


@converts("transpose.int", "transpose_copy.int", widen=False)
def convert_transpose(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``transpose``."""
    return swap(relay, op.tensor("self"), op.integer("dim0"), op.integer("dim1"))


@converts("swapaxes", widen=False)
def convert_swapaxes(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``swapaxes``."""
    return swap(relay, op.tensor("self"), op.integer("axis0"), op.integer("axis1"))


@converts("swapdims", widen=False)
def convert_swapdims(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``swapdims``."""
    return swap(relay, op.tensor("self"), op.integer("dim0"), op.integer("dim1"))


def swap(relay: RelayBuilder, x: SSAValue, first: int, second: int) -> SSAValue:
    """``x`` with two axes exchanged."""
    axes = list(range(len(shape_of(x))))
    if not axes:
        return x
    i, j = axis_of(first, len(axes)), axis_of(second, len(axes))
    axes[i], axes[j] = axes[j], axes[i]
    return relay.transpose(x, axes)


@converts("t", "t_copy", "numpy_T", "mT", "adjoint", widen=False)
def convert_t(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``t``, ``numpy_T``, ``mT`` and ``adjoint``."""
    x = op.tensor("self")
    rank = len(shape_of(x))
    if op.name == "numpy_T":
        return relay.transpose(x, range(rank - 1, -1, -1))
    return relay.swap_last(x) if rank > 1 else x


@converts(
    "movedim.int",
    "moveaxis.int",
    "movedim.intlist",
    "moveaxis.intlist",
    widen=False,
)
def convert_movedim(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``movedim``."""
    x = op.tensor("self")
    rank = len(shape_of(x))
    source = [axis_of(dim, rank) for dim in op.integers("source")]
    target = [axis_of(dim, rank) for dim in op.integers("destination")]
    rest = iter(axis for axis in range(rank) if axis not in source)
    order = [source[target.index(axis)] if axis in target else next(rest) for axis in range(rank)]
    return relay.transpose(x, order) if rank else x


@converts("expand", "expand_copy", "expand_as", "broadcast_to", widen=False)
def convert_expand(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``expand`` and ``broadcast_to``."""
    return relay.broadcast_to(op.tensor("self"), op.result_shape())


@converts("repeat", "tile", widen=False)
def convert_repeat(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``repeat`` and ``tile``."""
    x = op.tensor("self")
    repeats = op.integers("repeats" if op.name == "repeat" else "dims")
    rank = len(op.result_shape())
    repeats = [1] * (rank - len(repeats)) + repeats
    x = relay.reshape(x, [1] * (rank - len(shape_of(x))) + [*shape_of(x)])
    if all(count == 1 for count in repeats):
        return x
    return relay.call("tile", [x], {"reps": repeats}, dtype_of(x), op.result_shape())


@converts("repeat_interleave.self_int", widen=False)
def convert_repeat_interleave(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``repeat_interleave`` with one number of repetitions."""
    x = op.tensor("self")
    if not op.has("dim"):
        x = relay.reshape(x, [math.prod(shape_of(x))])
    axis = op.axis("dim", len(shape_of(x))) if op.has("dim") else 0
    attrs = {"repeats": op.integer("repeats"), "axis": axis}
    return relay.call("repeat", [x], attrs, dtype_of(x), op.result_shape())


@converts("cat", "concat", "concatenate")
def convert_cat(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``cat``, in the dtype that the tensors have together."""
    parts = [relay.cast(part, op.compute_dtype()) for part in op.tensors("tensors")]
    return relay.concatenate(parts, op.axis("dim", len(op.result_shape())))


@converts("stack", "_stack")
def convert_stack(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``stack``."""
    parts = [relay.cast(part, op.compute_dtype()) for part in op.tensors("tensors")]
    return relay.stack(parts, op.axis("dim", len(op.result_shape())))


@converts(
    "split.Tensor",
    "split.sizes",
    "split_copy.Tensor",
    "split_with_sizes",
    "split_with_sizes_copy",
    "unsafe_split.Tensor",
    "unsafe_split_with_sizes",
    "chunk",
    "unsafe_chunk",
    "tensor_split.sections",
    "tensor_split.indices",
    widen=False,
)
def convert_split(relay: RelayBuilder, op: Arguments) -> list[SSAValue]:
    """``split``, ``chunk`` and ``tensor_split``; the results' types say where to cut."""
    x = op.tensor("self")
    axis = op.axis("dim", len(shape_of(x)))
    sizes = [op.result_shape(index)[axis] for index in range(len(op.operation.results))]
    if sum(sizes) != shape_of(x)[axis]:
        raise Unsupported(f"a cut of {shape_of(x)[axis]} elements into {sizes}")
    return relay.split(x, sizes, axis)


@converts("unbind.int", "unbind_copy.int", widen=False)
def convert_unbind(relay: RelayBuilder, op: Arguments) -> list[SSAValue]:
    """``unbind``."""
    x = op.tensor("self")
    axis = op.axis("dim", len(shape_of(x)))
    parts = relay.split(x, [1] * shape_of(x)[axis], axis)
    return [relay.reshape(part, op.result_shape()) for part in parts]


@converts("slice.Tensor", "slice_copy.Tensor", widen=False)
def convert_slice(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``slice``, with Python's rules for bounds."""
    x = op.tensor("self")
    axis = op.axis("dim", len(shape_of(x)))
    start, end = (op.integer(name) if op.has(name) else None for name in ("start", "end"))
    bounds = slice(start, end, op.integer("step")).indices(shape_of(x)[axis])
    return relay.slice(x, axis, *bounds)


@converts("narrow", "narrow_copy", widen=False)
def convert_narrow(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``narrow``."""
    x = op.tensor("self")
    axis = op.axis("dim", len(shape_of(x)))
    start = op.integer("start")
    start += shape_of(x)[axis] if start < 0 else 0
    return relay.slice(x, axis, start, start + op.integer("length"))


@converts("select.int", "select_copy.int", widen=False)
def convert_select(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``select``."""
    x = op.tensor("self")
    axis = op.axis("dim", len(shape_of(x)))
    index = op.integer("index")
    index += shape_of(x)[axis] if index < 0 else 0
    return relay.reshape(relay.slice(x, axis, index, index + 1), op.result_shape())


@converts("flip", widen=False)
def convert_flip(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``flip``."""
    x = op.tensor("self")
    for dim in op.integers("dims"):
        if shape_of(x):
            x = relay.unary("reverse", x, axis=axis_of(dim, len(shape_of(x))))
    return x


@converts("roll", widen=False)
def convert_roll(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``roll``; without dimensions, of the flattened tensor."""
    x = op.tensor("self")
    shape = shape_of(x)
    shifts, dims = op.integers("shifts"), op.integers("dims")
    if not dims:
        x, dims = relay.reshape(x, [math.prod(shape)]), [0]
    for shift, dim in zip(shifts, dims, strict=True):
        axis = axis_of(dim, len(shape_of(x)))
        size = shape_of(x)[axis]
        if shift % size:
            first, second = relay.split(x, [size - shift % size, shift % size], axis)
            x = relay.concatenate([second, first], axis)
    return relay.reshape(x, shape)


def pad_widths(rank: int, pad: Sequence[int]) -> list[tuple[int, int]]:
    """PyTorch's flat list, which begins with the last axis, as a pair for each axis."""
    pairs = [(pad[position], pad[position + 1]) for position in range(0, len(pad), 2)]
    return [(0, 0)] * (rank - len(pairs)) + pairs[::-1]


@converts("constant_pad_nd", "pad", widen=False)
def convert_pad(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``constant_pad_nd`` and ``pad`` in its modes."""
    x = op.tensor("self")
    widths = pad_widths(len(shape_of(x)), op.integers("pad"))
    match op.text("mode", "constant") if op.name == "pad" else "constant":
        case "constant":
            value = op.number("value") if op.has("value") else 0
            return pad_constant(relay, x, widths, value)
        case "reflect" | "replicate" | "circular" as mode:
            return pad_by_index(relay, x, widths, mode)
        case mode:
            raise Unsupported(f"padding in mode '{mode}'")


def pad_constant(
    relay: RelayBuilder, x: SSAValue, widths: Sequence[tuple[int, int]], value: int | float
) -> SSAValue:
    """Padding with a number, where negative widths cut off."""
    for axis, (before, after) in enumerate(widths):
        size = shape_of(x)[axis]
        x = relay.slice(x, axis, max(0, -before), size - max(0, -after))
    return relay.pad(x, [(max(0, before), max(0, after)) for before, after in widths], value)


@converts(
    "reflection_pad1d",
    "reflection_pad2d",
    "reflection_pad3d",
    "replication_pad1d",
    "replication_pad2d",
    "replication_pad3d",
    widen=False,
)
def convert_reflection_pad(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``reflection_pad`` and ``replication_pad``."""
    x = op.tensor("self")
    mode = "reflect" if "reflection" in op.name else "replicate"
    return pad_by_index(relay, x, pad_widths(len(shape_of(x)), op.integers("padding")), mode)


def pad_by_index(
    relay: RelayBuilder, x: SSAValue, widths: Sequence[tuple[int, int]], mode: str
) -> SSAValue:
    """Padding with elements of the tensor itself."""
    for axis, (before, after) in enumerate(widths):
        if (before, after) == (0, 0):
            continue
        size = shape_of(x)[axis]
        indices = [_source(index, size, mode) for index in range(-before, size + after)]
        x = relay.take(x, relay.constant(indices, i32, [len(indices)]), axis)
    return x


def _source(index: int, size: int, mode: str) -> int:
    """Which of ``size`` elements stands at an index outside of them."""
    if mode == "replicate":
        return min(max(index, 0), size - 1)
    if mode == "circular":
        return index % size
    index = abs(index)
    return index if index < size else 2 * (size - 1) - index


@converts("pixel_shuffle", widen=False)
def convert_pixel_shuffle(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``pixel_shuffle``."""
    x, factor = op.tensor("self"), op.integer("upscale_factor")
    *outer, channels, height, width = shape_of(x)
    count = len(outer)
    x = relay.reshape(x, [*outer, channels // factor**2, factor, factor, height, width])
    order = [*range(count + 1), count + 3, count + 1, count + 4, count + 2]
    return relay.reshape(relay.transpose(x, order), op.result_shape())


@converts("pixel_unshuffle", widen=False)
def convert_pixel_unshuffle(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``pixel_unshuffle``."""
    x, factor = op.tensor("self"), op.integer("downscale_factor")
    *outer, channels, height, width = shape_of(x)
    count = len(outer)
    x = relay.reshape(x, [*outer, channels, height // factor, factor, width // factor, factor])
    order = [*range(count + 1), count + 2, count + 4, count + 1, count + 3]
    return relay.reshape(relay.transpose(x, order), op.result_shape())


@converts("channel_shuffle", widen=False)
def convert_channel_shuffle(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``channel_shuffle``."""
    x, groups = op.tensor("self"), op.integer("groups")
    batch, channels, *spatial = shape = shape_of(x)
    x = relay.reshape(x, [batch, groups, channels // groups, *spatial])
    x = relay.transpose(x, [0, 2, 1, *range(3, 3 + len(spatial))])
    return relay.reshape(x, shape)
