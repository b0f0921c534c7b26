"""Unique, readable Python names."""

from __future__ import annotations

import keyword
import re

USED_BUILTINS = ("abs", "bool", "float", "int", "max", "min", "range", "round")
"""What host programs call by name and must not assign."""


def identifier(text: str) -> str:
    """``text`` as a Python identifier."""
    name = re.sub(r"\W", "_", text)
    if not name or name[0].isdigit():
        name = f"_{name}"
    return f"{name}_" if keyword.iskeyword(name) else name


class Scope:
    """Names that are taken, those of ``outer`` included."""

    def __init__(self, outer: Scope | None = None) -> None:
        self._taken: set[str] = set(USED_BUILTINS) if outer is None else set(outer._taken)
        self._next: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """``wanted`` as an identifier, with a number where that is taken."""
        name = base = identifier(wanted)
        while name in self._taken:
            self._next[base] = self._next.get(base, 0) + 1
            name = f"{base}_{self._next[base]}"
        self._taken.add(name)
        return name
