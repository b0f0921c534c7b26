"""The shapes of what operators of ``aten`` compute, from the shapes of their operands.

Only what follows from the operands' own sizes is said. What an operator asks of its operands, such
as equal sizes along a contracted dimension, is not said of them: it may be in an arm that isn't
taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from xdsl.dialects.builtin import IntegerType, Signedness, TensorType, i1
from xdsl.ir import SSAValue
from xdsl.utils.hints import isa

from dycl.analysis.sizes import Shape, Size, Sizes
from dycl.analysis.value_ranges import element_type
from dycl.dialects import aten
from dycl.dialects.aten_operation import ArgumentValue, AtenOp

Rule = Callable[[AtenOp, Sizes], Shape | None]

_RULES: dict[type[AtenOp], Rule] = {}

_UINT8 = IntegerType(8, Signedness.UNSIGNED)
"""The elements of what PyTorch takes as a mask too, with a warning."""

_NO_END = 2**63 - 1
"""What a slice without an end has as its end."""


def result_shape(*operations: type[AtenOp]) -> Callable[[Rule], Rule]:
    """Register what gives the shape of each result of ``operations``."""

    def register(rule: Rule) -> Rule:
        _RULES.update(dict.fromkeys(operations, rule))
        return rule

    return register


def shape_of_results(operation: AtenOp, sizes: Sizes) -> Shape | None:
    """The shape of each result of ``operation``; None where nothing is known."""
    rule = _RULES.get(type(operation))
    return None if rule is None else rule(operation, sizes)


def is_elementwise(operation: AtenOp) -> bool:
    """Whether each element of the result is made of one element of each operand, broadcast."""
    return _RULES.get(type(operation)) is _elementwise


def is_reduction(operation: AtenOp) -> bool:
    """Whether the results have the operand's dimensions but for those along ``dim``."""
    return _RULES.get(type(operation)) is _reduction


def tensors_among(values: Iterable[SSAValue]) -> list[SSAValue]:
    """The values that are tensors."""
    return [value for value in values if isa(value.type, TensorType)]


def axes_of(argument: ArgumentValue, rank: int) -> set[int] | None:
    """The axes that an argument names, which is all of them if it is absent; None if unknown."""
    if argument is None or argument == ():
        return set(range(rank))
    axes = argument if isinstance(argument, tuple) else (argument,)
    found = {axis % rank for axis in axes if type(axis) is int} if rank else set[int]()
    return found if all(type(axis) is int for axis in axes) else None


def _axis(operation: AtenOp, rank: int, name: str = "dim") -> int | None:
    axis = operation.argument(name)
    return axis % rank if type(axis) is int and rank else None


def _first(operation: AtenOp, sizes: Sizes) -> list[Size | None]:
    return list(sizes.shape(operation.operands[0]))


def _replaced(operation: AtenOp, sizes: Sizes, size: Size | None) -> Shape | None:
    """The first operand's shape, with another size along ``dim``."""
    shape = _first(operation, sizes)
    axis = _axis(operation, len(shape))
    if axis is None:
        return None
    shape[axis] = size
    return shape


