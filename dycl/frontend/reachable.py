"""Which objects the program can still reach."""

from __future__ import annotations

import enum
import functools
import gc
import types
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, cast

import torch

from dycl.frontend.functions import EnclosingFrame, Frame, InterpretedFunction
from dycl.frontend.heap import (
    CONTAINERS,
    AttributeCell,
    Cell,
    VariableCell,
    attributes_of,
    contents,
    slots_of,
)
from dycl.frontend.host_numbers import SYMBOLIC
from dycl.frontend.iterators import GeneratorBody

ATOMS = (
    int,
    float,
    bool,
    str,
    bytes,
    complex,
    torch.dtype,
    torch.device,
    type(None),
    torch.Tensor,
    type,
    types.ModuleType,
    enum.Enum,
    *SYMBOLIC,
)
"""What holds nothing that the program can reach, or change."""


class Reachable:
    """What the program can reach while its state stays as it is, computed when first asked for.

    ``roots`` gives where everything begins, without the values of some cells.
    """

    def __init__(self, roots: Callable[[Collection[Cell] | None], Iterable[Any]]) -> None:
        self._roots = roots
        self._ids: dict[frozenset[Cell] | None, set[int]] = {}

    def ids(self, replaced: Iterable[Cell] | None = None) -> set[int]:
        """The identities of what can be reached, where given through other cells only."""
        cells = None if replaced is None else frozenset(replaced)
        if cells not in self._ids:
            self._ids[cells] = reachable_ids(self._roots(cells), cells or ())
        return self._ids[cells]

    def is_held(self, replaced: Iterable[Cell]) -> Callable[[Any], bool]:
        """What tells whether an object can be reached in other cells than ``replaced``."""
        cells = frozenset(replaced)
        return lambda value: id(value) in self.ids(cells)


def reachable_ids(roots: Iterable[Any], replaced: Collection[Cell] = ()) -> set[int]:
    """The identities of all containers and objects reachable from ``roots``.

    What is held by the cells ``replaced`` does not count.
    """
    return {id(v) for v in _reachable(roots, replaced) if not isinstance(v, ATOMS)}


def reachable_tensors(roots: Iterable[Any]) -> Iterator[torch.Tensor]:
    """The tensors reachable from ``roots``."""
    return (v for v in _reachable(roots) if isinstance(v, torch.Tensor))


def atoms_outside_modules(function: Any) -> Iterator[Any]:
    """The tensors, numbers and texts reachable from a function without those in modules."""
    found = _reachable([function], atoms=(*ATOMS, torch.nn.Module))
    return (v for v in found if isinstance(v, ATOMS))


def _reachable(
    roots: Iterable[Any],
    replaced: Collection[Cell] = (),
    atoms: tuple[type, ...] = ATOMS,
) -> Iterator[Any]:
    """All that is reachable; atoms more than once."""
    seen: set[int] = set()
    owners = {id(cell.owner) for cell in replaced}
    pending = deque(roots)
    while pending:
        value = pending.popleft()
        if id(value) in seen:
            continue
        if not isinstance(value, atoms):
            seen.add(id(value))
            is_owner = id(value) in owners or isinstance(value, Frame)
            pending.extend(held_by(value, replaced if is_owner else ()))
        yield value


def held_by(value: Any, replaced: Collection[Cell] = ()) -> Iterable[Any]:
    """What ``value`` holds in other cells than ``replaced``."""
    if isinstance(value, CONTAINERS) and replaced and contents(value) in replaced:
        return []
    if isinstance(value, dict):
        items = cast("dict[Any, Any]", value)
        return [
            v for k, v in items.items() if not replaced or VariableCell(items, k) not in replaced
        ]
    if isinstance(value, list | tuple | set | deque):
        return cast("Iterable[Any]", value)
    if isinstance(value, InterpretedFunction):
        defaults = [parameter.default for parameter in value.signature.parameters.values()]
        return [value.frame, *defaults]
    if isinstance(value, Frame):
        return _captured_by_inner_functions(value, replaced)
    if isinstance(value, GeneratorBody):
        around = [value.scope.frame] if isinstance(value.scope, EnclosingFrame) else []
        return [*value.variables(), *around]
    if isinstance(value, types.FunctionType):
        return [cell.cell_contents for cell in value.__closure__ or () if _is_filled(cell)]
    if isinstance(cast("object", value), Iterator) and not hasattr(value, "__dict__"):
        return gc.get_referents(value)
    if isinstance(value, functools.partial):
        return [value.func, value.args, value.keywords]
    if isinstance(value, slice):
        part = cast("slice[Any, Any, Any]", value)
        return [part.start, part.stop, part.step]
    if isinstance(value, torch.nn.Module) or is_plain_object(value):
        attributes = attributes_of(value)
        return [
            v
            for k, v in attributes.items()
            if not replaced or AttributeCell(value, k) not in replaced
        ]
    return [getattr(value, "__self__", None), getattr(value, "__func__", None)]


def is_plain_object(value: Any) -> bool:
    """Whether the attributes of ``value`` are all that it is; it may be called, if Python says how.

    Not so functions, methods, classes and modules, and what PyTorch calls.
    """
    if isinstance(value, (*ATOMS, torch.nn.Module, InterpretedFunction, types.FunctionType)):
        return False
    if callable(value):
        kind = cast("type", type(value))
        is_of_user = isinstance(getattr(kind, "__call__"), types.FunctionType)  # noqa: B004, B009
        return is_of_user and kind.__module__.partition(".")[0] != "torch"
    return hasattr(value, "__dict__") or bool(slots_of(cast("Any", type(value))))


def _captured_by_inner_functions(frame: Frame, replaced: Collection[Cell]) -> list[Any]:
    """What functions that are defined in ``frame`` can read of it and of the frames around it."""
    found = [
        value
        for name, value in frame.locals.items()
        if name in frame.source.captured
        and not (replaced and VariableCell(frame.locals, name) in replaced)
    ]
    if isinstance(frame.enclosing, EnclosingFrame):
        found.append(frame.enclosing.frame)
    return found


def _is_filled(cell: types.CellType) -> bool:
    try:
        return cell.cell_contents is not cell
    except ValueError:
        return False
