"""Which operations do more than compute their results: they raise, or they draw random numbers.

Host arithmetic is Python's: dividing by zero, the logarithm of a negative number, or the integer
that NaN is, raise an exception. Everything in dycl's IR is a value, so there are no other effects;
a loop is taken to end. An operation without an effect may be moved, duplicated and removed.
"""

from __future__ import annotations

from xdsl.dialects import arith, func, math
from xdsl.dialects.builtin import FloatAttr, IntegerAttr, ModuleOp, TensorType
from xdsl.ir import Operation
from xdsl.traits import (
    IsTerminator,
    MemoryEffectKind,
    RecursiveMemoryEffect,
    get_effects,
    is_side_effect_free,
)
from xdsl.utils.hints import isa

from dycl.dialects.aten_operation import AtenOp
from dycl.dialects.dycl import SUBNETWORK, AssumeOp, ItemOp

DIVISIONS = (
    arith.DivSIOp, arith.FloorDivSIOp, arith.CeilDivSIOp, arith.RemSIOp, arith.DivUIOp,
    arith.CeilDivUIOp, arith.RemUIOp, arith.DivfOp,
)  # fmt: skip
"""Operations that raise where their second operand is zero."""

TOTAL = (
    math.AbsFOp, math.AbsIOp, math.AtanOp, math.CbrtOp, math.CeilOp, math.CopySignOp, math.ErfOp,
    math.FloorOp, math.RoundEvenOp, math.RoundOp, math.TanhOp, math.TruncOp,
)  # fmt: skip
"""Functions of the math dialect that are defined everywhere."""


class Effects:
    """The effects of a module's operations; each operation is looked at once.

    Facts go stale where an operation with an effect is put into a region that had none, not where
    operations are removed.
    """

    def __init__(self, module: ModuleOp) -> None:
        self._subnetworks = {f.sym_name.data for f in subnetwork_functions(module)}
        self._is_pure: dict[Operation, bool] = {}

    def is_pure(self, operation: Operation) -> bool:
        """Whether ``operation``, with everything inside of it, only computes its results."""
        known = self._is_pure.get(operation)
        if known is None:
            known = self._is_pure[operation] = self._compute(operation)
        return known

    def _compute(self, operation: Operation) -> bool:
        if isinstance(operation, AtenOp):
            return is_side_effect_free(operation)
        if isinstance(operation, func.CallOp):
            return operation.callee.root_reference.data in self._subnetworks
        if operation.regions and operation.has_trait(RecursiveMemoryEffect):
            return all(
                self.is_pure(inner) or inner.has_trait(IsTerminator)
                for region in operation.regions
                for block in region.blocks
                for inner in block.ops
            )
        if may_raise(operation):
            return False
        effects = get_effects(operation)
        return effects is not None and all(e.kind is MemoryEffectKind.READ for e in effects)


def may_raise(operation: Operation) -> bool:
    """Whether host arithmetic can end with an exception."""
    if isinstance(operation, DIVISIONS):
        divisor = operation.operands[1].owner
        return not (
            isinstance(divisor, arith.ConstantOp)
            and isinstance(value := divisor.value, IntegerAttr | FloatAttr)
            and value.value.data != 0
        )
    is_mathematics = operation.name.startswith("math.") and not isinstance(operation, TOTAL)
    return is_mathematics or isinstance(operation, arith.FPToSIOp)


def subnetwork_functions(module: ModuleOp) -> list[func.FuncOp]:
    """The functions that a back end compiles, in order."""
    return [
        operation
        for operation in module.body.ops
        if isinstance(operation, func.FuncOp) and SUBNETWORK in operation.attributes
    ]


FAILING = frozenset([
    "index_select", "gather", "embedding", "index", "take", "take_along_dim", "one_hot",
    "scatter", "scatter_add", "index_add", "index_copy", "index_put", "masked_scatter",
    "multinomial", "bernoulli", "normal", "randint", "repeat_interleave", "bincount", "put",
])  # fmt: skip
"""Operators (without overload) that reject some values, such as indices out of range."""


def is_speculatable(operation: Operation) -> bool:
    """Whether a pure ``operation``, with all inside of it, can be computed where nobody asked.

    Operators can't that reject some values, or whose operands' sizes are only known at run time;
    nor can what holds in its place only (``dycl.assume``).
    """
    return not any(_may_fail(inner) for inner in operation.walk())


def _may_fail(operation: Operation) -> bool:
    if isinstance(operation, AssumeOp | ItemOp):
        return isinstance(operation, AssumeOp) or not _has_static_shapes(operation)
    if not isinstance(operation, AtenOp):
        return may_raise(operation)
    operator = operation.name.removeprefix("aten.").partition(".")[0]
    return operator in FAILING or not _has_static_shapes(operation)


def _has_static_shapes(operation: Operation) -> bool:
    """Whether no size, and no number that may be one, is only known at run time."""
    is_operator = isinstance(operation, AtenOp)
    return all(
        value.type.has_static_shape() if isa(value.type, TensorType) else not is_operator
        for value in (*operation.operands, *operation.results)
    )
