"""The pass ``prune-dead-branches``."""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import arith, func, scf
from xdsl.dialects.builtin import BoolAttr, IndexType, IntegerAttr, IntegerType, ModuleOp, i1
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint, Rewriter
from xdsl.utils.hints import isa

from dycl.analysis.branch_facts import BranchFacts, always_raises
from dycl.analysis.branch_outcomes import BranchOutcomes, place_of
from dycl.analysis.call_ranges import CallRanges
from dycl.analysis.correlation import SameOutcome
from dycl.analysis.effects import Effects
from dycl.analysis.range_walk import RangeWalk
from dycl.analysis.ranges import Range
from dycl.analysis.remarks import remark
from dycl.passes.remove_dead_values import condition_of, remove_dead_values
from dycl.passes.rewriting.branches import (
    inline_arm,
    is_constant,
    merge_branches,
    replace_decided_results,
    replace_equal_results,
    unwrap_first_test,
)
from dycl.passes.rewriting.results import remove_unused_results

ROUNDS = 4
"""How often a module is looked at again after branches became one."""


@dataclass(frozen=True)
class PruneDeadBranches(ModulePass):
    """Remove arms that are never taken, loops that never run, and what only fed those.

    The outcome of a condition is known where

    * it is constant, or the ranges of what it compares decide it;
    * the same condition, or an equal computation, was tested by an enclosing branch, or by an
      earlier one of which an arm raises;
    * it follows from such a test: negation, parts of a conjunction or disjunction, another bound of
      the same value. NaN fails every comparison but ``!=``, and in the arm where ``x > 0.5``
      failed, x may be NaN.

    The ranges of tensors' elements, NaN included, go through the operators of ``aten``: no softmax
    is above 1, a rectified sum is not negative, a layer whose weights are at hand (in the file that
    the module names) is bounded by them. Ranges go around loops until they stay, and from all calls
    of a private function into it.

    Two branches of which one decides the other become one: a second test of the same gate, or of a
    mask that each arm of the first one sets to a constant. What is between them is moved before
    them or, where it depends on the first, copied into its arms.

    What is known of the inputs decides branches where a ``dycl.assume`` says it, which the option
    ``--assume "0 <= x <= 1"`` of the tools writes behind an argument.

    Results that both arms of a branch agree on, and results that nobody uses, disappear too; so do
    structures of the program's result that no path returns any more.

    Options:

    * ``copies``: at most so many operations are copied into both arms to make two branches one.

    Before::

        %high = arith.cmpf ogt, %x, %c0.9 : f64
        %r = scf.if %high -> (tensor<4xf32>) {
          %some = arith.cmpf ogt, %x, %c0.5 : f64
          %s = scf.if %some -> (tensor<4xf32>) {
            scf.yield %a : tensor<4xf32>
          } else {
            %1 = aten.relu %a : (tensor<4xf32>) -> tensor<4xf32>
            scf.yield %1 : tensor<4xf32>
          }
          scf.yield %s : tensor<4xf32>
        } else {
          scf.yield %b : tensor<4xf32>
        }

    After::

        %high = arith.cmpf ogt, %x, %c0.9 : f64
        %r = scf.if %high -> (tensor<4xf32>) {
          scf.yield %a : tensor<4xf32>
        } else {
          scf.yield %b : tensor<4xf32>
        }
    """

    name = "prune-dead-branches"

    copies: int = 16

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        for _ in range(ROUNDS):
            effects = Effects(op)
            calls = CallRanges(op)
            has_merged = False
            for function in calls.callers_first():
                facts = BranchFacts(effects)
                calls.add_arguments(facts, function)
                pruner = _Pruner(facts, effects, calls, self.copies)
                pruner.region(function.body)
                has_merged |= pruner.has_merged
            remove_dead_values(op)
            if not has_merged:
                break
        for function in remove_unused_results(op):
            remark(self.name, function, "a structure of the result is never returned")
            remove_dead_values(op)


