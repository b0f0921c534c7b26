"""Compiled sub-networks are kept on disk: found again, never wrong, never in the way."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from xdsl.parser import Parser

from dycl.backends.relay import BuildOptions, Instance, Subnetwork, build_library
from dycl.backends.relay.cache import CompiledCache, cache_key
from dycl.errors import ToolchainError
from dycl.runtime import Library
from dycl.targets.relay import relay_functions
from dycl.tools.dycl_cli import main
from dycl.universe import make_context

MODULE = """
  func.func private @stage(%x: tensor<2x4xf32>, %w: tensor<2x4xf32> {dycl.weight})
      -> (tensor<2x4xf32>, tensor<2x4xf32>) attributes {dycl.subnetwork} {
    %constant = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
    %0 = relay.call "add"(%w, %constant) : (tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
    %1 = relay.call "exp"(%0) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %2 = relay.call "multiply"(%x, %1) : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
    func.return %2, %w : tensor<2x4xf32>, tensor<2x4xf32>
  }"""
"""Packing the weight takes a constant of the text."""

((_, TEXT),) = relay_functions(Parser(make_context(), MODULE).parse_module())

NO_TIME = 1e-6
"""Seconds in which no worker answers: a build within them needs none."""

X = np.random.default_rng(0).normal(size=(2, 4)).astype(np.float32)


def weight(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(2, 4)).astype(np.float32)


def build(cache: object, output: Path, seed: int = 0, **options: object) -> None:
    """Build into ``output`` with a weight that ``seed`` tells, and check the answer."""
    given: Mapping[str, object] = {"cache": cache, **options}
    manifest = build_library(
        [Subnetwork("stage", TEXT, (1,))],
        [Instance("stage", "stage", ("w",))],
        {"w": weight(seed)},
        output,
        BuildOptions(**given),  # pyright: ignore[reportArgumentType]
    )
    product, same = Library(output, manifest).subnetwork("stage")(X)
    expected = X * np.exp(weight(seed) + np.arange(1, 5))
    np.testing.assert_allclose(product, expected, rtol=1e-5)
    np.testing.assert_array_equal(same, weight(seed))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with one entry."""
    folder = tmp_path_factory.mktemp("filled")
    build(folder / "cache", folder / "package")
    return folder / "cache"


@pytest.fixture
def cache(filled: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    store = CompiledCache(tmp_path / "cache")
    for path in filled.glob("??/*.zip"):
        files = CompiledCache(filled).load(path.stem)
        assert files is not None
        store.store(path.stem, files)
    assert store.size()[0] == 1
    return store.directory


def only_entry(cache: Path) -> Path:
    (path,) = cache.glob("??/*")
    return path


@pytest.mark.parametrize("seed", [0, 1])
def test_the_second_build_needs_no_worker(cache: Path, tmp_path: Path, seed: int) -> None:
    """Neither with the same weights nor with others."""
    build(cache, tmp_path / "package", seed, timeout=NO_TIME)


@pytest.mark.parametrize(
    "options", [{"target": "x86-64"}, {"optimization_level": 1}, {"cache": None}], ids=str
)
def test_what_matters_is_compiled_anew(
    cache: Path, tmp_path: Path, options: dict[str, object]
) -> None:
    with pytest.raises(ToolchainError, match="longer than"):
        build(output=tmp_path / "package", timeout=NO_TIME, **{"cache": cache, **options})


def test_a_damaged_entry_is_made_anew(cache: Path, tmp_path: Path) -> None:
    path = only_entry(cache)
    content = path.read_bytes()
    middle = len(content) // 3
    flipped = content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :]
    for damaged in (b"", b"something else entirely", content[:middle], flipped):
        path.write_bytes(damaged)
        assert CompiledCache(cache).load(path.stem) is None
    build(cache, tmp_path / "first")
    build(cache, tmp_path / "second", timeout=NO_TIME)


def test_processes_that_write_the_same_entry(tmp_path: Path) -> None:
    store = CompiledCache(tmp_path)
    content = {"a": bytes(range(256)) * 1000, "b": b"b"}
    program = (
        "import pathlib, sys; from dycl.backends.relay.cache import CompiledCache;"
        "content = {'a': bytes(range(256)) * 1000, 'b': b'b'};"
        "store = CompiledCache(pathlib.Path(sys.argv[1]));"
        "[store.store('00key', content) for _ in range(100)]"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    writers = [subprocess.Popen(command) for _ in range(2)]
    found = 0
    while any(writer.poll() is None for writer in writers):
        files = store.load("00key")
        assert files in (None, content)
        found += files is not None
    assert [writer.returncode for writer in writers] == [0, 0]
    assert found
    assert store.load("00key") == content
    assert len(list(tmp_path.glob("??/*"))) == 1


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    build(tmp_path / "file", tmp_path / "package")
    assert CompiledCache(tmp_path / "file").size() == (0, 0)


def test_the_least_recently_used_entries_go_first(tmp_path: Path) -> None:
    store = CompiledCache(tmp_path)
    for number, key in enumerate(["aa1", "aa2", "bb3"]):
        store.store(key, {"content": os.urandom(1000)})
        os.utime(store.directory / key[:2] / f"{key}.zip", (number, number))
    assert store.load("aa1") is not None  # and now it was used last
    store.trim(2500)
    assert [store.load(key) is not None for key in ("aa1", "aa2", "bb3")] == [True, False, True]


def test_keys_differ_in_every_part() -> None:
    parts = {"text": "a", "target": "b"}
    assert cache_key(parts) == cache_key(dict(reversed(parts.items())))
    assert len({cache_key(parts), cache_key(parts | {"text": "c"}), cache_key({})}) == 3


def test_the_command_line_shows_and_clears_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DYCL_CACHE", str(tmp_path))
    CompiledCache(tmp_path / "compiled").store("aa1", {"content": b"content"})
    (tmp_path / "compiled" / "aa" / "interrupted.partial").write_text("")
    assert main(["cache", "status"]) == 0
    assert f"{tmp_path}/compiled: 1 compiled sub-networks, 0.0 MB" in capsys.readouterr().out
    assert main(["cache", "clear"]) == 0
    assert main(["cache", "status"]) == 0
    assert ": 0 compiled sub-networks" in capsys.readouterr().out
    assert not list((tmp_path / "compiled").glob("??/*"))
