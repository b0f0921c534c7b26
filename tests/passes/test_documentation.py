"""The reference is what definitions and docstrings say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from xdsl.passes import ModulePass

from dycl.universe import DYCL_UNIVERSE, discover

ROOT = Path(__file__).parents[2]


def test_reference_is_up_to_date() -> None:
    tool = ROOT / "tools" / "generate_reference.py"
    subprocess.run([sys.executable, str(tool), "--check"], check=True)


def test_each_pass_says_what_it_does() -> None:
    for name, load in discover("passes", ModulePass).items():
        docstring = load().__doc__
        assert docstring
        assert name.startswith("dycl-") or "::" in docstring, f"{name} shows no program"


def test_each_operation_has_an_example() -> None:
    for dialect in ("dycl", "relay"):
        for operation in DYCL_UNIVERSE.all_dialects[dialect]().operations:
            _, example, text = (operation.__doc__ or "").partition("Example::")
            assert example and operation.name in text
