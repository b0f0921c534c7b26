"""Which names a function binds, and which of them other functions see."""

from __future__ import annotations

import ast
from collections.abc import Iterator


def captured_names(definition: ast.FunctionDef | ast.Lambda) -> frozenset[str]:
    """The names that functions inside ``definition`` refer to."""
    return frozenset(
        node.id
        for inner in ast.walk(definition)
        if isinstance(inner, ast.FunctionDef | ast.Lambda | ast.ClassDef | ast.GeneratorExp)
        and inner is not definition
        for node in ast.walk(inner)
        if isinstance(node, ast.Name)
    ).union(*(node.names for node in ast.walk(definition) if isinstance(node, ast.Nonlocal)))


def stored_names(definition: ast.FunctionDef | ast.Lambda) -> frozenset[str]:
    """The names that ``definition`` binds: its parameters, and what its statements assign."""
    own = list(own_nodes(definition))
    stored = {n.id for n in own if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    stored |= {n.name for n in own if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    stored |= {n.name for n in own if isinstance(n, ast.ExceptHandler) and n.name}
    arguments = definition.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    stored |= {a.arg for a in (*every, arguments.vararg, arguments.kwarg) if a is not None}
    return frozenset(stored)


def own_nodes(definition: ast.FunctionDef | ast.Lambda) -> Iterator[ast.AST]:
    """The nodes of a function's body without those of the functions inside it."""
    pending: list[ast.AST] = list(
        definition.body if isinstance(definition, ast.FunctionDef) else [definition.body]
    )
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            pending.extend(ast.iter_child_nodes(node))


def settled_names(definition: ast.FunctionDef | ast.Lambda) -> frozenset[str]:
    """The variables that keep their value while an expression of ``definition`` is evaluated.

    A call may rebind the variables of other functions, and those that a function inside declares
    ``nonlocal``; ``:=`` rebinds its target.
    """
    rebound = {
        name
        for node in ast.walk(definition)
        if isinstance(node, ast.Nonlocal | ast.Global)
        for name in node.names
    }
    rebound |= {n.target.id for n in ast.walk(definition) if isinstance(n, ast.NamedExpr)}
    return stored_names(definition) - rebound
