"""Analyses as text, for people: what ``print-analysis`` prints."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from xdsl.dialects import func, scf
from xdsl.dialects.builtin import ModuleOp, TensorType
from xdsl.ir import Block, Operation, SSAValue
from xdsl.utils.hints import isa

from dycl.analysis.branch_facts import BranchFacts
from dycl.analysis.branch_outcomes import Outcome, branch_outcomes
from dycl.analysis.effects import Effects, is_speculatable
from dycl.analysis.liveness import Liveness
from dycl.analysis.path_costs import PathCosts
from dycl.analysis.profile import outcome_counts
from dycl.analysis.range_walk import RangeWalk
from dycl.analysis.ranges import Range
from dycl.analysis.remarks import source_location
from dycl.analysis.rows import rows_of
from dycl.analysis.shapes import Shapes
from dycl.analysis.sizes import Size, Symbol
from dycl.analysis.subnetworks import subnetwork_calls
from dycl.analysis.value_numbers import ValueNumbers
from dycl.analysis.value_ranges import range_of_type
from dycl.dialects.aten_operation import AtenOp

Lines = Iterator[str]


def _functions(module: ModuleOp) -> Iterator[func.FuncOp]:
    for operation in module.body.ops:
        if isinstance(operation, func.FuncOp) and not operation.is_declaration:
            yield operation


def _name(value: SSAValue) -> str:
    return f"%{value.name_hint}" if value.name_hint else "%_"


def _title(operation: Operation) -> str:
    names = ", ".join(map(_name, operation.results))
    place = source_location(operation)
    return (f"{names} = " if names else "") + operation.name + (f" at {place}" if place else "")


def value_ranges(module: ModuleOp) -> Lines:
    """The numbers that each value can be, where that is less than all of its type."""
    effects = Effects(module)
    for function in _functions(module):
        yield f"@{function.sym_name.data}"
        lines: list[str] = []

        def observe(value: SSAValue, range_: Range, lines: list[str] = lines) -> None:
            if range_ != range_of_type(value.type):
                owner = value.owner
                what = owner.name if isinstance(owner, Operation) else "argument"
                lines.append(f"  {_name(value)} ({what}): {range_}")

        RangeWalk(BranchFacts(effects), observe).region(function.body)
        yield from lines


def effects(module: ModuleOp) -> Lines:
    """Operations that do more than compute results, or that can't be computed in vain."""
    found = Effects(module)
    for function in _functions(module):
        yield f"@{function.sym_name.data}"
        for operation in function.body.walk():
            if not found.is_pure(operation) and operation.results:
                yield f"  {_title(operation)}: has an effect"
            elif not operation.regions and operation.results and not is_speculatable(operation):
                yield f"  {_title(operation)}: rejects some values"


def liveness(module: ModuleOp) -> Lines:
    """The values that are still needed after each operation, and their bytes; the most of them."""
    for function in _functions(module):
        found = Liveness(function)
        shown = [op for op in function.body.walk() if op.results or op.regions]
        most = max((found.bytes_after(op) for op in shown), default=0.0)
        yield f"@{function.sym_name.data}: at most {_bytes(most)}"
        for operation in shown:
            values = sorted({_name(value) for value in found.after(operation)})
            size = _bytes(found.bytes_after(operation))
            yield f"  {_title(operation)}: {size}" + (f" ({', '.join(values)})" if values else "")


def _bytes(size: float) -> str:
    return f"{size:.0f} B" if size < float("inf") else "depends on sizes at run time"


def shapes(module: ModuleOp) -> Lines:
    """The tensors with sizes that only run time tells, where equal symbols are equal sizes."""
    found = Shapes(module)
    for function in _functions(module):
        yield f"@{function.sym_name.data}"
        names: dict[Size, str] = {}
        values: list[SSAValue] = [*function.body.block.args]
        for operation in function.body.walk():
            values += operation.results
            values += [arg for region in operation.regions for b in region.blocks for arg in b.args]
        for value in values:
            if not isa(value.type, TensorType) or value.type.has_static_shape():
                continue
            sizes = found.sizes(value)
            for size in sizes:
                if isinstance(size, Symbol):
                    names.setdefault(size, f"s{len(names)}")
            what = value.owner.name if isinstance(value.owner, Operation) else "argument"
            shown = ", ".join(names.get(size, str(size)) for size in sizes)
            yield f"  {_name(value)} ({what}): [{shown}]"


