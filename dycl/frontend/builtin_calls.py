"""Python's own functions where an argument is known only at run time."""

from __future__ import annotations

import dataclasses
import operator
import types
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

import torch

from dycl.errors import FrontendError
from dycl.frontend import python_functions, texts
from dycl.frontend.arrays import is_array, stand_in
from dycl.frontend.functions import InterpretedFunction
from dycl.frontend.heap import ABSENT, AttributeCell
from dycl.frontend.host_numbers import HostBool, HostFloat, is_symbolic
from dycl.frontend.iterators import (
    EnumerateIterator,
    FilterIterator,
    GeneratorIterator,
    HeapIterator,
    MapIterator,
    SymbolicRange,
    ZipIterator,
)
from dycl.frontend.native_calls import FOR_LISTS
from dycl.frontend.number_calls import NumberCalls
from dycl.frontend.outcome import Tree, normal
from dycl.frontend.runtime_lists import Rows, has_rows, holds_rows, length, only_tensor, refuse_rows
from dycl.frontend.runtime_names import attributes_of
from dycl.frontend.runtime_slices import RuntimeSlice
from dycl.frontend.runtime_text import RuntimeText
from dycl.frontend.types import same_shape

if TYPE_CHECKING:
    from dycl.frontend.interpreter import Interpreter


KEYS = (
    InterpretedFunction,
    types.FunctionType,
    types.MethodType,
    operator.attrgetter,
    operator.itemgetter,
)
"""What gives keys that may be known only at run time."""


def _identity(value: Any) -> Any:
    return value


def _is_sequence(value: Any) -> bool:
    return isinstance(value, list | tuple | range)


def _is_a(value: Any, kinds: Any) -> bool:
    """``isinstance``, after which a value of any type remains one for the type checker."""
    return isinstance(value, kinds)


def _is_runtime(item: Any) -> bool:
    if isinstance(item, tuple | list):
        return any(_is_runtime(part) for part in cast("Sequence[Any]", item))
    return is_symbolic(item) or isinstance(item, torch.Tensor)


def _refuse_runtime_attribute(name: str, what: str) -> None:
    if isinstance(name, RuntimeText):
        raise FrontendError(
            f"an attribute whose name contains a number known only at run time is {what}",
            hint="use a list or a tensor",
        )


