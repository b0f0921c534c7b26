"""Finds the syntax that dycl does not take in all functions that a program may call.

Interpretation stops at the first error. This looks at the source of the other functions without
running them, so that one run names as many errors as can be found.
"""

from __future__ import annotations

import ast
import inspect
import types
from collections.abc import Callable, Sequence
from typing import Any, cast

import torch

from dycl.errors import FrontendError, FrontendErrors
from dycl.frontend.functions import definition_of, is_library, syntax_error_of
from dycl.frontend.normal_form import unsupported_parts
from dycl.frontend.torch_internals import named_modules


def with_others(
    found: Sequence[FrontendError], function: Callable[..., Any], root: torch.nn.Module | None
) -> FrontendError:
    """The errors ``found``, and those that the source of ``function`` and what it names shows."""
    errors = list(found)
    places = {error.location for error in errors}
    for called in _reachable(function, root):
        definition = definition_of(called)
        if definition is None:
            continue
        filename = called.__code__.co_filename
        for part in unsupported_parts(definition, filename):
            error = syntax_error_of(part, filename)
            if error.location not in places:
                places.add(error.location)
                errors.append(error)
    return errors[0] if len(errors) == 1 else FrontendErrors(errors)


def _reachable(
    function: Callable[..., Any], root: torch.nn.Module | None
) -> list[types.FunctionType]:
    """The user's functions that ``function`` may call, found by the names it mentions."""
    classes: set[type] = set()
    if root is not None:
        classes = {type(module) for _, module in named_modules(root)}
    tables = [cast("dict[str, Any]", vars(class_)) for class_ in classes]
    pending: list[Any] = [function, *(table.get("forward") for table in tables)]
    found: list[types.FunctionType] = []
    while pending:
        candidate = pending.pop(0)
        current: Any = inspect.unwrap(getattr(candidate, "__func__", candidate))
        if not isinstance(current, types.FunctionType) or current in found:
            continue
        definition = definition_of(current)
        if definition is None or is_library(current.__module__):
            continue
        found.append(current)
        for name in _names(definition):
            pending += [table.get(name) for table in (*tables, current.__globals__)]
    return found


def _names(definition: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(definition):
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
    return names
