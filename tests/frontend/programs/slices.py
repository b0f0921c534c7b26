"""Slices of lists between bounds that are known only at run time."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from tests.frontend.program import Program


class Layers(nn.Module):
    """Three layers, and numbers from about -5 to 5."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(4, 4) for _ in range(3))

    def number(self, x: Tensor) -> int:
        return int(x.sum() * 2)


class FirstLayers(Layers, Program):
    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers[: self.number(x)]:
            x = F.relu(layer(x))
        return x


class LastLayers(Layers, Program):
    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        n = self.number(x)
        for layer in self.layers[n:]:
            x = layer(x)
        return x, len(self.layers[n:])


class LayersBetween(Layers, Program):
    """With ``break``, ``continue`` and ``else``."""

    def forward(self, x: Tensor) -> Tensor:
        n = self.number(x)
        m = int(x[0, 0] * 3)
        for i, layer in enumerate(self.layers[n:m]):
            if i == 1 and x[0, 1] > 0:
                continue
            x = layer(x) + i
            if x[0, 2] > 1:
                break
        else:
            x = x * 2
        return x


class StepsOfSlices(Layers, Program):
    def forward(self, x: Tensor) -> tuple[Tensor, int, int]:
        n = self.number(x)
        for layer in self.layers[:n:2]:
            x = layer(x)
        for layer in self.layers[n::-1]:
            x = x + layer(x)
        for layer in self.layers[:n:-1]:
            x = layer(x)
        return x, len(self.layers[:n:2]), len(self.layers[:n:-1])


class EnumeratedLayers(Layers, Program):
    """What the first turn binds is bound in the others."""

    def forward(self, x: Tensor) -> Tensor:
        n = self.number(x)
        if n < 1:
            return x
        for i, layer in enumerate(self.layers[:n], 1):
            h = layer(x) if i == 1 else layer(h) + i  # noqa: F821 # pyright: ignore
        return h  # pyright: ignore


class ZippedLayers(Layers, Program):
    """The list has fewer elements than there are layers."""

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        n = self.number(x)
        scales = [x[0, 0], x[0, 1]]
        for layer, scale in zip(self.layers[:n], scales, strict=False):
            x = layer(x) * scale
            scales[1] = x.max()
        for i, (layer, other) in enumerate(zip(self.layers[:n], self.layers[1:3], strict=False)):
            x = layer(x) + other(x) * i
        return x, scales[1]


class ReversedLayers(Layers, Program):
    def forward(self, x: Tensor) -> Tensor:
        n = self.number(x)
        for layer in reversed(self.layers[:n]):
            x = layer(x)
        for i, layer in enumerate(reversed(self.layers[n:])):
            x = layer(x) * i
        return x


class IteratorOfSlice(Layers, Program):
    """An iterator that is used again goes on where it was."""

    def forward(self, x: Tensor) -> Tensor:
        rest = iter(self.layers[: self.number(x)])
        for layer in rest:
            x = layer(x)
            if x[0, 0] > 0:
                break
        for layer in rest:
            x = layer(x) - 1
        return x


class CollectedOfSlice(Layers, Program):
    def forward(self, x: Tensor) -> tuple[Tensor, bool, int]:
        part = self.layers[: self.number(x)]
        outs = [layer(x) for layer in part]
        if len(outs) > 1:
            x = torch.stack(outs).sum(0)
        return x, isinstance(part, nn.ModuleList), len(part)


class PartOfSequential(Program):
    def __init__(self) -> None:
        super().__init__()
        self.net = nn.Sequential(nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 4))

    def forward(self, x: Tensor) -> Tensor:
        n = int(x.sum() * 2)
        return self.net[n:](self.net[:n](x)) + 1


class PartOfTensors(Program):
    """Lists and tuples of tensors, of which a slice is a list with all that lists can do."""

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, list[Tensor], tuple[int, ...]]:
        n = int(x.sum() * 2)
        features = [x, x + 1, x * 2, x.exp()]
        y = torch.zeros(1, 4)
        for feature in features[1:n]:
            y = y + feature
        if features[n:]:
            y = y + features[n:][0]
        return y, torch.cat([x, *features[:n]]), features[:n], (1, 2, 3)[:n]


class BoundsFromLists(Program):
    """A bound that is known not to be negative, and one in a tensor."""

    def forward(self, x: Tensor) -> Tensor:
        found: list[Tensor] = []
        y = x
        while y.abs().sum() < 12 and len(found) < 5:
            y = y * 1.5
            found.append(y)
        for scale in (1, 2, 3)[: len(found)]:
            x = x * scale
        for scale in (1, 2, 3)[x.argmax() :]:
            x = x + scale
        return x


class SliceOnOnePath(Layers, Program):
    def forward(self, x: Tensor) -> Tensor:
        n = self.number(x)
        part = self.layers[:n] if x[0, 0] > 0 else self.layers[: n + 1]
        for layer in part:
            x = layer(x)
        return x


class ListsOfTurnsThatMayBe(Program):
    """What one turn adds to a list the next ones read, and nothing behind the loop."""

    def forward(self, x: Tensor) -> Tensor:
        found = [x]
        for scaled in (x * 2, x, x * 3)[int(x.argmax()) :: -1]:
            found.append(x * 0.5)
            x = torch.tanh(torch.stack([*found, scaled]).sum(0))
        kept = [x]
        for scaled in filter(lambda row: row.sum() > 0, [x * 2, -x, x * 3, -x]):
            kept.append(x * 0.5)
            x = torch.stack(kept).sum(0) + scaled
        last = {"a": x}
        for part in (x * 2, x * 3, x * 4, x * 5)[int(x.argmax()) :]:
            if part[0, 0] > 1:
                continue
            last["a"] = x * 0.5 + last["a"]
            if part[0, 1] > 2:
                break
            x = last["a"] + part
        else:
            x = x + last["a"]
        return x


class RowsInTry(Program):
    """A loop over the rows of a list cannot raise IndexError, which 'try' would see."""

    def forward(self, x: Tensor) -> Tensor:
        rows = [x]
        while x.abs().sum() < 9:
            x = x * 2
            rows.append(x)
        try:
            total = sum(rows, x)
            for row, scale in zip(rows, (1, 2, 3)[: x.argmax()]):
                total = total + row * scale
            if total.sum() < 0:
                raise IndexError("negative")
        except IndexError:
            total = x
        return total
