"""The expressions of the normal form, see :mod:`dycl.frontend.normal_form`."""

from __future__ import annotations

import ast
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from copy import deepcopy
from itertools import count
from typing import Any, TypeVar, cast

from dycl.frontend.statements import (
    OPERATORS,
    TEMPORARY,
    Call,
    Evaluate,
    Expression,
    FreeName,
    If,
    MakeFunction,
    Operate,
    Statement,
    Unsupported,
    is_temporary,
)

NodeT = TypeVar("NodeT", bound=ast.AST)

IS_FREE = "is_free"
"""The attribute of a name that a comprehension reads which is a function of its own."""


class ExpressionNormalizer(ABC):
    """Turns the calls and the control flow of expressions into statements of ``output``."""

    def __init__(
        self,
        filename: str,
        settled: frozenset[str] = frozenset(),
        properties: frozenset[str] = frozenset(),
    ) -> None:
        self.filename = filename
        self.settled = settled
        """The variables that no part of an expression rebinds."""
        self.properties = properties
        """The names of properties."""
        self.unsupported: list[Unsupported] | None = None
        """Where what is not supported is collected instead of raised."""
        self.output: list[Statement] = []
        self._numbers = count()

    @abstractmethod
    def statement(self, node: ast.stmt) -> None:
        """Append the simple statements for ``node``. Raises :class:`Unsupported`."""

    @abstractmethod
    def assign(
        self, node: ast.AST, target: ast.expr, value: ast.expr, *, is_only: bool = True
    ) -> None:
        """Append ``target = value``; ``value`` is normalised."""

    def collect(self, action: Callable[[], object]) -> list[Statement]:
        """The statements that ``action`` appends, without appending them."""
        outer, self.output = self.output, []
        try:
            action()
            return self.output
        finally:
            self.output = outer

    def plain(self, node: ast.expr) -> Expression:
        """Normalise ``node`` and compile what is left of it."""
        return self.compiled(self.expression(node))

    def condition(self, node: ast.expr) -> Expression:
        """Like :meth:`plain` where only the truth of the value matters."""
        if isinstance(node, ast.Name | ast.Attribute | ast.Call | ast.Subscript):
            return self.plain(located(_truth(node), node))
        return self.plain(self._truths(node))

    def _truths(self, node: ast.expr) -> ast.expr:
        """``a and b`` as ``bool(a) and bool(b)``, so that the operands are of one type."""
        if not isinstance(node, ast.BoolOp):
            return node
        values = [
            self._truths(v) if isinstance(v, ast.BoolOp) else located(_truth(v), v)
            for v in node.values
        ]
        return located(ast.BoolOp(node.op, values), node)

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
        name = self.temporary()
        self.output.append(Evaluate(node, name, self.compiled(node)))
        return self.name_node(name, node)

    def _expression_Name(self, node: ast.Name) -> ast.expr:
        return node

    def _generic(self, node: ast.expr) -> ast.expr:
        """Normalise the children in order; what is before a child with statements runs first."""
        children = [
            (name, index, child)
            for name, value in ast.iter_fields(node)
            for index, child in enumerate(_as_list(value))
            if isinstance(child, ast.expr)
        ]
        values = self.in_order([child for _, _, child in children])
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

    def in_order(self, nodes: Sequence[ast.expr]) -> list[ast.expr]:
        """Normalise ``nodes``, which Python evaluates in this order."""
        values: list[ast.expr] = []
        groups: list[list[Statement]] = []
        for node in nodes:
            groups.append(self.collect(lambda node=node: values.append(self.expression(node))))
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
        values = self.in_order(operands)
        target = self.temporary()
        self.output.append(
            Operate(node, target, operation, [self.compiled(value) for value in values])
        )
        return self.name_node(target, node)

    def _expression_Call(self, node: ast.Call) -> ast.expr:
        parts: list[tuple[str | None, ast.expr]] = [(None, node.func)]
        is_lazy = isinstance(node.func, ast.Name) and node.func.id in LAZY_FUNCTIONS
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                parts.append(("*", located(_Items(argument.value), argument)))
            elif isinstance(argument, ast.GeneratorExp) and (is_lazy or self._stops(node)):
                parts.append(("", _Lazy(argument)))
            else:
                parts.append(("", argument))
        for keyword in node.keywords:
            parts.append((keyword.arg or "**", keyword.value))
        values = self.in_order([value for _, value in parts])
        target = self.temporary()
        arguments = [
            (prefix or "", self.compiled(value))
            for (prefix, _), value in zip(parts[1:], values[1:], strict=True)
        ]
        self.output.append(Call(node, target, self.compiled(values[0]), arguments))
        return self.name_node(target, node)

    @staticmethod
    def _stops(node: ast.Call) -> bool:
        """Whether a call may leave elements out, and whether some are computed by other calls."""
        is_short = isinstance(node.func, ast.Name) and node.func.id in ("any", "all")
        return is_short and any(isinstance(n, ast.Call) for a in node.args for n in ast.walk(a))

    def _expression_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        target = self.temporary()
        first, *rest = node.values
        self._into(target, first)
        name = self.name_node(target, node)
        if rest:
            tail = rest[0] if len(rest) == 1 else located(ast.BoolOp(node.op, rest), node)
            taken = self.collect(lambda: self._into(target, tail))
            is_and = isinstance(node.op, ast.And)
            self.output.append(
                If(node, self.compiled(name), taken if is_and else [], [] if is_and else taken)
            )
        return name

    def _expression_IfExp(self, node: ast.IfExp) -> ast.expr:
        test = self.condition(node.test)
        target = self.temporary()
        body = self.collect(lambda: self._into(target, node.body))
        orelse = self.collect(lambda: self._into(target, node.orelse))
        self.output.append(If(node, test, body, orelse))
        return self.name_node(target, node)

    def retarget(self, name: str, value: ast.expr) -> bool:
        """Let the last statement write straight to ``name`` if it made the temporary ``value``."""
        if not (isinstance(value, ast.Name) and is_temporary(value.id) and self.output):
            return False
        last = self.output[-1]
        if isinstance(last, Evaluate | Call | Operate | MakeFunction) and last.target == value.id:
            last.target = name
            return True
        return False

    def _into(self, target: str, node: ast.expr) -> None:
        value = self.expression(node)
        if not self.retarget(target, value):
            self.output.append(Evaluate(node, target, self.compiled(value)))

    def _expression_BinOp(self, node: ast.BinOp) -> ast.expr:
        return self._operate(node, OPERATORS[type(node.op)], [node.left, node.right])

    def _expression_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        if isinstance(node.op, ast.Not):
            operand = node.operand
            if isinstance(operand, ast.BoolOp):
                operand = self._truths(operand)
            return self._operate(node, "not", [operand])
        if isinstance(node.op, ast.Invert):
            return self._operate(node, "invert", [node.operand])
        if isinstance(node.operand, ast.Constant):
            return node
        name = "neg" if isinstance(node.op, ast.USub) else "pos"
        return self._operate(node, name, [node.operand])

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
                case other:
                    return self._operate(
                        node, OPERATORS[type(other)], [node.left, node.comparators[0]]
                    )
        # a < b < c is a < b and b < c, b evaluated once
        left = node.left
        names: list[ast.expr] = [self.spill(self.expression(left))]
        target = self.temporary()
        name = self.name_node(target, node)

        def link(index: int) -> None:
            right = self.spill(self.expression(node.comparators[index]))
            names.append(right)
            test = ast.Compare(names[index], [node.ops[index]], [right])
            self._into(target, located(test, node))
            if index + 1 < len(node.ops):
                rest = self.collect(lambda: link(index + 1))
                self.output.append(If(node, self.compiled(name), rest, []))

        link(0)
        return name

    def _expression_Starred(self, node: ast.Starred) -> ast.expr:
        items = self._expression__Items(_Items(node.value))
        return ast.copy_location(ast.Starred(items, ast.Load()), node)

    def _expression__Items(self, node: _Items) -> ast.expr:
        return self._operate(node.value, "items", [node.value])

    def _expression_Attribute(self, node: ast.Attribute) -> ast.expr:
        if node.attr == "data":  # of a weight, which no operator gives
            return self._operate(node, "data", [node.value])
        if node.attr in self.properties:
            return self._operate(node, "attribute", [node.value, ast.Constant(node.attr)])
        return self._generic(node)

    def _expression_Subscript(self, node: ast.Subscript) -> ast.expr:
        return self._operate(node, "getitem", [node.value, node.slice])

    def _expression_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
        value = self.expression(node.value)
        self.assign(node, node.target, value)
        return ast.copy_location(ast.Name(node.target.id, ast.Load()), node)

    def _expression_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:
        conversion = ast.Constant(None if node.conversion == -1 else chr(node.conversion))
        spec = node.format_spec or ast.Constant("")
        text = self._operate(
            node, "format", [node.value, located(conversion, node), located(spec, node)]
        )
        return ast.copy_location(ast.FormattedValue(text, -1, None), node)

    def _expression_JoinedStr(self, node: ast.JoinedStr) -> ast.expr:
        return self.spill(self._generic(node))

    def _expression_Lambda(self, node: ast.Lambda) -> ast.expr:
        return self.make_function(node)

    def make_function(self, node: ast.FunctionDef | ast.Lambda) -> ast.expr:
        """Make the function that ``node`` defines, without its decorators."""
        target = self.temporary()
        defaults = [self.plain(default) for default in node.args.defaults]
        keyword_defaults = [None if d is None else self.plain(d) for d in node.args.kw_defaults]
        self.output.append(MakeFunction(node, target, node, defaults, keyword_defaults))
        return self.name_node(target, node)

    def _expression_ListComp(self, node: ast.ListComp) -> ast.expr:
        return self._comprehension(node, "list", "append", [node.elt])

    def _expression_SetComp(self, node: ast.SetComp) -> ast.expr:
        return self._comprehension(node, "set", "add", [node.elt])

    def _expression_GeneratorExp(self, node: ast.GeneratorExp) -> ast.expr:
        return self._comprehension(node, "list", "append", [node.elt])

    def _expression_DictComp(self, node: ast.DictComp) -> ast.expr:
        return self._comprehension(node, "dict", "__setitem__", [node.key, node.value])

    def lazily(self, node: ast.expr) -> ast.expr:
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
        made = self.make_function(located(function, expression))
        iterable = self.expression(first.iter)
        return self.expression(located(ast.Call(made, [iterable], []), expression))

    def _comprehension(
        self,
        node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp,
        container: str,
        method: str,
        elements: list[ast.expr],
    ) -> ast.expr:
        target = self.temporary()
        self.output.append(Operate(node, target, f"new {container}", []))
        result = self.name_node(target, node)
        own = {n.id for g in node.generators for n in ast.walk(g.target) if isinstance(n, ast.Name)}
        renaming = _Rename(
            {name: f"{name}{TEMPORARY}{next(self._numbers)}" for name in own},
            is_function=isinstance(node, ast.GeneratorExp) or sys.version_info < (3, 12),
        )
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
        self.statement(located(add, node))
        return result

    def _expression_Await(self, node: ast.Await) -> ast.expr:
        raise Unsupported(node, "'await' expressions")

    def _expression_Yield(self, node: ast.Yield) -> ast.expr:
        raise Unsupported(node, "values sent to a generator")

    def temporary(self) -> str:
        """A new variable."""
        return f"{TEMPORARY}{next(self._numbers)}"

    def name_node(self, name: str, node: ast.AST) -> ast.Name:
        """The variable ``name``, read where ``node`` stands."""
        return ast.copy_location(ast.Name(name, ast.Load()), node)

    def compiled(self, node: ast.expr) -> Expression:
        """What is left of an expression, for CPython."""
        # A starred element or a slice is legal only in a subscript or call; tuples hold the former.
        body = node
        if isinstance(node, ast.Slice):
            parts = [part or ast.Constant(None) for part in (node.lower, node.upper, node.step)]
            body = ast.Call(ast.Name("slice", ast.Load()), list(parts), [])
        elif isinstance(node, ast.Tuple) and any(isinstance(e, ast.Slice) for e in node.elts):
            body = ast.Tuple([_slice_call(e) for e in node.elts], ast.Load())
        tree = ast.Expression(ast.copy_location(body, node))
        ast.fix_missing_locations(tree)
        names = frozenset(_variable(n) for n in ast.walk(tree) if isinstance(n, ast.Name))
        return Expression(compile(tree, self.filename, "eval"), names)


def _variable(node: ast.Name) -> str:
    return FreeName(node.id) if getattr(node, IS_FREE, False) else node.id


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
    """Gives the variables of a comprehension, which may be a function, names of their own."""

    def __init__(self, names: dict[str, str], *, is_function: bool) -> None:
        self.names = names
        self.is_function = is_function

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = self.names.get(node.id, node.id)
        setattr(node, IS_FREE, getattr(node, IS_FREE, False) or self.is_function)
        return node


def _copied(node: ast.expr) -> ast.expr:
    return deepcopy(node)


def _as_list(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else [value]


def is_atomic(node: ast.expr) -> bool:
    """Whether evaluating ``node`` again gives the same and does nothing else."""
    return isinstance(node, ast.Constant | ast.Name)


def located(node: NodeT, like: ast.AST) -> NodeT:
    """``node`` with the place of ``like``, and its children too."""
    ast.copy_location(node, like)
    return ast.fix_missing_locations(node)
