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
            return _sequence(patterns, subject)
        case ast.MatchMapping():
            return _mapping(pattern, subject)
        case ast.MatchClass():
            return _class(pattern, subject)
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


def _sequence(patterns: list[ast.pattern], subject: ast.expr) -> tuple[Tests, Bindings]:
    stars = [i for i, inner in enumerate(patterns) if isinstance(inner, ast.MatchStar)]
    kinds = ast.Tuple([_name("list"), _name("tuple")], ast.Load())
    is_sequence = _call("isinstance", subject, kinds)
    count = len(patterns) - len(stars)
    operator = ast.GtE() if stars else ast.Eq()
    fits = ast.Compare(_call("len", subject), [operator], [ast.Constant(count)])
    parts: list[tuple[Tests, Bindings]] = []
    for index, inner in enumerate(patterns):
        is_behind = bool(stars) and index > stars[0]
        position = index - len(patterns) if is_behind else index
        if isinstance(inner, ast.MatchStar):
            end = len(patterns) - index - 1
            stop = ast.Constant(-end) if end else None
            rest = _item(subject, ast.Slice(ast.Constant(index), stop))
            parts.append(([], [] if inner.name is None else [(inner.name, _call("list", rest))]))
        else:
            parts.append(_pattern(inner, _item(subject, ast.Constant(position))))
    return _joined([([is_sequence, fits], []), *parts])


def _mapping(pattern: ast.MatchMapping, subject: ast.expr) -> tuple[Tests, Bindings]:
    has = [ast.Compare(key, [ast.In()], [subject]) for key in pattern.keys]
    parts = [
        _pattern(p, _item(subject, key))
        for key, p in zip(pattern.keys, pattern.patterns, strict=True)
    ]
    bindings: Bindings = []
    if pattern.rest is not None:
        keys = ast.Tuple(pattern.keys, ast.Load())
        pair = ast.Tuple([ast.Name("key", ast.Store()), ast.Name("value", ast.Store())])
        items = ast.Call(ast.Attribute(subject, "items", ast.Load()), [], [])
        is_other = ast.Compare(_name("key"), [ast.NotIn()], [keys])
        generator = ast.comprehension(pair, items, [is_other], 0)
        bindings = [(pattern.rest, ast.DictComp(_name("key"), _name("value"), [generator]))]
    return _joined(
        [([_call("isinstance", subject, _name("dict")), *has], []), *parts, ([], bindings)]
    )


SELF_MATCHING = frozenset(
    ["bool", "bytearray", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str",
     "tuple"]
)  # fmt: skip
"""Classes whose only position in a pattern is the value itself."""


def _class(pattern: ast.MatchClass, subject: ast.expr) -> tuple[Tests, Bindings]:
    is_itself = isinstance(pattern.cls, ast.Name) and pattern.cls.id in SELF_MATCHING
    names = ast.Attribute(pattern.cls, "__match_args__", ast.Load())
    by_position = [
        _pattern(
            inner,
            subject if is_itself else _call("getattr", subject, _item(names, ast.Constant(index))),
        )
        for index, inner in enumerate(pattern.patterns)
    ]
    by_name = [
        _pattern(inner, ast.Attribute(subject, name, ast.Load()))
        for name, inner in zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True)
    ]
    is_instance = _call("isinstance", subject, pattern.cls)
    return _joined([([is_instance], []), *by_position, *by_name])


def _name(name: str) -> ast.expr:
    return ast.Name(name, ast.Load())


def _call(function: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(_name(function), list(arguments), [])


def _item(owner: ast.expr, key: ast.expr) -> ast.expr:
    return ast.Subscript(owner, key, ast.Load())


def _joined(parts: list[tuple[Tests, Bindings]]) -> tuple[Tests, Bindings]:
    return [t for tests, _ in parts for t in tests], [b for _, bound in parts for b in bound]


def _all(tests: Tests) -> ast.expr:
    if not tests:
        return ast.Constant(True)
    return tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), tests)


def _assign(name: str, value: ast.expr, like: ast.AST) -> ast.stmt:
    assignment = ast.Assign([ast.Name(name, ast.Store())], value)
    return ast.fix_missing_locations(ast.copy_location(assignment, like))
