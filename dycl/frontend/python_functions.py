"""Python's functions that decide, as Python that the frontend interprets.

They are called where elements or keys are known only at run time. Errors in them are told at the
place of the call.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch


def total(items: Any, start: Any) -> Any:
    """``sum(items, start)``."""
    result = start
    for item in items:
        result = result + item
    return result


def largest(items: Any, key: Any) -> Any:
    """``max(items, key=key)`` of a list that is not empty: the first of equal elements."""
    best = items[0]
    best_key = key(best)
    for item in items[1:]:
        item_key = key(item)
        if item_key > best_key:
            best = item
            best_key = item_key
    return best


def smallest(items: Any, key: Any) -> Any:
    """``min(items, key=key)`` of a list that is not empty: the first of equal elements."""
    best = items[0]
    best_key = key(best)
    for item in items[1:]:
        item_key = key(item)
        if item_key < best_key:
            best = item
            best_key = item_key
    return best


def sort(items: Any, key: Any, is_reversed: bool) -> Any:
    """``sorted(items, key=key, reverse=is_reversed)`` of a list of known length: insertion sort."""
    result: list[Any] = []
    keys: list[Any] = []
    for item in items:
        result.append(item)
        keys.append(key(item))
        for i in range(len(keys) - 1, 0, -1):
            is_before = keys[i] > keys[i - 1] if is_reversed else keys[i] < keys[i - 1]
            if is_before:
                result[i - 1], result[i] = result[i], result[i - 1]
                keys[i - 1], keys[i] = keys[i], keys[i - 1]
    return result


def equal_items(left: Any, right: Any) -> Any:
    """``left == right`` of lists or tuples."""
    if len(left) != len(right):
        return False
    return all(a == b for a, b in zip(left, right, strict=True))


def sequential(layers: Any, x: Any) -> Any:
    """``torch.nn.Sequential(*layers)(x)``."""
    for layer in layers:
        x = layer(x)
    return x


def power(base: Any, exponent: Any) -> Any:
    """``math.pow(base, exponent)`` of floats, but for the message where the result is too large."""
    if exponent < 0 and base == 0 and exponent > -math.inf:
        raise ValueError("math domain error")
    is_finite = base > -math.inf and math.isfinite(exponent)
    if base < 0 and is_finite and math.floor(exponent) != exponent:
        raise ValueError("math domain error")
    return base**exponent


def radians(x: Any) -> Any:
    """``math.radians(x)``."""
    return x * (math.pi / 180)


def degrees(x: Any) -> Any:
    """``math.degrees(x)``."""
    return x * (180 / math.pi)


def isclose(a: Any, b: Any, *, rel_tol: Any = 1e-09, abs_tol: Any = 0.0) -> Any:
    """``math.isclose(a, b)``."""
    if rel_tol < 0 or abs_tol < 0:
        raise ValueError("tolerances must be non-negative")
    if a == b:
        return True
    if math.isinf(a) or math.isinf(b):
        return False
    difference = abs(b - a)
    return difference <= abs(rel_tol * b) or difference <= abs(rel_tol * a) or difference <= abs_tol


def gcd(a: Any, b: Any) -> Any:
    """``math.gcd(a, b)``."""
    a, b = abs(a), abs(b)
    while b != 0:
        a, b = b, a % b
    return a


def prod(items: Any, *, start: Any = 1) -> Any:
    """``math.prod(items)``."""
    result = start
    for item in items:
        result = result * item
    return result


def pad_packed_sequence(
    sequence: Any, batch_first: Any = False, padding_value: Any = 0.0, total_length: Any = None
) -> Any:
    """``torch.nn.utils.rnn.pad_packed_sequence``; its operator finds the longest length itself."""
    longest = sequence.batch_sizes.size(0)
    if total_length is not None and total_length < longest:
        raise ValueError(
            "Expected total_length to be at least the length of the longest sequence in input, but "
            f"got total_length={total_length} and max sequence length being {longest}"
        )
    padded, lengths = torch.ops.aten._pad_packed_sequence(
        sequence.data,
        sequence.batch_sizes,
        batch_first,
        padding_value,
        -1 if total_length is None else total_length,
    )
    order = sequence.unsorted_indices
    if order is not None:
        return padded.index_select(0 if batch_first else 1, order), lengths[order]
    return padded, lengths


OF_MATH: dict[Callable[..., Any], Callable[..., Any]] = {
    math.radians: radians,
    math.degrees: degrees,
    math.isclose: isclose,
    math.gcd: gcd,
    math.prod: prod,
}
"""Functions of :mod:`math` that are interpreted where a number is known only at run time."""
