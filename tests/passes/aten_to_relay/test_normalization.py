"""Normalizations and softmax."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable

import torch

aten = torch.ops.aten
generator = torch.Generator().manual_seed(0)


def r(*shape: int) -> torch.Tensor:
    return torch.randn(shape, generator=generator)


# fmt: off
CASES = [
    (aten.native_layer_norm, (r(2, 3, 8), [3, 8], r(3, 8), r(3, 8), 1e-5), {}),
    (aten.native_layer_norm, (r(2, 3, 8), [8], None, None, 1e-5), {}),
    (aten.native_group_norm, (r(2, 6, 3, 4), r(6), r(6), 2, 6, 12, 3, 1e-5), {}),
    (aten.batch_norm, (r(2, 4, 3, 3), r(4), r(4), r(4), r(4).abs(), False, 0.1, 1e-5, False), {}),
    (aten.batch_norm, (r(2, 4, 3, 3), None, None, r(4), r(4).abs(), False, 0.1, 1e-3, False), {}),
    (aten.batch_norm, (r(3, 4), r(4), r(4), r(4), r(4).abs(), False, 0.1, 1e-5, False), {}),
    (aten.batch_norm, (r(2, 4, 5), r(4), r(4), r(4), r(4).abs(), False, 0.1, 1e-5, False), {}),
    (aten.batch_norm, (r(2, 4, 3, 3, 2), r(4), r(4), r(4), r(4).abs(), False, 0.1, 1e-5, False), {}),
    (aten.batch_norm, (r(2, 4, 3, 3), r(4), r(4), None, None, True, 0.1, 1e-5, False), {}),
    (aten.batch_norm, (r(2, 4, 3, 3).double(), r(4).double(), None, r(4).double(), r(4).abs().double(), False, 0.1, 1e-5, False), {}),
    (aten.batch_norm, (r(2, 4, 3, 3).half(), r(4).half(), r(4).half(), r(4).half(), r(4).abs().half(), False, 0.1, 1e-5, False), {}),
    (aten.layer_norm, (r(2, 3, 8), [8], r(8), r(8)), {}),
    (aten.layer_norm, (r(2, 3, 8), [3, 8], r(3, 8)), {}),
    (aten.layer_norm, (r(2, 3, 8), [8], None, None, 1e-2), {}),
    (aten.layer_norm, (r(2, 3, 8).half(), [8], r(8).half(), r(8).half()), {}),
    (aten.group_norm, (r(2, 6, 4, 4), 3, r(6), r(6)), {}),
    (aten.group_norm, (r(2, 6, 5), 2), {}),
    (aten.group_norm, (r(2, 6), 2, r(6)), {}),
    (aten.instance_norm, (r(2, 3, 4, 4), r(3), r(3), None, None, True, 0.1, 1e-5, False), {}),
    (aten.instance_norm, (r(2, 3, 4), None, None, None, None, True, 0.1, 1e-5, False), {}),
    (aten.instance_norm, (r(2, 3, 4, 4), r(3), r(3), r(3), r(3).abs(), False, 0.1, 1e-5, False), {}),
    (aten.softmax.int, (r(2, 5), 1), {}),
    (aten.softmax.int, (r(2, 5), 0), {}),
    (aten.softmax.int, (r(2, 5, 3), -2), {}),
    (aten.softmax.int, (r(2, 3, 4, 5), 1), {}),
    (aten.softmax.int, (r(5), 0), {}),
    (aten.softmax.int, (r(), 0), {}),
    (aten.softmax.int, (torch.arange(5), 0, torch.float32), {}),
    (aten.softmax.int, (r(2, 5).half(), 1, torch.float32), {}),
    (aten.softmax.int, (r(2, 5).double(), 1), {}),
    (aten.softmax.int, (torch.tensor([[1.0, float("-inf"), 2.0], [float("nan"), 1.0, 2.0], [float("-inf")] * 3, [1e30, -1e30, 0]]), 1), {}),
    (aten._softmax, (r(2, 5), 1, False), {}),
    (aten._safe_softmax, (torch.tensor([[1.0, float("-inf"), 2.0], [float("-inf")] * 3]), 1), {}),
    (aten.log_softmax.int, (r(2, 5), 1), {}),
    (aten.log_softmax.int, (r(2, 5, 3), 1), {}),
    (aten.log_softmax.int, (r(5) * 100, 0), {}),
    (aten._log_softmax, (r(2, 5), 1, False), {}),
]
# fmt: on


def test_agrees_with_pytorch(number: int, agrees: Callable[[int], None]) -> None:
    agrees(number)
