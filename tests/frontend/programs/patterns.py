"""``match`` with every kind of pattern, and conditions of loops that assign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from torch import Tensor

from tests.frontend.program import Program


@dataclass
class Pair:
    a: Tensor
    b: int


class StarInPattern(Program):
    def forward(self, x: Tensor) -> Any:
        match [x, x + 1, x + 2]:
            case [a]:
                return a
            case [first, *rest, last] if last.sum() > 4:
                return first + sum(rest)
            case [first, *_]:
                return first * 3


class MappingPattern(Program):
    def forward(self, x: Tensor) -> Any:
        match {"rows": 2, "x": x, "k": x * 2}:
            case {"cols": n}:
                return x
            case {"rows": 2, "x": y, **rest} if y.sum() > 0:
                return y + rest["k"] + len(rest)
            case {"rows": int(n), "k": Tensor() as k}:
                return k * n


class ClassPattern(Program):
    def forward(self, x: Tensor) -> Any:
        match Pair(x, int(x.sum())):
            case Pair(a, 1):
                return a
            case Pair(a, int(n)) if n > 0:
                return a * n
            case Pair(b=n):
                return x - n


class AssignmentInCondition(Program):
    def forward(self, x: Tensor) -> Any:
        n = 0
        while (total := x.sum()) < 3:
            x = x + 1
            n += 1
            if n > 4:
                break
        return x, total, n


class AssignmentInConditionAndElse(Program):
    def forward(self, x: Tensor) -> Any:
        while (n := int(x.sum())) < 3 and n > -5:
            if n == 2:
                break
            x = x + 0.3
        else:
            x = -x
        return x * n
