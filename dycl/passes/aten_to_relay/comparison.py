"""Tests, comparisons, logic, and choices that depend on them."""

from __future__ import annotations

import math

from xdsl.dialects.builtin import f32, i1, i32
from xdsl.ir import SSAValue

from dycl.passes.aten_to_relay.arithmetic import as_dtype, operands
from dycl.passes.aten_to_relay.builder import (
    RelayBuilder,
    dtype_of,
    infinity_bits,
    is_float,
    shape_of,
)
from dycl.passes.aten_to_relay.promotion import result_dtype
from dycl.passes.aten_to_relay.rule import Arguments, converts, is_half


@converts("isnan", "isinf", "isfinite", "isposinf", "isneginf")
def convert_isnan(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``isnan``, ``isinf``, ``isfinite``, ``isposinf``, ``isneginf``."""
    x = op.tensor("self")
    kind = op.name
    if not is_float(dtype_of(x)):
        return relay.full(kind == "isfinite", i1, shape_of(x))
    if kind == "isnan":
        return relay.is_nan(x)
    if kind == "isinf":
        return relay.is_infinite(x)
    if kind == "isneginf":
        return relay.is_minus_infinity(x)
    infinity = infinity_bits(dtype_of(x))
    if kind == "isposinf":
        return relay.compare("equal", relay.bits(x), infinity)
    return relay.compare("less", relay.magnitude_bits(x), infinity)


@converts("logical_not")
def convert_logical_not(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``logical_not``."""
    return relay.unary("logical_not", relay.cast(op.tensor("self"), i1))


@converts("bitwise_not")
def convert_bitwise_not(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``bitwise_not``."""
    x = op.tensor("self")
    return relay.unary("logical_not" if dtype_of(x) == i1 else "bitwise_not", x)


COMPARISONS: dict[str, str] = {
    "eq.Tensor": "equal",
    "eq.Scalar": "equal",
    "ne.Tensor": "not_equal",
    "ne.Scalar": "not_equal",
    "not_equal.Tensor": "not_equal",
    "not_equal.Scalar": "not_equal",
    "lt.Tensor": "less",
    "lt.Scalar": "less",
    "less.Tensor": "less",
    "less.Scalar": "less",
    "le.Tensor": "less_equal",
    "le.Scalar": "less_equal",
    "less_equal.Tensor": "less_equal",
    "less_equal.Scalar": "less_equal",
    "gt.Tensor": "greater",
    "gt.Scalar": "greater",
    "greater.Tensor": "greater",
    "greater.Scalar": "greater",
    "ge.Tensor": "greater_equal",
    "ge.Scalar": "greater_equal",
    "greater_equal.Tensor": "greater_equal",
    "greater_equal.Scalar": "greater_equal",
}
"""Relay's operator for each comparison."""


@converts(*COMPARISONS, widen=False)
def convert_comparison(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """Comparisons, in the dtype that the operands have together."""
    given = (op.operand("self"), op.operand("other"))
    dtype = result_dtype(given)
    left, right = (as_dtype(relay, operand, dtype) for operand in given)
    if is_half(dtype):
        left, right = relay.cast(left, f32), relay.cast(right, f32)
    if dtype == i1:
        left, right = relay.cast(left, i32), relay.cast(right, i32)
    result = relay.compare(COMPARISONS[op.name], left, right)
    if not is_float(dtype):
        return result
    nan: SSAValue | None = None
    for value, operand in zip((left, right), given, strict=True):
        if isinstance(operand, SSAValue) or math.isnan(operand):
            found = relay.is_nan(value)
            nan = found if nan is None else relay.binary("logical_or", nan, found)
    if nan is None:
        return result
    if COMPARISONS[op.name] == "not_equal":
        return relay.binary("logical_or", result, nan)
    return relay.binary("logical_and", result, relay.unary("logical_not", nan))


LOGIC: dict[str, str] = {
    "logical_and": "logical_and",
    "logical_or": "logical_or",
    "logical_xor": "logical_xor",
}
"""Relay's operator for each logical operator, which take any dtype."""


@converts(*LOGIC)
def convert_logic(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """The operators of :data:`LOGIC`."""
    left, right = (relay.cast(op.tensor(name), i1) for name in ("self", "other"))
    return relay.binary(LOGIC[op.name], left, right)


BITWISE: dict[str, str] = {
    "bitwise_and.Tensor": "and",
    "bitwise_and.Scalar": "and",
    "bitwise_and.Scalar_Tensor": "and",
    "bitwise_or.Tensor": "or",
    "bitwise_or.Scalar": "or",
    "bitwise_or.Scalar_Tensor": "or",
    "bitwise_xor.Tensor": "xor",
    "bitwise_xor.Scalar": "xor",
    "bitwise_xor.Scalar_Tensor": "xor",
}
"""What Relay's operators for booleans and integers end in."""


@converts(*BITWISE)
def convert_bitwise(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """The operators of :data:`BITWISE`."""
    left, right = operands(relay, op)
    prefix = "logical" if dtype_of(left) == i1 else "bitwise"
    return relay.binary(f"{prefix}_{BITWISE[op.name]}", left, right)


@converts(
    "where.self",
    "where.Scalar",
    "where.ScalarSelf",
    "where.ScalarOther",
    widen=False,
)
def convert_where(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``where``."""
    dtype = op.result_dtype()
    left, right = (as_dtype(relay, op.operand(name), dtype) for name in ("self", "other"))
    return relay.where(relay.cast(op.tensor("condition"), i1), left, right)


@converts("masked_fill.Scalar", "masked_fill.Tensor", widen=False)
def convert_masked_fill(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``masked_fill``."""
    value = as_dtype(relay, op.operand("value"), op.result_dtype())
    return relay.where(op.tensor("mask"), value, op.tensor("self"))
