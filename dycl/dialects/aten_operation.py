"""The base class of all ``aten`` operations.

An operator's arguments are operands where they are tensors or known only at run time, and
attributes where they are static. The attribute dictionary has at most one entry for each argument
of the schema:

* no entry: the single operand of a ``Tensor`` argument; for others, the schema's default or None;
* a ``unit`` attribute: the next operand;
* an array: a list, in which each ``unit`` stands for the next operand and ``none`` for an absent
  tensor;
* anything else: the static value (``i64``, ``f64``, ``i1``, string, or a type for a dtype).

Operands follow the order of the schema.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import ClassVar, TypeVar

from xdsl.dialects.builtin import (
    ArrayAttr,
    FloatAttr,
    IntegerAttr,
    NoneAttr,
    NoneType,
    StringAttr,
    TensorType,
    UnitAttr,
    f64,
    i1,
    i64,
)
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.irdl import (
    IRDLOperation,
    OpDef,
    irdl_op_definition,
    traits_def,
    var_operand_def,
    var_result_def,
)
from xdsl.parser import Parser, UnresolvedOperand
from xdsl.printer import Printer
from xdsl.traits import EffectInstance, MemoryEffect, MemoryEffectKind, Pure
from xdsl.utils.exceptions import VerifyException
from xdsl.utils.hints import isa

from dycl.dialects.aten_schema import Argument, Kind, Schema

Scalar = int | float | bool | str
Element = Scalar | SSAValue | Attribute | None
"""A list's element: static, an operand, a dtype, or an absent optional tensor."""

ArgumentValue = Element | tuple[Element, ...]
"""An operation's argument: static Python value, operand, dtype, None, or a tuple of those."""

HOST_TYPES: dict[Kind, tuple[Attribute, ...]] = {
    Kind.INT: (i64,),
    Kind.FLOAT: (f64,),
    Kind.BOOL: (i1,),
    Kind.SCALAR: (i64, f64, i1),
}
"""The types of an operand that is a host scalar, by the kind of its argument."""


@cache
def _parsed_schema(text: str) -> Schema:
    return Schema.parse(text)


def static_attribute(kind: Kind, value: Element) -> Attribute:
    """The attribute that stands for the static ``value`` of an argument of ``kind``."""
    if value is None:
        return NoneAttr()
    if isinstance(value, Attribute):
        return value
    if kind is Kind.FLOAT and isinstance(value, int):
        value = float(value)
    if kind is Kind.BOOL and isinstance(value, int):
        value = bool(value)
    match value:
        case bool():
            return IntegerAttr(int(value), i1)
        case int():
            return IntegerAttr(value, i64)
        case float():
            return FloatAttr(value, f64)
        case str():
            return StringAttr(value)
        case SSAValue():
            return UnitAttr()
    raise TypeError(f"no attribute stands for {value!r}")


def static_value(attribute: Attribute) -> Element:
    """The Python value of a static attribute; a dtype stays an attribute."""
    match attribute:
        case NoneAttr() | NoneType():  # xDSL's parser reads `none` as a type
            return None
        case IntegerAttr():
            number = attribute.value.data
            is_boolean = attribute.type == i1
            return bool(number) if is_boolean else number
        case FloatAttr():
            return attribute.value.data
        case StringAttr():
            return attribute.data
        case _:
            return attribute


AtenOpT = TypeVar("AtenOpT", bound="AtenOp")


