"""What docs/ir.md says about Relay text."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from textwrap import indent

from xdsl.dialects.builtin import ModuleOp

from dycl.relay_text.metadata import ATTRIBUTES
from dycl.relay_text.result_types import RULES

Read = Callable[[str], ModuleOp]

PAGE = (Path(__file__).parents[2] / "docs" / "ir.md").read_text()
SECTION = PAGE.partition("\n## Relay text\n")[2].partition("\n## ")[0]


def test_the_example_is_read_as_shown(read: Read) -> None:
    text, module = re.findall(r"^```\w*\n(.*?)^```$", SECTION, re.MULTILINE | re.DOTALL)
    assert str(read(text)) == f"builtin.module {{\n{indent(module, '  ')}}}"


def test_the_numbers_are_right() -> None:
    assert f"about {round(len(RULES), -1)} operators" in SECTION
    assert len(ATTRIBUTES) == 4
