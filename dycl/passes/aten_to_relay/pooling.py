"""Pooling. Padding is always explicit in Relay, which also says PyTorch's ``ceil_mode``."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from xdsl.dialects.builtin import f32, i32, i64
from xdsl.ir import SSAValue

from dycl.passes.aten_to_relay.builder import (
    RelayBuilder,
    Unsupported,
    dtype_of,
    is_float,
    shape_of,
)
from dycl.passes.aten_to_relay.reduction import LONG_SUM, mean
from dycl.passes.aten_to_relay.rule import Arguments, converts


def _input(relay: RelayBuilder, op: Arguments, rank: int) -> SSAValue:
    """The input with a batch axis."""
    x = op.tensor("self")
    if not is_float(dtype_of(x)):
        raise Unsupported(f"pooling of {dtype_of(x)}")
    return x if len(shape_of(x)) == rank + 2 else relay.expand_dims(x, 0)


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


Pool = Callable[[SSAValue], SSAValue]
"""Relay's pooling of a tensor that it may choose the dtype of."""


def _maximum(relay: RelayBuilder, x: SSAValue, pool: Pool, shape: Sequence[int]) -> SSAValue:
    """The largest number of each window, NaN where there is one: Relay's maximum skips it, so it
    is that of integers in the same order.
    """
    return relay.reshape(relay.from_ordered_bits(pool(relay.ordered_bits(x))), shape)


def _maximum_with_index(
    relay: RelayBuilder, x: SSAValue, pool: Pool, shape: Sequence[int]
) -> list[SSAValue]:
    """The same, and where it is: the first index of equal numbers, the last of NaNs.

    Both are one integer of 64 bits, whose lower half decides among equal upper halves.
    """
    if dtype_of(x) != f32:
        raise Unsupported(f"the indices of a pooling of {dtype_of(x)}")
    spatial = shape_of(x)[2:]
    index = relay.reshape(relay.arange(math.prod(spatial)), [1, 1, *spatial])
    lower = relay.where(relay.is_nan(x), index, relay.subtract(_LOWER_HALF, index))
    is_zero = relay.compare("equal", relay.magnitude_bits(x), 0)  # of either sign
    ordered = relay.where(is_zero, 0, relay.ordered_bits(x))
    upper = relay.multiply(relay.cast(ordered, i64), 1 << 32)
    best = pool(relay.add(upper, lower))
    value = relay.cast(relay.binary("right_shift", best, 32), i32)
    number = relay.from_ordered_bits(value)
    lower = relay.binary("bitwise_and", best, _LOWER_HALF)
    index = relay.where(relay.is_nan(number), lower, relay.subtract(_LOWER_HALF, lower))
    return [relay.reshape(number, shape), relay.reshape(index, shape)]


_LOWER_HALF = (1 << 32) - 1


def _max_pool(relay: RelayBuilder, op: Arguments) -> tuple[SSAValue, Pool]:
    rank = _rank(op)
    x = _input(relay, op, rank)
    window = Window(op, rank, shape_of(x)[2:])
    return x, lambda x: _pool(relay, x, "max_pool", window)


def _is_used(op: Arguments, index: int) -> bool:
    return op.operation.results[index].first_use is not None


