"""From a module to a package and back: compiled once with the real TVM, for all tests here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from xdsl.parser import Parser

import dycl
import multi_exit
from dycl.analysis.entry_functions import entry_functions
from dycl.compiler import compile_module
from dycl.errors import DyclError, InputError, PackageError, ToolchainError
from dycl.runtime.program import Program
from dycl.universe import make_context

ROOT = Path(__file__).resolve().parent.parent

LARGEST_DIFFERENCE = 10**-4.72
"""The worst of DyCL's own results, on logits up to about 10."""


class Nested(nn.Module):
    """Takes and returns nested values, host scalars and constants, and raises."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)

    def forward(
        self, x: Tensor, state: tuple[Tensor, dict[str, Tensor]], mode: str = "plain"
    ) -> dict[str, Any]:
        h, more = state
        y = self.linear(x + more["bias"])
        total = y.sum().item()
        if total != total:
            raise ValueError("not a number")
        if total > 0:
            y = y * 2
            h = h + 1
        return {"y": y, "state": (h, [x]), "mode": mode}


def nested_inputs(seed: int) -> tuple[Any, ...]:
    generator = torch.Generator().manual_seed(seed)
    x, bias = (torch.randn(2, 4, generator=generator) for _ in range(2))
    return x, (torch.tensor(seed), {"bias": bias})


@pytest.fixture(scope="session")
def exits() -> multi_exit.MultiExitNet:
    return multi_exit.make()


@pytest.fixture(scope="session")
def exits_program(exits: nn.Module) -> Iterator[Program]:
    with dycl.compile(exits, (torch.zeros(1, 1, 8, 8),)) as program:
        yield program


@pytest.fixture(scope="session")
def nested() -> Nested:
    torch.manual_seed(0)
    return Nested().eval()


@pytest.fixture(scope="session")
def nested_program(nested: Nested) -> Iterator[Program]:
    with dycl.compile(nested, (*nested_inputs(0), "plain")) as program:
        yield program


@pytest.fixture
def package(exits_program: Program, tmp_path: Path) -> Path:
    exits_program.save(tmp_path / "package")
    return tmp_path / "package"


def images(count: int) -> list[Tensor]:
    generator = torch.Generator().manual_seed(1)
    return [torch.randn(1, 1, 8, 8, generator=generator) for _ in range(count)]


@torch.no_grad()
def test_same_answers_on_every_path(exits: nn.Module, exits_program: Program) -> None:
    paths: set[tuple[bool, ...]] = set()
    for x in images(120):
        found, branches = exits_program.trace(x)
        assert (found - exits(x)).abs().max() <= LARGEST_DIFFERENCE
        assert torch.equal(exits_program(x), found)
        assert all(place.startswith("multi_exit.py:") for place, _ in branches)
        paths.add(tuple(taken for _, taken in branches))
    assert paths == {(True,), (False, True), (False, False)}


def test_numpy_in_numpy_out(exits_program: Program) -> None:
    x = images(1)[0]
    found = exits_program(x.numpy())
    assert isinstance(found, np.ndarray)
    np.testing.assert_array_equal(found, exits_program(x).numpy())


def test_results_stay_as_they_are(exits_program: Program) -> None:
    results = [exits_program(x) for x in images(20)]
    copies = [result.clone() for result in results]
    for x in images(20):
        exits_program(x)
    for result, copy in zip(results, copies, strict=True):
        assert torch.equal(result, copy)


def test_threads_do_not_disturb_each_other(exits_program: Program) -> None:
    inputs = images(40)
    expected = [exits_program(x) for x in inputs]
    failures: list[int] = []

    def run() -> None:
        for index, x in enumerate(inputs):
            if not torch.equal(exits_program(x), expected[index]):
                failures.append(index)

    workers = [threading.Thread(target=run) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not failures


@torch.no_grad()
def test_nesting(nested: Nested, nested_program: Program) -> None:
    taken: set[bool] = set()
    for seed in range(100):
        args = nested_inputs(seed)
        expected, found = nested(*args), nested_program(*args)
        torch.testing.assert_close(found["y"], expected["y"])
        assert found.keys() == expected.keys()
        assert isinstance(found["state"], tuple) and isinstance(found["state"][1], list)
        assert torch.equal(found["state"][0], expected["state"][0])
        assert torch.equal(found["state"][1][0], args[0])
        assert found["mode"] == "plain"
        taken.add(bool(found["state"][0] > args[1][0]))
    assert taken == {True, False}


def test_keyword_arguments(nested_program: Program) -> None:
    x, state = nested_inputs(3)
    expected = nested_program(x, state)["y"]
    assert torch.equal(nested_program(state=state, x=x)["y"], expected)
    assert torch.equal(nested_program(x, state=state, mode="plain")["y"], expected)


def test_exceptions(nested_program: Program) -> None:
    x, state = nested_inputs(3)
    with pytest.raises(ValueError, match=r"^not a number$"):
        nested_program(x * torch.nan, state)


X, (STATE, MORE) = nested_inputs(0)


@pytest.mark.parametrize(
    ("args", "kwargs", "message"),
    [
        ((), {}, "x is missing: the program takes x, state, mode"),
        ((X,), {}, "state is missing"),
        ((X, (STATE, MORE), "plain", 1), {}, r"takes 3 arguments \(x, state, mode\); 4 were given"),
        ((X, (STATE, MORE)), {"x": X}, "x was given twice"),
        ((X, (STATE, MORE)), {"z": X}, "no parameter z"),
        ((X, (STATE, MORE), "other"), {}, "mode was 'plain' when .* now 'other'"),
        ((X[:1], (STATE, MORE)), {}, r"x must be float32\[2, 4\]; it is float32\[1, 4\]"),
        ((X.double(), (STATE, MORE)), {}, r"x must be float32\[2, 4\]; it is float64\[2, 4\]"),
        ((X.bfloat16(), (STATE, MORE)), {}, r"x must be .* it is bfloat16\[2, 4\]"),
        (([1.0], (STATE, MORE)), {}, r"x must be float32\[2, 4\]; it is a list"),
        ((X, (STATE,)), {}, "state must be a tuple of 2, not a tuple of 1"),
        ((X, (STATE, {"b": X})), {}, r"state\[1\] must be a dict with the keys \['bias'\]"),
        ((X, (STATE, {"bias": X[0]})), {}, r"state\[1\]\['bias'\] must be float32\[2, 4\]"),
        ((X, (1.5, MORE)), {}, r"state\[0\] must be int64\[\]; it is a float"),
    ],
)
def test_wrong_inputs(
    nested_program: Program, args: tuple[Any, ...], kwargs: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        nested_program(*args, **kwargs)


def test_texts(exits_program: Program) -> None:
    assert "aten.conv2d" in exits_program.text("source")
    assert "dycl.subnetwork" in exits_program.text("split")
    assert exits_program.text("relay").startswith('#[version = "0.0.5"]')
    assert "def forward(x):" in exits_program.text("host")
    with pytest.raises(ValueError, match="the stages are source, split, relay, host"):
        exits_program.text("llvm")


def test_save_and_load(exits_program: Program, package: Path) -> None:
    loaded = dycl.load(package)
    for x in images(10):
        assert torch.equal(loaded(x), exits_program(x))
    assert str(ROOT) not in loaded.text("host")
    loaded.threads = 1
    assert loaded.threads == 1


def test_a_package_replaces_a_package_alone(exits_program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    exits_program.save(folder)
    (folder / "model.so").write_bytes(b"damaged")
    exits_program.save(folder)
    assert dycl.load(folder)(images(1)[0]).shape == (1, 10)
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.tex").write_text("precious")
    with pytest.raises(PackageError, match="not a dycl package"):
        exits_program.save(other)
    with pytest.raises(PackageError, match="not a dycl package"):
        exits_program.save(other / "thesis.tex")
    assert [each.name for each in tmp_path.iterdir()] in (
        ["package", "other"],
        ["other", "package"],
    )


PACKAGE_FILES = (
    "manifest.json", "host.py", "model.so", "weights.safetensors", "source.mlir", "split.mlir",
    "model.relay",
)  # fmt: skip


def remove(file: Path) -> None:
    file.unlink()


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])


def alter(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))


@pytest.mark.parametrize("damage", [remove, truncate, alter])
@pytest.mark.parametrize("name", PACKAGE_FILES)
def test_damaged_packages(package: Path, name: str, damage: Callable[[Path], None]) -> None:
    if name == "manifest.json" and damage is alter:
        manifest = json.loads((package / name).read_text())
        manifest["entries"][0]["inputs"]["leaves"] = 3
        (package / name).write_text(json.dumps(manifest))
    else:
        damage(package / name)
    with pytest.raises(PackageError, match=name):
        dycl.load(package)


def test_no_package(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="there is no package"):
        dycl.load(tmp_path / "missing")
    with pytest.raises(PackageError, match="is not a dycl package"):
        dycl.load(tmp_path)


def test_another_format(package: Path) -> None:
    manifest = json.loads((package / "manifest.json").read_text())
    (package / "manifest.json").write_text(json.dumps({**manifest, "format": 99}))
    with pytest.raises(PackageError, match="has format 99"):
        dycl.load(package)


RUN = """
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"torch", "xdsl", "tvm", "lark", "safetensors", "rich"}:
            raise ImportError(f"{name} must not be imported here")

