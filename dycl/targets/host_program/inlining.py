"""Which operations are written inside of the expression that uses them instead of as a statement.

* Constants and weights have no statement: they are literals or names of the module.
* ``tensor.cast`` and ``arith.index_cast`` change a type, nothing else: they are their operand.
* A pure operation that is used once, in the same block, is part of its user, if a person would
  write it so: scalars that have no name in the source, tensors that have none and are used by the
  next statement.
* ``scf.if`` that only says ``and``, ``or`` or ``not`` is an expression as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from xdsl.dialects import arith, func, scf, tensor, ub
from xdsl.dialects.builtin import IntegerAttr, TensorType, i1
from xdsl.ir import Block, Operation, OpResult, SSAValue

from dycl.dialects.aten_operation import AtenOp, PureAtenOp
from dycl.dialects.dycl import ARITHMETIC, ItemOp, WeightOp

MAX_NESTING = 3
"""So many tensor operators are written inside of one another."""

_SCALAR_DIALECTS = ("arith", "math")


def resolve(value: SSAValue) -> SSAValue:
    """The value without casts that mean nothing to Python."""
    while isinstance(value, OpResult) and isinstance(value.op, tensor.CastOp | arith.IndexCastOp):
        value = value.op.operands[0]
    return value


def is_literal(op: Operation) -> bool:
    """Whether ``op`` never needs a statement, however often it is used."""
    return isinstance(
        op, arith.ConstantOp | ub.PoisonOp | WeightOp | tensor.CastOp | arith.IndexCastOp
    )


def constant_bool(value: SSAValue) -> bool | None:
    """The value of an ``i1`` constant, None for anything else."""
    if isinstance(value, OpResult) and isinstance(value.op, arith.ConstantOp):
        attribute = value.op.value
        if isinstance(attribute, IntegerAttr) and attribute.type == i1:
            return bool(attribute.value.data)
    return None


def yielded(block: Block) -> tuple[SSAValue, ...]:
    """What the block passes on at its end, without ``scf.condition``'s condition."""
    last = block.last_op
    match last:
        case scf.ConditionOp():
            values = last.args
        case scf.YieldOp() | func.ReturnOp():
            values = last.operands
        case _:
            values = ()
    return tuple(resolve(value) for value in values)


class Inlining:
    """The operations in one function that are written inside of their users."""

    def __init__(self, function: func.FuncOp) -> None:
        self._inlined: dict[Operation, int] = {}
        for block in function.body.blocks:
            self._visit(block)

    def __contains__(self, op: Operation) -> bool:
        return op in self._inlined or is_literal(op)

    def variables_of(self, values: Iterator[SSAValue] | tuple[SSAValue, ...]) -> set[SSAValue]:
        """The variables that are read where ``values`` are written."""
        found: set[SSAValue] = set()
        pending = [resolve(value) for value in values]
        while pending:
            value = pending.pop()
            if isinstance(value, OpResult) and value.op in self:
                pending.extend(resolve(operand) for operand in value.op.operands)
                for region in value.op.regions:
                    pending.extend(yielded(region.block))
            else:
                found.add(value)
        return found

    def _visit(self, block: Block) -> None:
        operations = list(block.ops)
        for op in operations:
            for region in op.regions:
                for inner in region.blocks:
                    self._visit(inner)
        # Backwards, so that it is known of all operations in between whether they are statements.
        following: Operation | None = None
        for op in reversed(operations):
            user = self._only_user(op, block) if self._is_candidate(op) else None
            if user is not None and self._belongs_inside(op, user, following):
                self._inlined[op] = self._depth(op, user)
            elif op not in self:
                following = op

    def _is_candidate(self, op: Operation) -> bool:
        if len(op.results) != 1:
            return False
        if isinstance(op, scf.IfOp):
            return self._is_condition(op)
        if isinstance(op, AtenOp):
            return isinstance(op, PureAtenOp) and not op.schema().results[0].is_list
        return isinstance(op, (ItemOp, func.CallOp, tensor.DimOp, *ARITHMETIC)) or (
            op.dialect_name() in _SCALAR_DIALECTS and not is_literal(op)
        )

    def _only_user(self, op: Operation, block: Block | None) -> Operation | None:
        """The single user of the result, through casts, where that is in the same block."""
        value = op.results[0]
        while True:
            use = value.get_user_of_unique_use()
            if use is None or use.parent_block() is not block:
                return None
            if not isinstance(use, tensor.CastOp | arith.IndexCastOp):
                return use
            value = use.results[0]

    def _belongs_inside(self, op: Operation, user: Operation, following: Operation | None) -> bool:
        """``following`` is the statement after ``op``."""
        result = op.results[0]
        is_next = self._statement(user) is following
        if not isinstance(result.type, TensorType):
            return result.name_hint is None or is_next
        if not is_next:
            return False
        if isinstance(op, func.CallOp):
            shadows = any(operand.name_hint == result.name_hint for operand in op.operands)
            return isinstance(user, ItemOp) and (result.name_hint is None or shadows)
        if isinstance(user, func.ReturnOp):
            return True
        is_unnamed = result.name_hint is None and not user.regions
        return is_unnamed and self._depth(op, user) <= MAX_NESTING

    def _statement(self, op: Operation) -> Operation | None:
        """The statement that ``op`` is a part of."""
        while op in self._inlined:
            user = self._only_user(op, op.parent_block())
            if user is None:
                return None
            op = user
        return op

    def _depth(self, op: Operation, user: Operation) -> int:
        return self._inlined.get(user, 0) + isinstance(op, AtenOp | func.CallOp)

    def _is_condition(self, op: scf.IfOp) -> bool:
        """Whether ``op`` is ``and``, ``or`` or ``not`` of conditions and nothing else."""
        if op.results[0].type != i1 or not op.false_region.blocks:
            return False
        arms = (op.true_region.block, op.false_region.block)
        has_constant = any(constant_bool(yielded(arm)[0]) is not None for arm in arms)
        return has_constant and all(
            inner in self or isinstance(inner, scf.YieldOp) for arm in arms for inner in arm.ops
        )
