"""The steps of iterators: whether there is another element, and which it is.

Whether there is one may be known only at run time, and taking it may take several paths. Iterators
with generators in them have no steps; see :mod:`dycl.frontend.iteration`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, NoReturn, cast

import torch

from dycl.errors import FrontendError
from dycl.frontend.heap import AttributeCell
from dycl.frontend.host_numbers import HostBool
from dycl.frontend.iterators import (
    EnumerateIterator,
    HeapIterator,
    MapIterator,
    ReversedIterator,
    SequenceIterator,
    SymbolicRange,
    ZipIterator,
)
from dycl.frontend.loops import UNROLL_LIMIT
from dycl.frontend.outcome import Tree, normal
from dycl.frontend.runtime_lists import has_rows, length
from dycl.frontend.runtime_slices import RuntimeSlice

if TYPE_CHECKING:
    from dycl.frontend.interpreter import Interpreter


class IteratorSteps:
    """Makes iterators and takes their steps, for an interpreter."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter
        self.paths = interpreter.paths
        self.heap = interpreter.heap
        self.special = interpreter.special

    def iterator(self, iterable: Any) -> HeapIterator:
        """``iter(iterable)``."""
        match iterable:
            case HeapIterator():
                return iterable
            case torch.Tensor() if iterable.dim() == 0:
                raise TypeError("iteration over a 0-d tensor")
            case torch.Tensor() if not isinstance(iterable.shape[0], torch.SymInt):
                return SequenceIterator(iterable.unbind(0))
            case torch.Tensor() | list() | tuple() | range() | SymbolicRange() | RuntimeSlice():
                return SequenceIterator(cast("Any", iterable))
            case _ if (made := self.special.call(iterable, "__iter__")) is not None:
                return self.iterator(self.special.only_result(made, iterable))
            case _:
                items = tuple(islice(cast("Iterator[Any]", iter(iterable)), UNROLL_LIMIT + 1))
                if len(items) > UNROLL_LIMIT:
                    refuse_length()
                return SequenceIterator(items)

    def reversed(self, sequence: Any) -> Any:
        """``reversed(sequence)``."""
        match sequence:
            case SymbolicRange(start=start, step=step):
                last = start + (self.length(sequence) - 1) * step
                return SequenceIterator(SymbolicRange(last, start - step, -step))
            case RuntimeSlice():
                return SequenceIterator(sequence.reversed())
            case list() | tuple() if has_rows(sequence) or isinstance(sequence, list):
                return ReversedIterator(sequence, self.length(sequence))
            case _:
                return self.iterator(reversed(sequence))

    def length(self, sequence: Any) -> Any:
        """``len(sequence)``, which may be a run-time number."""
        match sequence:
            case torch.Tensor():
                return sequence.shape[0]
            case SymbolicRange() | RuntimeSlice():
                return sequence.length()
            case list() | tuple() if has_rows(sequence):
                return length(sequence)
            case _ if (told := self.special.call(sequence, "__len__")) is not None:
                return self.special.only_result(told, sequence)
            case _:
                return len(sequence)

    def more(self, iterator: HeapIterator) -> bool | HostBool:
        """Whether ``iterator`` has another element; not for those that contain generators."""
        truth = self.interpreter.operators.truth
        match iterator:
            case SequenceIterator(sequence=RuntimeSlice(first=None) as part, position=int(index)):
                return index < len(part.places) and truth(part.has(part.places[index]))
            case SequenceIterator():
                return truth(iterator.position < self.length(iterator.sequence))
            case ReversedIterator():
                inside = truth(iterator.position < self.length(iterator.sequence))
                return self._both(truth(iterator.position >= 0), inside)
            case EnumerateIterator() | MapIterator():
                return self.more(iterator.source)
            case ZipIterator():
                return self.all_more(iterator.sources) if iterator.sources else False
            case _:
                raise AssertionError(iterator)

    def all_more(self, iterators: Sequence[HeapIterator]) -> bool | HostBool:
        result: bool | HostBool = True
        for iterator in iterators:
            result = self._both(result, self.more(iterator))
        return result

    @staticmethod
    def _both(left: bool | HostBool, right: bool | HostBool) -> bool | HostBool:
        if isinstance(left, HostBool) and isinstance(right, HostBool):
            return left & right
        if isinstance(left, bool):
            return right if left else False
        return left if right else False

    def known_length(self, iterator: HeapIterator) -> int | None:
        """How many elements are left, where that is known."""
        match iterator:
            case SequenceIterator():
                count = self.length(iterator.sequence) - iterator.position
            case ReversedIterator():
                count = iterator.position + 1
            case EnumerateIterator() | MapIterator():
                return self.known_length(iterator.source)
            case ZipIterator():
                counts = [self.known_length(source) for source in iterator.sources]
                known = [count for count in counts if count is not None]
                return None if len(known) < len(counts) else min(known, default=0)
            case _:
                raise AssertionError(iterator)
        return max(count, 0) if isinstance(count, int) else None

    def most_turns(self, iterator: HeapIterator) -> int | None:
        """How many elements are left at most, where slices alone leave open how many there are."""
        match iterator:
            case SequenceIterator(sequence=RuntimeSlice(first=None) as part, position=int(index)):
                return max(len(part.places) - index, 0)
            case EnumerateIterator():
                return self.most_turns(iterator.source)
            case ZipIterator(is_strict=False):
                of_slices = [self.most_turns(source) for source in iterator.sources]
                known = [self.known_length(source) for source in iterator.sources]
                counts = [
                    c for pair in zip(of_slices, known, strict=True) for c in pair if c is not None
                ]
                is_open = any(count is not None for count in of_slices)
                return min(counts) if is_open and len(counts) == len(known) else None
            case _:
                return None

    def take(self, iterator: HeapIterator) -> Tree:
        """The next element of an iterator that has one."""
        match iterator:
            case SequenceIterator():
                return self._element(iterator, iterator.position + 1)
            case ReversedIterator():
                return self._element(iterator, iterator.position - 1)
            case EnumerateIterator():
                return self.paths.then(
                    self.take(iterator.source),
                    lambda leaf: normal((self.count(iterator), leaf.payload)),
                )
            case MapIterator():
                return self.paths.then(
                    self.take(iterator.source),
                    lambda leaf: self.interpreter.calls.call(iterator.function, leaf.payload, {}),
                )
            case ZipIterator():
                return self.take_all(iterator.sources)
            case _:
                raise AssertionError(iterator)

    def take_all(self, iterators: Sequence[HeapIterator]) -> Tree:
        tree: Tree = normal(())
        for iterator in iterators:
            tree = self.paths.then(
                tree,
                lambda items, iterator=iterator: self.paths.then(
                    self.take(iterator),
                    lambda item: normal((*items.payload, item.payload)),
                ),
            )
        return tree

    def _element(self, iterator: SequenceIterator | ReversedIterator, position: Any) -> Tree:
        sequence, index = iterator.sequence, iterator.position
        self.heap.write(AttributeCell(iterator, "position"), position)
        if isinstance(sequence, SymbolicRange):
            return normal(sequence.start + index * sequence.step)
        if isinstance(sequence, RuntimeSlice):
            return self._element_of_slice(sequence, index)
        if not has_rows(sequence):
            return self.interpreter.subscripts.get_item(sequence, index)
        with self.interpreter.recorder.of_elements_that_exist():
            return self.interpreter.subscripts.get_item(sequence, index)

    def _element_of_slice(self, part: RuntimeSlice, index: Any) -> Tree:
        if part.first is None and isinstance(index, int):
            return normal(part.items[part.places[index]])
        place = part.start() + index * part.places.step
        return self.interpreter.subscripts.get_item(part.items, place)

    def count(self, iterator: EnumerateIterator) -> Any:
        count = iterator.count
        self.heap.write(AttributeCell(iterator, "count"), count + 1)
        return count

    def check_lengths(self, iterator: HeapIterator) -> Tree:
        """What ``zip(…, strict=True)`` raises at its end where a source goes on."""
        if not (isinstance(iterator, ZipIterator) and iterator.is_strict and iterator.sources):
            return normal()
        sources = iterator.sources

        def others(index: int) -> str:
            return "argument 1" if index == 1 else f"arguments 1-{index}"

        def shorter(index: int) -> Tree:
            message = f"zip() argument {index + 1} is shorter than {others(index)}"
            return self.interpreter.exceptions.raised(ValueError(message))

        def longer(index: int) -> Tree:
            if index == len(sources):
                return normal()
            message = f"zip() argument {index + 1} is longer than {others(index)}"
            return self.interpreter.decide(
                self.more(sources[index]),
                lambda: self.interpreter.exceptions.raised(ValueError(message)),
                lambda: longer(index + 1),
            )

        def first_end(index: int) -> Tree:
            if index == len(sources):
                return normal()
            return self.interpreter.decide(
                self.more(sources[index]),
                lambda: first_end(index + 1),
                lambda: shorter(index) if index else longer(1),
            )

        return first_end(0)


def refuse_length() -> NoReturn:
    """Refuse a loop that is too long to be unrolled."""
    raise FrontendError(f"a loop of more than {UNROLL_LIMIT} turns that are known while compiling")
