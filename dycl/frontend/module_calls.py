"""Calls: which functions are interpreted, which run as they are, and modules with their hooks."""

from __future__ import annotations

import ast
import copy
import functools
import os
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import torch

from dycl.errors import FrontendError
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
from dycl.frontend.heap import CONTAINERS, contents
from dycl.frontend.host_numbers import SYMBOLIC, SYMBOLIC_NAMES, HostBool, HostFloat
from dycl.frontend.iterators import (
    GeneratorBody,
    GeneratorIterator,
    HeapIterator,
    SymbolicRange,
)
from dycl.frontend.outcome import Kind, Leaf, Tree
from dycl.frontend.reachable import reachable_ids
from dycl.frontend.recorder import IS_ARRAY, is_array
from dycl.frontend.runtime_lists import (
    DTYPES,
    NotUniform,
    Rows,
    cat,
    element,
    has_rows,
    least_length,
    length,
    only_tensor,
    popped,
    refuse_rows,
    rows_of,
    sliced,
    stack,
    tensor,
)
from dycl.frontend.texts import number_of, printable
from dycl.frontend.torch_internals import (
    DATA_DEPENDENT,
    forward_hooks,
    forward_pre_hooks,
    leaves_of,
    map_leaves,
    named_modules,
)
from dycl.frontend.unify import Conflict

if TYPE_CHECKING:
    from dycl.frontend.interpreter import Interpreter

MUTATORS = frozenset(
    ["append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse", "add", "discard",
     "update", "setdefault", "popitem", "appendleft", "popleft", "extendleft", "rotate",
     "__setitem__", "__delitem__", "__iadd__", "intersection_update", "difference_update",
     "symmetric_difference_update"]
)  # fmt: skip
"""Methods that change the container they are called on."""

KEEPERS = frozenset(["append", "appendleft", "insert", "add", "setdefault", "__setitem__"])
"""Methods of containers that keep an iterator as it is."""

ITERATOR_TAKERS: tuple[Any, ...] = (
    bool, isinstance, print, type, iter, zip, enumerate, map, filter, reversed, next, getattr,
    hasattr, any, all,
)  # fmt: skip
"""Functions that take an iterator and not its elements."""

RUNTIME_LIST_FUNCTIONS: dict[Any, Callable[..., torch.Tensor]] = {
    torch.stack: stack,
    torch.cat: cat,
    torch.concat: cat,
    torch.tensor: tensor,
    torch.as_tensor: tensor,
}
"""PyTorch's functions on a list whose length is known only at run time."""

EMPTY_LIST_ERRORS: dict[Any, Exception] = {
    torch.stack: RuntimeError("stack expects a non-empty TensorList"),
    torch.cat: ValueError("torch.cat(): expected a non-empty list of Tensors"),
    torch.concat: ValueError("torch.cat(): expected a non-empty list of Tensors"),
}
"""What PyTorch raises for an empty list."""

ROWS_TAKERS: tuple[Any, ...] = (*RUNTIME_LIST_FUNCTIONS, list, tuple, type, id)
"""Functions that take a list of run-time length."""

ROWS_METHODS = frozenset(["append", "extend", "clear", "copy", "items", "values", "get", "update"])
"""Methods of containers that take or change a list of run-time length as they do any other."""

NUMPY_FUNCTIONS = frozenset(
    ["abs", "absolute", "all", "any", "arccos", "arcsin", "arctan", "arctan2", "argmax", "argmin",
     "argsort", "ceil", "clip", "concatenate", "copysign", "cos", "cosh", "equal", "exp", "expm1",
     "floor", "fmax", "fmin", "greater", "greater_equal", "isfinite", "isinf", "isnan", "less",
     "less_equal", "log", "log10", "log1p", "log2", "logical_and", "logical_not", "logical_or",
     "logical_xor", "matmul", "max", "maximum", "mean", "min", "minimum", "negative", "not_equal",
     "prod", "sign", "sin", "sinh", "sqrt", "square", "squeeze", "stack", "sum", "tan", "tanh",
     "where"]
)  # fmt: skip
"""NumPy's functions that do on arrays what PyTorch's of the same name do on tensors."""

NUMPY_FLOAT_FUNCTIONS = frozenset(
    ["arccos", "arcsin", "arctan", "arctan2", "copysign", "cos", "cosh", "exp", "expm1", "log",
     "log10", "log1p", "log2", "mean", "sin", "sinh", "sqrt", "tan", "tanh"]
)  # fmt: skip
"""Those that give 64-bit floats for integers, where PyTorch's give 32-bit ones or none."""

