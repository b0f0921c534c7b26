"""What this machine's processor can do."""

from __future__ import annotations

import ctypes
import platform
from pathlib import Path

_AT_HWCAP = 16

# fmt: off
_ARM_FEATURES = (
    "fp", "asimd", "evtstrm", "aes", "pmull", "sha1", "sha2", "crc32",
    "atomics", "fphp", "asimdhp", "cpuid", "asimdrdm", "jscvt", "fcma", "lrcpc",
    "dcpop", "sha3", "sm3", "sm4", "asimddp", "sha512", "sve",
)
# fmt: on
"""Linux's names of the bits of ``AT_HWCAP`` on 64-bit Arm, from the lowest on."""


def processor_features() -> frozenset[str]:
    """The features of this machine's processor, as ``/proc/cpuinfo`` names them."""
    if platform.machine() == "aarch64":
        # Emulators answer this for the machine that they are, and pass on the host's /proc/cpuinfo.
        getauxval = ctypes.CDLL(None).getauxval
        getauxval.restype, getauxval.argtypes = ctypes.c_ulong, [ctypes.c_ulong]
        bits = getauxval(_AT_HWCAP)
        return frozenset(name for bit, name in enumerate(_ARM_FEATURES) if bits >> bit & 1)
    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        return frozenset()
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "flags":
            return frozenset(value.split())
    return frozenset()
