"""Sums, means and maxima of the rows of a table, several at once."""

from __future__ import annotations

import numpy as np

from dycl.runtime.operators.registry import Array, operator, wide

_SUM, _MEAN, _MAX = range(3)
"""PyTorch's numbers of the modes."""


def _bag_sizes(offsets: Array, count: int, include_last_offset: bool) -> Array:
    """How many of ``count`` indices each bag has."""
    starts = np.append(offsets[:-1] if include_last_offset else offsets, count)
    if len(offsets) and offsets[0] != 0:
        raise RuntimeError(f"the first bag must begin at 0; it begins at {offsets[0]}")
    if include_last_offset and (not len(offsets) or offsets[-1] != count):
        raise RuntimeError(f"the last offset must be the number of indices, {count}")
    sizes = np.diff(starts)
    if (sizes < 0).any():
        raise RuntimeError(f"the offsets of bags must ascend up to the number of indices, {count}")
    return sizes


def _row_number(padding_idx: int | None, rows: int) -> int | None:
    """The number of the row that doesn't count; negative ones count from the end."""
    if padding_idx is None:
        return None
    if not -rows <= padding_idx < rows:
        raise RuntimeError(f"padding_idx must be within the number of embeddings, {rows}")
    return padding_idx % rows


def _largest(rows: Array, numbers: Array, bags: Array, count: int) -> tuple[Array, Array]:
    """The maxima of each bag, and the numbers of their rows; 0 for empty ones.

    A row counts where it is greater than the largest before it, so that NaN wins only as the first.
    """
    values = np.zeros((count, rows.shape[1]), rows.dtype)
    places = np.zeros(values.shape, numbers.dtype)
    is_empty = np.ones(count, np.bool)
    for row, number, bag in zip(rows, numbers, bags, strict=True):
        is_better = is_empty[bag] | (row > values[bag])
        values[bag] = np.where(is_better, row, values[bag])
        places[bag] = np.where(is_better, number, places[bag])
        is_empty[bag] = False
    return values, places


@operator("embedding_bag.padding_idx")
def embedding_bag(
    weight: Array,
    indices: Array,
    offsets: Array,
    scale_grad_by_freq: bool,
    mode: int,
    sparse: bool,
    per_sample_weights: Array | None,
    include_last_offset: bool,
    padding_idx: int | None,
) -> tuple[Array, Array, Array, Array]:
    count, rows = len(indices), len(weight)
    if count and (indices.min() < 0 or indices.max() >= rows):
        raise RuntimeError(f"an index of a bag is not in the valid range [0, {rows})")
    index_dtype = np.promote_types(indices.dtype, offsets.dtype)
    sizes = _bag_sizes(offsets, count, include_last_offset)
    bags = np.repeat(np.arange(len(sizes)), sizes)
    padding = _row_number(padding_idx, rows)
    is_kept = np.ones(count, np.bool) if padding is None else indices != padding
    chosen, kept = weight[indices[is_kept]].astype(wide(weight.dtype)), bags[is_kept]
    if per_sample_weights is not None:
        chosen = chosen * per_sample_weights[is_kept, None]
    counts = places = np.bincount(kept, minlength=len(sizes)).astype(index_dtype)
    if mode == _MAX:
        result, places = _largest(chosen, indices[is_kept].astype(index_dtype), kept, len(sizes))
    else:
        result = np.zeros((len(sizes), weight.shape[1]), chosen.dtype)
        np.add.at(result, kept, chosen)
        if mode == _MEAN:
            result = result / np.maximum(counts, 1)[:, None].astype(result.dtype)
    # For sums, PyTorch does not count, and not always say which bag an index is in.
    if mode == _SUM:
        counts = places = np.zeros(len(offsets), index_dtype)
    is_fast = mode == _SUM and padding is None and weight.dtype != np.float64
    numbers = bags[: 0 if is_fast else count].astype(index_dtype)
    return result.astype(weight.dtype), numbers, counts, places
