"""What operations and values cost: bytes, and whether an operation computes anything at all."""

from __future__ import annotations

import math

from xdsl.dialects.builtin import FixedBitwidthType, IntegerType, TensorType
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.utils.hints import isa

from dycl.dialects.aten_operation import AtenOp

SMALL = 64
"""Up to this many elements, NumPy is as fast as a compiled function, which has to be called too."""

VIEWS = frozenset([
    "view", "reshape", "_unsafe_view", "flatten.using_ints", "unflatten.int", "squeeze",
    "squeeze.dim", "squeeze.dims", "unsqueeze", "expand", "permute", "transpose.int", "t",
    "movedim.int", "movedim.intlist", "select.int", "slice.Tensor", "detach", "alias",
])  # fmt: skip
"""Operators whose only result has the elements of their first operand, or some of those."""

FILLS = frozenset([
    "zeros", "ones", "full", "scalar_tensor", "arange", "arange.start", "arange.start_step",
])  # fmt: skip
"""Operators that make a tensor from nothing."""

COPIES = frozenset([
    "detach", "alias", "clone", "contiguous", "lift", "lift_fresh", "view", "reshape",
    "_unsafe_view", "flatten.using_ints", "squeeze", "squeeze.dim", "squeeze.dims", "expand",
    "to.dtype", "_to_copy", "dropout", "feature_dropout", "alpha_dropout",
])  # fmt: skip
"""Operators that, where the type stays and nothing is random, give what they take."""

INDEX_ARITHMETIC = frozenset([
    "add", "sub", "mul", "neg", "eq", "ne", "lt", "le", "gt", "ge", "logical_and", "logical_or",
    "logical_not", "bitwise_and", "bitwise_or", "bitwise_not", "where", "cat", "stack", "clamp",
    "minimum", "maximum",
])  # fmt: skip
"""Operators (without overload) that, on few integers, count as bookkeeping."""


def operator_name(operation: Operation) -> str:
    """PyTorch's name, overload included; "" for other operations."""
    return operation.name.removeprefix("aten.") if isinstance(operation, AtenOp) else ""


def element_count(type_: Attribute) -> float:
    """The number of elements of a tensor, infinity where it is not static; 1 for a host scalar."""
    if not isa(type_, TensorType):
        return 1
    return math.prod(type_.get_shape()) if type_.has_static_shape() else math.inf


def size_in_bytes(type_: Attribute) -> float:
    """The bytes that a value takes; infinity for a size that is not static."""
    element = type_.get_element_type() if isa(type_, TensorType) else type_
    width = element.size if isinstance(element, FixedBitwidthType) else 8
    return element_count(type_) * width


def is_copy(operation: Operation) -> bool:
    """Whether the result of ``operation``, which is deterministic, equals its first operand."""
    return operator_name(operation) in COPIES and (
        operation.operands[0].type == operation.results[0].type
    )


def is_view(operation: Operation) -> bool:
    """Whether ``operation`` just looks at a tensor, its only operand, in another way."""
    return operator_name(operation) in VIEWS and len(operation.operands) == 1


def is_fill(operation: Operation) -> bool:
    """Whether ``operation`` makes a tensor of static numbers."""
    return operator_name(operation) in FILLS and not operation.operands


def is_cheap(operation: Operation) -> bool:
    """Whether to compute ``operation`` twice costs less than to hand its result around."""
    return is_view(operation) or is_fill(operation)


def is_bookkeeping(operation: Operation) -> bool:
    """Whether the host does ``operation`` as fast as a compiled function: views, a few integers."""
    if is_cheap(operation):
        return True
    if not isinstance(operation, AtenOp):
        return False
    operator = operator_name(operation).partition(".")[0]
    return operator in INDEX_ARITHMETIC and all(
        _is_few_integers(value) for value in (*operation.operands, *operation.results)
    )


def _is_few_integers(value: SSAValue) -> bool:
    type_ = value.type
    element = type_.get_element_type() if isa(type_, TensorType) else type_
    return isinstance(element, IntegerType) and element_count(type_) <= SMALL
