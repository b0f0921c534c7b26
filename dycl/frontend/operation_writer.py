"""Writes the ``aten`` operation for a call of one of PyTorch's operators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

import torch
from xdsl.dialects.builtin import f64, i1, i64
from xdsl.ir import Attribute, SSAValue

from dycl.dialects.aten_operation import ArgumentValue, AtenOp
from dycl.dialects.aten_schema import Kind
from dycl.errors import FrontendError
from dycl.frontend.host_scalars import is_boolean
from dycl.frontend.operators import OPERATIONS, RESHAPES, scalar_overload
from dycl.frontend.torch_internals import aten, expression_of
from dycl.frontend.types import element_type, tensor_type

if TYPE_CHECKING:
    from dycl.frontend.recorder import Recorder


class OperationWriter:
    """Writes operations for a recorder."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.emitter = recorder.emitter
        self.host = recorder.host

    def record(
        self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any], outputs: Sequence[Any]
    ) -> list[SSAValue]:
        """Append the ``aten`` operation of one call; returns the values of its tensor results."""
        schema = func._schema
        name = schema.name.removeprefix("aten::")
        if name in RESHAPES:
            name, func = "reshape", aten.reshape.default
            args, kwargs = (args[0], tuple(outputs[0].shape)), {}
            schema = func._schema
        if name == "to":
            name, func = "_to_copy", aten._to_copy.default
            args, kwargs = args[:1], {"dtype": outputs[0].dtype}
            schema = func._schema
        given = dict(zip((a.name for a in schema.arguments), args, strict=False)) | kwargs
        overload = f".{schema.overload_name}" if schema.overload_name else ""
        overload = scalar_overload(name, overload, schema, given)
        operation = OPERATIONS.get(f"aten.{name}{overload}")
        if operation is None or not schema.name.startswith("aten::"):
            self.recorder.report(
                FrontendError(f"the operator {schema.name}{overload} is not supported")
            )
            return [self.emitter.poison(self._result_type(output)) for output in outputs]
        arguments: dict[str, Any] = {}
        for argument in operation.schema().arguments:
            if argument.name in given:
                value = given[argument.name]
                if argument.needs_operand and not isinstance(value, torch.Tensor):
                    value = self._number_as_tensor(value, args[0].dtype)
                arguments[argument.name] = self._argument(argument.kind, value)
        if len(outputs) == 1 and getattr(outputs[0], "dtype", None) == torch.bool:
            return [self._recorded_once(operation, arguments, outputs[0])]
        emitted = self.emitter.emit(operation(arguments, [self._result_type(o) for o in outputs]))
        return list(emitted.results)

    def _recorded_once(
        self, operation: type[AtenOp], arguments: dict[str, Any], output: torch.Tensor
    ) -> SSAValue:
        """A condition; computing it again gives the value that is there, and so the same sizes."""
        key = (operation, *((name, _hashable(value)) for name, value in arguments.items()))
        if (known := self.emitter.recall(key)) is not None:
            return known
        emitted = self.emitter.emit(operation(arguments, [self._result_type(output)]))
        return self.emitter.remember(key, emitted.results[0])

    def _number_as_tensor(self, value: Any, dtype: torch.dtype) -> torch.Tensor:
        """A Python number where an operator wants a tensor; ``dtype`` is the other operand's."""
        is_float = isinstance(value, float | torch.SymFloat)
        if is_float and not dtype.is_floating_point:
            dtype = torch.get_default_dtype()
        return self.recorder.apply(aten.scalar_tensor.default, (value,), {"dtype": dtype})

    def _argument(self, kind: Kind, value: Any) -> ArgumentValue:
        match value:
            case torch.Tensor():
                return self.recorder.memory.read(value)
            case tuple() | list():
                elements = cast("Sequence[Any]", value)
                return tuple(cast(Any, self._argument(kind, element)) for element in elements)
            case torch.SymInt() | torch.SymFloat() | torch.SymBool():
                expression = expression_of(value)
                if expression.is_number and not is_boolean(expression):
                    return int(expression) if isinstance(value, torch.SymInt) else float(expression)
                return self.host.value(value)
            case torch.dtype():
                return element_type(value)
            case _:
                return value

    def _result_type(self, output: Any) -> Attribute:
        match output:
            case torch.Tensor():
                return tensor_type(output.dtype, output.shape)
            case bool() | torch.SymBool():
                return i1
            case int() | torch.SymInt():
                return i64
            case _:
                return f64


def _hashable(value: Any) -> Any:
    return (
        tuple(cast("list[Any]", value)) if isinstance(value, list | tuple) else (type(value), value)
    )
