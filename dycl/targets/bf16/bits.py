"""Tensors of bf16 as their bits, for compilers that do not have that type."""

from __future__ import annotations

from typing import Any

import numpy as np
from xdsl.dialects import arith, func
from xdsl.dialects.builtin import (
    ArrayAttr,
    DenseIntOrFPElementsAttr,
    DictionaryAttr,
    TensorType,
    TupleType,
    bf16,
    i16,
)
from xdsl.ir import Attribute
from xdsl.rewriter import Rewriter
from xdsl.utils.hints import isa

from dycl.dialects import relay
from dycl.errors import LoweringError
from dycl.runtime.bfloat16 import rounded

MOVES = frozenset(
    {
        "broadcast_to",
        "concatenate",
        "expand_dims",
        "full",
        "gather",
        "gather_nd",
        "nn.pad",
        "repeat",
        "reshape",
        "reverse",
        "scatter_elements",
        "scatter_nd",
        "split",
        "squeeze",
        "strided_slice",
        "take",
        "tile",
        "transpose",
        "where",
    }
)
"""Relay's operators that only move elements. Of those that scatter, only with ``update``."""


def with_bits_of_bf16(function: func.FuncOp) -> func.FuncOp:
    """``function``, or a copy of it that has i16 wherever it has bf16.

    Before, with the two conversions that ``convert-aten-to-relay`` writes around every computation
    on bf16::

        %1 = relay.call "reinterpret"(%0) {dtype = bf16} : (tensor<4xi16>) -> tensor<4xbf16>
        %2 = relay.call "reshape"(%1) {newshape = [2, 2]} : (tensor<4xbf16>) -> tensor<2x2xbf16>

    and after::

        %2 = relay.call "reshape"(%0) {newshape = [2, 2]} : (tensor<4xi16>) -> tensor<2x2xi16>

    Raises LoweringError where something is computed on bf16 itself.
    """
    values = [*function.args, *(result for op in function.walk() for result in op.results)]
    if all(_bits(value.type) == value.type for value in values):
        return function
    function = function.clone()
    for argument in function.args:
        Rewriter.replace_value_with_new_type(argument, _bits(argument.type))
    for op in list(function.body.walk()):
        if isinstance(op, relay.CallOp):
            _check(op)
            op.attrs = _bits_in(op.attrs)
        if isinstance(op, arith.ConstantOp) and isa(op.value, DenseIntOrFPElementsAttr):
            op.value = constant_bits(op.value)
        for result in op.results:
            Rewriter.replace_value_with_new_type(result, _bits(result.type))
        if isinstance(op, relay.CallOp) and op.callee.data == "reinterpret":
            (argument,) = op.arguments
            if argument.type == op.result.type:
                op.result.replace_all_uses_with(argument)
                op.detach()
                op.erase()
    function.update_function_type()
    return function


def constant_bits(value: DenseIntOrFPElementsAttr[Any]) -> DenseIntOrFPElementsAttr[Any]:
    """A constant with the bits of its numbers where they are of bf16; any other as it is."""
    if value.get_element_type() != bf16:
        return value
    bits = rounded(np.array(value.get_values(), np.float64)).tolist()
    return DenseIntOrFPElementsAttr.from_list(TensorType(i16, value.get_shape()), bits)


def _check(op: relay.CallOp) -> None:
    types = [*op.operand_types, op.result.type]
    if op.callee.data == "reinterpret" or all(_bits(type_) == type_ for type_ in types):
        return
    reduction = op.attrs.data.get("reduction", op.attrs.data.get("mode"))
    adds = "scatter" in op.callee.data and "update" not in str(reduction)
    if op.callee.data not in MOVES or adds:
        raise LoweringError(
            f"TVM does not have {op.callee.data} of bf16", hint="cast to f32 before, and back after"
        )


def _bits(type_: Attribute) -> Attribute:
    """``type_`` with i16 for bf16."""
    match type_:
        case TensorType():
            element = _bits(type_.element_type)
            return type_ if element == type_.element_type else TensorType(element, type_.shape)
        case TupleType():
            return relay.tuple_type([_bits(field) for field in type_.types])
        case _:
            return i16 if type_ == bf16 else type_


def _bits_in(attrs: DictionaryAttr) -> DictionaryAttr:
    return DictionaryAttr({name: _bits_in_value(value) for name, value in attrs.data.items()})


def _bits_in_value(value: Attribute) -> Attribute:
    if isa(value, ArrayAttr):
        return ArrayAttr([_bits_in_value(each) for each in value.data])
    return _bits(value)
