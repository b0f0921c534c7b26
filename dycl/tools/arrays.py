"""Arguments and results as ``.npz`` files: arrays by name, nested by dots.

``state.0`` is element 0 of the argument ``state``; positional arguments are ``arr_0``, ``arr_1``,
and so on, the names that ``numpy.savez`` gives. Results are written in the same way.
"""

from __future__ import annotations

import dataclasses
import math
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from dycl.errors import DyclError, InputError
from dycl.runtime.structure import Leaf, Structure

Arrays = dict[str, npt.NDArray[Any]]
CallArguments = tuple[tuple[Any, ...], dict[str, Any]]
"""Positional and keyword arguments."""


def read_arrays(path: Path) -> Arrays:
    """The arrays of an ``.npz`` file by name; raises DyclError when it cannot be read."""
    try:
        with np.load(path, allow_pickle=False) as file:
            if not isinstance(file, np.lib.npyio.NpzFile):
                raise ValueError("it is a single array")
            return {name: cast("npt.NDArray[Any]", file[name]) for name in file.files}
    except FileNotFoundError:
        raise DyclError(f"there is no file {path}") from None
    except OSError as error:
        raise DyclError(f"cannot read {path}: {error.strerror}") from error
    except (ValueError, EOFError, zipfile.BadZipFile) as error:
        raise DyclError(
            f"{path} is not a file of named arrays", hint="numpy.savez writes such files"
        ) from error


def write_arrays(path: Path, leaves: Mapping[str, Any]) -> None:
    """Write named arrays and numbers; raises DyclError when the file cannot be written."""
    try:
        with path.open("wb") as file:
            np.savez(file, allow_pickle=False, **{k: np.asarray(v) for k, v in leaves.items()})
    except OSError as error:
        raise DyclError(f"cannot write {path}: {error.strerror}") from error


def as_arguments(arrays: Arrays) -> CallArguments:
    """The arguments that named arrays stand for; raises DyclError where the names contradict."""
    positional: list[Any] = []
    nested = _nest(arrays)
    while (name := f"arr_{len(positional)}") in nested:
        positional.append(nested.pop(name))
    return tuple(positional), nested


def map_arrays(value: Any, function: Callable[[npt.NDArray[Any]], Any]) -> Any:
    """Nested arguments with ``function`` applied to each array."""
    match value:
        case np.ndarray():
            return function(cast("npt.NDArray[Any]", value))
        case tuple():
            return tuple(map_arrays(item, function) for item in cast("tuple[Any, ...]", value))
        case dict():
            items = cast("dict[str, Any]", value).items()
            return {key: map_arrays(item, function) for key, item in items}
        case _:
            return value


def as_numbers(
    structure: Structure, value: Any, number_type: Callable[[int], type | None], where: str
) -> Any:
    """``value`` with Python numbers where a program wants them: files hold arrays.

    ``number_type`` is bool, int or float for the leaves that are numbers, by their index. Raises
    InputError, naming the place by ``where``, for an array of several numbers.
    """
    match structure:
        case Leaf():
            type_ = number_type(structure.index)
            if type_ is None or isinstance(value, bool | int | float):
                return value
            if math.prod(np.shape(value)) != 1:
                raise InputError(f"{where} must be a single number")
            return type_(value.item())
        case tuple() | list() if isinstance(value, tuple | list):
            items = list(cast("Sequence[Any]", value))
            parts = [*structure, *[None] * (len(items) - len(structure))]
            return tuple(
                as_numbers(parts[i], item, number_type, f"{where}[{i}]")
                for i, item in enumerate(items)
            )
        case dict() if isinstance(value, Mapping):
            return {
                key: as_numbers(structure.get(key), item, number_type, f"{where}[{key!r}]")
                for key, item in cast("Mapping[Any, Any]", value).items()
            }
        case int() | float() if hasattr(value, "item") and math.prod(np.shape(value)) == 1:
            return value.item()
        case _:
            return value


def named_leaves(value: Any, name: str = "") -> dict[str, Any]:
    """The leaves of a result, named as inputs are read: ``arr_0``, ``logits``, ``arr_1.0``."""
    pairs: list[tuple[str, Any]]
    if isinstance(value, tuple | list):
        items = enumerate(cast("Sequence[Any]", value))
        pairs = [(f"{name}.{i}" if name else f"arr_{i}", item) for i, item in items]
    elif isinstance(value, Mapping) or dataclasses.is_dataclass(value):
        fields = cast("Mapping[Any, Any]", value if isinstance(value, Mapping) else vars(value))
        pairs = [(f"{name}.{k}" if name else str(k), item) for k, item in fields.items()]
    else:
        return {name or "arr_0": value}
    return {key: leaf for k, item in pairs for key, leaf in named_leaves(item, k).items()}


def leaf_text(type_name: str, value: Any) -> str:
    """A result and its type for people; the middle of a large array is left out."""
    if not isinstance(value, np.ndarray):
        return f"{type_name} {value!r}"
    array = cast("npt.NDArray[Any]", value)
    text = np.array2string(array, precision=6, threshold=64, max_line_width=100)
    return f"{type_name}{' ' if array.ndim < 2 else chr(10)}{text}"


def _nest(arrays: Arrays) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for name, array in arrays.items():
        *parents, last = name.split(".")
        node = tree
        for parent in parents:
            child = node.setdefault(parent, {})
            if not isinstance(child, dict):
                raise DyclError(f"'{parent}' is both an array and a prefix of '{name}'")
            node = cast("dict[str, Any]", child)
        if last in node:
            raise DyclError(f"'{name}' is both an array and a prefix of other names")
        node[last] = array.item() if array.dtype.kind == "U" and not array.shape else array
    return {name: _as_sequence(value) for name, value in tree.items()}


def _as_sequence(value: Any) -> Any:
    """A dict with the keys 0, 1, … as a tuple."""
    if not isinstance(value, dict):
        return value
    children = {k: _as_sequence(v) for k, v in cast("dict[str, Any]", value).items()}
    if set(children) == {str(i) for i in range(len(children))}:
        return tuple(children[str(i)] for i in range(len(children)))
    return children
