"""Adaptive computation time: an RNN that ponders each input until it has decided to go on.

After Graves: "Adaptive Computation Time for Recurrent Neural Networks" (arXiv 1603.08983).
"""

from __future__ import annotations

import torch
from torch import nn

from calibration import seeded


class ACTCell(nn.Module):
    """A GRU cell that steps until the halting probabilities, added up, reach 1 - epsilon."""

    def __init__(self, inputs, hidden, epsilon=0.01, max_steps=12):
        super().__init__()
        # one more input says whether this is the first step for it
        self.cell = nn.GRUCell(inputs + 1, hidden)
        self.halting = nn.Linear(hidden, 1)
        self.epsilon = epsilon
        self.max_steps = max_steps

    def forward(self, x, state):
        batch = x.size(0)
        total = torch.zeros(batch, device=x.device)
        remainder = torch.zeros_like(total)
        updates = torch.zeros_like(total)
        mean_state = torch.zeros_like(state)
        step = 0
        while (total < 1 - self.epsilon).any() and step < self.max_steps:
            flag = torch.full((batch, 1), 1.0 if step == 0 else 0.0)
            state = self.cell(torch.cat([x, flag], dim=1), state)
            p = torch.sigmoid(self.halting(state)).squeeze(1)
            running = (total < 1 - self.epsilon).float()
            ends = ((total + p * running) >= 1 - self.epsilon).float() * running
            running = running - ends
            remainder += ends * (1 - total)
            weight = p * running + (1 - total) * ends
            total = total + p * running + ends * (1 - total)
            updates += running + ends
            mean_state = mean_state + weight.unsqueeze(1) * state
            step += 1
        return mean_state, remainder + updates, step


class ACT(nn.Module):
    """Sequences, LxBxI, to logits, LxBxK, the cost of pondering, B, and the number of steps."""

    def __init__(self, inputs=4, hidden=12, classes=5):
        super().__init__()
        self.hidden = hidden
        self.act = ACTCell(inputs, hidden)
        self.output = nn.Linear(hidden, classes)

    def forward(self, xs):
        state = torch.zeros(xs.size(1), self.hidden)
        outputs, cost, steps = [], 0.0, 0
        for x in xs:
            state, ponder, n = self.act(x, state)
            outputs.append(self.output(state))
            cost = cost + ponder
            steps += n
        return torch.stack(outputs), cost, steps


def make(seed: int = 0) -> ACT:
    """An untrained network for 3x2x4 that takes between 2 and 12 steps an input."""
    with seeded(seed):
        net = ACT().eval()
        net.act.halting.weight.mul_(12)
        net.act.halting.bias.sub_(0.5)
        net.act.cell.weight_ih.mul_(2)
    return net


def example_inputs(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random sequences, 3x2x4."""
    return (torch.randn(3, 2, 4, generator=generator),)
