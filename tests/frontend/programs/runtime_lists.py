"""Lists whose length depends on the data."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from tests.frontend.program import Program


class StackGrownInLoop(Program):
    def forward(self, x: Tensor) -> Tensor:
        outs = []
        while x.abs().max() > 0.4:
            x = x * 0.8
            outs.append(x[0])
        outs.append(x[0] + 1)
        return torch.stack(outs)


class CatGrownInLoop(Program):
    def forward(self, x: Tensor) -> Tensor:
        outs = [x]
        n = int(x.abs().sum())
        for i in range(n):
            outs.append(x + i)
        return torch.cat(outs, dim=1) * len(outs)


class GreedyTokens(Program):
    """A decoder: a list of tokens, fed back, until one ends the sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.embed = nn.Embedding(7, 4)
        self.cell = nn.GRUCell(4, 4)
        self.out = nn.Linear(4, 7)

    def forward(self, x: Tensor) -> Tensor:
        h = x
        tokens = [1]
        for _ in range(100):
            h = self.cell(self.embed(torch.tensor([tokens[-1]])), h)
            token = int((self.out(h) + x.sum()).argmax(dim=-1))
            tokens.append(token)
            if token == 2 or len(tokens) > 8:
                break
        return torch.tensor(tokens)


class AppendOnSomePaths(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        kept = []
        for i in range(4):
            if x[0, i] > 0:
                kept.append(x[0, i] * i)
        if not kept:
            return torch.zeros(1), 0
        return torch.stack(kept), len(kept)


class TupleGrows(Program):
    def forward(self, x: Tensor) -> Tensor:
        parts = ()
        while x.sum() < 2:
            parts = parts + (x,)
            x = x + 0.3
        total = x
        for part in parts:
            total = total * 0.9 + part
        return total


class PairsInAList(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, float]:
        pairs = []
        while x.max() < 2:
            pairs.append((x.sum().item(), x))
            x = x + 0.4
        if len(pairs) > 0:
            score, tensor = pairs[-1]
            return tensor, score
        return x, 0.0


class RunningMaximum(Program):
    def forward(self, x: Tensor) -> Tensor:
        best = torch.tensor(-10.0)
        history = []
        for row in x[x > -0.5]:
            if row > best:
                best = row
                history.append(best)
        return best if len(history) == 0 else torch.stack(history).sum() + len(history)


class StackOfNoneOrMore(Program):
    def forward(self, x: Tensor) -> Tensor:
        return torch.stack([v * 2 for v in x[x > 0.5]])


class CatOfNoneOrMoreIsCaught(Program):
    def forward(self, x: Tensor) -> Tensor:
        parts = []
        for v in x[x > 0.5]:
            parts.append(v[None])
        try:
            return torch.cat(parts)
        except ValueError as error:
            return x if "non-empty" in str(error) else -x


class TensorOfNoneOrMoreNumbers(Program):
    def forward(self, x: Tensor) -> Tensor:
        found = []
        for i in range(4):
            if x[0, i] > 0.3:
                found.append(i)
        return torch.tensor(found)


class StackOfTensors(Program):
    def forward(self, x: Tensor) -> Tensor:
        waiting = []
        for v in x[x > -0.5]:
            waiting.append(v)
        total = x
        while waiting:
            v = waiting.pop()
            total = total * 0.7 + v
            if v > 0.8:
                waiting.append(v * 0.5)
        return total


class QueueOfNumbers(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        waiting = [1]
        for v in x[x > 0]:
            waiting.append(int(v * 4))
        first = waiting.pop(0)
        last = waiting.pop()
        return x * first + last, len(waiting)


class NumbersOfRuntimeTensors(Program):
    def forward(self, x: Tensor) -> Any:
        (found,) = torch.where(x[0] > 0)
        total = x
        for i in found.tolist():
            total = total * 0.5 + i
        values = x[x > 0.5].tolist()
        return total, values, found.tolist(), (x[x > 0] > 1).tolist(), len(values)


class AnyOfRuntimeList(Program):
    def forward(self, x: Tensor) -> Any:
        seen = 0

        def is_large(v: Tensor) -> Tensor:
            nonlocal seen
            seen += 1
            return v > 1

        some = any(is_large(v) for v in x[x > 0])
        every = all(map(is_large, x[x > -1]))
        return some, every, any(v > 1.5 for v in x[x > 0]), all(v < 1 for v in x[x > 0]), seen


class ListOfSomeStructures(Program):
    """A list grows behind paths that stay apart, and is a result of one of them only."""

    def forward(self, x: Tensor) -> Any:
        kept: Any = [1] if x[0, 0] > 0 else None
        if kept is not None and x[0, 1] > 0:
            kept.append(2)
        return kept, x


class LengthPenalty(Program):
    """As beam search has it, and an average over a list's length."""

    def forward(self, x: Tensor) -> tuple[Tensor, float]:
        words: list[int] = []
        for i in range(3):
            if x[0, i] > 0:
                words.append(i)
        n = max(len(words), 1)
        return x / n**0.6, x.sum().item() / ((5 + n) / 6) ** 0.5


class ComparedLists(Program):
    """Python's own comparison would see how long such a list is while compiling."""

    def grown(self, x: Tensor) -> list[int]:
        found: list[int] = []
        for i in range(3):
            if x[0, i] > 0:
                found.append(i)
        return found

    def forward(self, x: Tensor) -> Any:
        found, others = self.grown(x), self.grown(-x)
        if found == []:
            return x
        if tuple(found) != (0, 2) and 1 in found:
            x = x * 2
        longest = max([found, others], key=len)
        shortest = sorted((found, others), key=lambda items: -len(items))[1]
        return x[:, longest], len(shortest), found == others, 2 not in others
