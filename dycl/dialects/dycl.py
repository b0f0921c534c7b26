"""The ``dycl`` dialect: weights, and what host Python needs beyond ``scf`` and ``arith``.

Attributes that the dialect defines on upstream operations:

* ``dycl.weights = "FILE"`` on the module: the safetensors file that holds the values of
  ``dycl.weight``; a relative path is relative to the working directory.
* ``dycl.inputs = "{'x': $0}"`` and ``dycl.outputs = "($0, [$1, 3])"`` on the entry function
  ``@forward``: how the Python arguments (by parameter name) and the returned value are nested,
  ``$i`` being argument or result number i. See :mod:`dycl.runtime.structure`.
* ``dycl.optional = ["mode"]`` there: the parameters that a call may leave out, since the program is
  specialised to their defaults.
* ``dycl.state = "{'hidden': $1}"`` there: arguments that last from call to call. The function's
  results are, in this order, those of ``dycl.outputs``, the next state, leaf by leaf, and those of
  ``dycl.updates``. The first value of a tensor is the weight ``state.NAME``, or ``state.NAME.i``
  for the i-th leaf of a nested state.
* ``dycl.updates = "{0: $2}"`` there: result 2 is what the program wrote into argument 0.
* ``dycl.subnetwork`` on a private function: it has no regions and is compiled by a back end. All
  sizes ``?`` of its arguments are the same number, of rows that it computes one by one.
* ``dycl.tiles = {mlp_1 = 1, mlp_4 = 4}`` on a private function: the names of sub-networks that do
  the same for so many rows; a call of the function is made of calls of these.
* ``dycl.profile = array<i64: 30, 10>`` on a branch or loop: how often it went each way on a data
  set, for ``scf.if`` and the test of ``scf.while`` how often it was true and false.
* ``dycl.weight`` on an argument of such a function: every call passes a ``dycl.weight``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import cast

from xdsl.dialects.builtin import (
    DYNAMIC_INDEX,
    I64,
    AnyFloat,
    FloatAttr,
    IntegerAttr,
    IntegerType,
    StringAttr,
    SymbolRefAttr,
    TensorType,
    f64,
    i1,
    i64,
)
from xdsl.ir import Attribute, Dialect, SSAValue
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
from xdsl.traits import NoMemoryEffect, Pure
from xdsl.utils.exceptions import VerifyException
from xdsl.utils.hints import isa

WEIGHTS = "dycl.weights"
INPUTS = "dycl.inputs"
OPTIONAL = "dycl.optional"
OUTPUTS = "dycl.outputs"
STATE = "dycl.state"
UPDATES = "dycl.updates"
SUBNETWORK = "dycl.subnetwork"
TILES = "dycl.tiles"
WEIGHT = "dycl.weight"


def host_type(element_type: Attribute) -> Attribute:
    """The type of a tensor element as a host scalar: Python's bool, int or float.

    Raises VerifyException for an element type that Python has no number for.
    """
    if element_type == i1:
        return i1
    if isinstance(element_type, IntegerType):
        return i64
    if isinstance(element_type, AnyFloat):
        return f64
    raise VerifyException(f"an element of type {element_type} is no host scalar")


@irdl_op_definition
class WeightOp(IRDLOperation):
    """A parameter, buffer or constant tensor, by its name in the module's weight file.

    Example::

        %w = dycl.weight @stem.0.weight : tensor<16x3x3x3xf32>
    """

    name = "dycl.weight"

    weight = prop_def(SymbolRefAttr)
    result = result_def(TensorType)

    traits = traits_def(Pure())

    assembly_format = "$weight attr-dict `:` type($result)"

    def __init__(self, weight: str, result_type: TensorType[Attribute]) -> None:
        super().__init__(properties={"weight": SymbolRefAttr(weight)}, result_types=[result_type])

    @property
    def weight_name(self) -> str:
        """The name in the weight file."""
        return self.weight.root_reference.data

    def verify_(self) -> None:
        result_type = cast("Attribute", self.result.type)
        if isa(result_type, TensorType) and not result_type.has_static_shape():
            raise VerifyException("dycl.weight must have a static shape")


@irdl_op_definition
class ItemOp(IRDLOperation):
    """The single element of a tensor as a host scalar: Python's bool, int or float.

    This is the only way from tensors to control flow. Source: ``torch.Tensor.item``.

    Example::

        %go = dycl.item %t : tensor<1x1xi1> -> i1
    """

    name = "dycl.item"

    tensor = operand_def(TensorType)
    result = result_def(IntegerType | AnyFloat)

    traits = traits_def(Pure())

    assembly_format = "$tensor attr-dict `:` type($tensor) `->` type($result)"

    def __init__(self, tensor: SSAValue) -> None:
        tensor_type = tensor.type
        if not isa(tensor_type, TensorType):
            raise VerifyException(f"dycl.item takes a tensor, not {tensor_type}")
        super().__init__(
            operands=[tensor], result_types=[host_type(tensor_type.get_element_type())]
        )

    def verify_(self) -> None:
        tensor_type: Attribute = self.tensor.type
        if not isa(tensor_type, TensorType):
            return
        expected = host_type(tensor_type.get_element_type())
        if self.result.type != expected:
            raise VerifyException(f"dycl.item of {tensor_type} gives {expected}")
        if any(size not in (1, DYNAMIC_INDEX) for size in tensor_type.get_shape()):
            raise VerifyException(f"dycl.item takes a tensor with one element, not {tensor_type}")


@irdl_op_definition
class RaiseOp(IRDLOperation):
    """Leaves the program with a Python exception; ``{}`` in the message stand for the operands.

    An operand beside an empty message is what the exception is made of, as the key of a KeyError.
    What follows in the same block is never reached; regions end as usual, with poison for values.

    Example::

        dycl.raise "ValueError" "expected a positive length, got {}" (%n) : i64
        dycl.raise "KeyError" "" (%n) : i64
    """

    name = "dycl.raise"

    exception = prop_def(StringAttr)
    message = prop_def(StringAttr)
    values = var_operand_def()

    assembly_format = "$exception $message (`(` $values^ `)` `:` type($values))? attr-dict"

    def __init__(self, exception: str, message: str, values: Sequence[SSAValue] = ()) -> None:
        super().__init__(
            operands=[list(values)],
            properties={"exception": StringAttr(exception), "message": StringAttr(message)},
        )

    def verify_(self) -> None:
        if not self.message.data and len(self.values) > 1:
            raise VerifyException("dycl.raise makes an exception of one value at most")


@irdl_op_definition
class AssumeOp(IRDLOperation):
    """Its operand, of which the program's author knows that it lies between two numbers.

    All elements of a tensor do, and none is NaN. What the program does where that is not so is
    undefined: passes believe it, the reference interpreter raises AssertionError. An infinite bound
    is none.

    Example::

        %y = dycl.assume %x in [0.0, 1.0] : tensor<1x3x8x8xf32>
    """

    name = "dycl.assume"

    value = operand_def(TensorType | IntegerType | AnyFloat)
    low = prop_def(FloatAttr)
    high = prop_def(FloatAttr)
    result = result_def(TensorType | IntegerType | AnyFloat)

    # Not speculatable: what an arm of a branch assumes need not hold before the branch.
    traits = traits_def(NoMemoryEffect())

    def __init__(self, value: SSAValue, low: float, high: float) -> None:
        super().__init__(
            operands=[value],
            properties={"low": FloatAttr(low, f64), "high": FloatAttr(high, f64)},
            result_types=[value.type],
        )

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the greatest number that the value can be."""
        return self.low.value.data, self.high.value.data

    def verify_(self) -> None:
        if self.value.type != self.result.type:
            raise VerifyException("dycl.assume gives what it takes, so its types must be equal")
        low, high = self.bounds
        if not low <= high:
            raise VerifyException(f"dycl.assume leaves no number between {low} and {high}")

    def print(self, printer: Printer) -> None:
        printer.print_string(" ")
        printer.print_ssa_value(self.value)
        printer.print_string(" in [")
        printer.print_list(self.bounds, lambda bound: printer.print_string(_format_bound(bound)))
        printer.print_string("]")
        printer.print_op_attributes(self.attributes)
        printer.print_string(" : ")
        printer.print_attribute(self.value.type)

    @classmethod
    def parse(cls, parser: Parser) -> AssumeOp:
        unresolved = parser.parse_unresolved_operand()
        parser.parse_keyword("in")
        bounds = parser.parse_comma_separated_list(
            parser.Delimiter.SQUARE, lambda: _parse_bound(parser)
        )
        if len(bounds) != 2:
            parser.raise_error("expected two bounds")
        attributes = parser.parse_optional_attr_dict()
        parser.parse_punctuation(":")
        operation = cls(parser.resolve_operand(unresolved, parser.parse_type()), *bounds)
        operation.attributes |= attributes
        return operation


