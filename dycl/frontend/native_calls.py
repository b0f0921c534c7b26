"""Functions that run as they are: those of PyTorch, of Python's containers and of other libraries.

PyTorch's see fake tensors, and the recorder what they do. Others must not depend on what is known
only at run time.
"""

from __future__ import annotations

import copy
import os
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import torch

from dycl.errors import FrontendError
from dycl.frontend.any_size import FUNCTIONS_OF_INTEGERS
from dycl.frontend.arrays import array_kind, is_array, refuse_mixture
from dycl.frontend.heap import CONTAINERS, contents
from dycl.frontend.host_numbers import SYMBOLIC, SYMBOLIC_NAMES, HostBool, HostFloat, has_symbolic
from dycl.frontend.iterators import HeapIterator, SymbolicRange
from dycl.frontend.numpy_calls import array_of_size, is_of_numpy, tensor_of_array, torch_for_numpy
from dycl.frontend.outcome import Tree, normal
from dycl.frontend.runtime_lists import (
    DTYPES,
    NotUniform,
    Rows,
    cat,
    has_rows,
    least_length,
    length,
    only_tensor,
    popped,
    refuse_rows,
    stack,
    tensor,
)
from dycl.frontend.runtime_slices import RuntimeSlice
from dycl.frontend.runtime_text import RuntimeText, refuse_text
from dycl.frontend.tensors import OutOfOtherShape
from dycl.frontend.texts import number_of, printable
from dycl.frontend.torch_internals import DATA_DEPENDENT, leaves_of, map_leaves

if TYPE_CHECKING:
    from dycl.frontend.interpreter import Interpreter


MUTATORS = frozenset(
    ["append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse", "add", "discard",
     "update", "setdefault", "popitem", "appendleft", "popleft", "extendleft", "rotate",
     "__setitem__", "__delitem__", "__iadd__", "intersection_update", "difference_update",
     "symmetric_difference_update"]
)  # fmt: skip
"""Methods that change the container they are called on."""

KEEPERS = frozenset(["append", "appendleft", "insert", "add", "setdefault", "__setitem__"])
"""Methods of containers that keep an iterator as it is."""

RUNTIME_LIST_FUNCTIONS: dict[Any, Callable[..., torch.Tensor]] = {
    torch.stack: stack,
    torch.cat: cat,
    torch.concat: cat,
    torch.tensor: tensor,
    torch.as_tensor: tensor,
}
"""PyTorch's functions on a list whose length is known only at run time."""

EMPTY_LIST_ERRORS: dict[Any, Exception] = {
    torch.stack: RuntimeError("stack expects a non-empty TensorList"),
    torch.cat: ValueError("torch.cat(): expected a non-empty list of Tensors"),
    torch.concat: ValueError("torch.cat(): expected a non-empty list of Tensors"),
}
"""What PyTorch raises for an empty list."""

ROWS_TAKERS: tuple[Any, ...] = (*RUNTIME_LIST_FUNCTIONS, list, tuple, type, id)
"""Functions that take a list of run-time length."""

ROWS_METHODS = frozenset(["append", "extend", "clear", "copy", "items", "values", "get", "update"])
"""Methods of containers that take or change a list of run-time length as they do any other."""

JOINING = ("join", "format", "format_map")
"""Methods of texts that only put others together."""

UNREPEATABLE = {"random", "time", "secrets", "uuid"}
"""Modules whose functions give another answer at each call."""

OUTSIDE = {"io", "_io", "socket", "subprocess", "torch.serialization"}
"""Modules whose functions read or write what is outside of the program."""

OUTSIDE_FUNCTIONS = (input, breakpoint, os.getenv, os.listdir, os.remove, os.makedirs,
                     os.mkdir, os.path.exists, os.path.isfile, os.path.isdir)  # fmt: skip
"""Functions that do so."""

TYPED_TENSORS: dict[Any, torch.dtype] = {
    torch.BoolTensor: torch.bool,
    torch.ByteTensor: torch.uint8,
    torch.DoubleTensor: torch.float64,
    torch.FloatTensor: torch.float32,
    torch.IntTensor: torch.int32,
    torch.LongTensor: torch.int64,
    torch.Tensor: torch.float32,
}
"""PyTorch's old classes that make tensors of lists."""

FOR_LISTS = (HeapIterator, SymbolicRange, RuntimeSlice)
"""What is made a list before code sees it that is not interpreted."""

