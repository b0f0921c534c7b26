"""What calls leave behind where the results have another structure on each path."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from tests.frontend.program import Program


class StateOfOneStructure(Program):
    def __init__(self) -> None:
        super().__init__()
        self.hidden = torch.zeros(1, 4)

    def forward(self, x: Tensor) -> Any:
        if x.sum() > 0:
            self.hidden = self.hidden + x
            return x, None
        return x + self.hidden


class UpdateOfOneStructure(Program):
    def forward(self, x: Tensor) -> Any:
        if x.sum() > 0:
            x.add_(1)
            return x, None
        return x * 2


class BufferOfSomeStructures(Program):
    count: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("count", torch.zeros(1))

    def forward(self, x: Tensor) -> Any:
        if x.sum() > 1:
            self.count += 1
            return x, self.count.clone()
        if x.sum() > 0:
            self.count += 10
            return [x + self.count]
        return x + self.count


class ListOfOneArm(Program):
    """A list and what is in it exist in one arm only."""

    def forward(self, x: Tensor) -> Tensor:
        is_large = x.sum() > 0
        if is_large:
            items = [x * 2, {"a": (x + 1, 2)}]
        if is_large:
            factor: Any = items[1]  # pyright: ignore[reportPossiblyUnboundVariable]
            x = x + items[0] + factor["a"][0] * factor["a"][1]  # pyright: ignore
        return x


class CounterOfClass(Program):
    """A class gives the first value of an attribute."""

    steps = 0

    def forward(self, x: Tensor) -> Tensor:
        self.steps += 1
        if x.sum() > 0 and self.steps > 2:
            return x * self.steps
        return x


class SetBeforeItIsRead(Program):
    hidden: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        self.hidden = x * 2
        return self.hidden if self.hidden.sum() > 0 else x


class Tree:
    def __init__(self, idx: int, *children: Tree) -> None:
        self.idx = idx
        self.parent: Tree | None = None
        self.children = children
        for child in children:
            child.parent = self


class TreeOfTheModule(Program):
    """Each call sets the states of the nodes anew."""

    def __init__(self) -> None:
        super().__init__()
        self.tree: Any = Tree(0, Tree(1), Tree(2, Tree(3)))
        self.linear = nn.Linear(4, 4)

    def visit(self, node: Any, words: Tensor) -> Tensor:
        below = [self.visit(child, words) for child in node.children]
        hidden = sum(child.state for child in node.children) if below else torch.zeros(4)
        node.state = torch.tanh(self.linear(words[node.idx]) + hidden)
        if node.state.sum() < 0:
            node.state = -node.state
        return node.state

    def forward(self, words: Tensor) -> Tensor:
        self.visit(self.tree, words)
        return self.tree.state

    def inputs(self, generator: torch.Generator) -> tuple[Any, ...]:
        return (torch.randn(4, 4, generator=generator),)
