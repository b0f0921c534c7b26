"""What a user says of a program's inputs, written into it."""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects.builtin import ModuleOp
from xdsl.rewriter import InsertPoint, Rewriter

from dycl.analysis.assumptions import parse_assumptions
from dycl.analysis.entry_functions import entry_functions
from dycl.dialects.dycl import AssumeOp
from dycl.errors import DyclError


def insert_assumptions(module: ModuleOp, texts: Sequence[str]) -> None:
    """Put a ``dycl.assume`` behind each argument of the entry functions that ``texts`` are about.

    Raises DyclError for a text that :func:`parse_assumptions` does not take, and for a bound that
    no ``f64`` is.
    """
    if not texts:
        return
    for function in entry_functions(module):
        for argument, range_ in parse_assumptions(function, texts):
            low, high = float(range_.low), float(range_.high)
            if (low, high) != (range_.low, range_.high):
                raise DyclError(f"the bounds {range_} are too large for an assumption")
            assumption = AssumeOp(argument, low, high)
            assumption.result.name_hint = argument.name_hint
            assumption.location = function.location
            Rewriter.insert_op(assumption, InsertPoint.at_start(function.body.block))
            argument.replace_uses_with_if(
                assumption.result, lambda use, op=assumption: use.operation is not op
            )
