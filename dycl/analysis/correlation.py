"""Which branches of a block decide later ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xdsl.dialects import scf
from xdsl.ir import Block, OpResult, SSAValue

from dycl.analysis.branch_facts import EXPRESSION_DEPTH, BranchFacts
from dycl.analysis.ranges import Range

SEARCHED = 64
"""How many operations of a condition are looked at."""

Arms = tuple[list[Range], list[Range]]


@dataclass(frozen=True)
class KnownOutcome:
    """A condition is ``truth`` after either arm of ``branch``."""

    branch: scf.IfOp
    truth: bool


@dataclass(frozen=True)
class SameOutcome:
    """A condition is that of ``branch``, or its negation."""

    branch: scf.IfOp
    inverted: bool


class Correlation:
    """Remembers the branches that a walk has passed; use it along with its ``facts``."""

    def __init__(self, facts: BranchFacts) -> None:
        self._facts = facts
        self._arms: dict[scf.IfOp, Arms] = {}
        self._by_condition: dict[tuple[Block, int], scf.IfOp] = {}
        self._latest: dict[Block, scf.IfOp] = {}

    def add(self, branch: scf.IfOp, arms: Sequence[list[Range] | None]) -> None:
        """Remember a branch with the ranges of what its arms yield; None for one that raises."""
        on_true, on_false = arms
        block = branch.parent_block()
        if on_true is None or on_false is None or block is None:
            return
        self._arms[branch] = (on_true, on_false)
        self._by_condition[block, self._facts.condition_number(branch.cond)] = branch
        self._latest[block] = branch

    def replace(self, earlier: SameOutcome, merged: scf.IfOp) -> None:
        """A later branch and ``earlier`` became ``merged``, whose last results are the later's."""
        on_true, on_false = self._arms.pop(earlier.branch)
        count = len(on_true)
        unknown = [self._facts.evaluate(result) for result in merged.results[count:]]
        for result, first, second in zip(merged.results, on_true, on_false, strict=False):
            union = first.union(second)
            if not union.is_empty:
                self._facts.define(result, union)
        self.add(merged, [[*on_true, *unknown], [*on_false, *unknown]])

    def find(self, branch: scf.IfOp) -> KnownOutcome | SameOutcome | None:
        """An earlier branch of the same block that decides ``branch``."""
        for earlier in self._candidates(branch):
            outcomes = [self._outcome_after(earlier, taken, branch.cond) for taken in (True, False)]
            match outcomes:
                case [bool() as first, bool() as second] if first == second:
                    return KnownOutcome(earlier, first)
                case [bool() as first, bool()]:
                    return SameOutcome(earlier, not first)
                case _:
                    pass
        return None

    def _outcome_after(self, earlier: scf.IfOp, taken: bool, condition: SSAValue) -> bool | None:
        facts = self._facts
        with facts.scope():
            if not facts.assume(earlier.cond, taken):
                return None
            ranges = self._arms[earlier][0 if taken else 1]
            for result, range_ in zip(earlier.results, ranges, strict=True):
                if not range_.is_empty:
                    facts.define(result, range_)
            return facts.truth(condition)

    def _candidates(self, branch: scf.IfOp) -> list[scf.IfOp]:
        block = branch.parent_block()
        if block is None:
            return []
        found: dict[scf.IfOp, None] = {}
        pending = [(branch.cond, 0)]
        for _ in range(SEARCHED):
            if not pending:
                break
            value, depth = pending.pop()
            same = self._by_condition.get((block, self._facts.condition_number(value)))
            if same is not None:
                found[same] = None
            if not isinstance(value, OpResult):
                continue
            if isinstance(value.op, scf.IfOp):
                if value.op in self._arms and value.op.parent_block() is block:
                    found[value.op] = None
            elif depth < EXPRESSION_DEPTH:
                pending.extend((operand, depth + 1) for operand in value.op.operands)
        if (latest := self._latest.get(block)) is not None:
            found[latest] = None
        return [earlier for earlier in found if earlier in self._arms]
