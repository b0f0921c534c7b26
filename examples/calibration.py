"""Weights for untrained networks with which random inputs take different paths.

A network with random weights says nearly the same to every input: all its gates open, or no exit is
ever confident. Each example therefore adapts the layers that decide to a batch of random inputs, as
data-dependent initialisation does (Salimans, Kingma: "Weight Normalization", arXiv 1602.07868).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

CONFIDENT = 4.0  # a standard deviation of ten logits: a fifth of all inputs has p > 0.95


@contextmanager
def seeded(seed: int = 0) -> Iterator[None]:
    """PyTorch's random numbers start from `seed` inside; outside they go on as if nothing was."""
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(seed)
        yield


def standardise(linear: nn.Linear, outputs: Tensor, spread: float = 1.0) -> None:
    """Give `linear`'s K outputs, known as NxK for N inputs, mean 0 and deviation `spread`."""
    scale = spread / outputs.std(0)
    linear.weight.mul_(scale[:, None])
    linear.bias.sub_(outputs.mean(0)).mul_(scale)


@contextmanager
def standardising(linears: Iterable[nn.Linear], spread: float = 1.0) -> Iterator[None]:
    """Inside, each call of one of `linears` with a batch standardises that layer first."""

    def adapt(linear: nn.Linear, inputs: tuple[Tensor], outputs: Tensor) -> Tensor:
        standardise(linear, outputs.flatten(0, -2), spread)
        return linear.forward(inputs[0])

    hooks = [linear.register_forward_hook(adapt) for linear in linears]
    yield
    for hook in hooks:
        hook.remove()


@contextmanager
def settling(net: nn.Module) -> Iterator[None]:
    """Inside, batch norms of `net` take the mean and variance of what they see for good."""
    norms = [m for m in net.modules() if isinstance(m, nn.modules.batchnorm._BatchNorm)]
    momenta = [norm.momentum for norm in norms]
    for norm in norms:
        norm.momentum = None
        norm.train()
    yield
    for norm, momentum in zip(norms, momenta):
        norm.momentum = momentum
        norm.eval()
