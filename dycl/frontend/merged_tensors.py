"""Tensors that stand for one of several paths each: their sizes, and whose memory they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from xdsl.ir import SSAValue

from dycl.frontend.arrays import array_kind
from dycl.frontend.heap import ABSENT
from dycl.frontend.recorder import Recorder
from dycl.frontend.tensors import Storage, linked
from dycl.frontend.types import size_text


class MergedTensors:
    """Makes the tensors of one merge; ``condition`` is what chooses the first of two paths."""

    def __init__(self, recorder: Recorder, condition: SSAValue | None) -> None:
        self.recorder = recorder
        self.condition = condition
        self._sizes: dict[tuple[Any, Any], torch.SymInt] = {}
        self._made: dict[tuple[int, int, int], list[tuple[Storage, bool]]] = {}
        """Merged tensors by path, by their memory there, and by what they were merged with."""

    def constant(
        self, values: Sequence[Any], constant: torch.Tensor, results: Sequence[Any]
    ) -> torch.Tensor:
        """A tensor whose elements are known, and the same on each path; its memory may not be."""
        tensor = self.recorder.memory.constant_tensor(constant)
        self._mark_like(tensor, values)
        merged = (
            self.recorder.memory.binding(r).storage for r in results if isinstance(r, torch.Tensor)
        )
        self._link(tensor, values, next(map(_owner, merged), results))
        return tensor

    def tensor(
        self, values: Sequence[Any], shape: list[Any], like: torch.Tensor, value: SSAValue
    ) -> torch.Tensor:
        """A tensor whose contents are ``value``; ``shape`` has None for sizes that differ."""
        sizes: list[Any] = []
        for dim, known in enumerate(shape):
            sizes.append(self._new_size(values, dim, value) if known is None else known)
        tensor = self.recorder.memory.new_tensor(sizes, like.dtype, value)
        self._mark_like(tensor, values)
        counts = {self.recorder.sequence_count(v) for v in values if v is not ABSENT}
        if len(counts) == 1 and isinstance(count := counts.pop(), int):
            self.recorder.sequence_counts[value] = count
        self._link(tensor, values, _owner(self.recorder.memory.binding(tensor).storage))
        return tensor

    def _mark_like(self, merged: torch.Tensor, values: Sequence[Any]) -> None:
        """Let ``merged`` be NumPy's where ``values``, on all paths that have one, are."""
        kind = array_kind(next(value for value in values if value is not ABSENT))
        if kind is not None:
            self.recorder.mark_array(merged, kind)

    def _new_size(self, values: Sequence[Any], dim: int, value: SSAValue) -> torch.SymInt:
        """The size of a merged dimension; one symbol for sizes that are the same on every path."""
        host = self.recorder.host
        paths = tuple(None if v is ABSENT else size_text(v.shape[dim]) for v in values)
        key = (paths, value.owner)
        if key not in self._sizes or not host.is_visible(self._sizes[key]):
            self._sizes[key] = host.new_integer(lambda: host.size(value, dim), is_size=True)
        return self._sizes[key]

    def _link(self, merged: torch.Tensor, values: Sequence[Any], join: Any) -> None:
        """Remember that ``merged`` is, on a path, the memory of an older or a merged tensor.

        ``join`` is one object for all that is merged at once.
        """
        storage = self.recorder.memory.binding(merged).storage
        self.recorder.memory.merged.append(storage)
        for index, tensor in enumerate(values):
            if tensor is ABSENT:
                continue
            binding = self.recorder.memory.binding(tensor)
            is_exact = binding.view is None and self.condition is not None and len(values) == 2
            memories = linked(binding.storage, self.recorder.emitter.path)
            storage.is_row |= any(memory.is_row for memory in memories)
            if memories[0].scope in self.recorder.emitter.path:
                self._link_pair(storage, memories[0], join, index, is_exact=is_exact)
                continue
            # Made on the path itself, where other merged tensors may share it. One that was merged
            # there may be what all that it is linked to may be, ``merged`` among them in a loop.
            for memory in memories:
                is_own = memory is memories[0]
                if memory is storage:
                    continue
                if memory.scope in self.recorder.emitter.path:
                    self._link_pair(storage, memory, join, index, is_exact=False)
                sharing = self._made.get((index, id(memory), id(join)), [])
                for other, other_is_exact in sharing:
                    exact = is_exact and other_is_exact and is_own
                    self._link_pair(storage, other, join, index, is_exact=exact)
            own = (index, id(memories[0]), id(join))
            self._made.setdefault(own, []).append((storage, is_exact))

    def _link_pair(
        self, left: Storage, right: Storage, join: Any, index: int, *, is_exact: bool
    ) -> None:
        self.recorder.memory.link(left, right, self.condition if is_exact else None, join, index)


def _owner(storage: Storage) -> Any:
    return None if storage.value.value is None else storage.value.value.owner
