"""Inputs for both outcomes of branches, where sampling alone would never come."""

from __future__ import annotations

import torch
from xdsl.dialects.builtin import ModuleOp
from xdsl.parser import Parser

from dycl.universe import make_context
from dycl.validation.answers import Answer, difference
from dycl.validation.search import InputSearch
from dycl.validation.validator import Validator


def parse(text: str) -> ModuleOp:
    module = Parser(make_context(), text).parse_module()
    module.verify()
    return module


CLOSE_TO_WEIGHTS = """
func.func @forward(%x: tensor<16xf32>) -> tensor<16xf32> {
  %w = dycl.weight @w : tensor<16xf32>
  %d = aten.sub.Tensor %x, %w : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
  %s = aten.mul.Tensor %d, %d : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
  %m = aten.mean %s : (tensor<16xf32>) -> tensor<f32>
  %t = aten.lt.Scalar %m {other = 0.01} : (tensor<f32>) -> tensor<i1>
  %c = dycl.item %t : tensor<i1> -> i1
  %r = scf.if %c -> (tensor<16xf32>) {
    %sum = aten.sum %x : (tensor<16xf32>) -> tensor<f32>
    %number = dycl.item %sum : tensor<f32> -> f64
    %limit = arith.constant 1.0 : f64
    %e = arith.cmpf ogt, %number, %limit : f64
    %q = scf.if %e -> (tensor<16xf32>) {
      scf.yield %d : tensor<16xf32>
    } else {
      scf.yield %s : tensor<16xf32>
    }
    scf.yield %q : tensor<16xf32>
  } else {
    scf.yield %x : tensor<16xf32>
  }
  func.return %r : tensor<16xf32>
}
"""


def test_a_rare_branch_is_solved_for_and_the_one_inside_of_it() -> None:
    weights = {"w": torch.linspace(-1, 1 + 1 / 8, 16)}  # its sum is 1
    search = InputSearch(parse(CLOSE_TO_WEIGHTS), weights, 3)
    cases = search.run()
    assert search.unreached() == []
    assert search.reached_count == 4
    rare = [case for case in cases if len(case.taken) == 2]
    assert {case.taken[1].decision.outcome for case in rare} == {True, False}
    assert all(float((case.inputs[0] - weights["w"]).square().mean()) < 0.01 for case in rare)


LOOP = """
func.func @forward(%n: i64) -> i64 {
  %one = arith.constant 1 : i64
  %r = scf.while (%i = %n) : (i64) -> i64 {
    %zero = arith.constant 0 : i64
    %go = arith.cmpi ne, %i, %zero : i64
    scf.condition(%go) %i : i64
  } do {
  ^bb0(%j: i64):
    %k = arith.subi %j, %one : i64
    scf.yield %k : i64
  }
  func.return %r : i64
}
"""


def test_inputs_for_which_a_loop_does_not_end_are_left_out() -> None:
    search = InputSearch(parse(LOOP), {}, 2)
    cases = search.run()
    assert search.unreached() == []
    assert all(case.inputs[0] >= 0 for case in cases)
    endless = parse(LOOP.replace("subi", "addi"))
    found = Validator(cases, {}).check(parse(LOOP), endless, 0.0)
    assert found is not None
    assert found.difference == "it ended before, and it does not end after"


RAISES = """
func.func @forward(%a: i64, %b: i64) -> i64 {
  %q = arith.floordivsi %a, %b : i64
  func.return %q : i64
}
"""


def test_exceptions_are_answers() -> None:
    module = parse(RAISES)
    search = InputSearch(module, {}, 40)
    cases = search.run()
    assert any(case.answer.exception.startswith("ZeroDivisionError") for case in cases)
    without = parse(RAISES.replace("floordivsi", "muli"))
    assert Validator(cases, {}).check(module, without, 0.0) is not None
    assert Validator(cases, {}).check(module, parse(RAISES), 0.0) is None


