"""Ranges of weights, and of what layers with known weights compute."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from xdsl.ir import SSAValue

from dycl.analysis.elementwise_ranges import result_type_of
from dycl.analysis.ranges import Range
from dycl.analysis.rounding import format_of, outward, relative_error
from dycl.analysis.value_ranges import argument_ranges, element_type, transfer
from dycl.analysis.weight_values import weight_value
from dycl.dialects import aten
from dycl.dialects.aten_operation import ArgumentValue, AtenOp
from dycl.dialects.dycl import WeightOp

LARGEST_WEIGHT = 2**22
"""Weights with more elements than this are not looked at."""

Array = npt.NDArray[np.float64]


def _array(value: ArgumentValue) -> Array | None:
    """A weight as numbers; None where it is not known, too large, or not finite."""
    found = weight_value(value) if isinstance(value, SSAValue) else None
    if found is None or not 0 < found.size <= LARGEST_WEIGHT:
        return None
    array = found.astype(np.float64)
    return array if bool(np.isfinite(array).all()) else None


@transfer(WeightOp)
def _weight(operation: WeightOp, operands: Sequence[Range]) -> Range:
    # Large ones are left to the layers that use them.
    found = weight_value(operation.result)
    if found is None or not 0 < found.size <= 4096:
        return result_type_of(operation)
    numbers: Any = found
    if bool(np.isnan(numbers.astype(np.float64)).any()):
        return result_type_of(operation)
    return Range(numbers.min().item(), numbers.max().item())


@transfer(aten.LinearOp)
def _linear(operation: aten.LinearOp, operands: Sequence[Range]) -> Range:
    arguments = operation.arguments()
    return _weighted_sums(
        operation, argument_ranges(operation, operands)["input"], arguments["weight"],
        arguments["bias"],
    )  # fmt: skip


@transfer(aten.MatmulOp, aten.MmOp)
def _product(operation: AtenOp, operands: Sequence[Range]) -> Range:
    return _weighted_sums(operation, operands[0], operation.operands[1], None, transposed=True)


@transfer(aten.AddmmOp)
def _product_and_sum(operation: aten.AddmmOp, operands: Sequence[Range]) -> Range:
    arguments = operation.arguments()
    if arguments["alpha"] != 1 or arguments["beta"] != 1:
        return result_type_of(operation)
    ranges = argument_ranges(operation, operands)
    return _weighted_sums(
        operation, ranges["mat1"], arguments["mat2"], arguments["self"], transposed=True
    )


@transfer(aten.Conv1dOp, aten.Conv2dOp)
def _convolution(operation: AtenOp, operands: Sequence[Range]) -> Range:
    arguments = operation.arguments()
    taken = argument_ranges(operation, operands)["input"]
    padding = arguments["padding"]
    if not _is_bounded(taken):
        return result_type_of(operation)  # a fast algorithm may mix small outputs with large ones
    if not isinstance(padding, tuple) or any(size != 0 for size in padding):
        taken = taken.union(Range.exactly(0))
    return _weighted_sums(operation, taken, arguments["weight"], arguments["bias"])


def _weighted_sums(
    operation: AtenOp,
    taken: Range,
    weight: ArgumentValue,
    bias: ArgumentValue,
    *,
    transposed: bool = False,
) -> Range:
    """The range of ``sum(w * x) + b`` for the rows w of ``weight`` and any x in ``taken``.

    Each product is largest at one of the ends of ``taken``. Rounding keeps that order in each step,
    so the result is off by the rounding of the sum of those ends at most.
    """
    everything = result_type_of(operation)
    element = element_type(operation.results[0].type)
    format_ = format_of(element)
    if format_ is None or not _has_bound(taken):
        return everything
    rows = _array(weight)
    if rows is not None and transposed:
        rows = rows.T if rows.ndim == 2 else None
    offsets = np.zeros(1) if bias is None else _array(bias)
    if rows is None or offsets is None:
        return everything
    rows = rows.reshape(len(rows), -1)
    if offsets.ndim != 1 or offsets.size not in (1, len(rows)):
        return everything
    taken = outward(taken, element)
    positive, negative = np.maximum(rows, 0).sum(1), np.minimum(rows, 0).sum(1)
    error = relative_error(format_, rows.shape[1] + 1)
    high = _bound(positive, taken.high, negative, taken.low, offsets, error)
    low = -_bound(positive, -taken.low, negative, -taken.high, -offsets, error)
    largest = max(abs(taken.low), abs(taken.high))
    size = float(np.max(np.abs(rows).sum(1) * largest)) + float(np.max(np.abs(offsets)))
    overflows = not size < format_.largest / 4
    return outward(Range(low, high, taken.may_be_nan or overflows), element)


def _bound(
    positive: Array, high: float, negative: Array, low: float, offsets: Array, error: float
) -> float:
    """The largest of ``positive * high + negative * low + offsets``, with room for rounding."""
    with np.errstate(invalid="ignore"):
        first = np.where(positive == 0, 0.0, positive * high)
        second = np.where(negative == 0, 0.0, negative * low)
        size = np.abs(first) + np.abs(second) + np.abs(offsets)
        bound = float(np.max(first + second + offsets + size * error))
    return math.inf if math.isnan(bound) else bound


def _is_bounded(range_: Range) -> bool:
    return math.isfinite(range_.low) and math.isfinite(range_.high)


def _has_bound(range_: Range) -> bool:
    return math.isfinite(range_.low) or math.isfinite(range_.high)


@transfer(aten.BatchNormOp)
def _batch_norm(operation: aten.BatchNormOp, operands: Sequence[Range]) -> Range:
    arguments = operation.arguments()
    everything = result_type_of(operation)
    element = element_type(operation.results[0].type)
    format_, eps = format_of(element), arguments["eps"]
    if arguments["training"] is not False or format_ is None or not isinstance(eps, float):
        return everything
    taken = argument_ranges(operation, operands)["input"]
    mean, variance = _array(arguments["running_mean"]), _array(arguments["running_var"])
    scale = np.ones(1) if arguments["weight"] is None else _array(arguments["weight"])
    offsets = np.zeros(1) if arguments["bias"] is None else _array(arguments["bias"])
    if mean is None or variance is None or scale is None or offsets is None:
        return everything
    if not _is_bounded(taken) or bool((variance + eps <= 1e-30).any()):
        return everything
    factor = scale / np.sqrt(variance + eps)
    ends = [(end - mean) * factor for end in (taken.low, taken.high)]
    # However the formula is arranged, no part of it is larger than this.
    largest = max(abs(taken.low), abs(taken.high))
    size = (largest + np.abs(mean)) * np.abs(factor) + np.abs(offsets)
    slack = size * relative_error(format_, 8)
    low = float(np.min(np.minimum(*ends) + offsets - slack))
    high = float(np.max(np.maximum(*ends) + offsets + slack))
    overflows = not float(np.max(size)) < format_.largest / 4
    return outward(Range(low, high, taken.may_be_nan or overflows), element)
