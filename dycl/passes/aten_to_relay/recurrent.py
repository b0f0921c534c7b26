"""Recurrent cells, and networks of them over a sequence of known length.

Source: the equations in the documentation of ``torch.nn.GRU``, ``torch.nn.LSTM`` and
``torch.nn.RNN``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xdsl.ir import SSAValue

from dycl.passes.aten_to_relay.builder import RelayBuilder, Unsupported, shape_of
from dycl.passes.aten_to_relay.elementwise import sigmoid, tanh
from dycl.passes.aten_to_relay.linear_algebra import dense
from dycl.passes.aten_to_relay.rule import Arguments, converts

STEP_LIMIT = 64
"""The most steps of all layers together: each is code of its own, and a host does it as well."""

State = tuple[SSAValue, ...]

Step = Callable[[RelayBuilder, SSAValue, SSAValue, State], State]
"""From gates of the input, gates of the state and the state to the next state."""


def _parts(relay: RelayBuilder, gates: SSAValue, count: int) -> list[SSAValue]:
    """``gates`` cut into equal parts along its last axis."""
    rank = len(shape_of(gates))
    return relay.split(gates, [shape_of(gates)[-1] // count] * count, rank - 1)


def _lstm_step(relay: RelayBuilder, x: SSAValue, hidden: SSAValue, state: State) -> State:
    """Gates in PyTorch's order: input, forget, cell, output."""
    admit, keep, new, show = _parts(relay, relay.add(x, hidden), 4)
    admitted = relay.multiply(sigmoid(relay, admit), tanh(relay, new))
    cell = relay.add(relay.multiply(sigmoid(relay, keep), state[1]), admitted)
    return relay.multiply(sigmoid(relay, show), tanh(relay, cell)), cell


def _gru_step(relay: RelayBuilder, x: SSAValue, hidden: SSAValue, state: State) -> State:
    """Gates in PyTorch's order: reset, update, new."""
    reset_x, update_x, new_x = _parts(relay, x, 3)
    reset_h, update_h, new_h = _parts(relay, hidden, 3)
    reset = sigmoid(relay, relay.add(reset_x, reset_h))
    update = sigmoid(relay, relay.add(update_x, update_h))
    new = tanh(relay, relay.add(new_x, relay.multiply(reset, new_h)))
    return (relay.add(relay.multiply(update, relay.subtract(state[0], new)), new),)


def _tanh_step(relay: RelayBuilder, x: SSAValue, hidden: SSAValue, state: State) -> State:
    return (tanh(relay, relay.add(x, hidden)),)


def _relu_step(relay: RelayBuilder, x: SSAValue, hidden: SSAValue, state: State) -> State:
    return (relay.clamp(relay.add(x, hidden), 0, None),)


_STEPS: dict[str, Step] = {
    "lstm": _lstm_step,
    "gru": _gru_step,
    "rnn_tanh": _tanh_step,
    "rnn_relu": _relu_step,
}


def _gates(relay: RelayBuilder, x: SSAValue, weight: SSAValue, bias: SSAValue | None) -> SSAValue:
    """``x @ weight.T + bias``."""
    result = dense(relay, x, weight)
    return result if bias is None else relay.add(result, bias)


@converts("lstm_cell", "gru_cell", "rnn_tanh_cell", "rnn_relu_cell")
def convert_cell(relay: RelayBuilder, op: Arguments) -> Sequence[SSAValue]:
    """``lstm_cell``, ``gru_cell``, ``rnn_tanh_cell`` and ``rnn_relu_cell``."""
    name = op.name.removesuffix("_cell")
    state = tuple(op.tensors("hx")) if name == "lstm" else (op.tensor("hx"),)
    x = _gates(relay, op.tensor("input"), op.tensor("w_ih"), op.optional_tensor("b_ih"))
    hidden = _gates(relay, state[0], op.tensor("w_hh"), op.optional_tensor("b_hh"))
    return _STEPS[name](relay, x, hidden, state)


@converts("lstm.input", "gru.input", "rnn_tanh.input", "rnn_relu.input")
def convert_network(relay: RelayBuilder, op: Arguments) -> Sequence[SSAValue]:
    """``torch.nn.LSTM``, ``GRU`` and ``RNN``, unrolled: all layers, one or two directions."""
    if op.flag("train") and op.number("dropout") != 0:
        raise Unsupported("dropout in training")
    name = op.name.removesuffix(".input")
    states = op.tensors("hx") if name == "lstm" else [op.tensor("hx")]
    x, params = op.tensor("input"), op.tensors("params")
    is_turned = op.flag("batch_first")
    if is_turned:
        x = relay.transpose(x, [1, 0, 2])
    directions = 2 if op.flag("bidirectional") else 1
    count = op.integer("num_layers") * directions
    if count * shape_of(x)[0] > STEP_LIMIT:
        raise Unsupported(f"{count * shape_of(x)[0]} steps of a recurrent network")
    size = 4 if op.flag("has_biases") else 2
    if len(params) != count * size:
        raise Unsupported("projections in a recurrent network")
    last: list[State] = []
    for first in range(0, count, directions):
        outputs: list[SSAValue] = []
        for number in range(first, first + directions):
            state = tuple(_at(relay, each, number) for each in states)
            weights = params[number * size : (number + 1) * size]
            layer = _Layer(relay, _STEPS[name], weights)
            output, state = layer.run(x, state, is_reversed=number > first)
            outputs.append(output)
            last.append(state)
        x = relay.concatenate(outputs, 2)
    results = [relay.stack(part, 0) for part in zip(*last, strict=True)]
    return [relay.transpose(x, [1, 0, 2]) if is_turned else x, *results]


def _at(relay: RelayBuilder, x: SSAValue, position: int) -> SSAValue:
    """``x[position]``."""
    return relay.reshape(relay.slice(x, 0, position, position + 1), shape_of(x)[1:])


class _Layer:
    """One layer in one direction; its weights are those of the input, of the state, and biases."""

    def __init__(self, relay: RelayBuilder, step: Step, weights: Sequence[SSAValue]) -> None:
        self._relay = relay
        self._step = step
        self._weights = weights[:2]
        self._biases: Sequence[SSAValue | None] = weights[2:] or (None, None)

    def run(self, x: SSAValue, state: State, *, is_reversed: bool) -> tuple[SSAValue, State]:
        """All outputs along the first axis, and the last state."""
        relay = self._relay
        length = shape_of(x)[0]
        # The input's gates do not wait for each other.
        gates = _gates(relay, x, self._weights[0], self._biases[0])
        outputs: list[SSAValue] = []
        for time in reversed(range(length)) if is_reversed else range(length):
            hidden = _gates(relay, state[0], self._weights[1], self._biases[1])
            state = self._step(relay, _at(relay, gates, time), hidden, state)
            outputs.append(state[0])
        return relay.stack(outputs[::-1] if is_reversed else outputs, 0), state
