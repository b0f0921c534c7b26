"""The ways in which a lowered program can be run: interpreted, or compiled."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

import torch
from xdsl.dialects.builtin import ModuleOp

from dycl.compiler import compile_module
from dycl.interpreters.control_flow import BranchRecorder
from dycl.interpreters.run import run_python
from dycl.runtime.weight_file import WeightFile
from dycl.universe import make_context, make_pipeline


class Stage(ABC):
    """A program that is called with one tensor, and keeps state from call to call."""

    is_exact = True
    """Whether it computes as eager PyTorch does to the last bit."""

    @abstractmethod
    def __call__(self, x: torch.Tensor) -> Any:
        """The program's answer."""

    @abstractmethod
    def reset(self) -> None:
        """Forget all earlier calls."""

    def close(self) -> None:  # noqa: B027
        """Remove what was made for it."""


class Interpreted(Stage):
    """In the reference interpreter, behind ``passes``."""

    def __init__(self, module: ModuleOp, passes: str = "") -> None:
        self.module = module.clone() if passes else module
        if passes:
            make_pipeline(passes).apply(make_context(self.module), self.module)
            self.module.verify()
        self.state: list[Any] = []
        self.recorders: list[BranchRecorder] = []
        """The decisions of each call."""

    def __call__(self, x: torch.Tensor) -> Any:
        self.recorders.append(BranchRecorder())
        return run_python(self.module, (x,), state=self.state, listeners=self.recorders[-1:])

    def reset(self) -> None:
        self.state = []


class Compiled(Stage):
    """As a package that was just compiled."""

    is_exact = False

    def __init__(self, module: ModuleOp, weights: Path, passes: str, host: str = "python") -> None:
        self.program = compile_module(
            module.clone(), WeightFile(weights), passes=passes, host=host, threads=1
        )

    def __call__(self, x: torch.Tensor) -> Any:
        return self.program(x)

    def reset(self) -> None:
        self.program.reset()

    def close(self) -> None:
        self.program.close()


STAGES = ("source", "split", "host", "package", "native")
"""The source IR; behind the standard pipeline; a host program of NumPy alone; with sub-networks
compiled by TVM; the same with a host in C."""


def stage_of(name: str, module: ModuleOp, weights: Path) -> Stage:
    """The program at one of :data:`STAGES`. Raises what compiling it raises."""
    match name:
        case "source":
            return Interpreted(module)
        case "split":
            return Interpreted(module, "dycl-default")
        case "host":
            return Compiled(module, weights, "canonicalize,cse")
        case "package":
            return Compiled(module, weights, "dycl-default")
        case "native":
            return Compiled(module, weights, "dycl-default", host="native")
        case _:
            raise ValueError(f"there is no stage {name!r}")
