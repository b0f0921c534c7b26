"""Reductions, scans, and the orders of elements."""

from __future__ import annotations

import math
from collections.abc import Sequence

from xdsl.dialects.builtin import i1, i32, i64
from xdsl.ir import SSAValue

from dycl.passes.aten_to_relay.builder import (
    Number,
    RelayBuilder,
    Unsupported,
    dtype_of,
    infinity_bits,
    is_float,
    shape_of,
)
from dycl.passes.aten_to_relay.elementwise import exp
from dycl.passes.aten_to_relay.rule import Arguments, converts


def _dims(op: Arguments, x: SSAValue) -> list[int]:
    """The axes that ``dim`` names, all of them where there is no such argument."""
    if "dim" not in op.operation.schema().by_name:
        return list(range(len(shape_of(x))))
    return op.axes("dim", len(shape_of(x)))


def _keepdim(op: Arguments) -> bool:
    return "keepdim" in op.operation.schema().by_name and op.flag("keepdim")


def reduce(
    relay: RelayBuilder, callee: str, x: SSAValue, axes: Sequence[int], keepdims: bool
) -> SSAValue:
    """A reduction of a tensor of any rank; that of a 0-d tensor is itself."""
    return relay.reduce(callee, x, axes, keepdims) if shape_of(x) else x


LONG_SUM = 1024
"""From so many numbers on a sum is made of partial sums, as PyTorch does: its error grows with the
number of additions that each number goes through, and Relay adds one number to the other.
"""


def total(relay: RelayBuilder, x: SSAValue, axes: Sequence[int], keepdims: bool) -> SSAValue:
    """The sum over some axes."""
    if not is_float(dtype_of(x)) or _count(x, axes) <= LONG_SUM:
        return reduce(relay, "sum", x, axes, keepdims)
    shape = [1 if axis in axes else size for axis, size in enumerate(shape_of(x))]
    for axis in reversed(axes):
        while (size := shape_of(x)[axis]) > LONG_SUM:
            x = _partial_sums(relay, x, axis, math.isqrt(size))
        x = relay.reduce("sum", x, [axis], keepdims=True)
    kept = [size for axis, size in enumerate(shape) if keepdims or axis not in axes]
    return relay.reshape(x, kept)


