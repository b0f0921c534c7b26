"""Methods of the user's classes that Python calls by itself: properties and operators.

CPython would run them, but they may decide on data, change objects, and look at lists whose length
is known only at run time. So they are interpreted. The normal form takes operators out of their
expressions, and attributes that are a property of some class.
"""

from __future__ import annotations

import functools
import operator
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import torch

from dycl.errors import FrontendError
from dycl.frontend.functions import definition_of, is_library
from dycl.frontend.outcome import Kind, Leaf, Tree, normal

if TYPE_CHECKING:
    from dycl.frontend.interpreter import Interpreter

COMPARISONS = {"eq": "eq", "ne": "ne", "lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}
"""For each comparison, the one with the operands exchanged."""

UNARY = ("neg", "pos", "invert")

PROPERTIES = (property, functools.cached_property)

OWN_PACKAGES = ("dycl", "xdsl")
"""Packages of classes that no program has, with operators of their own."""


def property_names() -> frozenset[str]:
    """The names of all properties of the user's classes."""
    names: set[str] = set()
    seen: set[type] = set()
    pending: list[type] = [object]
    is_users = functools.cache(_is_users)
    while pending:
        for class_ in type.__subclasses__(pending.pop()):
            if class_ in seen:
                continue
            seen.add(class_)
            pending.append(class_)
            if is_users(class_.__module__):
                names |= {n for n, v in vars(class_).items() if isinstance(v, PROPERTIES)}
    return frozenset(names)


def _is_users(module: Any) -> bool:
    root = str(module).partition(".")[0]
    return root not in OWN_PACKAGES and not is_library(str(module))


class SpecialMethods:
    """Finds and interprets these methods for an interpreter."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter
        self.properties = property_names()
        """The names of properties, which the normal form takes out of their expressions."""

    def of(self, owner: Any, name: str) -> types.FunctionType | None:
        """The method ``name`` of the class of ``owner``, where it is the user's own."""
        found = self._declared(owner, name)
        return found if isinstance(found, types.FunctionType) and _has_source(found) else None

    def _declared(self, owner: Any, name: str) -> Any:
        """What the user's class of ``owner`` has by the name ``name``."""
        kind = cast("Any", type(owner))
        if not _may_have_own(kind):
            return None
        return next((c.__dict__[name] for c in kind.__mro__ if name in c.__dict__), None)

    def attribute(self, owner: Any, name: str) -> Tree:
        """``owner.name``, which may be a property."""
        declared = self._declared(owner, name)
        if isinstance(declared, property) and _has_source(declared.fget):
            return self.interpreter.calls.call(declared.fget, (owner,), {})
        is_cached = isinstance(declared, functools.cached_property)
        if is_cached and name not in vars(owner) and _has_source(declared.func):
            return self._cached(owner, name, declared.func)
        return normal(getattr(owner, name))

    def _cached(self, owner: Any, name: str, function: Any) -> Tree:
        if isinstance(owner, torch.nn.Module) or id(owner) in self.interpreter.lasting:
            raise FrontendError(
                f"the cached property '{name}' of a {type(owner).__name__}, which lasts until the "
                "next call, has no value yet",
                hint="read it once before compiling, or make it a property",
            )

        def keep(value: Any) -> Tree:
            self.interpreter.assignment.set_attribute(owner, name, value)
            return normal(value)

        computed = self.interpreter.calls.call(function, (owner,), {})
        return self.interpreter.paths.then(computed, lambda leaf: keep(leaf.payload))

    def setter(self, owner: Any, name: str) -> types.FunctionType | None:
        """What sets the property ``name`` of ``owner``."""
        declared = self._declared(owner, name)
        setter = declared.fset if isinstance(declared, property) else None
        return setter if _has_source(setter) else None

    def call(self, owner: Any, name: str, *args: Any) -> Tree | None:
        """The result of the method ``name``, or None where the user has not written one."""
        method = self.of(owner, name)
        return None if method is None else self.interpreter.calls.call(method, (owner, *args), {})

    def truth(self, owner: Any) -> Tree | None:
        """What tells the truth of ``owner``, or None where no method of the user's own does."""
        told = self.call(owner, "__bool__")
        return self.call(owner, "__len__") if told is None else told

    @staticmethod
    def only_result(tree: Tree, owner: Any) -> Any:
        """The result of a method where it must have one; raises FrontendError for several paths."""
        if isinstance(tree, Leaf) and tree.kind is Kind.NORMAL:
            return tree.payload
        name = type(owner).__name__
        raise FrontendError(
            f"a method of {name} takes several paths and is called by library code, which can "
            "follow one"
        )

    def unary(self, operation: str, operand: Any) -> Tree:
        """``-operand``, ``+operand`` or ``~operand``."""
        tree = self.call(operand, f"__{operation}__")
        return normal(getattr(operator, operation)(operand)) if tree is None else tree

    def binary(self, operation: str, left: Any, right: Any) -> Tree | None:
        """An operator, or None where neither operand has a method of the user's own for it."""
        name = operation.rstrip("_")
        exchanged = f"__{COMPARISONS[name]}__" if name in COMPARISONS else f"__r{name}__"
        first = self.of(left, f"__{name}__")
        second = None if type(left) is type(right) else self.of(right, exchanged)
        if first is None and second is None:
            if name == "ne" and (equal := self.binary("eq", left, right)) is not None:
                return self.interpreter.paths.then(
                    equal, lambda leaf: self.interpreter.operators.operate("not", [leaf.payload])
                )
            return None
        attempts = [self._attempt(first, f"__{name}__", left, right)]
        if second is not None:
            attempts.append(self._attempt(second, exchanged, right, left))
            if issubclass(type(right), type(left)):
                attempts.reverse()
        return self._first_implemented(attempts, getattr(operator, operation), left, right)

    def in_place(self, operation: str, left: Any, right: Any) -> Tree | None:
        """An operator such as ``+=``, or None like :meth:`binary`."""
        if self.of(left, f"__{operation.rstrip('_')}__") is not None:
            return self.binary(operation, left, right)
        plain = operation.removeprefix("i")
        return self.binary(plain if plain not in ("and", "or") else f"{plain}_", left, right)

    def _attempt(
        self, method: types.FunctionType | None, name: str, owner: Any, other: Any
    ) -> Callable[[], Tree]:
        def attempt() -> Tree:
            if method is not None:
                return self.interpreter.calls.call(method, (owner, other), {})
            plain = getattr(cast("Any", type(owner)), name, None)
            return normal(NotImplemented if plain is None else plain(owner, other))

        return attempt

    def _first_implemented(
        self, attempts: list[Callable[[], Tree]], function: Any, left: Any, right: Any
    ) -> Tree:
        first, *others = attempts

        def go_on(result: Any) -> Tree:
            if result is not NotImplemented:
                return normal(result)
            if others:
                return self._first_implemented(others, function, left, right)
            return normal(function(left, right))  # which raises, or compares identities

        return self.interpreter.paths.then(first(), lambda leaf: go_on(leaf.payload))


@functools.cache
def _may_have_own(class_: type) -> bool:
    """Whether a class, or one that it is derived from, is the user's."""
    return not issubclass(class_, type) and any(_is_users(c.__module__) for c in class_.__mro__)


def _has_source(function: Any) -> bool:
    """Whether a function is the user's own and can be interpreted."""
    return (
        isinstance(function, types.FunctionType)
        and _is_users(function.__module__)
        and definition_of(function) is not None
    )
