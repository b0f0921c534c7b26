"""Small tensors with known elements: equal ones may be different memory, and one memory equal."""

from __future__ import annotations

import torch
from torch import Tensor

from tests.frontend.program import Program


class WrittenInOneArm(Program):
    def forward(self, x: Tensor) -> Tensor:
        if x.sum() > 0:
            t = torch.zeros(1, 4)
            t += 1
        else:
            t = torch.zeros(1, 4)
        t[0, 3] = 5
        return t * x


class TwoNamesInEachArm(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        if x.sum() > 0:
            a = torch.zeros(1, 4)
            b = a
            x = x + 1
        else:
            a = torch.zeros(1, 4)
            b = a
        a += 1
        return a, b, x


class TwoNamesInOneArm(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        if x.sum() > 0:
            a = torch.zeros(1, 4)
            b = a
        else:
            a = torch.zeros(1, 4)
            b = x * 2
        a += 1
        return a, b


class OneOfTwoEqualOnes(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        a, b = torch.zeros(1, 4), torch.zeros(1, 4)
        c = a if x.sum() > 0 else b
        c += 1
        return a, b, c


class BehindTheOnlyArmThatGoesOn(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        if x.sum() > 0:
            t = torch.zeros(1, 4)
            t[0, 1] = 1
        else:
            raise ValueError("no")
        u = t if x[0, 0] > 0 else x * 2
        u += 1
        return t, u


class WrittenBehindArmsThatStayApart(Program):
    def forward(self, x: Tensor) -> Tensor:
        if x.sum() > 0:
            y = torch.full((1, 4), 0.75)
        else:
            y = None
        y.add_(1.0)  # pyright: ignore[reportOptionalMemberAccess]
        return y * x  # pyright: ignore[reportOptionalOperand, reportOperatorIssue]


class EqualAtEachTurn(Program):
    """Names of equal tensors move on in a loop; nothing is written to what they may share."""

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        a, b, c = torch.zeros(1, 4), torch.zeros(1, 4), torch.zeros(1, 4)
        n = 0
        while n < 3 and x.sum() > -1:
            n += 1
            x = x - 0.5
            a, b = b, c
        c = c + n
        c += 1
        return a, b, c
