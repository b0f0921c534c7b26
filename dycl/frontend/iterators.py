"""Iterators of the interpreted program, whose positions fork and merge with its paths.

They compute nothing before they are asked. What they hold is data alone: the interpreter's
:mod:`dycl.frontend.iterator_steps` takes their steps, since a step may take several paths.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, NoReturn

from dycl.errors import FrontendError
from dycl.frontend.torch_internals import largest


@dataclass(frozen=True)
class SymbolicRange:
    """``range`` with a bound known only at run time."""

    start: Any
    stop: Any
    step: Any

    def length(self) -> Any:
        """How many numbers it has."""
        if not isinstance(self.step, int):
            raise FrontendError(
                "the length of a range with a step known only at run time is not supported"
            )
        distance = self.stop - self.start if self.step > 0 else self.start - self.stop
        size = abs(self.step)
        return largest((0, (distance + size - 1) // size))

    def _refuse(self, *_: Any) -> NoReturn:
        raise FrontendError(
            "this use of a range whose bounds are known only at run time is not supported",
            hint="use it as 'for i in range(n)' or 'list(range(n))'",
        )

    __iter__ = __len__ = __getitem__ = __contains__ = __reversed__ = __bool__ = _refuse


class HeapIterator:
    """What ``iter``, ``enumerate``, ``zip``, ``map``, ``filter`` and generators give."""

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        return STEP.get()(self)


EXHAUSTED = "exhausted"
"""The payload of a ``break`` by which a path says that it has no more elements."""

STEP: ContextVar[Callable[[HeapIterator], Any]] = ContextVar("step")
"""Takes the next element for code that is not interpreted; raises StopIteration."""


class SequenceIterator(HeapIterator):
    """The elements of ``sequence`` from ``position`` on; the sequence may change meanwhile."""

    def __init__(self, sequence: Any) -> None:
        self.sequence = sequence
        self.position: Any = 0


class ReversedIterator(HeapIterator):
    """The elements of ``sequence`` from ``position`` down to 0."""

    def __init__(self, sequence: Any, length: Any) -> None:
        self.sequence = sequence
        self.position = length - 1


class EnumerateIterator(HeapIterator):
    """``enumerate(source, count)``."""

    def __init__(self, source: HeapIterator, count: Any) -> None:
        self.source = source
        self.count = count


class ZipIterator(HeapIterator):
    """``zip(*sources, strict=is_strict)``."""

    def __init__(self, sources: Sequence[HeapIterator], *, is_strict: bool) -> None:
        self.sources = tuple(sources)
        self.is_strict = is_strict


class MapIterator(HeapIterator):
    """``map(function, *sources)``."""

    def __init__(self, function: Any, sources: Sequence[HeapIterator]) -> None:
        self.function = function
        self.source: HeapIterator = ZipIterator(sources, is_strict=False)


class FilterIterator(HeapIterator):
    """``filter(function, source)``."""

    def __init__(self, function: Any, source: HeapIterator) -> None:
        self.function = function
        self.source = source


class GeneratorBody:
    """The code of one generator."""

    def __init__(
        self, run: Callable[..., Any], names: frozenset[str], scope: Mapping[str, Any]
    ) -> None:
        self.run = run
        """Executes it, given the arguments and what to do with each yielded value."""
        self.names = names
        self.scope = scope

    def variables(self) -> list[Any]:
        """The present values of the variables around it."""
        found: list[Any] = []
        for name in sorted(self.names):
            with contextlib.suppress(Exception):  # a global, a builtin, or not bound
                found.append(self.scope[name])
        return found

    def __call__(self) -> NoReturn:
        """Never called; what is callable stays itself where paths join."""
        raise AssertionError(self.run)


class GeneratorIterator(HeapIterator):
    """A call of a generator function, which starts when the first element is asked for.

    What it may read are ``arguments``, and the variables around its ``body``.
    """

    def __init__(self, name: str, body: GeneratorBody, arguments: dict[str, Any]) -> None:
        self.name = name
        self.body = body
        self.arguments = arguments
        self.state = "new"
        """Or "used" by a loop, or "drained"."""
        self.drained: SequenceIterator | None = None
        """All elements, where they had to be computed at once, and how many were taken."""
        self.has_changed: Callable[[], bool] | None = None
        """Whether anything that the generator could read is another than when it was drained."""


def contains_generator(iterator: HeapIterator) -> bool:
    """Whether a step of ``iterator`` may be a step of a generator or a filter."""
    match iterator:
        case GeneratorIterator() | FilterIterator():
            return True
        case EnumerateIterator() | MapIterator():
            return contains_generator(iterator.source)
        case ZipIterator():
            return any(contains_generator(source) for source in iterator.sources)
        case _:
            return False
