"""The C code of a package: no warnings, and a thread pool that several threads can share."""

from __future__ import annotations

import subprocess
from pathlib import Path

import dycl.backends.relay
from dycl.backends.relay.c_source import c_source
from dycl.backends.relay.plan import Copy, ExecutionPlan, KernelCall, Location
from dycl.runtime.manifest import TensorType
from dycl.toolchain.stand_ins import find_c_compiler

NATIVE = Path(dycl.backends.relay.__file__).parent / "native"
STRICT = ["-std=gnu11", "-Wall", "-Wextra", "-Werror", "-O2", "-fPIC", f"-I{NATIVE}"]


def compile_c(*arguments: str | Path) -> None:
    command = [find_c_compiler(), *STRICT, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_thread_pool(tmp_path: Path) -> None:
    sources = [Path(__file__).with_name("thread_pool.c")]
    sources += [NATIVE / "dycl_threads.c", NATIVE / "dycl_runtime.c"]
    compile_c(*sources, "-lpthread", "-o", tmp_path / "pool")
    done = subprocess.run(
        [tmp_path / "pool"], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stdout == "ok\n"


def test_all_sources_compile_without_warnings(tmp_path: Path) -> None:
    for source in NATIVE.glob("*.c"):
        compile_c("-c", source, "-o", tmp_path / "object.o")


def test_generated_code_compiles_without_warnings(tmp_path: Path) -> None:
    vector, scalar = TensorType((4,), "float32"), TensorType((), "bool")
    plan = ExecutionPlan(
        "example",
        inputs=(vector,),
        constants=(vector,),
        outputs=(scalar, vector),
        tensors=(vector, vector, vector, scalar),
        locations=(
            Location("input", 0),
            Location("constant", 0),
            Location("workspace", 0),
            Location("output", 0),
        ),
        calls=(KernelCall("k1", (0, 1, 2)), KernelCall("k2", (2, 3), parallel=False)),
        copies=(Copy(1, 1),),
        workspace_bytes=64,
    )
    nothing = ExecutionPlan("nothing", (), (), (), (), (), (), (), 0)
    source = tmp_path / "source.c"
    source.write_text(c_source([plan, nothing]))
    compile_c("-c", source, "-o", tmp_path / "object.o")
