"""Host programs in C, called from Python and from C: eager's answers, and the Python host's."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

import captioner
import dycl
import skipnet
from dycl.errors import DyclError, InputError, LoweringError, PackageError
from dycl.runtime.program import Program
from dycl.toolchain.stand_ins import find_c_compiler
from dycl.tools.dycl_cli import main
from dycl.tools.inspect_package import describe_package

ROOT = Path(__file__).resolve().parent.parent
STRICT = ["-std=c11", "-O2", "-Wall", "-Wextra", "-Werror", "-pedantic"]

TOLERANCE = 10**-4.72
"""The worst of DyCL's own results, on logits up to about 10."""


class TooLarge(Exception):
    """The network's own exception."""


class Everything(nn.Module):
    """A loop that carries a tensor, numbers, a state, a written input, and two exceptions."""

    total: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(3, 3)
        self.register_buffer("total", torch.zeros(3))
        self.calls = 0

    def forward(self, x: Tensor, steps: Tensor) -> dict[str, Any]:
        count = int(steps.item())
        if count < 0:
            raise ValueError(f"{count} steps, {count / 2} pairs")
        y = x.clone()
        before = x - 1
        for step in range(count):
            before, y = y, torch.tanh(self.linear(y)) + before
            if step > 50:
                raise TooLarge("too large")
        self.total = self.total + y.sum(0)
        self.calls += 1
        x.add_(0.5)
        return {"y": y + self.total, "of": (self.calls, bool(y.sum() > before.sum()))}


class Structures(nn.Module):
    """What it returns has another structure on each path."""

    def forward(self, x: Tensor) -> Any:
        if x.sum() > 1:
            return x * 2, None
        if x.sum() > 0:
            return [x + 1, x - 1]
        return x.abs()


def images(count: int) -> list[Tensor]:
    generator = torch.Generator().manual_seed(7)
    return [torch.randn(1, 1, 8, 8, generator=generator) for _ in range(count)]


@pytest.fixture(scope="module")
def net() -> nn.Module:
    return skipnet.make()


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("skipnet")
    np.savez(folder / "digit.npz", x=np.zeros((1, 1, 8, 8), np.float32))
    command = ["compile", f"{ROOT}/examples/skipnet.py:make", "--inputs", f"{folder}/digit.npz"]
    assert main([*command, "--host", "native", "-o", f"{folder}/package"]) == 0
    return folder / "package"


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Everything, Program]]:
    torch.manual_seed(0)
    module = Everything().eval()
    with dycl.compile(module, (torch.zeros(2, 3), torch.tensor(1)), host="native") as program:
        yield module, program


def build_c(source: Path, package: Path, output: Path) -> Path:
    command = [find_c_compiler(), *STRICT, f"-I{package}", source, package / "model.so"]
    command += [f"-Wl,-rpath,{package}", "-lpthread", "-o", output]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return output


