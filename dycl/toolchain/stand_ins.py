"""Stand-ins for CUDA's libraries, for a TVM that is linked against them on machines without CUDA.

They define what ``libtvm.so`` needs to be loaded. Each function reports that there is no device.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from dycl.errors import ToolchainError

CUDA_LIBRARIES = ("libcuda.so.1", "libnvrtc.so.12", "libcudart.so.12")
"""The sonames that ``libtvm.so`` names, in the order in which to load them."""

_PREFIXES = {"libcudart.so.12": "cuda", "libnvrtc.so.12": "nvrtc", "libcuda.so.1": "cu"}

_NO_DEVICE = 100  # CUDA_ERROR_NO_DEVICE and cudaErrorNoDevice


def build_stand_ins(libtvm: Path, directory: Path) -> None:
    """Write one stand-in for each of :data:`CUDA_LIBRARIES` into ``directory``.

    Raises :class:`ToolchainError` where there is no C compiler or it fails.
    """
    directory.mkdir(parents=True, exist_ok=True)
    undefined = _undefined_symbols(libtvm)
    for library, prefix in _PREFIXES.items():
        names = {name for name in undefined if name.startswith(prefix)}
        undefined -= names
        _build(library, sorted(names), directory)


def find_c_compiler() -> str:
    """The path of ``cc``; raises :class:`ToolchainError` where there is none."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        raise ToolchainError(
            "there is no C compiler on PATH (cc, gcc or clang)",
            hint="install one, for instance with: apt-get install gcc libc6-dev",
        )
    return compiler


def _undefined_symbols(library: Path) -> set[str]:
    listing = _run(["nm", "-D", "--undefined-only", str(library)])
    names = (line.split()[-1].partition("@")[0] for line in listing.splitlines() if line.strip())
    return {name for name in names if name.startswith(tuple(_PREFIXES.values()))}


def _build(library: str, names: list[str], directory: Path) -> None:
    source = directory / f"{library}.c"
    source.write_text("".join(map(_definition, names)))
    script = directory / f"{library}.map"
    # libtvm.so asks for versioned symbols of all but the driver library, whose symbols have none.
    script.write_text(f"{library} {{ global: *; }};\n")
    command = [find_c_compiler(), "-shared", "-fPIC", f"-Wl,-soname,{library}"]
    if library != "libcuda.so.1":
        command.append(f"-Wl,--version-script,{script}")
    _run([*command, "-o", str(directory / library), str(source)])
    source.unlink()
    script.unlink()


def _definition(name: str) -> str:
    if name.endswith("GetErrorString"):
        return f'const char *{name}(void) {{ return "CUDA is not available"; }}\n'
    return f"int {name}(void) {{ return {_NO_DEVICE}; }}\n"


def _run(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise ToolchainError(
            f"{command[0]} is not on PATH", hint="install it with: apt-get install gcc libc6-dev"
        ) from error
    if done.returncode:
        raise ToolchainError(f"{command[0]} failed: {done.stderr.strip()[:1000]}")
    return done.stdout
