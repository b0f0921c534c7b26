"""Finds TVM with Relay on this machine, or installs one into dycl's cache folder.

Nothing here imports TVM, except that :func:`activate` makes ``import tvm`` work for its caller.
"""

from __future__ import annotations

from dycl.toolchain.install import install
from dycl.toolchain.relay import (
    RelayToolchain,
    ToolchainStatus,
    activate,
    cache_directory,
    find,
    require,
    status,
)

__all__ = [
    "RelayToolchain",
    "ToolchainStatus",
    "activate",
    "cache_directory",
    "find",
    "install",
    "require",
    "status",
]
