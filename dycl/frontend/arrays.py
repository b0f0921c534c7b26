"""NumPy's arrays and scalars of the interpreted program: tensors that are marked as such."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import numpy as np
import torch

from dycl.errors import FrontendError
from dycl.frontend.torch_internals import leaves_of

ArrayKind = Literal["array", "scalar"]
"""``numpy.ndarray``, or a scalar such as ``numpy.int64``."""

_MARK = "_dycl_array"

KEEPS_KIND = frozenset(
    ["alias", "clone", "contiguous", "detach", "expand", "permute", "reshape", "squeeze", "view"]
)
"""Operators that give an array without dimensions, and no scalar, where they are given one."""

CASTS = frozenset(["_to_copy", "to"])
"""Operators that change the dtype and nothing else."""


def mark(tensor: torch.Tensor, kind: ArrayKind) -> torch.Tensor:
    """Let ``tensor`` stand for an array or scalar of NumPy."""
    vars(tensor)[_MARK] = kind
    return tensor


def unmark(tensor: torch.Tensor) -> torch.Tensor:
    """Let ``tensor`` be a tensor of PyTorch again."""
    vars(tensor).pop(_MARK, None)
    return tensor


def array_kind(value: object) -> ArrayKind | None:
    """What ``value`` stands for; None for tensors of PyTorch and all that is no tensor."""
    return vars(value).get(_MARK) if isinstance(value, torch.Tensor) else None


def is_array(value: object) -> bool:
    """Whether ``value`` is a tensor that stands for an array or scalar of NumPy."""
    return array_kind(value) is not None


def stand_in(value: torch.Tensor) -> Any:
    """Something of the class that ``value``, an array or scalar, has in the program."""
    dtype = str(value.dtype).removeprefix("torch.")
    array = np.zeros((), dtype)
    return array[()] if array_kind(value) == "scalar" else array


def mark_results(name: str, given: Any, results: Any) -> None:
    """Mark what the operator ``name`` has computed from arrays, as NumPy would give it.

    Scalars beside tensors of PyTorch are numbers. Raises FrontendError where NumPy would give
    another dtype.
    """
    inputs = list(_tensors(given))
    kinds = {array_kind(tensor) for tensor in inputs}
    if None in kinds:
        return
    for result in _tensors(results):
        is_new_float = result.dtype.is_floating_point and name not in CASTS
        if is_new_float and not any(tensor.dtype.is_floating_point for tensor in inputs):
            raise FrontendError(
                "this arithmetic of NumPy's integers is not supported: it gives 64-bit floats, and "
                "PyTorch's 32-bit ones",
                hint="make them floats before",
            )
        is_scalar = result.dim() == 0 and not (name in KEEPS_KIND and "array" in kinds)
        mark(result, "scalar" if is_scalar else "array")


def _tensors(values: Any) -> Iterable[torch.Tensor]:
    return (leaf for leaf in leaves_of(values) if isinstance(leaf, torch.Tensor))
