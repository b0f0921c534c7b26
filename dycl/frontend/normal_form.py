"""Python functions as simple statements.

Calls, ``and``/``or``/``not``, conditional expressions, comprehensions, lambdas, membership tests
and run-time indexing leave their expressions and become statements of their own, in the order of
evaluation. What is left of an expression has no control flow, and CPython itself evaluates it.
"""

from __future__ import annotations

import ast
import types
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeVar, cast

from dycl.frontend.match_statement import UnsupportedPattern, match_as_ifs

Code = types.CodeType
NodeT = TypeVar("NodeT", bound=ast.AST)


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


INPLACE: dict[type[ast.operator], str] = {
    ast.Add: "iadd",
    ast.Sub: "isub",
    ast.Mult: "imul",
    ast.Div: "itruediv",
    ast.FloorDiv: "ifloordiv",
    ast.Mod: "imod",
    ast.Pow: "ipow",
    ast.LShift: "ilshift",
    ast.RShift: "irshift",
    ast.BitOr: "ior",
    ast.BitXor: "ixor",
    ast.BitAnd: "iand",
    ast.MatMult: "imatmul",
}

FALLIBLE: dict[type[ast.operator], str] = {
    ast.Div: "truediv",
    ast.FloorDiv: "floordiv",
    ast.Mod: "mod",
    ast.Pow: "pow",
}
"""Arithmetic that raises for some numbers, by the name of its function in :mod:`operator`."""

TEMPORARY = "."
"""Names of temporaries contain a character that no Python name has."""


SETTLED = f"{TEMPORARY}settled"
"""The name under which a frame holds :meth:`HostScalars.settled`."""


def is_temporary(name: str) -> bool:
    """Whether ``name`` was made by the normal form."""
    return TEMPORARY in name


def normalize(definition: ast.FunctionDef | ast.Lambda, filename: str) -> list[Statement]:
    """The statements of a function's body. Raises :class:`Unsupported`."""
    normalizer = _Normalizer(filename, settled_names(definition))
    if isinstance(definition, ast.Lambda):
        normalizer.statement(ast.copy_location(ast.Return(definition.body), definition.body))
    else:
        for statement in definition.body:
            normalizer.statement(statement)
    return normalizer.output


def unsupported_parts(definition: ast.FunctionDef | ast.Lambda, filename: str) -> list[Unsupported]:
    """All that dycl does not take in a definition and in those inside it."""
    found: list[Unsupported] = []
    for inner in ast.walk(definition):
        if isinstance(inner, ast.FunctionDef):
            normalizer = _Normalizer(filename)
            normalizer.unsupported = found
            for statement in inner.body:
                normalizer.statement(statement)
    return found


def captured_names(definition: ast.FunctionDef | ast.Lambda) -> frozenset[str]:
    """The names that functions inside ``definition`` refer to."""
    return frozenset(
        node.id
        for inner in ast.walk(definition)
        if isinstance(inner, ast.FunctionDef | ast.Lambda | ast.ClassDef | ast.GeneratorExp)
        and inner is not definition
        for node in ast.walk(inner)
        if isinstance(node, ast.Name)
    )


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