@result_shape(
    aten.ReluOp, aten.Relu6Op, aten.NegOp, aten.AbsOp, aten.ExpOp, aten.Exp2Op, aten.Expm1Op,
    aten.LogOp, aten.Log2Op, aten.Log10Op, aten.Log1pOp, aten.SqrtOp, aten.RsqrtOp,
    aten.ReciprocalOp, aten.SquareOp, aten.SinOp, aten.CosOp, aten.TanOp, aten.TanhOp,
    aten.SigmoidOp, aten.ErfOp, aten.FloorOp, aten.CeilOp, aten.RoundOp, aten.TruncOp,
    aten.FracOp, aten.SignOp, aten.SgnOp, aten.GeluOp, aten.SiluOp, aten.EluOp, aten.SeluOp,
    aten.CeluOp, aten.MishOp, aten.SoftplusOp, aten.HardswishOp, aten.HardsigmoidOp,
    aten.HardtanhOp, aten.LeakyReluOp, aten.LogSigmoidOp, aten.LogicalNotOp, aten.BitwiseNotOp,
    aten.IsnanOp, aten.IsinfOp, aten.IsfiniteOp, aten.NanToNumOp, aten.ClampOp,
    aten.ClampTensorOp, aten.ClampMinOp, aten.ClampMaxOp, aten.ClampMinTensorOp,
    aten.ClampMaxTensorOp, aten.AddTensorOp, aten.AddScalarOp, aten.SubTensorOp,
    aten.SubScalarOp, aten.MulTensorOp, aten.MulScalarOp, aten.DivTensorOp, aten.DivScalarOp,
    aten.DivTensorModeOp, aten.DivScalarModeOp, aten.RsubTensorOp, aten.RsubScalarOp,
    aten.PowTensorScalarOp, aten.PowTensorTensorOp, aten.PowScalarOp, aten.RemainderTensorOp,
    aten.RemainderScalarOp, aten.FmodTensorOp, aten.FmodScalarOp, aten.FloorDivideOp,
    aten.FloorDivideScalarOp, aten.MaximumOp, aten.MinimumOp, aten.Atan2Op, aten.EqTensorOp,
    aten.EqScalarOp, aten.NeTensorOp, aten.NeScalarOp, aten.LtTensorOp, aten.LtScalarOp,
    aten.LeTensorOp, aten.LeScalarOp, aten.GtTensorOp, aten.GtScalarOp, aten.GeTensorOp,
    aten.GeScalarOp, aten.LogicalAndOp, aten.LogicalOrOp, aten.LogicalXorOp,
    aten.BitwiseAndTensorOp, aten.BitwiseOrTensorOp, aten.BitwiseXorTensorOp, aten.WhereSelfOp,
    aten.MaskedFillScalarOp, aten.MaskedFillTensorOp, aten.LerpTensorOp, aten.LerpScalarOp,
    aten.AddcmulOp, aten.AddcdivOp, aten.ThresholdOp, aten.HardshrinkOp, aten.SoftshrinkOp,
)  # fmt: skip
def _elementwise(operation: AtenOp, sizes: Sizes) -> Shape | None:
    return sizes.broadcast([sizes.shape(value) for value in tensors_among(operation.operands)])


@result_shape(
    aten.SoftmaxIntOp, aten.LogSoftmaxIntOp, aten.LayerNormOp, aten.RmsNormOp, aten.GroupNormOp,
    aten.BatchNormOp, aten.PreluOp, aten.DropoutOp, aten.CumsumOp, aten.CumprodOp, aten.SortOp,
    aten.SortStableOp, aten.ArgsortOp, aten.TrilOp, aten.TriuOp, aten.FlipOp, aten.RollOp,
    aten.CloneOp, aten.ContiguousOp, aten.DetachOp, aten.AliasOp, aten.ToDtypeOp,
    aten.ToDeviceOp, aten.ZerosLikeOp, aten.OnesLikeOp, aten.FullLikeOp, aten.RandLikeOp,
    aten.RandnLikeOp, aten.IndexPutOp, aten.IndexAddOp, aten.IndexCopyOp, aten.SelectScatterOp,
    aten.SliceScatterOp, aten.ScatterSrcOp, aten.ScatterValueOp, aten.ScatterAddOp,
)  # fmt: skip
def _same(operation: AtenOp, sizes: Sizes) -> Shape | None:
    return _first(operation, sizes)


@result_shape(
    aten.SumDimIntListOp, aten.MeanDimOp, aten.AmaxOp, aten.AminOp, aten.MaxDimOp,
    aten.MinDimOp, aten.ArgmaxOp, aten.ArgminOp, aten.AnyDimOp, aten.AllDimOp,
    aten.ProdDimIntOp, aten.LogsumexpOp, aten.VarCorrectionOp, aten.StdCorrectionOp,
    aten.VarDimOp, aten.StdDimOp,
)  # fmt: skip
def _reduction(operation: AtenOp, sizes: Sizes) -> Shape | None:
    shape = _first(operation, sizes)
    axes = axes_of(operation.argument("dim"), len(shape))
    if axes is None:
        return None
    if operation.argument("keepdim") is True:
        return [1 if axis in axes else size for axis, size in enumerate(shape)]
    return [size for axis, size in enumerate(shape) if axis not in axes]