class _FloatArithmetic(IRDLOperation):
    """A function of two floats."""

    lhs = operand_def(f64)
    rhs = operand_def(f64)
    result = result_def(f64)

    assembly_format = "$lhs `,` $rhs attr-dict"

    def __init__(self, lhs: SSAValue, rhs: SSAValue) -> None:
        super().__init__(operands=[lhs, rhs], result_types=[f64])


@irdl_op_definition
class FloorDivOp(_FloatArithmetic):
    """Python's ``//`` of floats: the quotient rounded down. Raises ZeroDivisionError.

    Example::

        %q = dycl.floordiv %x, %y
    """

    name = "dycl.floordiv"


@irdl_op_definition
class ModOp(_FloatArithmetic):
    """Python's ``%`` of floats: it has the sign of the second. Raises ZeroDivisionError.

    Example::

        %r = dycl.mod %x, %y
    """

    name = "dycl.mod"


@irdl_op_definition
class FmodOp(_FloatArithmetic):
    """Python's ``math.fmod``: it has the sign of the first operand.

    Raises ValueError where the first is infinite or the second is zero, and neither is NaN.

    Example::

        %r = dycl.fmod %x, %y
    """

    name = "dycl.fmod"


@irdl_op_definition
class HypotOp(_FloatArithmetic):
    """Python's ``math.hypot``: the length of the vector with these coordinates.

    Example::

        %d = dycl.hypot %x, %y
    """

    name = "dycl.hypot"

    traits = traits_def(Pure())


