"""``fold-constants`` computes what PyTorch does, bit by bit where it only moves and compares."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import torch
from torch import nn
from xdsl.dialects import scf
from xdsl.dialects.builtin import ModuleOp
from xdsl.parser import Parser

from dycl.analysis.weight_values import known_weights
from dycl.dialects.aten_operation import AtenOp
from dycl.frontend import lower
from dycl.interpreters.run import run
from dycl.universe import make_context, make_pipeline


def folded(net: nn.Module, x: torch.Tensor, folder: Path, pipeline: str) -> ModuleOp:
    program = lower(net.eval(), (x,), {}, weights=folder / "weights.safetensors")
    make_pipeline(pipeline).apply(make_context(program), program)
    program.verify()
    return program


BRANCH_ON_WEIGHTS = """
func.func @forward(%x: tensor<2xf32>) -> tensor<2xf32> {
  %w = dycl.weight @gate : tensor<3xf32>
  %s = aten.sigmoid %w : (tensor<3xf32>) -> tensor<3xf32>
  %m = aten.mean %s : (tensor<3xf32>) -> tensor<f32>
  %g = aten.gt.Scalar %m {other = 0.5} : (tensor<f32>) -> tensor<i1>
  %c = dycl.item %g : tensor<i1> -> i1
  %r = scf.if %c -> (tensor<2xf32>) {
    %a = aten.exp %x : (tensor<2xf32>) -> tensor<2xf32>
    scf.yield %a : tensor<2xf32>
  } else {
    %b = aten.neg %x : (tensor<2xf32>) -> tensor<2xf32>
    scf.yield %b : tensor<2xf32>
  }
  func.return %r : tensor<2xf32>
}
"""


# The frontend decides such a branch itself; other sources of programs don't.
@pytest.mark.parametrize("gate", [-1.0, 1.0, math.nan])
def test_branches_on_weights_go_away(gate: float) -> None:
    weight, x = torch.full((3,), gate), torch.randn(2)
    program = Parser(make_context(), BRANCH_ON_WEIGHTS).parse_module()
    with known_weights({"gate": weight.numpy()}):
        make_pipeline("fold-constants,prune-dead-branches").apply(make_context(program), program)
    program.verify()
    assert not any(isinstance(operation, scf.IfOp) for operation in program.walk())
    expected = x.exp() if torch.sigmoid(weight).mean() > 0.5 else -x
    assert torch.equal(run(program, [x], weights={"gate": weight})[0], expected)


class OnWeightsAlone(nn.Module):
    def __init__(self, weight: torch.Tensor) -> None:
        super().__init__()
        self.register_buffer("weight", weight)
        self.weight: torch.Tensor

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, ...]:
        columns = self.weight.reshape(2, 3)[:, 1:]
        return columns, self.weight.flip(0), self.weight == self.weight[0], x


@pytest.mark.parametrize(
    "weight",
    [
        torch.tensor([0.1, -0.0, math.nan, math.inf, -math.inf, 1e-45]),
        torch.tensor([0.1, -0.0, math.nan, math.inf, 5e-324, 1e300], dtype=torch.float64),
        torch.tensor([0.1, -0.0, math.nan, math.inf, 6e-8, 65504.0], dtype=torch.float16),
        torch.tensor([2**63 - 1, -(2**63), 0, -1, 1, 2**53 + 1]),
        torch.tensor([-128, 127, 0, -1, 1, 2], dtype=torch.int8),
        torch.tensor([0, 255, 128, 127, 1, 2], dtype=torch.uint8),
        torch.tensor([True, False, True, True, False, False]),
    ],
    ids=lambda weight: str(weight.dtype),
)
def test_elements_keep_their_bits(weight: torch.Tensor, tmp_path: Path) -> None:
    net, x = OnWeightsAlone(weight), torch.randn(1)
    program = folded(net, x, tmp_path, "fold-constants")
    assert not any(isinstance(operation, AtenOp) for operation in program.walk())
    for result, expected in zip(run(program, [x]), net(x), strict=True):
        assert result.dtype == expected.dtype
        assert result.contiguous().numpy().tobytes() == expected.contiguous().numpy().tobytes()
    large = folded(net, x, tmp_path, "fold-constants{max-elements=5}")
    assert any(isinstance(operation, AtenOp) for operation in large.walk())
