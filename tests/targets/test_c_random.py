"""The C that is printed for random programs computes what the reference interpreter does.

All programs are arms of one function, which is compiled once. They pass tensors through branches
and loops to sub-networks, whose results must not lie where something else is still needed.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
import torch
from typing_extensions import override
from xdsl.dialects import arith, func, scf
from xdsl.dialects.builtin import FunctionType, ModuleOp, TensorType, f32, i64
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue
from xdsl.parser import Parser

from dycl.compiler import compile_module
from dycl.dialects.dycl import ItemOp
from dycl.interpreters import run
from dycl.runtime.program import Program
from dycl.universe import make_context
from tests.targets.random_programs import ProgramMaker

SEEDS = (*range(40), 5037, 5160)
"""The last two need what few programs do to tell a wrong layout of the arena from a right one."""

TENSOR = TensorType(f32, [4])
MEASURE = TensorType(f32, [])
PARAMETERS = [i64, i64, i64, TENSOR, TENSOR]
RESULTS = [i64, TENSOR, TENSOR]

SUBNETWORKS = """
func.func private @mix(%a: tensor<4xf32>, %b: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
    attributes {dycl.subnetwork} {
  %0 = aten.flip %b {dims = [0]} : (tensor<4xf32>) -> tensor<4xf32>
  %1 = aten.sub.Tensor %a, %0 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %2 = aten.clamp %1 {min = -64, max = 64} : (tensor<4xf32>) -> tensor<4xf32>
  %3 = aten.maximum %a, %0 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  func.return %2, %3 : tensor<4xf32>, tensor<4xf32>
}
func.func private @measure(%a: tensor<4xf32>) -> tensor<f32> attributes {dycl.subnetwork} {
  %0 = aten.sum %a : (tensor<4xf32>) -> tensor<f32>
  func.return %0 : tensor<f32>
}
"""


class TensorProgramMaker(ProgramMaker):
    """Programs whose branches and loops carry tensors too."""

    @override
    def types(self, count: int) -> list[Attribute]:
        return [TENSOR if self.random.random() < 0.5 else i64 for _ in range(count)]

    @override
    def operation(self, block: Block, values: list[SSAValue]) -> list[SSAValue]:
        kind = self.random.random()
        if kind < 0.3:
            return super().operation(block, values)
        if kind < 0.5:
            measured = func.CallOp("measure", self.some(values, [TENSOR]), [MEASURE])
            item = self.emit(block, ItemOp(self.emit(block, measured)[0]))[0]
            return self.emit(block, arith.FPToSIOp(item, i64))
        return self.emit(block, func.CallOp("mix", self.some(values, [TENSOR] * 2), [TENSOR] * 2))

    def arm_of_choice(self, parameters: Sequence[SSAValue]) -> Region:
        """A whole program as an arm of a branch."""
        block = Block()
        values = self.statements(block, list(parameters), 3)
        block.add_op(scf.YieldOp(*self.some(values, RESULTS)))
        return Region(block)


def all_programs() -> ModuleOp:
    """``@forward``, whose first argument chooses the program."""
    body = Block(arg_types=[i64, *PARAMETERS])
    number, *parameters = body.args
    block = body
    last: Sequence[SSAValue] = [parameters[0], *parameters[3:]]
    pending: list[tuple[Block, Operation]] = []
    for seed in SEEDS:
        constant = arith.ConstantOp.from_int_and_width(seed, 64)
        is_chosen = arith.CmpiOp(number, constant.result, "eq")
        other = Block()
        arm = TensorProgramMaker(seed).arm_of_choice(parameters)
        branch = scf.IfOp(is_chosen.result, RESULTS, arm, Region(other))
        block.add_ops([constant, is_chosen, branch])
        pending.append((block, branch))
        block = other
    block.add_op(scf.YieldOp(*last))
    for outer, branch in pending[1:]:
        outer.add_op(scf.YieldOp(*branch.results))
    body.add_op(func.ReturnOp(*pending[0][1].results))
    module = Parser(make_context(), SUBNETWORKS).parse_module()
    type_ = FunctionType.from_lists([i64, *PARAMETERS], RESULTS)
    module.body.block.add_op(func.FuncOp("forward", type_, Region(body)))
    module.verify()
    return module


@pytest.fixture(scope="module")
def program() -> Iterator[Program]:
    with compile_module(all_programs(), {}, passes="canonicalize", host="native") as program:
        yield program


def outcome(function: Callable[[], Any]) -> Any:
    try:
        number, first, second = function()
    except ValueError as error:
        return f"ValueError: {error}"
    return number, first.tolist(), second.tolist()


def test_same_as_interpreted(program: Program) -> None:
    module = all_programs()
    generator = torch.Generator().manual_seed(0)
    outcomes: set[str] = set()
    for seed, numbers in itertools.product(SEEDS, itertools.product((-2, 1, 5), (0, 2), (-1, 3))):
        tensors = [torch.randint(-9, 9, (4,), generator=generator).float() for _ in range(2)]
        inputs = (seed, *numbers, *tensors)
        expected = outcome(lambda inputs=inputs: run(module, inputs))
        found = outcome(lambda inputs=inputs: program(*inputs))
        assert found == expected, f"program {seed}, inputs {inputs[1:]}"
        outcomes.add(str(expected))
    assert len(outcomes) > 5 * len(SEEDS), "the programs do too little"
    assert any(each.startswith("ValueError") for each in outcomes)


def test_loops_carry_results_in_turn_and_by_copying(program: Program) -> None:
    text = program.text("native")
    assert "OUT(AT(" in text and "= !turn" in text and "carry(" in text
