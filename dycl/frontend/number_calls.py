"""Functions of numbers known only at run time: ``int``, ``round``, ``math.sqrt`` and their like."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

import torch
from xdsl.dialects import math as math_dialect

from dycl.dialects import dycl
from dycl.errors import FrontendError
from dycl.frontend import python_functions
from dycl.frontend.host_numbers import HostBool, HostFloat, has_symbolic, is_symbolic
from dycl.frontend.outcome import Tree, normal
from dycl.frontend.runtime_text import RuntimeText, refuse_text

if TYPE_CHECKING:
    from dycl.frontend.interpreter import Interpreter


MATH_FUNCTIONS: dict[Callable[..., Any], Any] = {
    math.sqrt: math_dialect.SqrtOp,
    math.exp: math_dialect.ExpOp,
    math.log: math_dialect.LogOp,
    math.log2: math_dialect.Log2Op,
    math.log10: math_dialect.Log10Op,
    math.sin: math_dialect.SinOp,
    math.cos: math_dialect.CosOp,
    math.tanh: math_dialect.TanhOp,
    math.fabs: math_dialect.AbsFOp,
    math.copysign: math_dialect.CopySignOp,
    math.tan: math_dialect.TanOp,
    math.asin: math_dialect.AsinOp,
    math.acos: math_dialect.AcosOp,
    math.atan: math_dialect.AtanOp,
    math.atan2: math_dialect.Atan2Op,
    math.sinh: math_dialect.SinhOp,
    math.cosh: math_dialect.CoshOp,
    math.erf: math_dialect.ErfOp,
    math.expm1: math_dialect.ExpM1Op,
    math.log1p: math_dialect.Log1pOp,
    math.fmod: dycl.FmodOp,
    math.hypot: dycl.HypotOp,
}
"""Functions of :mod:`math` on a run-time float."""

RARELY_RAISING = (
    math.tan, math.asin, math.acos, math.sinh, math.cosh, math.expm1, math.log1p, math.fmod,
)  # fmt: skip
"""Functions of :mod:`math` that raise, though not in a ``try``: there they are refused."""

LARGEST_EXPONENT = math.log(sys.float_info.max)


def _domain(function: Callable[..., Any], number: HostFloat) -> list[tuple[Any, Exception]]:
    """The numbers for which a function of :mod:`math` raises, each with what it raises."""
    outside = ValueError("math domain error")
    match function.__name__:
        case "sqrt":
            return [(number < 0.0, outside)]
        case "log" | "log2" | "log10":
            return [(number <= 0.0, outside)]
        case "sin" | "cos":
            return [(abs(number) == math.inf, outside)]
        case "exp":
            is_large = (number > LARGEST_EXPONENT) & (number != math.inf)
            return [(is_large, OverflowError("math range error"))]
        case _:
            return []


class NumberCalls:
    """The functions of :mod:`math`, and those of :mod:`builtins` that make numbers of numbers."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter
        self.recorder = interpreter.recorder
        self.host = interpreter.host
        self.functions: dict[Any, Callable[..., Tree]] = {
            int: self._int,
            float: self._float,
            abs: self._abs,
            round: self._round,
            divmod: self._divmod,
        }
        self.functions.update({f: self._math_function(f) for f in MATH_FUNCTIONS})
        self.functions.update({f: self._test(f) for f in (math.isnan, math.isinf, math.isfinite)})
        for name in ("floor", "ceil", "trunc"):
            self.functions[getattr(math, name)] = self._rounding(name)
        self.functions.update({f: self._in_python(f) for f in python_functions.OF_MATH})
        self.functions[math.pow] = self._math_power

    def _number(self, value: Any) -> Any:
        """``value``, or the number in a tensor, as Python's own functions take it out."""
        if not isinstance(value, torch.Tensor):
            return value
        if value.numel() != 1:
            raise ValueError("only one element tensors can be converted to Python scalars")
        return self.recorder.item(value)

    def _abs(self, value: Any) -> Tree:
        return normal(abs(value))

    def _int(self, value: Any = 0, *rest: Any) -> Tree:
        value = self._number(value)
        match value:
            case RuntimeText():
                refuse_text()
            case HostFloat():
                return self._integer_of(value, lambda: self.host.truncate(value))
            case HostBool() | torch.SymBool() | torch.SymInt():
                return normal(self.host.as_integer(value))
            case torch.SymFloat():
                number = HostFloat(self.host, self.host.value(value))
                return normal(self.host.truncate(number))
            case _:
                return normal(int(value, *rest))

    def _float(self, value: Any = 0.0) -> Tree:
        value = self._number(value)
        if is_symbolic(value):
            return normal(HostFloat(self.host, self.host.float(value)))
        if isinstance(value, RuntimeText):
            refuse_text()
        return normal(float(value))

    def _round(self, value: Any, digits: Any = None) -> Tree:
        if isinstance(value, HostBool | torch.SymBool):
            value = self.host.as_integer(value)
        if isinstance(value, HostFloat) and digits is None:
            number = value
            return self._integer_of(number, lambda: self.host.rounded(number, "round"))
        if not (is_symbolic(value) or is_symbolic(digits)):
            plain = cast("float", value)
            return normal(round(plain) if digits is None else round(plain, digits))
        if isinstance(value, torch.SymInt) and digits is None:
            return normal(value)
        if is_symbolic(digits) or round(1.0, digits) != 1.0:  # which raises for what is no integer
            raise FrontendError(
                "'round' of a number known only at run time to tens, or to a number of digits that "
                "is known only at run time, is not supported",
                hint="multiply and divide by a power of 10",
            )
        if isinstance(value, torch.SymInt):
            return normal(value)
        number = self.host.float(value)
        return normal(self.host.emit_float(dycl.RoundOp(number, int(digits))))

    def _divmod(self, left: Any, right: Any) -> Tree:
        if not (is_symbolic(left) or is_symbolic(right)):
            return normal(divmod(left, right))
        if any(isinstance(n, float | HostFloat | torch.SymFloat) for n in (left, right)):
            return self._divmod_of_floats(left, right)
        left, right = self.host.as_integer(left), self.host.as_integer(right)
        return self.interpreter.paths.then(
            self.interpreter.operators.fallible("floordiv", left, right),
            lambda leaf: normal((leaf.payload, left % right)),
        )

    def _divmod_of_floats(self, left: Any, right: Any) -> Tree:
        left, right = (
            HostFloat(self.host, self.host.float(n)) if is_symbolic(n) else n for n in (left, right)
        )
        return self.interpreter.operators.unless_zero(
            right, divmod, 1.0, lambda: normal((left // right, left % right))
        )

    def _math_function(self, function: Callable[..., Any]) -> Callable[..., Tree]:
        operation = MATH_FUNCTIONS[function]

        def call(value: Any, *rest: Any) -> Tree:
            value = self._number(value)
            rest = tuple(map(self._number, rest))
            if not any(is_symbolic(number) for number in (value, *rest)):
                return normal(function(value, *rest))
            number = HostFloat(self.host, self.host.float(value))
            if rest and function is not math.log:
                function(1.0, *[1.0] * len(rest))  # which raises for too many arguments
            if len(rest) != 1 and function is math.hypot:
                raise FrontendError(
                    "'math.hypot' of run-time numbers takes two of them, others are not supported",
                    hint="use the square root of a sum of squares",
                )
            if (rest and function is math.log) or function in RARELY_RAISING:
                self.interpreter.exceptions.refuse_to_raise(
                    ValueError, f"'math.{function.__name__}'"
                )
                self.interpreter.exceptions.refuse_to_raise(
                    OverflowError, f"'math.{function.__name__}'"
                )
            if function is math.log and rest:  # as CPython computes it
                base = self.host.emit_float(operation(self.host.float(rest[0])))
                return normal(self.host.emit_float(operation(number.value)) / base)
            if rest:
                others = map(self.host.float, rest)
                return normal(self.host.emit_float(operation(number.value, *others)))
            return self._checked(
                _domain(function, number) if self.interpreter.exceptions.handlers else [],
                lambda: self.host.emit_float(operation(number.value)),
            )

        return call

    def _in_python(self, function: Callable[..., Any]) -> Callable[..., Tree]:
        """A function of :mod:`math` that is interpreted where an argument is known at run time."""

        def call(*args: Any, **kwargs: Any) -> Tree:
            args = self._numbers(args)
            if not any(has_symbolic(value) for value in (*args, *kwargs.values())):
                return normal(function(*args, **kwargs))
            in_python: Any = python_functions.OF_MATH[function]
            return self.interpreter.calls.interpret(in_python, args, kwargs)

        return call

    def _numbers(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """``values``, with the number in each that is a tensor."""
        return tuple(self.recorder.item(v) if isinstance(v, torch.Tensor) else v for v in values)

    def _math_power(self, base: Any, exponent: Any) -> Tree:
        """``math.pow``, of which the domain is tested where the arguments do not tell."""
        given = self._numbers((base, exponent))
        if not any(is_symbolic(value) for value in given):
            return normal(math.pow(*given))
        self.interpreter.exceptions.refuse_to_raise(OverflowError, "'math.pow'")
        left, right = (
            HostFloat(self.host, self.host.float(value)) if is_symbolic(value) else float(value)
            for value in given
        )
        is_natural = isinstance(right, float) and right >= 0 and right.is_integer()
        if is_natural or (isinstance(left, float) and left > 0):
            return normal(left**right)
        return self.interpreter.calls.interpret(python_functions.power, (left, right), {})

    def _test(self, function: Callable[..., Any]) -> Callable[..., Tree]:
        """``math.isnan`` and its like."""

        def call(value: Any) -> Tree:
            value = self._number(value)
            if not is_symbolic(value):
                return normal(function(value))
            number = HostFloat(self.host, self.host.float(value))
            if function is math.isnan:
                return normal(number != number)
            if function is math.isinf:
                return normal(abs(number) == math.inf)
            return normal(abs(number) < math.inf)

        return call

    def _rounding(self, name: str) -> Callable[..., Tree]:
        function = getattr(math, name)

        def call(value: Any) -> Tree:
            value = self._number(value)
            if isinstance(value, HostFloat):
                return self._integer_of(value, lambda: self.host.rounded(value, name))
            return normal(function(value))

        return call

    def _checked(self, checks: Sequence[tuple[Any, Exception]], compute: Callable[[], Any]) -> Tree:
        """What ``compute`` gives, or the exception of the first check that holds.

        Checks that no ``try`` would see are left to the arithmetic itself.
        """
        seen = [
            (test, error)
            for test, error in checks
            if self.interpreter.exceptions.catches(type(error))
        ]
        if not seen:
            return normal(compute())
        (test, error), *rest = seen
        return self.interpreter.decide(
            test,
            lambda: self.interpreter.exceptions.raised(error),
            lambda: self._checked(rest, compute),
        )

    def _integer_of(self, number: HostFloat, compute: Callable[[], Any]) -> Tree:
        if not self.interpreter.exceptions.catches(
            ValueError
        ) and not self.interpreter.exceptions.catches(OverflowError):
            return normal(compute())
        return self._checked(
            [
                (number != number, ValueError("cannot convert float NaN to integer")),
                (
                    abs(number) == math.inf,
                    OverflowError("cannot convert float infinity to integer"),
                ),
            ],
            compute,
        )
