"""Dialects, passes and targets are found by their files, and xDSL's tools find them too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from xdsl.passes import ModulePass
from xdsl.universe import XDSL_UNIVERSE, Universe
from xdsl.utils.target import Target

from dycl import universe
from dycl.universe import DYCL_UNIVERSE, make_context, make_pipeline

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", DYCL_UNIVERSE.all_passes)
def test_a_pass_is_named_as_its_file(name: str) -> None:
    found = DYCL_UNIVERSE.all_passes[name]()
    assert issubclass(found, ModulePass)
    assert found.name == name
    assert found.__doc__


@pytest.mark.parametrize("name", DYCL_UNIVERSE.all_targets)
def test_a_target_is_named_as_its_file(name: str) -> None:
    found = DYCL_UNIVERSE.all_targets[name]()
    assert issubclass(found, Target)
    assert found.name == name


@pytest.mark.parametrize("name", DYCL_UNIVERSE.all_dialects)
def test_a_dialect_is_named_as_its_file(name: str) -> None:
    assert DYCL_UNIVERSE.all_dialects[name]().name == name


def test_nothing_is_named_as_in_xdsl() -> None:
    for kind in ("all_dialects", "all_passes", "all_targets"):
        clashes = set(getattr(DYCL_UNIVERSE, kind)) & set(getattr(XDSL_UNIVERSE, kind))
        assert not clashes


def test_the_entry_point_is_installed() -> None:
    everything = Universe.get_multiverse()
    assert set(DYCL_UNIVERSE.all_passes) <= set(everything.all_passes)
    assert set(XDSL_UNIVERSE.all_passes) <= set(everything.all_passes)


def test_a_new_file_is_a_new_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "passes").mkdir()
    (tmp_path / "passes" / "do_nothing.py").write_text("name = 'nobody imports this'")
    (tmp_path / "passes" / "_private.py").write_text("")
    monkeypatch.setattr(universe, "__file__", str(tmp_path / "universe.py"))
    assert list(universe.discover("passes", ModulePass)) == ["do-nothing"]


def test_a_file_without_the_pass_is_named() -> None:
    with pytest.raises(ImportError, match=r"errors\.py defines no ModulePass with the name 'x'"):
        universe.named_class("dycl.errors", "x", ModulePass)


def test_a_context_loads_the_dialects_of_a_module() -> None:
    from xdsl.parser import Parser

    module = Parser(make_context(), "func.func @f() { func.return }").parse_module()
    assert {dialect.name for dialect in make_context(module).loaded_dialects} == {
        "builtin",
        "func",
    }


def test_a_pipeline_of_both() -> None:
    names = [each.name for each in make_pipeline("prune-dead-branches,canonicalize").passes]
    assert names == ["prune-dead-branches", "canonicalize"]
    with pytest.raises(ValueError, match="no-such-pass"):
        make_pipeline("no-such-pass")


HELP = """
import contextlib, io, sys
from {module} import main
sys.argv = ["tool", "--help"]
text = io.StringIO()
with contextlib.redirect_stdout(text), contextlib.suppress(SystemExit):
    main()
heavy = {{"torch", "tvm", "numpy", "safetensors", "rich", "lark", "dycl.dialects.aten"}}
print(sorted(heavy & set(sys.modules)), "prune-dead-branches" in text.getvalue())
print(*sys.modules)
"""


def test_help_imports_no_compiler_and_no_more_than_plain_xdsl_opt() -> None:
    imported: list[set[str]] = []
    for module in ("dycl.tools.dycl_opt", "xdsl.tools.xdsl_opt"):
        done = subprocess.run(
            [sys.executable, "-c", HELP.format(module=module)],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "COLUMNS": "100000"},  # argparse breaks lines within names
        )
        heavy, modules = done.stdout.splitlines()
        assert heavy == "[] True"
        imported.append(set(modules.split()))
    dycl_opt, xdsl_opt = imported
    assert {name for name in dycl_opt - xdsl_opt if name.partition(".")[0] != "dycl"} == set()
