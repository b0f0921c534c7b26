"""Shapes that depend on the data."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from tests.frontend.program import Program


class BooleanMask(Program):
    def forward(self, x: Tensor) -> Tensor:
        return x[x > 0] * 2


class NonzeroRows(Program):
    def forward(self, x: Tensor) -> Tensor:
        keep = (x[0] > 0).nonzero().squeeze(1)
        return x[:, keep] + 1


class SliceByRuntimeLength(Program):
    def forward(self, x: Tensor) -> Tensor:
        n = int((x > 0).sum())
        return x[:, :n].sum() + n


class IfShapesDiffer(Program):
    def forward(self, x: Tensor) -> Tensor:
        if x.sum() > 0:
            y = x[:, :2]
        else:
            y = torch.cat([x, x], dim=1)
        return y * 2


class GrowByCat(Program):
    def forward(self, x: Tensor) -> Tensor:
        tokens = x[:, :1]
        while tokens.sum() < 3 and tokens.shape[1] < 6:
            tokens = torch.cat([tokens, tokens[:, -1:] + 1], dim=1)
        return tokens


class MixtureOfExperts(Program):
    def __init__(self) -> None:
        super().__init__()
        self.gate = nn.Linear(4, 3)
        self.experts = nn.ModuleList(nn.Linear(4, 4) for _ in range(3))

    def forward(self, x: Tensor) -> Tensor:
        out = torch.zeros_like(x)
        choice = self.gate(x).argmax(dim=-1)
        for e, expert in enumerate(self.experts):
            rows = torch.where(choice == e)[0]
            if rows.numel() > 0:
                out[rows] = expert(x[rows])
        return out

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, ...]:
        return (torch.randn(6, 4, generator=generator),)


class TopK(Program):
    def forward(self, x: Tensor) -> Tensor:
        k = int((x > 0).sum().clamp(min=1))
        values, _ = torch.topk(x, k, dim=1)
        return values


class RowsOfRuntimeTensor(Program):
    def forward(self, x: Tensor) -> Tensor:
        kept = x[0][x[0] > 0]
        total = torch.zeros(())
        for v in kept:
            total = total * 0.5 + v
        return total


class ShapeArithmetic(Program):
    def forward(self, x: Tensor) -> Tensor:
        kept = x[x > 0]
        n = kept.shape[0]
        if n == 0:
            return torch.zeros(1)
        return kept.reshape(1, n).mean(dim=1) * (n // 2 + 1)


class NormsOfAnyBatch(Program):
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(2, 2, 1)
        self.image = nn.BatchNorm2d(2)
        self.rows = nn.BatchNorm1d(4)
        self.each = nn.InstanceNorm1d(2)
        nn.init.uniform_(self.rows.running_var)  # pyright: ignore[reportArgumentType]

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        y = x[x.sum(1) > 0]
        z = self.image(self.conv(y.view(-1, 2, 2, 1)))
        return self.rows(y), z.relu(), self.each(y.view(-1, 2, 2))

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, ...]:
        return (torch.randn(4, 4, generator=generator),)


class BatchNormOfDynamicBatch(Program):
    dynamic_shapes = ({0: torch.export.Dim("batch")},)

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.BatchNorm2d(2)

    def forward(self, x: Tensor) -> Tensor:
        y = self.norm(x).relu()
        return y * 2 if x[0, 0, 0, 0] > 0 else y

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, ...]:
        size = int(torch.randint(1, 5, (), generator=generator))
        return (torch.randn(size, 2, 2, 2, generator=generator),)


class CausalAttentionOfAnyLength(Program):
    def forward(self, x: Tensor) -> Tensor:
        y = x[:, : int((x[0, :, 0] > 0).sum()) + 1]
        return nn.functional.scaled_dot_product_attention(y, y, y[..., :3], is_causal=True)

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, ...]:
        return (torch.randn(2, 5, 4, generator=generator),)
