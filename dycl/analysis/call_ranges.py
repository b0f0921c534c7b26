"""What the callers of private functions pass."""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects import func
from xdsl.dialects.builtin import ModuleOp

from dycl.analysis.branch_facts import BranchFacts
from dycl.analysis.ranges import Range
from dycl.dialects.dycl import SUBNETWORK


class CallRanges:
    """The ranges of arguments, gathered from calls; sub-networks, which have no branches, excepted.

    Walk through the functions in the order of :meth:`callers_first` and :meth:`note` each call.
    """

    def __init__(self, module: ModuleOp) -> None:
        self._module = module
        self._functions = {
            function.sym_name.data: function
            for function in module.body.ops
            if isinstance(function, func.FuncOp)
            and SUBNETWORK not in function.attributes
            and not function.is_declaration
        }
        self._noted: set[func.CallOp] = set()
        self._ranges: dict[str, list[Range]] = {}

    def callers_first(self) -> Sequence[func.FuncOp]:
        """The functions, each after those that call it unless it calls them too."""
        order: dict[str, None] = {}

        def visit(name: str) -> None:
            entered.add(name)
            for callee in self._callees(name):
                if callee not in entered:
                    visit(callee)
            order[name] = None

        entered: set[str] = set()
        for name in self._functions:
            if name not in entered:
                visit(name)
        return [self._functions[name] for name in reversed(order)]

    def note(self, call: func.CallOp, facts: BranchFacts) -> None:
        """Add what is known of the operands of ``call`` at the point reached."""
        name = call.callee.root_reference.data
        if name not in self._functions:
            return
        ranges = [facts.evaluate(operand) for operand in call.arguments]
        known = self._ranges.get(name)
        if known is not None:
            ranges = [one.union(other) for one, other in zip(known, ranges, strict=True)]
        self._ranges[name] = ranges
        self._noted.add(call)

    def add_arguments(self, facts: BranchFacts, function: func.FuncOp) -> None:
        """Add what all calls of ``function`` say of its arguments, where all have been noted."""
        name = function.sym_name.data
        ranges = self._ranges.get(name)
        visibility = function.sym_visibility
        if ranges is None or visibility is None or visibility.data != "private":
            return
        if any(call not in self._noted for call in self._calls_of(name)):
            return
        for argument, range_ in zip(function.args, ranges, strict=True):
            facts.define(argument, range_)

    def _callees(self, name: str) -> list[str]:
        calls = [op for op in self._functions[name].walk() if isinstance(op, func.CallOp)]
        callees = [call.callee.root_reference.data for call in calls]
        return [callee for callee in callees if callee in self._functions]

    def _calls_of(self, name: str) -> list[func.CallOp]:
        return [
            operation
            for operation in self._module.walk()
            if isinstance(operation, func.CallOp) and operation.callee.root_reference.data == name
        ]
