"""Reductions, scans, and whatever puts elements in order."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from dycl.runtime.operators.registry import (
    Array,
    DType,
    Number,
    Operand,
    as_dtype,
    axes,
    category,
    floating,
    numbers,
    operator,
    wide,
)

Dims = int | tuple[int, ...] | list[int] | None


def _sum_dtype(array: Array, dtype: DType) -> np.dtype[Any]:
    if dtype is not None:
        return np.dtype(dtype)
    return np.dtype(np.int64) if category(array.dtype) < 2 else array.dtype


@operator("sum", "sum.dim_IntList")
def sum(self: Array, dim: Dims = None, keepdim: bool = False, dtype: DType = None) -> Array:
    result = _sum_dtype(self, dtype)
    over = axes(dim, self.ndim)
    return np.sum(self, over, dtype=wide(result), keepdims=keepdim).astype(result)


@operator("nansum")
def nansum(self: Array, dim: Dims = None, keepdim: bool = False, dtype: DType = None) -> Array:
    return sum(np.where(self != self, 0, self).astype(self.dtype), dim, keepdim, dtype)


@operator("mean", "mean.dim")
def mean(self: Array, dim: Dims = None, keepdim: bool = False, dtype: DType = None) -> Array:
    result = np.dtype(dtype) if dtype is not None else self.dtype
    over = axes(dim, self.ndim)
    total = np.asarray(np.sum(self, over, dtype=wide(result), keepdims=keepdim))
    # np.mean would warn of an empty tensor, whose mean is NaN.
    count = math.prod(self.shape[axis] for axis in over)
    return np.asarray(total / as_dtype(count, total.dtype)).astype(result)


@operator("prod")
def prod(self: Array, dtype: DType = None) -> Array:
    result = _sum_dtype(self, dtype)
    return np.prod(self, dtype=wide(result)).astype(result)


@operator("prod.dim_int")
def prod_dim(self: Array, dim: int, keepdim: bool = False, dtype: DType = None) -> Array:
    result = _sum_dtype(self, dtype)
    over = axes(dim, self.ndim)
    return np.prod(self, over, dtype=wide(result), keepdims=keepdim).astype(result)


@operator("amax")
def amax(self: Array, dim: Dims = (), keepdim: bool = False) -> Array:
    return np.max(self, axes(dim, self.ndim), keepdims=keepdim)


@operator("amin")
def amin(self: Array, dim: Dims = (), keepdim: bool = False) -> Array:
    return np.min(self, axes(dim, self.ndim), keepdims=keepdim)


@operator("aminmax")
def aminmax(self: Array, dim: int | None = None, keepdim: bool = False) -> tuple[Array, Array]:
    over = axes(dim, self.ndim)
    return np.min(self, over, keepdims=keepdim), np.max(self, over, keepdims=keepdim)


@operator("max")
def max(self: Array) -> Array:
    return np.max(self)


@operator("min")
def min(self: Array) -> Array:
    return np.min(self)


def _at(self: Array, indices: Array, dim: int, keepdim: bool) -> tuple[Array, Array]:
    """The elements at ``indices``, which have kept ``dim``, and the indices."""
    values = np.take_along_axis(self, indices, dim)
    if keepdim:
        return values, indices
    return np.squeeze(values, dim), np.squeeze(indices, dim)


@operator("max.dim")
def max_dim(self: Array, dim: int, keepdim: bool = False) -> tuple[Array, Array]:
    if self.ndim == 0:
        return self, np.asarray(0)
    return _at(self, np.argmax(self, dim, keepdims=True), dim, keepdim)


@operator("min.dim")
def min_dim(self: Array, dim: int, keepdim: bool = False) -> tuple[Array, Array]:
    if self.ndim == 0:
        return self, np.asarray(0)
    return _at(self, np.argmin(self, dim, keepdims=True), dim, keepdim)


@operator("argmax")
def argmax(self: Array, dim: int | None = None, keepdim: bool = False) -> Array:
    if self.ndim == 0:
        return np.asarray(0)
    return np.argmax(self, dim, keepdims=keepdim)


@operator("argmin")
def argmin(self: Array, dim: int | None = None, keepdim: bool = False) -> Array:
    if self.ndim == 0:
        return np.asarray(0)
    return np.argmin(self, dim, keepdims=keepdim)


def _truth_dtype(array: Array) -> Any:
    return np.uint8 if array.dtype == np.uint8 else np.bool


@operator("all", "all.dim", "all.dims")
def all(self: Array, dim: Dims = None, keepdim: bool = False) -> Array:
    over = axes(dim, self.ndim) if dim is None or isinstance(dim, int) or dim else ()
    return np.all(self, over, keepdims=keepdim).astype(_truth_dtype(self))


@operator("any", "any.dim", "any.dims")
def any(self: Array, dim: Dims = None, keepdim: bool = False) -> Array:
    over = axes(dim, self.ndim) if dim is None or isinstance(dim, int) or dim else ()
    return np.any(self, over, keepdims=keepdim).astype(_truth_dtype(self))


@operator("_is_all_true")
def _is_all_true(self: Array) -> Array:
    return np.asarray(np.all(self))


@operator("_is_any_true")
def _is_any_true(self: Array) -> Array:
    return np.asarray(np.any(self))


@operator("count_nonzero", "count_nonzero.dim_IntList")
def count_nonzero(self: Array, dim: Dims = None) -> Array:
    return np.asarray(np.count_nonzero(self, axes(dim, self.ndim)))


def _variance(self: Array, dim: Dims, correction: float, keepdim: bool) -> tuple[Array, Array]:
    over = axes(dim, self.ndim)
    wider = self.astype(np.float64)
    average = np.mean(wider, over, keepdims=True)
    count = self.size / np.asarray(average.size or 1)
    squares = np.sum(np.square(wider - average), over, keepdims=keepdim)
    variance = np.asarray(squares / np.maximum(count - correction, 0))
    average = np.mean(wider, over, keepdims=keepdim)
    return variance, np.asarray(average, self.dtype)


def _correction(unbiased: bool | None, correction: float | None) -> float:
    if unbiased is not None:
        return float(unbiased)
    return 1.0 if correction is None else float(correction)


@operator("var.correction")
def var(
    self: Array, dim: Dims = None, correction: float | None = None, keepdim: bool = False
) -> Array:
    return _variance(self, dim, _correction(None, correction), keepdim)[0].astype(self.dtype)


@operator("std.correction")
def std(
    self: Array, dim: Dims = None, correction: float | None = None, keepdim: bool = False
) -> Array:
    variance = _variance(self, dim, _correction(None, correction), keepdim)[0]
    return np.sqrt(variance).astype(self.dtype)


@operator("var")
def var_all(self: Array, unbiased: bool = True) -> Array:
    return _variance(self, None, _correction(unbiased, None), False)[0].astype(self.dtype)


@operator("std")
def std_all(self: Array, unbiased: bool = True) -> Array:
    return np.sqrt(_variance(self, None, _correction(unbiased, None), False)[0]).astype(self.dtype)


@operator("var.dim")
def var_dim(self: Array, dim: Dims, unbiased: bool = True, keepdim: bool = False) -> Array:
    return _variance(self, dim, _correction(unbiased, None), keepdim)[0].astype(self.dtype)


@operator("std.dim")
def std_dim(self: Array, dim: Dims, unbiased: bool = True, keepdim: bool = False) -> Array:
    return np.sqrt(var_dim(self.astype(np.float64), dim, unbiased, keepdim)).astype(self.dtype)


@operator("var_mean.correction")
def var_mean(
    self: Array, dim: Dims = None, correction: float | None = None, keepdim: bool = False
) -> tuple[Array, Array]:
    variance, average = _variance(self, dim, _correction(None, correction), keepdim)
    return variance.astype(self.dtype), average


@operator("std_mean.correction")
def std_mean(
    self: Array, dim: Dims = None, correction: float | None = None, keepdim: bool = False
) -> tuple[Array, Array]:
    variance, average = _variance(self, dim, _correction(None, correction), keepdim)
    return np.sqrt(variance).astype(self.dtype), average


@operator("linalg_vector_norm")
def linalg_vector_norm(
    self: Array, ord: Number = 2, dim: Dims = None, keepdim: bool = False, dtype: DType = None
) -> Array:
    result = np.dtype(dtype) if dtype is not None else self.dtype
    over = axes(dim, self.ndim)
    size = np.abs(self.astype(np.float64))
    if ord == np.inf:
        norm = np.max(size, over, keepdims=keepdim)
    elif ord == -np.inf:
        norm = np.min(size, over, keepdims=keepdim)
    elif ord == 0:
        norm = np.sum(size != 0, over, keepdims=keepdim)
    else:
        norm = np.sum(size**ord, over, keepdims=keepdim) ** (1 / ord)
    return np.asarray(norm).astype(result)


@operator("norm.Scalar")
def norm(self: Array, p: Number = 2) -> Array:
    return linalg_vector_norm(self, p)


@operator("norm.ScalarOpt_dim")
def norm_dim(self: Array, p: Number | None, dim: Dims, keepdim: bool = False) -> Array:
    return linalg_vector_norm(self, 2 if p is None else p, dim, keepdim)


@operator("logsumexp", "special_logsumexp")
def logsumexp(self: Array, dim: Dims, keepdim: bool = False) -> Array:
    x = self.astype(floating(self.dtype), copy=False)
    over = axes(dim, self.ndim)
    largest = np.max(x, over, keepdims=True)
    largest = np.where(np.isfinite(largest), largest, 0).astype(x.dtype)
    total = np.log(np.sum(np.exp(x - largest), over, keepdims=True)) + largest
    return (total if keepdim else np.squeeze(total, over)).astype(x.dtype)


@operator("softmax.int", "_softmax", "_safe_softmax", "special_softmax")
def softmax(self: Array, dim: int, half_to_float: bool = False, dtype: DType = None) -> Array:
    result = np.dtype(dtype) if dtype is not None else self.dtype
    if half_to_float:
        result = np.dtype(np.float32)
    x = self.astype(wide(result), copy=False)
    if not x.size:
        return x.astype(result)
    powers = np.exp(x - np.max(x, dim if self.ndim else None, keepdims=True))
    return (powers / np.sum(powers, dim if self.ndim else None, keepdims=True)).astype(result)


@operator("log_softmax.int", "_log_softmax", "special_log_softmax")
def log_softmax(self: Array, dim: int, half_to_float: bool = False, dtype: DType = None) -> Array:
    result = np.dtype(dtype) if dtype is not None else self.dtype
    if half_to_float:
        result = np.dtype(np.float32)
    over = dim if self.ndim else None
    x = self.astype(wide(result), copy=False)
    if not x.size:
        return x.astype(result)
    x = x - np.max(x, over, keepdims=True)
    return (x - np.log(np.sum(np.exp(x), over, keepdims=True))).astype(result)


@operator("cumsum")
def cumsum(self: Array, dim: int, dtype: DType = None) -> Array:
    result = _sum_dtype(self, dtype)
    if self.ndim == 0:
        return self.astype(result)
    return np.cumsum(self, dim, dtype=wide(result)).astype(result)


@operator("cumprod")
def cumprod(self: Array, dim: int, dtype: DType = None) -> Array:
    result = _sum_dtype(self, dtype)
    if self.ndim == 0:
        return self.astype(result)
    return np.cumprod(self, dim, dtype=wide(result)).astype(result)


def _running(self: Array, dim: int, is_maximum: bool) -> tuple[Array, Array]:
    if self.ndim == 0:
        return self, np.asarray(0)
    best = np.maximum if is_maximum else np.minimum
    values = best.accumulate(self, dim)
    is_best = (self == values) | ((self != self) & (values != values))
    shape = (-1, *(1,) * (self.ndim - 1 - dim % self.ndim))
    positions = numbers(0, self.shape[dim]).reshape(shape)
    return values, np.maximum.accumulate(np.where(is_best, positions, 0), dim)


@operator("cummax")
def cummax(self: Array, dim: int) -> tuple[Array, Array]:
    return _running(self, dim, True)


@operator("cummin")
def cummin(self: Array, dim: int) -> tuple[Array, Array]:
    return _running(self, dim, False)


def _order(self: Array, dim: int, descending: bool) -> Array:
    """Stable; NaN counts as the largest number."""
    if not descending:
        return np.argsort(self, dim, kind="stable")
    flipped = np.argsort(np.flip(self, dim), dim, kind="stable")
    return np.flip(self.shape[dim] - 1 - flipped, dim)


@operator("sort")
def sort(self: Array, dim: int = -1, descending: bool = False) -> tuple[Array, Array]:
    if self.ndim == 0:
        return self, np.asarray(0)
    order = _order(self, dim, descending)
    return np.take_along_axis(self, order, dim), order


@operator("sort.stable")
def sort_stable(
    self: Array, stable: bool | None, dim: int = -1, descending: bool = False
) -> tuple[Array, Array]:
    return sort(self, dim, descending)


@operator("argsort")
def argsort(self: Array, dim: int = -1, descending: bool = False) -> Array:
    return sort(self, dim, descending)[1]


@operator("argsort.stable")
def argsort_stable(self: Array, stable: bool, dim: int = -1, descending: bool = False) -> Array:
    return sort(self, dim, descending)[1]


@operator("msort")
def msort(self: Array) -> Array:
    return sort(self, 0)[0]


@operator("topk")
def topk(
    self: Array, k: int, dim: int = -1, largest: bool = True, sorted: bool = True
) -> tuple[Array, Array]:
    if self.ndim == 0:
        return self, np.asarray(0)
    order = np.take(_order(self, dim, largest), np.arange(k), dim)
    return np.take_along_axis(self, order, dim), order


@operator("kthvalue")
def kthvalue(self: Array, k: int, dim: int = -1, keepdim: bool = False) -> tuple[Array, Array]:
    if self.ndim == 0:
        return self, np.asarray(0)
    return _at(self, np.take(_order(self, dim, False), [k - 1], dim), dim, keepdim)


@operator("median.dim")
def median_dim(self: Array, dim: int, keepdim: bool = False) -> tuple[Array, Array]:
    if self.ndim == 0:
        return self, np.asarray(0)
    order = _order(self, dim, False)
    middle = np.take(order, [(self.shape[dim] - 1) // 2], dim)
    if category(self.dtype) == 2:
        # NaN sorts last, and the median of what has NaN is NaN.
        last = np.take(order, [-1], dim)
        is_nan = np.isnan(np.take_along_axis(self, last, dim))
        middle = np.where(is_nan, np.argmax(np.isnan(self), dim, keepdims=True), middle)
    return _at(self, middle, dim, keepdim)


@operator("median")
def median(self: Array) -> Array:
    return median_dim(self.reshape(-1), 0)[0]


@operator("searchsorted.Tensor", "searchsorted.Scalar")
def searchsorted(
    sorted_sequence: Array,
    self: Operand,
    out_int32: bool = False,
    right: bool = False,
    side: str | None = None,
    sorter: Array | None = None,
) -> Array:
    where = side or ("right" if right else "left")
    sequence = sorted_sequence
    if sorter is not None:
        sequence = np.take_along_axis(sequence, sorter, -1)
    dtype = np.int32 if out_int32 else np.int64
    values = np.asarray(self)
    if sequence.ndim == 1:
        return np.searchsorted(sequence, values, where).astype(dtype)  # pyright: ignore
    rows = zip(
        sequence.reshape(-1, sequence.shape[-1]), values.reshape(-1, values.shape[-1]), strict=True
    )
    found = [np.searchsorted(row, value, where) for row, value in rows]  # pyright: ignore
    return np.asarray(found, dtype).reshape(values.shape)


@operator("bucketize.Tensor", "bucketize.Scalar")
def bucketize(
    self: Operand, boundaries: Array, out_int32: bool = False, right: bool = False
) -> Array:
    return searchsorted(boundaries, self, out_int32, right)


@operator("bincount")
def bincount(self: Array, weights: Array | None = None, minlength: int = 0) -> Array:
    counts = np.bincount(self, weights, minlength)
    if weights is None:
        return counts
    return counts.astype(np.float32 if weights.dtype == np.float32 else np.float64)


@operator("isin.Tensor_Tensor", "isin.Tensor_Scalar", "isin.Scalar_Tensor")
def isin(
    elements: Operand, test_elements: Operand, assume_unique: bool = False, invert: bool = False
) -> Array:
    return np.isin(elements, test_elements, invert=invert)


@operator("trace")
def trace(self: Array) -> Array:
    return np.trace(self, dtype=_sum_dtype(self, None))


@operator("diff")
def diff(
    self: Array,
    n: int = 1,
    dim: int = -1,
    prepend: Array | None = None,
    append: Array | None = None,
) -> Array:
    if n == 0:
        return self
    parts = [each for each in (prepend, self, append) if each is not None]
    joined = np.concatenate(parts, dim) if len(parts) > 1 else self
    for _ in range(n):
        joined = np.diff(joined, axis=dim)
    return as_dtype(joined, self.dtype)
