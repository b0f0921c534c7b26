"""Builds Relay calls with their result types: the part of Relay's type inference that is needed
here.

Values are SSA values whose types are tensors of static shape. Every method appends the operations
that it makes to the builder, and nowhere else.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xdsl.dialects import arith
from xdsl.dialects.builtin import (
    AnyFloat,
    ArrayAttr,
    DenseIntOrFPElementsAttr,
    IntegerAttr,
    IntegerType,
    TensorType,
    bf16,
    f16,
    f32,
    f64,
    i1,
    i16,
    i32,
    i64,
)
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.utils.hints import isa

from dycl.dialects import relay
from dycl.dialects.relay import AttributeValue, broadcast_shapes, is_tensor

Number = int | float | bool


class Unsupported(Exception):
    """Relay can't do an operation; the message says why, as in "``ceil_mode`` with a dilation"."""


def tensor_type(value: SSAValue | Attribute) -> TensorType[Attribute]:
    """The type of ``value``, which must be a tensor."""
    type_ = value.type if isinstance(value, SSAValue) else value
    if not is_tensor(type_):
        raise Unsupported(f"a value of type {type_}")
    return type_


def shape_of(value: SSAValue | Attribute) -> tuple[int, ...]:
    """The shape of a tensor."""
    return tuple(tensor_type(value).get_shape())


def dtype_of(value: SSAValue | Attribute) -> Attribute:
    """The element type of a tensor."""
    return tensor_type(value).get_element_type()


def is_float(dtype: Attribute) -> bool:
    """Whether ``dtype`` is a floating-point type."""
    return isinstance(dtype, AnyFloat)


def is_integer(dtype: Attribute) -> bool:
    """Whether ``dtype`` is an integer type other than the booleans'."""
    return isinstance(dtype, IntegerType) and dtype != i1


def axis_of(dim: int, rank: int) -> int:
    """The non-negative axis that PyTorch's ``dim`` means; 0-d tensors have an axis 0 and -1 too."""
    axis = dim + max(rank, 1) if dim < 0 else dim
    if not 0 <= axis < max(rank, 1):
        raise Unsupported(f"dimension {dim} of a tensor of rank {rank}")
    return axis


def infinity_bits(dtype: Attribute) -> int:
    """The bits of infinity in f64, and for any other float in f32."""
    return 0x7FF0_0000_0000_0000 if dtype == f64 else 0x7F80_0000


