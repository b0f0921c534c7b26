"""Ranges of what operators of ``aten`` compute that pick, move or make elements."""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects.builtin import TensorType, i1
from xdsl.utils.hints import isa

from dycl.analysis.elementwise_ranges import result_type_of
from dycl.analysis.ranges import BOOL, Range
from dycl.analysis.rounding import outward
from dycl.analysis.value_ranges import argument_ranges, element_type, is_integer, transfer
from dycl.dialects import aten
from dycl.dialects.aten_operation import AtenOp


@transfer(
    aten.ViewOp, aten.ReshapeOp, aten.SqueezeOp, aten.SqueezeDimOp, aten.SqueezeDimsOp,
    aten.UnsqueezeOp, aten.FlattenUsingIntsOp, aten.ExpandOp, aten.PermuteOp, aten.TransposeIntOp,
    aten.TOp, aten.DetachOp, aten.AliasOp, aten.CloneOp, aten.ContiguousOp, aten.SelectIntOp,
    aten.SliceTensorOp, aten.FlipOp, aten.RollOp, aten.RepeatOp, aten.IndexTensorOp,
    aten.IndexSelectOp, aten.GatherOp, aten.MaskedSelectOp, aten.EmbeddingOp,
    aten.MaxOp, aten.MinOp, aten.AmaxOp, aten.AminOp,
)  # fmt: skip
def _same_elements(operation: AtenOp, operands: Sequence[Range]) -> Range:
    return operands[0]


@transfer(aten.MaxPool2dOp)
def _maximum_pool(operation: aten.MaxPool2dOp, operands: Sequence[Range]) -> Range:
    # With holes in it, a window may see nothing but padding, which is minus infinity.
    dilation = operation.argument("dilation")
    steps = dilation if isinstance(dilation, tuple) else (dilation,)
    is_dense = all(step == 1 for step in steps)
    low = operands[0].low if is_dense else result_type_of(operation).low
    return Range(low, operands[0].high, operands[0].may_be_nan)


@transfer(aten.UnbindIntOp, aten.SplitTensorOp, aten.SplitSizesOp, aten.ChunkOp)
def _parts(operation: AtenOp, operands: Sequence[Range]) -> tuple[Range, ...]:
    return (operands[0],) * len(operation.results)


@transfer(aten.DropoutOp)
def _dropout(operation: aten.DropoutOp, operands: Sequence[Range]) -> Range:
    return operands[0] if operation.argument("train") is False else result_type_of(operation)


@transfer(aten.TrilOp, aten.TriuOp)
def _triangle(operation: AtenOp, operands: Sequence[Range]) -> Range:
    return operands[0].union(Range.exactly(0))


@transfer(aten.CatOp, aten.StackOp)
def _concatenate(operation: AtenOp, operands: Sequence[Range]) -> Range:
    union = operands[0]
    for operand in operands[1:]:
        union = union.union(operand)
    return outward(union, element_type(operation.results[0].type))


@transfer(aten.ConstantPadNdOp)
def _pad(operation: aten.ConstantPadNdOp, operands: Sequence[Range]) -> Range:
    arguments = argument_ranges(operation, operands)
    return _filled(operation, arguments["value"]).union(arguments["self"])


@transfer(aten.ZerosOp, aten.ZerosLikeOp, aten.NewZerosOp)
def _zeros(operation: AtenOp, operands: Sequence[Range]) -> Range:
    return Range.exactly(0)


@transfer(aten.OnesOp, aten.OnesLikeOp, aten.NewOnesOp)
def _ones(operation: AtenOp, operands: Sequence[Range]) -> Range:
    return Range.exactly(1)


@transfer(aten.FullOp, aten.FullLikeOp, aten.NewFullOp)
def _full(operation: AtenOp, operands: Sequence[Range]) -> Range:
    return _filled(operation, argument_ranges(operation, operands)["fill_value"])


@transfer(aten.ScalarTensorOp)
def _scalar(operation: aten.ScalarTensorOp, operands: Sequence[Range]) -> Range:
    return _filled(operation, argument_ranges(operation, operands)["s"])


def _filled(operation: AtenOp, value: Range) -> Range:
    """The elements that a number in ``value`` becomes."""
    element = element_type(operation.results[0].type)
    if element == i1:
        holds_zero = value.low <= 0 <= value.high
        if value.has_numbers and not value.may_be_nan and (not holds_zero or value.single == 0):
            return Range.exactly(0 if holds_zero else 1)
        return BOOL
    if is_integer(element):
        is_whole = isinstance(value.low, int) and isinstance(value.high, int)
        return value if is_whole else result_type_of(operation)
    return outward(value, element)


@transfer(aten.ArangeOp, aten.ArangeStartOp)
def _arange(operation: AtenOp, operands: Sequence[Range]) -> Range:
    arguments = argument_ranges(operation, operands)
    start, end = arguments.get("start", Range.exactly(0)), arguments["end"]
    if not is_integer(operation.results[0].type) or not isinstance(start.low, int):
        return result_type_of(operation)
    if not isinstance(end.high, int) or end.high <= start.low:
        return result_type_of(operation)
    return Range(start.low, end.high - 1)


@transfer(aten.EyeOp, aten.EyeMOp, aten.OneHotOp, aten.BernoulliOp, aten.BernoulliPOp, aten.RandOp)
def _between_zero_and_one(operation: AtenOp, operands: Sequence[Range]) -> Range:
    return Range(0, 1)


@transfer(aten.MaxDimOp, aten.MinDimOp, aten.TopkOp, aten.SortOp, aten.SortStableOp)
def _with_indices(operation: AtenOp, operands: Sequence[Range]) -> tuple[Range, Range]:
    return operands[0], indices_along(operation)


@transfer(aten.AdaptiveMaxPool2dOp)
def _adaptive_maximum(operation: AtenOp, operands: Sequence[Range]) -> tuple[Range, Range]:
    return operands[0], Range(0, result_type_of(operation, 1).high)


@transfer(aten.ArgmaxOp, aten.ArgminOp)
def _index(operation: AtenOp, operands: Sequence[Range]) -> Range:
    return indices_along(operation)


def indices_along(operation: AtenOp) -> Range:
    """Indices into the dimension ``dim`` of the first operand, or into all of its elements."""
    everything = Range(0, 2**63 - 1)
    type_ = operation.operands[0].type
    if not isa(type_, TensorType) or not type_.has_static_shape():
        return everything
    shape, dim = type_.get_shape(), operation.argument("dim")
    size = 1
    for index, extent in enumerate(shape):
        if dim is None or dim in (index, index - len(shape)):
            size *= extent
    return Range(0, size - 1) if size else everything
