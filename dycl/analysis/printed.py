"""Analyses as text, for people: what ``print-analysis`` prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from xdsl.dialects import func
from xdsl.dialects.builtin import ModuleOp, TensorType
from xdsl.ir import Operation, SSAValue
from xdsl.utils.hints import isa

from dycl.analysis.branch_facts import BranchFacts
from dycl.analysis.cost import size_in_bytes
from dycl.analysis.effects import Effects, is_speculatable
from dycl.analysis.flops import flops
from dycl.analysis.liveness import Liveness
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
    """Floating-point operations, bytes, and operations per byte, by operation and function."""
    for function in _functions(module):
        total = moved = 0.0
        lines: list[str] = []
        for operation in function.body.walk():
            count = flops(operation)
            if not count:
                continue
            size = sum(size_in_bytes(v.type) for v in (*operation.operands, *operation.results))
            total, moved = total + count, moved + size
            lines.append(f"  {_title(operation)}: {_costs(count, size)}")
        yield f"@{function.sym_name.data}: {_costs(total, moved)}, all arms"
        yield from lines


def _costs(count: float, size: float) -> str:
    if not count < float("inf") or not size < float("inf"):
        return "depends on sizes at run time"
    intensity = count / size if size else 0.0
    return f"{count:.0f} FLOP, {size:.0f} B, {intensity:.2f} FLOP/B"


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
    "subnetworks": subnetworks,
}
"""What can be printed, by name."""
