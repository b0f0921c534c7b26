"""Operators that make tensors."""

from __future__ import annotations

from collections.abc import Callable

import torch

aten = torch.ops.aten
generator = torch.Generator().manual_seed(0)


def r(*shape: int) -> torch.Tensor:
    return torch.randn(shape, generator=generator)


# fmt: off
CASES = [
    (aten.zeros, ([2, 3],), {}),
    (aten.zeros, ([],), {"dtype": torch.int64}),
    (aten.zeros_like, (r(2, 3),), {"dtype": torch.bool}),
    (aten.ones, ([2, 3],), {"dtype": torch.float16}),
    (aten.ones_like, (r(2, 3),), {}),
    (aten.full, ([2, 3], 1.5), {}),
    (aten.full, ([2, 3], float("-inf")), {"dtype": torch.float64}),
    (aten.full, ([2], float("nan")), {}),
    (aten.full, ([2, 3], True), {}),
    (aten.full, ([2], 200), {"dtype": torch.uint8}),
    (aten.full, ([2], -2**63), {}),
    (aten.full_like, (r(2, 3), 7), {}),
    (aten.new_zeros, (r(2), [3]), {}),
    (aten.new_ones, (r(2), [3]), {"dtype": torch.int32}),
    (aten.new_full, (r(2), [3], 1e-8), {}),
    (aten.fill.Scalar, (r(2, 3), 0.1), {}),
    (aten.fill.Tensor, (r(2, 3), r()), {}),
    (aten.scalar_tensor, (0.1,), {}),
    (aten.scalar_tensor, (3,), {"dtype": torch.int8}),
    (aten.arange, (5,), {}),
    (aten.arange.start, (2, 7), {"dtype": torch.float32}),
    (aten.arange.start_step, (0.5, 3, 0.3), {}),
    (aten.arange.start_step, (7, 1, -2), {}),
    (aten.linspace, (0, 1, 7), {}),
    (aten.linspace, (-1.5, 1.5, 1), {}),
    (aten.eye, (3,), {}),
    (aten.eye.m, (3, 5), {"dtype": torch.int64}),
    (aten.tril, (r(3, 4), 1), {}),
    (aten.triu, (r(2, 3, 3), -1), {}),
    (aten.triu, (torch.arange(9).reshape(3, 3),), {}),
    (aten.one_hot, (torch.tensor([[0, 2], [1, 1]]), 4), {}),
]
# fmt: on


def test_agrees_with_pytorch(number: int, agrees: Callable[[int], None]) -> None:
    agrees(number)
