"""Operators that pick elements by index or mask, and those that make new tensors."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from dycl.runtime.operators.registry import (
    Array,
    DType,
    Number,
    Operand,
    as_dtype,
    default_dtype,
    numbers,
    operator,
)
from dycl.runtime.operators.shapes import slice_of

Indices = Sequence[Array | None]


def _index(indices: Indices) -> Any:
    """NumPy's index; like PyTorch it puts the result of separated indices first."""
    return tuple(slice(None) if index is None else _integer_or_mask(index) for index in indices)


def _integer_or_mask(index: Array) -> Array:
    return index.astype(np.bool) if index.dtype == np.uint8 else index


def _check(index: Array, size: int, exception: type[Exception] = RuntimeError) -> Array:
    """``index``, unless one is negative or too large; NumPy takes negative ones."""
    if index.size and (index.min() < 0 or index.max() >= size):
        raise exception(f"index out of range for a dimension with size {size}")
    return index


@operator("index.Tensor", "_unsafe_index.Tensor")
def index(self: Array, indices: Indices) -> Array:
    return self[_index(indices)]


@operator("index_put", "_unsafe_index_put")
def index_put(self: Array, indices: Indices, values: Array, accumulate: bool = False) -> Array:
    result = self.copy()
    if accumulate:
        np.add.at(result, _index(indices), as_dtype(values, self.dtype))
    else:
        result[_index(indices)] = values
    return result


@operator("index_select")
def index_select(self: Array, dim: int, index: Array) -> Array:
    if not self.ndim:
        return self.copy()
    return np.take(self, _check(index.reshape(-1), self.shape[dim], IndexError), dim)


def _scattered(
    self: Array, dim: int, index: Array, src: Operand, ufunc: np.ufunc | None = None
) -> Array:
    if not self.ndim:
        return _scattered(self.reshape(1), 0, index.reshape(-1), np.reshape(src, -1), ufunc)[0]
    result = self.copy()
    if not index.size:
        return result
    places: list[Array] = list(np.indices(index.shape, sparse=True))
    places[dim] = _check(index, self.shape[dim])
    given: Any = src
    if isinstance(src, np.ndarray) and index.ndim:
        given = src[tuple(slice(size) for size in index.shape)] if src.ndim else src
    if ufunc is None:
        result[tuple(places)] = given
    else:
        ufunc.at(result, tuple(places), as_dtype(given, self.dtype))
    return result


@operator("gather")
def gather(self: Array, dim: int, index: Array, sparse_grad: bool = False) -> Array:
    if not self.ndim:
        return np.broadcast_to(self, index.shape).copy()
    if not index.ndim:
        return np.asarray(self[_check(index, len(self))])
    if not index.size:
        return np.empty(index.shape, self.dtype)
    places: list[Array] = list(np.indices(index.shape, sparse=True))
    places[dim] = _check(index, self.shape[dim])
    return self[tuple(places)]


@operator("scatter.src", "scatter.value")
def scatter(self: Array, dim: int, index: Array, src: Operand) -> Array:
    return _scattered(self, dim, index, src)


_REDUCTIONS = {
    "add": np.add, "sum": np.add, "multiply": np.multiply, "prod": np.multiply,
    "amax": np.maximum, "amin": np.minimum,
}  # fmt: skip


@operator("scatter.reduce", "scatter.value_reduce")
def scatter_with(self: Array, dim: int, index: Array, src: Operand, *, reduce: str) -> Array:
    return _scattered(self, dim, index, src, _REDUCTIONS[reduce])


@operator("scatter_add")
def scatter_add(self: Array, dim: int, index: Array, src: Array) -> Array:
    return _scattered(self, dim, index, src, np.add)


@operator("index_add")
def index_add(self: Array, dim: int, index: Array, source: Array, alpha: Number = 1) -> Array:
    if not self.ndim:
        return index_add(self.reshape(1), 0, index.reshape(-1), source.reshape(-1), alpha)[0]
    result = self.copy()
    added = source if alpha == 1 else source * as_dtype(alpha, self.dtype)
    _check(index, self.shape[dim])
    np.add.at(result, (*slice_of(self, dim), index), as_dtype(added, self.dtype))
    return result


