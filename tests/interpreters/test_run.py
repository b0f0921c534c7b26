"""The reference interpreter: values, types, exceptions, paths, and calls as Python makes them."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file
from xdsl.dialects.builtin import ModuleOp
from xdsl.utils.exceptions import InterpretationError

from dycl.errors import DyclError, InputError
from dycl.interpreters import BranchRecorder, run, run_python
from dycl.recursion import deep_recursion

Parse = Callable[[str], ModuleOp]


class TooLongError(Exception):
    """An exception of a user."""


@dataclasses.dataclass
class Output:
    """A result of a user's own class."""

    logits: Any
    steps: Any


def test_results_must_have_the_declared_type(parse: Parse) -> None:
    module = parse(
        """
        func.func @forward(%x: tensor<2x3xf32>) -> tensor<3x3xf32> {
          %0 = aten.transpose.int %x {dim0 = 0, dim1 = 1} : (tensor<2x3xf32>) -> tensor<3x3xf32>
              loc("net.py":4:8)
          func.return %0 : tensor<3x3xf32>
        }"""
    )
    with pytest.raises(InterpretationError, match="gave tensor<3x2xf32>, but its type is") as info:
        run(module, [torch.zeros(2, 3)])
    assert info.value.__notes__ == ["while interpreting aten.transpose.int from net.py:4:8"]


@pytest.mark.parametrize("size", [0, 1, 5])
def test_an_unknown_dimension_takes_any_size(parse: Parse, size: int) -> None:
    module = parse(
        """
        func.func @forward(%x: tensor<5xf32>, %n: i64) -> (tensor<?xf32>, index) {
          %0 = aten.slice.Tensor %x {end = %n} : (tensor<5xf32>, i64) -> tensor<?xf32>
          %zero = arith.constant 0 : index
          %1 = tensor.dim %0, %zero : tensor<?xf32>
          func.return %0, %1 : tensor<?xf32>, index
        }"""
    )
    x = torch.arange(5.0)
    result, length = run(module, [x, size])
    assert torch.equal(result, x[:size])
    assert length == size


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        ([], "@forward takes 2 inputs, not 0"),
        ([torch.zeros(3), 1], r"the input x must be a tensor<2xf32>, not a tensor<3xf32>"),
        ([torch.zeros(2, dtype=torch.float64), 1], r"not a tensor<2xf64>"),
        ([torch.zeros(2), 1.0], "the input n must be a i64, not a f64"),
        ([torch.zeros(2), True], "the input n must be a i64, not a i1"),
        ([torch.zeros(2), torch.tensor(1)], "the input n must be a i64, not a tensor<i64>"),
    ],
)
def test_inputs_must_have_the_type_of_the_arguments(
    parse: Parse, inputs: list[Any], message: str
) -> None:
    module = parse(
        """
        func.func @forward(%x: tensor<2xf32>, %n: i64) -> i64 {
          func.return %n : i64
        }"""
    )
    with pytest.raises(InputError, match=message):
        run(module, inputs)


def test_an_unknown_entry_names_the_functions_there_are(parse: Parse) -> None:
    module = parse("func.func @forward() { func.return }")
    with pytest.raises(DyclError, match="there is no function @backward") as info:
        run(module, [], entry="backward")
    assert info.value.hint == "there is @forward"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ValueError", ValueError),
        ("AssertionError", AssertionError),
        (f"{__name__}:TooLongError", TooLongError),
        ("no_such_module:TooLongError", RuntimeError),
        ("NoSuchError", RuntimeError),
    ],
)
def test_raise_is_the_python_exception(parse: Parse, name: str, expected: type[Exception]) -> None:
    module = parse(
        f"""
        func.func @forward(%n: i64, %go: i1) -> i64 {{
          %r = scf.if %go -> (i64) {{
            dycl.raise "{name}" "{{}} of {{{{x}}}} is {{}}" (%n, %go) : i64, i1
            %p = ub.poison : i64
            scf.yield %p : i64
          }} else {{
            scf.yield %n : i64
          }}
          func.return %r : i64
        }}"""
    )
    assert run(module, [7, False]) == [7]
    with pytest.raises(expected) as info:
        run(module, [7, True])
    assert str(info.value) == "7 of {x} is True"
    assert type(info.value).__name__ == name.rpartition(":")[2]


