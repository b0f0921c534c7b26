"""Which operations of a block can be one call, so that there are as few calls as possible.

Operations are scheduled in steps: those that stay, then one group of each kind, then those that
stay and need the groups' results, then the next groups. As a group only depends on earlier steps,
it is convex: nothing has to run in the middle of it. The number of steps is the largest number of
times that a chain of dependences changes from one kind to another, so it can't be less. Where an
operation may go into one of several groups, it goes where fewer bytes are handed around, else where
it stands in the program.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

from xdsl.ir import Block, Operation, OpResult
from xdsl.traits import ConstantLike

from dycl.analysis.cost import size_in_bytes
from dycl.analysis.effects import Effects
from dycl.dialects.dycl import WeightOp

KindOf = Callable[[Operation], Hashable | None]
"""What other operations must have in common with an operation to be in a group with it; None for
those that are in no group.
"""


@dataclass
class Step:
    """Operations that stay, in program order, and the groups that follow them.

    Groups don't depend on each other.
    """

    staying: list[Operation] = field(default_factory=list[Operation])
    groups: list[list[Operation]] = field(default_factory=list[list[Operation]])


def convex_groups(block: Block, kind_of: KindOf, effects: Effects) -> list[Step]:
    """A schedule of a block's operations but the terminator; see above.

    Operations with a kind are pure and have no regions. What has an effect stays in order, and
    whatever comes after it in the program is not moved before it.
    """
    schedule = _Schedule(block, kind_of, effects)
    steps = [Step() for _ in range(schedule.last + 1)]
    groups: dict[tuple[int, Hashable], list[Operation]] = {}
    for operation, step in schedule.steps.items():
        kind = schedule.kinds.get(operation)
        if kind is None:
            steps[step].staying.append(operation)
        else:
            groups.setdefault((step, kind), []).append(operation)
    for (step, _), group in groups.items():
        steps[step].groups.append(group)
    return steps


class _Schedule:
    def __init__(self, block: Block, kind_of: KindOf, effects: Effects) -> None:
        self._terminator = block.last_op
        operations = [op for op in block.ops if op is not self._terminator]
        kinds = ((operation, kind_of(operation)) for operation in operations)
        self.kinds = {operation: kind for operation, kind in kinds if kind is not None}
        self._users = {op: _users_in_block(op, block) for op in operations}
        self._preferred: dict[Operation, int] = {}
        self.steps = self._earliest(operations, effects)
        self.last = max(self.steps.values(), default=0)
        self._last_group = max((self.steps[op] for op in self.kinds), default=0)
        for operation in reversed(operations):
            if operation in self.kinds:
                self.steps[operation] = self._best_step(operation)

    def _earliest(self, operations: Sequence[Operation], effects: Effects) -> dict[Operation, int]:
        needs: dict[Operation, int] = dict.fromkeys(operations, 0)
        steps: dict[Operation, int] = {}
        barrier = reached = 0
        for operation in operations:
            is_free = operation.has_trait(ConstantLike) or isinstance(operation, WeightOp)
            step = needs[operation] if is_free else max(needs[operation], barrier)
            if not effects.is_pure(operation):
                barrier = step
            steps[operation] = step
            reached = max(reached, step)
            self._preferred[operation] = reached
            for user in self._users[operation]:
                if user in needs:
                    needs[user] = max(needs[user], step + self._comes_before(operation, user))
        return steps

    def _comes_before(self, operation: Operation, user: Operation) -> bool:
        """Whether ``user`` has to be in a later step than ``operation``."""
        kind = self.kinds.get(operation)
        return kind is not None and kind != self.kinds.get(user)

    def _best_step(self, operation: Operation) -> int:
        """The step of a grouped operation whose users have their places."""
        earliest, latest = self.steps[operation], self._latest(operation)
        if latest <= earliest or not self._users[operation]:
            return earliest
        preferred = min(self._preferred[operation], latest)
        saved = sum(size_in_bytes(result.type) for result in operation.results)
        all_there = all(
            self.kinds.get(user) == self.kinds[operation] and self.steps[user] == latest
            for user in self._users[operation]
        )
        handed_on = [
            operand
            for operand in dict.fromkeys(operation.operands)
            if isinstance(operand, OpResult) and self._would_be_handed_on(operand, operation)
        ]
        if all_there:
            added = sum(size_in_bytes(operand.type) for operand in handed_on)
            return latest if added < saved else preferred
        # The result leaves its group anyway, so that no operand should do so for it.
        homes = [self.steps[operand.op] for operand in handed_on]
        return earliest if earliest in homes else preferred

    def _latest(self, operation: Operation) -> int:
        return min(
            (
                self.steps[user] - self._comes_before(operation, user)
                for user in self._users[operation]
                if user in self.steps
            ),
            default=self._last_group,
        )

    def _would_be_handed_on(self, value: OpResult, user: Operation) -> bool:
        """Whether ``value`` leaves its group only if ``user`` moves to a later one."""
        if value.op not in self.kinds:
            return False
        home, kind = self.steps[value.op], self.kinds[value.op]
        return all(
            other is user or (self.kinds.get(other) == kind and self.steps[other] == home)
            for other in self._users[value.op]
        )


def _users_in_block(operation: Operation, block: Block) -> list[Operation]:
    """The operations of ``block`` that use results of ``operation``, themselves or in their
    regions.
    """
    users: dict[Operation, None] = {}
    for result in operation.results:
        for use in result.uses:
            user = ancestor_in_block(use.operation, block)
            users[user] = None
    return list(users)


def ancestor_in_block(operation: Operation, block: Block) -> Operation:
    """The operation of ``block`` that ``operation`` is, or is inside of."""
    while operation.parent is not block:
        parent = operation.parent_op()
        assert parent is not None, "a use is not dominated by its definition"
        operation = parent
    return operation
