"""Whatever TVM prints for the examples' sub-networks is read, and means the same."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import torch
from xdsl.dialects.builtin import ModuleOp
from xdsl.dialects.func import FuncOp

from dycl.dialects.relay import is_tensor
from dycl.frontend import lower
from dycl.interpreters import run
from dycl.interpreters.values import dtype_of
from dycl.relay_text import read_relay
from dycl.universe import make_context, make_pipeline

from .conftest import print_relay

Read = Callable[[str], ModuleOp]

EXAMPLES = [
    ("adaptive_computation", "make"), ("beam_search", "make_fixed"), ("captioner", "make"),
    ("convnet_aig", "make"), ("deebert", "make"), ("detector", "make"), ("moe", "make"),
    ("tree_lstm", "make"),
]  # fmt: skip
"""Networks that are lowered fast and have all kinds of operators, constants in the metadata too."""

FUNCTIONS = 2
"""How many functions of an example go through TVM's passes."""


def relay_text(name: str, factory: str, folder: Path) -> str:
    """An example's sub-networks as dycl prints them."""
    example: Any = importlib.import_module(name)
    net = getattr(example, factory)().eval()
    inputs = example.example_inputs(torch.Generator().manual_seed(1))
    module = lower(net, inputs, weights=folder / "weights.safetensors")
    make_pipeline("dycl-default,convert-aten-to-relay").apply(make_context(module), module)
    return print_relay(module)


def without_types(text: str) -> str:
    """The text without TVM's comments, so that types must follow from the operators."""
    code, mark, metadata = text.partition("#[metadata]")
    return re.sub(r"/\*.*?\*/", "", code) + mark + metadata


def random_inputs(function: FuncOp) -> list[Any]:
    generator = torch.Generator().manual_seed(0)
    inputs: list[Any] = []
    for type_ in function.function_type.inputs:
        assert is_tensor(type_)
        dtype, shape = dtype_of(type_.get_element_type()), list(type_.get_shape())
        if dtype.is_floating_point:
            # positive, because some are variances
            inputs.append(torch.rand(shape, generator=generator).to(dtype) + 0.1)
        else:
            inputs.append(torch.randint(0, 2, shape, generator=generator).to(dtype))
    return inputs


def functions(module: ModuleOp) -> Iterator[tuple[str, FuncOp]]:
    for op in module.body.ops:
        if isinstance(op, FuncOp):
            yield op.sym_name.data, op


def check_same(actual: Sequence[torch.Tensor], expected: Sequence[torch.Tensor]) -> None:
    """TVM's printer gives constants six digits, and its passes change the order of sums."""
    for ours, theirs in zip(actual, expected, strict=True):
        largest = theirs.double().abs().max().item()
        torch.testing.assert_close(ours, theirs, rtol=1e-5, atol=2e-5 * largest, equal_nan=True)


def check_equal(text: str, module: ModuleOp) -> None:
    assert read_relay(text, "other.relay").is_structurally_equivalent(module)


@pytest.mark.parametrize(("name", "factory"), EXAMPLES, ids="{}".format)
def test_what_tvm_prints_is_read(
    tvm: Any, read: Read, tmp_path: Path, name: str, factory: str
) -> None:
    text = relay_text(name, factory, tmp_path)
    own = read(text)
    check_equal(without_types(text), own)
    typed = tvm.relay.transform.InferType()(tvm.relay.parse(text))
    printed = typed.astext()
    module = read(printed)
    check_equal(without_types(printed), module)
    # TVM reads what dycl prints as the same.
    reread = [tvm.relay.parse(each) for each in (printed, print_relay(module))]
    tvm.ir.assert_structural_equal(*reread)
    if "#[metadata]" not in printed:
        check_equal(str(typed), module)
        check_equal(typed.astext(show_meta_data=False), module)
    names = dict(functions(module))
    assert set(names) == {name for name, _ in functions(own)}
    for name, function in list(names.items())[:FUNCTIONS]:
        inputs = random_inputs(function)
        expected = run(own, inputs, entry=name)
        check_same(run(module, inputs, entry=name), expected)
        for transformed in _transformed(tvm, typed[name]):
            check_same(run(read(transformed), inputs, entry="main"), expected)


def _transformed(tvm: Any, function: Any) -> Iterator[str]:
    """A function after each pass alone, without types where the pass leaves none."""
    transform = tvm.relay.transform
    for make in (
        transform.SimplifyInference,
        transform.FoldConstant,
        transform.FastMath,
        transform.ToANormalForm,
        lambda: transform.FuseOps(2),
    ):
        module = transform.InferType()(tvm.IRModule.from_expr(function))
        with tvm.transform.PassContext(opt_level=4):
            changed = make()(module)
        yield changed.astext()
