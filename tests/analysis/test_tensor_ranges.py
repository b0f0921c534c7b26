"""What an operator of ``aten`` computes is in the range that the analysis says.

Random elements, rare ones included, through PyTorch. DYCL_EXAMPLES=2000 tries more.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional as F
from xdsl.dialects import test
from xdsl.dialects.builtin import (
    Float16Type,
    IntegerType,
    Signedness,
    TensorType,
    f32,
    f64,
    i1,
    i64,
)
from xdsl.ir import Attribute, SSAValue

from dycl.analysis.range_patterns import LARGEST_MEAN, LEAST_ENTROPY
from dycl.analysis.ranges import Range
from dycl.analysis.value_ranges import has_transfer, range_of_type, result_range
from dycl.analysis.weight_values import known_weights
from dycl.dialects import aten
from dycl.dialects.aten_operation import AtenOp
from dycl.dialects.dycl import WeightOp
from dycl.interpreters.values import DTYPES, dtype_of

EXAMPLES = int(os.environ.get("DYCL_EXAMPLES", "60"))
f16 = Float16Type()
NUMBERS = st.one_of(
    st.floats(-4, 4, width=16),
    st.sampled_from([0.0, -0.0, 1.0, -1.0, 0.5, 88.0, -104.0, 1e-4, 2.0, 60000.0]),
)
RARE = st.one_of(NUMBERS, st.sampled_from([math.inf, -math.inf, math.nan, 3e38, -3e38, 1e-45]))

UNARY = [
    "relu", "relu6", "sigmoid", "tanh", "exp", "expm1", "log", "log2", "log10", "log1p", "sqrt",
    "erf", "abs", "neg", "square", "reciprocal", "sign", "sin", "cos", "floor", "ceil", "round",
    "trunc", "gelu", "silu", "softplus", "hardsigmoid", "hardtanh", "sum", "mean", "max", "min",
    "amax", "amin", "argmax", "argmin", "special_entr", "special_expit", "count_nonzero", "t",
    "tril", "zeros_like", "ones_like",
]  # fmt: skip
OTHERS: list[tuple[str, dict[str, Any]]] = [
    ("softmax.int", {"dim": 1}),
    ("softmax.int", {"dim": 0, "dtype": f64}),
    ("log_softmax.int", {"dim": -1}),
    ("sum.dim_IntList", {"dim": (1,)}),
    ("mean.dim", {"dim": (0, 1), "keepdim": True}),
    ("max.dim", {"dim": 1}),
    ("min.dim", {"dim": -2}),
    ("topk", {"k": 2}),
    ("sort", {}),
    ("argmax", {"dim": 1}),
    ("clamp", {"min": -0.5, "max": 0.1}),
    ("clamp", {"min": 1e-8}),
    ("clamp_max", {"max": 0.3}),
    ("add.Scalar", {"other": 0.1, "alpha": 3}),
    ("sub.Scalar", {"other": 0.1}),
    ("rsub.Scalar", {"other": 1}),
    ("rsub.Scalar", {"other": 3, "alpha": 2}),
    ("mul.Scalar", {"other": -0.7}),
    ("div.Scalar", {"other": 3.1}),
    ("pow.Tensor_Scalar", {"exponent": 2}),
    ("norm.Scalar", {}),
    ("to.dtype", {"dtype": i64}),
    ("to.dtype", {"dtype": i1}),
    ("to.dtype", {"dtype": f16}),
    ("full_like", {"fill_value": 0.1}),
]
BINARY = [
    "add.Tensor", "sub.Tensor", "mul.Tensor", "div.Tensor", "maximum", "minimum", "rsub.Tensor",
]  # fmt: skip


ELEMENTS: dict[torch.dtype, Attribute] = {dtype: type_ for type_, dtype in DTYPES.items()}


def operation_class(name: str) -> type[AtenOp]:
    classes = [value for value in vars(aten).values() if isinstance(value, type)]
    return next(c for c in classes if getattr(c, "name", "") == f"aten.{name}")


def value_of(type_: Attribute) -> SSAValue:
    return test.TestOp(result_types=[type_]).results[0]


def tensor_type(tensor: torch.Tensor) -> TensorType[Attribute]:
    return TensorType(ELEMENTS[tensor.dtype], list(tensor.shape))


def tight(tensor: torch.Tensor) -> Range:
    """The smallest range of the elements."""
    values = tensor.flatten().tolist()
    numbers = [value for value in values if value == value]
    if not numbers:
        return Range.exactly(math.nan)
    return Range(min(numbers), max(numbers), len(numbers) < len(values))


def holds(range_: Range, tensor: torch.Tensor) -> bool:
    return all(
        range_.may_be_nan if value != value else range_.low <= value <= range_.high
        for value in tensor.flatten().tolist()
    )


@st.composite
def tensors(draw: st.DrawFn, numbers: st.SearchStrategy[float] = RARE) -> torch.Tensor:
    rows, columns = draw(st.sampled_from([(1, 1), (2, 3), (1, 7)]))
    numbers = draw(st.sampled_from([NUMBERS, numbers]))
    values = draw(st.lists(numbers, min_size=rows * columns, max_size=rows * columns))
    dtype = draw(st.sampled_from([torch.float32, torch.float32, torch.float64, torch.float16]))
    return torch.tensor(values, dtype=torch.float64).to(dtype).reshape(rows, columns)


def check(name: str, operands: list[torch.Tensor], arguments: Mapping[str, Any]) -> None:
    """Compute, and compare with the range for operands that are known only by their ranges."""
    class_ = operation_class(name)
    values = [value_of(tensor_type(tensor)) for tensor in operands]
    operator, _, overload = name.partition(".")
    function = getattr(getattr(torch.ops.aten, operator), overload or "default")
    static = {k: dtype_of(v) if isinstance(v, Attribute) else v for k, v in arguments.items()}
    try:
        results = function(*operands, **static)
    except (RuntimeError, NotImplementedError, IndexError):
        return  # not for this type, or not for this shape
    results = results if isinstance(results, tuple) else (results,)
    names = [argument.name for argument in class_.schema().arguments if argument.is_tensor]
    tensors = dict(zip(names, values, strict=False))
    operation = class_({**tensors, **arguments}, [tensor_type(result) for result in results])
    for index, result in enumerate(results):
        found = result_range(operation, [tight(tensor) for tensor in operands], index)
        assert holds(found, result), f"{name}: {result} is not in {found}"


@pytest.mark.parametrize("name", UNARY)
@settings(max_examples=EXAMPLES)
@given(tensor=tensors())
def test_unary(name: str, tensor: torch.Tensor) -> None:
    check(name, [tensor], {})


@pytest.mark.parametrize(("name", "arguments"), OTHERS)
@settings(max_examples=EXAMPLES)
@given(tensor=tensors())
def test_with_arguments(name: str, arguments: dict[str, Any], tensor: torch.Tensor) -> None:
    check(name, [tensor], arguments)


@pytest.mark.parametrize("name", BINARY)
@settings(max_examples=EXAMPLES)
@given(left=tensors(), data=st.data())
def test_binary(name: str, left: torch.Tensor, data: st.DataObject) -> None:
    right = data.draw(tensors().filter(lambda t: t.shape == left.shape))
    check(name, [left, right], {})
    check(name, [left, left], {})


@settings(max_examples=EXAMPLES)
@given(tensor=tensors(), dilation=st.integers(1, 2), size=st.integers(1, 3))
def test_windows(tensor: torch.Tensor, dilation: int, size: int) -> None:
    """Those that see nothing but padding too."""
    image = tensor.flatten()[:1].expand(1, 1, size, size).contiguous()
    window = {"kernel_size": (2, 2), "padding": (1, 1)}
    check("max_pool2d", [image], {**window, "dilation": (dilation, dilation), "ceil_mode": True})
    check("avg_pool2d", [image], {**window, "ceil_mode": True})


@pytest.mark.parametrize("dilation", [{}, {"dilation": (1,)}, {"dilation": (1, 1)}])
def test_windows_without_holes_see_elements(dilation: dict[str, Any]) -> None:
    arguments = {"kernel_size": (2, 2), "padding": (1, 1), **dilation}
    image, result = (TensorType(f32, [1, 1, size, size]) for size in (3, 2))
    operation = aten.MaxPool2dOp({"self": value_of(image), **arguments}, [result])
    assert result_range(operation, [Range(0, 5)]) == Range(0, 5)


@pytest.mark.parametrize("dtype", [torch.int64, torch.int32, torch.int8, torch.uint8])
@settings(max_examples=EXAMPLES)
@given(numbers=st.lists(st.integers(-128, 255), min_size=4, max_size=4))
def test_integers_that_overflow(dtype: torch.dtype, numbers: list[int]) -> None:
    tensor = torch.tensor(numbers).to(dtype).reshape(2, 2)
    for name in ("add.Tensor", "sub.Tensor", "mul.Tensor", "rsub.Tensor", "div.Tensor"):
        check(name, [tensor, tensor.flip(1)], {})
    for name in ("neg", "abs", "sum", "square", "sign", "max", "sigmoid"):
        check(name, [tensor], {})
    for target in (i64, IntegerType(8), IntegerType(8, Signedness.UNSIGNED), f32):
        check("to.dtype", [tensor], {"dtype": target})
    check("rsub.Scalar", [tensor], {"other": 3, "alpha": 2})
    for name in ("floor_divide.Scalar", "remainder.Scalar"):
        for divisor in (3, 100, -3):
            check(name, [tensor], {"other": divisor})
    for name in ("floor_divide", "remainder.Tensor"):
        check(name, [tensor, tensor.flip(1).clamp_min(1)], {})


@pytest.mark.parametrize("name", [*UNARY, *BINARY, *(name for name, _ in OTHERS)])
def test_is_known(name: str) -> None:
    """The tests above test something."""
    matrix = TensorType(f32, [2, 2])
    operation = operation_class(name).create(operands=[value_of(matrix)], result_types=[matrix])
    assert has_transfer(operation)


WEIGHTS = st.integers(0, 2**32 - 1)


def weight_of(name: str, tensor: torch.Tensor) -> SSAValue:
    return WeightOp(name, tensor_type(tensor)).result


@settings(max_examples=EXAMPLES)
@given(seed=WEIGHTS, scale=st.sampled_from([0.0, 1.0, 30.0]), sign=st.sampled_from([-1, 0, 1]))
def test_layers_with_known_weights(seed: int, scale: float, sign: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    x = torch.randn(1, 3, 6, 6, generator=generator) * scale
    x = x if sign == 0 else x.abs() * sign
    weights = {
        "kernel": torch.randn(4, 3, 3, 3, generator=generator),
        "bias": torch.randn(4, generator=generator),
        "mean": torch.randn(3, generator=generator),
        "variance": torch.rand(3, generator=generator),
        "matrix": torch.randn(4, 6, generator=generator),
    }
    t = value_of(tensor_type(x))
    w = {name: weight_of(name, tensor) for name, tensor in weights.items()}
    convolution = aten.Conv2dOp(
        {"input": t, "weight": w["kernel"], "bias": w["bias"], "padding": (1, 1)},
        [TensorType(f32, [1, 4, 6, 6])],
    )
    linear = aten.LinearOp(
        {"input": t, "weight": w["matrix"], "bias": w["bias"]}, [TensorType(f32, [1, 3, 6, 4])]
    )
    statistics = {"running_mean": w["mean"], "running_var": w["variance"]}
    settings_ = {"training": False, "momentum": 0.1, "eps": 1e-5, "cudnn_enabled": False}
    normalization = aten.BatchNormOp({"input": t, **statistics, **settings_}, [t.type])
    cases = [
        (convolution, F.conv2d(x, weights["kernel"], weights["bias"], padding=1)),
        (linear, F.linear(x, weights["matrix"], weights["bias"])),
        (normalization, F.batch_norm(x, weights["mean"], weights["variance"])),
    ]
    with known_weights({name: tensor.numpy() for name, tensor in weights.items()}):
        for operation, result in cases:
            unknown = [range_of_type(operand.type) for operand in operation.operands[1:]]
            found = result_range(operation, [tight(x), *unknown])
            assert holds(found, result)
            assert math.isfinite(found.low)
            assert not found.may_be_nan
            assert result_range(
                operation, [replace(tight(x), may_be_nan=True), *unknown]
            ).may_be_nan
            half = Range(0, math.inf) if sign == 1 else Range(-math.inf, max(x.max().item(), 0))
            assert holds(result_range(operation, [half, *unknown]), result)


@settings(max_examples=10 * EXAMPLES)
@given(
    values=st.lists(st.floats(-750, 80, width=32), min_size=1, max_size=8),
    denormal=st.lists(st.floats(-104, -86, width=32), max_size=8),
    dtype=st.sampled_from([torch.float32, torch.float64]),
)
def test_entropies(values: list[float], denormal: list[float], dtype: torch.dtype) -> None:
    """The bounds of what is_entropy and is_softmax_mean recognise."""
    for logits in (torch.tensor(values + denormal, dtype=dtype), torch.tensor(denormal[:1] * 5)):
        power = logits.exp()
        total, weighted = power.sum(0), (logits * power).sum(0)
        if bool(weighted.isfinite()):
            mean = weighted / total
            assert bool(mean.isnan()) or abs(mean.item()) <= LARGEST_MEAN
            entropy = total.log() - mean
            assert bool(entropy.isnan()) or entropy.item() >= LEAST_ENTROPY


@settings(max_examples=EXAMPLES)
@given(values=st.lists(st.floats(0, 2**15, width=16), min_size=1, max_size=9))
def test_shares(values: list[float]) -> None:
    for dtype in (torch.float16, torch.float32, torch.float64):
        x = torch.tensor(values, dtype=dtype)
        assert holds(Range(0, 1, True), x / x.sum())
