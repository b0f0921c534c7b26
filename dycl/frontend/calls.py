"""Calls: which functions are interpreted, and which run as they are."""

from __future__ import annotations

import ast
import dataclasses
import functools
import inspect
import operator
import types
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import torch

from dycl.errors import FrontendError
from dycl.frontend import python_functions
from dycl.frontend.arrays import is_array
from dycl.frontend.functions import (
    Closure,
    EnclosingFrame,
    Frame,
    InterpretedFunction,
    definition_of,
    is_library,
    signature_of,
    source_of,
)
from dycl.frontend.heap import CONTAINERS
from dycl.frontend.iterators import GeneratorBody, GeneratorIterator
from dycl.frontend.module_calls import ModuleCalls
from dycl.frontend.module_changes import ModuleChanges
from dycl.frontend.native_calls import NativeCalls
from dycl.frontend.numpy_calls import check_method
from dycl.frontend.outcome import Kind, Leaf, Tree, normal
from dycl.frontend.packed_sequences import INTERPRETED
from dycl.frontend.reachable import reachable_ids
from dycl.frontend.reshaping import Reshaping
from dycl.frontend.runtime_lists import has_rows
from dycl.frontend.runtime_slices import RuntimeSlice
from dycl.frontend.squeezing import Squeezing
from dycl.frontend.subscripts import is_get, is_runtime_key

if TYPE_CHECKING:
    from dycl.frontend.interpreter import Interpreter

ITERATOR_TAKERS: tuple[Any, ...] = (
    bool, isinstance, len, print, type, iter, zip, enumerate, map, filter, reversed, next, getattr,
    hasattr, any, all,
)  # fmt: skip
"""Functions that take an iterator and not its elements."""

LRU_CACHE = type(functools.lru_cache(len))
"""What ``functools.lru_cache`` and ``functools.cache`` make of functions."""

GRADIENT_MODES = ("torch.utils._contextlib", "torch.autograd.grad_mode")
"""Where the wrappers that ``torch.no_grad`` and its like put around functions are defined."""


