"""NumPy in the interpreted program: arrays are tensors, and its functions those of PyTorch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import NoneType
from typing import Any, cast

import numpy as np
import torch

from dycl.errors import FrontendError
from dycl.frontend.arrays import ArrayKind, is_array, unmark
from dycl.frontend.host_numbers import SYMBOLIC, HostFloat
from dycl.frontend.runtime_lists import has_rows, tensor
from dycl.frontend.torch_internals import is_never_negative, largest, leaves_of

NUMPY_FUNCTIONS = frozenset(
    ["abs", "absolute", "all", "any", "arccos", "arcsin", "arctan", "arctan2", "argmax", "argmin",
     "argsort", "ceil", "clip", "concatenate", "copysign", "cos", "cosh", "equal", "exp", "expm1",
     "floor", "fmax", "fmin", "greater", "greater_equal", "isfinite", "isinf", "isnan", "less",
     "less_equal", "log", "log10", "log1p", "log2", "logical_and", "logical_not", "logical_or",
     "logical_xor", "matmul", "max", "maximum", "mean", "min", "minimum", "negative", "not_equal",
     "prod", "sign", "sin", "sinh", "sqrt", "square", "squeeze", "stack", "sum", "tan", "tanh",
     "where"]
)  # fmt: skip
"""NumPy's functions that do on arrays what PyTorch's of the same name do on tensors."""

TENSOR_FUNCTIONS = frozenset(
    ["abs", "absolute", "arccos", "arcsin", "arctan", "arctan2", "argmax", "argmin", "ceil", "clip",
     "copysign", "cos", "cosh", "exp", "expm1", "floor", "fmax", "fmin", "log", "log10", "log1p",
     "log2", "maximum", "minimum", "negative", "sign", "sin", "sinh", "sqrt", "square", "squeeze",
     "tan", "tanh"]
)  # fmt: skip
"""Those that give tensors of PyTorch for these; others give arrays or bytes for them, or raise."""

NUMPY_FLOAT_FUNCTIONS = frozenset(
    ["arccos", "arcsin", "arctan", "arctan2", "copysign", "cos", "cosh", "exp", "expm1", "log",
     "log10", "log1p", "log2", "mean", "sin", "sinh", "sqrt", "tan", "tanh"]
)  # fmt: skip
"""Those that give 64-bit floats for integers, where PyTorch's give 32-bit ones or none."""

NUMPY_NAMES = {"absolute": "abs", "concatenate": "cat", "max": "amax", "min": "amin"}
"""Those of NumPy's functions that PyTorch has by another name."""

ARRAY_METHODS = frozenset(
    ["all", "any", "argmax", "argmin", "argsort", "clip", "flatten", "mean", "prod", "ravel",
     "reshape", "squeeze", "sum"]
)  # fmt: skip
"""Methods of NumPy's arrays that PyTorch's tensors have with the same meaning."""


def tensor_of_array(array: torch.Tensor, *, is_copy: bool) -> torch.Tensor:
    """``torch.from_numpy(array)`` and its like: the same elements, no array any more."""
    return unmark(array.clone() if is_copy else array.detach())


def check_method(array: torch.Tensor, name: str, *, is_whole: bool) -> None:
    """Raise FrontendError where a method of an array is not that of tensors of the same name.

    ``is_whole`` says that it is called without arguments.
    """
    is_number = name == "mean" and not array.dtype.is_floating_point
    if (name in ARRAY_METHODS and not is_number) or (name in ("max", "min") and is_whole):
        return
    raise FrontendError(
        f"the method '{name}' of a NumPy array is not supported", hint="use tensors"
    )


def is_of_numpy(function: Any) -> bool:
    """Whether ``function`` is one of NumPy's."""
    module: Any = getattr(function, "__module__", None)
    is_inside = isinstance(module, str) and module.partition(".")[0] == "numpy"
    return is_inside or isinstance(function, np.ufunc)


ARRAY_MAKERS: dict[Any, Callable[..., torch.Tensor]] = {
    np.zeros: torch.zeros,
    np.ones: torch.ones,
    np.arange: torch.arange,
}
"""NumPy's functions that make arrays of sizes, and PyTorch's that do the same."""


