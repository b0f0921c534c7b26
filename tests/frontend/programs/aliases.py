"""Tensors that are one memory on some paths, and literals that are written to."""

from __future__ import annotations

import torch
from torch import Tensor

from tests.frontend.program import Program


class ConstantOrNew(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        a = torch.zeros(1, 4)
        b = a
        if x.sum() > 0:
            b = x * 2
        b += 1
        return a, b


class OneMemoryInOneArm(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        if x.sum() > 0:
            a = x.clone()
            b = a
        else:
            a = x + 1
            b = a * 1
        b += 1
        return a, b


class OneOfTwo(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        a = torch.zeros(1, 4)
        y = x.clone()
        b = a if x.sum() > 0 else y
        b[0, 1] = 3
        a += 1
        return a, b, y


class LiteralInLoop(Program):
    """Each turn makes a new tensor and writes to it."""

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        out = torch.zeros(2, 3)
        while x.sum() < 3:
            t = torch.tensor([[0.0, 0.0, 0.0]])
            t += 1
            x = x + t.sum()
            out[0] = t
            out[1, 1] = 5
        return x, out


class LongLiteral(Program):
    """Each call makes a new tensor and writes to it."""

    def forward(self, x: Tensor) -> Tensor:
        t = torch.tensor([0.0] * 100)
        t[0] += 1
        if x.sum() > 0:
            t[1] += 2
        return x + t.sum()
