"""The mutable state of the interpreted program, which forks at branches and merges behind them.

Everything that the program can change is a cell: a local variable, an attribute, the contents of a
list, a dict or a set, the value of a tensor's storage. The live state is in the Python objects
themselves; the heap keeps a journal of first-old-values, so that an arm of a branch can be undone
and its changes kept as a *delta* (cell → value), to be applied again when its path goes on.
"""

from __future__ import annotations

import contextlib
import functools
from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, cast

from dycl.errors import FrontendError
from dycl.frontend.host_numbers import HostBool


class Absent:
    """The value of a cell that does not exist, such as a variable that is not bound."""

    def __repr__(self) -> str:
        return "<absent>"


ABSENT = Absent()

CONTAINERS = (list, dict, set, deque)
"""The containers whose whole contents are one cell."""


@dataclass(frozen=True, eq=False)
class Unsure:
    """What a variable holds behind paths of which some do not bind it."""

    value: Any
    bound: HostBool
    """Whether it is bound; where it is not, ``value`` is poison."""


@dataclass(frozen=True, eq=False)
class Cell:
    """A place that holds a value; equal to another cell of the same owner and key."""

    owner: Any
    key: Hashable

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cell) and self.owner is other.owner and self.key == other.key

    def __hash__(self) -> int:
        return hash((id(self.owner), self.key))

    def load(self) -> Any:
        """The present value."""
        raise NotImplementedError

    def store(self, value: Any) -> None:
        """Replace the present value."""
        raise NotImplementedError


class VariableCell(Cell):
    """A name in a dictionary of variables."""

    def load(self) -> Any:
        return self.owner.get(self.key, ABSENT)

    def store(self, value: Any) -> None:
        if value is ABSENT:
            self.owner.pop(self.key, None)
        else:
            self.owner[self.key] = value


class AttributeCell(Cell):
    """An attribute of an object that is stored with the object itself."""

    def load(self) -> Any:
        for place in (
            getattr(self.owner, "__dict__", {}),
            *(getattr(self.owner, name, {}) for name in ("_parameters", "_buffers", "_modules")),
        ):
            if self.key in place:
                return place[self.key]
        return getattr(self.owner, str(self.key), ABSENT) if _has_slot(self) else ABSENT

    def store(self, value: Any) -> None:
        if value is ABSENT:
            with contextlib.suppress(AttributeError):  # the class may have one
                delattr(self.owner, str(self.key))
        else:
            try:
                setattr(self.owner, str(self.key), value)
            except AttributeError:  # a frozen dataclass
                object.__setattr__(self.owner, str(self.key), value)


class ContentsCell(Cell):
    """All elements of a list, dict, set or deque."""

    def load(self) -> Any:
        return self.owner.copy()

    def store(self, value: Any) -> None:
        self.owner.clear()
        add = "update" if issubclass(type(self.owner), dict | set) else "extend"
        getattr(self.owner, add)(value)


class StorageCell(Cell):
    """The IR value of a tensor storage."""

    def load(self) -> Any:
        return self.owner.value

    def store(self, value: Any) -> None:
        self.owner.value = value


def _has_slot(cell: Cell) -> bool:
    return cell.key in slots_of(cast("Any", type(cell.owner)))


@functools.cache
def slots_of(class_: type) -> tuple[str, ...]:
    """The attributes that instances of a class keep in slots."""
    found: list[Any] = [vars(base).get("__slots__", ()) for base in class_.__mro__]
    names = [name for slots in found for name in ([slots] if isinstance(slots, str) else slots)]
    return tuple(name for name in names if name not in ("__dict__", "__weakref__"))


def attributes_of(owner: Any) -> dict[str, Any]:
    """The attributes that are stored with an object itself."""
    names = slots_of(cast("Any", type(owner)))
    in_slots = {name: getattr(owner, name) for name in names if hasattr(owner, name)}
    return in_slots | getattr(owner, "__dict__", {})


def contents(container: Any) -> ContentsCell:
    """The cell of a container's contents."""
    return ContentsCell(container, "contents")


Delta = dict[Cell, Any]


class Heap:
    """The journal of changes. Marks nest like the branches of the program."""

    def __init__(self) -> None:
        self._journal: list[tuple[Cell, Any]] = []
        self._first: dict[Cell, int] = {}
        """Where the first change of each cell is in the journal."""
        self._shared: dict[int, Any] = {}

    def mark(self) -> int:
        """The present position in the journal."""
        return len(self._journal)

    def share(self, owner: Any) -> None:
        """Say that ``owner`` is one more object on some paths, which would change along with it."""
        self._shared[id(owner)] = owner

    def is_shared(self, owner: Any) -> bool:
        """Whether ``owner`` may be another object too, which is known only at run time."""
        return id(owner) in self._shared

    def touch(self, cell: Cell) -> None:
        """Say that the program is about to change ``cell``.

        Raises FrontendError where what else changes is known only at run time.
        """
        if isinstance(cell, ContentsCell | AttributeCell) and self.is_shared(cell.owner):
            raise FrontendError(
                f"this changes a {type(cell.owner).__name__} that is another one on some paths",
                hint="change a copy",
            )
        self._record(cell)

    def _record(self, cell: Cell) -> None:
        self._first.setdefault(cell, len(self._journal))
        self._journal.append((cell, cell.load()))

    def write(self, cell: Cell, value: Any) -> None:
        """Change ``cell`` to ``value``."""
        self.touch(cell)
        cell.store(value)

    def apply(self, delta: Delta) -> None:
        """Make the changes of ``delta``."""
        for cell, value in delta.items():
            self._record(cell)
            cell.store(value)

    def changes_since(self, mark: int) -> Delta:
        """The cells that were touched since ``mark``, with their present values."""
        return {cell: cell.load() for cell in dict.fromkeys(c for c, _ in self._journal[mark:])}

    def oldest(self, cell: Cell) -> Any:
        """The value that ``cell`` had before its first change."""
        position = self._first.get(cell)
        return cell.load() if position is None else self._journal[position][1]

    def undo(self, mark: int) -> None:
        """Take everything back that was done since ``mark``."""
        while len(self._journal) > mark:
            cell, old = self._journal.pop()
            cell.store(old)
            if self._first[cell] == len(self._journal):
                del self._first[cell]
