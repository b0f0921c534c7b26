"""Tuned sub-networks give eager's answers, and what was measured is kept and used again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

import dycl
from dycl.backends.relay import BuildOptions
from dycl.backends.relay.tuning import seconds
from dycl.errors import ToolchainError
from dycl.runtime.program import Program


class Branch(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 12, 3, padding=1)
        self.linear = nn.Linear(12, 4)

    def forward(self, x: Tensor) -> Tensor:
        y = torch.relu(self.conv(x)).mean((2, 3))
        if y.sum() > 5:
            return self.linear(y)
        return y


Steps = list[tuple[str, int, int]]


def compiled(
    options: BuildOptions, progress: Callable[[str, int, int], None] | None = None
) -> tuple[Program, Steps]:
    steps: Steps = []

    def report(step: str, done: int, total: int) -> None:
        steps.append((step, done, total))
        if progress:
            progress(step, done, total)

    torch.manual_seed(0)
    program = dycl.compile(
        Branch().eval(), torch.zeros(1, 3, 8, 8), options=options, progress=report
    )
    return program, [step for step in steps if step[0] == "tuning"]


@torch.no_grad()
def check(program: Program) -> None:
    torch.manual_seed(0)
    module = Branch().eval()
    shapes: set[tuple[int, ...]] = set()
    for x in (torch.zeros(1, 3, 8, 8), torch.randn(1, 3, 8, 8) * 4):
        expected = module(x)
        torch.testing.assert_close(program(x), expected)
        shapes.add(tuple(expected.shape))
    assert shapes == {(1, 12), (1, 4)}, "both paths"


class Stopped(Exception):
    pass


def test_tuning_is_right_can_be_stopped_and_goes_on(tmp_path: Path) -> None:
    folders: dict[str, Any] = {"cache": tmp_path / "cache", "tuning_logs": tmp_path / "logs"}

    def stop(step: str, done: int, total: int) -> None:
        if (step, done) == ("tuning", 2):
            raise Stopped

    with pytest.raises(Stopped):
        compiled(BuildOptions(tune=2, **folders), stop)
    kept = "".join(file.read_text() for file in (tmp_path / "logs").glob("*.log")).splitlines()
    assert len(kept) == 2

    program, steps = compiled(BuildOptions(tune=2, **folders))
    total = steps[0][2]
    assert steps == [("tuning", done, total) for done in range(2, total + 1)]
    logs = sorted((tmp_path / "logs").glob("*.log"))
    assert total == 2 * len(logs) >= 6, "a convolution, and a matrix product in two layouts"
    with program:
        check(program)
        best = [min(file.read_text().splitlines(), key=seconds) for file in logs]
        used = (program.directory / "tuning.log").read_text().splitlines()
        assert sorted(used) == sorted(best)
        assert "tuning.log" in [file.name for file in program.manifest.files]

    again, steps = compiled(BuildOptions(**folders))
    assert not steps, "nothing more is measured"
    with again:
        check(again)
        assert (again.directory / "tuning.log").read_text().splitlines() == used


def test_what_cannot_be_measured_here_is_refused(tmp_path: Path) -> None:
    options = BuildOptions(tune=2, target="aarch64-linux-gnu", tuning_logs=tmp_path)
    with pytest.raises(ToolchainError, match="can't run code for aarch64-linux-gnu"):
        compiled(options)
    with pytest.raises(ToolchainError, match="-1 trials"):
        compiled(BuildOptions(tune=-1, tuning_logs=tmp_path))
