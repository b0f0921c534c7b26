"""What README.md shows is what happens."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", (REPOSITORY / "README.md").read_text(), re.M | re.S)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder with the examples in it."""
    (tmp_path / "examples").symlink_to(REPOSITORY / "examples")
    return tmp_path


def run(command: list[str], folder: Path) -> str:
    commands = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def block(start: str) -> str:
    (found,) = (text for _, text in BLOCKS if text.startswith(start))
    return found


def test_the_first_example_is_the_file() -> None:
    text = (REPOSITORY / "examples/first_example.py").read_text()
    assert text.endswith("\n\n" + block("import torch\n"))


def test_the_first_example_prints_what_is_shown(folder: Path) -> None:
    printed = run([sys.executable, "examples/first_example.py"], folder)
    assert block("library = ") in printed


@pytest.mark.parametrize("start", ["python -c ", "dycl-opt "])
def test_the_commands_work(folder: Path, start: str) -> None:
    if start == "dycl-opt ":
        run(["bash", "-c", block("python -c ").splitlines()[0]], folder)
    run(["bash", "-e", "-c", block(start)], folder)
