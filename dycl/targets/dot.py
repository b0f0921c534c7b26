"""The target ``dot``: the control flow as a graph for Graphviz."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from typing_extensions import override
from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.utils.target import Target

from dycl.analysis.flow_graph import FlowGraph, Node, edge_label
from dycl.analysis.flow_tree import flow_trees
from dycl.recursion import deep_recursion

STYLES = {
    "start": "shape=oval",
    "end": "shape=oval",
    "subnetwork": 'shape=box, style="rounded,filled", fillcolor="#d7e8fa"',
    "call": 'shape=box, style="filled", fillcolor="#e8e8e8"',
    "host": "shape=box",
    "raise": 'shape=octagon, color="#b03030"',
    "branch": "shape=diamond",
    "loop": "shape=hexagon",
}
"""Attributes of the kinds of nodes."""


@dataclass(frozen=True)
class DotTarget(Target):
    """Control flow with sub-networks, costs and probabilities: ``dycl-opt … -t dot | dot -Tsvg``.

    Each function that is no sub-network is a cluster. The wider an arrow, the more often it is
    taken, where there is a profile (``annotate-profile``).

    Example::

        n0_2 [label="model.py:14", shape=diamond];
        n0_2 -> n0_3 [label="true 80 %", penwidth=3.4];
    """

    name = "dot"

    @override
    def emit(self, ctx: Context, module: ModuleOp, output: IO[str]) -> None:
        output.write('digraph {\n  node [fontname="sans-serif"];\n')
        with deep_recursion():
            for number, flow in enumerate(flow_trees(module)):
                graph = FlowGraph(flow, f"n{number}_")
                output.write(f"  subgraph cluster_{number} {{\n    label={_quoted(flow.name)};\n")
                for node in graph.nodes:
                    output.write(f"    {_node(node)}\n")
                for edge in graph.edges:
                    width = (
                        "" if edge.probability is None else f", penwidth={_width(edge.probability)}"
                    )
                    output.write(
                        f"    {edge.source} -> {edge.target} "
                        f"[label={_quoted(edge_label(edge))}{width}];\n"
                    )
                output.write("  }\n")
        output.write("}\n")


def _node(node: Node) -> str:
    label = "\\n".join(_escaped(line) for line in node.lines)
    return f'{node.name} [label="{label}", {STYLES[node.kind]}];'


def _width(probability: float) -> str:
    return f"{1 + 3 * probability:.1f}"


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
