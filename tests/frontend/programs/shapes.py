"""Shapes that depend on the data."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
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


class SizesInEveryPlace(Program):
    def forward(self, x: Tensor) -> Any:
        n = int((x > 0).sum())
        left, right = x.split([n, 4 - n], dim=1)
        mask = torch.arange(n).unsqueeze(0) < torch.tensor([[1], [2]])
        if n > 2:
            x = x.repeat(1, 2)
        return (
            (left, right, x.narrow(1, 0, n), x[:, n // 2 : n], x[:, -n:], x[..., n:]),
            (torch.zeros(n, 2), torch.full((n,), 2.0).cumsum(0), mask, x.new_zeros(2, n)),
            (x.expand(n + 1, -1), x.repeat(n, 2), x.unsqueeze(0).expand(2, n, -1)),
        )


class FoundInData(Program):
    def forward(self, x: Tensor) -> Any:
        mask = x > 0
        rows, columns = torch.where(mask)
        numbers, places, counts = torch.unique(
            (x * 2).int(), return_inverse=True, return_counts=True
        )
        best = x[rows, columns].max() if mask.any() else x.sum()
        return (
            (torch.masked_select(x, mask), mask.nonzero(as_tuple=True)[1], torch.argwhere(~mask)),
            (numbers, places, counts, torch.unique((x * 3).int())),
            (best, torch.count_nonzero(x > 0.5), x[~mask].sum(), x.masked_fill(mask, -1)),
            torch.bincount((x[0].abs() * 2).long(), minlength=8),
        )


class RowsOfAnyNumber(Program):
    def forward(self, x: Tensor) -> Any:
        keep = x.sum(1) > 0
        y = x[keep]
        n = y.size(0)
        out = torch.zeros_like(x)
        out[keep] = y * 2
        indices = keep.nonzero().flatten()
        out.index_add_(0, indices, y).scatter_add_(1, x.argmax(1, keepdim=True), x[:, :1])
        if n == 0:
            return out
        return (
            (out + y.max(), y.view(n, 2, 2).permute(1, 0, 2).reshape(2, -1), y.flatten()),
            (y.unsqueeze(1).expand(-1, 3, -1).contiguous().view(n * 3, 4), y.t() @ y, y @ x.t()),
            (torch.einsum("ij,kj->ik", y, x), torch.sort(y, dim=0).values, y.softmax(0)),
            (x.index_select(0, indices), y.topk(min(n, 2), dim=0).values),
        )

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, ...]:
        return (torch.randn(3, 4, generator=generator),)


class LayersOfAnyLength(Program):
    def __init__(self) -> None:
        super().__init__()
        self.lstm = nn.LSTM(4, 3, batch_first=True, bidirectional=True)
        self.conv = nn.Conv1d(4, 2, 3, padding=1)
        self.norm = nn.GroupNorm(2, 2)
        self.words = nn.Embedding(5, 4)

    def forward(self, x: Tensor) -> Any:
        n = int((x[0, :4, 0] > 0).sum()) + 2
        y = x[:, :n] + self.words(x[:, :n].argmax(-1))
        z = torch.relu(self.norm(self.conv(y.transpose(1, 2))))
        if n > 3:
            z = z[..., 1:]
        z = torch.cat([z, nn.functional.interpolate(z, scale_factor=2.0)], dim=-1)
        return self.lstm(y), z, z.mean(-1)

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, ...]:
        return (torch.randn(2, 6, 4, generator=generator),)


class SqueezedFoundIndices(Program):
    """One index that is found has no dimension, and takes an element."""

    def forward(self, x: Tensor) -> Tensor:
        found = (x[0] > 0.3).nonzero().squeeze()
        taken = x[0][found] * 2
        if taken.sum() > 1:
            taken = taken + 1
        return torch.cat([taken.view(-1), torch.squeeze(x[:, x[0] < 0], 1).view(-1)])


class PooledToSizes(Program):
    """A negative size is an error."""

    def inputs(self, generator: torch.Generator) -> tuple[Any, ...]:
        return (torch.randn(1, 2, 4, 6, generator=generator),)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        n = int(x.sum() / 2)
        y = F.adaptive_avg_pool2d(x, n)
        if n > 3:
            y = y + 1
        return y, F.adaptive_avg_pool2d(x, (None, n)).sum((2, 3))
