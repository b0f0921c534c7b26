"""What goes in, what comes out, and what lasts from call to call."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from tests.frontend.program import Program


class DifferentStructures(Program):
    def forward(self, x: Tensor) -> Any:
        if x.sum() > 1:
            return x, None
        if x.sum() > 0:
            return x, x * 2
        return {"x": x - 1}


class NoneOnOnePath(Program):
    def forward(self, x: Tensor) -> Tensor | None:
        if x.sum() > 0:
            return x + 1
        return None


class ListOfRuntimeLength(Program):
    def forward(self, x: Tensor) -> tuple[list[int], list[Tensor]]:
        tokens = []
        rows = []
        while x.max() < 2:
            tokens.append(int(x.argmax()))
            rows.append(x)
            x = x + 0.3
        return tokens, rows


class HiddenState(Program):
    def __init__(self) -> None:
        super().__init__()
        self.cell = nn.GRUCell(4, 4)
        self.hidden = torch.zeros(1, 4)
        self.steps = 0

    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        if x.sum() > 0:
            self.hidden = self.cell(x, self.hidden)
            self.steps += 1
        return self.hidden + x, self.steps


class CountingBuffer(Program):
    count: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("count", torch.zeros(2))

    def forward(self, x: Tensor) -> Tensor:
        self.count += 1
        if x.sum() > 0:
            self.count[1] = self.count[1] * 2 + 1
        return x + self.count.sum()


class NestedState(Program):
    def __init__(self) -> None:
        super().__init__()
        self.cell = nn.LSTMCell(4, 4)
        self.state = (torch.zeros(1, 4), torch.zeros(1, 4))

    def forward(self, x: Tensor) -> Tensor:
        self.state = self.cell(x, self.state)
        return self.state[0]


class AttributeForTheRecord(Program):
    """Set and never read by forward: not part of the program."""

    def __init__(self) -> None:
        super().__init__()
        self.last_exit = None

    def forward(self, x: Tensor) -> Tensor:
        if x.sum() > 0:
            self.last_exit = 1
            return x
        self.last_exit = 2
        return x * 2


class WritesToItsInput(Program):
    def forward(self, x: Tensor) -> Tensor:
        if x.sum() > 0:
            x.add_(1)
        x[:, 0] = 5
        return x * 2


class NestedInputs(Program):
    def forward(self, batch: dict[str, Any], scale: float = 2.0, mode: str = "max") -> Tensor:
        x, (mask, shift) = batch["x"], batch["rest"]
        if mode == "max" and x.max() > 0.5:
            return x * scale + shift
        return torch.where(mask, x, shift)

    def inputs(self, generator: torch.Generator) -> tuple[Any, ...]:
        x = torch.randn(2, 3, generator=generator)
        shift = torch.randn(3, generator=generator)
        return ({"x": x, "rest": (x > 0, shift)}, 2.0)


class DynamicBatch(Program):
    dynamic_shapes = ({0: torch.export.Dim("batch")},)

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 3)

    def forward(self, x: Tensor) -> Tensor:
        h = self.linear(x)
        if x.shape[0] > 2:
            h = h - h.mean(dim=0)
        if h[0].sum() > 0:
            return h.softmax(dim=-1)
        return h * x.shape[0]

    def inputs(self, generator: torch.Generator) -> tuple[Any, ...]:
        size = int(torch.randint(1, 6, (), generator=generator))
        return (torch.randn(size, 4, generator=generator),)


class MethodWithKeywords(Program):
    def forward(self, x: Tensor, *, flip: bool = False) -> Tensor:
        y = -x if flip else x
        return y.relu() if y.sum() > 0 else y


class PositionalRest(Program):
    def forward(self, x: Tensor, *others: Tensor, scale: int = 2) -> Tensor:
        return x + sum(others) * scale if x.sum() > 0 else x - others[1]

    def inputs(self, generator: torch.Generator) -> tuple[Any, ...]:
        return tuple(torch.randn(1, 4, generator=generator) for _ in range(3))


@dataclass(frozen=True)
class Derived:
    x: Tensor
    factor: int = field(init=False, default=3)


class DataclassWithFieldOfItsOwn(Program):
    def forward(self, part: Derived) -> Tensor:
        return part.x * part.factor if part.x.sum() > 0 else part.x

    def inputs(self, generator: torch.Generator) -> tuple[Any, ...]:
        return (Derived(torch.randn(1, 4, generator=generator)),)


class Node:
    """A tree whose nodes know their parents, and hold what the network finds out about them."""

    def __init__(self, word: Tensor, *children: Node) -> None:
        self.word = word
        self.parent: Node | None = None
        self.children = list(children)
        for child in children:
            child.parent = self


class TreeOfObjects(Program):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)

    def forward(self, node: Any) -> Tensor:
        for child in node.children:
            self(child)
        node.state = self.linear(node.word)
        for child in node.children:
            node.state = node.state + (child.state if child.state.sum() > 0 else child.word)
        return node.state if node.parent is None else node.parent.word

    def inputs(self, generator: torch.Generator) -> tuple[Any, ...]:
        a, b, c, d = (torch.randn(1, 4, generator=generator) for _ in range(4))
        return (Node(a, Node(b), Node(c, Node(d))),)
