"""``match`` as ``if`` statements."""

from __future__ import annotations

import ast
from collections.abc import Callable


class UnsupportedPattern(Exception):
    """A pattern that has no form as a test; ``node`` is where it stands."""

    def __init__(self, node: ast.pattern) -> None:
        super().__init__(type(node).__name__)
        self.node = node


def match_as_ifs(node: ast.Match, subject: ast.expr, new_name: Callable[[], str]) -> list[ast.stmt]:
    """Statements that do what ``node`` does to ``subject``, a name. Raises UnsupportedPattern.

    A case that binds names and has a guard binds them before the guard is tested, as Python does.
    """
    done = ast.Name(new_name(), ast.Load())
    statements: list[ast.stmt] = [_assign(done.id, ast.Constant(False), node)]
    for case in node.cases:
        test, bindings = _pattern(case.pattern, subject)
        taken: list[ast.stmt] = [_assign(done.id, ast.Constant(True), node), *case.body]
        if case.guard is not None:
            taken = [ast.If(case.guard, taken, [])]
        matched: list[ast.stmt] = [*(_assign(n, v, case.pattern) for n, v in bindings), *taken]
        conditions: list[ast.expr] = [ast.UnaryOp(ast.Not(), done), *test]
        whole = conditions[0] if len(conditions) == 1 else ast.BoolOp(ast.And(), conditions)
        statement = ast.copy_location(ast.If(whole, matched, []), case.pattern)
        statements.append(ast.fix_missing_locations(statement))
    return statements


Tests = list[ast.expr]
Bindings = list[tuple[str, ast.expr]]


def _pattern(pattern: ast.pattern, subject: ast.expr) -> tuple[Tests, Bindings]:
    """The tests that must all hold, and the names that are bound."""
    match pattern:
        case ast.MatchValue(value=value):
            return [ast.Compare(subject, [ast.Eq()], [value])], []
        case ast.MatchSingleton(value=value):
            return [ast.Compare(subject, [ast.Is()], [ast.Constant(value)])], []
        case ast.MatchAs(pattern=inner, name=name):
            tests, bindings = ([], []) if inner is None else _pattern(inner, subject)
            return tests, bindings if name is None else [*bindings, (name, subject)]
        case ast.MatchOr(patterns=patterns):
            return _alternatives(pattern, patterns, subject)
        case ast.MatchSequence(patterns=patterns):
            return _sequence(pattern, patterns, subject)
        case ast.MatchClass(cls=class_, patterns=[], kwd_attrs=names, kwd_patterns=patterns):
            parts = [
                _pattern(p, ast.Attribute(subject, n, ast.Load()))
                for n, p in zip(names, patterns, strict=True)
            ]
            is_instance = ast.Call(ast.Name("isinstance", ast.Load()), [subject, class_], [])
            return _joined([([is_instance], []), *parts])
        case _:
            raise UnsupportedPattern(pattern)


def _alternatives(
    pattern: ast.pattern, patterns: list[ast.pattern], subject: ast.expr
) -> tuple[Tests, Bindings]:
    tests: Tests = []
    for inner in patterns:
        inner_tests, bindings = _pattern(inner, subject)
        if bindings:
            raise UnsupportedPattern(pattern)
        tests.append(_all(inner_tests))
    return [ast.BoolOp(ast.Or(), tests)], []


def _sequence(
    pattern: ast.pattern, patterns: list[ast.pattern], subject: ast.expr
) -> tuple[Tests, Bindings]:
    if any(isinstance(inner, ast.MatchStar) for inner in patterns):
        raise UnsupportedPattern(pattern)
    kinds = ast.Tuple([ast.Name("list", ast.Load()), ast.Name("tuple", ast.Load())], ast.Load())
    is_sequence = ast.Call(ast.Name("isinstance", ast.Load()), [subject, kinds], [])
    length = ast.Call(ast.Name("len", ast.Load()), [subject], [])
    fits = ast.Compare(length, [ast.Eq()], [ast.Constant(len(patterns))])
    parts = [
        _pattern(inner, ast.Subscript(subject, ast.Constant(index), ast.Load()))
        for index, inner in enumerate(patterns)
    ]
    return _joined([([is_sequence, fits], []), *parts])


def _joined(parts: list[tuple[Tests, Bindings]]) -> tuple[Tests, Bindings]:
    return [t for tests, _ in parts for t in tests], [b for _, bound in parts for b in bound]


def _all(tests: Tests) -> ast.expr:
    if not tests:
        return ast.Constant(True)
    return tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), tests)


def _assign(name: str, value: ast.expr, like: ast.AST) -> ast.stmt:
    assignment = ast.Assign([ast.Name(name, ast.Store())], value)
    return ast.fix_missing_locations(ast.copy_location(assignment, like))
