"""A network for the tests of the tools: it doubles or negates, or refuses."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Choose(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.tensor(2.0))

    def forward(self, x: Tensor, state: tuple[Tensor, Tensor], limit: float = 1.0) -> Tensor:
        if not torch.isfinite(x).all():
            raise ValueError("x must be finite")
        if x.sum() > limit:
            return x * self.scale + state[0]
        return -x + state[1]


def make() -> Choose:
    return Choose().eval()


def make_nothing() -> int:
    return 3


def make_trouble() -> Choose:
    raise RuntimeError("no weights here")


def example_inputs() -> tuple[Tensor, tuple[Tensor, Tensor]]:
    return torch.ones(3), (torch.zeros(3), torch.ones(3))
