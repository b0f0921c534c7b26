"""Products of matrices, Einstein sums and attention."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable

import torch

aten = torch.ops.aten
generator = torch.Generator().manual_seed(0)


def r(*shape: int) -> torch.Tensor:
    return torch.randn(shape, generator=generator)


MASK = torch.tensor([[True, False, True, False], [False] * 4, [True] * 4, [False, True] * 2])


# fmt: off
CASES = [
    (aten.linear, (r(2, 8), r(4, 8)), {}),
    (aten.linear, (r(2, 3, 8), r(4, 8), r(4)), {}),
    (aten.linear, (r(8), r(4, 8), r(4)), {}),
    (aten.linear, (r(2, 8).half(), r(4, 8).half(), r(4).half()), {}),
    (aten.mm, (r(3, 4), r(4, 5)), {}),
    (aten.mm, (torch.arange(12).reshape(3, 4), torch.arange(20).reshape(4, 5)), {}),
    (aten.mm, (torch.arange(-6, 6).reshape(3, 4).to(torch.int8), torch.arange(20).reshape(4, 5).to(torch.int8)), {}),
    (aten.bmm, (torch.arange(24).reshape(2, 3, 4).to(torch.int8), torch.arange(40).reshape(2, 4, 5).to(torch.int8)), {}),
    (aten.bmm, (r(2, 3, 4), r(2, 4, 5)), {}),
    (aten.matmul, (r(4), r(4)), {}),
    (aten.matmul, (r(3, 4), r(4)), {}),
    (aten.matmul, (r(4), r(4, 3)), {}),
    (aten.matmul, (r(4), r(2, 4, 3)), {}),
    (aten.matmul, (r(2, 3, 4), r(4)), {}),
    (aten.matmul, (r(2, 3, 4), r(4, 5)), {}),
    (aten.matmul, (r(3, 4), r(2, 4, 5)), {}),
    (aten.matmul, (r(2, 1, 3, 4), r(5, 4, 6)), {}),
    (aten.dot, (r(5), r(5)), {}),
    (aten.outer, (r(5), r(3)), {}),
    (aten.ger, (torch.tensor([1, 2]), torch.tensor([3, 4])), {}),
    (aten.einsum, ("ij,jk->ik", [r(3, 4), r(4, 5)]), {}),
    (aten.einsum, ("bhqd, bhkd -> bhqk", [r(2, 3, 4, 5), r(2, 3, 6, 5)]), {}),
    (aten.einsum, ("bqhd,bkhd->bhqk", [r(2, 4, 3, 5), r(2, 6, 3, 5)]), {}),
    (aten.einsum, ("i,i", [r(4), r(4)]), {}),
    (aten.einsum, ("ij,kj", [r(3, 4), r(5, 4)]), {}),
    (aten.einsum, ("ij,k,ij->kj", [r(3, 4), r(5), r(3, 4)]), {}),
    (aten.einsum, ("ijk->kj", [r(3, 4, 5)]), {}),
    (aten.einsum, ("bn,anm,bm->ba", [r(2, 5), r(3, 5, 4), r(2, 4)]), {}),
    (aten.mv, (r(3, 5), r(5)), {}),
    (aten.addmm, (r(5), r(3, 4), r(4, 5)), {}),
    (aten.addmm, (r(3, 5), r(3, 4), r(4, 5)), {"beta": 0.5, "alpha": 2}),
    (aten.addmm, (torch.full((3, 5), float("nan")), r(3, 4), r(4, 5)), {"beta": 0}),
    (aten.addmv, (r(3), r(3, 4), r(4)), {"alpha": 2}),
    (aten.baddbmm, (r(2, 3, 5), r(2, 3, 4), r(2, 4, 5)), {"beta": 2, "alpha": 0.5}),
    (aten.baddbmm, (r(1, 1, 5), r(2, 3, 4), r(2, 4, 5)), {}),
    (aten.scaled_dot_product_attention, (r(2, 3, 4, 8), r(2, 3, 5, 8), r(2, 3, 5, 6)), {}),
    (aten.scaled_dot_product_attention, (r(2, 3, 4, 8), r(2, 3, 4, 8), r(2, 3, 4, 8)), {"is_causal": True}),
    (aten.scaled_dot_product_attention, (r(2, 3, 4, 8), r(2, 3, 5, 8), r(2, 3, 5, 8), r(4, 5)), {"scale": 0.3}),
    (aten.scaled_dot_product_attention, (r(1, 2, 4, 8), r(1, 2, 4, 8), r(1, 2, 4, 8), MASK), {}),
    (aten.scaled_dot_product_attention, (r(2, 4, 3, 8), r(2, 2, 5, 8), r(2, 2, 5, 8)), {"enable_gqa": True}),
    (aten.scaled_dot_product_attention, (r(4, 8), r(4, 8), r(4, 8)), {}),
]
# fmt: on


def test_agrees_with_pytorch(number: int, agrees: Callable[[int], None]) -> None:
    agrees(number)
