"""Whole programs as host programs alone: Python and NumPy give eager PyTorch's answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn
from torch.utils._pytree import tree_map_only

from dycl.compiler import compile_module
from dycl.errors import LoweringError
from dycl.frontend import lower
from dycl.runtime.weight_file import WeightFile
from tests.frontend.program import Program, all_programs

SAMPLES = 100
ROUNDING_DECIDES = {"DynamicBatch"}
"""Programs that branch on the sign of what is zero but for rounding: no two calculators agree."""


def programs() -> list[type[Program]]:
    return [kind for kind in all_programs() if kind.__name__ not in ROUNDING_DECIDES]


def outcome(call: Callable[..., Any], *args: Any) -> Any:
    """What a call returns, or its exception's class name and message."""
    try:
        return call(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def assert_same(found: Any, expected: Any) -> None:
    torch.testing.assert_close(found, expected, equal_nan=True, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("kind", programs(), ids=lambda kind: kind.__name__)
def test_program(kind: type[Any], tmp_path: Path) -> None:
    torch.manual_seed(0)
    program: nn.Module = kind().eval()
    generator = torch.Generator().manual_seed(1)
    inputs: Callable[[torch.Generator], tuple[Any, ...]] = program.inputs  # pyright: ignore
    weights = tmp_path / "w.safetensors"
    module = lower(program, inputs(generator), weights=weights, dynamic_shapes=kind.dynamic_shapes)
    with compile_module(module, WeightFile(weights), passes="canonicalize,cse") as compiled:
        for _ in range(SAMPLES):
            given = inputs(generator)
            copies = tree_map_only(torch.Tensor, torch.clone, given)
            with torch.no_grad():
                expected = outcome(program, *given)
            found = outcome(compiled, *copies)
            try:
                check(found, expected)
                check(copies, given)
            except AssertionError as error:
                error.add_note(compiled.text("host"))
                raise


class DistinctRows(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.unique(x, dim=0)


def test_operator_that_is_nowhere(tmp_path: Path) -> None:
    weights = tmp_path / "w.safetensors"
    module = lower(DistinctRows().eval(), (torch.zeros(3, 2),), weights=weights)
    message = r"error: neither the back end nor the host has the operator aten\.unique_dim$"
    with pytest.raises(LoweringError, match=re.compile(message, re.M)):
        compile_module(module, WeightFile(weights), passes="canonicalize,cse")


class LargerImage(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return nn.functional.interpolate(x, scale_factor=2, mode="bicubic")


def test_images_of_integers_are_not_resized(tmp_path: Path) -> None:
    """PyTorch computes these with weights of a few bits."""
    weights = tmp_path / "w.safetensors"
    image = torch.zeros(1, 3, 4, 4, dtype=torch.uint8)
    module = lower(LargerImage().eval(), (image,), weights=weights)
    message = r"error: aten\.upsample_bicubic2d\.vec stays on the host, where it is for floats$"
    with pytest.raises(LoweringError, match=re.compile(message, re.M)):
        compile_module(module, WeightFile(weights), passes="canonicalize,cse")


def check(found: Any, expected: Any) -> None:
    assert type(found) is type(expected), f"{found} instead of {expected}"
    match expected:
        case torch.Tensor():
            assert_same(found, expected)
        case np.ndarray() | np.generic():
            assert found.dtype == expected.dtype
            assert_same(torch.as_tensor(found), torch.as_tensor(expected))
        case tuple() | list():
            assert len(found) == len(expected)
            for each, other in zip(found, expected, strict=True):
                check(each, other)
        case dict():
            assert list(found) == list(expected)
            for key in expected:
                check(found[key], expected[key])
        case float():
            assert found == pytest.approx(expected, rel=1e-5, abs=1e-5, nan_ok=True)
        case _:
            assert found == expected
