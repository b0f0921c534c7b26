"""Indexing with tensors."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable

import torch

aten = torch.ops.aten
generator = torch.Generator().manual_seed(0)


def r(*shape: int) -> torch.Tensor:
    return torch.randn(shape, generator=generator)


# fmt: off
CASES = [
    (aten.embedding, (r(5, 3), torch.tensor([[0, 4], [2, 2]])), {}),
    (aten.embedding, (r(5, 3), torch.tensor(3, dtype=torch.int32), 1), {}),
    (aten.index_select, (r(4, 5), 1, torch.tensor([0, 3, 3])), {}),
    (aten.index_select, (r(4, 5).half(), 0, torch.tensor(2)), {}),
    (aten.gather, (r(3, 4), 1, torch.tensor([[0, 3], [1, 1], [2, 0]])), {}),
    (aten.gather, (r(3, 4), 0, torch.tensor([[0, 2, 1]])), {}),
    (aten.gather, (torch.arange(12).reshape(3, 4), -1, torch.tensor([[3]])), {}),
    (aten.take_along_dim, (r(3, 4), torch.tensor([[0], [-1], [2]]), 1), {}),
    (aten.take_along_dim, (r(3, 4), torch.tensor([0, 11])), {}),
    (aten.index.Tensor, (r(4, 5), [torch.tensor([0, -1, 2])]), {}),
    (aten.index.Tensor, (r(4, 5), [None, torch.tensor([[0, -1], [2, 2]])]), {}),
    (aten.index.Tensor, (r(4, 5), [torch.tensor([0, 3]), torch.tensor([1, 4])]), {}),
    (aten.index.Tensor, (r(4, 5), [torch.tensor([[0], [3]]), torch.tensor([1, 4])]), {}),
    (aten.index.Tensor, (r(2, 3, 4), [torch.tensor([0, 1]), None, torch.tensor([1, 3])]), {}),
    (aten.index.Tensor, (r(2, 3, 4), [None, torch.tensor([2]), torch.tensor([1, 3])]), {}),
    (aten.index.Tensor, (r(4), [torch.tensor(2)]), {}),
    (aten.scatter.src, (r(3, 5), 1, torch.tensor([[0, 1], [4, 2], [3, 3]]), r(3, 5)), {}),
    (aten.scatter.value, (r(3, 5), 0, torch.tensor([[0, 1, 2], [2, 2, 0]]), 9.5), {}),
    (aten.scatter.reduce, (r(3, 5), 1, torch.tensor([[0, 0], [4, 2], [3, 3]]), r(3, 5)), {"reduce": "add"}),
    (aten.scatter_add, (r(3, 5), 1, torch.tensor([[0, 0], [4, 2], [3, 3]]), r(3, 5)), {}),
    (aten.scatter_add, (torch.zeros(5, dtype=torch.int64), 0, torch.tensor([1, 1, 4]), torch.tensor([3, 4, 5])), {}),
    (aten.select_scatter, (r(3, 4), r(3), 1, -1), {}),
    (aten.slice_scatter, (r(5, 4), r(2, 4), 0, 1, 4, 2), {}),
    (aten.slice_scatter, (r(5, 4), r(2, 4), 0, -2), {}),
]
# fmt: on


def test_agrees_with_pytorch(number: int, agrees: Callable[[int], None]) -> None:
    agrees(number)
