"""Sub-networks for any number of rows: compiled, on NumPy as before, and eager, in turn.

``python -m benchmarks.rows [CASE ...]`` prints a row of the table in ``docs/dynamic_shapes.md`` for
each case.
"""

from __future__ import annotations

import importlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import nn
from xdsl.dialects.builtin import ModuleOp

from dycl.compiler import compile_module
from dycl.frontend import lower_each
from dycl.passes.dycl_default import DyclDefault
from dycl.runtime.program import Program
from dycl.runtime.weight_file import WeightFile

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"

WITHOUT_ROWS = f"outline-regions{{minimum-row-flops={10**18}}}"
"""Leaves on the host whatever has a size that is only known at run time."""

ROUNDS = 40


class Batch(nn.Module):
    """A small convolutional network on batches of any size."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(
            *[nn.Conv2d(3, 16, 3, padding=1), nn.ReLU()],
            *[nn.Conv2d(16, 32, 3, 2, 1), nn.ReLU(), nn.AvgPool2d(4)],
        )
        self.head = nn.Linear(32 * 16, 10)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(self.body(x).flatten(1))


def _example(module: str, suffix: str = "") -> Callable[[], tuple[nn.Module, tuple[Any, ...], Any]]:
    def make() -> tuple[nn.Module, tuple[Any, ...], Any]:
        example: Any = importlib.import_module(module)
        inputs = getattr(example, f"example_inputs{suffix}")(torch.Generator().manual_seed(1))
        return getattr(example, f"make{suffix}")(), inputs, None

    return make


def _batch() -> tuple[nn.Module, tuple[Any, ...], Any]:
    torch.manual_seed(0)
    return Batch().eval(), (torch.randn(5, 3, 32, 32),), {"x": {0: torch.export.Dim("n")}}


CASES: dict[str, Callable[[], tuple[nn.Module, tuple[Any, ...], Any]]] = {
    "batch of 5 images": _batch,
    "captioner_batch": _example("captioner_batch"),
    "moe": _example("moe"),
    "moe, full size": _example("moe", "_full"),
    "token_pruning": _example("token_pruning"),
    "token_pruning, full size": _example("token_pruning", "_full"),
}


def _compile(source: ModuleOp, weights: WeightFile, outline: str) -> Program:
    passes = (outline if name == "outline-regions" else name for name in DyclDefault.PASSES)
    return compile_module(source.clone(), weights, passes=",".join(passes))


def _seconds(function: Callable[[], object]) -> float:
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def measure(name: str) -> str:
    """A row of the table; the times are medians, the ratios those of neighbouring runs."""
    net, inputs, dynamic_shapes = CASES[name]()
    with tempfile.TemporaryDirectory() as folder, torch.no_grad():
        file = Path(folder) / "weights.safetensors"
        source = lower_each(net, [(inputs, {})], weights=file, dynamic_shapes=dynamic_shapes)
        weights = WeightFile(file)
        rows = _compile(source, weights, "outline-regions")
        host = _compile(source, weights, WITHOUT_ROWS)
        runs = [lambda: net(*inputs), lambda: host(*inputs), lambda: rows(*inputs)]
        for run in runs * 3:
            run()
        times = [[_seconds(run) for run in runs] for _ in range(ROUNDS)]
    medians = [f"{1e3 * statistics.median(each):.3f}" for each in zip(*times, strict=True)]
    ratios = [
        f"{statistics.median(each[other] / each[2] for each in times):.2f}×" for other in (0, 1)
    ]
    return f"| {name} | {' | '.join([*medians, *ratios])} |"


def main() -> None:
    """Print the table."""
    sys.path.insert(0, str(EXAMPLES))
    print("| case | eager, ms | NumPy, ms | compiled, ms | against eager | against NumPy |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name in sys.argv[1:] or CASES:
        print(measure(name), flush=True)


if __name__ == "__main__":
    main()
