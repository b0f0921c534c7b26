"""Lists whose length is known only at run time.

A list that grows in a loop with a run-time number of turns, or on some paths only, keeps its
elements as the rows of tensors: appending concatenates, indexing selects, ``len`` is the number of
rows. Inside a Python list or tuple, one :class:`Rows` object stands for any number of elements;
ordinary elements may stand beside it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, TypeGuard, cast

import torch

from dycl.errors import FrontendError
from dycl.frontend.arrays import array_kind, mark, unmark
from dycl.frontend.heap import attributes_of
from dycl.frontend.host_numbers import HostBool, HostFloat
from dycl.frontend.tensors import binding_of
from dycl.frontend.types import same_shape

Kind = str | tuple["Kind", ...]
"""What an element is: "tensor", "int", "float", "bool", or a tuple of kinds."""

DTYPES = {"int": torch.int64, "float": torch.float64, "bool": torch.bool}


@dataclass(eq=False)
class Rows:
    """A run of elements: for each part of an element, a tensor with one row per element."""

    kind: Kind
    tensors: tuple[torch.Tensor, ...]
    minimum: int = 0
    """How many elements there are at least."""

    def _refuse(self, *_: Any) -> NoReturn:
        raise FrontendError(
            "this use of a list whose length is known only at run time is not supported",
            hint="supported are append, pop, indexing, len, loops, torch.stack, torch.cat and "
            "torch.tensor",
        )

    __add__ = __radd__ = __mul__ = __lt__ = __getitem__ = __iter__ = __len__ = __call__ = _refuse
    __bool__ = __hash__ = __repr__ = __str__ = __format__ = _refuse


class NotUniform(Exception):
    """The elements are not of one kind and shape; the message says in what they differ."""


def has_rows(value: Any) -> TypeGuard[Sequence[Any]]:
    """Whether ``value`` is a list or tuple of run-time length."""
    return isinstance(value, list | tuple) and any(
        isinstance(item, Rows) for item in cast("Sequence[Any]", value)
    )


def holds_rows(value: Any, seen: frozenset[int] = frozenset()) -> bool:
    """Whether a list of run-time length is in what ``==`` looks at in ``value``."""
    if id(value) in seen:
        return False
    if isinstance(value, list | tuple):
        items = cast("Sequence[Any]", value)
    elif isinstance(value, dict):
        items = list(cast("dict[Any, Any]", value).values())
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        items = list(attributes_of(value).values())
    else:
        return False
    inside = seen | {id(cast("Any", value))}
    return any(isinstance(item, Rows) or holds_rows(item, inside) for item in items)


def refuse_rows(value: Any, what: str) -> None:
    """Raise FrontendError where ``what`` is done to a list of run-time length."""
    if has_rows(value):
        refuse_list(what)


def refuse_list(what: str) -> NoReturn:
    """Raise FrontendError: ``what`` is done to a list of run-time length."""
    raise FrontendError(
        f"{what} of a list whose length is known only at run time is not supported",
        hint="supported are append, pop, indexing, len, loops, torch.stack, torch.cat and "
        "torch.tensor",
    )


def kind_of(element: Any) -> Kind:
    """The kind of a list's element; raises :class:`NotUniform` for those that have none."""
    match element:
        case torch.Tensor():
            return array_kind(element) or "tensor"
        case bool() | HostBool() | torch.SymBool():
            return "bool"
        case int() | torch.SymInt():
            return "int"
        case float() | HostFloat() | torch.SymFloat():
            return "float"
        case tuple():
            return tuple(kind_of(part) for part in cast("tuple[Any, ...]", element))
        case _:
            raise NotUniform(f"an element is a {type(element).__name__}")


def parts_of(element: Any) -> list[Any]:
    """The tensors and numbers of an element."""
    if isinstance(element, tuple):
        items = cast("tuple[Any, ...]", element)
        return [part for item in items for part in parts_of(item)]
    return [element]


def leaf_kinds(kind: Kind) -> list[str]:
    """The kinds of the tensors and numbers of an element."""
    return [kind] if isinstance(kind, str) else [leaf for part in kind for leaf in leaf_kinds(part)]


@dataclass(eq=False)
class Layout:
    """How the elements of a list are kept: their kind, and the dtype and shape of each part."""

    kind: Kind
    parts: list[tuple[torch.dtype, list[Any]]]

    @staticmethod
    def common(lists: Sequence[Sequence[Any]]) -> Layout:
        """The layout that fits all elements of ``lists``. Raises :class:`NotUniform`."""
        layouts = [Layout._of(item) for items in lists for item in items]
        if not layouts:
            raise NotUniform("the list is empty on every path")
        first = layouts[0]
        for other in layouts[1:]:
            if other.kind != first.kind:
                raise NotUniform(f"the elements are {first.kind} and {other.kind}")
            for (dtype, shape), (other_dtype, other_shape) in zip(
                first.parts, other.parts, strict=True
            ):
                if dtype != other_dtype or not same_shape(shape, other_shape):
                    raise NotUniform("the elements have different shapes or dtypes")
        return first

    @staticmethod
    def _of(item: Any) -> Layout:
        if isinstance(item, Rows):
            rows = [(tensor.dtype, list(tensor.shape[1:])) for tensor in item.tensors]
            return Layout(item.kind, rows)
        kind = kind_of(item)
        for part in parts_of(item):
            if isinstance(part, torch.Tensor) and (binding := binding_of(part)) is not None:
                binding.storage.is_row = True
        parts: list[tuple[torch.dtype, list[Any]]] = [
            (part.dtype, list(part.shape)) if isinstance(part, torch.Tensor) else (DTYPES[leaf], [])
            for part, leaf in zip(parts_of(item), leaf_kinds(kind), strict=True)
        ]
        return Layout(kind, parts)

    def tensor(self, items: Sequence[Any], index: int) -> torch.Tensor:
        """Part ``index`` of all elements, one row each; computed at the insertion point."""
        dtype, shape = self.parts[index]
        pieces: list[torch.Tensor] = []
        for item in items:
            if isinstance(item, Rows):
                pieces.append(item.tensors[index])
                continue
            part = parts_of(item)[index]
            if not isinstance(part, torch.Tensor):
                part = torch.scalar_tensor(_number(part), dtype=dtype)
            pieces.append(unmark(part.unsqueeze(0)))
        if not pieces:
            return torch.zeros([0, *shape], dtype=dtype)
        return pieces[0] if len(pieces) == 1 else torch.cat(pieces)


