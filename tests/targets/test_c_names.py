"""Names of the source that mean something else in C."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

from xdsl.parser import Parser

import dycl.backends.relay
from dycl.targets.c import CTarget
from dycl.toolchain.stand_ins import find_c_compiler
from dycl.universe import make_context

NATIVE = Path(dycl.backends.relay.__file__).parent / "native"
F32 = "tensor<2xf32>"
NAMES = (
    "int", "exp", "AT", "frame", "linux", "gate_weights", "host_weights", "memcpy", "_x", "add",
    "dycl_run_gate", "true", "outputs", "turn", "end", "i", "NAN", "while", "memory.x",
)  # fmt: skip


def test_names_that_c_has_itself(tmp_path: Path) -> None:
    steps: list[str] = []
    value = "%x"
    for name in NAMES:
        steps.append(f"%{name} = func.call @gate({value}) : ({F32}) -> {F32}")
        value = f"%{name}"
    text = "\n".join([
        f"func.func private @gate(%x: {F32}) -> {F32} attributes {{dycl.subnetwork}} {{",
        f"%r = aten.relu %x : ({F32}) -> {F32}",
        f"func.return %r : {F32}\n}}",
        f"func.func @forward(%x: {F32}, %log: f64) -> ({F32}, f64) {{",
        *steps,
        f"%NULL = arith.constant dense<0.0> : {F32}",
        f"%z = func.call @gate(%NULL) : ({F32}) -> {F32}",
        "%sqrt = math.log %log : f64",
        "%r = math.sqrt %sqrt : f64",
        f"func.return {value}, %r : {F32}, f64\n}}",
    ])  # fmt: skip
    output = io.StringIO()
    CTarget().emit(make_context(), Parser(make_context(), text).parse_module(), output)
    (tmp_path / "host.c").write_text(output.getvalue())
    (tmp_path / "weights.h").write_text("enum { gate_weights = 0, host_weights = 0 };\n")
    command = [find_c_compiler(), "-std=gnu11", "-Wall", "-Werror", "-fsyntax-only", f"-I{NATIVE}"]
    done = subprocess.run(
        [*command, tmp_path / "host.c"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
