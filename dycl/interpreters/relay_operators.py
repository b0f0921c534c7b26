"""Relay's operators on elements, shapes and axes, computed with PyTorch.

Meanings and defaults of attributes are those of Apache TVM 0.17. Arithmetic has Relay's rules where
PyTorch's differ: ``maximum`` and ``minimum`` do not prefer NaN, ``divide`` and ``trunc_divide`` of
integers round towards zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import torch
from torch import Tensor
from xdsl.utils.exceptions import InterpretationError


@dataclass(frozen=True)
class Attributes:
    """The attributes of a call, as Python values; a dtype is PyTorch's."""

    callee: str
    values: Mapping[str, Any]

    def get(self, name: str, default: Any) -> Any:
        """An attribute, or Relay's default."""
        return self.values.get(name, default)

    def __getitem__(self, name: str) -> Any:
        """An attribute that Relay has no default for; raises InterpretationError without it."""
        if name not in self.values:
            raise InterpretationError(f"the Relay operator {self.callee} needs '{name}'")
        return self.values[name]

    def axes(self, name: str, rank: int) -> list[int]:
        """Axes as non-negative numbers; all of them where the attribute is absent or empty."""
        value = self.get(name, None)
        listed = [value] if isinstance(value, int) else list(cast("Sequence[int]", value or ()))
        return [axis % rank for axis in listed] or list(range(rank))


Result = Tensor | tuple[Tensor, ...]
Operator = Callable[..., Result]
"""Takes the arguments of a call (tensors, or tuples of them) and its :class:`Attributes`."""

OPERATORS: dict[str, Operator] = {}
"""The operators by their Relay names."""


def operator(*names: str, table: dict[str, Operator] = OPERATORS) -> Callable[[Operator], Operator]:
    """Make a function the meaning of the operators ``names``."""

    def register(function: Operator) -> Operator:
        table.update(dict.fromkeys(names, function))
        return function

    return register


def _elementwise(function: Callable[..., Tensor]) -> Operator:
    """An operator that ignores its attributes."""

    def operator(*arguments: Any) -> Tensor:
        *tensors, _ = arguments
        return function(*tensors)

    return operator


def _quotient(left: Tensor, right: Tensor) -> Tensor:
    mode = None if left.dtype.is_floating_point else "trunc"
    return torch.div(left, right, rounding_mode=mode)


def _truncated_quotient(left: Tensor, right: Tensor) -> Tensor:
    return torch.div(left, right, rounding_mode="trunc")


def _floored_quotient(left: Tensor, right: Tensor) -> Tensor:
    return torch.div(left, right, rounding_mode="floor")


def _half_away_from_zero(x: Tensor) -> Tensor:
    return torch.copysign(torch.floor(x.abs() + 0.5), x)


def _larger(left: Tensor, right: Tensor) -> Tensor:
    return torch.where(left > right, left, right)


def _smaller(left: Tensor, right: Tensor) -> Tensor:
    return torch.where(left < right, left, right)


SAME_AS_PYTORCH = """
abs acos acosh asin asinh atan atanh bitwise_and bitwise_not bitwise_or bitwise_xor ceil cos cosh
erf exp floor greater greater_equal isfinite isinf isnan less less_equal log log10 log2 logical_and
logical_not logical_or logical_xor negative not_equal ones_like rsqrt sigmoid sign sin sinh sqrt tan
tanh trunc where zeros_like
"""
"""Operators of the same name and meaning as PyTorch's functions."""

ELEMENTWISE: dict[str, Callable[..., Tensor]] = {
    **{name: getattr(torch, name) for name in SAME_AS_PYTORCH.split()},
    "add": torch.add,
    "annotation.stop_fusion": torch.clone,
    "copy": torch.clone,
    "divide": _quotient,
    "equal": torch.eq,
    "fast_erf": torch.erf,
    "fast_exp": torch.exp,
    "fast_tanh": torch.tanh,
    "floor_divide": _floored_quotient,
    "floor_mod": torch.remainder,
    "left_shift": torch.bitwise_left_shift,
    "maximum": _larger,
    "minimum": _smaller,
    "mod": torch.fmod,
    "multiply": torch.mul,
    "nn.relu": torch.relu,
    "power": torch.pow,
    "right_shift": torch.bitwise_right_shift,
    "round": _half_away_from_zero,
    "subtract": torch.sub,
    "trunc_divide": _truncated_quotient,
    "trunc_mod": torch.fmod,
}
"""Operators without attributes that work on each element."""

OPERATORS.update({name: _elementwise(function) for name, function in ELEMENTWISE.items()})


@operator("cast")
def _cast(x: Tensor, attributes: Attributes) -> Tensor:
    return x.to(attributes["dtype"])


@operator("reinterpret")
def _reinterpret(x: Tensor, attributes: Attributes) -> Tensor:
    return x.view(attributes["dtype"])


@operator("clip")
def _clip(x: Tensor, attributes: Attributes) -> Tensor:
    return x.clamp(attributes["a_min"], attributes["a_max"])


@operator("reverse")
def _reverse(x: Tensor, attributes: Attributes) -> Tensor:
    return x.flip(attributes["axis"])


@operator("full")
def _full(value: Tensor, attributes: Attributes) -> Tensor:
    return value.to(attributes.get("dtype", value.dtype)).expand(attributes["shape"]).clone()


@operator("broadcast_to")
def _broadcast_to(x: Tensor, attributes: Attributes) -> Tensor:
    return x.broadcast_to(attributes["shape"])


