"""The pass ``fold-batch-norm``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp, TensorType, bf16, f16
from xdsl.ir import Attribute, Operation, OpResult, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint, Rewriter
from xdsl.utils.hints import isa

from dycl.analysis.remarks import remark
from dycl.dialects import aten
from dycl.dialects.aten_operation import ArgumentValue, AtenOp
from dycl.dialects.dycl import WeightOp
from dycl.dialects.relay import is_tensor


@dataclass(frozen=True)
class FoldBatchNorm(ModulePass):
    """Fold batch norms with fixed statistics into the convolutions and linear layers before them.

    Kernel and bias are scaled instead of the outputs. The scaling is computed from weights alone,
    so the back end does it once, when a package is built. Results are rounded otherwise than
    before. The Relay back end folds batch norms by itself; this pass is for others, and for the
    analyses of values.

    Before::

        %1 = aten.conv2d %x, %w : (…) -> tensor<1x4x8x8xf32>
        %2 = aten.batch_norm %1, %gamma, %beta, %mean, %var {training = false, …} : (…) -> …

    After::

        %s = aten.mul.Tensor %gamma, rsqrt(%var + eps)
        %k = aten.mul.Tensor %w, %s
        %b = aten.sub.Tensor %beta, %mean * %s
        %2 = aten.conv2d %x, %k, %b : (…) -> tensor<1x4x8x8xf32>
    """

    name = "fold-batch-norm"
    rounding_bound: ClassVar[float] = 1e-4
    """How much results may differ, as a share of the largest element; see dycl.validation."""

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        for operation in list(op.walk()):
            if isinstance(operation, aten.BatchNormOp):
                _fold(operation)


def _fold(norm: aten.BatchNormOp) -> None:
    arguments = norm.arguments()
    layer = arguments["input"]
    statistics = [arguments[name] for name in ("running_mean", "running_var")]
    factors = [arguments[name] for name in ("weight", "bias") if arguments[name] is not None]
    if (
        arguments["training"] is not False
        or not isinstance(layer, OpResult)
        or not isinstance(layer.op, aten.Conv1dOp | aten.Conv2dOp | aten.Conv3dOp | aten.LinearOp)
        or not layer.has_one_use()
        or not all(_is_weight(value) for value in (*statistics, *factors))
    ):
        return
    if is_tensor(layer.type) and layer.type.get_element_type() in (f16, bf16):
        return  # weights of so few bits would be rounded once more
    inner = layer.op.arguments()
    kernel, bias = inner["weight"], inner["bias"]
    if not _is_weight(kernel) or not (bias is None or _is_weight(bias)):
        return
    if isinstance(layer.op, aten.LinearOp) and len(_shape(layer)) != 2:
        return  # the channels of a batch norm are dimension 1
    builder = _Builder(norm)
    scale, shift = builder.scale_and_shift(arguments)
    assert isinstance(kernel, SSAValue)
    ones = [1] * (len(_shape(kernel)) - 1)
    column = builder.add(
        aten.ViewOp, {"self": scale, "size": (_shape(scale)[0], *ones)}, [_shape(scale)[0], *ones]
    )
    scaled = builder.binary(aten.MulTensorOp, kernel, column)
    if isinstance(bias, SSAValue):
        shift = builder.binary(
            aten.AddTensorOp, shift, builder.binary(aten.MulTensorOp, bias, scale)
        )
    folded = type(layer.op)({**inner, "weight": scaled, "bias": shift}, [norm.results[0].type])
    folded.location = layer.op.location
    remark(FoldBatchNorm.name, norm, f"folded into {layer.op.name}")
    Rewriter.replace_op(norm, folded)
    Rewriter.erase_op(layer.op)


class _Builder:
    """Inserts operations before another one, at its location."""

    def __init__(self, before: Operation) -> None:
        self._before = before

    def add(
        self, operation: type[AtenOp], arguments: dict[str, ArgumentValue], shape: list[int]
    ) -> SSAValue:
        (first, *_) = (value for value in arguments.values() if isinstance(value, SSAValue))
        assert isa(first.type, TensorType)
        made = operation(arguments, [TensorType(first.type.get_element_type(), shape)])
        made.location = self._before.location
        Rewriter.insert_op(made, InsertPoint.before(self._before))
        return made.results[0]

    def binary(self, operation: type[AtenOp], left: SSAValue, right: SSAValue) -> SSAValue:
        """``right`` is broadcast to the shape of ``left``."""
        return self.add(operation, {"self": left, "other": right}, list(_shape(left)))

    def scale_and_shift(self, arguments: dict[str, ArgumentValue]) -> tuple[SSAValue, SSAValue]:
        """What a batch norm multiplies its input by, and then adds."""
        mean, variance, eps = (arguments[n] for n in ("running_mean", "running_var", "eps"))
        assert isinstance(mean, SSAValue)
        assert isinstance(variance, SSAValue)
        shape = list(_shape(variance))
        spread = self.add(aten.AddScalarOp, {"self": variance, "other": eps}, shape)
        scale = self.add(aten.RsqrtOp, {"self": spread}, shape)
        gamma, beta = arguments["weight"], arguments["bias"]
        if isinstance(gamma, SSAValue):
            scale = self.binary(aten.MulTensorOp, scale, gamma)
        moved = self.binary(aten.MulTensorOp, mean, scale)
        if isinstance(beta, SSAValue):
            return scale, self.binary(aten.SubTensorOp, beta, moved)
        return scale, self.add(aten.NegOp, {"self": moved}, shape)


def _is_weight(value: ArgumentValue) -> bool:
    return isinstance(value, OpResult) and isinstance(value.op, WeightOp)


def _shape(value: SSAValue[Attribute]) -> tuple[int, ...]:
    assert isa(value.type, TensorType)
    return value.type.get_shape()
