"""Modules from text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from xdsl.dialects.builtin import ModuleOp
from xdsl.parser import Parser

from dycl.universe import make_context

Parse = Callable[[str], ModuleOp]


@pytest.fixture
def parse() -> Parse:
    """Reads and verifies a module."""

    def parse_text(text: str) -> ModuleOp:
        module = Parser(make_context(), text).parse_module()
        module.verify()
        return module

    return parse_text
