"""Names for sub-networks, taken from the user's program."""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from itertools import takewhile

from xdsl.dialects.builtin import ModuleOp, StringAttr
from xdsl.ir import Operation

from dycl.analysis.remarks import module_path

C_KEYWORDS = [
    "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else",
    "enum", "extern", "float", "for", "goto", "if", "inline", "int", "long", "register",
    "restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch", "typedef",
    "union", "unsigned", "void", "volatile", "while",
]  # fmt: skip

RESERVED = frozenset(
    (*keyword.kwlist, *keyword.softkwlist, *C_KEYWORDS, "main", "forward", "numpy", "np", "self")
)
"""Names that mean something else in Python, in C, or in the program that calls sub-networks."""


class NameGiver:
    """Gives each sub-network of a module a C identifier that is not taken."""

    def __init__(self, module: ModuleOp) -> None:
        self._taken = {
            symbol.data
            for op in module.body.ops
            if isinstance(symbol := op.get_attr_or_prop("sym_name"), StringAttr)
        }

    def name(self, operations: Sequence[Operation], default: str) -> str:
        """A name for a sub-network made of ``operations``."""
        base = identifier(suggested_name(operations) or default)
        name, count = base, 0
        while name in self._taken or name in RESERVED:
            count += 1
            name = f"{base}_{count}"
        self._taken.add(name)
        return name


def suggested_name(operations: Sequence[Operation]) -> str:
    """The path of the innermost submodule that made all of ``operations``; "" where there is none.

    Where they come from several, from the first to the last: ``blocks.1`` to ``blocks.2``. Without
    submodules, the name of the last result that has one.
    """
    paths = [path for op in operations if (path := module_path(op))]
    if paths:
        parts = [path.split(".") for path in paths]
        common = takewhile(lambda level: len(set(level)) == 1, zip(*parts, strict=False))
        if prefix := ".".join(level[0] for level in common):
            return prefix
        first, last = (_block_path(parts[0]), _block_path(parts[-1]))
        return first if first == last else f"{first}_to_{last}"
    hints = [result.name_hint for op in operations for result in op.results if result.name_hint]
    return hints[-1] if hints else ""


def _block_path(parts: Sequence[str]) -> str:
    """The first component, with its number where it is one of several: ``blocks.3``."""
    has_number = len(parts) > 1 and parts[1].isdecimal()
    return ".".join(parts[: 2 if has_number else 1])


def identifier(text: str) -> str:
    """``text`` with all that C does not allow in names replaced."""
    name = re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_")
    return name if name[:1].isalpha() else f"network_{name}".rstrip("_")
