"""Operators whose results have sizes that PyTorch cannot tell for sizes known only at run time.

PyTorch asks whether a tensor is empty, or which kernel is the fastest, and finds no answer. The
shape of the result does not depend on it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from dycl.frontend.torch_internals import aten, map_leaves, sample_of

Shape = tuple[int | torch.SymInt, ...]


def _same(given: torch.Tensor, *_: Any) -> Shape:
    return tuple(given.shape)


def _attended(query: torch.Tensor, _: torch.Tensor, value: torch.Tensor, *__: Any) -> Shape:
    return (*query.shape[:-1], value.shape[-1])


def _pooled(given: torch.Tensor, output_size: Sequence[int | torch.SymInt]) -> Shape:
    return (*given.shape[:-2], *output_size)


SHAPES: dict[str, Callable[..., Shape]] = {
    "adaptive_avg_pool2d": _pooled,
    "batch_norm": _same,
    "group_norm": _same,
    "instance_norm": _same,
    "scaled_dot_product_attention": _attended,
}
"""The shape of an operator's result, by the operator's name."""


def result_of_any_size(func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> torch.Tensor:
    """A fake tensor of the shape and dtype that ``func``, one of :data:`SHAPES`, gives.

    PyTorch checks the operands, with some number for each size that is known only at run time, and
    raises what it raises for them.
    """
    samples = map_leaves(torch.SymInt, sample_of, (args, kwargs))
    samples = map_leaves(torch.Tensor, _sample, samples)
    checked = func(*samples[0], **samples[1])
    shape = SHAPES[func._schema.name.removeprefix("aten::")](*args)
    return torch.empty(shape, dtype=checked.dtype)


def _sample(tensor: torch.Tensor) -> torch.Tensor:
    return torch.empty(tuple(map(sample_of, tensor.shape)), dtype=tensor.dtype)


def _linspace(
    _: Any, start: Any, end: Any, steps: Any, *, dtype: torch.dtype | None = None, **__: Any
) -> Any:
    del start, end
    return torch.empty((steps,), dtype=dtype) if isinstance(steps, torch.SymInt) else None


def _one_hot(_: Any, classes: torch.Tensor, num_classes: Any = -1) -> Any:
    if not isinstance(num_classes, torch.SymInt):
        return None
    return torch.empty((*classes.shape, num_classes), dtype=torch.int64)


OF_INTEGERS: dict[Any, Callable[..., Any]] = {
    aten.linspace.default: _linspace,
    aten.one_hot.default: _one_hot,
}
"""Operators that take no symbolic integers, each with what its result is like for those.

None stands for what PyTorch itself can tell.
"""

FUNCTIONS_OF_INTEGERS: dict[Any, Any] = {
    torch.linspace: aten.linspace.default,
    torch.nn.functional.one_hot: aten.one_hot.default,
    aten._pad_packed_sequence: aten._pad_packed_sequence.default,
}
"""PyTorch's functions that are operators which take no symbolic integers."""