NUMPY_NAMES = {"absolute": "abs", "concatenate": "cat", "max": "amax", "min": "amin"}
"""Those of NumPy's functions that PyTorch has by another name."""

FROM_ARRAYS = frozenset(["from_numpy", "as_tensor", "tensor"])
"""PyTorch's functions that make a tensor of an array."""

ARRAY_METHODS = frozenset(
    ["all", "any", "argmax", "argmin", "argsort", "clip", "flatten", "mean", "prod", "ravel",
     "reshape", "squeeze", "sum"]
)  # fmt: skip
"""Methods of NumPy's arrays that PyTorch's tensors have with the same meaning."""

GRADIENT_MODES = ("torch.utils._contextlib", "torch.autograd.grad_mode")
"""Where the wrappers that ``torch.no_grad`` and its like put around functions are defined."""


class Calls:
    """Calls of one lowering; ``root`` is the module whose ``forward`` is lowered."""

    def __init__(self, interpreter: Interpreter, root: torch.nn.Module | None) -> None:
        self.interpreter = interpreter
        self.recorder = interpreter.recorder
        self.host = interpreter.host
        modules = [] if root is None else named_modules(root)
        self._names = {id(module): name for name, module in modules}
        self._is_native: dict[int, bool] = {}
        self._tensor_methods: dict[str, Callable[..., Any]] = {
            "item": self.recorder.item,
            "equal": self.recorder.equal,
            "tolist": self._to_list,
            "numpy": self._array,
        }

    def call(self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tree:
        """``function(*args, **kwargs)``; the leaves carry the result."""
        owner: Any = getattr(function, "__self__", None)
        if isinstance(owner, torch.Tensor) and function.__name__ in self._tensor_methods:
            return Leaf(Kind.NORMAL, self._tensor_methods[function.__name__](owner, *args))
        if isinstance(owner, list) and has_rows(owner) and function.__name__ == "pop":
            return self._pop(cast("list[Any]", owner), *args)
        if isinstance(owner, torch.Tensor) and is_array(owner):
            return self._call_of_array(owner, function.__name__, args, kwargs)
        if isinstance(function, functools.partial):
            return self.call(
                function.func, (*function.args, *args), {**function.keywords, **kwargs}
            )
        if isinstance(function, InterpretedFunction):
            return self._call_interpreted(function, args, kwargs)
        if isinstance(function, torch.nn.Module):
            return self._call_module(function, args, kwargs)
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
        return self._call_native(function, args, kwargs)

    @staticmethod
    def _is_hashable(value: Any) -> bool:
        return isinstance(value, types.BuiltinFunctionType | type)

    def _call_builtin(self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tree:
        self.interpreter.is_direct = False
        if function in ITERATOR_TAKERS:
            return self.interpreter.builtins.functions[function](*args, **kwargs)
        return self._with_items(
            args, lambda given: self.interpreter.builtins.functions[function](*given, **kwargs)
        )

    def _with_items(self, args: tuple[Any, ...], action: Callable[[tuple[Any, ...]], Tree]) -> Tree:
        """Run ``action`` with lists of their elements instead of iterators."""
        for index, value in enumerate(args):
            if isinstance(value, HeapIterator | SymbolicRange):
                return self.interpreter.paths.then(
                    self.interpreter.iteration.items_of(value),
                    lambda leaf, i=index: self._with_items(
                        (*args[:i], leaf.payload, *args[i + 1 :]), action
                    ),
                )
        return action(args)

    def _pop(self, owner: list[Any], index: Any = -1) -> Tree:
        """``list.pop`` of a list of run-time length."""
        if index not in (0, -1):
            raise FrontendError(
                "'pop' of a list whose length is known only at run time takes its first or last "
                "element only",
                hint="use slices",
            )
        heap = self.interpreter.heap
        if isinstance(owner[index], Rows):

            def pop() -> Tree:
                try:
                    taken, rest = popped(owner, index, self.recorder.item)
                except NotUniform as error:
                    raise FrontendError(f"'pop' of this list is not supported: {error}") from None
                heap.touch(contents(owner))
                owner[:] = [rest]
                return Leaf(Kind.NORMAL, taken)

            empty = IndexError("pop from empty list")
            return self.interpreter.decide(
                length(owner) > 0, pop, lambda: self.interpreter.exceptions.raised(empty)
            )
        heap.touch(contents(owner))
        return Leaf(Kind.NORMAL, owner.pop(index))

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
        return Leaf(Kind.NORMAL, GeneratorIterator(frame.source.name, body, arguments))

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
        if not self.is_interpreted(function):
            return self._call_native(function, args, kwargs)
        return self.interpret(function, args, kwargs)

    def _call_without_source(
        self, function: types.FunctionType, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Tree:
        """Run a function that ``eval`` or ``exec`` has made, which must not decide on data."""
        try:
            return self._call_native(function, args, kwargs)
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
            return self._call_native(function, args, kwargs)
        source = source_of(definition, function.__code__.co_filename)
        signature = signature_of(
            definition, function.__defaults__ or (), function.__kwdefaults__ or {}
        )
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        closure = Closure(function)
        self.interpreter.lasting |= reachable_ids(
            [
                *(v for v in function.__globals__.values() if _is_own_state(v)),
                *(function.__defaults__ or ()),
                *(function.__kwdefaults__ or {}).values(),
                *closure.values(),
            ]
        )
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
                return self._call_module(owner, args, kwargs)
            if isinstance(owner, torch.nn.Module) and function.__name__ == "forward":
                if self._runs_natively(owner):
                    return self._call_native(method, args, kwargs)
                return self.interpret(function, (owner, *args), kwargs)
            return self._call_function(function, (owner, *args), kwargs)
        if callable(function):
            return self.call(function, (owner, *args), kwargs)
        return self._call_native(method, args, kwargs)

    def _call_class(self, class_: type, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tree:
        if class_ is super and not args:
            frame = self.interpreter.frame
            return Leaf(Kind.NORMAL, super(cast(type, frame.class_), frame.first_argument))
        if class_ in self.interpreter.builtins.functions:
            return self._call_builtin(class_, args, kwargs)
        init = class_.__init__
        is_own = isinstance(init, types.FunctionType) and self.is_interpreted(init)
        if (
            not is_own
            or class_.__new__ is not object.__new__
            or issubclass(class_, torch.nn.Module)
        ):
            return self._call_native(class_, args, kwargs)
        instance = cast(Any, class_).__new__(class_)
        tree = self.interpret(cast(types.FunctionType, init), (instance, *args), kwargs)
        return self.interpreter.paths.then(tree, lambda _: Leaf(Kind.NORMAL, instance))

    # Modules

    def path_of(self, module: torch.nn.Module, attribute: str) -> str:
        """The dotted path of an attribute from the root module."""
        path = self._names.get(id(module), "")
        return f"{path}.{attribute}" if path else attribute

    def _call_module(
        self, module: torch.nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Tree:
        place = self.interpreter.emitter.place
        name = self._names.get(id(module), place.module_path if place else "")
        with self.interpreter.emitter.in_module(name):
            if self._runs_natively(module):
                return self._call_native(module, args, kwargs)
            return self._with_hooks(module, args, kwargs)

    def _runs_natively(self, module: torch.nn.Module) -> bool:
        """Whether all of the module is PyTorch's own, without hooks or a replaced forward."""
        if id(module) not in self._is_native:
            self._is_native[id(module)] = all(
                is_library(type(inner).__module__)
                and "forward" not in vars(inner)
                and not forward_hooks(inner)
                and not forward_pre_hooks(inner)
                for inner in module.modules()
            )
        return self._is_native[id(module)]

    def _with_hooks(
        self, module: torch.nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Tree:
        def forward(leaf: Leaf) -> Tree:
            given_args, given_kwargs = leaf.payload
            return self._then_hooks(module, given_args, given_kwargs)

        if forward_hooks(module) or forward_pre_hooks(module):
            self.interpreter.is_direct = False
        tree: Tree = Leaf(Kind.NORMAL, (args, kwargs))
        for hook, takes_kwargs in forward_pre_hooks(module):

            def before(leaf: Leaf, hook: Any = hook, takes_kwargs: bool = takes_kwargs) -> Tree:
                given_args, given_kwargs = leaf.payload
                extra = (given_kwargs,) if takes_kwargs else ()
                result = self.call(hook, (module, given_args, *extra), {})
                return self.interpreter.paths.then(
                    result,
                    lambda r: Leaf(Kind.NORMAL, _replaced(leaf.payload, r.payload, takes_kwargs)),
                )

            tree = self.interpreter.paths.then(tree, before)
        return self.interpreter.paths.then(tree, forward)

    def _then_hooks(
        self, module: torch.nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Tree:
        tree = self.call(module.forward, args, kwargs)
        for hook, takes_kwargs in forward_hooks(module):
            extra = (kwargs,) if takes_kwargs else ()

            def after(leaf: Leaf, hook: Any = hook, extra: Any = extra) -> Tree:
                result = self.call(hook, (module, args, *extra, leaf.payload), {})
                return self.interpreter.paths.then(
                    result,
                    lambda r: Leaf(Kind.NORMAL, leaf.payload if r.payload is None else r.payload),
                )

            tree = self.interpreter.paths.then(tree, after)
        return tree

    # Functions that run as they are

    def _call_native(self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tree:
        self.interpreter.is_direct = False
        owner = getattr(function, "__self__", None)
        name = getattr(function, "__name__", "")
        if name not in KEEPERS and any(isinstance(a, HeapIterator | SymbolicRange) for a in args):
            return self._with_items(args, lambda given: self._call_native(function, given, kwargs))
        if isinstance(owner, CONTAINERS) and name in MUTATORS:
            self.interpreter.heap.touch(contents(owner))
        if isinstance(owner, str) and name in ("format", "format_map"):
            args = tuple(number_of(self.recorder, arg) for arg in args)
            kwargs = {key: number_of(self.recorder, arg) for key, arg in kwargs.items()}
            args, kwargs = printable(self.recorder, (args, kwargs))
        self._refuse_randomness(function)
        _refuse_outside(function)
        if not any(function is taker for taker in ROWS_TAKERS):
            _refuse_rows_in_call(owner, name, args)
        if function is copy.deepcopy:
            return Leaf(Kind.NORMAL, self._deep_copy(args[0]))
        if isinstance(function, np.ufunc) or _is_of_numpy(function):
            function, args = _torch_for_numpy(function, args)
        if not _is_torch(function):
            return Leaf(Kind.NORMAL, _run(function, args, kwargs))
        if name in FROM_ARRAYS and len(args) == 1 and is_array(args[0]) and not kwargs:
            made = self._tensor_of_array(args[0], is_copy=name == "tensor")
            return Leaf(Kind.NORMAL, made)
        if name == "new_tensor" and args and _has_symbolic(args[0]):
            dtype = kwargs.get("dtype", cast("torch.Tensor", owner).dtype)
            return Leaf(Kind.NORMAL, tensor(args[0], dtype=dtype))
        if args and has_rows(args[0]) and function in RUNTIME_LIST_FUNCTIONS:
            return self._call_on_rows(function, args, kwargs)
        if function in (torch.tensor, torch.as_tensor) and _has_symbolic(args[0]):
            function = tensor
        if isinstance(function, types.FunctionType | torch.nn.Module):  # it may read after a write
            with self.interpreter.holding((args, kwargs)):
                return self._call_torch(function, args, kwargs)
        return self._call_torch(function, args, kwargs)

    def _refuse_randomness(self, function: Any) -> None:
        """Refuse what would be computed once, while compiling, and frozen."""
        owner = getattr(function, "__self__", None)
        places = (getattr(function, "__module__", None), type(owner).__module__)
        for place in places:
            if isinstance(place, str) and (
                place in UNREPEATABLE or place.startswith("numpy.random")
            ):
                self.recorder.report(
                    FrontendError(
                        f"{place}.{function.__name__} gives another answer at each call, which a "
                        "compiled program cannot",
                        hint="pass the value as an input",
                    )
                )

    def _call_on_rows(self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tree:
        """A function of PyTorch on a list of run-time length, which may be empty."""

        def call() -> Tree:
            return self._call_torch(RUNTIME_LIST_FUNCTIONS[function], args, kwargs)

        def call_empty() -> Tree:
            if function in EMPTY_LIST_ERRORS:
                return self.interpreter.exceptions.raised(EMPTY_LIST_ERRORS[function])
            return self._call_torch(torch.tensor, ([],), kwargs)

        items = args[0]
        if least_length(items) or (function not in EMPTY_LIST_ERRORS and "dtype" in kwargs):
            return call()
        if function in EMPTY_LIST_ERRORS:
            checked = self.interpreter.decide(
                length(items) == 0, call_empty, lambda: Leaf(Kind.NORMAL)
            )
            return self.interpreter.paths.then(checked, lambda _: call())
        if only_tensor(items, "torch.tensor").dtype.is_floating_point:
            return call()
        return self.interpreter.decide(length(items) > 0, call, call_empty)

    def _call_torch(self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tree:
        args, kwargs = map_leaves(HostFloat, self.host.symbol_of, (args, kwargs))
        args, kwargs = map_leaves(HostBool, self._bool_symbol, (args, kwargs))
        result = function(*args, **kwargs)
        return Leaf(Kind.NORMAL, map_leaves(torch.SymFloat, self._host_number, result))

    def _deep_copy(self, value: Any) -> Any:
        """``copy.deepcopy``, with tensors cloned by an operator that is recorded."""
        memo: dict[int, Any] = {}
        seen: set[int] = set()
        pending: list[Any] = [value]
        while pending:
            part = pending.pop()
            if id(part) in seen:
                continue
            seen.add(id(part))
            if isinstance(part, torch.nn.Module):
                raise FrontendError("'copy.deepcopy' of a module is not supported")
            if isinstance(part, torch.Tensor):
                memo[id(part)] = part.clone()
            elif isinstance(part, SYMBOLIC):
                memo[id(part)] = part
            else:
                pending += _parts(part)
        return copy.deepcopy(value, memo)

    def _bool_symbol(self, value: HostBool) -> Any:
        return self.host.as_integer(value) != 0

    def _host_number(self, value: torch.SymFloat) -> Any:
        return self.host.from_value(self.host.value(value))

    def _array(self, tensor: torch.Tensor, **_: Any) -> torch.Tensor:
        """``tensor.numpy()``: the same tensor, known to be an array."""
        array = tensor.detach()
        self.recorder.mark_array(array)
        return array

    def _tensor_of_array(self, array: torch.Tensor, is_copy: bool) -> torch.Tensor:
        """``torch.from_numpy(array)`` and its like: the same elements, no array any more."""
        made = array.clone() if is_copy else array.detach()
        del vars(made)[IS_ARRAY]
        return made

    def _call_of_array(
        self, array: torch.Tensor, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Tree:
        """A method of a NumPy array. Raises FrontendError where PyTorch's does something else."""
        is_whole = not args and not kwargs
        is_number = name == "mean" and not array.dtype.is_floating_point
        if (name in ARRAY_METHODS and not is_number) or (name in ("max", "min") and is_whole):
            return self._call_native(getattr(array, name), args, kwargs)
        raise FrontendError(
            f"the method '{name}' of a NumPy array is not supported", hint="use tensors"
        )

    def _to_list(self, tensor: torch.Tensor) -> Any:
        if tensor.dim() == 0:
            return self.recorder.item(tensor)
        if isinstance(tensor.shape[0], torch.SymInt):
            return [self._numbers_of(tensor)]
        return [self._to_list(row) for row in tensor.unbind(0)]

    @staticmethod
    def _numbers_of(tensor: torch.Tensor) -> Rows:
        """The elements of a tensor whose number is known only at run time, as a list has them."""
        if tensor.dim() > 1:
            raise FrontendError(
                "'tolist' of a tensor whose number of rows is known only at run time, and whose "
                "rows have several elements, is not supported",
                hint="loop over the rows of the tensor",
            )
        is_float = tensor.dtype.is_floating_point
        kind = "bool" if tensor.dtype == torch.bool else "float" if is_float else "int"
        return Rows(kind, (tensor.to(DTYPES[kind], copy=True),))

    # Elements

    def _with_integer_bounds(self, key: Any) -> Any:
        """The subscript with the integers of tensors as bounds of its slices."""

        def plain(bound: Any) -> Any:
            return self.recorder.item(bound) if isinstance(bound, torch.Tensor) else bound

        keys: list[Any] = []
        for part in _indices(key):
            bounds = _bounds(part)
            keys.append(part if bounds is None else slice(*map(plain, bounds)))
        return tuple(keys) if isinstance(key, tuple) else keys[0]

    def get_item(self, owner: Any, key: Any) -> Tree:
        """``owner[key]``; a key known only at run time chooses among the elements by branches."""
        if isinstance(owner, torch.Tensor):
            key = self._with_integers(_with_tensors_for_lists(key))
        if _has_tensor_bounds(key):
            key = self._with_integer_bounds(key)
        if isinstance(key, torch.Tensor) and not isinstance(owner, torch.Tensor | Mapping):
            key = self.recorder.item(key)
        if isinstance(key, HostBool):
            key = self.host.as_integer(key)
        if has_rows(owner):
            return Leaf(Kind.NORMAL, self._index_rows(owner, key))
        if isinstance(key, torch.SymInt) and not isinstance(owner, torch.Tensor):
            return self._choose(owner, key)
        if isinstance(owner, torch.Tensor):
            return Leaf(Kind.NORMAL, self._index_tensor(owner, key))
        return Leaf(Kind.NORMAL, owner[key])

    def _index_rows(self, owner: Any, key: Any) -> Any:
        try:
            rows = rows_of(owner)
        except NotUniform as error:
            raise FrontendError(f"indexing this list is not supported: {error}") from None
        if isinstance(key, slice):
            return type(owner)([sliced(rows, cast("slice[Any, Any, Any]", key))])
        return element(rows, key, self.recorder.item)

    def _index_tensor(self, tensor: torch.Tensor, key: Any) -> torch.Tensor:
        """``tensor[key]``, where integers of the key may be known only at run time."""
        keys = _indices(key)
        singles = [i for i, k in enumerate(keys) if _is_runtime_index(k)]
        if not singles:
            return tensor[key]
        if any(_is_a(k, torch.Tensor | list) and not _is_runtime_index(k) for k in keys):
            for i in singles:  # beside index tensors an integer is an index tensor of one element
                if not _is_a(keys[i], torch.Tensor):
                    keys[i] = torch.scalar_tensor(keys[i], dtype=torch.int64)
                keys[i] = torch.as_tensor(keys[i]).reshape(1)
            return tensor[tuple(keys)]
        integers = [keys[i] for i in singles]
        for i in singles:
            keys[i] = slice(None)
        result = tensor[tuple(keys)]
        taken = sum(k is not None and k is not Ellipsis for k in keys)
        dims = [_result_dims(k, tensor.dim() - taken) for k in keys]
        for i, integer in zip(reversed(singles), reversed(integers), strict=True):
            dim = sum(dims[:i])
            if isinstance(integer, torch.Tensor):
                result = result[(slice(None),) * dim + (integer.reshape(1),)].squeeze(dim)
            else:
                result = result.select(dim, integer)
        return result

    def _choose(self, owner: Any, key: torch.SymInt) -> Tree:
        if self.interpreter.loops.is_trying:
            raise Conflict("an element is chosen by the counter of a loop")
        is_mapping = _is_a(owner, Mapping)
        if is_mapping:
            choices = [k for k in owner if isinstance(k, int)]
        elif _is_a(owner, list | tuple | range | torch.nn.ModuleList | torch.nn.Sequential):
            choices = list(range(len(owner)))
        else:
            return Leaf(Kind.NORMAL, owner[key])
        decide = self.interpreter.decide

        def choose(remaining: list[int]) -> Tree:
            if not remaining:
                kind = KeyError if is_mapping else IndexError
                return self.interpreter.exceptions.raised(
                    kind(f"{type(owner).__name__} index out of range")
                )
            first, *rest = remaining
            is_first = key == first
            if not is_mapping:
                is_first = self.host.from_value(self.host.value(is_first)) | self.host.from_value(
                    self.host.value(key == first - len(owner))
                )
            return decide(is_first, lambda: Leaf(Kind.NORMAL, owner[first]), lambda: choose(rest))

        return choose(choices)

    def set_item(self, owner: Any, key: Any, value: Any) -> Tree:
        """``owner[key] = value``."""
        if isinstance(owner, torch.Tensor):
            key = self._with_integers(_with_tensors_for_lists(key))
        if _has_tensor_bounds(key):
            key = self._with_integer_bounds(key)
        if _is_a(owner, CONTAINERS):
            if isinstance(key, torch.SymInt):
                return self._set_chosen(owner, key, value)
            self.interpreter.heap.touch(contents(owner))
        refuse_rows(owner, "assignment to an element")
        if _is_a(owner, np.ndarray) and (_has_symbolic(value) or _is_a(value, torch.Tensor)):
            raise FrontendError(
                "a value that is known only at run time is stored in a NumPy array",
                hint="use a tensor",
            )
        if isinstance(owner, torch.Tensor) and isinstance(value, HostFloat):
            value = self.host.symbol_of(value)
        if isinstance(owner, torch.Tensor) and isinstance(value, HostBool):
            value = self.host.as_integer(value)
        if isinstance(owner, torch.Tensor) and any(
            isinstance(k, torch.SymInt) for k in _indices(key)
        ):
            view = self._index_tensor(owner, key)
            view.copy_(value) if isinstance(value, torch.Tensor) else view.fill_(value)
        else:
            owner[key] = value
        return Leaf(Kind.NORMAL)

    def _with_integers(self, key: Any) -> Any:
        """The subscript of a tensor with integers for those in tensors beside other indices."""
        if not isinstance(key, tuple):
            return key
        keys = _indices(key)
        if any(_is_a(k, torch.Tensor | list) and not _is_runtime_index(k) for k in keys):
            return cast("Any", key)
        return tuple(self.recorder.item(k) if _is_a(k, torch.Tensor) else k for k in keys)

    def _set_chosen(self, owner: Any, key: torch.SymInt, value: Any) -> Tree:
        refuse_rows(owner, "assignment to an element")
        if not _is_a(owner, list):
            raise FrontendError(
                f"a key that is known only at run time is stored in a {type(owner).__name__}",
                hint="use a list or a tensor",
            )

        def choose(remaining: list[int]) -> Tree:
            if not remaining:
                return self.interpreter.exceptions.raised(
                    IndexError("list assignment index out of range")
                )
            first, *rest = remaining

            def store() -> Tree:
                return self.set_item(owner, first, value)

            is_first = self.host.from_value(self.host.value(key == first)) | self.host.from_value(
                self.host.value(key == first - len(owner))
            )
            return self.interpreter.decide(is_first, store, lambda: choose(rest))

        return choose(list(range(len(owner))))


def _is_runtime_index(key: Any) -> bool:
    """Whether ``key`` is a single integer that is known only at run time."""
    if isinstance(key, torch.SymInt):
        return True
    return (
        isinstance(key, torch.Tensor)
        and key.dim() == 0
        and key.dtype != torch.bool
        and not key.dtype.is_floating_point
    )


def _result_dims(key: Any, of_ellipsis: int) -> int:
    """How many dimensions of the result a part of an index makes."""
    if key is Ellipsis:
        return of_ellipsis
    return 0 if isinstance(key, int) else 1


UNREPEATABLE = {"random", "time", "secrets", "uuid"}
"""Modules whose functions give another answer at each call."""

OUTSIDE = {"io", "_io", "socket", "subprocess", "torch.serialization"}
"""Modules whose functions read or write what is outside of the program."""

OUTSIDE_FUNCTIONS = (input, breakpoint, os.getenv, os.listdir, os.remove, os.makedirs,
                     os.mkdir, os.path.exists, os.path.isfile, os.path.isdir)  # fmt: skip
"""Functions that do so."""


def _refuse_outside(function: Any) -> None:
    """Refuse what would be done once, while compiling, and never in a call."""
    owner = getattr(function, "__self__", None)
    places = (getattr(function, "__module__", None), type(owner).__module__)
    if function in OUTSIDE_FUNCTIONS or any(place in OUTSIDE for place in places):
        raise FrontendError(
            f"'{function.__name__}' reads or writes what is outside of the program, which a "
            "compiled program cannot",
            hint="do it before or after the call of the module",
        )


def _has_symbolic(value: Any) -> bool:
    """Whether nested lists contain numbers or tensors that are known only at run time."""
    if isinstance(value, list | tuple):
        return any(_has_symbolic(item) for item in cast("list[Any]", value))
    return isinstance(value, SYMBOLIC)


def _refuse_rows_in_call(owner: Any, name: str, args: tuple[Any, ...]) -> None:
    """Refuse to hand a list of run-time length to a function that does not know of its rows."""
    if name in ROWS_METHODS or (name == "insert" and args[0] == 0):
        return
    for value in (owner, *args):
        refuse_rows(value, f"'{name}'")


def _parts(value: Any) -> list[Any]:
    """What a container or object holds."""
    if isinstance(value, dict):
        return list(cast("dict[Any, Any]", value).values())
    if isinstance(value, list | tuple | set):
        return list(cast("list[Any]", value))
    attributes: dict[str, Any] = getattr(value, "__dict__", {})
    return list(attributes.values())


def _is_own_state(value: Any) -> bool:
    """Whether a global may be what the program changes: a container or an object of its own."""
    return isinstance(value, CONTAINERS) or (
        hasattr(value, "__dict__")
        and not callable(value)
        and not isinstance(value, types.ModuleType)
        and not is_library(type(value).__module__)
    )


def _is_a(value: Any, kinds: Any) -> bool:
    """``isinstance``, after which a value of any type remains one for the type checker."""
    return isinstance(value, kinds)


def _indices(key: Any) -> list[Any]:
    """The single indices of a subscript."""
    return list(cast("tuple[Any, ...]", key)) if isinstance(key, tuple) else [key]


def _with_tensors_for_lists(key: Any) -> Any:
    """A subscript of a tensor with tensors for lists of integers known only at run time."""
    keys = [tensor(k) if _is_a(k, list) and _has_symbolic(k) else k for k in _indices(key)]
    return tuple(keys) if isinstance(key, tuple) else keys[0]


def _bounds(part: Any) -> tuple[Any, Any, Any] | None:
    """Start, stop and step of a slice."""
    if not isinstance(part, slice):
        return None
    given = cast("slice[Any, Any, Any]", part)
    return given.start, given.stop, given.step


def _has_tensor_bounds(key: Any) -> bool:
    """Whether a subscript slices from or to an integer in a tensor."""
    return any(isinstance(b, torch.Tensor) for k in _indices(key) for b in _bounds(k) or ())


def _run(function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Call a function of another library, which may be unable to take run-time values."""
    try:
        return function(*args, **kwargs)
    except (*DATA_DEPENDENT, TypeError, ValueError) as error:
        if not isinstance(error, DATA_DEPENDENT) and not SYMBOLIC_NAMES.search(str(error)):
            raise
        module: Any = getattr(function, "__module__", None)
        name = getattr(function, "__qualname__", type(function).__name__)
        where = f"{module}." if isinstance(module, str) and module != "builtins" else ""
        raise FrontendError(
            f"'{where}{name}' is run while compiling, and cannot take a value that is known only "
            "at run time",
            hint="use operators of torch, or Python's own on numbers",
        ) from error


def _is_of_numpy(function: Any) -> bool:
    module: Any = getattr(function, "__module__", None)
    return isinstance(module, str) and module.partition(".")[0] == "numpy"


def _torch_for_numpy(function: Any, args: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    """PyTorch's function for one of NumPy's that is called on run-time values, and its arguments.

    Lists become tensors as NumPy makes arrays of them. Raises FrontendError where PyTorch has no
    function that does the same.
    """
    if not any(isinstance(leaf, (torch.Tensor, *SYMBOLIC)) for leaf in leaves_of(args)):
        return function, args
    name: str = function.__name__
    if not _is_numpy_function(function) or name not in NUMPY_FUNCTIONS:
        raise FrontendError(
            f"numpy.{name} of a tensor is not supported", hint="use the function of torch"
        )
    if name not in ("concatenate", "stack"):
        args = tuple(_array_of(arg) for arg in args)
    tensors = [arg for arg in args if isinstance(arg, torch.Tensor)]
    if name in NUMPY_FLOAT_FUNCTIONS and not all(t.dtype.is_floating_point for t in tensors):
        raise FrontendError(
            f"numpy.{name} of integers is not supported", hint="make them floats before"
        )
    return getattr(torch, NUMPY_NAMES.get(name, name)), args


def _array_of(value: Any) -> Any:
    """``value``, or the tensor for what NumPy makes an array of."""
    if isinstance(value, HostFloat):
        return tensor(value, dtype=torch.float64)
    if isinstance(value, SYMBOLIC):
        raise FrontendError(
            "a NumPy function of an integer or bool known only at run time is not supported",
            hint="use Python's operators, 'math', 'max' and 'min'",
        )
    return _array_of_list(cast("list[Any]", value)) if isinstance(value, list | tuple) else value


def _array_of_list(items: Sequence[Any]) -> torch.Tensor:
    """``numpy.asarray`` of a list of tensors of one shape and dtype, or of numbers."""
    if not has_rows(items):
        tensors = [item for item in items if isinstance(item, torch.Tensor)]
        if len(tensors) == len(items) and len({(t.dtype, t.shape) for t in tensors}) == 1:
            return torch.stack(tensors)
        if all(isinstance(item, float | HostFloat) for item in items):
            return tensor(items, dtype=torch.float64)
        if all(isinstance(item, int | torch.SymInt) and type(item) is not bool for item in items):
            return tensor(items, dtype=torch.int64)
    raise FrontendError(
        "a NumPy function of a list of tensors or numbers of several kinds is not supported",
        hint="make a tensor of the list with torch.stack or torch.tensor",
    )


def _is_numpy_function(function: Any) -> bool:
    return isinstance(function, np.ufunc) or function.__module__ == "numpy"


def _is_torch(function: Any) -> bool:
    """Whether PyTorch itself is called, which takes run-time numbers as its own classes."""
    owner = getattr(function, "__self__", None)
    places = (
        getattr(function, "__module__", None),
        type(function).__module__,
        type(owner).__module__ if owner is not None else None,
        getattr(owner, "__module__", None),
    )
    return isinstance(owner, torch.Tensor) or any(
        isinstance(place, str) and place.partition(".")[0] == "torch" for place in places
    )


def _replaced(payload: Any, result: Any, takes_kwargs: bool) -> Any:
    """The arguments after a pre-hook returned ``result``."""
    _, kwargs = payload
    if result is None:
        return payload
    if takes_kwargs:
        return result
    return (result if isinstance(result, tuple) else (result,), kwargs)
