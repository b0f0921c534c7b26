"""Decisions and loops on run-time values, compiled and compared with eager PyTorch."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from tests.frontend.program import Program


class IfElse(Program):
    def forward(self, x: Tensor) -> Tensor:
        if x.sum() > 0:
            y = x * 2
        else:
            y = x - 1
        return y + 1


class ElifChain(Program):
    def forward(self, x: Tensor) -> Tensor:
        s = x.sum().item()
        if s > 1.5:
            return x
        elif s > 0:
            x = x + 1
        elif s > -1:
            x = x * 3
        return x.relu()


class ConditionalExpression(Program):
    def forward(self, x: Tensor) -> Tensor:
        scale = 2.0 if x.mean() > 0 else 0.5
        return x * scale if x.max() > 0.5 else x


class BooleanOperators(Program):
    def forward(self, x: Tensor) -> Tensor:
        a = x[0, 0] > 0
        b = x[0, 1] > 0
        if (a and not b) or (x[0, 2] > 0 and x.sum().item() > 0):
            return x + 1
        if a or b:
            return x - 1
        return x


class ChainedComparison(Program):
    def forward(self, x: Tensor) -> Tensor:
        if -0.5 < x.mean().item() <= 0.25:
            return x * 10
        return x


class EarlyReturnInLoop(Program):
    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(4, 4) for _ in range(4))

    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        for i, layer in enumerate(self.layers):
            x = torch.tanh(layer(x)) + x
            if x.abs().max() > 1.2:
                return x, i
        return x, -1


class SkipBlocks(Program):
    def __init__(self) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(nn.Linear(4, 4) for _ in range(5))
        self.gates = nn.ModuleList(nn.Linear(4, 1) for _ in range(5))

    def forward(self, x: Tensor) -> Tensor:
        for block, gate in zip(self.blocks, self.gates):
            if torch.sigmoid(gate(x)).item() > 0.5:
                x = x + torch.relu(block(x))
        return x


class SkipAndExit(Program):
    """Skipping and leaving in the same loop: paths must not multiply."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(nn.Linear(4, 4) for _ in range(6))

    def forward(self, x: Tensor) -> Tensor:
        for block in self.blocks:
            if x[0, 0] > 0:
                x = x + block(x)
                if x.abs().max() > 3:
                    return x
            else:
                x = x - 0.1
        return x * 2


class WhileLoop(Program):
    def forward(self, x: Tensor) -> Tensor:
        n = 0
        while x.abs().max() > 0.3:
            x = x * 0.7
            n += 1
        return x + n


class WhileWithElse(Program):
    def forward(self, x: Tensor) -> Tensor:
        i = 0
        while x.sum() < 5:
            x = x + 1
            i = i + 1
            if x[0, 0] > 2.5:
                break
        else:
            x = x * 100
        return x + i


class WhileTrueBreak(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        steps = 0
        while True:
            x = x / 2
            steps += 1
            if x.norm() < 0.5:
                break
        return x, steps


class ContinueInLoop(Program):
    def forward(self, x: Tensor) -> Tensor:
        total = torch.zeros(4)
        for row in x:
            if row.sum() < 0:
                continue
            total = total + row
        return total

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, ...]:
        return (torch.randn(5, 4, generator=generator),)


class RangeOfRuntimeBound(Program):
    def forward(self, x: Tensor) -> Tensor:
        n = int(x.abs().sum().item())
        y = torch.zeros(1, 4)
        for i in range(n):
            y = y + x * i
        return y


class ReturnInsideRuntimeLoop(Program):
    def forward(self, x: Tensor) -> Tensor:
        n = int(x.abs().sum() * 3)
        for i in range(n):
            x = x + 0.25
            if x.sum() > 3:
                return x * i
        return -x


class NestedLoops(Program):
    def forward(self, x: Tensor) -> Tensor:
        outer = 0
        while x.sum() < 3 and outer < 4:
            inner = 0
            while x[0, 1] < 1:
                x = x + torch.tensor([[0.0, 0.3, 0.1, 0.0]])
                inner += 1
                if inner > 2:
                    break
            x = x + 0.2
            outer += 1
        return x


class HelperWithReturns(Program):
    @staticmethod
    def classify(v: Tensor) -> int:
        if v.item() > 0.5:
            return 2
        if v.item() > 0:
            return 1
        return 0

    def forward(self, x: Tensor) -> Tensor:
        kind = self.classify(x[0, 0])
        if kind == 2:
            return x * 4
        if kind == 1:
            return x * 3
        return x


class RoutedExpert(Program):
    def __init__(self) -> None:
        super().__init__()
        self.router = nn.Linear(4, 3)
        self.experts = nn.ModuleList(nn.Linear(4, 4) for _ in range(3))

    def forward(self, x: Tensor) -> Tensor:
        index = self.router(x).argmax(dim=-1).item()
        expert = self.experts[index]
        return torch.relu(expert(x)) + x


