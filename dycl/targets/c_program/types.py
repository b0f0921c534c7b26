"""What values are in C."""

from __future__ import annotations

import math

from xdsl.dialects.builtin import DYNAMIC_INDEX, TensorType, bf16, f64, i1, i64
from xdsl.ir import Attribute, Operation
from xdsl.utils.hints import isa

from dycl.analysis.remarks import source_location
from dycl.errors import LoweringError
from dycl.runtime.manifest import TensorType as StaticTensor
from dycl.targets.host_program.expressions import element_type, numpy_dtype

PYTHON_INSTEAD = 'compile it with host="python"'
"""What to do about what C cannot do."""

ELEMENTS = {
    "bool": "bool",
    "int8": "int8_t",
    "int16": "int16_t",
    "int32": "int32_t",
    "int64": "int64_t",
    "uint8": "uint8_t",
    "float16": "dycl_half",
    "float32": "float",
    "float64": "double",
}
"""C's type for each dtype of NumPy."""

_SCALARS: dict[Attribute, str] = {i1: "bool", i64: "int64", f64: "float64"}


def host_tensor(type_: Attribute, op: Operation) -> StaticTensor:
    """Shape and dtype of a tensor; a host scalar counts as a tensor without dimensions.

    One extent may be known at run time only, -1, if those before it are 1: then the tensor is so
    many rows, one after the other. Raises LoweringError, at the place of ``op``, for what C has no
    type for.
    """
    if type_ in _SCALARS:
        return StaticTensor((), _SCALARS[type_])
    if not isa(type_, TensorType):
        raise unsupported(op, f"the C host program has no values of type {type_}")
    if not type_.has_static_shape() and not has_rows(type_):
        raise unsupported(
            op,
            f"{op.name} has the type {type_}; the C host program needs shapes known in advance, "
            "but for the number of rows",
        )
    dtype = numpy_dtype(element_type(type_))
    if dtype not in ELEMENTS or element_type(type_) == bf16:
        raise unsupported(op, f"the C host program has no tensors of {element_type(type_)}")
    return StaticTensor(extents(type_), dtype)


def has_rows(type_: Attribute) -> bool:
    """Whether ``type_`` is that of a tensor whose number of rows only a call knows."""
    if not isa(type_, TensorType):
        return False
    shape = extents(type_)
    return shape.count(-1) == 1 and all(extent == 1 for extent in shape[: shape.index(-1)])


def extents(type_: TensorType[Attribute]) -> tuple[int, ...]:
    """A tensor's shape, -1 for what is not known in advance."""
    return tuple(-1 if extent == DYNAMIC_INDEX else extent for extent in type_.get_shape())


def row_axis(type_: Attribute) -> int:
    """Which dimension of a tensor that :func:`has_rows` are the rows."""
    assert isa(type_, TensorType)
    return extents(type_).index(-1)


def unsupported(op: Operation, message: str) -> LoweringError:
    """The error that says that C cannot do what ``op`` does."""
    return LoweringError(message, location=source_location(op), hint=PYTHON_INSTEAD)


def declared(type_: Attribute) -> tuple[str, str]:
    """The C type of a variable, and ``*`` where it is a pointer to a tensor's elements."""
    if type_ in _SCALARS:
        return ELEMENTS[_SCALARS[type_]], ""
    if has_rows(type_):
        return "dycl_rows", ""
    assert isa(type_, TensorType)
    return ELEMENTS[numpy_dtype(element_type(type_)) or ""], "*"


def size_of(tensor: StaticTensor) -> int:
    """Bytes of a tensor in the arena, where each begins at a multiple of 64."""
    return max(math.ceil(tensor.nbytes / 64), 1) * 64
