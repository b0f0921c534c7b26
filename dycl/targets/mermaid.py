"""The target ``mermaid``: the control flow as a flowchart, which GitHub draws in Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from typing_extensions import override
from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.utils.target import Target

from dycl.analysis.flow_graph import FlowGraph, edge_label
from dycl.analysis.flow_tree import flow_trees
from dycl.recursion import deep_recursion

SHAPES = {
    "start": ("([", "])"),
    "end": ("([", "])"),
    "subnetwork": ("[[", "]]"),
    "call": ("[", "]"),
    "host": ("[", "]"),
    "raise": (">", "]"),
    "branch": ("{", "}"),
    "loop": ("{{", "}}"),
}
"""The brackets of the kinds of nodes."""


@dataclass(frozen=True)
class MermaidTarget(Target):
    """Control flow with sub-networks, costs and probabilities as a Mermaid flowchart.

    Example::

        flowchart TD
          n0_2{"model.py:14"}
          n0_2 -->|"true 80 %"| n0_3
    """

    name = "mermaid"

    @override
    def emit(self, ctx: Context, module: ModuleOp, output: IO[str]) -> None:
        output.write("flowchart TD\n")
        with deep_recursion():
            for number, flow in enumerate(flow_trees(module)):
                graph = FlowGraph(flow, f"n{number}_")
                for node in graph.nodes:
                    opening, closing = SHAPES[node.kind]
                    text = "<br>".join(_escaped(line) for line in node.lines)
                    output.write(f'  {node.name}{opening}"{text}"{closing}\n')
                for edge in graph.edges:
                    label = edge_label(edge)
                    arrow = f'-->|"{_escaped(label)}"|' if label else "-->"
                    output.write(f"  {edge.source} {arrow} {edge.target}\n")


def _escaped(text: str) -> str:
    """Mermaid's entities are written with ``#``."""
    for character, entity in (("#", "#35;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;")):
        text = text.replace(character, entity)
    return text
