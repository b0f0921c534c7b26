"""What stands for a value of each type while a program is interpreted.

A ``tensor`` is a ``torch.Tensor``; a host scalar is Python's: ``bool`` for ``i1``, ``int`` for
``i64`` and ``index``, ``float`` for ``f64``; Relay's ``tuple`` is a tuple. ``ub.poison`` is
:data:`POISON`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import torch
from xdsl.dialects.builtin import (
    DYNAMIC_INDEX,
    BFloat16Type,
    ComplexType,
    DenseIntOrFPElementsAttr,
    Float16Type,
    IndexType,
    IntegerType,
    Signedness,
    TensorType,
    TupleType,
    f32,
    f64,
    i1,
    i64,
)
from xdsl.ir import Attribute
from xdsl.utils.exceptions import InterpretationError
from xdsl.utils.hints import isa

DTYPES: dict[Attribute, torch.dtype] = {
    Float16Type(): torch.float16,
    BFloat16Type(): torch.bfloat16,
    f32: torch.float32,
    f64: torch.float64,
    i1: torch.bool,
    IntegerType(8, Signedness.UNSIGNED): torch.uint8,
    IntegerType(8): torch.int8,
    IntegerType(16): torch.int16,
    IntegerType(32): torch.int32,
    i64: torch.int64,
    ComplexType(f32): torch.complex64,
    ComplexType(f64): torch.complex128,
}
"""PyTorch's dtype of each element type."""

_ELEMENT_NAMES = {dtype: str(type_) for type_, dtype in DTYPES.items()}


class Poison:
    """The value of ``ub.poison``: may be passed on, never used."""

    def __bool__(self) -> bool:
        raise InterpretationError("a decision depends on poison")

    def __index__(self) -> int:
        raise InterpretationError("a number of iterations depends on poison")

    def __repr__(self) -> str:
        return "poison"


POISON = Poison()


def dtype_of(element_type: Attribute) -> torch.dtype:
    """PyTorch's dtype; raises InterpretationError for an element type that it does not have."""
    try:
        return DTYPES[element_type]
    except KeyError:
        raise InterpretationError(f"PyTorch has no dtype for {element_type}") from None


def tensor_from_attribute(attribute: DenseIntOrFPElementsAttr[Any]) -> torch.Tensor:
    """The tensor that a ``dense<...>`` attribute stands for."""
    element_type: Attribute = attribute.get_element_type()
    shape = attribute.get_shape()
    values = cast("Sequence[Any]", attribute.get_values())
    if isa(element_type, ComplexType):
        values = [complex(*pair) for pair in values]
    flat = torch.tensor(values, dtype=dtype_of(element_type))
    return flat.reshape(shape)


def describe(value: object) -> str:
    """The type of a value as MLIR writes it."""
    match value:
        case torch.Tensor():
            sizes = "".join(f"{size}x" for size in value.shape)
            return f"tensor<{sizes}{_ELEMENT_NAMES.get(value.dtype, str(value.dtype))}>"
        case bool():
            return "i1"
        case int():
            return "i64"
        case float():
            return "f64"
        case tuple():
            return f"tuple<{', '.join(map(describe, cast('tuple[object, ...]', value)))}>"
        case _:
            return type(value).__name__


def has_type(value: object, type_: Attribute) -> bool:
    """Whether ``value`` is one of ``type_``; ``?`` is any size, poison has any type."""
    if value is POISON:
        return True
    if isa(type_, TensorType):
        return (
            isinstance(value, torch.Tensor)
            and value.dtype == DTYPES.get(type_.get_element_type())
            and len(value.shape) == len(type_.get_shape())
            and all(
                expected in (DYNAMIC_INDEX, size)
                for size, expected in zip(value.shape, type_.get_shape(), strict=True)
            )
        )
    if isinstance(type_, TupleType):
        if not isinstance(value, tuple):
            return False
        fields = cast("tuple[object, ...]", value)
        return len(fields) == len(type_.types) and all(map(has_type, fields, type_.types))
    if type_ == i1:
        return isinstance(value, bool)
    if type_ == i64 or isinstance(type_, IndexType):
        return isinstance(value, int) and not isinstance(value, bool)
    return type_ == f64 and isinstance(value, float)
