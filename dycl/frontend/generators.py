"""Generators: run around the loop over them, or drained beforehand.

``next`` of a generator that goes on later needs its elements beforehand. That is right where
nothing can tell when the generator's body was executed, and refused elsewhere.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from dycl.errors import FrontendError
from dycl.frontend.heap import AttributeCell
from dycl.frontend.iterators import GeneratorIterator, SequenceIterator
from dycl.frontend.outcome import Kind, Leaf, Tree, normal
from dycl.frontend.runtime_lists import has_rows
from dycl.frontend.snapshot import snapshot

if TYPE_CHECKING:
    from dycl.frontend.interpreter import Interpreter
    from dycl.frontend.iteration import Consumer


class Generators:
    """Runs the bodies of generators for an interpreter."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter
        self.paths = interpreter.paths
        self.heap = interpreter.heap

    def each(self, generator: GeneratorIterator, consumer: Consumer) -> Tree:
        """Run the generator's body, which gives each element to ``consumer``."""
        if generator.state == "drained":
            return self.interpreter.iteration.each(self.elements(generator), consumer)
        if generator.state != "new":
            raise FrontendError(
                f"the generator '{generator.name}' is used again after a loop over it, "
                "which is not supported",
                hint="make a list of its elements first",
            )
        self._set_state(generator, "used")

        def pushed(item: Any) -> Tree:
            return self.paths.then(
                self.interpreter.iteration.turn(consumer, item),
                lambda leaf: Leaf(Kind.CLOSE, (leaf.kind.name, leaf.payload)),
                (Kind.BREAK, Kind.RETURN, Kind.RAISE, Kind.CLOSE),
            )

        def left(leaf: Leaf) -> Tree:
            name, payload = leaf.payload
            return self.interpreter.exceptions.again(Leaf(Kind[name], payload))

        consumer.frame.live = consumer.live
        tree = generator.body.run(generator.arguments, pushed)
        tree = self.paths.then(tree, self._not_stop_iteration, (Kind.RAISE,))
        # Both at once: what follows the last element may itself close a generator around.
        return self.paths.then(
            tree,
            lambda leaf: consumer.orelse() if leaf.kind is Kind.NORMAL else left(leaf),
            (Kind.NORMAL, Kind.CLOSE),
        )

    def drain(self, generator: GeneratorIterator) -> Tree:
        """Compute all elements now. Raises FrontendError where that could be seen."""
        if generator.state == "drained":
            return normal()

        def readable() -> list[Any]:
            return [generator.arguments, *generator.body.variables(), self.interpreter.root]

        before = snapshot(readable())
        raises = self.interpreter.exceptions.raises

        def finish(leaf: Leaf) -> Tree:
            if snapshot(readable()) != before:
                raise FrontendError(
                    f"the generator '{generator.name}' changes something outside of itself",
                    hint="make a list of its elements first",
                )
            if self.interpreter.exceptions.raises > raises:
                raise FrontendError(
                    f"the generator '{generator.name}' may raise an exception",
                    hint="make a list of its elements first",
                )
            self._set_state(generator, "drained")
            drained = SequenceIterator(leaf.payload)
            self.heap.write(AttributeCell(generator, "drained"), drained)
            self.heap.write(
                AttributeCell(generator, "has_changed"),
                lambda: snapshot(readable()) != before,
            )
            return normal()

        return self.paths.then(self.interpreter.iteration.items_of(generator), finish)

    def elements(self, generator: GeneratorIterator) -> SequenceIterator:
        """The elements of a drained generator that are left."""
        if generator.has_changed is not None and generator.has_changed():
            raise FrontendError(
                f"the generator '{generator.name}' may read what was changed since it began",
                hint="make a list of its elements first",
            )
        assert generator.drained is not None
        return generator.drained

    def drained(self, generator: GeneratorIterator) -> list[Any] | None:
        """All elements computed at once, or None where that could be seen."""
        recorder = self.interpreter.recorder
        checkpoint = recorder.checkpoint()
        with contextlib.suppress(FrontendError):
            if isinstance(self.drain(generator), Leaf):
                items = self.elements(generator).sequence
                if not has_rows(items):
                    return items
        recorder.rollback(checkpoint)
        return None

    def _not_stop_iteration(self, leaf: Leaf) -> Tree:
        if isinstance(leaf.payload, StopIteration):
            return self.interpreter.exceptions.raised(
                RuntimeError("generator raised StopIteration")
            )
        return Leaf(Kind.RAISE, leaf.payload)

    def _set_state(self, generator: GeneratorIterator, state: str) -> None:
        self.heap.write(AttributeCell(generator, "state"), state)