class BuiltinCalls:
    """The functions of :mod:`builtins` that need care, and those of numbers."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter
        self.recorder = interpreter.recorder
        self.host = interpreter.host
        self.operators = interpreter.operators
        self.special = interpreter.special
        self.functions: dict[Any, Callable[..., Tree]] = {
            bool: self._bool,
            len: self._len,
            range: self._range,
            torch.allclose: lambda *args, **kwargs: normal(self.recorder.allclose(*args, **kwargs)),
            torch.equal: lambda *args, **kwargs: normal(self.recorder.equal(*args, **kwargs)),
            isinstance: self._isinstance,
            print: lambda *args, **kwargs: normal(),
            min: lambda *args, **kwargs: self._extreme(min, args, **kwargs),
            max: lambda *args, **kwargs: self._extreme(max, args, **kwargs),
            sorted: self._sorted,
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
            setattr: self._setattr,
            delattr: self._delattr,
            str: self._str,
            dataclasses.asdict: self._asdict,
            dataclasses.astuple: self._astuple,
            globals: lambda: normal(self.interpreter.frame.globals),
            locals: self._locals,
            eval: lambda *_: self._refuse_source("eval"),
            exec: lambda *_: self._refuse_source("exec"),
        }
        self.functions.update(NumberCalls(interpreter).functions)

    def _asdict(self, value: Any) -> Tree:
        return normal(self._fields(value, as_dict=True))

    def _astuple(self, value: Any) -> Tree:
        return normal(self._fields(value, as_dict=False))

    def _fields(self, value: Any, *, as_dict: bool) -> Any:
        """``dataclasses.asdict`` or ``astuple`` of an object, or of a part of it."""

        def convert(part: Any) -> Any:
            return self._fields(part, as_dict=as_dict)

        kind = cast("Any", type(value))
        if kind is Rows or isinstance(value, type):
            return value
        if hasattr(kind, "__dataclass_fields__"):
            names = [field.name for field in dataclasses.fields(kind)]
            fields = {name: convert(getattr(value, name)) for name in names}
            return fields if as_dict else tuple(fields.values())
        if _is_a(value, list | tuple):
            return getattr(kind, "_make", kind)([convert(item) for item in value])
        if _is_a(value, dict):
            return kind({key: convert(item) for key, item in value.items()})
        return self.interpreter.calls.native.deep_copy(value)

    def _str(self, value: Any = "", *rest: Any) -> Tree:
        return normal(str(value, *rest) if rest else self._text(value))

    def _text(self, value: Any) -> str:
        """``str(value)``; an exception is shown by what it was made of."""
        is_shown = texts.is_number_key(value) or (
            not isinstance(value, BaseException) and texts.has_runtime(value)
        )
        return str(texts.printable(self.recorder, value) if is_shown else value)

    def _locals(self) -> Tree:
        variables = self.interpreter.frame.locals.items()
        return normal({k: v for k, v in variables if k.isidentifier()})

    def _refuse_source(self, name: str) -> Tree:
        raise FrontendError(
            f"'{name}' of Python source is not supported", hint="write the code itself"
        )

    def _bool(self, value: Any = False) -> Tree:
        return self.operators.operate("truth", [value])

    def _any(self, items: Any) -> Tree:
        return self._short_circuit(items, is_any=True)

    def _all(self, items: Any) -> Tree:
        return self._short_circuit(items, is_any=False)

    def _short_circuit(self, items: Any, *, is_any: bool) -> Tree:
        iteration = self.interpreter.iteration
        if isinstance(items, GeneratorIterator):
            elements = iteration.generators.drained(items)
            if elements is None:
                return iteration.first_that_is(is_any, items)
            items = elements
        if isinstance(items, MapIterator | FilterIterator):
            return iteration.first_that_is(is_any, items)
        if isinstance(items, FOR_LISTS):
            return self.interpreter.paths.then(
                iteration.items_of(items),
                lambda leaf: self.operators.any_or_all(list(leaf.payload), is_any=is_any),
            )
        if has_rows(items):
            return normal(self._any_or_all_rows(items, is_any=is_any))
        return self.operators.any_or_all(list(items), is_any=is_any)

    def _any_or_all_rows(self, items: Sequence[Any], *, is_any: bool) -> Any:
        function = "any" if is_any else "all"
        elements = only_tensor(items, f"'{function}'")
        if not same_shape(elements.shape[1:], [1] * (elements.dim() - 1)):
            refuse_rows(items, f"'{function}'")
        return self.operators.truth(getattr(elements != 0, function)())

    def _len(self, value: Any) -> Tree:
        if isinstance(value, torch.Tensor):
            if value.dim() == 0:
                raise TypeError("len() of a 0-d tensor")
            return normal(value.shape[0])
        if (own := self.special.call(value, "__len__")) is not None:
            return own
        return normal(self.interpreter.steps.length(value))

    def _range(self, *bounds: Any) -> Tree:
        bounds = tuple(
            self.recorder.item(bound) if isinstance(bound, torch.Tensor) else bound
            for bound in bounds
        )
        if not any(is_symbolic(bound) for bound in bounds):
            return normal(range(*bounds))
        start, stop, step = (0, bounds[0], 1) if len(bounds) == 1 else (*bounds, 1)[:3]
        if isinstance(step, int) and step == 0:
            raise ValueError("range() arg 3 must not be zero")
        if is_symbolic(step):
            return self.interpreter.decide(
                step == 0,
                lambda: self.interpreter.exceptions.raised(
                    ValueError("range() arg 3 must not be zero")
                ),
                lambda: normal(SymbolicRange(start, stop, step)),
            )
        return normal(SymbolicRange(start, stop, step))

    def _isinstance(self, value: Any, types: Any) -> Tree:
        stand_ins: dict[Any, Any] = {
            HostBool: True,
            torch.SymBool: True,
            torch.SymInt: 1,
            HostFloat: 1.0,
            torch.SymFloat: 1.0,
        }
        if is_array(value):
            return normal(isinstance(stand_in(value), types))
        if isinstance(value, RuntimeSlice):
            return normal(issubclass(value.kind, types))
        number = stand_ins.get(type(value), value)
        return normal(isinstance(value, types) or isinstance(number, types))

    def _interpreted(self, function: Any, *args: Any) -> Tree:
        """A call of one of :mod:`dycl.frontend.python_functions`."""
        return self.interpreter.calls.interpret(function, args, {})

    def _needs_interpreting(self, items: Sequence[Any], key: Any) -> bool:
        """Whether comparing the elements, or their keys, may be a decision at run time."""
        return (
            has_rows(items)
            or isinstance(key, KEYS)
            or any(
                _is_runtime(item) or holds_rows(item) or self.special.of(item, "__lt__") is not None
                for item in items
            )
        )

    def _extreme(self, function: Any, args: tuple[Any, ...], key: Any = None, **rest: Any) -> Tree:
        items: Any = args[0] if len(args) == 1 else list(args)
        if isinstance(items, torch.Tensor):
            items = list(items.unbind(0))
        if _is_sequence(items) and self._needs_interpreting(items, key):
            largest = python_functions.largest
            decided = largest if function is max else python_functions.smallest

            def choose() -> Tree:
                return self._interpreted(decided, items, _identity if key is None else key)

            def empty() -> Tree:
                if "default" in rest:
                    return normal(rest["default"])
                message = f"{function.__name__}() arg is an empty sequence"
                return self.interpreter.exceptions.raised(ValueError(message))

            return self.interpreter.decide(length(items) > 0, choose, empty)
        rest = rest if key is None else {"key": key, **rest}
        return normal(function(*args, **rest))

    def _sorted(self, items: Any, *, key: Any = None, reverse: Any = False) -> Tree:
        if isinstance(items, torch.Tensor):
            items = list(items.unbind(0))
        items = items if has_rows(items) else list(items)
        if not self._needs_interpreting(items, key):
            return normal(sorted(items, key=key, reverse=reverse))
        if has_rows(items):
            raise FrontendError(
                "'sorted' of a list whose length is known only at run time is not supported",
                hint="use torch.sort of the list as a tensor",
            )
        function = _identity if key is None else key
        return self._interpreted(python_functions.sort, items, function, bool(reverse))

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
        return normal(total)

    def _type(self, value: Any, *rest: Any) -> Tree:
        if rest:
            return normal(type(value, *rest))
        kinds: dict[Any, type] = {HostBool: bool, HostFloat: float, torch.SymInt: int}
        kinds |= {torch.SymBool: bool, torch.SymFloat: float}
        if is_array(value):
            return normal(cast("Any", type(stand_in(value))))
        if isinstance(value, RuntimeSlice):
            return normal(value.kind)
        if isinstance(value, torch.Tensor) and not isinstance(value, torch.nn.Parameter):
            return normal(torch.Tensor)
        kind = cast(Any, type(value))
        return normal(kinds.get(kind, kind))

    def _iter(self, iterable: Any, *sentinel: Any) -> Tree:
        if sentinel:
            raise FrontendError("'iter' of a function is not supported", hint="use 'while'")
        return normal(self.interpreter.steps.iterator(iterable))

    def _zip(self, *iterables: Any, strict: bool = False) -> Tree:
        sources = [self.interpreter.steps.iterator(iterable) for iterable in iterables]
        return normal(ZipIterator(sources, is_strict=strict))

    def _enumerate(self, iterable: Any, start: Any = 0) -> Tree:
        return normal(EnumerateIterator(self.interpreter.steps.iterator(iterable), start))

    def _map(self, function: Any, *iterables: Any) -> Tree:
        sources = [self.interpreter.steps.iterator(iterable) for iterable in iterables]
        return normal(MapIterator(function, sources))

    def _filter(self, function: Any, iterable: Any) -> Tree:
        return normal(FilterIterator(function, self.interpreter.steps.iterator(iterable)))

    def _reversed(self, sequence: Any) -> Tree:
        return normal(self.interpreter.steps.reversed(sequence))

    def _next(self, iterator: Any, *default: Any) -> Tree:
        def end() -> Tree:
            return (
                normal(default[0])
                if default
                else self.interpreter.exceptions.raised(StopIteration())
            )

        if not isinstance(iterator, HeapIterator):
            return normal(next(iterator, *default))
        return self.interpreter.iteration.next(iterator, end)

    def _getattr(self, owner: Any, name: str, *default: Any) -> Tree:
        if isinstance(name, RuntimeText):

            def missing() -> Tree:
                if default:
                    return normal(default[0])
                kind = type(owner).__name__
                error = AttributeError(f"'{kind}' object has no attribute '{name}'")
                return self.interpreter.exceptions.raised(error)

            names = self._attributes_that_may_be(owner, name)
            choose = self.interpreter.names.choose
            return choose(name, names, lambda n: self._getattr(owner, n), missing)
        self.note_read(owner, name)
        if not default or hasattr(cast("Any", type(owner)), name):
            return self.special.attribute(owner, name)
        return normal(getattr(owner, name, *default))

    def _hasattr(self, owner: Any, name: str) -> Tree:
        if isinstance(name, RuntimeText):
            names = self._attributes_that_may_be(owner, name)
            return normal(self.interpreter.names.is_among(name, names))
        self.note_read(owner, name)
        return normal(hasattr(owner, name))

    def note_read(self, owner: Any, name: str) -> None:
        """The program reads the attribute ``name`` of ``owner``."""
        self.interpreter.read_attributes.add(name)
        if not hasattr(owner, name):
            self.interpreter.check_state_is_set(owner, name)

    def _attributes_that_may_be(self, owner: Any, name: RuntimeText) -> list[str]:
        """The attributes of ``owner``, of which the program reads the one called ``name``."""
        pattern = self.interpreter.names.pattern(name)
        self.interpreter.read_names.append(pattern)
        for attribute in self.interpreter.unset_attributes(owner):
            if pattern.fullmatch(attribute):
                self.note_read(owner, attribute)
        return attributes_of(owner)

    def _setattr(self, owner: Any, name: str, value: Any) -> Tree:
        _refuse_runtime_attribute(name, "set")
        self.interpreter.assignment.set_attribute(owner, name, value)
        return normal()

    def _delattr(self, owner: Any, name: str) -> Tree:
        _refuse_runtime_attribute(name, "deleted")
        getattr(owner, name)  # which raises where there is none
        self.interpreter.heap.write(AttributeCell(owner, name), ABSENT)
        return normal()
