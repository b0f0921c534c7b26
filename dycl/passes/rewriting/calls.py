"""Inlining calls of sub-networks."""

from __future__ import annotations

from collections.abc import Iterable

from xdsl.dialects import func
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Operation, SSAValue
from xdsl.rewriter import InsertPoint, Rewriter

from dycl.analysis.effects import subnetwork_functions


def subnetworks_by_name(module: ModuleOp) -> dict[str, func.FuncOp]:
    """The functions that a back end compiles, by name."""
    return {function.sym_name.data: function for function in subnetwork_functions(module)}


def inline_call(call: func.CallOp, function: func.FuncOp) -> list[Operation]:
    """Replace a call by a copy of what it calls; returns the copied operations, in order."""
    values: dict[SSAValue, SSAValue] = dict(zip(function.args, call.arguments, strict=True))
    copies: list[Operation] = []
    results: list[SSAValue] = []
    for operation in function.body.block.ops:
        if isinstance(operation, func.ReturnOp):
            results = [values.get(operand, operand) for operand in operation.arguments]
            continue
        copy = operation.clone(values)
        Rewriter.insert_op(copy, InsertPoint.before(call))
        copies.append(copy)
    for result, value in zip(call.results, results, strict=True):
        value.name_hint = result.name_hint or value.name_hint
    Rewriter.replace_op(call, [], results)
    return copies


def remove_uncalled(module: ModuleOp, functions: Iterable[func.FuncOp]) -> None:
    """Remove those of the ``functions`` that nobody calls."""
    called = {
        call.callee.root_reference.data for call in module.walk() if isinstance(call, func.CallOp)
    }
    for function in functions:
        if function.sym_name.data not in called:
            function.detach()
            function.erase()
