"""Operators that others stand for too: one case each, so that every rule is run."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable

import torch

aten = torch.ops.aten

X = torch.linspace(-2, 2, 12).reshape(3, 4)
UNIT = torch.linspace(-0.9, 0.9, 7)
INTS = torch.tensor([-7, -3, 0, 2, 5])
BOOLS = torch.tensor([True, False, True])
SIGNAL = torch.linspace(-1, 1, 12).reshape(1, 2, 6)
IMAGE = torch.linspace(-1, 1, 72).reshape(1, 2, 6, 6)
VOLUME = torch.linspace(-1, 1, 96).reshape(1, 2, 4, 3, 4)
KERNEL = torch.linspace(-1, 1, 36).reshape(2, 2, 3, 3)

COPIES = [
    "alias_copy",
    "conj",
    "detach_copy",
    "expand_copy",
    "lift",
    "lift_fresh",
    "resolve_conj",
    "resolve_neg",
]
COMPARISONS = ["greater", "greater_equal", "less", "less_equal", "not_equal"]

# fmt: off
CASES = [
    *[(getattr(aten, name), (X, [3, 4]) if name == "expand_copy" else (X,), {}) for name in COPIES],
    *[(getattr(aten, name), (X,), {}) for name in (
        "_cast_Byte", "_cast_Char", "_cast_Double", "_cast_Float", "_cast_Half", "_cast_Int", "_cast_Long", "_cast_Short")
        if name != "_cast_Byte"],
    (aten._cast_Byte, (X.abs(),), {}),
    *[(getattr(aten, name), (UNIT,), {}) for name in (
        "absolute", "arccos", "arcsin", "arcsinh", "arctan", "arctanh", "fix", "negative", "special_erf",
        "special_exp2", "special_expit", "special_expm1", "special_log1p")],
    (aten.arccosh, (UNIT + 2,), {}),
    *[(getattr(aten, name).Scalar, (X, 0.5), {}) for name in COMPARISONS],
    *[(getattr(aten, name).Tensor, (X, X.flip(0)), {}) for name in COMPARISONS],
    *[(getattr(aten, name).Tensor, (X, X.flip(0) + 3), {}) for name in ("divide", "multiply", "subtract", "true_divide")],
    *[(getattr(aten, name).Scalar, (X, 3), {}) for name in ("divide", "multiply", "subtract", "true_divide")],
    (aten.divide.Scalar_mode, (X, 0.3), {"rounding_mode": "floor"}),
    (aten.divide.Tensor_mode, (X, X.flip(0) + 3), {"rounding_mode": "trunc"}),
    (aten.remainder.Scalar_Tensor, (5, X + 3), {}),
    (aten.min.other, (X, X.flip(0)), {}),
    (aten.clip, (X, -1, 1), {}),
    (aten.clip.Tensor, (X, X - 1, X.flip(0)), {}),
    (aten.clamp_max.Tensor, (X, X.flip(0)), {}),
    (aten.bitwise_and.Scalar, (INTS, 6), {}),
    (aten.bitwise_xor.Scalar, (INTS, 6), {}),
    (aten.bitwise_or.Tensor, (INTS, INTS.flip(0)), {}),
    *[(getattr(aten, name).Scalar_Tensor, (6, INTS), {}) for name in ("bitwise_and", "bitwise_or", "bitwise_xor")],
    (aten.alpha_dropout, (X, 0.5, False), {}),
    (aten.feature_dropout, (X, 0.5, False), {}),
    (aten.to.dtype_layout, (X,), {"dtype": torch.float64}),
    (aten.to.device, (X, torch.device("cpu"), torch.int32), {}),
    (aten.to.other, (X, INTS), {}),
    (aten.zero, (X,), {}),
    (aten._efficientzerotensor, ([2, 3],), {}),
    (aten._convolution_mode, (IMAGE, KERNEL, None, [1, 1], "same", [1, 1], 1), {}),
    (aten._convolution, (IMAGE, KERNEL, None, [2, 2], [1, 1], [1, 1], False, [0, 0], 1, False, False, True, True), {}),
    (aten.conv3d.padding, (VOLUME, torch.ones(1, 2, 2, 3, 1), None, [1, 1, 1], "same"), {}),
    (aten._adaptive_avg_pool3d, (VOLUME, [2, 2, 2]), {}),
    (aten.max_pool1d_with_indices, (SIGNAL, [2]), {}),
    (aten.max_pool3d_with_indices, (VOLUME, [2, 2, 2]), {}),
    (aten._prelu_kernel, (X, torch.tensor([0.1, 0.2, 0.3, 0.4])), {}),
    (aten.special_softmax, (X, 1), {}),
    (aten.special_log_softmax, (X, 1), {}),
    (aten.special_logsumexp, (X, [1]), {}),
    (aten.var_mean, (X,), {}),
    (aten.std_mean.dim, (X, [1]), {}),
    (aten.std_mean.correction, (X, [1]), {"correction": 0}),
    (aten.all.dims, (BOOLS, [0]), {}),
    (aten._reshape_copy, (X, [4, 3]), {}),
    (aten._unsafe_view, (X, [4, 3]), {}),
    (aten.view_copy, (X, [4, 3]), {}),
    (aten.view_as, (X, torch.ones(2, 6)), {}),
    (aten.reshape_as, (X, torch.ones(2, 6)), {}),
    (aten.ravel, (X,), {}),
    *[(getattr(aten, name), (torch.ones(2),), {}) for name in ("atleast_1d", "atleast_2d", "atleast_3d")],
    (aten.squeeze_copy, (SIGNAL,), {}),
    (aten.squeeze_copy.dim, (SIGNAL, 0), {}),
    (aten.squeeze_copy.dims, (SIGNAL, [0]), {}),
    (aten.unsqueeze_copy, (X, 0), {}),
    (aten.permute_copy, (X, [1, 0]), {}),
    (aten.transpose_copy.int, (X, 0, 1), {}),
    (aten.t_copy, (X,), {}),
    (aten.adjoint, (X,), {}),
    (aten.numpy_T, (SIGNAL,), {}),
    (aten.swapdims, (SIGNAL, 0, 2), {}),
    (aten.moveaxis.int, (SIGNAL, 0, 2), {}),
    (aten.moveaxis.intlist, (SIGNAL, [0, 1], [2, 0]), {}),
    (aten.select_copy.int, (X, 0, 1), {}),
    (aten.slice_copy.Tensor, (X, 0, 1), {}),
    (aten.narrow_copy, (X, 1, 1, 2), {}),
    (aten.concat, ([X, X], 1), {}),
    (aten.concatenate, ([X, X],), {}),
    (aten._stack, ([X, X],), {}),
    (aten.split.sizes, (X, [1, 2]), {}),
    (aten.split_copy.Tensor, (X, 2), {}),
    (aten.split_with_sizes_copy, (X, [1, 2]), {}),
    (aten.unsafe_split.Tensor, (X, 2), {}),
    (aten.unsafe_split_with_sizes, (X, [1, 2]), {}),
    (aten.unsafe_chunk, (X, 2), {}),
    (aten.unbind_copy.int, (X,), {}),
    (aten.reflection_pad3d, (VOLUME, [1, 1, 1, 0, 2, 1]), {}),
    (aten.replication_pad1d, (SIGNAL, [1, 2]), {}),
    (aten._unsafe_index.Tensor, (X, [torch.tensor([0, 2])]), {}),
    (aten.scatter.value_reduce, (X, 1, torch.tensor([[0], [3], [1]]), 2.0), {"reduce": "multiply"}),
    (aten.upsample_nearest1d.vec, (SIGNAL, [9], None), {}),
    (aten.upsample_nearest3d, (VOLUME, [5, 6, 7]), {}),
    (aten.upsample_linear1d, (SIGNAL, [9], True), {}),
    (aten.upsample_trilinear3d, (VOLUME, [5, 6, 7], True), {}),
    (aten._upsample_nearest_exact1d, (SIGNAL, [9]), {}),
    (aten._upsample_nearest_exact1d.vec, (SIGNAL, None, [1.5]), {}),
    (aten._upsample_nearest_exact2d, (IMAGE, [4, 9]), {}),
    (aten._upsample_nearest_exact3d, (VOLUME, [5, 6, 7]), {}),
    (aten._upsample_nearest_exact3d.vec, (VOLUME, [5, 2, 7], None), {}),
]
# fmt: on


def test_agrees_with_pytorch(number: int, agrees: Callable[[int], None]) -> None:
    agrees(number)
