"""Trains two dynamic networks, compiles them, and compares them with eager PyTorch.

Both run the 360 held-out digits one by one. Exits with 1 unless they agree on every digit's
prediction and path.

    python examples/demo.py
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import torch
from rich.console import Console
from rich.table import Table
from torch import Tensor, nn

import digits
import dycl
from dycl.errors import DyclError
from dycl.runtime.program import Program

Path = tuple[int, ...]
"""The parts that ran: blocks of the SkipNet, heads of the multi-exit CNN; each counted from 0."""
Branches = list[tuple[str, bool]]
"""The source line of each `if` that was reached, and whether its condition held."""

ROUNDS = 5  # how often each digit is timed


@dataclass(frozen=True)
class Subject:
    """A network, and how to tell which way an input took through it."""

    name: str
    net: nn.Module
    parts: nn.ModuleList
    path_of: Callable[[Branches], Path]
    way_of: Callable[[Path], list[str]]


@dataclass(frozen=True)
class Run:
    """What one side made of the held-out digits."""

    logits: list[Tensor]
    paths: list[Path]

    def predictions(self) -> list[int]:
        return [int(logits.argmax()) for logits in self.logits]


def subjects() -> list[Subject]:
    skipnet = digits.trained_skipnet()
    multi_exit = digits.trained_multi_exit()
    last = len(multi_exit.heads) - 1

    def blocks(branches: Branches) -> Path:
        return tuple(index for index, (_, taken) in enumerate(branches) if taken)

    def heads(branches: Branches) -> Path:
        exits = (index for index, (_, taken) in enumerate(branches) if taken)
        return tuple(range(next(exits, last) + 1))

    return [
        Subject(
            "SkipNet",
            skipnet,
            skipnet.blocks,
            blocks,
            lambda path: [f"ran block {index + 1}" for index in path],
        ),
        Subject(
            "multi-exit CNN",
            multi_exit,
            multi_exit.heads,
            heads,
            lambda path: [f"left at exit {len(path)}"],
        ),
    ]


def run_eager(subject: Subject, images: list[Tensor]) -> Run:
    run = Run([], [])
    ran: list[int] = []

    def recorder(index: int) -> Callable[..., None]:
        return lambda *_: ran.append(index)

    hooks = [
        part.register_forward_hook(recorder(index)) for index, part in enumerate(subject.parts)
    ]
    for image in images:
        ran.clear()
        run.logits.append(subject.net(image))
        run.paths.append(tuple(ran))
    for hook in hooks:
        hook.remove()
    return run


def run_compiled(subject: Subject, compiled: Program, images: list[Tensor]) -> Run:
    run = Run([], [])
    for image in images:
        logits, branches = compiled.trace(image)
        run.logits.append(logits)
        run.paths.append(subject.path_of(branches))
    return run


def latencies(
    first: Callable[[Tensor], Tensor], second: Callable[[Tensor], Tensor], images: list[Tensor]
) -> tuple[float, float]:
    """The median time in ms of a call of each, measured alternately on every image."""
    times: tuple[list[float], list[float]] = ([], [])
    with digits.progress("Timing", ROUNDS) as report:
        for _ in range(ROUNDS):
            for image in images:
                for call, taken in zip((first, second), times):
                    start = time.perf_counter()
                    call(image)
                    taken.append(1000 * (time.perf_counter() - start))
            report(f"{statistics.median(times[0]):.3f} and {statistics.median(times[1]):.3f} ms")
    return statistics.median(times[0]), statistics.median(times[1])


def compare(subject: Subject, table: Table) -> bool:
    """Add the subject's rows to `table`; whether both sides agree on every digit."""
    data = digits.digits()
    images = list(data.test_images.split(1))
    labels = data.test_labels.tolist()
    compiled = dycl.compile(subject.net, (images[0],))
    eager = run_eager(subject, images)
    ours = run_compiled(subject, compiled, images)
    eager_ms, our_ms = latencies(subject.net, compiled, images)

    def accuracy(run: Run) -> str:
        right = sum(map(int.__eq__, run.predictions(), labels))
        return f"{100 * right / len(labels):.1f} %"

    answers = zip(eager.predictions(), eager.paths, ours.predictions(), ours.paths)
    agree = sum((p, way) == (q, our_way) for p, way, q, our_way in answers)
    difference = max((a - b).abs().max().item() for a, b in zip(eager.logits, ours.logits))
    ways = [
        Counter(way for path in run.paths for way in subject.way_of(path)) for run in (eager, ours)
    ]

    table.add_section()
    table.add_row(f"[bold]{subject.name}", "", "")
    table.add_row("accuracy", accuracy(eager), accuracy(ours))
    for way in sorted(ways[0] | ways[1]):
        table.add_row(f"digits that {way}", str(ways[0][way]), str(ways[1][way]))
    table.add_row("median latency", f"{eager_ms:.3f} ms", f"{our_ms:.3f} ms")
    table.add_row("  times as fast", "", f"{eager_ms / our_ms:.2f}")
    table.add_row("same prediction and path", "", f"{agree} of {len(images)}")
    table.add_row("largest difference of a logit", "", f"{difference:.1e}")
    return agree == len(images)


@torch.no_grad()
def main() -> int:
    table = Table("held-out digits, one by one", title="Eager PyTorch and dycl")
    table.add_column("eager", justify="right")
    table.add_column("dycl", justify="right")
    try:
        agreed = [compare(subject, table) for subject in subjects()]
    except DyclError as error:
        print(error, file=sys.stderr)
        return 1
    Console().print(table)
    if not all(agreed):
        print("dycl and eager PyTorch disagree.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
