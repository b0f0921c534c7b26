"""``relay``: calls, tuples and their fields."""

from __future__ import annotations

from typing import Any

from xdsl.dialects.builtin import ArrayAttr, FloatAttr, IntegerAttr, NoneType, StringAttr, i1
from xdsl.interpreter import (
    Interpreter,
    InterpreterFunctions,
    PythonValues,
    impl,
    register_impls,
)
from xdsl.ir import Attribute
from xdsl.utils.exceptions import InterpretationError
from xdsl.utils.hints import isa

from dycl.dialects import relay
from dycl.interpreters import relay_networks, relay_operators
from dycl.interpreters.relay_operators import Attributes
from dycl.interpreters.values import dtype_of

OPERATORS = {**relay_operators.OPERATORS, **relay_networks.OPERATORS}
"""Every operator by its Relay name."""


def python_value(attribute: Attribute) -> Any:
    """The Python value of an attribute of a call; a type is PyTorch's dtype."""
    if isa(attribute, ArrayAttr):
        return [python_value(element) for element in attribute.data]
    if isa(attribute, IntegerAttr):
        number = attribute.value.data
        return bool(number) if attribute.type == i1 else number
    if isa(attribute, FloatAttr):
        return attribute.value.data
    if isinstance(attribute, StringAttr):
        return attribute.data
    return dtype_of(attribute)


@register_impls
class RelayFunctions(InterpreterFunctions):
    """Calls, tuples and their fields."""

    @impl(relay.CallOp)
    def run_call(
        self, _interpreter: Interpreter, op: relay.CallOp, args: PythonValues
    ) -> PythonValues:
        callee = op.callee.data
        if callee not in OPERATORS:
            raise InterpretationError(f"the Relay operator {callee} has no meaning here")
        attributes = {
            name: python_value(value)
            for name, value in op.attrs.data.items()
            if not isinstance(value, NoneType)
        }
        return (OPERATORS[callee](*args, Attributes(callee, attributes)),)

    @impl(relay.TupleOp)
    def run_tuple(
        self, _interpreter: Interpreter, _op: relay.TupleOp, args: PythonValues
    ) -> PythonValues:
        return (tuple(args),)

    @impl(relay.TupleGetItemOp)
    def run_tuple_get_item(
        self, _interpreter: Interpreter, op: relay.TupleGetItemOp, args: PythonValues
    ) -> PythonValues:
        return (args[0][op.index.value.data],)
