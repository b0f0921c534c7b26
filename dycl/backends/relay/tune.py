"""What a worker process does to tune a sub-network: TVM's AutoTVM, one trial at a time."""

from __future__ import annotations

import importlib
import json
import time
from collections.abc import Sequence
from functools import cache
from io import StringIO
from typing import Any, cast

import numpy as np

from dycl.backends.relay.schedules import rules
from dycl.errors import ToolchainError

_REPEATS = 7
_REPEAT_MILLISECONDS = 10
_FAILED_SECONDS = 1e9


def applied(records: Sequence[str]) -> Any:
    """A context in which TVM takes the best schedules of ``records``, where there are any."""
    autotvm: Any = importlib.import_module("tvm.autotvm")
    return autotvm.apply_history_best(StringIO("\n".join(records)))


def workloads(module: Any, target: str) -> tuple[str, ...]:
    """The kernels of a Relay module that TVM has schedules with choices for, each as text for
    :func:`run_trial`.
    """
    tvm: Any = importlib.import_module("tvm")
    autotvm: Any = importlib.import_module("tvm.autotvm")
    with rules():
        tasks = autotvm.task.extract_from_program(
            module, params={}, target=tvm.target.Target(target)
        )
    return tuple(dict.fromkeys(json.dumps([task.name, task.args]) for task in tasks))


def run_trial(workload: str, target: str, measured: Sequence[str]) -> str:
    """Compile and measure one more schedule of a kernel; returns AutoTVM's record of it.

    The first is the one that is taken untuned; then they are drawn at random. Those in the records
    ``measured`` are left out. "" means that there are no others.
    """
    search = _search(workload, target, tuple(measured))
    return search.next_record()


class _Search:
    """The schedules of one kernel that have not been measured yet."""

    def __init__(self, workload: str, target: str, measured: Sequence[str]) -> None:
        self._tvm: Any = importlib.import_module("tvm")
        self._autotvm: Any = importlib.import_module("tvm.autotvm")
        name, arguments = _as_tuples(json.loads(workload))
        self._target = self._tvm.target.Target(target)
        self._task = self._autotvm.task.create(name, arguments, self._target)
        self._tuner = self._autotvm.tuner.RandomTuner(self._task)
        indices = [json.loads(record)["config"]["index"] for record in measured]
        self._tuner.visited = [index for index in indices if index is not None and index >= 0]
        self._has_default = len(indices) > len(self._tuner.visited)

    def next_record(self) -> str:
        if not self._has_default:
            self._has_default = True
            return self._record(self._default())
        if not self._tuner.has_next():
            return ""
        (config,) = self._tuner.next_batch(1)
        return self._record(config)

    def _default(self) -> Any:
        """The schedule that is taken untuned; its index is negative."""
        with rules() as context, self._target:
            self._task.func(*self._task.args)
            config = context.query(self._target, self._task.workload)
        entity: Any = importlib.import_module("tvm.autotvm.task.space").ConfigEntity
        return entity(-1, config.code_hash, config._entity_map, [])

    def _record(self, config: Any) -> str:
        started = time.time()
        try:
            cost, failed = self._seconds(config), 0
        except Exception:  # a schedule that can't be compiled is one of many
            cost, failed = _FAILED_SECONDS, 1
        measure = self._autotvm.measure
        given = measure.MeasureInput(self._target, self._task, config)
        now = time.time()
        result = measure.MeasureResult((cost,), failed, now - started, now)
        return self._autotvm.record.encode(given, result)

    def _seconds(self, config: Any) -> float:
        scope = self._autotvm.env.GLOBAL_SCOPE
        scope.in_tuning = True  # inputs have the layout that the schedule wants
        try:
            with self._target:
                schedule, parameters = self._task.instantiate(config)
                kernel = self._tvm.build(schedule, parameters, self._target)
        finally:
            scope.in_tuning = False
        generator = np.random.default_rng(0)
        arrays = [
            self._tvm.nd.array(
                generator.uniform(-1, 1, [int(size) for size in each.shape]).astype(each.dtype)
            )
            for each in parameters
        ]
        evaluator = kernel.time_evaluator(
            kernel.entry_name,
            self._tvm.cpu(),
            number=1,
            repeat=_REPEATS,
            min_repeat_ms=_REPEAT_MILLISECONDS,
        )
        # Other work on the machine makes a kernel slower and never faster.
        return min(evaluator(*arrays).results)


@cache
def _search(workload: str, target: str, measured: tuple[str, ...]) -> _Search:
    """One for all trials in this process; ``measured`` is what was known before the first."""
    try:
        return _Search(workload, target, measured)
    except ValueError as error:
        raise ToolchainError(f"the tuning log is damaged: {error}") from error


def _as_tuples(value: Any) -> Any:
    return tuple(map(_as_tuples, cast("list[Any]", value))) if isinstance(value, list) else value
