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
    (aten.scatter_reduce.two, (r(3, 5), 1, torch.tensor([[0, 0], [4, 2], [3, 3]]), r(3, 5), "sum"), {}),
    (aten.scatter_reduce.two, (r(3, 5), 1, torch.tensor([[0, 0], [4, 2], [3, 3]]), r(3, 5), "prod"), {"include_self": False}),
    (aten.scatter_reduce.two, (r(3, 5), 1, torch.tensor([[0, 0], [4, 2], [3, 3]]), r(3, 5), "amax"), {}),
    (aten.scatter_reduce.two, (torch.full((3,), torch.nan), 0, torch.tensor([0, 0, 1]), r(3), "amax"), {}),
    (aten.scatter_reduce.two, (torch.arange(3), 0, torch.tensor([0, 0, 1]), torch.tensor([5, -4, 9]), "amin"), {"include_self": False}),
    (aten.index_add, (r(3, 4), 1, torch.tensor([0, 3, 3]), r(3, 3)), {"alpha": 2}),
    (aten.index_add, (torch.arange(4), 0, torch.tensor([1, 1]), torch.tensor([10, 20])), {}),
    (aten.index_copy, (r(3, 4), 0, torch.tensor([2, 0]), r(2, 4)), {}),
    (aten.index_fill.int_Scalar, (r(3, 4), 1, torch.tensor([-1, 0]), 7.5), {}),
    (aten.index_fill.int_Tensor, (r(3, 4), 0, torch.tensor(2), torch.tensor(-1.5)), {}),
    (aten.index_put, (r(4, 5), [torch.tensor([3, -3])], r(2, 5)), {}),
    (aten.index_put, (r(4, 5), [None, torch.tensor([3, 0, 3])], torch.tensor(1.5), True), {}),
    (aten.index_put, (r(4, 5), [torch.tensor([[0], [3]]), torch.tensor([1, 4])], r(2, 2)), {}),
    (aten.index_put, (r(2, 3, 4), [torch.tensor([0, 1]), None, torch.tensor([1, 3])], r(2, 3)), {}),
    (aten.index_put, (r(2, 3, 4), [None, torch.tensor([[2], [0]])], r(2, 2, 1, 4), True), {}),
    (aten.index_put, (r(3, 4), [r(3, 4) > 0], torch.tensor(1.5)), {}),
    (aten.index_put, (r(3, 4), [r(3) > 0], r(4)), {}),
    (aten.index_put, (r(3, 4), [None, r(4) > 0], r(3, 1), True), {}),
    (aten.index_put, (r(2, 3, 4, 2), [None, r(3, 4) > 0], r(1, 2)), {}),
    (aten.index_put, (torch.arange(4), [torch.arange(4) > 9], torch.tensor([7.0])), {}),
    (aten.index_put, (r(3, 4) > 0, [r(3, 4) > 0], torch.tensor(True), True), {}),
    (aten.take, (r(3, 4), torch.tensor([[0, -1], [5, 11]])), {}),
    (aten.masked_scatter, (r(3, 4), torch.tensor([True, False, True, True]), r(2, 6)), {}),
    (aten.diagonal, (r(3, 5),), {}),
    (aten.diagonal, (r(2, 4, 3, 5), 2, 1, -1), {}),
    (aten.diagonal, (r(4, 3, 2), -2, 0, 1), {}),
    (aten.diagonal_copy, (r(3, 3), 1), {}),
    (aten.linalg_diagonal, (r(2, 3, 3),), {}),
    (aten.select_scatter, (r(3, 4), r(3), 1, -1), {}),
    (aten.slice_scatter, (r(5, 4), r(2, 4), 0, 1, 4, 2), {}),
    (aten.slice_scatter, (r(5, 4), r(2, 4), 0, -2), {}),
]
# fmt: on


def test_agrees_with_pytorch(number: int, agrees: Callable[[int], None]) -> None:
    agrees(number)
