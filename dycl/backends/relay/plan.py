"""From TVM's graph of kernels to a static execution plan: which buffer holds what, and in which
order.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dycl.runtime.manifest import TensorType

ALIGNMENT = 64

_PARALLEL_ELEMENTS = 16_384
_PARALLEL_MULTIPLICATIONS = 100_000
"""Below this a kernel takes some 5 microseconds or less; to share it out costs one or two."""


@dataclass(frozen=True)
class Location:
    """Where a tensor lives: input, constant or output number ``index``, or a byte offset into the
    workspace.
    """

    kind: Literal["input", "constant", "output", "workspace"]
    index: int


@dataclass(frozen=True)
class KernelCall:
    """One kernel and its arguments: the tensors it reads, then those it writes.

    ``parallel`` says whether it has enough work for more than one thread.
    """

    function: str
    arguments: tuple[int, ...]
    parallel: bool = True


@dataclass(frozen=True)
class Copy:
    """A result that is no kernel's own output: an input, a constant, or a result given twice."""

    source: int
    output: int


@dataclass(frozen=True)
class ExecutionPlan:
    """A sub-network without its weights.

    ``tensors`` and ``locations`` are indexed by the numbers in ``calls`` and ``copies``. The
    copies come after all calls.
    """

    name: str
    inputs: tuple[TensorType, ...]
    constants: tuple[TensorType, ...]
    outputs: tuple[TensorType, ...]
    tensors: tuple[TensorType, ...]
    locations: tuple[Location, ...]
    calls: tuple[KernelCall, ...]
    copies: tuple[Copy, ...]
    workspace_bytes: int


class _Graph:
    """TVM's graph JSON, its node outputs numbered through as entries."""

    def __init__(self, graph: Mapping[str, Any]) -> None:
        self.nodes: list[dict[str, Any]] = graph["nodes"]
        self._row: list[int] = graph["node_row_ptr"]
        self.heads = [self.entry(head) for head in graph["heads"]]
        shapes: list[list[int]] = graph["attrs"]["shape"][1]
        dtypes: list[str] = graph["attrs"]["dltype"][1]
        self.tensors = tuple(
            TensorType(tuple(shape), "bool" if dtype == "uint1" else dtype)
            for shape, dtype in zip(shapes, dtypes, strict=True)
        )
        self.root = list(range(len(self.tensors)))
        self.calls: list[KernelCall] = []
        for number, node in enumerate(self.nodes):
            if node["op"] == "tvm_op":
                self._add_call(number, node)

    def entry(self, reference: Sequence[int]) -> int:
        return self._row[reference[0]] + reference[1]

    def _add_call(self, number: int, node: Mapping[str, Any]) -> None:
        read = [self.entry(reference) for reference in node["inputs"]]
        function = node["attrs"]["func_name"]
        if function == "__nop":  # a reshape: another view of the same bytes
            self.root[self._row[number]] = self.root[read[0]]
        else:
            written = range(self._row[number], self._row[number + 1])
            arguments = (*read, *written)
            parallel = _gains_from_threads(function, [self.tensors[a] for a in arguments])
            self.calls.append(KernelCall(function, arguments, parallel))

    def parameters(self) -> dict[str, int]:
        return {
            node["name"]: self._row[number]
            for number, node in enumerate(self.nodes)
            if node["op"] == "null"
        }


def plan_execution(
    name: str, graph_json: str, inputs: Sequence[str], constants: Sequence[str]
) -> ExecutionPlan:
    """Plan the kernels of ``graph_json``, whose parameters are called ``inputs`` and
    ``constants``.

    A kernel writes a result straight into the caller's buffer. Intermediates share one workspace:
    two of them overlap only when the first is read for the last time before the second is
    written.
    """
    graph = _Graph(json.loads(graph_json))
    parameters = graph.parameters()
    places: dict[int, Location] = {}
    for index, parameter in enumerate(inputs):
        places[parameters[parameter]] = Location("input", index)
    for index, parameter in enumerate(constants):
        places[parameters[parameter]] = Location("constant", index)
    for index, head in enumerate(graph.heads):
        places.setdefault(graph.root[head], Location("output", index))
    size = _place_intermediates(graph, places)
    locations = tuple(places[root] for root in graph.root)
    copies = tuple(
        Copy(head, index)
        for index, head in enumerate(graph.heads)
        if locations[head] != Location("output", index)
    )
    return ExecutionPlan(
        name,
        tuple(graph.tensors[parameters[parameter]] for parameter in inputs),
        tuple(graph.tensors[parameters[parameter]] for parameter in constants),
        tuple(graph.tensors[head] for head in graph.heads),
        graph.tensors,
        locations,
        tuple(graph.calls),
        copies,
        size,
    )


def _gains_from_threads(function: str, tensors: Sequence[TensorType]) -> bool:
    """Whether a kernel's work is worth waking another thread, estimated from the sizes it handles.

    The square root of the product of the three sizes is a matrix product's exact number of
    multiplications, and a convolution's but for the width of its window.
    """
    sizes = sorted((math.prod(tensor.shape) for tensor in tensors), reverse=True)
    if any(word in function for word in ("conv", "dense", "matmul")):
        return math.sqrt(math.prod(sizes[:3])) >= _PARALLEL_MULTIPLICATIONS
    return sum(sizes) >= _PARALLEL_ELEMENTS


def _place_intermediates(graph: _Graph, places: dict[int, Location]) -> int:
    """Give each remaining tensor an offset, the largest first; returns the workspace's size in
    bytes.
    """
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for time, call in enumerate(graph.calls):
        for argument in call.arguments:
            root = graph.root[argument]
            first.setdefault(root, time)
            last[root] = time
    placed: list[tuple[int, int, int]] = []  # offset, end, root
    for root in sorted(first.keys() - places.keys(), key=lambda r: (-graph.tensors[r].nbytes, r)):
        size = -(-max(graph.tensors[root].nbytes, 1) // ALIGNMENT) * ALIGNMENT
        offset = 0
        for begin, end, other in sorted(placed):
            alive_together = first[other] <= last[root] and first[root] <= last[other]
            if alive_together and begin < offset + size and offset < end:
                offset = end
        placed.append((offset, offset + size, root))
        places[root] = Location("workspace", offset)
    return max((end for _, end, _ in placed), default=0)