def test_every_bit_counts_but_nan_is_nan() -> None:
    def compare(old: float, new: float, bound: float = 0.0) -> str:
        both = (Answer((torch.tensor([1.0, value]),)) for value in (old, new))
        return difference(next(both), next(both), bound)

    assert compare(0.0, -0.0) == "result 0 was 0.0 and is -0.0 at [1]"
    assert compare(float("nan"), -float("nan")) == ""
    assert compare(0.5, 0.5 + 2**-20) != ""
    assert compare(0.5, 0.5 + 2**-20, 1e-5) == ""
    assert compare(0.5, 0.5 + 2**-10, 1e-5) != ""
    assert compare(0.5, float("nan"), 1e-5) != ""
    assert compare(float("inf"), float("inf"), 1e-5) == ""


ABOVE = """
func.func @forward(%x: tensor<2xf32>) -> tensor<2xf32> {
  %m = aten.amax %x : (tensor<2xf32>) -> tensor<f32>
  %t = aten.gt.Scalar %m {other = 0.5} : (tensor<f32>) -> tensor<i1>
  %c = dycl.item %t : tensor<i1> -> i1
  %r = scf.if %c -> (tensor<2xf32>) {
    scf.yield %x : tensor<2xf32>
  } else {
    %n = aten.zeros {size = [2]} : () -> tensor<2xf32>
    scf.yield %n : tensor<2xf32>
  }
  func.return %r : tensor<2xf32>
}
"""
NOT_BELOW = ABOVE.replace("%t = aten.gt.Scalar", "%s = aten.le.Scalar").replace(
    "%c = dycl", "%t = aten.logical_not %s : (tensor<i1>) -> tensor<i1>\n  %c = dycl"
)


def test_what_is_wrong_for_nan_alone_is_found() -> None:
    search = InputSearch(parse(ABOVE), {}, 1, [(torch.tensor([1.0, 0.0]),)])
    found = Validator(search.run(), {}).check(parse(ABOVE), parse(NOT_BELOW), 0.0)
    assert found is not None
    assert found.inputs[0].isnan().any()


CHOICE = """
func.func @forward(%x: tensor<2xf32>) -> (i64, tensor<2xf32>, tensor<2xf32>)
    attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "choose($0, [$1], {'y': $2})"} {
  %i = arith.constant 1 : i64
  %p = aten.neg %x : (tensor<2xf32>) -> tensor<2xf32>
  func.return %i, %p, %x : i64, tensor<2xf32>, tensor<2xf32>
}
"""
CHOSEN = """
func.func @forward(%x: tensor<2xf32>) -> tensor<2xf32>
    attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "{'y': $0}"} {
  func.return %x : tensor<2xf32>
}
"""


def test_an_answer_is_what_the_caller_gets() -> None:
    cases = InputSearch(parse(CHOICE), {}, 1).run()
    assert Validator(cases, {}).check(parse(CHOICE), parse(CHOSEN), 0.0) is None
    other = parse(CHOSEN.replace("{'y': $0}", "{'z': $0}"))
    found = Validator(cases, {}).check(parse(CHOICE), other, 0.0)
    assert found is not None
    assert found.difference == "the result was {'y': $0} and is {'z': $0}"


TOP = """
func.func @forward(%x: tensor<3xf32>) -> tensor<1xi64> {
  %v, %i = aten.topk %x {k = 1} : (tensor<3xf32>) -> (tensor<1xf32>, tensor<1xi64>)
  func.return %i : tensor<1xi64>
}
"""


def test_inputs_whose_answer_pytorch_leaves_open_are_left_out() -> None:
    seeds = [(torch.tensor([1.0, 2.0, 2.0]),), (torch.tensor([3.0, 1.0, 2.0]),)]
    cases = InputSearch(parse(TOP), {}, 1, seeds).run()
    assert torch.equal(cases[0].inputs[0], seeds[1][0])
    assert all(case.inputs[0].nan_to_num(9.0).unique().numel() == 3 for case in cases)
