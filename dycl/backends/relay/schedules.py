"""How heavy operators are computed where TVM's own schedules do not suit the processor.

On AVX2, TVM keeps up to 31 vectors of results in 16 registers, and reads data anew for each block
of channels. There, convolutions of float32 whose results have a multiple of 16 channels are
computed by :mod:`direct <dycl.backends.relay.direct>`, 3×3 ones with stride 1 by :mod:`winograd
<dycl.backends.relay.winograd>`, and products of two matrices by :mod:`products
<dycl.backends.relay.products>`. Everything else, and other processors, keep TVM's schedules.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from dycl.backends.relay import direct, products, winograd
from dycl.backends.relay.tiles import BLOCK, is_avx2, static_shape


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
            if key not in self.memory and (tiles := products.dense_tiles(target, workload)):
                entities = {name: space.SplitEntity(sizes) for name, sizes in tiles.items()}
                self.memory[key] = space.ConfigEntity(-1, None, entities, [])
            own: Any = super()
            return own._query_inside(target, workload)

    return Rules


@cache
def _register() -> None:
    """Have TVM compute operators as this module says from now on, in this process."""
    topi: Any = importlib.import_module("tvm.topi")
    topi.nn.conv2d_alter_layout.register("cpu", _altered, override=True)
    _register_strategy(
        "conv2d_winograd_without_weight_transform", _winograd, winograd.schedule, suits=None
    )
    for name, convolution in (
        ("conv2d_NCHWc", direct.convolution),
        ("depthwise_conv2d_NCHWc", direct.depthwise_convolution),
    ):
        _register_strategy(name, _direct(convolution), direct.schedule, _is_in_blocks)
    _register_strategy("batch_matmul", _product, products.schedule, _is_in_tiles)


Compute = Callable[[Any, Sequence[Any]], Any]
"""From an operator's attributes and operands to its tensor expression."""


def _register_strategy(
    name: str,
    compute: Compute,
    schedule: Callable[[Any], Any],
    suits: Callable[[Any, Sequence[Any]], bool] | None,
) -> None:
    """Have TVM compute an operator so on AVX2 if its attributes and operands suit; without
    ``suits``, always.
    """
    relay: Any = importlib.import_module("tvm.relay")
    strategies: Any = importlib.import_module("tvm.relay.op.strategy")
    x86: Any = importlib.import_module("tvm.relay.op.strategy.x86")

    def computed(attrs: Any, operands: Any, result: Any) -> list[Any]:
        return [compute(attrs, operands)]

    def scheduled(attrs: Any, results: Any, target: Any) -> Any:
        return schedule(results)

    def strategy(attrs: Any, operands: Any, result: Any, target: Any) -> Any:
        if suits and not (is_avx2(target) and suits(attrs, operands)):
            return getattr(x86, f"{name}_strategy_cpu")(attrs, operands, result, target)
        chosen = relay.op.OpStrategy()
        chosen.add_implementation(computed, scheduled, name="dycl")
        return chosen

    getattr(strategies, f"{name}_strategy").register("cpu", strategy)


def _winograd(attrs: Any, operands: Sequence[Any]) -> Any:
    data, kernel = operands
    return winograd.convolution(data, kernel, _padding(attrs, (3, 3)))


def _direct(convolution: Callable[..., Any]) -> Compute:
    def compute(attrs: Any, operands: Sequence[Any]) -> Any:
        strides, dilation = attrs.get_int_tuple("strides"), attrs.get_int_tuple("dilation")
        padding = _padding(attrs, attrs.get_int_tuple("kernel_size"))
        return convolution(*operands, strides, padding, dilation)

    return compute


def _is_in_blocks(attrs: Any, operands: Sequence[Any]) -> bool:
    data, kernel = (static_shape(each) for each in operands)
    return data is not None and kernel is not None and len(data) == 5 and kernel[-1] == BLOCK


def _product(attrs: Any, operands: Sequence[Any]) -> Any:
    left, right = operands
    return products.product(left, right, bool(attrs.transpose_b))


def _is_in_tiles(attrs: Any, operands: Sequence[Any]) -> bool:
    left, right = (static_shape(each) for each in operands)
    return (
        left is not None
        and right is not None
        and not attrs.transpose_a
        and left[0] == right[0]
        and left[1] % products.ROWS == 0
        and right[1 if attrs.transpose_b else 2] % BLOCK == 0
    )


def _altered(attrs: Any, operands: Any, types: Any, result: Any) -> Any:
    """What TVM replaces ``nn.conv2d`` by when it chooses layouts."""
    tvm: Any = importlib.import_module("tvm")
    x86: Any = importlib.import_module("tvm.topi.x86.conv2d_alter_op")
    data, kernel = (static_shape(each) for each in types)
    is_depthwise = data is not None and kernel == (data[1], 1, *(kernel or ())[2:])
    if (
        not is_avx2(tvm.target.Target.current())
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
