"""What changes a module while the program runs."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from tests.frontend.program import Program


class AttributesByOtherMeans(Program):
    last: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.hidden = torch.zeros(1, 4)

    def forward(self, x: Tensor) -> Tensor:
        if x.sum() > 0:
            self.hidden = self.hidden * 0.5 + x
        elif x[0, 0] > 0:
            object.__setattr__(self, "hidden", -x)
        else:
            self.__dict__["hidden"] = x + 1
        self.register_buffer("last", x if x[0, 1] > 0 else x * 2)
        return self.hidden + self.last


class WeightsAsData(Program):
    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(4, 4)

    def forward(self, x: Tensor) -> Tensor:
        self.layer.eval().to(x.device)
        if x.sum() > 0:
            x = x @ self.layer.weight.data
        return self.layer(x) + self.layer.weight.data[0]
