"""The pass ``merge-subnetworks``."""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import func
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Operation
from xdsl.passes import ModulePass

from dycl.analysis.convex_groups import convex_groups
from dycl.analysis.effects import Effects
from dycl.analysis.remarks import remark
from dycl.analysis.rows import has_rows
from dycl.passes.outline_regions import Outliner
from dycl.passes.rewriting.calls import inline_call, remove_uncalled, subnetworks_by_name


@dataclass(frozen=True)
class MergeSubnetworks(ModulePass):
    """Make one call of the calls of sub-networks that nothing has to come between.

    ``outline-regions`` leaves no such calls; passes that remove a branch from a split program, and
    people, do. A sub-network that is called elsewhere too stays for that.

    Before::

        %1 = func.call @first(%x, %w1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
        %2 = func.call @second(%1, %w2) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>

    After::

        %2 = func.call @first_0(%x, %w1, %w2)
            : (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    """

    name = "merge-subnetworks"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        functions = subnetworks_by_name(op)
        effects = Effects(op)

        def kind_of(operation: Operation) -> bool | None:
            """Whether a call of a sub-network hands rows around; None for what is no such call."""
            if not isinstance(operation, func.CallOp):
                return None
            function = functions.get(operation.callee.root_reference.data)
            return None if function is None else has_rows(function)

        inlined: set[Operation] = set()
        entries = [
            function
            for function in op.body.ops
            if isinstance(function, func.FuncOp)
            and function.sym_name.data not in functions
            and not function.is_declaration
        ]
        for function in entries:
            for block in list(function.walk_blocks()):
                for step in convex_groups(block, kind_of, effects):
                    for group in step.groups:
                        if len(group) > 1:
                            self._inline(group, functions, inlined)
        if not inlined:
            return
        outliner = Outliner(op, 0, lambda operation: None if operation in inlined else "")
        for function in entries:
            outliner.function(function)
        remove_uncalled(op, functions.values())

    def _inline(
        self,
        group: list[Operation],
        functions: dict[str, func.FuncOp],
        inlined: set[Operation],
    ) -> None:
        remark(self.name, group[0], f"{len(group)} calls become one")
        for call in group:
            assert isinstance(call, func.CallOp)
            inlined.update(inline_call(call, functions[call.callee.root_reference.data]))
