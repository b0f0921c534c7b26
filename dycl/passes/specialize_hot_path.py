"""The pass ``specialize-hot-path``."""

from __future__ import annotations

from dataclasses import dataclass, field

from xdsl.context import Context
from xdsl.dialects import func, scf
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Block, Operation, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint, Rewriter
from xdsl.traits import IsTerminator

from dycl.analysis.effects import Effects, is_speculatable
from dycl.analysis.profile import probabilities
from dycl.analysis.remarks import remark


@dataclass(frozen=True)
class SpecializeHotPath(ModulePass):
    """Compute what is nearly always needed before the branch that decides whether it is.

    A sub-network ends at each branch. Where a profile (``annotate-profile``) says that one arm is
    taken nearly always, its operations move before the branch, into the sub-network that decides
    it: the hot path becomes fewer and larger sub-networks, and the other path computes something
    in vain. Only pure operations move that accept all values. A branch inside of the hot arm is
    followed as long as the whole path is likely enough. This is the speculation of superblocks
    (Hwu et al., The superblock, Journal of Supercomputing 7, 1993), without copies.

    Run it before ``outline-regions`` and after ``sink-into-branches``, which would undo it.

    Options:

    * ``threshold``: the least share of the hot arm, at which its operations move.

    Before::

        %h = aten.linear %x, %w : (…) -> tensor<1x4xf32>
        %exit = dycl.item %sure : tensor<i1> -> i1
        %r = scf.if %exit -> (tensor<1x4xf32>) {
          scf.yield %h : tensor<1x4xf32>
        } else {
          %y = aten.relu %h : (tensor<1x4xf32>) -> tensor<1x4xf32>
          scf.yield %y : tensor<1x4xf32>
        } {dycl.profile = array<i64: 5, 95>}

    After::

        %h = aten.linear %x, %w : (…) -> tensor<1x4xf32>
        %exit = dycl.item %sure : tensor<i1> -> i1
        %y = aten.relu %h : (tensor<1x4xf32>) -> tensor<1x4xf32>
        %r = scf.if %exit -> (tensor<1x4xf32>) {
          scf.yield %h : tensor<1x4xf32>
        } else {
          scf.yield %y : tensor<1x4xf32>
        } {dycl.profile = array<i64: 5, 95>}
    """

    name = "specialize-hot-path"

    threshold: float = 0.9

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        speculation = _Speculation(self.threshold, Effects(op))
        for function in op.body.ops:
            if isinstance(function, func.FuncOp):
                for block in function.body.blocks:
                    speculation.block(block)
        for branch, count in speculation.moved.items():
            if count:
                share = max(probabilities(branch) or (0.0,))
                remark(
                    self.name,
                    branch,
                    f"{count} operations are computed before the branch, which needs them "
                    f"{100 * share:.0f} % of the time",
                )


@dataclass
class _Speculation:
    threshold: float
    effects: Effects
    moved: dict[scf.IfOp, int] = field(default_factory=dict[scf.IfOp, int])

    def block(self, block: Block) -> None:
        """Look for hot arms in a block that is not part of one."""
        for op in list(block.ops):
            share = _hot_share(op)
            hot = None
            if isinstance(op, scf.IfOp) and share is not None and share[1] >= self.threshold:
                hot = op.regions[share[0]]
                self.moved[op] = 0
                for inner in hot.blocks:
                    self._hot_block(inner, op, share[1])
            for region in op.regions:
                if region is not hot:
                    for inner in region.blocks:
                        self.block(inner)

    def _hot_block(self, block: Block, anchor: scf.IfOp, probability: float) -> None:
        """Move what is in ``block``, reached with ``probability``, before ``anchor``."""
        for op in list(block.ops):
            if not op.regions:
                if self._may_move(op, anchor):
                    op.detach()
                    Rewriter.insert_op(op, InsertPoint.before(anchor))
                    self.moved[anchor] += 1
                continue
            share = _hot_share(op)
            hot = None
            if share is not None and probability * share[1] >= self.threshold:
                hot = op.regions[share[0]]
                for inner in hot.blocks:
                    self._hot_block(inner, anchor, probability * share[1])
            for region in op.regions:
                if region is not hot:
                    for inner in region.blocks:
                        self.block(inner)

    def _may_move(self, op: Operation, anchor: scf.IfOp) -> bool:
        return (
            not op.has_trait(IsTerminator)
            and self.effects.is_pure(op)
            and is_speculatable(op)
            and not any(_is_inside(operand, anchor) for operand in op.operands)
        )


def _hot_share(op: Operation) -> tuple[int, float] | None:
    """The arm of a branch that is taken most, and how often; None without a profile."""
    shares = probabilities(op) if isinstance(op, scf.IfOp) else None
    if shares is None:
        return None
    index = 0 if shares[0] >= shares[1] else 1
    return index, shares[index]


def _is_inside(value: SSAValue, branch: scf.IfOp) -> bool:
    return branch.is_ancestor(value.owner)
