"""Recurrent cells, and networks of them over a sequence.

Source: the equations in the documentation of ``torch.nn.GRU``, ``torch.nn.LSTM`` and
``torch.nn.RNN``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from dycl.runtime.operators.functions_of_one import relu, sigmoid
from dycl.runtime.operators.linear_algebra import linear
from dycl.runtime.operators.registry import Array, operator

Step = Callable[[Array, Array, tuple[Array, ...]], tuple[Array, ...]]
"""From gates of the input, gates of the state and the state to the next state."""


def _lstm_step(from_input: Array, from_state: Array, state: tuple[Array, ...]) -> tuple[Array, ...]:
    admit, keep, new, show = np.split(from_input + from_state, 4, -1)
    cell = sigmoid(keep) * state[1] + sigmoid(admit) * np.tanh(new)
    return sigmoid(show) * np.tanh(cell), cell


def _gru_step(from_input: Array, from_state: Array, state: tuple[Array, ...]) -> tuple[Array, ...]:
    reset_x, update_x, new_x = np.split(from_input, 3, -1)
    reset_h, update_h, new_h = np.split(from_state, 3, -1)
    update = sigmoid(update_x + update_h)
    new = np.tanh(new_x + sigmoid(reset_x + reset_h) * new_h)
    return (new + update * (state[0] - new),)


def _tanh_step(from_input: Array, from_state: Array, state: tuple[Array, ...]) -> tuple[Array, ...]:
    return (np.tanh(from_input + from_state),)


def _relu_step(from_input: Array, from_state: Array, state: tuple[Array, ...]) -> tuple[Array, ...]:
    return (relu(from_input + from_state),)


@operator("lstm_cell")
def lstm_cell(
    input: Array,
    hx: Sequence[Array],
    w_ih: Array,
    w_hh: Array,
    b_ih: Array | None = None,
    b_hh: Array | None = None,
) -> tuple[Array, ...]:
    return _lstm_step(linear(input, w_ih, b_ih), linear(hx[0], w_hh, b_hh), tuple(hx))


def _register_cell(name: str, step: Step) -> None:
    def cell(
        input: Array,
        hx: Array,
        w_ih: Array,
        w_hh: Array,
        b_ih: Array | None = None,
        b_hh: Array | None = None,
    ) -> Array:
        return step(linear(input, w_ih, b_ih), linear(hx, w_hh, b_hh), (hx,))[0]

    cell.__name__ = name
    operator(name)(cell)


_register_cell("gru_cell", _gru_step)
_register_cell("rnn_tanh_cell", _tanh_step)
_register_cell("rnn_relu_cell", _relu_step)


def _run(
    step: Step,
    sequence: Array,
    states: Sequence[Array],
    params: Sequence[Array],
    has_biases: bool,
    num_layers: int,
    bidirectional: bool,
    batch_first: bool,
) -> tuple[Array, ...]:
    """All layers; ``states`` are (layers x directions, batch, size), or without batch."""
    x = np.swapaxes(sequence, 0, 1) if batch_first and sequence.ndim == 3 else sequence
    directions = 2 if bidirectional else 1
    size = 4 if has_biases else 2
    last: list[tuple[Array, ...]] = []
    for layer in range(num_layers):
        outputs: list[Array] = []
        for direction in range(directions):
            number = layer * directions + direction
            w_ih, w_hh, *biases = params[number * size : (number + 1) * size]
            b_ih, b_hh = biases[:2] if has_biases else (None, None)
            state = tuple(each[number] for each in states)
            gates = linear(x, w_ih, b_ih)
            order = range(len(x)) if direction == 0 else range(len(x) - 1, -1, -1)
            shown: list[Any] = [None] * len(x)
            for time in order:
                state = step(gates[time], linear(state[0], w_hh, b_hh), state)
                shown[time] = state[0]
            outputs.append(np.stack(shown))
            last.append(state)
        x = np.concatenate(outputs, -1)
    result = np.swapaxes(x, 0, 1) if batch_first and sequence.ndim == 3 else x
    return result, *(np.stack(part) for part in zip(*last, strict=True))


@operator("lstm.input")
def lstm(
    input: Array,
    hx: Sequence[Array],
    params: Sequence[Array],
    has_biases: bool,
    num_layers: int,
    dropout: float,
    train: bool,
    bidirectional: bool,
    batch_first: bool,
) -> tuple[Array, ...]:
    if dropout and train:
        raise NotImplementedError("dropout in training mode draws random numbers")
    return _run(_lstm_step, input, hx, params, has_biases, num_layers, bidirectional, batch_first)


def _register_network(name: str, step: Step) -> None:
    def network(
        input: Array,
        hx: Array,
        params: Sequence[Array],
        has_biases: bool,
        num_layers: int,
        dropout: float,
        train: bool,
        bidirectional: bool,
        batch_first: bool,
    ) -> tuple[Array, ...]:
        if dropout and train:
            raise NotImplementedError("dropout in training mode draws random numbers")
        return _run(step, input, [hx], params, has_biases, num_layers, bidirectional, batch_first)

    network.__name__ = name
    operator(f"{name}.input")(network)


_register_network("gru", _gru_step)
_register_network("rnn_tanh", _tanh_step)
_register_network("rnn_relu", _relu_step)
