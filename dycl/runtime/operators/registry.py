"""The table of operators that the host can do, and PyTorch's rules for dtypes.

The functions in this package have the names and argument names of ATen's operators and take and
return NumPy arrays. Source of their meaning: the documentation of the operator of the same name in
``torch``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, ParamSpec, cast

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Number = int | float | bool | complex
Operand = Array | Number
DType = Any
"""What NumPy takes for a dtype."""

HOST_OPERATORS: dict[str, Callable[..., Any]] = {}
"""The functions by the name and overload of their operator: ``relu``, ``max.dim``."""

Parameters = ParamSpec("Parameters")

_CATEGORIES = {"b": 0, "u": 1, "i": 1, "f": 2, "c": 3}


def operator(
    *names: str,
) -> Callable[[Callable[Parameters, Any]], Callable[Parameters, Any]]:
    """Register a function for the operators ``names``; it then returns arrays where it gave NumPy
    scalars.
    """

    def register(function: Callable[Parameters, Any]) -> Callable[Parameters, Any]:
        @wraps(function)
        def call(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Any:
            with np.errstate(all="ignore"):
                result = function(*args, **kwargs)
            if isinstance(result, tuple):
                return tuple(_as_array(each) for each in result)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
            return _as_array(result)

        for name in names:
            HOST_OPERATORS[name] = call
        return call

    return register


def _as_array(value: Any) -> Any:
    return np.asarray(cast("Any", value)) if isinstance(value, np.generic) else value


def category(dtype: np.dtype[Any]) -> int:
    """0 for bool, 1 for integers, 2 for floats, 3 for complex numbers."""
    return _CATEGORIES[dtype.kind]


@cache
def promote(left: np.dtype[Any], right: np.dtype[Any]) -> np.dtype[Any]:
    """The dtype that holds both; integers never widen a float. Source: ``torch.promote_types``."""
    if category(left) < category(right):
        left, right = right, left
    if category(left) == category(right):
        return np.promote_types(left, right)
    if category(left) == 3 and right == np.float64:
        return np.dtype(np.complex128)
    return left


def common_dtype(*operands: Operand) -> np.dtype[Any]:
    """The dtype of an operation on ``operands``. Source: ``torch.result_type``.

    Tensors with dimensions decide; those without and then numbers count only if they are of a
    higher category.
    """
    found: np.dtype[Any] | None = None
    for is_wanted in (_has_dimensions, _is_single):
        dtypes = [
            each.dtype for each in operands if isinstance(each, np.ndarray) and is_wanted(each)
        ]
        group = None
        for dtype in dtypes:
            group = dtype if group is None else promote(group, dtype)
        if group is not None and (found is None or category(group) > category(found)):
            found = group if found is None else promote(found, group)
    for operand in operands:
        if not isinstance(operand, np.ndarray):
            dtype = default_dtype(operand)
            if found is None or category(dtype) > category(found):
                found = dtype if found is None else promote(found, dtype)
    assert found is not None
    return found


def _has_dimensions(array: Array) -> bool:
    return array.ndim > 0


def _is_single(array: Array) -> bool:
    return array.ndim == 0


def default_dtype(number: Number | np.generic) -> np.dtype[Any]:
    """The dtype of a tensor made from a Python number."""
    match number:
        case bool() | np.bool():
            return np.dtype(np.bool)
        case int() | np.integer():
            return np.dtype(np.int64)
        case complex():
            if isinstance(number, float):
                return np.dtype(np.float32)
            return np.dtype(np.complex64)
        case _:
            return np.dtype(np.float32)


def as_dtype(operand: Operand, dtype: DType) -> Array:
    """``operand`` as an array of ``dtype``."""
    if isinstance(operand, np.ndarray):
        return operand.astype(dtype, copy=False)
    return np.asarray(operand).astype(dtype)


def floating(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """``dtype`` where it has fractions, else the default, float32."""
    return dtype if category(dtype) >= 2 else np.dtype(np.float32)


def wide(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """The dtype in which sums of ``dtype`` are kept."""
    return np.dtype(np.float32) if dtype == np.float16 else dtype


def numbers(start: int, stop: int) -> Array:
    """``start``, ``start + 1``, … before ``stop``."""
    found: Any = np.arange(start, stop)
    return found


def axes(dim: int | tuple[int, ...] | list[int] | None, rank: int) -> tuple[int, ...]:
    """Dimensions as NumPy's axes; none and an empty list stand for all."""
    if dim is None or (not isinstance(dim, int) and len(dim) == 0):
        return tuple(range(rank))
    dims = (dim,) if isinstance(dim, int) else tuple(dim)
    return tuple(each % rank for each in dims) if rank else ()
