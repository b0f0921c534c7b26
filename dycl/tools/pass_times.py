"""``dycl-opt --time-passes``: how long each pass took, as a table."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import IO

from typing_extensions import override
from xdsl.dialects.builtin import ModuleOp
from xdsl.passes import ModulePass

from dycl.tools.pass_run import PassObserver


@dataclass
class PassTimer(PassObserver):
    """Writes the wall-clock seconds of each pass, its share, and the operations that it left.

    Verification is not counted. Other observers that run between passes are counted neither if
    this one is the last of them.
    """

    output: IO[str]
    _rows: list[tuple[str, float, int]] = field(
        default_factory=list[tuple[str, float, int]], init=False
    )
    _start: float = 0.0
    _end: float = 0.0

    @override
    def pass_ended(self) -> None:
        self._end = time.perf_counter()

    @override
    def before_pipeline(self, module: ModuleOp) -> None:
        self._rows = []

    @override
    def after_pass(self, pass_: ModulePass, module: ModuleOp) -> None:
        self._rows.append((pass_.name, self._end - self._start, sum(1 for _ in module.walk())))

    @override
    def before_pass(self, pass_: ModulePass, module: ModuleOp) -> None:
        self._start = time.perf_counter()

    @override
    def after_pipeline(self) -> None:
        total = sum(seconds for _, seconds, _ in self._rows)
        width = max([len(name) for name, _, _ in self._rows] + [len("total")])
        self.output.write(f"{'pass':{width}}   seconds   share   operations\n")
        for name, seconds, count in self._rows:
            share = seconds / total if total else 0.0
            self.output.write(f"{name:{width}} {seconds:9.4f} {share:7.1%} {count:12}\n")
        self.output.write(f"{'total':{width}} {total:9.4f}\n")
