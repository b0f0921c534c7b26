"""Tensors that change their shape or memory in place: ``unsqueeze_``, ``resize_``, ``out=``.

The shape of a tensor does not change here. Another tensor takes its place in all variables that
have it; a tensor that is in other places too is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import torch

from dycl.errors import FrontendError
from dycl.frontend.heap import VariableCell
from dycl.frontend.reachable import reachable_tensors
from dycl.frontend.tensors import binding_of, linked
from dycl.frontend.torch_internals import FakeTensor
from dycl.frontend.types import same_shape

if TYPE_CHECKING:
    from dycl.frontend.interpreter import Interpreter

VIEWS = ("squeeze_", "swapaxes_", "swapdims_", "t_", "transpose_", "unsqueeze_")
"""Methods that give a tensor another shape on the same memory."""


class Reshaping:
    """Replaces tensors in the variables of an interpreter."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter
        self.recorder = interpreter.recorder
        self.methods: dict[str, Callable[..., torch.Tensor]] = {
            "resize_": self._resize,
            "resize_as_": self._resize_as,
        }
        self.methods |= {name: self._viewed_by(name) for name in VIEWS}

    def set_data(self, tensor: torch.Tensor, data: torch.Tensor) -> None:
        """``tensor.data = data``: from now on both are the same memory."""
        self._replace(tensor, data.detach(), "setting the attribute 'data' of a tensor")

    def write_results(self, outs: Sequence[torch.Tensor], results: Any) -> Any:
        """The tensors ``outs``, given as such to a function that has given ``results``."""
        for out, result in zip(outs, results, strict=True):
            if out.dtype != result.dtype:
                raise FrontendError(
                    "a result of another dtype than a tensor given as 'out' is not supported"
                )
        written = [self._written(out, result) for out, result in zip(outs, results, strict=True)]
        return type(results)(written)

    def _written(self, out: torch.Tensor, result: torch.Tensor) -> torch.Tensor:
        return (
            out.copy_(result)
            if same_shape(out.shape, result.shape)
            else self.take_result(out, result)
        )

    def take_result(self, out: torch.Tensor, result: torch.Tensor) -> torch.Tensor:
        """``out``, given as such to a function whose result has another shape."""
        if not torch.can_cast(result.dtype, out.dtype):
            names = [str(dtype).removeprefix("torch.") for dtype in (result.dtype, out.dtype)]
            raise RuntimeError(
                f"result type {names[0]} can't be cast to the desired output type {names[1]}"
            )
        what = "a result of another shape than a tensor given as 'out'"
        self._check_memory_is_own(out, what)
        return self._replace(out, result.to(out.dtype), what)

    def _viewed_by(self, name: str) -> Callable[..., torch.Tensor]:
        def method(tensor: torch.Tensor, *args: Any, **kwargs: Any) -> torch.Tensor:
            view = getattr(tensor, name.removesuffix("_"))(*args, **kwargs)
            return self._replace(tensor, view, f"'{name}' of a tensor")

        return method

    def _resize(self, tensor: torch.Tensor, *sizes: Any, **_: Any) -> torch.Tensor:
        """``tensor.resize_(*sizes)``: the first elements stay, those that are new are undefined."""
        size = list(sizes[0] if len(sizes) == 1 and not isinstance(sizes[0], int) else sizes)
        if same_shape(size, tensor.shape):
            return tensor
        what = "'resize_' of a tensor"
        self._check_memory_is_own(tensor, what)
        count = 1
        for extent in size:
            count = count * extent
        new = tensor.new_zeros([count])
        if not same_shape(tensor.shape, [0]):
            new = torch.cat([tensor.reshape(-1), new])[:count]
        return self._replace(tensor, new.reshape(size), what)

    def _resize_as(self, tensor: torch.Tensor, other: torch.Tensor, **_: Any) -> torch.Tensor:
        return self._resize(tensor, other.shape)

    def _replace(self, old: torch.Tensor, new: torch.Tensor, what: str) -> torch.Tensor:
        """Let all variables that have ``old`` have ``new``; raises FrontendError where others do.

        ``what`` is done to the tensor.
        """
        interpreter = self.interpreter
        for frame in (*interpreter.frames, *interpreter.captured.values()):
            for name, value in list(frame.locals.items()):
                if value is old:
                    interpreter.heap.write(VariableCell(frame.locals, name), new)
        is_held = interpreter.indirect or any(other is old for other in self._reachable())
        if is_held or not isinstance(old, FakeTensor):
            _refuse(f"{what} that is an input, a weight, or in a list or an attribute")
        return new

    def _reachable(self) -> Iterator[torch.Tensor]:
        interpreter = self.interpreter
        roots = [*interpreter.roots(), interpreter.inputs, interpreter.exceptions.handled]
        return reachable_tensors(roots)

    def _check_memory_is_own(self, tensor: torch.Tensor, what: str) -> None:
        """Raise FrontendError where another tensor may be the memory that ``tensor`` gives up."""
        binding = self.recorder.memory.binding(tensor)
        memories = linked(binding.storage, self.interpreter.emitter.path)
        others = [binding_of(other) for other in self._reachable() if other is not tensor]
        is_shared = any(
            other is not None and any(other.storage is memory for memory in memories)
            for other in others
        )
        if binding.view is not None or is_shared:
            _refuse(f"{what} that shares memory with another")


def _refuse(what: str) -> None:
    raise FrontendError(f"{what}, which is not supported", hint="make a new tensor")
