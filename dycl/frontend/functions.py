"""Python functions whose source the frontend interprets."""

from __future__ import annotations

import ast
import functools
import inspect
import linecache
import sys
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dycl.errors import FrontendError, SourceLocation
from dycl.frontend.heap import ABSENT, Unsure
from dycl.frontend.liveness import compute_liveness
from dycl.frontend.normal_form import normalize
from dycl.frontend.outcome import Tree
from dycl.frontend.scopes import captured_names, own_nodes, stored_names
from dycl.frontend.statements import Statement, Unsupported

LIBRARIES = frozenset(sys.stdlib_module_names) | {"torch", "numpy", "scipy", "sympy", "_pytest"}
"""Packages whose functions run as they are, with symbolic tensors, and are not interpreted."""


def is_library(module_name: str | None) -> bool:
    """Whether code of the module runs without being interpreted."""
    root = (module_name or "builtins").partition(".")[0]
    return root in LIBRARIES and root != "__main__"


@dataclass(eq=False)
class Source:
    """A function's definition in normal form."""

    name: str
    filename: str
    definition: ast.FunctionDef | ast.Lambda
    statements: list[Statement]
    is_generator: bool
    local_names: frozenset[str]
    captured: frozenset[str]
    """The variables that functions inside of it refer to."""

    def location(self, node: ast.AST) -> SourceLocation:
        """Where ``node`` stands."""
        return SourceLocation(
            self.filename, getattr(node, "lineno", 0), getattr(node, "col_offset", -1) + 1
        )


@dataclass(eq=False)
class Frame:
    """The activation of a function."""

    source: Source
    globals: dict[str, Any]
    enclosing: Mapping[str, Any]
    """The variables of the functions around, or the function's closure."""
    locals: dict[str, Any] = field(default_factory=dict[str, Any])
    live: frozenset[str] = frozenset()
    overwritten: frozenset[str] = frozenset()
    """The variables that the present statement gives new values in the end."""
    on_yield: Callable[[Any], Tree] | None = None
    """What a generator does with each value that it yields."""
    first_argument: Any = None
    class_: type | None = None
    global_names: set[str] = field(default_factory=set[str])
    outer_names: set[str] = field(default_factory=set[str])

    def __getitem__(self, name: str) -> Any:
        if name in self.locals:
            return _bound(self.locals[name], name)
        if self.owns(name):
            raise unbound_error(name, is_free=False)
        return self.enclosing[name]

    def owns(self, name: str) -> bool:
        """Whether ``name`` is a variable of this function, bound or not."""
        is_own = name in self.source.local_names
        return is_own and name not in self.global_names and name not in self.outer_names


def unbound_error(name: str, *, is_free: bool) -> NameError:
    """What Python raises for a variable without a value, of this function or of one around it."""
    if is_free:
        return NameError(
            f"cannot access free variable '{name}' where it is not associated with a "
            "value in enclosing scope",
            name=name,
        )
    return UnboundLocalError(
        f"cannot access local variable '{name}' where it is not associated with a value", name=name
    )


def _bound(value: Any, name: str) -> Any:
    if isinstance(value, Unsure):
        raise FrontendError(
            f"the variable '{name}' is bound on some paths only", hint="bind it on every path"
        )
    return value