FROM_ARRAYS = frozenset(["from_numpy", "as_tensor", "tensor"])
"""PyTorch's functions that make a tensor of an array."""


class NativeCalls:
    """Runs functions for an interpreter."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter
        self.recorder = interpreter.recorder
        self.host = interpreter.host

    def call(self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tree:
        """``function(*args, **kwargs)``; the leaves carry the result."""
        self.interpreter.is_direct = False
        if isinstance(function, type) and function in TYPED_TENSORS and _is_runtime_list(args):
            function, kwargs = torch.tensor, {"dtype": _dtype_for(function, args[0])}
        if (changed := self.interpreter.calls.changes.call(function, args, kwargs)) is not None:
            return changed
        owner = getattr(function, "__self__", None)
        name = getattr(function, "__name__", "")
        self.interpreter.calls.changes.before_use(owner, name, args)
        if name not in KEEPERS and any(isinstance(a, FOR_LISTS) for a in args):
            return self.with_items(args, lambda given: self.call(function, given, kwargs))
        if isinstance(owner, CONTAINERS) and name in MUTATORS:
            self.interpreter.heap.touch(contents(owner))
        is_of_text = isinstance(owner, str) or getattr(function, "__module__", None) == "re"
        if is_of_text and name not in JOINING and any(isinstance(a, RuntimeText) for a in args):
            refuse_text()
        if isinstance(owner, str) and name in ("format", "format_map"):
            args = tuple(number_of(self.recorder, arg) for arg in args)
            kwargs = {key: number_of(self.recorder, arg) for key, arg in kwargs.items()}
            args, kwargs = printable(self.recorder, (args, kwargs))
        self._refuse_randomness(function)
        _refuse_outside(function)
        if not any(function is taker for taker in ROWS_TAKERS):
            _refuse_rows_in_call(owner, name, args)
        if function is copy.deepcopy:
            return normal(self.deep_copy(args[0]))
        if (made := array_of_size(function, args, kwargs)) is not None:
            return self._make_array(*made)
        if is_of_numpy(function):
            function, args = torch_for_numpy(function, args, self.recorder.mark_array)
        if not _is_torch(function):
            return normal(_run(function, args, kwargs))
        if isinstance(kwargs.get("out"), tuple | list):
            return self._call_into(function, args, dict(kwargs))
        if name in FROM_ARRAYS and len(args) == 1 and is_array(args[0]):
            made = tensor_of_array(args[0], is_copy=name == "tensor")
            return normal(made.to(kwargs.get("dtype", made.dtype)))
        if name == "new_tensor" and args and has_symbolic(args[0]):
            dtype = kwargs.get("dtype", cast("torch.Tensor", owner).dtype)
            return normal(tensor(args[0], dtype=dtype))
        if function in FUNCTIONS_OF_INTEGERS:
            function = self._as_operator(FUNCTIONS_OF_INTEGERS[function])
        if args and has_rows(args[0]) and function in RUNTIME_LIST_FUNCTIONS:
            return self._call_on_rows(function, args, kwargs)
        if function in (torch.tensor, torch.as_tensor) and has_symbolic(args[0]):
            function = tensor
        if isinstance(function, types.FunctionType | torch.nn.Module):  # it may read after a write
            with self.interpreter.holding((args, kwargs)):
                return self._call_torch(function, args, kwargs)
        try:
            return self._call_torch(function, args, kwargs)
        except OutOfOtherShape as error:
            reshaping = self.interpreter.calls.reshaping
            return normal(reshaping.take_result(kwargs["out"], error.result))

    def _make_array(self, sizes: list[torch.SymInt], make: Callable[[], torch.Tensor]) -> Tree:
        """What ``make`` gives as an array of NumPy; none of ``sizes`` may be negative."""
        if not sizes:
            return normal(self.recorder.mark_array(make()))
        first, *rest = sizes
        negative = ValueError("negative dimensions are not allowed")
        return self.interpreter.decide(
            first < 0,
            lambda: self.interpreter.exceptions.raised(negative),
            lambda: self._make_array(rest, make),
        )

    def _call_into(self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tree:
        """A function of PyTorch that writes its results into several tensors."""
        outs = kwargs.pop("out")
        return self.interpreter.paths.then(
            self.call(function, args, kwargs),
            lambda leaf: normal(self.interpreter.calls.reshaping.write_results(outs, leaf.payload)),
        )

    def _as_operator(self, operator: Any) -> Callable[..., Any]:
        """A function that takes run-time integers where PyTorch's own does not."""
        return lambda *args, **kwargs: self.recorder.on_operator(operator, args, kwargs)

    def _refuse_randomness(self, function: Any) -> None:
        """Refuse what would be computed once, while compiling, and frozen."""
        owner = getattr(function, "__self__", None)
        places = (getattr(function, "__module__", None), type(owner).__module__)
        for place in places:
            if isinstance(place, str) and (
                place in UNREPEATABLE or place.startswith("numpy.random")
            ):
                self.recorder.report(
                    FrontendError(
                        f"{place}.{function.__name__} gives another answer at each call, which a "
                        "compiled program cannot",
                        hint="pass the value as an input",
                    )
                )

    def with_items(self, args: tuple[Any, ...], action: Callable[[tuple[Any, ...]], Tree]) -> Tree:
        """Run ``action`` with lists of their elements instead of iterators."""
        for index, value in enumerate(args):
            if isinstance(value, FOR_LISTS):
                return self.interpreter.paths.then(
                    self.interpreter.iteration.items_of(value),
                    lambda leaf, i=index: self.with_items(
                        (*args[:i], leaf.payload, *args[i + 1 :]), action
                    ),
                )
        return action(args)

    def _call_torch(self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tree:
        if self.recorder.has_arrays:
            _refuse_mixture(function, args, kwargs)
        args, kwargs = map_leaves(HostFloat, self.host.symbol_of, (args, kwargs))
        args, kwargs = map_leaves(HostBool, self._bool_symbol, (args, kwargs))
        result = function(*args, **kwargs)
        return normal(map_leaves(torch.SymFloat, self._host_number, result))

    def _bool_symbol(self, value: HostBool) -> Any:
        return self.host.as_integer(value) != 0

    def _host_number(self, value: torch.SymFloat) -> Any:
        return self.host.from_value(self.host.value(value))

    def deep_copy(self, value: Any) -> Any:
        """``copy.deepcopy``, with tensors cloned by an operator that is recorded."""
        memo: dict[int, Any] = {}
        seen: set[int] = set()
        pending: list[Any] = [value]
        while pending:
            part = pending.pop()
            if id(part) in seen:
                continue
            seen.add(id(part))
            if isinstance(part, torch.nn.Module):
                raise FrontendError("'copy.deepcopy' of a module is not supported")
            if isinstance(part, torch.Tensor):
                memo[id(part)] = part.clone()
            elif isinstance(part, SYMBOLIC):
                memo[id(part)] = part
            else:
                pending += _parts(part)
        return copy.deepcopy(value, memo)

    # Lists of run-time length

    def _call_on_rows(self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tree:
        """A function of PyTorch on a list of run-time length, which may be empty."""

        def call() -> Tree:
            return self._call_torch(RUNTIME_LIST_FUNCTIONS[function], args, kwargs)

        def call_empty() -> Tree:
            if function in EMPTY_LIST_ERRORS:
                return self.interpreter.exceptions.raised(EMPTY_LIST_ERRORS[function])
            return self._call_torch(torch.tensor, ([],), kwargs)

        items = args[0]
        if least_length(items) or (function not in EMPTY_LIST_ERRORS and "dtype" in kwargs):
            return call()
        if function in EMPTY_LIST_ERRORS:
            checked = self.interpreter.decide(length(items) == 0, call_empty, normal)
            return self.interpreter.paths.then(checked, lambda _: call())
        if only_tensor(items, "torch.tensor").dtype.is_floating_point:
            return call()
        return self.interpreter.decide(length(items) > 0, call, call_empty)

    def pop(self, owner: list[Any], index: Any = -1) -> Tree:
        """``list.pop`` of a list of run-time length."""
        if index not in (0, -1):
            raise FrontendError(
                "'pop' of a list whose length is known only at run time takes its first or last "
                "element only",
                hint="use slices",
            )
        heap = self.interpreter.heap
        if isinstance(owner[index], Rows):

            def pop() -> Tree:
                try:
                    taken, rest = popped(owner, index, self.recorder.item)
                except NotUniform as error:
                    raise FrontendError(f"'pop' of this list is not supported: {error}") from None
                heap.touch(contents(owner))
                owner[:] = [rest]
                return normal(taken)

            empty = IndexError("pop from empty list")
            return self.interpreter.decide(
                length(owner) > 0, pop, lambda: self.interpreter.exceptions.raised(empty)
            )
        heap.touch(contents(owner))
        return normal(owner.pop(index))

    def to_list(self, tensor: torch.Tensor) -> Any:
        """``tensor.tolist()``."""
        if tensor.dim() == 0:
            return self.recorder.item(tensor)
        if isinstance(tensor.shape[0], torch.SymInt):
            return [self._numbers_of(tensor)]
        return [self.to_list(row) for row in tensor.unbind(0)]

    @staticmethod
    def _numbers_of(tensor: torch.Tensor) -> Rows:
        """The elements of a tensor whose number is known only at run time, as a list has them."""
        if tensor.dim() > 1:
            raise FrontendError(
                "'tolist' of a tensor whose number of rows is known only at run time, and whose "
                "rows have several elements, is not supported",
                hint="loop over the rows of the tensor",
            )
        is_float = tensor.dtype.is_floating_point
        kind = "bool" if tensor.dtype == torch.bool else "float" if is_float else "int"
        return Rows(kind, (tensor.to(DTYPES[kind], copy=True),))


def _is_runtime_list(args: tuple[Any, ...]) -> bool:
    """Whether there is one argument, a list that is known only at run time."""
    is_list = len(args) == 1 and isinstance(args[0], list)
    return is_list and (has_rows(args[0]) or has_symbolic(args[0]))


def _dtype_for(class_: Any, items: Any) -> torch.dtype:
    """The dtype of the tensors of ``class_``, which takes numbers of the same kind only."""
    dtype = TYPED_TENSORS[class_]
    if not dtype.is_floating_point and tensor(items).dtype.is_floating_point:
        raise FrontendError(f"torch.{class_.__name__} of floats is not supported")
    return dtype


def _refuse_outside(function: Any) -> None:
    """Refuse what would be done once, while compiling, and never in a call."""
    owner = getattr(function, "__self__", None)
    places = (getattr(function, "__module__", None), type(owner).__module__)
    if function in OUTSIDE_FUNCTIONS or any(place in OUTSIDE for place in places):
        raise FrontendError(
            f"'{function.__name__}' reads or writes what is outside of the program, which a "
            "compiled program cannot",
            hint="do it before or after the call of the module",
        )


def _refuse_rows_in_call(owner: Any, name: str, args: tuple[Any, ...]) -> None:
    """Refuse to hand a list of run-time length to a function that does not know of its rows."""
    if name in ROWS_METHODS or (name == "insert" and args[0] == 0):
        return
    for value in (owner, *args):
        refuse_rows(value, f"'{name}'")


def _refuse_mixture(function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Refuse tensors and arrays of NumPy as arguments of one of PyTorch's functions."""
    given = [getattr(function, "__self__", None), *leaves_of((args, kwargs))]
    kinds = {array_kind(leaf) for leaf in given if isinstance(leaf, torch.Tensor)}
    if kinds >= {None, "array"}:
        refuse_mixture(function.__name__)


def _parts(value: Any) -> list[Any]:
    """What a container or object holds."""
    if isinstance(value, dict):
        return list(cast("dict[Any, Any]", value).values())
    if isinstance(value, list | tuple | set):
        return list(cast("list[Any]", value))
    attributes: dict[str, Any] = getattr(value, "__dict__", {})
    return list(attributes.values())


def _run(function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Call a function of another library, which may be unable to take run-time values."""
    try:
        return function(*args, **kwargs)
    except (*DATA_DEPENDENT, TypeError, ValueError) as error:
        if not isinstance(error, DATA_DEPENDENT) and not SYMBOLIC_NAMES.search(str(error)):
            raise
        module: Any = getattr(function, "__module__", None)
        name = getattr(function, "__qualname__", type(function).__name__)
        where = f"{module}." if isinstance(module, str) and module != "builtins" else ""
        raise FrontendError(
            f"'{where}{name}' is run while compiling, and cannot take a value that is known only "
            "at run time",
            hint="use operators of torch, or Python's own on numbers",
        ) from error


def _is_torch(function: Any) -> bool:
    """Whether PyTorch itself is called, which takes run-time numbers as its own classes."""
    owner = getattr(function, "__self__", None)
    places = (
        getattr(function, "__module__", None),
        type(function).__module__,
        type(owner).__module__ if owner is not None else None,
        getattr(owner, "__module__", None),
    )
    return isinstance(owner, torch.Tensor) or any(
        isinstance(place, str) and place.partition(".")[0] == "torch" for place in places
    )
