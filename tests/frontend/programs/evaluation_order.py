"""Operands are evaluated from left to right, also where a later one changes an earlier one."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from tests.frontend.program import Program


@dataclass
class Counter:
    n: int


class VariableThatACallRebinds(Program):
    def forward(self, x: Tensor) -> tuple[int, int, list[int]]:
        n = int(x.sum())

        def rebind() -> int:
            nonlocal n
            n = 5
            return 1 if x[0, 0] > 0 else 2

        first = n + rebind()
        n += rebind()
        return first, n, [n, (n := 3), abs(n)]


class AttributeThatACallSets(Program):
    @staticmethod
    def bump(counter: Counter, x: Tensor) -> int:
        counter.n = 7 if x[0, 0] > 0 else 8
        return 1

    def forward(self, x: Tensor) -> int:
        counter = Counter(2)
        counter.n += self.bump(counter, x)
        return counter.n


class UnpackedBeforeItShrinks(Program):
    def forward(self, x: Tensor) -> Tensor:
        items = [x, x * 2, x * 3]
        parts = [*items, items.pop() if x[0, 0] > 0 else items[0]]
        return sum(parts, x) * len(items)
