"""Activation functions."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable

import torch

aten = torch.ops.aten
NAN, INF = float("nan"), float("inf")
FINITE = torch.cat(
    [torch.linspace(-8, 8, 21), torch.tensor([0.0, -0.0, 25.0, -25.0, 1e-8, -1e-8, 3, -3, 6])]
)
SPECIAL = torch.cat([torch.tensor([NAN, INF, -INF, 100.0, -100.0]), FINITE])
IMAGE = torch.linspace(-2, 2, 24).reshape(1, 4, 2, 3)

NAMES = [
    "relu",
    "relu6",
    "hardtanh",
    "leaky_relu",
    "silu",
    "hardsigmoid",
    "hardswish",
    "elu",
    "selu",
    "celu",
    "softplus",
    "mish",
    "log_sigmoid",
    "hardshrink",
    "softshrink",
]

# fmt: off
CASES = [
    *[(getattr(aten, name), (x,), {}) for name in NAMES for x in (SPECIAL, SPECIAL.half(), FINITE.double())],
    (aten.relu, (torch.tensor([-1, 0, 3]),), {}),
    (aten.gelu, (FINITE,), {}),
    (aten.gelu, (FINITE.half(),), {}),
    (aten.gelu, (SPECIAL,), {"approximate": "tanh"}),
    (aten.hardtanh, (SPECIAL, -0.5, 2), {}),
    (aten.leaky_relu, (SPECIAL, 0.3), {}),
    (aten.leaky_relu, (SPECIAL, -0.3), {}),
    (aten.elu, (SPECIAL, 0.5, 2, 0.7), {}),
    (aten.celu, (SPECIAL, 2.0), {}),
    (aten.softplus, (SPECIAL, 2, 10), {}),
    (aten.hardshrink, (SPECIAL, 1.5), {}),
    (aten.softshrink, (SPECIAL, 1.5), {}),
    (aten.threshold, (SPECIAL, 0.5, -1), {}),
    (aten.prelu, (IMAGE, torch.tensor([0.1])), {}),
    (aten.prelu, (IMAGE, torch.tensor([0.1, 0.2, -0.3, 2.0])), {}),
    (aten.glu, (IMAGE, 1), {}),
    (aten.glu, (torch.linspace(-1, 1, 6),), {}),
]
# fmt: on


def test_agrees_with_pytorch(number: int, agrees: Callable[[int], None]) -> None:
    agrees(number)
