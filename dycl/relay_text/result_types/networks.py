"""Operators of neural networks: products, convolutions, pooling, normalization."""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects.builtin import DYNAMIC_INDEX
from xdsl.ir import Attribute

from dycl.dialects.relay import tuple_type
from dycl.relay_text.result_types.rule import Arguments, Rules, tensor

RULES = Rules()

SPATIAL = {1: "W", 2: "HW", 3: "DHW"}
"""The letters of the spatial axes in layouts."""


def _out_dtype(call: Arguments) -> Attribute:
    return call.dtype_named("out_dtype", call.dtype(0))


def _agree(call: Arguments, left: int, right: int) -> None:
    call.require(
        left == right or DYNAMIC_INDEX in (left, right),
        f"the inner sizes {left} and {right} differ",
    )


@RULES.rule("nn.dense")
def _dense(call: Arguments) -> Attribute:
    call.require(call.rank(0) > 0 and call.rank(1) == 2, "takes a tensor and a matrix")
    *shape, inner = call.shape(0)
    outputs, weight = call.shape(1)
    _agree(call, inner, weight)
    return tensor(_out_dtype(call), [*shape, outputs])


@RULES.rule("nn.batch_matmul", "nn.matmul")
def _matmul(call: Arguments) -> Attribute:
    is_batch = call.callee == "nn.batch_matmul"
    left, right = list(call.shape(0)), list(call.shape(1))
    is_shaped = (len(left), len(right)) == (3, 3) if is_batch else len(left) > 1 == len(right) - 1
    call.require(is_shaped, f"does not multiply {call[0]} and {call[1]}")
    if call.flag("transpose_a"):
        left[-2:] = left[:-3:-1]
    if call.flag("transpose_b"):
        right[-2:] = right[:-3:-1]
    _agree(call, left[-1], right[-2])
    batch = call.broadcast(left[:1], right[:1]) if is_batch else left[:-2]
    return tensor(_out_dtype(call), [*batch, left[-2], right[-1]])


@RULES.rule("nn.batch_norm")
def _batch_norm(call: Arguments) -> Attribute:
    return tuple_type([call[0], call[3], call[4]])


def _layout(call: Arguments, name: str, default: str) -> str:
    layout = call.text(name, default)
    call.require(
        sorted(layout) == sorted(default), f"the layout {layout} needs the type in the text"
    )
    return layout


def _rank(call: Arguments) -> int:
    """The number of spatial axes, from the operator's name."""
    return int(call.callee.removesuffix("_transpose")[-2])


def _each(call: Arguments, name: str, rank: int, default: int) -> list[int]:
    """A number for each spatial axis."""
    values = call.integers(name, [default])
    values = values * rank if len(values) == 1 else values
    call.require(len(values) == rank, f"{name} needs {rank} numbers")
    return values


def _padding(call: Arguments, rank: int) -> list[int]:
    """Before plus after, for each spatial axis."""
    widths = call.integers("padding", [0])
    if len(widths) == 1:
        widths = widths * rank
    if len(widths) == rank:
        widths = widths * 2
    call.require(len(widths) == 2 * rank, "padding needs a number for each side")
    return [before + after for before, after in zip(widths[:rank], widths[rank:], strict=True)]


def _place(layout: str, sizes: dict[str, int]) -> list[int]:
    return [sizes[letter] for letter in layout]


@RULES.rule("nn.conv1d", "nn.conv2d", "nn.conv3d")
def _convolution(call: Arguments) -> Attribute:
    rank = _rank(call)
    letters = SPATIAL[rank]
    layout = _layout(call, "data_layout", f"NC{letters}")
    kernel_layout = _layout(call, "kernel_layout", f"OI{letters}")
    data, weight = _by_letter(call, 0, layout), _by_letter(call, 1, kernel_layout)
    strides, dilation = _each(call, "strides", rank, 1), _each(call, "dilation", rank, 1)
    sizes = {"N": data["N"], "C": weight["O"]}
    for axis, padding in enumerate(_padding(call, rank)):
        letter = letters[axis]
        extent = (weight[letter] - 1) * dilation[axis] + 1
        sizes[letter] = _windows(data[letter], padding, extent, strides[axis])
    return tensor(_out_dtype(call), _place(_layout(call, "out_layout", layout), sizes))


