"""Tensors of bf16 in NumPy, which has no such dtype: arrays of int16 with their bits.

A host program computes on them as PyTorch does on the CPU, in float32, and rounds each result:
``bfloat16.rounded(aten.add(bfloat16.widened(x), 1.0))``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

BFLOAT16 = "bfloat16"
"""The dtype's name in a package's manifest."""

_NAN = 0x7FC0


def widened(bits: npt.NDArray[np.int16]) -> npt.NDArray[np.float32]:
    """The numbers whose bits these are, exactly."""
    return (bits.astype(np.int32) << 16).view(np.float32)


def rounded(numbers: npt.ArrayLike) -> npt.NDArray[np.int16]:
    """The bits of the nearest numbers of bf16, of two the even one; in any shape."""
    with np.errstate(over="ignore"):
        single = np.ascontiguousarray(numbers, np.float32).reshape(np.shape(numbers))
    bits = single.view(np.uint32)
    upper = ((bits + np.uint32(0x7FFF) + (bits >> 16 & 1)) >> 16).astype(np.uint16)
    # The sum makes an infinity or a number of some NaNs.
    return np.where(np.isnan(single), np.uint16(_NAN), upper).view(np.int16)


def nearest(number: Any) -> Any:
    """A number, or an array of them in f32, as the nearest that bf16 has."""
    result = widened(rounded(np.asarray(number)))
    return result if isinstance(number, np.ndarray) else float(result)


def some_rounded(results: Any, places: tuple[int, ...]) -> tuple[Any, ...]:
    """The results of an operator, those in ``places`` rounded."""
    return tuple(
        rounded(result) if place in places else result for place, result in enumerate(results)
    )
