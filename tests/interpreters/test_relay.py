"""Relay's operators mean what the aten operators meant that they were made from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
import torch
from xdsl.dialects.builtin import ModuleOp
from xdsl.utils.exceptions import InterpretationError

from dycl.dialects.relay import CallOp
from dycl.interpreters import run
from dycl.universe import make_context, make_pipeline

Parse = Callable[[str], ModuleOp]

IMAGE = "tensor<2x4x7x8xf32>"
ROW = "tensor<4xf32>"
MATRIX = "tensor<3x5xf32>"
WHOLE = "tensor<3x5xi64>"

CASES: dict[str, tuple[str, Sequence[str], str]] = {
    "conv2d": (
        "aten.conv2d %0, %1, %2 {stride = [2, 1], padding = [1, 2], dilation = [1, 2], groups = 2}",
        [IMAGE, "tensor<6x2x3x3xf32>", "tensor<6xf32>"],
        "tensor<2x6x4x8xf32>",
    ),
    "conv_transpose2d": (
        "aten.conv_transpose2d.input %0, %1 {stride = [2, 2], padding = [1, 1]}",
        [IMAGE, "tensor<4x3x3x3xf32>"],
        "tensor<2x3x13x15xf32>",
    ),
    "batch_norm": (
        "aten.batch_norm %0, %1, %2, %3, %4 {training = false, momentum = 0.1, eps = 1.0e-5, "
        "cudnn_enabled = false}",
        [IMAGE, ROW, ROW, ROW, ROW],
        IMAGE,
    ),
    "layer_norm": (
        "aten.layer_norm %0, %1, %1 {normalized_shape = [5]}",
        [MATRIX, "tensor<5xf32>"],
        MATRIX,
    ),
    "max_pool2d": (
        "aten.max_pool2d %0 {kernel_size = [3, 2], stride = [2, 2], padding = [1, 0], "
        "ceil_mode = true}",
        [IMAGE],
        "tensor<2x4x4x4xf32>",
    ),
    "avg_pool2d": (
        "aten.avg_pool2d %0 {kernel_size = [3, 3], stride = [2, 2], padding = [1, 1], "
        "count_include_pad = false}",
        [IMAGE],
        "tensor<2x4x4x4xf32>",
    ),
    "adaptive_avg_pool2d": (
        "aten.adaptive_avg_pool2d %0 {output_size = [3, 5]}",
        [IMAGE],
        "tensor<2x4x3x5xf32>",
    ),
    "grid_sampler": (
        "aten.grid_sampler %0, %1 {interpolation_mode = 0, padding_mode = 0, align_corners = true}",
        [IMAGE, "tensor<2x3x2x2xf32>"],
        "tensor<2x4x3x2xf32>",
    ),
    "global_avg_pool2d": (
        "aten.adaptive_avg_pool2d %0 {output_size = [1, 1]}",
        [IMAGE],
        "tensor<2x4x1x1xf32>",
    ),
    "linear": (
        "aten.linear %0, %1, %2",
        [MATRIX, "tensor<2x5xf32>", "tensor<2xf32>"],
        "tensor<3x2xf32>",
    ),
    "matmul": ("aten.matmul %0, %1", [MATRIX, "tensor<2x5x4xf32>"], "tensor<2x3x4xf32>"),
    "attention": (
        "aten.scaled_dot_product_attention %0, %0, %0",
        ["tensor<1x2x3x5xf32>"],
        "tensor<1x2x3x5xf32>",
    ),
    "softmax": ("aten.softmax.int %0 {dim = 0}", [MATRIX], MATRIX),
    "log_softmax": ("aten.log_softmax.int %0 {dim = 1}", [MATRIX], MATRIX),
    "gelu": ("aten.gelu %0", [MATRIX], MATRIX),
    "silu": ("aten.silu %0", [MATRIX], MATRIX),
    "leaky_relu": ("aten.leaky_relu %0", [MATRIX], MATRIX),
    "round": ("aten.round %0", [MATRIX], MATRIX),
    "sum": ("aten.sum.dim_IntList %0 {dim = [0, 1]}", [MATRIX], "tensor<f32>"),
    "mean": ("aten.mean.dim %0 {dim = [-1], keepdim = true}", [MATRIX], "tensor<3x1xf32>"),
    "prod": ("aten.prod.dim_int %0 {dim = 1}", [MATRIX], "tensor<3xf32>"),
    "amax": ("aten.amax %0 {dim = [1]}", [MATRIX], "tensor<3xf32>"),
    "argmax": ("aten.argmax %0 {dim = 1}", [MATRIX], "tensor<3xi64>"),
    "all": ("aten.all.dim %0 {dim = 0}", [WHOLE], "tensor<5xi1>"),
    "cumsum": ("aten.cumsum %0 {dim = 1}", [MATRIX], MATRIX),
    "cat": ("aten.cat [%0, %0] {dim = 1}", [MATRIX], "tensor<3x10xf32>"),
    "slice": ("aten.slice.Tensor %0 {dim = 1, start = 1, step = 2}", [MATRIX], "tensor<3x2xf32>"),
    "select": ("aten.select.int %0 {dim = 0, index = 1}", [MATRIX], "tensor<5xf32>"),
    "permute": ("aten.permute %0 {dims = [3, 0, 2, 1]}", [IMAGE], "tensor<8x2x7x4xf32>"),
    "expand": ("aten.expand %0 {size = [2, 3, 5]}", [MATRIX], "tensor<2x3x5xf32>"),
    "repeat": ("aten.repeat %0 {repeats = [2, 2]}", [MATRIX], "tensor<6x10xf32>"),
    "flip": ("aten.flip %0 {dims = [1]}", [MATRIX], MATRIX),
    "pad": (
        "aten.constant_pad_nd %0 {pad = [1, 2, 0, 1], value = 0.5}",
        [MATRIX],
        "tensor<4x8xf32>",
    ),
    "where": ("aten.where.self %0, %1, %1", ["tensor<3x1xi1>", MATRIX], MATRIX),
    "compare": ("aten.gt.Scalar %0 {other = 0.25}", [MATRIX], "tensor<3x5xi1>"),
    "floor_divide": (
        "aten.div.Scalar_mode %0 {other = -2, rounding_mode = \"floor\"}",
        [WHOLE],
        WHOLE,
    ),
    "trunc_divide": (
        "aten.div.Scalar_mode %0 {other = -2, rounding_mode = \"trunc\"}",
        [WHOLE],
        WHOLE,
    ),
    "remainder": ("aten.remainder.Scalar %0 {other = -3}", [WHOLE], WHOLE),
    "clamp": ("aten.clamp %0 {min = -0.5, max = 0.5}", [MATRIX], MATRIX),
    "cast": ("aten.to.dtype %0 {dtype = i32}", [MATRIX], "tensor<3x5xi32>"),
    "pow": ("aten.pow.Tensor_Scalar %0 {exponent = 3}", [MATRIX], MATRIX),
}  # fmt: skip


def example(type_: str) -> torch.Tensor:
    """Numbers of a type."""
    *sizes, name = type_.removeprefix("tensor<").removesuffix(">").split("x")
    shape = [int(size) for size in sizes]
    if name == "i1":
        return torch.rand(shape) > 0.5
    if name == "i64":
        return torch.randint(-5, 5, shape)
    return torch.rand(shape) + 0.1 if len(shape) == 1 else torch.randn(shape)


@pytest.mark.parametrize("name", CASES)
def test_conversion_keeps_the_answer(parse: Parse, name: str) -> None:
    operation, types, result = CASES[name]
    arguments = ", ".join(f"%{index}: {type_}" for index, type_ in enumerate(types))
    used = [types[int(part[0])] for part in operation.split("%")[1:]]
    module = parse(
        f"""
        func.func private @stage({arguments}) -> {result} attributes {{dycl.subnetwork}} {{
          %r = {operation} : ({", ".join(used)}) -> {result}
          func.return %r : {result}
        }}"""
    )
    torch.manual_seed(0)
    inputs = [example(type_) for type_ in types]
    (expected,) = run(module, inputs, entry="stage")
    make_pipeline("convert-aten-to-relay").apply(make_context(module), module)
    module.verify()
    assert any(isinstance(op, CallOp) for op in module.walk())
    (converted,) = run(module, inputs, entry="stage")
    torch.testing.assert_close(converted, expected, rtol=1e-5, atol=1e-5)


RELAY_CASES: dict[str, tuple[str, torch.Tensor, torch.Tensor]] = {
    "maximum prefers its second argument to NaN": (
        '"maximum"(%x, %x) : (TYPE, TYPE) -> TYPE',
        torch.tensor([torch.nan, 1.0]),
        torch.tensor([torch.nan, 1.0]),
    ),
    "division of integers": (
        '"divide"(%x, %x) : (TYPE, TYPE) -> TYPE',
        torch.tensor([-3, 2]),
        torch.tensor([1, 1]),
    ),
    "round": (
        '"round"(%x) : (TYPE) -> TYPE',
        torch.tensor([0.5, 1.5, -0.5, 2.4]),
        torch.tensor([1.0, 2.0, -1.0, 2.0]),
    ),
    "an exclusive scan": (
        '"cumsum"(%x) {axis = 0, exclusive = true} : (TYPE) -> TYPE',
        torch.tensor([1.0, 2.0, 3.0]),
        torch.tensor([0.0, 1.0, 3.0]),
    ),
    "sizes of a slice": (
        '"strided_slice"(%x) {begin = [1], end = [2], strides = [1], slice_mode = "size"} '
        ": (TYPE) -> tensor<2xf32>",
        torch.tensor([1.0, 2.0, 3.0]),
        torch.tensor([2.0, 3.0]),
    ),
    "reshape copies a size": (
        '"reshape"(%x) {newshape = [0, -1]} : (TYPE) -> tensor<2x2xf32>',
        torch.tensor([[[1.0], [2.0]], [[3.0], [4.0]]]),
        torch.tensor([[1.0, 2.0], [3.0, 4.0]]),
    ),
    "the last of equal elements": (
        '"argmax"(%x) {axis = [0], keepdims = true, select_last_index = true} '
        ": (TYPE) -> tensor<1xi32>",
        torch.tensor([3.0, 1.0, 3.0]),
        torch.tensor([2], dtype=torch.int32),
    ),
    "wrapped indices": (
        '"take"(%x, %i) {axis = 0, mode = "wrap"} : (TYPE, tensor<2xi64>) -> tensor<2xf32>',
        torch.tensor([1.0, 2.0, 3.0]),
        torch.tensor([3.0, 1.0]),
    ),
    "gathered elements": (
        '"gather"(%x, %j) {axis = 0} : (TYPE, tensor<2xi64>) -> tensor<2xf32>',
        torch.tensor([1.0, 2.0, 3.0]),
        torch.tensor([3.0, 1.0]),
    ),
    "scattered elements": (
        '"scatter_elements"(%x, %j, %x) {axis = 0, reduction = "add"} '
        ": (TYPE, tensor<2xi64>, TYPE) -> tensor<3xf32>",
        torch.tensor([1.0, 2.0, 3.0]),
        torch.tensor([3.0, 2.0, 4.0]),
    ),
    "an adaptive pooling of integers": (
        '"nn.adaptive_max_pool1d"(%x) {output_size = [2]} : (TYPE) -> tensor<1x1x2xi64>',
        torch.tensor([[[1, 5, 3, 4]]]),
        torch.tensor([[[5, 4]]]),
    ),
    "bits of a number": (
        '"reinterpret"(%x) {dtype = i32} : (TYPE) -> tensor<1xi32>',
        torch.tensor([1.0]),
        torch.tensor([0x3F800000], dtype=torch.int32),
    ),
    "a negative slope that is not said": (
        '"nn.leaky_relu"(%x) : (TYPE) -> TYPE',
        torch.tensor([-1.0, 2.0]),
        torch.tensor([-0.25, 2.0]),
    ),
    "factors that are not said to be transposed": (
        '"nn.batch_matmul"(%x, %x) : (TYPE, TYPE) -> TYPE',
        torch.tensor([[[0.0, 1.0], [0.0, 2.0]]]),
        torch.tensor([[[0.0, 2.0], [0.0, 4.0]]]),
    ),
    "scattered elements, as is the default": (
        '"scatter_elements"(%x, %j, %x) : (TYPE, tensor<2xi64>, TYPE) -> TYPE',
        torch.tensor([1.0, 2.0, 3.0]),
        torch.tensor([2.0, 2.0, 1.0]),
    ),
    "no value is as no attribute": (
        '"transpose"(%x) {axes = none} : (TYPE) -> TYPE',
        torch.tensor([[1.0, 2.0], [3.0, 4.0]]),
        torch.tensor([[1.0, 3.0], [2.0, 4.0]]),
    ),
    "a pooling with ceil_mode": (
        '"nn.avg_pool1d"(%x) {pool_size = [2], strides = [2], ceil_mode = true} '
        ": (TYPE) -> tensor<1x1x2xf32>",
        torch.tensor([[[1.0, 2.0, 3.0]]]),
        torch.tensor([[[1.5, 3.0]]]),
    ),
}


@pytest.mark.parametrize("name", RELAY_CASES)
def test_rules_of_relay(parse: Parse, name: str) -> None:
    call, x, expected = RELAY_CASES[name]
    element = "i64" if x.dtype == torch.int64 else "f32"
    type_ = f"tensor<{''.join(f'{size}x' for size in x.shape)}{element}>"
    result = call.rpartition("-> ")[2].replace("TYPE", type_)
    module = parse(
        f"""
        func.func @forward(%x: {type_}) -> {result} {{
          %i = arith.constant dense<[5, -3]> : tensor<2xi64>
          %j = arith.constant dense<[2, 0]> : tensor<2xi64>
          %r = relay.call {call.replace("TYPE", type_)}
          func.return %r : {result}
        }}"""
    )
    torch.testing.assert_close(run(module, [x]), [expected], equal_nan=True)


def test_tuples(parse: Parse) -> None:
    module = parse(
        """
        func.func @forward(%x: tensor<5xf32>) -> (tensor<2xf32>, tensor<6xf32>) {
          %parts = relay.call "split"(%x) {indices_or_sections = [2]}
              : (tensor<5xf32>) -> tuple<tensor<2xf32>, tensor<3xf32>>
          %first = relay.tuple_get_item %parts[0] : tuple<tensor<2xf32>, tensor<3xf32>>
          %rest = relay.tuple_get_item %parts[1] : tuple<tensor<2xf32>, tensor<3xf32>>
          %pair = relay.tuple(%rest, %rest) : tensor<3xf32>, tensor<3xf32>
          %both = relay.call "concatenate"(%pair) {axis = 0}
              : (tuple<tensor<3xf32>, tensor<3xf32>>) -> tensor<6xf32>
          func.return %first, %both : tensor<2xf32>, tensor<6xf32>
        }"""
    )
    first, both = run(module, [torch.arange(5.0)])
    assert first.tolist() == [0.0, 1.0]
    assert both.tolist() == [2.0, 3.0, 4.0] * 2


def test_unknown_operators_are_named(parse: Parse) -> None:
    module = parse(
        """
        func.func @forward(%x: tensor<5xf32>) -> tensor<5xf32> {
          %0 = relay.call "nn.magic"(%x) : (tensor<5xf32>) -> tensor<5xf32>
          func.return %0 : tensor<5xf32>
        }"""
    )
    with pytest.raises(InterpretationError, match=r"Relay operator nn\.magic has no meaning"):
        run(module, [torch.zeros(5)])
