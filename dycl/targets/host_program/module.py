"""Prints a whole host program: what it binds, then its functions."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any, cast

import numpy as np
from xdsl.dialects import arith, func
from xdsl.dialects.builtin import DenseIntOrFPElementsAttr, ModuleOp, TensorType
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.utils.hints import isa

from dycl.analysis.entry_functions import entry_functions
from dycl.analysis.remarks import source_location
from dycl.analysis.subnetworks import subnetwork_calls
from dycl.dialects.dycl import SUBNETWORK, RaiseOp, WeightOp
from dycl.errors import LoweringError
from dycl.targets.bf16.bits import constant_bits
from dycl.targets.host_program.exceptions import is_builtin
from dycl.targets.host_program.expressions import element_type, numpy_dtype, tensor_dtype
from dycl.targets.host_program.names import Scope, identifier
from dycl.targets.host_program.statements import INDENT, FunctionPrinter

_MODULE_NAMES = (
    "aten",
    "bfloat16",
    "library",
    "library_of",
    "math",
    "np",
    "scalars",
    "exception_class",
)


class HostProgram:
    """The residual program of a module after ``outline-regions``, as Python."""

    def __init__(self, module: ModuleOp) -> None:
        self._functions = [
            op
            for op in module.walk()
            if isinstance(op, func.FuncOp) and not op.is_declaration and not _is_subnetwork(op)
        ]
        self._entries = entry_functions(module)
        self._subnetwork_calls = {call.op: call for call in subnetwork_calls(module)}
        self._scope = Scope()
        for name in _MODULE_NAMES:
            self._scope.take(name)
        self._bindings: list[str] = []
        self._constants: dict[SSAValue, str] = {}
        self._callees: dict[Operation, tuple[str, tuple[SSAValue, ...]]] = {}
        self._exceptions: dict[str, str] = {}
        self._name_functions()
        self._bind_subnetworks()
        self._bind_weights_and_constants()
        self._bind_exceptions()

    def text(self) -> str:
        """The program; raises LoweringError where it does what neither Python nor NumPy can."""
        functions = "\n\n\n".join(self._function(function) for function in self._functions)
        bindings = "\n".join(self._bindings)
        body = f"{bindings}\n\n\n{functions}" if bindings else functions
        title = '"""What decides: the program between the sub-networks. Written by dycl."""'
        return f"{title}\n\n{self._imports(body)}{body}\n"

    def _imports(self, body: str) -> str:
        standard = ["import math"] if "math." in body else []
        numpy = ["import numpy as np"] if "np." in body else []
        own: list[str] = []
        modules = [
            ("bfloat16.", "bfloat16"),
            ("aten.", "operators as aten"),
            ("scalars.", "scalars"),
        ]
        used = [text for word, text in modules if word in body]
        if used:
            own.append(f"from dycl.runtime import {', '.join(used)}")
        if "exception_class(" in body:
            own.append("from dycl.runtime.exceptions import exception_class")
        if "library_of(" in body:
            own.append("from dycl.runtime.package import library_of")
        groups = ["\n".join(group) for group in (standard, numpy, own) if group]
        end = "\n\n" if self._bindings else "\n\n\n"
        return "\n\n".join(groups) + end if groups else "\n"

    def _name_functions(self) -> None:
        self._functions.sort(key=lambda function: function in self._entries)
        self._function_names = {
            function.sym_name.data: self._scope.take(function.sym_name.data)
            for function in self._functions
        }
        for op in self._residual():
            if isinstance(op, func.CallOp) and op.callee.string_value() in self._function_names:
                callee = self._function_names[op.callee.string_value()]
                self._callees[op] = (callee, tuple(op.arguments))

    def _residual(self) -> Iterator[Operation]:
        for function in self._functions:
            yield from function.walk()

    def _bind_subnetworks(self) -> None:
        names: dict[str, str] = {}
        for call in self._subnetwork_calls.values():
            if call.instance not in names:
                names[call.instance] = self._scope.take(call.instance)
                self._bind(f'{names[call.instance]} = library.subnetwork("{call.instance}")')
            data = tuple(operand for operand in call.op.arguments if not _is_weight(operand))
            self._callees[call.op] = (names[call.instance], data)
        for op in self._residual():
            if isinstance(op, func.CallOp) and op not in self._callees:
                raise LoweringError(
                    f"the module has no function {op.callee}", location=source_location(op)
                )

    def _bind(self, line: str) -> None:
        if not self._bindings:
            self._bindings.append("library = library_of(__file__)")
        self._bindings.append(line)

    def _bind_weights_and_constants(self) -> None:
        names: dict[str, str] = {}
        for op in self._residual():
            if isinstance(op, WeightOp) and _is_read_on_host(op, self._subnetwork_calls):
                if op.weight_name not in names:
                    names[op.weight_name] = self._scope.take(identifier(op.weight_name))
                    text = op.weight_name.replace("\\", "\\\\").replace('"', '\\"')
                    self._bind(f'{names[op.weight_name]} = library.weight("{text}")')
                self._constants[op.result] = names[op.weight_name]
        arrays: dict[str, str] = {}
        for op in self._residual():
            if isinstance(op, arith.ConstantOp) and isinstance(op.result.type, TensorType):
                text = _array(op)
                if text not in arrays:
                    arrays[text] = self._scope.take((op.result.name_hint or "constant").upper())
                    self._bindings.append(f"{arrays[text]} = {text}")
                self._constants[op.result] = arrays[text]

    def _bind_exceptions(self) -> None:
        for op in self._residual():
            if not isinstance(op, RaiseOp) or op.exception.data in self._exceptions:
                continue
            path = op.exception.data
            if is_builtin(path):
                self._exceptions[path] = path
                continue
            name = self._scope.take(path.rpartition(":")[2].rpartition(".")[2])
            self._exceptions[path] = name
            self._bindings.append(f'{name} = exception_class("{path}")')

    def _function(self, function: func.FuncOp) -> str:
        printer = FunctionPrinter(
            function, self._scope, self._constants, self._callees, self._exceptions
        )
        name = self._function_names[function.sym_name.data]
        parameters = printer.parameters()
        head = f"def {name}({', '.join(parameters)}):"
        lines = [head, *map(str, printer.lines())]
        parts = ["\n".join(map(str, part)) for part in printer.parts]
        if function in self._entries:
            lines.insert(1, f'{INDENT}"""{_signature(function, parameters)}"""')
        return "\n\n\n".join([*parts, "\n".join(lines)])


def host_weights(module: ModuleOp) -> tuple[str, ...]:
    """The names of the weights that the host program itself reads, sorted."""
    subnetworks = {call.op for call in subnetwork_calls(module)}
    return tuple(
        sorted(
            {
                op.weight_name
                for op in module.walk()
                if isinstance(op, WeightOp) and _is_read_on_host(op, subnetworks)
            }
        )
    )


def _is_read_on_host(weight: WeightOp, subnetwork_calls: Container[Operation]) -> bool:
    return any(use.operation not in subnetwork_calls for use in weight.result.uses)


def _is_subnetwork(function: func.FuncOp) -> bool:
    return SUBNETWORK in function.attributes


def _is_weight(value: SSAValue) -> bool:
    return isinstance(value.owner, WeightOp)


def _type_text(type_: Attribute) -> str:
    if isinstance(type_, TensorType):
        shape = ", ".join("?" if size < 0 else str(size) for size in type_.get_shape())
        return f"{tensor_dtype(element_type(cast('TensorType[Attribute]', type_)))}[{shape}]"
    return {"i1": "bool", "i64": "int", "f64": "float"}.get(str(type_), str(type_))


def _signature(function: func.FuncOp, parameters: list[str]) -> str:
    types = function.function_type
    inputs = [
        f"{name}: {_type_text(type_)}"
        for name, type_ in zip(parameters, types.inputs.data, strict=True)
    ]
    outputs = ", ".join(map(_type_text, types.outputs.data)) or "nothing"
    return f"From {', '.join(inputs) or 'nothing'} to {outputs}."


def _array(op: arith.ConstantOp) -> str:
    """A tensor constant as a call of NumPy."""
    type_, value = op.result.type, op.value
    assert isinstance(type_, TensorType)
    dtype = numpy_dtype(element_type(cast("TensorType[Attribute]", type_)))
    if dtype is None or not isa(value, DenseIntOrFPElementsAttr):
        raise LoweringError(f"NumPy has no constant of {type_}", location=source_location(op))
    shape = type_.get_shape()
    value = constant_bits(value)
    if 0 in shape:
        return f"np.zeros({shape}, np.{dtype})"
    if value.is_splat():
        element = value.get_values()[0]
        if shape:
            return f"np.full({shape}, {_number(element, dtype)}, np.{dtype})"
        return f"np.array({_number(element, dtype)}, np.{dtype})"
    elements: Any = np.array(value.get_values(), dtype).reshape(shape).tolist()
    return f"np.array({_nested(elements, dtype)}, np.{dtype})"


def _nested(value: Any, dtype: str) -> str:
    if isinstance(value, list):
        items = cast("list[Any]", value)
        return f"[{', '.join(_nested(item, dtype) for item in items)}]"
    return _number(value, dtype)


def _number(value: object, dtype: str) -> str:
    if dtype == "bool":
        return str(bool(value))
    text = repr(value)
    return f"np.{text}" if text in ("nan", "inf") else "-np.inf" if text == "-inf" else text
