"""Programs as text."""

from __future__ import annotations

from io import StringIO

from typing_extensions import override
from xdsl.dialects.builtin import ModuleOp, UnregisteredOp
from xdsl.ir import Operation
from xdsl.printer import Printer


class LocationPrinter(Printer):
    """xDSL's printer, which would print the location of ``scf.while`` twice, once inside of it."""

    @override
    def print_operation_type(self, op: Operation) -> None:
        is_generic = self.print_generic_format or type(op).print is Operation.print
        if is_generic or isinstance(op, UnregisteredOp):
            super().print_operation_type(op)
        else:
            self.print_function_type(op.operand_types, op.result_types)


def module_text(module: ModuleOp, *, locations: bool = False, generic: bool = False) -> str:
    """The text of ``module``, with ``loc(...)`` on request; parsing it gives the module back."""
    stream = StringIO()
    printer = LocationPrinter(stream, print_generic_format=generic, print_debuginfo=locations)
    printer.print_op(module)
    stream.write("\n")
    return stream.getvalue()
