"""The pass ``print-analysis``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from typing_extensions import override
from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.passes import ModulePass
from xdsl.utils.arg_spec import ArgSpec

from dycl.analysis.printed import ANALYSES
from dycl.errors import DyclError


@dataclass(frozen=True)
class PrintAnalysis(ModulePass):
    """Print what an analysis knows of the program, as comments; the program stays as it is.

    Options:

    * ``name``: ``value-ranges``, ``branches`` (which way they go, and which have the outcome of an
      earlier one), ``effects``, ``liveness``, ``shapes``, ``rows``, ``value-numbers``, ``cost`` (of
      operations, arms and paths), ``profile`` or ``subnetworks``.

    Before and after::

        func.func @forward(%x: tensor<1x8xf32>) -> tensor<1x8xf32> {
          %p = aten.softmax.int %x {dim = 1} : (tensor<1x8xf32>) -> tensor<1x8xf32>
          func.return %p : tensor<1x8xf32>
        }

    and on standard output, for ``value-ranges``::

        // @forward
        //   %p (aten.softmax.int): [0.0, 1.0] or NaN
    """

    name = "print-analysis"

    analysis: str = field(default="", metadata={"option": "name"})
    """What the command line calls ``name``, which is already the pass's own."""

    @classmethod
    @override
    def from_spec(cls, spec: ArgSpec) -> Self:
        parameters = {
            "analysis" if key == "name" else key: value for key, value in spec.parameters.items()
        }
        return super().from_spec(ArgSpec(spec.name, parameters))

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        analysis = ANALYSES.get(self.analysis)
        if analysis is None:
            raise DyclError(
                f"there is no analysis '{self.analysis}'", hint=f"there are {', '.join(ANALYSES)}"
            )
        for line in analysis(op):
            print(f"// {line}")
