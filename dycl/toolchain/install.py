"""Installs TVM with Relay into dycl's cache folder.

Relay left TVM in 0.20 and no wheel of TVM itself still has it. One pinned wheel carries a
complete TVM 0.17.dev0 with Relay; that part of it is unpacked and nothing else. The wheel is
checked against a checksum in this source, the folder appears whole under its final name or not at
all, and two installations at once end in one.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from dycl.errors import ToolchainError
from dycl.toolchain.relay import (
    WHEEL_NAME,
    WHEEL_SHA256,
    WHEEL_VERSION,
    RelayToolchain,
    find_installed,
    toolchain_directory,
)
from dycl.toolchain.stand_ins import build_stand_ins, find_c_compiler

_WHEEL_BYTES = 81_729_075
_NEEDED_BYTES = 260_000_000
"""The wheel and what is unpacked from it, together on disk for a moment."""

_PARTIAL_PREFIX = ".partial-"
_TVM_IN_WHEEL = PurePosixPath("bitblas/3rdparty/tvm")


def install(progress: Callable[[str], None], *, wheel: Path | None = None) -> RelayToolchain:
    """Install TVM with Relay unless it is there, and say on ``progress`` what is being done.

    ``wheel`` is the downloaded wheel where this machine has no network; otherwise pip downloads it.
    Raises :class:`ToolchainError` for another platform, a missing C compiler, a failed download, a
    wrong checksum or a full disk; nothing is left behind then.
    """
    if found := find_installed():
        progress(f"TVM {found.version} is installed in {found.python_path.parent}")
        return found
    _check_platform()
    find_c_compiler()
    target = toolchain_directory()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _lock(target.parent / "lock", progress):
            if (found := find_installed()) is None:
                _remove_partial(target.parent)
                _install_into(target, progress, wheel)
                found = find_installed()
    except OSError as error:
        raise _disk_error(error, target.parent) from error
    if found is None:
        raise ToolchainError(f"the installation in {target} vanished while it was being made")
    progress(f"TVM {found.version} is installed in {target}")
    return found


def _install_into(target: Path, progress: Callable[[str], None], wheel: Path | None) -> None:
    free = shutil.disk_usage(target.parent).free
    if free < _NEEDED_BYTES:
        raise ToolchainError(
            f"{target.parent} has {free >> 20} MiB free; "
            f"the installation needs {_NEEDED_BYTES >> 20}",
            hint="free some space or set DYCL_CACHE to another folder",
        )
    partial = Path(tempfile.mkdtemp(prefix=_PARTIAL_PREFIX, dir=target.parent))
    try:
        wheel = wheel or _download(partial / "download", progress)
        progress("checking the checksum")
        check_wheel(wheel)
        progress("unpacking TVM")
        unpacked = partial / "toolchain"
        unpack(wheel, unpacked)
        progress("building stand-ins for CUDA's libraries")
        build_stand_ins(unpacked / "build" / "libtvm.so", unpacked / "stand-ins")
        unpacked.rename(target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def check_wheel(wheel: Path) -> None:
    """Raise :class:`ToolchainError` unless ``wheel`` is, byte for byte, the pinned one."""
    if not wheel.is_file():
        raise ToolchainError(f"there is no file {wheel}")
    with wheel.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != WHEEL_SHA256:
        raise ToolchainError(
            f"{wheel.name} has the SHA-256 checksum {digest} instead of {WHEEL_SHA256}",
            hint="it is damaged or has been replaced; nothing was installed from it",
        )


def unpack(wheel: Path, directory: Path) -> None:
    """Unpack TVM's Python package, ``libtvm.so`` and the licences; nothing else of the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            path = _unpacked_path(PurePosixPath(member.filename))
            if path is None or member.is_dir():
                continue
            destination = directory / path
            destination.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as source, destination.open("wb") as file:
                shutil.copyfileobj(source, file, 1 << 20)


def _unpacked_path(member: PurePosixPath) -> PurePosixPath | None:
    if member == PurePosixPath("bitblas/LICENSE"):
        return PurePosixPath("LICENSE.bitblas")
    if not member.is_relative_to(_TVM_IN_WHEEL):
        return None
    path = member.relative_to(_TVM_IN_WHEEL)
    if str(path) in ("build/libtvm.so", "LICENSE") or path.parts[0] in ("python", "licenses"):
        return path
    return None


def _download(directory: Path, progress: Callable[[str], None]) -> Path:
    temporary = directory / "temporary"
    temporary.mkdir(parents=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir"]
    command += ["--disable-pip-version-check", "--only-binary", ":all:", "--dest", str(directory)]
    command.append(f"{WHEEL_NAME}=={WHEEL_VERSION}")
    log = directory / "pip.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, env={**os.environ, "TMPDIR": str(temporary)}
        )
        try:
            _watch(process, directory, progress)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    if process.returncode:
        said = log.read_text(errors="replace").strip().splitlines()
        reason = next((line for line in said if line.startswith("ERROR")), "\n".join(said[-1:]))
        raise ToolchainError(
            f"pip could not download {WHEEL_NAME} {WHEEL_VERSION}: {reason}",
            hint="check the network and that `python -m pip` works, or give the wheel with --wheel",
        )
    wheels = list(directory.glob("*.whl"))
    if len(wheels) != 1:
        raise ToolchainError(f"pip downloaded {len(wheels)} wheels instead of one")
    return wheels[0]


def _watch(
    process: subprocess.Popen[bytes], directory: Path, progress: Callable[[str], None]
) -> None:
    """Say every second how much pip has written below ``directory``, until it ends."""
    progress(f"downloading {WHEEL_NAME} {WHEEL_VERSION} ({_WHEEL_BYTES // 1_000_000} MB)")
    last = time.monotonic()
    while process.poll() is None:
        time.sleep(0.1)
        if time.monotonic() - last >= 1:
            last = time.monotonic()
            done = sum(_size(path) for path in directory.rglob("*.whl"))
            progress(f"downloading: {done // 1_000_000} of {_WHEEL_BYTES // 1_000_000} MB")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:  # pip has just moved it
        return 0


def _check_platform() -> None:
    if sys.platform != "linux" or platform.machine() != "x86_64":
        raise ToolchainError(
            "the prebuilt TVM with Relay is for Linux on x86-64, "
            f"not {sys.platform} on {platform.machine()}",
            hint="make a TVM of your own (0.19 or earlier, with tvm.relay) importable",
        )


@contextmanager
def _lock(path: Path, progress: Callable[[str], None]) -> Generator[None]:
    """Hold ``path`` alone; the system lets go of it when the process ends, however it ends."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress("waiting for another installation to finish")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _remove_partial(directory: Path) -> None:
    """Remove what an interrupted installation left; the caller holds the lock."""
    for partial in directory.glob(f"{_PARTIAL_PREFIX}*"):
        shutil.rmtree(partial, ignore_errors=True)


def _disk_error(error: OSError, directory: Path) -> ToolchainError:
    reason = "the disk is full" if error.errno == errno.ENOSPC else str(error)
    return ToolchainError(
        f"cannot install into {directory}: {reason}",
        hint="set DYCL_CACHE to a folder with space that you can write to",
    )