class _Normalizer:
    """Turns AST statements into simple statements, appended to ``output``."""

    def __init__(self, filename: str, settled: frozenset[str] = frozenset()) -> None:
        self.filename = filename
        self.settled = settled
        """The variables that no part of an expression rebinds."""
        self.unsupported: list[Unsupported] | None = None
        """Where what is not supported is collected instead of raised."""
        self.output: list[Statement] = []
        self._numbers = count()

    # Statements

    def statement(self, node: ast.stmt) -> None:
        method = getattr(self, f"_statement_{type(node).__name__}", None)
        try:
            if method is None:
                raise Unsupported(node, f"'{_keyword(node)}' statements")
            method(node)
        except Unsupported as error:
            if self.unsupported is None:
                raise
            self.unsupported.append(error)

    def block(self, nodes: Sequence[ast.stmt]) -> list[Statement]:
        return self._collect(lambda: [self.statement(node) for node in nodes])

    def _collect(self, action: Callable[[], object]) -> list[Statement]:
        outer, self.output = self.output, []
        try:
            action()
            return self.output
        finally:
            self.output = outer

    def _statement_Pass(self, node: ast.Pass) -> None:
        pass

    def _statement_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Constant):
            return  # a docstring
        if isinstance(node.value, ast.Yield):
            value = node.value.value or ast.copy_location(ast.Constant(None), node)
            self.output.append(Yield(node, self.plain(value), is_from=False))
        elif isinstance(node.value, ast.YieldFrom):
            self.output.append(Yield(node, self.plain(node.value.value), is_from=True))
        else:
            value = self.expression(node.value)
            if not _is_atomic(value):
                self.output.append(Evaluate(node, None, self._compiled(value)))

    def _statement_Assign(self, node: ast.Assign) -> None:
        value = self._lazily(node.value)
        if len(node.targets) > 1 and not _is_atomic(value):
            value = self.spill(value)
        for target in node.targets:
            self._assign(node, target, value, is_only=len(node.targets) == 1)

    def _assign(
        self, node: ast.AST, target: ast.expr, value: ast.expr, *, is_only: bool = True
    ) -> None:
        if is_only and isinstance(target, ast.Name) and self._retarget(target.id, value):
            return
        if isinstance(target, ast.Name):
            self.output.append(Evaluate(node, target.id, self._compiled(value)))
            return
        if not _is_atomic(value):
            value = self.spill(value)
        self.output.append(Store(node, self._target(target), self._compiled(value)))

    def _retarget(self, name: str, value: ast.expr) -> bool:
        """Let the last statement write straight to ``name`` if it made the temporary ``value``."""
        if not (isinstance(value, ast.Name) and is_temporary(value.id) and self.output):
            return False
        last = self.output[-1]
        if isinstance(last, Evaluate | Call | Operate | MakeFunction) and last.target == value.id:
            last.target = name
            return True
        return False

    def _target(self, node: ast.expr) -> Target:
        match node:
            case ast.Name():
                return NameTarget(node.id)
            case ast.Attribute():
                return AttributeTarget(self.plain(node.value), node.attr)
            case ast.Subscript():
                return ItemTarget(self.plain(node.value), self.plain(node.slice))
            case ast.Tuple() | ast.List():
                starred = [i for i, e in enumerate(node.elts) if isinstance(e, ast.Starred)]
                elements = [e.value if isinstance(e, ast.Starred) else e for e in node.elts]
                return NestTarget(
                    [self._target(element) for element in elements], starred[0] if starred else None
                )
            case _:
                raise Unsupported(node, "this assignment target")

    def _statement_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self._assign(node, node.target, self.expression(node.value))

    def _statement_AugAssign(self, node: ast.AugAssign) -> None:
        match node.target:
            case ast.Name(id=name):
                current: ast.expr = ast.Name(name, ast.Load())
                target: Target = NameTarget(name)
            case ast.Attribute(value=owner, attr=name):
                owner = self.spill(self.expression(owner))
                current = ast.Attribute(owner, name, ast.Load())
                target = AttributeTarget(self._compiled(owner), name)
            case ast.Subscript(value=owner, slice=key):
                owner = self.spill(self.expression(owner))
                key = self.spill(self.expression(key))
                current = ast.Subscript(owner, key, ast.Load())
                target = ItemTarget(self._compiled(owner), self._compiled(key))
        current, value = self._in_order([ast.copy_location(current, node.target), node.value])
        operator = INPLACE[type(node.op)]
        self.output.append(
            Update(node, target, self._compiled(current), operator, self._compiled(value))
        )

    def _statement_If(self, node: ast.If) -> None:
        test = self.condition(node.test)
        self.output.append(If(node, test, self.block(node.body), self.block(node.orelse)))

    def _statement_While(self, node: ast.While) -> None:
        if any(isinstance(inner, ast.NamedExpr) for inner in ast.walk(node.test)):
            node = self._endless(node)
        tests: list[Expression] = []
        before = self._collect(lambda: tests.append(self.condition(node.test)))
        body, orelse = self.block(node.body), self.block(node.orelse)
        self.output.append(While(node, before, tests[0], body, orelse))

    def _endless(self, node: ast.While) -> ast.While:
        """A loop whose condition assigns: what it assigns becomes a part of the turn."""
        if any(isinstance(inner, ast.Break | ast.Continue) for inner in _walk_all(node.orelse)):
            raise Unsupported(node, "'break' and 'continue' behind a condition that assigns")
        leave = ast.If(ast.UnaryOp(ast.Not(), node.test), [*node.orelse, ast.Break()], [])
        return _located(ast.While(ast.Constant(True), [leave, *node.body], []), node)

    def _statement_For(self, node: ast.For) -> None:
        iterable = self._compiled(self._lazily(node.iter))
        item = self._temporary()

        def body() -> None:
            self._assign(node, node.target, self._name(item, node))
            for inner in node.body:
                self.statement(inner)

        statements = self._collect(body)
        self.output.append(For(node, item, iterable, statements, self.block(node.orelse)))

    def _statement_Return(self, node: ast.Return) -> None:
        self.output.append(Return(node, None if node.value is None else self.plain(node.value)))

    def _statement_Raise(self, node: ast.Raise) -> None:
        self.output.append(Raise(node, None if node.exc is None else self.plain(node.exc)))

    def _statement_Assert(self, node: ast.Assert) -> None:
        test = self.condition(node.test)
        arguments = [] if node.msg is None else [node.msg]
        error = ast.Call(ast.Name("AssertionError", ast.Load()), arguments, [])
        raised = ast.Raise(_located(error, node), None)
        self.output.append(If(node, test, [], self.block([_located(raised, node)])))

    def _statement_Break(self, node: ast.Break) -> None:
        self.output.append(Jump(node, "break"))

    def _statement_Continue(self, node: ast.Continue) -> None:
        self.output.append(Jump(node, "continue"))

    def _statement_Try(self, node: ast.Try) -> None:
        handlers = [
            Handler(None if h.type is None else self.plain(h.type), h.name, self.block(h.body))
            for h in node.handlers
        ]
        self.output.append(
            Try(
                node,
                self.block(node.body),
                handlers,
                self.block(node.orelse),
                self.block(node.finalbody),
            )
        )

    def _statement_With(self, node: ast.With) -> None:
        first, *rest = node.items
        manager = self.plain(first.context_expr)
        target = None if first.optional_vars is None else self._target(first.optional_vars)
        inner = node.body
        if rest:
            inner = [_located(ast.With(rest, node.body), node)]
        self.output.append(With(node, manager, target, self.block(inner)))

    def _statement_FunctionDef(self, node: ast.FunctionDef) -> None:
        value: ast.expr = self._function(node)
        for decorator in reversed(node.decorator_list):
            value = self.expression(_located(ast.Call(decorator, [value], []), decorator))
        self._assign(node, ast.Name(node.name, ast.Store()), value)

    def _statement_Delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            self.output.append(Delete(node, self._target(target)))

    def _native(self, node: ast.stmt) -> None:
        module = ast.Module([node], [])
        self.output.append(Native(node, compile(module, self.filename, "exec")))

    _statement_Import = _native
    _statement_ImportFrom = _native
    _statement_ClassDef = _native

    def _statement_Global(self, node: ast.Global) -> None:
        self.output.append(Declare(node, "global", node.names))

    def _statement_Nonlocal(self, node: ast.Nonlocal) -> None:
        self.output.append(Declare(node, "nonlocal", node.names))

    def _statement_Match(self, node: ast.Match) -> None:
        subject = self.spill(self.expression(node.subject))
        try:
            statements = match_as_ifs(node, subject, self._temporary)
        except UnsupportedPattern as error:
            raise Unsupported(error.node, "'match' patterns of this kind") from None
        for statement in statements:
            self.statement(statement)

    # Expressions

    def plain(self, node: ast.expr) -> Expression:
        """Normalise ``node`` and compile what is left of it."""
        return self._compiled(self.expression(node))

    def condition(self, node: ast.expr) -> Expression:
        """Like :meth:`plain` where only the truth of the value matters."""
        return self.plain(self._truths(node))

    def _truths(self, node: ast.expr) -> ast.expr:
        """``a and b`` as ``bool(a) and bool(b)``, so that the operands are of one type."""
        if not isinstance(node, ast.BoolOp):
            return node
        values = [
            self._truths(v) if isinstance(v, ast.BoolOp) else _located(_truth(v), v)
            for v in node.values
        ]
        return _located(ast.BoolOp(node.op, values), node)

    def _expression__Truth(self, node: _Truth) -> ast.expr:
        return self._operate(node, "truth", [node.value])

    def expression(self, node: ast.expr) -> ast.expr:
        """What is left of ``node`` after its control flow and calls went into statements."""
        method = getattr(self, f"_expression_{type(node).__name__}", None)
        return self._generic(node) if method is None else method(node)

    def spill(self, node: ast.expr) -> ast.expr:
        """Evaluate ``node`` now, into a temporary."""
        if isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and is_temporary(node.id)):
            return node
        name = self._temporary()
        self.output.append(Evaluate(node, name, self._compiled(node)))
        return self._name(name, node)

    def _generic(self, node: ast.expr) -> ast.expr:
        """Normalise the children in order; what is before a child with statements runs first."""
        children = [
            (name, index, child)
            for name, value in ast.iter_fields(node)
            for index, child in enumerate(_as_list(value))
            if isinstance(child, ast.expr)
        ]
        values = self._in_order([child for _, _, child in children])
        copy = type(node)(**dict(ast.iter_fields(node)))
        for name, value in ast.iter_fields(node):
            if isinstance(value, list):
                setattr(copy, name, _as_list(value).copy())
        for (name, index, _), value in zip(children, values, strict=True):
            field_value = getattr(copy, name)
            if isinstance(field_value, list):
                field_value[index] = value
            else:
                setattr(copy, name, value)
        return ast.copy_location(copy, node)

    def _in_order(self, nodes: Sequence[ast.expr]) -> list[ast.expr]:
        values: list[ast.expr] = []
        groups: list[list[Statement]] = []
        for node in nodes:
            groups.append(self._collect(lambda node=node: values.append(self.expression(node))))
        last = max((i for i, group in enumerate(groups) if group), default=-1)
        for index, group in enumerate(groups):
            self.output.extend(group)
            if index < last and not self._is_settled(values[index]):
                values[index] = self._spilled_part(values[index])
        return values

    def _is_settled(self, node: ast.expr) -> bool:
        """Whether ``node`` has the same value later in the expression that it is a part of."""
        if isinstance(node, ast.Name):
            return is_temporary(node.id) or node.id in self.settled
        return isinstance(node, ast.Constant)

    def _spilled_part(self, node: ast.expr) -> ast.expr:
        """A part of an expression evaluated now; ``*items`` is unpacked now."""
        if isinstance(node, ast.Starred):
            items = ast.copy_location(ast.Tuple([node], ast.Load()), node)
            return ast.copy_location(ast.Starred(self.spill(items), ast.Load()), node)
        return self.spill(node)

    def _operate(self, node: ast.expr, operation: str, operands: Sequence[ast.expr]) -> ast.expr:
        values = self._in_order(operands)
        target = self._temporary()
        self.output.append(
            Operate(node, target, operation, [self._compiled(value) for value in values])
        )
        return self._name(target, node)

    def _expression_Call(self, node: ast.Call) -> ast.expr:
        parts: list[tuple[str | None, ast.expr]] = [(None, node.func)]
        is_lazy = isinstance(node.func, ast.Name) and node.func.id in LAZY_FUNCTIONS
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                parts.append(("*", _located(_Items(argument.value), argument)))
            elif isinstance(argument, ast.GeneratorExp) and (is_lazy or self._stops(node)):
                parts.append(("", _Lazy(argument)))
            else:
                parts.append(("", argument))
        for keyword in node.keywords:
            parts.append((keyword.arg or "**", keyword.value))
        values = self._in_order([value for _, value in parts])
        target = self._temporary()
        arguments = [
            (prefix or "", self._compiled(value))
            for (prefix, _), value in zip(parts[1:], values[1:], strict=True)
        ]
        self.output.append(Call(node, target, self._compiled(values[0]), arguments))
        return self._name(target, node)

    @staticmethod
    def _stops(node: ast.Call) -> bool:
        """Whether a call may leave elements out, and whether some are computed by other calls."""
        is_short = isinstance(node.func, ast.Name) and node.func.id in ("any", "all")
        return is_short and any(isinstance(n, ast.Call) for a in node.args for n in ast.walk(a))

    def _expression_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        target = self._temporary()
        first, *rest = node.values
        self._into(target, first)
        name = self._name(target, node)
        if rest:
            tail = rest[0] if len(rest) == 1 else _located(ast.BoolOp(node.op, rest), node)
            taken = self._collect(lambda: self._into(target, tail))
            is_and = isinstance(node.op, ast.And)
            self.output.append(
                If(node, self._compiled(name), taken if is_and else [], [] if is_and else taken)
            )
        return name

    def _expression_IfExp(self, node: ast.IfExp) -> ast.expr:
        test = self.condition(node.test)
        target = self._temporary()
        body = self._collect(lambda: self._into(target, node.body))
        orelse = self._collect(lambda: self._into(target, node.orelse))
        self.output.append(If(node, test, body, orelse))
        return self._name(target, node)

    def _into(self, target: str, node: ast.expr) -> None:
        value = self.expression(node)
        if not self._retarget(target, value):
            self.output.append(Evaluate(node, target, self._compiled(value)))

    def _expression_BinOp(self, node: ast.BinOp) -> ast.expr:
        name = FALLIBLE.get(type(node.op))
        if name is None or (isinstance(node.right, ast.Constant) and node.right.value):
            return self._generic(node)
        return self._operate(node, name, [node.left, node.right])

    def _expression_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        if isinstance(node.op, ast.Not):
            operand = node.operand
            if isinstance(operand, ast.BoolOp):
                operand = self._truths(operand)
            return self._operate(node, "not", [operand])
        return self._generic(node)

    def _expression_Compare(self, node: ast.Compare) -> ast.expr:
        if len(node.ops) == 1:
            match node.ops[0]:
                case ast.In():
                    return self._operate(node, "in", [node.left, node.comparators[0]])
                case ast.NotIn():
                    return self._operate(node, "not in", [node.left, node.comparators[0]])
                case ast.Is():
                    return self._operate(node, "is", [node.left, node.comparators[0]])
                case ast.IsNot():
                    return self._operate(node, "is not", [node.left, node.comparators[0]])
                case _:
                    return self._generic(node)
        # a < b < c is a < b and b < c, b evaluated once
        left = node.left
        names: list[ast.expr] = [self.spill(self.expression(left))]
        target = self._temporary()
        name = self._name(target, node)

        def link(index: int) -> None:
            right = self.spill(self.expression(node.comparators[index]))
            names.append(right)
            test = ast.Compare(names[index], [node.ops[index]], [right])
            self._into(target, _located(test, node))
            if index + 1 < len(node.ops):
                rest = self._collect(lambda: link(index + 1))
                self.output.append(If(node, self._compiled(name), rest, []))

        link(0)
        return name

    def _expression_Starred(self, node: ast.Starred) -> ast.expr:
        items = self._expression__Items(_Items(node.value))
        return ast.copy_location(ast.Starred(items, ast.Load()), node)

    def _expression__Items(self, node: _Items) -> ast.expr:
        return self._operate(node.value, "items", [node.value])

    def _expression_Subscript(self, node: ast.Subscript) -> ast.expr:
        return self._operate(node, "getitem", [node.value, node.slice])

    def _expression_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
        value = self.expression(node.value)
        self._assign(node, node.target, value)
        return ast.copy_location(ast.Name(node.target.id, ast.Load()), node)

    def _expression_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:
        conversion = ast.Constant(None if node.conversion == -1 else chr(node.conversion))
        spec = node.format_spec or ast.Constant("")
        text = self._operate(
            node, "format", [node.value, _located(conversion, node), _located(spec, node)]
        )
        return ast.copy_location(ast.FormattedValue(text, -1, None), node)

    def _expression_JoinedStr(self, node: ast.JoinedStr) -> ast.expr:
        return self.spill(self._generic(node))

    def _expression_Lambda(self, node: ast.Lambda) -> ast.expr:
        return self._function(node)

    def _function(self, node: ast.FunctionDef | ast.Lambda) -> ast.expr:
        target = self._temporary()
        defaults = [self.plain(default) for default in node.args.defaults]
        keyword_defaults = [None if d is None else self.plain(d) for d in node.args.kw_defaults]
        self.output.append(MakeFunction(node, target, node, defaults, keyword_defaults))
        return self._name(target, node)

    def _expression_ListComp(self, node: ast.ListComp) -> ast.expr:
        return self._comprehension(node, "list", "append", [node.elt])

    def _expression_SetComp(self, node: ast.SetComp) -> ast.expr:
        return self._comprehension(node, "set", "add", [node.elt])

    def _expression_GeneratorExp(self, node: ast.GeneratorExp) -> ast.expr:
        return self._comprehension(node, "list", "append", [node.elt])

    def _expression_DictComp(self, node: ast.DictComp) -> ast.expr:
        return self._comprehension(node, "dict", "__setitem__", [node.key, node.value])

    def _lazily(self, node: ast.expr) -> ast.expr:
        """Like :meth:`expression`; a generator expression is run step by step."""
        return self.expression(_Lazy(node) if isinstance(node, ast.GeneratorExp) else node)

    def _expression__Lazy(self, node: _Lazy) -> ast.expr:
        """A generator expression as a call of a generator function."""
        expression = node.expression
        first, *others = expression.generators
        body: ast.stmt = ast.Expr(ast.Yield(_copied(expression.elt)))
        outermost = ast.comprehension(first.target, ast.Name(ITERABLE, ast.Load()), first.ifs, 0)
        for generator in reversed([outermost, *others]):
            for condition in reversed(generator.ifs):
                body = ast.If(_copied(condition), [body], [])
            body = ast.For(_copied(generator.target), _copied(generator.iter), [body], [])
        arguments = ast.arguments([], [ast.arg(ITERABLE)], None, [], [], None, [])
        function = ast.FunctionDef("<genexpr>", arguments, [body], [], lineno=expression.lineno)
        made = self._function(_located(function, expression))
        iterable = self.expression(first.iter)
        return self.expression(_located(ast.Call(made, [iterable], []), expression))

    def _comprehension(
        self,
        node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp,
        container: str,
        method: str,
        elements: list[ast.expr],
    ) -> ast.expr:
        target = self._temporary()
        self.output.append(Operate(node, target, f"new {container}", []))
        result = self._name(target, node)
        own = {n.id for g in node.generators for n in ast.walk(g.target) if isinstance(n, ast.Name)}
        renaming = _Rename({name: f"{name}{TEMPORARY}{next(self._numbers)}" for name in own})
        add: ast.stmt = ast.Expr(
            ast.Call(
                ast.Attribute(result, method, ast.Load()),
                [renaming.visit(_copied(element)) for element in elements],
                [],
            )
        )
        for position, generator in reversed(list(enumerate(node.generators))):
            for condition in reversed(generator.ifs):
                add = ast.If(renaming.visit(_copied(condition)), [add], [])
            iterable = generator.iter if position == 0 else renaming.visit(_copied(generator.iter))
            add = ast.For(renaming.visit(_copied(generator.target)), iterable, [add], [])
        self.statement(_located(add, node))
        return result

    def _expression_Await(self, node: ast.Await) -> ast.expr:
        raise Unsupported(node, "'await' expressions")

    def _expression_Yield(self, node: ast.Yield) -> ast.expr:
        raise Unsupported(node, "values sent to a generator")

    # Building blocks

    def _temporary(self) -> str:
        return f"{TEMPORARY}{next(self._numbers)}"

    def _name(self, name: str, node: ast.AST) -> ast.Name:
        return ast.copy_location(ast.Name(name, ast.Load()), node)

    def _compiled(self, node: ast.expr) -> Expression:
        # A starred element or a slice is legal only in a subscript or call; tuples hold the former.
        body = node
        if isinstance(node, ast.Slice):
            parts = [part or ast.Constant(None) for part in (node.lower, node.upper, node.step)]
            body = ast.Call(ast.Name("slice", ast.Load()), list(parts), [])
        elif isinstance(node, ast.Tuple) and any(isinstance(e, ast.Slice) for e in node.elts):
            body = ast.Tuple([_slice_call(e) for e in node.elts], ast.Load())
        tree = ast.Expression(ast.copy_location(body, node))
        ast.fix_missing_locations(tree)
        names = frozenset(n.id for n in ast.walk(tree) if isinstance(n, ast.Name))
        settled = ast.fix_missing_locations(_SettleArithmetic().visit(tree))
        return Expression(compile(settled, self.filename, "eval"), names)


