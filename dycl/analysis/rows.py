"""Which operators compute each row of their results from the same row of their operands alone.

Rows are the slices along one dimension whose size is known at run time only. Before that dimension
there are only dimensions of size 1, so that rows lie one after the other in memory. Operands
without rows, such as weights, are the same for all rows. What is made of such operators can be
computed for some rows at a time.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from xdsl.dialects import func
from xdsl.dialects.builtin import DYNAMIC_INDEX, ModuleOp, TensorType
from xdsl.ir import Attribute, SSAValue
from xdsl.utils.hints import isa

from dycl.analysis.effects import Effects
from dycl.analysis.operator_shapes import (
    axes_of,
    is_elementwise,
    is_reduction,
    shape_of_results,
    tensors_among,
)
from dycl.analysis.remarks import source_location
from dycl.analysis.sizes import Size, Sizes, Symbol
from dycl.analysis.value_numbers import ValueNumbers
from dycl.dialects import aten
from dycl.dialects.aten_operation import AtenOp
from dycl.errors import LoweringError

SizesOf = Callable[[SSAValue], Sequence[Size]]
"""The sizes of a tensor's dimensions, equal symbols for equal sizes; empty for what is none."""


@dataclass(frozen=True)
class Rows:
    """The rows of an operation's tensors: how many, and along which axis of each that has any."""

    size: Symbol
    axes: Mapping[SSAValue, int]

    def from_end(self, value: SSAValue) -> int:
        """The axis of the rows of ``value``, counted from the end: -1 is the last one."""
        return self.axes[value] - len(_shape(value))


Rule = Callable[[AtenOp, Rows], bool]

_RULES: dict[type[AtenOp], Rule] = {}


def row_wise(*operations: type[AtenOp]) -> Callable[[Rule], Rule]:
    """Register what tells whether ``operations`` compute their rows one by one."""

    def register(rule: Rule) -> Rule:
        _RULES.update(dict.fromkeys(operations, rule))
        return rule

    return register


def rows_of(operation: AtenOp, sizes: SizesOf) -> Rows | str:
    """The rows that ``operation`` computes one by one, or why it does not."""
    found: set[Size] = set()
    axes: dict[SSAValue, int] = {}
    for value in (*operation.operands, *operation.results):
        axis = row_axis(value.type)
        if isinstance(axis, str):
            return axis
        if axis is not None:
            axes[value] = axis
            found.add(sizes(value)[axis])
    if len(found) > 1:
        return "it combines sizes that are different, or are not known to be equal"
    size = next(iter(found), None)
    if not isinstance(size, Symbol) or not all(result in axes for result in operation.results):
        return "its results have no rows of their own"
    rows = Rows(size, axes)
    rule = _rule(operation)
    if rule is None or not rule(operation, rows):
        return "it does not compute rows one by one"
    return rows


def row_axis(type_: Attribute) -> int | str | None:
    """The axis of the only size that is known at run time only; None where there is none.

    Text says why it is no axis of rows.
    """
    shape = type_.get_shape() if isa(type_, TensorType) else ()
    axes = [axis for axis, size in enumerate(shape) if size == DYNAMIC_INDEX]
    if not axes:
        return None
    if len(axes) > 1:
        return "a tensor has several sizes that are known at run time only"
    if any(size != 1 for size in shape[: axes[0]]):
        return "its rows do not lie one after the other in memory"
    return axes[0]


def _rule(operation: AtenOp) -> Rule | None:
    if is_elementwise(operation):
        return _elementwise
    if is_reduction(operation):
        return _along_other_axes
    return _RULES.get(type(operation))


def _shape(value: SSAValue) -> Sequence[int]:
    return value.type.get_shape() if isa(value.type, TensorType) else ()


def _are_without_rows(operation: AtenOp, rows: Rows, *names: str) -> bool:
    return not any(operation.argument(name) in rows.axes for name in names)


def _elementwise(operation: AtenOp, rows: Rows) -> bool:
    return _is_aligned(operation.operands, rows.from_end(operation.results[0]), rows)


def _is_aligned(values: Iterable[SSAValue], from_end: int, rows: Rows) -> bool:
    """Whether all tensors have their rows at this axis, or one and the same for all rows."""
    for value in tensors_among(values):
        shape = _shape(value)
        if value in rows.axes:
            if rows.from_end(value) != from_end:
                return False
        elif len(shape) >= -from_end and shape[from_end] != 1:
            return False
    return True


