"""PyTorch's rules for the dtype of an operation on tensors and numbers of different dtypes.

Source: ``c10/core/ScalarType.cpp`` and ``TensorIterator`` of PyTorch; see ``torch.result_type``.
"""

from __future__ import annotations

from collections.abc import Iterable

from xdsl.dialects.builtin import (
    AnyFloat,
    IntegerType,
    Signedness,
    bf16,
    f16,
    f32,
    f64,
    i1,
    i8,
    i16,
    i32,
    i64,
)
from xdsl.ir import Attribute, SSAValue

from dycl.passes.aten_to_relay.builder import Number, Unsupported, dtype_of, shape_of

ui8 = IntegerType(8, Signedness.UNSIGNED)

_SIGNED = (i8, i16, i32, i64)
_FLOATS = (f16, bf16, f32, f64)


def _category(dtype: Attribute) -> int:
    if dtype == i1:
        return 0
    return 2 if isinstance(dtype, AnyFloat) else 1


def promote(left: Attribute, right: Attribute) -> Attribute:
    """The smallest dtype that holds both, as ``torch.promote_types``."""
    if left == right:
        return left
    if _category(left) != _category(right):
        return max(left, right, key=_category)
    if left in _FLOATS and right in _FLOATS:
        if {left, right} == {f16, bf16}:
            return f32
        return max(left, right, key=_FLOATS.index)
    if ui8 in (left, right):
        other = right if left == ui8 else left
        return i16 if other == i8 else other
    if left in _SIGNED and right in _SIGNED:
        return max(left, right, key=_SIGNED.index)
    raise Unsupported(f"an operation on {left} and {right}")


def result_dtype(operands: Iterable[SSAValue | Number]) -> Attribute:
    """The dtype in which PyTorch computes on these, as ``torch.result_type``.

    Tensors with dimensions count first; 0-d tensors only where they are of a higher category
    (booleans, integers, floats), and numbers likewise after them.
    """
    groups: list[Attribute | None] = [None, None, None]
    for operand in operands:
        if isinstance(operand, SSAValue):
            dtype, group = dtype_of(operand), 0 if shape_of(operand) else 1
        else:
            dtype, group = number_dtype(operand), 2
        known = groups[group]
        groups[group] = dtype if known is None else promote(known, dtype)
    result: Attribute | None = None
    for dtype in groups:
        if dtype is None:
            continue
        if result is None or _category(dtype) > _category(result):
            result = dtype
    if result is None:
        raise Unsupported("an operation without operands")
    return result


def number_dtype(number: Number) -> Attribute:
    """The dtype of a Python number: PyTorch's default float, i64 or i1."""
    if isinstance(number, bool):
        return i1
    return i64 if isinstance(number, int) else f32
