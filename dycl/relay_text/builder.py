"""Builds the :mod:`~dycl.relay_text.syntax` of a Relay text from lark's trees."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

from lark import Token, Tree
from lark.tree import Meta
from xdsl.dialects.builtin import DYNAMIC_INDEX, TensorType
from xdsl.ir import Attribute

from dycl.dialects.relay import AttributeValue, tuple_type
from dycl.relay_text import syntax
from dycl.relay_text.constants import DTYPES, parse_number
from dycl.relay_text.syntax import Place

VERSION = "0.0.5"

INFIX = {
    "+": "add",
    "-": "subtract",
    "*": "multiply",
    "/": "divide",
    "<": "less",
    "<=": "less_equal",
    ">": "greater",
    ">=": "greater_equal",
    "==": "equal",
    "!=": "not_equal",
}
"""The operators that stand between their operands."""


class IllFormed(Exception):
    """Something is wrong that the grammar can't say."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(message)
        self.place = place


def build(tree: Tree[Token]) -> Any:
    """What ``tree`` stands for; raises IllFormed."""
    children = [build(child) if isinstance(child, Tree) else child for child in tree.children]
    return getattr(_Builder, str(tree.data))(_Builder(), tree.meta, children)


def _place(meta: Meta) -> Place:
    return Place(meta.start_pos, meta.end_pos)


def _token_place(token: Token) -> Place:
    assert token.start_pos is not None and token.end_pos is not None
    return Place(token.start_pos, token.end_pos)


def _dtype(token: Token | None, place: Place) -> Attribute:
    if token is None:
        raise IllFormed(place, "a type without a dtype")
    if token not in DTYPES:
        raise IllFormed(
            _token_place(token), f"dycl has no dtype `{token}`; it has {', '.join(DTYPES)}"
        )
    return DTYPES[token]


