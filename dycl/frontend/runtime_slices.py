"""Slices of lists and of modules' lists whose bounds are known only at run time.

The elements that a slice may have are known, and the place of each in the list; whether the slice
has it is not. So a loop over a slice is a loop over all of these, each turn behind a test of its
place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NoReturn, TypeGuard, cast

import torch
from xdsl.dialects import arith

from dycl.errors import FrontendError
from dycl.frontend.host_numbers import HostBool, HostFloat, is_symbolic
from dycl.frontend.host_scalars import HostScalars
from dycl.frontend.iterators import SymbolicRange
from dycl.frontend.runtime_lists import NotUniform, rows_of, sliced
from dycl.frontend.torch_internals import is_never_negative, largest

_KINDS: tuple[Any, ...] = (list, tuple, torch.nn.ModuleList, torch.nn.Sequential)

SLICED: dict[Any, Any] = {kind.__getitem__: kind for kind in _KINDS}
"""The classes that can be sliced, by their method that does it."""


@dataclass(eq=False)
class RuntimeSlice:
    """A slice of ``items``; a bound that is known only at run time is counted from the start."""

    kind: Any
    """The class of what is sliced."""
    items: tuple[Any, ...]
    places: range
    """Where in ``items`` the elements are that the slice may have, in the order of the slice."""
    first: Any
    """Where it starts, if that is known only at run time, else None."""
    last: Any
    """Where it ends, likewise; that element is no longer in the slice."""
    bounds: tuple[Any, Any, Any]
    """Start, stop and step as they were given."""

    def has(self, place: int) -> Any:
        """Whether the slice has ``items[place]``, which is one of those that it may have."""
        step = self.places.step
        result: Any = True
        if self.first is not None:
            result = place >= self.first if step > 0 else place <= self.first
        if self.last is not None:
            is_before = place < self.last if step > 0 else place > self.last
            result = is_before if result is True else result & is_before
        return result

    def start(self) -> Any:
        """The place of the first element, where there is one."""
        if self.first is None:
            return self.places.start
        if self.places.step > 0:
            return largest((0, self.first))
        return _smallest(len(self.items) - 1, self.first)

    def length(self) -> Any:
        """``len`` of the slice."""
        step = self.places.step
        end = self.places.stop
        if self.last is not None:
            end = _smallest(end, self.last) if step > 0 else largest((end, self.last))
        return SymbolicRange(self.start(), end, step).length()

    def reversed(self) -> RuntimeSlice:
        """Its elements from the last to the first."""
        if abs(self.places.step) != 1 and self.last is not None:
            refuse_slice()
        step = self.places.step
        first = None if self.last is None else self.last - step
        last = None if self.first is None else self.first - step
        return replace(self, places=self.places[::-1], first=first, last=last)

    def _refuse(self, *_: Any) -> NoReturn:
        refuse_slice()

    __add__ = __radd__ = __mul__ = __lt__ = __getitem__ = __iter__ = __len__ = _refuse
    __contains__ = __reversed__ = __bool__ = __eq__ = __repr__ = __format__ = _refuse
    __hash__ = object.__hash__


def refuse_slice() -> NoReturn:
    """Refuse what would need to know which elements a slice has."""
    raise FrontendError(
        "this use of a slice whose bounds are known only at run time is not supported",
        hint="supported are loops, also with enumerate, zip and reversed, and len; for tensors and "
        "numbers of one shape and dtype also indexing and functions such as torch.stack",
    )


def is_sliced(owner: Any, key: Any) -> TypeGuard[Sequence[Any]]:
    """Whether ``owner[key]`` is a slice of known elements between bounds that are not known."""
    kind = cast("Any", type(owner))
    if not isinstance(key, slice) or getattr(kind, "__getitem__", None) not in SLICED:
        return False
    given = cast("slice[Any, Any, Any]", key)
    return any(is_symbolic(bound) for bound in (given.start, given.stop, given.step))


def slice_of(owner: Sequence[Any], key: Any, host: HostScalars) -> RuntimeSlice:
    """``owner[key]``, where :func:`is_sliced` says so."""
    bounds: list[Any] = [
        host.as_integer(b) if isinstance(b, HostBool | torch.SymBool) else b
        for b in (key.start, key.stop, key.step)
    ]
    if any(isinstance(bound, float | HostFloat | torch.SymFloat) for bound in bounds):
        raise TypeError("slice indices must be integers or None or have an __index__ method")
    start, stop, step = bounds
    items = tuple(owner)
    if is_symbolic(step) or (is_symbolic(start) and step not in (None, 1, -1)):
        raise FrontendError(
            "a slice with a step, of which the start is known only at run time, is not supported"
            if not is_symbolic(step)
            else "a slice with a step known only at run time is not supported"
        )
    known = slice(*(None if is_symbolic(bound) else bound for bound in bounds))
    places = range(*known.indices(len(items)))

    def from_start(bound: Any) -> Any:
        """A run-time bound, of which a negative one counts from the end; None for others."""
        if not is_symbolic(bound):
            return None
        if is_never_negative(bound):
            return bound
        operands = [host.value(number) for number in (bound < 0, bound + len(items), bound)]
        chosen = host.emitter.emit(arith.SelectOp(*operands)).result
        return host.new_integer(lambda: chosen)

    is_module = isinstance(owner, torch.nn.Module)
    kind: Any = type(owner) if is_module else SLICED[type(owner).__getitem__]
    first, last = from_start(start), from_start(stop)
    return RuntimeSlice(kind, items, places, first, last, (start, stop, step))


def list_of(part: RuntimeSlice) -> Any:
    """The slice as a list of run-time length; raises FrontendError where it cannot be one."""
    if issubclass(part.kind, torch.nn.Module):
        refuse_slice()
    try:
        return part.kind([sliced(rows_of(part.items), slice(*part.bounds))])
    except NotUniform:
        refuse_slice()


def _smallest(left: Any, right: Any) -> Any:
    return -largest((-left, -right))
