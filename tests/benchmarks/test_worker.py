"""A candidate that crashes, hangs or fails becomes a reason."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.worker import Worker, WorkerError, limited


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Worker]:
    made = Worker("eager", tmp_path / "log")
    yield made
    made.stop()


def test_an_exception_is_a_reason_and_the_process_lives_on(worker: Worker, tmp_path: Path):
    with pytest.raises(WorkerError, match="AttributeError: '_Served' object has no attribute 'x'"):
        worker.ask("x", timeout=60)
    assert worker.ask("peak_memory", timeout=60) > 1
    assert "Traceback" in (tmp_path / "log").read_text()


def test_processes_started_inside_are_limited():
    cores, threads = os.sched_getaffinity(0), os.environ.get("OMP_NUM_THREADS")
    with limited(1):
        show = "import os; print(os.environ['OMP_NUM_THREADS'], len(os.sched_getaffinity(0)))"
        done = subprocess.run(
            [sys.executable, "-c", show], capture_output=True, text=True, check=True
        )
    assert done.stdout == "1 1\n"
    assert (os.sched_getaffinity(0), os.environ.get("OMP_NUM_THREADS")) == (cores, threads)


def test_a_crash_is_a_reason(worker: Worker):
    worker.ask("peak_memory", timeout=60)
    assert worker._process.pid is not None
    worker._process.kill()
    with pytest.raises(WorkerError, match="crashed with exit code -9"):
        worker.ask("peak_memory", timeout=60)


def test_a_hang_is_a_reason(worker: Worker):
    worker.ask("peak_memory", timeout=60)
    with pytest.raises(WorkerError, match="took longer than 0 s"):
        worker.receive(0.1)