class _Builder:
    """A method for each rule of the grammar; ``children`` are those of the rule."""

    # Types, as xDSL has them

    def shape(self, _: Meta, children: list[Token | None]) -> list[int]:
        return [
            DYNAMIC_INDEX if size == "?" else int(size) for size in children if size is not None
        ]

    def tensor_type(self, meta: Meta, children: list[Any]) -> Attribute:
        shape, dtype = children
        return TensorType(_dtype(dtype, _place(meta)), shape)

    def scalar_type(self, meta: Meta, children: list[Token]) -> Attribute:
        return TensorType(_dtype(children[0], _place(meta)), [])

    def tuple_type(self, meta: Meta, children: list[Any]) -> Attribute:
        fields = [field for field in children if field is not None]
        if any(isinstance(field, syntax.FunctionType) for field in fields):
            raise IllFormed(_place(meta), "dycl does not read tuples with functions in them")
        return tuple_type(fields)

    def function_type(self, meta: Meta, _: list[Any]) -> syntax.FunctionType:
        return syntax.FunctionType(_place(meta))

    # Functions

    def module(self, meta: Meta, children: list[Any]) -> list[syntax.Definition]:
        version, *parts = children
        if version is not None and f'"{VERSION}"' not in version:
            raise IllFormed(
                _token_place(version), f"dycl reads version {VERSION} of Relay's text format"
            )
        return [
            part
            if isinstance(part, syntax.Definition)
            else syntax.Definition(part.place, "main", part)
            for part in parts
        ]

    def definition(self, meta: Meta, children: list[Any]) -> syntax.Definition:
        name, *parts = children
        return syntax.Definition(
            _token_place(name), name[1:], self._function(_token_place(name), parts)
        )

    def function(self, meta: Meta, children: list[Any]) -> syntax.Function:
        return self._function(_place(meta), children)

    def _function(self, place: Place, children: list[Any]) -> syntax.Function:
        (parameters, attributes), result, body = children
        return syntax.Function(place, parameters, attributes, _value_type(result), body)

    def type_parameters(self, meta: Meta, _: list[Any]) -> None:
        raise IllFormed(_place(meta), "dycl does not read functions with parameters of types")

    def parameters(self, _: Meta, children: list[Any]) -> tuple[Any, dict[str, AttributeValue]]:
        parameters = tuple(child for child in children if isinstance(child, syntax.Parameter))
        return parameters, _attributes(children)

    def typed_variable(self, meta: Meta, children: list[Any]) -> syntax.Parameter:
        name, type_ = children
        # A variable that holds a function says so again in the function itself.
        is_function = isinstance(type_, syntax.FunctionType)
        return syntax.Parameter(_place(meta), str(name), None if is_function else type_)

    def block(self, meta: Meta, children: list[Any]) -> syntax.Block:
        *statements, result = children
        return syntax.Block(_place(meta), tuple(statements), result)

    # Statements

    def let(self, _: Meta, children: list[Any]) -> syntax.Statement:
        return syntax.Statement(*children)

    def binding(self, _: Meta, children: list[Any]) -> syntax.Statement:
        name, value = children
        return syntax.Statement(syntax.Parameter(_token_place(name), str(name), None), value)

    def ignored(self, _: Meta, children: list[Any]) -> syntax.Statement:
        return syntax.Statement(None, children[0])

    # Expressions

    def infix(self, meta: Meta, children: list[Any]) -> syntax.Call:
        left, sign, right = children
        callee = syntax.OperatorName(_token_place(sign), INFIX[sign])
        return syntax.Call(_place(meta), callee, (left, right), {})

    def call(self, meta: Meta, children: list[Any]) -> syntax.Call:
        callee, *arguments = children
        operands = tuple(
            argument
            for argument in arguments
            if argument is not None and not isinstance(argument, _Attribute)
        )
        return syntax.Call(_place(meta), callee, operands, _attributes(arguments))

    def field(self, meta: Meta, children: list[Any]) -> syntax.Field:
        tuple_, index = children
        return syntax.Field(_place(meta), tuple_, int(index))

    def variable(self, meta: Meta, children: list[Token]) -> syntax.Variable:
        return syntax.Variable(_place(meta), str(children[0]))

    def global_name(self, meta: Meta, children: list[Token]) -> syntax.GlobalName:
        return syntax.GlobalName(_place(meta), str(children[0])[1:])

    def operator_name(self, meta: Meta, children: list[Token]) -> syntax.OperatorName:
        return syntax.OperatorName(_place(meta), str(children[0]))

    def meta(self, meta: Meta, children: list[Token]) -> syntax.Meta:
        kind, index = children
        return syntax.Meta(_place(meta), str(kind), int(index))

    def tuple(self, meta: Meta, children: list[Any]) -> syntax.Tuple:
        fields = tuple(child for child in children if child is not None)
        return syntax.Tuple(_place(meta), fields)

    def conditional(self, meta: Meta, children: list[Any]) -> syntax.If:
        return syntax.If(_place(meta), *children)

    # Scalars and attributes

    def number(self, meta: Meta, children: list[Token | None]) -> syntax.Scalar:
        sign, digits = children
        try:
            value, dtype = parse_number(str(digits), is_negative=sign is not None)
        except ValueError as error:
            raise IllFormed(_place(meta), str(error)) from error
        return syntax.Scalar(_place(meta), value, dtype)

    def true(self, meta: Meta, _: list[Any]) -> syntax.Scalar:
        return syntax.Scalar(_place(meta), True, DTYPES["bool"])

    def false(self, meta: Meta, _: list[Any]) -> syntax.Scalar:
        return syntax.Scalar(_place(meta), False, DTYPES["bool"])

    def attribute(self, meta: Meta, children: list[Any]) -> _Attribute:
        name, value = children
        if isinstance(value, str) and name.endswith("dtype"):
            value = DTYPES.get(value, value)
        return _Attribute(str(name), value.value if isinstance(value, syntax.Scalar) else value)

    def string(self, meta: Meta, children: list[Token]) -> str:
        try:
            return str(ast.literal_eval(str(children[0])))
        except (SyntaxError, ValueError) as error:
            raise IllFormed(_place(meta), "a string that can't be read") from error

    def name(self, meta: Meta, children: list[Token]) -> None:
        if children[0] != "None":
            raise IllFormed(_place(meta), f"`{children[0]}` is no attribute: a string is in quotes")

    def list(self, _: Meta, children: Sequence[Any]) -> Sequence[Any]:
        values = [child for child in children if child is not None]
        return [value.value if isinstance(value, syntax.Scalar) else value for value in values]

    def meta_value(self, meta: Meta, children: list[Token]) -> None:
        raise IllFormed(
            _place(meta), "dycl does not read single attributes from the metadata section"
        )


class _Attribute:
    """``axis=1``."""

    def __init__(self, name: str, value: AttributeValue) -> None:
        self.name = name
        self.value = value


def _attributes(children: Sequence[Any]) -> dict[str, AttributeValue]:
    return {child.name: child.value for child in children if isinstance(child, _Attribute)}


def _value_type(type_: Any) -> Attribute | None:
    if isinstance(type_, syntax.FunctionType):
        raise IllFormed(type_.place, "dycl does not read functions that give functions")
    return type_
