"""One program, specialised to several structures, constants and shapes of its inputs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import dycl
import tree_lstm
from dycl.errors import FrontendError, InputError, LoweringError
from dycl.frontend import lower_each
from dycl.interpreters import run_python
from dycl.runtime.program import Program


def examples() -> list[Any]:
    return [tree_lstm.example_inputs(None, tree) for tree in tree_lstm.TREES]


@pytest.fixture(scope="module")
def program() -> Program:
    first, *more = examples()
    return dycl.compile(tree_lstm.make(), first, more_inputs=more)


@pytest.mark.parametrize("number", range(len(tree_lstm.TREES)))
def test_each_tree_gives_eagers_answers(program: Program, number: int) -> None:
    net = tree_lstm.make()
    paths: set[str] = set()
    for seed in range(40):
        inputs = tree_lstm.example_inputs(
            torch.Generator().manual_seed(seed), tree_lstm.TREES[number]
        )
        found, branches = program.trace(*inputs)
        torch.testing.assert_close(found, net(*inputs))
        torch.testing.assert_close(program(*inputs), found, rtol=0, atol=0)
        paths.add(str(branches))
    assert len(paths) == (2 if tree_lstm.TREES[number].children else 1)


def test_the_specialisations_share_weights_and_subnetworks(program: Program) -> None:
    text = program.text("source")
    assert [f"@forward{suffix}(" in text for suffix in ("", "_1", "_2")] == [True] * 3
    alone = dycl.compile(tree_lstm.make(), examples()[2])
    shared = program.manifest.library
    assert shared.weights.size < 1.5 * alone.manifest.library.weights.size


def test_a_call_that_fits_none_says_why(program: Program) -> None:
    with pytest.raises(InputError, match="fits none of the 3 specialisations: tree"):
        program(tree_lstm.Tree(0, (tree_lstm.Tree(1),)), torch.zeros(8, dtype=torch.int64))


class Counting(nn.Module):
    """State that only some specialisations change, and a constant that differs."""

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("total", torch.zeros(()))
        self.linear = nn.Linear(4, 4)

    def forward(self, x: torch.Tensor, mode: str = "read") -> torch.Tensor:
        if mode == "write":
            self.total += x.sum()
        return self.linear(x) * self.total


def test_specialisations_keep_one_state(tmp_path: Path) -> None:
    torch.manual_seed(0)
    net = Counting().eval()
    one, two = torch.randn(1, 4), torch.randn(3, 4)
    program = dycl.compile(net, (one, "read"), more_inputs=[(two, "read"), (one, "write")])
    program.save(tmp_path / "package")
    loaded = dycl.load(tmp_path / "package")
    with torch.no_grad():
        for x, mode in (
            (one, "write"),
            (two, "read"),
            (one, "read"),
            (one, "write"),
            (two, "read"),
        ):
            torch.testing.assert_close(loaded(x, mode), net(x, mode))
    with pytest.raises(InputError, match="mode was 'read'"):
        loaded(two, "write")
    loaded.reset()
    assert np.all(loaded(one.numpy(), "read") == 0)


def test_what_is_left_out_is_the_default() -> None:
    class Scaled(nn.Module):
        def forward(
            self, x: torch.Tensor, factor: float = 1.0, negate: bool = False
        ) -> torch.Tensor:
            return -x * factor if negate else x * factor

    x = torch.tensor([1.0, 2.0])
    program = dycl.compile(Scaled().eval(), (x, 3.0), more_inputs=[(x, 1.0, True), (x,)])
    assert program(x).tolist() == [1.0, 2.0]
    assert program(x, 3.0).tolist() == [3.0, 6.0]
    assert program(x, negate=True).tolist() == [-1.0, -2.0]

    alone = dycl.compile(Scaled().eval(), (x, 3.0))
    with pytest.raises(InputError, match=r"factor is missing: .* compiled for 3\.0, which is not"):
        alone(x)


def test_constants_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    class Table(nn.Module):
        def forward(self, x: torch.Tensor, n: int) -> torch.Tensor:
            return x * torch.arange(n, n + 100)

    module = lower_each(
        Table().eval(),
        [((torch.ones(100), n), {}) for n in (1, 2)],
        weights=tmp_path / "w.safetensors",
    )
    for entry, n in (("forward", 1), ("forward_1", 2)):
        found = run_python(module, (torch.ones(100), n), entry=entry)
        torch.testing.assert_close(found, torch.arange(n, n + 100).float())


def test_a_native_host_takes_one_example() -> None:
    with pytest.raises(LoweringError, match="a native host has one entry function"):
        dycl.compile(
            nn.Linear(4, 4).eval(),
            torch.ones(1, 4),
            more_inputs=[torch.ones(2, 4)],
            host="native",
        )


def test_equal_examples_are_refused(tmp_path: Path) -> None:
    same = [((torch.ones(1, 4),), {}), ((torch.zeros(1, 4),), {})]
    with pytest.raises(FrontendError, match="examples number 0 and 1 have the same"):
        lower_each(nn.Linear(4, 4).eval(), same, weights=tmp_path / "w.safetensors")