@result_shape(
    aten.FullOp, aten.ZerosOp, aten.OnesOp, aten.RandOp, aten.RandnOp, aten.EmptyMemoryFormatOp,
    aten.NewFullOp, aten.NewZerosOp, aten.NewOnesOp,
)  # fmt: skip
def _filled(operation: AtenOp, sizes: Sizes) -> Shape | None:
    extents = operation.argument("size")
    return [sizes.scalar(extent) for extent in extents] if isinstance(extents, tuple) else None


@result_shape(aten.ArangeOp)
def _arange(operation: AtenOp, sizes: Sizes) -> Shape | None:
    end = operation.argument("end")
    return None if isinstance(end, tuple) else [sizes.size_of(end)]


@result_shape(aten.LinearOp)
def _linear(operation: AtenOp, sizes: Sizes) -> Shape | None:
    shape, weight = _first(operation, sizes), sizes.shape(operation.operands[1])
    return [*shape[:-1], *weight[:-1]]


@result_shape(aten.MatmulOp, aten.BmmOp, aten.MmOp)
def _matmul(operation: AtenOp, sizes: Sizes) -> Shape | None:
    left, right = (sizes.shape(value) for value in operation.operands)
    batch = sizes.broadcast([left[:-2], right[:-2]])
    return [*batch, *left[-2:-1], *(right[-1:] if len(right) > 1 else ())]


@result_shape(aten.Conv1dOp, aten.Conv2dOp, aten.Conv3dOp)
def _convolution(operation: AtenOp, sizes: Sizes) -> Shape | None:
    shape, weight = _first(operation, sizes), sizes.shape(operation.operands[1])
    if len(shape) != len(weight):
        return None
    return [shape[0], weight[0], *(None for _ in shape[2:])]


@result_shape(
    aten.MaxPool1dOp, aten.MaxPool2dOp, aten.AvgPool1dOp, aten.AvgPool2dOp,
    aten.AdaptiveAvgPool1dOp, aten.AdaptiveAvgPool2dOp, aten.UpsampleNearest2dVecOp,
    aten.UpsampleBilinear2dVecOp, aten.ConvTranspose1dOp, aten.ConvTranspose2dInputOp,
)  # fmt: skip
def _batch(operation: AtenOp, sizes: Sizes) -> Shape | None:
    """Independent samples along the first dimension."""
    shape = _first(operation, sizes)
    return [shape[0], *(None for _ in shape[1:])] if len(shape) > 2 else None


@result_shape(aten.LstmCellOp, aten.GruCellOp, aten.RnnTanhCellOp, aten.RnnReluCellOp)
def _cell(operation: AtenOp, sizes: Sizes) -> Shape | None:
    return sizes.shape(operation.operands[1])


@result_shape(aten.AddmmOp)
def _addition_of_product(operation: AtenOp, sizes: Sizes) -> Shape | None:
    left, right = (sizes.shape(value) for value in operation.operands[1:])
    return [left[0], right[1]]


@result_shape(aten.ScaledDotProductAttentionOp)
def _attention(operation: AtenOp, sizes: Sizes) -> Shape | None:
    query, value = (sizes.shape(operation.tensor(name)) for name in ("query", "value"))
    return [*query[:-1], value[-1]]


@result_shape(aten.UnflattenIntOp)
def _unflatten(operation: AtenOp, sizes: Sizes) -> Shape | None:
    shape, extents = _first(operation, sizes), operation.argument("sizes")
    axis = _axis(operation, len(shape))
    if axis is None or not isinstance(extents, tuple):
        return None
    return [*shape[:axis], *(sizes.size_of(extent) for extent in extents), *shape[axis + 1 :]]


@result_shape(aten.TransposeIntOp)
def _transpose(operation: AtenOp, sizes: Sizes) -> Shape | None:
    shape = _first(operation, sizes)
    one, other = (_axis(operation, len(shape), name) for name in ("dim0", "dim1"))
    if one is None or other is None:
        return None
    shape[one], shape[other] = shape[other], shape[one]
    return shape


