"""The types that follow from operators are those that TVM infers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from xdsl.dialects.builtin import ModuleOp
from xdsl.dialects.func import FuncOp
from xdsl.utils.exceptions import ParseError

from dycl.dialects.relay import BINARY, COMPARISON, UNARY
from dycl.relay_text import read_relay
from dycl.relay_text.result_types import RULES

Read = Callable[[str], ModuleOp]

PARAMETERS = {
    "%f": "Tensor[(2, 3, 4), float32]",
    "%g": "Tensor[(2, 1, 4), float32]",
    "%r": "Tensor[(3), float32]",
    "%b": "Tensor[(2, 3, 4), bool]",
    "%i": "Tensor[(2, 3, 4), int32]",
    "%k": "Tensor[(5), int64]",
    "%m": "Tensor[(6, 4), float32]",
    "%w": "Tensor[(1, 4, 7), float32]",
    "%line": "Tensor[(2, 4, 9), float32]",
    "%image": "Tensor[(2, 4, 9, 8), float32]",
    "%last": "Tensor[(2, 9, 8, 4), float32]",
    "%volume": "Tensor[(2, 4, 9, 8, 7), float32]",
    "%kernel1": "Tensor[(6, 2, 3), float32]",
    "%kernel2": "Tensor[(6, 2, 3, 2), float32]",
    "%kernel3": "Tensor[(6, 4, 3, 2, 1), float32]",
    "%kernel_last": "Tensor[(3, 2, 4, 6), float32]",
    "%back1": "Tensor[(4, 6, 3), float32]",
    "%back2": "Tensor[(4, 3, 3, 2), float32]",
    "%back3": "Tensor[(4, 6, 3, 2, 1), float32]",
    "%c": "Tensor[(4), float32]",
    "%any": "Tensor[(?, 3, 4), float32]",
    "%row": "Tensor[(?), float32]",
}

INTEGERS = {"left_shift", "right_shift", "bitwise_and", "bitwise_or", "bitwise_xor"}
BOOLEANS = {"logical_and", "logical_or", "logical_xor"}
UNARY_ARGUMENTS = {
    "bitwise_not": "%i",
    "clip": "%f, a_min=-1f, a_max=2f",
    "logical_not": "%b",
    "reverse": "%f, axis=1",
}

CALLS = [
    *(f"{name}({UNARY_ARGUMENTS.get(name, '%f')})" for name in sorted(UNARY)),
    *(
        f"{name}({'%i, %i' if name in INTEGERS else '%b, %b' if name in BOOLEANS else '%f, %g'})"
        for name in sorted(BINARY)
    ),
    *(f"{name}(%f, %g)" for name in sorted(COMPARISON)),
    "add(%any, %g)",
    "multiply(%row, %row)",
    "less(%any, 1f)",
    *(f"{name}(%f)" for name in ("isfinite", "isinf", "isnan")),
    "where(%b, %f, %g)",
    'cast(%f, dtype="int8")',
    'reinterpret(%f, dtype="int32")',
    "cast_like(%f, %k)",
    "annotation.stop_fusion(%f)",
    "full_like(%f, 1f)",
    "nn.bias_add(%f, %r)",
    "nn.fast_softmax(%f)",
    "nn.group_norm(%image, %c, %c, num_groups=2)",
    "nn.instance_norm(%image, %c, %c)",
    "nn.l2_normalize(%image, eps=1e-05f, axis=[1])",
    "nn.layer_norm(%image, %c, %c, axis=1)",
    "nn.lrn(%image)",
    "nn.prelu(%image, %c)",
    "nn.dropout(%f)",
    'scatter_elements(%f, cast(%f, dtype="int64"), %f, axis=1, attrs_type_key="KEY")'.replace(
        "KEY", "relay.attrs.ScatterElementsAttrs"
    ),
    "sort(%f)",
    'trilu(%f, 0, upper=True, attrs_type_key="relay.attrs.TriluAttrs")',
    *(f"{name}(%f, axis=[1])" for name in ("max", "mean", "min", "prod")),
    *(f"{name}(%b, axis=[0, -1], keepdims=True)" for name in ("all", "any")),
    "sum(%any, axis=[1], exclude=True)",
    "sum(%f)",
    "variance(%f, %g, axis=[1], keepdims=True)",
    "argmax(%f, axis=[2])",
    "argmin(%any, axis=[1], keepdims=True)",
    'cumsum(%f, axis=1, dtype="float64", attrs_type_key="relay.attrs.ScanopAttrs")',
    'cumprod(%f, attrs_type_key="relay.attrs.ScanopAttrs")',
    'argsort(%f, axis=1, dtype="int64")',
    'topk(%f, k=2, dtype="int64")',
    'topk(%f, k=2, axis=0, ret_type="indices", dtype="int32")',
    'topk(%f, k=0, ret_type="values", dtype="int32")',
    'full(1f, shape=[2, 3], dtype="float32")',
    'ones(shape=[2], dtype="int64")',
    'zeros(shape=[], dtype="bool")',
    "broadcast_to(%g, shape=[5, 2, 3, 4])",
    "broadcast_to_like(%g, %f)",
    "collapse_sum_like(%f, %g)",
    "reshape_like(%m, %f)",
    'shape_of(%any, dtype="int64")',
    "reshape(%f, newshape=[0, -1])",
    "reshape(%f, newshape=[-2])",
    "reshape(%f, newshape=[-3, 2, -1])",
    "reshape(%m, newshape=[-4, 2, -1, -2])",
    "reshape(%any, newshape=[-1, 2, 6])",
    "nn.batch_flatten(%image)",
    "transpose(%f, axes=None)",
    "transpose(%any, axes=[2, -3, 1])",
    "expand_dims(%f, axis=-1, num_newaxis=2)",
    "squeeze(%g)",
    "squeeze(%g, axis=[1])",
    "concatenate((%f, %g, %f), axis=1)",
    "concatenate((%any, %f))",
    "stack((%f, %f), axis=-1)",
    "split(%m, indices_or_sections=2)",
    "split(%f, indices_or_sections=[1, 3], axis=-1)",
    "strided_slice(%f, begin=[0, -2], end=[2, 3], strides=[1], axes=None)",
    "strided_slice(%f, begin=[3], end=[-5], strides=[-2], axes=[2])",
    'strided_slice(%f, begin=[1, 1], end=[1, -1], strides=[1, 1], slice_mode="size", axes=None)',
    "tile(%f, reps=[2, 1, 1, 3])",
    "tile(%f, reps=[2])",
    "repeat(%f, repeats=3, axis=1)",
    "take(%f, %k)",
    "take(%f, %i, axis=1)",
    'gather(%f, cast(%g, dtype="int64"), axis=1)',
    'one_hot(%k, 1f, 0f, depth=7, axis=0, dtype="float32")',
    "nn.pad(%f, 0f, pad_width=[[0, 0], [1, 2], [3, 0]])",
    'nn.dilate(%f, strides=[1, 2, 3], attrs_type_key="relay.attrs.DilateAttrs")',
    "nn.dense(%f, %m, units=6)",
    "nn.dense(%any, %m, units=6)",
    "nn.matmul(%m, %m, units=6, transpose_b=True)",
    "nn.matmul(%m, %m, units=None, transpose_a=True)",
    "nn.batch_matmul(%f, %f, transpose_b=True)",
    "nn.batch_matmul(%f, %w)",
    "nn.batch_norm(%image, %c, %c, %c, %c)",
    "nn.conv1d(%line, %kernel1, padding=[1, 2], groups=2, channels=6, kernel_size=[3])",
    "nn.conv2d(%image, %kernel2, padding=[1, 2, 3, 0], strides=[2, 1], dilation=[1, 3], groups=2, "
    "channels=6, kernel_size=[3, 2])",
    'nn.conv2d(%last, %kernel_last, data_layout="NHWC", kernel_layout="HWIO", channels=6, '
    "kernel_size=[3, 2])",
    "nn.conv3d(%volume, %kernel3, padding=[1, 1, 1], channels=6, kernel_size=[3, 2, 1])",
    "nn.conv1d_transpose(%line, %back1, channels=6, kernel_size=[3], strides=[2], "
    "output_padding=[1], padding=[1])",
    "nn.conv2d_transpose(%image, %back2, channels=6, groups=2, kernel_size=[3, 2], strides=[2, 1], "
    "padding=[1, 0])",
    "nn.conv3d_transpose(%volume, %back3, channels=6, kernel_size=[3, 2, 1], padding=[1, 0, 0])",
    *(
        f"nn.{kind}_pool{rank}d({data}, pool_size={[3] * rank}, strides={[2] * rank}, "
        f"padding={[1] * rank}, ceil_mode={ceil})"
        for kind in ("avg", "max")
        for rank, data in ((1, "%line"), (2, "%image"), (3, "%volume"))
        for ceil in (True, False)
    ),
    "nn.global_avg_pool2d(%image)",
    "nn.global_max_pool2d(%image)",
    *(
        f"nn.adaptive_{kind}_pool{rank}d({data}, output_size={[3] * rank})"
        for kind in ("avg", "max")
        for rank, data in ((1, "%line"), (2, "%image"), (3, "%volume"))
    ),
    "nn.adaptive_avg_pool2d(%image)",
    'nn.global_avg_pool2d(%last, layout="NHWC")',
    "image.resize1d(%line, size=[5], roi=[0f, 0f])",
    "image.resize2d(%image, size=[5, 6], roi=[0f, 0f, 0f, 0f])",
    "image.resize3d(%volume, size=[5, 6, 7], roi=[0f, 0f, 0f, 0f, 0f, 0f])",
]


def function(index: int, call: str) -> str:
    used = sorted(set(re.findall(r"%\w+", call)))
    parameters = ", ".join(f"{name}: {PARAMETERS[name]}" for name in used)
    return f"def @f{index}({parameters}) {{ {call} }}\n"


def test_each_rule_agrees_with_tvm(tvm: Any, read: Read) -> None:
    text = '#[version = "0.0.5"]\n' + "".join(map(function, range(len(CALLS)), CALLS))
    inferred = read(text)
    printed = tvm.relay.transform.InferType()(tvm.relay.parse(text)).astext()
    theirs = result_types(read_relay(printed, "tvm"))
    assert result_types(inferred) == theirs
    assert len(theirs) == len(CALLS)


def result_types(module: ModuleOp) -> dict[str, list[str]]:
    """What each function gives."""
    return {
        op.sym_name.data: list(map(str, op.function_type.outputs))
        for op in module.body.ops
        if isinstance(op, FuncOp)
    }


def test_each_rule_is_tested() -> None:
    called = {name for call in CALLS for name in re.findall(r"([a-z][\w.]*)\(", call)}
    assert set(RULES) - called == set()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("add(%f)", "takes 2 arguments, not 1"),
        ("add(%f, %r)", "do not broadcast"),
        ("tanh((%f, %f))", "argument 0 of `tanh` must be a tensor"),
        ("concatenate(%f)", "must be a tuple of tensors"),
        ("concatenate((%f, %r))", "takes tensors of one dtype and rank"),
        ("concatenate((%f, %g))", "the other axes must have the same sizes"),
        ("cast(%f)", "needs the attribute `dtype`, a dtype"),
        ("broadcast_to(%f)", "needs the attribute `shape`, a list of whole numbers"),
        ("broadcast_to(%f, shape=[2, 1, 4])", "can't become the shape"),
        ("sum(%f, axis=[3])", "has no axis 3 in a tensor of rank 3"),
        ("reshape(%f, newshape=[-4])", "-4 takes two more numbers"),
        ("reshape(%f, newshape=[-1, -1])", "only one size may be -1"),
        ("split(%f, indices_or_sections=2, axis=1)", "3 is not a multiple of 2"),
        ("transpose(%f, axes=[0, 0, 1])", "needs each axis once"),
        ("squeeze(%f, axis=[0])", "the axis must be 1"),
        ("nn.dense(%f, %back1)", "takes a tensor and a matrix"),
        ("nn.dense(%r, %m)", "the inner sizes 3 and 4 differ"),
        ('nn.conv2d(%image, %kernel2, data_layout="NCHW4c")', "needs the type in the text"),
        ("nn.conv2d(%line, %kernel2)", "does not have the layout NCHW"),
        ("nn.pad(%f, 0f, pad_width=[[0, 0]])", "pad_width needs two numbers for each axis"),
    ],
)
def test_calls_without_a_type_are_refused(call: str, message: str) -> None:
    with pytest.raises(ParseError, match=re.escape(message)):
        read_relay(function(0, call), "wrong.relay")