sys.meta_path.insert(0, Blocker())
import numpy as np
import dycl
program = dycl.load(sys.argv[1])
np.save(sys.argv[3], program(np.load(sys.argv[2])))
"""


def test_runs_with_numpy_alone(exits_program: Program, package: Path, tmp_path: Path) -> None:
    x = images(1)[0].numpy()
    np.save(tmp_path / "x.npy", x)
    command = [sys.executable, "-c", RUN, package, tmp_path / "x.npy", tmp_path / "y.npy"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    np.testing.assert_array_equal(np.load(tmp_path / "y.npy"), exits_program(x))


def test_host_program_is_a_module(package: Path, exits_program: Program, tmp_path: Path) -> None:
    x = images(1)[0].numpy()
    np.save(tmp_path / "x.npy", x)
    code = "import sys, numpy, host; numpy.save(sys.argv[2], host.forward(numpy.load(sys.argv[1])))"
    command = [sys.executable, "-c", code, tmp_path / "x.npy", tmp_path / "y.npy"]
    environment = {**os.environ, "PYTHONPATH": f"{package}{os.pathsep}{ROOT}"}
    subprocess.run(command, check=True, env=environment, cwd=tmp_path)
    np.testing.assert_array_equal(np.load(tmp_path / "y.npy"), exits_program(x))


def test_nothing_stays_behind(
    exits: nn.Module, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(DyclError):
        dycl.compile(exits, (torch.zeros(1, 1, 8, 8),), threads=0)
    assert not list(tmp_path.iterdir())


def test_unknown_backend(exits: nn.Module) -> None:
    with pytest.raises(DyclError, match=r"no back end 'tpu'"):
        dycl.compile(exits, (torch.zeros(1, 1, 8, 8),), backend="tpu")


def test_a_missing_toolchain_is_found_before_work_starts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code = (
        "import dycl, torch\n"
        "def never(x): raise AssertionError\n"
        "try: dycl.compile(never, (torch.zeros(1),))\n"
        "except dycl.DyclError as error: print(type(error).__name__, error)"
    )
    environment = {**os.environ, "DYCL_CACHE": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert ToolchainError.__name__ in done.stdout
    assert "install" in done.stdout


MODULE = """
func.func @forward(%x: tensor<3x4xf32>, %n: i64) -> (tensor<?x4xf32>, i64) {
  %w = dycl.weight @head.weight : tensor<4x4xf32>
  %bias = dycl.weight @bias : tensor<4xf32>
  %h = aten.linear %x, %w : (tensor<3x4xf32>, tensor<4x4xf32>) -> tensor<3x4xf32>
  %0 = aten.slice.Tensor %h {end = %n} : (tensor<3x4xf32>, i64) -> tensor<?x4xf32>
  %rows = aten.sort %0 {dim = 0} : (tensor<?x4xf32>) -> (tensor<?x4xf32>, tensor<?x4xi64>)
  %one = arith.constant 1 : i64
  %m = arith.addi %n, %one : i64
  func.return %rows, %m : tensor<?x4xf32>, i64
}
"""


def test_module_with_host_operators(tmp_path: Path) -> None:
    """A seam below the frontend: IR and weights in, a program out; ``?`` stays on the host."""
    text = MODULE.replace("%rows = aten.sort", "%rows, %order = aten.sort")
    context = make_context()
    module = Parser(context, text).parse_module()
    weights = {
        "head.weight": np.arange(16, dtype=np.float32).reshape(4, 4),
        "bias": np.ones(4, np.float32),
    }
    steps: list[tuple[str, int, int]] = []
    with compile_module(
        module, weights, progress=lambda *step: steps.append(step), threads=1
    ) as program:
        x = np.random.default_rng(0).standard_normal((3, 4), np.float32)
        for n in (0, 1, 3):
            rows, m = program(x, n)
            expected = np.sort((x @ weights["head.weight"].T)[:n], 0)
            np.testing.assert_allclose(rows, expected, rtol=1e-5)
            assert m == n + 1
        assert program.threads == 1
        assert "aten.slice(" in program.text("host")
        with pytest.raises(InputError, match=r"n must be an int; it is 1.5"):
            program(x, 1.5)
    assert steps[-1][1] == steps[-1][2]
    assert not program.directory.exists()
    shutil.rmtree(tmp_path)


@pytest.mark.parametrize("host", ["python", "native"])
def test_arguments_of_the_same_name(host: str) -> None:
    """A rewrite can give two arguments the name of a value that it replaces by them."""
    context = make_context()
    module = Parser(
        context,
        """
        func.func @forward(%a: i64, %b: i64) -> i64 {
          %0 = arith.subi %a, %b : i64
          func.return %0 : i64
        }
        """,
    ).parse_module()
    for argument in next(iter(entry_functions(module))).body.block.args:
        argument.name_hint = "same"
    with compile_module(module, {}, passes="canonicalize", host=host) as program:
        assert program(7, 3) == 4


class Gated(nn.Module):
    """Its gate is closed for pixels in [0, 1], and open for others."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = nn.Linear(4, 1)
        self.block = nn.Linear(4, 4)
        nn.init.constant_(self.gate.weight, 1.0)
        nn.init.constant_(self.gate.bias, -5.0)

    def forward(self, x: Tensor) -> Tensor:
        if torch.sigmoid(self.gate(x)) > 0.5:
            return self.block(x)
        return x + 1


