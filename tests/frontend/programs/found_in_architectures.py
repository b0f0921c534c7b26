"""What other people's networks do, and what once went wrong with it."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.autograd import Variable

from tests.frontend.program import Program


class CountersInTensors(Program):
    def __init__(self) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(
            nn.ModuleList(nn.Linear(4, 4) for _ in range(n)) for n in (2, 1)
        )

    def forward(self, x: Tensor) -> Tensor:
        p, t = x, torch.tensor([0])
        for s, n in enumerate([2, 1]):
            for b in range(n):
                if (p[:, t] > 0).all():
                    fx = self.blocks[s][b](x)  # pyright: ignore[reportIndexIssue]
                    x = torch.relu(x + fx)
                t = t + 1
        return x


class ViewOfPermuted(Program):
    def forward(self, x: Tensor) -> Tensor:
        y = x.reshape(1, 2, 2).permute(0, 2, 1).contiguous()
        y = y.view(*y.size()[:-2], 4)
        return y * 2 if x.sum() > 0 else y


class SumOfBools(Program):
    def forward(self, x: Tensor) -> Tensor:
        lengths = (x[0] * 3).int().tolist()
        longest = max(lengths)
        for t in range(3):
            k = sum([length > t for length in lengths])
            x = x + k
        return x + longest


class IndexByTensor(Program):
    def forward(self, x: Tensor) -> Tensor:
        best = x[0].argmax()
        square = x.t() @ x
        return square[best] + square.t()[:, best] + square[best, best] + square[1, best]


class OrOfMasks(Program):
    def forward(self, x: Tensor) -> Tensor:
        mask = (x > 1) | x.eq(0) | ~(x < 0.5) & (x != 2)
        mask &= x > 0.6
        return x[mask]


class Meshgrid(Program):
    def forward(self, x: Tensor) -> Tensor:
        a, b = torch.meshgrid(x[0], x[0] + 1, indexing="ij")
        return a + b if x.sum() > 0 else a * b


class AttributeSetBeforeItIsRead(Program):
    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(4, 4)
        self.layer.register_forward_hook(self.remember)
        self.seen = None

    def remember(self, _module: nn.Module, _args: tuple[Tensor, ...], output: Tensor) -> None:
        self.seen = output

    def forward(self, x: Tensor) -> Tensor:
        y = self.layer(x)
        return y + self.seen if x.sum() > 0 else y


class DataAndDetach(Program):
    def __init__(self) -> None:
        super().__init__()
        self.cell = nn.LSTM(4, 3)
        self.proj = nn.Linear(3, 1)
        nn.init.normal_(self.proj.weight, std=10.0)

    def forward(self, x: Tensor) -> Tensor:
        hidden = (torch.zeros(1, 1, 3), torch.zeros(1, 1, 3))
        for _ in range(3):
            out, hidden = self.cell(x.view(1, 1, -1), hidden)
            prob = torch.sigmoid(self.proj(out.squeeze(0)))
            mask = (prob > 0.5).float().detach() - prob.detach() + prob
            if mask.data.view(-1)[0] > 0.6:
                x = x + 0.5
            else:
                x = x * 0.5
        return x


class SlicesOfOneLength(Program):
    def __init__(self) -> None:
        super().__init__()
        self.cell = nn.LSTMCell(4, 4)

    def forward(self, x: Tensor, n: Tensor) -> Tensor:
        lengths = n.sort(descending=True)[0].tolist()
        h = c = torch.zeros(3, 4)
        out = torch.zeros(3, max(lengths))
        for t in range(max(lengths)):
            k = sum([length > t for length in lengths])
            h, c = self.cell(x[:k], (h[:k], c[:k]))
            out[:k, t] = h.sum(dim=1)
        return out

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, ...]:
        lengths = torch.randint(1, 5, (3,), generator=generator)
        return torch.randn(3, 4, generator=generator), lengths


class TwoMasksMerged(Program):
    def __init__(self) -> None:
        super().__init__()
        self.cell = nn.GRUCell(4, 4)

    def forward(self, x: Tensor) -> Tensor:
        h = torch.zeros(3, 4)
        for _ in range(3):
            h = self.cell(x, h)
            ended = h[:, 0] > 0.2
            if ended.any():
                if ended.all():
                    break
                x, h = x[~ended], h[~ended]
        return h

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, ...]:
        return (torch.randn(3, 4, generator=generator),)


class SliceByTensor(Program):
    def forward(self, x: Tensor) -> Tensor:
        n = (x > 0).sum(dim=1)
        best = int(n.argmax())
        x = x.clone()
        x[0, n[0] :] = 7
        return x[best, : n[best]]

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, ...]:
        return (torch.randn(3, 4, generator=generator),)


class ArgmaxOfList(Program):
    def forward(self, x: Tensor) -> Tensor:
        outputs, confidences, scores = [x, x + 1, x + 2], list[Tensor](), list[float]()
        for i, y in enumerate(outputs):
            confidences.append(torch.softmax(x[0] * i, 0).max())
            scores.append(y[0, i].item())
            if scores[-1] > 2:
                return y
        return outputs[np.argmax(confidences)] * float(np.mean(scores)) + outputs[np.argmin(scores)]


class ListThatNothingReads(Program):
    def __init__(self) -> None:
        super().__init__()
        self.saved_actions: list[Tensor] = []

    def forward(self, x: Tensor) -> Tensor:
        if x.sum() > 0:
            self.saved_actions.append(x)
            x = x * 2
        self.saved_actions.extend([x, x])
        return x


class ExitsReturned(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, tuple[tuple[Tensor, float, int], ...]]:
        exits: tuple[tuple[Tensor, float, int], ...] = ()
        for i in range(3):
            exits = (*exits, (x, x[0, i].item(), i))
            if x[0, i] > 0.5:
                break
            x = x + 1
        return x, exits


class OlderStyle(Program):
    def forward(self, x: Tensor) -> Tensor:
        h = Variable(torch.zeros(1, 4, device=x.device), requires_grad=False)
        if x.sum() > 0:
            print("positive", x.sum(), h)
            h = h + Variable(x.data) * 2
        return h + x.detach()
