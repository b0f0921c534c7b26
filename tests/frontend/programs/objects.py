"""Objects of the program's own classes, made in arms, in loops, and by functions that loop."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

import torch
from torch import Tensor, nn

from tests.frontend.program import Program


class Scale:
    """Its ``__init__`` is interpreted."""

    def __init__(self, weight: Tensor) -> None:
        self.weight = weight

    def apply(self, x: Tensor) -> Tensor:
        return x * self.weight


class Affine(Scale):
    """Decides where it is made, and can be called."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__(weight)
        if weight.sum() > 3:
            self.bias = weight[0, 0] + 1
            self.count = 1
        else:
            self.bias = weight[0, 1]
            self.count = 2

    def __call__(self, x: Tensor) -> Tensor:
        return self.apply(x) + self.bias * self.count


class MadeInArms(Program):
    def forward(self, x: Tensor) -> Tensor:
        scale = Scale(x) if x.sum() > 0 else Scale(x + 1)
        affine = Affine(x * 2)
        if x[0, 0] > 0:
            affine = Affine(x + 1)
            affine.count += 1
        return affine(scale.apply(x))


class MadeInALoop(Program):
    def forward(self, x: Tensor) -> Tensor:
        scale = Scale(x)
        for i in range(int(x.abs().sum())):
            scale = Scale(scale.weight * 0.5 + i)
        while True:
            x = x.abs() + 1
            if x.sum() > 9:
                affine = Affine(x + 1)
                break
        return affine(scale.apply(x))


class MadeBeforeALoopIsLeft(Program):
    def forward(self, x: Tensor) -> Tensor:
        affine = Affine(x)
        turns = 0
        while turns < 4:
            turns += 1
            x = x.abs() * 1.5
            if x.sum() > 9:
                affine = Affine(x + 1)
                break
        affine.bias = affine.bias * 2
        return affine(x)


class ReturnedFromALoop(Program):
    """What can be called, by a function that loops until it has it."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Linear(4, 4)
        self.second = nn.Linear(4, 4)

    def affine(self, x: Tensor) -> Affine:
        while True:
            x = x.abs() * 1.5 + 0.1
            if x.sum() > 9:
                return Affine(x + 1)

    def layer(self, x: Tensor) -> Callable[[Tensor], Tensor]:
        while True:
            x = x.abs() * 1.5 + 0.1
            if x.sum() > 9:
                return self.first.forward
            if x.sum() > 7:
                return functools.partial(self.second)

    def part(self, x: Tensor) -> slice:
        while True:
            x = x.abs() * 1.5 + 0.1
            if x.sum() > 9:
                return slice(0, int(x.sum()) % 3)

    def forward(self, x: Tensor) -> Tensor:
        affine = self.affine(x)
        affine.bias = affine.bias - 1
        return affine(self.layer(x)(x)) + x[0, self.part(x)].sum()


class PartsOfRunTimeBounds(Program):
    def forward(self, x: Tensor) -> Tensor:
        n = int(x.abs().sum())
        part = slice(0, n % 3) if x.sum() > 0 else slice(n % 2, 4)
        return x[0, part].sum() + x


class Node:
    def __init__(self, value: Tensor, left: Any = None, right: Any = None) -> None:
        self.value, self.left, self.right = value, left, right

    def __iter__(self) -> Iterator[Tensor]:
        for child in (self.left, self.right):
            if child is not None:
                yield from child
        yield self.value

    def __len__(self) -> int:
        return 1 + sum(len(child) for child in (self.left, self.right) if child is not None)


class Nested(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        if x.sum() > 0:
            tree = Node(x, Node(x + 1), Node(x * 2, Node(x - 1)))
        else:
            tree = Node(-x, Node(x + 2), Node(x * 3, Node(x)))
        if x[0, 0] > 0:
            tree.left.value = tree.left.value * 2
            tree.right = Node(x, tree.right.left)
        return torch.stack(list(tree)).sum(0), len(tree)


class Mode(Enum):
    FAST = 3
    SLOW = 2


class MembersOfEnumerations(Program):
    def pick(self, x: Tensor) -> Mode:
        while True:
            x = x.abs() * 1.5 + 0.1
            if x[0, 0] > 3:
                return Mode.FAST
            if x.sum() > 7:
                return Mode.SLOW

    def forward(self, x: Tensor) -> Tensor:
        mode = self.pick(x)
        for i in range(3):
            if mode is Mode.FAST:
                x = x + 1
            elif mode == Mode.SLOW:
                x = x * mode.value
            mode = Mode.SLOW if x[0, i] > 2 else mode
        return x


@dataclass(frozen=True)
class Exit(Exception):
    name: str


class FrozenException(Program):
    def forward(self, x: Tensor) -> Tensor:
        try:
            if x.sum() > 0:
                raise Exit("first")
        except Exit as error:
            return x + len(error.name)
        return x