def test_an_operator_that_fails_raises_what_pytorch_raises(parse: Parse) -> None:
    module = parse(
        """
        func.func @forward(%x: tensor<2xf32>, %i: tensor<?xi64>) -> tensor<?xf32> {
          %0 = aten.index_select %x, %i {dim = 0} : (tensor<2xf32>, tensor<?xi64>) -> tensor<?xf32>
          func.return %0 : tensor<?xf32>
        }"""
    )
    with pytest.raises(IndexError, match="out of range") as info:
        run(module, [torch.zeros(2), torch.tensor([5])])
    assert info.value.__notes__ == ["while interpreting aten.index_select"]


def test_the_path_is_recorded(parse: Parse) -> None:
    module = parse(
        """
        func.func @forward(%n: i64, %k: index) {
          %zero = arith.constant 0 : i64
          %one = arith.constant 1 : i64
          %last = scf.while (%i = %zero) : (i64) -> i64 {
            %go = arith.cmpi slt, %i, %n : i64
            scf.condition(%go) %i : i64
          } do {
          ^bb0(%j: i64):
            %small = arith.cmpi slt, %j, %one : i64
            scf.if %small {
            }
            %next = arith.addi %j, %one : i64
            scf.yield %next : i64
          }
          scf.for %i = %zero to %n step %one : i64 {
          }
          scf.index_switch %k
          case 4 {
            scf.yield
          }
          default {
            scf.yield
          }
          func.return
        }"""
    )
    recorder = BranchRecorder()
    run(module, [2, 4], listeners=[recorder])
    assert recorder.outcomes == (True, True, True, False, False, 2, 4)
    names = [branch.op.name for branch in recorder.branches]
    assert names == ["scf.while", "scf.if"] * 2 + ["scf.while", "scf.for", "scf.index_switch"]


def test_nests_deeper_than_pythons_recursion_limit(parse: Parse) -> None:
    depth = 400
    lines = ["func.func @forward(%x: tensor<2xf32>, %go: i1) -> tensor<2xf32> {"]
    lines += [f"%r{i} = scf.if %go -> (tensor<2xf32>) {{" for i in range(depth)]
    lines += ["%y = aten.neg %x : (tensor<2xf32>) -> tensor<2xf32>", "scf.yield %y : tensor<2xf32>"]
    for i in reversed(range(depth)):
        lines += ["} else {", "scf.yield %x : tensor<2xf32>", "}"]
        lines.append(f"{'scf.yield' if i else 'func.return'} %r{i} : tensor<2xf32>")
    with deep_recursion():
        module = parse("\n".join([*lines, "}"]))
    recorder = BranchRecorder()
    (result,) = run(module, [torch.ones(2), True], listeners=[recorder])
    assert torch.equal(result, -torch.ones(2))
    assert recorder.outcomes == (True,) * depth


def test_weights_come_from_the_file_that_the_module_names(parse: Parse, tmp_path: Path) -> None:
    path = tmp_path / "net.safetensors"
    save_file({"stem.0.weight": torch.tensor([1.0, 2.0])}, path)
    text = f"""
        builtin.module attributes {{dycl.weights = "{path}"}} {{
          func.func @forward() -> (tensor<2xf32>, f64) {{
            %w = dycl.weight @stem.0.weight : tensor<2xf32>
            %sum = aten.sum %w : (tensor<2xf32>) -> tensor<f32>
            %item = dycl.item %sum : tensor<f32> -> f64
            func.return %w, %item : tensor<2xf32>, f64
          }}
        }}"""
    weight, total = run(parse(text), [])
    assert weight.tolist() == [1.0, 2.0]
    assert total == 3.0
    replaced, _ = run(parse(text), [], weights={"stem.0.weight": torch.zeros(2)})
    assert replaced.tolist() == [0.0, 0.0]
    with pytest.raises(InterpretationError, match="gave tensor<3xf32>"):
        run(parse(text), [], weights={"stem.0.weight": torch.zeros(3)})
    with pytest.raises(DyclError, match=r"has no tensor 'stem\.0\.weight'"):
        run(parse(text), [], weights={})
    path.unlink()
    with pytest.raises(DyclError, match="there is no weight file"):
        run(parse(text), [])


