"""A network of bf16 through the real TVM: sub-networks, host, weights, and the package's border."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch
from torch import Tensor, nn

import dycl
from dycl.errors import InputError
from dycl.runtime.program import Program


class Halves(nn.Module):
    """Convolution, norm and chains of operators of bf16; the host decides, and sorts out."""

    def __init__(self) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(3, 8, 3)
        self.norm = nn.BatchNorm2d(8)
        self.linear = nn.Linear(8, 4)
        self.scale = nn.Parameter(torch.randn(4))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        y = torch.relu(self.norm(self.convolution(x)))
        y = (torch.fmod(y, 0.7) + torch.tanh(y) * 0.3 - 0.1) / 1.7
        z = self.linear(y.mean((2, 3)))
        is_high = z.sum().item() > -0.66
        z = torch.softmax(z * self.scale, -1) if is_high else z.cumsum(-1) - self.scale
        chosen = torch.fmod(z[z > z.mean()], 0.1) * 3
        return z, chosen, z.float()


@pytest.fixture(scope="module")
def network() -> Halves:
    torch.manual_seed(0)
    return Halves().bfloat16().eval()


@pytest.fixture(scope="module")
def program(network: Halves) -> Iterator[Program]:
    with dycl.compile(network, (torch.zeros(1, 3, 6, 6).bfloat16(),)) as program:
        yield program


def image(seed: int) -> Tensor:
    return torch.randn(1, 3, 6, 6, generator=torch.Generator().manual_seed(seed)).bfloat16()


def test_results_are_eager_pytorchs_on_both_paths(network: Halves, program: Program) -> None:
    """Exactly but for a sum in another order that falls to the other side of a rounding."""
    paths: set[bool] = set()
    same = count = 0
    for seed in range(8):
        with torch.no_grad():
            expected = network(image(seed))
        found = program(image(seed))
        assert [each.dtype for each in found] == [torch.bfloat16, torch.bfloat16, torch.float32]
        same += sum(int((a == b).sum()) for a, b in zip(found, expected, strict=True))
        count += sum(each.numel() for each in expected)
        torch.testing.assert_close(found[0], expected[0], rtol=2**-7, atol=2**-9)
        # A softmax sums to 1.
        paths.add(abs(float(expected[0].float().sum()) - 1) < 0.02)
    assert paths == {True, False}
    assert same >= 0.9 * count


def test_the_host_computes_on_bf16(program: Program) -> None:
    assert "bfloat16.widened(" in program.text("host")
    assert "bfloat16.rounded(aten." in program.text("host")


def test_numpy_takes_and_gives_bits(program: Program) -> None:
    tensor = image(1)
    bits = tensor.view(torch.int16).numpy().view(np.uint16)
    found = program(bits)
    assert [each.dtype.name for each in found] == ["uint16", "uint16", "float32"]
    expected = program(tensor)
    for array, wanted in zip(found[:2], expected[:2], strict=True):
        assert np.array_equal(array.view(np.int16), wanted.view(torch.int16).numpy())


def test_numpy_takes_the_dtype_of_ml_dtypes(program: Program) -> None:
    ml_dtypes = pytest.importorskip("ml_dtypes")
    tensor = image(2)
    array = tensor.float().numpy().astype(ml_dtypes.bfloat16)
    expected = program(tensor)[0].view(torch.int16).numpy()
    assert np.array_equal(program(array)[0].view(np.int16), expected)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (torch.zeros(1, 3, 6, 6), r"it is float32\[1, 3, 6, 6\]"),
        (torch.zeros(1, 3, 6, 7).bfloat16(), r"it is bfloat16\[1, 3, 6, 7\]"),
        (np.zeros((1, 3, 6, 6), np.float32), r"it is float32\[1, 3, 6, 6\]"),
        (np.zeros((1, 3, 6, 6), np.int16), r"it is int16\[1, 3, 6, 6\]"),
    ],
)
def test_other_inputs_are_refused(program: Program, given: object, said: str) -> None:
    with pytest.raises(InputError, match=r"x must be bfloat16\[1, 3, 6, 6\]; " + said):
        program(given)
