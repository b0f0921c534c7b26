"""Operators along axes: reductions, scans, sorting."""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects.builtin import i32
from xdsl.ir import Attribute

from dycl.dialects.relay import tuple_type
from dycl.relay_text.result_types.rule import Arguments, Rules, product, tensor

RULES = Rules()


def _without_axes(call: Arguments) -> tuple[int, ...]:
    """The shape after a reduction."""
    shape: Sequence[int] = call.shape(0)
    listed = call.integers("axis", [])
    axes = {call.axis(axis, len(shape)) for axis in listed}
    if call.flag("exclude"):
        axes = set(range(len(shape))) - axes
    elif not listed:
        axes = set(range(len(shape)))
    if call.flag("keepdims"):
        return tuple(1 if axis in axes else size for axis, size in enumerate(shape))
    return tuple(size for axis, size in enumerate(shape) if axis not in axes)


@RULES.rule("all", "any", "max", "mean", "min", "prod", "sum", "variance")
def _reduce(call: Arguments) -> Attribute:
    return tensor(call.dtype(0), _without_axes(call))


@RULES.rule("argmax", "argmin")
def _position(call: Arguments) -> Attribute:
    return tensor(i32, _without_axes(call))


@RULES.rule("cumprod", "cumsum")
def _scan(call: Arguments) -> Attribute:
    dtype = call.dtype_named("dtype", call.dtype(0))
    return tensor(dtype, call.shape(0) if call.has("axis") else [product(call.shape(0))])


@RULES.rule("argsort")
def _argsort(call: Arguments) -> Attribute:
    return tensor(call.dtype_named("dtype"), call.shape(0))


@RULES.rule("topk")
def _topk(call: Arguments) -> Attribute:
    shape = list(call.shape(0))
    axis = call.axis(call.integer("axis", -1), len(shape))
    if (count := call.integer("k", 1)) > 0:
        shape[axis] = count
    parts = call.text("ret_type", "both")
    if parts == "values":
        return tensor(call.dtype(0), shape)
    indices = tensor(call.dtype_named("dtype"), shape)
    return indices if parts == "indices" else tuple_type([tensor(call.dtype(0), shape), indices])
