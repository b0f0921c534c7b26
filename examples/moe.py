"""A transformer block with mixtures of experts: each token goes to the experts a router picks.

After Shazeer et al.: "Outrageously Large Neural Networks: The Sparsely-Gated Mixture-of-Experts
Layer", ICLR 2017 (arXiv 1701.06538), two experts a token; and Fedus, Zoph, Shazeer: "Switch
Transformers", JMLR 2022 (arXiv 2101.03961), one expert a token with a limit.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from calibration import seeded, standardising


class FeedForward(nn.Module):
    def __init__(self, dim: int, hidden: int) -> None:
        super().__init__()
        self.w1 = nn.Linear(dim, hidden, bias=False)
        self.w2 = nn.Linear(hidden, dim, bias=False)
        self.w3 = nn.Linear(dim, hidden, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.w2(F.silu(self.w1(x)) * self.w3(x))


class MixtureOfExperts(nn.Module):
    """Tokens, BxLxD, each through its best `k` of E experts, which do not see the others."""

    def __init__(self, dim: int, experts: int, k: int = 2) -> None:
        super().__init__()
        self.k = k
        self.gate = nn.Linear(dim, experts)
        self.experts = nn.ModuleList(FeedForward(dim, 2 * dim) for _ in range(experts))

    def forward(self, inputs: Tensor) -> Tensor:
        tokens = inputs.view(-1, inputs.shape[-1])
        gate_logits = self.gate(tokens)
        weights, selected = torch.topk(gate_logits, self.k)
        weights = F.softmax(weights, dim=1, dtype=torch.float).to(inputs.dtype)
        results = torch.zeros_like(tokens)
        for i, expert in enumerate(self.experts):
            token_idx, nth_expert = torch.where(selected == i)
            results[token_idx] += weights[token_idx, nth_expert, None] * expert(tokens[token_idx])
        return results.view_as(inputs)


class SwitchFeedForward(nn.Module):
    """Tokens, BxLxD, each through one expert, unless that expert is full."""

    def __init__(self, dim: int, experts: int, capacity: int) -> None:
        super().__init__()
        self.n_experts = experts
        self.capacity = capacity
        self.switch = nn.Linear(dim, experts)
        self.experts = nn.ModuleDict({f"expert_{i}": FeedForward(dim, dim) for i in range(experts)})

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, int]:
        batch_size, seq_len, d_model = x.shape
        x = x.reshape(-1, d_model)
        route_prob = F.softmax(self.switch(x), dim=-1)
        route_prob_max, routes = torch.max(route_prob, dim=-1)
        output = torch.zeros_like(x)
        dropped = 0
        counts = []
        for i in range(self.n_experts):
            indexes = torch.eq(routes, i).nonzero(as_tuple=True)[0]
            counts.append(len(indexes))
            if len(indexes) == 0:
                continue
            if len(indexes) > self.capacity:
                dropped += len(indexes) - self.capacity
                indexes = indexes[: self.capacity]
            y = self.experts[f"expert_{i}"](x[indexes, :])
            output.index_add_(0, indexes, y * route_prob_max[indexes].unsqueeze(-1))
        return output.view(batch_size, seq_len, d_model), torch.tensor(counts), dropped


class Block(nn.Module):
    """Tokens, 1xLxD, to the same, how many each Switch expert got, E, and how many were dropped."""

    def __init__(self, dim: int, experts: int, capacity: int) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(dim)
        self.norm2 = nn.LayerNorm(dim)
        self.mixture = MixtureOfExperts(dim, experts)
        self.switch = SwitchFeedForward(dim, experts, capacity)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, int]:
        x = x + self.mixture(self.norm1(x))
        y, counts, dropped = self.switch(self.norm2(x))
        return x + y, counts, dropped


def make(
    dim: int = 16, experts: int = 4, capacity: int = 2, length: int = 6, seed: int = 0
) -> Block:
    """An untrained block for 1x6x16 that uses every expert for some tokens, and overfills some."""
    with seeded(seed):
        net = Block(dim, experts, capacity).eval()
        with standardising([net.mixture.gate, net.switch.switch], 2.0):
            net(torch.randn(64, length, dim))
    return net


def make_full(seed: int = 0) -> Block:
    """An untrained block of eight experts for 1x64x512."""
    return make(512, 8, 12, 64, seed)


def example_inputs(generator: torch.Generator | None = None) -> tuple[Tensor]:
    """Random tokens, 1x6x16."""
    return (torch.randn(1, 6, 16, generator=generator),)


def example_inputs_full(generator: torch.Generator | None = None) -> tuple[Tensor]:
    """Random tokens, 1x64x512."""
    return (torch.randn(1, 64, 512, generator=generator),)
