"""dycl-opt: Python files, inputs, running, and what it says when something is wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dycl.tools.dycl_opt import main

NETWORK = Path(__file__).with_name("network.py")
MODEL = f"{NETWORK}:make"

RunTool = Callable[..., str]


@pytest.fixture
def run_tool(capsys: pytest.CaptureFixture[str]) -> RunTool:
    """Runs dycl-opt in this process; returns what it prints to the stream of success or failure."""

    def run(*arguments: object, code: int = 0) -> str:
        assert main([str(argument) for argument in arguments]) == code
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return captured.err if code else captured.out

    return run


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    path = tmp_path / "x.npz"
    x = np.array([1, 2, 3], "f")
    np.savez(path, allow_pickle=False, **{"x": x, "state.0": x, "state.1": 10 * x})
    return path


def test_a_python_file_becomes_text(run_tool: RunTool, tmp_path: Path) -> None:
    output = tmp_path / "net.mlir"
    assert run_tool(MODEL, "-o", output, "--print-debuginfo") == ""
    text = output.read_text()
    assert f'dycl.weights = "{tmp_path}/net.safetensors"' in text
    assert (tmp_path / "net.safetensors").is_file()
    assert f'loc("{NETWORK}":' in text
    assert run_tool(output, "--print-debuginfo") == text
    assert {path.name for path in tmp_path.iterdir()} == {"net.mlir", "net.safetensors"}


def test_running_reads_and_writes_arrays(run_tool: RunTool, tmp_path: Path, inputs: Path) -> None:
    output, weights = tmp_path / "y.npz", tmp_path / "w.safetensors"
    printed = run_tool(MODEL, "--weights", weights, "--inputs", inputs, "--run", "--output", output)
    assert printed == "arr_0: tensor<3xf32> [3. 6. 9.]\n"
    assert np.load(output)["arr_0"].tolist() == [3.0, 6.0, 9.0]


def test_running_any_stage_gives_the_same(run_tool: RunTool, tmp_path: Path, inputs: Path) -> None:
    text = tmp_path / "net.mlir"
    run_tool(MODEL, "-o", text)
    run = ("--run", "--inputs", inputs)
    source = run_tool(text, *run)
    assert source == "arr_0: tensor<3xf32> [3. 6. 9.]\n"
    assert run_tool(text, "-p", "dycl-default", *run) == source
    assert run_tool(text, "-p", "dycl-default,convert-aten-to-relay", *run) == source


def test_example_inputs_of_the_file_are_the_default(run_tool: RunTool) -> None:
    assert run_tool(MODEL, "--run") == "arr_0: tensor<3xf32> [2. 2. 2.]\n"


def test_an_exception_of_the_program_is_reported(run_tool: RunTool, tmp_path: Path) -> None:
    inputs = tmp_path / "x.npz"
    x = np.array([1, np.inf, 3], "f")
    np.savez(inputs, allow_pickle=False, arr_0=x, **{"arr_1.0": x, "arr_1.1": x})
    message = run_tool(MODEL, "--run", "--inputs", inputs, code=1)
    assert message.startswith("error: the program raised ValueError: x must be finite, while ")
    assert f"{NETWORK}:" in message


TEXT = """
func.func @forward(%x: tensor<2xf32>, %n: i64, %s: f64, %b: i1)
    -> (tensor<?xf32>, i64, f64, i1, tensor<2x2xbf16>) {
  %0 = aten.slice.Tensor %x {end = %n} : (tensor<2xf32>, i64) -> tensor<?xf32>
  %1 = arith.constant dense<[[1.5, 2.0], [0.0, 0.25]]> : tensor<2x2xbf16>
  func.return %0, %n, %s, %b, %1 : tensor<?xf32>, i64, f64, i1, tensor<2x2xbf16>
}
"""


@pytest.mark.parametrize("names", [("x", "n", "s", "b"), ("arr_0", "arr_1", "arr_2", "arr_3")])
def test_a_text_takes_arrays_by_name_or_position(
    run_tool: RunTool, tmp_path: Path, names: tuple[str, ...]
) -> None:
    text, inputs, output = tmp_path / "net.mlir", tmp_path / "x.npz", tmp_path / "y.npz"
    text.write_text(TEXT)
    values = (np.array([1.0, 2.0], "f"), np.array(1), np.array(0.5), np.array(True))
    np.savez(inputs, allow_pickle=False, **dict(zip(names, values, strict=True)))
    assert run_tool(text, "--run", "--inputs", inputs, "--output", output).splitlines() == [
        "arr_0: tensor<1xf32> [1.]",
        "arr_1: i64 1",
        "arr_2: f64 0.5",
        "arr_3: i1 True",
        "arr_4: tensor<2x2xbf16>",
        "[[1.5  2.  ]",
        " [0.   0.25]]",
    ]
    written = np.load(output)
    assert written["arr_3"].item() is True
    assert written["arr_4"].dtype == np.float32


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("nothing.py:make", "error: there is no file nothing.py\n"),
        (str(NETWORK), "does not say which function makes the model\n  hint: write "),
        (f"{NETWORK}:mak", "has no function 'mak'\n  hint: it has Choose, make, make_nothing"),
        (f"{NETWORK}:make_nothing", "returns int, neither a module nor a method"),
        (f"{NETWORK}:make_trouble", "failed: RuntimeError: no weights here"),
        ("nothing.mlir", "error: nothing.mlir: No such file or directory\n"),
        ("nothing.toml", "error: nothing.toml: No such file or directory\n"),
    ],
)
def test_what_cannot_be_read_is_named(run_tool: RunTool, model: str, message: str) -> None:
    assert message in run_tool(model, code=1)


def test_broken_python_files_are_named(run_tool: RunTool, tmp_path: Path) -> None:
    path = tmp_path / "broken.py"
    path.write_text("import no_such_module\n")
    message = run_tool(f"{path}:make", code=1)
    assert f"importing {path} failed: ModuleNotFoundError: No module named" in message
    assert "broken" not in sys.modules
    path.write_text("def make():\n    return len\n")
    assert "there are no example inputs" in run_tool(f"{path}:make", code=1)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"text", "is not a file of named arrays\n  hint: numpy.savez writes such files"),
        (b"", "is not a file of named arrays"),
        (b"PK\x03\x04broken", "is not a file of named arrays"),
    ],
)
def test_inputs_that_are_no_arrays(
    run_tool: RunTool, tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "x.npz"
    path.write_bytes(content)
    assert message in run_tool(MODEL, "--run", "--inputs", path, code=1)
    path.unlink()
    assert f"there is no file {path}" in run_tool(MODEL, "--run", "--inputs", path, code=1)


def test_malformed_text_is_shown_with_its_place(run_tool: RunTool, tmp_path: Path) -> None:
    path = tmp_path / "net.mlir"
    path.write_text("func.func @f() {\n  %0 = aten.relu %x {inplace = true}\n}\n")
    lines = run_tool(path, code=1).splitlines()
    assert lines[0] == f"{path}:2:22"
    assert lines[1] == "  %0 = aten.relu %x {inplace = true}"
    assert lines[2] == " " * 21 + "^"
    assert lines[3].strip() == "aten.relu has no named argument 'inplace'"


def test_ir_that_does_not_verify_is_marked(run_tool: RunTool, tmp_path: Path) -> None:
    path = tmp_path / "net.mlir"
    path.write_text(
        "func.func @f(%x: tensor<2xf32>) {\n"
        "  %0 = dycl.item %x : tensor<2xf32> -> f64\n  func.return\n}\n"
    )
    lines = run_tool(path, code=1).splitlines()
    assert lines[0] == "error: dycl.item takes a tensor with one element, not tensor<2xf32>"
    assert lines[-2].strip().startswith('%0 = "dycl.item"(%x)')
    assert lines[-1].strip().startswith("^^^")


RELAY = """#[version = "0.0.5"]
def @main(%x: Tensor[(3), float32], %go: bool) -> Tensor[(3), float32] {
  if (%go) { %x * 2f } else { nn.relu(%x) }
}
"""


def test_a_relay_text_is_read_as_any_other(run_tool: RunTool, tmp_path: Path) -> None:
    text, inputs = tmp_path / "net.relay", tmp_path / "x.npz"
    text.write_text(RELAY)
    module = run_tool(text)
    assert "scf.if" in module
    (tmp_path / "net.mlir").write_text(module)
    (tmp_path / "printed.relay").write_text(run_tool(text, "-t", "relay"))
    for go, values in ((True, "-2.  4.  6."), (False, "0. 2. 3.")):
        np.savez(inputs, allow_pickle=False, x=np.array([-1, 2, 3], "f"), go=np.array(go))
        for name in ("net.relay", "net.mlir", "printed.relay"):
            printed = run_tool(tmp_path / name, "--run", "--inputs", inputs)
            assert printed == f"arr_0: tensor<3xf32> [{values}]\n"


def test_relay_text_comes_from_standard_input() -> None:
    command = [str(Path(sys.executable).with_name("dycl-opt")), "-f", "relay"]
    done = subprocess.run(command, input=RELAY, capture_output=True, text=True, check=True)
    assert "scf.if" in done.stdout
    wrong = RELAY.replace("%x * 2f", "%x * 2.0")
    done = subprocess.run(command, input=wrong, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert lines[0] == "stdin:3:19"
    assert lines[1] == "  if (%go) { %x * 2.0 } else { nn.relu(%x) }"
    assert lines[2].rstrip() == " " * 18 + "^^^"
    assert lines[3].strip().startswith("`2.0` is no number of Relay's: write 1 or 1i64")


def test_a_relay_file_that_is_no_text(run_tool: RunTool, tmp_path: Path) -> None:
    path = tmp_path / "net.relay"
    path.write_bytes(b"\xff\xfe")
    assert f"error: {path} is no text in UTF-8" in run_tool(path, code=1)


def test_a_relay_text_needs_no_torch(tmp_path: Path) -> None:
    path = tmp_path / "net.relay"
    path.write_text(RELAY)
    code = (
        "import sys; from dycl.tools.dycl_opt import main; "
        f"main([{str(path)!r}, '-t', 'relay']); assert not {{'torch', 'tvm'}} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)


@pytest.mark.parametrize(
    ("passes", "message"),
    [
        ("no-such-pass", "error: Unrecognized passes: ['no-such-pass']\n"),
        ("cse{", "Expected argument name here"),
        ("if-to-select{x=1}", 'error: in the pipeline: Provided arguments ["x"] not found'),
        ("prune-dead-branches{copies=x}", "error: in the pipeline: Incompatible types"),
    ],
)
def test_pipelines_that_cannot_be_built(
    run_tool: RunTool, tmp_path: Path, passes: str, message: str
) -> None:
    path = tmp_path / "net.mlir"
    path.write_text("func.func @f() { func.return }")
    assert message in run_tool(path, "-p", passes, code=1)


@pytest.mark.parametrize("count", ["0", "-1", "x"])
def test_a_number_of_inputs_is_positive(count: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["net.mlir", f"--validate={count}"])
    assert f"{count} is no number of inputs: write 1 or more" in capsys.readouterr().err


def test_start_up_imports_nothing_large(tmp_path: Path) -> None:
    path = tmp_path / "net.mlir"
    path.write_text("func.func @f() { func.return }")
    code = (
        "import sys; from dycl.tools.dycl_opt import main; "
        f"assert main([{str(path)!r}, '-p', 'remove-dead-values']) == 0; "
        "print(*{'numpy', 'torch', 'lark', 'tvm'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == ""


def test_a_failure_leaves_no_output_behind(run_tool: RunTool, tmp_path: Path) -> None:
    path, output = tmp_path / "net.mlir", tmp_path / "out.mlir"
    path.write_text("func.func @f() {")
    run_tool(path, "-o", output, code=1)
    assert list(tmp_path.iterdir()) == [path]
    output.write_text("kept")
    run_tool(path, "-o", output, code=1)
    assert output.read_text() == "kept"


def test_debug_shows_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nothing.py:make", "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_deep_nests_go_through_the_tool(tmp_path: Path) -> None:
    depth = 150
    text = "func.func @forward(%go: i1) {\n"
    text += "scf.if %go {\n" * depth + "}\n" * depth + "func.return\n}\n"
    command = [str(Path(sys.executable).with_name("dycl-opt")), "--print-op-generic"]
    done = subprocess.run(
        command, input=text, capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.count("scf.if") == depth


def test_remarks_say_what_passes_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "net.mlir"
    path.write_text(
        "func.func @f(%x: tensor<2xf32>) -> tensor<2xf32> {\n"
        "  %go = arith.constant true\n"
        "  %r = scf.if %go -> (tensor<2xf32>) {\n"
        "    %y = aten.relu %x : (tensor<2xf32>) -> tensor<2xf32>\n"
        "    scf.yield %y : tensor<2xf32>\n"
        "  } else {\n"
        "    scf.yield %x : tensor<2xf32>\n"
        '  } loc("net.py":3:4)\n'
        "  func.return %r : tensor<2xf32>\n}\n"
    )
    assert main([str(path), "-p", "prune-dead-branches", "--remarks"]) == 0
    captured = capsys.readouterr()
    assert captured.err.startswith("net.py:3:4: remark: ")
    assert captured.err.endswith("[prune-dead-branches]\n")
    assert "scf.if" not in captured.out
    assert main([str(path), "-p", "prune-dead-branches"]) == 0
    assert capsys.readouterr().err == ""