@result_shape(aten.TOp)
def _reverse(operation: AtenOp, sizes: Sizes) -> Shape | None:
    return _first(operation, sizes)[::-1]


@result_shape(aten.PermuteOp)
def _permute(operation: AtenOp, sizes: Sizes) -> Shape | None:
    shape, dims = _first(operation, sizes), operation.argument("dims")
    if not isinstance(dims, tuple):
        return None
    return [shape[dim] if isinstance(dim, int) else None for dim in dims]


@result_shape(aten.UnsqueezeOp)
def _unsqueeze(operation: AtenOp, sizes: Sizes) -> Shape | None:
    shape = _first(operation, sizes)
    axis = _axis(operation, len(shape) + 1)
    return None if axis is None else [*shape[:axis], 1, *shape[axis:]]


@result_shape(aten.SqueezeOp, aten.SqueezeDimOp, aten.SqueezeDimsOp)
def _squeeze(operation: AtenOp, sizes: Sizes) -> Shape | None:
    shape = _first(operation, sizes)
    named = operation.argument("dim") if "dim" in operation.schema().by_name else None
    axes = axes_of(named, len(shape))
    if axes is None:
        return None
    # If one of the others is 1 at run time too, the result's rank doesn't fit, and this is unused.
    return [size for axis, size in enumerate(shape) if axis not in axes or size != 1]


@result_shape(aten.SelectIntOp, aten.UnbindIntOp)
def _without_axis(operation: AtenOp, sizes: Sizes) -> Shape | None:
    shape = _first(operation, sizes)
    axis = _axis(operation, len(shape))
    return None if axis is None else [*shape[:axis], *shape[axis + 1 :]]


@result_shape(aten.SliceTensorOp)
def _slice(operation: AtenOp, sizes: Sizes) -> Shape | None:
    arguments = operation.arguments()
    bounds: list[Size | None] = []
    for name, default in (("start", 0), ("end", _NO_END), ("step", 1)):
        value = arguments[name]
        bound = default if value is None or isinstance(value, tuple) else sizes.scalar(value)
        if bound is None:
            return _replaced(operation, sizes, None)
        bounds.append(bound)
    shape = _first(operation, sizes)
    axis = _axis(operation, len(shape))
    if axis is None:
        return None
    if bounds != [0, _NO_END, 1]:
        shape[axis] = sizes.symbol("slice", shape[axis], *bounds)
    return shape


@result_shape(aten.SplitTensorOp, aten.SplitSizesOp, aten.ChunkOp)
def _parts(operation: AtenOp, sizes: Sizes) -> Shape | None:
    return _replaced(operation, sizes, None)


@result_shape(aten.TopkOp)
def _topk(operation: AtenOp, sizes: Sizes) -> Shape | None:
    count = operation.argument("k")
    return _replaced(operation, sizes, None if isinstance(count, tuple) else sizes.scalar(count))


@result_shape(aten.GatherOp)
def _gather(operation: AtenOp, sizes: Sizes) -> Shape | None:
    return sizes.shape(operation.tensor("index"))


@result_shape(aten.IndexSelectOp)
def _index_select(operation: AtenOp, sizes: Sizes) -> Shape | None:
    index = sizes.shape(operation.tensor("index"))
    return _replaced(operation, sizes, index[0] if index else 1)


@result_shape(aten.EmbeddingOp)
def _embedding(operation: AtenOp, sizes: Sizes) -> Shape | None:
    weight, indices = (sizes.shape(operation.tensor(name)) for name in ("weight", "indices"))
    return [*indices, *weight[1:]]


@result_shape(aten.OneHotOp)
def _one_hot(operation: AtenOp, sizes: Sizes) -> Shape | None:
    return [*_first(operation, sizes), None]


@result_shape(aten.StackOp)
def _stack(operation: AtenOp, sizes: Sizes) -> Shape | None:
    shape = _first(operation, sizes)
    axis = _axis(operation, len(shape) + 1)
    if axis is None:
        return None
    return [*shape[:axis], len(tensors_among(operation.operands)), *shape[axis:]]


