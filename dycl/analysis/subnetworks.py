"""The calls of sub-networks in a residual program, and what each compiled use of one is called."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from xdsl.dialects import func
from xdsl.dialects.builtin import ModuleOp, UnitAttr
from xdsl.ir import OpResult
from xdsl.utils.exceptions import VerifyException

from dycl.dialects.dycl import SUBNETWORK, WEIGHT, WeightOp


@dataclass(frozen=True)
class SubnetworkCall:
    """A call of a sub-network.

    Calls of the same ``callee`` with the same ``weights`` (their names in the weight file, in the
    order of the callee's weight arguments) share an ``instance``, a name that Python and C accept.
    """

    op: func.CallOp
    instance: str
    callee: str
    weights: tuple[str, ...]


def weight_positions(function: func.FuncOp) -> tuple[int, ...]:
    """Which arguments of a sub-network are weights."""
    attributes = function.arg_attrs
    if attributes is None:
        return ()
    return tuple(
        index
        for index, each in enumerate(attributes.data)
        if isinstance(each.data.get(WEIGHT), UnitAttr)
    )


def subnetwork_calls(module: ModuleOp) -> list[SubnetworkCall]:
    """All calls of sub-networks in the order of the text.

    An instance has the name of its sub-network if that has one instance only, else ``name_0``,
    ``name_1``, …. Raises VerifyException where the operand of a weight argument is no
    ``dycl.weight``.
    """
    functions = {
        op.sym_name.data: op
        for op in module.walk()
        if isinstance(op, func.FuncOp) and SUBNETWORK in op.attributes
    }
    uses: dict[func.CallOp, tuple[str, tuple[str, ...]]] = {}
    for op in module.walk():
        if isinstance(op, func.CallOp) and (callee := op.callee.string_value()) in functions:
            positions = weight_positions(functions[callee])
            uses[op] = callee, tuple(_weight_name(op, position) for position in positions)
    instances = list(dict.fromkeys(uses.values()))
    counts = Counter(callee for callee, _ in instances)
    taken = set(functions)
    seen: Counter[str] = Counter()
    names: dict[tuple[str, tuple[str, ...]], str] = {}
    for callee, weights in instances:
        name = callee
        while counts[callee] > 1 and name in taken:
            name = f"{callee}_{seen[callee]}"
            seen[callee] += 1
        taken.add(name)
        names[callee, weights] = name
    return [SubnetworkCall(op, names[use], *use) for op, use in uses.items()]


def _weight_name(call: func.CallOp, position: int) -> str:
    operand = call.arguments[position]
    if not isinstance(operand, OpResult) or not isinstance(operand.op, WeightOp):
        raise VerifyException(
            f"argument {position} of {call.callee} is a weight, but no dycl.weight is passed"
        )
    return operand.op.weight_name
