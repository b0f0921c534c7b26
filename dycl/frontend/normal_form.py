"""Python functions as simple statements.

Calls, ``and``/``or``/``not``, conditional expressions, comprehensions, lambdas, membership tests
and run-time indexing leave their expressions and become statements of their own, in the order of
evaluation. What is left of an expression has no control flow, and CPython itself evaluates it.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from dycl.frontend.expressions import ExpressionNormalizer, is_atomic, located
from dycl.frontend.match_statement import UnsupportedPattern, match_as_ifs
from dycl.frontend.scopes import settled_names
from dycl.frontend.statements import (
    AttributeTarget,
    Declare,
    Delete,
    Evaluate,
    Expression,
    For,
    Handler,
    If,
    ItemTarget,
    Jump,
    NameTarget,
    Native,
    NestTarget,
    Raise,
    Return,
    Statement,
    Store,
    Target,
    Try,
    Unsupported,
    Update,
    While,
    With,
    Yield,
)

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


def normalize(
    definition: ast.FunctionDef | ast.Lambda, filename: str, properties: frozenset[str]
) -> list[Statement]:
    """The statements of a function's body. Raises :class:`Unsupported`."""
    normalizer = _Normalizer(filename, settled_names(definition), properties)
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


class _Normalizer(ExpressionNormalizer):
    """Turns AST statements into simple statements, appended to ``output``."""

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
        return self.collect(lambda: [self.statement(node) for node in nodes])

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
            if not is_atomic(value):
                self.output.append(Evaluate(node, None, self.compiled(value)))

    def _statement_Assign(self, node: ast.Assign) -> None:
        value = self.lazily(node.value)
        if len(node.targets) > 1 and not is_atomic(value):
            value = self.spill(value)
        for target in node.targets:
            self.assign(node, target, value, is_only=len(node.targets) == 1)

    def assign(
        self, node: ast.AST, target: ast.expr, value: ast.expr, *, is_only: bool = True
    ) -> None:
        if is_only and isinstance(target, ast.Name) and self.retarget(target.id, value):
            return
        if isinstance(target, ast.Name):
            self.output.append(Evaluate(node, target.id, self.compiled(value)))
            return
        if not is_atomic(value):
            value = self.spill(value)
        self.output.append(Store(node, self._target(target), self.compiled(value)))

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
            self.assign(node, node.target, self.expression(node.value))

    def _statement_AugAssign(self, node: ast.AugAssign) -> None:
        match node.target:
            case ast.Name(id=name):
                current: ast.expr = ast.Name(name, ast.Load())
                target: Target = NameTarget(name)
            case ast.Attribute(value=owner, attr=name):
                owner = self.spill(self.expression(owner))
                current = ast.Attribute(owner, name, ast.Load())
                target = AttributeTarget(self.compiled(owner), name)
            case ast.Subscript(value=owner, slice=key):
                owner = self.spill(self.expression(owner))
                key = self.spill(self.expression(key))
                current = ast.Subscript(owner, key, ast.Load())
                target = ItemTarget(self.compiled(owner), self.compiled(key))
        current, value = self.in_order([ast.copy_location(current, node.target), node.value])
        operator = INPLACE[type(node.op)]
        self.output.append(
            Update(node, target, self.compiled(current), operator, self.compiled(value))
        )

    def _statement_If(self, node: ast.If) -> None:
        test = self.condition(node.test)
        self.output.append(If(node, test, self.block(node.body), self.block(node.orelse)))

    def _statement_While(self, node: ast.While) -> None:
        if any(isinstance(inner, ast.NamedExpr) for inner in ast.walk(node.test)):
            node = self._endless(node)
        tests: list[Expression] = []
        before = self.collect(lambda: tests.append(self.condition(node.test)))
        body, orelse = self.block(node.body), self.block(node.orelse)
        self.output.append(While(node, before, tests[0], body, orelse))

    def _endless(self, node: ast.While) -> ast.While:
        """A loop whose condition assigns: what it assigns becomes a part of the turn."""
        if any(isinstance(inner, ast.Break | ast.Continue) for inner in _walk_all(node.orelse)):
            raise Unsupported(node, "'break' and 'continue' behind a condition that assigns")
        leave = ast.If(ast.UnaryOp(ast.Not(), node.test), [*node.orelse, ast.Break()], [])
        return located(ast.While(ast.Constant(True), [leave, *node.body], []), node)

    def _statement_For(self, node: ast.For) -> None:
        iterable = self.compiled(self.lazily(node.iter))
        item = self.temporary()

        def body() -> None:
            self.assign(node, node.target, self.name_node(item, node))
            for inner in node.body:
                self.statement(inner)

        statements = self.collect(body)
        self.output.append(For(node, item, iterable, statements, self.block(node.orelse)))

    def _statement_Return(self, node: ast.Return) -> None:
        self.output.append(Return(node, None if node.value is None else self.plain(node.value)))

    def _statement_Raise(self, node: ast.Raise) -> None:
        self.output.append(Raise(node, None if node.exc is None else self.plain(node.exc)))

    def _statement_Assert(self, node: ast.Assert) -> None:
        test = self.condition(node.test)
        arguments = [] if node.msg is None else [node.msg]
        error = ast.Call(ast.Name("AssertionError", ast.Load()), arguments, [])
        raised = ast.Raise(located(error, node), None)
        self.output.append(If(node, test, [], self.block([located(raised, node)])))

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
            inner = [located(ast.With(rest, node.body), node)]
        self.output.append(With(node, manager, target, self.block(inner)))

    def _statement_FunctionDef(self, node: ast.FunctionDef) -> None:
        value: ast.expr = self.make_function(node)
        for decorator in reversed(node.decorator_list):
            value = self.expression(located(ast.Call(decorator, [value], []), decorator))
        self.assign(node, ast.Name(node.name, ast.Store()), value)

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
            statements = match_as_ifs(node, subject, self.temporary)
        except UnsupportedPattern as error:
            raise Unsupported(error.node, "'match' patterns of this kind") from None
        for statement in statements:
            self.statement(statement)


def _walk_all(nodes: Sequence[ast.AST]) -> list[ast.AST]:
    return [inner for node in nodes for inner in ast.walk(node)]


def _keyword(node: ast.stmt) -> str:
    return {
        "AsyncFunctionDef": "async def",
        "AsyncFor": "async for",
        "AsyncWith": "async with",
    }.get(type(node).__name__, type(node).__name__.lower())
