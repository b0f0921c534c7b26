"""``aten``: PyTorch itself is the calculator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, cast

import torch
from typing_extensions import override
from xdsl.interpreter import (
    Interpreter,
    InterpreterFunctions,
    OpImpl,
    OpImplResult,
    PythonValues,
    register_impls,
)
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.utils.exceptions import InterpretationError

from dycl.dialects.aten import Aten
from dycl.dialects.aten_operation import AtenOp, Element
from dycl.interpreters.values import dtype_of

UPDATED_IN_TRAINING = ("running_mean", "running_var")
"""Arguments that PyTorch overwrites in training without saying so in the schema."""


@cache
def operator(name: str) -> Callable[..., Any]:
    """PyTorch's operator for ``conv2d`` or ``add.Tensor``.

    Raises InterpretationError where the installed PyTorch has none.
    """
    packet_name, _, overload = name.partition(".")
    try:
        return getattr(getattr(torch.ops.aten, packet_name), overload or "default")
    except AttributeError as error:
        message = f"PyTorch {torch.__version__} has no operator aten::{name}"
        raise InterpretationError(message) from error


def python_arguments(op: AtenOp, operands: Mapping[SSAValue, Any]) -> dict[str, Any]:
    """The arguments of ``op`` by name, with the values of its operands in place."""

    def python_value(element: Element) -> Any:
        if isinstance(element, SSAValue):
            return operands[element]
        return dtype_of(element) if isinstance(element, Attribute) else element

    return {
        name: [python_value(element) for element in value]
        if isinstance(value, tuple)
        else python_value(value)
        for name, value in op.arguments().items()
    }


def run_aten(
    _functions: InterpreterFunctions, _interpreter: Interpreter, op: Operation, args: PythonValues
) -> OpImplResult:
    """Call PyTorch's operator; lists among its results are flattened."""
    assert isinstance(op, AtenOp)
    arguments = python_arguments(op, dict(zip(op.operands, args, strict=True)))
    for name in UPDATED_IN_TRAINING:
        if isinstance(arguments.get(name), torch.Tensor):
            arguments[name] = arguments[name].clone()
    results = operator(op.schema().name)(**arguments)
    return OpImplResult(tuple(_flat(results)), None)


def _flat(results: Any) -> Iterable[Any]:
    if isinstance(results, tuple | list):
        for result in cast("tuple[Any, ...]", results):
            yield from _flat(result)
    else:
        yield results


@register_impls
class AtenFunctions(InterpreterFunctions):
    """All operations of the dialect."""

    @override
    @classmethod
    def _impls(
        cls,
    ) -> Iterable[tuple[type[Operation], OpImpl[InterpreterFunctions, Operation]]]:
        return ((op_type, run_aten) for op_type in Aten.operations)