@operator("reshape")
def _reshape(x: Tensor, attributes: Attributes) -> Tensor:
    sizes = enumerate(cast("list[int]", attributes["newshape"]))
    return x.reshape([x.shape[axis] if size == 0 else size for axis, size in sizes])


@operator("transpose")
def _transpose(x: Tensor, attributes: Attributes) -> Tensor:
    return x.permute(attributes.get("axes", None) or list(reversed(range(x.dim()))))


@operator("expand_dims")
def _expand_dims(x: Tensor, attributes: Attributes) -> Tensor:
    for _ in range(attributes.get("num_newaxis", 1)):
        x = x.unsqueeze(attributes["axis"])
    return x


@operator("squeeze")
def _squeeze(x: Tensor, attributes: Attributes) -> Tensor:
    axes = attributes.get("axis", None)
    return x.squeeze() if axes is None else x.squeeze(tuple(attributes.axes("axis", x.dim())))


@operator("concatenate")
def _concatenate(fields: tuple[Tensor, ...], attributes: Attributes) -> Tensor:
    return torch.cat(fields, attributes.get("axis", 0))


@operator("stack")
def _stack(fields: tuple[Tensor, ...], attributes: Attributes) -> Tensor:
    return torch.stack(fields, attributes.get("axis", 0))


@operator("split")
def _split(x: Tensor, attributes: Attributes) -> tuple[Tensor, ...]:
    places: int | list[int] = attributes["indices_or_sections"]
    return tuple(torch.tensor_split(x, places, attributes.get("axis", 0)))


@operator("strided_slice")
def _strided_slice(x: Tensor, attributes: Attributes) -> Tensor:
    begins: list[int] = attributes["begin"]
    ends: list[int] = attributes["end"]
    if attributes.get("slice_mode", "end") == "size":
        ends = [begin + size for begin, size in zip(begins, ends, strict=True)]
    strides: list[int] = attributes.get("strides", None) or [1] * len(begins)
    strides = strides * len(begins) if len(strides) == 1 else strides
    axes: list[int] = attributes.get("axes", None) or list(range(len(begins)))
    for axis, begin, end, stride in zip(axes, begins, ends, strides, strict=True):
        places = range(x.shape[axis])[begin:end:stride]
        x = x.index_select(axis, torch.tensor(list(places), dtype=torch.int64))
    return x


@operator("tile")
def _tile(x: Tensor, attributes: Attributes) -> Tensor:
    return x.tile(attributes["reps"])


@operator("repeat")
def _repeat(x: Tensor, attributes: Attributes) -> Tensor:
    return x.repeat_interleave(attributes["repeats"], attributes["axis"])


@operator("take")
def _take(x: Tensor, indices: Tensor, attributes: Attributes) -> Tensor:
    axis = attributes.get("axis", None)
    if axis is None:
        x, axis = x.reshape(-1), 0
    axis %= x.dim()
    size = x.shape[axis]
    is_wrapped = attributes.get("mode", "clip") == "wrap"
    flat = indices.reshape(-1).long()
    flat = flat.remainder(size) if is_wrapped else flat.clamp(0, size - 1)
    taken = x.index_select(axis, flat)
    return taken.reshape(*x.shape[:axis], *indices.shape, *x.shape[axis + 1 :])


@operator("gather")
def _gather(x: Tensor, indices: Tensor, attributes: Attributes) -> Tensor:
    return x.gather(attributes.get("axis", 0), indices.long())


@operator("scatter_elements")
def _scatter_elements(
    x: Tensor, indices: Tensor, updates: Tensor, attributes: Attributes
) -> Tensor:
    axis = attributes.get("axis", 0)
    kind = attributes.get("reduction", "update")
    if kind == "update":
        return x.scatter(axis, indices.long(), updates)
    reductions = {"add": "sum", "mul": "prod", "min": "amin", "max": "amax", "mean": "mean"}
    return x.scatter_reduce(axis, indices.long(), updates, reductions[kind])


@operator("sum", "prod", "mean", "max", "min", "any", "all")
def _reduce(x: Tensor, attributes: Attributes) -> Tensor:
    function: Callable[..., Tensor] = {
        "max": torch.amax,
        "min": torch.amin,
    }.get(attributes.callee) or getattr(torch, attributes.callee)
    axes = attributes.axes("axis", x.dim())
    if attributes.get("exclude", False):
        axes = [axis for axis in range(x.dim()) if axis not in axes]
    # one axis at a time, because PyTorch's prod, any and all take no more
    for axis in sorted(axes, reverse=True):
        x = function(x, axis, attributes.get("keepdims", False)).to(x.dtype)
    return x


@operator("argmax", "argmin")
def _arg_extreme(x: Tensor, attributes: Attributes) -> Tensor:
    (axis,) = attributes.axes("axis", x.dim())
    is_last = attributes.get("select_last_index", False)
    function = torch.argmax if attributes.callee == "argmax" else torch.argmin
    found = function(x.flip(axis) if is_last else x, axis, attributes.get("keepdims", False))
    return (x.shape[axis] - 1 - found if is_last else found).to(torch.int32)


@operator("cumsum", "cumprod")
def _scan(x: Tensor, attributes: Attributes) -> Tensor:
    function = torch.cumsum if attributes.callee == "cumsum" else torch.cumprod
    axis: int = attributes["axis"]
    dtype = attributes.get("dtype", None) or x.dtype
    result = function(x, axis, dtype=dtype)
    if not attributes.get("exclusive", False):
        return result
    neutral = torch.full_like(result.narrow(axis, 0, 1), attributes.callee == "cumprod")
    return torch.cat([neutral, result.narrow(axis, 0, result.shape[axis] - 1)], axis)