class Calls:
    """Calls of one lowering; ``root`` is the module whose ``forward`` is lowered."""

    def __init__(self, interpreter: Interpreter, root: torch.nn.Module | None) -> None:
        self.interpreter = interpreter
        self.recorder = interpreter.recorder
        self.native = NativeCalls(interpreter)
        self.modules = ModuleCalls(interpreter, root)
        self.changes = ModuleChanges(interpreter, root)
        self._squeezing = Squeezing(interpreter)
        self.reshaping = Reshaping(interpreter)
        self._tensor_methods: dict[str, Callable[..., Any]] = {
            "item": self.recorder.item,
            "allclose": self.recorder.allclose,
            "equal": self.recorder.equal,
            "tolist": self.native.to_list,
            "numpy": self._array,
            **self.reshaping.methods,
        }

    def call(self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tree:
        """``function(*args, **kwargs)``; the leaves carry the result."""
        owner: Any = getattr(function, "__self__", None)
        if isinstance(owner, torch.Tensor) and function.__name__ in self._tensor_methods:
            return normal(self._tensor_methods[function.__name__](owner, *args, **kwargs))
        if isinstance(owner, list) and has_rows(owner) and function.__name__ == "pop":
            return self.native.pop(cast("list[Any]", owner), *args)
        if (squeezed := self._squeezing.call(function, args, kwargs)) is not None:
            return squeezed
        if is_get(function) and args and is_runtime_key(args[0]):
            default = args[1:] or (None,)
            return self.interpreter.subscripts.choose_key(owner, args[0], *default)
        if isinstance(owner, torch.Tensor) and is_array(owner):
            check_method(owner, function.__name__, is_whole=not args and not kwargs)
            return self.native.call(getattr(owner, function.__name__), args, kwargs)
        if isinstance(function, functools.partial):
            return self.call(
                function.func, (*function.args, *args), {**function.keywords, **kwargs}
            )
        if (attribute := _attribute_of(function)) is not None and len(args) == 1:
            return self.interpreter.special.attribute(args[0], attribute)
        if isinstance(function, LRU_CACHE):  # what it keeps would last
            return self.call(cast("Any", function).__wrapped__, args, kwargs)
        if isinstance(function, InterpretedFunction):
            return self._call_interpreted(function, args, kwargs)
        if isinstance(function, torch.nn.Module):
            return self.modules.call(function, args, kwargs)
        if isinstance(function, RuntimeSlice) and function.kind is torch.nn.Sequential:
            return self.interpret(python_functions.sequential, (function, *args), kwargs)
        if isinstance(function, types.MethodType):
            return self._call_method(function, args, kwargs)
        if isinstance(function, types.FunctionType):
            return self._call_function(function, args, kwargs)
        if isinstance(function, type):
            return self._call_class(function, args, kwargs)
        if self._is_hashable(function) and function in self.interpreter.builtins.functions:
            return self._call_builtin(function, args, kwargs)
        if not isinstance(function, types.BuiltinFunctionType | types.MethodWrapperType):
            kind = cast(Any, type(function))
            call = getattr(kind, "__call__", None)  # noqa: B004 - the function itself is needed
            if isinstance(call, types.FunctionType) and not is_library(call.__module__):
                return self._call_function(call, (function, *args), kwargs)
        return self.native.call(function, args, kwargs)

    def _array(self, tensor: torch.Tensor, **_: Any) -> torch.Tensor:
        """``tensor.numpy()``: the same tensor, known to be an array."""
        return self.recorder.mark_array(tensor.detach())

    @staticmethod
    def _is_hashable(value: Any) -> bool:
        return isinstance(value, types.BuiltinFunctionType | type)

    def _call_builtin(self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tree:
        self.interpreter.is_direct = False
        if function in ITERATOR_TAKERS:
            return self.interpreter.builtins.functions[function](*args, **kwargs)
        return self.native.with_items(
            args, lambda given: self.interpreter.builtins.functions[function](*given, **kwargs)
        )

    # Interpreted functions

    def _call_interpreted(
        self, function: InterpretedFunction, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Tree:
        bound = function.signature.bind(*args, **kwargs)
        bound.apply_defaults()
        outer = function.frame
        frame = Frame(
            function.source,
            outer.globals,
            EnclosingFrame(outer),
            first_argument=outer.first_argument,
            class_=outer.class_,
        )
        return self._run(frame, dict(bound.arguments))

    def _run(self, frame: Frame, arguments: dict[str, Any]) -> Tree:
        """Run a function, or make an iterator of a generator function."""
        if not frame.source.is_generator:
            return self.interpreter.run_function(frame, arguments)

        def run(arguments: dict[str, Any], on_yield: Callable[[Any], Tree]) -> Tree:
            started = replace(
                frame,
                locals={},
                global_names=set(),
                outer_names=set(),
                on_yield=on_yield,
            )
            return self.interpreter.run_function(started, arguments)

        definition = frame.source.definition
        names = frozenset(n.id for n in ast.walk(definition) if isinstance(n, ast.Name))
        body = GeneratorBody(run, names, frame.enclosing)
        return normal(GeneratorIterator(frame.source.name, body, arguments))

    def call_from_outside(
        self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        """A call of an interpreted function by code that is not interpreted."""
        tree = self.call(function, args, kwargs)
        if isinstance(tree, Leaf) and tree.kind is Kind.NORMAL:
            return tree.payload
        if isinstance(tree, Leaf) and tree.kind is Kind.RAISE:
            raise tree.payload
        raise FrontendError(
            f"'{function.__name__}' takes several paths and is called by library code, "
            "which can follow one"
        )

    def _call_function(
        self, function: types.FunctionType, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Tree:
        if (compiled := getattr(function, "_torchdynamo_orig_callable", None)) is not None:
            return self.call(compiled, args, kwargs)
        wrapped = getattr(function, "__wrapped__", None)
        if wrapped is not None and function.__module__ in GRADIENT_MODES:
            return self.call(wrapped, args, kwargs)
        if function in self.interpreter.builtins.functions:
            return self._call_builtin(function, args, kwargs)
        is_made = function.__code__.co_filename.startswith("<")  # by 'exec', whatever its module
        if (is_made or not is_library(function.__module__)) and definition_of(function) is None:
            return self._call_without_source(function, args, kwargs)
        if function in INTERPRETED:
            return self.interpret(INTERPRETED[function], args, kwargs)
        if not self.is_interpreted(function):
            return self.native.call(function, args, kwargs)
        return self.interpret(function, args, kwargs)

    def _call_without_source(
        self, function: types.FunctionType, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Tree:
        """Run a function that ``eval`` or ``exec`` has made, which must not decide on data."""
        try:
            return self.native.call(function, args, kwargs)
        except FrontendError as error:
            raise FrontendError(
                f"the source of '{function.__qualname__}' is not available, so it is run, and "
                f"not compiled: {error.message}",
                hint="define it in a file; dycl reads the Python source of what it compiles",
            ) from error

    def interpret(
        self, function: types.FunctionType, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Tree:
        """Interpret a Python function although its module might be a library's."""
        definition = definition_of(function)
        if definition is None:
            return self.native.call(function, args, kwargs)
        properties = self.interpreter.special.properties
        source = source_of(definition, function.__code__.co_filename, properties)
        signature = signature_of(
            definition, function.__defaults__ or (), function.__kwdefaults__ or {}
        )
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        closure = Closure(function)
        held = [
            *(v for v in function.__globals__.values() if _is_own_state(v)),
            *(function.__defaults__ or ()),
            *(function.__kwdefaults__ or {}).values(),
            *closure.values(),
        ]
        lasting = self.interpreter.lasting  # what those hold by now may be the program's own
        lasting |= reachable_ids([value for value in held if id(value) not in lasting])
        frame = Frame(
            source,
            function.__globals__,
            closure,
            first_argument=args[0] if args else None,
            class_=closure.get("__class__") if "__class__" in closure else None,
        )
        return self._run(frame, dict(bound.arguments))

    def is_interpreted(self, function: types.FunctionType) -> bool:
        """Whether the function is the user's own Python."""
        return not is_library(function.__module__) and definition_of(function) is not None

    def _call_method(
        self, method: types.MethodType, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Tree:
        owner, function = method.__self__, method.__func__
        if isinstance(function, types.FunctionType):
            if isinstance(owner, torch.nn.Module) and function is torch.nn.Module.__call__:
                return self.modules.call(owner, args, kwargs)
            if isinstance(owner, torch.nn.Module) and function.__name__ == "forward":
                if self.modules.runs_natively(owner):
                    return self.native.call(method, args, kwargs)
                return self.interpret(function, (owner, *args), kwargs)
            return self._call_function(function, (owner, *args), kwargs)
        if callable(function):
            return self.call(function, (owner, *args), kwargs)
        return self.native.call(method, args, kwargs)

    def _call_class(self, class_: type, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tree:
        if class_ is super and not args:
            frame = self.interpreter.frame
            return normal(super(cast(type, frame.class_), frame.first_argument))
        if class_ in self.interpreter.builtins.functions:
            return self._call_builtin(class_, args, kwargs)
        if is_plain_dataclass(class_):
            return self._make_dataclass(class_, args, kwargs)
        init = class_.__init__
        is_own = isinstance(init, types.FunctionType) and self.is_interpreted(init)
        if (
            not is_own
            or class_.__new__ is not object.__new__
            or issubclass(class_, torch.nn.Module)
        ):
            return self.native.call(class_, args, kwargs)
        instance = cast(Any, class_).__new__(class_)
        with self.interpreter.holding(instance):
            tree = self.interpret(cast(types.FunctionType, init), (instance, *args), kwargs)
        return self.interpreter.paths.then(tree, lambda _: normal(instance))

    def _make_dataclass(self, class_: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tree:
        """An instance as the ``__init__`` makes it that :mod:`dataclasses` has written."""
        instance = class_.__new__(class_)
        bound = inspect.signature(class_.__init__).bind(instance, *args, **kwargs)
        for field in dataclasses.fields(class_):
            if field.init and field.name in bound.arguments:
                value = bound.arguments[field.name]
            elif field.default_factory is not dataclasses.MISSING:
                value = field.default_factory()
            elif field.default is not dataclasses.MISSING:
                value = field.default
            else:
                continue
            object.__setattr__(instance, field.name, value)
        if not hasattr(class_, "__post_init__"):
            return normal(instance)
        with self.interpreter.holding(instance):
            finished = self.call(instance.__post_init__, (), {})
        return self.interpreter.paths.then(finished, lambda _: normal(instance))


def _attribute_of(function: Any) -> str | None:
    """What an ``operator.attrgetter`` gets, where that is one attribute."""
    if not isinstance(function, operator.attrgetter):
        return None
    _, names = cast("tuple[Any, tuple[str, ...]]", function.__reduce__())
    return names[0] if len(names) == 1 and "." not in names[0] else None


def is_plain_dataclass(class_: Any) -> bool:
    """Whether instances are made by the ``__init__`` that :mod:`dataclasses` has written alone."""
    if not dataclasses.is_dataclass(class_) or cast("Any", class_).__new__ is not object.__new__:
        return False
    init = cast("Any", class_).__init__
    is_written = isinstance(init, types.FunctionType) and definition_of(init) is None
    parameters = set(inspect.signature(init).parameters) - {"self"}
    is_module = issubclass(cast("type", class_), torch.nn.Module)
    names = {field.name for field in dataclasses.fields(class_) if field.init}
    return is_written and not is_module and names == parameters


def _is_own_state(value: Any) -> bool:
    """Whether a global may be what the program changes: a container or an object of its own."""
    return isinstance(value, CONTAINERS) or (
        hasattr(value, "__dict__")
        and not callable(value)
        and not isinstance(value, types.ModuleType)
        and not is_library(type(value).__module__)
    )
