"""Makes a program smaller as long as it stays interesting."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

Edit = Callable[[], Callable[[], None]]
"""Makes a change and returns how it is undone."""


def reduce(source: str, is_interesting: Callable[[str], bool], attempts: int = 600) -> str:
    """The smallest program found that ``is_interesting`` accepts, in so many ``attempts``."""
    tree = ast.parse(source)
    best, changed = ast.unparse(tree), True
    if not is_interesting(best):
        return source
    while changed and attempts > 0:
        changed = False
        for edit in list(_edits(tree)):
            undo = edit()
            text = _text(tree)
            if text is None or len(text) >= len(best):
                undo()
                continue
            attempts -= 1
            if is_interesting(text):
                best, changed = text, True
            else:
                undo()
            if attempts <= 0:
                break
    return best


def _text(tree: ast.Module) -> str | None:
    try:
        text = ast.unparse(ast.fix_missing_locations(tree))
        compile(text, "<reduced>", "exec")
    except (SyntaxError, ValueError, TypeError, AttributeError):
        return None
    return text


def _edits(tree: ast.Module) -> Iterator[Edit]:
    """Changes that make the program smaller, the largest first."""
    nodes = list(ast.walk(tree))
    for node in nodes:
        for name in ("body", "orelse", "finalbody", "handlers", "cases"):
            block = getattr(node, name, None)
            if isinstance(block, list):
                for statement in list(block):
                    yield _removal(block, statement, name)
    for node in nodes:
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list):
                for statement in list(block):
                    for inner in ("body", "orelse"):
                        if isinstance(getattr(statement, inner, None), list):
                            yield _unwrapping(block, statement, inner)
    for node in nodes:
        for field, value in ast.iter_fields(node):
            children = value if isinstance(value, list) else [value]
            for child in children:
                if isinstance(child, ast.expr):
                    yield from _simpler(node, field, child)


def _removal(block: list[ast.AST], statement: ast.AST, name: str) -> Edit:
    def edit() -> Callable[[], None]:
        old = list(block)
        if statement in block:
            block.remove(statement)
            if not block and name == "body":
                block.append(ast.Pass())

        def undo() -> None:
            block[:] = old

        return undo

    return edit


def _unwrapping(block: list[ast.stmt], statement: ast.stmt, name: str) -> Edit:
    def edit() -> Callable[[], None]:
        old = list(block)
        if statement in block:
            index = block.index(statement)
            block[index : index + 1] = getattr(statement, name)

        def undo() -> None:
            block[:] = old

        return undo

    return edit


def _simpler(node: ast.AST, field: str, child: ast.expr) -> Iterator[Edit]:
    if isinstance(child, ast.Constant | ast.Name):
        return
    inner = [n for n in ast.walk(child) if isinstance(n, ast.expr) and n is not child]
    candidates: list[ast.expr] = [*inner[:12], ast.Constant(1), ast.Constant(0.5)]
    for candidate in candidates:
        if not isinstance(candidate, ast.Starred | ast.Slice):
            yield _replacement(node, field, child, candidate)


def _replacement(node: ast.AST, field: str, child: ast.expr, new: ast.expr) -> Edit:
    def edit() -> Callable[[], None]:
        value = getattr(node, field)
        if not isinstance(value, list):
            if value is child:
                setattr(node, field, new)
            return lambda: setattr(node, field, value)
        old = list(value)
        value[:] = [new if item is child else item for item in value]

        def undo() -> None:
            value[:] = old

        return undo

    return edit
