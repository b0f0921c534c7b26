"""Compares a program, given as source text, with eager PyTorch by the reference interpreter."""

from __future__ import annotations

import importlib.util
import linecache
import multiprocessing
import re
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import torch

from dycl.errors import DyclError
from dycl.frontend import lower
from dycl.interpreters.run import run_python

INPUTS = 8

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
    scales = [1.0, 1.0, 1.0, 0.3, 2.0, 1.0, 1.0]
    found = [torch.randn(1, 4, generator=generator) * scale for scale in scales]
    found[5], found[6] = found[5].abs(), -found[6].abs()
    return [*found, torch.zeros(1, 4)][:INPUTS]


def outcome(call: Callable[[], Any]) -> Any:
    """What a call returns, or its exception's class name and message."""
    try:
        return call()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def differs(left: Any, right: Any) -> bool:
    """Whether nested values differ in anything: types, dtypes and NaN included."""
    if isinstance(left, torch.Tensor):
        if not isinstance(right, torch.Tensor) or left.dtype != right.dtype:
            return True
        return left.shape != right.shape or not torch.equal(
            torch.nan_to_num(left, nan=12345.0), torch.nan_to_num(right, nan=12345.0)
        )
    if type(left) is not type(right):
        return True
    if isinstance(left, tuple | list):
        return len(left) != len(right) or any(map(differs, left, right))
    if isinstance(left, dict):
        return list(left) != list(right) or any(differs(left[key], right[key]) for key in left)
    return repr(left) != repr(right)


def pattern_of(message: str) -> str:
    """A message without what is special to one program."""
    message = message.split("\n", maxsplit=1)[0]
    message = re.sub(r"'[\w.\[\]\"']+'", "'…'", message)
    message = re.sub(r"\(.*\)", "(…)", message)
    message = re.sub(r"\b[usz]+\d+\b", "u", message)
    return re.sub(r"-?\d+(\.\d+)?", "N", message)


def judge_apart(source: str, name: str, seconds: int = 30) -> Judgement:
    """:func:`judge` in a process of its own, which may hang or crash; ``seconds`` of computing.

    It is a copy of this one, where PyTorch must not have threads: call :func:`prepare` first.
    """
    here, there = _FORK.Pipe(duplex=False)

    def run() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        with tempfile.TemporaryDirectory() as folder:
            there.send(judge(source, name, Path(folder)))

    process = _FORK.Process(target=run)
    process.start()
    there.close()
    try:
        if here.poll(PATIENCE * seconds):
            return here.recv()
        return Judgement(Verdict.SLOW, f"takes more than {PATIENCE * seconds} s")
    except EOFError:
        process.join()
        if process.exitcode == -signal.SIGXCPU:
            return Judgement(Verdict.SLOW, f"takes more than {seconds} s")
        return Judgement(Verdict.WRONG, "the process died")
    finally:
        process.kill()
        process.join()
        here.close()


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


def judge(source: str, name: str, folder: Path) -> Judgement:
    """Lower the program and compare it on all inputs."""
    try:
        program = load(source, name, folder)
    except Exception as error:
        return Judgement(Verdict.INVALID, f"{type(error).__name__}: {error}")
    examples = inputs()
    with torch.no_grad():
        given = [example.clone() for example in examples]
        expected = _in_turn(program, given)
    failures = sum(isinstance(value, str) for value in expected)
    try:
        module = lower(program, (examples[0].clone(),), weights=folder / f"{name}.safetensors")
    except DyclError as error:
        if error.message.startswith("the program raises") and failures < len(expected):
            reason = f"is said to raise {pattern_of(error.message)}"
            return Judgement(Verdict.WRONG, reason, str(error), failures)
        if error.message.startswith(("the program raises", "every path")):
            return Judgement(Verdict.INVALID, "raises on every input", str(error), failures)
        where = "" if error.location else "(no location) "
        return Judgement(Verdict.REFUSED, where + pattern_of(error.message), str(error), failures)
    except Exception as error:
        text = traceback.format_exc()
        places = re.findall(r'dycl/(\S+)\.py", line \d+, in (\w+)', text)
        place = ":".join(places[-1]) if places else "?"
        return Judgement(Verdict.WRONG, f"crash {type(error).__name__} in {place}", text, failures)
    state: list[Any] = []
    for example, changed, value in zip(examples, given, expected, strict=True):
        copy = example.clone()
        actual = outcome(lambda copy=copy, state=state: run_python(module, (copy,), state=state))
        detail = f"input {example.tolist()}\neager {value}\ndycl  {actual}\n"
        if isinstance(value, str):
            state = []  # as :func:`_in_turn` does
        if differs(value, actual):
            return Judgement(Verdict.WRONG, _difference(value, actual), detail, failures)
        if not isinstance(value, str) and differs(changed, copy):
            return Judgement(Verdict.WRONG, "inputs are changed differently", detail, failures)
    return Judgement(Verdict.ACCEPTED, failures=failures)


def _in_turn(program: torch.nn.Module, given: list[torch.Tensor]) -> list[Any]:
    """What calls one after the other give; one that raises is the last of its copy of the program.

    Behind such a call eager PyTorch has kept part of the changes to the program's state.
    """
    values: list[Any] = []
    current = deepcopy(program)
    for example in given:
        values.append(deepcopy(outcome(lambda x=example, call=current: call(x))))
        if isinstance(values[-1], str):
            current = deepcopy(program)
    return values


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