@row_wise(
    aten.SoftmaxIntOp, aten.LogSoftmaxIntOp, aten.CumsumOp, aten.CumprodOp, aten.SortOp,
    aten.SortStableOp, aten.ArgsortOp, aten.TopkOp, aten.FlipOp, aten.SelectIntOp,
    aten.SliceTensorOp, aten.SplitTensorOp, aten.ChunkOp, aten.UnbindIntOp,
)  # fmt: skip
def _along_other_axes(operation: AtenOp, rows: Rows) -> bool:
    operand = operation.operands[0]
    name = "dims" if "dims" in operation.schema().by_name else "dim"
    axes = axes_of(operation.argument(name), len(_shape(operand)))
    return axes is not None and operand in rows.axes and rows.axes[operand] not in axes


@row_wise(
    aten.CloneOp, aten.ContiguousOp, aten.DetachOp, aten.AliasOp, aten.ToDtypeOp,
    aten.ZerosLikeOp, aten.OnesLikeOp, aten.FullLikeOp,
)  # fmt: skip
def _same(operation: AtenOp, rows: Rows) -> bool:
    return True


@row_wise(aten.LayerNormOp, aten.RmsNormOp)
def _layer_norm(operation: AtenOp, rows: Rows) -> bool:
    operand, extents = operation.operands[0], operation.argument("normalized_shape")
    if operand not in rows.axes or not _are_without_rows(operation, rows, "weight"):
        return False
    return isinstance(extents, tuple) and len(extents) < -rows.from_end(operand)


@row_wise(
    aten.Conv1dOp, aten.Conv2dOp, aten.Conv3dOp, aten.ConvTranspose1dOp,
    aten.ConvTranspose2dInputOp, aten.BatchNormOp, aten.GroupNormOp, aten.PreluOp,
    aten.MaxPool1dOp, aten.MaxPool2dOp, aten.AvgPool1dOp, aten.AvgPool2dOp,
    aten.AdaptiveAvgPool1dOp, aten.AdaptiveAvgPool2dOp, aten.UpsampleNearest2dVecOp,
    aten.UpsampleBilinear2dVecOp,
)  # fmt: skip
def _batch(operation: AtenOp, rows: Rows) -> bool:
    """The first dimension is that of independent samples."""
    operand, *others = tensors_among(operation.operands)
    by_name = operation.schema().by_name
    if "training" in by_name and operation.argument("training") is not False:
        return False
    if any(other in rows.axes for other in others) or rows.axes.get(operand) != 0:
        return False
    # A convolution of one sample without that dimension has its channels there.
    return "weight" not in by_name or len(_shape(operand)) >= len(_shape(others[0]))


@row_wise(aten.LinearOp)
def _linear(operation: AtenOp, rows: Rows) -> bool:
    operand, *others = operation.operands
    return (
        operand in rows.axes
        and rows.from_end(operand) < -1
        and not any(other in rows.axes for other in others)
    )


@row_wise(aten.MatmulOp, aten.MmOp, aten.BmmOp)
def _matmul(operation: AtenOp, rows: Rows) -> bool:
    left, right = operation.operands
    if right in rows.axes:  # a matrix for each row
        return len(_shape(left)) > 1 and _is_aligned([left, right], _batch_axis(right, rows), rows)
    if rows.from_end(left) < -2:
        return _is_aligned([left, right], rows.from_end(left), rows)
    return rows.from_end(left) == -2 and math.prod(_shape(right)[:-2]) == 1


def _batch_axis(value: SSAValue, rows: Rows) -> int:
    """The axis of the rows, or one that no tensor has where they are part of the matrices."""
    from_end = rows.from_end(value)
    return from_end if from_end < -2 else 0


@row_wise(aten.AddmmOp)
def _addition_of_product(operation: AtenOp, rows: Rows) -> bool:
    added, left, right = operation.operands
    if right in rows.axes or rows.axes.get(left) != 0:
        return False
    return _is_aligned([added], -2, rows)


@row_wise(aten.LstmCellOp, aten.GruCellOp, aten.RnnTanhCellOp, aten.RnnReluCellOp)
def _cell(operation: AtenOp, rows: Rows) -> bool:
    hidden = operation.argument("hx")
    states = hidden if isinstance(hidden, tuple) else (hidden,)
    samples = [operation.tensor("input"), *states]
    return all(isinstance(each, SSAValue) and rows.axes.get(each) == 0 for each in samples) and (
        _are_without_rows(operation, rows, "w_ih", "w_hh", "b_ih", "b_hh")
    )


