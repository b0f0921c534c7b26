"""How often loops run."""

from __future__ import annotations

from xdsl.dialects import scf

from dycl.analysis.branch_facts import BranchFacts


def runs_at_least_once(loop: scf.ForOp | scf.WhileOp, facts: BranchFacts) -> bool:
    """Whether the body of ``loop`` certainly runs, by what it starts from."""
    if isinstance(loop, scf.ForOp):
        start, end, step = (facts.evaluate(value) for value in (loop.lb, loop.ub, loop.step))
        return start.high < end.low and step.low > 0
    condition = loop.before_region.block.last_op
    assert isinstance(condition, scf.ConditionOp)
    with facts.scope():
        for argument, initial in zip(loop.before_region.block.args, loop.arguments, strict=True):
            facts.define(argument, facts.evaluate(initial))
        return facts.truth(condition.condition) is True
