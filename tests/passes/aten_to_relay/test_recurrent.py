"""Recurrent cells and networks."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable

import torch

aten = torch.ops.aten
generator = torch.Generator().manual_seed(0)


def r(*shape: int) -> torch.Tensor:
    return torch.randn(shape, generator=generator)


def weights(
    gates: int, layers: int = 1, directions: int = 1, biases: bool = True
) -> list[torch.Tensor]:
    """Parameters of a network with 5 inputs and 3 hidden numbers."""
    found: list[torch.Tensor] = []
    for layer in range(layers):
        for _ in range(directions):
            inputs = 3 * directions if layer else 5
            found += [r(gates * 3, inputs), r(gates * 3, 3)]
            found += [r(gates * 3), r(gates * 3)] if biases else []
    return found


# fmt: off
CASES = [
    (aten.lstm_cell, (r(2, 5), [r(2, 3), r(2, 3)], r(12, 5), r(12, 3), r(12), r(12)), {}),
    (aten.lstm_cell, (r(2, 5), [r(2, 3), r(2, 3)], r(12, 5), r(12, 3)), {}),
    (aten.gru_cell, (r(2, 5), r(2, 3), r(9, 5), r(9, 3), r(9), r(9)), {}),
    (aten.rnn_tanh_cell, (r(2, 5), r(2, 3), r(3, 5), r(3, 3), r(3), r(3)), {}),
    (aten.rnn_relu_cell, (r(2, 5), r(2, 3), r(3, 5), r(3, 3)), {}),
    (aten.lstm.input, (r(4, 2, 5), [r(1, 2, 3), r(1, 2, 3)], weights(4), True, 1, 0.0, False, False, False), {}),
    (aten.lstm.input, (r(2, 4, 5), [r(4, 2, 3), r(4, 2, 3)], weights(4, 2, 2), True, 2, 0.5, False, True, True), {}),
    (aten.lstm.input, (r(1, 2, 5), [r(1, 2, 3), r(1, 2, 3)], weights(4, biases=False), False, 1, 0.0, True, False, False), {}),
    (aten.gru.input, (r(4, 2, 5), r(2, 2, 3), weights(3, 2), True, 2, 0.0, False, False, False), {}),
    (aten.gru.input, (r(2, 4, 5), r(2, 2, 3), weights(3, 1, 2, False), False, 1, 0.0, False, True, True), {}),
    (aten.rnn_tanh.input, (r(4, 2, 5), r(1, 2, 3), weights(1), True, 1, 0.0, False, False, False), {}),
    (aten.rnn_relu.input, (r(2, 4, 5), r(2, 2, 3), weights(1, 1, 2), True, 1, 0.0, False, True, True), {}),
]
# fmt: on


def test_agrees_with_pytorch(number: int, agrees: Callable[[int], None]) -> None:
    agrees(number)
