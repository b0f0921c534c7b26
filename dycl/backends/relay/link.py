"""Makes a shared library of compiled functions."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dycl.backends.relay.c_source import c_source, entry_symbol
from dycl.backends.relay.compile import FunctionFiles
from dycl.backends.relay.plan import ExecutionPlan
from dycl.errors import ToolchainError
from dycl.runtime.manifest import SubnetworkRecord
from dycl.toolchain.cross import CCompiler

_NATIVE = Path(__file__).parent / "native"
_SOURCES = ("dycl_runtime.c", "dycl_threads.c", "dycl_numpy.c", "dycl_rows.c")


@dataclass(frozen=True)
class CompiledFunction:
    """A function as TVM compiled it, and the order in which its kernels run."""

    plan: ExecutionPlan
    files: FunctionFiles

    def record(self, *, tuple_result: bool) -> SubnetworkRecord:
        """How to call it once it is in a library."""
        plan = self.plan
        return SubnetworkRecord(
            plan.name,
            entry_symbol(plan.name),
            plan.inputs,
            plan.outputs,
            plan.constants,
            tuple_result,
            plan.workspace_bytes,
        )


def link_library(
    functions: Sequence[CompiledFunction],
    output: Path,
    compiler: CCompiler,
    sources: Sequence[Path] = (),
    *,
    runs_once: bool = False,
) -> None:
    """Write the shared library ``output``; its sources go into the same folder.

    ``compiler`` is one for the machine that the functions are for. ``sources`` are further C files
    to compile into it. With ``runs_once``, the C compiler takes less time and what calls the
    kernels takes more. Raises :class:`ToolchainError` when the C compiler fails.
    """
    source = output.with_suffix(".c")
    source.write_text(c_source(each.plan for each in functions))
    exports = output.with_suffix(".map")
    exports.write_text("{ global: dycl_*; local: *; };\n")
    level = "-O0" if runs_once else "-O2"
    command = [*compiler.command, level, "-std=gnu11", "-shared", "-fPIC", f"-I{_NATIVE}"]
    # Python's arithmetic rounds after each operation; two libraries in one process share nothing.
    command += ["-ffp-contract=off", "-Wl,-Bsymbolic", f"-Wl,-soname,{output.name}"]
    command += [f"-Wl,--version-script={exports}", "-o", str(output), str(source)]
    command += [str(_NATIVE / name) for name in _SOURCES]
    command += map(str, sources)
    command += [str(each.files.kernels) for each in functions]
    command += ["-lm", "-lpthread"]
    environment = {**os.environ, **compiler.environment}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise ToolchainError(f"the C compiler failed: {done.stderr.strip()[:2000]}")
