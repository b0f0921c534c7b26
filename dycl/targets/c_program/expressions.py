"""Values as C expressions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from typing_extensions import override
from xdsl.dialects import arith, scf, tensor, ub
from xdsl.dialects.builtin import IntegerAttr, TensorType, f16
from xdsl.ir import Attribute, Operation, OpResult, SSAValue
from xdsl.utils.hints import isa

from dycl.dialects.aten_operation import AtenOp
from dycl.dialects.dycl import ItemOp, WeightOp
from dycl.targets.c_program.scalar_arithmetic import (
    Expression,
    Precedence,
    arithmetic,
    conjunction,
    disjunction,
    literal,
    negation,
)
from dycl.targets.c_program.types import unsupported
from dycl.targets.host_program.inlining import Inlining, constant_bool, resolve, yielded

SAME_ELEMENTS = frozenset([
    "view", "reshape", "_unsafe_view", "flatten.using_ints", "unflatten.int", "squeeze",
    "squeeze.dim", "squeeze.dims", "unsqueeze", "detach", "alias", "clone", "contiguous",
])  # fmt: skip
"""Operators whose result has the bytes of their operand, since all tensors are row-major here."""


def is_view(op: Operation) -> bool:
    """Whether the result of ``op`` is its operand under another shape."""
    return isinstance(op, AtenOp) and op.name.removeprefix("aten.") in SAME_ELEMENTS


class ScalarInlining(Inlining):
    """Host scalars are written inside of what uses them; calls of sub-networks are statements."""

    @override
    def _is_candidate(self, op: Operation) -> bool:
        is_scalar = len(op.results) == 1 and not isinstance(op.results[0].type, TensorType)
        return is_scalar and super()._is_candidate(op)


class Expressions:
    """Writes values of one function.

    ``variable`` names the variable of a value; ``constants`` says what a weight or a tensor
    constant is.
    """

    def __init__(
        self,
        inlining: Inlining,
        variable: Callable[[SSAValue], str],
        constants: Mapping[SSAValue, str],
    ) -> None:
        self._inlining = inlining
        self._variable = variable
        self._constants = constants

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
        """What ``op`` computes; raises LoweringError where C cannot."""
        match op:
            case arith.ConstantOp() | WeightOp():
                is_scalar = isinstance(op, arith.ConstantOp)
                scalar = literal(op.value) if is_scalar else None
                return scalar or Expression(self._constants[op.results[0]])
            case ub.PoisonOp():
                return Expression("NULL" if isinstance(op.result.type, TensorType) else "0")
            case ItemOp():
                return self._item(op)
            case AtenOp() if is_view(op):
                return self.value(op.operands[0])
            case tensor.DimOp():
                return self._size(op)
            case scf.IfOp():
                return self._condition(op)
            case _:
                operands = [self.value(operand) for operand in op.operands]
                if (expression := arithmetic(op, operands)) is None:
                    raise unsupported(op, f"the C host program has no {op.name}")
                return expression

    def _item(self, op: ItemOp) -> Expression:
        type_: Attribute = op.tensor.type
        assert isa(type_, TensorType)
        element = f"*{self.value(op.tensor).inside(Precedence.ATOM)}"
        if type_.get_element_type() == f16:
            return Expression(f"half({element})")
        wide = {"i64": "int64_t", "f64": "double"}.get(str(op.result.type))
        if wide is None or type_.get_element_type() == op.result.type:
            return Expression(element, Precedence.UNARY)
        return Expression(f"({wide}){element}", Precedence.UNARY)

    def _size(self, op: tensor.DimOp) -> Expression:
        type_: Attribute = op.source.type
        index = resolve(op.index)
        constant = index.op if isinstance(index, OpResult) else None
        if (
            isa(type_, TensorType)
            and isinstance(constant, arith.ConstantOp)
            and isa(constant.value, IntegerAttr)
        ):
            return Expression(str(type_.get_shape()[constant.value.value.data]))
        raise unsupported(op, "the C host program needs to know which dimension is asked for")

    def _condition(self, op: scf.IfOp) -> Expression:
        """A branch that only says ``and``, ``or`` or ``not``."""
        condition = self.value(op.cond)
        then, otherwise = (yielded(region.block)[0] for region in op.regions)
        match constant_bool(then), constant_bool(otherwise):
            case True, False:
                return condition
            case False, True:
                return negation(condition)
            case (True, True) | (False, False):
                return Expression(str(constant_bool(then)).lower())
            case True, None:
                return disjunction(condition, self.value(otherwise))
            case False, None:
                return conjunction(negation(condition), self.value(otherwise))
            case None, True:
                return disjunction(negation(condition), self.value(then))
            case _:
                return conjunction(condition, self.value(then))
