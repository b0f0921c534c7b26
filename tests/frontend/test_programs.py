"""Every program gives eager PyTorch's answers, through the reference interpreter, on every path."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch.utils._pytree import tree_map_only

from dycl.frontend import lower
from dycl.interpreters.control_flow import BranchRecorder
from dycl.interpreters.run import run_python
from tests.frontend.program import Program, all_programs

SAMPLES = 100


def outcome(call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """What a call returns, or its exception's class name and message."""
    try:
        return call(*args, **kwargs)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def check_equal(left: Any, right: Any, tolerance: float = 0.0) -> None:
    """Agreement of nested values, types and dtypes included: exact, but for a tolerance."""
    if isinstance(left, torch.Tensor):
        assert isinstance(right, torch.Tensor)
        assert left.dtype == right.dtype
        torch.testing.assert_close(right, left, rtol=tolerance, atol=tolerance, equal_nan=True)
    elif isinstance(left, np.ndarray):
        assert isinstance(right, np.ndarray)
        assert left.dtype == right.dtype
        np.testing.assert_array_equal(right, left)
    elif isinstance(left, tuple | list):
        assert type(left) is type(right)
        assert len(left) == len(right)
        for a, b in zip(left, right, strict=True):
            check_equal(a, b, tolerance)
    elif isinstance(left, dict):
        assert list(left) == list(right)
        for key in left:
            check_equal(left[key], right[key], tolerance)
    else:
        assert type(left) is type(right)
        assert left == right


@pytest.mark.parametrize("kind", all_programs(), ids=lambda kind: kind.__name__)
def test_program(kind: type[Program], tmp_path: Path) -> None:
    torch.manual_seed(0)
    program = kind().eval()
    generator = torch.Generator().manual_seed(1)
    inputs = program.inputs(generator)
    module = lower(
        program, inputs, weights=tmp_path / "w.safetensors", dynamic_shapes=program.dynamic_shapes
    )
    state: list[Any] = []
    reached: set[tuple[int, Any]] = set()
    for _ in range(SAMPLES):
        inputs = program.inputs(generator)
        copies = tree_map_only(torch.Tensor, torch.clone, inputs)
        with torch.no_grad():
            expected = outcome(program, *inputs)
        recorder = BranchRecorder()
        actual = outcome(run_python, module, copies, state=state, listeners=[recorder])
        check_equal(expected, actual, program.tolerance)
        check_equal(inputs, copies)
        reached |= {(id(branch.op), branch.outcome) for branch in recorder.branches}
    both = [op for op, outcome in reached if outcome is True and (op, False) in reached]
    assert both or not reached
