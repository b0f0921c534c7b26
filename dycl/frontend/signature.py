"""What a program takes and returns: from example values to symbolic ones, from results to IR."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, cast

import torch
from xdsl.dialects.builtin import f64, i1, i64
from xdsl.ir import Attribute, Block, SSAValue

from dycl.errors import FrontendError
from dycl.frontend.arrays import array_kind
from dycl.frontend.functions import is_library
from dycl.frontend.host_numbers import SYMBOLIC
from dycl.frontend.iterators import SymbolicRange
from dycl.frontend.recorder import Recorder
from dycl.frontend.runtime_lists import Kind, NotUniform, Rows, has_rows, rows_of
from dycl.frontend.runtime_slices import RuntimeSlice, list_of
from dycl.frontend.runtime_text import RuntimeText
from dycl.frontend.types import tensor_type
from dycl.runtime.structure import (
    Array,
    Constant,
    Elements,
    Enclosing,
    Leaf,
    Record,
    RowLeaves,
    Structure,
)

Dims = dict[int, str]
"""The dimensions of a tensor that may have any size, by number, each with the name of its size."""


def record_path(class_: type) -> str:
    """The name by which a class is found again."""
    return f"{class_.__module__}:{class_.__qualname__}"


class Inputs:
    """Makes the arguments of the function from example values."""

    def __init__(self, recorder: Recorder, body: Block) -> None:
        self.recorder = recorder
        self.body = body
        self.tensors: list[torch.Tensor] = []
        self.containers: dict[int, tuple[str, Any]] = {}
        """The lists, dicts and objects made for those of the caller, by identity, with names."""
        self._taken: dict[int, Any] = {}
        self._enclosing: list[Any] = []
        self._sizes: dict[str, torch.SymInt] = {}

    def take_parameter(
        self, parameter: inspect.Parameter, value: Any, dims: Any
    ) -> tuple[dict[Constant, Structure], Any]:
        """The structures of an argument by the names that a call gives them, and the new value.

        Each value that ``*args`` takes has a name of its own, such as ``args[0]``, and what
        ``**kwargs`` takes is known by the keywords.
        """
        name = parameter.name
        if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
            parts = [
                self.take(part, f"{name}_{index}", _part(dims, index))
                for index, part in enumerate(value)
            ]
            structures: dict[Constant, Structure] = {
                f"{name}[{index}]": part[0] for index, part in enumerate(parts)
            }
            return structures, tuple(part[1] for part in parts)
        if parameter.kind is inspect.Parameter.VAR_KEYWORD:
            named = {k: self.take(v, k, _part(dims, k)) for k, v in value.items()}
            return {k: p[0] for k, p in named.items()}, {k: p[1] for k, p in named.items()}
        structure, taken = self.take(value, name, dims)
        return {name: structure}, taken

    def take(self, value: Any, name: str, dims: Any = None) -> tuple[Structure, Any]:
        """The structure of an example value and the symbolic value for it.

        ``dims`` has the nesting of ``value`` with :data:`Dims`-like leaves, as ``torch.export``
        takes ``dynamic_shapes``. Raises FrontendError for values of other classes.
        """
        if isinstance(value, torch.Tensor):
            return self._tensor(value, name, dynamic_dims(dims, value, name))
        if value is None or isinstance(value, bool | int | float | str):
            return value, value
        if isinstance(value, tuple | list):
            return self._sequence(cast("list[Any]", value), name, dims)
        if isinstance(value, dict):
            return self._dict(cast("dict[Any, Any]", value), name, dims)
        if _is_object(value):
            return self._object(value, name, dims)
        raise FrontendError(
            f"the input '{name}' is of class {type(value).__name__}, which is not supported",
            hint="inputs are tensors, numbers, strings, None and containers of these",
        )

    def scalar(self, type_: Attribute, name: str) -> tuple[Structure, Any]:
        """A host scalar as an argument."""
        argument = self._argument(type_, name)
        return Leaf(len(self.body.args) - 1), self.recorder.host.from_value(argument)

    def _sequence(self, value: Any, name: str, dims: Any) -> tuple[Structure, Any]:
        pairs = [
            self.take(item, f"{name}_{index}", _part(dims, index))
            for index, item in enumerate(value)
        ]
        kind = cast("Any", type(value))
        if hasattr(value, "_fields"):
            named = tuple((n, p[0]) for n, p in zip(value._fields, pairs, strict=True))
            return Record(record_path(kind), named), kind(*(p[1] for p in pairs))
        structures = [pair[0] for pair in pairs]
        structure = tuple(structures) if isinstance(value, tuple) else structures
        return structure, self._own(kind(pair[1] for pair in pairs), name)

    def _dict(self, value: dict[Any, Any], name: str, dims: Any) -> tuple[Structure, Any]:
        items = {k: self.take(v, f"{name}_{k}", _part(dims, k)) for k, v in value.items()}
        taken = self._own({k: p[1] for k, p in items.items()}, name)
        return {k: p[0] for k, p in items.items()}, taken

    def _object(self, value: Any, name: str, dims: Any) -> tuple[Structure, Any]:
        """An object with its attributes, which may hold an object that encloses it."""
        if id(value) in self._taken:
            levels = [enclosing is value for enclosing in reversed(self._enclosing)]
            if not any(levels):
                raise FrontendError(
                    f"the input '{name}' is an object that is passed in at another place too",
                    hint="pass a copy",
                )
            return Enclosing(levels.index(True) + 1), self._taken[id(value)]
        taken = self._taken[id(value)] = self._own(copy.copy(value), name)
        self._enclosing.append(value)
        structures: list[tuple[str, Structure]] = []
        for attribute in _attributes(value):
            part = getattr(value, attribute)
            structure, new = self.take(part, attribute, _part(dims, attribute))
            object.__setattr__(taken, attribute, new)  # a dataclass may be frozen
            structures.append((attribute, structure))
        self._enclosing.pop()
        kind = cast("type[Any]", type(value))
        return Record(record_path(kind), tuple(structures)), taken

    def _own(self, container: Any, name: str) -> Any:
        self.containers[id(container)] = name, container
        return container

    def _tensor(self, value: torch.Tensor, name: str, dims: Dims) -> tuple[Structure, torch.Tensor]:
        host = self.recorder.host
        shape: list[int | torch.SymInt] = list(value.shape)
        new: dict[int, torch.SymInt] = {}
        for dim, size_name in dims.items():
            if size_name not in self._sizes:
                self._sizes[size_name] = new[dim] = host.new_size()
            shape[dim] = self._sizes[size_name]
        argument = self._argument(tensor_type(value.dtype, shape), name)
        for dim, size in new.items():
            host.define(size, lambda dim=dim: host.size(argument, dim))
        tensor = self.recorder.memory.new_tensor(shape, value.dtype, argument)
        self.tensors.append(tensor)
        return Leaf(len(self.body.args) - 1), tensor

    def _argument(self, type_: Attribute, name: str) -> SSAValue:
        argument = self.body.insert_arg(type_, len(self.body.args))
        argument.name_hint = name if name.isidentifier() else None
        return argument


def _is_object(value: Any) -> bool:
    """Whether ``value`` is a dataclass or an object of a class of the program's own."""
    if isinstance(value, type | torch.nn.Module) or callable(value):
        return False
    return is_dataclass(value) or (
        hasattr(value, "__dict__") and not is_library(type(value).__module__)
    )


