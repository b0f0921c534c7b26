"""Relay texts: read, printed, and the real TVM beside them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from io import StringIO
from typing import Any

import pytest
from xdsl.dialects.builtin import ModuleOp

from dycl import toolchain
from dycl.relay_text import read_relay
from dycl.targets.relay import RelayTarget
from dycl.universe import make_context

Read = Callable[[str], ModuleOp]


@pytest.fixture(scope="session")
def tvm() -> Any:
    """The module ``tvm``; ``tvm.relay`` is imported too."""
    toolchain.activate(toolchain.require())
    import_module("tvm.relay")
    return import_module("tvm")


def print_relay(module: ModuleOp) -> str:
    """What the target ``relay`` prints."""
    stream = StringIO()
    RelayTarget().emit(make_context(), module, stream)
    return stream.getvalue()


@pytest.fixture
def read() -> Read:
    """Reads a text; what is read must be valid, and the same when it was printed and read again."""

    def read_stable(text: str) -> ModuleOp:
        module = read_relay(text, "model.relay")
        module.verify()
        again = read_relay(print_relay(module), "printed.relay")
        assert again.is_structurally_equivalent(module)
        return module

    return read_stable