class _Pruner:
    """Walks a function in execution order and rewrites behind the facts that it collects."""

    def __init__(
        self, facts: BranchFacts, effects: Effects, calls: CallRanges, copies: int
    ) -> None:
        self.has_merged = False
        self._facts = facts
        self._effects = effects
        self._calls = calls
        self._copies = copies
        self._walk = RangeWalk(facts)
        self._outcomes = BranchOutcomes(facts)

    def region(self, region: Region) -> None:
        with self._facts.scope():
            for block in region.blocks:
                self._block(block)

    def _block(self, block: Block) -> None:
        constants: dict[Attribute, SSAValue] = {}
        operation = block.first_op
        while operation is not None:
            if not isinstance(operation, scf.IfOp):
                self._replace_known_operands(operation, constants)
            operation = self._visit(operation)

    def _visit(self, operation: Operation) -> Operation | None:
        """Look at one operation; returns the one to go on with."""
        following = operation.next_op
        match operation:
            case scf.IfOp():
                return self._visit_if(operation, following)
            case scf.IndexSwitchOp():
                return self._visit_switch(operation, following)
            case scf.WhileOp():
                return self._visit_while(operation, following)
            case scf.ForOp():
                return self._visit_for(operation, following)
            case func.CallOp():
                self._calls.note(operation, self._facts)
            case _:
                for region in operation.regions:
                    self.region(region)
        for result in operation.results:
            self._facts.evaluate(result, depth=1)
        return following

    def _visit_if(self, branch: scf.IfOp, following: Operation | None) -> Operation | None:
        outcome = self._outcomes.find(branch)
        if outcome.truth is not None:
            remark(
                PruneDeadBranches.name,
                branch,
                f"the branch is {'always' if outcome.truth else 'never'} taken: {outcome.reason}",
            )
            return inline_arm(
                branch, branch.true_region if outcome.truth else branch.false_region, following
            )
        if outcome.same is not None:
            later = place_of(branch, "a later branch")
            merged = merge_branches(
                outcome.same.branch,
                branch,
                inverted=outcome.same.inverted,
                effects=self._effects,
                most_copies=self._copies,
            )
            if merged is not None:
                self._note_merged(outcome.same, later, merged)
                return following
        self._visit_arms(branch)
        return following

    def _note_merged(self, earlier: SameOutcome, later: str, merged: scf.IfOp) -> None:
        remark(
            PruneDeadBranches.name,
            merged,
            f"{later} has {'the opposite' if earlier.inverted else 'the same'} outcome: "
            "the two become one",
        )
        self.has_merged = True
        self._outcomes.correlation.replace(earlier, merged)

    def _visit_arms(self, branch: scf.IfOp) -> None:
        facts = self._facts
        arms: list[list[Range] | None] = []
        for region, outcome in ((branch.true_region, True), (branch.false_region, False)):
            if region.first_block is None:
                arms.append([])
                continue
            with facts.scope():
                facts.assume(branch.cond, outcome, branch)
                self.region(region)
                arms.append(None if always_raises(region.block) else self._walk.yielded(region))
        self._walk.after_arms(branch, [ranges for ranges in arms if ranges is not None])
        self._walk.after_check(branch)
        replace_decided_results(branch)
        self._outcomes.correlation.add(branch, arms)

    def _visit_switch(
        self, switch: scf.IndexSwitchOp, following: Operation | None
    ) -> Operation | None:
        facts = self._facts
        cases = [int(case) for case in switch.cases.iter_values()]
        single = facts.evaluate(switch.arg).single
        if single is not None:
            taken = (
                switch.case_regions[cases.index(int(single))]
                if single in cases
                else switch.default_region
            )
            remark(PruneDeadBranches.name, switch, f"the case is always {single}")
            return inline_arm(switch, taken, following)
        yielded: list[list[Range]] = []
        arms = [(switch.default_region, None), *zip(switch.case_regions, cases, strict=True)]
        for region, case in arms:
            with facts.scope():
                if case is not None:
                    facts.define(switch.arg, Range.exactly(case))
                self.region(region)
                if not always_raises(region.block):
                    yielded.append(self._walk.yielded(region))
        self._walk.after_arms(switch, yielded)
        replace_equal_results(switch, [region for region, _ in arms])
        return following

    def _visit_while(self, loop: scf.WhileOp, following: Operation | None) -> Operation | None:
        facts = self._facts
        condition = condition_of(loop)
        before = loop.before_region.block
        with facts.scope():
            for argument, initial in zip(before.args, loop.arguments, strict=True):
                facts.define(argument, facts.evaluate(initial))
            if facts.truth(condition.condition) is False:
                remark(PruneDeadBranches.name, loop, "the loop never runs")
                return unwrap_first_test(loop)
        carried = self._walk.while_ranges(loop)
        with facts.scope():
            for argument, range_ in zip(before.args, carried, strict=True):
                facts.define(argument, range_)
            self._block(before)
            self._walk.enter_body(loop)
            self.region(loop.after_region)
        for result, range_ in zip(
            loop.results, self._walk.results_of_while(loop, carried), strict=True
        ):
            facts.define(result, range_)
        return following

    def _visit_for(self, loop: scf.ForOp, following: Operation | None) -> Operation | None:
        facts = self._facts
        low, high = facts.evaluate(loop.lb), facts.evaluate(loop.ub)
        if low.low >= high.high:
            remark(PruneDeadBranches.name, loop, "the loop never runs")
            Rewriter.replace_op(loop, [], list(loop.iter_args))
            return following
        carried = self._walk.for_ranges(loop)
        with facts.scope():
            self._walk.enter_for(loop, carried)
            self.region(loop.body)
        for result, range_ in zip(loop.results, carried, strict=True):
            facts.define(result, range_)
        return following

    def _replace_known_operands(
        self, operation: Operation, constants: dict[Attribute, SSAValue]
    ) -> None:
        """Use constants for host integers and truth values that are known here."""
        for index, operand in enumerate(operation.operands):
            if is_constant(operand):
                continue
            attribute = self._known_attribute(operand)
            if attribute is None:
                continue
            constant = constants.get(attribute)
            if constant is None:
                created = arith.ConstantOp(attribute)
                created.location = operation.location
                Rewriter.insert_op(created, InsertPoint.before(operation))
                constant = constants[attribute] = created.result
            operation.operands[index] = constant

    def _known_attribute(self, value: SSAValue) -> IntegerAttr[IntegerType | IndexType] | None:
        """The host integer or truth value that ``value`` is known to be."""
        if not isa(value.type, IntegerType | IndexType):
            return None
        single = self._facts.evaluate(value, depth=1).single
        if single is None or not -(2**63) <= single < 2**63:
            return None
        if value.type == i1:
            return BoolAttr.from_bool(bool(single))
        return IntegerAttr(int(single), value.type)
