"""The pass ``inline-subnetworks``."""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import func
from xdsl.dialects.builtin import ModuleOp
from xdsl.passes import ModulePass

from dycl.passes.rewriting.calls import inline_call, remove_uncalled, subnetworks_by_name


@dataclass(frozen=True)
class InlineSubnetworks(ModulePass):
    """Replace each call of a sub-network by what it calls: the inverse of ``outline-regions``.

    With it, passes on operators apply to a program that was split before; ``outline-regions`` then
    splits it anew.

    Before::

        %1 = func.call @stage(%x) : (tensor<4xf32>) -> tensor<4xf32>
        …
        func.func private @stage(%x: tensor<4xf32>) -> tensor<4xf32> attributes {dycl.subnetwork} {
          %0 = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
          func.return %0 : tensor<4xf32>
        }

    After::

        %1 = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
    """

    name = "inline-subnetworks"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        functions = subnetworks_by_name(op)
        for call in list(op.walk()):
            if isinstance(call, func.CallOp):
                function = functions.get(call.callee.root_reference.data)
                if function is not None:
                    inline_call(call, function)
        remove_uncalled(op, functions.values())