@RULES.rule("nn.conv1d_transpose", "nn.conv2d_transpose", "nn.conv3d_transpose")
def _transposed_convolution(call: Arguments) -> Attribute:
    rank = _rank(call)
    letters = SPATIAL[rank]
    layout = _layout(call, "data_layout", f"NC{letters}")
    kernel_layout = _layout(call, "kernel_layout", f"IO{letters}")
    data, weight = _by_letter(call, 0, layout), _by_letter(call, 1, kernel_layout)
    strides, dilation = _each(call, "strides", rank, 1), _each(call, "dilation", rank, 1)
    more = _each(call, "output_padding", rank, 0)
    sizes = {"N": data["N"], "C": weight["O"] * call.integer("groups", 1)}
    for axis, padding in enumerate(_padding(call, rank)):
        letter = letters[axis]
        extent = (weight[letter] - 1) * dilation[axis] + 1
        size = (data[letter] - 1) * strides[axis] - padding + extent + more[axis]
        sizes[letter] = DYNAMIC_INDEX if data[letter] == DYNAMIC_INDEX else size
    return tensor(_out_dtype(call), _place(_layout(call, "out_layout", layout), sizes))


def _by_letter(call: Arguments, index: int, layout: str) -> dict[str, int]:
    shape = call.shape(index)
    call.require(len(shape) == len(layout), f"{call[index]} does not have the layout {layout}")
    return dict(zip(layout, shape, strict=True))


def _windows(size: int, padding: int, extent: int, stride: int) -> int:
    if size == DYNAMIC_INDEX:
        return DYNAMIC_INDEX
    return (size + padding - extent) // stride + 1


@RULES.rule(*(f"nn.{kind}_pool{rank}d" for kind in ("avg", "max") for rank in (1, 2, 3)))
def _pool(call: Arguments) -> Attribute:
    rank = _rank(call)
    letters = SPATIAL[rank]
    layout = _layout(call, "layout", f"NC{letters}")
    sizes = _by_letter(call, 0, layout)
    windows = _each(call, "pool_size", rank, 0)
    strides, dilation = _each(call, "strides", rank, 1), _each(call, "dilation", rank, 1)
    for axis, padding in enumerate(_padding(call, rank)):
        extent = (windows[axis] - 1) * dilation[axis] + 1
        more = strides[axis] - 1 if call.flag("ceil_mode") else 0
        sizes[letters[axis]] = _windows(sizes[letters[axis]], padding + more, extent, strides[axis])
    return tensor(call.dtype(0), _place(_layout(call, "out_layout", layout), sizes))


def _spatial(call: Arguments, layout: str, sizes: Sequence[int]) -> Attribute:
    """The first argument's type with other spatial sizes."""
    result = _by_letter(call, 0, layout)
    letters = [letter for letter in layout if letter not in "NC"]
    return tensor(call.dtype(0), _place(layout, result | dict(zip(letters, sizes, strict=True))))


@RULES.rule("nn.global_avg_pool2d", "nn.global_max_pool2d")
def _global_pool(call: Arguments) -> Attribute:
    return _spatial(call, _layout(call, "layout", "NCHW"), [1, 1])


@RULES.rule(*(f"nn.adaptive_{kind}_pool{rank}d" for kind in ("avg", "max") for rank in (1, 2, 3)))
def _adaptive_pool(call: Arguments) -> Attribute:
    rank = _rank(call)
    layout = _layout(call, "layout", f"NC{SPATIAL[rank]}")
    if not call.integers("output_size", []):
        return call[0]
    return _spatial(call, layout, _each(call, "output_size", rank, 1))


@RULES.rule("image.resize1d", "image.resize2d", "image.resize3d")
def _resize(call: Arguments) -> Attribute:
    rank = _rank(call)
    layout = _layout(call, "layout", f"NC{SPATIAL[rank]}")
    result = _spatial(call, layout, _each(call, "size", rank, 1))
    assert isinstance(result, type(call[0]))
    return tensor(_out_dtype(call), result.get_shape())
