"""xDSL's interpreter, checked: every result must have the type that its operation declares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from typing_extensions import override
from xdsl.dialects import arith, func, tensor
from xdsl.interpreter import Interpreter, OpImplResult, PythonValues
from xdsl.ir import Operation
from xdsl.traits import IsTerminator
from xdsl.utils.exceptions import InterpretationError

from dycl.analysis.remarks import source_location
from dycl.interpreters.values import POISON, describe, has_type


class Unwinding(BaseException):
    """Carries an exception past xDSL's handlers, which would print the module into it."""

    def __init__(self, error: Exception) -> None:
        super().__init__(error)
        self.error = error


@dataclass
class ReferenceInterpreter(Interpreter):
    """Raises :class:`Unwinding` for whatever goes wrong, with a note that names the operation."""

    @override
    def _run_op(self, op: Operation, inputs: PythonValues) -> OpImplResult:
        if any(value is POISON for value in inputs) and not passes_values_on(op):
            unwind(InterpretationError(f"{op.name} uses poison"), op)
        try:
            result = super()._run_op(op, inputs)
        except Exception as error:
            if notes := getattr(error, "__notes__", None):
                notes.clear()  # xDSL's note is the whole module
            unwind(error, op)
        for value, expected in zip(result.values, op.result_types, strict=True):
            if not has_type(value, expected):
                mismatch = f"{op.name} gave {describe(value)}, but its type is {expected}"
                unwind(InterpretationError(mismatch), op)
        return result


def passes_values_on(op: Operation) -> bool:
    """Whether ``op`` may take poison, because it hands operands on without a look at them."""
    return (
        isinstance(op, func.CallOp | arith.SelectOp | tensor.CastOp)
        or op.has_trait(IsTerminator)
        or bool(op.regions)
    )


def unwind(error: Exception, op: Operation) -> NoReturn:
    """End the program with ``error`` at ``op``."""
    place = source_location(op)
    error.add_note(f"while interpreting {op.name}" + (f" from {place}" if place else ""))
    raise Unwinding(error) from error.__cause__
