"""Measures one subject: prepares all candidates, then lets them take turns."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.case import Case
from benchmarks.machine import current_commit, describe_machine, load
from benchmarks.results import CANDIDATES, DYCL, DYCL_NATIVE, EAGER, Measurement, Result
from benchmarks.subjects import Subject
from benchmarks.worker import Worker, WorkerError, limited

Report = Callable[[str], None]


@dataclass(frozen=True)
class Settings:
    """How to measure. ``inputs`` are timed, at most; ``seconds`` bounds the rounds of a subject.

    ``checked`` replaces the subjects' own number of inputs whose answers are compared; ``timeout``,
    in seconds, is for a candidate's compilation. ``is_concurrent`` has candidates compile side by
    side, which makes their compile times meaningless.
    """

    candidates: tuple[str, ...] = CANDIDATES
    threads: int = 2
    inputs: int = 8
    seconds: float = 60.0
    least_rounds: int = 7
    most_rounds: int = 50
    checked: int | None = None
    timeout: float = 1800.0
    is_concurrent: bool = False

    @classmethod
    def quick(cls, candidates: tuple[str, ...], threads: int) -> Settings:
        """Enough to see that everything works."""
        return cls(candidates, threads, 2, 1.0, 2, 3, 10, 60.0, True)


def measure(subject: Subject, batch: int, settings: Settings, logs: Path, report: Report) -> Result:
    """Run everything for one subject. Whatever fails becomes a reason in the result."""
    before = load()
    result = Result(
        subject.name,
        subject.title,
        batch,
        subject.is_paper,
        current_commit(),
        describe_machine(),
        settings.threads,
        (before, before),
        [],
        0,
        [],
    )
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dycl-bench-")))
        stack.enter_context(limited(settings.threads))

        def start(name: str) -> Worker:
            worker = Worker(name, logs / f"{subject.name}-b{batch}-{name}.log")
            stack.callback(worker.stop)
            return worker

        report("making inputs and running them on PyTorch")
        names = [name for name in CANDIDATES if name in settings.candidates]
        # Before the first of them computes, so that all start alike.
        workers = [start(name) for name in (EAGER, *names)]
        reference = workers.pop(0)
        try:
            checked = settings.checked or max(subject.checked // batch, settings.inputs)
            case: Case = reference.ask(
                "prepare_case",
                folder,
                subject,
                batch,
                settings.threads,
                settings.inputs,
                checked,
                timeout=settings.timeout,
            )
        except WorkerError as error:
            result.reason = f"PyTorch itself: {error}"
            return result
        reference.stop()
        result.paths = list(case.paths)
        result.path_count = case.path_count
        ready = _prepare(workers, case, result, settings, report)
        _take_turns(ready, settings, report)
        _finish(ready, settings, report)
    result.load = (before, load())
    return result


Prepared = list[tuple[Worker, Measurement]]


def _prepare(
    workers: Sequence[Worker], case: Case, result: Result, settings: Settings, report: Report
) -> Prepared:
    """Compile and check all candidates; those that can be timed."""
    ready: Prepared = []
    if settings.is_concurrent:
        for worker in workers:
            worker.send("prepare", case)
    for worker in workers:
        report(f"preparing {worker.name}")
        try:
            if settings.is_concurrent:
                measurement: Measurement = worker.receive(settings.timeout)
            else:
                measurement = worker.ask("prepare", case, timeout=settings.timeout)
            if worker.name in (DYCL, DYCL_NATIVE):
                measurement.agreement = worker.ask("check_all", timeout=settings.timeout)
            worker.ask("start_peak_memory", timeout=60)
            ready.append((worker, measurement))
        except WorkerError as error:
            worker.stop()
            measurement = Measurement(worker.name, reason=str(error))
        result.measurements.append(measurement)
    return ready


def _take_turns(ready: Prepared, settings: Settings, report: Report) -> None:
    """Round after round, every candidate in turn, each round beginning with another one."""
    start = time.perf_counter()
    for number in range(settings.most_rounds):
        passed = time.perf_counter() - start
        if number >= settings.least_rounds and passed * (number + 1) / number > settings.seconds:
            break
        report(f"round {number + 1}")
        shift = number % max(len(ready), 1)
        times: dict[str, list[float]] = {}
        for worker, measurement in [*ready[shift:], *ready[:shift]]:
            try:
                times[worker.name] = worker.ask("time", timeout=settings.timeout)
            except WorkerError as error:
                measurement.reason = str(error)
                measurement.times = []
        ready[:] = [each for each in ready if each[0].name in times]
        for worker, measurement in ready:
            measurement.times.append(times[worker.name])


def _finish(ready: Prepared, settings: Settings, report: Report) -> None:
    for worker, measurement in ready:
        report(f"memory and host cost of {worker.name}")
        try:
            measurement.peak_memory = worker.ask("peak_memory", timeout=60)
            if worker.name in (DYCL, DYCL_NATIVE):
                measurement.host = worker.ask("host_cost", timeout=settings.timeout)
        except WorkerError as error:
            # What was measured before stays.
            measurement.reason = str(error)
