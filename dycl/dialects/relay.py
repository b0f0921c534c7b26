"""The ``relay`` dialect: TVM's Relay calls and tuples on builtin tensors.

A sub-network in Relay is a ``func.func`` whose body has only these operations, ``arith.constant``
for tensor constants, and ``func.return``, which stands for Relay's result: a tensor or a tuple of
them. Functions that were read from Relay text also have ``func.call``, and for Relay's ``if``
``dycl.item`` and ``scf.if``; they are marked ``relay.function``. A ``tensor`` is Relay's
``Tensor[shape, dtype]`` (``i1`` is ``bool``, ``f32`` is ``float32``), the builtin ``tuple`` is its
tuple type. Operators, the order of their arguments and their attributes are those of Relay's own
registry.

Source: Roesch et al., "Relay: A New IR for Machine Learning Frameworks", MAPL 2018, and the
operators of Apache TVM 0.17.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from typing_extensions import TypeIs
from xdsl.dialects.builtin import (
    DYNAMIC_INDEX,
    ArrayAttr,
    BFloat16Type,
    BoolAttr,
    DictionaryAttr,
    Float16Type,
    Float32Type,
    Float64Type,
    FloatAttr,
    IntegerAttr,
    IntegerType,
    NoneType,
    Signedness,
    StringAttr,
    TensorType,
    TupleType,
    f64,
    i1,
    i64,
)
from xdsl.ir import Attribute, Dialect, SSAValue, TypeAttribute
from xdsl.irdl import (
    IRDLOperation,
    irdl_op_definition,
    operand_def,
    prop_def,
    result_def,
    traits_def,
    var_operand_def,
)
from xdsl.parser import Parser
from xdsl.printer import Printer
from xdsl.traits import Pure
from xdsl.utils.exceptions import VerifyException
from xdsl.utils.hints import isa

FUNCTION = "relay.function"
"""Marks a ``func.func`` that was read from Relay text; a dictionary of the attributes that the
function has there: ``attributes {relay.function = {Primitive = 1}}``."""

AttributeValue = int | float | bool | str | None | Attribute | Sequence["AttributeValue"]
"""A Relay attribute as Python has it; a dtype is a builtin type. None, written ``none``, is not the
same as no attribute: some operators of TVM's demand that it is said."""

# fmt: off
UNARY = frozenset({
    "abs", "acos", "acosh", "annotation.stop_fusion", "asin", "asinh", "atan", "atanh",
    "bitwise_not", "ceil", "clip",
    "copy", "cos", "cosh", "erf", "exp", "fast_erf", "fast_exp", "fast_tanh", "floor", "log",
    "log10", "log2", "logical_not", "negative", "nn.leaky_relu", "nn.log_softmax", "nn.relu",
    "nn.softmax", "ones_like", "reverse", "round", "rsqrt", "sigmoid", "sign", "sin", "sinh",
    "sqrt", "tan", "tanh", "trunc", "zeros_like",
})
"""Operators of one tensor whose result has the operand's type."""

BINARY = frozenset({
    "add", "bitwise_and", "bitwise_or", "bitwise_xor", "divide", "floor_divide", "floor_mod",
    "left_shift", "logical_and", "logical_or", "logical_xor", "maximum", "minimum", "mod",
    "multiply", "power", "right_shift", "subtract", "trunc_divide", "trunc_mod",
})
"""Broadcasting operators of two tensors of one dtype, which is the result's too."""
# fmt: on

COMPARISON = frozenset({"equal", "greater", "greater_equal", "less", "less_equal", "not_equal"})
"""Broadcasting operators of two tensors of one dtype, with a result of booleans."""


def is_tensor(type_: Attribute) -> TypeIs[TensorType[Attribute]]:
    """Whether ``type_`` is a tensor."""
    return isinstance(type_, TensorType)


