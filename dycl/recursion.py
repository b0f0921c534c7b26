"""Room for deep nests: xDSL's parser, printer, verifier and walkers recurse for nested regions."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager

FRAMES = 50_000
"""Enough for some thousand nested regions; CPython 3.11 keeps Python frames off the C stack."""


@contextmanager
def deep_recursion() -> Generator[None, None, None]:
    """Allow deeply nested IR in the ``with`` block: a program with k exits has k nested regions."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
