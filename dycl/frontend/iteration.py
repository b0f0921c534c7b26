"""``for`` over anything, and what takes all elements of an iterator.

Elements are *pushed*: :meth:`Iteration.each` calls the consumer, the body of a loop, for each of
them. So the body of a generator runs around the body of the loop that consumes it, and all that
Python would do in turn happens in turn. Only ``next`` of a generator that goes on later needs its
elements beforehand; it is refused where that could be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import torch

from dycl.errors import FrontendError
from dycl.frontend import statements as nf
from dycl.frontend.functions import Frame
from dycl.frontend.generators import Generators
from dycl.frontend.heap import contents
from dycl.frontend.host_numbers import HostBool
from dycl.frontend.iterator_steps import refuse_length
from dycl.frontend.iterators import (
    EXHAUSTED,
    STEP,
    EnumerateIterator,
    FilterIterator,
    GeneratorIterator,
    HeapIterator,
    MapIterator,
    SequenceIterator,
    SymbolicRange,
    ZipIterator,
    contains_generator,
)
from dycl.frontend.loops import UNROLL_LIMIT, Loop
from dycl.frontend.outcome import Branch, Kind, Leaf, Tree, normal
from dycl.frontend.runtime_lists import NotUniform, Rows, element, has_rows, length, rows_of
from dycl.frontend.runtime_slices import RuntimeSlice, list_of
from dycl.frontend.slice_loops import SliceLoops
from dycl.frontend.unify import Conflict

if TYPE_CHECKING:
    from dycl.frontend.interpreter import Interpreter

ROLLED_RANGE = 12
"""Turns from which on a loop over a range that some paths leave early is tried as a loop."""


@dataclass(frozen=True, eq=False)
class Consumer:
    """What happens with each element, in the frame of the loop."""

    frame: Frame
    turn: Callable[[Any], Tree]
    """Its normal end goes on with the next element."""
    orelse: Callable[[], Tree]
    """What follows the last element."""
    live: frozenset[str]
    """The variables of the frame that are live between two turns."""
    live_elsewhere: frozenset[str] = frozenset()
    """The variables that are live where a return or an exception leads."""
    key: int = 0
    """Tells loops of one function apart."""


class Iteration:
    """Takes the steps of iterators for an interpreter."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter
        self.paths = interpreter.paths
        self.loops = interpreter.loops
        self.steps = interpreter.steps
        self.generators = Generators(interpreter)
        self.slices = SliceLoops(interpreter)
        self.heap = interpreter.heap
        self.host = interpreter.host
        STEP.set(self._step_of_library)

    # Loops

    def run_for(self, statement: nf.For, iterable: Any) -> Tree:
        """A ``for`` statement."""
        interpreter = self.interpreter
        frame = interpreter.frame
        live = statement.live_out | statement.live_head

        def turn(item: Any) -> Tree:
            interpreter.assignment.to_name(statement.item, item)
            tree = interpreter.run_block(statement.body)
            frame.live = live
            return self.paths.then(tree, lambda _: normal(), (Kind.CONTINUE,))

        consumer = Consumer(
            frame,
            turn,
            lambda: self.loops.orelse(statement),
            live,
            statement.live_elsewhere,
            id(statement),
        )
        frame.live = live  # where there may be no first turn, the paths with and without one join
        return self.loops.leave(self.each(iterable, consumer), statement)

    def each(self, iterable: Any, consumer: Consumer) -> Tree:
        """Give each element of ``iterable`` to ``consumer``, then run its ``orelse``."""
        match iterable:
            case SymbolicRange():
                return self._each_counted(
                    consumer, iterable.start, iterable.stop, iterable.step, lambda counter: counter
                )
            case range():
                return self._each_of_range(iterable, consumer)
            case torch.Tensor() if iterable.dim() and isinstance(iterable.shape[0], torch.SymInt):
                return self._each_counted(
                    consumer, 0, iterable.shape[0], 1, lambda i: iterable.select(0, i), iterable
                )
            case list() | tuple() if has_rows(iterable):
                return self._each_of_rows(iterable, consumer)
            case _:
                return self._each_of_iterator(self.steps.iterator(iterable), consumer)

    def _each_of_range(self, bounds: range, consumer: Consumer) -> Tree:
        if len(bounds) > UNROLL_LIMIT:
            refuse_length()
        if len(bounds) > ROLLED_RANGE:
            rolled = self._rolled_if_left_early(bounds, consumer)
            if rolled is not None:
                return rolled
        return self._each_in_steps(SequenceIterator(bounds), consumer, len(bounds))

    def _rolled_if_left_early(self, bounds: range, consumer: Consumer) -> Tree | None:
        """A long loop that some paths leave early stays a loop where its body allows that."""
        recorder = self.interpreter.recorder
        checkpoint = recorder.checkpoint()
        forks = isinstance(self.turn(consumer, bounds[0]), Branch)
        recorder.rollback(checkpoint)
        if not forks or self.loops.is_trying:
            return None
        self.loops.is_trying = True
        try:
            return self._each_counted(
                consumer, bounds.start, bounds.stop, bounds.step, lambda counter: counter
            )
        except (Conflict, FrontendError):
            recorder.rollback(checkpoint)
            return None
        finally:
            self.loops.is_trying = False

    def _each_of_rows(self, items: Sequence[Any], consumer: Consumer) -> Tree:
        """A list of run-time length, which the consumer may make longer or shorter."""
        before, rows = list(items), _rows_of(items)

        def current() -> tuple[Rows, Any]:
            is_same = len(items) == len(before) and all(map(_is, items, before))
            return (rows, count) if is_same else (_rows_of(items), length(items))

        count = length(items)
        item = self.interpreter.recorder.item
        return self._each_counted(
            consumer, 0, lambda: current()[1], 1, lambda i: element(current()[0], i, item), items
        )

    def _each_counted(
        self,
        consumer: Consumer,
        start: Any,
        stop: Any,
        step: Any,
        item: Callable[[Any], Any],
        held: Any = None,
    ) -> Tree:
        """A counter from ``start`` to ``stop``, a number or what gives it, stays a loop."""
        interpreter = self.interpreter
        counter = f"{nf.TEMPORARY}{consumer.key}{nf.TEMPORARY}counter"
        interpreter.assignment.to_name(counter, start)

        def current() -> Any:
            return interpreter.frame.locals[counter]

        def test() -> Any:
            end = stop() if callable(stop) else stop
            if isinstance(step, int):
                return current() < end if step > 0 else current() > end
            truth = interpreter.operators.as_condition
            upwards = truth(step > 0) & truth(current() < end)
            return upwards | (truth(step < 0) & truth(current() > end))

        def body() -> Tree:
            with interpreter.recorder.of_elements_that_exist():
                value = item(current())
            interpreter.assignment.to_name(counter, current() + step)
            return self.turn(consumer, value)

        loop = Loop(test, body, consumer.orelse, consumer.live | {counter}, consumer.live_elsewhere)
        with self.interpreter.holding([held]):
            return self.loops.roll_or_peel(loop)

    def _each_of_iterator(self, iterator: HeapIterator, consumer: Consumer) -> Tree:
        if not contains_generator(iterator):
            turn = partial(self.turn, consumer)
            if (tree := self.slices.each(iterator, turn)) is not None:
                return self._after_exhausted(tree, iterator, consumer)
        with self.interpreter.holding([iterator]):
            if contains_generator(iterator):
                return self._each_of_source(iterator, consumer)
            count = self.steps.known_length(iterator)
            if count is None:
                return self._rest(iterator, consumer)
            if count > UNROLL_LIMIT:
                refuse_length()
            return self._each_in_steps(iterator, consumer, count)

    def _each_in_steps(self, iterator: HeapIterator, consumer: Consumer, count: int) -> Tree:
        """``count`` turns, unless a path changes what it iterates over."""

        def step() -> Tree:
            truth = self.steps.more(iterator)
            if isinstance(truth, HostBool):
                rest = self._rest(iterator, replace(consumer, orelse=normal))
                return self.paths.then(rest, lambda _: Leaf(Kind.BREAK, EXHAUSTED))
            if not truth:
                return Leaf(Kind.BREAK, EXHAUSTED)
            return self.paths.then(
                self.steps.take(iterator), lambda leaf: self.turn(consumer, leaf.payload)
            )

        def end() -> Tree:
            truth = self.steps.more(iterator)
            if isinstance(truth, bool) and not truth:
                return self._end(iterator, consumer)
            return self._rest(iterator, consumer)

        with self.interpreter.holding([iterator]):
            tree = self.interpreter.sequence([step] * count + [end])
            return self._after_exhausted(tree, iterator, consumer)

    def _after_exhausted(self, tree: Tree, iterator: HeapIterator, consumer: Consumer) -> Tree:
        def finish(leaf: Leaf) -> Tree:
            if leaf.payload == EXHAUSTED:
                return self._end(iterator, consumer)
            return Leaf(Kind.BREAK, leaf.payload)

        return self.paths.then(tree, finish, (Kind.BREAK,))

    def _rest(self, iterator: HeapIterator, consumer: Consumer) -> Tree:
        """The elements that are left, of which the number may not be known."""
        loop = Loop(
            lambda: self.steps.more(iterator),
            lambda: self.paths.then(
                self.steps.take(iterator), lambda leaf: self.turn(consumer, leaf.payload)
            ),
            lambda: self._end(iterator, consumer),
            consumer.live,
            consumer.live_elsewhere,
        )
        with self.interpreter.holding([iterator]):
            return self.loops.unroll(loop)

    def _end(self, iterator: HeapIterator, consumer: Consumer) -> Tree:
        checked = self.steps.check_lengths(iterator)
        return self.paths.then(checked, lambda _: consumer.orelse())

    def turn(self, consumer: Consumer, item: Any) -> Tree:
        """One turn in the frame of the consumer, whatever generators are around it."""
        interpreter = self.interpreter
        with interpreter.in_frame(consumer.frame):
            tree = consumer.turn(item)
            consumer.frame.live = consumer.live
            return tree

    # Generators and filters

    def _each_of_source(self, iterator: HeapIterator, consumer: Consumer) -> Tree:
        """Let the generator in ``iterator`` push its elements through it."""
        match iterator:
            case GeneratorIterator():
                return self.generators.each(iterator, consumer)
            case EnumerateIterator():

                def counted(item: Any) -> Tree:
                    return consumer.turn((self.steps.count(iterator), item))

                return self.each(iterator.source, replace(consumer, turn=counted))
            case MapIterator():

                def mapped(items: Any) -> Tree:
                    tree = self.interpreter.calls.call(iterator.function, items, {})
                    return self.paths.then(tree, lambda leaf: consumer.turn(leaf.payload))

                return self.each(iterator.source, replace(consumer, turn=mapped))
            case FilterIterator():

                def filtered(item: Any) -> Tree:
                    return self._decide_kept(iterator, item, lambda: consumer.turn(item), normal)

                return self.each(iterator.source, replace(consumer, turn=filtered))
            case ZipIterator():
                return self._each_of_zip(iterator, consumer)
            case _:
                raise AssertionError(iterator)

    def _each_of_zip(self, iterator: ZipIterator, consumer: Consumer) -> Tree:
        generators = [i for i, source in enumerate(iterator.sources) if contains_generator(source)]
        if len(generators) > 1 or iterator.is_strict:
            raise FrontendError(
                "'zip' of more than one generator, or of one with 'strict=True', is not supported",
                hint="use lists",
            )
        driver = generators[0]
        before, behind = iterator.sources[:driver], iterator.sources[driver + 1 :]
        exhausted = Leaf(Kind.BREAK, EXHAUSTED)

        def joined(item: Any) -> Tree:
            def give(leaf: Leaf) -> Tree:
                first, last = leaf.payload[: len(before)], leaf.payload[len(before) :]
                tree = consumer.turn((*first, item, *last))
                return self.paths.then(tree, lambda _: go_on())

            return self._decide_more(
                behind,
                lambda: self.paths.then(self.steps.take_all([*before, *behind]), give),
                lambda: exhausted,
            )

        def go_on() -> Tree:
            return self._decide_more(before, normal, lambda: exhausted)

        def start(_: Leaf) -> Tree:
            return self.each(iterator.sources[driver], replace(consumer, turn=joined))

        return self._after_exhausted(
            self.paths.then(go_on(), start), SequenceIterator(()), consumer
        )

    def _decide_more(
        self, sources: Sequence[HeapIterator], then: Callable[[], Tree], end: Callable[[], Tree]
    ) -> Tree:
        return self.interpreter.decide(self.steps.all_more(sources), then, end)

    def _decide_kept(
        self,
        iterator: FilterIterator,
        item: Any,
        then: Callable[[], Tree],
        skip: Callable[[], Tree],
    ) -> Tree:
        if iterator.function is None:
            return self.interpreter.decide(item, then, skip)
        tree = self.interpreter.calls.call(iterator.function, (item,), {})
        return self.paths.then(tree, lambda leaf: self.interpreter.decide(leaf.payload, then, skip))

    # Steps from outside of loops

    def next(self, iterator: HeapIterator, end: Callable[[], Tree]) -> Tree:
        """``next(iterator)``; ``end`` is what happens where there is no other element."""
        if isinstance(iterator, FilterIterator) and not contains_generator(iterator.source):
            return self.interpreter.decide(
                self.steps.more(iterator.source), lambda: self._next_kept(iterator, end), end
            )
        if not contains_generator(iterator):
            return self.interpreter.decide(
                self.steps.more(iterator), lambda: self.steps.take(iterator), end
            )
        frame = self.interpreter.frame
        if id(iterator) in self.paths.reachable().ids():
            if not isinstance(iterator, GeneratorIterator):
                raise FrontendError(
                    "'next' of an iterator over a generator that goes on later is not supported",
                    hint="make a list of its elements first",
                )
            tree = self.generators.drain(iterator)
            return self.paths.then(
                tree, lambda _: self.next(self.generators.elements(iterator), end)
            )
        # Nothing can ask for another element, so the generator runs up to its first one.
        consumer = Consumer(frame, lambda item: Leaf(Kind.BREAK, (item,)), end, frame.live)
        tree = self.each(iterator, consumer)
        return self.paths.then(tree, lambda leaf: normal(leaf.payload[0]), (Kind.BREAK,))

    def _next_kept(self, iterator: FilterIterator, end: Callable[[], Tree]) -> Tree:
        if self.steps.known_length(iterator.source) is None:
            raise FrontendError("'next' of a filter of run-time length is not supported")
        return self.paths.then(
            self.steps.take(iterator.source),
            lambda leaf: self._decide_kept(
                iterator,
                leaf.payload,
                lambda: normal(leaf.payload),
                lambda: self.next(iterator, end),
            ),
        )

    def first_that_is(self, truth: bool, iterator: HeapIterator) -> Tree:
        """``truth`` as soon as an element is, else its contrary."""

        def turn(item: Any) -> Tree:
            found, others = Leaf(Kind.BREAK, (truth,)), normal()
            return self.interpreter.decide(
                item, lambda: found if truth else others, lambda: others if truth else found
            )

        frame = self.interpreter.frame
        consumer = Consumer(frame, turn, lambda: normal(not truth), frame.live)
        tree = self.each(iterator, consumer)
        return self.paths.then(tree, lambda leaf: normal(leaf.payload[0]), (Kind.BREAK,))

    def items_of(self, iterable: Any) -> Tree:
        """A new list of all elements."""
        if isinstance(iterable, SymbolicRange):
            numbers = torch.arange(iterable.start, iterable.stop, iterable.step)
            return normal([Rows("int", (numbers,))])
        if isinstance(iterable, RuntimeSlice):
            return normal(list_of(iterable))
        frame = self.interpreter.frame
        items: list[Any] = []

        def append(item: Any) -> Tree:
            self.heap.touch(contents(items))
            items.append(item)
            return normal()

        with self.interpreter.holding(items):
            consumer = Consumer(frame, append, normal, frame.live)
            tree = self.each(iterable, consumer)
            return self.paths.then(tree, lambda _: normal(items))

    def _step_of_library(self, iterator: HeapIterator) -> Any:
        """The next element for code that is not interpreted, which can follow one path."""
        tree = self.next(iterator, lambda: Leaf(Kind.BREAK))
        if isinstance(tree, Leaf) and tree.kind is Kind.BREAK:
            raise StopIteration
        if isinstance(tree, Leaf) and tree.kind is Kind.NORMAL:
            return tree.payload
        raise FrontendError(
            "an iterator takes several paths and is used by library code, which can follow one",
            hint="make a list of its elements first",
        )


def _is(left: Any, right: Any) -> bool:
    return left is right


def _rows_of(items: Sequence[Any]) -> Rows:
    try:
        return rows_of(items)
    except NotUniform as error:
        raise FrontendError(f"a loop over this list is not supported: {error}") from None
