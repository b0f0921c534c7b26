"""The pass ``if-to-select``."""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import arith, scf
from xdsl.dialects.builtin import IntegerAttr, ModuleOp, TensorType, i1
from xdsl.ir import Operation, OpResult, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint, Rewriter
from xdsl.traits import ConstantLike, IsTerminator

from dycl.analysis.effects import Effects, is_speculatable
from dycl.analysis.remarks import remark
from dycl.dialects.aten_operation import AtenOp


@dataclass(frozen=True)
class IfToSelect(ModulePass):
    """Replace a branch by ``arith.select`` where both arms are cheap.

    Arms are cheap that hold at most ``most-ops`` operations on host scalars, no tensor operator,
    and nothing that can raise. A choice between truth values of which one is constant becomes
    ``arith.andi`` or ``arith.ori``: `a and b` of a program is a condition like any other then, of
    which later passes know the parts.

    Before::

        %r = scf.if %a -> (i1) {
          %b = arith.cmpi sgt, %n, %zero : i64
          scf.yield %b : i1
        } else {
          scf.yield %false : i1
        }

    After::

        %b = arith.cmpi sgt, %n, %zero : i64
        %r = arith.andi %a, %b : i1

    Options:

    * ``most-ops``: the most operations in both arms, constants not counted.
    """

    name = "if-to-select"

    most_ops: int = 4

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        effects = Effects(op)
        # Inner branches first: their arms may be what is cheap in the outer ones.
        for branch in [b for b in reversed(list(op.walk())) if isinstance(b, scf.IfOp)]:
            if branch.results and self._is_cheap(branch, effects):
                _replace(branch)

    def _is_cheap(self, branch: scf.IfOp, effects: Effects) -> bool:
        if any(isinstance(result.type, TensorType) for result in branch.results):
            return False
        count = 0
        for region in branch.regions:
            for operation in region.block.ops:
                if operation.has_trait(IsTerminator) or operation.has_trait(ConstantLike):
                    continue
                count += 1
                if operation.regions or isinstance(operation, AtenOp):
                    return False
                if not effects.is_pure(operation) or not is_speculatable(operation):
                    return False
        return count <= self.most_ops


def _replace(branch: scf.IfOp) -> None:
    yielded: list[list[SSAValue]] = []
    for region in branch.regions:
        terminator = region.block.last_op
        assert terminator is not None
        yielded.append(list(terminator.operands))
        Rewriter.erase_op(terminator)
        Rewriter.inline_block(region.block, InsertPoint.before(branch))
    results: list[SSAValue] = []
    for result, on_true, on_false in zip(branch.results, *yielded, strict=True):
        chosen = on_true if on_true is on_false else _choice(branch, on_true, on_false)
        chosen.name_hint = chosen.name_hint or result.name_hint
        results.append(chosen)
    remark(IfToSelect.name, branch, "both arms are cheap: the branch becomes a choice")
    Rewriter.replace_op(branch, [], results)


def _choice(branch: scf.IfOp, on_true: SSAValue, on_false: SSAValue) -> SSAValue:
    operation: Operation
    if on_false.type == i1 and _truth(on_false) is False:
        operation = arith.AndIOp(branch.cond, on_true)
    elif on_true.type == i1 and _truth(on_true) is True:
        operation = arith.OrIOp(branch.cond, on_false)
    else:
        operation = arith.SelectOp(branch.cond, on_true, on_false)
    operation.location = branch.location
    Rewriter.insert_op(operation, InsertPoint.before(branch))
    return operation.results[0]


def _truth(value: SSAValue) -> bool | None:
    if not isinstance(value, OpResult) or not isinstance(value.op, arith.ConstantOp):
        return None
    attribute = value.op.value
    return bool(attribute.value.data) if isinstance(attribute, IntegerAttr) else None
