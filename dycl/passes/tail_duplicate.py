"""The pass ``tail-duplicate``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeGuard

from xdsl.context import Context
from xdsl.dialects import scf
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Block, Operation, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint, Rewriter
from xdsl.traits import ConstantLike, IsTerminator

from dycl.analysis.branch_facts import always_raises
from dycl.analysis.cost import is_bookkeeping
from dycl.analysis.effects import Effects
from dycl.analysis.remarks import remark
from dycl.dialects.aten_operation import AtenOp
from dycl.dialects.dycl import WeightOp
from dycl.passes.remove_dead_values import remove_dead_values


@dataclass(frozen=True)
class TailDuplicate(ModulePass):
    """Copy what follows a branch into both arms, so that paths rejoin later.

    An arm's last sub-network and the one after the branch become a single call on that path. That
    pays where at least one arm computes something; the price is code. Operations that depend on
    the branch are copied up to the first one with an effect or with regions.

    Before::

        %r = scf.if %c -> (tensor<4xf32>) {
          %1 = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
          scf.yield %1 : tensor<4xf32>
        } else {
          scf.yield %x : tensor<4xf32>
        }
        %2 = aten.neg %r : (tensor<4xf32>) -> tensor<4xf32>

    After::

        %2 = scf.if %c -> (tensor<4xf32>) {
          %1 = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
          %3 = aten.neg %1 : (tensor<4xf32>) -> tensor<4xf32>
          scf.yield %3 : tensor<4xf32>
        } else {
          %4 = aten.neg %x : (tensor<4xf32>) -> tensor<4xf32>
          scf.yield %4 : tensor<4xf32>
        }

    Options:

    * ``most-ops``: the most operations that are copied; a longer tail stays where it is.
    """

    name = "tail-duplicate"

    most_ops: int = 8

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        effects = Effects(op)
        # Later branches first: an earlier one may take over what became of a later tail.
        for branch in [b for b in reversed(list(op.walk())) if isinstance(b, scf.IfOp)]:
            tail = _tail(branch, effects)
            computes = sum(not is_bookkeeping(operation) for operation in tail)
            if computes and len(tail) <= self.most_ops and _pays(branch):
                remark(self.name, branch, f"{len(tail)} operations are copied into both arms")
                _duplicate(branch, tail)
        remove_dead_values(op)


def _tail(branch: scf.IfOp, effects: Effects) -> list[Operation]:
    """The tensor operators after ``branch`` that need its results, and no host scalar."""
    dependent: set[Operation | Block] = {branch}
    tail: list[Operation] = []
    operation = branch.next_op
    while operation is not None and not operation.has_trait(IsTerminator):
        if operation.regions or not effects.is_pure(operation):
            break
        depends = any(operand.owner in dependent for operand in operation.operands)
        if depends and isinstance(operation, AtenOp):
            dependent.add(operation)
            tail.append(operation)
        operation = operation.next_op
    members = set(tail)
    # What also needs a host scalar that is computed after the branch stays.
    for operation in tail:
        if any(_is_computed_between(o.owner, branch, members) for o in operation.operands):
            return []
    return tail


def _is_computed_between(owner: Operation | Block, branch: scf.IfOp, tail: set[Operation]) -> bool:
    if isinstance(owner, Block) or owner.parent is not branch.parent or owner in tail:
        return False
    if owner is branch or _is_free(owner):
        return False
    return branch.is_before_in_block(owner)


def _is_free(owner: Operation | Block) -> TypeGuard[Operation]:
    """Whether it is a weight or a constant, which can stand anywhere."""
    return isinstance(owner, Operation) and (
        isinstance(owner, WeightOp) or owner.has_trait(ConstantLike)
    )


def _pays(branch: scf.IfOp) -> bool:
    blocks = [region.first_block for region in branch.regions]
    return (
        bool(branch.results)
        and all(block is not None and not always_raises(block) for block in blocks)
        and any(
            isinstance(operation, AtenOp) and not is_bookkeeping(operation)
            for block in blocks
            if block is not None
            for operation in block.ops
        )
    )


def _duplicate(branch: scf.IfOp, tail: Sequence[Operation]) -> None:
    for owner in {operand.owner: None for o in tail for operand in o.operands}:
        is_here = isinstance(owner, Operation) and owner.parent is branch.parent
        if _is_free(owner) and is_here and branch.is_before_in_block(owner):
            owner.detach()
            Rewriter.insert_op(owner, InsertPoint.before(branch))
    made = [result for operation in tail for result in operation.results]
    for region in branch.regions:
        terminator = region.block.last_op
        assert terminator is not None
        values: dict[SSAValue, SSAValue] = dict(
            zip(branch.results, terminator.operands, strict=True)
        )
        for operation in tail:
            region.block.insert_op_before(operation.clone(values), terminator)
        terminator.operands = [*terminator.operands, *(values[result] for result in made)]
    true_region, false_region = (branch.detach_region(r) for r in list(branch.regions))
    types = [*branch.result_types, *(result.type for result in made)]
    replacement = scf.IfOp(branch.cond, types, true_region, false_region)
    replacement.location = branch.location
    Rewriter.insert_op(replacement, InsertPoint.before(branch))
    for old, new in zip([*branch.results, *made], replacement.results, strict=True):
        new.name_hint = old.name_hint
        old.replace_all_uses_with(new)
    for operation in [*reversed(tail), branch]:
        operation.detach()
        operation.erase()
