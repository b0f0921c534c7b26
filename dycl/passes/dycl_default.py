"""The pipeline ``dycl-default``."""

from __future__ import annotations

from dataclasses import dataclass

from dycl.passes.pipelines.named_pipeline import NamedPipeline


@dataclass(frozen=True)
class DyclDefault(NamedPipeline):
    """What ``dycl compile`` does between the frontend and the back end.

    1. ``prune-dead-branches``: arms that are never taken go, and all that only fed them; branches
       with the same outcome become one.
    2. ``canonicalize``: host arithmetic on constants is computed.
    3. ``cse``: what is computed twice on the same path is computed once.
    4. ``hoist-from-branches``: what both arms of a branch compute is computed before it, in the
       sub-network that decides the branch.
    5. ``loop-invariant-code-motion``: matrix products, convolutions and the like that are the same
       in each turn of a loop are computed before it, where the loop certainly runs.
    6. ``sink-into-branches``: what only one arm uses is computed there, so that the other path does
       not pay for it.
    7. ``check-indices``: an index out of bounds becomes an explicit exception.
    8. ``outline-regions``: tensor operators become sub-networks.
    9. ``deduplicate-subnetworks``: equal sub-networks become one, which is compiled once.

    No answer changes, not even in the last bit, but for what the back end rounds differently in a
    larger sub-network.
    """

    name = "dycl-default"

    PASSES = (
        "prune-dead-branches",
        "canonicalize",
        "cse",
        "hoist-from-branches",
        "loop-invariant-code-motion{speculate=false minimum-flops=16}",
        "sink-into-branches",
        "check-indices",
        "outline-regions",
        "deduplicate-subnetworks",
    )
