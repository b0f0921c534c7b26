"""A small network of one feature, with the inputs that it is compared on."""

from __future__ import annotations

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