def array_of_size(
    function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[list[torch.SymInt], Callable[[], torch.Tensor]] | None:
    """The sizes that must not be negative, and what then makes the array that ``function`` gives.

    None where it is not one of :data:`ARRAY_MAKERS`, called with integers of which some are known
    only at run time.
    """
    numbers = [number for number in leaves_of(args) if isinstance(number, torch.SymInt)]
    if not numbers or not any(function is maker for maker in ARRAY_MAKERS):
        return None
    dtype: Any = kwargs.get("dtype", np.int64 if function is np.arange else np.float64)
    dtype = getattr(torch, np.dtype(dtype).name, None)
    are_integers = all(isinstance(number, int | torch.SymInt) for number in leaves_of(args))
    if dtype is None or not are_integers or not {"dtype"}.issuperset(kwargs):
        return None
    make: Any = ARRAY_MAKERS[function]
    if function is np.arange and len(args) <= 2:
        start, stop = (0, *args)[-2:]
        return [], lambda: make(start, largest((start, stop)), dtype=dtype)
    if function is np.arange or len(args) != 1:
        return None
    sizes = [number for number in numbers if not is_never_negative(number)]
    return sizes, lambda: make(args[0], dtype=dtype)


def _is_in_numpy_itself(function: Any) -> bool:
    """Whether it is called ``numpy.NAME``, and not one of a part such as ``numpy.linalg``."""
    return isinstance(function, np.ufunc) or function.__module__ == "numpy"


Mark = Callable[[torch.Tensor, ArrayKind], torch.Tensor]


def torch_for_numpy(
    function: Any, args: tuple[Any, ...], mark: Mark
) -> tuple[Any, tuple[Any, ...]]:
    """PyTorch's function for one of NumPy's that is called on run-time values, and its arguments.

    Lists become tensors as NumPy makes arrays of them, and ``mark`` lets them stand for arrays.
    Raises FrontendError where PyTorch has no function that does the same.
    """
    if not any(isinstance(leaf, (torch.Tensor, *SYMBOLIC)) for leaf in leaves_of(args)):
        return function, args
    name: str = function.__name__
    if not _is_in_numpy_itself(function) or name not in NUMPY_FUNCTIONS:
        raise FrontendError(
            f"numpy.{name} of a tensor is not supported", hint="use the function of torch"
        )
    if name in ("concatenate", "stack"):
        arrays = [_array_of(item, mark) for item in args[0]]
        arrays = [mark(a.detach(), "array") if isinstance(a, torch.Tensor) else a for a in arrays]
        args = (arrays, *args[1:])
    elif any(isinstance(arg, torch.Tensor) and not is_array(arg) for arg in args):
        _check_tensors(name, args)
    else:
        args = tuple(_array_of(arg, mark) for arg in args)
    tensors = [arg for arg in args if isinstance(arg, torch.Tensor)]
    if name in NUMPY_FLOAT_FUNCTIONS and not all(t.dtype.is_floating_point for t in tensors):
        raise FrontendError(
            f"numpy.{name} of integers is not supported", hint="make them floats before"
        )
    return getattr(torch, NUMPY_NAMES.get(name, name)), args


def _check_tensors(name: str, args: tuple[Any, ...]) -> None:
    """Raise FrontendError where NumPy does other things than PyTorch with tensors of PyTorch.

    It does the same with tensors of one dtype, and with Python's numbers beside tensors of floats.
    """
    tensors = [arg for arg in args if isinstance(arg, torch.Tensor) and not is_array(arg)]
    numbers = [arg for arg in args if isinstance(arg, int | float | NoneType)]
    is_float = all(tensor.dtype.is_floating_point for tensor in tensors)
    if (
        name not in TENSOR_FUNCTIONS
        or len({tensor.dtype for tensor in tensors}) > 1
        or len(tensors) + len(numbers) < len(args)
        or not (is_float or len(args) == 1 or name in ("argmax", "argmin", "squeeze"))
    ):
        raise FrontendError(
            f"numpy.{name} of a tensor is not supported", hint="use the function of torch"
        )


def _array_of(value: Any, mark: Mark) -> Any:
    """``value``, or the tensor for what NumPy makes an array of."""
    if isinstance(value, HostFloat):
        return mark(tensor(value, dtype=torch.float64), "scalar")
    if isinstance(value, SYMBOLIC):
        raise FrontendError(
            "a NumPy function of an integer or bool known only at run time is not supported",
            hint="use Python's operators, 'math', 'max' and 'min'",
        )
    if isinstance(value, list | tuple):
        return mark(_array_of_list(cast("list[Any]", value)), "array")
    return value


def _array_of_list(items: Sequence[Any]) -> torch.Tensor:
    """``numpy.asarray`` of a list of tensors of one shape and dtype, or of numbers."""
    if not has_rows(items):
        tensors = [item for item in items if isinstance(item, torch.Tensor)]
        if len(tensors) == len(items) and len({(t.dtype, t.shape) for t in tensors}) == 1:
            return torch.stack(tensors)
        if all(isinstance(item, float | HostFloat) for item in items):
            return tensor(items, dtype=torch.float64)
        if all(isinstance(item, int | torch.SymInt) and type(item) is not bool for item in items):
            return tensor(items, dtype=torch.int64)
    raise FrontendError(
        "a NumPy function of a list of tensors or numbers of several kinds is not supported",
        hint="make a tensor of the list with torch.stack or torch.tensor",
    )
