"""Iterators that are made before a decision and used behind it."""

from __future__ import annotations

import torch
from torch import Tensor

from tests.frontend.program import Program


class ZipUsedInBothArms(Program):
    def forward(self, x: Tensor) -> Tensor:
        pairs = zip([x, x + 1], [1.0, 2.0])
        total = torch.zeros_like(x)
        if x.sum() > 0:
            for value, factor in pairs:
                total = total + value * factor
        else:
            for value, factor in pairs:
                total = total - value * factor
        return total


class NextOnOnePath(Program):
    def forward(self, x: Tensor) -> Tensor:
        numbers = iter([1, 2, 3])
        if x.sum() > 0:
            x = x + next(numbers)
        return x * next(numbers)


class EnumerateAndReversed(Program):
    def forward(self, x: Tensor) -> Tensor:
        for i, row in reversed(list(enumerate([x, x * 2, x * 3]))):
            if row.sum() > i:
                x = x + row
        return x + sum(map(float, filter(None, [1, 0, 2])))


class TypesOfRuntimeValues(Program):
    def forward(self, x: Tensor) -> Tensor:
        s = x.sum().item()
        if type(s) is float and isinstance(s, float) and type(x) is torch.Tensor:
            x = x * 2
        if isinstance(int(s), int) and type(s > 0) == bool:  # noqa: E721
            x = x + 1
        return x if s > 0 else -x