def rows(module: ModuleOp) -> Lines:
    """What is computed row by row where only run time tells how many there are, or why not."""
    found = Shapes(module)
    for function in _functions(module):
        yield f"@{function.sym_name.data}"
        names: dict[Size, str] = {}
        for operation in function.body.walk():
            values = (*operation.operands, *operation.results)
            sizes = [size for value in values for size in found.sizes(value)]
            if isinstance(operation, AtenOp) and any(isinstance(size, Symbol) for size in sizes):
                known = rows_of(operation, found.sizes)
                if isinstance(known, str):
                    yield f"  {_title(operation)}: {known}"
                else:
                    name = names.setdefault(known.size, f"s{len(names)}")
                    yield f"  {_title(operation)}: {name} rows"


def value_numbers(module: ModuleOp) -> Lines:
    """Values that are always equal."""
    numbers = ValueNumbers(Effects(module))
    for function in _functions(module):
        yield f"@{function.sym_name.data}"
        classes: dict[int, list[SSAValue]] = {}
        for operation in function.body.walk():
            for result in operation.results:
                classes.setdefault(numbers.number(result), []).append(result)
        for number, values in classes.items():
            if len(values) > 1:
                yield f"  {number}: {', '.join(map(_name, values))}"


def cost(module: ModuleOp) -> Lines:
    """Floating-point operations, bytes, and operations per byte, by operation, function, path and
    arm.
    """
    costs = PathCosts(module)
    for function in _functions(module):
        found = costs.of(function)
        yield f"@{function.sym_name.data}: {found.total}, all arms"
        if found.has_paths:
            yield f"  the cheapest path: {found.least}"
            yield f"  the most expensive path: {found.most}"
        if found.has_paths and not math.isnan(found.average.flops):
            yield f"  on average: {found.average}"
        for operation in function.body.walk():
            if not costs.of(operation).total.flops:
                continue
            if operation.regions:
                yield from _arm_costs(operation, costs)
            else:
                yield f"  {_title(operation)}: {costs.of(operation).total}"


def _arm_costs(operation: Operation, costs: PathCosts) -> Lines:
    for name, block in _arms(operation):
        arm = costs.of_block(block)
        text = f"from {arm.least} to {arm.most}" if arm.has_paths else str(arm.most)
        yield f"  {_title(operation)}, {name}: {text}"


def _arms(operation: Operation) -> Sequence[tuple[str, Block | None]]:
    """The regions by the names of the ways that they stand for."""
    blocks = [region.first_block for region in operation.regions]
    match operation:
        case scf.IfOp():
            names = ["true", "false"]
        case scf.IndexSwitchOp():
            names = ["default", *(f"case {value}" for value in operation.cases.get_values())]
        case scf.WhileOp():
            names = ["each test", "each iteration"]
        case _:
            names = ["each iteration"]
    return list(zip(names, blocks, strict=True))


def branches(module: ModuleOp) -> Lines:
    """Which way branches go, as far as that is known; which have the outcome of an earlier one; and
    which are never reached.
    """
    effects = Effects(module)
    for function in _functions(module):
        yield f"@{function.sym_name.data}"
        for branch, outcome in branch_outcomes(function, effects).items():
            yield f"  {_title(branch)}: {_outcome(outcome)}"


def _outcome(outcome: Outcome | None) -> str:
    if outcome is None:
        return "never reached"
    if outcome.truth is not None:
        return f"{'always' if outcome.truth else 'never'} taken, as {outcome.reason}"
    if outcome.same is None:
        return "not known"
    which = "the opposite" if outcome.same.inverted else "the same"
    earlier = outcome.same.branch
    return f"{which} outcome as {_title(earlier)}"


def profile(module: ModuleOp) -> Lines:
    """How often branches and loops went which way, as ``annotate-profile`` says."""
    for function in _functions(module):
        yield f"@{function.sym_name.data}"
        for operation in function.body.walk():
            counts = outcome_counts(operation)
            if counts is not None:
                total = sum(counts)
                ways = [f"{count} of {total}" for count in counts]
                yield f"  {_title(operation)}: {_ways(operation, ways)}"


def _ways(operation: Operation, counts: Sequence[str]) -> str:
    names = ["true", "false"]
    if isinstance(operation, scf.IndexSwitchOp):
        names = [*(f"case {value}" for value in operation.cases.get_values()), "default"]
    pairs = zip(names, counts, strict=True)
    return ", ".join(f"{name} {count}" for name, count in pairs)


def subnetworks(module: ModuleOp) -> Lines:
    """The calls of sub-networks, with their instances and weights."""
    for call in subnetwork_calls(module):
        weights = ", ".join(call.weights) or "none"
        yield f"{call.instance}: @{call.callee}, weights {weights}"


ANALYSES: dict[str, Callable[[ModuleOp], Lines]] = {
    "value-ranges": value_ranges,
    "effects": effects,
    "liveness": liveness,
    "shapes": shapes,
    "rows": rows,
    "value-numbers": value_numbers,
    "cost": cost,
    "branches": branches,
    "profile": profile,
    "subnetworks": subnetworks,
}
"""What can be printed, by name."""
