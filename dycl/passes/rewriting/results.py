"""The results of entry functions, as far as they are ever returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdsl.dialects import arith, func, ub
from xdsl.dialects.builtin import FunctionType, IntegerAttr, ModuleOp, StringAttr
from xdsl.ir import BlockArgument, OpResult, SSAValue
from xdsl.utils.hints import isa

from dycl.analysis.entry_functions import is_entry
from dycl.dialects.dycl import OUTPUTS, UPDATES
from dycl.passes.remove_dead_values import sources_of_argument, sources_of_result

if TYPE_CHECKING:
    from dycl.runtime.structure import Choice, Structure


def remove_unused_results(module: ModuleOp) -> list[func.FuncOp]:
    """Narrow ``dycl.outputs`` to the structures that are returned, and remove results that are part
    of the others only; returns the functions that had any.
    """
    return [
        function
        for function in module.body.ops
        if isinstance(function, func.FuncOp) and is_entry(function) and _narrow(function)
    ]


def _narrow(function: func.FuncOp) -> bool:
    returned = function.body.block.last_op
    text = function.attributes.get(OUTPUTS)
    if not isinstance(returned, func.ReturnOp) or "choose(" not in str(text):
        return False
    # Structures are the runtime's, which imports NumPy.
    from dycl.runtime.structure import leaf_count, leaf_indices, narrowed, renumbered

    outputs = _structure(function, OUTPUTS)

    def possible(choice: Choice) -> set[int]:
        found = _constants(returned.arguments[choice.index.index])
        return set(range(len(choice.options))) if found is None else found

    kept_outputs = narrowed(outputs, possible)
    if kept_outputs == outputs:
        return False
    updates = _structure(function, UPDATES) if UPDATES in function.attributes else {}
    used = {*leaf_indices(kept_outputs), *leaf_indices(updates)}
    used |= set(range(leaf_count(outputs), len(returned.arguments)))
    kept = sorted(used)
    numbers = {old: new for new, old in enumerate(kept)}
    function.attributes[OUTPUTS] = _attribute(renumbered(kept_outputs, numbers))
    if UPDATES in function.attributes:
        function.attributes[UPDATES] = _attribute(renumbered(updates, numbers))
    returned.operands = [returned.arguments[index] for index in kept]
    function.function_type = FunctionType.from_lists(
        list(function.function_type.inputs), [value.type for value in returned.operands]
    )
    return True


def _structure(function: func.FuncOp, attribute: str) -> Structure:
    from dycl.runtime.structure import parse_structure

    text = function.attributes[attribute]
    assert isinstance(text, StringAttr)
    return parse_structure(text.data)


def _attribute(structure: Structure) -> StringAttr:
    from dycl.runtime.structure import format_structure

    return StringAttr(format_structure(structure))


def _constants(value: SSAValue) -> set[int] | None:
    """The constants that ``value`` is chosen from; None where it is also computed."""
    found: set[int] = set()
    pending, seen = [value], {value}
    while pending:
        current = pending.pop()
        sources: list[SSAValue] = []
        match current:
            case OpResult(op=arith.ConstantOp() as constant) if isa(constant.value, IntegerAttr):
                found.add(constant.value.value.data)
                continue
            case OpResult(op=ub.PoisonOp()):
                continue
            case OpResult(op=arith.SelectOp() as choice):
                sources = [choice.lhs, choice.rhs]
            case OpResult():
                sources = list(sources_of_result(current.op, current.index))
            case BlockArgument():
                sources = list(sources_of_argument(current))
            case _:
                pass
        if not sources:
            return None
        pending += [source for source in sources if source not in seen]
        seen.update(sources)
    return found
