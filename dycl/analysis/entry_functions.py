"""The functions that callers of a program call."""

from __future__ import annotations

from xdsl.dialects import func
from xdsl.dialects.builtin import ModuleOp

from dycl.dialects.dycl import INPUTS
from dycl.errors import LoweringError

ENTRY = "forward"
"""The name of the first of them."""


def is_entry(function: func.FuncOp) -> bool:
    """Whether ``function`` is ``@forward`` or another specialisation of the program."""
    if function.is_declaration:
        return False
    return function.sym_name.data == ENTRY or INPUTS in function.attributes


def entry_functions(module: ModuleOp) -> list[func.FuncOp]:
    """The entry functions in their order; raises LoweringError where there is none."""
    found = [op for op in module.body.ops if isinstance(op, func.FuncOp) and is_entry(op)]
    if not found:
        raise LoweringError(f"the module has no function @{ENTRY}")
    return found
