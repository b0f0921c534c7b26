"""The smallest dynamic network, to try the benchmarks themselves."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Tiny(nn.Module):
    """1x8 to 1x4: the second layer runs if the first one's output has a positive sum."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Linear(8, 8)
        self.second = nn.Linear(8, 8)
        self.last = nn.Linear(8, 4)

    def forward(self, x: Tensor) -> Tensor:
        x = self.first(x)
        if bool(x.sum() > 0):
            x = torch.relu(self.second(x))
        return self.last(x)


def make(seed: int = 0) -> Tiny:
    """An untrained network for 1x8."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return Tiny().eval()


def example_inputs(generator: torch.Generator | None = None) -> tuple[Tensor]:
    """Random numbers, 1x8."""
    return (torch.randn(1, 8, generator=generator),)
