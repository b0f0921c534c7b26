"""A layer compiled without and with tuning, in turn.

``python -m benchmarks.tuning [TRIALS]`` prints what ``docs/tuning.md`` says of two layers, with
tuning logs of its own.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import torch
from torch import nn

import dycl
from dycl.backends.relay import BuildOptions

CHANNELS, SIZE = 120, 56
"""No multiple of 16 channels: those have schedules without choices on AVX2."""
PAIRS = 60


class Layer(nn.Module):
    """A 3×3 convolution of so many groups, and ReLU."""

    def __init__(self, groups: int) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(CHANNELS, CHANNELS, 3, padding=1, groups=groups)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(self.convolution(x))


def measure(name: str, groups: int, trials: int, folder: Path) -> str:
    """One row: the best time of both packages, ms, and the quartiles of their ratios."""
    torch.manual_seed(0)
    layer, x = Layer(groups).eval(), torch.randn(1, CHANNELS, SIZE, SIZE)
    untuned = dycl.compile(layer, x, options=BuildOptions(tuning_logs=folder / "none"))
    options = BuildOptions(tune=trials, tuning_logs=folder / name)
    tuned = dycl.compile(layer, x, options=options)
    pairs = [(seconds(untuned, x.numpy()), seconds(tuned, x.numpy())) for _ in range(PAIRS)]
    before, after = (1e3 * min(times) for times in zip(*pairs, strict=True))
    low, middle, high = statistics.quantiles([left / right for left, right in pairs], n=4)
    return f"{name}: {before:.2f} ms, tuned {after:.2f} ms, {middle:.2f}× ({low:.2f}–{high:.2f})"


def seconds(program: Any, x: Any) -> float:
    """The least of three calls."""
    times: list[float] = []
    for _ in range(3):
        start = time.perf_counter()
        program(x)
        times.append(time.perf_counter() - start)
    return min(times)


def main(trials: int) -> None:
    """Print a row for each layer."""
    with tempfile.TemporaryDirectory() as name:
        for layer, groups in (("convolution", 1), ("depthwise", CHANNELS)):
            print(measure(layer, groups, trials, Path(name)), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 16)
