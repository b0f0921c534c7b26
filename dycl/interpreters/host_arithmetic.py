"""``arith``, ``math``, ``ub`` and the arithmetic of ``dycl`` on host scalars, as Python computes.

Host code came from Python. So integers don't overflow, and dividing by zero or leaving a function's
domain raises Python's exception. ``arith.constant`` of a ``dense`` attribute is a tensor.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from typing_extensions import override
from xdsl.dialects import arith, ub
from xdsl.dialects import math as mlir_math
from xdsl.dialects.builtin import (
    DenseIntOrFPElementsAttr,
    FloatAttr,
    IntegerAttr,
    IntegerType,
    i1,
)
from xdsl.interpreter import (
    Interpreter,
    InterpreterFunctions,
    OpImpl,
    OpImplResult,
    PythonValues,
    impl,
    register_impls,
)
from xdsl.ir import Attribute, Operation
from xdsl.utils.exceptions import InterpretationError
from xdsl.utils.hints import isa

from dycl.dialects import dycl
from dycl.interpreters.values import POISON, tensor_from_attribute
from dycl.runtime import scalars

Function = Callable[..., Any]


def _floor_quotient(left: float, right: float) -> float:
    return left // right


def _ceiling_quotient(left: int, right: int) -> int:
    return -(-left // right)


def _quotient(left: float, right: float) -> float:
    return left / right


def _and(left: int, right: int) -> int:
    return left & right


def _or(left: int, right: int) -> int:
    return left | right


def _exclusive_or(left: int, right: int) -> int:
    return left ^ right


def _shift_left(value: int, bits: int) -> int:
    return value << bits


def _shift_right(value: int, bits: int) -> int:
    return value >> bits


def _select(condition: bool, left: object, right: object) -> object:
    return left if condition else right


def _power(base: float, exponent: float) -> float:
    return base**exponent


def _reciprocal_root(value: float) -> float:
    return 1.0 / math.sqrt(value)


def _multiply_add(left: float, right: float, added: float) -> float:
    return left * right + added


ARITHMETIC: dict[type[Operation], Function] = {
    arith.AddiOp: operator.add,
    arith.SubiOp: operator.sub,
    arith.MuliOp: operator.mul,
    arith.DivSIOp: scalars.truncated_quotient,
    arith.RemSIOp: scalars.truncated_remainder,
    arith.FloorDivSIOp: _floor_quotient,
    arith.CeilDivSIOp: _ceiling_quotient,
    arith.MinSIOp: min,
    arith.MaxSIOp: max,
    arith.AndIOp: _and,
    arith.OrIOp: _or,
    arith.XOrIOp: _exclusive_or,
    arith.ShLIOp: _shift_left,
    arith.ShRSIOp: _shift_right,
    arith.AddfOp: operator.add,
    arith.SubfOp: operator.sub,
    arith.MulfOp: operator.mul,
    arith.DivfOp: _quotient,
    arith.NegfOp: operator.neg,
    arith.MinimumfOp: scalars.minimum,
    arith.MaximumfOp: scalars.maximum,
    arith.MinnumfOp: scalars.minimum_number,
    arith.MaxnumfOp: scalars.maximum_number,
    arith.SelectOp: _select,
    arith.FPToSIOp: int,
    arith.SIToFPOp: float,
    arith.UIToFPOp: float,
    dycl.FloorDivOp: _floor_quotient,
    dycl.FmodOp: math.fmod,
    dycl.HypotOp: math.hypot,
    dycl.ModOp: operator.mod,
}
"""What the operations do with the values of their operands."""

MATHEMATICS: dict[type[Operation], Function] = {
    mlir_math.AbsFOp: abs,
    mlir_math.AbsIOp: abs,
    mlir_math.AcosOp: math.acos,
    mlir_math.AcoshOp: math.acosh,
    mlir_math.AsinOp: math.asin,
    mlir_math.AsinhOp: math.asinh,
    mlir_math.AtanOp: math.atan,
    mlir_math.AtanhOp: math.atanh,
    mlir_math.Atan2Op: math.atan2,
    mlir_math.CbrtOp: math.cbrt,
    mlir_math.CeilOp: scalars.ceil,
    mlir_math.CopySignOp: math.copysign,
    mlir_math.CosOp: math.cos,
    mlir_math.CoshOp: math.cosh,
    mlir_math.ErfOp: math.erf,
    mlir_math.ExpOp: math.exp,
    mlir_math.Exp2Op: math.exp2,
    mlir_math.ExpM1Op: math.expm1,
    mlir_math.FPowIOp: _power,
    mlir_math.FloorOp: scalars.floor,
    mlir_math.FmaOp: _multiply_add,
    mlir_math.IPowIOp: _power,
    mlir_math.LogOp: math.log,
    mlir_math.Log10Op: math.log10,
    mlir_math.Log1pOp: math.log1p,
    mlir_math.Log2Op: math.log2,
    mlir_math.PowFOp: _power,
    mlir_math.RoundEvenOp: scalars.round_even,
    mlir_math.RoundOp: scalars.round_half_away,
    mlir_math.RsqrtOp: _reciprocal_root,
    mlir_math.SinOp: math.sin,
    mlir_math.SinhOp: math.sinh,
    mlir_math.SqrtOp: math.sqrt,
    mlir_math.TanOp: math.tan,
    mlir_math.TanhOp: math.tanh,
    mlir_math.TruncOp: scalars.trunc,
}
"""As :data:`ARITHMETIC`."""

_WORD = 1 << 64
_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}


def compare_integers(predicate: str, left: int, right: int) -> bool:
    """``arith.cmpi``: ``eq``, ``ne``, signed (``slt``) or as 64-bit words (``ult``)."""
    if predicate in ("eq", "ne"):
        return _COMPARISONS[predicate](left, right)
    if predicate[0] == "u":
        left, right = left % _WORD, right % _WORD
    return _COMPARISONS[predicate[1:]](left, right)


def compare_floats(predicate: str, left: float, right: float) -> bool:
    """``arith.cmpf``: ``o…`` is false and ``u…`` is true where an operand is NaN."""
    is_unordered = scalars.is_unordered(left, right)
    match predicate:
        case "false" | "true":
            return predicate == "true"
        case "ord" | "uno":
            return is_unordered == (predicate == "uno")
        case _ if is_unordered:
            return predicate[0] == "u"
        case _:
            return _COMPARISONS[predicate[1:]](left, right)


def _apply(
    function: Function,
    _functions: InterpreterFunctions,
    _interpreter: Interpreter,
    _op: Operation,
    args: PythonValues,
) -> OpImplResult:
    return OpImplResult((function(*args),), None)


@register_impls
class HostArithmeticFunctions(InterpreterFunctions):
    """``arith``, ``math`` and ``ub``."""

    @override
    @classmethod
    def _impls(
        cls,
    ) -> Iterable[tuple[type[Operation], OpImpl[InterpreterFunctions, Operation]]]:
        for op_type, function in {**ARITHMETIC, **MATHEMATICS}.items():
            yield op_type, partial(_apply, function)
        yield from super()._impls()

    @impl(arith.ConstantOp)
    def run_constant(
        self, _interpreter: Interpreter, op: arith.ConstantOp, _args: PythonValues
    ) -> PythonValues:
        return (constant_value(op.value),)

    @impl(ub.PoisonOp)
    def run_poison(
        self, _interpreter: Interpreter, _op: ub.PoisonOp, _args: PythonValues
    ) -> PythonValues:
        return (POISON,)

    @impl(dycl.RoundOp)
    def run_round(
        self, _interpreter: Interpreter, op: dycl.RoundOp, args: PythonValues
    ) -> PythonValues:
        return (round(args[0], op.digits.value.data),)

    @impl(arith.CmpiOp)
    def run_cmpi(
        self, _interpreter: Interpreter, op: arith.CmpiOp, args: PythonValues
    ) -> PythonValues:
        predicate = arith.CMPI_COMPARISON_OPERATIONS[op.predicate.value.data]
        return (compare_integers(predicate, *args),)

    @impl(arith.CmpfOp)
    def run_cmpf(
        self, _interpreter: Interpreter, op: arith.CmpfOp, args: PythonValues
    ) -> PythonValues:
        predicate = arith.CMPF_COMPARISON_OPERATIONS[op.predicate.value.data]
        return (compare_floats(predicate, *args),)

    @impl(arith.ExtUIOp)
    def run_extui(
        self, _interpreter: Interpreter, op: arith.ExtUIOp, args: PythonValues
    ) -> PythonValues:
        return (_from_bits(_to_bits(args[0], op.input.type), op.result.type),)

    @impl(arith.ExtSIOp)
    def run_extsi(
        self, _interpreter: Interpreter, op: arith.ExtSIOp, args: PythonValues
    ) -> PythonValues:
        return (-int(args[0]) if op.input.type == i1 else args[0],)

    @impl(arith.TruncIOp)
    def run_trunci(
        self, _interpreter: Interpreter, op: arith.TruncIOp, args: PythonValues
    ) -> PythonValues:
        return (_from_bits(_to_bits(args[0], op.result.type), op.result.type),)

    @impl(arith.IndexCastOp)
    def run_index_cast(
        self, _interpreter: Interpreter, _op: arith.IndexCastOp, args: PythonValues
    ) -> PythonValues:
        return (args[0],)


def _width(type_: Attribute) -> int:
    if not isa(type_, IntegerType):
        raise InterpretationError(f"{type_} is not an integer type")
    return type_.width.data


def _to_bits(value: int, type_: Attribute) -> int:
    return int(value) % (1 << _width(type_))


def _from_bits(bits: int, type_: Attribute) -> int:
    if type_ == i1:
        return bool(bits)
    width = _width(type_)
    return bits - (1 << width) if bits >> (width - 1) else bits


def constant_value(attribute: Attribute) -> Any:
    """The value of an ``arith.constant``.

    Raises InterpretationError for an attribute that is neither a number nor ``dense``.
    """
    if isa(attribute, IntegerAttr):
        number = attribute.value.data
        return bool(number) if attribute.type == i1 else number
    if isinstance(attribute, FloatAttr):
        return attribute.value.data
    if isa(attribute, DenseIntOrFPElementsAttr):
        return tensor_from_attribute(attribute)
    raise InterpretationError(f"no value stands for the constant {attribute}")
