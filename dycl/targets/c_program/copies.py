"""Tensor operators that copy elements: those that C does itself.

They are what lists that grow in a loop are made of. Each writes its result where the buffers say.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from xdsl.dialects.builtin import TensorType, f32, f64, i1, i64
from xdsl.ir import Attribute, SSAValue
from xdsl.utils.hints import isa

from dycl.dialects.aten_operation import AtenOp
from dycl.runtime.manifest import TensorType as StaticTensor
from dycl.targets.c_program.expressions import Expressions
from dycl.targets.c_program.scalar_arithmetic import Precedence
from dycl.targets.c_program.types import (
    declared,
    extents,
    has_rows,
    host_tensor,
    row_axis,
    unsupported,
)

FILLS = frozenset(["zeros", "ones", "full", "empty.memory_format", "slice.Tensor"])
"""Operators that give a tensor of any number of elements, also of none."""

_CONVERSIONS: frozenset[tuple[Attribute, Attribute]] = frozenset([
    (i64, i64), (f64, f64), (i1, i1), (i64, f64), (f64, f32),
])  # fmt: skip
"""From a host scalar to an element as C and NumPy do it alike."""


def is_empty(op: AtenOp) -> bool:
    """Whether ``op`` makes a tensor without elements, for which there is nothing to compute."""
    if op.name.removeprefix("aten.") not in FILLS:
        return False
    type_ = op.results[0].type
    return isa(type_, TensorType) and type_.has_static_shape() and 0 in extents(type_)


def copies(op: AtenOp) -> bool:
    """Whether C has ``op`` as a copy; :func:`copy_text` may still refuse its types."""
    return op.name.removeprefix("aten.") in _COPIES and not is_empty(op)


def copy_text(op: AtenOp, place: str, expressions: Expressions) -> str:
    """The expression that computes ``op`` into ``place``, the name of its memory, and gives it.

    Raises LoweringError for types that C cannot copy like this.
    """
    if is_empty(op):
        return "AT(0)"
    host_tensor(op.results[0].type, op)
    return _COPIES[op.name.removeprefix("aten.")](op, place, expressions)


def _cat(op: AtenOp, place: str, expressions: Expressions) -> str:
    """Rows, one tensor's after the other's."""
    result: Attribute = op.results[0].type
    tensors = op.argument("tensors")
    assert isa(result, TensorType) and isinstance(tensors, tuple)
    if not has_rows(result) or _axis(op, result) != row_axis(result):
        raise _refused(op)
    parts: list[str] = []
    for tensor in tensors:
        assert isinstance(tensor, SSAValue)
        type_: Attribute = tensor.type
        assert isa(type_, TensorType)
        if not _differ_in_rows(type_, result):
            raise _refused(op)
        parts.append(expressions.text(tensor, result))
    row_bytes = host_tensor(result, op).row_bytes
    return f"join_rows(frame, {place}, {row_bytes}, PARTS({', '.join(parts)}), {len(parts)})"


def _slice(op: AtenOp, place: str, expressions: Expressions) -> str:
    """Rows from one number to before another."""
    source, result = op.tensor("self"), op.results[0].type
    type_: Attribute = source.type
    assert isa(type_, TensorType)
    axis = _axis(op, type_)
    is_apart = has_rows(result) and axis == row_axis(result)
    if not is_apart or op.argument("step") != 1 or not _differ_in_rows(type_, result):
        raise _refused(op)
    start = _number(op, "start", expressions) or "0"
    end = _number(op, "end", expressions) or "INT64_MAX"
    row_bytes = host_tensor(result, op).row_bytes
    rows = expressions.text(source, result)
    return f"slice_rows(frame, {place}, {row_bytes}, {rows}, {start}, {end})"


def _select(op: AtenOp, place: str, expressions: Expressions) -> str:
    """One element along a dimension."""
    pointer, axis = _along(op, expressions)
    return f"select_at(frame, {place}, {pointer}, {axis}, {_number(op, 'index', expressions)})"


def _select_scatter(op: AtenOp, place: str, expressions: Expressions) -> str:
    """A tensor with one element along a dimension replaced."""
    whole, part = op.tensor("self").type, op.tensor("src").type
    assert isa(whole, TensorType) and isa(part, TensorType)
    shape = list(extents(whole))
    del shape[_axis(op, whole)]
    is_same = part.element_type == whole.element_type and extents(part) == tuple(shape)
    if not is_same or has_rows(whole):
        raise _refused(op)
    pointer, axis = _along(op, expressions)
    source = expressions.text(op.tensor("src"))
    index = _number(op, "index", expressions)
    return f"replace_at(frame, {place}, {pointer}, {source}, {axis}, {index})"


def _scalar_tensor(op: AtenOp, place: str, expressions: Expressions) -> str:
    """A host scalar as a tensor without dimensions."""
    result: Attribute = op.results[0].type
    number = op.argument("s")
    assert isa(result, TensorType)
    element: Attribute = result.element_type
    if not isinstance(number, SSAValue) or (number.type, element) not in _CONVERSIONS:
        raise _refused(op)
    type_, _ = declared(result)
    value = f"&({type_}){{{expressions.text(number)}}}"
    return f"memcpy({place}, {value}, sizeof({type_}))"


_COPIES: dict[str, Callable[[AtenOp, str, Expressions], str]] = {
    "cat": _cat,
    "slice.Tensor": _slice,
    "select.int": _select,
    "select_scatter": _select_scatter,
    "scalar_tensor": _scalar_tensor,
}


def _refused(op: AtenOp) -> Exception:
    operands = ", ".join(str(operand.type) for operand in op.operands)
    return unsupported(
        op,
        f"{op.name} from {operands} to {op.results[0].type} stays on the host, and the C host "
        "program cannot compute it",
    )


def _axis(op: AtenOp, type_: TensorType[Attribute]) -> int:
    dim = op.argument("dim")
    assert isinstance(dim, int)
    return dim % max(type_.get_num_dims(), 1)


def _differ_in_rows(type_: TensorType[Attribute], rows: Attribute) -> bool:
    """Whether two types are equal but for the number of rows."""
    assert isa(rows, TensorType)
    axis = row_axis(rows)
    shape = list(extents(type_))
    if len(shape) != rows.get_num_dims() or type_.element_type != rows.element_type:
        return False
    shape[axis] = -1
    return tuple(shape) == extents(rows)


def _along(op: AtenOp, expressions: Expressions) -> tuple[str, str]:
    """Where the elements of the first operand are, and the dimension ``dim`` as an ``AXIS``."""
    source = op.tensor("self")
    type_: Attribute = source.type
    assert isa(type_, TensorType)
    axis, tensor = _axis(op, type_), host_tensor(type_, op)
    if has_rows(type_) and axis != row_axis(type_):
        raise _refused(op)
    value = expressions.value(source)
    pointer, extent = value.text, str(tensor.shape[axis])
    if has_rows(type_):
        rows = value.inside(Precedence.ATOM)
        pointer, extent = f"{rows}.data", f"{rows}.count"
    repeats = math.prod(tensor.shape[:axis])
    size = StaticTensor(tensor.shape[axis + 1 :], tensor.dtype).nbytes
    return pointer, f"AXIS({axis}, {extent}, {repeats}, {size})"


def _number(op: AtenOp, name: str, expressions: Expressions) -> str | None:
    """An integer argument, None where it is absent."""
    value = op.argument(name)
    if isinstance(value, SSAValue):
        return expressions.text(value)
    return None if value is None else str(value)
