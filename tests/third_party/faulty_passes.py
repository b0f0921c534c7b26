"""Another package's passes, as it would be installed: ``dycl-opt`` finds them by entry point.

Each has a fault, for the tests of what finds faults.
"""

from __future__ import annotations

from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp, TensorType, f32
from xdsl.passes import ModulePass
from xdsl.pattern_rewriter import (
    PatternRewriter,
    PatternRewriteWalker,
    RewritePattern,
    op_type_rewrite_pattern,
)
from xdsl.rewriter import Rewriter
from xdsl.universe import Universe

from dycl.dialects import aten


class FailOnNegation(ModulePass):
    """Cannot stand ``aten.neg``."""

    name = "fail-on-negation"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        if any(isinstance(inner, aten.NegOp) for inner in op.walk()):
            raise KeyError("neg")


class ReshapeNegation(ModulePass):
    """Leaves a program that does not verify where ``aten.neg`` is returned."""

    name = "reshape-negation"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        for inner in list(op.walk()):
            if isinstance(inner, aten.NegOp):
                Rewriter.replace_value_with_new_type(inner.results[0], TensorType(f32, [7]))


class RemoveRelu(RewritePattern):
    @op_type_rewrite_pattern
    def match_and_rewrite(self, op: aten.ReluOp, rewriter: PatternRewriter) -> None:
        rewriter.replace_op(op, [], op.operands)


class ForgetRelu(ModulePass):
    """Takes ``aten.relu`` for a copy: wrong for negative elements alone."""

    name = "forget-relu"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        PatternRewriteWalker(RemoveRelu()).rewrite_module(op)


FAULTY_PASSES = Universe(
    all_passes={
        each.name: lambda each=each: each for each in (FailOnNegation, ReshapeNegation, ForgetRelu)
    }
)
