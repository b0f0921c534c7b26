"""Chooses the processor that LLVM 10, the newest in a TVM with Relay, should compile for."""

from __future__ import annotations

import platform

from dycl.errors import ToolchainError
from dycl.runtime.library import cpu_features

_AVX2 = ("avx2", "fma", "bmi1", "bmi2", "f16c", "movbe", "abm")
_AVX512 = (*_AVX2, "avx512f", "avx512dq", "avx512cd", "avx512bw", "avx512vl")

_FEATURES: dict[str, tuple[str, ...]] = {
    "cascadelake": (*_AVX512, "avx512_vnni"),
    "skylake-avx512": _AVX512,
    "haswell": _AVX2,
    "sandybridge": ("avx",),
    "x86-64": (),
}
"""LLVM's processor names, best first, and the flags in ``/proc/cpuinfo`` that their code relies
on.
"""


def detect_cpu(features: frozenset[str] | None = None) -> str:
    """The best processor name for a machine with ``features``, by default this one."""
    if platform.machine() != "x86_64":
        raise ToolchainError(f"the Relay back end compiles on x86-64, not on {platform.machine()}")
    available = cpu_features() if features is None else features
    return next(cpu for cpu, needed in _FEATURES.items() if available.issuperset(needed))


def required_features(cpu: str) -> tuple[str, ...]:
    """The flags that code for ``cpu`` relies on; raises :class:`ToolchainError` for an unknown
    name.
    """
    if cpu not in _FEATURES:
        raise ToolchainError(f"unknown processor {cpu}", hint=f"known are: {', '.join(_FEATURES)}")
    return _FEATURES[cpu]
