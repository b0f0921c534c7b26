"""The statements of the normal form, see :mod:`dycl.frontend.normal_form`."""

from __future__ import annotations

import ast
import types
from dataclasses import dataclass, field

Code = types.CodeType

FALLIBLE: dict[type[ast.operator], str] = {
    ast.Div: "truediv",
    ast.FloorDiv: "floordiv",
    ast.Mod: "mod",
    ast.Pow: "pow",
}
"""Arithmetic that raises for some numbers, by the name of its function in :mod:`operator`."""

OPERATORS: dict[type[ast.operator | ast.cmpop], str] = {
    **FALLIBLE,
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.MatMult: "matmul",
    ast.LShift: "lshift",
    ast.RShift: "rshift",
    ast.BitOr: "or_",
    ast.BitXor: "xor",
    ast.BitAnd: "and_",
    ast.Eq: "eq",
    ast.NotEq: "ne",
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
}
"""Operators of two operands, by the names of their functions in :mod:`operator`."""

TEMPORARY = "."
"""Names of temporaries contain a character that no Python name has."""


def is_temporary(name: str) -> bool:
    """Whether ``name`` was made by the normal form."""
    return TEMPORARY in name


@dataclass(eq=False)
class Statement:
    """A simple statement; ``node`` is where it stands in the source."""

    node: ast.AST
    live_out: frozenset[str] = field(default=frozenset(), init=False)
    """The variables that may be read after the statement."""
    overwrites: frozenset[str] = field(default=frozenset(), init=False)
    """The variables whose old values nothing reads once the statement began."""

    def reads(self) -> set[str]:
        """The variables that the statement itself reads, or that its functions may read later."""
        return set()

    def needs(self) -> set[str]:
        """The variables that the statement itself reads."""
        return self.reads()


@dataclass(eq=False)
class Expression:
    """An expression that CPython evaluates."""

    code: Code
    names: frozenset[str]
    """The variables that it reads; those that it reads as free ones are :class:`FreeName`."""


class FreeName(str):
    """A variable of the function around, read in a comprehension that is a function of its own.

    Generator expressions are, and before Python 3.12 (PEP 709) all others too. If the variable is
    not bound, the error says that it is a free one.
    """

    __slots__ = ()


@dataclass(eq=False)
class Evaluate(Statement):
    """``target = expression``; without a target the value is dropped."""

    target: str | None
    expression: Expression

    def reads(self) -> set[str]:
        return set(self.expression.names)


@dataclass(eq=False)
class Call(Statement):
    """``target = function(*arguments)``.

    An argument is (prefix, expression); the prefix is "", "*", "**" or a keyword.
    """

    target: str | None
    function: Expression
    arguments: list[tuple[str, Expression]]

    def reads(self) -> set[str]:
        return set(self.function.names).union(*(e.names for _, e in self.arguments))


@dataclass(eq=False)
class Operate(Statement):
    """``target = operation(*operands)`` where the interpreter knows the operation."""

    target: str
    operation: str
    operands: list[Expression]

    def reads(self) -> set[str]:
        return set[str]().union(*(e.names for e in self.operands))


@dataclass(eq=False)
class Store(Statement):
    """``target = value`` for any assignment target; its parts are evaluated in ``parts``."""

    target: Target
    value: Expression

    def reads(self) -> set[str]:
        return set(self.value.names) | self.target.reads()


@dataclass(eq=False)
class Target:
    """A name, an attribute, an element or a nest of those."""

    def reads(self) -> set[str]:
        """The variables that the target's parts read."""
        return set()


@dataclass(eq=False)
class NameTarget(Target):
    """``name``."""

    name: str


@dataclass(eq=False)
class AttributeTarget(Target):
    """``owner.name``."""

    owner: Expression
    name: str

    def reads(self) -> set[str]:
        return set(self.owner.names)


@dataclass(eq=False)
class ItemTarget(Target):
    """``owner[key]``."""

    owner: Expression
    key: Expression

    def reads(self) -> set[str]:
        return set(self.owner.names | self.key.names)


@dataclass(eq=False)
class NestTarget(Target):
    """``a, *b``; ``starred`` is the position of the starred one or None."""

    elements: list[Target]
    starred: int | None

    def reads(self) -> set[str]:
        return set[str]().union(*(element.reads() for element in self.elements))