def test_a_module_without_weight_file(parse: Parse) -> None:
    text = "func.func @forward() { %w = dycl.weight @w : tensor<2xf32> \n func.return }"
    with pytest.raises(DyclError, match="names no weight file"):
        run(parse(text), [])


def test_calls_are_bound_and_nested_as_in_python(parse: Parse) -> None:
    module = parse(
        rf"""
        func.func @forward(%x: tensor<2xf32>, %h: tensor<2xf32>, %n: i64) -> (tensor<2xf32>, i64)
            attributes {{
              dycl.inputs = "{{'x': $0, 'state': {{'h': [$1, None]}}, 'n': $2, 'mode': 'greedy'}}",
              dycl.outputs = "('{__name__}:Output'(logits=$0, steps=$1), [$1, 3])"}} {{
          %0 = aten.add.Tensor %x, %h : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
          func.return %0, %n : tensor<2xf32>, i64
        }}"""
    )
    x, state = torch.ones(2), {"h": [torch.ones(2), None]}
    result, rest = run_python(module, [x], {"n": 5, "state": state})
    assert type(result) is Output
    assert result.logits.tolist() == [2.0, 2.0]
    assert result.steps == 5
    assert rest == [5, 3]
    for arguments, keywords, message in [
        ([x], {"state": state}, "the argument 'n' is missing"),
        ([x, state, 1], {"n": 2}, "the argument 'n' is given twice"),
        ([x, state, 1], {"k": 2}, "no parameter 'k'"),
        ([x, state, 1, "greedy", 4], {}, "takes 4 arguments, not 5"),
        ([x, state, 1, "beam"], {}, "mode was 'greedy' when the program was compiled"),
        ([x, {"h": [x]}, 1], {}, r"state\['h'\] must be a list of 2"),
    ]:
        with pytest.raises(InputError, match=message):
            run_python(module, arguments, keywords)


@pytest.mark.parametrize(
    ("operation", "operands", "expected"),
    [
        ("arith.divsi %a, %b : i64", (-7, 2), -3),
        ("arith.floordivsi %a, %b : i64", (-7, 2), -4),
        ("arith.ceildivsi %a, %b : i64", (-7, 2), -3),
        ("arith.remsi %a, %b : i64", (-7, 2), -1),
        ("arith.muli %a, %b : i64", (2**62, 4), 2**64),
        ("arith.shrsi %a, %b : i64", (-8, 1), -4),
        ("arith.xori %a, %b : i64", (6, 3), 5),
        ("arith.divf %a, %b : f64", (1.0, 4.0), 0.25),
        ("arith.minimumf %a, %b : f64", (1.0, 4.0), 1.0),
        ("arith.maxnumf %a, %b : f64", (math.nan, 4.0), 4.0),
        ("math.powf %a, %b : f64", (2.0, 0.5), math.sqrt(2.0)),
        ("math.atan2 %a, %b : f64", (1.0, 1.0), math.pi / 4),
    ],
)
def test_host_arithmetic(
    parse: Parse, operation: str, operands: tuple[Any, Any], expected: Any
) -> None:
    type_ = operation.rpartition(" ")[2]
    text = f"""
        func.func @forward(%a: {type_}, %b: {type_}) -> {type_} {{
          %0 = {operation}
          func.return %0 : {type_}
        }}"""
    assert run(parse(text), operands) == [expected]


