"""The pass ``loop-invariant-code-motion``."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import scf
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Block, Operation, Region
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint, Rewriter
from xdsl.traits import ConstantLike, IsTerminator

from dycl.analysis.branch_facts import BranchFacts
from dycl.analysis.effects import Effects, is_speculatable
from dycl.analysis.flops import flops_per_result
from dycl.analysis.remarks import remark
from dycl.analysis.trip_counts import runs_at_least_once
from dycl.dialects.dycl import WeightOp


@dataclass(frozen=True)
class LoopInvariantCodeMotion(ModulePass):
    """Compute before a loop what is the same in each iteration.

    An operation that rejects some values stays in a loop that may never run; so does one with an
    effect, anywhere. xDSL's ``licm`` knows neither Python's arithmetic nor ``scf.while``.

    Options:

    * ``speculate``: also out of loops that may never run, whose paths then pay for it;
    * ``minimum-flops``: an operation does at least so many floating-point operations for each
      number of its results. What does less is as fast computed again, together with what follows
      it, as kept; it leaves the loop only where something else needs it.

    Before::

        %r = scf.for %i = %0 to %n step %1 iter_args(%h = %x) -> (tensor<4xf32>) : i64 {
          %w = dycl.weight @w : tensor<4xf32>
          %b = aten.relu %w : (tensor<4xf32>) -> tensor<4xf32>
          %s = aten.add.Tensor %h, %b : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
          scf.yield %s : tensor<4xf32>
        }

    After::

        %w = dycl.weight @w : tensor<4xf32>
        %b = aten.relu %w : (tensor<4xf32>) -> tensor<4xf32>
        %r = scf.for %i = %0 to %n step %1 iter_args(%h = %x) -> (tensor<4xf32>) : i64 {
          %s = aten.add.Tensor %h, %b : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
          scf.yield %s : tensor<4xf32>
        }
    """

    name = "loop-invariant-code-motion"

    speculate: bool = True
    minimum_flops: int = 0

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        effects = Effects(op)
        facts = BranchFacts(effects)
        # Inner loops first: what leaves them may leave the outer ones too.
        for loop in reversed(list(op.walk())):
            match loop:
                case scf.ForOp():
                    runs = runs_at_least_once(loop, facts)
                    self._hoist(loop, loop.body, effects, runs=runs, is_reached=runs)
                case scf.WhileOp():
                    runs = runs_at_least_once(loop, facts)
                    test, body = loop.before_region, loop.after_region
                    self._hoist(loop, test, effects, runs=True, is_reached=True)
                    is_reached = runs and all(map(effects.is_pure, _without_terminator(test)))
                    self._hoist(loop, body, effects, runs=runs, is_reached=is_reached)
                case _:
                    pass

    def _hoist(
        self, loop: Operation, region: Region, effects: Effects, *, runs: bool, is_reached: bool
    ) -> None:
        """Move operations out of a region of ``loop`` that certainly runs, or may not.

        If it is certainly reached, nothing with an effect comes before it.
        """
        may_speculate = runs or self.speculate
        invariant: dict[Operation, None] = {}
        for operation in _without_terminator(region):
            if not effects.is_pure(operation):
                is_reached = False  # what follows may never be
            elif (is_reached or (may_speculate and is_speculatable(operation))) and all(
                owner in invariant for owner in _owners_in(loop, operation)
            ):
                invariant[operation] = None
        for operation in _with_operands(
            loop, invariant, lambda each: flops_per_result(each) >= self.minimum_flops
        ):
            operation.detach()
            Rewriter.insert_op(operation, InsertPoint.before(loop))
            if not operation.has_trait(ConstantLike) and not isinstance(operation, WeightOp):
                text = f"{operation.name} is the same in each iteration"
                remark(LoopInvariantCodeMotion.name, operation, text)


def _without_terminator(region: Region) -> list[Operation]:
    return [operation for operation in region.block.ops if not operation.has_trait(IsTerminator)]


def _owners_in(loop: Operation, operation: Operation) -> list[Operation | Block]:
    """What defines, in ``loop`` and outside of ``operation``, the values that it needs."""
    return [
        operand.owner
        for inner in operation.walk()
        for operand in inner.operands
        if loop.is_ancestor(operand.owner) and not operation.is_ancestor(operand.owner)
    ]


def _with_operands(
    loop: Operation, candidates: Collection[Operation], is_wanted: Callable[[Operation], bool]
) -> list[Operation]:
    """The wanted ones of ``candidates`` and those that these need, in their order."""
    wanted: set[Operation | Block] = set()
    for operation in reversed(list(candidates)):
        if operation in wanted or is_wanted(operation):
            wanted.update([operation, *_owners_in(loop, operation)])
    return [operation for operation in candidates if operation in wanted]
