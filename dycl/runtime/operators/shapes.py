"""Operators that move elements and compute nothing."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from functools import reduce
from typing import Any

import numpy as np

from dycl.runtime.operators.registry import (
    Array,
    DType,
    Number,
    Operand,
    axes,
    numbers,
    operator,
    promote,
)

Ints = Sequence[int]


@operator("view", "view_copy", "reshape", "_unsafe_view", "_reshape_copy")
def view(self: Array, size: Ints) -> Array:
    return self.reshape(tuple(size))


@operator("view_as", "reshape_as")
def view_as(self: Array, other: Array) -> Array:
    return self.reshape(other.shape)


@operator("view.dtype", "view_copy.dtype")
def view_dtype(self: Array, dtype: DType) -> Array:
    return self.view(dtype)


@operator("flatten.using_ints")
def flatten(self: Array, start_dim: int = 0, end_dim: int = -1) -> Array:
    if self.ndim == 0:
        return self.reshape(1)
    first, last = start_dim % self.ndim, end_dim % self.ndim
    count = int(np.prod(self.shape[first : last + 1]))
    return self.reshape(*self.shape[:first], count, *self.shape[last + 1 :])


@operator("ravel")
def ravel(self: Array) -> Array:
    return self.reshape(-1)


@operator("unflatten.int")
def unflatten(self: Array, dim: int, sizes: Ints) -> Array:
    first = dim % self.ndim
    known = -int(np.prod([size for size in sizes if size >= 0]))
    filled = [self.shape[first] // -known if size < 0 else size for size in sizes]
    return self.reshape(*self.shape[:first], *filled, *self.shape[first + 1 :])


@operator("permute", "permute_copy")
def permute(self: Array, dims: Ints) -> Array:
    return np.transpose(self, tuple(dims))


@operator("transpose.int", "transpose_copy.int", "swapaxes", "swapdims")
def transpose(self: Array, dim0: int, dim1: int) -> Array:
    return np.swapaxes(self, dim0, dim1) if self.ndim else self


@operator("t", "t_copy", "numpy_T")
def t(self: Array) -> Array:
    return self.T


@operator("mT")
def mT(self: Array) -> Array:
    return np.swapaxes(self, -1, -2)


@operator("movedim.int", "movedim.intlist", "moveaxis.int", "moveaxis.intlist")
def movedim(self: Array, source: int | Ints, destination: int | Ints) -> Array:
    return np.moveaxis(self, source, destination)


@operator("squeeze", "squeeze_copy")
def squeeze(self: Array) -> Array:
    return np.squeeze(self)


@operator("squeeze.dim", "squeeze.dims", "squeeze_copy.dim", "squeeze_copy.dims")
def squeeze_dim(self: Array, dim: int | Ints) -> Array:
    if not self.ndim:
        return self
    dims = (dim,) if isinstance(dim, int) else dim
    return np.squeeze(self, tuple(each % self.ndim for each in dims if self.shape[each] == 1))


@operator("unsqueeze", "unsqueeze_copy")
def unsqueeze(self: Array, dim: int) -> Array:
    return np.expand_dims(self, dim)


@operator("expand", "expand_copy", "broadcast_to")
def expand(self: Array, size: Ints, implicit: bool = False) -> Array:
    missing = len(size) - self.ndim
    old = (1,) * missing + self.shape
    return np.broadcast_to(
        self, [have if want == -1 else want for have, want in zip(old, size, strict=True)]
    )


@operator("expand_as")
def expand_as(self: Array, other: Array) -> Array:
    return np.broadcast_to(self, other.shape)


@operator("broadcast_tensors")
def broadcast_tensors(tensors: Sequence[Array]) -> tuple[Array, ...]:
    return tuple(np.broadcast_arrays(*tensors))


def _joined_dtype(tensors: Sequence[Array]) -> np.dtype[np.generic]:
    return reduce(promote, (tensor.dtype for tensor in tensors))


@operator("cat", "concat", "concatenate")
def cat(tensors: Sequence[Array], dim: int = 0) -> Array:
    # An empty one-dimensional tensor goes with everything.
    kept = [tensor for tensor in tensors if tensor.shape != (0,)] or tensors[:1]
    return np.concatenate(kept, dim, dtype=_joined_dtype(tensors))


@operator("stack", "_stack")
def stack(tensors: Sequence[Array], dim: int = 0) -> Array:
    return np.stack(tensors, dim, dtype=_joined_dtype(tensors))


@operator("hstack")
def hstack(tensors: Sequence[Array]) -> Array:
    return np.hstack(tensors, dtype=_joined_dtype(tensors))


@operator("vstack", "row_stack")
def vstack(tensors: Sequence[Array]) -> Array:
    return np.vstack(tensors, dtype=_joined_dtype(tensors))


@operator("dstack")
def dstack(tensors: Sequence[Array]) -> Array:
    return np.dstack(tensors).astype(_joined_dtype(tensors), copy=False)


@operator("column_stack")
def column_stack(tensors: Sequence[Array]) -> Array:
    return np.column_stack(tensors).astype(_joined_dtype(tensors), copy=False)


def _pieces(self: Array, sizes: Ints, dim: int) -> tuple[Array, ...]:
    ends = np.cumsum(sizes)[:-1]
    return tuple(np.split(self, ends, dim))


@operator("split.Tensor", "split_copy.Tensor", "unsafe_split.Tensor")
def split(self: Array, split_size: int, dim: int = 0) -> tuple[Array, ...]:
    length = self.shape[dim]
    if split_size == 0 or length == 0:
        return (self,)
    sizes = [min(split_size, length - start) for start in range(0, length, split_size)]
    return _pieces(self, sizes, dim)


@operator("split.sizes", "split_with_sizes", "split_with_sizes_copy", "unsafe_split_with_sizes")
def split_with_sizes(self: Array, split_sizes: Ints, dim: int = 0) -> tuple[Array, ...]:
    return _pieces(self, split_sizes, dim)


@operator("chunk", "unsafe_chunk")
def chunk(self: Array, chunks: int, dim: int = 0) -> tuple[Array, ...]:
    length = self.shape[dim]
    if length == 0:
        return (self,) * chunks
    return split(self, -(-length // chunks), dim)


@operator("tensor_split.sections")
def tensor_split(self: Array, sections: int, dim: int = 0) -> tuple[Array, ...]:
    return tuple(np.array_split(self, sections, dim))


@operator("tensor_split.indices")
def tensor_split_indices(self: Array, indices: Ints, dim: int = 0) -> tuple[Array, ...]:
    return tuple(np.split(self, list(indices), dim))


@operator("unbind.int", "unbind_copy.int")
def unbind(self: Array, dim: int = 0) -> tuple[Array, ...]:
    return tuple(np.asarray(each) for each in np.moveaxis(self, dim, 0))


@operator("select.int", "select_copy.int")
def select(self: Array, dim: int, index: int) -> Array:
    return self[(*slice_of(self, dim), index)]


def slice_of(self: Array, dim: int) -> tuple[Any, ...]:
    """The index of everything in the dimensions before ``dim``."""
    return (builtins.slice(None),) * (dim % self.ndim)


@operator("slice.Tensor", "slice_copy.Tensor")
def slice(
    self: Array, dim: int = 0, start: int | None = None, end: int | None = None, step: int = 1
) -> Array:
    return self[(*slice_of(self, dim), builtins.slice(start, end, step))]


@operator("narrow", "narrow_copy", "narrow.Tensor")
def narrow(self: Array, dim: int, start: int | Array, length: int) -> Array:
    first = int(start)
    first += self.shape[dim] if first < 0 else 0
    return self[(*slice_of(self, dim), builtins.slice(first, first + length))]


@operator("slice_scatter")
def slice_scatter(
    self: Array,
    src: Array,
    dim: int = 0,
    start: int | None = None,
    end: int | None = None,
    step: int = 1,
) -> Array:
    result = self.copy()
    result[(*slice_of(self, dim), builtins.slice(start, end, step))] = src
    return result


@operator("select_scatter")
def select_scatter(self: Array, src: Array, dim: int, index: int) -> Array:
    result = self.copy()
    result[(*slice_of(self, dim), index)] = src
    return result


@operator("repeat")
def repeat(self: Array, repeats: Ints) -> Array:
    return np.tile(self, tuple(repeats))


@operator("tile")
def tile(self: Array, dims: Ints) -> Array:
    return np.tile(self, tuple(dims))


@operator("repeat_interleave.self_int", "repeat_interleave.self_Tensor")
def repeat_interleave(
    self: Array, repeats: int | Array, dim: int | None = None, output_size: int | None = None
) -> Array:
    return np.repeat(self, repeats, dim)


@operator("flip")
def flip(self: Array, dims: Ints) -> Array:
    return np.flip(self, axes(tuple(dims), self.ndim) if dims else ())


@operator("fliplr")
def fliplr(self: Array) -> Array:
    return np.fliplr(self)


@operator("flipud")
def flipud(self: Array) -> Array:
    return np.flipud(self)


@operator("roll")
def roll(self: Array, shifts: Ints, dims: Ints = ()) -> Array:
    if not dims:
        return np.roll(self, shifts[0])
    return np.roll(self, tuple(shifts), tuple(dims))


@operator("rot90")
def rot90(self: Array, k: int = 1, dims: Ints = (0, 1)) -> Array:
    return np.rot90(self, k, (dims[0], dims[1]))


@operator("diagonal", "diagonal_copy", "linalg_diagonal")
def diagonal(self: Array, offset: int = 0, dim1: int = 0, dim2: int = 1) -> Array:
    return np.diagonal(self, offset, dim1, dim2)


@operator("diag")
def diag(self: Array, diagonal: int = 0) -> Array:
    return np.diag(self, diagonal)


@operator("tril")
def tril(self: Array, diagonal: int = 0) -> Array:
    return np.tril(self, diagonal)


@operator("triu")
def triu(self: Array, diagonal: int = 0) -> Array:
    return np.triu(self, diagonal)


@operator("unfold", "unfold_copy")
def unfold(self: Array, dimension: int, size: int, step: int) -> Array:
    if not self.ndim:
        return self.reshape(1)[:size]
    windows = np.lib.stride_tricks.sliding_window_view(self, size, dimension)
    return windows[(*slice_of(self, dimension), builtins.slice(None, None, step))]


@operator("meshgrid", "meshgrid.indexing")
def meshgrid(tensors: Sequence[Array], indexing: str = "ij") -> tuple[Array, ...]:
    return tuple(np.meshgrid(*tensors, indexing="xy" if indexing == "xy" else "ij"))


@operator("constant_pad_nd")
def constant_pad_nd(self: Array, pad: Ints, value: Number = 0) -> Array:
    return _padded(self, pad, "constant", value)


@operator("pad")
def pad(self: Array, pad: Ints, mode: str = "constant", value: Operand | None = None) -> Array:
    return _padded(self, pad, mode, 0 if value is None else value)


@operator("reflection_pad1d", "reflection_pad2d", "reflection_pad3d")
def reflection_pad(self: Array, padding: Ints) -> Array:
    return _padded(self, padding, "reflect")


@operator("replication_pad1d", "replication_pad2d", "replication_pad3d")
def replication_pad(self: Array, padding: Ints) -> Array:
    return _padded(self, padding, "replicate")


def _padded(self: Array, pad: Ints, mode: str, value: Operand = 0) -> Array:
    """``pad`` counts from the last dimension; negative numbers crop."""
    result = self
    for i in range(len(pad) // 2):
        before, after, axis = pad[2 * i], pad[2 * i + 1], self.ndim - 1 - i
        length = self.shape[axis]
        places = numbers(-before, length + after)
        if mode == "constant":
            inside = (places >= 0) & (places < length)
            shape = (*result.shape[:axis], len(places), *result.shape[axis + 1 :])
            padded = np.full(shape, np.asarray(value).astype(self.dtype))
            padded[(*slice_of(result, axis), inside)] = np.take(result, places[inside], axis)
            result = padded
            continue
        if mode == "reflect":
            places = length - 1 - np.abs(length - 1 - np.abs(places))
        elif mode == "replicate":
            places = np.clip(places, 0, length - 1)
        else:
            # What is left after cropping repeats.
            first, last = max(-before, 0), length + min(after, 0)
            places = first + (places - first) % max(last - first, 1)
        result = np.take(result, places, axis)
    return result


@operator("pixel_shuffle")
def pixel_shuffle(self: Array, upscale_factor: int) -> Array:
    *batch, channels, height, width = self.shape
    r = upscale_factor
    parts = self.reshape(*batch, channels // (r * r), r, r, height, width)
    n = len(batch)
    order = (*range(n), n, n + 3, n + 1, n + 4, n + 2)
    return parts.transpose(order).reshape(*batch, channels // (r * r), height * r, width * r)


@operator("pixel_unshuffle")
def pixel_unshuffle(self: Array, downscale_factor: int) -> Array:
    *batch, channels, height, width = self.shape
    r = downscale_factor
    parts = self.reshape(*batch, channels, height // r, r, width // r, r)
    n = len(batch)
    order = (*range(n), n, n + 2, n + 4, n + 1, n + 3)
    return parts.transpose(order).reshape(*batch, channels * r * r, height // r, width // r)


@operator("channel_shuffle", "native_channel_shuffle")
def channel_shuffle(self: Array, groups: int) -> Array:
    batch, channels, *rest = self.shape
    parts = self.reshape(batch, groups, channels // groups, *rest)
    return np.swapaxes(parts, 1, 2).reshape(self.shape)


@operator("sym_size.int", "size.int")
def sym_size(self: Array, dim: int) -> int:
    return self.shape[dim]


@operator("sym_numel", "numel")
def numel(self: Array) -> int:
    return self.size


@operator("dim")
def dim(self: Array) -> int:
    return self.ndim


@operator("atleast_1d")
def atleast_1d(self: Array) -> Array:
    return np.atleast_1d(self)


@operator("atleast_2d")
def atleast_2d(self: Array) -> Array:
    return np.atleast_2d(self)
