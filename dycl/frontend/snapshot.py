"""What a part of the program can read, at one time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Any

import torch

from dycl.frontend.reachable import ATOMS, held_by
from dycl.frontend.tensors import binding_of


def snapshot(roots: Iterable[Any]) -> list[Any]:
    """All that is reachable from ``roots``, in order, and what the tensors among it hold.

    Two snapshots are equal if nothing was changed between them.
    """
    found: list[Any] = []
    pending = deque(roots)
    seen: set[int] = set()
    while pending:
        value = pending.popleft()
        if isinstance(value, torch.Tensor):
            binding = binding_of(value)
            found.append(_Same(value if binding is None else binding.storage.value))
        else:
            found.append(_Same(value))
        if not isinstance(value, ATOMS) and id(value) not in seen:
            seen.add(id(value))
            pending.extend(held_by(value))
    return found


class _Same:
    """Equal for the same object, or the same number or text."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Same):
            return False
        mine, its = self.value, other.value
        is_plain = isinstance(mine, int | float | str | bytes) and type(mine) is type(its)
        return mine is its or (is_plain and repr(mine) == repr(its))

    __hash__ = None  # pyright: ignore[reportAssignmentType]