class AtenOp(IRDLOperation):
    """A tensor operator. Tensor arguments come first, then, in braces and by name, all others.

    Example::

        %1 = aten.conv2d %x, %w {stride = [2, 2], padding = [1, 1]} : (tensor<1x3x8x8xf32>, …) -> …
        %2 = aten.slice.Tensor %y {end = %n} : (tensor<7x4xf32>, i64) -> tensor<?x4xf32>
        %3 = aten.cat [%a, %b] {dim = 1} : (tensor<1x2xf32>, tensor<1x3xf32>) -> tensor<1x5xf32>

    Types are those of the operands in the order of the schema. Source of names, argument order,
    defaults and meaning: PyTorch's operator registry.
    """

    name = "aten"  # of the base classes, which are no operators
    SCHEMA: ClassVar[str]

    operands_ = var_operand_def()
    results_ = var_result_def()

    def __init__(
        self,
        arguments: Mapping[str, ArgumentValue | Sequence[Element]],
        result_types: Sequence[Attribute],
        attributes: Mapping[str, Attribute] | None = None,
    ) -> None:
        """Build from ``arguments`` by name; those that equal the schema's default are left out.

        Raises KeyError for a name that the schema does not have or a required argument that is
        missing.
        """
        schema = self.schema()
        for name in arguments:
            if name not in schema.by_name:
                raise KeyError(f"{self.name} has no argument '{name}'")
        operands: list[SSAValue] = []
        stored: dict[str, Attribute] = {}
        for argument in schema.arguments:
            if argument.name not in arguments:
                if argument.needs_operand:
                    raise KeyError(f"{self.name} needs the argument '{argument.name}'")
                continue
            value = arguments[argument.name]
            if isinstance(value, Sequence) and not isinstance(value, str):
                elements = tuple(value)
                operands.extend(element for element in elements if isinstance(element, SSAValue))
                if not argument.has_default or elements != argument.default:
                    stored[argument.name] = ArrayAttr(
                        [static_attribute(argument.kind, element) for element in elements]
                    )
                continue
            if isinstance(value, SSAValue):
                operands.append(value)
                if argument.needs_operand:
                    continue
            elif (value is None and argument.default is None) or (
                argument.has_default and _is_default(value, argument)
            ):
                continue
            stored[argument.name] = static_attribute(argument.kind, value)
        super().__init__(
            operands=[operands],
            result_types=[list(result_types)],
            attributes={**stored, **(attributes or {})},
        )

    @classmethod
    def schema(cls) -> Schema:
        """The operator's parsed schema."""
        return _parsed_schema(cls.SCHEMA)

    def arguments(self) -> dict[str, ArgumentValue]:
        """All arguments of the schema by name, defaults filled in.

        Raises VerifyException where the attributes ask for more operands than there are.
        """
        remaining = iter(self.operands)

        def element(attribute: Attribute) -> Element:
            if not isinstance(attribute, UnitAttr):
                return static_value(attribute)
            if (operand := next(remaining, None)) is None:
                raise VerifyException(f"{self.name} has too few operands for its arguments")
            return operand

        values: dict[str, ArgumentValue] = {}
        for argument in self.schema().arguments:
            stored = self.attributes.get(argument.name)
            if stored is None:
                values[argument.name] = (
                    element(UnitAttr()) if argument.needs_operand else argument.default
                )
            elif isa(stored, ArrayAttr):
                values[argument.name] = tuple(element(attribute) for attribute in stored.data)
            else:
                values[argument.name] = element(stored)
        if next(remaining, None) is not None:
            raise VerifyException(f"{self.name} has more operands than its arguments take")
        return values

    def argument(self, name: str) -> ArgumentValue:
        """One argument by name; see :meth:`arguments`."""
        return self.arguments()[name]

    def tensor(self, name: str) -> SSAValue:
        """The operand of a tensor argument; raises TypeError where it is absent."""
        value = self.argument(name)
        if not isinstance(value, SSAValue):
            raise TypeError(f"{self.name} has no operand for '{name}'")
        return value

    def verify_(self) -> None:
        values = self.arguments()
        schema = self.schema()
        for name in self.attributes:
            if name not in schema.by_name and "." not in name:
                raise VerifyException(f"{self.name} has no argument '{name}'")
        for argument in schema.arguments:
            self._verify_argument(argument, values[argument.name])
        expects_list = any(result.is_list for result in schema.results)
        if not expects_list and len(self.results) != len(schema.results):
            raise VerifyException(
                f"{self.name} has {len(schema.results)} results, not {len(self.results)}"
            )
        if not expects_list:
            for expected, result in zip(schema.results, self.results, strict=True):
                _verify_operand(self, "result", expected.kind, result.type)

    def _verify_argument(self, argument: Argument, value: ArgumentValue) -> None:
        elements = value if isinstance(value, tuple) else (value,)
        if isinstance(value, tuple) and not argument.is_list:
            raise VerifyException(f"{self.name}: argument '{argument.name}' is not a list")
        if value is None and not (argument.is_optional or argument.has_default):
            raise VerifyException(f"{self.name}: argument '{argument.name}' is missing")
        for element in elements:
            if isinstance(element, SSAValue):
                _verify_operand(self, f"argument '{argument.name}'", argument.kind, element.type)
            elif element is None:
                if isinstance(value, tuple) and not argument.has_optional_elements:
                    raise VerifyException(f"{self.name}: '{argument.name}' contains none")
            elif not _is_static(element, argument.kind):
                raise VerifyException(
                    f"{self.name}: argument '{argument.name}' must be {argument.kind.value}"
                )

    def print(self, printer: Printer) -> None:
        schema = self.schema()
        values = self.arguments()
        tensors = [values[a.name] for a in schema.arguments if a.is_tensor]
        while tensors and tensors[-1] is None:
            tensors.pop()
        if tensors:
            printer.print_string(" ")
            printer.print_list(tensors, lambda value: _print_value(printer, value))
        named = [
            (a.name, values[a.name])
            for a in schema.arguments
            if not a.is_tensor and a.name in self.attributes
        ]
        if named:
            printer.print_string(" {")
            printer.print_list(named, lambda pair: _print_named(printer, *pair))
            printer.print_string("}")
        others = {k: v for k, v in self.attributes.items() if k not in schema.by_name}
        if others:
            printer.print_string(" attributes ")
            printer.print_attr_dict(others)
        printer.print_string(" : ")
        printer.print_function_type(self.operand_types, self.result_types)

    @classmethod
    def parse(cls, parser: Parser) -> AtenOp:
        schema = cls.schema()
        parsed: dict[str, _Parsed] = {}
        tensor_arguments = [a for a in schema.arguments if a.is_tensor]
        for position, argument in enumerate(tensor_arguments):
            if position and parser.parse_optional_punctuation(",") is None:
                break
            value = _parse_optional_value(parser, argument)
            if value is None:
                if position:
                    parser.raise_error(f"expected the tensor '{argument.name}'")
                break
            parsed[argument.name] = value
        if parser.parse_optional_punctuation("{") is not None:
            parser.parse_comma_separated_list(
                parser.Delimiter.NONE, lambda: parsed.update([_parse_named(parser, schema)])
            )
            parser.parse_punctuation("}")
        others = parser.parse_optional_attr_dict_with_keyword()
        parser.parse_punctuation(":")
        position = parser.pos
        function_type = parser.parse_function_type()

        unresolved = [
            operand
            for argument in schema.arguments
            for operand in _operands_in(parsed.get(argument.name))
        ]
        operands = parser.resolve_operands(unresolved, function_type.inputs.data, position)
        attributes: dict[str, Attribute] = {}
        for argument in schema.arguments:
            if argument.name in parsed and not argument.needs_operand:
                value = _as_attribute(argument, parsed[argument.name])
                if not (isinstance(value, NoneAttr) and argument.default is None):
                    attributes[argument.name] = value
        if others is not None:
            attributes |= others.data
        return cls.create(
            operands=operands, result_types=function_type.outputs.data, attributes=attributes
        )


