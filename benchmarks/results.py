"""What a run found: to and from JSON, and the statistics of it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import fmean, median, quantiles
from typing import Any

EAGER, TORCH_COMPILE, TORCHSCRIPT = "eager", "torch.compile", "TorchScript"
ONNX_RUNTIME, DYCL, DYCL_NATIVE = "ONNX Runtime", "dycl", "dycl native"
CANDIDATES = (EAGER, TORCH_COMPILE, TORCHSCRIPT, ONNX_RUNTIME, DYCL, DYCL_NATIVE)
"""In the order of the tables' columns."""


@dataclass(frozen=True)
class Spread:
    """A median and the quartiles around it."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        """Of one value or more."""
        ordered = sorted(values)
        if len(ordered) < 2:
            return cls(ordered[0], ordered[0], ordered[0])
        low, middle, high = quantiles(ordered, n=4, method="inclusive")
        return cls(middle, low, high)


@dataclass(frozen=True)
class Agreement:
    """How the answers to ``inputs`` inputs compare with eager's: DyCL's η and δ.

    ``differing`` counts inputs whose answer (see ``answers.py``) differs, ``largest`` is the
    largest absolute difference of any floating-point output among the others.
    """

    inputs: int
    differing: int
    largest: float

    @property
    def eta(self) -> float:
        """The share of inputs whose answer differs, 0 to 1."""
        return self.differing / self.inputs

    @property
    def delta(self) -> float:
        """The decimal logarithm of the largest difference; minus infinity where all are equal."""
        return math.log10(self.largest) if self.largest > 0 else -math.inf


@dataclass(frozen=True)
class KernelTime:
    """A sub-network's calls while the program runs all timed inputs once, and their time, ms."""

    name: str
    calls: int
    time: float


@dataclass(frozen=True)
class HostCost:
    """Mean time, ms, of a call of the whole program and of its sub-networks alone."""

    whole: float
    kernels: float
    calls: float
    profile: list[KernelTime] = field(default_factory=list)

    @property
    def share(self) -> float:
        """What is not kernels, of the whole, 0 to 1; noise can make it a little negative."""
        return 1 - self.kernels / self.whole


@dataclass
class Measurement:
    """One candidate. ``reason`` says why the rest is missing.

    Times are in ms unless named otherwise. ``times`` has a row for each round with a number for
    each timed input. ``warm_up`` is the first pass over all timed inputs, in seconds;
    ``peak_memory`` is of the process while it ran, in MB, after compiling; ``size`` is of what must
    be deployed, in bytes.
    """

    candidate: str
    reason: str | None = None
    times: list[list[float]] = field(default_factory=list)
    compile_seconds: float | None = None
    first_call_seconds: float | None = None
    warm_up_seconds: float | None = None
    peak_memory: float | None = None
    size: int | None = None
    agreement: Agreement | None = None
    host: HostCost | None = None

    def medians(self) -> list[float]:
        """The median time of each input."""
        return [median(column) for column in zip(*self.times, strict=True)]

    def spread(self) -> Spread:
        """Of the rounds' means over the inputs."""
        return Spread.of(fmean(row) for row in self.times)


@dataclass
class Result:
    """One subject at one batch size.

    ``paths`` gives for each timed input the number of its path and how many layers ran;
    ``path_count`` is how many paths all checked inputs took.
    """

    subject: str
    title: str
    batch: int
    is_paper: bool
    commit: str
    machine: dict[str, str]
    threads: int
    load: tuple[float, float]
    paths: list[tuple[int, int]]
    path_count: int
    measurements: list[Measurement]
    reason: str | None = None

    def measurement(self, candidate: str) -> Measurement | None:
        """The candidate's, if it was timed."""
        for each in self.measurements:
            if each.candidate == candidate and each.times:
                return each
        return None

    def ratios(self, slow: str, fast: str) -> list[list[float]]:
        """Time of ``slow`` over time of ``fast``, a row for each round, a number for each input."""
        left, right = self.measurement(slow), self.measurement(fast)
        if left is None or right is None:
            return []
        return [
            [a / b for a, b in zip(slow_row, fast_row, strict=True)]
            for slow_row, fast_row in zip(left.times, right.times, strict=True)
        ]

    def speedup(self, slow: str, fast: str) -> Spread | None:
        """How many times faster: the rounds' ratios of the mean over all inputs."""
        left, right = self.measurement(slow), self.measurement(fast)
        if left is None or right is None:
            return None
        return Spread.of(fmean(a) / fmean(b) for a, b in zip(left.times, right.times, strict=True))

    def path_speedups(self, slow: str, fast: str) -> list[Spread]:
        """The same for each input by itself."""
        return [Spread.of(column) for column in zip(*self.ratios(slow, fast), strict=True)]

    def write(self, folder: Path) -> None:
        """Write ``SUBJECT-bBATCH.json``."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.subject}-b{self.batch}.json"
        path.write_text(json.dumps(asdict(self), ensure_ascii=False) + "\n")

    @classmethod
    def read(cls, path: Path) -> Result:
        """Read what :meth:`write` wrote."""
        value: dict[str, Any] = json.loads(path.read_text())
        value["load"] = tuple(value["load"])
        value["paths"] = [tuple(each) for each in value["paths"]]
        value["measurements"] = [_measurement(each) for each in value["measurements"]]
        return cls(**value)


def _measurement(value: dict[str, Any]) -> Measurement:
    if value["agreement"] is not None:
        value["agreement"] = Agreement(**value["agreement"])
    if value["host"] is not None:
        host = value["host"]
        host["profile"] = [KernelTime(**each) for each in host["profile"]]
        value["host"] = HostCost(**host)
    return Measurement(**value)
