"""What schedules for 16 vector registers of 8 numbers, AVX2's, have in common."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection, Sequence
from typing import Any

BLOCK = 16
"""Channels that lie side by side in memory: two vectors, a line of the cache."""

_IN_REGISTERS = 6
"""Blocks of results, at most: 12 vectors. The other registers are for what is multiplied."""

_LEAST_TASKS = 2
"""Of an image, so that two threads have work."""


def is_avx2(target: Any) -> bool:
    """Whether a TVM target has these registers, and no larger ones."""
    codegen: Any = importlib.import_module("tvm.target.codegen")
    with target:
        has = codegen.target_has_features
        return bool(has("avx2")) and not has("avx512f")


def static_shape(type_: Any) -> tuple[int, ...] | None:
    """Of a tensor or its type; None for another dtype than float32, and for sizes that are not
    known.
    """
    if type_.dtype != "float32" or any(type(size).__name__ != "IntImm" for size in type_.shape):
        return None
    return tuple(int(size) for size in type_.shape)


def rows_of_a_task(height: int, width: int, enough: int) -> int:
    """Of an image of ``height`` by ``width``, so that a task has ``enough`` pixels if it can."""
    whole = [rows for rows in range(1, height + 1) if height % rows == 0]
    several = [rows for rows in whole if height // rows >= _LEAST_TASKS] or [1]
    return next((rows for rows in several if rows * width >= enough), several[-1])


def tile_in_registers(chunks: int, width: int) -> tuple[int, int]:
    """How many blocks of channels of how many pixels of a row are computed together."""
    tiles = [
        (together, across)
        for together in _divisors(chunks)
        for across in _divisors(width)
        if together * across <= _IN_REGISTERS
    ]
    return max(tiles, key=lambda tile: (tile[0] * tile[1], tile[1]))


def _divisors(number: int) -> list[int]:
    return [size for size in range(1, _IN_REGISTERS + 1) if number % size == 0]


def schedule_of(
    results: Any, tags: Collection[str], schedule: Callable[[Any, Any, Any], None]
) -> Any:
    """A schedule for a kernel of operations with one of ``tags``, and what is fused to them.

    ``schedule`` is called with it, with the tensor of such an operation and with the kernel's
    result.
    """
    te: Any = importlib.import_module("tvm.te")
    topi: Any = importlib.import_module("tvm.topi")
    result = results if hasattr(results, "op") else results[0]
    sch = te.create_schedule(result.op)

    def found(op: Any) -> None:
        if op.tag in tags:
            schedule(sch, op.output(0), result)

    topi.utils.traverse_inline(sch, result.op, found)
    return sch


def unroll(stage: Any, loops: Sequence[Any], vector: Any) -> None:
    """Unroll ``loops`` of a stage, and compute ``vector`` with vectors."""
    for loop in loops:
        stage.unroll(loop)
    stage.vectorize(vector)