@row_wise(aten.ScaledDotProductAttentionOp)
def _attention(operation: AtenOp, rows: Rows) -> bool:
    query, *others = (operation.tensor(name) for name in ("query", "key", "value"))
    mask = operation.argument("attn_mask")
    if query not in rows.axes or rows.from_end(query) > -3:
        return False
    tensors = [query, *others, *([mask] if isinstance(mask, SSAValue) else [])]
    return _is_aligned(tensors, rows.from_end(query), rows)


@row_wise(
    aten.ViewOp, aten.ReshapeOp, aten.FlattenUsingIntsOp, aten.UnflattenIntOp, aten.UnsqueezeOp,
    aten.SqueezeDimOp, aten.SqueezeDimsOp,
)  # fmt: skip
def _view(operation: AtenOp, rows: Rows) -> bool:
    """As many elements to a row as before, in the same order."""
    drops = isinstance(operation, aten.SqueezeDimOp | aten.SqueezeDimsOp)
    if drops and not _along_other_axes(operation, rows):
        return False  # a single row would lose its dimension
    values = (*operation.operands, *operation.results)
    return len({_row_elements(value, rows) for value in values}) == 1


def _row_elements(value: SSAValue, rows: Rows) -> int:
    return math.prod(_shape(value)[rows.axes[value] + 1 :])


@row_wise(aten.TransposeIntOp, aten.PermuteOp, aten.TOp)
def _permute(operation: AtenOp, rows: Rows) -> bool:
    return True  # the dimension of the rows is told by its size


@row_wise(aten.ExpandOp)
def _expand(operation: AtenOp, rows: Rows) -> bool:
    return _is_aligned(operation.operands, rows.from_end(operation.results[0]), rows)


@row_wise(aten.CatOp, aten.StackOp)
def _concatenation(operation: AtenOp, rows: Rows) -> bool:
    axis = {rows.axes.get(operand) for operand in operation.operands}
    if None in axis or len(axis) > 1 or len({len(_shape(o)) for o in operation.operands}) > 1:
        return False
    rank = len(_shape(operation.results[0]))
    dims = axes_of(operation.argument("dim"), rank)
    return dims is not None and rows.axes[operation.results[0]] not in dims


@row_wise(aten.EmbeddingOp)
def _embedding(operation: AtenOp, rows: Rows) -> bool:
    return _are_without_rows(operation, rows, "weight")


def has_dynamic_shape(type_: Attribute) -> bool:
    """Whether ``type_`` is a tensor with a size that is only known at run time."""
    return isa(type_, TensorType) and not type_.has_static_shape()


def has_rows(function: func.FuncOp) -> bool:
    """Whether a sub-network takes a number of rows that is only known at run time."""
    return any(map(has_dynamic_shape, function.function_type.inputs.data))


def check_rows(function: func.FuncOp) -> None:
    """Raise :class:`LoweringError` where a sub-network does not compute its rows one by one.

    All sizes of its arguments that are only known at run time are the same number: that of rows.
    """
    sizes = Sizes(ValueNumbers(Effects(ModuleOp([]))))
    rows = sizes.symbol("rows")
    for argument in function.args:
        sizes.define(argument, [rows] * len(_shape(argument)))
    outputs = function.function_type.outputs.data
    if not all(isinstance(row_axis(type_), int) for type_ in outputs):
        raise LoweringError(
            f"@{function.sym_name.data} has a result without rows",
            location=source_location(function),
            hint="compute it in another sub-network",
        )
    for operation in function.body.block.ops:
        reason = None
        if isinstance(operation, AtenOp):
            for result in operation.results:
                sizes.define(result, shape_of_results(operation, sizes))
            if any(rows in sizes.shape(value) for value in operation.operands):
                found = rows_of(operation, sizes.shape)
                reason = found if isinstance(found, str) else None
        elif any(isinstance(row_axis(value.type), str) for value in operation.operands):
            reason = "its rows do not lie one after the other in memory"
        if reason is not None:
            raise LoweringError(
                f"@{function.sym_name.data} can't be computed for some rows at a time: "
                f"{operation.name}: {reason}",
                location=source_location(operation),
                hint="leave the operation on the host: outline-regions does so by itself",
            )