@irdl_op_definition
class RoundOp(IRDLOperation):
    """Python's ``round(x, digits)`` of a float: the nearest number with so many decimals.

    Of two decimal numbers that are equally near to the exact value of the float it is the one whose
    last digit is even.

    Example::

        %y = dycl.round %x to 2
    """

    name = "dycl.round"

    value = operand_def(f64)
    digits = prop_def(IntegerAttr[I64])
    result = result_def(f64)

    traits = traits_def(Pure())

    assembly_format = "$value `to` $digits attr-dict"

    def __init__(self, value: SSAValue, digits: int) -> None:
        super().__init__(
            operands=[value],
            properties={"digits": IntegerAttr(digits, i64)},
            result_types=[f64],
        )

    def verify_(self) -> None:
        if self.digits.value.data < 0:
            raise VerifyException("dycl.round takes a number of decimals that is not negative")


def _format_bound(bound: float) -> str:
    """As MLIR's lexer wants it, with a decimal point; an infinity by name."""
    mantissa, exponent, power = repr(bound).partition("e")
    is_whole = bool(exponent) and "." not in mantissa
    return f"{mantissa}.0e{power}" if is_whole else repr(bound)


def _parse_bound(parser: Parser) -> float:
    sign = -1.0 if parser.parse_optional_punctuation("-") is not None else 1.0
    if parser.parse_optional_keyword("inf") is not None:
        return sign * math.inf
    return sign * float(parser.parse_number())


ARITHMETIC = (FloorDivOp, ModOp, FmodOp, HypotOp, RoundOp)
"""What ``arith`` and ``math`` lack of Python's arithmetic of host scalars."""

Dycl = Dialect("dycl", [WeightOp, ItemOp, RaiseOp, AssumeOp, *ARITHMETIC])
