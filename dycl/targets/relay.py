"""The target ``relay``: sub-networks as Relay text, for TVM's parser.

The text is of format 0.0.5. Each call is bound to a numbered variable, so TVM reads the function
as a graph and may fuse its calls. Scalars stand where they are used. Relay has no literals for
tensors: a constant with one value everywhere is a call of ``full``; others stand in the metadata
section, in TVM's serialization.
"""

from __future__ import annotations

import base64
import json
import math
import re
import struct
import sys
from dataclasses import dataclass, field
from typing import IO

from xdsl.context import Context
from xdsl.dialects import arith, func
from xdsl.dialects.builtin import (
    ArrayAttr,
    DenseIntOrFPElementsAttr,
    FloatAttr,
    IntegerAttr,
    IntegerType,
    ModuleOp,
    StringAttr,
    TensorType,
    TupleType,
    i1,
)
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.utils.hints import isa
from xdsl.utils.target import Target

from dycl.dialects import relay
from dycl.dialects.dycl import SUBNETWORK
from dycl.errors import LoweringError

HEADER = '#[version = "0.0.5"]\n'

ATTRIBUTE_CLASSES = {
    "cumprod": "relay.attrs.ScanopAttrs",
    "cumsum": "relay.attrs.ScanopAttrs",
    "nn.dilate": "relay.attrs.DilateAttrs",
    "scatter_elements": "relay.attrs.ScatterElementsAttrs",
    "trilu": "relay.attrs.TriluAttrs",
}
"""Operators whose class of attributes TVM's parser has to be told."""

LITERAL_SUFFIXES = {
    "bool": "",
    "float16": "f16",
    "float32": "f",
    "float64": "f64",
    "int16": "i16",
    "int32": "",
    "int64": "i64",
}
"""What a scalar's literal ends in; other dtypes have no literals."""

F32_MAX = float.fromhex("0x1.fffffep+127")

ARRAY_MAGIC = 0xDD5E40F096B4A13F
"""Marks TVM's serialization of an array; see ``SaveDLTensor`` in TVM's ``ndarray.h``."""

_DTYPE_CODES = {"int": 0, "uint": 1, "float": 2, "bool": 1, "bfloat": 4}


@dataclass(frozen=True)
class RelayTarget(Target):
    """All sub-networks of a module as one Relay text."""

    name = "relay"

    def emit(self, ctx: Context, module: ModuleOp, output: IO[str]) -> None:
        metadata = _Metadata()
        functions: list[str] = []
        first = 0
        for function in _functions(module):
            # To TVM's parser, the numbers of variables are those of the whole text.
            printer = _FunctionPrinter(metadata, first)
            functions.append(printer.print(function))
            first = printer.next_number
        output.write(HEADER + "\n\n".join(functions) + "\n" + metadata.text())


def relay_functions(module: ModuleOp) -> list[tuple[str, str]]:
    """The name of each sub-network with the Relay text of that function alone.

    Raises LoweringError for a sub-network that ``convert-aten-to-relay`` has not been through.
    """
    texts: list[tuple[str, str]] = []
    for function in _functions(module):
        metadata = _Metadata()
        text = _FunctionPrinter(metadata).print(function)
        texts.append((function.sym_name.data, HEADER + text + "\n" + metadata.text()))
    return texts


def _functions(module: ModuleOp) -> list[func.FuncOp]:
    return [
        op
        for op in module.body.ops
        if isinstance(op, func.FuncOp) and SUBNETWORK in op.attributes and not op.is_declaration
    ]


@dataclass
class _Metadata:
    """The metadata section: constant tensors in TVM's serialization."""

    arrays: list[str] = field(default_factory=list[str])

    def add(self, constant: DenseIntOrFPElementsAttr) -> str:
        """The expression that stands for ``constant``."""
        encoded = base64.b64encode(_serialize(constant)).decode()
        if encoded not in self.arrays:
            self.arrays.append(encoded)
        return f"meta[relay.Constant][{self.arrays.index(encoded)}]"

    def text(self) -> str:
        """The section, or nothing where there are no constants."""
        if not self.arrays:
            return ""
        first = 3
        nodes: list[dict[str, object]] = [
            {"type_key": ""},
            {"type_key": "Map", "keys": ["relay.Constant"], "data": [2]},
            {"type_key": "Array", "data": [first + index for index in range(len(self.arrays))]},
        ]
        for index in range(len(self.arrays)):
            attrs = {"_checked_type_": "0", "data": str(index), "span": "0", "virtual_device_": "0"}
            nodes.append({"type_key": "relay.Constant", "attrs": attrs})
        section: dict[str, object] = {"root": 1, "nodes": nodes, "b64ndarrays": self.arrays}
        return "\n#[metadata]\n" + json.dumps(section, indent=2) + "\n"


def _serialize(constant: DenseIntOrFPElementsAttr) -> bytes:
    """As TVM writes an array into a file; little-endian, as TVM's own files."""
    element_type = constant.get_element_type()
    name = _dtype(element_type)
    bits = 1 if name == "bool" else int(name.lstrip("abcdefghijklmnopqrstuvwxyz"))
    shape = constant.get_shape()
    code = _DTYPE_CODES[name.rstrip("0123456789")]
    data = _element_bytes(constant)
    header = struct.pack("<QQiiiBBH", ARRAY_MAGIC, 0, 1, 0, len(shape), code, bits, 1)
    return header + struct.pack(f"<{len(shape)}qq", *shape, len(data)) + data


