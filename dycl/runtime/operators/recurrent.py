"""Recurrent cells, and networks of them over a sequence.

Source: the equations in the documentation of ``torch.nn.GRU``, ``torch.nn.LSTM`` and
``torch.nn.RNN``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dycl.runtime.operators.functions_of_one import refuse_to_draw, relu, sigmoid
from dycl.runtime.operators.linear_algebra import linear
from dycl.runtime.operators.packed_sequences import check_packed
from dycl.runtime.operators.registry import Array, operator

State = tuple[Array, ...]

Step = Callable[[Array, Array, State], State]
"""From gates of the input, gates of the state and the state to the next state."""


def _lstm_step(from_input: Array, from_state: Array, state: State) -> State:
    admit, keep, new, show = np.split(from_input + from_state, 4, -1)
    cell = sigmoid(keep) * state[1] + sigmoid(admit) * np.tanh(new)
    return sigmoid(show) * np.tanh(cell), cell


def _gru_step(from_input: Array, from_state: Array, state: State) -> State:
    reset_x, update_x, new_x = np.split(from_input, 3, -1)
    reset_h, update_h, new_h = np.split(from_state, 3, -1)
    update = sigmoid(update_x + update_h)
    new = np.tanh(new_x + sigmoid(reset_x + reset_h) * new_h)
    return (new + update * (state[0] - new),)


def _tanh_step(from_input: Array, from_state: Array, state: State) -> State:
    return (np.tanh(from_input + from_state),)


def _relu_step(from_input: Array, from_state: Array, state: State) -> State:
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


@dataclass(frozen=True)
class _Layer:
    """One layer in one direction, of :func:`_run`."""

    step: Step
    weights: Sequence[Array]
    """Those of the input and of the state, with biases of each, and that of a projection."""
    has_biases: bool

    def gates(self, x: Array) -> Array:
        """What the input gives to the gates at all times, which do not wait for each other."""
        return linear(x, self.weights[0], self.weights[2] if self.has_biases else None)

    def next(self, gates: Array, state: State) -> State:
        """The state after a step; its first part is what the layer shows."""
        bias = self.weights[3] if self.has_biases else None
        shown, *rest = self.step(gates, linear(state[0], self.weights[1], bias), state)
        if len(self.weights) % 2:
            shown = linear(shown, self.weights[-1])
        return shown, *rest

    def scan(self, x: Array, state: State, *, is_reversed: bool) -> tuple[Array, State]:
        """What it shows at each time, and the last state."""
        gates = self.gates(x)
        shown: list[Any] = [None] * len(x)
        for time in _order(len(x), is_reversed):
            state = self.next(gates[time], state)
            shown[time] = state[0]
        return np.stack(shown), state

    def scan_packed(
        self, x: Array, sizes: Sequence[int], state: State, *, is_reversed: bool
    ) -> tuple[Array, State]:
        """The same for a packed sequence, of which those at the end of a batch end first."""
        gates = np.split(self.gates(x), np.cumsum(sizes)[:-1])
        shown: list[Any] = [None] * len(sizes)
        for time in _order(len(sizes), is_reversed):
            count = sizes[time]
            new = self.next(gates[time], tuple(part[:count] for part in state))
            shown[time] = new[0]
            ended = (part[count:] for part in state)
            state = tuple(map(np.concatenate, zip(new, ended, strict=True)))
        return np.concatenate(shown), state


def _order(count: int, is_reversed: bool) -> range:
    return range(count - 1, -1, -1) if is_reversed else range(count)


def _run(
    step: Step,
    x: Array,
    batch_sizes: Array | None,
    states: Sequence[Array],
    params: Sequence[Array],
    has_biases: bool,
    num_layers: int,
    bidirectional: bool,
) -> tuple[Array, ...]:
    """All layers; ``states`` are (layers x directions, batch, size), or without batch.

    ``x`` is (time, batch, features), without batch, or a packed sequence of ``batch_sizes``.
    """
    if batch_sizes is not None:
        check_packed(x, batch_sizes)
    sizes = None if batch_sizes is None else batch_sizes.tolist()
    directions = 2 if bidirectional else 1
    size = len(params) // (num_layers * directions)
    last: list[State] = []
    for layer in range(num_layers):
        outputs: list[Array] = []
        for direction in range(directions):
            number = layer * directions + direction
            one = _Layer(step, params[number * size : (number + 1) * size], has_biases)
            state = tuple(each[number] for each in states)
            is_reversed = direction == 1
            if sizes is None:
                output, state = one.scan(x, state, is_reversed=is_reversed)
            else:
                output, state = one.scan_packed(x, sizes, state, is_reversed=is_reversed)
            outputs.append(output)
            last.append(state)
        x = np.concatenate(outputs, -1)
    return x, *(np.stack(part) for part in zip(*last, strict=True))


def _run_padded(
    step: Step,
    sequence: Array,
    states: Sequence[Array],
    params: Sequence[Array],
    has_biases: bool,
    num_layers: int,
    bidirectional: bool,
    batch_first: bool,
) -> tuple[Array, ...]:
    is_turned = batch_first and sequence.ndim == 3
    x = np.swapaxes(sequence, 0, 1) if is_turned else sequence
    x, *last = _run(step, x, None, states, params, has_biases, num_layers, bidirectional)
    return np.swapaxes(x, 0, 1) if is_turned else x, *last


def _register_network(name: str, step: Step) -> None:
    """Networks take one state, or a list of them where a cell has several."""

    def states(hx: Array | Sequence[Array]) -> Sequence[Array]:
        return [hx] if isinstance(hx, np.ndarray) else hx

    def network(
        input: Array,
        hx: Array | Sequence[Array],
        params: Sequence[Array],
        has_biases: bool,
        num_layers: int,
        dropout: float,
        train: bool,
        bidirectional: bool,
        batch_first: bool,
    ) -> tuple[Array, ...]:
        refuse_to_draw(bool(dropout and train))
        return _run_padded(
            step, input, states(hx), params, has_biases, num_layers, bidirectional, batch_first
        )

    def network_data(
        data: Array,
        batch_sizes: Array,
        hx: Array | Sequence[Array],
        params: Sequence[Array],
        has_biases: bool,
        num_layers: int,
        dropout: float,
        train: bool,
        bidirectional: bool,
    ) -> tuple[Array, ...]:
        refuse_to_draw(bool(dropout and train))
        return _run(
            step, data, batch_sizes, states(hx), params, has_biases, num_layers, bidirectional
        )

    network.__name__ = name
    operator(f"{name}.input")(network)
    network_data.__name__ = f"{name}_data"
    operator(f"{name}.data")(network_data)


_register_network("lstm", _lstm_step)
_register_network("gru", _gru_step)
_register_network("rnn_tanh", _tanh_step)
_register_network("rnn_relu", _relu_step)