@irdl_op_definition
class PureAtenOp(AtenOp):
    """An operator whose results depend on its arguments alone."""

    traits = traits_def(Pure())


class DrawsRandomNumbers(MemoryEffect):
    """Advances a random generator, unless an argument such as ``train = false`` says not to."""

    @classmethod
    def get_effects(cls, op: Operation) -> set[EffectInstance]:
        assert isinstance(op, AtenOp)
        arguments = op.arguments()
        if "dropout_p" in arguments:
            draws = arguments["dropout_p"] != 0.0
        else:
            draws = all(arguments.get(name) is not False for name in ("train", "training"))
        return {EffectInstance(MemoryEffectKind.WRITE)} if draws else set()


@irdl_op_definition
class RandomAtenOp(AtenOp):
    """An operator that can draw random numbers."""

    traits = traits_def(DrawsRandomNumbers())


def aten_operator(operator: type[AtenOpT]) -> type[AtenOpT]:
    """Decorator of a subclass of PureAtenOp or RandomAtenOp: its definition is theirs but for the
    name. To let ``irdl_op_definition`` derive it again for each operator takes a third of a second.
    """
    definition = replace(operator.get_irdl_definition(), name=operator.name)

    def get_irdl_definition(cls: type[AtenOp]) -> OpDef:
        return definition

    operator.get_irdl_definition = classmethod(get_irdl_definition)  # pyright: ignore[reportAttributeAccessIssue]
    return operator


_Leaf = UnresolvedOperand | Attribute
_Parsed = _Leaf | list[_Leaf]


def _is_default(value: ArgumentValue, argument: Argument) -> bool:
    if isinstance(value, Attribute | SSAValue):
        return False
    return value == argument.default and isinstance(value, bool) == isinstance(
        argument.default, bool
    )


def _is_static(value: Element, kind: Kind) -> bool:
    match kind:
        case Kind.INT:
            return isinstance(value, int) and not isinstance(value, bool)
        case Kind.FLOAT:
            return isinstance(value, float)
        case Kind.BOOL:
            return isinstance(value, bool)
        case Kind.SCALAR:
            return isinstance(value, int | float)
        case Kind.STRING:
            return isinstance(value, str)
        case Kind.DTYPE:
            return isinstance(value, Attribute)
        case Kind.TENSOR:
            return False


