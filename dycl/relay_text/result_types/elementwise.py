"""Operators whose results have the shape of their arguments, or of these broadcast."""

from __future__ import annotations

from xdsl.dialects.builtin import i1
from xdsl.ir import Attribute

from dycl.dialects.relay import BINARY, COMPARISON, UNARY, tuple_type
from dycl.relay_text.result_types.rule import Arguments, Rules, tensor

RULES = Rules()

SAME_TYPE = UNARY | {
    "annotation.stop_fusion",
    "full_like",
    "nn.bias_add",
    "nn.fast_softmax",
    "nn.group_norm",
    "nn.instance_norm",
    "nn.l2_normalize",
    "nn.layer_norm",
    "nn.lrn",
    "nn.prelu",
    "scatter_elements",
    "sort",
    "trilu",
}
"""Operators whose result has the type of their first argument."""


@RULES.rule(*SAME_TYPE)
def _same_type(call: Arguments) -> Attribute:
    return call[0]


@RULES.rule("isfinite", "isinf", "isnan")
def _kind_of_number(call: Arguments) -> Attribute:
    return tensor(i1, call.shape(0))


@RULES.rule(*BINARY, *COMPARISON)
def _broadcast(call: Arguments) -> Attribute:
    call.require(len(call.types) == 2, f"takes 2 arguments, not {len(call.types)}")
    call.require(
        call.dtype(0) == call.dtype(1),
        f"the arguments must have one dtype, not {call.dtype(0)} and {call.dtype(1)}",
    )
    dtype = i1 if call.callee in COMPARISON else call.dtype(0)
    return tensor(dtype, call.broadcast(call.shape(0), call.shape(1)))


@RULES.rule("where")
def _where(call: Arguments) -> Attribute:
    call.require(call.dtype(1) == call.dtype(2), "the arguments must have one dtype")
    return tensor(call.dtype(1), call.broadcast(call.shape(0), call.shape(1), call.shape(2)))


@RULES.rule("cast", "reinterpret")
def _cast(call: Arguments) -> Attribute:
    return tensor(call.dtype_named("dtype"), call.shape(0))


@RULES.rule("cast_like")
def _cast_like(call: Arguments) -> Attribute:
    return tensor(call.dtype(1), call.shape(0))


@RULES.rule("nn.dropout")
def _dropout(call: Arguments) -> Attribute:
    return tuple_type([call[0], call[0]])
