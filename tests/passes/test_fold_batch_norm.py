"""``fold-batch-norm`` on a network: no batch norm is left, answers are those of PyTorch."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from dycl.dialects import aten
from dycl.frontend import lower
from dycl.interpreters.run import run
from dycl.universe import make_context, make_pipeline


@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("affine", [False, True])
def test_answers(bias: bool, affine: bool, tmp_path: Path) -> None:
    net = nn.Sequential(
        nn.Conv2d(3, 4, 3, padding=1, bias=bias),
        nn.BatchNorm2d(4, affine=affine),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(4 * 6 * 6, 5, bias=bias),
        nn.BatchNorm1d(5, affine=affine),
    )
    for module in net.modules():
        if isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d):
            assert module.running_mean is not None
            assert module.running_var is not None
            nn.init.normal_(module.running_mean)
            nn.init.uniform_(module.running_var, 0.5, 2.0)
            if affine:
                nn.init.normal_(module.weight)
                nn.init.normal_(module.bias)
    x = torch.randn(1, 3, 6, 6)
    program = lower(net.eval(), (x,), {}, weights=tmp_path / "weights.safetensors")
    make_pipeline("fold-batch-norm").apply(make_context(program), program)
    program.verify()
    assert not any(isinstance(operation, aten.BatchNormOp) for operation in program.walk())
    torch.testing.assert_close(run(program, [x])[0], net(x), rtol=1e-5, atol=1e-5)