class _SettleArithmetic(ast.NodeTransformer):
    """Lets each arithmetic operation be done by itself: :data:`SETTLED` is called on its result."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        return ast.copy_location(ast.Call(ast.Name(SETTLED, ast.Load()), [node], []), node)


def _slice_call(node: ast.expr) -> ast.expr:
    if not isinstance(node, ast.Slice):
        return node
    parts = [part or ast.Constant(None) for part in (node.lower, node.upper, node.step)]
    return ast.copy_location(ast.Call(ast.Name("slice", ast.Load()), list(parts), []), node)


class _Truth(ast.expr):
    """``bool(value)``, whatever the program calls ``bool``."""

    _fields = ("value",)

    value: ast.expr


def _truth(value: ast.expr) -> ast.expr:
    node = _Truth()
    node.value = value
    return node


ITERABLE = "__iterable__"
"""The argument of the function that stands for a generator expression."""

LAZY_FUNCTIONS = frozenset(["enumerate", "filter", "iter", "map", "next", "zip"])
"""Functions that do not ask at once for all elements of what they are given."""


class _Lazy(ast.expr):
    """A generator expression whose elements are not all needed at once."""

    _fields = ("expression",)

    def __init__(self, expression: ast.GeneratorExp) -> None:
        super().__init__()
        self.expression = expression
        ast.copy_location(self, expression)


class _Items(ast.expr):
    """A starred value: its elements, should it be an iterator."""

    _fields = ("value",)

    def __init__(self, value: ast.expr) -> None:
        super().__init__()
        self.value = value


class _Rename(ast.NodeTransformer):
    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = self.names.get(node.id, node.id)
        return node


def _walk_all(nodes: Sequence[ast.AST]) -> list[ast.AST]:
    return [inner for node in nodes for inner in ast.walk(node)]


def _copied(node: ast.expr) -> ast.expr:
    return deepcopy(node)


def _as_list(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else [value]


def _is_atomic(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant | ast.Name)


def _located(node: NodeT, like: ast.AST) -> NodeT:
    ast.copy_location(node, like)
    return ast.fix_missing_locations(node)


def _keyword(node: ast.stmt) -> str:
    return {
        "AsyncFunctionDef": "async def",
        "AsyncFor": "async for",
        "AsyncWith": "async with",
    }.get(type(node).__name__, type(node).__name__.lower())
