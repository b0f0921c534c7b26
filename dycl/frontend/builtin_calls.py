"""Python's own functions and operators where an operand is known only at run time."""

from __future__ import annotations

import math
import operator
import sys
import types
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

import torch

from dycl.errors import FrontendError
from dycl.frontend import python_functions, texts
from dycl.frontend.functions import InterpretedFunction
from dycl.frontend.host_scalars import MATH_FUNCTIONS, SYMBOLIC, HostBool, HostFloat, is_boolean
from dycl.frontend.iterators import (
    EnumerateIterator,
    FilterIterator,
    GeneratorIterator,
    HeapIterator,
    MapIterator,
    SymbolicRange,
    ZipIterator,
)
from dycl.frontend.outcome import Kind, Leaf, Tree
from dycl.frontend.runtime_lists import has_rows, length, only_tensor, refuse_rows
from dycl.frontend.torch_internals import expression_of
from dycl.frontend.types import same_shape

if TYPE_CHECKING:
    from dycl.frontend.interpreter import Interpreter


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


def is_symbolic(value: Any) -> bool:
    """Whether ``value`` is a number known only at run time."""
    return isinstance(value, SYMBOLIC)


RARELY_RAISING = (math.tan, math.asin, math.acos, math.sinh, math.cosh, math.expm1, math.log1p)
"""Functions of :mod:`math` that raise, though not in a ``try``: there they are refused."""


def _identity(value: Any) -> Any:
    return value


def _needs_interpreting(items: Sequence[Any], key: Any) -> bool:
    """Whether comparing the elements, or their keys, may be a decision at run time."""
    return (
        has_rows(items)
        or isinstance(key, InterpretedFunction | types.FunctionType | types.MethodType)
        or any(_is_runtime(item) for item in items)
    )


def _is_sequence(value: Any) -> bool:
    return isinstance(value, list | tuple | range)


def _is_runtime(item: Any) -> bool:
    if isinstance(item, tuple | list):
        return any(_is_runtime(part) for part in cast("Sequence[Any]", item))
    return is_symbolic(item) or isinstance(item, torch.Tensor)


