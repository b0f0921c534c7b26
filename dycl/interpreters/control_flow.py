"""``scf``, and which way a program went."""

from __future__ import annotations

from dataclasses import dataclass, field

from typing_extensions import override
from xdsl.dialects import scf
from xdsl.interpreter import (
    Interpreter,
    PythonValues,
    impl,
    register_impls,
)
from xdsl.interpreters.scf import ScfFunctions
from xdsl.ir import Operation


@dataclass(frozen=True)
class Branch:
    """A decision that a program took.

    ``outcome`` is True or False for ``scf.if`` and for each check of an ``scf.while``, the value of
    an ``scf.index_switch``, and the number of iterations of an ``scf.for``.
    """

    op: Operation
    outcome: bool | int


@dataclass
class BranchRecorder(Interpreter.Listener):
    """Listens to an interpreter and keeps the decisions in the order in which they were taken."""

    branches: list[Branch] = field(default_factory=list[Branch])

    @property
    def outcomes(self) -> tuple[bool | int, ...]:
        """The path alone."""
        return tuple(branch.outcome for branch in self.branches)

    @override
    def will_interpret_op(self, op: Operation, args: PythonValues) -> None:
        match op:
            case scf.IfOp() | scf.IndexSwitchOp():
                self.branches.append(Branch(op, args[0]))
            case scf.ConditionOp():
                loop = op.parent_op()
                assert loop is not None
                self.branches.append(Branch(loop, args[0]))
            case scf.ForOp():
                lower, upper, step, *_ = args
                self.branches.append(Branch(op, len(range(lower, upper, step))))
            case _:
                pass


@register_impls
class ControlFlowFunctions(ScfFunctions):
    """``scf`` as xDSL has it, and ``scf.execute_region``."""

    @impl(scf.ExecuteRegionOp)
    def run_execute_region(
        self, interpreter: Interpreter, op: scf.ExecuteRegionOp, _args: PythonValues
    ) -> PythonValues:
        return interpreter.run_ssacfg_region(op.region, (), "execute_region")
