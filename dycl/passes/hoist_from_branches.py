"""The pass ``hoist-from-branches``."""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import scf
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Block, Operation, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint, Rewriter
from xdsl.traits import ConstantLike

from dycl.analysis.effects import Effects, is_speculatable
from dycl.analysis.remarks import remark
from dycl.analysis.value_numbers import Key, computation
from dycl.dialects.dycl import WeightOp


@dataclass(frozen=True)
class HoistFromBranches(ModulePass):
    """Compute once, before a branch, what both of its arms compute.

    That is what depends on values from before the branch alone. A path takes as long as it did, but
    the program is smaller, and the sub-network before the branch has more to do in one call. An
    operation that rejects some values (an index out of range) stays behind one that raises.

    Before::

        %r = scf.if %c -> (tensor<4xf32>) {
          %1 = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
          %2 = aten.neg %1 : (tensor<4xf32>) -> tensor<4xf32>
          scf.yield %2 : tensor<4xf32>
        } else {
          %3 = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
          scf.yield %3 : tensor<4xf32>
        }

    After::

        %1 = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
        %r = scf.if %c -> (tensor<4xf32>) {
          %2 = aten.neg %1 : (tensor<4xf32>) -> tensor<4xf32>
          scf.yield %2 : tensor<4xf32>
        } else {
          scf.yield %1 : tensor<4xf32>
        }
    """

    name = "hoist-from-branches"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        effects = Effects(op)
        # Inner branches first: what leaves them may leave the outer ones too.
        for branch in [b for b in reversed(list(op.walk())) if isinstance(b, scf.IfOp)]:
            if branch.true_region.blocks and branch.false_region.blocks:
                _hoist(branch, effects)


def _hoist(branch: scf.IfOp, effects: Effects) -> None:
    first, second = branch.true_region.block, branch.false_region.block
    available: dict[tuple[Key, tuple[SSAValue, ...]], list[Operation]] = {}
    for operation in _candidates(second, effects):
        available.setdefault(_key(operation), []).append(operation)
    for operation in _candidates(first, effects):
        if not _is_from_outside(operation, branch):
            continue
        twins = available.get(_key(operation))
        if not twins:
            continue
        _lift(operation, twins, branch, available)


def _lift(
    operation: Operation,
    twins: list[Operation],
    branch: scf.IfOp,
    available: dict[tuple[Key, tuple[SSAValue, ...]], list[Operation]],
) -> None:
    """Move ``operation`` before ``branch``, and let it stand for its twins in the other arm."""
    operation.detach()
    Rewriter.insert_op(operation, InsertPoint.before(branch))
    if not isinstance(operation, WeightOp) and not operation.has_trait(ConstantLike):
        remark(HoistFromBranches.name, operation, f"{operation.name} is computed in both arms")
    users = {use.operation for twin in twins for result in twin.results for use in result.uses}
    affected = [(user, _key(user)) for user in users if user.operands and user.results]
    for twin in list(twins):
        Rewriter.replace_op(twin, [], operation.results)
    twins.clear()
    for user, key in affected:
        # Users have other operands now, which may make them equal to users in the first arm.
        if user in (entries := available.get(key, [])):
            entries.remove(user)
            available.setdefault(_key(user), []).append(user)


def _candidates(block: Block, effects: Effects) -> list[Operation]:
    """Operations that can be moved to the start of ``block``, as far as effects say."""
    found: list[Operation] = []
    has_effect = False
    for operation in block.ops:
        if not operation.results or operation.regions:
            has_effect |= operation is not block.last_op and not effects.is_pure(operation)
        elif not effects.is_pure(operation):
            has_effect = True
        elif not has_effect or is_speculatable(operation):
            found.append(operation)
    return found


def _key(operation: Operation) -> tuple[Key, tuple[SSAValue, ...]]:
    return computation(operation), tuple(operation.operands)


def _is_from_outside(operation: Operation, branch: scf.IfOp) -> bool:
    """Whether all operands are values from before ``branch``."""
    return not any(branch.is_ancestor(operand.owner) for operand in operation.operands)