def _partial_sums(relay: RelayBuilder, x: SSAValue, axis: int, length: int) -> SSAValue:
    """An axis in pieces of a length, the last one filled up with zeros, each piece added up."""
    shape = [*shape_of(x)]
    pieces = -(-shape[axis] // length)
    widths = [(0, 0)] * len(shape)
    widths[axis] = (0, pieces * length - shape[axis])
    split = [*shape[:axis], pieces, length, *shape[axis + 1 :]]
    return relay.reduce("sum", relay.reshape(relay.pad(x, widths), split), [axis + 1])


def mean(relay: RelayBuilder, x: SSAValue, axes: Sequence[int], keepdims: bool) -> SSAValue:
    """The mean over some axes."""
    if _count(x, axes) <= LONG_SUM:
        return reduce(relay, "mean", x, axes, keepdims)
    return relay.divide(total(relay, x, axes, keepdims), float(_count(x, axes)))


def _count(x: SSAValue, axes: Sequence[int]) -> int:
    """How many elements are reduced to one."""
    return math.prod(shape_of(x)[axis] for axis in axes) if shape_of(x) else 1


@converts("sum", "sum.dim_IntList")
def convert_sum(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``sum``, in i64 for integers and booleans."""
    x = relay.cast(op.tensor("self"), op.compute_dtype())
    return total(relay, x, _dims(op, x), _keepdim(op))


@converts("mean", "mean.dim")
def convert_mean(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``mean``."""
    x = relay.cast(op.tensor("self"), op.compute_dtype())
    return mean(relay, x, _dims(op, x), _keepdim(op))


@converts("prod", "prod.dim_int")
def convert_prod(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``prod``, in i64 for integers and booleans."""
    x = relay.cast(op.tensor("self"), op.compute_dtype())
    return reduce(relay, "prod", x, _dims(op, x), _keepdim(op))


@converts("any", "any.dim", "any.dims", "all", "all.dim", "all.dims")
def convert_any(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``any`` and ``all``."""
    if op.has("dim") and op.operation.arguments()["dim"] == ():
        raise Unsupported("any or all over no dimension")
    x = relay.cast(op.tensor("self"), i1)
    callee = "any" if op.name.startswith("any") else "all"
    result = reduce(relay, callee, x, _dims(op, x), _keepdim(op))
    return relay.cast(result, op.result_dtype())


def any_nan(relay: RelayBuilder, x: SSAValue, axes: Sequence[int], keepdims: bool) -> SSAValue:
    """Whether there is a NaN among the elements that are reduced together."""
    return reduce(relay, "any", relay.is_nan(x), axes, keepdims)


def extreme(
    relay: RelayBuilder, callee: str, x: SSAValue, axes: Sequence[int], keepdims: bool
) -> SSAValue:
    """The ``max`` or ``min`` over some axes, NaN where there is one (Relay's skips it)."""
    if dtype_of(x) == i1:
        return reduce(relay, "any" if callee == "max" else "all", x, axes, keepdims)
    result = reduce(relay, callee, x, axes, keepdims)
    if not is_float(dtype_of(x)):
        return result
    return relay.where(any_nan(relay, x, axes, keepdims), math.nan, result)


def arg_extreme(
    relay: RelayBuilder, callee: str, x: SSAValue, axis: int, keepdims: bool
) -> SSAValue:
    """The first index of the ``argmax`` or ``argmin`` along an axis; NaN counts as the extreme."""
    if not shape_of(x):
        return relay.full(0, i64, ())
    if dtype_of(x) == i1:
        x = relay.cast(x, i32)
    index = _first_index(relay, callee, x, axis, keepdims)
    if not is_float(dtype_of(x)):
        return index
    nan = relay.cast(relay.is_nan(x), i32)
    first = _first_index(relay, "argmax", nan, axis, keepdims)
    return relay.where(any_nan(relay, x, [axis], keepdims), first, index)


def _first_index(
    relay: RelayBuilder, callee: str, x: SSAValue, axis: int, keepdims: bool
) -> SSAValue:
    """Relay's ``argmax`` or ``argmin``, which count in i32."""
    index = relay.reduce(callee, x, [axis], keepdims, i32, select_last_index=False, exclude=False)
    return relay.cast(index, i64)


@converts("amax", "amin", "max", "min")
def convert_amax(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``amax``, ``amin``, and ``max`` and ``min`` of all elements."""
    x = op.tensor("self")
    callee = "max" if op.name in ("amax", "max") else "min"
    return extreme(relay, callee, x, _dims(op, x), _keepdim(op))


@converts("max.dim", "min.dim")
def convert_max_dim(relay: RelayBuilder, op: Arguments) -> list[SSAValue]:
    """``max`` and ``min`` along an axis, with indices."""
    x = op.tensor("self")
    axis, keepdims = op.axis("dim", len(shape_of(x))), _keepdim(op)
    callee = "max" if op.name == "max.dim" else "min"
    return [
        extreme(relay, callee, x, [axis], keepdims),
        arg_extreme(relay, f"arg{callee}", x, axis, keepdims),
    ]


@converts("argmax", "argmin")
def convert_argmax(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``argmax`` and ``argmin``; without a dimension, of the flattened tensor."""
    x = op.tensor("self")
    callee = "argmax" if op.name == "argmax" else "argmin"
    if not op.has("dim"):
        flat = relay.reshape(x, [math.prod(shape_of(x))])
        return relay.reshape(arg_extreme(relay, callee, flat, 0, True), op.result_shape())
    return arg_extreme(relay, callee, x, op.axis("dim", len(shape_of(x))), _keepdim(op))


def variance(
    relay: RelayBuilder, x: SSAValue, axes: Sequence[int], correction: Number, keepdims: bool
) -> SSAValue:
    """The variance of floats over some axes, with a correction of the number of elements."""
    count = math.prod(shape_of(x)[axis] for axis in axes)
    centered = relay.subtract(x, mean(relay, x, axes, keepdims=True))
    squares = total(relay, relay.multiply(centered, centered), axes, keepdims)
    divisor = max(0, count - correction)
    # A constant 0 as divisor stops TVM; 0 * inf is NaN as 0 / 0 is.
    return (
        relay.multiply(squares, math.inf) if divisor == 0 else relay.divide(squares, float(divisor))
    )


VARIANCES = ("var", "var.dim", "var.correction")
DEVIATIONS = ("std", "std.dim", "std.correction")


@converts(*VARIANCES, *DEVIATIONS)
def convert_var(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``var`` and ``std`` with PyTorch's three ways to say the correction."""
    return _variance(relay, op, op.name in DEVIATIONS)


@converts("var_mean", "var_mean.dim", "var_mean.correction")
def convert_var_mean(relay: RelayBuilder, op: Arguments) -> list[SSAValue]:
    """``var_mean``."""
    x = op.tensor("self")
    average = mean(relay, x, _dims(op, x), _keepdim(op))
    return [_variance(relay, op, is_root=False), average]


@converts("std_mean", "std_mean.dim", "std_mean.correction")
def convert_std_mean(relay: RelayBuilder, op: Arguments) -> list[SSAValue]:
    """``std_mean``."""
    x = op.tensor("self")
    average = mean(relay, x, _dims(op, x), _keepdim(op))
    return [_variance(relay, op, is_root=True), average]


def _variance(relay: RelayBuilder, op: Arguments, is_root: bool) -> SSAValue:
    x = op.tensor("self")
    if not shape_of(x):
        raise Unsupported("the variance of a 0-d tensor")
    if "unbiased" in op.operation.schema().by_name:
        correction = 1 if op.flag("unbiased") else 0
    else:
        correction = op.number("correction") if op.has("correction") else 1
    result = variance(relay, x, _dims(op, x), correction, _keepdim(op))
    return relay.unary("sqrt", result) if is_root else result


@converts("linalg_vector_norm", "norm.Scalar", "norm.ScalarOpt_dim")
def convert_norm(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """The norm of vectors, of any order."""
    schema = op.operation.schema().by_name
    name = "ord" if "ord" in schema else "p"
    order = float(op.number(name)) if op.has(name) else 2.0
    x = relay.cast(op.tensor("self"), op.compute_dtype())
    return norm(relay, x, order, _dims(op, x), _keepdim(op))


def norm(
    relay: RelayBuilder, x: SSAValue, order: float, axes: Sequence[int], keepdims: bool
) -> SSAValue:
    """The norm of an order over some axes."""
    magnitude = relay.unary("abs", x)
    if order in (math.inf, -math.inf):
        return extreme(relay, "max" if order > 0 else "min", magnitude, axes, keepdims)
    if order == 0:
        nonzero = relay.cast(relay.cast(x, i1), dtype_of(x))
        return reduce(relay, "sum", nonzero, axes, keepdims)
    if order == 1:
        return total(relay, magnitude, axes, keepdims)
    if order == 2:
        return relay.unary("sqrt", total(relay, relay.multiply(x, x), axes, keepdims))
    powers = total(relay, relay.binary("power", magnitude, order), axes, keepdims)
    return relay.binary("power", powers, 1 / order)


@converts("logsumexp", "special_logsumexp")
def convert_logsumexp(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``logsumexp``, without overflow."""
    x = relay.cast(op.tensor("self"), op.compute_dtype())
    axes, keepdims = _dims(op, x), _keepdim(op)
    if not shape_of(x):
        return x
    largest = relay.reduce("max", x, axes, keepdims=True)
    is_infinite = relay.is_infinite(largest)
    largest = relay.where(is_infinite, 0.0, largest)
    sums = total(relay, exp(relay, relay.subtract(x, largest)), axes, keepdims)
    return relay.add(relay.unary("log", sums), relay.reshape(largest, shape_of(sums)))


@converts("cumsum", "cumprod")
def convert_cumsum(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``cumsum`` and ``cumprod``, in i64 for integers and booleans."""
    x = relay.cast(op.tensor("self"), op.compute_dtype())
    if not shape_of(x):
        return x
    callee = "cumsum" if op.name == "cumsum" else "cumprod"
    axis = op.axis("dim", len(shape_of(x)))
    return relay.unary(callee, x, axis=axis, dtype=dtype_of(x), exclusive=False)


@converts("count_nonzero", "count_nonzero.dim_IntList")
def convert_count_nonzero(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``count_nonzero``."""
    x = relay.cast(relay.cast(op.tensor("self"), i1), i64)
    return reduce(relay, "sum", x, _dims(op, x), keepdims=False)


ORDER_LIMIT = 1024
"""The longest axis that is sorted: the work grows with its square, and a host does it as well. What
comes first is found in any."""


def _sortable(relay: RelayBuilder, x: SSAValue) -> SSAValue:
    """Integers that order as ``x`` does, with NaN the greatest and one zero."""
    if dtype_of(x) == i1:
        return relay.cast(x, i32)
    if not is_float(dtype_of(x)):
        return x
    magnitude = relay.magnitude_bits(x)
    signed = relay.where(
        relay.compare("less", relay.bits(x), 0), relay.unary("negative", magnitude), magnitude
    )
    return relay.where(relay.is_nan(x), infinity_bits(dtype_of(x)) + 1, signed)


def _places(relay: RelayBuilder, keys: SSAValue, descending: bool) -> SSAValue:
    """For each element of the last axis of integers the place (i32) it gets in a stable sort."""
    *outer, size = shape_of(keys)
    mine = relay.reshape(keys, [*outer, size, 1])
    other = relay.reshape(keys, [*outer, 1, size])
    before = relay.compare("greater" if descending else "less", other, mine)
    positions = relay.arange(size, i32)
    earlier = relay.compare("less", positions, relay.reshape(positions, [size, 1]))
    tie = relay.binary("logical_and", relay.compare("equal", other, mine), earlier)
    before = relay.binary("logical_or", before, tie)
    return relay.reduce("sum", relay.cast(before, i32), [len(outer) + 1])


def order(relay: RelayBuilder, x: SSAValue, axis: int, count: int, descending: bool) -> SSAValue:
    """The indices (i64) of the first ``count`` elements in a stable sort along an axis."""
    shape = shape_of(x)
    size = shape[axis]
    if count == 1:
        return _first_index(
            relay, "argmax" if descending else "argmin", _sortable(relay, x), axis, keepdims=True
        )
    if size > ORDER_LIMIT:
        raise Unsupported(f"sorting {size} elements")
    axes = [*(other for other in range(len(shape)) if other != axis), axis]
    places = _places(relay, relay.transpose(_sortable(relay, x), axes), descending)
    outer = shape_of(places)[:-1]
    places = relay.reshape(places, [*outer, 1, size])
    is_place = relay.compare("equal", places, relay.reshape(relay.arange(count, i32), [count, 1]))
    chosen = relay.multiply(relay.cast(is_place, i64), relay.arange(size, i64))
    indices = relay.reduce("sum", chosen, [len(shape)])
    return relay.transpose(indices, [axes.index(position) for position in range(len(shape))])


def _gathered(relay: RelayBuilder, x: SSAValue, indices: SSAValue, axis: int) -> SSAValue:
    return relay.call("gather", [x, indices], {"axis": axis}, dtype_of(x), shape_of(indices))


@converts("topk")
def convert_topk(relay: RelayBuilder, op: Arguments) -> list[SSAValue]:
    """``topk``: values and indices."""
    x = op.tensor("self")
    if not shape_of(x):
        return [x, relay.full(0, i64, ())]
    axis = op.axis("dim", len(shape_of(x)))
    indices = order(relay, x, axis, op.integer("k"), op.flag("largest"))
    return [_gathered(relay, x, indices, axis), indices]


@converts("sort", "sort.stable")
def convert_sort(relay: RelayBuilder, op: Arguments) -> list[SSAValue]:
    """``sort``: values and indices; stable in any case."""
    x = op.tensor("self")
    if not shape_of(x):
        return [x, relay.full(0, i64, ())]
    axis = op.axis("dim", len(shape_of(x)))
    indices = order(relay, x, axis, shape_of(x)[axis], op.flag("descending"))
    return [_gathered(relay, x, indices, axis), indices]


@converts("argsort", "argsort.stable")
def convert_argsort(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``argsort``; stable in any case."""
    x = op.tensor("self")
    if not shape_of(x):
        return relay.full(0, i64, ())
    axis = op.axis("dim", len(shape_of(x)))
    return order(relay, x, axis, shape_of(x)[axis], op.flag("descending"))
