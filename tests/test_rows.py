"""Sub-networks for a number of rows that only run time tells, compiled with the real TVM."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

import dycl
from dycl.errors import InputError
from dycl.runtime.package import HOST_FILE, library_of
from dycl.runtime.program import Program
from dycl.runtime.tiled import TiledSubnetwork
from dycl.tools.inspect_package import describe_package

TOLERANCE = 1e-5

SIZES = (0, 1, 2, 3, 4, 5, 7, 9, 15, 16, 17, 33, 63, 64, 65, 129, 300)
"""Around the sizes of tiles, 1, 4, 16 and 64, and much more."""


class ChosenTokens(nn.Module):
    """Tokens, 1xLx12, of which those that are kept go on; 48 bytes a row, so rows aren't aligned.

    Gives them, and each one's largest feature and where that is.
    """

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(12)
        self.up = nn.Linear(12, 40)
        self.down = nn.Linear(40, 12)

    def forward(self, x: Tensor, keep: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x = x[:, keep]
        x = x + self.down(F.gelu(self.up(self.norm(x))))
        best, where = x.view(x.shape[1], 12).max(dim=1)
        return x, best, where


class Batch(nn.Module):
    """A convolutional network and a recurrent cell on Nx3x8x8 and Nx8: any N."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, padding=1)
        self.norm = nn.GroupNorm(2, 8)
        self.head = nn.Linear(8 * 4 * 4, 8)
        self.cell = nn.LSTMCell(8, 8)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        h = F.max_pool2d(F.relu(self.norm(self.conv(x))), 2)
        h = self.head(h.view(x.size(0), -1))
        h, c = self.cell(h, (h.tanh(), h))
        return F.softmax(h, dim=1), c


def largest_difference(found: object, expected: object) -> float:
    assert isinstance(found, tuple) and isinstance(expected, tuple)
    largest = 0.0
    for one, other in zip(found, expected, strict=True):
        given, right = torch.as_tensor(np.asarray(one)), other
        assert given.shape == right.shape and given.dtype == right.dtype
        if right.numel():
            largest = max(largest, float((given - right).abs().max()))
    return largest


@pytest.fixture(scope="module")
def tokens() -> tuple[ChosenTokens, Program]:
    torch.manual_seed(0)
    net = ChosenTokens().eval()
    return net, dycl.compile(net, (torch.randn(1, 300, 12), torch.rand(300) > 0.5))


def test_any_number_of_rows_is_what_eager_gives(tokens: tuple[ChosenTokens, Program]) -> None:
    net, program = tokens
    (tiled,) = program.manifest.library.tiled
    assert tiled.rows == (1, 4, 16, 64)
    assert "aten.linear" not in program.text("host")
    x = torch.randn(1, 300, 12)
    for size in SIZES:
        keep = torch.zeros(300, dtype=torch.bool)
        keep[torch.randperm(300)[:size]] = True
        with torch.no_grad():
            expected = net(x, keep)
        assert largest_difference(program(x, keep), expected) < TOLERANCE, size


def test_batches_of_any_size() -> None:
    torch.manual_seed(0)
    net = Batch().eval()
    dynamic = {"x": {0: torch.export.Dim("n")}}
    program = dycl.compile(net, torch.randn(3, 3, 8, 8), dynamic_shapes=dynamic)
    assert program.manifest.library.tiled
    assert "conv2d" not in program.text("host") and "lstm_cell" not in program.text("host")
    for size in (1, 2, 3, 4, 5, 8, 9, 70):
        x = torch.randn(size, 3, 8, 8)
        with torch.no_grad():
            expected = net(x)
        assert largest_difference(program(x), expected) < TOLERANCE, size


def test_strided_and_unsuitable_rows(tokens: tuple[ChosenTokens, Program]) -> None:
    _, program = tokens
    (tiled,) = program.manifest.library.tiled
    part = library_of(str(program.directory / HOST_FILE)).subnetwork(tiled.name)
    assert isinstance(part, TiledSubnetwork)
    x = np.random.default_rng(0).standard_normal((1, 21, 24), np.float32)
    for strided in (x[:, :, ::2], x[:, ::-1, :12]):
        whole = part(strided)
        for row in range(21):
            single = part(strided[:, row : row + 1])
            assert np.allclose(whole[0][:, row], single[0][:, 0], atol=TOLERANCE)
    with pytest.raises(InputError, match=r"float32\[1, 21, 12\]; it is float32\[1, 21, 24\]"):
        part(x)
    with pytest.raises(InputError, match="it is float64"):
        part(x[:, :, :12].astype(np.float64))
    with pytest.raises(InputError, match=r"must be float32\[1, 1, 12\]; it is float32\[12\]"):
        part(x[0, 0, :12])
    with pytest.raises(InputError, match="takes 1 inputs"):
        part(x, x)


def test_a_page_about_the_package(tokens: tuple[ChosenTokens, Program], tmp_path: Path) -> None:
    _, program = tokens
    program.save(tmp_path / "package")
    assert "1 or 4 or 16 or 64 rows at a time" in describe_package(tmp_path / "package")
