"""Copies of operations and functions for a number of rows that is known: every ``?`` is that."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from xdsl.dialects import func
from xdsl.dialects.builtin import DYNAMIC_INDEX, TensorType
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue
from xdsl.utils.hints import isa

from dycl.dialects.aten_operation import AtenOp


def tile_type(type_: Attribute, rows: int) -> Attribute:
    """``type_`` with ``rows`` in the place of every size that is only known at run time."""
    if not isa(type_, TensorType) or type_.has_static_shape():
        return type_
    shape = [rows if size == DYNAMIC_INDEX else size for size in type_.get_shape()]
    return TensorType(type_.get_element_type(), shape, type_.encoding)


@contextmanager
def tile_of_operation(operation: AtenOp, rows: int) -> Generator[AtenOp]:
    """A copy of ``operation`` for so many rows, in a block of its own whose arguments it takes."""
    operands = list(dict.fromkeys(operation.operands))
    block = Block(arg_types=[tile_type(value.type, rows) for value in operands])
    copy = _tile(operation, dict(zip(operands, block.args, strict=True)), rows)
    block.add_op(copy)
    assert isinstance(copy, AtenOp)
    yield copy
    block.erase()


def tile_of_function(function: func.FuncOp, name: str, rows: int) -> func.FuncOp:
    """A copy of a function without regions, called ``name``, for so many rows."""
    types = function.function_type
    inputs, outputs = (
        [tile_type(type_, rows) for type_ in each.data] for each in (types.inputs, types.outputs)
    )
    block = Block(arg_types=inputs)
    values: dict[SSAValue, SSAValue] = dict(zip(function.args, block.args, strict=True))
    for argument, copy in zip(function.args, block.args, strict=True):
        copy.name_hint = argument.name_hint
    for operation in function.body.block.ops:
        block.add_op(_tile(operation, values, rows))
    made = func.FuncOp(
        name, (inputs, outputs), Region(block), "private", arg_attrs=function.arg_attrs
    )
    made.attributes.update(function.attributes)
    made.location = function.location
    return made


def _tile(operation: Operation, values: dict[SSAValue, SSAValue], rows: int) -> Operation:
    copy = type(operation).create(
        operands=[values.get(operand, operand) for operand in operation.operands],
        result_types=[tile_type(type_, rows) for type_ in operation.result_types],
        properties=operation.properties,
        attributes=operation.attributes,
    )
    copy.location = operation.location
    for result, made in zip(operation.results, copy.results, strict=True):
        made.name_hint = result.name_hint
        values[result] = made
    return copy
