"""Packages for 64-bit Arm, compiled here and run with QEMU: eager's answers on all paths."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

import dycl
import skipnet
from dycl.errors import PackageError, ToolchainError
from dycl.runtime.program import Program
from dycl.toolchain import cross
from dycl.toolchain.cross import c_compiler_for
from dycl.tools.dycl_cli import main
from tests.emulation import emulated

ROOT = Path(__file__).resolve().parent.parent

TOLERANCE = 10**-4.72
"""The worst of DyCL's own results, on logits up to about 10."""


class Choice(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(64, 10)

    def forward(self, x: Tensor) -> Tensor:
        logits = self.linear(x.flatten(1))
        return logits if logits.sum() > 0 else -logits


@pytest.fixture(scope="module")
def choice() -> Iterator[Program]:
    """For processors with Armv8.2, as that of a Raspberry Pi 5."""
    torch.manual_seed(0)
    module, x = Choice().eval(), torch.zeros(1, 1, 8, 8)
    with dycl.compile(module, x, host="native", target="cortex-a76") as program:
        yield program


def build_c(package: Path, output: Path) -> Path:
    compiler = c_compiler_for("aarch64")
    command = [*compiler.command, f"-I{package}", str(ROOT / "examples" / "c" / "main.c")]
    command += [str(package / "model.so"), f"-Wl,-rpath,{package}", "-o", str(output)]
    environment = {**os.environ, **compiler.environment}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return output


def run(*command: str | Path, cpu: str = "cortex-a72") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        emulated(*command, cpu=cpu), capture_output=True, text=True, check=False, timeout=300
    )


@torch.no_grad()
def test_the_c_example(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = tmp_path / "package"
    np.savez(tmp_path / "digit.npz", x=np.zeros((1, 1, 8, 8), np.float32))
    command = ["compile", f"{ROOT}/examples/skipnet.py:make", "--inputs", f"{tmp_path}/digit.npz"]
    command += ["--host", "native", "--target", "aarch64-linux-gnu", "-o", str(package)]
    assert main(command) == 0
    assert "It is for aarch64 (llvm -mtriple=aarch64-linux-gnu" in capsys.readouterr().out

    assert main(["inspect", str(package)]) == 0
    assert "for aarch64 (llvm" in capsys.readouterr().out.splitlines()[0]
    assert main(["run", str(package), "--inputs", f"{tmp_path}/digit.npz"]) == 1
    message = "error: the package was built for aarch64; this machine is x86_64\n"
    assert message in capsys.readouterr().err

    generator = torch.Generator().manual_seed(7)
    images = torch.randn(100, 1, 8, 8, generator=generator)
    (tmp_path / "images.f32").write_bytes(images.numpy().tobytes())
    done = run(build_c(package, tmp_path / "classify"), package, tmp_path / "images.f32")
    assert done.returncode == 0, done.stderr

    net = skipnet.make()
    gates: list[float] = []
    for gate in net.gates:
        gate.register_forward_hook(lambda *call: gates.append(call[2].item()))
    for line, image in zip(done.stdout.splitlines(), images, strict=True):
        best, *numbers = line.split()
        logits = torch.tensor([[float(number) for number in numbers]])
        assert (logits - net(image[None])).abs().max() <= TOLERANCE
        assert int(best) == logits.argmax()
    paths = np.reshape(gates, (len(images), -1)) > 0.5
    assert paths.any(0).all() and not paths.all(0).any(), "each gate decides both ways"


def test_a_program_for_another_machine_can_be_saved_but_not_called(
    choice: Program, tmp_path: Path
) -> None:
    assert "CALL(" in choice.text("native")
    with pytest.raises(PackageError, match="built for aarch64; this machine is x86_64"):
        choice(torch.zeros(1, 1, 8, 8))
    choice.save(tmp_path / "package")
    with pytest.raises(PackageError, match="built for aarch64; this machine is x86_64"):
        dycl.load(tmp_path / "package")


@torch.no_grad()
def test_a_processor_without_a_feature_is_refused(choice: Program, tmp_path: Path) -> None:
    package = tmp_path / "package"
    choice.save(package)
    images = torch.randn(6, 1, 8, 8, generator=torch.Generator().manual_seed(1))
    (tmp_path / "images.f32").write_bytes(images.numpy().tobytes())
    command = (build_c(package, tmp_path / "classify"), package, tmp_path / "images.f32")
    done = run(*command, cpu="cortex-a53")
    assert done.returncode == 1
    expected = "error: the package needs a processor with atomics, which this one lacks\n"
    assert done.stderr == expected

    done = run(*command, cpu="max")
    assert done.returncode == 0, done.stderr
    torch.manual_seed(0)
    net = Choice().eval()
    assert {bool(net.linear(x.flatten()).sum() > 0) for x in images} == {True, False}
    for line, image in zip(done.stdout.splitlines(), images, strict=True):
        logits = torch.tensor([[float(number) for number in line.split()[1:]]])
        assert (logits - net(image[None])).abs().max() <= TOLERANCE


def test_a_c_compiler_for_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert c_compiler_for("aarch64").command[:4] == (sys.executable, "-m", "ziglang", "cc")
    monkeypatch.setattr(cross.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(cross.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert c_compiler_for("aarch64").command == ("/usr/bin/aarch64-linux-gnu-gcc",)
    monkeypatch.setattr(cross.shutil, "which", lambda name: None)
    with pytest.raises(ToolchainError, match="there is no C compiler for aarch64") as caught:
        c_compiler_for("aarch64")
    assert caught.value.hint == 'install Zig with: pip install "dycl[cross]"'