class InterpretedFunction:
    """A function or lambda that interpreted code defines."""

    def __init__(
        self,
        source: Source,
        frame: Frame,
        defaults: tuple[Any, ...],
        keyword_defaults: dict[str, Any],
        run: Any,
    ) -> None:
        self.source = source
        self.frame = frame
        self.signature = signature_of(source.definition, defaults, keyword_defaults)
        self.__name__ = source.name
        self._run = run

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Called from code that is not interpreted."""
        return self._run(self, args, kwargs)

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else functools.partial(self, instance)


def signature_of(
    definition: ast.FunctionDef | ast.Lambda,
    defaults: tuple[Any, ...],
    keyword_defaults: dict[str, Any],
) -> inspect.Signature:
    """The signature of a definition with evaluated defaults."""
    arguments = definition.args
    positional = [*arguments.posonlyargs, *arguments.args]
    padding = [inspect.Parameter.empty] * (len(positional) - len(defaults))
    parameters: list[inspect.Parameter] = []
    for index, (argument, default) in enumerate(
        zip(positional, [*padding, *defaults], strict=True)
    ):
        only = index < len(arguments.posonlyargs)
        kind = (
            inspect.Parameter.POSITIONAL_ONLY if only else inspect.Parameter.POSITIONAL_OR_KEYWORD
        )
        parameters.append(inspect.Parameter(argument.arg, kind, default=default))
    if arguments.vararg:
        parameters.append(inspect.Parameter(arguments.vararg.arg, inspect.Parameter.VAR_POSITIONAL))
    for argument in arguments.kwonlyargs:
        default = keyword_defaults.get(argument.arg, inspect.Parameter.empty)
        parameters.append(
            inspect.Parameter(argument.arg, inspect.Parameter.KEYWORD_ONLY, default=default)
        )
    if arguments.kwarg:
        parameters.append(inspect.Parameter(arguments.kwarg.arg, inspect.Parameter.VAR_KEYWORD))
    return inspect.Signature(parameters)


class Closure(Mapping[str, Any]):
    """The free variables of a Python function."""

    def __init__(self, function: types.FunctionType) -> None:
        names = function.__code__.co_freevars
        self._cells = dict(zip(names, function.__closure__ or (), strict=True))

    def __getitem__(self, name: str) -> Any:
        cell = self._cells[name]
        try:
            return cell.cell_contents
        except ValueError:
            raise unbound_error(name, is_free=True) from None

    def __iter__(self) -> Any:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)


class EnclosingFrame(Mapping[str, Any]):
    """The variables of the frame in which a function was defined."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame

    def __getitem__(self, name: str) -> Any:
        value = _bound(self.frame.locals.get(name, ABSENT), name)
        if value is not ABSENT:
            return value
        if self.frame.owns(name):
            raise unbound_error(name, is_free=True)
        return self.frame.enclosing[name]

    def __iter__(self) -> Any:
        return iter(self.frame.locals)

    def __len__(self) -> int:
        return len(self.frame.locals)


@functools.cache
def _definitions(filename: str) -> dict[int, list[ast.FunctionDef | ast.Lambda]]:
    """The functions of a file by the line that their code objects name as the first."""
    text = "".join(linecache.getlines(filename))
    found: dict[int, list[ast.FunctionDef | ast.Lambda]] = {}
    if not text:
        return found
    for node in ast.walk(ast.parse(text, filename)):
        if isinstance(node, ast.FunctionDef):
            line = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            found.setdefault(line, []).append(node)
        elif isinstance(node, ast.Lambda):
            found.setdefault(node.lineno, []).append(node)
    return found


def definition_of(function: types.FunctionType) -> ast.FunctionDef | ast.Lambda | None:
    """The syntax tree of ``function``, or None where its source is not available."""
    code = function.__code__
    try:
        candidates = _definitions(code.co_filename).get(code.co_firstlineno, [])
    except SyntaxError:
        return None
    is_lambda = code.co_name == "<lambda>"
    names = code.co_varnames[: code.co_argcount]
    matching = [
        node
        for node in candidates
        if isinstance(node, ast.Lambda) == is_lambda
        and (is_lambda or getattr(node, "name", "") == code.co_name)
        and tuple(a.arg for a in (*node.args.posonlyargs, *node.args.args)) == names
    ]
    if len(matching) > 1:
        columns = {position[2] for position in code.co_positions() if position[2] is not None}
        inside = [
            node
            for node in matching
            if isinstance(node, ast.Lambda)
            and all(
                node.col_offset <= column <= (node.end_col_offset or 0)
                for column in columns
                if column
            )
        ]
        matching = inside or matching
    return matching[0] if matching else None


_SOURCES: dict[tuple[ast.AST, frozenset[str]], Source] = {}


def source_of(
    definition: ast.FunctionDef | ast.Lambda, filename: str, properties: frozenset[str]
) -> Source:
    """The definition in normal form; raises FrontendError where it uses what dycl does not take.

    ``properties`` are the names of the properties of all classes.
    """
    if (definition, properties) in _SOURCES:
        return _SOURCES[definition, properties]
    captured = captured_names(definition)
    try:
        statements = normalize(definition, filename, properties)
        compute_liveness(statements, captured)
    except Unsupported as error:
        raise syntax_error_of(error, filename) from None
    source = Source(
        getattr(definition, "name", "<lambda>"),
        filename,
        definition,
        statements,
        any(isinstance(node, ast.Yield | ast.YieldFrom) for node in own_nodes(definition)),
        stored_names(definition),
        captured,
    )
    _SOURCES[definition, properties] = source
    return source


def syntax_error_of(part: Unsupported, filename: str) -> FrontendError:
    """The error for a part of the source that dycl does not take."""
    line, column = getattr(part.node, "lineno", 0), getattr(part.node, "col_offset", -1) + 1
    location = SourceLocation(filename, line, column)
    return FrontendError(f"{part.what} are not supported", location=location)
