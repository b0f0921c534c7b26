"""How heavy operators are computed where TVM's own schedules do not suit the processor.

On AVX2, TVM keeps up to 31 vectors of results in 16 registers, and reads data anew for each block
of channels. There, convolutions of float32 whose results have a multiple of 16 channels are
computed by :mod:`direct <dycl.backends.relay.direct>`, 3×3 ones with stride 1 by :mod:`winograd
<dycl.backends.relay.winograd>`. Matrix products have 4 rows of results in registers instead of 8.
Everything else, and other processors, keep TVM's schedules.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from dycl.backends.relay import direct, winograd
from dycl.backends.relay.tiles import BLOCK

_MANY_MULTIPLICATIONS = 1_000_000
"""From here on copying the operands of a matrix product costs less than it can save."""


def rules() -> Any:
    """A context in which TVM takes this module's schedules."""
    _register()
    return _rules()()


@cache
def _rules() -> Any:
    task: Any = importlib.import_module("tvm.autotvm.task")
    space: Any = importlib.import_module("tvm.autotvm.task.space")

    class Rules(task.FallbackContext):
        def _query_inside(self, target: Any, workload: Any) -> Any:
            key = (str(target), workload)
            if key not in self.memory and (tiles := _matrix_product(target, workload)):
                entities = {name: space.SplitEntity(sizes) for name, sizes in tiles.items()}
                self.memory[key] = space.ConfigEntity(-1, None, entities, [])
            own: Any = super()
            return own._query_inside(target, workload)

    return Rules