def _attributes(value: Any) -> list[str]:
    names = [f.name for f in fields(value)] if is_dataclass(value) else []
    return list(dict.fromkeys([*names, *getattr(value, "__dict__", {})]))


def dynamic_dims(dims: Any, value: torch.Tensor, name: str) -> Dims:
    """The run-time dimensions of one tensor, given as ``torch.export`` takes them.

    ``dims`` is None, a dict from dimension to size or a sequence with one size for each dimension;
    a size is None or an int (static), ``Dim.DYNAMIC``/``Dim.AUTO``, or a ``torch.export.Dim``,
    which is one size wherever it stands. Raises FrontendError otherwise.
    """
    if dims is None:
        return {}
    if not isinstance(dims, Mapping | tuple | list):
        raise FrontendError(f"dynamic_shapes of '{name}' must be a dict or a tuple of dimensions")
    is_mapping = isinstance(dims, Mapping)
    items: Any = cast("Any", dims).items() if is_mapping else enumerate(cast("Any", dims))
    found: Dims = {}
    for index, size in items:
        if size is None or isinstance(size, int) or "STATIC" in str(size):
            continue
        dim = index % value.dim()
        is_named = hasattr(size, "__name__")
        found[dim] = size.__name__ if is_named else f"{name}.{dim}"
    return found


