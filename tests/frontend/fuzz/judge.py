"""Compares a program, given as source text, with eager PyTorch by the reference interpreter."""

from __future__ import annotations

import importlib.util
import linecache
import math
import multiprocessing
import re
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import torch
from xdsl.dialects import scf

from dycl.errors import DyclError
from dycl.frontend import lower
from tests.frontend.fuzz.stages import Interpreted, Stage, stage_of

TOLERANCE = 1e-5
"""How much compiled code may differ from eager PyTorch, in absolute terms and relative."""

PATIENCE = 10
"""How many times as long as it computes a program may take, on a machine with other work."""


class Verdict(Enum):
    """What became of a program."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    WRONG = "wrong"
    SLOW = "slow"
    INVALID = "invalid"
    """It cannot be loaded, or raises on every input in eager PyTorch too."""


@dataclass(frozen=True)
class Judgement:
    """A verdict with its reason: a message without names and numbers, and in full."""

    verdict: Verdict
    reason: str = ""
    detail: str = ""
    failures: int = 0
    """On how many inputs eager PyTorch itself raised."""
    paths: PathSummary | None = None
    """Which paths the inputs took, of a program that is accepted."""


@dataclass(frozen=True)
class PathSummary:
    """Which ways through a program its inputs took."""

    paths: int
    """How many different ones."""
    sides: int
    """How many sides of branches and loop tests there are in the IR."""
    taken: int
    """How many of them some input took."""


def path_summary(program: Interpreted) -> PathSummary:
    """Of all calls of ``program``."""
    branches = [branch for call in program.recorders for branch in call.branches]
    return PathSummary(
        paths=len({call.outcomes for call in program.recorders}),
        sides=2 * sum(isinstance(op, scf.IfOp | scf.WhileOp) for op in program.module.walk()),
        taken=len({(id(branch.op), branch.outcome) for branch in branches}),
    )


def load(source: str, name: str, folder: Path) -> torch.nn.Module:
    """The module ``Program`` of ``source``, written to ``folder`` and imported as ``name``."""
    path = folder / f"{name}.py"
    path.write_text(source)
    linecache.checkcache(str(path))
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    torch.manual_seed(0)
    return module.Program().eval()


def inputs() -> list[torch.Tensor]:
    """Inputs of several sizes and signs, so that different paths are taken."""
    generator = torch.Generator().manual_seed(1)
    scales = [1.0, 1.0, 1.0, 0.3, 2.0, 1.0, 1.0, 1.0, 0.1, 4.0, 2.0, 0.5, 1.0, 1.0, 3.0]
    found = [torch.randn(1, 4, generator=generator) * scale for scale in scales]
    found[5], found[6] = found[5].abs(), -found[6].abs()
    return [*found, torch.zeros(1, 4)]


def outcome(call: Callable[[], Any]) -> Any:
    """What a call returns, or its exception's class name and message."""
    try:
        return call()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def differs(left: Any, right: Any, tolerance: float = 0.0) -> bool:
    """Whether nested values differ in anything: types, dtypes and NaN included.

    Floats may differ by ``tolerance``, and by as much of their size.
    """
    if isinstance(left, torch.Tensor):
        if not isinstance(right, torch.Tensor) or left.dtype != right.dtype:
            return True
        return left.shape != right.shape or not torch.allclose(
            left, right, rtol=tolerance, atol=tolerance, equal_nan=True
        )
    if type(left) is not type(right):
        return True
    if isinstance(left, tuple | list):
        return len(left) != len(right) or any(
            differs(a, b, tolerance) for a, b in zip(left, right, strict=True)
        )
    if isinstance(left, dict):
        return list(left) != list(right) or any(
            differs(left[key], right[key], tolerance) for key in left
        )
    if isinstance(left, float) and tolerance:
        return not math.isclose(left, right, rel_tol=tolerance, abs_tol=tolerance) and (
            left == left or right == right
        )
    return repr(left) != repr(right)


def pattern_of(message: str) -> str:
    """A message without what is special to one program."""
    message = message.split("\n", maxsplit=1)[0]
    message = re.sub(r"'[\w.\[\]\"']+'", "'…'", message)
    message = re.sub(r"\(.*\)", "(…)", message)
    message = re.sub(r"\b[usz]+\d+\b", "u", message)
    return re.sub(r"-?\d+(\.\d+)?", "N", message)


def judge_apart(
    source: str, name: str, seconds: int = 30, stages: Sequence[str] = ("source",)
) -> Judgement:
    """:func:`judge` in a process of its own, which may hang or crash; ``seconds`` of computing.

    It is a copy of this one, where PyTorch must not have threads: call :func:`prepare` first.
    """
    here, there = _FORK.Pipe(duplex=False)

    def run() -> None:
        limit_time(seconds)
        with tempfile.TemporaryDirectory() as folder:
            there.send(judge(source, name, Path(folder), stages))

    process = _FORK.Process(target=run)
    process.start()
    there.close()
    try:
        if here.poll(PATIENCE * seconds):
            return here.recv()
        return Judgement(Verdict.SLOW, f"takes more than {PATIENCE * seconds} s")
    except EOFError:
        process.join()
        return judgement_of_end(process.exitcode, seconds)
    finally:
        process.kill()
        process.join()
        here.close()


def limit_time(seconds: int) -> None:
    """End this process when it has computed for ``seconds`` from now on."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time()) + seconds, hard))


def judgement_of_end(exit_code: int | None, seconds: int) -> Judgement:
    """Of a program whose judge ended early, where it could compute for ``seconds``."""
    if exit_code == -signal.SIGXCPU:
        return Judgement(Verdict.SLOW, f"takes more than {seconds} s")
    return Judgement(Verdict.WRONG, "the process died")


_FORK = multiprocessing.get_context("fork")


def prepare() -> None:
    """Load what judging needs, once for all processes that :func:`judge_apart` starts."""
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        judge(SIMPLE, "simple_program", Path(folder))


SIMPLE = """
import torch

