"""Values as C expressions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from typing_extensions import override
from xdsl.dialects import arith, scf, tensor, ub
from xdsl.dialects.builtin import IntegerAttr, TensorType, f16
from xdsl.ir import Attribute, Operation, OpResult, SSAValue
from xdsl.utils.hints import isa

from dycl.dialects.aten import SymSizeIntOp
from dycl.dialects.aten_operation import AtenOp
from dycl.dialects.dycl import ItemOp, WeightOp
from dycl.dialects.relay import is_tensor
from dycl.targets.c_program.rows import converted, recast
from dycl.targets.c_program.scalar_arithmetic import (
    Expression,
    Precedence,
    arithmetic,
    conjunction,
    disjunction,
    literal,
    negation,
)
from dycl.targets.c_program.types import extents, has_rows, row_axis, unsupported
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

    def value(self, value: SSAValue, type_: Attribute | None = None) -> Expression:
        """``value`` where it is used, as one of ``type_`` or of its own type."""
        source = resolve(value)
        if isinstance(source, OpResult) and source.op in self._inlining:
            expression = self.operation(source.op)
        else:
            expression = Expression(self._variable(source))
        wanted: Attribute = type_ or value.type
        if source.type == wanted or not is_tensor(wanted):
            return expression
        if (result := recast(expression, source.type, wanted)) is None:
            raise self._cannot_convert(value, source.type, wanted)
        return result

    def text(self, value: SSAValue, type_: Attribute | None = None) -> str:
        """``value`` as an argument of ``type_`` or of its own type."""
        return self.value(value, type_).text

    def operation(self, op: Operation) -> Expression:
        """What ``op`` computes; raises LoweringError where C cannot."""
        match op:
            case arith.ConstantOp() | WeightOp():
                is_scalar = isinstance(op, arith.ConstantOp)
                scalar = literal(op.value) if is_scalar else None
                return scalar or Expression(self._constants[op.results[0]])
            case ub.PoisonOp():
                return _poison(op.result.type)
            case ItemOp():
                return self._item(op)
            case AtenOp() if is_view(op):
                return self._view(op)
            case SymSizeIntOp():
                return self._extent(op.tensor("self"), op.argument("dim"), op)
            case tensor.DimOp():
                return self._extent(op.source, constant_int(op.index), op)
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
        if has_rows(type_):
            raise unsupported(op, f"the C host program cannot take the only element of a {type_}")
        element = f"*{self.value(op.tensor).inside(Precedence.ATOM)}"
        if type_.get_element_type() == f16:
            return Expression(f"half({element})")
        wide = {"i64": "int64_t", "f64": "double"}.get(str(op.result.type))
        if wide is None or type_.get_element_type() == op.result.type:
            return Expression(element, Precedence.UNARY)
        return Expression(f"({wide}){element}", Precedence.UNARY)

    def _view(self, op: AtenOp) -> Expression:
        """The operand under another shape."""
        operand, result = op.operands[0], op.results[0]
        value = self.value(operand)
        if not has_rows(operand.type) and not has_rows(result.type):
            return value
        expression = None if _may_drop_rows(op) else converted(value, operand.type, result.type)
        if expression is None or len(op.operands) > 1:
            raise self._cannot_convert(op.results[0], operand.type, result.type)
        return expression

    def _cannot_convert(self, value: SSAValue, source: Attribute, target: Attribute) -> Exception:
        op = value.owner if isinstance(value.owner, Operation) else value.owner.parent_op()
        assert op is not None
        return unsupported(op, f"the C host program cannot take a {source} as a {target}")

    def _extent(self, value: SSAValue, index: object, op: Operation) -> Expression:
        type_: Attribute = value.type
        if not isa(type_, TensorType) or not isinstance(index, int):
            raise unsupported(op, "the C host program needs to know which dimension is asked for")
        extent = extents(type_)[index]
        if extent >= 0:
            return Expression(str(extent))
        return Expression(f"{self.value(value).inside(Precedence.ATOM)}.count")

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


def _poison(type_: Attribute) -> Expression:
    """What nobody reads."""
    if has_rows(type_):
        return Expression("rows_of(NULL, 0)")
    return Expression("NULL" if isinstance(type_, TensorType) else "0")


def constant_int(value: SSAValue) -> int | None:
    """The integer that ``value`` always is, if it is a constant."""
    value = resolve(value)
    constant = value.op if isinstance(value, OpResult) else None
    if isinstance(constant, arith.ConstantOp) and isa(constant.value, IntegerAttr):
        return constant.value.value.data
    return None


def _may_drop_rows(op: AtenOp) -> bool:
    """Whether the dimension of the rows goes away where there is only one row."""
    name = op.name.removeprefix("aten.")
    type_: Attribute = op.operands[0].type
    if not name.startswith("squeeze") or not has_rows(type_):
        return False
    if name == "squeeze":
        return True
    dims = op.argument("dim")
    assert isa(type_, TensorType)
    axis, rank = row_axis(type_), type_.get_num_dims()
    return any(dim in (axis, axis - rank) for dim in (dims if isinstance(dims, tuple) else (dims,)))
