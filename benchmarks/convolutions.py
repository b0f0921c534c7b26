"""Convolutions of DyCL's subjects: PyTorch, TVM's own schedules, and dycl's, in turn.

``python -m benchmarks.convolutions [FIRST [LAST]]`` prints the rows of the table in
``docs/tuning.md``. One thread each, and the thread's own time is taken, so that what else the
machine does matters little.
"""

from __future__ import annotations

import importlib
import math
import sys
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F

from benchmarks.kernels import built, in_turn, kernel, one_thread
from dycl.backends.relay.schedules import rules
from dycl.backends.relay.tiles import BLOCK


@dataclass(frozen=True)
class Convolution:
    """Of images of ``size`` by ``size``, with padding that keeps their size but for the stride."""

    inputs: int
    outputs: int
    size: int
    window: int = 3
    stride: int = 1
    groups: int = 1

    def __str__(self) -> str:
        kind = "depthwise " if self.groups == self.inputs else ""
        stride = f", stride {self.stride}" if self.stride > 1 else ""
        groups = f", {self.groups} groups" if 1 < self.groups < self.inputs else ""
        window = f"{self.window}×{self.window}"
        return f"{kind}{window}, {self.inputs} to {self.outputs} at {self.size}{stride}{groups}"


CONVOLUTIONS = (
    Convolution(3, 64, 256),
    *(Convolution(n, n, 256) for n in (16, 64)),
    *(Convolution(n, n, 128) for n in (32, 64, 128)),
    *(Convolution(n, n, 64) for n in (64, 128, 256)),
    Convolution(512, 512, 32),
    Convolution(512, 512, 16),
    Convolution(16, 16, 32),
    Convolution(32, 32, 16),
    Convolution(64, 64, 8),
    Convolution(16, 32, 256, stride=2),
    Convolution(128, 128, 128, stride=2),
    Convolution(32, 64, 16, stride=2),
    Convolution(32, 64, 256, 1),
    Convolution(128, 128, 128, 1),
    Convolution(512, 512, 32, 1),
    Convolution(16, 32, 256, 1, stride=2),
    Convolution(64, 64, 256, stride=2, groups=64),
    Convolution(128, 128, 128, groups=128),
    Convolution(512, 512, 32, groups=512),
    Convolution(128, 128, 64, groups=32),
    Convolution(512, 512, 16, groups=32),
)


class Case:
    """A convolution with data, and TVM's own kernel for it."""

    def __init__(self, shape: Convolution) -> None:
        self.shape = shape
        self.x = torch.randn(1, shape.inputs, shape.size, shape.size)
        window = shape.window, shape.window
        kernel = torch.randn(shape.outputs, shape.inputs // shape.groups, *window)
        self.kernel = kernel / kernel[0].numel() ** 0.5
        self.own = _built(shape, self.x, self.kernel, 8)

    def eager(self, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        """PyTorch's result."""
        shape, padding = self.shape, self.shape.window // 2
        x, kernel = self.x.to(dtype), self.kernel.to(dtype)
        return F.conv2d(x, kernel, None, shape.stride, padding, groups=shape.groups)

    def measure(self) -> str:
        """A row of the table: median times, ms, the median ratio to PyTorch's, and the
        differences of PyTorch's and dycl's results from those in double precision.
        """
        dycl = _built(self.shape, self.x, self.kernel, BLOCK)
        own, ours = (kernel(graph, "conv2d") for graph in (self.own, dycl))
        times = in_turn(lambda: (self.eager(), self.eager()), own, ours)
        exact = self.eager(torch.float64)
        blocks = torch.from_numpy(dycl.get_output(0).numpy())
        found = self.eager(), blocks.permute(0, 1, 4, 2, 3).reshape(exact.shape)
        errors = [f"{(each - exact).abs().max().item():.1e}" for each in found]
        return f"| {self.shape} | {' | '.join([*times, *errors])} |"


def _built(shape: Convolution, x: torch.Tensor, w: torch.Tensor, block: int) -> Any:
    """The convolution in TVM's executor; its data has blocks of so many channels, as it would
    have between other convolutions.
    """
    relay: Any = importlib.import_module("tvm.relay")
    inputs = math.gcd(shape.inputs, block)
    blocks = x.reshape(1, shape.inputs // inputs, inputs, *x.shape[2:]).permute(0, 1, 3, 4, 2)
    parameters = [
        relay.var("x", shape=tuple(blocks.shape)),
        relay.var("w", shape=tuple(w.shape)),
    ]
    convolution = relay.nn.conv2d(
        relay.layout_transform(parameters[0], f"NCHW{inputs}c", "NCHW"),
        parameters[1],
        strides=(shape.stride,) * 2,
        padding=(shape.window // 2,) * 4,
        groups=shape.groups,
        channels=shape.outputs,
        kernel_size=(shape.window,) * 2,
    )
    result = relay.layout_transform(convolution, "NCHW", f"NCHW{block}c")
    arrays = {"x": blocks.contiguous().numpy(), "w": w.numpy()}
    function = relay.Function(parameters, result)
    return built(function, arrays, weights=("w",), executor="debugger.debug_executor")


def main(first: str = "0", last: str = str(len(CONVOLUTIONS))) -> None:
    """Print the table."""
    one_thread()
    print("| | PyTorch, ms | TVM's rules, ms | dycl, ms | against PyTorch | its error | dycl's |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    cases = [Case(shape) for shape in CONVOLUTIONS[int(first) : int(last)]]
    with rules():
        for case in cases:
            print(case.measure(), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
