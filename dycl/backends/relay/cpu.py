"""Chooses the processor that LLVM 10, the newest in a TVM with Relay, should compile for."""

from __future__ import annotations

import platform
from dataclasses import dataclass

from dycl.errors import ToolchainError
from dycl.runtime.processor import processor_features

_AVX2 = ("avx2", "fma", "bmi1", "bmi2", "f16c", "movbe", "abm")
_AVX512 = (*_AVX2, "avx512f", "avx512dq", "avx512cd", "avx512bw", "avx512vl")

_V2 = ("cx16", "lahf_lm", "popcnt", "pni", "sse4_1", "sse4_2", "ssse3")

_ARMV8 = ("fp", "asimd")
_ARMV8_2 = (*_ARMV8, "crc32", "atomics", "fphp", "asimdhp", "asimdrdm", "lrcpc", "asimddp")

_FEATURES: dict[str, dict[str, tuple[str, ...]]] = {
    "x86_64": {
        "cascadelake": (*_AVX512, "avx512_vnni"),
        "skylake-avx512": _AVX512,
        "haswell": _AVX2,
        "sandybridge": (*_V2, "avx"),
        "nehalem": _V2,
        "x86-64": (),
    },
    "aarch64": {
        "cortex-a76": _ARMV8_2,
        "neoverse-n1": _ARMV8_2,
        "cortex-a72": _ARMV8,
        "cortex-a53": _ARMV8,
    },
}
"""For each machine, LLVM's processor names, best first, and the features as Linux names them that
their code relies on.
"""

NATIVE = "native"

_ALIASES = {
    "x86-64-v2": "nehalem",
    "x86-64-v3": "haswell",
    "x86-64-v4": "skylake-avx512",
    "aarch64-linux-gnu": "cortex-a72",
}
"""Levels of the x86-64 psABI, which LLVM 10 does not know, and processors that have all of them;
and one whose code every 64-bit Arm can run.
"""


@dataclass(frozen=True)
class Processor:
    """What code is made for: LLVM's name, the machine as :func:`platform.machine` names it, and
    the features that the code relies on as Linux names them.
    """

    cpu: str
    machine: str
    features: tuple[str, ...]

    @property
    def target(self) -> str:
        """The target as TVM takes it."""
        if self.machine == "x86_64":
            return f"llvm -mcpu={self.cpu}"
        return f"llvm -mtriple={self.machine}-linux-gnu -mcpu={self.cpu}"

    @property
    def runs_here(self) -> bool:
        """Whether this machine can run the code."""
        if self.machine != platform.machine():
            return False
        return processor_features().issuperset(self.features)


def detect_processor(features: frozenset[str] | None = None) -> Processor:
    """The best processor for a machine like this one with ``features``, by default this one's."""
    machine = platform.machine()
    if machine != "x86_64":
        raise ToolchainError(f"the Relay back end compiles on x86-64, not on {machine}")
    available = processor_features() if features is None else features
    processors = _FEATURES[machine].items()
    return next(
        Processor(cpu, machine, needed)
        for cpu, needed in processors
        if available.issuperset(needed)
    )


def select_processor(target: str) -> Processor:
    """The processor of a ``target``: ``native`` for this machine's, a level of the psABI
    (``x86-64-v3``), ``aarch64-linux-gnu``, or LLVM's name of one.

    Raises :class:`ToolchainError` for an unknown one.
    """
    if target == NATIVE:
        return detect_processor()
    cpu = _ALIASES.get(target, target)
    for machine, processors in _FEATURES.items():
        if cpu in processors:
            return Processor(cpu, machine, processors[cpu])
    known = [NATIVE, *_ALIASES, *(cpu for each in _FEATURES.values() for cpu in each)]
    raise ToolchainError(f"unknown target {target}", hint=f"known are: {', '.join(known)}")
