"""What holds of every program after ``outline-regions``."""

from __future__ import annotations

import keyword
from collections.abc import Callable
from random import Random

import pytest
from xdsl.dialects import func
from xdsl.dialects.builtin import ModuleOp, TensorType
from xdsl.ir import BlockArgument, OpResult
from xdsl.parser import Parser
from xdsl.traits import ConstantLike

from dycl.analysis.effects import subnetwork_functions
from dycl.analysis.remarks import collect_remarks
from dycl.analysis.subnetworks import subnetwork_calls, weight_positions
from dycl.dialects.aten_operation import AtenOp
from dycl.dialects.dycl import WeightOp
from dycl.errors import DyclError
from dycl.universe import make_context, make_pipeline

LINEAR = "(tensor<1x4xf32>, tensor<4x4xf32>) -> tensor<1x4xf32>"


def outline(text: str, options: str = "") -> ModuleOp:
    module = Parser(make_context(), text).parse_module()
    make_pipeline(f"outline-regions{options}").apply(make_context(module), module)
    module.verify()
    return module


def names(module: ModuleOp) -> list[str]:
    return [function.sym_name.data for function in subnetwork_functions(module)]


def check_interface(function: func.FuncOp, call: func.CallOp) -> None:
    """The smallest interface, in the form that the IR promises."""
    block = function.body.block
    returned = block.last_op
    assert isinstance(returned, func.ReturnOp)
    assert all(argument.first_use is not None for argument in function.args)
    assert all(result.first_use is not None for result in call.results)
    assert len(set(call.arguments)) == len(call.arguments)
    assert len(set(returned.operands)) == len(returned.operands) > 0
    assert not any(isinstance(value, BlockArgument) for value in returned.operands)
    for value in returned.operands:
        assert isinstance(value, OpResult)
        assert not value.op.has_trait(ConstantLike)
    for operation in block.ops:
        assert isinstance(operation, AtenOp | func.ReturnOp) or operation.has_trait(ConstantLike)
        for value in (*operation.operands, *operation.results):
            assert isinstance(value.type, TensorType)
            assert value.type.has_static_shape()
    positions = weight_positions(function)
    for index, argument in enumerate(call.arguments):
        is_weight = isinstance(argument, OpResult) and isinstance(argument.op, WeightOp)
        assert (index in positions) is is_weight
    assert function.sym_visibility is not None
    assert function.sym_visibility.data == "private"


@pytest.mark.parametrize("seed", range(60))
def test_interfaces(seed: int, random_program: Callable[[Random, bool], str]) -> None:
    module = outline(random_program(Random(seed), True), "{backend=any}")
    functions = {f.sym_name.data: f for f in subnetwork_functions(module)}
    calls = subnetwork_calls(module)
    assert sorted(call.callee for call in calls) == sorted(functions)
    for call in calls:
        check_interface(functions[call.callee], call.op)
        assert call.callee.isidentifier()
        assert not keyword.iskeyword(call.callee)


def test_names_from_submodules() -> None:
    module = outline(f"""
        func.func @forward(%x: tensor<1x4xf32>, %c: i1) -> tensor<1x4xf32> {{
          %w = dycl.weight @w : tensor<4x4xf32>
          %1 = aten.linear %x, %w : {LINEAR} loc("stem"("m.py":1:1))
          %2 = aten.linear %1, %w : {LINEAR} loc("blocks.10.conv"("m.py":1:1))
          %r = scf.if %c -> (tensor<1x4xf32>) {{
            %3 = aten.linear %2, %w : {LINEAR} loc("blocks.11.a"("m.py":1:1))
            %4 = aten.linear %3, %w : {LINEAR} loc("blocks.11.b"("m.py":1:1))
            scf.yield %4 : tensor<1x4xf32>
          }} else {{
            %5 = aten.linear %2, %w : {LINEAR} loc("blocks.11.c"("m.py":1:1))
            scf.yield %5 : tensor<1x4xf32>
          }}
          %while = aten.linear %r, %w : {LINEAR}
          func.return %while : tensor<1x4xf32>
        }}
    """)
    assert names(module) == ["stem_to_blocks_10", "blocks_11", "blocks_11_c", "while_1"]


def test_names_that_are_taken() -> None:
    module = outline("""
        func.func @forward(%x: tensor<4xf32>, %c: i1) -> tensor<4xf32> {
          %h = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
          %r = scf.if %c -> (tensor<4xf32>) {
            %1 = aten.neg %h : (tensor<4xf32>) -> tensor<4xf32> loc("h"("m.py":1:1))
            scf.yield %1 : tensor<4xf32>
          } else {
            scf.yield %h : tensor<4xf32>
          }
          func.return %r : tensor<4xf32>
        }
    """)
    assert names(module) == ["h", "h_1"]


MINIMUM = """
    func.func @forward(%x: tensor<4xf32>) -> tensor<4xf32> {
      %1 = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
      %2 = aten.neg %1 : (tensor<4xf32>) -> tensor<4xf32>
      func.return %2 : tensor<4xf32>
    }
"""


@pytest.mark.parametrize(("minimum", "count"), [(1, 1), (2, 1), (3, 0)])
def test_minimum_ops(minimum: int, count: int) -> None:
    with collect_remarks() as remarks:
        module = outline(MINIMUM, f"{{minimum-ops={minimum}}}")
    assert len(names(module)) == count
    assert [r.text for r in remarks if "stays" in r.text] == (
        []
        if count
        else [
            "aten.relu stays: a call would cost more",
            "aten.neg stays: a call would cost more",
        ]
    )


def test_operator_that_no_backend_can_do() -> None:
    text = """
        func.func @forward(%x: tensor<4xf32>) -> tensor<4xf32> {
          %1 = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
          %2 = aten.digamma %1 : (tensor<4xf32>) -> tensor<4xf32>
          %3 = aten.relu %2 : (tensor<4xf32>) -> tensor<4xf32>
          func.return %3 : tensor<4xf32>
        }
    """
    with collect_remarks() as remarks:
        assert len(names(outline(text))) == 2
    assert any(r.text.startswith("aten.digamma stays: ") for r in remarks)
    assert len(names(outline(text, "{backend=any}"))) == 1


def test_unknown_backend() -> None:
    with pytest.raises(DyclError, match="knows no backend 'tvm'"):
        outline(MINIMUM, '{backend="tvm"}')
