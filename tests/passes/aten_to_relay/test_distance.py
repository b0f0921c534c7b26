"""Distances between vectors."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch

aten = torch.ops.aten
generator = torch.Generator().manual_seed(0)


def r(*shape: int) -> torch.Tensor:
    return torch.randn(shape, generator=generator)


# fmt: off
CASES = [
    (aten.cdist, (r(3, 4), r(5, 4)), {}),
    (aten.cdist, (r(2, 3, 4), r(2, 5, 4)), {"p": 1.0}),
    (aten.cdist, (r(2, 3, 4), r(5, 4)), {"p": 3.0}),
    (aten.cdist, (r(3, 4), r(5, 4)), {"p": math.inf}),
    (aten.cdist, (r(3, 4).round(), r(5, 4).round()), {"p": 0.0}),
    (aten.cdist, (r(30, 4), r(5, 4)), {}),
    (aten.cdist, (r(2, 3, 4), r(2, 26, 4)), {}),
    (aten.cdist, (r(30, 4), r(5, 4)), {"compute_mode": 2}),
    (aten.cdist, (r(3, 4), r(5, 4)), {"compute_mode": 1}),
    (aten._cdist_forward, (r(3, 4), r(5, 4), 2.0, None), {}),
    (aten._cdist_forward, (r(3, 4).double(), r(5, 4).double(), 2.5, 2), {}),
    (aten.pdist, (r(5, 4),), {}),
    (aten.pdist, (r(2, 4),), {"p": 1.0}),
    (aten._pdist_forward, (r(5, 4), 3.0), {}),
    (aten.pairwise_distance, (r(3, 4), r(3, 4)), {}),
    (aten.pairwise_distance, (r(4), r(3, 4)), {"p": 1.0, "keepdim": True}),
    (aten.pairwise_distance, (r(4), r(4)), {"eps": 0.5}),
    (aten.pairwise_distance, (torch.arange(4), torch.tensor([3, 0, 5, 1])), {}),
    (aten.dist, (r(3, 4), r(3, 4)), {}),
    (aten.dist, (r(3, 4), r(4)), {"p": 1}),
    (aten.dist, (r(3, 4), r(3, 4)), {"p": math.inf}),
]
# fmt: on


def test_agrees_with_pytorch(number: int, agrees: Callable[[int], None]) -> None:
    agrees(number)
