"""Prints a whole host program in C."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from xdsl.dialects import arith, func
from xdsl.dialects.builtin import DenseIntOrFPElementsAttr, ModuleOp, TensorType
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.utils.hints import isa

from dycl.analysis.entry_functions import entry_functions
from dycl.analysis.subnetworks import subnetwork_calls
from dycl.dialects.aten import SymSizeIntOp
from dycl.dialects.aten_operation import AtenOp
from dycl.dialects.dycl import WeightOp
from dycl.errors import LoweringError
from dycl.runtime.manifest import TensorType as StaticTensor
from dycl.targets.c_program.copies import copies, is_empty
from dycl.targets.c_program.expressions import is_view
from dycl.targets.c_program.names import Scope, identifier
from dycl.targets.c_program.statements import Callee, FunctionPrinter
from dycl.targets.c_program.types import ELEMENTS, has_rows, host_tensor, unsupported

_TITLE = "/* What decides: the program between the sub-networks. Written by dycl. */"


class CProgram:
    """The residual program of a module after ``outline-regions``, as C.

    Raises LoweringError where it does what C does not.
    """

    def __init__(self, module: ModuleOp) -> None:
        self._entry = _entry(module)
        self._calls = {call.op: call for call in subnetwork_calls(module)}
        _check(self._entry, self._calls.keys())
        self._scope = Scope()
        self._constants: dict[SSAValue, str] = {}
        self._definitions: list[str] = []
        self.weights: tuple[str, ...] = ()
        """The weights that the host program itself reads, in the order of their pointers."""
        self.instances = tuple(dict.fromkeys(call.instance for call in self._calls.values()))
        """The instances that it calls; the pointers to their weights begin at ``NAME_weights``."""
        for instance in (*self.instances, "host"):
            self._scope.take(f"{instance}_weights")
        types = self._entry.function_type
        self.inputs = tuple(self._input(each) for each in types.inputs.data)
        self.outputs = tuple(host_tensor(each, self._entry) for each in types.outputs.data)
        self._bind_weights()
        self._bind_constants()

    def text(self) -> str:
        """The program."""
        printer = FunctionPrinter(self._entry, self._scope, self._constants, self._callees())
        buffers = printer.buffers
        lines = "\n".join(map(str, printer.lines()))
        subnetworks = dict.fromkeys(call.callee for call in self._calls.values())
        declarations = [f"DYCL_SUBNETWORK({name});" for name in subnetworks]
        parts = [
            _TITLE,
            '#include "dycl_host.h"\n#include "weights.h"',
            "\n".join(declarations),
            "\n".join(self._definitions),
            f"/* {self._signature()} */\n"
            "static void forward(dycl_frame *frame, void *const *inputs, void *const *outputs) {\n"
            f"{lines}\n}}",
            f"DYCL_HOST_PROGRAM(forward, {buffers.arena_bytes}, {buffers.block_count})",
        ]
        return "\n\n".join(part for part in parts if part) + "\n"

    def _input(self, type_: Attribute) -> StaticTensor:
        tensor = host_tensor(type_, self._entry)
        if tensor.has_rows:
            raise unsupported(
                self._entry,
                f"an input has the type {type_}; the C host program needs to know the shapes of "
                "inputs in advance",
            )
        return tensor

    def _signature(self) -> str:
        names = [arg.name_hint or f"arg_{arg.index}" for arg in self._entry.body.block.args]
        inputs = [f"{name}: {type_}" for name, type_ in zip(names, self.inputs, strict=True)]
        outputs = ", ".join(map(str, self.outputs))
        return f"From {', '.join(inputs) or 'nothing'} to {outputs or 'nothing'}."

    def _callees(self) -> dict[Operation, Callee]:
        return {
            op: Callee(
                call.callee,
                call.instance,
                tuple(value for value in op.arguments if not isinstance(value.owner, WeightOp)),
            )
            for op, call in self._calls.items()
        }

    def _bind_weights(self) -> None:
        names: dict[str, int] = {}
        for op in self._entry.walk():
            if isinstance(op, WeightOp) and self._is_read(op):
                index = names.setdefault(op.weight_name, len(names))
                type_: Attribute = op.result.type
                element = ELEMENTS[host_tensor(type_, op).dtype]
                pointer = f"frame->weights[host_weights + {index}]"
                self._constants[op.result] = f"(({element} *){pointer})"
        self.weights = tuple(names)

    def _is_read(self, weight: WeightOp) -> bool:
        """Whether anything but a sub-network, which has its own pointers, uses a weight."""
        return any(use.operation not in self._calls for use in weight.result.uses)

    def _bind_constants(self) -> None:
        arrays: dict[str, str] = {}
        for op in self._entry.walk():
            if not isinstance(op, arith.ConstantOp):
                continue
            type_: Attribute = op.result.type
            if isa(type_, TensorType):
                tensor, elements = host_tensor(type_, op), _elements(op)
                text = f"{tensor}{elements}"
                if text not in arrays:
                    name = self._scope.take(identifier(op.result.name_hint or "constant").upper())
                    arrays[text] = name
                    size = max(int(np.prod(tensor.shape)), 1)
                    self._definitions.append(
                        f"static _Alignas(64) {ELEMENTS[tensor.dtype]} {name}[{size}] = {elements};"
                    )
                self._constants[op.result] = arrays[text]


def _entry(module: ModuleOp) -> func.FuncOp:
    entry, *others = entry_functions(module)
    if others:
        raise LoweringError(
            f"a native host has one entry function; this program has {1 + len(others)}",
            hint="compile it for one example, or with the host in Python",
        )
    return entry


def _check(function: func.FuncOp, calls: Any) -> None:
    """Raise LoweringError for the first thing that C does not do."""
    for op in function.walk():
        match op:
            case AtenOp() if not _is_known(op):
                raise unsupported(
                    op,
                    f"{op.name} stays on the host, and the C host program cannot compute it",
                )
            case func.CallOp() if op not in calls:
                raise unsupported(op, f"the C host program cannot call @{op.callee.string_value()}")
            case func.CallOp() if any(has_rows(each.type) for each in (*op.operands, *op.results)):
                raise unsupported(
                    op,
                    f"the C host program cannot call @{op.callee.string_value()} with a number of "
                    "rows that only a call knows",
                )
            case arith.IndexCastOp():
                continue
            case _:
                for value in _defined_by(op):
                    host_tensor(value.type, op)


def _is_known(op: AtenOp) -> bool:
    return is_view(op) or copies(op) or is_empty(op) or isinstance(op, SymSizeIntOp)


def _defined_by(op: Operation) -> Iterator[SSAValue]:
    yield from op.results
    for region in op.regions:
        for block in region.blocks:
            yield from block.args


def _elements(op: arith.ConstantOp) -> str:
    """The elements of a tensor constant as an initializer."""
    type_, value = op.result.type, op.value
    tensor = host_tensor(type_, op)
    if not isa(value, DenseIntOrFPElementsAttr):
        raise unsupported(op, f"the C host program has no constant {value}")
    array = np.array(value.get_values(), _dtype(tensor))
    if array.size and value.is_splat():
        array = np.full(tensor.shape, array.flat[0], array.dtype)
    if not array.any() and not np.signbit(array.astype(np.float64)).any():
        return "{0}"
    if tensor.dtype == "float16":
        return f"{{{', '.join(map(str, array.view(np.uint16).ravel()))}}}"
    return f"{{{', '.join(map(_number, array.ravel().tolist()))}}}"


def _dtype(tensor: StaticTensor) -> np.dtype[Any]:
    return np.dtype(tensor.dtype)


def _number(value: float) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value) if value != -(2**63) else "INT64_MIN"
    if value != value:
        return "NAN"
    if value in (float("inf"), float("-inf")):
        return "INFINITY" if value > 0 else "-INFINITY"
    return repr(value)
