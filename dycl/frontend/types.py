"""Between PyTorch's dtypes and MLIR's types."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from xdsl.dialects.builtin import (
    DYNAMIC_INDEX,
    BFloat16Type,
    ComplexType,
    Float16Type,
    IntegerType,
    Signedness,
    TensorType,
    f32,
    f64,
    i1,
    i64,
)
from xdsl.ir import Attribute

from dycl.errors import FrontendError
from dycl.frontend.torch_internals import expression_of

ELEMENT_TYPES: dict[torch.dtype, Attribute] = {
    torch.float16: Float16Type(),
    torch.bfloat16: BFloat16Type(),
    torch.float32: f32,
    torch.float64: f64,
    torch.bool: i1,
    torch.uint8: IntegerType(8, Signedness.UNSIGNED),
    torch.int8: IntegerType(8),
    torch.int16: IntegerType(16),
    torch.int32: IntegerType(32),
    torch.int64: i64,
    torch.complex64: ComplexType(f32),
    torch.complex128: ComplexType(f64),
}

DTYPES: dict[Attribute, torch.dtype] = {type_: dtype for dtype, type_ in ELEMENT_TYPES.items()}


def element_type(dtype: torch.dtype) -> Attribute:
    """The MLIR type of a tensor's elements; raises FrontendError for quantised and rare dtypes."""
    try:
        return ELEMENT_TYPES[dtype]
    except KeyError:
        raise FrontendError(f"tensors of dtype {dtype} are not supported") from None


def tensor_type(dtype: torch.dtype, shape: Iterable[int | torch.SymInt]) -> TensorType[Attribute]:
    """The MLIR type of a tensor; dimensions that are known only at run time are ``?``."""
    sizes = [size if isinstance(size, int) else static_size(size) for size in shape]
    return TensorType(element_type(dtype), sizes)


def static_size(size: torch.SymInt) -> int:
    """The value of a symbolic size that has become constant, else MLIR's ``?``."""
    expression = expression_of(size)
    return int(expression) if expression.is_number else DYNAMIC_INDEX


def same_shape(left: Iterable[int | torch.SymInt], right: Iterable[int | torch.SymInt]) -> bool:
    """Whether two shapes are known to be equal; never asks for the value of a symbolic size."""
    first, second = list(left), list(right)
    return len(first) == len(second) and all(
        _expression(a) == _expression(b) for a, b in zip(first, second, strict=True)
    )


def _expression(size: int | torch.SymInt) -> object:
    return expression_of(size) if isinstance(size, torch.SymInt) else size


def size_text(size: object) -> str:
    """Equal for sizes that are known to be equal."""
    return str(expression_of(size) if isinstance(size, torch.SymInt) else size)
