"""Packed sequences, whose sizes are lengths that only run time tells.

PyTorch's own functions on them are interpreted, since they decide on lengths. Its operators need
the elements of the lengths to tell the shapes of their results; here are these shapes.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Sequence
from typing import Any, Protocol, cast

import torch
from torch.nn.utils import rnn

from dycl.frontend.python_functions import pad_packed_sequence
from dycl.frontend.torch_internals import assume_not_empty, aten, flat_weights, largest
from dycl.frontend.types import same_shape

INTERPRETED: dict[types.FunctionType, types.FunctionType] = {
    rnn.pack_padded_sequence: rnn.pack_padded_sequence,
    rnn.pack_sequence: rnn.pack_sequence,
    rnn.pad_packed_sequence: pad_packed_sequence,
    rnn.pad_sequence: rnn.pad_sequence,
    rnn.unpack_sequence: rnn.unpack_sequence,
    rnn.unpad_sequence: rnn.unpad_sequence,
}
"""Functions of PyTorch that are interpreted, and what is interpreted for them."""

FILE = rnn.__file__
"""Where they are defined."""

Size = int | torch.SymInt


def run_network(
    network: torch.nn.RNNBase, packed: rnn.PackedSequence, states: Any, count: torch.SymInt
) -> tuple[rnn.PackedSequence, Any]:
    """``network(packed, states)`` for a number of sequences that only run time tells.

    Source: ``forward`` of ``torch.nn.LSTM``, which asks for the number itself.
    """
    network.check_input(packed.data, packed.batch_sizes)
    is_lstm = network.mode == "LSTM"
    if states is None:
        layers = network.num_layers * (2 if network.bidirectional else 1)
        sizes = [network.proj_size or network.hidden_size, network.hidden_size]
        zeros = [torch.zeros(layers, count, size, dtype=packed.data.dtype) for size in sizes]
        states = tuple(zeros) if is_lstm else zeros[0]
    else:
        states = network.permute_hidden(states, packed.sorted_indices)
    output, *last = getattr(aten, network.mode.lower()).data(
        packed.data,
        packed.batch_sizes,
        states,
        flat_weights(network),
        network.bias,
        network.num_layers,
        network.dropout,
        network.training,
        network.bidirectional,
    )
    result = rnn.PackedSequence(output, *packed[1:])
    found: Any = tuple(last) if is_lstm else last[0]
    return result, network.permute_hidden(found, packed.unsorted_indices)


class Sizes(Protocol):
    """What tells sizes that are known only at run time."""

    def new_size(self) -> torch.SymInt:
        """Another size."""
        ...

    def sequence_count(self, batch_sizes: torch.Tensor) -> Size | None:
        """How many sequences are packed with ``batch_sizes``, where that is known."""
        ...


def is_packing(operator: Any) -> bool:
    """Whether ``operator`` packs: it gives the elements, and how many there are at each time."""
    return operator is aten._pack_padded_sequence.default


def count_of(args: Sequence[Any]) -> Size:
    """How many sequences are packed by an operator of :func:`is_packing`."""
    return args[0].shape[0 if args[2] else 1]


def _packed(sizes: Sizes, padded: torch.Tensor, lengths: torch.Tensor, *rest: Any) -> Any:
    count, given = count_of((padded, lengths, *rest)), cast("Size", lengths.shape[0])
    if isinstance(count, int) and isinstance(given, int) and given != count:
        raise RuntimeError(
            f"Expected `len(lengths)` to be equal to batch_size, but got {given} "
            f"(batch_size={count})"
        )
    elements, times = sizes.new_size(), sizes.new_size()
    assume_not_empty(elements)
    assume_not_empty(times)
    data = torch.empty((elements, *padded.shape[2:]), dtype=padded.dtype)
    return data, torch.empty((times,), dtype=torch.int64)


def _padded(
    sizes: Sizes,
    data: torch.Tensor,
    batch_sizes: torch.Tensor,
    batch_first: bool,
    _: Any,
    total_length: Size,
) -> Any:
    if isinstance(total_length, int) and total_length <= 0:
        total_length = batch_sizes.shape[0]
    known = sizes.sequence_count(batch_sizes)
    count = sizes.new_size() if known is None else known
    outer = (count, total_length) if batch_first else (total_length, count)
    padded = torch.empty((*outer, *data.shape[1:]), dtype=data.dtype)
    return padded, torch.empty((count,), dtype=torch.int64)


def _run(_: Sizes, data: torch.Tensor, batch_sizes: torch.Tensor, hx: Any, *rest: Any) -> Any:
    """A recurrent network over a packed sequence."""
    del batch_sizes
    states: list[torch.Tensor] = [hx] if isinstance(hx, torch.Tensor) else list(hx)
    is_bidirectional = rest[-1]
    size = states[0].shape[2] * (2 if is_bidirectional else 1)
    output = torch.empty((data.shape[0], size), dtype=data.dtype)
    return output, *(torch.empty(tuple(state.shape), dtype=state.dtype) for state in states)


def _padded_together(
    _: Sizes, sequences: Sequence[torch.Tensor], batch_first: bool = False, *__: Any
) -> Any:
    first, count = sequences[0], len(sequences)
    lengths: tuple[Size, ...] = tuple(sequence.shape[0] for sequence in sequences)
    if not any(isinstance(length, torch.SymInt) for length in lengths):
        return None
    if not all(same_shape(sequence.shape[1:], first.shape[1:]) for sequence in sequences):
        return None
    outer = (count, largest(lengths)) if batch_first else (largest(lengths), count)
    return torch.empty((*outer, *first.shape[1:]), dtype=first.dtype)


RESULTS: dict[Any, Callable[..., Any]] = {
    aten._pack_padded_sequence.default: _packed,
    aten._pad_packed_sequence.default: _padded,
    aten.pad_sequence.default: _padded_together,
    aten.lstm.data: _run,
    aten.gru.data: _run,
    aten.rnn_tanh.data: _run,
    aten.rnn_relu.data: _run,
}
"""From :class:`Sizes` and an operator's arguments to fake tensors like its results.

None stands for what PyTorch itself can tell.
"""
