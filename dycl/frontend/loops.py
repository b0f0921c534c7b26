"""Loops: unrolled where the number of turns is known, else one ``scf.while``.

The values that the loop carries are found by iteration to a fixed point: the body is executed with
the values of the loop's entry, then again with every value that changed made symbolic, until
nothing new changes and no carried tensor may be yet another memory. Shapes that differ between
turns widen to ``?``. Where a value changes its kind in the first turns (None, then a tensor), these
turns are peeled off; so is the first where what the loop writes to is another tensor in that turn,
such as an input. A test that changes what is read later is executed as the beginning of the body,
which leaves the loop where the test fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from xdsl.dialects import scf
from xdsl.dialects.builtin import i64
from xdsl.ir import Attribute, Block, Region, SSAValue

from dycl.errors import FrontendError
from dycl.frontend import statements as nf
from dycl.frontend.heap import Cell, Delta
from dycl.frontend.host_numbers import HostBool
from dycl.frontend.outcome import Branch, Kind, Leaf, Tree, leaves, normal
from dycl.frontend.outer_values import outer_test
from dycl.frontend.paths import Merge, hint_of
from dycl.frontend.tensors import AliasError
from dycl.frontend.unify import Conflict, Unifier

if TYPE_CHECKING:
    from dycl.frontend.interpreter import Interpreter

UNROLL_LIMIT = 2000
"""Turns that a loop with a known number of turns may have."""

FORKING_UNROLL_LIMIT = 64
"""Turns that are unrolled of a loop that some paths leave early."""

PEEL_LIMIT = 3
"""Turns that are peeled off until the carried values keep their kinds."""

AROUND = "the loop around"
"""The payload of a ``break`` that leaves the loop around."""

FIXED_POINT_LIMIT = 12


@dataclass(eq=False)
class Loop:
    """A loop to be rolled: its parts as actions, and what is live at its head and elsewhere."""

    test: Callable[[], Any]
    body: Callable[[], Tree]
    orelse: Callable[[], Tree]
    live: frozenset[str]
    live_elsewhere: frozenset[str]
    is_endless: bool = False
    """Whether the test is true, known without looking at anything."""


class ChangingTest(Exception):
    """The test of a loop changes what is read later: no ``scf.while`` can carry that."""


class Loops:
    """Executes loops for an interpreter."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter
        self.paths = interpreter.paths
        self.emitter = interpreter.emitter
        self.heap = interpreter.heap
        self.host = interpreter.host
        self.recorder = interpreter.recorder
        self.is_trying = False
        """Whether a loop that could be unrolled is tried as a loop."""

    def refuse_to_try(self, reason: str) -> None:
        """Let a loop that can be unrolled be unrolled: its body needs fewer branches then."""
        if self.is_trying:
            raise Conflict(reason)

    def orelse(self, statement: nf.For | nf.While) -> Tree:
        """The ``else`` of a loop, whose ``break`` leaves the loop around it."""
        tree = self.interpreter.run_block(statement.orelse)
        return self.paths.then(tree, lambda _: Leaf(Kind.BREAK, AROUND), (Kind.BREAK,))

    def leave(self, tree: Tree, statement: nf.Statement) -> Tree:
        """Go on behind a loop that ended, or was left by ``break``."""
        self.interpreter.frame.live = statement.live_out
        return self.paths.then(
            tree,
            lambda leaf: Leaf(Kind.BREAK if leaf.payload == AROUND else Kind.NORMAL),
            (Kind.BREAK,),
        )

    def run_while(self, statement: nf.While) -> Tree:
        """``while``: turns are executed one by one as long as the test is known."""
        interpreter = self.interpreter

        def test() -> Any:
            tree = interpreter.run_block(statement.before)
            if not (isinstance(tree, Leaf) and tree.kind is Kind.NORMAL):
                raise FrontendError(
                    "the condition of this loop takes several paths that cannot be merged",
                    hint="compute it in the body and leave the loop with 'break'",
                )
            return interpreter.operators.truth(interpreter.evaluate(statement.test))

        live = statement.live_out | statement.live_head
        loop = Loop(
            test,
            lambda: interpreter.run_block(statement.body),
            lambda: self.orelse(statement),
            live,
            statement.live_elsewhere,
            is_endless=not statement.before and not statement.test.names,
        )
        return self.leave(self.unroll(loop), statement)

    def unroll(self, loop: Loop, turns: int = 0) -> Tree:
        """Execute turns one by one as long as the test is known."""
        while True:
            checkpoint = self.recorder.checkpoint()
            truth = loop.test()
            if isinstance(truth, HostBool):
                self.recorder.rollback(checkpoint)
                return self.roll_or_peel(loop)
            if not truth:
                return loop.orelse()
            turns += 1
            if turns > UNROLL_LIMIT:
                raise FrontendError(
                    f"a loop of more than {UNROLL_LIMIT} turns that are known while compiling"
                )
            tree = self.run_body(loop)
            if isinstance(tree, Branch) and (loop.is_endless or turns > FORKING_UNROLL_LIMIT):
                self.recorder.rollback(checkpoint)
                return self.roll_or_peel(loop)
            if isinstance(tree, Branch):
                return self.paths.then(tree, lambda _, n=turns: self.unroll(loop, n))
            if tree.kind is not Kind.NORMAL:
                return tree

    def run_body(self, loop: Loop) -> Tree:
        tree = loop.body()
        self.interpreter.frame.live = loop.live
        return self.paths.then(tree, lambda _: normal(), (Kind.CONTINUE,))

    # Loops that stay loops

    def roll_or_peel(self, loop: Loop, peels: int = PEEL_LIMIT) -> Tree:
        """One ``scf.while``, behind as many single turns as the values that it carries need."""
        checkpoint = self.recorder.checkpoint()
        try:
            return self._roll(loop)
        except ChangingTest:
            self.recorder.rollback(checkpoint)
            return self.roll_or_peel(self._with_test_in_body(loop), peels)
        except AliasError:  # what a turn writes to may be another tensor in the first one only
            if peels < PEEL_LIMIT:
                raise
            self.recorder.rollback(checkpoint)
        except Conflict as conflict:
            self.recorder.rollback(checkpoint)
            if peels == 0:
                raise FrontendError(
                    f"a value that this loop carries changes its kind in every turn: {conflict}",
                    hint="give the variable the same kind of value before the loop and in it",
                ) from None

        def turn() -> Tree:
            return self.paths.then(
                self.run_body(loop), lambda _: self.roll_or_peel(loop, peels - 1)
            )

        self.interpreter.frame.live = loop.live
        return self.interpreter.decide(loop.test(), turn, loop.orelse)

    def _with_test_in_body(self, loop: Loop) -> Loop:
        """``while True``, with the test at the beginning of each turn."""

        def stop() -> Tree:
            return self.paths.then(loop.orelse(), lambda _: Leaf(Kind.BREAK))

        def body() -> Tree:
            return self.interpreter.decide(loop.test(), loop.body, stop)

        return replace(loop, test=lambda: True, body=body, orelse=normal, is_endless=True)

    def _roll(self, loop: Loop) -> Tree:
        """One ``scf.while``. Raises :class:`Conflict` where a carried value changes its kind."""
        carried = Carried([], [], [])
        for _ in range(FIXED_POINT_LIMIT):
            checkpoint = self.recorder.checkpoint()
            attempt = Attempt(self, loop, carried)
            if attempt.is_settled():
                return attempt.finish()
            self.recorder.rollback(checkpoint)
            carried = attempt.found
        raise FrontendError("the values that this loop carries do not settle")


