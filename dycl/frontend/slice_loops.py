"""Loops over slices whose bounds are known only at run time: each turn is behind a test.

A loop over ``layers[:n]`` becomes one branch for each layer, whose condition is that its index is
less than ``n``. Behind the test of the first are those of the others: what is known where a loop
has turns at all, such as the variables that it binds, is known there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dycl.frontend.iterator_steps import refuse_length
from dycl.frontend.iterators import EXHAUSTED, EnumerateIterator, HeapIterator, SequenceIterator
from dycl.frontend.loops import UNROLL_LIMIT
from dycl.frontend.outcome import Kind, Leaf, Tree, normal
from dycl.frontend.runtime_slices import RuntimeSlice

if TYPE_CHECKING:
    from dycl.frontend.interpreter import Interpreter


class SliceLoops:
    """Runs these loops for an interpreter."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter
        self.steps = interpreter.steps

    def each(self, iterator: HeapIterator, turn: Callable[[Any], Tree]) -> Tree | None:
        """``turn`` with each element that there is; its paths end with ``break`` and EXHAUSTED.

        None where more is open than which elements a slice has, and where ``iterator`` may be used
        again: all its steps are taken here, whatever the tests say.
        """
        part = _open_slice(iterator)
        count = self.steps.most_turns(iterator) if part is None else len(part.places)
        if count is None or id(iterator) in self.interpreter.paths.reachable().ids():
            return None
        if count > UNROLL_LIMIT:
            refuse_length()
        with self.interpreter.holding([iterator]):
            if part is not None:
                return self._each_place(iterator, part, turn)
            return self._each_step(iterator, turn, count)

    def _each_place(
        self, iterator: HeapIterator, part: RuntimeSlice, turn: Callable[[Any], Tree]
    ) -> Tree:
        """A slice of which even the start is known only at run time."""

        def turn_at(place: int) -> Tree:
            item = part.items[place]
            if isinstance(iterator, EnumerateIterator):
                item = (iterator.count + (place - part.start()) * part.places.step, item)
            return turn(item)

        def test(place: int) -> Tree:
            return self.interpreter.decide(part.has(place), lambda: turn_at(place), normal)

        tests = [lambda place=place: test(place) for place in part.places]
        return self.interpreter.sequence([*tests, _exhausted])

    def _each_step(self, iterator: HeapIterator, turn: Callable[[Any], Tree], count: int) -> Tree:
        """At most ``count`` steps of ``iterator``."""

        def step(otherwise: Callable[[], Tree]) -> Tree:
            truth = self.steps.more(iterator)
            if truth is False:  # the body has taken elements out of a list
                return _exhausted()
            return self.interpreter.paths.then(
                self.steps.take(iterator),
                lambda leaf: self.interpreter.decide(truth, lambda: turn(leaf.payload), otherwise),
            )

        def without_turns() -> Tree:
            for _ in range(count - 1):  # so that the iterator is at the same place on all paths
                self.steps.take(iterator)
            return _exhausted()

        others = [lambda: step(normal)] * (count - 1)
        return self.interpreter.sequence([lambda: step(without_turns), *others, _exhausted])


def _open_slice(iterator: HeapIterator) -> RuntimeSlice | None:
    """The slice over which ``iterator`` is, if its start is known only at run time."""
    source = iterator.source if isinstance(iterator, EnumerateIterator) else iterator
    if not (isinstance(source, SequenceIterator) and isinstance(source.sequence, RuntimeSlice)):
        return None
    is_new = isinstance(source.position, int) and source.position == 0
    return source.sequence if is_new and source.sequence.first is not None else None


def _exhausted() -> Tree:
    return Leaf(Kind.BREAK, EXHAUSTED)
