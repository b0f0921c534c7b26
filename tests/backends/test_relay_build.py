"""The real TVM compiles sub-networks, and what comes out computes what PyTorch and plain TVM
compute.
"""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from dycl.backends.relay import (
    BuildOptions,
    Instance,
    Subnetwork,
    build_library,
    check_relay_text,
)
from dycl.errors import ToolchainError
from dycl.runtime import Library, LibraryManifest

VERSION = '#[version = "0.0.5"]\n'

BLOCK = f"""{VERSION}
def @block(%x: Tensor[(1, 16, 8, 8), float32], %w: Tensor[(32, 16, 3, 3), float32],
           %gamma: Tensor[(32), float32], %beta: Tensor[(32), float32],
           %mean: Tensor[(32), float32], %var: Tensor[(32), float32],
           %skip: Tensor[(32, 16, 1, 1), float32]) {{
  %0 = nn.conv2d(%x, %w, padding=[1, 1, 1, 1], channels=32, kernel_size=[3, 3]);
  %1 = nn.batch_norm(%0, %gamma, %beta, %mean, %var);
  %2 = nn.conv2d(%x, %skip, channels=32, kernel_size=[1, 1]);
  nn.relu(add(%1.0, %2))
}}
"""

HEAD = f"""{VERSION}
def @head(%x: Tensor[(1, 32, 8, 8), float32], %w: Tensor[(10, 32), float32],
          %b: Tensor[(10), float32]) {{
  %0 = nn.batch_flatten(nn.global_avg_pool2d(%x));
  %1 = add(nn.dense(%0, %w, units=10), %b);
  %2 = nn.softmax(%1);
  (%1, greater(max(%2), 0.5f))
}}
"""

FORMS = f"""{VERSION}
def @forms(%x: Tensor[(4, 6), float32], %w: Tensor[(5), float32]) {{
  %0 = multiply(%x, 2f);
  (%0, %x, %w, reshape(%0, newshape=[24]), %0, exp(%0), multiply(%w, %w))
}}
"""

TYPES = f"""{VERSION}
def @types(%d: Tensor[(3), float64], %h: Tensor[(3), float16], %l: Tensor[(3), int64],
           %i: Tensor[(3), int32], %s: Tensor[(3), int16], %c: Tensor[(3), int8],
           %u: Tensor[(3), uint8], %b: Tensor[(3), bool], %scalar: Tensor[(), float32]) {{
  (add(%d, %d), add(%h, %h), add(%l, %l), add(%i, %i), add(%s, %s), add(%c, %c), add(%u, %u),
   logical_not(%b), add(%scalar, %scalar), greater(%d, 1f64))
}}
"""

BROADCAST = f"""{VERSION}
def @broadcast(%x: Tensor[(1, 8, 64, 64), float32], %w: Tensor[(8), float32]) {{
  %0 = broadcast_to(reshape(%w, newshape=[1, 8, 1, 1]), shape=[1, 8, 64, 64]);
  multiply(%x, %0)
}}
"""

ONES = f"""{VERSION}
def @ones() {{ (ones(shape=[2, 3], dtype="float32"),) }}
"""

NO_ROWS = f"""{VERSION}
def @no_rows(%x: Tensor[(0, 3), float32]) {{ add(%x, %x) }}
"""

BLOCK_SHAPES = [(32, 16, 3, 3), (32,), (32,), (32,), (32,), (32, 16, 1, 1)]
BLOCK_WEIGHTS = ["w", "gamma", "beta", "mean", "var", "skip"]


