"""Values as Python expressions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from xdsl.dialects import arith, func, scf, tensor, ub
from xdsl.dialects.builtin import (
    BFloat16Type,
    ComplexType,
    Float16Type,
    IntegerType,
    Signedness,
    TensorType,
    f32,
    f64,
    i1,
)
from xdsl.ir import Attribute, Operation, OpResult, SSAValue

from dycl.analysis.remarks import source_location
from dycl.dialects.aten_operation import AtenOp, Element
from dycl.dialects.dycl import ItemOp, WeightOp
from dycl.dialects.relay import is_tensor
from dycl.errors import LoweringError
from dycl.runtime.bfloat16 import BFLOAT16
from dycl.runtime.operators import HOST_OPERATORS
from dycl.targets.host_program.inlining import Inlining, constant_bool, resolve, yielded
from dycl.targets.host_program.scalar_arithmetic import (
    Expression,
    Precedence,
    arithmetic,
    conjunction,
    disjunction,
    literal,
    negation,
)


def numpy_dtype(element_type: Attribute) -> str | None:
    """The name of NumPy's dtype for ``element_type``, None where it has none.

    Tensors of bf16 are arrays of int16 with their bits; see :mod:`dycl.runtime.bfloat16`.
    """
    match element_type:
        case BFloat16Type():
            return "int16"
        case IntegerType():
            if element_type == i1:
                return "bool"
            prefix = "u" if element_type.signedness.data is Signedness.UNSIGNED else ""
            width = element_type.width.data
            return f"{prefix}int{width}" if width in (8, 16, 32, 64) else None
        case Float16Type():
            return "float16"
        case ComplexType():
            part = numpy_dtype(element_type.element_type)
            return {"float32": "complex64", "float64": "complex128"}.get(part or "")
        case _:
            return "float32" if element_type == f32 else "float64" if element_type == f64 else None


def tensor_dtype(element_type: Attribute) -> str | None:
    """The name of a tensor's dtype for a user: NumPy's, or ``bfloat16``."""
    return BFLOAT16 if isinstance(element_type, BFloat16Type) else numpy_dtype(element_type)


def element_type(type_: TensorType[Attribute]) -> Attribute:
    """The type of a tensor's elements."""
    return type_.element_type


class Expressions:
    """Writes values of one function.

    ``variable`` names the variable of a value, ``constant`` what the module calls a weight or a
    tensor constant, and ``callee`` what it calls the function or sub-network of a call, with the
    operands to pass.
    """

    def __init__(
        self,
        inlining: Inlining,
        variable: Callable[[SSAValue], str],
        constants: Mapping[SSAValue, str],
        callees: Mapping[Operation, tuple[str, tuple[SSAValue, ...]]],
    ) -> None:
        self._inlining = inlining
        self._variable = variable
        self._constants = constants
        self._callees = callees

    def value(self, value: SSAValue) -> Expression:
        """``value`` where it is used."""
        value = resolve(value)
        if isinstance(value, OpResult) and value.op in self._inlining:
            return self.operation(value.op)
        return Expression(self._variable(value))

    def text(self, value: SSAValue) -> str:
        """``value`` as an argument."""
        return self.value(value).text

    def operation(self, op: Operation) -> Expression:
        """What ``op`` computes; raises LoweringError where NumPy and Python cannot."""
        match op:
            case arith.ConstantOp() | WeightOp():
                return self._constant(op)
            case ub.PoisonOp():
                return Expression("None")
            case ItemOp():
                return Expression(f"{self._numbers(op.tensor).inside(Precedence.ATOM)}.item()")
            case AtenOp():
                return self._aten(op)
            case func.CallOp():
                name, operands = self._callees[op]
                return Expression(f"{name}({', '.join(map(self.text, operands))})")
            case tensor.DimOp():
                source = self.value(op.source).inside(Precedence.ATOM)
                return Expression(f"{source}.shape[{self.text(op.index)}]")
            case scf.IfOp():
                return self._condition(op)
            case _:
                operands = [self.value(operand) for operand in op.operands]
                if (expression := arithmetic(op, operands)) is None:
                    raise LoweringError(
                        f"{op.name} can't run on the host", location=source_location(op)
                    )
                return expression

    def _constant(self, op: arith.ConstantOp | WeightOp) -> Expression:
        if isinstance(op, arith.ConstantOp) and (scalar := literal(op.value)) is not None:
            return scalar
        return Expression(self._constants[op.results[0]])

    def _condition(self, op: scf.IfOp) -> Expression:
        """A branch that only says ``and``, ``or`` or ``not``."""
        condition = self.value(op.cond)
        then, otherwise = (yielded(region.block)[0] for region in op.regions)
        known = constant_bool(then), constant_bool(otherwise)
        match known:
            case True, False:
                return condition
            case False, True:
                return negation(condition)
            case (True, True) | (False, False):
                return Expression(str(known[0]))
            case True, None:
                return disjunction(condition, self.value(otherwise))
            case False, None:
                return conjunction(negation(condition), self.value(otherwise))
            case None, True:
                return disjunction(negation(condition), self.value(then))
            case _:
                return conjunction(condition, self.value(then))

    def _aten(self, op: AtenOp) -> Expression:
        name = op.schema().name
        if name not in HOST_OPERATORS:
            raise LoweringError(
                f"neither the back end nor the host has the operator {op.name}",
                location=source_location(op),
                hint="write it with other operators, or ask for it in an issue",
            )
        check_dtypes(op)
        values = op.arguments()
        arguments: list[str] = []
        rounds = _rounds_numbers(op)
        for argument in op.schema().arguments:
            value = values[argument.name]
            text = self._list(value) if isinstance(value, tuple) else self._element(value)
            if rounds and _is_single_number(value):
                text = f"bfloat16.nearest({text})"
            is_positional = not argument.has_default and not argument.keyword_only
            if is_positional:
                arguments.append(text)
            elif argument.name in op.attributes:
                arguments.append(f"{argument.name}={text}")
        text = f"aten.{HOST_OPERATORS[name].__name__}({', '.join(arguments)})"
        rounded = [index for index, result in enumerate(op.results) if _is_bf16(result.type)]
        if rounded and len(op.results) == 1:
            return Expression(f"bfloat16.rounded({text})")
        if rounded:
            return Expression(f"bfloat16.some_rounded({text}, {tuple(rounded)})")
        return Expression(text)

    def _numbers(self, value: SSAValue) -> Expression:
        """A tensor as operators of NumPy's take it."""
        if _is_bf16(value.type):
            return Expression(f"bfloat16.widened({self.text(value)})")
        return self.value(value)

    def _list(self, elements: tuple[Element, ...]) -> str:
        texts = [self._element(element) for element in elements]
        if any(isinstance(element, SSAValue) for element in elements):
            return f"[{', '.join(texts)}]"
        return f"({', '.join(texts)}{',' if len(texts) == 1 else ''})"

    def _element(self, element: Element) -> str:
        match element:
            case SSAValue():
                return self._numbers(element).text
            case float() if element != element or element in (float("inf"), float("-inf")):
                return f"math.{element}" if element != float("-inf") else "-math.inf"
            case BFloat16Type():
                return "np.float32"
            case Attribute():
                return f"np.{numpy_dtype(element)}"
            case _:
                return repr(element)


