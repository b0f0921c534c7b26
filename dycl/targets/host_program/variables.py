"""Variables for SSA values: values that are never needed at the same time may share one.

A value that a branch or loop passes on shares the variable of what it is passed on to, so that no
copy is needed, and values of one name in the source share that name, where both are possible. This
is register allocation with aggressive coalescing (Chaitin and others, "Register allocation via
coloring", 1981), with names for colours. Liveness follows the structured control flow; sets are bit
masks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from xdsl.dialects import func, scf
from xdsl.ir import Block, SSAValue

from dycl.dialects.dycl import RaiseOp
from dycl.targets.host_program.early_return import returned_in_arms
from dycl.targets.host_program.inlining import Inlining, resolve, yielded


class Liveness:
    """Which variables of a function interfere: one is assigned while the other's value is still
    needed.
    """

    def __init__(self, function: func.FuncOp, inlining: Inlining) -> None:
        self.values: list[SSAValue] = []
        self.interferences: list[int] = []
        self.copies: list[tuple[SSAValue, SSAValue]] = []
        """Targets and sources, once for each time they are seen."""
        self._numbers: dict[SSAValue, int] = {}
        self._read: set[SSAValue] = set()
        self._assigned: set[SSAValue] = set()
        self._inlining = inlining
        body = function.body.block
        live = self._block(body, 0, returned=yielded(body))
        self._define(body.args, live)

    def is_read(self, value: SSAValue) -> bool:
        """Whether a statement reads ``value`` or passes it on."""
        return value in self._read

    def is_assigned(self, target: SSAValue) -> bool:
        """Whether what is passed on to ``target`` is needed anywhere."""
        return target in self._assigned

    def number(self, value: SSAValue) -> int:
        """The bit of ``value``."""
        if value not in self._numbers:
            self._numbers[value] = len(self.values)
            self.values.append(value)
            self.interferences.append(0)
        return self._numbers[value]

    def _mask(self, values: Iterable[SSAValue]) -> int:
        return sum(1 << self.number(value) for value in set(values))

    def _used(self, values: Sequence[SSAValue]) -> int:
        read = self._inlining.variables_of(tuple(values))
        self._read |= read
        return self._mask(read)

    def _define(self, values: Sequence[SSAValue], live_after: int) -> int:
        """What is live before ``values`` are assigned all at once."""
        defined = self._mask(values)
        for value in values:
            number = self.number(value)
            self.interferences[number] |= (live_after | defined) & ~(1 << number)
        return live_after & ~defined

    def _copy(
        self, targets: Sequence[SSAValue], sources: Sequence[SSAValue], live_after: int
    ) -> int:
        """What is live before all ``targets`` are assigned ``sources`` at once.

        A target that is never read is not assigned.
        """
        sources = [resolve(source) for source in sources]
        pairs = [
            (target, source)
            for target, source in zip(targets, sources, strict=True)
            if live_after >> self.number(target) & 1
        ]
        defined = self._mask(target for target, _ in pairs)
        for target, source in pairs:
            number = self.number(target)
            others = (live_after | defined) & ~(1 << number)
            if source in self._numbers:
                others &= ~(1 << self._numbers[source])
            self.interferences[number] |= others
            self._assigned.add(target)
            self.copies.append((target, source))
        return (live_after & ~defined) | self._used([source for _, source in pairs])

    def _block(
        self,
        block: Block,
        live: int,
        *,
        targets: Sequence[SSAValue] = (),
        returned: tuple[SSAValue, ...] | None = None,
    ) -> int:
        """What is live before ``block``, if ``live`` is live after it.

        At its end the block assigns what it yields to ``targets``, or returns ``returned``.
        """
        operations = list(block.ops)
        for index, op in enumerate(operations):
            if isinstance(op, RaiseOp):
                operations = operations[: index + 1]
                live = 0
                break
        for op in reversed(operations):
            if op in self._inlining:
                continue
            match op:
                case scf.YieldOp() | func.ReturnOp() if returned is not None:
                    live = self._used(returned)
                case scf.YieldOp():
                    live = self._copy(targets, op.operands, live)
                case scf.IfOp():
                    live = self._if(op, live, returned)
                case scf.IndexSwitchOp():
                    arms = (region.block for region in op.regions)
                    before = self._used(op.operands)
                    for arm in arms:
                        before |= self._block(arm, live, targets=op.results)
                    live = before
                case scf.WhileOp():
                    live = self._while(op, live)
                case scf.ForOp():
                    live = self._for(op, live)
                case scf.ConditionOp():
                    pass
                case _:
                    live = self._define(op.results, live) | self._used(op.operands)
        return live

    def _if(self, op: scf.IfOp, live: int, returned: tuple[SSAValue, ...] | None) -> int:
        before = self._used(op.operands)
        in_arms = returned_in_arms(op, returned, self._inlining)
        for index, region in enumerate(op.regions):
            if not region.blocks:
                before |= live
            elif in_arms is not None:
                before |= self._block(region.block, 0, returned=in_arms[index])
            else:
                before |= self._block(region.block, live, targets=op.results)
        return before

    def _while(self, op: scf.WhileOp, live: int) -> int:
        before, after = op.before_region.block, op.after_region.block
        condition = before.last_op
        assert isinstance(condition, scf.ConditionOp)
        head = 0
        while True:
            known = head
            body = self._block(after, head, targets=before.args)
            at_condition = self._copy(after.args, condition.args, body)
            at_condition |= self._copy(op.results, condition.args, live)
            at_condition |= self._used([condition.condition])
            head |= self._block(before, at_condition)
            if head == known:
                return self._copy(before.args, op.arguments, head)

    def _for(self, op: scf.ForOp, live: int) -> int:
        body = op.body.block
        index, *carried = body.args
        head = self._copy(op.results, carried, live)
        while True:
            known = head
            inner = self._block(body, head, targets=carried)
            head |= self._define([index], inner)
            if head == known:
                break
        return self._copy(carried, op.iter_args, head | self._used([op.lb, op.ub, op.step]))


class Variables:
    """Groups of values that share a variable, with their name in the source.

    Only values of the same ``kind`` do, in a language that asks for it.
    """

    def __init__(
        self, liveness: Liveness, kind: Callable[[SSAValue], object] = lambda value: None
    ) -> None:
        self._liveness = liveness
        self._kinds = [kind(value) for value in liveness.values]
        self._parent = list(range(len(liveness.values)))
        self._members = [1 << number for number in self._parent]
        self._forbidden = list(liveness.interferences)
        self._hints = [
            Counter({value.name_hint: 1} if value.name_hint else {}) for value in liveness.values
        ]
        # Copies between values of one name first: they leave the names as they are in the source.
        for target, source in sorted(
            liveness.copies, key=lambda copy: copy[0].name_hint != copy[1].name_hint
        ):
            self._join_values(target, source)
        self._join_same_names()

    def group(self, value: SSAValue) -> int | None:
        """The group of ``value``; None if no statement assigns it."""
        number = self._liveness.number(value)
        return self._find(number) if number < len(self._parent) else None

    def hint(self, group: int) -> str | None:
        """The most frequent name of the group's values."""
        common = self._hints[group].most_common(1)
        return common[0][0] if common else None

    def _find(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def _join_values(self, target: SSAValue, source: SSAValue) -> None:
        groups = self.group(target), self.group(source)
        if groups[0] is not None and groups[1] is not None:
            self._join(groups[1], groups[0])

    def _join(self, left: int, right: int) -> bool:
        if left == right:
            return True
        if self._kinds[left] != self._kinds[right]:
            return False
        interfere = self._forbidden[left] & self._members[right]
        if interfere or self._forbidden[right] & self._members[left]:
            return False
        self._parent[right] = left
        self._members[left] |= self._members[right]
        self._forbidden[left] |= self._forbidden[right]
        self._hints[left].update(self._hints[right])
        return True

    def _join_same_names(self) -> None:
        by_hint: dict[str, list[int]] = {}
        for number in range(len(self._parent)):
            if self._find(number) == number and (hint := self.hint(number)) is not None:
                groups = by_hint.setdefault(hint, [])
                if not any(self._join(group, number) for group in groups):
                    groups.append(number)
