"""The target ``relay``: sub-networks as Relay text, which TVM and :mod:`dycl.relay_text` read.

The text is of format 0.0.5. Each call is bound to a numbered variable, so TVM reads the function as
a graph and may fuse its calls; a comment says its type, as TVM's printer does. Scalars stand where
they are used. Sub-networks have bf16 as its bits, in int16. Relay has no literals for tensors: a
constant with one value everywhere is a call of ``full``; others stand in the metadata section, in
TVM's serialization.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from xdsl.context import Context
from xdsl.dialects import arith, func, scf
from xdsl.dialects.builtin import (
    ArrayAttr,
    DenseIntOrFPElementsAttr,
    DictionaryAttr,
    FloatAttr,
    IntegerAttr,
    ModuleOp,
    NoneType,
    StringAttr,
    TensorType,
    TupleType,
    i1,
)
from xdsl.ir import Attribute, Block, Operation, SSAValue
from xdsl.utils.hints import isa
from xdsl.utils.target import Target

from dycl.dialects import dycl, relay
from dycl.dialects.dycl import SUBNETWORK
from dycl.errors import LoweringError
from dycl.relay_text.constants import literal
from dycl.relay_text.metadata import MetadataWriter
from dycl.targets.bf16.bits import with_bits_of_bf16

HEADER = '#[version = "0.0.5"]\n'

ATTRIBUTE_CLASSES = {
    "cumprod": "relay.attrs.ScanopAttrs",
    "cumsum": "relay.attrs.ScanopAttrs",
    "nn.dilate": "relay.attrs.DilateAttrs",
    "scatter_elements": "relay.attrs.ScatterElementsAttrs",
    "trilu": "relay.attrs.TriluAttrs",
}
"""Operators whose class of attributes TVM's parser has to be told."""


@dataclass(frozen=True)
class RelayTarget(Target):
    """All sub-networks of a module, and what was read from Relay text, as one Relay text."""

    name = "relay"

    def emit(self, ctx: Context, module: ModuleOp, output: IO[str]) -> None:
        metadata = MetadataWriter()
        functions: list[str] = []
        first = 0
        for function in _functions(module, SUBNETWORK, relay.FUNCTION):
            is_subnetwork = SUBNETWORK in function.attributes
            printed = with_bits_of_bf16(function) if is_subnetwork else function
            # To TVM's parser, the numbers of variables are those of the whole text.
            printer = _FunctionPrinter(metadata, first)
            functions.append(printer.print(printed))
            first = printer.next_number
        output.write(HEADER + "\n\n".join(functions) + "\n" + metadata.text())


def relay_functions(module: ModuleOp) -> list[tuple[str, str]]:
    """The name of each sub-network with the Relay text of that function alone.

    Raises LoweringError for a sub-network that ``convert-aten-to-relay`` has not been through.
    """
    texts: list[tuple[str, str]] = []
    for function in _functions(module, SUBNETWORK):
        metadata = MetadataWriter()
        text = _FunctionPrinter(metadata).print(with_bits_of_bf16(function))
        texts.append((function.sym_name.data, HEADER + text + "\n" + metadata.text()))
    return texts


def _functions(module: ModuleOp, *marks: str) -> list[func.FuncOp]:
    """The functions with one of these attributes."""
    return [
        op
        for op in module.body.ops
        if isinstance(op, func.FuncOp)
        and any(mark in op.attributes for mark in marks)
        and not op.is_declaration
    ]


def _values(constant: DenseIntOrFPElementsAttr) -> list[int | float]:
    """The elements in row-major order."""
    values = [value for value in constant.get_values() if not isinstance(value, tuple)]
    return values * math.prod(constant.get_shape()) if len(values) == 1 else values