def _part(dims: Any, key: Any) -> Any:
    if dims is None:
        return None
    if isinstance(dims, Mapping):
        return cast("Mapping[Any, Any]", dims).get(key)
    return dims[key]


class Outputs:
    """Collects the IR values of results."""

    def __init__(self, recorder: Recorder, materialize: Callable[[Any], SSAValue]) -> None:
        self.recorder = recorder
        self.materialize = materialize
        self.values: list[SSAValue] = []

    def give(self, value: Any) -> Structure:
        """The structure of a result; its IR values are appended.

        Raises FrontendError for values of other classes.
        """
        if isinstance(value, RuntimeSlice):
            value = list_of(value)
        if (kind := array_kind(value)) is not None:
            return Array(kind, self._leaf(value))
        if isinstance(value, (torch.Tensor, *SYMBOLIC)):
            return self._leaf(value)
        if isinstance(value, RuntimeText):
            raise FrontendError("the program returns text with a number known only at run time")
        if isinstance(value, SymbolicRange):
            raise FrontendError(
                "the program returns a range with a bound known only at run time",
                hint="return the bound",
            )
        if value is None or isinstance(value, bool | int | float | str):
            return value
        if has_rows(value):
            return self._rows(value)
        if isinstance(value, tuple | list):
            parts = [self.give(item) for item in cast("list[Any]", value)]
            names: Any = getattr(cast("Any", value), "_fields", None)
            if names is not None:
                return self._record(value, dict(zip(names, parts, strict=True)))
            return tuple(parts) if isinstance(value, tuple) else parts
        if isinstance(value, dict):
            items = {k: self.give(v) for k, v in cast("dict[Any, Any]", value).items()}
            return items if type(cast("Any", value)) is dict else self._record(value, items)
        if is_dataclass(value) and not isinstance(value, type):
            items = {f.name: self.give(getattr(value, f.name)) for f in fields(value)}
            return self._record(value, items)
        raise FrontendError(
            f"the program returns a value of class {type(value).__name__}, which is not supported",
            hint="return tensors, numbers, strings, None and containers of these",
        )

    def _leaf(self, value: Any) -> Leaf:
        self.values.append(self.materialize(value))
        return Leaf(len(self.values) - 1)

    def _record(self, value: Any, items: dict[Any, Structure]) -> Record:
        return Record(record_path(cast("Any", type(value))), tuple(items.items()))

    def _rows(self, value: Any) -> Structure:
        try:
            rows: Rows = rows_of(value)
        except NotUniform as error:
            raise FrontendError(f"the program returns a list of run-time length: {error}") from None
        tensors = iter(rows.tensors)
        return Elements(type(value).__name__, rows.kind, self._row_leaves(rows.kind, tensors))

    def _row_leaves(self, kind: Kind, tensors: Iterator[torch.Tensor]) -> RowLeaves:
        if isinstance(kind, str):
            return self._leaf(next(tensors))
        return tuple(self._row_leaves(part, tensors) for part in kind)


SCALARS: dict[type, Attribute] = {bool: i1, int: i64, float: f64}
"""The types of host scalars."""
