"""Sequences of several lengths, padded to one, or packed: the first elements of all, the second
ones of those that have two, and so on.

Source: the documentation of ``torch.nn.utils.rnn``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dycl.runtime.operators.registry import Array, Number, numbers, operator


@operator("_pack_padded_sequence")
def pack_padded_sequence(input: Array, lengths: Array, batch_first: bool) -> tuple[Array, ...]:
    padded = np.swapaxes(input, 0, 1) if batch_first else input
    if not padded.size:
        raise RuntimeError("Cannot pack empty tensors.")
    count = padded.shape[1]
    if len(lengths) != count:
        raise RuntimeError(
            f"Expected `len(lengths)` to be equal to batch_size, but got {len(lengths)} "
            f"(batch_size={count})"
        )
    if lengths[-1] <= 0:
        raise RuntimeError(
            "Length of all samples has to be greater than 0, but found an element in 'lengths' "
            "that is <= 0"
        )
    if (lengths[1:] > lengths[:-1]).any():
        raise RuntimeError(
            "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You "
            "can pass `enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to "
            "sidestep this requirement if you do not need ONNX exportability."
        )
    is_element = numbers(0, int(lengths[0]))[:, None] < lengths
    # Lengths beyond the tensor are found by what takes the packed sequence.
    return padded[: len(is_element)][is_element[: len(padded)]], is_element.sum(1)


def check_packed(data: Array, batch_sizes: Array) -> None:
    """Raise RuntimeError where ``batch_sizes`` are not those of all rows of ``data``."""
    end = 0
    for count in batch_sizes.tolist():
        if end + count > len(data):
            raise RuntimeError(
                f"start ({end}) + length ({count}) exceeds dimension size ({len(data)})."
            )
        end += count
    if end < len(data):
        raise RuntimeError(f"a packed sequence has {len(data)} elements and batches of {end}")


@operator("_pad_packed_sequence")
def pad_packed_sequence(
    data: Array, batch_sizes: Array, batch_first: bool, padding_value: Number, total_length: int
) -> tuple[Array, ...]:
    check_packed(data, batch_sizes)
    is_element = numbers(0, int(batch_sizes[0])) < batch_sizes[:, None]
    steps = max(len(is_element), total_length)
    padded = np.full((steps, is_element.shape[1], *data.shape[1:]), padding_value, data.dtype)
    padded[: len(is_element)][is_element] = data
    return np.swapaxes(padded, 0, 1) if batch_first else padded, is_element.sum(0)


@operator("pad_sequence")
def pad_sequence(
    sequences: Sequence[Array],
    batch_first: bool = False,
    padding_value: float = 0.0,
    padding_side: str = "right",
) -> Array:
    first = sequences[0]
    size = max(map(len, sequences))
    padded = np.full((len(sequences), size, *first.shape[1:]), padding_value, first.dtype)
    for row, sequence in zip(padded, sequences, strict=True):
        start = 0 if padding_side == "right" else size - len(sequence)
        row[start : start + len(sequence)] = sequence
    return padded if batch_first else np.swapaxes(padded, 0, 1)
