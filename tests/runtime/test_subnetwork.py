"""Calling a compiled sub-network: what it accepts, what it gives back, and from where it may be
called.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from dycl.errors import DyclError, InputError
from dycl.runtime import CompiledSubnetwork, Library, subnetwork
from dycl.runtime.weight_file import empty_aligned

if TYPE_CHECKING:
    from .conftest import Built

X = np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4)
N = np.array(3, np.int64)


@pytest.fixture(params=["arrays read in C", "pointers passed"])
def pair(
    request: pytest.FixtureRequest, library: Library, monkeypatch: pytest.MonkeyPatch
) -> CompiledSubnetwork:
    if request.param == "pointers passed":
        monkeypatch.setattr(subnetwork, "_CAN_CALL", False)
    found = library.subnetwork("pair")
    assert isinstance(found, CompiledSubnetwork)
    return found


def image(seed: int) -> np.ndarray:
    random = np.random.default_rng(seed)
    return random.standard_normal((1, 16, 32, 32)).astype(np.float32)


def test_this_python_takes_the_fast_path() -> None:
    assert subnetwork._CAN_CALL  # pyright: ignore[reportPrivateUsage]


def test_results_come_as_a_tuple(pair: CompiledSubnetwork, built: Built) -> None:
    scaled, positive, bias, same = pair(X, N)
    np.testing.assert_array_equal(scaled, X * 3)
    assert positive.shape == ()
    assert positive.dtype == np.bool_
    assert positive
    np.testing.assert_array_equal(bias, built.weights["bias"])
    np.testing.assert_array_equal(same, X)
    assert not np.shares_memory(same, X)


@pytest.mark.parametrize("offset", [0, 1, 2, 4, 8, 16, 63])
def test_unaligned_inputs_are_copied(pair: CompiledSubnetwork, offset: int) -> None:
    raw = np.zeros(X.nbytes + 128, np.uint8)
    start = -raw.ctypes.data % 64 + offset
    view = raw[start : start + X.nbytes].view(np.float32).reshape(X.shape)
    view[:] = X
    np.testing.assert_array_equal(pair(view, N)[0], X * 3)


def test_inputs_in_any_layout_are_taken(pair: CompiledSubnetwork) -> None:
    for same in (
        np.asfortranarray(X),
        np.repeat(X, 2, axis=1)[:, ::2],
        X[::-1].copy()[::-1],
        X.astype(">f4"),
        X.view(np.recarray),
        np.broadcast_to(X, (2, 3, 4))[1],
    ):
        np.testing.assert_array_equal(pair(same, N)[0], X * 3)


def test_wrong_inputs_are_refused(pair: CompiledSubnetwork) -> None:
    wrong: list[tuple[tuple[Any, ...], str]] = [
        ((X,), "takes 2 inputs; it was given 1"),
        ((X, N, N), "takes 2 inputs; it was given 3"),
        ((X.T, N), r"input 0 of pair must be float32\[3, 4\]; it is float32\[4, 3\]"),
        ((X.ravel(), N), r"input 0 .* it is float32\[12\]"),
        ((X.astype(np.float64), N), r"input 0 .* it is float64\[3, 4\]"),
        ((X, N.astype(np.int32)), r"input 1 of pair must be int64\[\]; it is int32\[\]"),
        ((X, None), r"input 1 of pair must be int64\[\]"),
        (("x", N), "input 0 of pair"),
    ]
    for inputs, message in wrong:
        with pytest.raises(InputError, match=message):
            pair(*inputs)


def test_results_are_aligned_and_belong_to_the_caller(pair: CompiledSubnetwork) -> None:
    kept: list[Any] = []
    for factor in range(20):
        results = pair(X, np.array(factor, np.int64))
        assert all(result.ctypes.data % 64 == 0 for result in results)
        # Views and buffers of a result keep it from being used again, like the result itself.
        kept.append([results[0], results[0][1:], results[0].data][factor % 3])
        del results
    for factor, result in enumerate(kept):
        rows = X[1:] if factor % 3 == 1 else X
        np.testing.assert_array_equal(np.asarray(result), rows * factor)


def test_a_dropped_result_is_used_again(library: Library) -> None:
    """Where arrays are read in C; calls with pointers make new results."""
    pair = library.subnetwork("pair")
    addresses = {pair(X, N)[0].ctypes.data for _ in range(50)}
    assert len(addresses) == 1


def test_threads_do_not_disturb_each_other(library: Library) -> None:
    blocks = [library.subnetwork("block_a"), library.subnetwork("block_b")]
    images = [image(seed) for seed in range(4)]
    expected = [[np.copy(block(x)) for block in blocks] for x in images]
    wrong: list[int] = []

    def call(index: int) -> None:
        for _ in range(100):
            for block, right in zip(blocks, expected[index], strict=True):
                if not np.array_equal(block(images[index]), right):
                    wrong.append(index)

    threads = [threading.Thread(target=call, args=(index,)) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.mark.parametrize("threads", [1, 2, 3, 8])
def test_any_number_of_threads_gives_the_same_answer(library: Library, threads: int) -> None:
    block = library.subnetwork("block_a")
    library.num_threads = 1
    expected = np.copy(block(image(0)))
    library.num_threads = threads
    try:
        assert library.num_threads == threads
        for _ in range(20):
            np.testing.assert_array_equal(block(image(0)), expected)
    finally:
        library.num_threads = 2


def test_a_forked_child_runs_with_threads_of_its_own(library: Library) -> None:
    block = library.subnetwork("block_a")
    expected = np.copy(block(image(0)))
    child = os.fork()
    if child == 0:
        right = all(np.array_equal(block(image(0)), expected) for _ in range(5))
        os._exit(0 if right else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    np.testing.assert_array_equal(block(image(0)), expected)


@pytest.mark.parametrize(("setting", "threads"), [("1", 1), ("5", 5), ("-3", 0), ("many", 0)])
def test_the_environment_sets_the_number_of_threads(
    built: Built, setting: str, threads: int
) -> None:
    default = min(2, len(os.sched_getaffinity(0)))
    program = "import ctypes, sys; print(ctypes.CDLL(sys.argv[1]).dycl_num_threads())"
    command = [sys.executable, "-c", program, str(built.directory / "model.so")]
    environment = {**os.environ, "DYCL_NUM_THREADS": setting}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    assert int(done.stdout) == (threads or default)


@pytest.mark.parametrize("is_fast", [True, False])
def test_a_kernels_own_error_becomes_an_exception(
    library: Library, monkeypatch: pytest.MonkeyPatch, is_fast: bool
) -> None:
    """TVM's kernels check their arguments; here one is told that its weights are at address 0."""
    monkeypatch.setattr(subnetwork, "_CAN_CALL", is_fast)
    block = library.subnetwork("block_a")
    assert isinstance(block, CompiledSubnetwork)
    expected = np.copy(block(image(0)))
    addresses: Any = block._addresses  # pyright: ignore[reportPrivateUsage]
    address, addresses[0] = addresses[0], None
    for _ in range(10):
        with pytest.raises(DyclError, match=r"block failed: .*(NULL|null|Assert)"):
            block(image(0))
    addresses[0] = address
    np.testing.assert_array_equal(block(image(0)), expected)


def test_references_are_counted_right(pair: CompiledSubnetwork) -> None:
    """Neither arguments nor results are kept alive, nor freed too early."""
    x, n = X.copy(), N.copy()
    results = pair(x, n)
    before = [sys.getrefcount(each) for each in (x, n, *results)]
    for _ in range(100):
        pair(x, n)
        kept = [pair(x, n) for _ in range(6)]
        with pytest.raises(InputError):
            pair(n, x)
        del kept
    assert [sys.getrefcount(each) for each in (x, n, *results)] == before
    np.testing.assert_array_equal(results[0], x * 3)


def test_aligned_arrays_of_any_shape() -> None:
    for shape in ((), (0,), (3, 0, 2), (5,), (2, 3, 4)):
        for dtype in (np.bool_, np.float16, np.int64):
            array = empty_aligned(shape, np.dtype(dtype))
            assert array.shape == shape
            assert array.dtype == dtype
            assert array.ctypes.data % 64 == 0
            assert array.flags.c_contiguous
            assert array.flags.writeable
