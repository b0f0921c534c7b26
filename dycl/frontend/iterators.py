"""Iterators whose position forks and merges with the paths of the program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dycl.frontend.heap import AttributeCell, Heap


class HeapIterator:
    """What ``iter``, ``zip``, ``enumerate``, ``map``, ``filter``, ``reversed`` and generators give.

    The elements are computed at once; only the position changes, and that is a cell of the heap.
    """

    heap: Heap

    def __init__(self, items: Sequence[Any]) -> None:
        self.items = items
        self.position = 0

    def __iter__(self) -> HeapIterator:
        return self

    def __next__(self) -> Any:
        if self.position >= len(self.items):
            raise StopIteration
        item = self.items[self.position]
        self.heap.write(AttributeCell(self, "position"), self.position + 1)
        return item


def iterator_class(heap: Heap) -> type[HeapIterator]:
    """The iterators of one lowering."""
    return type("iterator", (HeapIterator,), {"heap": heap})
