"""Where TVM with Relay is, and how to make ``import tvm`` work with it.

A TVM of the user's own, importable and with ``tvm.relay`` in it, comes first. Otherwise it is the
one that :func:`dycl.toolchain.install` unpacked into the cache folder.
"""

from __future__ import annotations

import ctypes
import importlib.util
import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dycl.errors import ToolchainError
from dycl.toolchain.stand_ins import CUDA_LIBRARIES

WHEEL_NAME = "bitblas"
WHEEL_VERSION = "0.1.0.post1"
WHEEL_SHA256 = "5beaf38899671dc35da63ff31b8d7bea4d98a2c929a102fe40d2f3004cec391b"
"""The pinned wheel that carries TVM 0.17.dev0 with Relay and LLVM 10."""

INSTALL_COMMAND = "dycl toolchain install relay"


@dataclass(frozen=True)
class RelayToolchain:
    """A TVM with Relay on this machine.

    ``python_path`` is the folder that holds the package ``tvm``. ``library_path`` (the folder of
    ``libtvm.so``) and ``stand_ins`` (the folder of the stand-ins for CUDA's libraries) are None
    for the user's own TVM, which finds its libraries by itself.
    """

    origin: Literal["environment", "dycl"]
    version: str
    python_path: Path
    library_path: Path | None = None
    stand_ins: Path | None = None

    def to_text(self) -> str:
        """All fields as one line, for another process."""
        return json.dumps({name: value and str(value) for name, value in vars(self).items()})

    @classmethod
    def from_text(cls, text: str) -> RelayToolchain:
        """The toolchain that :meth:`to_text` was called on."""
        fields = json.loads(text)
        paths = {
            name: Path(fields[name]) if fields[name] else None
            for name in ("library_path", "stand_ins")
        }
        return cls(fields["origin"], fields["version"], Path(fields["python_path"]), **paths)

    @property
    def identity(self) -> str:
        """What a cache of compiled code has to be keyed by: two equal strings compile equally."""
        if self.origin == "dycl":
            return f"relay-{WHEEL_SHA256}"
        return f"relay-{self.version}-{self.python_path}"


@dataclass(frozen=True)
class ToolchainStatus:
    """What ``dycl toolchain status`` prints."""

    toolchain: RelayToolchain | None
    cache: Path

    def __str__(self) -> str:
        found = self.toolchain
        if found is None:
            return f"relay: not installed\n  install with: {INSTALL_COMMAND}\n  into: {self.cache}"
        whose = "your own TVM" if found.origin == "environment" else "installed by dycl"
        return f"relay: TVM {found.version} ({whose})\n  at: {found.python_path}"


def cache_directory() -> Path:
    """The cache folder: ``$DYCL_CACHE``, else ``$XDG_CACHE_HOME/dycl``, else
    ``~/.cache/dycl``.
    """
    if own := os.environ.get("DYCL_CACHE"):
        return Path(own).expanduser().absolute()
    if base := os.environ.get("XDG_CACHE_HOME"):
        return Path(base).expanduser().absolute() / "dycl"
    return Path.home() / ".cache" / "dycl"


def toolchain_directory() -> Path:
    """The folder that an installed toolchain has; another wheel gets another folder."""
    return cache_directory() / "toolchains" / f"relay-{WHEEL_SHA256[:16]}"


def find() -> RelayToolchain | None:
    """The TVM with Relay that dycl would use, or None. TVM is not imported for it."""
    return _find_in_environment() or find_installed()


def require() -> RelayToolchain:
    """Like :func:`find`; raises :class:`ToolchainError` naming the command to install it."""
    found = find()
    if found is None:
        raise ToolchainError(
            "there is no TVM with Relay on this machine", hint=f"install it with: {INSTALL_COMMAND}"
        )
    return found


def status() -> ToolchainStatus:
    """What is installed and where."""
    return ToolchainStatus(find(), cache_directory())


def find_installed() -> RelayToolchain | None:
    """The TVM in the cache folder, or None. The folder appears whole or not at all."""
    root = toolchain_directory()
    python_path, library_path = root / "python", root / "build"
    if not (library_path / "libtvm.so").is_file():
        return None
    return RelayToolchain(
        "dycl", _version(python_path / "tvm"), python_path, library_path, root / "stand-ins"
    )


def _find_in_environment() -> RelayToolchain | None:
    try:
        spec = importlib.util.find_spec("tvm")
    except (ImportError, ValueError):
        return None
    if spec is None or not spec.submodule_search_locations:
        return None
    installed = cache_directory() / "toolchains"
    for location in map(Path, spec.submodule_search_locations):
        # find_spec("tvm.relay") would import tvm, which takes a second and may fail.
        if (location / "relay" / "__init__.py").is_file() and installed not in location.parents:
            return RelayToolchain("environment", _version(location), location.parent)
    return None


def _version(package: Path) -> str:
    try:
        text = (package / "_ffi" / "libinfo.py").read_text()
    except OSError:
        return "of unknown version"
    match = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    return match[1] if match else "of unknown version"


def activate(toolchain: RelayToolchain) -> None:
    """Make ``import tvm`` work in this process, which should be one that only compiles.

    Raises :class:`ToolchainError` when a library that TVM is linked against can't be loaded.
    """
    # TVM would otherwise fetch tuning logs from the network while compiling.
    os.environ.setdefault("TOPHUB_LOCATION", "NONE")
    if toolchain.library_path is not None and toolchain.stand_ins is not None:
        os.environ["TVM_LIBRARY_PATH"] = str(toolchain.library_path)
        for library in CUDA_LIBRARIES:
            _load_global(library, toolchain.stand_ins)
    if str(toolchain.python_path) not in sys.path:
        sys.path.insert(0, str(toolchain.python_path))


def _load_global(library: str, stand_ins: Path) -> None:
    """Load CUDA's own ``library``, or else its stand-in, for ``libtvm.so`` to be linked against."""
    try:
        ctypes.CDLL(library, ctypes.RTLD_GLOBAL)
    except OSError:
        try:
            ctypes.CDLL(str(stand_ins / library), ctypes.RTLD_GLOBAL)
        except OSError as error:
            raise ToolchainError(
                f"TVM needs {library}, which is neither on this machine "
                f"nor replaced by a stand-in: {error}",
                hint=f"remove {stand_ins.parent} and run: {INSTALL_COMMAND}",
            ) from error
