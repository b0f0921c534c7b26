"""The dialects as Python: what importing them costs, and that the generated one is up to date."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from xdsl.dialects import test
from xdsl.dialects.builtin import TensorType, f32, f64, i1, i64
from xdsl.ir import Attribute, SSAValue
from xdsl.utils.exceptions import VerifyException

from dycl.dialects import aten
from dycl.dialects.dycl import ItemOp

ROOT = Path(__file__).parents[2]


def value(type_: Attribute) -> SSAValue:
    return test.TestOp(result_types=[type_]).results[0]


def test_aten_is_up_to_date_with_the_operator_registry() -> None:
    command = [sys.executable, "tools/generate_aten.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "modules",
    ["dycl", "dycl.dialects.aten, dycl.dialects.dycl, dycl.dialects.relay", "dycl.universe"],
)
def test_importing_the_dialects_does_not_import_torch(modules: str) -> None:
    program = f"import sys, {modules}; print('torch' in sys.modules)"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_arguments_have_names_values_and_defaults() -> None:
    x, w, n = value(TensorType(f32, [1, 3, 8, 8])), value(TensorType(f32, [4, 3, 3, 3])), value(i64)
    convolution = aten.Conv2dOp(
        {"input": x, "weight": w, "stride": [n, 2], "padding": [0, 0]},
        [TensorType(f32, [1, 4, 3, 3])],
    )
    convolution.verify()
    assert convolution.arguments() == {
        "input": x,
        "weight": w,
        "bias": None,
        "stride": (n, 2),
        "padding": (0, 0),
        "dilation": (1, 1),
        "groups": 1,
    }
    assert tuple(convolution.operands) == (x, w, n)
    assert convolution.tensor("weight") is w
    with pytest.raises(TypeError, match="no operand for 'bias'"):
        convolution.tensor("bias")


def test_arguments_equal_to_the_default_are_not_stored() -> None:
    x = value(TensorType(f32, [4]))
    total = aten.AddScalarOp({"self": x, "other": 1, "alpha": 1}, [x.type])
    assert set(total.attributes) == {"other"}
    # 1 and True are equal in Python but not for PyTorch
    doubted = aten.AddScalarOp({"self": x, "other": 1, "alpha": True}, [x.type])
    assert set(doubted.attributes) == {"other", "alpha"}


def test_building_refuses_unknown_and_missing_arguments() -> None:
    x = value(TensorType(f32, [4]))
    with pytest.raises(KeyError, match="no argument 'inplace'"):
        aten.ReluOp({"self": x, "inplace": True}, [x.type])
    with pytest.raises(KeyError, match="needs the argument 'other'"):
        aten.AddTensorOp({"self": x}, [x.type])


@pytest.mark.parametrize(("element", "scalar"), [(i1, i1), (i64, i64), (f32, f64), (f64, f64)])
def test_an_item_is_a_python_number(element: Attribute, scalar: Attribute) -> None:
    assert ItemOp(value(TensorType(element, [1, 1]))).result.type == scalar


def test_only_tensors_have_items() -> None:
    with pytest.raises(VerifyException, match=r"dycl\.item takes a tensor"):
        ItemOp(value(i64))
