"""The pipeline ``dycl-minimal``."""

from __future__ import annotations

from dataclasses import dataclass

from dycl.passes.pipelines.named_pipeline import NamedPipeline


@dataclass(frozen=True)
class DyclMinimal(NamedPipeline):
    """The least that makes a program compilable: sub-networks and a residual program.

    1. ``check-indices``: an index out of bounds becomes an explicit exception.
    2. ``outline-regions``: tensor operators become sub-networks, which a back end compiles.

    Branches, copies and equal computations stay as the frontend wrote them. Use it to see what the
    other passes of ``dycl-default`` change.
    """

    name = "dycl-minimal"

    PASSES = ("check-indices", "outline-regions")