@operator("index_copy")
def index_copy(self: Array, dim: int, index: Array, source: Array) -> Array:
    if not self.ndim:
        return source.reshape(())
    result = self.copy()
    _check(index, self.shape[dim], IndexError)
    result[(*slice_of(self, dim), index)] = source
    return result


@operator("index_fill.int_Scalar", "index_fill.int_Tensor")
def index_fill(self: Array, dim: int, index: Array, value: Operand) -> Array:
    if not self.ndim:
        return as_dtype(value, self.dtype) if index.size else self
    result = self.copy()
    result[(*slice_of(self, dim), index)] = value
    return result


@operator("take")
def take(self: Array, index: Array) -> Array:
    return self.reshape(-1)[index]


@operator("take_along_dim")
def take_along_dim(self: Array, indices: Array, dim: int | None = None) -> Array:
    if dim is None:
        return take_along_dim(self.reshape(-1), indices.reshape(-1), 0)
    return np.take_along_axis(self, indices % self.shape[dim], dim)


@operator("masked_select")
def masked_select(self: Array, mask: Array) -> Array:
    values, chosen = np.broadcast_arrays(self, mask)
    return values[chosen]


@operator("masked_fill.Scalar", "masked_fill.Tensor")
def masked_fill(self: Array, mask: Array, value: Operand) -> Array:
    return np.where(mask, as_dtype(value, self.dtype), self)


@operator("masked_scatter")
def masked_scatter(self: Array, mask: Array, source: Array) -> Array:
    shape = np.broadcast_shapes(self.shape, mask.shape)
    result = np.broadcast_to(self, shape).copy()
    chosen = np.broadcast_to(mask, shape)
    result[chosen] = source.reshape(-1)[: np.count_nonzero(chosen)]
    return result


@operator("nonzero", "argwhere")
def nonzero(self: Array) -> Array:
    return np.argwhere(self)


@operator("nonzero_numpy", "where")
def nonzero_numpy(self: Array) -> tuple[Array, ...]:
    return np.atleast_1d(self).nonzero()


@operator("embedding")
def embedding(
    weight: Array,
    indices: Array,
    padding_idx: int = -1,
    scale_grad_by_freq: bool = False,
    sparse: bool = False,
) -> Array:
    return weight[_check(indices, len(weight), IndexError)]


@operator("one_hot")
def one_hot(self: Array, num_classes: int = -1) -> Array:
    count = int(self.max()) + 1 if num_classes < 0 else num_classes
    classes: Any = numbers(0, count)
    _check(self, count)
    return (self[..., None] == classes).astype(np.int64)


def _dtype(dtype: DType, default: Any = np.float32) -> Any:
    return default if dtype is None else dtype


def _filled(size: Sequence[int], value: Number, dtype: DType) -> Array:
    """Numbers outside of the range of ``dtype`` wrap, as in C."""
    return np.full(tuple(size), np.asarray(value).astype(dtype))


@operator("full")
def full(size: Sequence[int], fill_value: Number, dtype: DType = None) -> Array:
    return _filled(size, fill_value, _dtype(dtype, default_dtype(fill_value)))


@operator("zeros")
def zeros(size: Sequence[int], dtype: DType = None) -> Array:
    return np.zeros(tuple(size), _dtype(dtype))


@operator("ones")
def ones(size: Sequence[int], dtype: DType = None) -> Array:
    return np.ones(tuple(size), _dtype(dtype))


@operator("empty.memory_format")
def empty(size: Sequence[int], dtype: DType = None) -> Array:
    return np.zeros(tuple(size), _dtype(dtype))


@operator("full_like")
def full_like(self: Array, fill_value: Number, dtype: DType = None) -> Array:
    return _filled(self.shape, fill_value, _dtype(dtype, self.dtype))


@operator("zeros_like")
def zeros_like(self: Array, dtype: DType = None) -> Array:
    return np.zeros(self.shape, _dtype(dtype, self.dtype))


@operator("ones_like")
def ones_like(self: Array, dtype: DType = None) -> Array:
    return np.ones(self.shape, _dtype(dtype, self.dtype))


