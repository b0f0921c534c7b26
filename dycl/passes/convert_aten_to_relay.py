"""The pass ``convert-aten-to-relay``, and the question whether it can convert an operation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import ClassVar

from xdsl.context import Context
from xdsl.dialects import func
from xdsl.dialects.builtin import FileLineColLoc, ModuleOp, NameLoc
from xdsl.ir import Attribute, Operation
from xdsl.passes import ModulePass
from xdsl.pattern_rewriter import (
    PatternRewriter,
    PatternRewriteWalker,
    RewritePattern,
)
from xdsl.transforms.dead_code_elimination import region_dce

from dycl.dialects.aten_operation import AtenOp
from dycl.dialects.dycl import SUBNETWORK
from dycl.errors import LoweringError, SourceLocation
from dycl.passes.aten_to_relay.builder import RelayBuilder, Unsupported
from dycl.passes.aten_to_relay.rule import apply_rule
from dycl.passes.tile_rows import TileRows

FAMILIES = (
    "activation",
    "arithmetic",
    "comparison",
    "convolution",
    "creation",
    "distance",
    "elementwise",
    "indexing",
    "linear_algebra",
    "normalization",
    "pooling",
    "recurrent",
    "reduction",
    "resize",
    "shape",
)


@cache
def load_rules() -> None:
    """Fill the table of rules, :data:`dycl.passes.aten_to_relay.rule.RULES`."""
    for family in FAMILIES:
        import_module(f"dycl.passes.aten_to_relay.{family}")


def unsupported_reason(op: AtenOp) -> str | None:
    """Why ``convert-aten-to-relay`` can't convert ``op``, or None where it can.

    The answer is exact: ``op`` is converted for a trial, which needs neither TVM nor PyTorch.
    """
    load_rules()
    builder = RelayBuilder()
    try:
        apply_rule(op, builder)
    except Unsupported as reason:
        return str(reason)
    finally:
        for made in reversed(builder.operations):
            made.erase()
    return None


def _source_location(location: Attribute) -> SourceLocation | None:
    match location:
        case NameLoc():
            return _source_location(location.location)
        case FileLineColLoc():
            return SourceLocation(location.filename.data, location.line.data, location.column.data)
        case _:
            return None


class ConvertAtenOp(RewritePattern):
    """Replaces an operation of ``aten`` by what its rule says in ``relay``."""

    def match_and_rewrite(self, op: Operation, rewriter: PatternRewriter) -> None:
        if not isinstance(op, AtenOp):
            return
        builder = RelayBuilder()
        try:
            values = apply_rule(op, builder)
        except Unsupported as reason:
            raise LoweringError(
                f"Relay can't do {op.name}: {reason}",
                location=_source_location(op.location),
                hint="leave the operation on the host: outline-regions does so by itself",
            ) from reason
        for made in builder.operations:
            made.location = op.location
        rewriter.replace(op, builder.operations, values)


@dataclass(frozen=True)
class ConvertAtenToRelayPass(ModulePass):
    """Converts the bodies of sub-networks from ``aten`` to ``relay``.

    Sub-networks are the functions marked ``dycl.subnetwork``; all others stay as they are. Before::

        func.func private @stage(%x: tensor<1x8xf32>, %w: tensor<4x8xf32> {dycl.weight})
            -> tensor<1x4xf32> attributes {dycl.subnetwork} {
          %0 = aten.linear %x, %w : (tensor<1x8xf32>, tensor<4x8xf32>) -> tensor<1x4xf32>
          func.return %0 : tensor<1x4xf32>
        }

    and after::

        func.func private @stage(%x: tensor<1x8xf32>, %w: tensor<4x8xf32> {dycl.weight})
            -> tensor<1x4xf32> attributes {dycl.subnetwork} {
          %0 = relay.call "nn.dense"(%x, %w) : (tensor<1x8xf32>, tensor<4x8xf32>) -> tensor<1x4xf32>
          func.return %0 : tensor<1x4xf32>
        }

    Relay's shapes are static: ``tile-rows`` runs first, for sub-networks of any number of rows.

    Where Relay's operators differ from PyTorch's (the rounding of quotients, NaN in a maximum, …),
    there are additional calls that make them agree. Raises LoweringError for an operation that
    Relay can't do; :func:`unsupported_reason` tells beforehand.
    """

    name = "convert-aten-to-relay"
    rounding_bound: ClassVar[float] = 1e-5
    """How much results may differ, as a share of the largest element; see dycl.validation."""

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        load_rules()
        TileRows().apply(ctx, op)
        walker = PatternRewriteWalker(ConvertAtenOp(), apply_recursively=False)
        for function in op.body.ops:
            if isinstance(function, func.FuncOp) and SUBNETWORK in function.attributes:
                walker.rewrite_region(function.body)
                if function.body.blocks:
                    region_dce(function.body)
