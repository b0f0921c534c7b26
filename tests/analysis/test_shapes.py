"""Dimensions with the same symbol have the same size whenever the program runs."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
import torch
from typing_extensions import override
from xdsl.interpreter import Interpreter, PythonValues
from xdsl.ir import Operation

from dycl.analysis.shapes import Shapes
from dycl.analysis.sizes import Size, Symbol
from dycl.frontend import lower
from dycl.interpreters.dycl import read_weights
from dycl.interpreters.run import run_python

INPUTS = 6


class SizeRecorder(Interpreter.Listener):
    """Compares the sizes of a run of a program without loops and calls with what is known."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self.found: dict[Symbol, int] = {}
        self.compared = 0

    @override
    def did_interpret_op(self, op: Operation, results: PythonValues) -> None:
        for result, value in zip(op.results, results, strict=True):
            if isinstance(value, torch.Tensor):
                for size, extent in zip(self.shapes.sizes(result), value.shape, strict=True):
                    self._compare(op, size, extent)

    def _compare(self, op: Operation, size: Size, extent: int) -> None:
        if isinstance(size, Symbol):
            self.compared += size in self.found
            assert self.found.setdefault(size, extent) == extent, op
        else:
            assert size == extent, op


@pytest.mark.parametrize(
    ("file", "factory"), [("token_pruning", "make"), ("token_pruning", "make_masking")]
)
def test_equal_symbols_are_equal_sizes(file: str, factory: str, tmp_path: Path) -> None:
    module: Any = importlib.import_module(file)
    generator = torch.Generator().manual_seed(1)
    weights = tmp_path / "weights.safetensors"
    first = module.example_inputs(generator)
    program = lower(getattr(module, factory)(), first, {}, weights=weights)
    shapes, loaded = Shapes(program), read_weights(weights)
    sizes: set[tuple[int, ...]] = set()
    for _ in range(INPUTS):
        recorder = SizeRecorder(shapes)
        inputs = module.example_inputs(generator)
        run_python(program, inputs, weights=loaded, listeners=[recorder])
        assert recorder.compared > 50
        sizes.add(tuple(recorder.found.values()))
    assert len(sizes) > 1  # else a symbol could stand for a size that never changes
