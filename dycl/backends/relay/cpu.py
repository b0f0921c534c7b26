"""Chooses the processor that LLVM 10, the newest in a TVM with Relay, should compile for."""

from __future__ import annotations

import platform

from dycl.errors import ToolchainError
from dycl.runtime.library import cpu_features

_AVX2 = ("avx2", "fma", "bmi1", "bmi2", "f16c", "movbe", "abm")
_AVX512 = (*_AVX2, "avx512f", "avx512dq", "avx512cd", "avx512bw", "avx512vl")

_V2 = ("cx16", "lahf_lm", "popcnt", "pni", "sse4_1", "sse4_2", "ssse3")

_FEATURES: dict[str, tuple[str, ...]] = {
    "cascadelake": (*_AVX512, "avx512_vnni"),
    "skylake-avx512": _AVX512,
    "haswell": _AVX2,
    "sandybridge": (*_V2, "avx"),
    "nehalem": _V2,
    "x86-64": (),
}
"""LLVM's processor names, best first, and the flags in ``/proc/cpuinfo`` that their code relies
on.
"""


NATIVE = "native"

_LEVELS = {"x86-64-v2": "nehalem", "x86-64-v3": "haswell", "x86-64-v4": "skylake-avx512"}
"""Levels of the x86-64 psABI, which LLVM 10 does not know, and processors that have all of them."""


def detect_cpu(features: frozenset[str] | None = None) -> str:
    """The best processor name for a machine with ``features``, by default this one."""
    if platform.machine() != "x86_64":
        raise ToolchainError(f"the Relay back end compiles on x86-64, not on {platform.machine()}")
    available = cpu_features() if features is None else features
    return next(cpu for cpu, needed in _FEATURES.items() if available.issuperset(needed))


def select_cpu(target: str) -> str:
    """LLVM's name for ``target``: ``native`` for this machine's processor, a level of the psABI
    (``x86-64-v3``), or a processor.

    Raises :class:`ToolchainError` for an unknown one.
    """
    cpu = detect_cpu() if target == NATIVE else _LEVELS.get(target, target)
    if cpu not in _FEATURES:
        known = ", ".join([NATIVE, *_LEVELS, *_FEATURES])
        raise ToolchainError(f"unknown target {target}", hint=f"known are: {known}")
    return cpu


def required_features(cpu: str) -> tuple[str, ...]:
    """The flags that code for ``cpu``, which :func:`select_cpu` gave, relies on."""
    return _FEATURES[cpu]
