"""Normalization."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from dycl.runtime.operators.registry import Array, as_dtype, operator, wide


def _channels(values: Array | None, rank: int) -> Array | None:
    return None if values is None else values.reshape(-1, *(1,) * (rank - 2))


def _affine(x: Array, weight: Array | None, bias: Array | None) -> Array:
    if weight is not None:
        x = x * weight
    return x if bias is None else x + bias


def _standardised(x: Array, over: tuple[int, ...], eps: float) -> Array:
    average = np.mean(x, over, keepdims=True)
    variance = np.mean(np.square(x - average), over, keepdims=True)
    return (x - average) / np.sqrt(variance + as_dtype(eps, x.dtype))


@operator("batch_norm")
def batch_norm(
    input: Array,
    weight: Array | None,
    bias: Array | None,
    running_mean: Array | None,
    running_var: Array | None,
    training: bool,
    momentum: float,
    eps: float,
    cudnn_enabled: bool,
) -> Array:
    dtype = wide(input.dtype)
    x = input.astype(dtype, copy=False)
    rank = input.ndim
    mean, variance = _channels(running_mean, rank), _channels(running_var, rank)
    if training or mean is None or variance is None:
        x = _standardised(x, (0, *range(2, rank)), eps)
    else:
        x = (x - mean) / np.sqrt(variance + as_dtype(eps, dtype))
    return _affine(x, _channels(weight, rank), _channels(bias, rank)).astype(input.dtype)


@operator("instance_norm")
def instance_norm(
    input: Array,
    weight: Array | None,
    bias: Array | None,
    running_mean: Array | None,
    running_var: Array | None,
    use_input_stats: bool,
    momentum: float,
    eps: float,
    cudnn_enabled: bool,
) -> Array:
    if not use_input_stats:
        return batch_norm(
            input, weight, bias, running_mean, running_var, False, momentum, eps, cudnn_enabled
        )
    x = _standardised(input.astype(wide(input.dtype)), tuple(range(2, input.ndim)), eps)
    rank = input.ndim
    return _affine(x, _channels(weight, rank), _channels(bias, rank)).astype(input.dtype)


@operator("layer_norm")
def layer_norm(
    input: Array,
    normalized_shape: Sequence[int],
    weight: Array | None = None,
    bias: Array | None = None,
    eps: float = 1e-05,
    cudnn_enable: bool = True,
) -> Array:
    over = tuple(range(-len(normalized_shape), 0))
    x = _standardised(input.astype(wide(input.dtype)), over, eps)
    return _affine(x, weight, bias).astype(input.dtype)


@operator("group_norm")
def group_norm(
    input: Array,
    num_groups: int,
    weight: Array | None = None,
    bias: Array | None = None,
    eps: float = 1e-05,
    cudnn_enabled: bool = True,
) -> Array:
    size = math.prod(input.shape[1:]) // num_groups
    grouped = input.reshape(input.shape[0], num_groups, size).astype(wide(input.dtype))
    x = _standardised(grouped, (2,), eps).reshape(input.shape)
    rank = input.ndim
    return _affine(x, _channels(weight, rank), _channels(bias, rank)).astype(input.dtype)


@operator("rms_norm")
def rms_norm(
    input: Array,
    normalized_shape: Sequence[int],
    weight: Array | None = None,
    eps: float | None = None,
) -> Array:
    over = tuple(range(-len(normalized_shape), 0))
    x = input.astype(wide(input.dtype))
    epsilon = float(np.finfo(x.dtype).eps) if eps is None else eps
    x = x / np.sqrt(np.mean(x * x, over, keepdims=True) + as_dtype(epsilon, x.dtype))
    return _affine(x, weight, None).astype(input.dtype)