def test_what_is_known_of_inputs_decides_branches() -> None:
    """A bias dominates a bounded input."""
    net = Gated().eval()
    with (
        dycl.compile(net, torch.rand(1, 4)) as general,
        dycl.compile(net, torch.rand(1, 4), assume="0 <= x <= 1") as program,
    ):
        assert "dycl.assume" in program.text("source")
        assert "if " in general.text("host")
        assert "if " not in program.text("host")
        for x in (torch.zeros(1, 4), torch.ones(1, 4), torch.rand(1, 4)):
            torch.testing.assert_close(program(x), net(x))
        torch.testing.assert_close(general(torch.full((1, 4), 9.0)), net(torch.full((1, 4), 9.0)))
    with pytest.raises(DyclError, match="names no argument"):
        dycl.compile(net, torch.rand(1, 4), assume=["0 <= y <= 1"])


def test_a_structure_that_is_never_returned_is_no_part_of_a_package() -> None:
    class Net(nn.Module):
        def forward(self, x: Tensor) -> Any:
            if x.max() > 2:
                return {"large": x}
            return x * 2, None

    x = torch.rand(1, 4)
    with dycl.compile(Net().eval(), x, assume="0 <= x <= 1") as program:
        assert program.manifest.entries[0].outputs.structure == "($0, None)"
        doubled, nothing = program(x)
        assert nothing is None
        torch.testing.assert_close(doubled, x * 2)
