"""The pass ``deduplicate-subnetworks``."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import func
from xdsl.dialects.builtin import ModuleOp, SymbolRefAttr
from xdsl.ir import SSAValue
from xdsl.passes import ModulePass

from dycl.analysis.effects import subnetwork_functions
from dycl.analysis.remarks import remark
from dycl.analysis.value_numbers import computation


@dataclass(frozen=True)
class DeduplicateSubnetworks(ModulePass):
    """Let all calls of equal sub-networks call the first of them, and remove the others.

    Sub-networks are equal if they do the same with their arguments. Names and source locations
    don't count, and weights are arguments, so the blocks of a residual network become one.

    Before::

        %1 = func.call @block_1(%x, %w1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
        %2 = func.call @block_2(%1, %w2) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>

    After::

        %1 = func.call @block_1(%x, %w1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
        %2 = func.call @block_1(%1, %w2) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    """

    name = "deduplicate-subnetworks"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        kept: dict[Hashable, func.FuncOp] = {}
        replacements: dict[str, SymbolRefAttr] = {}
        for function in subnetwork_functions(op):
            first = kept.setdefault(canonical_form(function), function)
            if first is not function:
                name = function.sym_name.data
                replacements[name] = SymbolRefAttr(first.sym_name.data)
                remark(self.name, function, f"@{name} is equal to @{first.sym_name.data}")
                function.detach()
                function.erase()
        if not replacements:
            return
        for call in op.walk():
            if isinstance(call, func.CallOp):
                name = call.callee.root_reference.data
                call.properties["callee"] = replacements.get(name, call.callee)


def canonical_form(function: func.FuncOp) -> Hashable:
    """What a function without regions computes: equal for functions that differ in names alone."""
    numbers: dict[SSAValue, int] = {}
    operations: list[Hashable] = []
    for argument in function.args:
        numbers[argument] = len(numbers)
    for operation in function.body.block.ops:
        operands = tuple(numbers[operand] for operand in operation.operands)
        operations.append((computation(operation), operands))
        for result in operation.results:
            numbers[result] = len(numbers)
    return function.function_type, function.arg_attrs, tuple(operations)
