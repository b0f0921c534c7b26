"""Which objects the program can still reach."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Any, cast

import torch

ATOMS = (
    int,
    float,
    bool,
    str,
    bytes,
    complex,
    torch.dtype,
    torch.device,
    type(None),
    torch.Tensor,
    type,
)


def reachable_ids(roots: Iterable[Any]) -> set[int]:
    """The identities of all containers and objects reachable from ``roots``."""
    seen: set[int] = set()
    pending = deque(roots)
    while pending:
        value = pending.popleft()
        if isinstance(value, ATOMS) or id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, dict):
            pending.extend(cast("dict[Any, Any]", value).values())
        elif isinstance(value, list | tuple | set | deque):
            pending.extend(cast("Iterable[Any]", value))
        elif isinstance(value, torch.nn.Module) or (
            hasattr(value, "__dict__") and not callable(value)
        ):
            pending.extend(vars(value).values())
        else:
            pending.append(getattr(value, "__self__", None))
    return seen
