"""A pool of worker processes that TVM runs in; this process imports neither TVM nor PyTorch for
them.
"""

from __future__ import annotations

import json
import os
import queue
import re
import select
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dycl
from dycl.errors import ToolchainError
from dycl.toolchain import RelayToolchain

_POLL_SECONDS = 0.1
_MESSAGE_LINES = 12


@dataclass(frozen=True)
class Task:
    """One message for a worker, and how to call it in an error: the sub-network's name."""

    label: str
    message: Mapping[str, Any]


def run_tasks(
    tasks: Sequence[Task],
    toolchain: RelayToolchain,
    *,
    workers: int,
    timeout: float,
    finished: Callable[[str, Any], None],
) -> None:
    """Run every task in one of at most ``workers`` processes.

    ``finished(label, result)`` is called in this thread as each ends. The first task that fails,
    crashes its worker or takes longer than ``timeout`` seconds raises :class:`ToolchainError`; no
    process is left.
    """
    waiting: queue.SimpleQueue[Task] = queue.SimpleQueue()
    for task in tasks:
        waiting.put(task)
    results: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
    stop = threading.Event()

    def drive() -> None:
        with _Worker(toolchain, timeout, stop) as worker:
            while not stop.is_set():
                try:
                    task = waiting.get_nowait()
                except queue.Empty:
                    return
                try:
                    results.put((task.label, worker.run(task)))
                except BaseException as error:
                    results.put((task.label, error))
                    return

    threads = [threading.Thread(target=drive) for _ in range(max(1, min(workers, len(tasks))))]
    try:
        for thread in threads:
            thread.start()
        for _ in tasks:
            label, result = results.get()
            if isinstance(result, BaseException):
                raise result
            finished(label, result)
    finally:
        stop.set()
        for thread in threads:
            thread.join()


class _Worker:
    """One worker process, started by the thread that uses it and ended with it."""

    def __init__(self, toolchain: RelayToolchain, timeout: float, stop: threading.Event) -> None:
        self._timeout = timeout
        self._stop = stop
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 (closed by __exit__)
        root = str(Path(dycl.__file__).parent.parent)
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "dycl.backends.relay.worker", toolchain.to_text()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,  # an interrupt from the keyboard is the parent's to handle
        )

    def __enter__(self) -> _Worker:
        return self

    def __exit__(self, *exception: object) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._log.close()

    def run(self, task: Task) -> Any:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(task.message).encode() + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            pass  # it died while starting; reading the reply tells why
        reply = self._read_reply(task.label)
        if "error" in reply:
            raise ToolchainError(f"TVM cannot compile {task.label}: {_first_lines(reply['error'])}")
        return reply["ok"]

    def _read_reply(self, label: str) -> dict[str, Any]:
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        deadline = time.monotonic() + self._timeout
        received = b""
        while not received.endswith(b"\n"):
            if self._stop.is_set():
                raise ToolchainError(f"compiling {label} was given up")
            if time.monotonic() > deadline:
                raise ToolchainError(
                    f"compiling {label} took longer than {self._timeout:g} s",
                    hint="allow more time with the option `timeout`",
                )
            if select.select([descriptor], [], [], _POLL_SECONDS)[0]:
                chunk = os.read(descriptor, 1 << 16)
                if not chunk:
                    raise self._crash(label)
                received += chunk
        return json.loads(received)

    def _crash(self, label: str) -> ToolchainError:
        code = self._process.wait()
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        self._log.seek(0)
        said = _first_lines(self._log.read().decode(errors="replace"))
        return ToolchainError(
            f"TVM crashed while compiling {label} ({how}): {said or 'no message'}"
        )


def _first_lines(text: str) -> str:
    """What is worth reading of a message of TVM's: without its stack frames, and not too long."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    noise = re.compile(
        r"^\s*(\d+: |Stack trace|(\w+: )?Traceback|File \"|at .*\.(cc|h|py):|\[bt\])"
    )
    lines = [line.rstrip() for line in text.splitlines()]
    kept = [line for line in lines if line.strip() and not noise.match(line)]
    return "\n".join(kept[:_MESSAGE_LINES])