@pytest.mark.parametrize(
    ("operation", "operands", "error"),
    [
        ("arith.floordivsi %a, %b : i64", (1, 0), ZeroDivisionError),
        ("arith.divf %a, %b : f64", (1.0, 0.0), ZeroDivisionError),
        ("math.powf %a, %b : f64", (0.0, -1.0), ZeroDivisionError),
    ],
)
def test_host_arithmetic_raises_as_python_does(
    parse: Parse, operation: str, operands: tuple[Any, Any], error: type[Exception]
) -> None:
    test = test_host_arithmetic
    with pytest.raises(error):
        test(parse, operation, operands, None)


@pytest.mark.parametrize(("left", "right"), [(1.0, 2.0), (2.0, 1.0), (1.0, 1.0), (math.nan, 1.0)])
def test_comparisons_of_floats(parse: Parse, left: float, right: float) -> None:
    expected = {
        "oeq": left == right, "one": left < right or left > right, "olt": left < right,
        "oge": left >= right, "une": left != right, "ult": not left >= right,
        "ueq": not (left < right or left > right), "ord": left == left, "uno": left != left,
        "true": True, "false": False,
    }  # fmt: skip
    for predicate, outcome in expected.items():
        text = f"""
            func.func @forward(%a: f64, %b: f64) -> i1 {{
              %0 = arith.cmpf {predicate}, %a, %b : f64
              func.return %0 : i1
            }}"""
        assert run(parse(text), [left, right]) == [outcome], predicate


@pytest.mark.parametrize(("left", "right"), [(1, 2), (-1, 2), (3, 3)])
def test_comparisons_of_integers(parse: Parse, left: int, right: int) -> None:
    expected = {
        "eq": left == right, "ne": left != right, "slt": left < right, "sge": left >= right,
        "ult": left % 2**64 < right % 2**64, "uge": left % 2**64 >= right % 2**64,
    }  # fmt: skip
    for predicate, outcome in expected.items():
        text = f"""
            func.func @forward(%a: i64, %b: i64) -> i1 {{
              %0 = arith.cmpi {predicate}, %a, %b : i64
              func.return %0 : i1
            }}"""
        assert run(parse(text), [left, right]) == [outcome], predicate


def test_widths_change(parse: Parse) -> None:
    module = parse(
        """
        func.func @forward(%b: i1, %n: i64, %x: f64) -> (i64, i64, i1, f64, i64, f64, f64) {
          %0 = arith.extui %b : i1 to i64
          %1 = arith.extsi %b : i1 to i64
          %2 = arith.trunci %n : i64 to i1
          %3 = arith.sitofp %n : i64 to f64
          %4 = arith.fptosi %x : f64 to i64
          %5 = math.roundeven %x : f64
          %6 = math.floor %x : f64
          func.return %0, %1, %2, %3, %4, %5, %6 : i64, i64, i1, f64, i64, f64, f64
        }"""
    )
    assert run(module, [True, 6, -2.5]) == [1, -1, False, 6.0, -2, -2.0, -3.0]


def test_constants_of_every_dtype(parse: Parse) -> None:
    expected = {
        "f16": torch.float16, "bf16": torch.bfloat16, "f32": torch.float32, "f64": torch.float64,
        "i8": torch.int8, "i16": torch.int16, "i32": torch.int32, "i64": torch.int64,
        "ui8": torch.uint8,
    }  # fmt: skip
    for name, dtype in expected.items():
        values = "[[1.0, 2.0]]" if "f" in name else "[[1, 2]]"
        text = f"""
            func.func @forward() -> tensor<1x2x{name}> {{
              %0 = arith.constant dense<{values}> : tensor<1x2x{name}>
              func.return %0 : tensor<1x2x{name}>
            }}"""
        (result,) = run(parse(text), [])
        assert torch.equal(result, torch.tensor([[1, 2]], dtype=dtype))
    text = """
        func.func @forward() -> (tensor<2x2xi1>, tensor<i1>) {
          %0 = arith.constant dense<true> : tensor<2x2xi1>
          %1 = arith.constant dense<false> : tensor<i1>
          func.return %0, %1 : tensor<2x2xi1>, tensor<i1>
        }"""
    splat, single = run(parse(text), [])
    assert splat.tolist() == [[True, True], [True, True]]
    assert single.tolist() is False


