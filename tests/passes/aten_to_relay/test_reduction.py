"""Reductions, scans and orders."""

from __future__ import annotations

from collections.abc import Callable

import torch

aten = torch.ops.aten
generator = torch.Generator().manual_seed(0)


def r(*shape: int) -> torch.Tensor:
    return torch.randn(shape, generator=generator)


NAN, INF = float("nan"), float("inf")
SPECIAL = torch.tensor([[1.0, NAN, 3.0, INF], [-INF, 2.0, 2.0, 0.0], [NAN, NAN, 1.0, 1.0]])
TIES = torch.tensor([[1.0, 3.0, 3.0, 0.0], [2.0, 2.0, 2.0, 2.0]])
INTS = torch.tensor([[3, -1, 3], [0, 5, 5]])
BOOLS = torch.tensor([[True, False, True], [False, False, False]])


# fmt: off
CASES = [
    (aten.sum, (r(2, 3),), {}),
    (aten.sum, (INTS.int(),), {}),
    (aten.sum, (BOOLS,), {}),
    (aten.sum, (r(2, 3).half(),), {}),
    (aten.sum.dim_IntList, (r(2, 3, 4), [1]), {}),
    (aten.sum.dim_IntList, (r(2, 3, 4), [0, -1], True), {}),
    (aten.sum.dim_IntList, (r(2, 3, 4), []), {}),
    (aten.sum.dim_IntList, (r(2, 3, 4), None), {"dtype": torch.float64}),
    (aten.sum.dim_IntList, (r(), [0]), {}),
    (aten.sum, (r(1_000_003) + 10,), {}),
    (aten.sum.dim_IntList, (r(3, 70, 71, 2) + 10, [1, 2]), {}),
    (aten.mean.dim, (r(2, 3000) + 10, [1], True), {}),
    (aten.var, (r(2, 3, 3000) + 10,), {}),
    (aten.mean, (r(2, 3),), {}),
    (aten.mean.dim, (r(2, 3, 4), [1, 2]), {}),
    (aten.mean.dim, (r(2, 3, 4), [-1], True), {}),
    (aten.mean.dim, (INTS, [0]), {"dtype": torch.float32}),
    (aten.prod, (r(2, 3),), {}),
    (aten.prod.dim_int, (INTS, 1), {}),
    (aten.any, (BOOLS,), {}),
    (aten.any.dim, (BOOLS, 1), {}),
    (aten.any.dim, (SPECIAL, 1, True), {}),
    (aten.any.dims, (BOOLS, [0, 1]), {}),
    (aten.all, (BOOLS,), {}),
    (aten.all.dim, (INTS, 0), {}),
    (aten.all.dim, (INTS.to(torch.uint8), 0), {}),
    (aten.amax, (SPECIAL, [1]), {}),
    (aten.amax, (r(2, 3, 4), [0, 2], True), {}),
    (aten.amax, (r(2, 3),), {}),
    (aten.amin, (SPECIAL, [0]), {}),
    (aten.amin, (INTS, [1]), {}),
    (aten.max, (SPECIAL,), {}),
    (aten.max, (INTS,), {}),
    (aten.min, (r(2, 3),), {}),
    (aten.max.dim, (SPECIAL, 1), {}),
    (aten.max.dim, (TIES, 1), {}),
    (aten.max.dim, (r(2, 3, 4), 0, True), {}),
    (aten.max.dim, (INTS.int(), 1), {}),
    (aten.max.dim, (r(), 0), {}),
    (aten.min.dim, (SPECIAL, 1), {}),
    (aten.min.dim, (TIES, -1), {}),
    (aten.argmax, (SPECIAL,), {}),
    (aten.argmax, (SPECIAL, 1), {}),
    (aten.argmax, (TIES, 1, True), {}),
    (aten.argmax, (r(2, 3, 4),), {"keepdim": True}),
    (aten.argmax, (INTS, 0), {}),
    (aten.argmin, (TIES, 1), {}),
    (aten.argmin, (SPECIAL, 0), {}),
    (aten.argmax, (r(40, 50), 1), {}),
    (aten.var, (r(2, 3),), {}),
    (aten.var, (r(2, 3), False), {}),
    (aten.var.dim, (r(2, 3, 4), [1]), {}),
    (aten.var.dim, (r(2, 3, 4), [0, 2], False, True), {}),
    (aten.var.correction, (r(2, 3, 4), [1]), {"correction": 0.5}),
    (aten.var.correction, (r(2, 1, 4), [1]), {}),
    (aten.std, (r(2, 3),), {}),
    (aten.std.dim, (r(2, 3, 4), [1]), {}),
    (aten.std.correction, (r(2, 3, 4), [1, 2]), {"correction": 2, "keepdim": True}),
    (aten.var_mean.dim, (r(2, 3, 4), [1]), {}),
    (aten.var_mean.correction, (r(2, 3, 4), [1]), {"correction": 0}),
    (aten.std_mean, (r(2, 3),), {}),
    (aten.linalg_vector_norm, (r(2, 3),), {}),
    (aten.linalg_vector_norm, (r(2, 3), 1, [1]), {}),
    (aten.linalg_vector_norm, (r(2, 3), INF, [1], True), {}),
    (aten.linalg_vector_norm, (r(2, 3), -INF, [1]), {}),
    (aten.linalg_vector_norm, (TIES, 0, [1]), {}),
    (aten.linalg_vector_norm, (r(2, 3), 3, [1]), {}),
    (aten.norm.Scalar, (r(2, 3), 2), {}),
    (aten.norm.ScalarOpt_dim, (r(2, 3), 2, [1]), {}),
    (aten.logsumexp, (r(2, 3) * 100, [1]), {}),
    (aten.logsumexp, (SPECIAL, [1], True), {}),
    (aten.logsumexp, (torch.tensor([[-INF, -INF], [INF, 1.0]]), [1]), {}),
    (aten.cumsum, (r(3, 4), 1), {}),
    (aten.cumsum, (INTS.int(), 0), {}),
    (aten.cumsum, (BOOLS, 1), {}),
    (aten.cumprod, (r(3, 4), 0), {}),
    (aten.count_nonzero, (INTS,), {}),
    (aten.count_nonzero.dim_IntList, (SPECIAL, [1]), {}),
    (aten.topk, (r(2, 9), 3), {}),
    (aten.topk, (SPECIAL[:2], 3), {}),
    (aten.topk, (r(4, 5, 3), 2, 1, False), {}),
    (aten.topk, (torch.tensor([3, 1, 2, 9]), 2), {}),
    (aten.topk, (r(2, 3000), 1), {}),
    (aten.topk, (r(3000, 2).half(), 1, 0, False), {}),
    (aten.topk, (SPECIAL[:1], 1), {}),
    (aten.topk, (SPECIAL, 1, 1, False), {}),
    (aten.topk, (torch.tensor([[2**53 + 1, 2**53, 0]]), 1), {}),
    (aten.sort, (r(2, 9),), {}),
    (aten.sort.stable, (TIES,), {"stable": True, "descending": True}),
    (aten.sort.stable, (SPECIAL,), {"stable": True}),
    (aten.sort.stable, (INTS, ), {"stable": True, "dim": 0, "descending": True}),
    (aten.sort.stable, (BOOLS, ), {"stable": True}),
    (aten.sort.stable, (torch.tensor([0.0, -0.0, 1.0, -0.0, 0.0]), ), {"stable": True}),
    (aten.argsort, (r(2, 9), 0, True), {}),
    (aten.argsort.stable, (TIES,), {"stable": True}),
]
# fmt: on


def test_agrees_with_pytorch(number: int, agrees: Callable[[int], None]) -> None:
    agrees(number)
