"""What a user says of a program's inputs: ``0 <= x <= 1``."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from xdsl.dialects import func
from xdsl.dialects.builtin import StringAttr
from xdsl.ir import SSAValue

from dycl.analysis.ranges import Range, above, below
from dycl.analysis.value_ranges import is_integer
from dycl.dialects.dycl import INPUTS
from dycl.errors import DyclError

COMPARISON = re.compile(r"\s*(<=|>=|==|<|>)\s*")
MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}


def parse_assumptions(function: func.FuncOp, texts: Sequence[str]) -> list[tuple[SSAValue, Range]]:
    """The arguments of an entry function that ``texts`` are about, and their ranges, without NaN.

    Raises DyclError for a text that is no chain of comparisons of one argument with numbers, or
    that no value satisfies.
    """
    arguments = argument_names(function)
    return [_parse(text, arguments) for text in texts]


def argument_names(function: func.FuncOp) -> dict[str, SSAValue]:
    """The arguments by the user's names for them, such as ``x`` or ``state[0].hidden``."""
    names = {a.name_hint: a for a in function.args if a.name_hint is not None}
    structure = function.attributes.get(INPUTS)
    if isinstance(structure, StringAttr):
        from dycl.runtime.structure import leaf_names, parse_structure

        parsed = parse_structure(structure.data)
        assert isinstance(parsed, dict)
        names |= {name: function.args[index] for index, name in leaf_names(parsed).items()}
    return dict(names)


def _parse(text: str, arguments: Mapping[str, SSAValue]) -> tuple[SSAValue, Range]:
    parts = [part.strip() for part in COMPARISON.split(text)]
    found: list[tuple[str, Range]] = []
    for left, written, right in zip(parts[::2], parts[1::2], parts[2::2], strict=False):
        if left in arguments:
            name, bound, operator = left, _number(right, text), written
        elif right in arguments:
            name, bound, operator = right, _number(left, text), MIRRORED[written]
        else:
            raise DyclError(
                f"the assumption '{text}' names no argument of the program",
                hint=f"write '0 <= x <= 1'; the arguments are {', '.join(arguments)}",
            )
        found.append((name, _range(operator, bound, is_integer(arguments[name].type))))
    if not found:
        raise DyclError(f"the assumption '{text}' compares nothing", hint="write '0 <= x <= 1'")
    name = found[0][0]
    common = Range(-math.inf, math.inf)
    for other, range_ in found:
        common = common.intersection(range_)
        if other != name:
            raise DyclError(f"the assumption '{text}' is about several arguments")
    if not common.has_numbers:
        raise DyclError(f"no number satisfies the assumption '{text}'")
    return arguments[name], replace(common, may_be_nan=False)


def _number(text: str, assumption: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if math.isnan(number):
        raise DyclError(f"'{text}' in the assumption '{assumption}' is neither number nor argument")
    return number


def _range(operator: str, bound: int | float, is_integer: bool) -> Range:
    match operator:
        case "<":
            return Range(-math.inf, below(bound, is_integer))
        case "<=":
            return Range(-math.inf, bound)
        case ">":
            return Range(above(bound, is_integer), math.inf)
        case ">=":
            return Range(bound, math.inf)
        case _:
            return Range.exactly(bound)
