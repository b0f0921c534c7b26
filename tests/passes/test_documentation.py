"""The page of passes is what their docstrings say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from xdsl.passes import ModulePass

from dycl.universe import discover

ROOT = Path(__file__).parents[2]


def test_page_is_up_to_date() -> None:
    tool = ROOT / "tools" / "document_passes.py"
    subprocess.run([sys.executable, str(tool), "--check"], check=True)


def test_each_pass_says_what_it_does() -> None:
    page = (ROOT / "docs" / "passes.md").read_text()
    for name, load in discover("passes", ModulePass).items():
        assert f"### {name}\n" in page
        docstring = load().__doc__
        assert docstring
        assert name.startswith("dycl-") or "::" in docstring, f"{name} shows no program"
