"""TVM with Relay is found, or installed whole from the pinned wheel, or refused with one clear
error.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from dycl.errors import ToolchainError
from dycl.toolchain import cache_directory, find, install, require, status
from dycl.toolchain.install import unpack
from dycl.toolchain.relay import find_installed
from dycl.toolchain.stand_ins import CUDA_LIBRARIES, build_stand_ins


@pytest.fixture(autouse=True)
def no_tvm(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a new process: other tests import TVM into this one."""
    monkeypatch.setattr(sys, "path", [p for p in sys.path if not (Path(p) / "tvm").is_dir()])
    for name in [name for name in sys.modules if name.partition(".")[0] == "tvm"]:
        monkeypatch.delitem(sys.modules, name)


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    cache = tmp_path / "cache"
    monkeypatch.setenv("DYCL_CACHE", str(cache))
    return cache


def files_below(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_the_cache_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DYCL_CACHE", "/somewhere/dycl")
    assert cache_directory() == Path("/somewhere/dycl")
    monkeypatch.delenv("DYCL_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/elsewhere")
    assert cache_directory() == Path("/elsewhere/dycl")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_directory() == Path.home() / ".cache" / "dycl"


def test_without_a_toolchain_the_error_names_the_command(empty_cache: Path) -> None:
    assert find() is None
    with pytest.raises(ToolchainError) as caught:
        require()
    assert "dycl toolchain install relay" in str(caught.value)
    assert "not installed" in str(status())
    assert not empty_cache.exists()


def test_a_tvm_with_relay_of_the_users_own_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "tvm"
    (package / "_ffi").mkdir(parents=True)
    (package / "__init__.py").write_text("raise AssertionError('finding must not import')")
    (package / "_ffi" / "libinfo.py").write_text('__version__ = "0.18.0"\n')
    monkeypatch.syspath_prepend(str(tmp_path))
    without_relay = find()
    assert without_relay is None or without_relay.origin == "dycl"
    (package / "relay").mkdir()
    (package / "relay" / "__init__.py").touch()
    found = find()
    assert found is not None
    assert (found.origin, found.version, found.python_path) == ("environment", "0.18.0", tmp_path)


def test_a_wrong_checksum_installs_nothing(empty_cache: Path, tmp_path: Path) -> None:
    wheel = tmp_path / "other.whl"
    wheel.write_bytes(b"something else")
    with pytest.raises(ToolchainError, match="checksum"):
        install(lambda line: None, wheel=wheel)
    assert find_installed() is None
    assert files_below(empty_cache) == ["lock"]


def test_a_missing_wheel_is_named(empty_cache: Path, tmp_path: Path) -> None:
    with pytest.raises(ToolchainError, match=r"there is no file .*absent\.whl"):
        install(lambda line: None, wheel=tmp_path / "absent.whl")
    assert files_below(empty_cache) == ["lock"]


def test_without_a_c_compiler_nothing_is_begun(
    empty_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(ToolchainError, match="no C compiler"):
        install(lambda line: None)
    assert not empty_cache.exists()


def test_a_cache_that_cannot_be_written_is_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DYCL_CACHE", "/proc/dycl")
    with pytest.raises(ToolchainError, match="cannot install into /proc/dycl"):
        install(lambda line: None)


def test_a_failed_download_is_one_error(empty_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(ToolchainError, match="pip could not download"):
        install(lambda line: None)
    assert files_below(empty_cache) == ["lock"]


def test_only_tvm_and_the_licences_are_unpacked(tmp_path: Path) -> None:
    wheel = tmp_path / "small.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in (
            "bitblas/LICENSE",
            "bitblas/__init__.py",
            "bitblas/3rdparty/cutlass/README.md",
            "bitblas/3rdparty/tvm/LICENSE",
            "bitblas/3rdparty/tvm/licenses/LICENSE.dlpack.txt",
            "bitblas/3rdparty/tvm/build/libtvm.so",
            "bitblas/3rdparty/tvm/build/libtvm_runtime.so",
            "bitblas/3rdparty/tvm/python/tvm/__init__.py",
        ):
            archive.writestr(name, "content")
    unpack(wheel, tmp_path / "unpacked")
    found = {
        str(p.relative_to(tmp_path / "unpacked")) for p in (tmp_path / "unpacked").rglob("*.*")
    }
    assert found == {
        "LICENSE.bitblas",
        "build/libtvm.so",
        "licenses/LICENSE.dlpack.txt",
        "python/tvm/__init__.py",
    }
    assert (tmp_path / "unpacked" / "LICENSE").is_file()


def test_stand_ins_load_and_report_no_device(tmp_path: Path) -> None:
    toolchain = find_installed()
    assert toolchain is not None, "run: python -m dycl.toolchain install"
    assert toolchain.library_path is not None
    build_stand_ins(toolchain.library_path / "libtvm.so", tmp_path)
    assert files_below(tmp_path) == sorted(CUDA_LIBRARIES)
    runtime = ctypes.CDLL(str(tmp_path / "libcudart.so.12"))
    assert runtime.cudaGetDeviceCount(None) == 100
    runtime.cudaGetErrorString.restype = ctypes.c_char_p
    assert runtime.cudaGetErrorString(100) == b"CUDA is not available"


def test_tvm_is_importable_once_activated() -> None:
    program = (
        "import sys; from dycl.toolchain import activate, require; activate(require());"
        "import tvm; from tvm import relay;"
        "print(relay.var('x', shape=(3,)).type_annotation, 'torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stdout == "Tensor[(3), float32] False\n", done.stderr


def test_two_installations_at_once_end_in_one(empty_cache: Path) -> None:
    """The real thing, with the real download, after an interrupted installation."""
    leftover = empty_cache / "toolchains" / ".partial-interrupted"
    leftover.mkdir(parents=True)
    command = [sys.executable, "-m", "dycl.toolchain", "install"]
    processes = [
        subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ.copy(),
        )
        for _ in range(2)
    ]
    for process in processes:
        out, error = process.communicate(timeout=600)
        assert process.returncode == 0, error
        assert out.splitlines()[-1].startswith("TVM 0.17.dev0 is installed in ")
    toolchains = sorted(path.name for path in (empty_cache / "toolchains").iterdir())
    assert len(toolchains) == 2
    assert toolchains[0] == "lock"
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "is installed" in again.stdout
