"""Methods of the user's classes that Python calls by itself: properties and operators."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from tests.frontend.program import Program


class Box:
    """A tensor with operators that decide."""

    def __init__(self, t: Tensor) -> None:
        self.t = t

    @property
    def mean(self) -> Tensor:
        return self.t.mean() if self.t.sum() > 0 else self.t.max()

    def __getitem__(self, i: int) -> Tensor:
        return self.t[0, i] * 2 if self.t.sum() > 0 else self.t[0, i]

    def __iter__(self) -> Iterator[Tensor]:
        for i in range(4):
            yield self[i]

    def __add__(self, other: Any) -> Box:
        return Box(self.t + (other.t if isinstance(other, Box) else other))

    __radd__ = __add__

    def __mul__(self, k: Any) -> Any:
        if not isinstance(k, int):
            return NotImplemented
        return Box(self.t * k) if self.t.sum() > 0 else self

    def __rmul__(self, k: Any) -> Box:
        return Box(self.t * k if self.t.max() > 1 else self.t + k)

    def __neg__(self) -> Box:
        return Box(-self.t) if self.t.max() > 1 else self

    def __lt__(self, other: Box) -> bool:
        return bool(self.t.sum() < other.t.sum())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Box) and bool((self.t == other.t).all())

    __hash__ = None  # pyright: ignore[reportAssignmentType]

    def __bool__(self) -> bool:
        return bool(self.t.sum() > 0)

    def __contains__(self, v: float) -> bool:
        return bool((self.t > v).any())


class OperatorsThatDecide(Program):
    def forward(self, x: Tensor) -> Any:
        a, b = Box(x), Box(x.flip(1) * 0.5)
        c = (2 + a) * 3 + 0.5 * b
        c += 1
        try:
            a *= 1.5
        except TypeError:
            a = -a
        return a.mean, c[1], b.t if a < b else a.t, c.t if 1.0 in b else b.t


class ObjectsInConditions(Program):
    def forward(self, x: Tensor) -> Any:
        a, y = Box(x), x
        for v in a:
            y = y * 0.5 + v
        if a and not Box(y):
            return y, bool(a)
        while Box(y) and y.max() < 5:
            y = y * 1.5
        return y if a == Box(x.abs()) else -y, a != Box(y)


class ObjectsInOrder(Program):
    def forward(self, x: Tensor) -> Any:
        boxes = [Box(x), Box(x * 2), Box(-x)]
        first = max(boxes, key=operator.attrgetter("mean"))
        return [box.t for box in sorted(boxes)], min(boxes).t, first.t


class History:
    """A list that grows, and what is found in it."""

    def __init__(self) -> None:
        self.found: list[Tensor] = []

    @property
    def count(self) -> int:
        return len(self.found)

    @property
    def last(self) -> Tensor | None:
        return self.found[-1] if self.found else None

    @last.setter
    def last(self, value: Tensor) -> None:
        if value > 0:
            self.found.append(value)

    def __len__(self) -> int:
        return len(self.found)

    def __iadd__(self, value: Tensor) -> History:
        self.found.append(value)
        return self

    def __setitem__(self, i: int, value: Tensor) -> None:
        if value > 0.5:
            self.found = [value, *self.found]


class ListsInObjects(Program):
    def forward(self, x: Tensor) -> Any:
        history = History()
        for i in range(3):
            if x[0, i] > 0:
                history += x[0, i]
        history.last = x[0, 3]
        history[0] = x[0, 1]
        last = history.last
        if not history:
            return x
        return x if last is None else x + last, history.count, len(history)


class Halved:
    """The decision is the last that is done to the new object."""

    def __init__(self, x: Tensor) -> None:
        self.x = x
        self.n = 0
        if x.sum() > 0:
            self.x = x / 2
            self.n += 1


@dataclass(order=True)
class Hypothesis:
    score: float
    words: list[int] = field(compare=False, default_factory=list[int])
    norm: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self.norm = self.score / max(len(self.words), 1)
        if self.norm > 1:
            self.norm = 1.0


class DecisionsInInit(Program):
    def forward(self, x: Tensor) -> Any:
        words: list[int] = []
        for i in range(3):
            if x[0, i] > 0:
                words.append(i)
        found = Hypothesis(x.sum().item(), words)
        halved = Halved(x)
        return found, Hypothesis(halved.x.sum().item()).norm, halved.n


class Scale(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(4))

    @property
    def largest(self) -> Tensor:
        return self.weight.max() if self.weight.sum() > 0 else self.weight.min()

    @functools.cached_property
    def total(self) -> Tensor:
        return self.weight.sum()


class Totals:
    def __init__(self, x: Tensor) -> None:
        self.x = x

    @functools.cached_property
    def total(self) -> Tensor:
        return self.x.sum() if self.x.max() > 1 else self.x.mean()


class PropertiesOfModules(Program):
    def __init__(self) -> None:
        super().__init__()
        self.scale = Scale()
        self.cached = self.scale.total  # is there from now on

    def forward(self, x: Tensor) -> Any:
        totals = Totals(x)
        if totals.total > 0:
            totals.x = x * 2
        return totals.x * self.scale.largest + getattr(totals, "total") * self.scale.total  # noqa: B009
