"""What ``convert-aten-to-relay`` refuses, and what it costs to ask. Answers: see the folder
aten_to_relay.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import torch
from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.parser import Parser

from dycl.dialects.aten import Aten
from dycl.dialects.aten_operation import AtenOp
from dycl.errors import LoweringError
from dycl.passes.aten_to_relay.rule import RULES
from dycl.passes.convert_aten_to_relay import ConvertAtenToRelayPass, unsupported_reason
from dycl.targets.relay import relay_functions
from dycl.universe import make_context

ARGUMENTS = (
    "%x: tensor<4x3xf32>, %d: tensor<4x3xf64>, %w: tensor<4x3xcomplex<f32>>, "
    "%n: tensor<4x3xi64>, %i: i64, %u: tensor<?x3xf32>, %e: tensor<0x3xf32>, "
    "%image: tensor<1x2x4x4xf64>"
)


def parse(operation: str) -> tuple[Context, ModuleOp]:
    """A module with one sub-network that computes ``operation``."""
    text = (
        f"func.func private @stage({ARGUMENTS}) attributes {{dycl.subnetwork}} "
        f"{{\n  {operation}\n  func.return\n}}"
    )
    context = make_context()
    return context, Parser(context, text, "network.mlir").parse_module()


def only_operation(module: ModuleOp) -> AtenOp:
    (operation,) = (op for op in module.walk() if isinstance(op, AtenOp))
    return operation


REFUSED = {
    "%0 = aten.linalg_inv %x : (tensor<4x3xf32>) -> tensor<4x3xf32>": "no rule for this operator",
    "%0 = aten.add.Scalar %x {other = %i} : (tensor<4x3xf32>, i64) -> tensor<4x3xf32>": (
        "a scalar known only at run time"
    ),
    "%0 = aten.relu %u : (tensor<?x3xf32>) -> tensor<?x3xf32>": (
        "shapes known only at run time: tensor<?x3xf32>"
    ),
    "%0 = aten.relu %e : (tensor<0x3xf32>) -> tensor<0x3xf32>": "empty tensors: tensor<0x3xf32>",
    "%0 = aten.erf %w : (tensor<4x3xcomplex<f32>>) -> tensor<4x3xcomplex<f32>>": (
        "tensors of complex<f32>"
    ),
    "%0 = aten.erf %d : (tensor<4x3xf64>) -> tensor<4x3xf64>": (
        "erf of f64, which Relay has in f32 alone"
    ),
    "%0 = aten.floor_divide %n, %n : (tensor<4x3xi64>, tensor<4x3xi64>) -> tensor<4x3xi64>": (
        "integer division by a tensor, which might be 0"
    ),
    "%0 = aten.remainder.Scalar %n {other = 0} : (tensor<4x3xi64>) -> tensor<4x3xi64>": (
        "integer division by 0"
    ),
    "%0 = aten.dropout %x {p = 0.5, train = true} : (tensor<4x3xf32>) -> tensor<4x3xf32>": (
        "dropout in training"
    ),
    "%0 = aten.pow.Tensor_Tensor %n, %n : (tensor<4x3xi64>, tensor<4x3xi64>) -> tensor<4x3xi64>": (
        "a power of i64 with a variable or large exponent"
    ),
    "%0 = aten.index.Tensor %x, [%b] : (tensor<4x3xf32>, tensor<4xi1>) -> tensor<2x3xf32>": (
        "an index of booleans: the shape of the result depends on it"
    ),
    # A type that the operator does not have: nothing wrong gets through.
    "%0 = aten.tanh %x : (tensor<4x3xf32>) -> tensor<3x4xf32>": (
        "a result of type tensor<3x4xf32> (Relay gives tensor<4x3xf32>)"
    ),
}


@pytest.mark.parametrize("operation", REFUSED, ids=lambda text: text.split()[2])
def test_refused(operation: str) -> None:
    booleans = "%b = arith.constant dense<[true, false, true, false]> : tensor<4xi1>\n"
    _, module = parse((booleans if "%b" in operation else "") + operation)
    assert unsupported_reason(only_operation(module)) == REFUSED[operation]


def test_pooling_indices_of_f64_are_refused_where_they_are_used() -> None:
    pool = "aten.max_pool2d_with_indices %image {kernel_size = [2, 2]}"
    types = "(tensor<1x2x4x4xf64>) -> (tensor<1x2x2x2xf64>, tensor<1x2x2x2xi64>)"
    _, module = parse(f"%0, %1 = {pool} : {types}")
    operation = only_operation(module)
    assert unsupported_reason(operation) is None
    _, module = parse(f"%0, %1 = {pool} : {types}\n%2 = relay.tuple(%1) : tensor<1x2x2x2xi64>")
    assert unsupported_reason(only_operation(module)) == "the indices of a pooling of f64"


def test_asking_changes_nothing() -> None:
    _, module = parse("%0 = aten.gelu %x : (tensor<4x3xf32>) -> tensor<4x3xf32>")
    before, operation = str(module), only_operation(module)
    assert unsupported_reason(operation) is None
    assert str(module) == before
    assert [use.operation for use in operation.operands[0].uses] == [operation]


def test_refusal_in_the_pass_names_operator_and_place() -> None:
    context, module = parse(
        '%0 = aten.erf %d : (tensor<4x3xf64>) -> tensor<4x3xf64> loc("act"("model.py":7:8))'
    )
    with pytest.raises(LoweringError) as raised:
        ConvertAtenToRelayPass().apply(context, module)
    assert raised.value.message == (
        "Relay can't do aten.erf: erf of f64, which Relay has in f32 alone"
    )
    assert str(raised.value.location) == "model.py:7:8"


def test_target_refuses_what_is_not_converted() -> None:
    text = """func.func private @stage(%x: tensor<4xf32>) -> tensor<4xf32>
        attributes {dycl.subnetwork} {
      %0 = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
      func.return %0 : tensor<4xf32>
    }"""
    module = Parser(make_context(), text).parse_module()
    with pytest.raises(LoweringError, match=r"Relay text has no aten\.relu"):
        relay_functions(module)


def test_needs_neither_torch_nor_tvm() -> None:
    program = (
        "import sys; from dycl.passes.convert_aten_to_relay import unsupported_reason; "
        "from dycl.dialects import aten; from xdsl.dialects.test import TestOp; "
        "from xdsl.dialects.builtin import TensorType, f32; t = TensorType(f32, [2]); "
        "x = TestOp(result_types=[t]).results[0]; "
        "assert unsupported_reason(aten.ReluOp({'self': x}, [t])) is None; "
        "assert not {'torch', 'tvm', 'numpy'} & set(sys.modules), 'heavy import'"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def case_modules() -> list[ModuleType]:
    """The modules with ``CASES``."""
    modules: list[ModuleType] = []
    for path in sorted((Path(__file__).parent / "aten_to_relay").glob("test_*.py")):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        modules.append(module)
    return modules


def test_every_rule_has_a_case_and_an_operator() -> None:
    unsupported_reason(
        only_operation(parse("%0 = aten.relu %x : (tensor<4x3xf32>) -> tensor<4x3xf32>")[1])
    )
    tested: set[str] = set()
    for module in case_modules():
        for operator, _, _ in module.CASES:
            is_overload = isinstance(operator, torch._ops.OpOverload)
            schema = (operator if is_overload else operator.default)._schema
            name = schema.name.removeprefix("aten::")
            tested.add(f"{name}.{schema.overload_name}" if schema.overload_name else name)
    assert set(RULES) == tested
    assert tested <= {operation.name.removeprefix("aten.") for operation in Aten.operations}
