"""Operators that make tensors from nothing."""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects.builtin import i64
from xdsl.ir import SSAValue

from dycl.passes.aten_to_relay.builder import (
    Number,
    RelayBuilder,
    Unsupported,
    dtype_of,
    is_float,
    shape_of,
)
from dycl.passes.aten_to_relay.elementwise import cast_like_torch
from dycl.passes.aten_to_relay.rule import Arguments, converts


@converts("zeros", "zeros_like", "new_zeros", "zero", "_efficientzerotensor")
def convert_zeros(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``zeros`` and its relatives."""
    return relay.full(0, op.compute_dtype(), op.result_shape())


@converts("ones", "ones_like", "new_ones")
def convert_ones(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``ones`` and its relatives."""
    return relay.full(1, op.compute_dtype(), op.result_shape())


@converts("full", "full_like", "new_full")
def convert_full(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``full`` and its relatives."""
    return relay.full(op.number("fill_value"), op.compute_dtype(), op.result_shape())


@converts("fill.Scalar")
def convert_fill(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``fill`` with a number."""
    return relay.full(op.number("value"), op.compute_dtype(), op.result_shape())


@converts("fill.Tensor")
def convert_fill_with_tensor(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``fill`` with a 0-d tensor."""
    value = relay.reshape(op.tensor("value"), [])
    return relay.full_of(cast_like_torch(relay, value, op.compute_dtype()), op.result_shape())


@converts("scalar_tensor")
def convert_scalar_tensor(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``scalar_tensor``."""
    return relay.scalar(op.number("s"), op.compute_dtype())


@converts("arange", "arange.start", "arange.start_step")
def convert_arange(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``arange``, with static bounds."""
    start = op.number("start") if op.has("start") else 0
    step = op.number("step") if op.has("step") else 1
    (size,) = op.result_shape()
    values = [start + index * step for index in range(size)]
    return _sequence(relay, op, values)


def _sequence(relay: RelayBuilder, op: Arguments, values: Sequence[Number]) -> SSAValue:
    dtype = op.compute_dtype()
    if not is_float(dtype):
        values = [int(value) for value in values]
    return relay.constant(values, dtype, [len(values)])


@converts("linspace")
def convert_linspace(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``linspace``: from both ends to the middle, as PyTorch."""
    start, end = op.number("start"), op.number("end")
    count = op.integer("steps")
    if not is_float(op.compute_dtype()):
        raise Unsupported("linspace of integers")
    step = (end - start) / (count - 1) if count > 1 else 0.0
    values = [
        start + step * index if index < count // 2 else end - step * (count - 1 - index)
        for index in range(count)
    ]
    return _sequence(relay, op, values if count > 1 else [start])


@converts("eye", "eye.m")
def convert_eye(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``eye``."""
    rows, columns = op.result_shape()
    row = relay.reshape(relay.arange(rows), [rows, 1])
    return relay.cast(relay.compare("equal", row, relay.arange(columns)), op.compute_dtype())


@converts("tril", "triu")
def convert_tril(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``tril`` and ``triu``."""
    x, diagonal = op.tensor("self"), op.integer("diagonal")
    rows, columns = shape_of(x)[-2:]
    row = relay.reshape(relay.arange(rows), [rows, 1])
    distance = relay.subtract(relay.arange(columns), row)
    callee = "less_equal" if op.name == "tril" else "greater_equal"
    return relay.where(relay.compare(callee, distance, diagonal), x, 0)


@converts("one_hot")
def convert_one_hot(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``one_hot`` with a static number of classes; PyTorch raises for an index beyond them."""
    indices = op.tensor("self")
    classes = op.result_shape()[-1]
    if op.integer("num_classes") != classes:
        raise Unsupported("one_hot without a number of classes")
    column = relay.reshape(indices, [*shape_of(indices), 1])
    return relay.cast(relay.compare("equal", column, relay.arange(classes, dtype_of(indices))), i64)