@operator("empty_like", "zero")
def empty_like(self: Array, dtype: DType = None) -> Array:
    return np.zeros(self.shape, _dtype(dtype, self.dtype))


@operator("new_full")
def new_full(self: Array, size: Sequence[int], fill_value: Number, dtype: DType = None) -> Array:
    return _filled(size, fill_value, _dtype(dtype, self.dtype))


@operator("new_zeros", "new_empty")
def new_zeros(self: Array, size: Sequence[int], dtype: DType = None) -> Array:
    return np.zeros(tuple(size), _dtype(dtype, self.dtype))


@operator("new_ones")
def new_ones(self: Array, size: Sequence[int], dtype: DType = None) -> Array:
    return np.ones(tuple(size), _dtype(dtype, self.dtype))


@operator("scalar_tensor")
def scalar_tensor(s: Number, dtype: DType = None) -> Array:
    return np.asarray(s).astype(_dtype(dtype))


def _range(start: Any, end: Any, step: Any, dtype: DType) -> Array:
    is_integral = all(isinstance(each, int) for each in (start, end, step))
    result = np.dtype(_dtype(dtype, np.int64 if is_integral else np.float32))
    if result == np.int64:
        start, end, step = int(start), int(end), int(step)
    count = max(math.ceil((end - start) / step), 0)
    if result.kind in "iu":
        start, step = int(start), int(step)
    return (start + numbers(0, count) * step).astype(result)


@operator("arange")
def arange(end: Number, dtype: DType = None) -> Array:
    return _range(0, end, 1, dtype)


@operator("arange.start")
def arange_start(start: Number, end: Number, dtype: DType = None) -> Array:
    return _range(start, end, 1, dtype)


@operator("arange.start_step")
def arange_step(start: Number, end: Number, step: Number = 1, dtype: DType = None) -> Array:
    return _range(start, end, step, dtype)


@operator("linspace")
def linspace(start: Number, end: Number, steps: int, dtype: DType = None) -> Array:
    result = np.dtype(_dtype(dtype))
    if result.kind not in "iu":
        return np.linspace(start, end, steps, dtype=result)
    first, last = int(np.real(start)), int(np.real(end))
    step = np.float32((last - first) / (steps - 1)) if steps > 1 else np.float32(0)
    places = np.arange(steps)
    # From both ends, so that it is symmetric, as PyTorch does.
    from_start = first + step * places
    from_end = last - step * (steps - 1 - places)
    return np.where(places < (steps + 1) // 2, from_start, from_end).astype(result)


@operator("eye")
def eye(n: int, dtype: DType = None) -> Array:
    return np.eye(n, dtype=_dtype(dtype))


@operator("eye.m")
def eye_m(n: int, m: int, dtype: DType = None) -> Array:
    return np.eye(n, m, dtype=_dtype(dtype))


@operator("tril_indices")
def tril_indices(row: int, col: int, offset: int = 0, dtype: DType = None) -> Array:
    return np.stack(np.tril_indices(row, offset, col)).astype(_dtype(dtype, np.int64))


@operator("triu_indices")
def triu_indices(row: int, col: int, offset: int = 0, dtype: DType = None) -> Array:
    return np.stack(np.triu_indices(row, offset, col)).astype(_dtype(dtype, np.int64))


@operator("_unique2")
def unique2(
    self: Array, sorted: bool = True, return_inverse: bool = False, return_counts: bool = False
) -> tuple[Array, Array, Array]:
    flat = self.reshape(-1)
    order = np.argsort(flat, kind="stable")
    ascending = flat[order]
    # NaN differs from NaN.
    is_new = np.append(np.ones(min(len(flat), 1), np.bool), ascending[1:] != ascending[:-1])
    inverse, counts = np.zeros(0, np.int64), np.zeros(0, np.int64)
    if return_inverse:
        inverse = np.empty(len(flat), np.int64)
        inverse[order] = np.cumsum(is_new) - 1
        inverse = inverse.reshape(self.shape)
    if return_counts:
        counts = np.diff(np.append(np.flatnonzero(is_new), len(flat)))
    return ascending[is_new], inverse, counts
