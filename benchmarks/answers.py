"""Taking outputs apart and comparing them. Needs NumPy alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.results import Agreement

Leaves = list[npt.NDArray[Any]]

TOLERANCE = 1e-2
"""A candidate that is further off, relative to the largest output or 1, is wrong and not timed."""


def leaves(value: Any) -> Leaves:
    """The arrays in nested tuples, lists and dicts of tensors, arrays and Python's numbers."""
    return list(_leaves(value))


def _leaves(value: Any) -> Iterator[npt.NDArray[Any]]:
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for each in value:
            yield from _leaves(each)
    elif value is not None:
        detach = getattr(value, "detach", None)
        yield np.array(value if detach is None else detach().numpy())


def same_answer(expected: Leaves, found: Leaves) -> bool:
    """Whether a user would take both for the same answer.

    All integers and truth values (words, exits) must be equal, all shapes, and the largest logit of
    the first floating-point output must be the same one.
    """
    if [each.shape for each in expected] != [each.shape for each in found]:
        return False
    is_first = True
    for left, right in zip(expected, found, strict=True):
        if left.dtype.kind != "f":
            if not np.array_equal(left, right):
                return False
        elif is_first and left.ndim in (1, 2):
            is_first = False
            if not np.array_equal(left.argmax(-1), right.argmax(-1)):
                return False
    return True


def largest_difference(expected: Leaves, found: Leaves) -> float:
    """The largest absolute difference of floating-point outputs; infinite for NaN in one only."""
    largest = 0.0
    for left, right in zip(expected, found, strict=True):
        if left.dtype.kind == "f" and left.size:
            same = (left == right) | (np.isnan(left) & np.isnan(right))
            with np.errstate(invalid="ignore"):
                difference = np.abs(left.astype(np.float64) - right)
            difference = np.where(np.isnan(difference), np.inf, difference)
            largest = max(largest, float(np.where(same, 0, difference).max()))
    return largest


def compare(expected: Sequence[Leaves], found: Sequence[Leaves]) -> Agreement:
    """η and δ over inputs."""
    same = [same_answer(left, right) for left, right in zip(expected, found, strict=True)]
    differences = [
        largest_difference(left, right)
        for left, right, is_same in zip(expected, found, same, strict=True)
        if is_same
    ]
    return Agreement(len(same), same.count(False), max(differences, default=0.0))


def magnitude(expected: Sequence[Leaves]) -> float:
    """The largest absolute finite floating-point output, at least 1."""
    values = [
        float(np.abs(leaf[np.isfinite(leaf)]).max(initial=0))
        for each in expected
        for leaf in each
        if leaf.dtype.kind == "f"
    ]
    return max(1.0, *values) if values else 1.0