def test_operators_change_neither_weights_nor_inputs(parse: Parse) -> None:
    module = parse(
        """
        func.func @forward(%x: tensor<4x2xf32>, %m: tensor<2xf32>, %v: tensor<2xf32>)
            -> tensor<4x2xf32> {
          %0 = aten.batch_norm %x, none, none, %m, %v {training = true, momentum = 0.1,
              eps = 1.0e-05, cudnn_enabled = false}
              : (tensor<4x2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<4x2xf32>
          func.return %0 : tensor<4x2xf32>
        }"""
    )
    mean, variance = torch.zeros(2), torch.ones(2)
    run(module, [torch.randn(4, 2) + 3, mean, variance])
    assert torch.equal(mean, torch.zeros(2))
    assert torch.equal(variance, torch.ones(2))


def test_every_form_of_argument_reaches_pytorch(parse: Parse) -> None:
    module = parse(
        """
        func.func @forward(%x: tensor<4x6xf32>, %i: tensor<2xi64>, %n: i64, %s: f64)
            -> (tensor<4x2xf32>, tensor<?x6xf64>, tensor<4x3xf32>, tensor<4x3xf32>, tensor<8x6xf32>,
                tensor<4xf32>, tensor<4xi64>, tensor<4x6xf32>, tensor<2x?xi32>) {
          %0 = aten.index.Tensor %x, [none, %i]
              : (tensor<4x6xf32>, tensor<2xi64>) -> tensor<4x2xf32>
          %1 = aten.slice.Tensor %x {end = %n} : (tensor<4x6xf32>, i64) -> tensor<?x6xf32>
          %2 = aten.to.dtype %1 {dtype = f64} : (tensor<?x6xf32>) -> tensor<?x6xf64>
          %3, %4 = aten.split.Tensor %x {split_size = 3, dim = 1}
              : (tensor<4x6xf32>) -> (tensor<4x3xf32>, tensor<4x3xf32>)
          %5 = aten.cat [%x, %x] : (tensor<4x6xf32>, tensor<4x6xf32>) -> tensor<8x6xf32>
          %6, %7 = aten.max.dim %x {dim = 1} : (tensor<4x6xf32>) -> (tensor<4xf32>, tensor<4xi64>)
          %8 = aten.add.Scalar %x {other = %s, alpha = 2}
              : (tensor<4x6xf32>, f64) -> tensor<4x6xf32>
          %9 = aten.zeros {size = [2, %n], dtype = i32} : (i64) -> tensor<2x?xi32>
          func.return %0, %2, %3, %4, %5, %6, %7, %8, %9
              : tensor<4x2xf32>, tensor<?x6xf64>, tensor<4x3xf32>, tensor<4x3xf32>, tensor<8x6xf32>,
                tensor<4xf32>, tensor<4xi64>, tensor<4x6xf32>, tensor<2x?xi32>
        }"""
    )
    x, i = torch.randn(4, 6), torch.tensor([5, 0])
    results = run(module, [x, i, 3, 0.5])
    expected = [
        x[:, i], x[:3].double(), *x.split(3, 1), torch.cat([x, x]), *x.max(1), x + 1.0,
        torch.zeros(2, 3, dtype=torch.int32),
    ]  # fmt: skip
    for result, wanted in zip(results, expected, strict=True):
        assert torch.equal(result, wanted)


def test_assumptions_are_checked(parse: Parse) -> None:
    module = parse(
        """
        func.func @forward(%x: tensor<2xf32>, %n: i64) -> (tensor<2xf32>, i64) {
          %y = dycl.assume %x in [0.0, 1.0] : tensor<2xf32>
          %m = dycl.assume %n in [-inf, 3.0] : i64
          func.return %y, %m : tensor<2xf32>, i64
        }"""
    )
    fine = torch.tensor([0.0, 1.0])
    assert run(module, [fine, -7])[1] == -7
    for x, n in ((fine, 4), (torch.tensor([0.5, math.nan]), 0), (fine + 1e-6, 0)):
        with pytest.raises(AssertionError, match="assumed to be in"):
            run(module, [x, n])
