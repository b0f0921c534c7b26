"""The pass ``unroll-loops``."""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import arith, scf
from xdsl.dialects.builtin import IndexType, IntegerType, ModuleOp
from xdsl.ir import Block, Operation, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint, Rewriter
from xdsl.utils.hints import isa

from dycl.analysis.branch_facts import BranchFacts
from dycl.analysis.effects import Effects
from dycl.analysis.remarks import remark


@dataclass(frozen=True)
class UnrollLoops(ModulePass):
    """Write out the iterations of loops that run a known, small number of times.

    For ``scf.for``, the bounds are constant; for ``scf.while``, constants decide each of its tests.
    What the iterations compute can become one sub-network then.

    Before::

        %r = scf.for %i = %0 to %2 step %1 iter_args(%h = %x) -> (tensor<4xf32>) : i64 {
          %s = aten.relu %h : (tensor<4xf32>) -> tensor<4xf32>
          scf.yield %s : tensor<4xf32>
        }

    After::

        %s = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
        %r = aten.relu %s : (tensor<4xf32>) -> tensor<4xf32>

    Options:

    * ``max-trip-count``: the most iterations of a loop that is written out.
    """

    name = "unroll-loops"

    max_trip_count: int = 8

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        facts = BranchFacts(Effects(op))
        # Inner loops first, so that outer ones copy what they became.
        for loop in reversed(list(op.walk())):
            match loop:
                case scf.ForOp():
                    self._unroll_for(loop, facts)
                case scf.WhileOp():
                    self._unroll_while(loop, facts)
                case _:
                    pass

    def _unroll_for(self, loop: scf.ForOp, facts: BranchFacts) -> None:
        bounds = [facts.evaluate(value).single for value in (loop.lb, loop.ub, loop.step)]
        low, high, step = (int(b) if b is not None else None for b in bounds)
        type_ = loop.lb.type
        if low is None or high is None or not step or step < 0:
            return
        if not isa(type_, IntegerType | IndexType):
            return
        counts = range(low, high, step)
        if len(counts) > self.max_trip_count:
            return
        carried: list[SSAValue] = list(loop.iter_args)
        for count in counts:
            counter = arith.ConstantOp.from_int_and_width(count, type_)
            counter.location = loop.location
            Rewriter.insert_op(counter, InsertPoint.before(loop))
            _, carried = _copy(loop.body.block, [counter.result, *carried], loop)
        remark(self.name, loop, f"{len(counts)} iterations written out")
        Rewriter.replace_op(loop, [], carried)

    def _unroll_while(self, loop: scf.WhileOp, facts: BranchFacts) -> None:
        made: list[Operation] = []
        carried: list[SSAValue] = list(loop.arguments)
        for count in range(self.max_trip_count + 1):
            copies, forwarded = _copy(loop.before_region.block, carried, loop)
            made += copies
            condition, *forwarded = forwarded
            truth = facts.truth(condition)
            if truth is False:
                remark(self.name, loop, f"{count} iterations written out")
                Rewriter.replace_op(loop, [], forwarded)
                return
            if truth is None or count == self.max_trip_count:
                break
            copies, carried = _copy(loop.after_region.block, forwarded, loop)
            made += copies
        for operation in reversed(made):
            Rewriter.erase_op(operation)


def _copy(
    block: Block, arguments: list[SSAValue], before: Operation
) -> tuple[list[Operation], list[SSAValue]]:
    """Copy ``block`` before an operation; returns the copies, and its terminator's operands."""
    values: dict[SSAValue, SSAValue] = dict(zip(block.args, arguments, strict=True))
    copies: list[Operation] = []
    terminator = block.last_op
    assert terminator is not None
    for operation in block.ops:
        if operation is terminator:
            break
        copies.append(copy := operation.clone(values))
        Rewriter.insert_op(copy, InsertPoint.before(before))
    return copies, [values.get(operand, operand) for operand in terminator.operands]
