"""Which operations of a block can be one call, so that there are as few calls as possible.

Operations are scheduled in steps: those that stay, then one group, then those that stay and need
the group's results, then the next group. As a group only depends on earlier steps, it is convex:
nothing has to run in the middle of it. The number of groups is the largest number of times that a
chain of dependences alternates between the two kinds, so it can't be less. Where an operation may
go into one of several groups, it goes where fewer bytes are handed around, else where it stands in
the program.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from xdsl.ir import Block, Operation, OpResult, SSAValue
from xdsl.traits import ConstantLike

from dycl.analysis.cost import size_in_bytes
from dycl.analysis.effects import Effects
from dycl.dialects.dycl import WeightOp


@dataclass
class Step:
    """Operations that stay, in program order, and the group that follows them."""

    staying: list[Operation] = field(default_factory=list[Operation])
    group: list[Operation] = field(default_factory=list[Operation])


def convex_groups(
    block: Block, may_group: Callable[[Operation], bool], effects: Effects
) -> list[Step]:
    """A schedule of a block's operations but the terminator; see above.

    ``may_group`` says which operations can be in a group; these are pure and have no regions. What
    has an effect stays in order, and whatever comes after it in the program is not moved before it.
    """
    schedule = _Schedule(block, may_group, effects)
    steps = [Step() for _ in range(schedule.last + 1)]
    for operation, step in schedule.steps.items():
        (steps[step].group if operation in schedule.grouped else steps[step].staying).append(
            operation
        )
    return steps


class _Schedule:
    def __init__(
        self, block: Block, may_group: Callable[[Operation], bool], effects: Effects
    ) -> None:
        self._terminator = block.last_op
        operations = [op for op in block.ops if op is not self._terminator]
        self.grouped = {op for op in operations if may_group(op)}
        self._users = {op: _users_in_block(op, block) for op in operations}
        self._preferred: dict[Operation, int] = {}
        self.steps = self._earliest(operations, effects)
        self.last = max(self.steps.values(), default=0)
        self._last_group = max((self.steps[op] for op in self.grouped), default=0)
        for operation in reversed(operations):
            if operation in self.grouped:
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
            is_grouped = operation in self.grouped
            for user in self._users[operation]:
                if user in needs:
                    after = is_grouped and user not in self.grouped
                    needs[user] = max(needs[user], step + after)
        return steps

    def _best_step(self, operation: Operation) -> int:
        """The step of a grouped operation whose users have their places."""
        earliest, latest = self.steps[operation], self._latest(operation)
        if latest <= earliest or not self._users[operation]:
            return earliest
        preferred = min(self._preferred[operation], latest)
        saved = sum(size_in_bytes(result.type) for result in operation.results)
        all_there = all(
            user in self.grouped and self.steps[user] == latest for user in self._users[operation]
        )
        if not all_there:
            return preferred
        added = sum(
            size_in_bytes(operand.type)
            for operand in dict.fromkeys(operation.operands)
            if self._would_be_handed_on(operand, operation)
        )
        return latest if added < saved else preferred

    def _latest(self, operation: Operation) -> int:
        return min(
            (
                self.steps[user] - (user not in self.grouped)
                for user in self._users[operation]
                if user in self.steps
            ),
            default=self._last_group,
        )

    def _would_be_handed_on(self, value: SSAValue, user: Operation) -> bool:
        """Whether ``value`` leaves its group only if ``user`` moves to a later one."""
        if not isinstance(value, OpResult) or value.op not in self.grouped:
            return False
        home = self.steps[value.op]
        return all(
            other is user or (other in self.grouped and self.steps[other] == home)
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