def rows_of(items: Sequence[Any]) -> Rows:
    """All elements of a list as one run of rows. Raises :class:`NotUniform`."""
    if len(items) == 1 and isinstance(items[0], Rows):
        return items[0]
    layout = Layout.common([items])
    tensors = tuple(layout.tensor(items, i) for i in range(len(layout.parts)))
    return Rows(layout.kind, tensors, least_length(items))


def least_length(items: Sequence[Any]) -> int:
    """How many elements a list has at least."""
    return sum(item.minimum if isinstance(item, Rows) else 1 for item in items)


def length(items: Sequence[Any]) -> Any:
    """``len``: an int or a ``SymInt``."""
    return sum(item.tensors[0].shape[0] if isinstance(item, Rows) else 1 for item in items)


def element(rows: Rows, index: Any, item: Callable[[torch.Tensor], Any]) -> Any:
    """``list[index]``; ``item`` makes a Python number of a tensor with one element."""

    def build(kind: Kind, tensors: list[torch.Tensor]) -> Any:
        if isinstance(kind, tuple):
            return tuple(build(part, tensors) for part in kind)
        tensor = tensors.pop(0)
        if (binding := binding_of(tensor)) is not None:
            binding.storage.is_row = True
        row = tensor.select(0, index)
        if kind == "array" or kind == "scalar":
            return mark(row, kind)
        return row if kind == "tensor" else item(row)

    return build(rows.kind, list(rows.tensors))


def sliced(rows: Rows, key: slice) -> Rows:
    """``list[key]``."""
    if key == slice(None, None, -1):
        return Rows(rows.kind, tuple(tensor.flip(0) for tensor in rows.tensors), rows.minimum)
    if isinstance(key.step, int) and key.step < 0:
        raise FrontendError(
            "this slice of a list whose length is known only at run time is not supported",
            hint="take list[::-1], then a slice with a positive step",
        )
    return Rows(rows.kind, tuple(tensor[key] for tensor in rows.tensors))


def popped(items: Sequence[Any], index: int, item: Callable[[torch.Tensor], Any]) -> list[Any]:
    """The first (``index`` 0) or last (-1) element of a list that has one, then the others."""
    rows = rows_of(items)
    taken = element(rows, index, item)
    key = slice(1, None) if index == 0 else slice(None, -1)
    rest = Rows(rows.kind, sliced(rows, key).tensors, max(rows.minimum - 1, 0))
    return [taken, rest]


def only_tensor(items: Sequence[Any], function: str) -> torch.Tensor:
    """The elements, which must be tensors or numbers, as one tensor."""
    try:
        rows = rows_of(items)
    except NotUniform as error:
        raise FrontendError(f"{function} of this list is not supported: {error}") from None
    if isinstance(rows.kind, tuple):
        raise FrontendError(f"{function} of a list of tuples is not supported")
    return rows.tensors[0]


def stack(items: Sequence[Any], dim: int = 0) -> torch.Tensor:
    """``torch.stack``."""
    rows = only_tensor(items, "torch.stack")
    return rows.clone() if dim == 0 else rows.movedim(0, dim).clone()


def cat(items: Sequence[Any], dim: int = 0) -> torch.Tensor:
    """``torch.cat``: the rows side by side along ``dim``."""
    rows = only_tensor(items, "torch.cat")
    dim = dim % (rows.dim() - 1)
    moved = rows.movedim(0, dim)
    return moved.flatten(dim, dim + 1).clone()


def tensor(items: Any, *, dtype: torch.dtype | None = None, **_: Any) -> torch.Tensor:
    """``torch.tensor`` of lists in which a number or the length is known only at run time."""
    if has_rows(items):
        result = only_tensor(items, "torch.tensor")
        natural = result.dtype
    else:
        natural = _dtype_of(items)
        result = _nested(items, natural)
    if dtype is None:
        dtype = torch.get_default_dtype() if natural.is_floating_point else natural
    return result.to(dtype)


def _dtype_of(items: Any) -> torch.dtype:
    if isinstance(items, list | tuple):
        dtypes = [_dtype_of(item) for item in cast("Sequence[Any]", items)]
        return max(dtypes, key=[torch.bool, torch.int64, torch.float64].index)
    if isinstance(items, torch.Tensor):
        is_float = items.dtype.is_floating_point
        return torch.float64 if is_float else DTYPES.get(str(items.dtype)[6:], torch.int64)
    return DTYPES[str(kind_of(items))]


def _nested(items: Any, dtype: torch.dtype) -> torch.Tensor:
    if isinstance(items, list | tuple):
        return torch.stack([_nested(item, dtype) for item in cast("Sequence[Any]", items)])
    if isinstance(items, torch.Tensor):
        return items.to(dtype)
    return torch.scalar_tensor(_number(items), dtype=dtype)


def _number(value: Any) -> Any:
    """A run-time number in the form that PyTorch's operators take."""
    if isinstance(value, HostFloat):
        return value.host.symbol_of(value)
    return value.host.as_integer(value) if isinstance(value, HostBool) else value