def run_c(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@torch.no_grad()
def test_same_answers_on_all_paths(net: nn.Module, package: Path) -> None:
    program = dycl.load(package)
    assert program.is_native
    decisions: list[tuple[bool, ...]] = []
    for x in images(120):
        found = program(x)
        by_python, branches = program.trace(x)
        assert torch.equal(found, by_python)
        assert (found - net(x)).abs().max() <= TOLERANCE
        decisions.append(tuple(taken for _, taken in branches))
    assert all({True, False} == set(gate) for gate in zip(*decisions, strict=True))
    assert len(set(decisions)) > 30


def test_arrays_anywhere_in_memory(package: Path) -> None:
    program = dycl.load(package)
    x = images(1)[0].numpy()
    expected = program(x)
    memory = np.zeros(200, np.float32)
    for offset in range(4):
        moved = memory[offset : offset + 64].reshape(1, 1, 8, 8)
        moved[...] = x
        np.testing.assert_array_equal(program(moved), expected)
    np.testing.assert_array_equal(program(np.asfortranarray(x)[..., ::-1][..., ::-1]), expected)
    with pytest.raises(InputError, match=r"x must be float32\[1, 1, 8, 8\]"):
        program(x[0])


def test_threads_do_not_disturb_each_other(package: Path) -> None:
    program = dycl.load(package)
    inputs = images(40)
    expected = [program(x) for x in inputs]
    failures: list[int] = []

    def run() -> None:
        for index, x in enumerate(inputs):
            if not torch.equal(program(x), expected[index]):
                failures.append(index)

    workers = [threading.Thread(target=run) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not failures


def test_a_trace_leaves_the_number_of_threads(package: Path) -> None:
    program = dycl.load(package)
    program.threads = 1
    program.trace(images(1)[0])
    assert program.threads == 1


@torch.no_grad()
def test_the_c_example(net: nn.Module, package: Path, tmp_path: Path) -> None:
    classify = build_c(ROOT / "examples" / "c" / "main.c", package, tmp_path / "classify")
    inputs = images(100)
    (tmp_path / "images.f32").write_bytes(torch.cat(inputs).numpy().tobytes())
    done = run_c(classify, package, tmp_path / "images.f32")
    assert done.returncode == 0, done.stderr
    program = dycl.load(package)
    lines = done.stdout.splitlines()
    paths = {tuple(taken for _, taken in program.trace(x)[1]) for x in inputs}
    assert len(lines) == len(inputs) and len(paths) > 30
    for line, x in zip(lines, inputs, strict=True):
        best, *numbers = line.split()
        logits = torch.tensor([[float(number) for number in numbers]])
        assert torch.equal(logits, program(x)), "the same bits as from Python"
        assert (logits - net(x)).abs().max() <= TOLERANCE
        assert int(best) == logits.argmax()


def test_damaged_packages_are_refused_by_c(package: Path, tmp_path: Path) -> None:
    classify = build_c(ROOT / "examples" / "c" / "main.c", package, tmp_path / "classify")
    done = run_c(classify, tmp_path, tmp_path)
    assert done.returncode == 1
    assert "cannot read" in done.stderr and "weights.safetensors: No such file" in done.stderr
    weights = (package / "weights.safetensors").read_bytes()
    for damaged in (weights[:-1], weights.replace(b"F32", b"F16", 1), b""):
        (tmp_path / "weights.safetensors").write_bytes(damaged)
        done = run_c(classify, tmp_path, tmp_path)
        assert done.returncode == 1
        assert "is damaged or belongs to another model" in done.stderr


@torch.no_grad()
def test_numbers_state_and_written_inputs(everything: tuple[Everything, Program]) -> None:
    module, program = everything
    program.reset()
    generator = torch.Generator().manual_seed(0)
    seen: set[bool] = set()
    for call in range(12):
        x = torch.randn(2, 3, generator=generator)
        ours = x.clone()
        steps = torch.tensor(call % 5)
        expected, found = module(x, steps), program(ours, steps)
        torch.testing.assert_close(found["y"], expected["y"])
        assert found["of"] == expected["of"]
        assert [type(each) for each in found["of"]] == [int, bool]
        assert torch.equal(ours, x), "the input is written as in eager"
        seen.add(found["of"][1])
    assert seen == {True, False}
    zeros, none = torch.zeros(2, 3), torch.tensor(0)
    assert program(zeros, none)["of"][0] == 13
    assert program.trace(zeros, none)[0]["of"][0] == 14
    program.reset()
    assert program(zeros, none)["of"][0] == 1


def test_exceptions(everything: tuple[Everything, Program]) -> None:
    _, program = everything
    x = torch.zeros(2, 3)
    with pytest.raises(ValueError, match=r"^-3 steps, -1\.5 pairs$"):
        program(x, torch.tensor(-3))
    with pytest.raises(TooLarge, match=r"^too large$"):
        program(x, torch.tensor(60))


def test_everything_from_c(everything: tuple[Everything, Program], tmp_path: Path) -> None:
    _, program = everything
    program.save(tmp_path / "package")
    source = ROOT / "tests" / "native_calls.c"
    done = run_c(build_c(source, tmp_path / "package", tmp_path / "calls"), tmp_path / "package")
    assert done.returncode == 0, done.stdout + done.stderr
    program.reset()
    x = torch.arange(6).reshape(2, 3) * 0.25
    expected = ["2 3", "steps 1"]

    def call(steps: int) -> str:
        found = program(x.clone(), torch.tensor(steps))
        y = found["y"].flatten()
        count, grew = found["of"]
        return f"0 {count} {int(grew)} {y[0].item():.9g} {y[5].item():.9g}"

    for steps in range(4):
        expected.append(call(steps))
        x += 0.5
    expected += [
        "-2 [ValueError] -1 steps, -0.5 pairs",
        f"-2 [{TooLarge.__module__}:TooLarge] too large",
    ]
    program.reset()
    expected += [
        call(2),
        "-3 x must be float32[2, 3]; it is float32[3, 2]",
        "-3 steps must be int64[]; it is float64[]",
        "-3 x must be float32[2, 3]; it is float32[2, 3] without data",
        "-3 the model has 2 inputs; 1 were given",
        "801",
    ]
    assert done.stdout.splitlines() == expected


@torch.no_grad()
def test_results_of_another_structure_on_each_path() -> None:
    module = Structures().eval()
    with dycl.compile(module, (torch.zeros(4),), host="native") as program:
        for x in (torch.ones(4), torch.full((4,), 0.1), -torch.ones(4)):
            expected, found = module(x), program(x)
            assert type(found) is type(expected)
            torch.testing.assert_close(found, expected)
            torch.testing.assert_close(program.trace(x)[0], expected)


class GrowingList(nn.Module):
    """Rows, the lengths of some lists of them, and the last one."""

    def forward(self, x: Tensor) -> tuple[Tensor, list[int], Tensor]:
        rows = x[:0]
        lengths = []
        while rows.shape[0] < 30 and x.sum() > 0:
            rows = torch.cat([rows, x])
            lengths.append(len(rows))
            x = x - 1
        return rows, lengths, rows[-1:]


@torch.no_grad()
def test_lists_that_grow() -> None:
    module = GrowingList().eval()
    with dycl.compile(module, (torch.ones(1, 2),), host="native") as program:
        for first in (4.0, 2.5, 0.0, 25.5, 1.0, 100.0, -1.0):
            x = torch.full((1, 2), first)
            expected, found = module(x), program(x)
            torch.testing.assert_close(found, expected, rtol=0, atol=0)
            torch.testing.assert_close(program.trace(x)[0], expected, rtol=0, atol=0)
        kept = program(torch.full((1, 2), 3.0))
        program(torch.full((1, 2), 9.0))
        assert kept[0].tolist() == [[3, 3], [2, 2], [1, 1]], "results are not used again"


def pictures(count: int) -> list[Tensor]:
    generator = torch.Generator().manual_seed(3)
    return [torch.randn(1, 3, 16, 16, generator=generator) for _ in range(count)]


@pytest.fixture(scope="module")
def captions() -> Iterator[tuple[nn.Module, Program]]:
    module = captioner.make()
    with dycl.compile(module, captioner.example_inputs(), host="native") as program:
        yield module, program


@torch.no_grad()
def test_captions_of_all_lengths(captions: tuple[nn.Module, Program]) -> None:
    module, program = captions
    lengths: set[int] = set()
    for image in pictures(60):
        words, places = program(image)
        by_python, _ = program.trace(image)
        assert torch.equal(words, by_python[0]) and torch.equal(places, by_python[1])
        expected = module(image)
        assert torch.equal(words, expected[0])
        torch.testing.assert_close(places, expected[1], rtol=1e-4, atol=1e-5)
        lengths.add(len(words))
    assert lengths >= {2, 3, 4, 5, 11}


def test_captions_from_c(captions: tuple[nn.Module, Program], tmp_path: Path) -> None:
    _, program = captions
    program.save(tmp_path / "package")
    source = ROOT / "tests" / "native_rows.c"
    calls = build_c(source, tmp_path / "package", tmp_path / "calls")
    images = pictures(20)
    (tmp_path / "images.f32").write_bytes(torch.cat(images).numpy().tobytes())
    done = run_c(calls, tmp_path / "package", tmp_path / "images.f32")
    assert done.returncode == 0, done.stdout + done.stderr
    first, *lines, last = done.stdout.splitlines()
    assert first == "-1 4 4"
    expected: list[str] = []
    for image in images:
        words, places = program(image)
        sum_ = sum(places.flatten().tolist())
        shape = f"3x{len(places)}x4x4"
        text = " ".join(map(str, words.tolist()))
        expected.append(f"1 {len(words)} {shape} {sum_:.6f}: {text}")
    assert len(set(map(len, expected))) > 3
    assert lines == expected * 3, "in one thread, and in two"
    assert last == "-3 1 result 1 must be float32[?, 4, 4]; it is float64[]"


class Chosen(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x[x.sum(1) > 0]


def test_what_c_cannot_do_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(LoweringError, match=r"C host program") as caught:
        dycl.compile(Chosen().eval(), (torch.ones(3, 2),), host="native")
    assert "test_native.py:" in str(caught.value)
    assert caught.value.hint == 'compile it with host="python"'
    with pytest.raises(DyclError, match="there is no host 'rust'"):
        dycl.compile(Chosen(), (torch.ones(3, 2),), host="rust")
    command = ["compile", f"{ROOT}/examples/captioner_batch.py:make", "--host", "native"]
    assert main([*command, "-o", str(tmp_path / "package")]) == 1
    assert "C host program" in capsys.readouterr().err
    assert not (tmp_path / "package").exists()


RUN = """
import sys
import numpy as np, dycl
program = dycl.load(sys.argv[1])
result = program(np.zeros((1, 1, 8, 8), np.float32))
assert not {"torch", "xdsl", "tvm"} & set(sys.modules)
print(result.shape, program.is_native)
"""


def test_runs_with_numpy_alone_and_needs_no_host_py_loaded(package: Path) -> None:
    done = run_c(sys.executable, "-c", RUN, package)
    assert done.stdout == "(1, 10) True\n", done.stderr


def test_the_package_says_what_it_is(package: Path, tmp_path: Path) -> None:
    program = dycl.load(package)
    assert "CALL(classifier" in program.text("native")
    assert (package / "dycl.h").read_text().startswith("/* Runs a compiled dynamic network from C")
    assert describe_package(package).splitlines()[0].endswith("host: native")
    copy = shutil.copytree(package, tmp_path / "copy")
    with (copy / "dycl.h").open("a") as header:
        header.write("\n")
    with pytest.raises(PackageError, match=r"dycl\.h has \d+ bytes instead of"):
        dycl.load(copy)