@dataclass(frozen=True)
class Built:
    directory: Path
    manifest: LibraryManifest
    weights: dict[str, np.ndarray]
    finished: list[str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    random = np.random.default_rng(0)
    weights: dict[str, np.ndarray] = {}
    for stage in "abc":
        for name, shape in zip(BLOCK_WEIGHTS, BLOCK_SHAPES, strict=True):
            if len(shape) == 1:
                value = random.uniform(0.5, 1.5, shape)
            else:  # as networks have them: results are about as large as the data
                value = random.normal(size=shape) / np.sqrt(np.prod(shape[1:]))
            weights[f"{stage}.{name}"] = value.astype(np.float32)
        weights[f"{stage}.head.w"] = random.normal(size=(10, 32)).astype(np.float32)
        weights[f"{stage}.head.b"] = random.normal(size=10).astype(np.float32)
    weights["five"] = random.normal(size=5).astype(np.float32)
    weights["eight"] = random.normal(size=8).astype(np.float32)
    instances = [Instance(f"block_{s}", "block", block_weights(s)) for s in "ab"]
    instances += [
        Instance("block_again", "block", block_weights("a")),
        Instance("head_a", "head", ("a.head.w", "a.head.b")),
        Instance("head_b", "head", ("b.head.w", "b.head.b")),
        Instance("forms", "forms", ("five",)),
        Instance("broadcast", "broadcast", ("eight",)),
    ]
    instances += [Instance(name, name) for name in ("types", "ones", "no_rows")]
    directory = tmp_path_factory.mktemp("library")
    finished: list[str] = []
    manifest = build_library(
        [
            Subnetwork("block", BLOCK, (1, 2, 3, 4, 5, 6)),
            Subnetwork("head", HEAD, (1, 2)),
            Subnetwork("forms", FORMS, (1,)),
            Subnetwork("broadcast", BROADCAST, (1,)),
            Subnetwork("types", TYPES),
            Subnetwork("ones", ONES),
            Subnetwork("no_rows", NO_ROWS),
        ],
        instances,
        weights,
        directory,
        progress=finished.append,
    )
    return Built(directory, manifest, weights, finished)


@pytest.fixture
def library(built: Built) -> Library:
    return Library(built.directory, built.manifest)


def block_weights(stage: str) -> tuple[str, ...]:
    return tuple(f"{stage}.{name}" for name in BLOCK_WEIGHTS)


def eager_block(x: Tensor, weights: Sequence[Tensor]) -> Tensor:
    w, gamma, beta, mean, var, skip = weights
    normal = F.batch_norm(F.conv2d(x, w, padding=1), mean, var, gamma, beta)
    return F.relu(normal + F.conv2d(x, skip))


def image(seed: int, channels: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(1, channels, 8, 8)).astype(np.float32)


def unsplit(
    folder: Path, text: str, name: str, arguments: Sequence[np.ndarray], weights: Sequence[int]
) -> list[np.ndarray]:
    """What TVM computes when it is given the whole function with its weights as constants."""
    (folder / "text.relay").write_text(text)
    named = {str(i): array for i, array in enumerate(arguments)}
    np.savez(folder / "in.npz", allow_pickle=False, **named)
    program = str(Path(__file__).with_name("unsplit.py"))
    command = [sys.executable, program, str(folder / "text.relay"), name]
    command += [str(folder / "in.npz"), str(folder / "out.npz"), *map(str, weights)]
    subprocess.run(command, check=True, capture_output=True)
    results = np.load(folder / "out.npz")
    return [results[str(i)] for i in range(len(results.files))]


@pytest.mark.parametrize("stage", ["a", "b"])
def test_one_compiled_block_serves_several_layers(
    built: Built, library: Library, stage: str
) -> None:
    block = library.subnetwork(f"block_{stage}")
    weights = [torch.from_numpy(built.weights[name]) for name in block_weights(stage)]
    for seed in range(10):
        x = image(seed, 16)
        expected = eager_block(torch.from_numpy(x), weights).numpy()
        np.testing.assert_allclose(block(x), expected, rtol=1e-5, atol=2e-5)


@pytest.mark.parametrize("stage", ["a", "b"])
def test_a_split_block_equals_plain_tvm(
    built: Built, library: Library, tmp_path: Path, stage: str
) -> None:
    x = image(3, 16)
    arguments = [x, *(built.weights[name] for name in block_weights(stage))]
    (expected,) = unsplit(tmp_path, BLOCK, "block", arguments, range(1, 7))
    # TVM folds the batch norm operation by operation, `prepare` in one kernel: another rounding.
    result = library.subnetwork(f"block_{stage}")(x)
    np.testing.assert_allclose(result, expected, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("stage", ["a", "b"])
def test_a_head_equals_eager(built: Built, library: Library, stage: str) -> None:
    w, b = (torch.from_numpy(built.weights[f"{stage}.head.{name}"]) for name in "wb")
    for seed in range(10):
        x = image(seed, 32)
        logits, confident = library.subnetwork(f"head_{stage}")(x)
        expected = F.linear(torch.from_numpy(x).mean((2, 3)), w, b)
        np.testing.assert_allclose(logits, expected.numpy(), rtol=1e-5, atol=1e-5)
        assert confident.dtype == np.bool_
        assert bool(confident) == bool(expected.softmax(1).max() > 0.5)


def test_weights_are_packed_while_building(built: Built) -> None:
    """Batch norm is folded into one bias, and nothing weight-only is left to run: of a 3×3 kernel,
    its 9 elements or the 36 that Winograd's algorithm wants.
    """
    block = built.manifest.subnetworks[0]
    bias, pointwise, kernel = sorted(math.prod(each.shape) for each in block.constants)
    assert (bias, pointwise) == (32, 32 * 16)
    assert kernel in (9 * 32 * 16, 36 * 32 * 16)
    a, b, again = built.manifest.instances[:3]
    assert not set(a.constants) & set(b.constants)
    assert a.constants == again.constants


def test_a_small_weight_is_not_blown_up(built: Built, library: Library) -> None:
    record = next(r for r in built.manifest.subnetworks if r.name == "broadcast")
    assert sum(constant.nbytes for constant in record.constants) == 32
    x = np.ones((1, 8, 64, 64), np.float32)
    expected = x * built.weights["eight"].reshape(1, 8, 1, 1)
    np.testing.assert_array_equal(library.subnetwork("broadcast")(x), expected)


def test_results_of_every_form(built: Built, library: Library) -> None:
    x = np.linspace(-1, 1, 24, dtype=np.float32).reshape(4, 6)
    five = built.weights["five"]
    doubled, same, weight, flat, twice, exponential, square = library.subnetwork("forms")(x)
    np.testing.assert_array_equal(doubled, 2 * x)
    np.testing.assert_array_equal(same, x)
    np.testing.assert_array_equal(weight, five)
    np.testing.assert_array_equal(flat, 2 * x.ravel())
    np.testing.assert_array_equal(twice, 2 * x)
    np.testing.assert_allclose(exponential, np.exp(2 * x), rtol=1e-6)
    np.testing.assert_array_equal(square, five * five)
    results = [doubled, same, weight, flat, twice, exponential, square, x, five]
    assert not any(
        np.shares_memory(left, right) for i, left in enumerate(results) for right in results[:i]
    )


def test_every_dtype(library: Library) -> None:
    dtypes = ["float64", "float16", "int64", "int32", "int16", "int8", "uint8", "bool"]
    inputs = [np.array([0, 1, 3]).astype(dtype) for dtype in dtypes]
    scalar = np.array(1.5, np.float32)
    *sums, negated, doubled, greater = library.subnetwork("types")(*inputs, scalar)
    for result, given in zip(sums, inputs, strict=False):
        assert result.dtype == given.dtype
        np.testing.assert_array_equal(result, given + given)
    np.testing.assert_array_equal(negated, [True, False, False])
    assert doubled.shape == ()
    assert doubled == 3
    np.testing.assert_array_equal(greater, [False, False, True])


def test_functions_of_nothing_and_of_empty_tensors(library: Library) -> None:
    (ones,) = library.subnetwork("ones")()
    np.testing.assert_array_equal(ones, np.ones((2, 3), np.float32))
    assert library.subnetwork("no_rows")(np.zeros((0, 3), np.float32)).shape == (0, 3)


def test_progress_and_files(built: Built) -> None:
    assert sorted(built.finished) == sorted(r.name for r in built.manifest.subnetworks)
    assert sorted(os.listdir(built.directory)) == ["model.so", "weights.safetensors"]


def test_an_older_processor_can_be_chosen(tmp_path: Path) -> None:
    manifest = build_library(
        [Subnetwork("forms", FORMS, (1,))],
        [Instance("forms", "forms", ("w",))],
        {"w": np.ones(5, np.float32)},
        tmp_path,
        BuildOptions(target="x86-64"),
    )
    assert manifest.cpu_features == ()
    x = np.ones((4, 6), np.float32)
    assert Library(tmp_path, manifest).subnetwork("forms")(x)[0].sum() == 48


def fails(tmp_path: Path, text: str, options: BuildOptions | None = None) -> str:
    """The error of building ``@f``; nothing may be left of the attempt."""
    with pytest.raises(ToolchainError) as caught:
        build_library([Subnetwork("f", text)], [Instance("f", "f")], {}, tmp_path / "out", options)
    assert not any((tmp_path / "out").iterdir())
    assert not psutil.Process().children(recursive=True)
    return str(caught.value)


def test_a_type_error_is_told_in_tvms_words(tmp_path: Path) -> None:
    text = f"{VERSION}def @f(%x: Tensor[(4), float32], %y: Tensor[(5), float32]) {{ add(%x, %y) }}"
    message = fails(tmp_path, text)
    assert message.startswith("TVM cannot compile f: 2:")
    assert "Incompatible broadcast type" in message
    assert "Traceback" not in message
    assert "Incompatible broadcast type" in str(check_relay_text(text))


def test_text_that_is_no_relay_is_told(tmp_path: Path) -> None:
    assert "TVM cannot compile f" in fails(tmp_path, "def f(x): return x")
    assert check_relay_text("def f(x): return x") is not None


def test_an_undefined_name_is_told() -> None:
    text = f"{VERSION}def @f(%x: Tensor[(4), float32]) {{ add(%x, %y) }}"
    assert "a name that it does not define" in str(check_relay_text(text))


@pytest.mark.parametrize("text", [BLOCK, HEAD, FORMS, TYPES, BROADCAST, ONES, NO_ROWS])
def test_good_text_is_accepted(text: str) -> None:
    assert check_relay_text(text) is None


def test_branches_are_refused(tmp_path: Path) -> None:
    text = f"{VERSION}def @f(%x: Tensor[(), bool]) {{ if (%x) {{ 1f }} else {{ 2f }} }}"
    assert "may not contain a Relay If" in fails(tmp_path, text)


def test_functions_of_tvms_runtime_are_refused(tmp_path: Path) -> None:
    text = f'{VERSION}def @f(%x: Tensor[(9), float32]) {{ argsort(%x, dtype="int64") }}'
    assert "needs tvm.contrib.sort.argsort of TVM's run-time library" in fails(tmp_path, text)


def test_another_functions_name_is_told(tmp_path: Path) -> None:
    text = f"{VERSION}def @g(%x: Tensor[(9), float32]) {{ %x }}"
    assert "defines g but not f" in fails(tmp_path, text)


def test_a_crash_of_tvm_names_the_subnetwork(tmp_path: Path) -> None:
    """So deep a nesting overflows the stack of TVM's recursive parser."""
    depth = 100_000
    body = "negative(" * depth + "%x" + ")" * depth
    message = fails(tmp_path, f"{VERSION}def @f(%x: Tensor[(9), float32]) {{ {body} }}")
    assert "TVM crashed while compiling f (signal 11)" in message


def test_a_time_out_names_the_subnetwork(tmp_path: Path) -> None:
    begin = time.monotonic()
    text = f"{VERSION}def @f(%x: Tensor[(9), float32]) {{ %x }}"
    message = fails(tmp_path, text, BuildOptions(timeout=0.2))
    assert "compiling f took longer than 0.2 s" in message
    assert time.monotonic() - begin < 5


def test_one_failure_ends_the_others(tmp_path: Path) -> None:
    good = [
        Subnetwork(f"s{i}", f"{VERSION}def @s{i}(%x: Tensor[(9), float32]) {{ %x }}")
        for i in range(3)
    ]
    bad = Subnetwork(
        "bad", f"{VERSION}def @bad(%x: Tensor[(9), float32]) {{ nothing(%x) }} // " + "long" * 99
    )
    with pytest.raises(ToolchainError, match="bad"):
        build_library([*good, bad], [], {}, tmp_path, BuildOptions(workers=2))
    assert not list(tmp_path.iterdir())
    assert not psutil.Process().children(recursive=True)


X = "%x: Tensor[(9), float32]"


@pytest.mark.parametrize(
    ("subnetworks", "instances", "message"),
    [
        ([Subnetwork("a b", "")], [], "no C identifier"),
        ([Subnetwork("a", ""), Subnetwork("a", "")], [], "two sub-networks have the same name"),
        ([], [Instance("i", "a")], "i uses an unknown sub-network a"),
        (
            [Subnetwork("a", "", (0,))],
            [Instance("i", "a")],
            "i has 0 weights; its sub-network takes 1",
        ),
        ([Subnetwork("a", "", (0,))], [Instance("i", "a", ("w",))], "there is no weight called w"),
        ([Subnetwork("a", "")], [Instance("i", "a")] * 2, "two instances have the same name"),
    ],
)
def test_inconsistent_requests_are_refused(
    tmp_path: Path, subnetworks: list[Subnetwork], instances: list[Instance], message: str
) -> None:
    with pytest.raises(ToolchainError, match=message):
        build_library(subnetworks, instances, {}, tmp_path)


def test_an_unknown_processor_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ToolchainError, match="unknown target pentium"):
        build_library([], [], {}, tmp_path, BuildOptions(target="pentium"))


def test_the_compiler_imports_neither_tvm_nor_torch() -> None:
    program = (
        "import sys, dycl.backends.relay as r;"
        "print(r.check_relay_text('def @f() { 1f }'), 'tvm' in sys.modules, 'torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("False False\n")


def begun_build(folder: Path) -> tuple[subprocess.Popen[str], list[psutil.Process]]:
    """A process that is building into ``folder``, and its workers."""
    program = (
        # Where tests run in the background, interrupts are ignored.
        "import pathlib, signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "from dycl.backends.relay import *;"
        "options = BuildOptions(cache=None);"
        f"network = Subnetwork('block', {BLOCK!r});"
        "build_library([network], [], {}, pathlib.Path(sys.argv[1]), options)"
    )
    command = [sys.executable, "-c", program, str(folder)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while not (workers := psutil.Process(process.pid).children(recursive=True)):
        assert process.poll() is None
        time.sleep(0.05)
    time.sleep(0.3)
    return process, workers


def test_an_interrupt_leaves_no_process_and_no_file(tmp_path: Path) -> None:
    process, workers = begun_build(tmp_path)
    process.send_signal(signal.SIGINT)
    assert "KeyboardInterrupt" in process.communicate(timeout=10)[1]
    assert not psutil.wait_procs(workers, timeout=5)[1]
    assert not list(tmp_path.iterdir())


def test_workers_end_with_a_killed_compiler(tmp_path: Path) -> None:
    process, workers = begun_build(tmp_path)
    process.kill()
    process.communicate(timeout=10)
    assert not psutil.wait_procs(workers, timeout=5)[1]
