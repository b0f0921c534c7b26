"""What is known of the outcome of each branch: reachability and correlation.

Of every branch in a function, without a change to it::

    for branch, outcome in branch_outcomes(function, effects).items():
        …

A pass that rewrites on its way asks :class:`BranchOutcomes` in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from typing_extensions import override
from xdsl.dialects import func, scf

from dycl.analysis.branch_facts import BranchFacts
from dycl.analysis.correlation import Correlation, KnownOutcome, SameOutcome
from dycl.analysis.effects import Effects
from dycl.analysis.range_walk import RangeWalk
from dycl.analysis.ranges import Range
from dycl.analysis.remarks import source_location


@dataclass(frozen=True)
class Outcome:
    """What is known of a branch before it is taken.

    ``truth`` is its condition where that is known, and ``reason`` says why. ``same`` is an earlier
    branch with the same or the opposite outcome.
    """

    truth: bool | None = None
    reason: str = ""
    same: SameOutcome | None = None


class BranchOutcomes:
    """Asks ``facts`` on a walk in execution order: :meth:`find` before the arms of a branch are
    walked through, and ``correlation.add`` after them.
    """

    def __init__(self, facts: BranchFacts) -> None:
        self.correlation = Correlation(facts)
        self._facts = facts

    def find(self, branch: scf.IfOp) -> Outcome:
        """What is known at the point reached."""
        facts = self._facts
        truth = facts.truth(branch.cond)
        if truth is not None:
            return Outcome(truth, facts.explain(branch.cond))
        for outcome in (True, False):
            with facts.scope():
                if not facts.assume(branch.cond, outcome):
                    return Outcome(not outcome, "the contrary contradicts enclosing branches")
        match self.correlation.find(branch):
            case KnownOutcome() as known:
                at = place_of(known.branch, "an earlier branch")
                return Outcome(known.truth, f"so it is after either arm of {at}")
            case SameOutcome() as same:
                return Outcome(same=same)
            case None:
                return Outcome()


def place_of(branch: scf.IfOp, unknown: str) -> str:
    """``the branch at model.py:14:8``, or ``unknown`` where that is not known."""
    place = source_location(branch)
    return f"the branch at {place}" if place else unknown


def branch_outcomes(function: func.FuncOp, effects: Effects) -> dict[scf.IfOp, Outcome | None]:
    """What is known of each branch, in the order of the text; None where it is never reached."""
    facts = BranchFacts(effects)
    walk = _Walk(facts)
    walk.region(function.body)
    return {op: walk.found.get(op) for op in function.walk() if isinstance(op, scf.IfOp)}


class _Walk(RangeWalk):
    def __init__(self, facts: BranchFacts) -> None:
        super().__init__(facts)
        self.found: dict[scf.IfOp, Outcome] = {}
        self._outcomes = BranchOutcomes(facts)

    @override
    def visit_if(self, branch: scf.IfOp) -> Sequence[list[Range] | None]:
        if self.is_silent:
            return super().visit_if(branch)
        self.found[branch] = self._outcomes.find(branch)
        arms = super().visit_if(branch)
        self._outcomes.correlation.add(branch, arms)
        return arms
