"""Run-time numbers from IR values, and IR values from run-time numbers.

Integers are PyTorch's ``SymInt`` so that tensor operators take them as sizes; their arithmetic is
exact, and becomes IR where a value is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import sympy  # pyright: ignore[reportMissingTypeStubs]
import torch
from xdsl.dialects import arith
from xdsl.dialects import math as math_dialect
from xdsl.dialects.builtin import f64, i1, i64
from xdsl.ir import Block, Operation, SSAValue

from dycl.dialects import aten
from dycl.errors import FrontendError
from dycl.frontend.emitter import Emitter
from dycl.frontend.host_numbers import HostBool, HostFloat, Number
from dycl.frontend.runtime_text import ESCAPED_MARK, MARK, RuntimeText, refuse_text
from dycl.frontend.torch_internals import ShapeEnv, assume_size, expression_of
from dycl.frontend.torch_internals import sympy_functions as torch_sympy


def is_boolean(expression: Any) -> bool:
    """Whether a symbolic expression is a truth value."""
    return isinstance(expression, sympy.logic.boolalg.Boolean) and not isinstance(
        expression, sympy.Symbol
    )


class HostScalars:
    """Makes run-time numbers from IR values and IR values from run-time numbers."""

    def __init__(self, emitter: Emitter, shape_env: ShapeEnv) -> None:
        self.emitter = emitter
        self.shape_env = shape_env
        self._symbols: dict[sympy.Symbol, Callable[[], SSAValue]] = {}
        self._scopes: dict[sympy.Symbol, Block] = {}
        self._floats: dict[SSAValue, torch.SymFloat] = {}
        self._placeholders: list[tuple[SSAValue, str]] = []

    # From IR values

    def from_value(self, value: SSAValue) -> Number:
        """The Python number that stands for a host scalar."""
        if value.type == i1:
            return HostBool(self, value)
        if value.type == f64:
            return HostFloat(self, value)
        return self.new_integer(lambda: value)

    def new_integer(self, define: Callable[[], SSAValue], *, is_size: bool = False) -> torch.SymInt:
        """An integer that ``define`` writes where it is needed."""
        integer = self.shape_env.create_unbacked_symint()
        if is_size:
            assume_size(integer)
        self.define(integer, define)
        return integer

    def new_size(self) -> torch.SymInt:
        """A size to be given a meaning with :meth:`define`."""
        integer = self.shape_env.create_unbacked_symint()
        assume_size(integer)
        return integer

    def define(self, integer: torch.SymInt, define: Callable[[], SSAValue]) -> None:
        """Say how the symbol of ``integer`` is computed."""
        self._symbols[expression_of(integer)] = define
        self._scopes[expression_of(integer)] = self.emitter.block

    def settled(self, value: Any) -> Any:
        """``value``; what symbolic algebra has made of floats is computed before it goes on.

        The algebra sums up and distributes constants, which changes how floats are rounded.
        """
        if not isinstance(value, torch.SymFloat):
            return value
        expression = expression_of(value)
        return float(expression) if expression.is_number else HostFloat(self, self.float(value))

    def define_sizes(self, value: SSAValue, sizes: tuple[int | torch.SymInt, ...]) -> None:
        """Say that new symbols among ``sizes`` are the dimensions of the tensor ``value``."""
        self.define_later(sizes, lambda: value)

    def define_later(
        self, sizes: tuple[int | torch.SymInt, ...], read: Callable[[], SSAValue]
    ) -> None:
        """Like :meth:`define_sizes` for a tensor that ``read`` writes where it is needed."""
        for dim, size in enumerate(sizes):
            if isinstance(size, torch.SymInt):
                symbol = expression_of(size)
                if isinstance(symbol, sympy.Symbol) and symbol not in self._symbols:
                    self.define(size, lambda dim=dim: self.size(read(), dim))

    def size(self, value: SSAValue, dim: int) -> SSAValue:
        """The size of dimension ``dim`` of the tensor ``value`` as an ``i64``."""
        key = ("size", value, dim)
        if (known := self.emitter.recall(key)) is not None:
            return known
        operation = aten.SymSizeIntOp({"self": value, "dim": dim}, [i64])
        return self.emitter.remember(key, self.emitter.emit(operation).results[0])

    # To IR values

    def is_visible(self, number: Number) -> bool:
        """Whether ``number`` can be computed at the insertion point."""
        if isinstance(number, HostBool | HostFloat):
            return self.emitter.is_visible(number.value)
        if isinstance(number, torch.SymInt | torch.SymFloat | torch.SymBool):
            symbols = expression_of(number).free_symbols
            return all(self._scopes.get(symbol) in self.emitter.path for symbol in symbols)
        return True

    def value(self, number: Number) -> SSAValue:
        """The IR value of any Python number."""
        match number:
            case HostBool() | HostFloat():
                return number.value
            case bool() | int() | float():
                return self.emitter.constant(number)
            case _:
                return self._expression(expression_of(number))

    def value_of(self, expression: Any) -> SSAValue:
        """The IR value of a symbolic expression."""
        return self._expression(expression)

    def boolean(self, number: Number) -> SSAValue:
        """``number`` (a bool) as an ``i1``."""
        return self.value(number)

    def integer(self, number: Number) -> SSAValue:
        """``number`` (an int or bool) as an ``i64``."""
        return self.value(self.as_integer(number))

    def float(self, number: Number) -> SSAValue:
        """``number`` as an ``f64``."""
        if isinstance(number, HostBool):
            number = self.as_integer(number)
        if isinstance(number, int):
            return self.emitter.constant(float(number))
        value = self.value(number)
        return value if value.type == f64 else self._emit(arith.SIToFPOp(value, f64))

    def as_integer(self, number: Number) -> int | torch.SymInt:
        """Python's ``int`` of an int or bool."""
        if isinstance(number, torch.SymBool):
            number = self.from_value(self.value(number))
        if isinstance(number, HostBool):
            value = self._emit(arith.ExtUIOp(number.value, i64))
            return self.new_integer(lambda: value)
        return number if isinstance(number, torch.SymInt) else int(number)

    def natural_power(self, base: int | torch.SymInt, exponent: int | torch.SymInt) -> Number:
        """``base ** exponent``, where ``exponent`` is not negative."""
        if isinstance(exponent, int):
            return cast("Any", base) ** exponent
        value = self._emit(math_dialect.IPowIOp(self.integer(base), self.integer(exponent)))
        return self.new_integer(lambda: value)

    def truncate(self, number: HostFloat) -> torch.SymInt:
        """Python's ``int`` of a float."""
        value = self._emit(arith.FPToSIOp(number.value, i64))
        return self.new_integer(lambda: value)

    def rounded(self, number: HostFloat, how: str) -> torch.SymInt:
        """``math.floor``, ``math.ceil``, ``math.trunc`` or ``round`` (``how``) of a float."""
        operations: dict[str, Any] = {
            "floor": math_dialect.FloorOp,
            "ceil": math_dialect.CeilOp,
            "round": math_dialect.RoundEvenOp,
        }
        if how in operations:
            number = self.emit_float(operations[how](number.value))
        return self.truncate(number)

    def symbol_of(self, number: HostFloat) -> Any:
        """The ``SymFloat`` that PyTorch's operators take for ``number``; their types hide that."""
        if number.value not in self._floats:
            symbol = self.shape_env.create_unbacked_symfloat()
            self._symbols[expression_of(symbol)] = lambda: number.value
            self._floats[number.value] = symbol
        return self._floats[number.value]

    def negate(self, number: HostBool) -> HostBool:
        """``not number``."""
        return self.emit_bool(arith.XOrIOp(number.value, self.emitter.constant(True)))

    # Text

    def placeholder(self, value: SSAValue, spec: str) -> str:
        """Text that stands for ``value`` formatted by ``spec`` inside a longer text."""
        self._placeholders.append((value, spec))
        return RuntimeText(f"{MARK}{len(self._placeholders) - 1}{MARK}")

    def parts(self, text: str) -> tuple[list[str], list[tuple[SSAValue, str]]]:
        """The text around the placeholders in ``text``, and each one's value and format."""
        if str.__contains__(text, ESCAPED_MARK):
            refuse_text()
        parts = str.split(text, MARK)
        return parts[::2], [self._placeholders[int(index)] for index in parts[1::2]]

    def is_text_visible(self, text: str) -> bool:
        """Whether all numbers in ``text`` can be read at the insertion point."""
        return all(self.emitter.is_visible(value) for value, _ in self.parts(text)[1])

    def template(self, text: str) -> tuple[str, list[SSAValue]]:
        """``text`` as a ``str.format`` template, with the values of its placeholders."""
        literals, fields = self.parts(text)
        escaped = [literal.replace("{", "{{").replace("}", "}}") for literal in literals]
        result = escaped[0]
        for (_, spec), literal in zip(fields, escaped[1:], strict=True):
            result += (f"{{:{spec}}}" if spec else "{}") + literal
        return result, [value for value, _ in fields]

    # Emission

    def _emit(self, operation: Operation) -> SSAValue:
        return self.emitter.emit(operation).results[0]

    def emit_bool(self, operation: Operation) -> HostBool:
        """Append ``operation`` and wrap its ``i1``."""
        return HostBool(self, self._emit(operation))

    def emit_float(self, operation: Operation) -> HostFloat:
        """Append ``operation`` and wrap its ``f64``."""
        return HostFloat(self, self._emit(operation))

    def _expression(self, expression: Any) -> SSAValue:
        key = ("expression", expression)
        if (known := self.emitter.recall(key)) is not None:
            return known
        value = self._compute(expression)
        return self.emitter.remember(key, value) if self.emitter.is_visible(value) else value

    def _compute(self, expression: Any) -> SSAValue:
        if isinstance(expression, sympy.Symbol):
            if expression not in self._symbols:
                raise FrontendError(f"the size {expression} is not known where it is used")
            return self._symbols[expression]()
        if is_boolean(expression):
            return self._compute_boolean(expression)
        if expression.is_number:
            is_integer = bool(expression.is_integer)
            return self.emitter.constant(int(expression) if is_integer else float(expression))
        arguments = [self._expression(argument) for argument in expression.args]
        if any(argument.type == f64 for argument in arguments):
            arguments = [
                self._as_float(*pair) for pair in zip(expression.args, arguments, strict=True)
            ]
        match expression:
            case sympy.Abs():
                negative = self._emit(arith.SubiOp(self.emitter.constant(0), arguments[0]))
                return self._emit(arith.MaxSIOp(arguments[0], negative))
            case sympy.Add() | sympy.Mul() | sympy.Max() | sympy.Min():
                return self._fold(type(expression), arguments)
            case torch_sympy.Max() | torch_sympy.Min():
                return self._fold(type(expression), arguments)
            case torch_sympy.FloorDiv() | torch_sympy.CleanDiv():
                return self._emit(arith.FloorDivSIOp(arguments[0], arguments[1]))
            case torch_sympy.PythonMod() | torch_sympy.Mod():
                quotient = self._emit(arith.FloorDivSIOp(arguments[0], arguments[1]))
                product = self._emit(arith.MuliOp(quotient, arguments[1]))
                return self._emit(arith.SubiOp(arguments[0], product))
            case _ if expression.func.__name__ in BIT_OPERATIONS:
                return self._emit(BIT_OPERATIONS[expression.func.__name__](*arguments))
            case torch_sympy.ToFloat():
                return self._emit(arith.SIToFPOp(arguments[0], f64))
            case torch_sympy.IntTrueDiv():
                left, right = (self._emit(arith.SIToFPOp(a, f64)) for a in arguments)
                return self._emit(arith.DivfOp(left, right))
            case torch_sympy.FloatTrueDiv():
                return self._emit(arith.DivfOp(arguments[0], arguments[1]))
            case torch_sympy.TruncToInt():
                return self._emit(arith.FPToSIOp(arguments[0], i64))
            case torch_sympy.FloorToInt() | torch_sympy.CeilToInt():
                is_floor = isinstance(expression, torch_sympy.FloorToInt)
                rounding = math_dialect.FloorOp if is_floor else math_dialect.CeilOp
                return self._emit(arith.FPToSIOp(self._emit(rounding(arguments[0])), i64))
            case sympy.Pow() | torch_sympy.PowByNatural() if expression.args[1].is_number:
                exponent: Any = expression.args[1]
                return self._fold(sympy.Mul, [arguments[0]] * int(exponent))
            case _:
                raise FrontendError(f"the host arithmetic {expression} is not supported")

    def _as_float(self, expression: Any, value: SSAValue) -> SSAValue:
        if value.type == f64:
            return value
        if expression.is_number:
            return self.emitter.constant(float(expression))
        return self._emit(arith.SIToFPOp(value, f64))

    def _fold(self, function: Any, arguments: list[SSAValue]) -> SSAValue:
        is_float = any(argument.type == f64 for argument in arguments)
        operations: dict[str, tuple[Any, Any]] = {
            "Add": (arith.AddiOp, arith.AddfOp),
            "Mul": (arith.MuliOp, arith.MulfOp),
            "Max": (arith.MaxSIOp, arith.MaximumfOp),
            "Min": (arith.MinSIOp, arith.MinimumfOp),
        }
        operation = operations[function.__name__][is_float]
        result = arguments[0]
        for argument in arguments[1:]:
            result = self._emit(operation(result, argument))
        return result

    def _compute_boolean(self, expression: Any) -> SSAValue:
        if expression in (sympy.true, sympy.false):
            return self.emitter.constant(bool(expression))
        arguments = [self._expression(argument) for argument in expression.args]
        if isinstance(expression, sympy.Not):
            return self._emit(arith.XOrIOp(arguments[0], self.emitter.constant(True)))
        if isinstance(expression, sympy.And | sympy.Or):
            operation = arith.AndIOp if isinstance(expression, sympy.And) else arith.OrIOp
            result = arguments[0]
            for argument in arguments[1:]:
                result = self._emit(operation(result, argument))
            return result
        names = {"Equality": "eq", "Unequality": "ne", "StrictLessThan": "lt", "LessThan": "le",
                 "StrictGreaterThan": "gt", "GreaterThan": "ge"}  # fmt: skip
        name = names.get(type(expression).__name__)
        if name is None:
            raise FrontendError(f"the host condition {expression} is not supported")
        if any(argument.type == f64 for argument in arguments):
            left, right = (
                a if a.type == f64 else self._emit(arith.SIToFPOp(a, f64)) for a in arguments
            )
            return self._emit(arith.CmpfOp(left, right, "une" if name == "ne" else f"o{name}"))
        predicate = name if name in ("eq", "ne") else f"s{name}"
        return self._emit(arith.CmpiOp(arguments[0], arguments[1], predicate))


BIT_OPERATIONS: dict[str, Any] = {
    "BitwiseFn_bitwise_and": arith.AndIOp,
    "BitwiseFn_bitwise_or": arith.OrIOp,
    "BitwiseFn_bitwise_xor": arith.XOrIOp,
}
"""PyTorch's names of Python's operators on bits."""