class MergeCounters(Program):
    """Patience: a counter that only some paths raise."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(4, 4) for _ in range(5))

    def forward(self, x: Tensor) -> Tensor:
        patience = 0
        previous = None
        for layer in self.layers:
            x = layer(x) + x
            prediction = x.argmax(dim=-1)
            if previous is not None and bool((prediction == previous).all()):
                patience += 1
            else:
                patience = 0
            if patience == 2:
                return x
            previous = prediction
        return x * 0


class NotOnTensor(Program):
    def forward(self, x: Tensor) -> Tensor:
        done = x[0, 0] > 0.3
        if not done:
            x = x + 1
        return x


class UnboundOnOnePath(Program):
    def forward(self, x: Tensor) -> Tensor:
        flag = bool(x.sum() > 0)
        if flag:
            extra = x * 2
        if flag:
            x = x + extra  # pyright: ignore[reportPossiblyUnboundVariable]
        return x


class NoneOrTensor(Program):
    def forward(self, x: Tensor) -> Tensor:
        extra = None
        if x.sum() > 0:
            extra = x * 2
        y = x + 1
        if extra is not None:
            y = y + extra
        return y


class MatchStatement(Program):
    def forward(self, x: Tensor) -> Tensor:
        match int(x.abs().sum().item()) % 4:
            case 0:
                return x
            case 1 | 2:
                return x + 1
            case n if n > 2:
                return x * n
        return x - 1


class WhileOnTensorCounter(Program):
    def forward(self, x: Tensor) -> Tensor:
        i = torch.tensor(0)
        while i < 3:
            x = x + i
            i = i + 1
        return x


class ReturnInFinally(Program):
    def forward(self, x: Tensor) -> Tensor:
        try:
            if x.sum() > 0:
                raise ValueError("positive")
            x = x + 1
        finally:
            x = x * 3
            return x  # noqa: B012


class BreakInFinally(Program):
    def forward(self, x: Tensor) -> Tensor:
        for i in range(3):
            try:
                if x.sum() > 1:
                    raise ValueError("large")
                x = x + i
            finally:
                if x.sum() > 0:
                    break  # noqa: B012
        return x


class ElseRaisesPastItsHandler(Program):
    def forward(self, x: Tensor) -> Tensor:
        try:
            try:
                x = x + 1
            except ValueError:
                return x
            else:
                if x.sum() > 4:
                    raise ValueError("large")
        except ValueError:
            return -x
        return x


class RowsOfTwoTensors(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, int]:
        total = torch.zeros(())
        for a, b in zip(x, x.roll(1, 0)):
            if (a * b).sum() > 0:
                total = total + a.sum()
        done, steps, turns = torch.zeros(3, dtype=torch.bool), torch.zeros(3), 0
        while not done.all() and turns < 6:
            steps = torch.where(done, steps, steps + 1)
            done = done | (x.sum(1) + steps > 1.5)
            turns += 1
        return total, steps, turns

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, ...]:
        return (torch.randn(3, 4, generator=generator),)


class ElseOfLoopsOverRanges(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        for _ in range(int(x.abs().sum())):
            x = x + 0.5
            if x.sum() > 3:
                break
        else:
            x = -x
        for i in range(3):
            if x[0, i] > 0.5:
                break
        else:
            i = 10
        return x, i


class ChainsOfTensorsAndNumbers(Program):
    def forward(self, x: Tensor) -> Tensor:
        n = int(x.sum() * 3)
        if 0 < x[0, 0] < x[0, 1] < 2:
            return x * 2
        if -2 <= n < 2 != n:
            return x + n
        s = x.sum()
        return x if s > 1 else (x * 3 if s > -1 else x * 4)


class TestThatWritesToATensor(Program):
    def step(self, u: Tensor) -> Tensor:
        u.t()[3] += 0.25
        return u.sum()

    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        x = x.clone()
        turns = 0
        while self.step(x) < 3:
            turns += 1
            x[0, 0] += 0.3
        return x, turns


class TestThatWritesToAnAttribute(Program):
    def __init__(self) -> None:
        super().__init__()
        self.calls = 0

    def limit(self) -> int:
        self.calls += 1
        return 3 - self.calls % 4

    def forward(self, x: Tensor) -> tuple[Tensor, int, int]:
        total = x.sum()
        turns = 0
        while total > self.limit():
            total = total - 1
            turns += 1
            if total < -1:
                break
        else:
            total = total * 2
        return total, turns, self.calls


class TestThatAssigns(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        n = 5
        while (n := n - 1) > x.sum():
            x = x + 0.25
        return x, n


class TestThatWritesToATensorOnSomePaths(Program):
    """What writes is called where the first of three conditions holds."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)

    def step(self, u: Tensor) -> Tensor:
        u.t()[3] = 2.0
        return torch.tanh(u)

    def forward(self, x: Tensor) -> Tensor:
        x = x.clone()
        turns = 0
        while turns < 3 and not torch.equal(self.linear(x), self.step(x)) and x.sum() < 3:
            turns += 1
            x *= 1.5
        return x
