"""A process for each candidate: what one does to memory, or a crash, is nobody else's.

The parent sends a method's name and arguments, the process answers with the value or a reason.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.answers import TOLERANCE, compare, leaves, magnitude
from benchmarks.case import Case, prepare_case
from benchmarks.results import Agreement, HostCost, Measurement

_SETTLE_SECONDS = 0.02
"""Before timing; other candidates' threads spin for a while after their last call."""

_SAMPLES = 3
_SAMPLED_MS = 20
"""An input is called so many times in a round, or until they took so long; the median counts."""


class WorkerError(Exception):
    """A process failed, crashed or took too long; the message is the reason."""


class Worker:
    """The parent's end of a process, which prints to ``log``; see :func:`limited`."""

    def __init__(self, name: str, log: Path) -> None:
        self.name = name
        context = multiprocessing.get_context("spawn")
        self._connection, child = context.Pipe()
        log.parent.mkdir(parents=True, exist_ok=True)
        self._process = context.Process(target=_serve, args=(child, name, str(log)))
        self._process.start()
        child.close()

    def ask(self, method: str, *args: Any, timeout: float) -> Any:
        """Call a method of the process; raises WorkerError with the reason where that fails."""
        self.send(method, *args)
        return self.receive(timeout)

    def send(self, method: str, *args: Any) -> None:
        """The first half of :meth:`ask`."""
        with suppress(BrokenPipeError):
            self._connection.send((method, args))

    def receive(self, timeout: float) -> Any:
        """The second half of :meth:`ask`; ``timeout`` is in seconds."""
        try:
            if not self._connection.poll(timeout):
                self.stop()
                raise WorkerError(f"took longer than {timeout:.0f} s")
            is_value, value = self._connection.recv()
        except (EOFError, ConnectionError):
            self._process.join(10)
            raise WorkerError(f"crashed with exit code {self._process.exitcode}") from None
        if not is_value:
            raise WorkerError(value)
        return value

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._connection.close()


@contextmanager
def limited(threads: int) -> Iterator[None]:
    """Processes started inside use ``threads`` cores, and each library as many threads.

    Some libraries make their threads when they are imported, so later would be too late.
    """
    cores = os.sched_getaffinity(0)
    variables = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")
    before = {name: os.environ.get(name) for name in variables}
    os.sched_setaffinity(0, sorted(cores)[:threads])
    os.environ.update(dict.fromkeys(variables, str(threads)))
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _serve(connection: Connection, name: str, log: str) -> None:
    # A network may print; that costs all candidates the same.
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    served = _Served(name)
    while True:
        try:
            method, args = connection.recv()
        except EOFError:
            return
        try:
            connection.send((True, getattr(served, method)(*args)))
        except BaseException as error:
            traceback.print_exc()
            sys.stderr.flush()
            from benchmarks.candidates import CannotTakeError, first_line

            is_plain = isinstance(error, CannotTakeError)
            connection.send((False, str(error) if is_plain else first_line(error)))


class _Served:
    """The process's end."""

    def __init__(self, name: str) -> None:
        self._name = name

    def prepare_case(self, *args: Any) -> Case:
        import torch

        # Two threads that wait for each other take many times as long on a busy machine.
        torch.set_num_threads(1)
        return prepare_case(*args)

    def prepare(self, case: Case) -> Measurement:
        """Compile, call each timed input for the first time, and check the outputs."""
        from benchmarks.candidates import CannotTakeError, prepare

        _find_networks()
        self._ready = ready = prepare(self._name, case)
        self._timed = [ready.inputs[index] for index in case.timed]
        start = time.perf_counter()
        ready.call(*self._timed[0])
        first = time.perf_counter()
        found = [leaves(ready.call(*args)) for args in self._timed]
        last = time.perf_counter()
        expected = [ready.references[index] for index in case.timed]
        agreement = compare(expected, found)
        if agreement.differing:
            raise CannotTakeError(
                f"wrong answer to {agreement.differing} of {agreement.inputs} inputs"
            )
        if agreement.largest > TOLERANCE * magnitude(expected):
            raise CannotTakeError(f"outputs are off by up to {agreement.largest:.3g}")
        return Measurement(
            self._name,
            compile_seconds=ready.compile_seconds,
            first_call_seconds=first - start,
            warm_up_seconds=last - start,
            size=ready.size,
            agreement=agreement,
        )

    def check_all(self) -> Agreement:
        """Compare the answers to all inputs."""
        ready = self._ready
        found = [leaves(ready.call(*args)) for args in ready.inputs]
        return compare(ready.references, found)

    def time(self) -> list[float]:
        """One round: the time of each input, ms."""
        call, timed = self._ready.call, self._timed
        time.sleep(_SETTLE_SECONDS)
        gc.collect()
        gc.disable()
        self._warm_up()
        times: list[float] = []
        for args in timed:
            samples: list[float] = []
            while len(samples) < _SAMPLES and sum(samples) < _SAMPLED_MS:
                start = time.perf_counter_ns()
                call(*args)
                samples.append((time.perf_counter_ns() - start) / 1e6)
            times.append(median(samples))
        gc.enable()
        return times

    def _warm_up(self) -> None:
        """Call all inputs once, or as many as fit into 50 ms."""
        start = time.perf_counter()
        for args in self._timed:
            self._ready.call(*args)
            if time.perf_counter() - start > 0.05:
                return

    def host_cost(self) -> HostCost:
        from benchmarks.host_cost import measure_host_cost

        return measure_host_cost(self._ready.program, self._timed)

    def start_peak_memory(self) -> None:
        """Forget what was for checking only, and the highest memory so far."""
        self._ready.inputs = []
        self._ready.references = []
        gc.collect()
        with suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5")

    def peak_memory(self) -> float:
        """Since :meth:`start_peak_memory`, MB."""
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
        raise OSError("the system does not tell a process's memory")


def _find_networks() -> None:
    """Make the modules of pickled networks importable."""
    from benchmarks.subjects import EXAMPLES

    sys.path[:0] = [str(EXAMPLES), str(Path(__file__).parent)]
