"""The pass ``fold-constants``."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar, cast

import numpy as np
import numpy.typing as npt
from xdsl.context import Context
from xdsl.dialects import arith
from xdsl.dialects.builtin import DenseIntOrFPElementsAttr, FloatAttr, IntegerAttr, ModuleOp, i1
from xdsl.ir import Attribute, Operation, OpResult, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import Rewriter
from xdsl.traits import is_side_effect_free
from xdsl.utils.hints import isa

from dycl.analysis.remarks import remark
from dycl.analysis.weight_values import weight_value
from dycl.dialects.aten_operation import AtenOp, Element
from dycl.dialects.dycl import ItemOp
from dycl.dialects.relay import dtype_name, is_tensor
from dycl.runtime.operators import HOST_OPERATORS

Array = npt.NDArray[Any]

DTYPES = frozenset([
    "bool", "int8", "int16", "int32", "int64", "uint8", "float16", "float32", "float64",
])  # fmt: skip
"""Element types of constants that are made, by NumPy's names."""

UNDEFINED = frozenset(["empty", "empty_like", "new_empty"])
"""Operators (without overload) whose results have whatever values memory had."""


@dataclass(frozen=True)
class FoldConstants(ModulePass):
    """Compute pure operators on constants and weights while compiling.

    The module's attribute ``dycl.weights`` names the file with the values of the weights. NumPy
    computes, as it does on the host, so results can be rounded otherwise than by a back end.
    ``dycl.item`` of a constant becomes a host constant; ``prune-dead-branches`` then removes
    branches on it. What raises, draws random numbers or has results of dynamic shape stays.

    Before::

        %w = dycl.weight @gate : tensor<2xf32>
        %m = aten.sum %w : (tensor<2xf32>) -> tensor<f32>
        %g = aten.gt.Scalar %m {other = 0.5} : (tensor<f32>) -> tensor<i1>
        %c = dycl.item %g : tensor<i1> -> i1

    After, where the weight is [1.0, 2.0]::

        %w = dycl.weight @gate : tensor<2xf32>
        %m = arith.constant dense<3.0> : tensor<f32>
        %g = arith.constant dense<true> : tensor<i1>
        %c = arith.constant true

    Options:

    * ``max-elements``: the most elements of a result that is written into the program.
    """

    name = "fold-constants"
    rounding_bound: ClassVar[float] = 1e-5
    """How much results may differ, as a share of the largest element; see dycl.validation."""

    max_elements: int = 1024

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        # Operands come first, so chains fold in one walk.
        for operation in list(op.walk()):
            match operation:
                case AtenOp():
                    self._fold(operation)
                case ItemOp():
                    self._fold_item(operation)
                case _:
                    pass

    def _fold(self, operation: AtenOp) -> None:
        if not all(self._is_small(result.type) for result in operation.results):
            return
        arrays = _computed(operation)
        if arrays is None:
            return
        constants = [
            _constant(array, result.type)
            for array, result in zip(arrays, operation.results, strict=True)
        ]
        made = [arith.ConstantOp(constant) for constant in constants if constant is not None]
        if len(made) == len(constants):
            self._replace(operation, made)

    def _fold_item(self, operation: ItemOp) -> None:
        if not self._is_small(operation.tensor.type):
            return
        array = _value(operation.tensor)
        if array is None:
            return
        number, type_ = array.item(), operation.result.type
        if type_ == i1:
            constant = IntegerAttr.from_bool(number)
        elif isinstance(number, int):
            constant = IntegerAttr(number, 64)
        else:
            constant = FloatAttr(number, 64)
        self._replace(operation, [arith.ConstantOp(constant)])

    def _replace(self, operation: Operation, constants: list[arith.ConstantOp]) -> None:
        for constant in constants:
            constant.location = operation.location
        remark(self.name, operation, f"computed {operation.name} while compiling")
        Rewriter.replace_op(operation, constants, [constant.result for constant in constants])

    def _is_small(self, type_: Attribute) -> bool:
        return (
            is_tensor(type_)
            and type_.has_static_shape()
            and 0 < math.prod(type_.get_shape()) <= self.max_elements
            and dtype_name(type_.get_element_type()) in DTYPES
        )


def _computed(operation: AtenOp) -> list[Array] | None:
    """The results of ``operation``; None where they are not known, or it raises."""
    name = operation.schema().name
    function = HOST_OPERATORS.get(name)
    if (
        function is None
        or name.partition(".")[0] in UNDEFINED
        or not is_side_effect_free(operation)
    ):
        return None
    known: dict[SSAValue, Array] = {}
    for operand in operation.operands:
        array = _value(operand)
        if array is None:
            return None
        known[operand] = array
    values = operation.arguments()
    positional: list[Any] = []
    named: dict[str, Any] = {}
    for argument in operation.schema().arguments:
        given = values[argument.name]
        value = (
            [_python(element, known) for element in given]
            if isinstance(given, tuple)
            else _python(given, known)
        )
        if not argument.has_default and not argument.keyword_only:
            positional.append(value)
        elif argument.name in operation.attributes:
            named[argument.name] = value
    try:
        computed: Any = function(*positional, **named)
    except Exception:  # whatever an operator says of its arguments, it says again at run time
        return None
    is_list = isinstance(computed, tuple | list)
    results = list(cast("tuple[Any, ...]", computed)) if is_list else [computed]
    if len(results) != len(operation.results):
        return None
    fit = all(
        isinstance(array, np.ndarray) and _has_type(cast("Array", array), result.type)
        for array, result in zip(results, operation.results, strict=True)
    )
    return results if fit else None


def _python(element: Element, known: dict[SSAValue, Array]) -> Any:
    """An argument as NumPy's operators take it."""
    match element:
        case SSAValue():
            return known[element]
        case Attribute():
            return np.dtype(dtype_name(element))
        case _:
            return element


def _value(value: SSAValue) -> Array | None:
    """The array that a constant or a weight is; None for all else."""
    if not isinstance(value, OpResult):
        return None
    if not isinstance(value.op, arith.ConstantOp):
        array = weight_value(value)
        return array if array is not None and _has_type(array, value.type) else None
    elements = value.op.value
    return _array(elements) if isa(elements, DenseIntOrFPElementsAttr) else None


def _array(elements: DenseIntOrFPElementsAttr[Any]) -> Array | None:
    name = dtype_name(elements.get_element_type())
    if name not in DTYPES:
        return None
    values: Any = elements.get_values()
    shape = elements.get_shape()
    return np.broadcast_to(np.array(values, name), (math.prod(shape),)).reshape(shape)


def _constant(array: Array, type_: Attribute) -> DenseIntOrFPElementsAttr[Any] | None:
    """``array`` as an attribute; None where that would not have the same bits."""
    assert is_tensor(type_)
    numbers: Any = array.astype(np.int8) if array.dtype == np.bool else array
    made: DenseIntOrFPElementsAttr[Any] = DenseIntOrFPElementsAttr.from_list(  # pyright: ignore[reportUnknownMemberType]
        cast("Any", type_), numbers.ravel().tolist()
    )
    again = _array(made)
    return made if again is not None and again.tobytes() == array.tobytes() else None


def _has_type(array: Array, type_: Attribute) -> bool:
    return (
        is_tensor(type_)
        and array.shape == type_.get_shape()
        and array.dtype.name == dtype_name(type_.get_element_type())
    )
