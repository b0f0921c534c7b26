"""Tensors that are one memory on some paths, and literals that are written to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from tests.frontend.program import Program


@dataclass
class State:
    h: Tensor
    n: int


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


class ListOfSomePaths(Program):
    """A variable holds an older list on one path; what is read through both agrees."""

    def forward(self, x: Tensor) -> tuple[list[Tensor], int, list[Tensor]]:
        best: list[Tensor] = []
        top = -10.0
        for i in range(int((x > 0).sum()) + 1):
            items = [x * i, x + i]
            score = items[0].max().item()
            if score > top:
                top = score
                best = items
        is_large = x.sum() > 0
        if is_large:
            same = best
        if is_large:
            same.append(x)  # pyright: ignore[reportPossiblyUnboundVariable]
        return best, len(best), [x]


class ListInAFinishedFrame(Program):
    """Only inner functions can reach the list."""

    @staticmethod
    def make() -> tuple[Callable[[int], None], Callable[[], int]]:
        log: list[int] = []

        def add(value: int) -> None:
            log.append(value)

        def count() -> int:
            return len(log)

        return add, count

    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        add, count = self.make()
        if x.sum() > 0:
            add(1)
        return x, count()


class ReplacedByAHelper(Program):
    """The old object is gone where the new one is changed."""

    @staticmethod
    def step(state: State) -> State:
        if state.h.sum() > 0:
            state.n += 1
            return state
        return State(state.h * 2, 5)

    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        state = State(x, 1)
        state = self.step(state)
        state.n += 1
        return state.h, state.n


class WrittenInALoopThatReplacesIt(Program):
    def forward(self, x: Tensor) -> Tensor:
        x = x.clone()
        while x.sum() < 3:
            x[0, 3] += 1.5
            x = x * 2 + 1
        return x


class WrittenAfterAnExchangeInALoop(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        x = x.clone()
        other = x * 2
        turns = 0
        while turns < 3 and x.sum() < 9:
            turns += 1
            other[0, 1] += 0.25
            x, other = other, other * other
            x += 1
        return x, other


class OneOfTwoIsWhatNothingElseHolds(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        a = x.clone()
        b, c = (a, x * 2) if x[0, 0] > 0 else (x * 3, a)
        del a
        c.add_(1)
        return b, c


class InPlaceModuleInALoop(Program):
    """The first turn writes to the caller's tensor, the others do not."""

    def __init__(self) -> None:
        super().__init__()
        self.act = nn.ReLU(inplace=True)
        self.linear = nn.Linear(4, 4)

    def forward(self, x: Tensor) -> Tensor:
        turns = 0
        while turns < 3 and x.sum() < 2:
            residual = x
            x = self.linear(self.act(x))
            x += residual
            turns += 1
        return x


class ViewOfTheInputInALoop(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        y = x[0]
        turns = 0
        while turns < 3 and y.sum() < 3:
            y[1] += 1
            y = y + 0.25
            turns += 1
        return x, y


class OneAfterSomeTurns(Program):
    """Three turns make all names those of one tensor; the write is behind the loop."""

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        a, b, c = x + 1, x + 2, x + 3
        n = 0
        while n < 3 and x.sum() > -3:
            n += 1
            a, b = b, c
        if n == 0:
            a = a + 1
        return a, b, c


class WrittenBeforeTheLoopIsLeft(Program):
    """A turn that is left has the memory of the loop's head, which the next turn would replace."""

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        total = x + 1
        first, last = total, [total]
        while True:
            total.add_(1)
            if total.sum() > 9:
                break
            x = x * 0.5
            total = total + 0.25
            last[0] = total
        return x, total, first, last[0]


class WrittenByTheTest(Program):
    def bump(self, counts: Tensor) -> Tensor:
        counts.add_(1)
        return counts.sum() < 9

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        counts = x + 1
        while self.bump(counts):
            if x.sum() > 0:
                counts = counts.clone()
            x = x * 0.5
        return x, counts


class WrittenByAnotherNameInEachTurn(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        a, b = x + 1, x + 2
        while True:
            b = a
            a.add_(1)
            if a.sum() > 16:
                break
            b.mul_(1.5)
            a = a * 1.25
        return a, b


class Slotted:
    """Made by its own __init__, which a path that is left takes back."""

    __slots__ = ("items", "x")

    def __init__(self, x: Tensor) -> None:
        self.x = x
        self.items = [x]


class Plain:
    def __init__(self, x: Tensor) -> None:
        self.x = x
        self.n = 1 if x.max() > 1 else 2


class ObjectsMadeInArms(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, int, int]:
        plain = Plain(x)
        slotted = Slotted(x) if x[0, 0] > 0 else Slotted(x * 2)
        if x[0, 1] > 0:
            slotted.items.append(x)
            plain = Plain(plain.x * 2) if x[0, 2] > 0 else plain
        return plain.x + slotted.x, plain.n, len(slotted.items)