def _values(constant: DenseIntOrFPElementsAttr) -> list[int | float]:
    """The elements in row-major order."""
    values = [value for value in constant.get_values() if not isinstance(value, tuple)]
    return values * math.prod(constant.get_shape()) if len(values) == 1 else values


def _element_bytes(constant: DenseIntOrFPElementsAttr) -> bytes:
    """The elements, splat ones repeated, as bytes; booleans as one byte each."""
    name = _dtype(constant.get_element_type())
    values = _values(constant)
    if name == "bool":
        return bytes(1 if value else 0 for value in values)
    if name == "bfloat16":
        return b"".join(struct.pack("<f", value)[2:] for value in values)
    formats = {"float16": "e", "float32": "f", "float64": "d"}
    formats |= {"int8": "b", "int16": "h", "int32": "i", "int64": "q", "uint8": "B"}
    return struct.pack(f"<{len(values)}{formats[name]}", *values)


class _FunctionPrinter:
    """One function as text."""

    def __init__(self, metadata: _Metadata, first_number: int = 0) -> None:
        self._metadata = metadata
        self.next_number = first_number
        self._names: dict[SSAValue, str] = {}
        self._lines: list[str] = []

    def print(self, function: func.FuncOp) -> str:
        """The definition of ``function``; fills the metadata."""
        block = function.body.block
        parameters: list[str] = []
        for index, argument in enumerate(block.args):
            name = "%" + re.sub(r"\W", "_", argument.name_hint or f"arg{index}")
            while name in self._names.values():
                name += f"_{index}"
            self._names[argument] = name
            parameters.append(f"{name}: {_type(argument.type)}")
        result = ""
        for op in block.ops:
            if isinstance(op, func.ReturnOp):
                values = [self._name(value) for value in op.arguments]
                result = values[0] if len(values) == 1 else f"({', '.join(values)})"
            else:
                self._define(op)
        outputs = [_type(type_) for type_ in function.function_type.outputs.data]
        output = outputs[0] if len(outputs) == 1 else f"({', '.join(outputs)})"
        signature = f"def @{function.sym_name.data}({', '.join(parameters)}) -> {output}"
        return f"{signature} {{\n" + "".join(self._lines) + f"  {result}\n}}"

    def _name(self, value: SSAValue) -> str:
        return self._names[value]

    def _define(self, op: Operation) -> None:
        match op:
            case relay.CallOp():
                arguments = [self._name(argument) for argument in op.arguments]
                for name, value in op.attrs.data.items():
                    arguments.append(f"{name}={_attribute(value)}")
                if op.attrs.data and (key := ATTRIBUTE_CLASSES.get(op.callee.data)):
                    arguments.append(f'attrs_type_key="{key}"')
                text = f"{op.callee.data}({', '.join(arguments)})"
            case relay.TupleOp():
                fields = [self._name(value) for value in op.fields]
                comma = "," if len(fields) == 1 else ""
                text = f"({', '.join(fields)}{comma})"
            case relay.TupleGetItemOp():
                text = f"{self._name(op.tuple)}.{op.index.value.data}"
            case arith.ConstantOp() if isa(op.value, DenseIntOrFPElementsAttr):
                self._constant(op.result, op.value)
                return
            case _:
                raise LoweringError(
                    f"Relay text has no {op.name}", hint="run convert-aten-to-relay first"
                )
        self._bind(op.results[0], text)

    def _bind(self, value: SSAValue, text: str) -> None:
        name = f"%{self.next_number}"
        self.next_number += 1
        self._lines.append(f"  {name} = {text};\n")
        self._names[value] = name

    def _constant(self, result: SSAValue, constant: DenseIntOrFPElementsAttr) -> None:
        """A literal or a reference stands where the constant is used."""
        element_type, shape = constant.get_element_type(), constant.get_shape()
        values = _values(constant)
        is_splat = len({repr(value) for value in values}) == 1
        literal = _literal(values[0], element_type) if is_splat else None
        if literal is None:
            self._names[result] = self._metadata.add(constant)
        elif shape:
            attrs = f"shape={list(shape)}, dtype={_attribute(element_type)}"
            self._bind(result, f"full({literal}, {attrs})")
        else:
            self._names[result] = literal


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
            return f"({', '.join(_type(field) for field in type_.types)})"
        case _:
            raise LoweringError(f"Relay has no type for {type_}")


def _literal(value: int | float, element_type: Attribute) -> str | None:
    """A scalar's literal, or None where it has none."""
    name = _dtype(element_type)
    suffix = LITERAL_SUFFIXES.get(name)
    if suffix is None:
        return None
    if name == "bool":
        return "True" if value else "False"
    if isinstance(element_type, IntegerType):
        # The parser reads the sign apart from the digits.
        return None if abs(value) >= 2**63 else f"{value}{suffix}"
    # The parser refuses numbers so small in f64, and has no word for NaN.
    if not math.isfinite(value) or 0 < abs(value) < sys.float_info.min:
        return None
    return _float_text(value, name) + suffix


def _float_text(value: float, dtype: str) -> str:
    """The shortest decimal that gives ``value`` back after rounding to ``dtype``."""
    if dtype == "float32":
        packed = struct.pack("<f", value)
        for digits in range(1, 10):
            text = f"{value:.{digits}g}"
            if abs(float(text)) <= F32_MAX and _packs_to(text, packed):
                return text
    return repr(value)


def _packs_to(text: str, packed: bytes) -> bool:
    try:
        return struct.pack("<f", float(text)) == packed
    except OverflowError:
        return False


def _attribute(value: Attribute) -> str:
    """The value of a call's attribute."""
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
        case _:
            return f'"{_dtype(value)}"'