class Program(torch.nn.Module):
    def forward(self, x):
        if x.sum() > 0:
            x = torch.relu(x) + 1
        return x
"""


def judge(source: str, name: str, folder: Path, stages: Sequence[str] = ("source",)) -> Judgement:
    """Lower the program and compare it on all inputs, at each of ``stages``."""
    try:
        program = load(source, name, folder)
    except Exception as error:
        return Judgement(Verdict.INVALID, f"{type(error).__name__}: {error}")
    calls = Calls(program, inputs())
    weights = folder / f"{name}.safetensors"
    count = len(calls.inputs)
    try:
        module = lower(program, (calls.inputs[0].clone(),), weights=weights)
    except DyclError as error:
        always_raises = error.message.startswith(("the program raises", "every path"))
        if error.message.startswith("a mistake") or (always_raises and calls.failures < count):
            reason = f"is refused: {pattern_of(error.message)}"
            return Judgement(Verdict.WRONG, reason, str(error), calls.failures)
        if always_raises:
            return Judgement(Verdict.INVALID, "raises on every input", str(error), calls.failures)
        where = "" if error.location else "(no location) "
        return Judgement(
            Verdict.REFUSED, where + pattern_of(error.message), str(error), calls.failures
        )
    except Exception as error:
        return _crash(error, calls.failures)
    paths: PathSummary | None = None
    for stage_name in stages:
        try:
            stage = stage_of(stage_name, module, weights)
        except DyclError as error:
            reason = f"{stage_name}: {pattern_of(error.message)}"
            return Judgement(Verdict.REFUSED, reason, str(error), calls.failures)
        except Exception as error:
            return _crash(error, calls.failures)
        try:
            difference = calls.difference(stage)
        finally:
            stage.close()
        if isinstance(stage, Interpreted) and paths is None:
            paths = path_summary(stage)
        if difference is not None:
            reason, detail = difference
            where = "" if stage_name == "source" else f"{stage_name}: "
            return Judgement(Verdict.WRONG, where + reason, detail, calls.failures)
    return Judgement(Verdict.ACCEPTED, failures=calls.failures, paths=paths)


def _crash(error: Exception, failures: int) -> Judgement:
    text = traceback.format_exc()
    places = re.findall(r'dycl/(\S+)\.py", line \d+, in (\w+)', text)
    place = ":".join(places[-1]) if places else "?"
    return Judgement(Verdict.WRONG, f"crash {type(error).__name__} in {place}", text, failures)


class Calls:
    """What eager PyTorch answers to calls one after the other.

    A call that raises is the last of its copy of the program: behind it eager PyTorch has kept part
    of the changes to the program's state.
    """

    def __init__(self, program: torch.nn.Module, examples: list[torch.Tensor]) -> None:
        self.program = program
        self.inputs = examples
        self.changed = [example.clone() for example in examples]
        """The inputs as the program leaves them."""
        self.expected = self._in_turn(self.changed)
        self.failures = sum(isinstance(value, str) for value in self.expected)

    def _in_turn(self, given: list[torch.Tensor]) -> list[Any]:
        values: list[Any] = []
        current = deepcopy(self.program)
        for example in given:
            with torch.no_grad():
                values.append(deepcopy(outcome(lambda x=example, call=current: call(x))))
            if isinstance(values[-1], str):
                current = deepcopy(self.program)
        return values

    def difference(self, stage: Stage) -> tuple[str, str] | None:
        """How the program differs at ``stage``: in short, and in full."""
        tolerance = 0.0 if stage.is_exact else TOLERANCE
        for index, (example, value) in enumerate(zip(self.inputs, self.expected, strict=True)):
            copy = example.clone()
            actual = outcome(lambda x=copy: stage(x))
            if isinstance(value, str):
                stage.reset()
            reason = None
            if differs(value, actual, tolerance):
                reason = _difference(value, actual)
            elif not isinstance(value, str) and differs(self.changed[index], copy, tolerance):
                reason = "inputs are changed differently"
            if reason is None:
                continue
            if not stage.is_exact and self._is_decided_by_rounding(index):
                return None  # and so may be all calls that follow
            return reason, f"input {example.tolist()}\neager {value}\ndycl  {actual}\n"
        return None

    def _is_decided_by_rounding(self, index: int) -> bool:
        """Whether eager's own answer number ``index`` is another for almost the same inputs."""
        generator = torch.Generator().manual_seed(0)
        for _ in range(10):
            moved = [
                example + 1e-6 * torch.randn(example.shape, generator=generator)
                for example in self.inputs[: index + 1]
            ]
            if differs(self.expected[index], self._in_turn(moved)[index], 100 * TOLERANCE):
                return True
        return False


def _difference(value: Any, actual: Any) -> str:
    if isinstance(actual, str) and not isinstance(value, str):
        return f"raises {pattern_of(actual)}"
    if isinstance(value, str) and not isinstance(actual, str):
        return f"does not raise {pattern_of(value)}"
    if isinstance(value, str):
        return f"raises {pattern_of(actual)} and not {pattern_of(value)}"
    return "another answer"


def main(path: str) -> None:
    """Judge the program in a file, and say what is found."""
    prepare()
    judgement = judge_apart(Path(path).read_text(), "judged_program")
    print(f"{judgement.verdict.value} {judgement.reason}\n{judgement.detail}")