def _matrix_product(target: Any, workload: Any) -> dict[str, list[int]] | None:
    """How AutoTVM's ``dense_pack.x86`` cuts its loops, None for TVM's way."""
    if workload[0] != "dense_pack.x86" or not _is_avx2(target):
        return None
    (_, data, dtype), (_, weight, _) = workload[1:3]
    sizes = *data, *weight
    if dtype != "float32" or len(sizes) != 4 or not all(isinstance(size, int) for size in sizes):
        return None
    rows, channels, results = sizes[:3]
    if rows % 8 or results % BLOCK:
        return None
    return {
        "tile_y": [rows // 8, 2, 4],
        "tile_x": [results // BLOCK, 1, BLOCK],
        "tile_k": [channels, 1],
        "tile_inner": [rows // 4, 4],
    }


def with_even_rows(function: Any, target: str) -> Any:
    """A type-checked Relay ``function``, on AVX2 its large matrix products padded with rows of
    zeros to a multiple of 8 rows.

    TVM computes as many rows together as a power of two that divides their number: of 197 tokens
    of a vision transformer, for instance, one.
    """
    tvm: Any = importlib.import_module("tvm")
    pattern: Any = importlib.import_module("tvm.relay.dataflow_pattern")
    if not _is_avx2(tvm.target.Target(target)):
        return function
    return pattern.rewrite(_even_rows()(), function)


@cache
def _even_rows() -> Any:
    relay: Any = importlib.import_module("tvm.relay")
    pattern: Any = importlib.import_module("tvm.relay.dataflow_pattern")

    class EvenRows(pattern.DFPatternCallback):
        def __init__(self) -> None:
            base: Any = super()
            base.__init__(rewrite_once=True)
            self.pattern = pattern.is_op("nn.dense")(pattern.wildcard(), pattern.wildcard())

        def callback(self, pre: Any, post: Any, node_map: Any) -> Any:
            data, weight = (_static_shape(each.checked_type) for each in pre.args)
            if not data or not weight or len(data) != 2:
                return post
            rows, results = data[0], weight[0]
            missing = -rows % 8
            if not missing or rows < 8 or math.prod(data) * results < _MANY_MULTIPLICATIONS:
                return post
            x = relay.nn.pad(post.args[0], ((0, missing), (0, 0)))
            product = relay.Call(post.op, [x, post.args[1]], post.attrs)
            return relay.strided_slice(product, (0, 0), (rows, results))

    return EvenRows


@cache
def _register() -> None:
    """Have TVM compute convolutions as this module says from now on, in this process."""
    topi: Any = importlib.import_module("tvm.topi")
    strategy: Any = importlib.import_module("tvm.relay.op.strategy")
    topi.nn.conv2d_alter_layout.register("cpu", _altered, override=True)
    winograds = strategy.conv2d_winograd_without_weight_transform_strategy
    winograds.register("cpu", _strategy(_winograd, winograd.schedule))
    for kind, compute in (
        ("conv2d_NCHWc", _direct(direct.convolution)),
        ("depthwise_conv2d_NCHWc", _direct(direct.depthwise_convolution)),
    ):
        own = getattr(importlib.import_module("tvm.relay.op.strategy.x86"), f"{kind}_strategy_cpu")
        getattr(strategy, f"{kind}_strategy").register(
            "cpu", _strategy(compute, direct.schedule, own)
        )


Compute = Callable[[Any, Sequence[Any]], Any]
"""From a convolution's attributes and operands to its tensor expression."""


def _winograd(attrs: Any, operands: Sequence[Any]) -> Any:
    data, kernel = operands
    return winograd.convolution(data, kernel, _padding(attrs, (3, 3)))


def _direct(convolution: Callable[..., Any]) -> Compute:
    def compute(attrs: Any, operands: Sequence[Any]) -> Any:
        strides, dilation = attrs.get_int_tuple("strides"), attrs.get_int_tuple("dilation")
        padding = _padding(attrs, attrs.get_int_tuple("kernel_size"))
        return convolution(*operands, strides, padding, dilation)

    return compute


def _strategy(compute: Compute, schedule: Callable[[Any], Any], own: Any = None) -> Any:
    """TVM's way to be told of an implementation; ``own`` is TVM's for what is not ours."""

    def computed(attrs: Any, operands: Any, result: Any) -> list[Any]:
        return [compute(attrs, operands)]

    def scheduled(attrs: Any, results: Any, target: Any) -> Any:
        return schedule(results)

    def strategy(attrs: Any, operands: Any, result: Any, target: Any) -> Any:
        if own and not _is_ours(target, operands):
            return own(attrs, operands, result, target)
        relay: Any = importlib.import_module("tvm.relay")
        chosen = relay.op.OpStrategy()
        chosen.add_implementation(computed, scheduled, name="dycl")
        return chosen

    return strategy


def _is_ours(target: Any, operands: Sequence[Any]) -> bool:
    """Whether a convolution of data in blocks is one of this module's."""
    data, kernel = operands
    sizes = *data.shape, *kernel.shape
    return (
        _is_avx2(target)
        and len(data.shape) == 5
        and int(kernel.shape[-1]) == BLOCK
        and data.dtype == kernel.dtype == "float32"
        and all(type(size).__name__ == "IntImm" for size in sizes)
    )


def _is_avx2(target: Any) -> bool:
    codegen: Any = importlib.import_module("tvm.target.codegen")
    with target:
        has = codegen.target_has_features
        return bool(has("avx2")) and not has("avx512f")


def _altered(attrs: Any, operands: Any, types: Any, result: Any) -> Any:
    """What TVM replaces ``nn.conv2d`` by when it chooses layouts."""
    tvm: Any = importlib.import_module("tvm")
    x86: Any = importlib.import_module("tvm.topi.x86.conv2d_alter_op")
    data, kernel = (_static_shape(each) for each in types)
    is_depthwise = data is not None and kernel == (data[1], 1, *(kernel or ())[2:])
    if (
        not _is_avx2(tvm.target.Target.current())
        or (attrs.data_layout, attrs.kernel_layout) != ("NCHW", "OIHW")
        or not data
        or not kernel
        or kernel[0] % BLOCK
        or attrs.groups not in (1, data[1] if is_depthwise else 1)
    ):
        return x86._alter_conv2d_layout(attrs, operands, types, result)
    nn = tvm.relay.nn
    settings = {name: attrs[name] for name in attrs.keys()}  # noqa: SIM118
    settings |= {"channels": kernel[0], "kernel_size": kernel[2:]}
    settings["out_layout"] = f"NCHW{BLOCK}c"
    if attrs.groups > 1:
        settings |= {"data_layout": f"NCHW{BLOCK}c", "kernel_layout": f"OIHW1i{BLOCK}o"}
        return nn.contrib_depthwise_conv2d_nchwc(*operands, **settings)
    if _takes_winograd(attrs, data, kernel):
        settings |= {"data_layout": f"NCHW{BLOCK}c", "tile_size": winograd.TILE}
        packed = winograd.packed_kernel(operands[1], kernel, BLOCK)
        return nn.contrib_conv2d_winograd_without_weight_transform(operands[0], packed, **settings)
    # As large as those of TVM's own schedules, which channels that are no multiple of 16 come from.
    block = max(size for size in (*range(1, 9), BLOCK) if data[1] % size == 0)
    settings |= {"data_layout": f"NCHW{block}c", "kernel_layout": f"OIHW{block}i{BLOCK}o"}
    return nn.contrib_conv2d_nchwc(*operands, **settings)


def _static_shape(type_: Any) -> tuple[int, ...] | None:
    """None for another dtype than float32, and for sizes that are not known."""
    if type_.dtype != "float32" or any(type(size).__name__ != "IntImm" for size in type_.shape):
        return None
    return tuple(int(size) for size in type_.shape)


def _takes_winograd(attrs: Any, data: Sequence[int], kernel: Sequence[int]) -> bool:
    """Whether a convolution is 3×3 with stride 1, of whole blocks and tiles."""
    if tuple(kernel[2:]) != (3, 3) or data[1] % BLOCK:
        return False
    if {*attrs.get_int_tuple("strides"), *attrs.get_int_tuple("dilation")} != {1}:
        return False
    top, left, bottom, right = _padding(attrs, (3, 3))
    height, width = data[2] + top + bottom - 2, data[3] + left + right - 2
    return math.gcd(height, width, winograd.TILE) == winograd.TILE


def _padding(attrs: Any, window: Sequence[int]) -> tuple[int, ...]:
    """Top, left, bottom, right."""
    utils: Any = importlib.import_module("tvm.topi.nn.utils")
    given = utils.get_pad_tuple(attrs.get_int_tuple("padding"), tuple(window))
    return tuple(int(size) for size in given)