@result_shape(aten.CatOp)
def _cat(operation: AtenOp, sizes: Sizes) -> Shape | None:
    shapes = [sizes.shape(value) for value in tensors_among(operation.operands)]
    axis = _axis(operation, len(shapes[0]))
    if axis is None or len({len(shape) for shape in shapes}) > 1:
        return None  # PyTorch leaves out empty tensors of one dimension
    return _replaced(operation, sizes, sizes.sum([shape[axis] for shape in shapes]))


@result_shape(aten.ExpandOp)
def _expand(operation: AtenOp, sizes: Sizes) -> Shape | None:
    extents, shape = operation.argument("size"), _first(operation, sizes)
    if not isinstance(extents, tuple) or len(extents) < len(shape):
        return None
    shape = [None] * (len(extents) - len(shape)) + shape
    return [
        size if extent == -1 else sizes.size_of(extent)
        for extent, size in zip(extents, shape, strict=True)
    ]


@result_shape(aten.ViewOp, aten.ReshapeOp)
def _view(operation: AtenOp, sizes: Sizes) -> Shape | None:
    name = "size" if isinstance(operation, aten.ViewOp) else "shape"
    extents = operation.argument(name)
    if not isinstance(extents, tuple):
        return None
    shape = [sizes.size_of(extent) for extent in extents]
    known = [size for size in shape if size is not None]
    if len(known) == len(shape) - 1 and -1 in extents:
        # PyTorch rejects -1 where one of the others is 0, so these can be cancelled.
        whole = sizes.shape(operation.operands[0])
        shape[shape.index(None)] = sizes.quotient(whole, known)
    return shape


@result_shape(aten.FlattenUsingIntsOp)
def _flatten(operation: AtenOp, sizes: Sizes) -> Shape | None:
    shape = sizes.shape(operation.operands[0])
    start, end = (_axis(operation, len(shape), name) for name in ("start_dim", "end_dim"))
    if start is None or end is None:
        return None
    return [*shape[:start], sizes.quotient(shape[start : end + 1]), *shape[end + 1 :]]


@result_shape(aten.NonzeroOp)
def _nonzero(operation: AtenOp, sizes: Sizes) -> Shape | None:
    operand = operation.operands[0]
    return [sizes.symbol("count", sizes.number(operand)), len(sizes.shape(operand))]


@result_shape(aten.NonzeroNumpyOp, aten.WhereOp)
def _nonzero_by_axis(operation: AtenOp, sizes: Sizes) -> Shape | None:
    return [sizes.symbol("count", sizes.number(operation.operands[0]))]


@result_shape(aten.MaskedSelectOp)
def _masked_select(operation: AtenOp, sizes: Sizes) -> Shape | None:
    operand, mask = (operation.tensor(name) for name in ("self", "mask"))
    if sizes.shape(operand) != sizes.shape(mask):
        return None  # elements of the mask may count several times
    return [sizes.symbol("count", sizes.number(mask))]


@result_shape(aten.IndexTensorOp)
def _index(operation: AtenOp, sizes: Sizes) -> Shape | None:
    """Dimensions that are indexed together become those of the indices, at the first one's place.

    At the front, if there are others between them. Source:
    https://numpy.org/doc/stable/user/basics.indexing.html#combining-advanced-and-basic-indexing
    """
    shape, indices = _first(operation, sizes), operation.argument("indices")
    if not isinstance(indices, tuple):
        return None
    kept: list[Size | None] = []
    index_shapes: list[Sequence[Size]] = []
    places: list[int] = []
    axis = 0
    for position, index in enumerate(indices):
        if not isinstance(index, SSAValue):
            kept.append(shape[axis])
            axis += 1
            continue
        is_mask = element_type(index.type) == i1
        if element_type(index.type) == _UINT8 or (is_mask and not sizes.shape(index)):
            return None
        index_shapes.append(
            [sizes.symbol("count", sizes.number(index))] if is_mask else sizes.shape(index)
        )
        axis += len(sizes.shape(index)) if is_mask else 1
        places.append(position)
    kept += shape[axis:]
    if not places:
        return None
    are_adjacent = places[-1] - places[0] == len(places) - 1
    place = places[0] if are_adjacent else 0
    return [*kept[:place], *sizes.broadcast(index_shapes), *kept[place:]]
