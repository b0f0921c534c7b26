"""The control flow of a program as nodes and edges, for languages that draw graphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dycl.analysis.flow_tree import Branch, Flow, Loop, Step, Work, flops_text


@dataclass(frozen=True)
class Node:
    """A box: ``kind`` is that of a Work, or ``start``, ``end``, ``branch`` or ``loop``."""

    name: str
    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Edge:
    """An arrow from node to node; ``label`` is the way of a branch, with its probability."""

    source: str
    target: str
    label: str = ""
    probability: float | None = None


@dataclass
class FlowGraph:
    """The picture of one function."""

    flow: Flow
    prefix: str
    nodes: list[Node] = field(default_factory=list[Node], init=False)
    edges: list[Edge] = field(default_factory=list[Edge], init=False)

    def __post_init__(self) -> None:
        start = self._node("start", (f"@{self.flow.name}",))
        loose = self._steps(self.flow.steps, [Edge(start, "")])
        if loose:
            self._node("end", ("return",), loose)

    def _node(self, kind: str, lines: Sequence[str], loose: Sequence[Edge] = ()) -> str:
        """A node at which the ``loose`` edges, which have no target yet, end."""
        name = f"{self.prefix}{len(self.nodes)}"
        self.nodes.append(Node(name, kind, tuple(line for line in lines if line)))
        self.edges += [Edge(e.source, name, e.label, e.probability) for e in loose]
        return name

    def _steps(self, steps: Sequence[Step], loose: list[Edge]) -> list[Edge]:
        for step in steps:
            loose = self._step(step, loose)
        return loose

    def _step(self, step: Step, loose: list[Edge]) -> list[Edge]:
        match step:
            case Work():
                lines = (step.title, step.operators, flops_text(step.flops), step.place)
                name = self._node(step.kind, lines, loose)
                return [] if step.kind == "raise" else [Edge(name, "")]
            case Branch():
                name = self._node("branch", (step.title,), loose)
                ends: list[Edge] = []
                for arm in step.arms:
                    ends += self._steps(arm.steps, [Edge(name, "", arm.label, arm.probability)])
                return ends
            case Loop():
                count = "" if step.iterations is None else f"{step.iterations:.3g} times"
                name = self._node("loop", (step.title, count), loose)
                tested = self._steps(step.test, [Edge(name, "")])
                back = self._steps(step.body, [Edge(e.source, "", "again") for e in tested])
                self.edges += [Edge(e.source, name, e.label, e.probability) for e in back]
                return [Edge(e.source, "", "done") for e in tested]


def edge_label(edge: Edge) -> str:
    """``true 80 %``."""
    if edge.probability is None:
        return edge.label
    return f"{edge.label} {edge.probability:.0%}".replace("%", " %")
