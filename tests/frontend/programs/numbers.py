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


class RoundedToDigits(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, float, float, float, int]:
        s = x.sum().item()
        price = round(s, 2)
        if price == round(s * 4) / 4:
            return x * price, price, round(s / 3, 12), round(round(s * 8) / 8, 2), round(int(s), 3)
        if round(s, 1) > 1:
            price = price + round(True, 2)
        return x * price, price, round(s, 0), round(1e300 * s, 330), round(s > 0, 1)


class FloorDivisionOfFloats(Program):
    """With all signs, zeros, and integers on either side."""

    def forward(self, x: Tensor) -> tuple[float, ...]:
        s, t = round(x[0, 0].item(), 1), round(x[0, 1].item() / 2, 1)
        n = int(x[0, 2] * 3)
        r = s % 0.25
        s //= 0.5
        if r > 0.1:
            return s, r, n // 2.0, n % -1.5, 7 // (t + 10), -7.5 % (t + 10), s // (n * n + 1)
        return r, s // t, s % t, divmod(s, 3)[1], divmod(n, -0.75)[0], (t > 0) % 0.75


class DivisionByZeroOfFloats(Program):
    def forward(self, x: Tensor) -> tuple[float, ...]:
        s = x[0, 0].item()
        t = float(round(x[0, 1].item()))
        try:
            quotient = s // t
        except ZeroDivisionError as error:
            if s > 0:
                raise ValueError(f"no quotient: {error}") from error
            quotient = s % 2
        if s > 0.5:
            return quotient, s % (t - 1)
        return (quotient, *divmod(s, t + 1))


class InvertedNumbers(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, int, int, Tensor]:
        n = int(x.sum() * 2)
        if ~n & 1:
            x = x[:, ~(n & 1) :]
        return x, ~n, ~(n > 0), ~(x > 0)


class FunctionsOfTwoFloats(Program):
    def forward(self, x: Tensor) -> tuple[float, ...]:
        s, t = x[0, 0].item(), x[0, 1].item()
        if math.isclose(s, t, rel_tol=abs(t), abs_tol=0.1):
            return math.hypot(s, t), math.copysign(s, t), math.fmod(s, t)
        try:
            d = math.hypot(s, 2) + math.copysign(1, s) + math.atan2(s, t)
        except ValueError:
            d = 0.0
        close = math.isclose(s, 1.0, rel_tol=t)
        return d, math.fmod(s * 10, 0.75), math.fmod(3, t), float(close)


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


class CloseTensors(Program):
    def forward(self, x: Tensor) -> Tensor:
        if torch.allclose(x, x.round(), atol=0.4):
            x = x + 1
        if x.allclose(x * 1.1, rtol=0.0, atol=0.15) or x.round().equal(x.ceil()):
            return x - 1
        return x
