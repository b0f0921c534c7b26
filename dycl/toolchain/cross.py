"""Finds a C compiler for a machine, this one or another one."""

from __future__ import annotations

import importlib.util
import platform
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from dycl.errors import ToolchainError
from dycl.toolchain.relay import cache_directory
from dycl.toolchain.stand_ins import find_c_compiler

_GLIBC = "2.17"
"""The oldest C library for 64-bit Arm, which all later ones are compatible with."""


@dataclass(frozen=True)
class CCompiler:
    """How to call a C compiler: the command's beginning, and what is added to the environment."""

    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict[str, str])


def c_compiler_for(machine: str) -> CCompiler:
    """A compiler for Linux with the GNU C library on ``machine``, a name as
    :func:`platform.machine` gives.

    For another machine it is Zig from PyPI, else GCC as Debian packages it. Raises
    :class:`ToolchainError` where there is none.
    """
    if machine == platform.machine():
        return CCompiler((find_c_compiler(),))
    if importlib.util.find_spec("ziglang"):
        # It builds what it needs of the C library once, and keeps it.
        environment = {"ZIG_GLOBAL_CACHE_DIR": str(cache_directory() / "zig")}
        target = f"{machine}-linux-gnu.{_GLIBC}"
        command = (sys.executable, "-m", "ziglang", "cc", "-target", target, "-g0")
        return CCompiler(command, environment)
    gcc = f"{machine}-linux-gnu-gcc"
    if found := shutil.which(gcc):
        return CCompiler((found,))
    raise ToolchainError(
        f"there is no C compiler for {machine}: neither Zig nor {gcc}",
        hint='install Zig with: pip install "dycl[cross]"',
    )
