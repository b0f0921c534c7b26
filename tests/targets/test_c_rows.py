"""Tensors with a run-time number of rows in C: random programs compute what the reference does.

All programs are arms of one function, which is compiled once. They pass lists of rows through
branches and loops, append to them, cut and read them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
import torch
from typing_extensions import override
from xdsl.dialects import arith, func, scf, tensor
from xdsl.dialects.builtin import (
    DYNAMIC_INDEX,
    DenseIntOrFPElementsAttr,
    FunctionType,
    IntegerAttr,
    ModuleOp,
    TensorType,
    i64,
)
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue
from xdsl.parser import Parser

from dycl.compiler import compile_module
from dycl.dialects import aten
from dycl.errors import LoweringError
from dycl.interpreters import run
from dycl.runtime.program import Program
from dycl.universe import make_context
from tests.targets.random_programs import ProgramMaker

SEEDS = range(40)

ROW = TensorType(i64, [3])
ROWS = TensorType(i64, [DYNAMIC_INDEX, 3])
PARAMETERS = [i64, i64, i64, ROW]
RESULTS = [i64, ROW, ROWS]


class RowsProgramMaker(ProgramMaker):
    """Programs whose branches and loops carry rows, and lists of them."""

    @override
    def types(self, count: int) -> list[Attribute]:
        return [self.random.choice([ROW, ROWS, i64]) for _ in range(count)]

    @override
    def operation(self, block: Block, values: list[SSAValue]) -> list[SSAValue]:
        kinds = [self.append, self.join, self.cut, self.length, self.read, self.write, self.flatten]
        if self.random.random() < 0.2:
            return super().operation(block, values)
        return self.random.choice(kinds)(block, values)

    @override
    def branch(self, block: Block, values: list[SSAValue], depth: int) -> list[SSAValue]:
        """A branch, or a loop: there are more of these than elsewhere."""
        kinds = [super().branch, self.counted_loop, self.loop]
        return self.random.choice(kinds)(block, values, depth)

    def append(self, block: Block, values: list[SSAValue]) -> list[SSAValue]:
        rows, row = self.some(values, [ROWS, ROW])
        one = aten.UnsqueezeOp({"self": row, "dim": 0}, [TensorType(i64, [1, 3])])
        parts = [rows, self.emit(block, one)[0]]
        self.random.shuffle(parts)
        return self.emit(block, aten.CatOp({"tensors": parts}, [ROWS]))

    def join(self, block: Block, values: list[SSAValue]) -> list[SSAValue]:
        """The end of two lists together: such lists do not grow in loops."""
        joined = aten.CatOp({"tensors": self.some(values, [ROWS] * 2)}, [ROWS])
        arguments = {"self": self.emit(block, joined)[0], "start": -3}
        return self.emit(block, aten.SliceTensorOp(arguments, [ROWS]))

    def cut(self, block: Block, values: list[SSAValue]) -> list[SSAValue]:
        rows, start, end = self.some(values, [ROWS, i64, i64])
        bounds = {"start": start, "end": end if self.random.random() < 0.5 else None}
        return self.emit(block, aten.SliceTensorOp({"self": rows, **bounds}, [ROWS]))

    def length(self, block: Block, values: list[SSAValue]) -> list[SSAValue]:
        (rows,) = self.some(values, [ROWS])
        return self.emit(block, aten.SymSizeIntOp({"self": rows, "dim": 0}, [i64]))

    def read(self, block: Block, values: list[SSAValue]) -> list[SSAValue]:
        """One of the rows, counted from the beginning or the end."""
        (index,) = self.some(values, [i64])
        (rows,) = self.append(block, values)
        (count,) = self.emit(block, aten.SymSizeIntOp({"self": rows, "dim": 0}, [i64]))
        (index,) = self.emit(block, arith.RemSIOp(index, count))
        return self.emit(block, aten.SelectIntOp({"self": rows, "dim": 0, "index": index}, [ROW]))

    def write(self, block: Block, values: list[SSAValue]) -> list[SSAValue]:
        """A row with one element replaced by a number."""
        row, number, index = self.some(values, [ROW, i64, i64])
        (index,) = self.emit(block, arith.RemSIOp(index, self.constant(block, 3)))
        scalar = aten.ScalarTensorOp({"s": number, "dtype": i64}, [TensorType(i64, [])])
        arguments = {"self": row, "src": self.emit(block, scalar)[0], "dim": 0, "index": index}
        return self.emit(block, aten.SelectScatterOp(arguments, [ROW]))

    def flatten(self, block: Block, values: list[SSAValue]) -> list[SSAValue]:
        """How many elements all rows have."""
        (rows,) = self.some(values, [ROWS])
        type_ = TensorType(i64, [DYNAMIC_INDEX])
        flat = self.emit(block, aten.FlattenUsingIntsOp({"self": rows}, [type_]))[0]
        return self.emit(block, aten.SymSizeIntOp({"self": flat, "dim": 0}, [i64]))

    def arm_of_choice(self, parameters: Sequence[SSAValue]) -> Region:
        """A whole program as an arm of a branch."""
        block = Block()
        empty = aten.ZerosOp({"size": [0, 3], "dtype": i64}, [TensorType(i64, [0, 3])])
        two = TensorType(i64, [2, 3])
        table = DenseIntOrFPElementsAttr.from_list(two, [1, 2, 3, 4, 5, 6])
        lists = [self.emit(block, op)[0] for op in (empty, arith.ConstantOp(table))]
        lists = [self.emit(block, tensor.CastOp(each, ROWS))[0] for each in lists]
        values = [*parameters, *lists]
        for _ in range(3):
            values = self.statements(block, values, 3)
        latest = [[each for each in values if each.type == type_][-1] for type_ in RESULTS]
        block.add_op(scf.YieldOp(*latest))
        return Region(block)


def all_programs() -> ModuleOp:
    """``@forward``, whose first argument chooses the program."""
    body = Block(arg_types=[i64, *PARAMETERS])
    number, *parameters = body.args
    block = body
    branches: list[tuple[Block, Operation]] = []
    for seed in SEEDS:
        constant = arith.ConstantOp(IntegerAttr(seed, i64))
        is_chosen = arith.CmpiOp(number, constant.result, "eq")
        other = Block()
        arm = RowsProgramMaker(seed).arm_of_choice(parameters)
        branch = scf.IfOp(is_chosen.result, RESULTS, arm, Region(other))
        block.add_ops([constant, is_chosen, branch])
        branches.append((block, branch))
        block = other
    empty = aten.ZerosOp({"size": [0, 3], "dtype": i64}, [TensorType(i64, [0, 3])])
    none = tensor.CastOp(empty.results[0], ROWS)
    block.add_ops([empty, none, scf.YieldOp(parameters[0], parameters[3], none.dest)])
    for outer, branch in branches[1:]:
        outer.add_op(scf.YieldOp(*branch.results))
    body.add_op(func.ReturnOp(*branches[0][1].results))
    type_ = FunctionType.from_lists([i64, *PARAMETERS], RESULTS)
    module = ModuleOp([func.FuncOp("forward", type_, Region(body))])
    module.verify()
    return module


@pytest.fixture(scope="module")
def program() -> Iterator[Program]:
    with compile_module(all_programs(), {}, passes="canonicalize", host="native") as program:
        yield program


def outcome(function: Callable[[], Any]) -> Any:
    try:
        number, row, rows = function()
    except ValueError as error:
        return f"ValueError: {error}"
    return number, row.tolist(), rows.tolist()


def test_same_as_interpreted(program: Program) -> None:
    module = all_programs()
    outcomes: set[str] = set()
    lengths: set[int] = set()
    for seed, numbers in itertools.product(SEEDS, itertools.product((-2, 1, 5), (0, 2), (-1, 3))):
        inputs = (seed, *numbers, torch.tensor([7, 8, 9]))
        expected = outcome(lambda inputs=inputs: run(module, inputs))
        found = outcome(lambda inputs=inputs: program(*inputs))
        assert found == expected, f"program {seed}, inputs {inputs[1:]}"
        outcomes.add(str(expected))
        if not isinstance(expected, str):
            lengths.add(len(expected[2]))
    assert len(outcomes) > 2 * len(SEEDS), "the programs do too little"
    assert lengths >= set(range(4))
    assert any(each.startswith("ValueError") for each in outcomes)


def test_loops_carry_rows_in_turn_and_by_copying(program: Program) -> None:
    text = program.text("native")
    assert re.search(r"= (join|slice)_rows\(frame, BLOCK\(\d+ \+ turn", text)
    assert re.search(r"= carry_rows\(frame, BLOCK\(\d+ \+ turn", text)


LISTS = """
func.func @forward(%row: tensor<3xi64>, %n: i64, %at: i64) -> (tensor<?x3xi64>, tensor<?x3xi64>,
    tensor<3x2xi64>, tensor<3xi64>, tensor<3x3xi64>, i64) {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %two = arith.constant 2 : i64
  %empty = aten.zeros {size = [0, 3], dtype = i64} : () -> tensor<0x3xi64>
  %none = tensor.cast %empty : tensor<0x3xi64> to tensor<?x3xi64>
  %board = arith.constant dense<[[0, 1], [2, 3], [4, 5]]> : tensor<3x2xi64>
  %square = arith.constant dense<[[1, 2, 3], [4, 5, 6], [7, 8, 9]]> : tensor<3x3xi64>
  %x, %a, %b, %c = scf.for %i = %zero to %n step %one iter_args(%x_0 = %row, %a_0 = %none,
      %b_0 = %none, %c_0 = %board)
      -> (tensor<3xi64>, tensor<?x3xi64>, tensor<?x3xi64>, tensor<3x2xi64>) : i64 {
    %k = arith.remsi %i, %two : i64
    %number = aten.scalar_tensor {s = %i, dtype = i64} : (i64) -> tensor<i64>
    %x_1 = aten.select_scatter %x_0, %number {dim = 0, index = %k}
        : (tensor<3xi64>, tensor<i64>, i64) -> tensor<3xi64>
    %line = aten.unsqueeze %x_1 {dim = 0} : (tensor<3xi64>) -> tensor<1x3xi64>
    %before = aten.cat [%line, %a_0] : (tensor<1x3xi64>, tensor<?x3xi64>) -> tensor<?x3xi64>
    %both = aten.cat [%a_0, %b_0, %before]
        : (tensor<?x3xi64>, tensor<?x3xi64>, tensor<?x3xi64>) -> tensor<?x3xi64>
    %end = aten.slice.Tensor %both {start = -5} : (tensor<?x3xi64>) -> tensor<?x3xi64>
    %c_1 = aten.select_scatter %c_0, %x_1 {dim = 1, index = %k}
        : (tensor<3x2xi64>, tensor<3xi64>, i64) -> tensor<3x2xi64>
    scf.yield %x_1, %end, %before, %c_1
        : tensor<3xi64>, tensor<?x3xi64>, tensor<?x3xi64>, tensor<3x2xi64>
  }
  %all = aten.cat [%a, %square, %b]
      : (tensor<?x3xi64>, tensor<3x3xi64>, tensor<?x3xi64>) -> tensor<?x3xi64>
  %line = aten.select.int %all {dim = 0, index = %at} : (tensor<?x3xi64>, i64) -> tensor<3xi64>
  %start = arith.subi %at, %one : i64
  %cut = aten.slice.Tensor %all {start = %start, end = %n}
      : (tensor<?x3xi64>, i64, i64) -> tensor<?x3xi64>
  %last = aten.slice.Tensor %all {start = -3} : (tensor<?x3xi64>) -> tensor<?x3xi64>
  %three = tensor.cast %last : tensor<?x3xi64> to tensor<3x3xi64>
  %flat = aten.view %all {size = [-1]} : (tensor<?x3xi64>) -> tensor<?xi64>
  %count = aten.sym_size.int %flat {dim = 0} : (tensor<?xi64>) -> i64
  func.return %b, %cut, %c, %line, %three, %count : tensor<?x3xi64>, tensor<?x3xi64>,
      tensor<3x2xi64>, tensor<3xi64>, tensor<3x3xi64>, i64
}
"""


def test_lists_that_are_read_while_others_are_written() -> None:
    def answers(function: Callable[..., Any], n: int, at: int) -> Any:
        try:
            results = function(torch.tensor([7, 8, 9]), n, at)
        except IndexError as error:
            return type(error)
        return [each.tolist() if isinstance(each, torch.Tensor) else each for each in results]

    module = Parser(make_context(), LISTS).parse_module()
    seen: list[Any] = []
    with compile_module(module.clone(), {}, passes="canonicalize", host="native") as program:
        for n, at in itertools.product((0, 1, 2, 3, 9, 40, 5), (0, 1, -1, 3, -3, 7, -20)):
            found = answers(program, n, at)
            assert found == answers(lambda *args: run(module, args), n, at), (n, at)
            seen.append(found)
    assert IndexError in seen and len(set(map(str, seen))) > 30


WRITTEN = """
func.func @forward(%x: tensor<4xf32>, %n: i64) -> (i64, tensor<?xf32>)
    attributes {dycl.inputs = "{'x': $0, 'n': $1}", dycl.outputs = "$0", dycl.updates = "{0: $1}"} {
  %y = aten.slice.Tensor %x {end = %n} : (tensor<4xf32>, i64) -> tensor<?xf32>
  func.return %n, %y : i64, tensor<?xf32>
}
"""


def test_rows_are_not_kept() -> None:
    module = Parser(make_context(), WRITTEN).parse_module()
    with pytest.raises(LoweringError, match="cannot keep a tensor whose number of rows"):
        compile_module(module, {}, passes="canonicalize", host="native")
