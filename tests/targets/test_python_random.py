"""The Python that is printed for random programs computes what the reference interpreter does."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from typing import Any

import pytest
from xdsl.dialects.builtin import ModuleOp

from dycl.interpreters import run
from dycl.targets.python import PythonTarget
from dycl.universe import make_context
from tests.targets.random_programs import ProgramMaker

SEEDS_PER_TEST = 25
INPUTS = list(itertools.product((-2, 0, 1, 5), (0, 2), (-1, 3)))


def python_of(module: ModuleOp) -> str:
    stream = io.StringIO()
    PythonTarget().emit(make_context(module), module, stream)
    return stream.getvalue()


def outcome(function: Callable[[], Any]) -> Any:
    try:
        return function()
    except ValueError as error:
        return f"ValueError: {error}"


@pytest.mark.parametrize("max_indent", [60, 2])
@pytest.mark.parametrize("first", range(0, 200, SEEDS_PER_TEST))
def test_same_as_interpreted(first: int, max_indent: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dycl.targets.host_program.statements.MAX_INDENT", max_indent)
    for seed in range(first, first + SEEDS_PER_TEST):
        module = ProgramMaker(seed).module()
        text = python_of(module)
        namespace: dict[str, Any] = {}
        exec(compile(text, "host.py", "exec"), namespace)
        for inputs in INPUTS:
            expected = outcome(lambda inputs=inputs, module=module: tuple(run(module, inputs)))
            found = outcome(lambda inputs=inputs, forward=namespace["forward"]: forward(*inputs))
            if isinstance(expected, tuple) and len(expected) == 1:
                (expected,) = expected
            assert found == expected, f"seed {seed}, inputs {inputs}:\n{module}\n{text}"
