"""An index out of bounds raises in the compiled program what it raises in eager PyTorch."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

import dycl
from dycl.runtime.program import Program

USES = 12


class Uses(nn.Module):
    """Uses two indices into five rows in a way that is chosen at run time."""

    def forward(self, x: Tensor, i: Tensor, way: Tensor) -> Tensor:
        if way == 0:
            return F.embedding(i, x).sum()
        if way == 1:
            return x.index_select(0, i).sum()
        if way == 2:
            return x.gather(0, i[:, None]).sum()
        if way == 3:
            return x.take_along_dim(i[:, None], 0).sum()
        if way == 4:
            return x[i, 1:].sum()
        if way == 5:
            return x.index_put((i,), torch.zeros(3)).sum()
        if way == 6:
            return x.scatter(0, i[:, None], 1.0).sum()
        if way == 7:
            return x.scatter_add(0, i[:, None], torch.ones(2, 1)).sum()
        if way == 8:
            return (F.one_hot(i, 5) * x.sum()).sum()
        if way == 9:
            return x.index_add(0, i, torch.ones(2, 3)).sum()
        if way == 10:
            return x.index_copy(0, i, torch.ones(2, 3)).sum()
        return x[:, 0].take(i).sum()


@pytest.fixture(scope="module")
def program() -> Program:
    inputs = (torch.zeros(5, 3), torch.zeros(2, dtype=torch.int64), torch.tensor(0))
    return dycl.compile(Uses().eval(), inputs)


@pytest.mark.parametrize("way", range(USES))
def test_raises_what_eager_raises(program: Program, way: int) -> None:
    x, choice = torch.randn(5, 3), torch.tensor(way)
    raised = 0
    for wrong in (4, 5, 100, -1, -5, -6, 2**40, -(2**40)):
        i = torch.tensor([3, wrong])
        try:
            expected = Uses()(x, i, choice)
        except (IndexError, RuntimeError) as error:
            raised += 1
            with pytest.raises(type(error), match=r"index|Class values"):
                program(x, i, choice)
        else:
            torch.testing.assert_close(program(x, i, choice), expected, rtol=1e-5, atol=1e-5)
    assert raised or way == 3  # take_along_dim takes any index, modulo the size


def test_no_index_that_is_known_is_tested() -> None:
    class Picks(nn.Module):
        def forward(self, x: Tensor, table: Tensor) -> Tensor:
            best = x.argmax(1)
            return F.embedding(best, table) + table[torch.tensor([0, 8])]

    with dycl.compile(Picks().eval(), (torch.randn(2, 9), torch.randn(9, 4))) as program:
        assert "raise" not in program.text("host")
        x, table = torch.randn(2, 9), torch.randn(9, 4)
        torch.testing.assert_close(program(x, table), Picks()(x, table))