class BuiltinCalls:
    """The functions of :mod:`builtins` and :mod:`math` that need care."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter
        self.recorder = interpreter.recorder
        self.host = interpreter.recorder.host
        self.functions: dict[Any, Callable[..., Tree]] = {
            bool: self._bool,
            int: self._int,
            float: self._float,
            len: self._len,
            range: self._range,
            torch.equal: self._equal,
            isinstance: self._isinstance,
            print: lambda *args, **kwargs: self._value(None),
            min: lambda *args, **kwargs: self._extreme(min, args, **kwargs),
            max: lambda *args, **kwargs: self._extreme(max, args, **kwargs),
            sorted: self._sorted,
            divmod: self._divmod,
            any: self._any,
            all: self._all,
            type: self._type,
            iter: self._iter,
            zip: self._zip,
            enumerate: self._enumerate,
            map: self._map,
            filter: self._filter,
            reversed: self._reversed,
            next: self._next,
            sum: self._sum,
            getattr: self._getattr,
            hasattr: self._hasattr,
            abs: self._abs,
            round: self._round,
            str: self._str,
            globals: lambda: self._value(self.interpreter.frame.globals),
            locals: self._locals,
            eval: lambda *_: self._refuse_source("eval"),
            exec: lambda *_: self._refuse_source("exec"),
        }
        self.functions.update({f: self._math_function(f) for f in MATH_FUNCTIONS})
        self.functions.update({f: self._test(f) for f in (math.isnan, math.isinf, math.isfinite)})
        for name in ("floor", "ceil", "trunc"):
            self.functions[getattr(math, name)] = self._rounding(name)

    @staticmethod
    def _value(value: Any) -> Tree:
        return Leaf(Kind.NORMAL, value)

    # Truth

    def truth(self, value: Any) -> bool | HostBool:
        """Python's truth value."""
        match value:
            case HostBool():
                return value
            case HostFloat():
                return value != 0.0
            case torch.Tensor():
                return self._tensor_truth(value)
            case torch.SymInt():
                return self._symbolic_truth(value != 0)
            case torch.SymBool():
                return self._symbolic_truth(value)
            case torch.SymFloat():
                return self.host.from_value(self.host.value(value)) != 0.0
            case list() | tuple() if has_rows(value):
                return self.truth(length(value) > 0)
            case _:
                return bool(value)

    def _symbolic_truth(self, value: Any) -> bool | HostBool:
        if isinstance(value, bool):
            return value
        expression = expression_of(value)
        if is_boolean(expression) and not expression.free_symbols:
            return bool(expression)
        return HostBool(self.host, self.host.value(value))

    def _tensor_truth(self, tensor: torch.Tensor) -> bool | HostBool:
        if tensor.numel() != 1:
            raise RuntimeError(
                "Boolean value of Tensor with more than one value is ambiguous"
                if tensor.numel()
                else "Boolean value of Tensor with no values is ambiguous"
            )
        if tensor.dtype != torch.bool and self.recorder.constant(tensor) is None:
            tensor = tensor != 0
        return self.truth(self.recorder.item(tensor))

    def as_condition(self, value: Any) -> HostBool:
        """Python's truth value as one that is known at run time."""
        return HostBool(self.host, self.host.value(self.truth(value)))

    # Operators

    def operate(self, operation: str, operands: Sequence[Any]) -> Tree:
        """An operator that the normal form took out of its expression."""
        match operation:
            case "not":
                truth = self.truth(operands[0])
                is_host = isinstance(truth, HostBool)
                return self._value(self.host.negate(truth) if is_host else not truth)
            case "truth":
                return self._value(self.truth(operands[0]))
            case "in" | "not in":
                tree = self._contains(*operands)
                if operation == "in":
                    return tree
                return self.interpreter.paths.then(
                    tree, lambda leaf: self.operate("not", [leaf.payload])
                )
            case "truediv" | "floordiv" | "mod" | "pow":
                return self.fallible(operation, *operands)
            case "is":
                return self._value(self._is_same(*operands))
            case "is not":
                return self.operate("not", [self._is_same(*operands)])
            case "getitem":
                return self.interpreter.calls.get_item(*operands)
            case "format":
                return self._format(*operands)
            case "items" if isinstance(operands[0], HeapIterator | SymbolicRange):
                return self.interpreter.iteration.items_of(operands[0])
            case "items":
                return self._value(operands[0])
            case "new list":
                return self._value([])
            case "new set":
                return self._value(set())
            case "new dict":
                return self._value({})
            case _:
                raise AssertionError(operation)

    def fallible(self, operation: str, left: Any, right: Any) -> Tree:
        """A division or power, which raises where a ``try`` would see that."""
        function = getattr(operator, operation)
        if operation == "mod" and type(left) is str and texts.has_runtime(right):
            return self._value(texts.percent(self.recorder, left, right))

        def compute() -> Tree:
            return self._value(self.host.settled(function(left, right)))

        numbers = (int, float, *SYMBOLIC)
        if not isinstance(left, numbers) or not isinstance(right, numbers):
            return compute()
        if operation == "pow":
            if is_symbolic(right) or (is_symbolic(left) and cast(float, right) < 0):
                self.interpreter.refuse_to_raise(ZeroDivisionError, "'**'")
            return compute()
        if not is_symbolic(right):
            return compute()
        if not self.interpreter.catches(ZeroDivisionError):
            return compute()
        is_float = any(isinstance(n, float | HostFloat | torch.SymFloat) for n in (left, right))
        try:
            function(1.0 if is_float else 1, 0)
        except ZeroDivisionError as error:
            found = error
            return self.interpreter.decide(
                self.truth(right), compute, lambda: self.interpreter.raised(found)
            )
        raise AssertionError(operation)

    def _checked(self, checks: Sequence[tuple[Any, Exception]], compute: Callable[[], Any]) -> Tree:
        """What ``compute`` gives, or the exception of the first check that holds.

        Checks that no ``try`` would see are left to the arithmetic itself.
        """
        seen = [(test, error) for test, error in checks if self.interpreter.catches(type(error))]
        if not seen:
            return self._value(compute())
        (test, error), *rest = seen
        return self.interpreter.decide(
            test, lambda: self.interpreter.raised(error), lambda: self._checked(rest, compute)
        )

    def _integer_of(self, number: HostFloat, compute: Callable[[], Any]) -> Tree:
        if not self.interpreter.catches(ValueError) and not self.interpreter.catches(OverflowError):
            return self._value(compute())
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

    def _is_same(self, left: Any, right: Any) -> bool | HostBool:
        """``left is right``; raises FrontendError where it cannot be told."""
        if left is right:
            return True
        for flag, other in ((left, right), (right, left)):
            if isinstance(flag, HostBool | torch.SymBool) and isinstance(other, bool):
                truth = self.truth(flag)
                return truth if other or isinstance(truth, bool) else self.host.negate(truth)
        if isinstance(left, torch.Tensor) and isinstance(right, torch.Tensor):
            is_open = self.recorder.may_share(left, right)
        else:
            heap = self.interpreter.heap
            is_open = heap.is_shared(left) and heap.is_shared(right)
            is_open = is_open or (is_symbolic(left) and is_symbolic(right))
        if is_open:
            raise FrontendError(
                "whether these are one object is known only at run time",
                hint="compare values, or keep a flag that tells the cases apart",
            )
        return False

    def _contains(self, item: Any, container: Any) -> Tree:
        refuse_rows(container, "'in'")
        symbolic = is_symbolic(item) or isinstance(item, torch.Tensor)
        is_searched = isinstance(
            container, list | tuple | set | dict | range if symbolic else list | tuple
        )
        elements: list[Any] = list(container) if is_searched else []
        if not symbolic and not any(
            is_symbolic(element) or isinstance(element, torch.Tensor) for element in elements
        ):
            is_searched = False
        if not is_searched:
            return self._value(item in container)
        same: list[Any] = [element is item or element == item for element in elements]
        return self._any_or_all(same, is_any=True)

    def _any_or_all(self, items: list[Any], *, is_any: bool) -> Tree:
        """Short circuit over the truth of ``items``; those known now decide without a branch."""
        result: Any = not is_any
        for item in items:
            truth = self.truth(item)
            if isinstance(truth, bool):
                if truth is is_any:
                    return self._value(is_any)
            elif isinstance(result, bool):
                result = truth
            else:
                result = (result | truth) if is_any else (result & truth)
        return self._value(result)

    def _format(self, value: Any, conversion: str | None, spec: str) -> Tree:
        number = value if conversion else texts.number_of(self.recorder, value)
        value = texts.printable(self.recorder, number)
        if isinstance(value, texts.Printed):
            return self._value(format(value, spec))
        conversions: dict[str, Callable[[Any], str]] = {"r": repr, "s": str, "a": ascii}
        if conversion:
            value = conversions[conversion](value)
        return self._value(format(value, spec))

    # Functions

    def _str(self, value: Any = "", *rest: Any) -> Tree:
        return self._value(str(value, *rest) if rest else self._text(value))

    def _text(self, value: Any) -> str:
        """``str(value)``; an exception is shown by what it was made of."""
        is_shown = not isinstance(value, BaseException) and texts.has_runtime(value)
        return str(texts.printable(self.recorder, value) if is_shown else value)

    def _locals(self) -> Tree:
        variables = self.interpreter.frame.locals.items()
        return self._value({k: v for k, v in variables if k.isidentifier()})

    def _refuse_source(self, name: str) -> Tree:
        raise FrontendError(
            f"'{name}' of Python source is not supported", hint="write the code itself"
        )

    def _bool(self, value: Any = False) -> Tree:
        return self._value(self.truth(value))

    def _any(self, items: Any) -> Tree:
        return self._short_circuit(items, is_any=True)

    def _all(self, items: Any) -> Tree:
        return self._short_circuit(items, is_any=False)

    def _short_circuit(self, items: Any, *, is_any: bool) -> Tree:
        iteration = self.interpreter.iteration
        if isinstance(items, GeneratorIterator):
            elements = iteration.drained(items)
            if elements is None:
                return iteration.first_that_is(is_any, items)
            items = elements
        if isinstance(items, MapIterator | FilterIterator):
            return iteration.first_that_is(is_any, items)
        if isinstance(items, HeapIterator | SymbolicRange):
            return self.interpreter.paths.then(
                iteration.items_of(items),
                lambda leaf: self._any_or_all(list(leaf.payload), is_any=is_any),
            )
        if has_rows(items):
            return self._value(self._any_or_all_rows(items, is_any=is_any))
        return self._any_or_all(list(items), is_any=is_any)

    def _any_or_all_rows(self, items: Sequence[Any], *, is_any: bool) -> Any:
        function = "any" if is_any else "all"
        elements = only_tensor(items, f"'{function}'")
        if not same_shape(elements.shape[1:], [1] * (elements.dim() - 1)):
            refuse_rows(items, f"'{function}'")
        return self.truth(getattr(elements != 0, function)())

    def _abs(self, value: Any) -> Tree:
        return self._value(abs(value))

    def _int(self, value: Any = 0, *rest: Any) -> Tree:
        if isinstance(value, torch.Tensor):
            value = self.recorder.item(value)
        match value:
            case HostFloat():
                return self._integer_of(value, lambda: self.host.truncate(value))
            case HostBool() | torch.SymBool() | torch.SymInt():
                return self._value(self.host.as_integer(value))
            case torch.SymFloat():
                number = HostFloat(self.host, self.host.value(value))
                return self._value(self.host.truncate(number))
            case _:
                return self._value(int(value, *rest))

    def _float(self, value: Any = 0.0) -> Tree:
        if isinstance(value, torch.Tensor):
            value = self.recorder.item(value)
        if is_symbolic(value):
            return self._value(HostFloat(self.host, self.host.float(value)))
        return self._value(float(value))

    def _len(self, value: Any) -> Tree:
        if isinstance(value, torch.Tensor):
            if value.dim() == 0:
                raise TypeError("len() of a 0-d tensor")
            return self._value(value.shape[0])
        if has_rows(value):
            return self._value(length(value))
        return self._value(len(value))

    def _range(self, *bounds: Any) -> Tree:
        bounds = tuple(
            self.recorder.item(bound) if isinstance(bound, torch.Tensor) else bound
            for bound in bounds
        )
        if not any(is_symbolic(bound) for bound in bounds):
            return self._value(range(*bounds))
        start, stop, step = (0, bounds[0], 1) if len(bounds) == 1 else (*bounds, 1)[:3]
        if isinstance(step, int) and step == 0:
            raise ValueError("range() arg 3 must not be zero")
        if is_symbolic(step):
            return self.interpreter.decide(
                step == 0,
                lambda: self.interpreter.raised(ValueError("range() arg 3 must not be zero")),
                lambda: self._value(SymbolicRange(start, stop, step)),
            )
        return self._value(SymbolicRange(start, stop, step))

    def _isinstance(self, value: Any, types: Any) -> Tree:
        stand_ins: dict[Any, Any] = {
            HostBool: True,
            torch.SymBool: True,
            torch.SymInt: 1,
            HostFloat: 1.0,
            torch.SymFloat: 1.0,
        }
        stand_in = stand_ins.get(type(value), value)
        return self._value(isinstance(value, types) or isinstance(stand_in, types))

    def _interpreted(self, function: Any, *args: Any) -> Tree:
        """A call of one of :mod:`dycl.frontend.python_functions`."""
        return self.interpreter.calls.interpret(function, args, {})

    def _extreme(self, function: Any, args: tuple[Any, ...], key: Any = None, **rest: Any) -> Tree:
        items: Any = args[0] if len(args) == 1 else list(args)
        if isinstance(items, torch.Tensor):
            items = list(items.unbind(0))
        if _is_sequence(items) and _needs_interpreting(items, key):
            largest = python_functions.largest
            decided = largest if function is max else python_functions.smallest

            def choose() -> Tree:
                return self._interpreted(decided, items, _identity if key is None else key)

            def empty() -> Tree:
                if "default" in rest:
                    return self._value(rest["default"])
                message = f"{function.__name__}() arg is an empty sequence"
                return self.interpreter.raised(ValueError(message))

            return self.interpreter.decide(length(items) > 0, choose, empty)
        rest = rest if key is None else {"key": key, **rest}
        return self._value(function(*args, **rest))

    def _sorted(self, items: Any, *, key: Any = None, reverse: Any = False) -> Tree:
        if isinstance(items, torch.Tensor):
            items = list(items.unbind(0))
        items = items if has_rows(items) else list(items)
        if not _needs_interpreting(items, key):
            return self._value(sorted(items, key=key, reverse=reverse))
        if has_rows(items):
            raise FrontendError(
                "'sorted' of a list whose length is known only at run time is not supported",
                hint="use torch.sort of the list as a tensor",
            )
        function = _identity if key is None else key
        return self._interpreted(python_functions.sort, items, function, bool(reverse))

    def _divmod(self, left: Any, right: Any) -> Tree:
        if not (is_symbolic(left) or is_symbolic(right)):
            return self._value(divmod(left, right))
        if any(isinstance(n, float | HostFloat | torch.SymFloat) for n in (left, right)):
            raise FrontendError(
                "'divmod' of floats known only at run time is not supported",
                hint="use torch.div and torch.remainder of tensors",
            )
        left, right = self.host.as_integer(left), self.host.as_integer(right)
        return self.interpreter.paths.then(
            self.fallible("floordiv", left, right),
            lambda leaf: self._value((leaf.payload, left % right)),
        )

    def _sum(self, items: Any, start: Any = 0) -> Tree:
        if has_rows(items) or isinstance(items, torch.Tensor):
            return self._interpreted(python_functions.total, items, start)
        numbers = [
            self.host.as_integer(item) if isinstance(item, HostBool | torch.SymBool) else item
            for item in items
        ]
        total = start
        for number in numbers:
            total = self.host.settled(total + number)
        return self._value(total)

    def _equal(self, left: torch.Tensor, right: torch.Tensor) -> Tree:
        return self._value(self.recorder.equal(left, right))

    def _type(self, value: Any, *rest: Any) -> Tree:
        if rest:
            return self._value(type(value, *rest))
        kinds: dict[Any, type] = {HostBool: bool, HostFloat: float, torch.SymInt: int}
        kinds |= {torch.SymBool: bool, torch.SymFloat: float}
        if isinstance(value, torch.Tensor) and not isinstance(value, torch.nn.Parameter):
            return self._value(torch.Tensor)
        kind = cast(Any, type(value))
        return self._value(kinds.get(kind, kind))

    def _iter(self, iterable: Any, *sentinel: Any) -> Tree:
        if sentinel:
            raise FrontendError("'iter' of a function is not supported", hint="use 'while'")
        return self._value(self.interpreter.iteration.iterator(iterable))

    def _zip(self, *iterables: Any, strict: bool = False) -> Tree:
        sources = [self.interpreter.iteration.iterator(iterable) for iterable in iterables]
        return self._value(ZipIterator(sources, is_strict=strict))

    def _enumerate(self, iterable: Any, start: Any = 0) -> Tree:
        return self._value(EnumerateIterator(self.interpreter.iteration.iterator(iterable), start))

    def _map(self, function: Any, *iterables: Any) -> Tree:
        sources = [self.interpreter.iteration.iterator(iterable) for iterable in iterables]
        return self._value(MapIterator(function, sources))

    def _filter(self, function: Any, iterable: Any) -> Tree:
        return self._value(FilterIterator(function, self.interpreter.iteration.iterator(iterable)))

    def _reversed(self, sequence: Any) -> Tree:
        return self._value(self.interpreter.iteration.reversed(sequence))

    def _next(self, iterator: Any, *default: Any) -> Tree:
        def end() -> Tree:
            return self._value(default[0]) if default else self.interpreter.raised(StopIteration())

        if not isinstance(iterator, HeapIterator):
            return self._value(next(iterator, *default))
        return self.interpreter.iteration.next(iterator, end)

    def _getattr(self, owner: Any, name: str, *default: Any) -> Tree:
        self.interpreter.check_state_is_set(owner, name)
        return self._value(getattr(owner, name, *default))

    def _hasattr(self, owner: Any, name: str) -> Tree:
        self.interpreter.check_state_is_set(owner, name)
        return self._value(hasattr(owner, name))

    def _round(self, value: Any, digits: Any = None) -> Tree:
        if isinstance(value, HostBool | torch.SymBool):
            value = self.host.as_integer(value)
        if isinstance(value, HostFloat) and digits is None:
            number = value
            return self._integer_of(number, lambda: self.host.rounded(number, "round"))
        if isinstance(value, torch.SymInt) and (digits is None or digits >= 0):
            return self._value(value)
        if not is_symbolic(value):
            plain = cast("float", value)
            return self._value(round(plain) if digits is None else round(plain, digits))
        raise FrontendError(
            "'round' of a number known only at run time to a number of digits is not supported",
            hint="use torch.round(t, decimals=n) of a tensor",
        )

    def _math_function(self, function: Callable[..., Any]) -> Callable[..., Tree]:
        operation = MATH_FUNCTIONS[function]

        def call(value: Any, *rest: Any) -> Tree:
            if isinstance(value, torch.Tensor):
                value = self.recorder.item(value)
            rest = tuple(self.recorder.item(v) if isinstance(v, torch.Tensor) else v for v in rest)
            if not any(is_symbolic(number) for number in (value, *rest)):
                return self._value(function(value, *rest))
            number = HostFloat(self.host, self.host.float(value))
            if rest or function in RARELY_RAISING:
                self.interpreter.refuse_to_raise(ValueError, f"'math.{function.__name__}'")
                self.interpreter.refuse_to_raise(OverflowError, f"'math.{function.__name__}'")
            if function is math.log and rest:  # as CPython computes it
                base = self.host.emit_float(operation(self.host.float(rest[0])))
                return self._value(self.host.emit_float(operation(number.value)) / base)
            if rest:
                others = map(self.host.float, rest)
                return self._value(self.host.emit_float(operation(number.value, *others)))
            return self._checked(
                _domain(function, number) if self.interpreter.handlers else [],
                lambda: self.host.emit_float(operation(number.value)),
            )

        return call

    def _test(self, function: Callable[..., Any]) -> Callable[..., Tree]:
        """``math.isnan`` and its like."""

        def call(value: Any) -> Tree:
            if isinstance(value, torch.Tensor):
                value = self.recorder.item(value)
            if not is_symbolic(value):
                return self._value(function(value))
            number = HostFloat(self.host, self.host.float(value))
            if function is math.isnan:
                return self._value(number != number)
            if function is math.isinf:
                return self._value(abs(number) == math.inf)
            return self._value(abs(number) < math.inf)

        return call

    def _rounding(self, name: str) -> Callable[..., Tree]:
        function = getattr(math, name)

        def call(value: Any) -> Tree:
            if isinstance(value, torch.Tensor):
                value = self.recorder.item(value)
            if isinstance(value, HostFloat):
                return self._integer_of(value, lambda: self.host.rounded(value, name))
            return self._value(function(value))

        return call
