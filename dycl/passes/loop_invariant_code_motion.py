"""The pass ``loop-invariant-code-motion``."""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import scf
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Operation, Region
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint, Rewriter
from xdsl.traits import ConstantLike, IsTerminator

from dycl.analysis.effects import Effects, is_speculatable
from dycl.analysis.remarks import remark
from dycl.dialects.dycl import WeightOp


@dataclass(frozen=True)
class LoopInvariantCodeMotion(ModulePass):
    """Compute before a loop what is the same in each iteration.

    An operation that rejects some values stays in a loop that may never run; so does one with an
    effect, anywhere. xDSL's ``licm`` knows neither Python's arithmetic nor ``scf.while``.

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

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        effects = Effects(op)
        # Inner loops first: what leaves them may leave the outer ones too.
        for loop in reversed(list(op.walk())):
            match loop:
                case scf.ForOp():
                    _hoist(loop, loop.body, effects, always_runs=False)
                case scf.WhileOp():
                    _hoist(loop, loop.before_region, effects, always_runs=True)
                    _hoist(loop, loop.after_region, effects, always_runs=False)
                case _:
                    pass


def _hoist(loop: Operation, region: Region, effects: Effects, *, always_runs: bool) -> None:
    for operation in list(region.block.ops):
        if operation.has_trait(IsTerminator):
            continue
        if not effects.is_pure(operation):
            always_runs = False  # what follows may never be reached
            continue
        if not _is_invariant(operation, loop):
            continue
        if always_runs or is_speculatable(operation):
            operation.detach()
            Rewriter.insert_op(operation, InsertPoint.before(loop))
            if not operation.has_trait(ConstantLike) and not isinstance(operation, WeightOp):
                text = f"{operation.name} is the same in each iteration"
                remark(LoopInvariantCodeMotion.name, operation, text)


def _is_invariant(operation: Operation, loop: Operation) -> bool:
    return not any(
        loop.is_ancestor(operand.owner) and not operation.is_ancestor(operand.owner)
        for inner in operation.walk()
        for operand in inner.operands
    )