def dtype_name(type_: Attribute) -> str | None:
    """Relay's name of an element type, such as ``float32``, or None where Relay has none."""
    match type_:
        case Float16Type():
            return "float16"
        case Float32Type():
            return "float32"
        case Float64Type():
            return "float64"
        case BFloat16Type():
            return "bfloat16"
        case IntegerType():
            bits = type_.width.data
            if bits == 1:
                return "bool"
            if bits not in (8, 16, 32, 64):
                return None
            return f"uint{bits}" if type_.signedness.data is Signedness.UNSIGNED else f"int{bits}"
        case _:
            return None


def attribute(value: AttributeValue) -> Attribute:
    """The attribute that stands for a Python value."""
    match value:
        case Attribute():
            return value
        case None:
            return NoneType()
        case bool():
            return IntegerAttr(int(value), i1)
        case int():
            return IntegerAttr(value, i64)
        case float():
            return FloatAttr(value, f64)
        case str():
            return StringAttr(value)
        case _:
            return ArrayAttr([attribute(element) for element in value])


def broadcast_shapes(*shapes: Sequence[int]) -> tuple[int, ...]:
    """The shape that ``shapes`` have together under NumPy's rules; a size may be DYNAMIC_INDEX.

    Raises ValueError where they don't go together.
    """
    rank = max(map(len, shapes), default=0)
    result: list[int] = []
    for position in range(-rank, 0):
        sizes = {shape[position] for shape in shapes if len(shape) >= -position} - {1}
        known = sizes - {DYNAMIC_INDEX}
        if len(known) > 1:
            raise ValueError(f"shapes {', '.join(map(str, shapes))} do not broadcast")
        result.append(known.pop() if known else DYNAMIC_INDEX if sizes else 1)
    return tuple(result)


def _verify_type(type_: Attribute, what: str) -> None:
    if isinstance(type_, TupleType):
        for field in type_.types:
            _verify_type(field, what)
    elif not is_tensor(type_):
        raise VerifyException(f"{what} must be a tensor or a tuple of tensors, not {type_}")
    elif dtype_name(type_.get_element_type()) is None:
        raise VerifyException(f"{what}: Relay has no dtype for {type_.get_element_type()}")


def _verify_attribute(name: str, value: Attribute) -> None:
    if isa(value, ArrayAttr[Attribute]):
        for element in value.data:
            _verify_attribute(name, element)
    elif not (
        isinstance(value, StringAttr | NoneType)
        or dtype_name(value) is not None
        or (isa(value, IntegerAttr) and value.type in (i1, i64))
        or (isa(value, FloatAttr) and value.type == f64)
    ):
        raise VerifyException(
            f"attribute '{name}' must be i64, f64, i1, a string, a dtype, none or an array of those"
        )


