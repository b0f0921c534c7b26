"""How close the decisions of a program were: for inputs that decide otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import torch
from typing_extensions import override
from xdsl.dialects import arith, scf
from xdsl.interpreter import Interpreter, PythonValues
from xdsl.ir import Operation, OpResult, SSAValue

from dycl.dialects.aten_operation import AtenOp
from dycl.dialects.dycl import ItemOp

COMPARISONS = frozenset(["gt", "ge", "lt", "le", "eq", "ne"])
"""PyTorch's operators (without overload) that compare two numbers."""

PASSED_ON = frozenset([
    "any", "all", "logical_not", "bitwise_not", "squeeze", "view", "reshape", "select",
    "logical_and", "logical_or", "bitwise_and", "bitwise_or", "clone", "detach",
])  # fmt: skip
"""Operators (without overload) on truth values, through which a comparison decides."""

MOST_ITERATIONS = 2
"""Loops that iterate more often than that count as one way."""


@dataclass(frozen=True)
class Decision:
    """One way that a branch or loop went.

    ``outcome`` is True or False for ``scf.if`` and each test of an ``scf.while``, the value of an
    ``scf.index_switch``, and the number of iterations of an ``scf.for``, which is at most
    :data:`MOST_ITERATIONS`.
    """

    op: Operation
    outcome: bool | int


@dataclass(frozen=True)
class TakenDecision:
    """A decision as it was taken.

    ``margin`` is what was compared: left minus right, float tensors of any shapes. It is empty
    where something else decided. ``scale`` is the largest number that was compared.
    """

    decision: Decision
    margin: tuple[torch.Tensor, ...] = ()
    scale: float = 0.0


def possible_outcomes(op: Operation) -> list[bool | int]:
    """The ways that ``op`` can go, as far as they are known without its operands."""
    match op:
        case scf.IfOp() | scf.WhileOp():
            return [True, False]
        case scf.IndexSwitchOp():
            cases = [int(value) for value in op.cases.get_values()]
            return [*cases, next(i for i in range(len(cases) + 1) if i not in cases)]
        case _:
            return []


@dataclass
class DecisionRecorder(Interpreter.Listener):
    """Listens to an interpreter and keeps its decisions with their margins."""

    taken: list[TakenDecision] = field(default_factory=list[TakenDecision])
    _compared: dict[Operation, tuple[torch.Tensor, float]] = field(
        default_factory=dict[Operation, tuple[torch.Tensor, float]]
    )
    _items: dict[SSAValue, torch.Tensor] = field(default_factory=dict[SSAValue, torch.Tensor])

    @override
    def will_interpret_op(self, op: Operation, args: PythonValues) -> None:
        match op:
            case scf.IfOp() | scf.IndexSwitchOp():
                self._take(op, args[0], op.operands[0])
            case scf.ConditionOp():
                loop = op.parent_op()
                assert loop is not None
                self._take(loop, args[0], op.operands[0])
            case scf.ForOp():
                lower, upper, step, *_ = args
                count = min(len(range(lower, upper, step)), MOST_ITERATIONS)
                self.taken.append(TakenDecision(Decision(op, count)))
            case ItemOp() if isinstance(args[0], torch.Tensor):
                self._items[op.result] = args[0]
            case arith.CmpfOp() | arith.CmpiOp():
                left, right = (
                    self._items.get(operand, value)
                    for operand, value in zip(op.operands, args, strict=True)
                )
                self._compare(op, left, right)
            case AtenOp() if _operator(op) in COMPARISONS:
                values = dict(zip(op.operands, args, strict=True))
                left, right = (op.argument(name) for name in ("self", "other"))
                self._compare(
                    op,
                    values[left] if isinstance(left, SSAValue) else left,
                    values[right] if isinstance(right, SSAValue) else right,
                )
            case _:
                pass

    def _compare(self, op: Operation, left: Any, right: Any) -> None:
        """Keep left minus right, if that is a number at all."""
        sides = [torch.as_tensor(value) for value in (left, right)]  # pyright: ignore
        if any(side.is_complex() for side in sides):
            return
        floats = [side if side.is_floating_point() else side.double() for side in sides]
        scale = max(
            (float(side.detach().abs().max()) for side in floats if side.numel()), default=0.0
        )
        self._compared[op] = floats[0] - floats[1], scale

    def _take(self, op: Operation, outcome: bool | int, condition: SSAValue) -> None:
        margins: list[torch.Tensor] = []
        scale = 0.0
        for comparison in _comparisons(condition):
            if comparison in self._compared:
                margin, size = self._compared[comparison]
                margins.append(margin)
                scale = max(scale, size)
        self.taken.append(TakenDecision(Decision(op, outcome), tuple(margins), scale))


def _operator(op: AtenOp) -> str:
    return op.name.removeprefix("aten.").partition(".")[0]


def _comparisons(condition: SSAValue) -> list[Operation]:
    """The comparisons that decide ``condition``, the last ones first."""
    found: list[Operation] = []
    pending = [condition]
    seen: set[SSAValue] = set()
    while pending:
        value = pending.pop()
        if value in seen or not isinstance(value, OpResult):
            continue
        seen.add(value)
        op = value.op
        if isinstance(op, arith.CmpfOp | arith.CmpiOp):
            found.append(op)
        elif isinstance(op, AtenOp):
            if _operator(op) in COMPARISONS:
                found.append(op)
            elif _operator(op) in PASSED_ON:
                pending += op.operands
        elif isinstance(op, ItemOp | arith.AndIOp | arith.OrIOp | arith.XOrIOp | arith.SelectOp):
            pending += op.operands
    return found
