"""A new pass works at once, and passes of other packages are found by their entry point."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dycl.errors import DyclError
from dycl.tools.new_pass import write_new_pass

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the source tree, as far as passes need it."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "dycl", tmp_path / "dycl", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "tests" / "filecheck" / "passes").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "filecheck" / "lit.cfg.py", tmp_path / "tests" / "filecheck")
    return tmp_path


def run(tree: Path, *command: str | Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    done = subprocess.run(
        [BIN / command[0], *command[1:]],
        env=environment,
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_new_pass_works_without_another_edit(tree: Path) -> None:
    printed = run(tree, "dycl-opt", "--new-pass", "forget-double-negation")
    source = tree / "dycl" / "passes" / "forget_double_negation.py"
    test = tree / "tests" / "filecheck" / "passes" / "forget-double-negation.mlir"
    assert f"wrote {source}" in printed
    assert f"wrote {test}" in printed
    run(tree, "lit", test)
    run(tree, "ruff", "check", source)
    run(tree, "ruff", "format", "--check", source)


def test_what_is_there_stays(tree: Path) -> None:
    for name in ("dycl-default", "cse"):  # dycl's, xDSL's
        with pytest.raises(DyclError, match=f"there is a pass '{name}' already"):
            write_new_pass(name, tree)
    (tree / "dycl" / "passes" / "mine.py").touch()
    with pytest.raises(DyclError, match=r"mine\.py exists"):
        write_new_pass("mine", tree)
    for name in ("No_Name", "a--b", "../up", ""):
        with pytest.raises(DyclError, match="is no name of a pass"):
            write_new_pass(name, tree)
    with pytest.raises(DyclError, match="is not dycl's source tree"):
        write_new_pass("new", tree / "dycl")


def test_another_package_adds_passes() -> None:
    program = "func.func @f(%x: tensor<2xf32>) -> tensor<2xf32> {\n"
    program += "  %y = aten.relu %x : (tensor<2xf32>) -> tensor<2xf32>\n"
    program += "  func.return %y : tensor<2xf32>\n}\n"
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests" / "third_party")])
    done = subprocess.run(
        [BIN / "dycl-opt", "-p", "forget-relu"],
        env={**os.environ, "PYTHONPATH": path},
        input=program,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "aten.relu" not in done.stdout
    assert "func.return %x" in done.stdout
