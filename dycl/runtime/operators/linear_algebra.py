"""Products of matrices."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from dycl.runtime.operators.functions_of_one import refuse_to_draw
from dycl.runtime.operators.reductions import linalg_vector_norm, softmax
from dycl.runtime.operators.registry import Array, Number, as_dtype, floating, operator, wide


def _product(left: Array, right: Array) -> Array:
    """The matrix product; float16 is summed as float32."""
    dtype = left.dtype
    wider = wide(dtype)
    product = np.matmul(left.astype(wider, copy=False), right.astype(wider, copy=False))
    return product.astype(dtype, copy=False)


@operator("matmul", "mm", "bmm", "mv", "linalg_matmul", "dot", "vdot")
def matmul(self: Array, other: Array) -> Array:
    return _product(self, other)


@operator("linear")
def linear(input: Array, weight: Array, bias: Array | None = None) -> Array:
    product = _product(input, weight.T)
    return product if bias is None else product + bias


def _added(self: Array, product: Array, beta: Number, alpha: Number) -> Array:
    scaled = product if alpha == 1 else product * as_dtype(alpha, product.dtype)
    if beta == 0:
        return scaled
    return scaled + (self if beta == 1 else self * as_dtype(beta, self.dtype))


@operator("addmm")
def addmm(self: Array, mat1: Array, mat2: Array, beta: Number = 1, alpha: Number = 1) -> Array:
    return _added(self, _product(mat1, mat2), beta, alpha)


@operator("addmv")
def addmv(self: Array, mat: Array, vec: Array, beta: Number = 1, alpha: Number = 1) -> Array:
    return _added(self, _product(mat, vec), beta, alpha)


@operator("baddbmm")
def baddbmm(
    self: Array, batch1: Array, batch2: Array, beta: Number = 1, alpha: Number = 1
) -> Array:
    return _added(self, _product(batch1, batch2), beta, alpha)


@operator("addbmm")
def addbmm(self: Array, batch1: Array, batch2: Array, beta: Number = 1, alpha: Number = 1) -> Array:
    total = _product(batch1, batch2).sum(0, dtype=self.dtype)
    return _added(self, total, beta, alpha)


@operator("outer", "ger")
def outer(self: Array, vec2: Array) -> Array:
    return np.outer(self, vec2)


@operator("inner")
def inner(self: Array, other: Array) -> Array:
    return np.inner(self, other)


@operator("einsum")
def einsum(equation: str, tensors: Sequence[Array], path: Sequence[int] | None = None) -> Array:
    return np.einsum(equation.replace(" ", ""), *tensors, optimize=True)


@operator("cosine_similarity")
def cosine_similarity(x1: Array, x2: Array, dim: int = 1, eps: float = 1e-8) -> Array:
    left, right = np.broadcast_arrays(x1, x2)
    sizes = [
        np.maximum(np.sqrt(np.sum(each * each, dim, keepdims=True)), as_dtype(eps, each.dtype))
        for each in (left, right)
    ]
    return np.sum((left / sizes[0]) * (right / sizes[1]), dim).astype(x1.dtype)


@operator("cdist", "_cdist_forward")
def cdist(x1: Array, x2: Array, p: float = 2, compute_mode: int | None = None) -> Array:
    difference = x1[..., :, None, :].astype(np.float64) - x2[..., None, :, :]
    return linalg_vector_norm(difference, p, -1).astype(x1.dtype)


@operator("pdist", "_pdist_forward")
def pdist(self: Array, p: float = 2) -> Array:
    first, second = np.triu_indices(len(self), 1)
    return linalg_vector_norm(self[first].astype(np.float64) - self[second], p, -1).astype(
        self.dtype
    )


@operator("pairwise_distance")
def pairwise_distance(
    x1: Array, x2: Array, p: float = 2, eps: float = 1e-6, keepdim: bool = False
) -> Array:
    difference = x1 - x2
    result = floating(difference.dtype)
    return linalg_vector_norm(difference + as_dtype(eps, result), p, -1, keepdim, result)


@operator("dist")
def dist(self: Array, other: Array, p: Number = 2) -> Array:
    return linalg_vector_norm(self - other, p)


@operator("scaled_dot_product_attention")
def scaled_dot_product_attention(
    query: Array,
    key: Array,
    value: Array,
    attn_mask: Array | None = None,
    dropout_p: float = 0.0,
    is_causal: bool = False,
    *,
    scale: float | None = None,
    enable_gqa: bool = False,
) -> Array:
    refuse_to_draw(bool(dropout_p))
    if enable_gqa:
        key = np.repeat(key, query.shape[-3] // key.shape[-3], -3)
        value = np.repeat(value, query.shape[-3] // value.shape[-3], -3)
    dtype = wide(query.dtype)
    factor = 1 / math.sqrt(query.shape[-1]) if scale is None else scale
    scores = np.matmul(query.astype(dtype), np.swapaxes(key, -1, -2).astype(dtype))
    scores = scores * as_dtype(factor, dtype)
    mask = np.tri(*scores.shape[-2:], dtype=np.bool) if is_causal else attn_mask
    if mask is not None and mask.dtype == np.bool:
        scores = np.where(mask, scores, as_dtype(-math.inf, dtype))
    elif mask is not None:
        scores = scores + mask.astype(dtype)
    shares = softmax(scores, -1)
    # A query that may look at nothing gets zeros.
    shares = np.where(np.isneginf(scores).all(-1, keepdims=True), 0, shares).astype(dtype)
    return np.matmul(shares, value.astype(dtype)).astype(query.dtype)
