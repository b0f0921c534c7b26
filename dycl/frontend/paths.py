"""Forks the execution at run-time decisions and joins the paths again behind them.

Joining keeps the program small. Paths that end in the same way are merged where their values can
be: then what follows is written once. Where some paths return or jump and several others go on, the
branch yields an index that says how each path ended, so that the others still join (``flatten``).
Paths whose values cannot be merged go on separately until they can.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, NoReturn, cast

import torch
from xdsl.dialects.builtin import i1, i64
from xdsl.ir import Attribute, Block, SSAValue

from dycl.errors import FrontendError
from dycl.frontend.heap import ABSENT, AttributeCell, Cell, Delta, StorageCell, Unsure, VariableCell
from dycl.frontend.host_numbers import HostBool
from dycl.frontend.outcome import Branch, Kind, Leaf, Tree, leaves, rebase, replace_leaves
from dycl.frontend.outer_values import outer_test
from dycl.frontend.reachable import (
    Reachable,
    reachable_ids,
)
from dycl.frontend.recorder import Recorder
from dycl.frontend.statements import is_temporary
from dycl.frontend.unbound import is_unsure, unify_unsure
from dycl.frontend.unify import Conflict, Deferred, Recipe, Slot, Unifier

PATH_LIMIT = 64
"""How many paths may go on side by side because their values cannot be merged."""


class Merge:
    """Several leaves of one kind as one: the slots they need, and how the merged leaf is built."""

    def __init__(
        self, leaves_: Sequence[Leaf], slots: list[Slot], cells: dict[Cell, Recipe], payload: Recipe
    ) -> None:
        self.leaves = leaves_
        self.slots = slots
        self.cells = cells
        self.payload = payload

    def build(self, values: Sequence[SSAValue]) -> tuple[Any, Delta]:
        """The payload and the changes of the merged leaf, given the results of the slots."""
        results = [slot.make(value) for slot, value in zip(self.slots, values, strict=True)]
        for slot, value in zip(self.slots, values, strict=True):
            if value.name_hint is None and (hint := hint_of(slot.name)):
                value.name_hint = hint
        return self.payload(results), {cell: recipe(results) for cell, recipe in self.cells.items()}


def hint_of(name: str) -> str | None:
    """``name`` as the name of an IR value: the variable at its beginning."""
    name = name.partition("[")[0].rpartition(".")[2]
    return name if name.isidentifier() else None


class Paths:
    """Fork and join for one lowering.

    ``is_live`` tells whether a variable may still be read, given what tells whether the program can
    reach an object.
    """

    def __init__(
        self,
        recorder: Recorder,
        is_live: Callable[[Cell, Callable[[Any], bool]], bool],
        roots: Callable[[Collection[Cell] | None], Iterable[Any]],
    ) -> None:
        self.recorder = recorder
        self.emitter = recorder.emitter
        self.heap = recorder.heap
        self._is_live = is_live
        self._roots = roots
        self.last_conflict: Conflict | None = None

    # Forking

    def fork(
        self, condition: HostBool, then: Callable[[], Tree], otherwise: Callable[[], Tree]
    ) -> Tree:
        """Run both arms of a decision, each in a block of its own, and join them."""
        path, place = self.emitter.path, self.emitter.place
        arms = [self._arm(path, action) for action in (then, otherwise)]
        (then_tree, then_block), (otherwise_tree, otherwise_block) = arms
        return self.join(
            Branch(
                condition.value, path, place, then_tree, then_block, otherwise_tree, otherwise_block
            )
        )

    def _arm(self, path: tuple[Block, ...], action: Callable[[], Tree]) -> tuple[Tree, Block]:
        block = self.emitter.new_block()
        return self.separately((*path, block), {}, action), block

    def separately(self, path: tuple[Block, ...], delta: Delta, action: Callable[[], Tree]) -> Tree:
        """Run ``action`` on a path that starts with ``delta``; leave the heap as it was."""
        mark = self.heap.mark()
        with self.emitter.inside(path):
            self.heap.apply(delta)
            tree = action()
            changes = self.heap.changes_since(mark)
            if isinstance(tree, Leaf):
                tree.delta, tree.path = changes, self.emitter.path
            else:
                rebase(tree, changes)
        self.heap.undo(mark)
        return tree

    def continue_leaf(self, leaf: Leaf, action: Callable[[], Tree]) -> Tree:
        """Run what follows a leaf of a tree."""
        return self.separately(leaf.path, leaf.delta, action)

    def then(
        self,
        tree: Tree,
        action: Callable[[Leaf], Tree],
        kinds: Collection[Kind] = (Kind.NORMAL,),
    ) -> Tree:
        """Run ``action`` behind each leaf of one of ``kinds``, and join."""
        if isinstance(tree, Leaf):
            return action(tree) if tree.kind in kinds else tree
        mapped = replace_leaves(
            tree,
            lambda leaf: (
                self.continue_leaf(leaf, lambda: action(leaf)) if leaf.kind in kinds else leaf
            ),
        )
        return self.join(mapped)

    # Joining

    def join(self, tree: Tree) -> Tree:
        """Merge what can be merged; a tree that becomes one leaf is live."""
        if isinstance(tree, Leaf):
            return tree
        with self.emitter.inside(tree.path):
            joined = self._join_branch(tree)
        return joined

    def _join_branch(self, branch: Branch) -> Tree:
        for name in ("then", "otherwise"):
            arm = getattr(branch, name)
            if isinstance(arm, Branch):
                setattr(
                    branch, name, self.separately(arm.path, {}, lambda arm=arm: self._rejoin(arm))
                )
        ends = [branch.then, branch.otherwise]
        if all(isinstance(end, Leaf) for end in ends):
            alive = [end for end in leaves(branch) if end.kind is not Kind.DEAD]
            if not alive:
                self.close(branch, {}, [])
                return Leaf(Kind.DEAD)
            if len({leaf.kind for leaf in alive}) == 1 and (
                merge := self._merge(alive, branch, self.reachable())
            ):
                return self._collapse(branch, merge)
        return self._flatten_if_smaller(branch)

    def _rejoin(self, branch: Branch) -> Tree:
        # The leaves' changes are relative to this branch's root; a joined leaf makes them again.
        return self._join_branch(branch)

    def _collapse(self, branch: Branch, merge: Merge) -> Leaf:
        values = {
            leaf: self.materialized(leaf, merge.slots, i) for i, leaf in enumerate(merge.leaves)
        }
        results = self.close(branch, values, [slot.type for slot in merge.slots])
        payload, delta = merge.build(results)
        self.heap.apply(delta)
        return Leaf(merge.leaves[0].kind, payload)

    def _flatten_if_smaller(self, branch: Branch) -> Tree:
        alive = [leaf for leaf in leaves(branch) if leaf.kind is not Kind.DEAD]
        going_on = sum(leaf.kind is Kind.NORMAL for leaf in alive)
        if going_on < 2:
            return branch
        merges = self.group(alive, branch)
        if len(merges) == 1:
            return self._collapse(branch, merges[0])
        normal = sum(merge.leaves[0].kind is Kind.NORMAL for merge in merges)
        if normal > PATH_LIMIT:
            reason = f": {self.last_conflict}" if self.last_conflict else ""
            raise FrontendError(
                f"more than {PATH_LIMIT} paths go on side by side because their values cannot be "
                f"merged{reason}",
                hint="give the variable the same kind of value on every path",
            )
        return branch if normal == going_on else self._flatten(branch, merges)

    def group(
        self, alive: Sequence[Leaf], branch: Branch | None = None, *, payloads_only: bool = False
    ) -> list[Merge]:
        """The leaves in as few groups as can be merged."""
        reachable = self.reachable()  # merging changes nothing yet

        def merge(leaves_: Sequence[Leaf]) -> Merge | None:
            return self._merge(leaves_, branch, reachable, payloads_only=payloads_only)

        groups: list[list[Leaf]] = []
        for kind in Kind:
            of_kind = [leaf for leaf in alive if leaf.kind is kind]
            if of_kind and merge(of_kind) is not None:
                groups.append(of_kind)
                continue
            started = len(groups)
            for leaf in of_kind:
                for group in groups[started:]:
                    if merge([*group, leaf]) is not None:
                        group.append(leaf)
                        break
                else:
                    groups.append([leaf])
        merges: list[Merge] = []
        for group in groups:
            merges.append(merge(group) or self._unmergeable(group))
        return merges

    def _flatten(self, branch: Branch, merges: list[Merge]) -> Tree:
        """Close the branch with an index of how each path ended, and branch on that index."""
        selector, results = self._close_with_index(branch, merges)
        return self._dispatch(selector, merges, results, branch)

    def close_with_selector(
        self, tree: Tree, lasts: Callable[[Cell], bool]
    ) -> tuple[SSAValue, Delta, list[tuple[Merge, list[SSAValue]]]]:
        """Close a tree whose leaves do not all merge.

        Returns an index of the group of leaves that the path ended in (an ``i1`` for two groups,
        true for the first), the merged values of the cells that last, as ``lasts`` tells, and each
        group with the results of its slots. Raises FrontendError where a cell cannot be merged.
        """
        assert isinstance(tree, Branch)
        alive = [leaf for leaf in leaves(tree) if leaf.kind is not Kind.DEAD]
        merges = self.group(alive, tree, payloads_only=True)
        deltas = [leaf.delta for leaf in alive]
        cells = [cell for cell in dict.fromkeys(c for d in deltas for c in d) if lasts(cell)]
        reachable = self.reachable()
        unifier = Unifier(
            self.recorder,
            deltas,
            is_outer=outer_test(self.recorder, reachable),
            is_held=reachable.is_held(cells),
        )
        try:
            recipes = {cell: self.unify_cell(unifier, cell, deltas) for cell in cells}
        except Conflict as conflict:
            raise FrontendError(
                f"what lasts until the next call is not the same kind on every path: {conflict}",
                hint="give the attribute the same kind of value on every path",
            ) from None
        lasting = Merge(alive, unifier.slots, recipes, lambda _: None)
        selector, results = self._close_with_index(tree, merges, lasting)
        _, delta = lasting.build(results[: len(lasting.slots)])
        results = results[len(lasting.slots) :]
        rows: list[tuple[Merge, list[SSAValue]]] = []
        for merge in merges:
            rows.append((merge, results[: len(merge.slots)]))
            results = results[len(merge.slots) :]
        return selector, delta, rows

    def _close_with_index(
        self, branch: Branch, merges: list[Merge], common: Merge | None = None
    ) -> tuple[SSAValue, list[SSAValue]]:
        """The index of the group, and the results for ``common``, of all leaves, and for each."""
        is_pair = len(merges) == 2
        shared = [] if common is None else common.slots
        types: list[Attribute] = [i1 if is_pair else i64]
        types += [slot.type for slot in shared]
        types += [slot.type for merge in merges for slot in merge.slots]
        values: dict[Leaf, list[SSAValue | None]] = {}
        for index, merge in enumerate(merges):
            before = sum(len(other.slots) for other in merges[:index])
            after = sum(len(other.slots) for other in merges[index + 1 :])
            for position, leaf in enumerate(merge.leaves):
                with self.emitter.inside(leaf.path):
                    row: list[SSAValue | None] = [
                        self.emitter.constant(index == 0 if is_pair else index)
                    ]
                if common is not None:
                    row += self.materialized(leaf, shared, list(common.leaves).index(leaf))
                own = self.materialized(leaf, merge.slots, position)
                values[leaf] = [*row, *[None] * before, *own, *[None] * after]
        selector, *results = self.close(branch, values, types)
        return selector, results

    def _dispatch(
        self, selector: SSAValue, merges: list[Merge], results: list[SSAValue], branch: Branch
    ) -> Tree:
        """A tree with one leaf for each merge, chosen by ``selector``."""
        path = self.emitter.path
        host = self.recorder.host

        def arm(index: int, path: tuple[Block, ...]) -> Tree:
            start = sum(len(merge.slots) for merge in merges[:index])
            merge = merges[index]
            payload, delta = merge.build(results[start : start + len(merge.slots)])
            return Leaf(merge.leaves[0].kind, payload, path, delta)

        def rest(index: int, path: tuple[Block, ...]) -> Tree:
            if index == len(merges) - 1:
                with self.emitter.inside(path):
                    return arm(index, path)
            with self.emitter.inside(path):
                condition = selector
                if selector.type != i1:
                    chosen = host.from_value(selector)
                    condition = host.value(chosen == index)
                then, otherwise = self.emitter.new_block(), self.emitter.new_block()
                with self.emitter.inside((*path, then)):
                    first = arm(index, (*path, then))
                others = rest(index + 1, (*path, otherwise))
                return Branch(condition, path, branch.place, first, then, others, otherwise)

        return rest(0, path)

    # Merging

    def _merge(
        self,
        group: Sequence[Leaf],
        branch: Branch | None,
        reachable: Reachable,
        *,
        payloads_only: bool = False,
    ) -> Merge | None:
        """How the leaves merge, or None where their values cannot."""
        deltas = [leaf.delta for leaf in group]
        is_pair = (
            branch is not None
            and len(group) == 2
            and branch.then is group[0]
            and branch.otherwise is group[1]
        )
        payloads = [leaf.payload for leaf in group] if is_pair else []
        merged = [] if payloads_only else self.cells_to_merge(deltas, payloads, reachable)
        unifier = Unifier(
            self.recorder,
            deltas,
            is_outer=None if is_pair else outer_test(self.recorder, reachable),
            is_held=reachable.is_held(merged),
            condition=branch.condition if branch and is_pair else None,
        )
        try:
            payload = unifier.unify([leaf.payload for leaf in group], "result")
            cells = {cell: self.unify_cell(unifier, cell, deltas) for cell in merged}
        except Conflict as conflict:
            self.last_conflict = conflict
            return None
        return Merge(group, unifier.slots, cells, payload)

    def _unmergeable(self, group: Sequence[Leaf]) -> Merge:
        """One path with what it cannot take out of its blocks: it may go on inside of them."""
        reason = f"a value of one path cannot be kept: {self.last_conflict}"

        def build(_: Sequence[Any]) -> NoReturn:
            raise FrontendError(
                reason, hint="return or raise the tensors and numbers that it is made of"
            )

        return Merge(group, [], {}, build)

    def reachable(self) -> Reachable:
        """What the program can reach now."""
        return Reachable(self._roots)

    def unify_cell(self, unifier: Unifier, cell: Cell, deltas: Sequence[Delta]) -> Recipe:
        values = [delta.get(cell, _UNTOUCHED) for delta in deltas]
        present = cell.load()
        values = [present if value is _UNTOUCHED else value for value in values]
        if isinstance(cell, StorageCell):
            return unifier.unify_storage(cell.owner, values)
        name = str(cell.key)
        if isinstance(cell, VariableCell) and not is_temporary(name) and is_unsure(values):
            condition, known = unifier.condition, len(unifier.slots)
            recipe = unify_unsure(values, name, unifier.unify, self.recorder.host, condition)
            for slot in unifier.slots[known:]:
                for value, part in zip(values, slot.values, strict=True):
                    if isinstance(value, Unsure) and isinstance(part, Deferred):
                        raise Conflict(f"the list '{name}' is bound on some paths only")
            return recipe
        if isinstance(cell, AttributeCell) and any(value is ABSENT for value in values):
            if all(value is ABSENT for value in values):
                return lambda _: ABSENT
            of_class = getattr(cast("Any", type(cell.owner)), name, ABSENT)
            values = [of_class if value is ABSENT else value for value in values]
            if of_class is ABSENT:
                raise Conflict(f"the attribute '{name}' is set on some paths only")
        return unifier.unify(values, name)

    def cells_to_merge(
        self, deltas: Sequence[Delta], payloads: Sequence[Any], reachable: Reachable
    ) -> list[Cell]:
        """The changed cells that may still be read, each once, in order of their first change.

        ``payloads`` of two arms: what both hold is older than they are, and may be read too.
        """
        cells = dict.fromkeys(cell for delta in deltas for cell in delta)
        held_by_all: set[int] | None = None
        kept: list[Cell] = []

        def is_reachable(owner: Any) -> bool:
            nonlocal held_by_all
            if id(owner) in reachable.ids():
                return True
            if held_by_all is None:
                held_by_all = _held_by_all(deltas, payloads)
            return id(owner) in held_by_all

        for cell in cells:
            if isinstance(cell, VariableCell):
                keep = self._is_live(cell, is_reachable)
            elif isinstance(cell, StorageCell):
                keep = cell.owner.scope in self.emitter.path
            else:
                keep = is_reachable(cell.owner)
            if keep:
                kept.append(cell)
        return kept

    # Closing

    def materialized(
        self, leaf: Leaf, slots: Sequence[Slot], position: int
    ) -> list[SSAValue | None]:
        """The values of the slots on the path of ``leaf``, computed at its end."""
        mark = self.heap.mark()
        with self.emitter.inside(leaf.path):
            self.heap.apply(leaf.delta)
            values = [self.materialize(slot.values[position], slot.type) for slot in slots]
        self.heap.undo(mark)
        return values

    def materialize(self, value: Any, type_: Attribute) -> SSAValue | None:
        """``value`` as an IR value of ``type_``; None where the path has no value."""
        if value is ABSENT:
            return None
        if isinstance(value, Deferred):
            value = value.compute()
        if isinstance(value, torch.Tensor):
            return self.emitter.cast(self.recorder.memory.read(value), type_)
        return self.recorder.host.value(value)

    def close(
        self, tree: Tree, values: dict[Leaf, list[SSAValue | None]], types: Sequence[Attribute]
    ) -> list[SSAValue]:
        """Write the ``scf.if`` operations of a tree; returns what its leaves yield, joined."""
        if isinstance(tree, Leaf):
            row = values.get(tree, [None] * len(types))
            with self.emitter.inside(tree.path):
                return [
                    self.emitter.poison(type_) if value is None else value
                    for value, type_ in zip(row, types, strict=True)
                ]
        for arm, block in ((tree.then, tree.then_block), (tree.otherwise, tree.otherwise_block)):
            results = self.close(arm, values, types)
            with self.emitter.inside((*tree.path, block)):
                self.emitter.yield_(results)
        if not types and all(_is_empty(b) for b in (tree.then_block, tree.otherwise_block)):
            return []
        with self.emitter.inside(tree.path):
            place = self.emitter.place
            self.emitter.place = tree.place
            try:
                return self.emitter.if_(
                    tree.condition, types, tree.then_block, tree.otherwise_block
                )
            finally:
                self.emitter.place = place


def _is_empty(block: Block) -> bool:
    """Whether there is nothing in the block but its end."""
    return block.first_op is block.last_op


def _held_by_all(deltas: Sequence[Delta], payloads: Sequence[Any]) -> set[int]:
    """The identities of the objects that every path holds in its payload or in what it changed."""
    held = [
        reachable_ids([payload, *delta.values()])
        for delta, payload in zip(deltas, payloads, strict=False)
    ]
    return set[int].intersection(*held) if held else set()


_UNTOUCHED = object()
