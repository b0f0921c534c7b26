"""``tensor``: sizes, elements and less precise types."""

from __future__ import annotations

from typing import Any

import torch
from xdsl.dialects import tensor
from xdsl.dialects.builtin import DYNAMIC_INDEX, TensorType
from xdsl.interpreter import (
    Interpreter,
    InterpreterFunctions,
    PythonValues,
    impl,
    register_impls,
)
from xdsl.ir import Attribute
from xdsl.utils.hints import isa

from dycl.interpreters.values import dtype_of


@register_impls
class TensorFunctions(InterpreterFunctions):
    """The operations that host code needs."""

    @impl(tensor.CastOp)
    def run_cast(
        self, _interpreter: Interpreter, _op: tensor.CastOp, args: PythonValues
    ) -> PythonValues:
        return (args[0],)

    @impl(tensor.DimOp)
    def run_dim(
        self, _interpreter: Interpreter, _op: tensor.DimOp, args: PythonValues
    ) -> PythonValues:
        source, index = args
        return (source.shape[index],)

    @impl(tensor.ExtractOp)
    def run_extract(
        self, _interpreter: Interpreter, _op: tensor.ExtractOp, args: PythonValues
    ) -> PythonValues:
        source, *indices = args
        return (source[tuple(indices)].item(),)

    @impl(tensor.FromElementsOp)
    def run_from_elements(
        self, _interpreter: Interpreter, op: tensor.FromElementsOp, args: PythonValues
    ) -> PythonValues:
        return (_filled(op.result.type, list(args)),)

    @impl(tensor.SplatOp)
    def run_splat(
        self, _interpreter: Interpreter, op: tensor.SplatOp, args: PythonValues
    ) -> PythonValues:
        value, *sizes = args
        type_ = op.result.type
        assert isa(type_, TensorType)
        given = iter(sizes)
        shape = [next(given) if size == DYNAMIC_INDEX else size for size in type_.get_shape()]
        return (torch.full(shape, value, dtype=dtype_of(type_.get_element_type())),)


def _filled(type_: Attribute, elements: list[Any]) -> torch.Tensor:
    assert isa(type_, TensorType)
    values = torch.tensor(elements, dtype=dtype_of(type_.get_element_type()))
    return values.reshape(type_.get_shape())
