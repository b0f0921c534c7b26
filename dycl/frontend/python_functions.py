"""Python's functions that decide, as Python that the frontend interprets.

They are called where elements or keys are known only at run time. Errors in them are told at the
place of the call.
"""

from __future__ import annotations

from typing import Any


def total(items: Any, start: Any) -> Any:
    """``sum(items, start)``."""
    result = start
    for item in items:
        result = result + item
    return result


def largest(items: Any, key: Any) -> Any:
    """``max(items, key=key)`` of a list that is not empty: the first of equal elements."""
    best = items[0]
    best_key = key(best)
    for item in items[1:]:
        item_key = key(item)
        if item_key > best_key:
            best = item
            best_key = item_key
    return best


def smallest(items: Any, key: Any) -> Any:
    """``min(items, key=key)`` of a list that is not empty: the first of equal elements."""
    best = items[0]
    best_key = key(best)
    for item in items[1:]:
        item_key = key(item)
        if item_key < best_key:
            best = item
            best_key = item_key
    return best


def sort(items: Any, key: Any, is_reversed: bool) -> Any:
    """``sorted(items, key=key, reverse=is_reversed)`` of a list of known length: insertion sort."""
    result: list[Any] = []
    keys: list[Any] = []
    for item in items:
        result.append(item)
        keys.append(key(item))
        for i in range(len(keys) - 1, 0, -1):
            is_before = keys[i] > keys[i - 1] if is_reversed else keys[i] < keys[i - 1]
            if is_before:
                result[i - 1], result[i] = result[i], result[i - 1]
                keys[i - 1], keys[i] = keys[i], keys[i - 1]
    return result
