"""Which way a host program went: a variant of ``host.py`` that writes down its decisions."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from types import CodeType
from typing import Any

Branches = list[tuple[str, bool]]
"""Where each decision stands in the source, ``model.py:14``, and whether its condition was true."""

_COMMENT = re.compile(r"  # (?P<place>[^#]+:\d+)(?P<opposite>, else)?$")
_RECORD = "_record"


def compile_trace(text: str, file: str) -> CodeType:
    """The functions of a host program, with every ``if`` and ``while`` reporting its test."""
    tree = ast.parse(text, file)
    tree.body = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    _Instrument(text.splitlines()).visit(tree)
    return compile(ast.fix_missing_locations(tree), file, "exec")


def traced(
    code: CodeType, namespace: dict[str, Any], entry: str, branches: Branches
) -> Callable[..., Any]:
    """The function ``entry`` of the traced program, which appends its decisions to ``branches``."""

    def record(place: str, is_opposite: bool, test: Any) -> Any:
        branches.append((place, bool(test) is not is_opposite))
        return test

    traced_namespace = {**namespace, _RECORD: record}
    exec(code, traced_namespace)
    return traced_namespace[entry]


class _Instrument(ast.NodeTransformer):
    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    def visit_If(self, node: ast.If) -> ast.AST:
        return self._instrument(node)

    def visit_While(self, node: ast.While) -> ast.AST:
        return node if self._is_endless(node) else self._instrument(node)

    def _is_endless(self, node: ast.While) -> bool:
        if not isinstance(node.test, ast.Constant):
            return False
        self.generic_visit(node)
        return True

    def _instrument(self, node: ast.If | ast.While) -> ast.AST:
        self.generic_visit(node)
        match = _COMMENT.search(self._lines[node.lineno - 1])
        place = match["place"] if match else f"host.py:{node.lineno}"
        is_opposite = match is not None and match["opposite"] is not None
        record = ast.Name(_RECORD, ast.Load())
        arguments: list[ast.expr] = [ast.Constant(place), ast.Constant(is_opposite), node.test]
        node.test = ast.Call(record, arguments, [])
        return node
