"""What is measured side by side, each as a user would run it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.answers import Leaves, leaves
from benchmarks.case import Arguments, Case
from benchmarks.results import (
    DYCL,
    DYCL_NATIVE,
    EAGER,
    ONNX_RUNTIME,
    TORCH_COMPILE,
    TORCHSCRIPT,
)


class CannotTakeError(Exception):
    """The candidate can't take the network; the message is the reason."""


@dataclass
class Ready:
    """A candidate that can be called. ``references`` are what its outputs must be."""

    call: Callable[..., Any]
    inputs: list[Arguments]
    references: list[Leaves]
    compile_seconds: float | None
    size: int
    program: Any = None


def prepare(name: str, case: Case) -> Ready:
    """Compile the case's network. Raises CannotTakeError, or whatever a compiler raises."""
    return _PREPARE[name](case)


def _use_torch(case: Case) -> Any:
    import torch

    torch.set_num_threads(case.threads)
    torch.set_grad_enabled(False)
    return torch


def _eager(case: Case) -> Ready:
    _use_torch(case)
    size = (case.folder / "network.pt").stat().st_size
    return Ready(case.network(), case.tensors(), case.references(), None, size)


def _torch_compile(case: Case) -> Ready:
    torch = _use_torch(case)
    # Nothing from an earlier run: compile time is part of what is measured.
    torch.compiler.config.force_disable_caches = True
    compiled = torch.compile(case.network(), dynamic=False)
    size = (case.folder / "network.pt").stat().st_size
    return Ready(compiled, case.tensors(), case.references(), None, size)


def _torchscript(case: Case) -> Ready:
    torch = _use_torch(case)
    network = case.network()
    start = time.perf_counter()
    try:
        scripted = torch.jit.freeze(torch.jit.script(network))
    except Exception as error:
        raise CannotTakeError(f"torch.jit.script: {first_line(error)}") from error
    seconds = time.perf_counter() - start
    path = case.folder / "scripted.pt"
    torch.jit.save(scripted, path)
    return Ready(scripted, case.tensors(), case.references(), seconds, path.stat().st_size)


def _onnx_runtime(case: Case) -> Ready:
    if case.subject.static is None:
        raise CannotTakeError(f"no static version: {case.subject.no_static}")
    torch = _use_torch(case)
    try:
        import onnxruntime
    except ImportError as error:
        raise CannotTakeError("onnxruntime is not installed: pip install 'dycl[bench]'") from error

    from benchmarks import static_versions

    static = getattr(static_versions, case.subject.static)(case.network()).eval()
    tensors, references = case.tensors(), case.references()
    for index in case.timed:
        references[index] = leaves(static(*tensors[index]))
    path = case.folder / "static.onnx"
    start = time.perf_counter()
    torch.onnx.export(static, tensors[0], path, dynamo=True, external_data=False, verbose=False)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = case.threads
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    seconds = time.perf_counter() - start
    names = [each.name for each in session.get_inputs()]

    def call(*args: Any) -> Any:
        return session.run(None, dict(zip(names, args, strict=True)))

    return Ready(call, case.arrays(), references, seconds, path.stat().st_size)


def _dycl(case: Case, host: str) -> Ready:
    """Compiled in a process of its own: what runs has not imported PyTorch, TVM or xDSL."""
    package = case.folder / f"package-{host}"
    command = [sys.executable, "-m", "benchmarks.build_package", str(case.folder), str(package)]
    command += [str(case.threads), host]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(done.stderr, file=sys.stderr)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise CannotTakeError(lines[-1])
    seconds = json.loads(done.stdout.splitlines()[-1])["seconds"]
    import dycl

    start = time.perf_counter()
    program = dycl.load(package)
    seconds += time.perf_counter() - start
    size = sum(file.stat().st_size for file in Path(package).iterdir())
    return Ready(program, case.arrays(), case.references(), seconds, size, program)


_PREPARE: dict[str, Callable[[Case], Ready]] = {
    EAGER: _eager,
    TORCH_COMPILE: _torch_compile,
    TORCHSCRIPT: _torchscript,
    ONNX_RUNTIME: _onnx_runtime,
    DYCL: partial(_dycl, host="python"),
    DYCL_NATIVE: partial(_dycl, host="native"),
}


def first_line(error: BaseException) -> str:
    """The class and the first line of the message that says something."""
    lines: Sequence[str] = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"{type(error).__name__}: {lines[0] if lines else ''}"[:200]
