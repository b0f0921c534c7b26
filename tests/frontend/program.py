"""A small network of one feature, with the inputs that it is compared on."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import torch
from torch import nn


class Program(nn.Module):
    """Subclasses are collected from ``tests/frontend/programs`` and compared with eager PyTorch."""

    dynamic_shapes: Any = None
    tolerance = 0.0
    """How far answers may be from eager's, absolutely and relatively, where those are not exact."""

    def inputs(self, generator: torch.Generator) -> tuple[Any, ...]:
        """One set of arguments."""
        return (torch.randn(1, 4, generator=generator),)


def all_programs() -> list[type[Program]]:
    """The program classes of all files, in order."""
    found: list[type[Program]] = []
    for file in sorted((Path(__file__).parent / "programs").glob("[a-z]*.py")):
        module = importlib.import_module(f"tests.frontend.programs.{file.stem}")
        found += [
            value
            for value in vars(module).values()
            if isinstance(value, type) and issubclass(value, Program) and value is not Program
        ]
    return found
