"""Pooling. Padding is always explicit in Relay, which also says PyTorch's ``ceil_mode``."""

from __future__ import annotations

import math
from collections.abc import Sequence

from xdsl.ir import SSAValue

from dycl.passes.aten_to_relay.builder import (
    RelayBuilder,
    Unsupported,
    dtype_of,
    is_float,
    shape_of,
)
from dycl.passes.aten_to_relay.rule import Arguments, converts


def _input(relay: RelayBuilder, op: Arguments, rank: int) -> SSAValue:
    """The input with a batch axis."""
    x = op.tensor("self")
    if not is_float(dtype_of(x)):
        raise Unsupported(f"pooling of {dtype_of(x)}")
    return x if len(shape_of(x)) == rank + 2 else relay.expand_dims(x, 0)


def _unused(relay: RelayBuilder, op: Arguments, index: int) -> SSAValue:
    """Any value for a result that nobody uses."""
    if op.operation.results[index].first_use is not None:
        raise Unsupported("the indices of a pooling")
    return relay.full(0, op.result_dtype(index), op.result_shape(index))


class Window:
    """Where a pooling window goes: sizes, steps, and padding that gives PyTorch's output size."""

    def __init__(self, op: Arguments, rank: int, spatial: Sequence[int]) -> None:
        self.size = op.integers("kernel_size", rank)
        has_stride = op.has("stride") and op.integers("stride")
        self.strides = op.integers("stride", rank) if has_stride else self.size
        self.padding = op.integers("padding", rank)
        self.dilation = op.integers("dilation", rank) if op.has("dilation") else [1] * rank
        self.outputs = op.result_shape()[-rank:]
        self.inputs = list(spatial)
        self.after = [
            max(0, (outputs - 1) * stride + dilation * (size - 1) + 1 - inputs - before)
            for outputs, stride, dilation, size, inputs, before in zip(
                self.outputs,
                self.strides,
                self.dilation,
                self.size,
                self.inputs,
                self.padding,
                strict=True,
            )
        ]

    def attrs(self) -> dict[str, Sequence[int]]:
        """Relay's attributes for it."""
        return {
            "pool_size": self.size,
            "strides": self.strides,
            "padding": [*self.padding, *self.after],
            "dilation": self.dilation,
        }


def _pool(relay: RelayBuilder, x: SSAValue, callee: str, window: Window, **attrs: bool) -> SSAValue:
    rank = len(window.size)
    shape = [*shape_of(x)[:2], *window.outputs]
    return relay.call(f"nn.{callee}{rank}d", [x], {**window.attrs(), **attrs}, dtype_of(x), shape)


def _max_pool(relay: RelayBuilder, op: Arguments, rank: int) -> SSAValue:
    x = _input(relay, op, rank)
    window = Window(op, rank, shape_of(x)[2:])
    return relay.reshape(_pool(relay, x, "max_pool", window), op.result_shape())


@converts("max_pool1d", "max_pool2d", "max_pool3d")
def convert_max_pool(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``max_pool1d``, ``max_pool2d``, ``max_pool3d``."""
    return _max_pool(relay, op, _rank(op))


@converts("max_pool1d_with_indices", "max_pool2d_with_indices", "max_pool3d_with_indices")
def convert_max_pool_with_indices(relay: RelayBuilder, op: Arguments) -> list[SSAValue]:
    """The same, where nobody asks for the indices."""
    return [_max_pool(relay, op, _rank(op)), _unused(relay, op, 1)]


def _rank(op: Arguments) -> int:
    """The number in names such as ``avg_pool2d``."""
    return int(next(letter for letter in op.name if letter.isdigit()))


@converts("avg_pool1d", "avg_pool2d", "avg_pool3d")
def convert_avg_pool(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``avg_pool1d``, ``avg_pool2d``, ``avg_pool3d``."""
    rank = _rank(op)
    x = _input(relay, op, rank)
    window = Window(op, rank, shape_of(x)[2:])
    counts_padding = op.flag("count_include_pad")
    reaches_beyond = any(
        after > before for after, before in zip(window.after, window.padding, strict=True)
    )
    if not op.has("divisor_override") and not (reaches_beyond and counts_padding):
        result = _pool(relay, x, "avg_pool", window, count_include_pad=counts_padding)
        return relay.reshape(result, op.result_shape())
    result = _pool(relay, x, "avg_pool", window, count_include_pad=True)
    full = math.prod(window.size)
    if op.has("divisor_override"):
        result = relay.multiply(result, full / op.integer("divisor_override"))
    else:
        for axis in range(rank):
            factors = [window.size[axis] / count for count in _counts(window, axis)]
            shape = [len(factors), *[1] * (rank - 1 - axis)]
            result = relay.multiply(result, relay.constant(factors, dtype_of(x), shape))
    return relay.reshape(result, op.result_shape())


def _counts(window: Window, axis: int) -> list[int]:
    """How many positions of each window along an axis are in the input or in its own padding."""
    before, size = window.padding[axis], window.size[axis]
    limit = window.inputs[axis] + before
    starts = [index * window.strides[axis] - before for index in range(window.outputs[axis])]
    return [min(start + size, limit) - start for start in starts]


@converts(
    "adaptive_avg_pool1d",
    "adaptive_avg_pool2d",
    "adaptive_avg_pool3d",
    "_adaptive_avg_pool2d",
    "_adaptive_avg_pool3d",
)
def convert_adaptive_avg_pool(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``adaptive_avg_pool1d``, ``adaptive_avg_pool2d``, ``adaptive_avg_pool3d``."""
    return _adaptive_pool(relay, op, "avg")


@converts("adaptive_max_pool1d", "adaptive_max_pool2d", "adaptive_max_pool3d")
def convert_adaptive_max_pool(relay: RelayBuilder, op: Arguments) -> list[SSAValue]:
    """``adaptive_max_pool1d`` and so on, where nobody asks for the indices."""
    return [_adaptive_pool(relay, op, "max"), _unused(relay, op, 1)]


def _adaptive_pool(relay: RelayBuilder, op: Arguments, kind: str) -> SSAValue:
    rank = _rank(op)
    x = _input(relay, op, rank)
    outputs = op.result_shape()[-rank:]
    shape = [*shape_of(x)[:2], *outputs]
    if rank == 2 and tuple(outputs) == (1, 1):
        result = relay.call(f"nn.global_{kind}_pool2d", [x], {}, dtype_of(x), shape)
    else:
        callee = f"nn.adaptive_{kind}_pool{rank}d"
        result = relay.call(callee, [x], {"output_size": outputs}, dtype_of(x), shape)
    return relay.reshape(result, op.result_shape())