@irdl_op_definition
class CallOp(IRDLOperation):
    """A call of one of Relay's operators. An operator with several results gives a tuple.

    Example::

        %1 = relay.call "nn.conv2d"(%x, %w) {padding = [1, 1, 1, 1]} : (tensor<1x3x8x8xf32>, …) -> …
        %2 = relay.call "cast"(%1) {dtype = f64} : (tensor<4xf32>) -> tensor<4xf64>
        %3 = relay.call "topk"(%2) {k = 3, ret_type = "both"} : (tensor<4xf64>) -> tuple<…>
    """

    name = "relay.call"

    callee = prop_def(StringAttr)
    attrs = prop_def(DictionaryAttr)
    arguments = var_operand_def(TensorType | TupleType)
    result = result_def(TensorType | TupleType)

    traits = traits_def(Pure())

    def __init__(
        self,
        callee: str,
        arguments: Sequence[SSAValue],
        attrs: Mapping[str, AttributeValue],
        result_type: Attribute,
    ) -> None:
        super().__init__(
            operands=[list(arguments)],
            properties={
                "callee": StringAttr(callee),
                "attrs": DictionaryAttr({name: attribute(value) for name, value in attrs.items()}),
            },
            result_types=[result_type],
        )

    def verify_(self) -> None:
        callee = self.callee.data
        if not callee or not all(part.isidentifier() for part in callee.split(".")):
            raise VerifyException(f"'{callee}' is no name of a Relay operator")
        for argument in self.arguments:
            _verify_type(argument.type, f"an argument of '{callee}'")
        _verify_type(self.result.type, f"the result of '{callee}'")
        for name, value in self.attrs.data.items():
            _verify_attribute(name, value)
        if callee in UNARY:
            self._verify_operands(1)
            if self.result.type != self.arguments[0].type:
                raise VerifyException(
                    f"'{callee}' of {self.arguments[0].type} does not give {self.result.type}"
                )
        elif callee in BINARY or callee in COMPARISON:
            self._verify_broadcast(callee)

    def _verify_operands(self, expected: int) -> None:
        if len(self.arguments) != expected:
            raise VerifyException(
                f"'{self.callee.data}' takes {expected} arguments, not {len(self.arguments)}"
            )

    def _verify_broadcast(self, callee: str) -> None:
        self._verify_operands(2)
        left, right, result = self.arguments[0].type, self.arguments[1].type, self.result.type
        if not (is_tensor(left) and is_tensor(right) and is_tensor(result)):
            raise VerifyException(f"'{callee}' takes and gives tensors")
        element_type = left.get_element_type()
        if right.get_element_type() != element_type:
            raise VerifyException(f"'{callee}' takes tensors of one dtype, not {left} and {right}")
        try:
            shape = broadcast_shapes(left.get_shape(), right.get_shape())
        except ValueError as error:
            raise VerifyException(f"'{callee}': {error}") from error
        expected = TensorType(i1 if callee in COMPARISON else element_type, shape)
        if result != expected:
            raise VerifyException(f"'{callee}' of {left} and {right} gives {expected}")

    def print(self, printer: Printer) -> None:
        printer.print_string(" ")
        printer.print_string_literal(self.callee.data)
        with printer.in_parens():
            printer.print_list(self.arguments, printer.print_ssa_value)
        if self.attrs.data:
            printer.print_string(" {")
            printer.print_list(
                self.attrs.data.items(),
                lambda item: _print_named(printer, *item),
            )
            printer.print_string("}")
        if self.attributes:
            printer.print_string(" attributes ")
            printer.print_attr_dict(self.attributes)
        printer.print_string(" : ")
        printer.print_function_type(self.operand_types, self.result_types)

    @classmethod
    def parse(cls, parser: Parser) -> CallOp:
        callee = parser.parse_str_literal("the name of a Relay operator")
        unresolved = parser.parse_comma_separated_list(
            parser.Delimiter.PAREN, parser.parse_unresolved_operand
        )
        attrs = parser.parse_optional_dictionary_attr_dict()
        others = parser.parse_optional_attr_dict_with_keyword()
        parser.parse_punctuation(":")
        position = parser.pos
        function_type = parser.parse_function_type()
        operands = parser.resolve_operands(unresolved, function_type.inputs.data, position)
        if len(function_type.outputs.data) != 1:
            parser.raise_error("a Relay call has one result", position)
        call = cls(callee, operands, attrs, function_type.outputs.data[0])
        if others is not None:
            call.attributes |= others.data
        return call


@irdl_op_definition
class TupleOp(IRDLOperation):
    """A tuple of tensors, as an argument for operators such as ``concatenate``.

    Example::

        %t = relay.tuple(%a, %b) : tensor<1x2xf32>, tensor<1x3xf32>
    """

    name = "relay.tuple"

    fields = var_operand_def(TensorType | TupleType)
    result = result_def(TupleType)

    traits = traits_def(Pure())

    def __init__(self, fields: Sequence[SSAValue]) -> None:
        super().__init__(
            operands=[list(fields)], result_types=[tuple_type([field.type for field in fields])]
        )

    def verify_(self) -> None:
        for field in self.fields:
            _verify_type(field.type, "a field")
        if self.result.type != tuple_type([field.type for field in self.fields]):
            raise VerifyException("the type of a relay.tuple is the tuple of its fields' types")

    def print(self, printer: Printer) -> None:
        with printer.in_parens():
            printer.print_list(self.fields, printer.print_ssa_value)
        printer.print_op_attributes(self.attributes)
        printer.print_string(" : ")
        printer.print_list(self.fields.types, printer.print_attribute)

    @classmethod
    def parse(cls, parser: Parser) -> TupleOp:
        unresolved = parser.parse_comma_separated_list(
            parser.Delimiter.PAREN, parser.parse_unresolved_operand
        )
        attributes = parser.parse_optional_attr_dict()
        parser.parse_punctuation(":")
        position = parser.pos
        types = parser.parse_comma_separated_list(parser.Delimiter.NONE, parser.parse_type)
        result = cls(parser.resolve_operands(unresolved, types, position))
        result.attributes |= attributes
        return result


