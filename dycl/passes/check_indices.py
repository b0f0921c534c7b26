"""The pass ``check-indices``."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import func, scf
from xdsl.dialects.builtin import IntegerType, ModuleOp, TensorType, i1
from xdsl.ir import Attribute, Block, Operation, OpResult, Region, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint, Rewriter
from xdsl.utils.hints import isa

from dycl.analysis.branch_facts import BranchFacts
from dycl.analysis.effects import Effects
from dycl.analysis.range_walk import RangeWalk
from dycl.analysis.ranges import Range
from dycl.analysis.remarks import remark
from dycl.dialects.aten import AnyOp, GeScalarOp, LogicalOrOp, LtScalarOp
from dycl.dialects.aten_operation import ArgumentValue, AtenOp
from dycl.dialects.dycl import SUBNETWORK, ItemOp, RaiseOp


@dataclass(frozen=True)
class Use:
    """A tensor of indices, the integers from ``low`` to ``high`` that it may hold, and what the
    operator raises for others.
    """

    index: SSAValue
    low: int
    high: int
    exception: str
    message: str


@dataclass(frozen=True)
class CheckIndices(ModulePass):
    """Say explicitly that an operator raises an exception for an index out of bounds.

    A back end's own operators read something else then. The test stands before the next branch,
    loop or effect and is a part of the sub-network that uses the index, so it costs next to
    nothing. There is none for indices that the analysis of ranges knows to be within bounds: those
    that ``argmax`` gives, constants, weights. An index that is used several times is tested once.

    Before::

        %e = aten.embedding %w, %i : (tensor<9x4xf32>, tensor<2xi64>) -> tensor<2x4xf32>

    After::

        %e = aten.embedding %w, %i : (tensor<9x4xf32>, tensor<2xi64>) -> tensor<2x4xf32>
        %0 = aten.lt.Scalar %i {other = 0} : (tensor<2xi64>) -> tensor<2xi1>
        %1 = aten.ge.Scalar %i {other = 9} : (tensor<2xi64>) -> tensor<2xi1>
        %2 = aten.logical_or %0, %1 : (tensor<2xi1>, tensor<2xi1>) -> tensor<2xi1>
        %3 = aten.any %2 : (tensor<2xi1>) -> tensor<i1>
        %4 = dycl.item %3 : tensor<i1> -> i1
        scf.if %4 {
          dycl.raise "IndexError" "index out of range in self"
        }
    """

    name = "check-indices"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        effects = Effects(op)
        for function in [f for f in op.body.ops if isinstance(f, func.FuncOp)]:
            if SUBNETWORK not in function.attributes:
                unproven = _without_repeated(_unproven(function, effects))
                places = [_end_of_straight_line(operation, effects) for operation, _, _ in unproven]
                for found, place in zip(unproven, places, strict=True):
                    _insert_check(*found, place)


Unproven = tuple[AtenOp, Use, Range]
"""An operator, how it uses an index, and what is known of that."""


def _unproven(function: func.FuncOp, effects: Effects) -> list[Unproven]:
    """The uses of indices that may be out of bounds, and what is known of them."""
    found: dict[tuple[AtenOp, int], Unproven] = {}
    facts = BranchFacts(effects)

    def observe(value: SSAValue, range_: Range) -> None:
        if not isinstance(value, OpResult) or not isinstance(operation := value.op, AtenOp):
            return
        for number, use in enumerate(_uses(operation)):
            known = facts.evaluate(use.index)
            if known.low < use.low or known.high > use.high:
                found[operation, number] = (operation, use, known)

    RangeWalk(facts, observe).region(function.body)
    return list(found.values())


def _without_repeated(found: Sequence[Unproven]) -> list[Unproven]:
    """Leave out a use of an index behind another one, in the same block or one around it, that has
    been checked for the same bounds or narrower ones.
    """
    kept: list[Unproven] = []
    earlier: dict[SSAValue, list[tuple[Block, Use]]] = {}
    for each in found:
        operation, use, _ = each
        checked = earlier.setdefault(use.index, [])
        if any(
            block.is_ancestor(operation) and use.low <= other.low and other.high <= use.high
            for block, other in checked
        ):
            continue
        block = operation.parent_block()
        assert block is not None
        checked.append((block, use))
        kept.append(each)
    return kept


def _uses(operation: AtenOp) -> Iterator[Use]:
    """The tensors of indices that an operator is given, as far as its sizes are static."""
    operator = operation.name.removeprefix("aten.").partition(".")[0]
    finder = _FINDERS.get(operator)
    if finder is None or operation.name.startswith("aten._"):
        return
    for use in finder(operation.arguments()):
        type_ = use.index.type
        if (
            isa(type_, TensorType[IntegerType])
            and type_.get_element_type() != i1
            and type_.has_static_shape()
            and 0 not in type_.get_shape()
        ):
            yield use


Arguments = dict[str, ArgumentValue]
Finder = Callable[[Arguments], Iterator[Use]]


def _shape(value: ArgumentValue) -> tuple[int, ...] | None:
    """The shape of a tensor; None where it is not static."""
    if not isinstance(value, SSAValue) or not isa(value.type, TensorType[Attribute]):
        return None
    return tuple(value.type.get_shape()) if value.type.has_static_shape() else None


def _along(
    exception: str, index: str = "index", source: str = "self", *, wraps: bool = False
) -> Finder:
    """Of operators that take one index into the dimension ``dim``, or the first one."""

    def find(arguments: Arguments) -> Iterator[Use]:
        shape, given, dim = _shape(arguments[source]), arguments[index], arguments.get("dim", 0)
        if shape and isinstance(given, SSAValue) and isinstance(dim, int):
            size = shape[dim]
            message = f"index is out of bounds for dimension {dim % len(shape)} with size {size}"
            if exception == "IndexError" and not wraps:
                message = "index out of range in self"
            yield Use(given, -size if wraps else 0, size - 1, exception, message)

    return find


def _list(arguments: Arguments) -> Iterator[Use]:
    """Of ``x[i, :, j]``."""
    shape, indices = _shape(arguments["self"]), arguments["indices"]
    if shape is None or not isinstance(indices, tuple):
        return
    for dim, (size, given) in enumerate(zip(shape, indices, strict=False)):
        if isinstance(given, SSAValue):
            message = f"index is out of bounds for dimension {dim} with size {size}"
            yield Use(given, -size, size - 1, "IndexError", message)


def _flat(arguments: Arguments) -> Iterator[Use]:
    """Of ``take`` and ``put``."""
    shape, given = _shape(arguments["self"]), arguments["index"]
    if shape is not None and isinstance(given, SSAValue):
        size = math.prod(shape)
        message = f"out of range: tried to access an index on a tensor of {size} elements."
        yield Use(given, -size, size - 1, "IndexError", message)


def _classes(arguments: Arguments) -> Iterator[Use]:
    """Of ``one_hot``."""
    given, count = arguments["self"], arguments["num_classes"]
    if isinstance(given, SSAValue) and isinstance(count, int) and count > 0:
        message = "Class values must be non-negative and smaller than num_classes."
        yield Use(given, 0, count - 1, "RuntimeError", message)


_FINDERS: dict[str, Finder] = {
    "embedding": _along("IndexError", "indices", "weight"),
    "index_select": _along("IndexError"),
    "index_add": _along("RuntimeError"),
    "index_copy": _along("IndexError"),
    "index_fill": _along("IndexError", wraps=True),
    "index_reduce": _along("IndexError"),
    "gather": _along("RuntimeError"),
    "scatter": _along("RuntimeError"),
    "scatter_add": _along("RuntimeError"),
    "scatter_reduce": _along("RuntimeError"),
    "index": _list,
    "index_put": _list,
    "take": _flat,
    "put": _flat,
    "one_hot": _classes,
}
"""By operators, without overload. Source of exceptions and messages: what eager PyTorch raises."""


def _insert_check(operation: AtenOp, use: Use, known: Range, place: Operation) -> None:
    """Put a test of ``use`` before ``place``; only of the bound that may be violated."""
    shape = _shape(use.index)
    assert shape is not None
    mask = TensorType(i1, shape)
    made: list[Operation] = []
    if known.low < use.low:
        made.append(LtScalarOp({"self": use.index, "other": use.low}, [mask]))
    if known.high > use.high:
        made.append(GeScalarOp({"self": use.index, "other": use.high + 1}, [mask]))
    if len(made) == 2:
        low, high = (test.results[0] for test in made)
        made.append(LogicalOrOp({"self": low, "other": high}, [mask]))
    made.append(AnyOp({"self": made[-1].results[0]}, [TensorType(i1, [])]))
    made.append(ItemOp(made[-1].results[0]))
    failure = RaiseOp(use.exception, use.message)
    made.append(scf.IfOp(made[-1].results[0], [], Region(Block([failure, scf.YieldOp()]))))
    for each in (*made, failure):
        each.location = operation.location
    Rewriter.insert_op(made, InsertPoint.before(place))
    remark(CheckIndices.name, operation, f"an index may be out of bounds: {known}")


def _end_of_straight_line(operation: Operation, effects: Effects) -> Operation:
    """The next branch, loop, call or effect in the same block, or the block's end.

    A test there leaves all operators before it free to be one sub-network.
    """
    while (following := operation.next_op) is not None:
        operation = following
        if (
            operation.regions
            or isinstance(operation, func.CallOp)
            or not effects.is_pure(operation)
        ):
            break
    return operation
