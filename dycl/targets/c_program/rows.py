"""One value under another type: rows as a tensor of known shape, or the other way round.

A tensor of known shape is a pointer to its elements; where the number of rows is known at run time
only, it is a ``dycl_rows``.
"""

from __future__ import annotations

import math

from xdsl.dialects.builtin import TensorType
from xdsl.ir import Attribute
from xdsl.utils.hints import isa

from dycl.targets.c_program.scalar_arithmetic import Expression, Precedence
from dycl.targets.c_program.types import declared, extents, has_rows, row_axis


def converted(value: Expression, source: Attribute, target: Attribute) -> Expression | None:
    """``value`` of type ``source`` as one of type ``target``, which has the same elements in the
    same order.

    Where ``target`` says how many rows there are, that is tested at run time. None where the rows
    of one are not made of whole rows of the other.
    """
    if not has_rows(source) and not has_rows(target):
        return value
    old, new = _row_elements(source), _row_elements(target)
    if has_rows(source) and has_rows(target):
        if old == new:
            return value
        if old and new and old % new == 0:
            return Expression(f"split_rows({value.text}, {old // new})")
    elif has_rows(target):
        if new and old % new == 0:
            return Expression(f"rows_of({value.text}, {old // new})")
    elif old and new % old == 0:
        pointer = " ".join(declared(target))
        text = f"({pointer})exactly(frame, {value.text}, {new // old})"
        return Expression(text, Precedence.UNARY)
    return None


def recast(value: Expression, source: Attribute, target: Attribute) -> Expression | None:
    """The same for types of one rank, as ``tensor.cast`` has them."""
    if has_rows(source) and has_rows(target) and row_axis(source) != row_axis(target):
        return None
    return converted(value, source, target)


def _row_elements(type_: Attribute) -> int:
    """The elements of one row, or of the whole tensor where its shape is known."""
    assert isa(type_, TensorType)
    return math.prod(abs(extent) for extent in extents(type_))