@dataclass(eq=False)
class Carried:
    """What a loop carries: ``state`` between turns, and what each way of leaving takes along."""

    state: list[Merge]
    """At most one: the values at the loop's head, merged from its entry and its body's ends."""
    exits: list[Merge]
    cells: list[Cell]

    def signature(self) -> list[Any]:
        """Equal for what needs the same loop."""
        merges = [*self.state, *self.exits]
        return [
            (merge.leaves[-1].kind, [(slot.name, slot.type, slot.fact) for slot in merge.slots])
            for merge in merges
            if merge.slots or merge.leaves[-1].kind is not Kind.NORMAL
        ]

    def slot_types(self) -> list[Attribute]:
        """The types of all carried values, the state's first."""
        return [slot.type for merge in (*self.state, *self.exits) for slot in merge.slots]


class Attempt:
    """The loop executed once with a guess of what it carries."""

    def __init__(self, loops: Loops, loop: Loop, carried: Carried) -> None:
        self.loops = loops
        self.loop = loop
        self.carried = carried
        self.emitter = loops.emitter
        self.heap = loops.heap
        self.paths = loops.paths
        self.host = loops.host
        self.has_exits = bool(carried.exits)
        types = ([i64] if self.has_exits else []) + carried.slot_types()
        self.types: list[Attribute] = types
        self.before = self.emitter.new_block(types)
        self.after = self.emitter.new_block(types)
        self.aliases: list[Any] = []
        """What the carried tensors may be, as :meth:`Recorder.aliases` says it."""
        self.entry_values = self._entry_values()
        self._run_test()
        self.tree = self._run_body()
        self.found = self._find()

    def _entry_values(self) -> list[SSAValue]:
        values: list[SSAValue] = [self.emitter.constant(0)] if self.has_exits else []
        for merge in self.carried.state:
            for slot in merge.slots:
                value = self.paths.materialize(slot.values[0], slot.type)
                values.append(self.emitter.poison(slot.type) if value is None else value)
        for merge in self.carried.exits:
            values += [self.emitter.poison(slot.type) for slot in merge.slots]
        return values

    def _bind(self, block: Block, carried: Carried) -> list[Any]:
        """Give the carried cells the values of the block's arguments; returns their aliases."""
        offset = int(self.has_exits)
        merged = self.loops.recorder.memory.merged
        before = len(merged)
        for merge in carried.state:
            arguments = block.args[offset : offset + len(merge.slots)]
            for argument, slot in zip(arguments, merge.slots, strict=True):
                argument.name_hint = hint_of(slot.name)
            _, delta = merge.build(list(arguments))
            self.heap.apply(delta)
        return self.loops.recorder.memory.aliases(merged[before:])

    def _inside(self, block: Block, action: Callable[[], Tree]) -> Tree:
        def run() -> Tree:
            self.aliases = self._bind(block, self.carried)
            return action()

        return self.paths.separately((*self.emitter.path, block), {}, run)

    def is_settled(self) -> bool:
        """Whether the loop carries what was guessed, and it may be the memory that was guessed."""
        if self.found.signature() != self.carried.signature():
            return False
        block = self.emitter.new_block(self.types)
        checkpoint = self.loops.recorder.checkpoint()

        def is_as_guessed() -> Tree:
            return normal(self._bind(block, self.found) == self.aliases)

        leaf = self.paths.separately((*self.emitter.path, block), {}, is_as_guessed)
        self.loops.recorder.rollback(checkpoint)
        assert isinstance(leaf, Leaf)
        return leaf.payload

    # The test

    def _run_test(self) -> None:
        interpreter = self.loops.interpreter
        changes: Delta = {}

        def tested() -> Tree:
            nonlocal changes
            mark = self.heap.mark()
            truth = self.loop.test()
            changes = self.heap.changes_since(mark)
            return normal(truth)

        def run() -> Tree:
            interpreter.frame.live = self.loop.live
            if not self.has_exits:
                return tested()
            goes_on = self.host.from_value(self.before.args[0]) == 0
            condition = HostBool(self.host, self.host.value(goes_on))
            if self.loop.is_endless:
                return normal(condition)
            return self.paths.fork(condition, tested, lambda: normal(False))

        tree = self._inside(self.before, run)
        assert isinstance(tree, Leaf)
        interpreter.frame.live = self.loop.live
        kept = self.paths.cells_to_merge([changes], [], self.paths.reachable())
        if not all(nf.is_temporary(str(cell.key)) for cell in kept):
            raise ChangingTest
        with self.emitter.inside((*self.emitter.path, self.before)):
            condition = self.host.boolean(tree.payload)
            self.emitter.emit(scf.ConditionOp(condition, *self.before.args))

    # The body

    def _run_body(self) -> Tree:
        return self._inside(self.after, lambda: self.loops.run_body(self.loop))

    def _find(self) -> Carried:
        """What the loop carries, seen from this attempt."""
        ends = [leaf for leaf in leaves(self.tree) if leaf.kind is not Kind.DEAD]
        going_on = [leaf for leaf in ends if leaf.kind in (Kind.NORMAL, Kind.BREAK)]
        entry = Leaf(Kind.NORMAL, None, self.emitter.path)
        interpreter = self.loops.interpreter
        interpreter.frame.live = self.loop.live
        deltas = [leaf.delta for leaf in going_on]
        changed = self.paths.cells_to_merge(deltas, [], self.paths.reachable())
        cells = list(dict.fromkeys([*self.carried.cells, *changed]))
        state = self._merge([entry, *going_on], cells)
        exits: list[Merge] = []
        breaks = [leaf for leaf in ends if leaf.kind is Kind.BREAK]
        if plain := [leaf for leaf in breaks if not isinstance(leaf.payload, tuple)]:
            exits.append(Merge(plain, [], {}, lambda _: None))
        if carrying := [leaf for leaf in breaks if isinstance(leaf.payload, tuple)]:
            exits.append(self._merge_payloads(carrying))
        for kind in (Kind.RETURN, Kind.RAISE, Kind.CLOSE):
            group = [leaf for leaf in ends if leaf.kind is kind]
            exits += self._exit_merges(group)
        return Carried([state], exits, cells)

    def _merge(self, group: Sequence[Leaf], cells: Iterable[Cell]) -> Merge:
        deltas: list[Delta] = [leaf.delta for leaf in group]
        unifier = Unifier(
            self.loops.recorder, deltas, is_held=self.paths.reachable().is_held(cells)
        )
        recipes = {cell: self.paths.unify_cell(unifier, cell, deltas) for cell in cells}
        return Merge(group, unifier.slots, recipes, lambda _: None)

    def _merge_payloads(self, breaks: Sequence[Leaf]) -> Merge:
        """What ``break`` takes along besides the state: an element that the loop has found."""
        reachable = self.paths.reachable()
        unifier = Unifier(
            self.loops.recorder,
            [leaf.delta for leaf in breaks],
            is_outer=outer_test(self.loops.recorder, reachable),
            is_held=reachable.is_held([]),
        )
        payload = unifier.unify([leaf.payload for leaf in breaks], "result")
        return Merge(breaks, unifier.slots, {}, payload)

    def _exit_merges(self, group: list[Leaf]) -> list[Merge]:
        if not group:
            return []
        frame = self.loops.interpreter.frame
        live, frame.live = frame.live, self.loop.live_elsewhere
        try:
            merges = self.paths.group(group)
        finally:
            frame.live = live
        return merges

    # The result

    def finish(self) -> Tree:
        """Write the loop; goes on behind it."""
        found = self.found
        values = {
            leaf: self._yields(leaf) for leaf in leaves(self.tree) if leaf.kind is not Kind.DEAD
        }
        path = (*self.emitter.path, self.after)
        results = self.paths.close(self.tree, values, self.types)
        with self.emitter.inside(path):
            self.emitter.yield_(results)
        operation = scf.WhileOp(
            self.entry_values, self.types, Region(self.before), Region(self.after)
        )
        loop_results = list(self.emitter.emit(operation).results)
        offset = int(self.has_exits)
        for merge in found.state:
            state_results = loop_results[offset : offset + len(merge.slots)]
            offset += len(merge.slots)
            _, delta = merge.build(state_results)
            self.heap.apply(delta)
        return self._behind(loop_results, offset)

    def _yields(self, leaf: Leaf) -> list[SSAValue | None]:
        """What one end of the body passes to the next turn."""
        row: list[SSAValue | None] = []
        exit_index = 0
        for index, merge in enumerate(self.found.exits):
            if leaf in merge.leaves:
                exit_index = index + 1
        if self.has_exits:
            with self.emitter.inside(leaf.path):
                row.append(self.emitter.constant(exit_index))
        for merge in self.found.state:
            if leaf in merge.leaves:
                row += self.paths.materialized(leaf, merge.slots, list(merge.leaves).index(leaf))
            else:
                row += [None] * len(merge.slots)
        for merge in self.found.exits:
            if merge.slots and leaf in merge.leaves:
                row += self.paths.materialized(leaf, merge.slots, list(merge.leaves).index(leaf))
            else:
                row += [None] * len(merge.slots)
        return row

    def _behind(self, results: Sequence[SSAValue], offset: int) -> Tree:
        """The tree of the ways in which the loop was left."""
        if not self.has_exits:
            return self.loop.orelse()
        selector = self.host.from_value(results[0])
        rows: list[Sequence[SSAValue]] = []
        for merge in self.found.exits:
            rows.append(results[offset : offset + len(merge.slots)])
            offset += len(merge.slots)

        def left(index: int) -> Tree:
            if index == len(self.found.exits):
                return self.loop.orelse()
            merge = self.found.exits[index]
            condition = HostBool(self.host, self.host.value(selector == index + 1))
            return self.paths.fork(
                condition, lambda: taken(merge, rows[index]), lambda: left(index + 1)
            )

        def taken(merge: Merge, row: Sequence[SSAValue]) -> Tree:
            kind = merge.leaves[0].kind
            payload, delta = merge.build(row)
            self.heap.apply(delta)
            return Leaf(kind, payload)

        return left(0)
