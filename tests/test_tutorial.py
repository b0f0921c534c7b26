"""The tutorial's files and commands, one after the other, in a copy of the project."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(?P<language>\w+)(?P<options>[^\n]*)\n(?P<text>.*?)^```$", re.M | re.S)
OPTION = re.compile(r'(\w+)(?:="([^"]*)")?')


def test_what_the_tutorial_says_happens(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "dycl", tmp_path / "dycl")
    shutil.copytree(REPOSITORY / "tests" / "filecheck", tmp_path / "tests" / "filecheck")
    commands = 0
    for block in BLOCK.finditer((REPOSITORY / "docs" / "tutorial.md").read_text()):
        options = dict(OPTION.findall(block["options"]))
        if block["language"] == "console":
            for command, expected in commands_of(block["text"]):
                assert run(command, tmp_path).strip("\n") == expected.strip("\n"), command
                commands += 1
        elif "title" in options:
            write(tmp_path / options["title"], options, block["text"])
    assert commands >= 6


def commands_of(text: str) -> list[tuple[str, str]]:
    """The commands of a block, each with the output that is shown below it."""
    _, *parts = re.split(r"^\$ ", text, flags=re.M)
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


def write(file: Path, options: dict[str, str], text: str) -> None:
    """Write a block to a file, append it, or replace the method that it names."""
    if "append" in options:
        text = f"{file.read_text()}\n{text}"
    elif "replace" in options:
        text = with_method(file.read_text(), options["replace"], text)
    file.write_text(text)


def with_method(source: str, name: str, text: str) -> str:
    (method,) = (
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef) and node.name == name
    )
    lines = source.splitlines(keepends=True)
    lines[method.lineno - 1 : method.end_lineno] = [text]
    return "".join(lines)


def run(command: str, folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(folder)}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0 or "2>&1" in command, done.stderr
    return done.stdout
