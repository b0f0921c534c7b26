"""The ranges of all values of a program, found by a walk through it in execution order.

Loops are walked through until what they carry from iteration to iteration stays in its range; ends
that keep moving are widened to 0, 1 and -1, then to infinity.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager

from xdsl.dialects import scf, ub
from xdsl.ir import Block, Operation, OpResult, Region, SSAValue

from dycl.analysis.branch_facts import BranchFacts, always_raises
from dycl.analysis.ranges import EMPTY, Range
from dycl.analysis.value_ranges import range_of_type

ROUNDS = 6
"""How often a loop is walked through; after that, nothing is known of what it carries."""

STEPS = (-math.inf, -1, 0, 1, math.inf)
"""Where ends of ranges that keep moving go."""

Observer = Callable[[SSAValue, Range], object]


class RangeWalk:
    """Walks without a change to the program; ``observe`` is called with each value and its range.

    What is found is in ``facts``, as long as its scope lasts.
    """

    def __init__(self, facts: BranchFacts, observe: Observer | None = None) -> None:
        self.is_silent = False
        """Whether the ranges at hand are those of a loop's first iterations alone."""
        self._facts = facts
        self._observe = observe

    def region(self, region: Region) -> None:
        """Walk through the blocks of a region; facts about its values are forgotten."""
        with self._facts.scope():
            for block in region.blocks:
                self.block(block)

    def block(self, block: Block) -> None:
        """Walk through a block; facts about its values last."""
        for operation in block.ops:
            self._visit(operation)
            for result in operation.results:
                range_ = self._facts.evaluate(result, depth=1)
                if self._observe is not None and not self.is_silent:
                    self._observe(result, range_)

    def while_ranges(self, loop: scf.WhileOp) -> list[Range]:
        """The ranges of what a loop carries, in any iteration."""
        with self._silent():
            return self._fixpoint(loop.arguments, lambda state: self._iterate_while(loop, state))

    def for_ranges(self, loop: scf.ForOp) -> list[Range]:
        """The ranges of what a loop carries, in any iteration and at its end."""
        with self._silent():
            return self._fixpoint(loop.iter_args, lambda state: self._iterate_for(loop, state))

    def enter_for(self, loop: scf.ForOp, carried: Sequence[Range]) -> None:
        """Add what is known at the start of an iteration."""
        facts = self._facts
        low, high = facts.evaluate(loop.lb), facts.evaluate(loop.ub)
        counter, *arguments = loop.body.block.args
        if facts.evaluate(loop.step).low > 0:
            facts.define(counter, Range(low.low, high.high - 1))
        for argument, range_ in zip(arguments, carried, strict=True):
            facts.define(argument, range_)

    def results_of_while(self, loop: scf.WhileOp, carried: Sequence[Range]) -> list[Range]:
        """The ranges of a loop's results."""
        condition = _condition(loop)
        with self._silent(), self._facts.scope():
            self._define(loop.before_region.block.args, carried)
            self.block(loop.before_region.block)
            self._facts.assume(condition.condition, False, loop)
            return [self._facts.evaluate(value) for value in condition.args]

    def yielded(self, region: Region) -> list[Range]:
        """The ranges of what a region yields, at its end; poison is nothing at all."""
        terminator = region.block.last_op
        assert terminator is not None
        return [
            EMPTY if is_poison(operand) else self._facts.evaluate(operand)
            for operand in terminator.operands
        ]

    def after_arms(self, operation: Operation, yielded: Sequence[Sequence[Range]]) -> None:
        """Each result is in the union of what the arms that end yield."""
        for index, result in enumerate(operation.results):
            union = EMPTY
            for ranges in yielded:
                union = union.union(ranges[index])
            if not union.is_empty:
                self._facts.define(result, union)

    @contextmanager
    def _silent(self) -> Generator[None, None, None]:
        """Observe nothing in the ``with`` block."""
        was_silent, self.is_silent = self.is_silent, True
        yield
        self.is_silent = was_silent

    def _visit(self, operation: Operation) -> None:
        match operation:
            case scf.IfOp():
                self.visit_if(operation)
            case scf.IndexSwitchOp():
                cases: list[int | None] = [int(case) for case in operation.cases.iter_values()]
                arms = zip(
                    [operation.default_region, *operation.case_regions], [None, *cases], strict=True
                )
                self._visit_arms(operation, list(arms))
            case scf.WhileOp():
                carried = self.while_ranges(operation)
                with self._facts.scope():
                    self._enter_while(operation, carried)
                self._define(operation.results, self.results_of_while(operation, carried))
            case scf.ForOp():
                carried = self.for_ranges(operation)
                with self._facts.scope():
                    self.enter_for(operation, carried)
                    self.region(operation.body)
                self._define(operation.results, carried)
            case _:
                for region in operation.regions:
                    self.region(region)

    def visit_if(self, branch: scf.IfOp) -> Sequence[list[Range] | None]:
        """Walk through a branch; returns what each arm yields, None for one that does not end."""
        facts = self._facts
        arms: list[list[Range] | None] = []
        for region, outcome in ((branch.true_region, True), (branch.false_region, False)):
            if region.first_block is None:
                arms.append([])
                continue
            with facts.scope():
                if not facts.assume(branch.cond, outcome, branch):
                    arms.append(None)
                    continue
                self.block(region.block)
                arms.append(None if always_raises(region.block) else self.yielded(region))
        self.after_arms(branch, [ranges for ranges in arms if ranges is not None])
        self.after_check(branch)
        return arms

    def after_check(self, branch: scf.IfOp) -> None:
        """Where an arm raises, the other one was taken."""
        for region, outcome in ((branch.true_region, False), (branch.false_region, True)):
            if region.first_block is not None and always_raises(region.block):
                self._facts.assume(branch.cond, outcome, branch)

    def _visit_arms(
        self, switch: scf.IndexSwitchOp, arms: Sequence[tuple[Region, int | None]]
    ) -> None:
        yielded: list[list[Range]] = []
        for region, case in arms:
            with self._facts.scope():
                if case is not None:
                    self._facts.define(switch.arg, Range.exactly(case))
                self.block(region.block)
                if not always_raises(region.block):
                    yielded.append(self.yielded(region))
        self.after_arms(switch, yielded)

    def _fixpoint(
        self,
        initial: Sequence[SSAValue],
        iterate: Callable[[Sequence[Range]], Sequence[Range] | None],
    ) -> list[Range]:
        everything = [range_of_type(value.type) for value in initial]
        first = [self._facts.evaluate(value) for value in initial]
        state = first
        for turn in range(ROUNDS):
            after = iterate(state)
            if after is None:
                return state
            joined = [old.union(new) for old, new in zip(state, after, strict=True)]
            if joined == state:
                # Whatever comes from there or from outside: narrower than where ends were widened.
                return [old.union(new) for old, new in zip(first, after, strict=True)]
            steps = zip(state, joined, everything, strict=True)
            state = [_widened(old, new, most, turn) for old, new, most in steps]
        return everything

    def _iterate_while(self, loop: scf.WhileOp, state: Sequence[Range]) -> list[Range] | None:
        with self._facts.scope():
            if not self._enter_while(loop, state):
                return None
            return self.yielded(loop.after_region)

    def _enter_while(self, loop: scf.WhileOp, state: Sequence[Range]) -> bool:
        """Walk through an iteration; returns False if there is none."""
        self._define(loop.before_region.block.args, state)
        self.block(loop.before_region.block)
        if not self.enter_body(loop):
            return False
        self.block(loop.after_region.block)
        return True

    def enter_body(self, loop: scf.WhileOp) -> bool:
        """Add what is known where the test has succeeded; returns False if it never does."""
        condition = _condition(loop)
        for argument, forwarded in zip(loop.after_region.block.args, condition.args, strict=True):
            self._facts.numbers.equate(argument, forwarded)
        return self._facts.assume(condition.condition, True, loop)

    def _iterate_for(self, loop: scf.ForOp, state: Sequence[Range]) -> list[Range]:
        with self._facts.scope():
            self.enter_for(loop, state)
            self.block(loop.body.block)
            return self.yielded(loop.body)

    def _define(self, values: Sequence[SSAValue], ranges: Sequence[Range]) -> None:
        for value, range_ in zip(values, ranges, strict=True):
            if not range_.is_empty:
                self._facts.define(value, range_)


def is_poison(value: SSAValue) -> bool:
    """Whether nobody ever looks at ``value``."""
    return isinstance(value, OpResult) and isinstance(value.op, ub.PoisonOp)


def _condition(loop: scf.WhileOp) -> scf.ConditionOp:
    terminator = loop.before_region.block.last_op
    assert isinstance(terminator, scf.ConditionOp)
    return terminator


def _widened(old: Range, new: Range, most: Range, turn: int) -> Range:
    """``new``, with ends that moved taken further the more often they did."""
    if turn == 0:
        return new
    if turn >= ROUNDS - 2:
        low = most.low if new.low < old.low else new.low
        high = most.high if new.high > old.high else new.high
        return Range(low, high, new.may_be_nan)
    low, high = new.low, new.high
    if new.low < old.low:
        low = max(most.low, *(step for step in STEPS if step <= new.low))
    if new.high > old.high:
        high = min(most.high, *(step for step in STEPS if step >= new.high))
    return Range(low, high, new.may_be_nan)