def _is_bf16(type_: Attribute) -> bool:
    return is_tensor(type_) and isinstance(type_.get_element_type(), BFloat16Type)


def _is_integer(type_: Attribute) -> bool:
    return is_tensor(type_) and isinstance(type_.get_element_type(), IntegerType)


_ROUNDING = frozenset(
    [
        "add",
        "sub",
        "subtract",
        "rsub",
        "pow",
        "fmod",
        "remainder",
        "eq",
        "ne",
        "not_equal",
        "lt",
        "less",
        "le",
        "less_equal",
        "gt",
        "greater",
        "ge",
        "greater_equal",
    ]
)
"""Operators that round a number beside tensors of bf16 to bf16, as PyTorch's kernels do; those of
products and quotients take it in f32."""


def _rounds_numbers(op: AtenOp) -> bool:
    if op.schema().name.partition(".")[0] not in _ROUNDING:
        return False
    types = [value.type for value in op.operands if is_tensor(value.type)]
    with_dimensions = [type_ for type_ in types if _rank(type_)] or types
    return bool(types) and all(map(_is_bf16, with_dimensions))


def _rank(type_: Attribute) -> int:
    return type_.get_num_dims() if is_tensor(type_) else 0


def _is_single_number(value: Element | tuple[Element, ...]) -> bool:
    """Whether an argument is a number, or a 0-d tensor of another type than bf16."""
    if not isinstance(value, SSAValue):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return _rank(value.type) == 0 and not _is_bf16(value.type)


_FOR_FLOATS = frozenset(["upsample_linear1d", "upsample_bilinear2d", "upsample_bicubic2d"])
"""Operators that PyTorch computes on integers with weights of its own, of a few bits."""


def check_dtypes(op: AtenOp) -> None:
    """Raise LoweringError where NumPy lacks a dtype of ``op``, or the operator on it."""
    is_integer = any(_is_integer(result.type) for result in op.results)
    if is_integer and op.schema().name.partition(".")[0] in _FOR_FLOATS:
        raise LoweringError(
            f"{op.name} stays on the host, where it is for floats",
            location=source_location(op),
            hint="convert the tensor to float32 before",
        )
    types = [value.type for value in (*op.operands, *op.results)]
    elements = [
        element_type(cast("TensorType[Attribute]", each))
        for each in types
        if isinstance(each, TensorType)
    ]
    elements += [value for value in op.arguments().values() if isinstance(value, Attribute)]
    for element in elements:
        if numpy_dtype(element) is None:
            raise LoweringError(
                f"{op.name} stays on the host, and NumPy has no {element}",
                location=source_location(op),
                hint="convert the tensor to float32 before",
            )
