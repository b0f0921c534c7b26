"""Tensors that change their shape or memory in place."""

from __future__ import annotations

import torch
from torch import Tensor

from tests.frontend.program import Program


class ShapesInPlace(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        row, other = x[0], x + 1
        alias = other
        if x.sum() > 0:
            row.unsqueeze_(0)
            row += 1
        other.transpose_(0, 1).mul_(2)
        other.squeeze_(1)
        return row, alias, x


class Resized(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        y, z = x + 1, x * 2
        if x.sum() > 0:
            y.resize_(2)
            z.resize_as_(x.new_zeros(2, 3)).view(-1)[4:] = 0
        return y * 2, z


class DataIsSet(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        y, z = x + 1, x * 2
        if x.sum() > 0:
            y.data = z
            y += 1
        return y, z


class ResultsIntoEmpty(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, int]:
        y = x.new()
        same = y
        steps = 0
        while x.abs().sum() < 20:
            torch.mul(x, 2, out=y)
            x = y + 0.1
            steps += 1
        torch.cat([x, x + 1], out=y)
        return y, same, steps


class NonMaximumSuppression(Program):
    """In the style of the first implementations of SSD."""

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        corners = torch.rand(6, 2, generator=generator)
        sizes = torch.rand(6, 2, generator=generator) * 0.8
        return torch.cat([corners, corners + sizes], 1), torch.rand(6, generator=generator)

    def forward(self, boxes: Tensor, scores: Tensor) -> tuple[Tensor, int]:
        keep = scores.new(scores.size(0)).zero_().long()
        x1, y1, x2, y2 = (boxes[:, i] for i in range(4))
        area = torch.mul(x2 - x1, y2 - y1)
        _, idx = scores.sort(0)
        idx = idx[-5:]
        xx1, yy1, xx2, yy2, w, h = (boxes.new() for _ in range(6))
        count = 0
        while idx.numel() > 0:
            i = idx[-1]
            keep[count] = i
            count += 1
            if idx.size(0) == 1:
                break
            idx = idx[:-1]
            torch.index_select(x1, 0, idx, out=xx1)
            torch.index_select(y1, 0, idx, out=yy1)
            torch.index_select(x2, 0, idx, out=xx2)
            torch.index_select(y2, 0, idx, out=yy2)
            xx1 = torch.clamp(xx1, min=x1[i])
            yy1 = torch.clamp(yy1, min=y1[i])
            xx2 = torch.clamp(xx2, max=x2[i])
            yy2 = torch.clamp(yy2, max=y2[i])
            w.resize_as_(xx2)
            h.resize_as_(yy2)
            w = torch.clamp(xx2 - xx1, min=0.0)
            h = torch.clamp(yy2 - yy1, min=0.0)
            inter = w * h
            union = torch.index_select(area, 0, idx) - inter + area[i]
            idx = idx[(inter / union).le(0.3)]
        return boxes[keep[:count]], count


class SeveralOuts(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        values, indices = torch.empty(1, 4), torch.empty(1, 4, dtype=torch.int64)
        torch.sort(x, out=(values, indices))
        best, at = torch.empty(0), torch.empty(0, dtype=torch.int64)
        if x[0, 0] > 0:
            found = torch.max(x, 1, out=(best, at))
            return values, indices, best, at, found.values + found[1]
        torch.topk(x, 2, out=(best, at))
        x.copy_(values)
        return values, indices, best, at