class _FunctionPrinter:
    """One function as text."""

    def __init__(self, metadata: MetadataWriter, first_number: int = 0) -> None:
        self._metadata = metadata
        self.next_number = first_number
        self._names: dict[SSAValue, str] = {}
        self._lines: list[str] = []
        self._indent = ""

    def print(self, function: func.FuncOp) -> str:
        """The definition of ``function``; fills the metadata."""
        parameters: list[str] = []
        for index, argument in enumerate(function.body.block.args):
            name = "%" + re.sub(r"\W", "_", argument.name_hint or f"arg{index}")
            if name[1].isdigit():
                name = f"%arg{name[1:]}"
            while name in self._names.values():
                name += f"_{index}"
            self._names[argument] = name
            parameters.append(f"{name}: {_type(argument.type)}")
        attributes = function.attributes.get(relay.FUNCTION)
        if isinstance(attributes, DictionaryAttr):
            parameters += [f"{k}={_attribute(v)}" for k, v in attributes.data.items()]
        self._body(function.body.block)
        outputs = function.function_type.outputs.data
        output = _type(outputs[0]) if len(outputs) == 1 else _tuple_type(outputs)
        signature = f"def @{function.sym_name.data}({', '.join(parameters)}) -> {output}"
        return f"{signature} {{\n{''.join(self._lines)}}}"

    def _body(self, block: Block) -> None:
        """Lines for a block, the last one being what it gives."""
        self._indent += "  "
        for op in block.ops:
            if isinstance(op, func.ReturnOp | scf.YieldOp):
                values = [self._names[value] for value in op.operands]
                result = values[0] if len(values) == 1 else _tuple(values)
                self._lines.append(f"{self._indent}{result}\n")
            else:
                self._define(op)
        self._indent = self._indent[2:]

    def _define(self, op: Operation) -> None:
        match op:
            case relay.CallOp():
                self._bind(op, f"{self._call(op)} /* ty={_type(op.result.type)} */")
            case relay.TupleOp():
                self._bind(op, _tuple([self._names[value] for value in op.fields]))
            case relay.TupleGetItemOp():
                self._bind(op, f"{self._names[op.tuple]}.{op.index.value.data}")
            case func.CallOp():
                arguments = [self._names[value] for value in op.arguments]
                self._bind(op, f"@{op.callee.string_value()}({', '.join(arguments)})")
            case dycl.ItemOp() if op.tensor.type == TensorType(i1, []):
                self._names[op.result] = self._names[op.tensor]
            case scf.IfOp():
                self._if(op)
            case arith.ConstantOp() if isa(op.value, DenseIntOrFPElementsAttr):
                self._constant(op, op.value)
            case _:
                raise LoweringError(
                    f"Relay text has no {op.name}", hint="run convert-aten-to-relay first"
                )

    def _call(self, op: relay.CallOp) -> str:
        arguments = [self._names[argument] for argument in op.arguments]
        for name, value in op.attrs.data.items():
            arguments.append(f"{name}={_attribute(value)}")
        if op.attrs.data and (key := ATTRIBUTE_CLASSES.get(op.callee.data)):
            arguments.append(f'attrs_type_key="{key}"')
        return f"{op.callee.data}({', '.join(arguments)})"

    def _if(self, op: scf.IfOp) -> None:
        outer, self._lines = self._lines, []
        self._body(op.true_region.block)
        self._lines.append(f"{self._indent}}} else {{\n")
        self._body(op.false_region.block)
        arms, self._lines = "".join(self._lines), outer
        self._bind(op, f"if ({self._names[op.cond]}) {{\n{arms}{self._indent}}}")

    def _bind(self, op: Operation, text: str) -> None:
        """A numbered variable for the result of ``op``, or for the tuple of its results."""
        name = f"%{self.next_number}"
        self.next_number += 1
        self._lines.append(f"{self._indent}{name} = {text};\n")
        for index, result in enumerate(op.results):
            self._names[result] = name if len(op.results) == 1 else f"{name}.{index}"

    def _constant(self, op: arith.ConstantOp, constant: DenseIntOrFPElementsAttr) -> None:
        """A literal or a reference stands where the constant is used."""
        dtype, shape = constant.get_element_type(), constant.get_shape()
        _dtype(dtype)  # raises where Relay has none
        values = _values(constant)
        is_splat = len({repr(value) for value in values}) == 1
        text = literal(values[0], dtype) if is_splat else None
        if text is None:
            self._names[op.result] = self._metadata.add(values, dtype, shape)
        elif shape:
            attrs = f"shape={list(shape)}, dtype={_attribute(dtype)}"
            self._bind(op, f"full({text}, {attrs}) /* ty={_type(op.result.type)} */")
        else:
            self._names[op.result] = text


def _dtype(element_type: Attribute) -> str:
    name = relay.dtype_name(element_type)
    if name is None:
        raise LoweringError(f"Relay has no dtype for {element_type}")
    return name


def _type(type_: Attribute) -> str:
    match type_:
        case TensorType():
            sizes = ", ".join("?" if size < 0 else str(size) for size in type_.get_shape())
            return f"Tensor[({sizes}), {_dtype(type_.get_element_type())}]"
        case TupleType():
            return _tuple_type(type_.types.data)
        case _:
            raise LoweringError(f"Relay has no type for {type_}")


def _tuple_type(types: Sequence[Attribute]) -> str:
    return _tuple([_type(type_) for type_ in types])


def _tuple(fields: Sequence[str]) -> str:
    return f"({', '.join(fields)}{',' if len(fields) == 1 else ''})"


def _attribute(value: Attribute) -> str:
    """The value of an attribute of a call or a function."""
    if isa(value, ArrayAttr):
        return f"[{', '.join(_attribute(element) for element in value.data)}]"
    match value:
        case IntegerAttr() if value.type == i1:
            return "True" if value.value.data else "False"
        case IntegerAttr():
            return str(value.value.data)
        case FloatAttr():
            return f"{value.value.data!r}f64"
        case StringAttr():
            return json.dumps(value.data)
        case NoneType():
            return "None"
        case _:
            return f'"{_dtype(value)}"'
