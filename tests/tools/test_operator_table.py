"""docs/operators.md is what tools/operator_table.py would write: all names, and some rows."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch

from dycl.passes.aten_to_relay.rule import RULES
from dycl.passes.convert_aten_to_relay import load_rules

ROOT = Path(__file__).resolve().parents[2]

TRIED = [
    "abs",
    "argmax",
    "bmm",
    "fmod",
    "index_select",
    "mean",
    "nn.functional.conv_transpose1d",
    "nn.functional.max_pool2d",
    "topk",
    "where",
]
"""Each compares about ten samples of all dtypes with eager PyTorch."""


@pytest.fixture(scope="module")
def table() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "tools")
        yield importlib.import_module("operator_table")


@pytest.fixture(scope="module")
def trials(table: ModuleType) -> ModuleType:
    return importlib.import_module("operator_trials")


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return (ROOT / "docs" / "operators.md").read_text().splitlines()


def test_every_operator_of_pytorchs_list_is_there_once(table: ModuleType, lines: list[str]) -> None:
    table_of_samples = lines[: lines.index("## Core ATen")]
    named = [line.split("`")[1] for line in table_of_samples if line.startswith("| `")]
    assert sorted(named) == sorted(table.operators())


def test_rows_are_as_they_were(table: ModuleType, lines: list[str]) -> None:
    rows = table.make_rows(TRIED, table.SAMPLES)
    assert all(row.is_supported for row in rows)
    found = [row.markdown() for row in rows]
    assert [line for line in found if line not in lines] == []


def test_no_sample_differs_from_eager(lines: list[str]) -> None:
    assert [line for line in lines if "**differs**" in line] == []


@pytest.mark.parametrize(
    ("found", "in_f32", "differs"),
    [(1.0, None, False), (1.1, None, True), (1.1, 1.1, False), (1.2, 1.1, True)],
)
def test_a_result_has_to_be_eagers_or_what_eager_gives_in_f32(
    trials: ModuleType, found: float, in_f32: float | None, differs: bool
) -> None:
    half = torch.float16
    rounded = None if in_f32 is None else [torch.tensor(in_f32, dtype=half)]
    trial = trials.Trial(half, expected=[torch.tensor(1.0, dtype=half)], in_f32=rounded)
    trials.judge(trial, [np.array(found, np.float16)])
    assert trials.is_different(trial.reason) is differs
    assert trial.needs_f32 is (in_f32 is not None and not differs)


@pytest.mark.parametrize(
    ("values", "indices", "differs"),
    [([3, 3], [2, 0], False), ([3, 3], [0, 0], True), ([3, 2], [0, 1], True)],
)
def test_topk_may_name_any_of_equal_elements(
    trials: ModuleType, values: list[int], indices: list[int], differs: bool
) -> None:
    expected = [torch.tensor([3, 3]), torch.tensor([0, 2])]
    trial = trials.Trial(torch.int64, inputs=[np.array([3, 2, 3])], expected=expected, is_top=True)
    trials.judge(trial, [np.array(values), np.array(indices)])
    assert trials.is_different(trial.reason) is differs


def test_the_tool_fails_where_a_sample_differs(
    table: ModuleType,
    trials: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    trial = trials.Trial(torch.float32, "**differs** by 1.0 in f32")
    monkeypatch.setattr(table, "make_rows", lambda *_: [table.Row("abs", [trial])])
    monkeypatch.setattr(sys, "argv", ["operator_table.py", "--only", "abs"])
    assert table.main() == 1
    assert "different from eager PyTorch: abs" in capsys.readouterr().err


def test_every_core_operator_has_a_rule_or_a_reason(table: ModuleType, lines: list[str]) -> None:
    load_rules()
    core = table.core_operators()
    assert set(core) - set(RULES) == set(table.CORE_ON_HOST)
    start = lines.index("## Core ATen")
    assert [*lines[start:], ""] == table.core_section()
