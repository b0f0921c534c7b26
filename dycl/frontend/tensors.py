"""Tensors of the interpreted program as IR values: storages, views of them, writes through views.

The IR has values only. A tensor that shares memory with another is a *view*: it is computed again
from its parent when the parent's storage has been written, and a write to it is a write to the
parent, by the operator that is the inverse of the view (``select`` and ``select_scatter``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from xdsl.ir import Block, SSAValue

from dycl.errors import FrontendError
from dycl.frontend.heap import Heap, StorageCell
from dycl.frontend.torch_internals import aten


class AliasError(FrontendError):
    """A write to a tensor of which it is known only at run time whether it is another."""


class OutOfOtherShape(FrontendError):
    """A tensor that is given as ``out`` has another shape than ``result``."""

    def __init__(self, result: torch.Tensor) -> None:
        super().__init__(
            "the tensor given as 'out' has another shape than the result, and would get that of "
            "the result",
            hint="use what the function returns, without 'out'",
        )
        self.result = result


@dataclass(frozen=True, eq=False)
class Contents:
    """What a storage holds: an IR value, or something known now that becomes one on demand."""

    value: SSAValue | None = None
    constant: torch.Tensor | None = None
    """The elements, where they are known and few."""
    weight: torch.Tensor | None = None
    """The parameter, buffer or other tensor of the model."""


@dataclass(eq=False)
class Link:
    """Says that two storages are the same memory where ``condition`` holds at run time.

    ``condition`` None: it cannot be told, and a write to either is refused where the other can
    still be read. ``join`` is what merged the paths, and ``index`` the path on which they are one.
    """

    other: Storage
    condition: SSAValue | None
    join: Any = None
    index: int = 0

    def excludes(self, other: Link) -> bool:
        """Whether not both links can hold: they do so on different paths to one join."""
        return self.join is not None and self.join is other.join and self.index != other.index


@dataclass(eq=False)
class Storage:
    """The memory of a tensor and its views."""

    value: Contents
    base: torch.Tensor
    """The tensor that is the whole storage."""
    scope: Block
    """The block that was open when the memory came to be."""
    is_row: bool = False
    """Whether it is, or was put into, rows of a list of run-time length, which hold a copy."""
    links: list[Link] = field(default_factory=list[Link])
    """Storages that this one may be, which is known only at run time."""
    age: int = 0
    """How many storages were there before."""


def linked(storage: Storage, path: Sequence[Block]) -> list[Storage]:
    """``storage``, and all that are the same memory on some paths, by way of others too.

    ``path`` are the blocks that are open. What was made in other blocks is gone, and merged memory
    has links of its own to all that it may be; so nothing older is one by way of it.
    """
    found = [storage]
    seen = {id(storage)}
    for known in found:  # which grows
        is_open = known.scope in path
        for link in known.links:
            other = link.other
            if id(other) not in seen and (not is_open or other.scope in path):
                seen.add(id(other))
                found.append(other)
    return found


@dataclass(eq=False)
class View:
    """How a tensor comes from its parent: ``apply(parent)``, and back: ``write(parent, new)``."""

    parent: torch.Tensor
    function: Any
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    index: int | None
    outputs: list[torch.Tensor]
    """All that the operator returned; the view is number ``index`` of them."""


@dataclass(eq=False)
class Binding:
    """What a tensor object is: a whole storage or a view of one."""

    storage: Storage
    view: View | None = None
    cached: tuple[Contents, SSAValue] | None = None
    """The storage's contents that a value of the view was computed from, and that value."""


def bind(tensor: torch.Tensor, binding: Binding) -> torch.Tensor:
    """Attach ``binding`` to the tensor object."""
    tensor._dycl_binding = binding  # pyright: ignore[reportAttributeAccessIssue]
    return tensor


def binding_of(tensor: torch.Tensor) -> Binding | None:
    """The binding of a tensor object."""
    return getattr(tensor, "_dycl_binding", None)


Apply = Callable[[Any, tuple[Any, ...], dict[str, Any]], Any]


def inverse(view: View, parent: torch.Tensor, new: torch.Tensor, apply: Apply) -> torch.Tensor:
    """The parent's contents after ``new`` was written through ``view``.

    ``apply`` runs an operator on tensors and records it. Raises FrontendError for views without an
    inverse.
    """
    function = view.function
    name = function._schema.name.removeprefix("aten::")
    rest = view.args[1:]

    def run(operator: Any, *args: Any) -> torch.Tensor:
        return apply(operator, args, {})

    match name:
        case "alias" | "detach" | "view_as" | "expand_as" | "lift_fresh" if (
            new.shape == parent.shape
        ):
            return new
        case (
            "view" | "reshape" | "_unsafe_view" | "flatten" | "unflatten" | "squeeze" | "unsqueeze"
            | "ravel" | "view_as" | "contiguous" | "atleast_1d" | "atleast_2d" | "atleast_3d"
        ):  # fmt: skip
            return run(aten.reshape.default, new, list(parent.shape))
        case "transpose" | "swapaxes" | "swapdims":
            return run(aten.transpose.int, new, *rest)
        case "t" | "numpy_T" | "mT":
            return run(aten.transpose.int, new, -2, -1) if new.dim() > 1 else new
        case "permute" | "movedim" | "moveaxis" if name == "permute":
            dims = [dim % parent.dim() for dim in rest[0]]
            return run(aten.permute.default, new, [dims.index(i) for i in range(len(dims))])
        case "select":
            return run(aten.select_scatter.default, parent, new, *rest)
        case "slice":
            return run(aten.slice_scatter.default, parent, new, *rest, **view.kwargs)
        case "narrow":
            dim, start, length = rest
            return run(aten.slice_scatter.default, parent, new, dim, start, start + length)
        case "unbind":
            dim = rest[0] if rest else view.kwargs.get("dim", 0)
            return run(aten.select_scatter.default, parent, new, dim, view.index)
        case "split" | "chunk" | "split_with_sizes" | "tensor_split":
            dim = (rest[1] if len(rest) > 1 else view.kwargs.get("dim", 0)) or 0
            pieces = function(parent, *rest, **view.kwargs)
            start = sum(piece.shape[dim] for piece in pieces[: view.index])
            return run(aten.slice_scatter.default, parent, new, dim, start, start + new.shape[dim])
        case "diagonal":
            return run(aten.diagonal_scatter.default, parent, new, *rest)
        case _:
            raise FrontendError(
                f"writing to a tensor that was made by '{name}' and shares memory with another",
                hint="write to a copy: add .clone()",
            )


def write_storage(heap: Heap, storage: Storage, contents: Contents) -> None:
    """Replace the contents of ``storage``."""
    heap.write(StorageCell(storage, "value"), contents)
