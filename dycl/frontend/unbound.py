"""Variables that are bound on some paths only: read on the others, they raise as Python does."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

from xdsl.ir import SSAValue

from dycl.frontend.functions import EnclosingFrame, Frame, unbound_error
from dycl.frontend.heap import ABSENT, Unsure, VariableCell
from dycl.frontend.host_numbers import HostBool
from dycl.frontend.host_scalars import HostScalars
from dycl.frontend.statements import FreeName, Statement

Recipe = Callable[[Sequence[Any]], Any]


def is_unsure(values: Sequence[Any]) -> bool:
    """Whether these values of one variable on several paths are not all bound, yet some are."""
    if any(isinstance(value, Unsure) for value in values):
        return True
    is_absent = [value is ABSENT for value in values]
    return any(is_absent) and not all(is_absent)


def unify_unsure(
    values: Sequence[Any],
    name: str,
    unify: Callable[[Sequence[Any], str], Recipe],
    host: HostScalars,
    condition: SSAValue | None,
) -> Recipe:
    """How a variable that is not bound on every path is merged.

    ``condition`` is the decision that chooses the first of two paths, if that is what they are.
    """
    plain = [value.value if isinstance(value, Unsure) else value for value in values]
    flags = [value.bound if isinstance(value, Unsure) else value is not ABSENT for value in values]
    make = unify(plain, name)
    if condition is not None and len(flags) == 2 and all(isinstance(f, bool) for f in flags):
        chosen = HostBool(host, condition)
        return lambda results: Unsure(make(results), chosen if flags[0] else host.negate(chosen))
    make_bound = unify(flags, f"bound {name}")

    def build(results: Sequence[Any]) -> Any:
        bound = make_bound(results)
        return Unsure(make(results), bound) if isinstance(bound, HostBool) else make(results)

    return build


Found = tuple[VariableCell, Unsure, Exception]
"""A variable that may be unbound, what it holds, and what to raise if it is."""


def first_unsure(frame: Frame, statement: Statement) -> Found | None:
    """The first variable that ``statement`` reads in ``frame`` and that may be unbound."""
    found = [unsure for name in statement.needs() if (unsure := _unsure(frame, name)) is not None]
    if len(found) < 2:
        return found[0] if found else None
    places: dict[str, tuple[int, int]] = {}
    for node in ast.walk(statement.node):
        if isinstance(node, ast.Name):
            place = (node.lineno, node.col_offset)
            places[node.id] = min(place, places.get(node.id, place))
    return min(found, key=lambda unsure: places.get(str(unsure[0].key), (0, 0)))


def _unsure(frame: Frame, name: str) -> Found | None:
    owner = frame
    while name not in owner.locals and isinstance(owner.enclosing, EnclosingFrame):
        owner = owner.enclosing.frame
    value = owner.locals.get(name)
    if not isinstance(value, Unsure):
        return None
    error = unbound_error(name, is_free=owner is not frame or isinstance(name, FreeName))
    return VariableCell(owner.locals, name), value, error