def _verify_operand(op: Operation, what: str, kind: Kind, type_: Attribute) -> None:
    if kind is Kind.TENSOR:
        if not isinstance(type_, TensorType):
            raise VerifyException(f"{op.name}: {what} must be a tensor, not {type_}")
    elif type_ not in HOST_TYPES.get(kind, ()):
        allowed = " or ".join(str(t) for t in HOST_TYPES.get(kind, ())) or "static"
        raise VerifyException(f"{op.name}: {what} must be {allowed}, not {type_}")


def _print_value(printer: Printer, value: ArgumentValue) -> None:
    match value:
        case tuple():
            with printer.in_square_brackets():
                printer.print_list(value, lambda element: _print_value(printer, element))
        case SSAValue():
            printer.print_ssa_value(value)
        case None:
            printer.print_string("none")
        case bool():
            printer.print_string("true" if value else "false")
        case int():
            printer.print_string(str(value))
        case float():
            printer.print_string(_format_float(value))
        case str():
            printer.print_string_literal(value)
        case Attribute():
            printer.print_attribute(value)


def _print_named(printer: Printer, name: str, value: ArgumentValue) -> None:
    printer.print_string(f"{name} = ")
    _print_value(printer, value)


def _format_float(value: float) -> str:
    """As Python writes it, with the decimal point that MLIR's lexer wants."""
    text = repr(value)
    mantissa, exponent, power = text.partition("e")
    return text if "." in mantissa or not exponent else f"{mantissa}.0e{power}"


def _parse_named(parser: Parser, schema: Schema) -> tuple[str, _Parsed]:
    position = parser.pos
    name = parser.parse_identifier()
    argument = schema.by_name.get(name)
    if argument is None or argument.is_tensor:
        parser.raise_error(f"aten.{schema.name} has no named argument '{name}'", position)
    parser.parse_punctuation("=")
    if (value := _parse_optional_value(parser, argument)) is None:
        parser.raise_error(f"expected a value for '{name}'")
    return name, value


def _parse_optional_value(parser: Parser, argument: Argument) -> _Parsed | None:
    if not argument.is_list:
        return _parse_optional_element(parser, argument.kind)
    elements = parser.parse_optional_comma_separated_list(
        parser.Delimiter.SQUARE, lambda: _parse_element(parser, argument.kind)
    )
    if elements is not None:
        return elements
    return NoneAttr() if parser.parse_optional_keyword("none") else None


def _parse_element(parser: Parser, kind: Kind) -> _Leaf:
    if (element := _parse_optional_element(parser, kind)) is None:
        parser.raise_error(f"expected {kind.value} or an operand")
    return element


def _parse_optional_element(parser: Parser, kind: Kind) -> _Leaf | None:
    if (operand := parser.parse_optional_unresolved_operand()) is not None:
        return operand
    if parser.parse_optional_keyword("none") is not None:
        return NoneAttr()
    match kind:
        case Kind.TENSOR:
            return None
        case Kind.STRING:
            text = parser.parse_optional_str_literal()
            return None if text is None else StringAttr(text)
        case Kind.DTYPE:
            return parser.parse_optional_type()
        case _:
            number = _parse_optional_number(parser)
            return None if number is None else static_attribute(kind, number)


def _parse_optional_number(parser: Parser) -> int | float | bool | None:
    if (boolean := parser.parse_optional_boolean()) is not None:
        return boolean
    sign = -1 if parser.parse_optional_punctuation("-") is not None else 1
    for keyword in ("nan", "inf"):
        if parser.parse_optional_keyword(keyword) is not None:
            return sign * float(keyword)
    number = parser.parse_optional_number()
    if number is None:
        return parser.raise_error("expected a number after '-'") if sign < 0 else None
    return sign * number


def _operands_in(value: _Parsed | None) -> list[UnresolvedOperand]:
    leaves = value if isinstance(value, list) else [value]
    return [leaf for leaf in leaves if isinstance(leaf, UnresolvedOperand)]


def _as_attribute(argument: Argument, value: _Parsed) -> Attribute:
    def leaf(item: _Leaf) -> Attribute:
        return UnitAttr() if isinstance(item, UnresolvedOperand) else item

    return ArrayAttr([leaf(item) for item in value]) if isinstance(value, list) else leaf(value)
