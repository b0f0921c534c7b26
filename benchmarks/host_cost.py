"""How much of a compiled program's time is not kernels.

The calls of sub-networks that the program makes are written down, with the addresses of their
buffers, and then repeated from C: that is the kernels' time. The whole call's time less that is the
host's: Python or C, NumPy operators and the calls' own cost. It is small, so the least time of many
counts on both sides: what else the machine does only adds to it.
"""

from __future__ import annotations

import ctypes
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.results import HostCost, KernelTime
from dycl.runtime.program import Program
from dycl.runtime.subnetwork import CompiledSubnetwork

_SOURCE = """
#include <stdint.h>
#include <time.h>

typedef int32_t (*entry)(void *const *, void *const *, void *const *);
typedef struct { entry call; void **inputs, **constants, **outputs; } call;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

/* Adds each call's time in ms to times, and returns that of all. */
double replay(const call *calls, int32_t count, double *times) {
  double start = now(), last = start;
  for (int32_t i = 0; i < count; i++) {
    calls[i].call(calls[i].inputs, calls[i].constants, calls[i].outputs);
    double end = now();
    times[i] += end - last;
    last = end;
  }
  return last - start;
}
"""

_REPEATS = 40
"""At most, for each input."""

_SECONDS = 10.0
"""After which an input is not repeated again: large kernels hide what the host costs anyway."""


class _Call(ctypes.Structure):
    _fields_ = [
        ("call", ctypes.c_void_p),
        ("inputs", ctypes.POINTER(ctypes.c_void_p)),
        ("constants", ctypes.c_void_p),
        ("outputs", ctypes.POINTER(ctypes.c_void_p)),
    ]


class _Recorder:
    """The calls of sub-networks during one call of a program."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.calls: list[_Call] = []
        self.kept: list[Any] = []

    def record(self, subnetwork: CompiledSubnetwork, inputs: Sequence[Any], result: Any) -> None:
        outputs = result if subnetwork.record.tuple_result else (result,)
        # As the sub-network itself saw them: aligned, or a copy that is.
        fitting = subnetwork._fitting(tuple(inputs))
        self.kept += [fitting, outputs]
        self.names.append(subnetwork.record.name)
        self.calls.append(
            _Call(
                ctypes.cast(subnetwork._library[subnetwork.record.symbol], ctypes.c_void_p),
                _addresses(fitting),
                ctypes.cast(subnetwork._addresses, ctypes.c_void_p),
                _addresses(outputs),
            )
        )


def _addresses(arrays: Sequence[Any]) -> Any:
    return (ctypes.c_void_p * max(len(arrays), 1))(*[array.ctypes.data for array in arrays])


@contextmanager
def _recording(program: Program, recorder: _Recorder) -> Iterator[None]:
    """Inside, the program's sub-networks report to ``recorder``."""
    host = program._host
    original = {
        name: value for name, value in host.items() if isinstance(value, CompiledSubnetwork)
    }

    def wrap(subnetwork: CompiledSubnetwork) -> Any:
        def call(*inputs: Any) -> Any:
            result = subnetwork(*inputs)
            recorder.record(subnetwork, inputs, result)
            return result

        return call

    host.update({name: wrap(value) for name, value in original.items()})
    yield
    host.update(original)


def measure_host_cost(program: Program, inputs: Sequence[tuple[Any, ...]]) -> HostCost:
    """Compare calls of ``program`` with their sub-networks alone, taking turns."""
    with tempfile.TemporaryDirectory(prefix="dycl-") as folder:
        replay = _build(Path(folder))
        whole = kernels = calls = 0.0
        profile: defaultdict[str, list[float]] = defaultdict(list)
        for args in inputs:
            recorder = _Recorder()
            program(*args)
            with _recording(program, recorder):
                # The Python host program, whichever runs otherwise: both make the same calls.
                program.trace(*args)
            count = len(recorder.calls)
            array = (_Call * max(count, 1))(*recorder.calls)
            times = (ctypes.c_double * max(count, 1))()
            alone: list[float] = []
            all_of_it: list[float] = []
            replay(array, count, times)  # the buffers are in memory behind this
            ctypes.memset(times, 0, ctypes.sizeof(times))
            end = time.monotonic() + _SECONDS
            while len(alone) < _REPEATS and (not alone or time.monotonic() < end):
                alone.append(replay(array, count, times))
                program(*args)
                start = time.perf_counter_ns()
                program(*args)
                all_of_it.append((time.perf_counter_ns() - start) / 1e6)
            whole += min(all_of_it)
            kernels += min(alone)
            calls += count
            for name, spent in zip(recorder.names, times, strict=False):
                profile[name].append(spent / len(alone))
    entries = [KernelTime(name, len(spent), sum(spent)) for name, spent in profile.items()]
    entries.sort(key=lambda entry: -entry.time)
    count = len(inputs)
    return HostCost(whole / count, kernels / count, calls / count, entries)


def _build(folder: Path) -> Any:
    source, library = folder / "replay.c", folder / "replay.so"
    source.write_text(_SOURCE)
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", library, source], check=True)
    function = ctypes.CDLL(str(library)).replay
    function.restype = ctypes.c_double
    function.argtypes = [ctypes.c_void_p, ctypes.c_int32, ctypes.c_void_p]
    return function
