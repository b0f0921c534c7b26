"""The IR stays small: blocks add up, exits nest, and only what cannot be merged is written twice.

`tests/examples/test_architectures.py` asks the same of whole networks, up to 110 layers.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from xdsl.dialects import scf
from xdsl.ir import Operation

from dycl.frontend import lower

SIZES = (4, 8, 16)


class Blocks(nn.Module):
    """``count`` blocks of one layer each; what is between them differs between the subclasses."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(nn.Linear(4, 4) for _ in range(count))

    def helper(self, x: Tensor) -> Any:
        raise NotImplementedError


class Skipped(Blocks):
    def forward(self, x: Tensor) -> Tensor:
        for block in self.blocks:
            if x.mean() > 0:
                x = x + block(x)
        return x


class SkippedByContinue(Blocks):
    def forward(self, x: Tensor) -> Tensor:
        for block in self.blocks:
            if x.mean() > 0:
                x = x + 1
                if x.max() > 2:
                    continue
            x = block(x)
        return x


class SkippedByShortCircuit(Blocks):
    def forward(self, x: Tensor) -> Tensor:
        for block in self.blocks:
            if (x.mean() > 0 and x.max() < 3) or x.min() < -3:
                x = x + block(x)
        return x


@dataclass
class State:
    x: Tensor
    runs: int = 0


class SkippedWithState(Blocks):
    """Each arm changes a counter, an object, a dict and a list."""

    def forward(self, x: Tensor) -> Any:
        state, patience, table, kept = State(x), 0, {"last": x}, [x]
        for block in self.blocks:
            if state.x.mean() > 0:
                state.x = block(state.x)
                state.runs += 1
                table["last"] = state.x
                kept.append(state.x)
                patience = 0
            else:
                patience += 1
        return state, patience, table, kept


class SkippedInAHelper(Blocks):
    def helper(self, x: Tensor) -> Tensor | None:
        if x.mean() > 0:
            return x * 2
        return None

    def forward(self, x: Tensor) -> Tensor:
        for block in self.blocks:
            found = self.helper(x)
            x = block(x) if found is None else found
        return x


class Exits(Blocks):
    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        for i, block in enumerate(self.blocks):
            x = block(x)
            if x.max() > 2:
                return x.softmax(-1), i
        return x, -1


class Left(Exception):
    def __init__(self, x: Tensor) -> None:
        super().__init__("left")
        self.x = x


class ExitsByException(Blocks):
    def helper(self, x: Tensor) -> Tensor:
        for block in self.blocks:
            x = block(x)
            if x.max() > 2:
                raise Left(x.softmax(-1))
        return x

    def forward(self, x: Tensor) -> Tensor:
        try:
            x = self.helper(x)
        except Left as left:
            x = left.x
        return x * 2


class SkippedWithExits(Blocks):
    def forward(self, x: Tensor) -> Tensor:
        for block in self.blocks:
            if x.mean() > 0:
                x = block(x)
                if x.max() > 2:
                    return x.softmax(-1)
            else:
                x = x - 1
        return x


def branches_around(operation: Operation) -> int:
    """How many branches ``operation`` is inside of."""
    around, parent = 0, operation.parent_op()
    while parent is not None:
        around += isinstance(parent, scf.IfOp)
        parent = parent.parent_op()
    return around


def measured(net: nn.Module, folder: Path) -> tuple[int, int, int]:
    """How many operations and branches there are, and how deep branches nest."""
    module = lower(net.eval(), (torch.ones(1, 4),), weights=folder / "weights.safetensors")
    operations = list(module.walk())
    branches = [operation for operation in operations if isinstance(operation, scf.IfOp)]
    return len(operations), len(branches), 1 + max(map(branches_around, branches))


@pytest.mark.parametrize(
    ("kind", "branches", "depth"),
    [
        (Skipped, 1, 0),
        (SkippedByContinue, 3, 0),
        (SkippedByShortCircuit, 3, 0),
        (SkippedWithState, 1, 0),
        (SkippedInAHelper, 1, 0),
        (Exits, 1, 1),
        (ExitsByException, 1, 1),
        (SkippedWithExits, 3, 1),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_grows_linearly(kind: type[Blocks], branches: int, depth: int, tmp_path: Path) -> None:
    """``branches`` and ``depth`` are what each further block adds."""
    small, middle, large = (measured(kind(count), tmp_path) for count in SIZES)
    added = [(b - a) / 4 for a, b in zip(small, middle, strict=True)]
    assert added[1:] == [branches, depth]
    assert [(b - a) / 8 for a, b in zip(middle, large, strict=True)] == added


class Texts(nn.Module):
    """Each decision makes another text, so that no paths can be merged."""

    def __init__(self, decisions: int) -> None:
        super().__init__()
        self.decisions = decisions

    def forward(self, x: Tensor) -> Tensor:
        text = ""
        for i in range(self.decisions):
            text += "ab"[i % 2] if x[0, i % 4] > i else "c"
        return x.relu() if "c" in text else x.neg()


def test_what_cannot_be_merged_is_written_for_each_path(tmp_path: Path) -> None:
    """Up to a limit, whose error is among those of `docs/frontend.md`."""
    branches = [measured(Texts(decisions), tmp_path)[1] for decisions in (2, 3, 4)]
    assert branches == [3, 5, 9]