@dataclass(eq=False)
class Update(Statement):
    """``target = target op value`` in place where the value can."""

    target: Target
    current: Expression
    operator: str
    value: Expression

    def reads(self) -> set[str]:
        return set(self.current.names | self.value.names) | self.target.reads()


@dataclass(eq=False)
class If(Statement):
    """``if test: body else: orelse``."""

    test: Expression
    body: list[Statement]
    orelse: list[Statement]

    def reads(self) -> set[str]:
        return set(self.test.names)


@dataclass(eq=False)
class While(Statement):
    """``while`` whose test is computed by the statements ``before``."""

    before: list[Statement]
    test: Expression
    body: list[Statement]
    orelse: list[Statement]
    live_head: frozenset[str] = field(default=frozenset(), init=False)
    """The variables that may be read at the beginning of a turn or behind the loop."""
    live_elsewhere: frozenset[str] = field(default=frozenset(), init=False)
    """The variables that may be read where a return or an exception in the loop leads."""

    def reads(self) -> set[str]:
        return set(self.test.names)


@dataclass(eq=False)
class For(Statement):
    """``for target in iterable``; the body begins with the assignment from ``item``."""

    item: str
    iterable: Expression
    body: list[Statement]
    orelse: list[Statement]
    live_head: frozenset[str] = field(default=frozenset(), init=False)
    """The variables that may be read at the beginning of a turn or behind the loop."""
    live_elsewhere: frozenset[str] = field(default=frozenset(), init=False)
    """The variables that may be read where a return or an exception in the loop leads."""

    def reads(self) -> set[str]:
        return set(self.iterable.names)


@dataclass(eq=False)
class Return(Statement):
    """``return value``."""

    value: Expression | None

    def reads(self) -> set[str]:
        return set(self.value.names) if self.value else set()


@dataclass(eq=False)
class Raise(Statement):
    """``raise exception``, or again the one that is handled."""

    exception: Expression | None

    def reads(self) -> set[str]:
        return set(self.exception.names) if self.exception else set()


@dataclass(eq=False)
class Jump(Statement):
    """``break`` or ``continue``."""

    kind: str


@dataclass(eq=False)
class Handler:
    """``except types as name``."""

    types: Expression | None
    name: str | None
    body: list[Statement]


@dataclass(eq=False)
class Try(Statement):
    """``try`` in full."""

    body: list[Statement]
    handlers: list[Handler]
    orelse: list[Statement]
    finalbody: list[Statement]

    def reads(self) -> set[str]:
        return set[str]().union(*(h.types.names for h in self.handlers if h.types))


@dataclass(eq=False)
class With(Statement):
    """``with manager as target``, one manager."""

    manager: Expression
    target: Target | None
    body: list[Statement]

    def reads(self) -> set[str]:
        return set(self.manager.names) | (self.target.reads() if self.target else set())


@dataclass(eq=False)
class MakeFunction(Statement):
    """``target = lambda`` or ``def``; defaults and decorators are evaluated before."""

    target: str
    definition: ast.FunctionDef | ast.Lambda
    defaults: list[Expression]
    keyword_defaults: list[Expression | None]

    def reads(self) -> set[str]:
        free = {n.id for n in ast.walk(self.definition) if isinstance(n, ast.Name)}
        return free | self.needs()

    def needs(self) -> set[str]:
        defaults = [e for e in (*self.defaults, *self.keyword_defaults) if e is not None]
        return set[str]().union(*(e.names for e in defaults))


@dataclass(eq=False)
class Yield(Statement):
    """``yield value``; with ``is_from``, each element of it."""

    value: Expression
    is_from: bool

    def reads(self) -> set[str]:
        return set(self.value.names)


@dataclass(eq=False)
class Delete(Statement):
    """``del target``."""

    target: Target

    def reads(self) -> set[str]:
        names = {self.target.name} if isinstance(self.target, NameTarget) else set[str]()
        return names | self.target.reads()


@dataclass(eq=False)
class Native(Statement):
    """An import or a class definition, which CPython executes."""

    code: Code


@dataclass(eq=False)
class Declare(Statement):
    """``global`` or ``nonlocal`` names."""

    kind: str
    names: list[str]


class Unsupported(Exception):
    """A statement or expression that the frontend does not take; ``node`` is where it stands."""

    def __init__(self, node: ast.AST, what: str) -> None:
        super().__init__(what)
        self.node = node
        self.what = what