@irdl_op_definition
class TupleGetItemOp(IRDLOperation):
    """A field of a tuple; fields count from 0.

    Example::

        %values = relay.tuple_get_item %t[0] : tuple<tensor<3xf32>, tensor<3xi64>>
    """

    name = "relay.tuple_get_item"

    tuple = operand_def(TupleType)
    index = prop_def(IntegerAttr)
    result = result_def(TensorType | TupleType)

    traits = traits_def(Pure())

    def __init__(self, tuple: SSAValue, index: int) -> None:
        super().__init__(
            operands=[tuple],
            properties={"index": IntegerAttr(index, i64)},
            result_types=[_field_type(tuple.type, index)],
        )

    def verify_(self) -> None:
        if self.result.type != _field_type(self.tuple.type, self.index.value.data):
            raise VerifyException(
                f"field {self.index.value.data} of {self.tuple.type} is not a {self.result.type}"
            )

    def print(self, printer: Printer) -> None:
        printer.print_string(" ")
        printer.print_ssa_value(self.tuple)
        printer.print_string(f"[{self.index.value.data}]")
        printer.print_op_attributes(self.attributes)
        printer.print_string(" : ")
        printer.print_attribute(self.tuple.type)

    @classmethod
    def parse(cls, parser: Parser) -> TupleGetItemOp:
        unresolved = parser.parse_unresolved_operand()
        parser.parse_punctuation("[")
        index = parser.parse_integer(allow_boolean=False, allow_negative=False)
        parser.parse_punctuation("]")
        attributes = parser.parse_optional_attr_dict()
        parser.parse_punctuation(":")
        position = parser.pos
        operand = parser.resolve_operand(unresolved, parser.parse_type())
        try:
            result = cls(operand, index)
        except VerifyException as error:
            parser.raise_error(str(error), position)
        result.attributes |= attributes
        return result


def tuple_type(types: Sequence[Attribute]) -> TupleType:
    """The tuple of ``types``; raises VerifyException where one of them is no type."""
    fields: list[TypeAttribute] = []
    for type_ in types:
        if not isinstance(type_, TypeAttribute):
            raise VerifyException(f"{type_} is not a type")
        fields.append(type_)
    return TupleType(ArrayAttr(fields))


def _field_type(type_: Attribute, index: int) -> Attribute:
    if not isinstance(type_, TupleType):
        raise VerifyException(f"relay.tuple_get_item takes a tuple, not {type_}")
    if not 0 <= index < len(type_.types.data):
        raise VerifyException(f"{type_} has no field {index}")
    return type_.types.data[index]


def _print_named(printer: Printer, name: str, value: Attribute) -> None:
    printer.print_string(f"{name} = ")
    _print_value(printer, value)


def _print_value(printer: Printer, value: Attribute) -> None:
    """Without the type where the parser assumes it."""
    if isa(value, ArrayAttr):
        with printer.in_square_brackets():
            printer.print_list(value.data, lambda element: _print_value(printer, element))
    elif isa(value, BoolAttr):
        printer.print_string("true" if value.value.data else "false")
    elif isa(value, IntegerAttr) and value.type == i64:
        printer.print_string(str(value.value.data))
    elif isa(value, FloatAttr) and value.type == f64 and math.isfinite(value.value.data):
        text = repr(value.value.data)
        mantissa, exponent, power = text.partition("e")
        printer.print_string(text if "." in mantissa else f"{mantissa}.0{exponent}{power}")
    else:
        printer.print_attribute(value)


Relay = Dialect("relay", [CallOp, TupleOp, TupleGetItemOp])