@converts("max_pool1d", "max_pool2d", "max_pool3d")
def convert_max_pool(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``max_pool1d``, ``max_pool2d``, ``max_pool3d``."""
    return _maximum(relay, *_max_pool(relay, op), op.result_shape())


@converts("max_pool1d_with_indices", "max_pool2d_with_indices", "max_pool3d_with_indices")
def convert_max_pool_with_indices(relay: RelayBuilder, op: Arguments) -> list[SSAValue]:
    """The same, with the indices where somebody asks for them."""
    return _with_indices(relay, op, *_max_pool(relay, op))


def _with_indices(relay: RelayBuilder, op: Arguments, x: SSAValue, pool: Pool) -> list[SSAValue]:
    if _is_used(op, 1):
        return _maximum_with_index(relay, x, pool, op.result_shape())
    unused = relay.full(0, op.result_dtype(1), op.result_shape(1))
    return [_maximum(relay, x, pool, op.result_shape()), unused]


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
    rank = _rank(op)
    x = _input(relay, op, rank)
    outputs = op.result_shape()[-rank:]
    if all(size == 1 for size in outputs):
        return relay.reshape(_global_average(relay, x), op.result_shape())
    return relay.reshape(_adaptive_pool(relay, x, "avg", outputs), op.result_shape())


def _global_average(relay: RelayBuilder, x: SSAValue) -> SSAValue:
    """The mean of each channel, of images line by line: Relay adds one number to the other, and
    the error grows with their count. Pooling keeps the layout of convolutions.
    """
    *batch, rows, columns = shape_of(x)
    if len(batch) != 2 or max(rows, columns) > LONG_SUM:
        for axis in reversed(range(2, len(shape_of(x)))):
            x = mean(relay, x, [axis], keepdims=True)
        return x
    if min(rows, columns) > 1:
        line: dict[str, Sequence[int]] = {"pool_size": [1, columns], "strides": [1, columns]}
        x = relay.call("nn.avg_pool2d", [x], line, dtype_of(x), [*batch, rows, 1])
    return relay.call("nn.global_avg_pool2d", [x], {}, dtype_of(x), [*batch, 1, 1])


@converts("adaptive_max_pool1d", "adaptive_max_pool2d", "adaptive_max_pool3d")
def convert_adaptive_max_pool(relay: RelayBuilder, op: Arguments) -> list[SSAValue]:
    """``adaptive_max_pool1d`` and so on, with the indices where somebody asks for them."""
    rank = _rank(op)
    x = _input(relay, op, rank)
    outputs = op.result_shape()[-rank:]
    return _with_indices(relay, op, x, lambda x: _adaptive_pool(relay, x, "max", outputs))


def _adaptive_pool(relay: RelayBuilder, x: SSAValue, kind: str, outputs: Sequence[int]) -> SSAValue:
    shape = [*shape_of(x)[:2], *outputs]
    if tuple(outputs) == (1, 1):
        return relay.call(f"nn.global_{kind}_pool2d", [x], {}, dtype_of(x), shape)
    callee = f"nn.adaptive_{kind}_pool{len(outputs)}d"
    return relay.call(callee, [x], {"output_size": outputs}, dtype_of(x), shape)


@converts("im2col")
def convert_im2col(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``unfold``: each window of an image as a column."""
    x = op.tensor("self")
    is_batch = len(shape_of(x)) == 4
    x = x if is_batch else relay.expand_dims(x, 0)
    places = _Places(op, shape_of(x)[2:])
    x = relay.pad(x, [(0, 0), (0, 0), *((width, width) for width in places.padding)])
    parts: list[SSAValue] = []
    for starts in places.starts():
        part = x
        for axis, (start, count, step) in enumerate(zip(starts, *places.steps, strict=True), 2):
            part = relay.slice(part, axis, start, start + (count - 1) * step + 1, step)
        parts.append(part)
    return relay.reshape(relay.stack(parts, 2), op.result_shape())


@converts("col2im")
def convert_col2im(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``fold``: an image whose pixels are the sums of all windows that hold them."""
    x = op.tensor("self")
    is_batch = len(shape_of(x)) == 3
    x = x if is_batch else relay.expand_dims(x, 0)
    outputs = op.integers("output_size", 2)
    places = _Places(op, outputs)
    windows = math.prod(places.size)
    counts, steps = places.steps
    batch, rows, _ = shape_of(x)
    x = relay.reshape(x, [batch, rows // windows, windows, *counts])
    total: SSAValue | None = None
    for number, starts in enumerate(places.starts()):
        part = relay.slice(x, 2, number, number + 1)
        part = relay.reshape(part, [batch, rows // windows, *counts])
        spread = [(count - 1) * step + 1 for count, step in zip(counts, steps, strict=True)]
        attrs = {"strides": [1, 1, *steps], "dilation_value": 0.0}
        part = relay.call(
            "nn.dilate", [part], attrs, dtype_of(x), [batch, rows // windows, *spread]
        )
        rest = [
            size + 2 * width - start - extent
            for size, width, start, extent in zip(
                outputs, places.padding, starts, spread, strict=True
            )
        ]
        part = relay.pad(part, [(0, 0), (0, 0), *zip(starts, rest, strict=True)])
        total = part if total is None else relay.add(total, part)
    assert total is not None
    for axis, (width, size) in enumerate(zip(places.padding, outputs, strict=True), 2):
        total = relay.slice(total, axis, width, width + size)
    return relay.reshape(total, op.result_shape())


class _Places:
    """Where the windows of ``im2col`` and ``col2im`` lie in an image of a size."""

    def __init__(self, op: Arguments, image: Sequence[int]) -> None:
        self.size = op.integers("kernel_size", 2)
        self.padding = op.integers("padding", 2)
        self._dilation = op.integers("dilation", 2)
        strides = op.integers("stride", 2)
        counts = [
            (extent + 2 * width - dilation * (size - 1) - 1) // stride + 1
            for extent, width, dilation, size, stride in zip(
                image, self.padding, self._dilation, self.size, strides, strict=True
            )
        ]
        self.steps = (counts, strides)
        """The number of windows along each axis, and how far each is from the next."""

    def starts(self) -> list[tuple[int, int]]:
        """Of each element of a window, where the first window has it in the padded image."""
        rows, columns = self.size
        return [
            (row * self._dilation[0], column * self._dilation[1])
            for row in range(rows)
            for column in range(columns)
        ]
