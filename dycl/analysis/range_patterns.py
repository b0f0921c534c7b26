"""Computations of which more is known than of their steps: entropies, and shares of a sum."""

from __future__ import annotations

from xdsl.dialects.builtin import Float32Type, Float64Type
from xdsl.ir import Operation, OpResult, SSAValue

from dycl.analysis.cost import element_count
from dycl.analysis.value_numbers import computation
from dycl.analysis.value_ranges import element_type
from dycl.dialects import aten
from dycl.dialects.aten_operation import AtenOp

MATCHED_DEPTH = 4
"""How many operations deep two expressions are compared."""

LEAST_ENTROPY = -0.9
"""What :func:`is_entropy` recognises is at least this, in spite of rounding, where nothing
overflows.

The entropy is the mean of ``log(A) - x``, weighted by ``e / A``. For exact ``e = exp(x) <= A`` it
is not negative. If e is denormal, it and ``x * e`` are off by up to a unit in the last place, which
may be e itself: that costs less than log(2). The sums of up to 4096 terms are off by 4096 roundings
of logarithms below 104 (a larger one has ``e = 0``, so no weight), which is less than 0.1.
"""

LARGEST_MEAN = 1000.0
"""What :func:`is_softmax_mean` recognises is at most this, negative or not, where B does not
overflow: a larger x has an e that is zero or infinite.
"""

SUMMED = 4096
"""The most terms that this holds for."""


def is_same(first: SSAValue, second: SSAValue, depth: int = MATCHED_DEPTH) -> bool:
    """Whether two values are the same pure computation of the same values."""
    if first is second:
        return True
    if depth == 0 or not (isinstance(first, OpResult) and isinstance(second, OpResult)):
        return False
    return (
        first.index == second.index
        and isinstance(first.op, aten.PureAtenOp)
        and computation(first.op) == computation(second.op)
        and all(
            is_same(one, other, depth - 1)
            for one, other in zip(first.op.operands, second.op.operands, strict=True)
        )
    )


def defining(value: SSAValue) -> Operation | None:
    """The operation that computes ``value``; None for arguments."""
    return value.op if isinstance(value, OpResult) else None


def is_share(division: AtenOp) -> bool:
    """Whether ``division`` is ``x / x.sum()``, over any dimensions, each element by its own sum.

    A rounded sum of numbers that are not negative is not below any of them.
    """
    if len(division.operands) != 2:
        return False
    part, total = division.operands
    while isinstance(view := defining(total), aten.ExpandOp):
        total = view.operands[0]
    unsqueeze = defining(total)
    if isinstance(unsqueeze, aten.UnsqueezeOp):
        total = unsqueeze.operands[0]
    summed = defining(total)
    if not isinstance(summed, aten.SumOp | aten.SumDimIntListOp):
        return False
    elements = {element_type(value.type) for value in (part, total, division.results[0])}
    if not is_same(summed.operands[0], part) or len(elements) != 1:
        return False
    if isinstance(summed, aten.SumOp):
        return True
    if isinstance(unsqueeze, aten.UnsqueezeOp):
        return summed.argument("keepdim") is False and (
            unsqueeze.argument("dim"),
        ) == summed.argument("dim")
    return summed.argument("keepdim") is True


def is_entropy(difference: AtenOp) -> bool:
    """Whether ``difference`` is ``log(A) - B / A``, with A and B as :func:`is_softmax_mean` says.

    That is the entropy of the distribution with logits x. Source: Xin et al., "DeeBERT", ACL 2020.
    """
    if not isinstance(difference, aten.SubTensorOp) or difference.argument("alpha") != 1:
        return False
    logarithm, quotient = (defining(value) for value in difference.operands)
    return (
        isinstance(logarithm, aten.LogOp)
        and isinstance(quotient, aten.DivTensorOp)
        and is_softmax_mean(quotient)
        and is_same(logarithm.operands[0], quotient.operands[1])
        and difference.results[0].type == quotient.results[0].type == logarithm.results[0].type
    )


def is_softmax_mean(quotient: AtenOp) -> bool:
    """Whether ``quotient`` is ``B / A``; ``A = sum(e)``, ``B = sum(x * e)``, ``e = exp(x)``."""
    if not isinstance(quotient, aten.DivTensorOp):
        return False
    weighted, summed = (defining(value) for value in quotient.operands)
    if (
        not isinstance(summed, aten.SumDimIntListOp)
        or not isinstance(weighted, aten.SumDimIntListOp)
        or any(summed.argument(n) != weighted.argument(n) for n in ("dim", "keepdim"))
    ):
        return False
    product, power = defining(weighted.operands[0]), defining(summed.operands[0])
    if not isinstance(product, aten.MulTensorOp) or not isinstance(power, aten.ExpOp):
        return False
    (logits,) = power.operands
    values = (logits, summed.operands[0], weighted.operands[0])
    sums = (summed.results[0], weighted.results[0], quotient.results[0])
    element = element_type(logits.type)
    return (
        len({value.type for value in values}) == len({value.type for value in sums}) == 1
        and element == element_type(sums[0].type)
        and isinstance(element, Float32Type | Float64Type)
        and element_count(logits.type) <= SUMMED
        and _is_product_of(product, logits, summed.operands[0])
    )


def _is_product_of(product: Operation, one: SSAValue, other: SSAValue) -> bool:
    first, second = product.operands
    return (is_same(first, one) and is_same(second, other)) or (
        is_same(first, other) and is_same(second, one)
    )
