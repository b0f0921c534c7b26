"""Subscripts: elements of tensors, lists and mappings, and assignment to them.

An index into a tensor may be known only at run time. One into a list or a mapping then chooses
among the elements by branches.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import torch

from dycl.errors import FrontendError
from dycl.frontend.heap import CONTAINERS, contents
from dycl.frontend.host_numbers import HostBool, HostFloat, has_symbolic
from dycl.frontend.outcome import Tree, normal
from dycl.frontend.runtime_lists import (
    NotUniform,
    element,
    has_rows,
    refuse_rows,
    rows_of,
    sliced,
    tensor,
)
from dycl.frontend.runtime_slices import RuntimeSlice, is_sliced, list_of, slice_of
from dycl.frontend.runtime_text import RuntimeText
from dycl.frontend.texts import printable

if TYPE_CHECKING:
    from dycl.frontend.interpreter import Interpreter


KEYED = (Mapping, torch.nn.ModuleDict, torch.nn.ParameterDict)
"""Classes of which the elements have keys."""


class Subscripts:
    """Reads and writes elements for an interpreter."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter
        self.recorder = interpreter.recorder
        self.host = interpreter.host

    def get_item(self, owner: Any, key: Any) -> Tree:
        """``owner[key]``; a key known only at run time chooses among the elements by branches."""
        if (own := self.interpreter.special.call(owner, "__getitem__", key)) is not None:
            return own
        if isinstance(owner, torch.Tensor):
            key = self._with_integers(_with_tensors_for_lists(key))
        if _has_tensor_bounds(key):
            key = self._with_integer_bounds(key)
        if isinstance(key, torch.Tensor) and not isinstance(owner, torch.Tensor | Mapping):
            key = self.recorder.item(key)
        if isinstance(key, HostBool):
            key = self.host.as_integer(key)
        if isinstance(owner, RuntimeSlice):
            owner = list_of(owner)
        if has_rows(owner):
            return normal(self._index_rows(owner, key))
        if is_sliced(owner, key):
            return normal(slice_of(owner, key, self.host))
        self.interpreter.calls.changes.before_use(owner, "__getitem__", (key,))
        if isinstance(key, RuntimeText) and _is_a(owner, KEYED):
            return self.choose_key(owner, key)
        if isinstance(key, torch.SymInt) and not isinstance(owner, torch.Tensor):
            return self._choose(owner, key)
        if isinstance(owner, torch.Tensor):
            return normal(self._index_tensor(owner, key))
        return normal(owner[key])

    def set_item(self, owner: Any, key: Any, value: Any) -> Tree:
        """``owner[key] = value``."""
        own = self.interpreter.special.call(owner, "__setitem__", key, value)
        if own is not None:
            return own
        if isinstance(owner, torch.Tensor):
            key = self._with_integers(_with_tensors_for_lists(key))
            if isinstance(key, torch.Tensor) and _is_runtime_index(key):
                key = self.recorder.item(key)
        if _has_tensor_bounds(key):
            key = self._with_integer_bounds(key)
        if _is_a(owner, CONTAINERS):
            if isinstance(key, torch.SymInt):
                return self._set_chosen(owner, key, value)
            self.interpreter.heap.touch(contents(owner))
            self.interpreter.calls.changes.before_store(owner, key)
        refuse_rows(owner, "assignment to an element")
        if _is_a(owner, np.ndarray) and (has_symbolic(value) or _is_a(value, torch.Tensor)):
            raise FrontendError(
                "a value that is known only at run time is stored in a NumPy array",
                hint="use a tensor",
            )
        if isinstance(owner, torch.Tensor) and isinstance(value, HostFloat):
            value = self.host.symbol_of(value)
        if isinstance(owner, torch.Tensor) and isinstance(value, HostBool):
            value = self.host.as_integer(value)
        if isinstance(owner, torch.Tensor) and any(
            isinstance(k, torch.SymInt) for k in _indices(key)
        ):
            view = self._index_tensor(owner, key)
            view.copy_(value) if isinstance(value, torch.Tensor) else view.fill_(value)
        else:
            owner[key] = value
        return normal()

    def _with_integer_bounds(self, key: Any) -> Any:
        """The subscript with the integers of tensors as bounds of its slices."""

        def plain(bound: Any) -> Any:
            return self.recorder.item(bound) if isinstance(bound, torch.Tensor) else bound

        keys: list[Any] = []
        for part in _indices(key):
            bounds = _bounds(part)
            keys.append(part if bounds is None else slice(*map(plain, bounds)))
        return tuple(keys) if isinstance(key, tuple) else keys[0]

    def _with_integers(self, key: Any) -> Any:
        """The subscript of a tensor with integers for those in tensors beside other indices."""
        if not isinstance(key, tuple):
            return key
        keys = _indices(key)
        if any(_is_a(k, torch.Tensor | list) and not _is_runtime_index(k) for k in keys):
            return cast("Any", key)
        return tuple(self.recorder.item(k) if _is_a(k, torch.Tensor) else k for k in keys)

    def _index_rows(self, owner: Any, key: Any) -> Any:
        try:
            rows = rows_of(owner)
        except NotUniform as error:
            raise FrontendError(f"indexing this list is not supported: {error}") from None
        if isinstance(key, slice):
            return type(owner)([sliced(rows, cast("slice[Any, Any, Any]", key))])
        return element(rows, key, self.recorder.item)

    def _index_tensor(self, tensor: torch.Tensor, key: Any) -> torch.Tensor:
        """``tensor[key]``, where integers of the key may be known only at run time."""
        keys = _indices(key)
        singles = [i for i, k in enumerate(keys) if _is_runtime_index(k)]
        if not singles:
            return tensor[key]
        if any(_is_a(k, torch.Tensor | list) and not _is_runtime_index(k) for k in keys):
            for i in singles:  # beside index tensors an integer is an index tensor of one element
                if not _is_a(keys[i], torch.Tensor):
                    keys[i] = torch.scalar_tensor(keys[i], dtype=torch.int64)
                keys[i] = torch.as_tensor(keys[i]).reshape(1)
            return tensor[tuple(keys)]
        integers = [keys[i] for i in singles]
        for i in singles:
            keys[i] = slice(None)
        result = tensor[tuple(keys)]
        taken = sum(k is not None and k is not Ellipsis for k in keys)
        dims = [_result_dims(k, tensor.dim() - taken) for k in keys]
        for i, integer in zip(reversed(singles), reversed(integers), strict=True):
            dim = sum(dims[:i])
            if isinstance(integer, torch.Tensor):
                result = result[(slice(None),) * dim + (integer.reshape(1),)].squeeze(dim)
            else:
                result = result.select(dim, integer)
        return result

    def _choose(self, owner: Any, key: torch.SymInt) -> Tree:
        if _is_a(owner, Mapping):
            return self.choose_key(owner, key)
        if not _is_a(owner, list | tuple | range | torch.nn.ModuleList | torch.nn.Sequential):
            return normal(owner[key])
        self.interpreter.loops.refuse_to_try("an element is chosen by the counter of a loop")
        count = len(owner)

        def choose(index: int) -> Tree:
            if index == count:
                error = IndexError(self._out_of_range(owner, key))
                return self.interpreter.exceptions.raised(error)
            is_this = self.host.from_value(self.host.value(key == index)) | self.host.from_value(
                self.host.value(key == index - count)
            )
            return self.interpreter.decide(
                is_this, lambda: normal(owner[index]), lambda: choose(index + 1)
            )

        return choose(0)

    def _out_of_range(self, owner: Any, key: torch.SymInt) -> str:
        """What Python and PyTorch say of an index."""
        if _is_a(owner, torch.nn.Module):
            return f"index {printable(self.recorder, key)} is out of range"
        name = "range object" if _is_a(owner, range) else type(owner).__name__
        return f"{name} index out of range"

    def choose_key(self, owner: Any, key: Any, *default: Any) -> Tree:
        """``owner[key]`` of a mapping or ModuleDict, or ``default`` where there is no such key."""
        self.interpreter.loops.refuse_to_try("an element is chosen by the counter of a loop")
        if not default and hasattr(cast("Any", type(owner)), "__missing__"):
            raise FrontendError(
                f"a key known only at run time of a {type(owner).__name__}, which gives values to "
                "keys that it does not have, is not supported",
                hint="use a dict, or 'get' with a default",
            )
        keys: list[Any] = list(owner.keys())

        def found(key: Any) -> Tree:
            return normal(owner[key])

        def missing() -> Tree:
            if default:
                return normal(default[0])
            return self.interpreter.exceptions.raised(KeyError(key))

        if isinstance(key, RuntimeText):
            names = [name for name in keys if type(name) is str]
            return self.interpreter.names.choose(key, names, found, missing)

        def choose(remaining: list[Any]) -> Tree:
            if not remaining:
                return missing()
            first, *rest = remaining
            return self.interpreter.decide(
                key == int(first), lambda: found(first), lambda: choose(rest)
            )

        return choose([k for k in keys if isinstance(k, int | float) and k == k // 1])

    def _set_chosen(self, owner: Any, key: torch.SymInt, value: Any) -> Tree:
        refuse_rows(owner, "assignment to an element")
        if not _is_a(owner, list):
            raise FrontendError(
                f"a key that is known only at run time is stored in a {type(owner).__name__}",
                hint="use a list or a tensor",
            )

        def choose(remaining: list[int]) -> Tree:
            if not remaining:
                return self.interpreter.exceptions.raised(
                    IndexError("list assignment index out of range")
                )
            first, *rest = remaining

            def store() -> Tree:
                return self.set_item(owner, first, value)

            is_first = self.host.from_value(self.host.value(key == first)) | self.host.from_value(
                self.host.value(key == first - len(owner))
            )
            return self.interpreter.decide(is_first, store, lambda: choose(rest))

        return choose(list(range(len(owner))))


def is_get(function: Any) -> bool:
    """Whether ``function`` is the method ``get`` of a dict."""
    is_method = isinstance(function, types.BuiltinFunctionType) and function.__name__ == "get"
    return is_method and isinstance(function.__self__, Mapping)


def is_runtime_key(key: Any) -> bool:
    """Whether a key of a dict is known only at run time."""
    return isinstance(key, torch.SymInt | RuntimeText)


def _is_runtime_index(key: Any) -> bool:
    """Whether ``key`` is a single integer that is known only at run time."""
    if isinstance(key, torch.SymInt):
        return True
    return (
        isinstance(key, torch.Tensor)
        and key.dim() == 0
        and key.dtype != torch.bool
        and not key.dtype.is_floating_point
    )


def _result_dims(key: Any, of_ellipsis: int) -> int:
    """How many dimensions of the result a part of an index makes."""
    if key is Ellipsis:
        return of_ellipsis
    return 0 if isinstance(key, int) else 1


def _indices(key: Any) -> list[Any]:
    """The single indices of a subscript."""
    return list(cast("tuple[Any, ...]", key)) if isinstance(key, tuple) else [key]


def _with_tensors_for_lists(key: Any) -> Any:
    """A subscript of a tensor with tensors for lists of integers known only at run time."""
    keys = [
        tensor(k) if _is_a(k, list) and (has_symbolic(k) or has_rows(k)) else k
        for k in _indices(key)
    ]
    return tuple(keys) if isinstance(key, tuple) else keys[0]


def _bounds(part: Any) -> tuple[Any, Any, Any] | None:
    """Start, stop and step of a slice."""
    if not isinstance(part, slice):
        return None
    given = cast("slice[Any, Any, Any]", part)
    return given.start, given.stop, given.step


def _has_tensor_bounds(key: Any) -> bool:
    """Whether a subscript slices from or to an integer in a tensor."""
    return any(isinstance(b, torch.Tensor) for k in _indices(key) for b in _bounds(k) or ())


def _is_a(value: Any, kinds: Any) -> bool:
    """``isinstance``, after which a value of any type remains one for the type checker."""
    return isinstance(value, kinds)
