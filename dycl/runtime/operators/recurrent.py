"""Recurrent cells, and networks of them over a sequence.

Source: the equations in the documentation of ``torch.nn.GRU``, ``torch.nn.LSTM`` and
``torch.nn.RNN``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from dycl.runtime.operators.functions_of_one import refuse_to_draw
from dycl.runtime.operators.linear_algebra import linear
from dycl.runtime.operators.packed_sequences import check_packed
from dycl.runtime.operators.registry import Array, operator, wide

State = tuple[Array, ...]
"""What a cell shows, and what else it remembers."""

Step = Callable[[Array, Array, State], Array]
"""From gates of the input, gates of the state and the state to what the cell shows then.

It overwrites the gates of the state, and what else the cell remembers.
"""


def _squash(x: Array) -> Array:
    """``x`` after it became its own sigmoid."""
    np.negative(x, out=x)
    np.exp(x, out=x)
    x += 1
    return np.reciprocal(x, out=x)


def _lstm_step(from_input: Array, from_state: Array, state: State) -> Array:
    gates, cell = from_state, state[1]
    gates += from_input
    size = cell.shape[-1]
    new = np.tanh(gates[..., 2 * size : 3 * size])
    _squash(gates)
    new *= gates[..., :size]
    cell *= gates[..., size : 2 * size]
    cell += new
    shown = np.tanh(cell)
    shown *= gates[..., 3 * size :]
    return shown


def _gru_step(from_input: Array, from_state: Array, state: State) -> Array:
    size = state[0].shape[-1]
    gates, new = from_state[..., : 2 * size], from_state[..., 2 * size :]
    gates += from_input[..., : 2 * size]
    _squash(gates)
    new *= gates[..., :size]
    new += from_input[..., 2 * size :]
    np.tanh(new, out=new)
    shown = state[0] - new
    shown *= gates[..., size:]
    shown += new
    return shown


def _tanh_step(from_input: Array, from_state: Array, state: State) -> Array:
    from_state += from_input
    return np.tanh(from_state, out=from_state)


def _relu_step(from_input: Array, from_state: Array, state: State) -> Array:
    from_state += from_input
    return np.maximum(from_state, 0, out=from_state)


def _in_wide(arrays: Sequence[Array]) -> list[Array]:
    return [each.astype(wide(each.dtype), copy=False) for each in arrays]


@operator("lstm_cell")
def lstm_cell(
    input: Array,
    hx: Sequence[Array],
    w_ih: Array,
    w_hh: Array,
    b_ih: Array | None = None,
    b_hh: Array | None = None,
) -> tuple[Array, ...]:
    return _cell(_lstm_step, input, hx, w_ih, w_hh, b_ih, b_hh)


def _cell(
    step: Step,
    input: Array,
    hx: Sequence[Array],
    w_ih: Array,
    w_hh: Array,
    b_ih: Array | None,
    b_hh: Array | None,
) -> State:
    """The state of a single cell after ``input``."""
    state = tuple(part.copy() for part in hx)
    shown = step(linear(input, w_ih, b_ih), linear(hx[0], w_hh, b_hh), state)
    return shown, *state[1:]


def _register_cell(name: str, step: Step) -> None:
    def cell(
        input: Array,
        hx: Array,
        w_ih: Array,
        w_hh: Array,
        b_ih: Array | None = None,
        b_hh: Array | None = None,
    ) -> Array:
        return _cell(step, input, (hx,), w_ih, w_hh, b_ih, b_hh)[0]

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

    def scan(self, x: Array, sizes: Sequence[int], state: State, *, is_reversed: bool) -> Array:
        """What it shows at all times, (rows, size); ``state`` becomes the last one.

        ``x`` has the rows of the first time, then those of the second, and so on; ``sizes`` says
        how many each time has. Those at the end of a batch end first.
        """
        _, from_state, *rest = self.weights
        bias = rest[1] if self.has_biases else None
        projection = rest[-1].T if len(rest) % 2 else None
        # What the input gives to the gates does not wait for earlier times.
        gates = linear(x, self.weights[0], rest[0] if self.has_biases else None)
        shown = np.empty((len(x), state[0].shape[-1]), x.dtype)
        ends = np.cumsum(sizes).tolist()
        for end, count in list(zip(ends, sizes, strict=True))[:: -1 if is_reversed else 1]:
            running = tuple(part[:count] for part in state)
            recurrent = running[0] @ from_state.T
            if bias is not None:
                recurrent += bias
            result = self.step(gates[end - count : end], recurrent, running)
            running[0][...] = result if projection is None else result @ projection
            shown[end - count : end] = running[0]
        return shown


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
    if not len(x):
        raise RuntimeError("Expected sequence length to be larger than 0 in RNN")
    if batch_sizes is None:
        sizes = [x.shape[1] if x.ndim == 3 else 1] * len(x)
    else:
        check_packed(x, batch_sizes)
        sizes = batch_sizes.tolist()
    lead, dtype = x.shape[:-1], x.dtype
    x = x.reshape(-1, x.shape[-1]).astype(wide(dtype), copy=False)
    params = _in_wide(params)
    last = [each.copy() for each in _in_wide(states)]
    directions = 2 if bidirectional else 1
    size = len(params) // (num_layers * directions)
    for layer in range(num_layers):
        outputs: list[Array] = []
        for direction in range(directions):
            number = layer * directions + direction
            one = _Layer(step, params[number * size : (number + 1) * size], has_biases)
            state = tuple(each[number].reshape(-1, each.shape[-1]) for each in last)
            outputs.append(one.scan(x, sizes, state, is_reversed=direction == 1))
        x = np.concatenate(outputs, -1)
    shown = x.astype(dtype, copy=False).reshape(*lead, -1)
    return shown, *(each.astype(dtype, copy=False) for each in last)


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
