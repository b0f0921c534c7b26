"""Layers that are found by numbers known only at run time."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from tests.frontend.program import Program


class Layers(nn.Module):
    """Layers as attributes, in lists and in dicts; a number from 0 to about 6."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(4, 4) for _ in range(3))
        self.blocks = nn.ModuleDict({str(i): nn.Linear(4, 4) for i in range(3)})
        self.scales = {0: 1.5, 1: 2.5, 2: -1.0}
        for i in range(3):
            for g in range(2):
                setattr(self, f"group{g}_layer{i}", nn.Linear(4, 4))

    def number(self, x: Tensor) -> int:
        return int(x.abs().sum() * 1.5)


class AttributeByTwoNumbers(Layers, Program):
    def forward(self, x: Tensor) -> Tensor:
        n = self.number(x)
        return getattr(self, "group{}_layer{}".format(n % 2, n))(x)


class AttributeOrDefault(Layers, Program):
    def forward(self, x: Tensor) -> Tensor:
        n = self.number(x)
        if hasattr(self, f"group0_layer{n - 1}"):
            x = x + 1
        layer = getattr(self, "group1_layer%d" % n, None)  # noqa: UP031
        return x if layer is None else layer(x)


class AttributeInTry(Layers, Program):
    def forward(self, x: Tensor) -> Tensor:
        try:
            layer = getattr(self, "group1_layer" + str(self.number(x)))
        except AttributeError:
            return -x
        return layer(x)


class AttributesInLoop(Layers, Program):
    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        i = 0
        while x.abs().sum() < 20 and i < 3:
            x = getattr(self, f"group0_layer{i}")(x) * 3 + 1
            i += 1
        return x, i


class ModulesByKey(Layers, Program):
    def forward(self, x: Tensor) -> Tensor:
        n = self.number(x)
        if str(n - 1) in self.blocks:
            x = self.blocks[str(n - 1)](x)
        return self.blocks[f"{n}"](x)


class ModulesInLoop(Layers, Program):
    def forward(self, x: Tensor) -> Tensor:
        for i in range(self.number(x)):
            x = F.relu(self.layers[i](x)) + self.blocks[str(i)](x)
        return x


class ModuleInTry(Layers, Program):
    def forward(self, x: Tensor) -> Tensor:
        try:
            layer = self.layers[self.number(x)]
        except IndexError as error:
            raise ValueError(f"no layer: {error}") from error
        return layer(x)


class NumbersInDict(Layers, Program):
    def forward(self, x: Tensor) -> Tensor:
        n = self.number(x)
        scale = self.scales.get(n - 1)
        if scale is not None:
            x = x * scale
        return x * self.scales.get(n, 3.0) + {"1": 2.0, "2": 3.0}.get(str(n), 0.5)


class AttributesThatAreSet(Layers, Program):
    """The attribute is read by a name that the source does not have."""

    def __init__(self) -> None:
        super().__init__()
        self.state0 = torch.zeros(1, 4)
        self.state1 = torch.ones(1, 4)

    def forward(self, x: Tensor) -> Tensor:
        for i in range(2):
            if x[0, i] > 0:
                setattr(self, f"state{i}", getattr(self, "state" + str(i)) * 0.5 + x)
        return getattr(self, f"state{self.number(x) % 2}") * 1
