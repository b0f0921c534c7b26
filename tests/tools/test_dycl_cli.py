"""dycl: compile, run, inspect and toolchain, with the real compiler."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dycl.tools.dycl_cli import main

NETWORK = Path(__file__).with_name("network.py")
MODEL = f"{NETWORK}:make"

RunTool = Callable[..., str]


@pytest.fixture
def run_tool(capsys: pytest.CaptureFixture[str]) -> RunTool:
    """Runs dycl in this process; returns what it prints to the stream of success or failure."""

    def run(*arguments: object, code: int = 0) -> str:
        assert main([str(argument) for argument in arguments]) == code
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return captured.err if code else captured.out

    return run


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("package") / "choose"
    assert main(["compile", MODEL, "-o", str(path), "--threads", "1"]) == 0
    return path


def write_inputs(path: Path, x: list[float], positional: bool = False) -> Path:
    array, state = np.array(x, "f"), np.array([1, 2, 3], "f")
    names = ("arr_0", "arr_1") if positional else ("x", "state")
    arrays = {names[0]: array, f"{names[1]}.0": state, f"{names[1]}.1": 10 * state}
    np.savez(path, allow_pickle=False, **arrays)
    return path


@pytest.mark.parametrize("positional", [False, True])
@pytest.mark.parametrize(
    ("x", "expected"), [([1, 2, 3], [3.0, 6.0, 9.0]), ([-1, -2, -3], [11.0, 22.0, 33.0])]
)
def test_a_package_runs_on_both_paths(
    run_tool: RunTool,
    package: Path,
    tmp_path: Path,
    x: list[float],
    expected: list[float],
    positional: bool,
) -> None:
    inputs = write_inputs(tmp_path / "x.npz", x, positional)
    output = tmp_path / "y.npz"
    printed = run_tool("run", package, "--inputs", inputs, "--output", output)
    assert printed == f"arr_0: float32[3] {np.array(expected, 'f')}\n"
    assert np.load(output)["arr_0"].tolist() == expected


def test_a_constant_is_not_in_a_file_of_arrays(run_tool: RunTool, tmp_path: Path) -> None:
    network = tmp_path / "flipping.py"
    network.write_text(
        "import torch\n\n\n"
        "class Flipping(torch.nn.Module):\n"
        "    def forward(self, x, flip):\n"
        "        return x.flip(0) if flip else x\n\n\n"
        "def make():\n    return Flipping().eval()\n\n\n"
        "def example_inputs():\n    return torch.ones(3), True\n"
    )
    run_tool("compile", f"{network}:make", "-o", tmp_path / "package")
    np.savez(tmp_path / "x.npz", allow_pickle=False, x=np.array([1, 2, 3], "f"))
    printed = run_tool("run", tmp_path / "package", "--inputs", tmp_path / "x.npz")
    assert printed == "arr_0: float32[3] [3. 2. 1.]\n"


def test_an_unknown_target_is_refused(run_tool: RunTool, tmp_path: Path) -> None:
    network = f"{Path(__file__).with_name('network.py')}:make"
    output = tmp_path / "package"
    message = run_tool("compile", network, "-o", output, "--target", "pentium", code=1)
    assert message.startswith("error: unknown target pentium")
    assert "native, x86-64-v2" in message
    assert not output.exists()


def test_running_needs_numpy_alone(package: Path, tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "x.npz", [1, 2, 3])
    program = (
        "import sys\nfrom dycl.tools.dycl_cli import main\n"
        f"code = main(['run', {str(package)!r}, '--inputs', {str(inputs)!r}])\n"
        "print(code, sorted({'torch', 'tvm', 'xdsl', 'safetensors', 'rich'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "0 []"


def test_what_is_not_installed_is_named(package: Path) -> None:
    program = (
        "import sys\nsys.modules['xdsl'] = None\nfrom dycl.tools.dycl_cli import main\n"
        f"sys.exit(main(['inspect', {str(package)!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("error: this needs the package xdsl, which is not installed\n")


def test_an_exception_of_the_program_is_reported(
    run_tool: RunTool, package: Path, tmp_path: Path
) -> None:
    inputs = write_inputs(tmp_path / "x.npz", [1, float("inf"), 3])
    message = run_tool("run", package, "--inputs", inputs, code=1)
    assert message == "error: the program raised ValueError: x must be finite\n"


def test_inputs_that_do_not_fit(run_tool: RunTool, package: Path, tmp_path: Path) -> None:
    assert "x is missing" in run_tool("run", package, code=1)
    inputs = write_inputs(tmp_path / "x.npz", [1, 2])
    message = run_tool("run", package, "--inputs", inputs, code=1)
    assert message == "error: x must be float32[3]; it is float32[2]\n"


def test_inspect_shows_what_happens_where(run_tool: RunTool, package: Path) -> None:
    page = run_tool("inspect", package)
    assert page.startswith("Choose, compiled by dycl ")
    assert page.splitlines()[0].endswith("threads: 1")
    assert "takes    {'x': float32[3], 'state': (float32[3], float32[3]), 'limit': 1.0}" in page
    assert "returns  float32[3]" in page
    lines = [line.strip() for line in page.splitlines()]
    branches = [line for line in lines if line.startswith("if  network.py:")]
    assert [line.partition("  if ")[2] for line in branches] == [
        "not torch.isfinite(x).all():",
        "x.sum() > limit:",
    ]
    for name, purpose in [
        ("source.mlir", "text of stage source"),
        ("split.mlir", "text of stage split"),
        ("model.relay", "text of stage relay"),
        ("host.py", "text of stage host"),
        ("model.so", ""),
        ("weights.safetensors", ""),
        ("manifest.json", ""),
    ]:
        assert any(
            line.startswith(str(package / name)) and line.endswith(purpose) for line in lines
        )


def test_damaged_packages_are_named(run_tool: RunTool, package: Path, tmp_path: Path) -> None:
    assert run_tool("inspect", tmp_path / "none", code=1).startswith("error: there is no package")
    assert "is not a dycl package" in run_tool("run", tmp_path, code=1)
    copy = tmp_path / "copy"
    shutil.copytree(package, copy)
    (copy / "model.so").write_bytes(b"broken")
    for command in ("run", "inspect"):
        message = run_tool(command, copy, code=1)
        assert str(copy / "model.so") in message
        assert "hint: copy or build the package again" in message


def test_only_packages_are_replaced(run_tool: RunTool, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("")
    message = run_tool("compile", MODEL, "-o", tmp_path, code=1)
    assert "exists and is not a dycl package" in message
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing.py:make"], "error: there is no file nothing.py\n"),
        (["model.onnx"], "error: model.onnx is no FILE.py:FACTORY"),
        ([f"{NETWORK}:nothing"], "has no function 'nothing'"),
        ([MODEL, "--threads", "0"], "can't run on 0 threads"),
        ([MODEL, "--backend", "magic"], "there is no back end 'magic'"),
        ([MODEL, "--inputs", "nothing.npz"], "error: there is no file nothing.npz\n"),
    ],
)
def test_what_cannot_be_compiled_leaves_nothing(
    run_tool: RunTool, tmp_path: Path, arguments: list[str], message: str
) -> None:
    output = tmp_path / "package"
    assert message in run_tool("compile", *arguments, "-o", output, code=1)
    assert list(tmp_path.iterdir()) == []


def test_toolchain_status(run_tool: RunTool) -> None:
    assert run_tool("toolchain", "status").startswith("relay: TVM ")


def test_debug_shows_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "nothing", "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_help_starts_without_numpy() -> None:
    program = (
        "import sys\nfrom dycl.tools.dycl_cli import make_parser\nmake_parser().format_help()\n"
        "print(sorted({'torch', 'numpy', 'xdsl', 'rich'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_profiles_count_paths(run_tool: RunTool, package: Path, tmp_path: Path) -> None:
    files = [write_inputs(tmp_path / f"{i}.npz", [float(i), 0, 0]) for i in (-1, 2, 3)]
    profile = tmp_path / "profile.json"
    table = run_tool("profile", package, "--inputs", *files, "-o", profile)
    assert table.splitlines()[0] == "3 calls"
    assert "  network.py:17: true 2 of 3 (67%)" in table.splitlines()
    counts = json.loads(profile.read_text())
    assert counts["branches"]["network.py:17"] == [{"true": 2, "false": 1}]

    stacked = tmp_path / "rows.npz"
    state = np.zeros((3, 3), "f")
    x = np.array([[-1, 0, 0], [2, 0, 0], [3, 0, 0]], "f")
    np.savez(stacked, allow_pickle=False, **{"x": x, "state.0": state, "state.1": state})
    assert run_tool("profile", package, "--inputs", stacked, "--rows") == table

    from dycl.tools.dycl_opt import main as dycl_opt

    annotated = tmp_path / "annotated.mlir"
    passes = f'annotate-profile{{file="{profile}"}}'
    assert dycl_opt([str(package / "split.mlir"), "-p", passes, "-o", str(annotated)]) == 0
    assert "dycl.profile = array<i64: 2, 1>" in annotated.read_text()


def test_a_profile_of_inputs_that_raise(run_tool: RunTool, package: Path, tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "x.npz", [np.inf, 0, 0])
    message = run_tool("profile", package, "--inputs", inputs, code=1)
    assert f"the program raised ValueError: x must be finite, for {inputs}" in message
