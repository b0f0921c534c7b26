"""NumPy's arrays and scalars of the interpreted program: tensors that are marked as such."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NoReturn

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


OF_TENSORS_AND_ARRAYS = frozenset(
    ["add", "div", "eq", "floor_divide", "index", "index_put", "matmul", "mul", "pow", "remainder",
     "sub"]
)  # fmt: skip
"""Operators that PyTorch applies to a tensor and an array behind it: those that Python writes."""

OF_ONE_DTYPE = frozenset(
    ["add", "atan2", "clamp", "clip", "copysign", "div", "eq", "floor_divide", "fmax", "fmin",
     "ge", "gt", "le", "lt", "maximum", "minimum", "mul", "ne", "pow", "remainder", "rsub", "sub",
     "where"]
)  # fmt: skip
"""Operators that bring their operands to one dtype."""


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

    Scalars beside tensors of PyTorch are numbers, and arrays behind them tensors. Raises
    FrontendError where NumPy would give another dtype, or Python no result.
    """
    inputs = list(_tensors(given))
    kinds = {array_kind(tensor) for tensor in inputs}
    name = name.removesuffix("_")
    is_taken = name in OF_TENSORS_AND_ARRAYS and array_kind(inputs[0]) is None
    if kinds >= {None, "array"} and not is_taken:
        refuse_mixture(name)
    if name in OF_ONE_DTYPE:
        _check_dtypes(inputs[1:] if name == "where" else inputs)
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


def refuse_mixture(function: str) -> NoReturn:
    """Refuse what Python does not do with an array of NumPy and a tensor of PyTorch."""
    raise FrontendError(
        f"'{function}' of a NumPy array and a tensor is not supported",
        hint="make a tensor of the array with torch.from_numpy",
    )


def _check_dtypes(operands: Sequence[torch.Tensor]) -> None:
    """Refuse operands that NumPy, or PyTorch beside numbers, brings to another dtype."""
    for left, right in itertools.pairwise(operands):
        kinds = {array_kind(left), array_kind(right)}
        if kinds == {None, "scalar"}:
            tensor, number = (left, right) if array_kind(left) is None else (right, left)
            wanted = torch.result_type(tensor, stand_in(number).item())
        elif None not in kinds:
            wanted = getattr(torch, np.result_type(stand_in(left), stand_in(right)).name)
        else:
            continue
        if torch.result_type(left, right) != wanted:
            raise FrontendError(
                f"arithmetic of {left.dtype} and {right.dtype} is not supported where one of them "
                "is NumPy's, which gives another dtype than PyTorch's",
                hint="give both the same dtype before",
            )


def _tensors(values: Any) -> Iterable[torch.Tensor]:
    return (leaf for leaf in leaves_of(values) if isinstance(leaf, torch.Tensor))
