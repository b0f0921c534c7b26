"""docs/operators.md is what tools/operator_table.py would write: all names, and some rows."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dycl.passes.aten_to_relay.rule import RULES
from dycl.passes.convert_aten_to_relay import load_rules

ROOT = Path(__file__).resolve().parents[2]

TRIED = ["abs", "argmax", "bmm", "index_select", "mean", "nn.functional.max_pool2d", "where"]
"""Each compares about ten samples of all dtypes with eager PyTorch."""


DIFFERING = {
    "grid_sampler_2d",
    "nn.functional.conv_transpose1d",
    "nn.functional.conv_transpose2d",
    "nn.functional.conv_transpose3d",
    "nn.functional.grid_sample",
    "nn.functional.instance_norm",
    "topk",
}
"""In f16, and in the order of equal numbers that ``topk`` gives."""


@pytest.fixture(scope="module")
def table() -> ModuleType:
    path = ROOT / "tools" / "operator_table.py"
    spec = importlib.util.spec_from_file_location("operator_table", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["operator_table"] = module  # its dataclasses look for themselves there
    spec.loader.exec_module(module)
    return module


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


def test_only_known_samples_differ_from_eager(lines: list[str]) -> None:
    assert {line.split("`")[1] for line in lines if "**" in line} == DIFFERING


def test_every_core_operator_has_a_rule_or_a_reason(table: ModuleType, lines: list[str]) -> None:
    load_rules()
    core = table.core_operators()
    assert set(core) - set(RULES) == set(table.CORE_ON_HOST)
    start = lines.index("## Core ATen")
    assert [*lines[start:], ""] == table.core_section()
