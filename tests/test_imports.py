"""Layers import downwards only, and running a package needs NumPy alone."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "dycl"

HEAVY = ("torch", "xdsl", "tvm", "lark", "safetensors", "rich", "scipy")

ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "recursion": set(),
    "runtime": {"errors", "runtime"},
    "toolchain": {"errors", "toolchain"},
    "dialects": {"errors", "dialects"},
    "printing": {"errors", "dialects"},
    "progress": set(),
    "relay_text": {"dialects", "relay_text"},
    "analysis": {"errors", "recursion", "dialects", "analysis", "runtime"},
}
ALLOWED["passes"] = ALLOWED["analysis"] | {"passes", "universe"}
ALLOWED["universe"] = {"errors", "universe", "dialects", "passes", "targets"}
ALLOWED["frontend"] = ALLOWED["passes"] | {"frontend", "printing"}
ALLOWED["interpreters"] = ALLOWED["passes"] | {"interpreters", "printing"}
ALLOWED["validation"] = ALLOWED["interpreters"] | {"validation"}
ALLOWED["targets"] = ALLOWED["passes"] | {"targets", "printing", "relay_text"}
ALLOWED["backends"] = {"errors", "runtime", "toolchain", "backends"}
"""Which parts of dycl each part may import; what isn't named (the tools, the public API) may all.
"""

TORCH = {"frontend", "interpreters", "validation", "tools"}
"""The parts that may import PyTorch."""

TVM = {"backends", "toolchain"}


def imports(file: Path, *, at_run_time: bool = True) -> Iterator[str]:
    """The modules that a file imports, inside of functions too."""
    tree = ast.parse(file.read_text())
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            skipped.update(each for child in node.body for each in ast.walk(child))
    for node in ast.walk(tree):
        if node in skipped and at_run_time:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} has a relative import"
            yield f"{node.module}"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_layers(file: Path) -> None:
    part = part_of(file)
    for name in imports(file):
        top, *rest = name.split(".")
        if top == "dycl" and rest and part in ALLOWED and (PACKAGE / rest[0]).with_suffix("").parts:
            is_part = (PACKAGE / rest[0]).is_dir() or (PACKAGE / f"{rest[0]}.py").is_file()
            assert not is_part or rest[0] in ALLOWED[part], f"{part} must not import {name}"
        if top == "torch":
            assert part in TORCH, f"{part} must not import torch"
        if top == "tvm":
            assert part in TVM, f"{part} must not import tvm"
        if part == "runtime":
            assert top in {"dycl", "numpy"} or top in sys.stdlib_module_names


BLOCKER = f"""
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {HEAVY!r}:
            raise ImportError(f"{{name}} must not be imported here")

sys.meta_path.insert(0, Blocker())
"""


def run_without(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``code`` in a Python that cannot import what a package must not need."""
    command = [sys.executable, "-c", BLOCKER + code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def test_the_blocker_blocks() -> None:
    assert "must not be imported here" in run_without("import xdsl").stderr


def test_importing_dycl_needs_nothing() -> None:
    done = run_without(
        "import dycl; assert not {'numpy', 'torch'} & set(sys.modules); "
        "assert dycl.load and dycl.compile"
    )
    assert done.returncode == 0, done.stderr


def test_the_runtime_needs_numpy_alone() -> None:
    modules = [
        ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for file in FILES
        if part_of(file) == "runtime" and file.stem != "__init__"
    ]
    done = run_without(f"import importlib\nfor name in {modules}: importlib.import_module(name)")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("module", ["dycl.dialects.aten", "dycl.universe", "dycl.targets.python"])
def test_without_torch(module: str) -> None:
    code = f"import sys; import {module}; assert 'torch' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
