"""Numbers known only at run time where PyTorch and Python take numbers."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

from tests.frontend.program import Program


class Powers(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        n = int(x.sum() * 2)
        s = x.sum().item()
        try:
            root = math.pow(s, 0.5)
        except ValueError:
            root = -1.0
        whole = math.pow(2, n) + math.pow(s, 2) + root
        if n != 0:
            whole = whole + n**-1
        return x * whole, x * 2**n, x * 0.9**n, x.abs() ** s, abs(s) ** x


class FunctionsOfMath(Program):
    def forward(self, x: Tensor) -> Tensor:
        n = int(x.sum() * 4)
        s = x.sum().item()
        if math.isclose(s, 1.0, abs_tol=0.5):
            return x * math.radians(s)
        return x * math.degrees(s) + math.gcd(n, 6) * math.prod([n, s, 2])


class SizesOfResults(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        n = int(x.abs().sum())
        s = x.sum().item()
        line = torch.linspace(0, s, steps=n, dtype=torch.float64)
        if n > 2:
            line = line * 2
        return line, F.one_hot(x.argmax(1), n + 4), torch.LongTensor([n, 2]), torch.Tensor([s])


class TypedTensorsOfLists(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        words: list[int] = []
        scores: list[float] = []
        while x.abs().sum() < 20:
            x = x * -1.8
            words.append(int(x.argmax()))
            scores.append(x.max().item())
        return torch.LongTensor(words), torch.FloatTensor(scores)


class KeysThatAreMissing(Program):
    """The message of a KeyError is the key as Python shows it."""

    def forward(self, x: Tensor) -> Tensor:
        n = int(x.sum() * 2)
        if n == 4:
            raise KeyError(n / 2)
        if n > 4:
            raise KeyError(5)
        if n < -4:
            raise KeyError(f"{n}")
        try:
            scale = {0: 1.0, 1: 2.0, 2: 3.0}[n + 1]
        except KeyError as error:
            if x[0, 0] > 0:
                raise ValueError(f"no scale: {error}, {error!s}, {error.args[0]}") from error
            raise
        return x * scale * {0: 1.0, 1: 2.0}[n]
