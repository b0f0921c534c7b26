"""Tunes sub-networks: measures schedules of their kernels, and the fastest are used from then on.

What was measured is kept in the cache folder, line by line, so tuning can be stopped at any time
and goes on where it was stopped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dycl.backends.relay.compile import CompileRequest
from dycl.backends.relay.workers import Task, run_tasks
from dycl.toolchain import RelayToolchain


@dataclass(frozen=True)
class TuningLogs:
    """A folder with a file of AutoTVM's records for each kernel, and the kernels of each
    sub-network.
    """

    directory: Path
    target: str
    toolchain: RelayToolchain

    def kernels(self, relay: str) -> tuple[str, ...] | None:
        """The kernels of the sub-network with this text, None where it has not been tuned."""
        try:
            return tuple(json.loads(self._path(relay, "json").read_text()))
        except (OSError, ValueError):
            return None

    def keep_kernels(self, relay: str, kernels: Sequence[str]) -> None:
        path = self._path(relay, "json")
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        partial.write_text(json.dumps(kernels))
        partial.replace(path)

    def records(self, kernel: str) -> list[str]:
        """What was measured of a kernel, in order; a line that was cut off is left out."""
        try:
            text = self._path(kernel, "log").read_text()
        except OSError:
            return []
        return [line for line in text.splitlines() if _is_record(line)]

    def append(self, kernel: str, record: str) -> None:
        path = self._path(kernel, "log")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a") as file:
            file.write(record + "\n")

    def best(self, relay: str) -> tuple[str, ...]:
        """The record of the fastest schedule of each kernel of a sub-network."""
        logs = [self.records(kernel) for kernel in self.kernels(relay) or ()]
        return tuple(min(records, key=seconds) for records in logs if records)

    def _path(self, text: str, kind: str) -> Path:
        key = json.dumps([text, self.target, self.toolchain.identity])
        return self.directory / f"{hashlib.sha256(key.encode()).hexdigest()}.{kind}"


def tune(
    requests: Sequence[CompileRequest],
    logs: TuningLogs,
    *,
    trials: int,
    timeout: float,
    progress: Callable[[int, int], None],
) -> None:
    """Measure until each kernel of the sub-networks has had ``trials`` trials, earlier ones
    included.

    ``progress`` is called with the number of trials that are done, and of all.
    """
    _find_kernels(requests, logs, timeout)
    kernels = dict.fromkeys(
        kernel for request in requests for kernel in logs.kernels(request.relay) or ()
    )
    tasks: list[Task] = []
    for kernel in kernels:
        measured = logs.records(kernel)
        message = {"task": "trial", "workload": kernel, "target": logs.target, "measured": measured}
        tasks += [Task(kernel, message)] * (trials - len(measured))
    total = len(kernels) * trials
    done = total - len(tasks)
    progress(done, total)

    def finish(kernel: str, record: str) -> None:
        nonlocal done
        done += 1
        if record:
            logs.append(kernel, record)
        progress(done, total)

    if tasks:  # one after the other: what is measured wants the machine for itself
        run_tasks(tasks, logs.toolchain, workers=1, timeout=timeout, finished=finish)


def _find_kernels(requests: Sequence[CompileRequest], logs: TuningLogs, timeout: float) -> None:
    texts = {request.name: request.relay for request in requests}
    tasks = [
        Task(name, {"task": "kernels", "name": name, "text": text, "target": logs.target})
        for name, text in texts.items()
        if logs.kernels(text) is None
    ]

    def finish(name: str, kernels: Sequence[str]) -> None:
        logs.keep_kernels(texts[name], kernels)

    if tasks:
        run_tasks(tasks, logs.toolchain, workers=1, timeout=timeout, finished=finish)


def seconds(record: str) -> float:
    """How long the kernel of a record took; more than ever for one that could not be run."""
    return json.loads(record)["result"][0][0]


def _is_record(line: str) -> bool:
    try:
        return float(seconds(line)) > 0
    except (ValueError, KeyError, IndexError, TypeError):
        return False
