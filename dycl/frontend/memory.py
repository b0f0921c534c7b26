"""What the tensors of the interpreted program hold, and what holds the same memory.

Contents are read as IR values, and written by giving all that shares the memory new contents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from xdsl.dialects import arith, scf
from xdsl.ir import Block, Region, SSAValue

from dycl.errors import FrontendError
from dycl.frontend.tensors import (
    AliasError,
    Binding,
    Contents,
    Link,
    Storage,
    View,
    bind,
    binding_of,
    inverse,
    linked,
    write_storage,
)
from dycl.frontend.torch_internals import (
    FakeTensor,
    is_transformed,
    leaves_of,
    outside_all_modes,
    storage_key,
)
from dycl.frontend.types import same_shape, tensor_type
from dycl.frontend.weight_names import WeightNames

if TYPE_CHECKING:
    from dycl.frontend.recorder import Recorder


FOLDED_ELEMENTS = 64
"""Tensors up to this size are computed while compiling where all their operands are known."""

WEIGHT_CONSTANT_ELEMENTS = 16
"""Buffers up to this size may decide control flow while compiling."""


@dataclass(frozen=True)
class MemoryMark:
    """What there was at a time."""

    storages: int
    links: int


class Memory:
    """The memory of one program."""

    def __init__(self, recorder: Recorder, weights: WeightNames) -> None:
        self.recorder = recorder
        self.emitter = recorder.emitter
        self.heap = recorder.heap
        self.host = recorder.host
        self.weights = weights
        self.may_be_read: Callable[[Storage], bool] = lambda _: True
        """Whether the program may still read a memory by another tensor than the written one."""
        self.merged: list[Storage] = []
        """The memory of all tensors that were merged from those of several paths, in order."""
        self._storages: dict[int, tuple[Any, list[torch.Tensor]]] = {}
        self._fakes: dict[int, tuple[torch.Tensor, torch.Tensor]] = {}
        self._count = 0
        self._links: list[tuple[Storage, Link]] = []

    def checkpoint(self) -> MemoryMark:
        """What there is, for :meth:`rollback`."""
        return MemoryMark(self._count, len(self._links))

    def rollback(self, mark: MemoryMark) -> None:
        """Take back the links that were made since ``mark`` by memory that is older."""
        while len(self._links) > mark.links:
            storage, link = self._links.pop()
            if storage.age <= mark.storages:
                storage.links.remove(link)

    # Tensors

    def new_tensor(
        self, shape: Sequence[int | torch.SymInt], dtype: torch.dtype, value: SSAValue
    ) -> torch.Tensor:
        """A tensor of its own storage whose contents are ``value``."""
        with self.recorder.paused():
            tensor = torch.empty(tuple(shape), dtype=dtype)
        self.host.define_sizes(value, tuple(tensor.shape))
        return self.bind_new(tensor, Contents(value))

    def fake(self, tensor: torch.Tensor) -> torch.Tensor:
        """The fake tensor for a real one: a weight of the model or a small constant."""
        if (known := self._fakes.get(id(tensor))) is not None:
            return known[1]
        with self.recorder.paused():
            result = self.recorder.fake_mode.from_tensor(tensor, static_shapes=True)
        is_small = tensor.numel() <= WEIGHT_CONSTANT_ELEMENTS
        with outside_all_modes():
            constant = tensor.detach().clone() if is_small else None
        weight = Contents(constant=constant, weight=tensor)
        self.bind_new(result, weight, scope=self.emitter.path[0])
        self._fakes[id(tensor)] = (tensor, result)
        return result

    def data_of(self, owner: Any) -> Any:
        """``owner.data``; that of a weight is one tensor for all accesses."""
        is_weight = isinstance(owner, torch.Tensor) and not isinstance(owner, FakeTensor)
        return self.fake(owner).detach() if is_weight else owner.data

    def known(self, tensor: torch.Tensor) -> torch.Tensor:
        """The fake tensor for any tensor that the program has. Raises FrontendError in a vmap."""
        if isinstance(tensor, FakeTensor):
            return tensor
        if is_transformed(tensor):
            raise FrontendError(
                "'torch.vmap' and other transforms of functions are not supported",
                hint="use operators that take the whole batch",
            )
        return self.fake(tensor)

    def bind_new(
        self, tensor: torch.Tensor, contents: Contents, scope: Block | None = None
    ) -> torch.Tensor:
        """Say what ``tensor`` holds, which has memory of its own; ``scope`` is where that is."""
        storage = tensor.untyped_storage()
        self._storages[storage_key(tensor)] = (storage, [tensor])
        block = self.emitter.block if scope is None else scope
        self._count += 1
        return bind(tensor, Binding(Storage(contents, tensor, block, age=self._count)))

    def bind_view(self, tensor: torch.Tensor, view: View) -> None:
        """Say that ``tensor`` is a view of its parent."""
        bind(tensor, Binding(self.binding(view.parent).storage, view))
        self._storages[storage_key(tensor)][1].append(tensor)

    def binding(self, tensor: torch.Tensor) -> Binding:
        """What ``tensor`` is; one that PyTorch made without an operator is found by its memory."""
        tensor = self.known(tensor)
        if (binding := binding_of(tensor)) is not None:
            return binding
        _, known = self._storages.get(storage_key(tensor), (None, []))
        for other in known:
            if (
                same_shape(tensor.shape, other.shape)
                and same_shape(tensor.stride(), other.stride())
                and same_shape([tensor.storage_offset()], [other.storage_offset()])
            ):
                binding = binding_of(other)
                assert binding is not None
                bind(tensor, binding)
                return binding
        raise FrontendError("this tensor was made by code that dycl does not see")

    def weight_in(self, storage: Storage) -> torch.Tensor | None:
        """The model's tensor that ``storage`` stands for."""
        for real, fake in self._fakes.values():
            if self.binding(fake).storage is storage:
                return real
        return None

    def constant(self, tensor: torch.Tensor) -> torch.Tensor | None:
        """The elements of ``tensor`` where they are known while compiling."""
        binding = self.binding(tensor)
        if binding.storage.links:
            return None
        if binding.view is None:
            return binding.storage.value.constant
        view = binding.view
        parent = self.constant(view.parent)
        if parent is None or any(
            isinstance(leaf, torch.SymInt) for leaf in leaves_of((view.args[1:], view.kwargs))
        ):
            return None
        with outside_all_modes():
            result = view.function(parent, *view.args[1:], **view.kwargs)
        return result if view.index is None else result[view.index]

    def constant_tensor(self, value: torch.Tensor) -> torch.Tensor:
        """A new tensor whose elements are known while compiling."""
        with self.recorder.paused():
            result = torch.empty(tuple(value.shape), dtype=value.dtype)
        with outside_all_modes():
            constant = value.detach().clone()
        return self.bind_new(result, Contents(constant=constant))

    def same_elements(self, left: torch.Tensor, right: torch.Tensor) -> bool:
        """Whether two tensors that are known while compiling agree in every bit."""
        with outside_all_modes():
            return left.shape == right.shape and left.numpy().tobytes() == right.numpy().tobytes()

    def literal(self, tensor: torch.Tensor) -> torch.Tensor:
        """A new tensor with the elements of a literal in the program, ``torch.tensor([0, 1])``."""
        contents = self.binding(tensor).storage.value
        if contents.constant is not None:
            return self.constant_tensor(contents.constant)
        with self.recorder.paused():
            result = torch.empty(tuple(tensor.shape), dtype=tensor.dtype)
        return self.bind_new(result, contents)

    # Contents

    def is_visible(self, tensor: torch.Tensor) -> bool:
        """Whether ``tensor`` can be read at the insertion point."""
        binding = self.binding(tensor)
        contents = binding.storage.value.value
        if contents is not None and not self.emitter.is_visible(contents):
            return False
        view = binding.view
        return view is None or (
            self.is_visible(view.parent)
            and all(
                self.host.is_visible(leaf)
                for leaf in leaves_of((view.args[1:], view.kwargs))
                if not isinstance(leaf, torch.Tensor)
            )
        )

    def read(self, tensor: torch.Tensor) -> SSAValue:
        """The present contents of ``tensor`` as an IR value."""
        binding = self.binding(tensor)
        contents = binding.storage.value
        if binding.cached is not None:
            version, value = binding.cached
            if version is contents and self.emitter.is_visible(value):
                return value
        if binding.view is not None:
            value = self._record_view(tensor, binding.view)
        elif contents.value is not None:
            return contents.value
        elif contents.weight is not None:
            name = self.weights.name(contents.weight)
            return self.emitter.weight(name, tensor_type(tensor.dtype, tensor.shape))
        else:
            assert contents.constant is not None
            with outside_all_modes():
                if contents.constant.isfinite().all():
                    return self.emitter.tensor_constant(contents.constant)
                # xDSL's text of inf and NaN in dense constants does not read back as it was.
                name = self.weights.name(contents.constant)
            return self.emitter.weight(name, tensor_type(tensor.dtype, tensor.shape))
        binding.cached = (contents, value)
        return value

    def _record_view(self, tensor: torch.Tensor, view: View) -> SSAValue:
        name = view.function._schema.name.removeprefix("aten::")
        if name in ("alias", "detach") or (
            name in ("reshape", "view", "contiguous", "expand", "flatten")
            and same_shape(tensor.shape, view.parent.shape)
        ):
            return self.read(view.parent)
        results = self.recorder.operations.record(
            view.function, view.args, view.kwargs, view.outputs
        )
        contents = self.binding(tensor).storage.value
        for output, value in zip(view.outputs, results, strict=True):
            self.binding(output).cached = (contents, value)
        return results[view.index or 0]

    def write(self, tensor: torch.Tensor, new: torch.Tensor) -> None:
        """Replace the contents of ``tensor``, and so of all that shares its memory, by ``new``."""
        binding = self.binding(tensor)
        if any(memory.is_row for memory in linked(binding.storage, self.emitter.path)):
            raise FrontendError(
                "this writes to a tensor that is in a list whose length is known only at run time",
                hint="write to a copy: add .clone()",
            )
        if binding.view is None:
            constant = None if binding.storage.links else self.constant(new)
            if constant is not None and constant.numel() <= FOLDED_ELEMENTS:
                write_storage(self.heap, binding.storage, Contents(constant=constant))
                return
            value = self.read(new)
            self._write_links(binding.storage, value)
            write_storage(self.heap, binding.storage, Contents(value))
        else:
            view = binding.view
            updated = inverse(view, view.parent, new, self.recorder.apply)
            if updated is not view.parent:
                self.write(view.parent, updated)

    def _write_links(
        self,
        storage: Storage,
        value: SSAValue,
        way: tuple[Link, ...] = (),
        written: tuple[Storage, ...] = (),
    ) -> None:
        """Write also to the storages that are the same memory on some paths.

        ``storage`` is what was written where all links of ``way`` hold, by way of ``written``.
        """
        for link in list(storage.links):
            if link.other in written or link.other.scope not in self.emitter.path:
                continue
            if any(link.excludes(taken) for taken in way):
                continue
            if self.may_be_read(link.other):
                self._write_where(link.other, value, (*way, link))
            self._write_links(link.other, value, (*way, link), (*written, storage))

    def _write_where(self, storage: Storage, value: SSAValue, way: tuple[Link, ...]) -> None:
        """Write to ``storage`` where all links of ``way`` hold."""
        same: SSAValue | None = None
        for link in way:
            if link.condition is None or not self.emitter.is_visible(link.condition):
                raise AliasError(
                    "this writes to a tensor that is another tensor on some paths only",
                    hint="write to a copy: add .clone()",
                )
            same = self._is_same(link, same)
        assert same is not None
        old = self.read(storage.base)
        then, otherwise = self.emitter.new_block(), self.emitter.new_block()
        for block, result in zip((then, otherwise), (value, old), strict=True):
            block.add_op(scf.YieldOp(result))
        operation = scf.IfOp(same, [value.type], Region(then), Region(otherwise))
        merged = self.emitter.emit(operation).results[0]
        write_storage(self.heap, storage, Contents(merged))

    # Tensors that are one on some paths

    def link(
        self,
        left: Storage,
        right: Storage,
        condition: SSAValue | None = None,
        join: Any = None,
        index: int = 0,
    ) -> None:
        """Say that two storages may be one; the rest is as in :class:`Link`."""
        for storage, other in ((left, right), (right, left)):
            link = Link(other, condition, join, index)
            storage.links.append(link)
            self._links.append((storage, link))

    def aliases(self, storages: Sequence[Storage]) -> list[Any]:
        """For each storage, which others of them, and which open memory, it is on which path.

        Equal for other storages that were merged in the same way.
        """
        places = {id(storage): index for index, storage in enumerate(storages)}
        return [
            (
                storage.is_row,
                {
                    (places.get(id(link.other), link.other), link.index)
                    for link in storage.links
                    if link.other.scope in self.emitter.path
                },
            )
            for storage in storages
        ]

    def may_share(self, left: torch.Tensor, right: torch.Tensor) -> bool:
        """Whether two tensors, of which none is made from the other, may be one on some paths."""
        memory = self.binding(right).storage
        others = linked(self.binding(left).storage, self.emitter.path)[1:]
        return any(other is memory for other in others)

    def _is_same(self, link: Link, condition: SSAValue | None) -> SSAValue:
        """Whether the link holds and so does ``condition``."""
        assert link.condition is not None
        same = link.condition
        if link.index == 1:
            same = self.emitter.emit(arith.XOrIOp(same, self.emitter.constant(True))).result
        return (
            same if condition is None else self.emitter.emit(arith.AndIOp(condition, same)).result
        )
