"""Resizing of images and the like."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence

from xdsl.dialects.builtin import i32
from xdsl.ir import SSAValue

from dycl.dialects.relay import AttributeValue
from dycl.passes.aten_to_relay.builder import (
    RelayBuilder,
    Unsupported,
    dtype_of,
    is_float,
    shape_of,
)
from dycl.passes.aten_to_relay.rule import Arguments, converts

NEAREST = (
    "upsample_nearest1d",
    "upsample_nearest1d.vec",
    "upsample_nearest2d",
    "upsample_nearest2d.vec",
    "upsample_nearest3d",
    "upsample_nearest3d.vec",
)
NEAREST_EXACT = (
    "_upsample_nearest_exact1d",
    "_upsample_nearest_exact1d.vec",
    "_upsample_nearest_exact2d",
    "_upsample_nearest_exact2d.vec",
    "_upsample_nearest_exact3d",
    "_upsample_nearest_exact3d.vec",
)
LINEAR = (
    "upsample_linear1d",
    "upsample_linear1d.vec",
    "upsample_bilinear2d",
    "upsample_bilinear2d.vec",
    "upsample_trilinear3d",
    "upsample_trilinear3d.vec",
)


def _input(op: Arguments) -> SSAValue:
    """The argument, which the overloads name differently."""
    return op.tensor("input" if "input" in op.operation.schema().by_name else "self")


def _scales(op: Arguments, x: SSAValue) -> list[float]:
    """How many input elements one output element steps over, for each spatial axis."""
    rank = len(shape_of(x)) - 2
    outputs = op.result_shape()[2:]
    values = op.operation.arguments()
    if "scale_factors" in values:
        factors = values["scale_factors"]
        given = list(factors) if isinstance(factors, tuple) else [None] * rank
    else:
        names = ["scales"] if rank == 1 else [f"scales_{axis}" for axis in "dhw"[-rank:]]
        given = [values[name] for name in names]
    scales: list[float] = []
    for size, output, factor in zip(shape_of(x)[2:], outputs, given, strict=True):
        if isinstance(factor, SSAValue):
            raise Unsupported("a scale known only at run time")
        if isinstance(factor, float) and factor > 0:
            scales.append(1.0 / factor)
        else:
            scales.append(size / output)
    return scales


def _taken(relay: RelayBuilder, x: SSAValue, axis: int, indices: Sequence[int]) -> SSAValue:
    if list(indices) == list(range(shape_of(x)[axis])):
        return x
    return relay.take(x, relay.constant(indices, i32, [len(indices)]), axis)


@converts(*NEAREST, *NEAREST_EXACT, widen=False)
def convert_upsample_nearest(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``upsample_nearest`` and ``_upsample_nearest_exact``."""
    x = _input(op)
    shift = 0.5 if op.name in NEAREST_EXACT else 0.0
    for axis, scale in enumerate(_scales(op, x), start=2):
        size, output = shape_of(x)[axis], op.result_shape()[axis]
        indices = [
            min(math.floor(_f32((index + shift) * _f32(scale))), size - 1)
            for index in range(output)
        ]
        x = _taken(relay, x, axis, indices)
    return x


def _f32(value: float) -> float:
    """``value`` rounded to f32, in which PyTorch computes indices."""
    return struct.unpack("<f", struct.pack("<f", value))[0]


@converts(*LINEAR)
def convert_upsample_linear(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``upsample_linear1d``, ``_bilinear2d`` and ``_trilinear3d``: one axis after another."""
    x = _input(op)
    if not is_float(dtype_of(x)):
        raise Unsupported(f"interpolation of {dtype_of(x)}")
    scales = _scales(op, x)
    for axis, scale in enumerate(scales, start=2):
        size, output = shape_of(x)[axis], op.result_shape()[axis]
        if op.flag("align_corners"):
            step = (size - 1) / (output - 1) if output > 1 else 0.0
            sources = [index * step for index in range(output)]
        else:
            sources = [max(0.0, (index + 0.5) * scale - 0.5) for index in range(output)]
        lower = [min(math.floor(source), size - 1) for source in sources]
        upper = [min(index + 1, size - 1) for index in lower]
        fractions = [
            min(max(source - index, 0.0), 1.0) for source, index in zip(sources, lower, strict=True)
        ]
        if not any(fractions):
            x = _taken(relay, x, axis, lower)
            continue
        shape = [output, *[1] * (len(shape_of(x)) - axis - 1)]
        weight = relay.constant(fractions, dtype_of(x), shape)
        rest = relay.constant([1 - fraction for fraction in fractions], dtype_of(x), shape)
        x = relay.add(
            relay.multiply(_taken(relay, x, axis, lower), rest),
            relay.multiply(_taken(relay, x, axis, upper), weight),
        )
    return x


@converts("grid_sampler_2d", "grid_sampler")
def convert_grid_sampler(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``grid_sampler_2d``: an image at the places (x, y) of a grid, both from -1 to 1."""
    x, grid = op.tensor("input"), op.tensor("grid")
    if len(shape_of(x)) != 4 or dtype_of(x) != dtype_of(grid):
        raise Unsupported("grid_sampler of volumes or of two dtypes")
    method = op.integer("interpolation_mode")
    if method == 1:
        raise Unsupported("grid_sampler with the nearest element: Relay rounds halves up")
    attrs: dict[str, AttributeValue] = {
        "method": "bilinear" if method == 0 else "bicubic",
        "layout": "NCHW",
        "padding_mode": ("zeros", "border", "reflection")[op.integer("padding_mode")],
        "align_corners": op.flag("align_corners"),
    }
    grid = relay.transpose(grid, [0, 3, 1, 2])
    return relay.call("image.grid_sample", [x, grid], attrs, dtype_of(x), op.result_shape())
