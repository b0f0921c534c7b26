"""What the back end is given."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from dycl.backends.relay.cache import default_cache, default_tuning_logs
from dycl.runtime.manifest import TensorType


@dataclass(frozen=True)
class Subnetwork:
    """One distinct function without a branch, as Relay text.

    ``name`` is a C identifier and the name of the function in ``relay``. ``weight_parameters``
    are the positions of the parameters that are weights in every use; the others are the data, in
    order.
    """

    name: str
    relay: str
    weight_parameters: tuple[int, ...] = ()


@dataclass(frozen=True)
class Instance:
    """One use of a sub-network: the names of its weights, in the order of ``weight_parameters``."""

    name: str
    subnetwork: str
    weights: tuple[str, ...] = ()


@dataclass(frozen=True)
class NativeHost:
    """A host program in C, to be compiled into the library beside the sub-networks.

    ``text`` calls ``instances`` and reads the weights called ``weights``. It takes ``inputs``, of
    which the first are the caller's, called ``input_names``, and the others the state, whose first
    values are the weights called ``state``. It gives ``outputs``: ``result_count`` for the caller,
    the next state, and what is written into inputs; ``updates`` has the numbers of input and
    output. ``threads`` is how many a kernel may use at first.
    """

    text: str
    instances: tuple[str, ...]
    weights: tuple[str, ...]
    inputs: tuple[TensorType, ...]
    outputs: tuple[TensorType, ...]
    input_names: tuple[str, ...]
    result_count: int
    state: tuple[str, ...] = ()
    updates: tuple[tuple[int, int], ...] = ()
    threads: int = 2


def _available_cores() -> int:
    return len(os.sched_getaffinity(0))


@dataclass(frozen=True)
class BuildOptions:
    """How to build.

    ``target`` is the processor to compile for: ``native`` for this machine's, a level such as
    ``x86-64-v3``, ``aarch64-linux-gnu``, or an LLVM processor name. ``workers`` is the number of
    processes. ``timeout`` is in seconds for one sub-network. ``optimization_level`` is TVM's, 0 to
    4; 4 allows approximations of ``exp``, ``tanh`` and ``erf``. ``cache`` is the folder where
    compiled sub-networks are kept for the next time, None for none. ``tune`` is the number of
    schedules to measure for each kernel that TVM has choices for, those of earlier tuning included;
    what was measured is kept in ``tuning_logs``, and used by every later build as well.
    """

    target: str = "native"
    workers: int = field(default_factory=_available_cores)
    timeout: float = 900.0
    optimization_level: int = 3
    cache: Path | None = field(default_factory=default_cache)
    tune: int = 0
    tuning_logs: Path = field(default_factory=default_tuning_logs)
