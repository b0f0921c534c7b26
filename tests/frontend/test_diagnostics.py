"""The limits that docs/frontend.md lists, each with the error that it says."""

from __future__ import annotations

import importlib.util
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
import torch

from dycl.errors import FrontendError
from dycl.frontend import lower

DOCUMENT = Path(__file__).parents[2] / "docs" / "frontend.md"
EXAMPLE = re.compile(
    r"^\*\*(.+?)\*\*[^\n]*\n\n```python\n(.*?)\n```\n```text\n(.*?)\n```", re.DOTALL | re.MULTILINE
)
HEADER = (
    "import dataclasses, functools, random, torch, numpy as np; from torch import nn\n\n\n"
    "class Net(nn.Module):\n"
)
INPUTS = "# inputs: "


@dataclass(frozen=True)
class Example:
    """A program and the error that it must give."""

    title: str
    code: str
    error: str


def examples() -> list[Example]:
    """The programs of the document's section on limits."""
    section = DOCUMENT.read_text().partition("\n## Limits\n")[2]
    return [Example(*match) for match in EXAMPLE.findall(section)]


def refusal(example: Example) -> str:
    """What the frontend says to the program, with the file's name alone."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "net.py"
        file.write_text(HEADER + indent(example.code, "    ") + "\n")
        spec = importlib.util.spec_from_file_location(f"net_{id(folder)}", file)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        net = module.Net().eval()
        inputs: Any = (torch.ones(1, 4),)
        first, *_ = example.code.splitlines()
        if first.startswith(INPUTS):
            expression = first.removeprefix(INPUTS)
            inputs = eval(expression, {"x": inputs[0], "net": net})
        with pytest.raises(FrontendError) as caught:
            lower(net, inputs, weights=Path(folder) / "weights.safetensors")
        text = str(caught.value).replace(str(file), file.name)
        del sys.modules[spec.name]
    return text


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.title)
def test_refused(example: Example) -> None:
    assert refusal(example) == example.error


def test_document_has_examples() -> None:
    assert len(examples()) > 30
