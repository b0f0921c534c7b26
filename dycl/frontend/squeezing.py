"""``squeeze`` where only run time tells whether a size is 1.

How many dimensions the result has then depends on it, so it is another one on each path.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import torch

from dycl.frontend.arrays import is_array
from dycl.frontend.outcome import Tree, normal

if TYPE_CHECKING:
    from dycl.frontend.interpreter import Interpreter


class Squeezing:
    """Squeezes tensors for an interpreter."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter

    def call(self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tree | None:
        """The call of ``squeeze``; None for other functions, and where all sizes are known."""
        owner = getattr(function, "__self__", None)
        if isinstance(owner, torch.Tensor) and function.__name__ == "squeeze":
            args = (owner, *args)
        elif function is not torch.squeeze:
            return None
        if not args or is_array(args[0]) or args[0].dim() == 0:
            return None
        return self._squeeze(*args, **kwargs)

    def _squeeze(self, tensor: torch.Tensor, dim: Any = None) -> Tree | None:
        dims: Any = range(tensor.dim()) if dim is None else dim
        given = [dims] if isinstance(dims, int) else list(dims)
        wanted = sorted({d % tensor.dim() for d in given}, reverse=True)  # the last one first
        if not any(isinstance(tensor.shape[d], torch.SymInt) for d in wanted):
            return None
        return self._remove(tensor, wanted)

    def _remove(self, tensor: torch.Tensor, dims: Sequence[int]) -> Tree:
        """Without each of ``dims``, the last ones first, that has the size 1."""
        if not dims:
            return normal(tensor.detach())  # another tensor on the same memory
        first, *rest = dims
        return self.interpreter.decide(
            tensor.shape[first] == 1,
            lambda: self._remove(tensor.select(first, 0), rest),
            lambda: self._remove(tensor, rest),
        )