class RelayBuilder:
    """Makes Relay operations in order."""

    def __init__(self) -> None:
        self.operations: list[Operation] = []

    def add_operation(self, operation: Operation) -> SSAValue:
        """Append an operation with one result; returns the result."""
        self.operations.append(operation)
        return operation.results[0]

    def call(
        self,
        callee: str,
        arguments: Sequence[SSAValue],
        attrs: Mapping[str, AttributeValue],
        dtype: Attribute,
        shape: Iterable[int],
    ) -> SSAValue:
        """A call that gives a tensor."""
        result_type = TensorType(dtype, tuple(shape))
        return self.add_operation(relay.CallOp(callee, arguments, attrs, result_type))

    def call_tuple(
        self,
        callee: str,
        arguments: Sequence[SSAValue],
        attrs: Mapping[str, AttributeValue],
        types: Sequence[tuple[Attribute, Iterable[int]]],
    ) -> list[SSAValue]:
        """A call that gives a tuple of tensors with these dtypes and shapes; returns the fields."""
        result_type = relay.tuple_type([TensorType(dtype, tuple(shape)) for dtype, shape in types])
        result = self.add_operation(relay.CallOp(callee, arguments, attrs, result_type))
        return [
            self.add_operation(relay.TupleGetItemOp(result, index)) for index in range(len(types))
        ]

    # Constants

    def constant(
        self, values: Sequence[Number], dtype: Attribute, shape: Sequence[int]
    ) -> SSAValue:
        """A tensor of ``values`` in row-major order."""
        data: DenseIntOrFPElementsAttr[Any]
        if dtype in (f32, f64) and not all(math.isfinite(value) for value in values):
            # xDSL prints these as hexadecimal numbers and reads them as other numbers.
            code, integer = ("fi", i32) if dtype == f32 else ("dq", i64)
            bits = [struct.unpack(code[1], struct.pack(code[0], value))[0] for value in values]
            x = self.constant(bits, integer, shape)
            return self._reinterpret(x, dtype)
        if dtype == bf16:
            from dycl.runtime.bfloat16 import rounded  # which imports NumPy

            bits = rounded([float(value) for value in values]).tolist()
            return self._reinterpret(self.constant(bits, i16, shape), bf16)
        if isinstance(dtype, AnyFloat):
            floats = [float(value) for value in values]
            data = DenseIntOrFPElementsAttr.from_list(TensorType(dtype, shape), floats)
        elif isa(dtype, IntegerType):
            integers = [int(bool(value) if dtype == i1 else value) for value in values]
            low, high = dtype.value_range()
            if not all(low <= value < high for value in integers):
                raise Unsupported(f"a number outside of the range of {dtype}")
            data = DenseIntOrFPElementsAttr.from_list(TensorType(dtype, shape), integers)
        else:
            raise Unsupported(f"constants of type {dtype}")
        return self.add_operation(arith.ConstantOp(data))

    def scalar(self, value: Number, dtype: Attribute) -> SSAValue:
        """A 0-d constant."""
        return self.constant([value], dtype, ())

    def full(self, value: Number, dtype: Attribute, shape: Sequence[int]) -> SSAValue:
        """A tensor with one value everywhere."""
        return self.full_of(self.scalar(value, dtype), shape)

    def full_of(self, value: SSAValue, shape: Sequence[int]) -> SSAValue:
        """A tensor with the value of a 0-d tensor everywhere."""
        dtype = dtype_of(value)
        if not shape:
            return value
        return self.call("full", [value], {"shape": shape, "dtype": dtype}, dtype, shape)

    def arange(self, size: int, dtype: Attribute = i64) -> SSAValue:
        """The integers from 0 to ``size - 1``."""
        return self.constant(range(size), dtype, (size,))

    # Elementwise

    def unary(self, callee: str, x: SSAValue, **attrs: AttributeValue) -> SSAValue:
        """A call whose result has the type of ``x``."""
        return self.call(callee, [x], attrs, dtype_of(x), shape_of(x))

    def unary_with(
        self, x: SSAValue, callee: str, others: Sequence[SSAValue], **attrs: AttributeValue
    ) -> SSAValue:
        """A call of ``x`` and other tensors whose result has the type of ``x``."""
        return self.call(callee, [x, *others], attrs, dtype_of(x), shape_of(x))

    def binary(self, callee: str, left: SSAValue | Number, right: SSAValue | Number) -> SSAValue:
        """A broadcasting call; a number gets the dtype of the other operand, a tensor."""
        left, right = self._operands(left, right)
        shape = broadcast_shapes(shape_of(left), shape_of(right))
        return self.call(callee, [left, right], {}, dtype_of(left), shape)

    def compare(self, callee: str, left: SSAValue | Number, right: SSAValue | Number) -> SSAValue:
        """A broadcasting comparison; operands as in :meth:`binary`."""
        left, right = self._operands(left, right)
        shape = broadcast_shapes(shape_of(left), shape_of(right))
        return self.call(callee, [left, right], {}, i1, shape)

    def _operands(
        self, left: SSAValue | Number, right: SSAValue | Number
    ) -> tuple[SSAValue, SSAValue]:
        if isinstance(left, SSAValue):
            return left, right if isinstance(right, SSAValue) else self.scalar(
                right, dtype_of(left)
            )
        if isinstance(right, SSAValue):
            return self.scalar(left, dtype_of(right)), right
        raise TypeError("an operation on two numbers needs no Relay")

    def add(self, left: SSAValue | Number, right: SSAValue | Number) -> SSAValue:
        """``left + right``."""
        return self.binary("add", left, right)

    def subtract(self, left: SSAValue | Number, right: SSAValue | Number) -> SSAValue:
        """``left - right``."""
        return self.binary("subtract", left, right)

    def multiply(self, left: SSAValue | Number, right: SSAValue | Number) -> SSAValue:
        """``left * right``."""
        return self.binary("multiply", left, right)

    def divide(self, left: SSAValue | Number, right: SSAValue | Number) -> SSAValue:
        """``left / right`` on floating-point numbers."""
        return self.binary("divide", left, right)

    def clamp(self, x: SSAValue, lower: Number | None, upper: Number | None) -> SSAValue:
        """``x`` between two numbers. NaN stays: of two operands, Relay gives the second then."""
        if lower is not None:
            x = self.binary("maximum", lower, x)
        return x if upper is None else self.binary("minimum", upper, x)

    def where(
        self, condition: SSAValue, left: SSAValue | Number, right: SSAValue | Number
    ) -> SSAValue:
        """``left`` where ``condition`` (i1) holds, else ``right``, all three broadcast."""
        left, right = self._operands(left, right)
        shape = broadcast_shapes(shape_of(condition), shape_of(left), shape_of(right))
        return self.call("where", [condition, left, right], {}, dtype_of(left), shape)

    def cast(self, x: SSAValue, dtype: Attribute) -> SSAValue:
        """``x`` as ``dtype``; to booleans, whether it differs from 0."""
        if dtype_of(x) == dtype:
            return x
        if dtype_of(x) == bf16:
            return self.cast(self._from_bf16(x), dtype)
        if dtype == bf16:
            return self._to_bf16(self.cast(x, f32))
        if dtype == i1:
            return self.compare(
                "not_equal", self.magnitude_bits(x) if is_float(dtype_of(x)) else x, 0
            )
        if dtype_of(x) == i1 and is_float(dtype):
            # LLVM 10 has no vector conversion from i1 to floating point.
            x = self.call("cast", [x], {"dtype": i32}, i32, shape_of(x))
        if dtype_of(x) == f64 and dtype == f16:
            # LLVM 10 calls a function for it that gives its result in another register.
            x = self.call("cast", [x], {"dtype": f32}, f32, shape_of(x))
        return self.call("cast", [x], {"dtype": dtype}, dtype, shape_of(x))

    # TVM 0.17 fails on many operators of bf16, and where it fuses others it leaves out the rounding
    # between them. So sub-networks have the bits of such tensors, and these conversions.

    def _from_bf16(self, x: SSAValue) -> SSAValue:
        """bf16 as f32, which begins with the same 16 bits."""
        bits = self.cast(self._reinterpret(x, i16), i32)
        return self._reinterpret(self.binary("left_shift", bits, 16), f32)

    def _to_bf16(self, x: SSAValue) -> SSAValue:
        """f32 rounded to the nearest number of bf16, the even one of two.

        TVM copies what it fuses to each use, and the bits are used three times: without an end to
        the fusion here, code would grow threefold with every operator.
        """
        if isinstance(x.owner, relay.CallOp):
            x = self.unary("annotation.stop_fusion", x)
        bits = self.bits(x)
        last_kept = self.binary("bitwise_and", self.binary("right_shift", bits, 16), 1)
        rounded = self.binary("right_shift", self.add(bits, self.add(last_kept, 0x7FFF)), 16)
        # The sum would make an infinity or a number of some NaNs.
        rounded = self.where(self.is_nan(x), 0x7FC0, rounded)
        return self._reinterpret(self.cast(rounded, i16), bf16)

    def _reinterpret(self, x: SSAValue, dtype: Attribute) -> SSAValue:
        """The same bits as another dtype of the same width."""
        return self.call("reinterpret", [x], {"dtype": dtype}, dtype, shape_of(x))

    # TVM tells LLVM that there is no NaN, and LLVM then leaves out what comparisons need for it.
    # Where NaN matters, integers are compared.

    def bits(self, x: SSAValue) -> SSAValue:
        """The bits of f32 or f64 as i32 or i64."""
        if dtype_of(x) not in (f32, f64):
            raise Unsupported(f"the bits of {dtype_of(x)}")
        integer = i32 if dtype_of(x) == f32 else i64
        return self._reinterpret(x, integer)

    def magnitude_bits(self, x: SSAValue) -> SSAValue:
        """The bits of floats without their signs, which order as the magnitudes do, NaN last."""
        if dtype_of(x) not in (f32, f64):
            x = self.cast(x, f32)
        bits = self.bits(x)
        return self.binary("bitwise_and", bits, 2**31 - 1 if dtype_of(bits) == i32 else 2**63 - 1)

    def is_nan(self, x: SSAValue) -> SSAValue:
        """Where floats are not numbers."""
        return self.compare("greater", self.magnitude_bits(x), infinity_bits(dtype_of(x)))

    def is_infinite(self, x: SSAValue) -> SSAValue:
        """Where floats are infinite, of either sign."""
        return self.compare("equal", self.magnitude_bits(x), infinity_bits(dtype_of(x)))

    def is_minus_infinity(self, x: SSAValue) -> SSAValue:
        """Where floats are minus infinity."""
        lowest = -(2**31) if dtype_of(x) == f32 else -(2**63)
        return self.compare("equal", self.bits(x), lowest + infinity_bits(dtype_of(x)))

    def ordered_bits(self, x: SSAValue) -> SSAValue:
        """Integers that order as the numbers of f32 or f64 do, NaN last; see
        :meth:`from_ordered_bits`.
        """
        bits = self.bits(x)
        not_a_number = infinity_bits(dtype_of(x)) + 1
        return self.where(self.is_nan(x), not_a_number, self._flip_negative(bits))

    def from_ordered_bits(self, x: SSAValue) -> SSAValue:
        """The numbers that :meth:`ordered_bits` was given."""
        dtype = f32 if dtype_of(x) == i32 else f64
        flipped = self._flip_negative(x)
        return self._reinterpret(flipped, dtype)

    def _flip_negative(self, bits: SSAValue) -> SSAValue:
        """All bits but the sign inverted where that is set."""
        width = 32 if dtype_of(bits) == i32 else 64
        sign = self.binary("right_shift", bits, width - 1)
        mask = self.binary("bitwise_and", sign, 2 ** (width - 1) - 1)
        return self.binary("bitwise_xor", bits, mask)

    # Shapes

    def reshape(self, x: SSAValue, shape: Sequence[int]) -> SSAValue:
        """The elements of ``x`` in row-major order in another shape."""
        if tuple(shape) == shape_of(x):
            return x
        if math.prod(shape) != math.prod(shape_of(x)):
            raise Unsupported(f"a reshape of {shape_of(x)} to {tuple(shape)}")
        return self.call("reshape", [x], {"newshape": shape}, dtype_of(x), shape)

    def transpose(self, x: SSAValue, axes: Sequence[int]) -> SSAValue:
        """The axes of ``x`` in the order ``axes``."""
        if (transposed := _transposed(x)) is not None:
            x, axes = transposed[0], [transposed[1][axis] for axis in axes]
        if list(axes) == list(range(len(axes))):
            return x
        shape = [shape_of(x)[axis] for axis in axes]
        return self.call("transpose", [x], {"axes": axes}, dtype_of(x), shape)

    def swap_last(self, x: SSAValue) -> SSAValue:
        """The last two axes of ``x`` exchanged."""
        rank = len(shape_of(x))
        return self.transpose(x, [*range(rank - 2), rank - 1, rank - 2])

    def has_strided_rows(self, x: SSAValue) -> bool:
        """Whether ``x`` is a transposition that moves the last axis."""
        transposed = _transposed(x)
        return transposed is not None and transposed[1][-1] != len(transposed[1]) - 1

    def broadcast_to(self, x: SSAValue, shape: Sequence[int]) -> SSAValue:
        """``x`` broadcast to a shape."""
        if shape_of(x) == tuple(shape):
            return x
        if broadcast_shapes(shape_of(x), shape) != tuple(shape):
            raise Unsupported(f"broadcasting {shape_of(x)} to {tuple(shape)}")
        attrs: dict[str, AttributeValue] = {"shape": shape, "dtype": dtype_of(x)}
        return self.call("broadcast_to", [x], attrs, dtype_of(x), shape)

    def expand_dims(self, x: SSAValue, axis: int) -> SSAValue:
        """``x`` with a new axis of size 1."""
        shape = [*shape_of(x)]
        shape.insert(axis, 1)
        return self.reshape(x, shape)

    def concatenate(self, parts: Sequence[SSAValue], axis: int) -> SSAValue:
        """Tensors of one dtype behind one another along an axis."""
        if len(parts) == 1:
            return parts[0]
        shape = [*shape_of(parts[0])]
        shape[axis] = sum(shape_of(part)[axis] for part in parts)
        fields = self.add_operation(relay.TupleOp(parts))
        return self.call("concatenate", [fields], {"axis": axis}, dtype_of(parts[0]), shape)

    def stack(self, parts: Sequence[SSAValue], axis: int) -> SSAValue:
        """Tensors of one type along a new axis."""
        return self.concatenate([self.expand_dims(part, axis) for part in parts], axis)

    def split(self, x: SSAValue, sizes: Sequence[int], axis: int) -> list[SSAValue]:
        """``x`` cut along an axis into parts of these sizes."""
        if len(sizes) == 1:
            return [x]
        offsets = [sum(sizes[:position]) for position in range(1, len(sizes))]
        shape = shape_of(x)
        types = [(dtype_of(x), (*shape[:axis], size, *shape[axis + 1 :])) for size in sizes]
        attrs: dict[str, AttributeValue] = {"indices_or_sections": offsets, "axis": axis}
        return self.call_tuple("split", [x], attrs, types)

    def slice(self, x: SSAValue, axis: int, start: int, end: int, step: int = 1) -> SSAValue:
        """``x[start:end:step]`` along an axis, all non-negative and within bounds."""
        shape = [*shape_of(x)]
        if (start, end, step) == (0, shape[axis], 1):
            return x
        size = max(0, -(-(end - start) // step))
        if size == 0:
            raise Unsupported("empty tensors")
        attrs: dict[str, AttributeValue] = {
            "begin": [start],
            "end": [end],
            "strides": [step],
            "slice_mode": "end",
            "axes": [axis],
        }
        shape[axis] = size
        return self.call("strided_slice", [x], attrs, dtype_of(x), shape)

    def pad(
        self, x: SSAValue, widths: Sequence[tuple[int, int]], value: Number | SSAValue = 0
    ) -> SSAValue:
        """``x`` between ``widths`` (before, after) elements of one value along each axis."""
        if not any(before or after for before, after in widths):
            return x
        shape = [
            size + before + after for size, (before, after) in zip(shape_of(x), widths, strict=True)
        ]
        filler = value if isinstance(value, SSAValue) else self.scalar(value, dtype_of(x))
        attrs: dict[str, AttributeValue] = {
            "pad_width": [list(width) for width in widths],
            "pad_mode": "constant",
        }
        return self.call("nn.pad", [x, filler], attrs, dtype_of(x), shape)

    def take(self, x: SSAValue, indices: SSAValue, axis: int, mode: str = "clip") -> SSAValue:
        """The slices of ``x`` at ``indices``, whose axes take the place of ``axis``."""
        shape = shape_of(x)
        result = (*shape[:axis], *shape_of(indices), *shape[axis + 1 :])
        attrs: dict[str, AttributeValue] = {"axis": axis, "mode": mode}
        return self.call("take", [x, indices], attrs, dtype_of(x), result)

    # Reductions

    def reduce(
        self,
        callee: str,
        x: SSAValue,
        axes: Sequence[int],
        keepdims: bool = False,
        dtype: Attribute | None = None,
        **attrs: AttributeValue,
    ) -> SSAValue:
        """A reduction over at least one axis of ``x``."""
        shape = [
            1 if axis in axes else size
            for axis, size in enumerate(shape_of(x))
            if keepdims or axis not in axes
        ]
        attrs = {"axis": list(axes), "keepdims": keepdims, **attrs}
        return self.call(callee, [x], attrs, dtype or dtype_of(x), shape)


def _transposed(value: SSAValue) -> tuple[SSAValue, list[int]] | None:
    """What ``value`` transposes and how, where it is the result of such a call."""
    call = value.owner
    if not isinstance(call, relay.CallOp) or call.callee.data != "transpose":
        return None
    axes = call.attrs.data["axes"]
    if not isa(axes, ArrayAttr[IntegerAttr]):
        return None
    return call.arguments[0], [axis.value.data for axis in axes]
