"""Runs the weight-only parts of sub-networks, so that a package holds weights as its code wants
them.
"""

from __future__ import annotations

import ctypes
import hashlib
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dycl.backends.relay.compile import CompileReply
from dycl.backends.relay.interface import Instance
from dycl.backends.relay.link import CompiledFunction, link_library
from dycl.runtime.manifest import InstanceRecord
from dycl.runtime.subnetwork import CompiledSubnetwork
from dycl.runtime.weight_file import WeightFile
from dycl.toolchain.cross import c_compiler_for

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class CompiledParts:
    """A sub-network's two functions; ``prepare`` is None where no weight has to be packed."""

    reply: CompileReply
    run: CompiledFunction
    prepare: CompiledFunction | None


class WeightPacker:
    """Computes the constants of instances; equal ones once.

    ``folder`` gets a library with the weight-only parts, which this process loads and keeps.
    """

    def __init__(
        self, parts: Mapping[str, CompiledParts], weights: Mapping[str, Array], folder: Path
    ) -> None:
        self._parts = parts
        self._weights = weights
        self._packed: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}
        self._stored: dict[tuple[str, tuple[int, ...], bytes], str] = {}
        self.tensors: dict[str, Array] = {}
        """The constants of all instances so far, by their names in the weights file."""
        prepares = [each.prepare for each in parts.values() if each.prepare]
        if prepares:
            library = folder / "prepare.so"
            compiler = c_compiler_for(platform.machine())
            link_library(prepares, library, compiler, runs_once=True)
            self._library = ctypes.CDLL(str(library))
            # Threads would outlive their only use.
            self._library.dycl_set_num_threads(1)

    def add(self, instance: Instance) -> InstanceRecord:
        """Compute the constants of ``instance``; returns where it finds them."""
        key = (instance.subnetwork, instance.weights)
        if key not in self._packed:
            constants = self._constants(instance)
            self._packed[key] = tuple(self._store(*constant) for constant in constants.items())
        return InstanceRecord(instance.name, instance.subnetwork, self._packed[key])

    def _store(self, name: str, constant: Array) -> str:
        """Where a constant with the same elements is stored: under ``name``, if it is the first."""
        content = np.ascontiguousarray(constant).reshape(-1).view(np.uint8).data
        key = (constant.dtype.str, constant.shape, hashlib.sha256(content).digest())
        stored = self._stored.setdefault(key, name)
        if stored == name:
            self.tensors[name] = constant
        return stored

    def _constants(self, instance: Instance) -> dict[str, Array]:
        """The constants of one instance, in order, under their names in the weights file."""
        parts = self._parts[instance.subnetwork]
        given = [np.asarray(self._weights[name]) for name in instance.weights]
        packed = self._run(parts.prepare, parts.reply, given) if parts.prepare else ()
        constants: dict[str, Array] = {}
        for kind, index in parts.reply.constants:
            if kind == "weight":
                constants[instance.weights[index]] = given[index]
            else:
                constants[f"{instance.name}:{index}"] = packed[index]
        for name, value in _embedded(parts.run, parts.reply.embedded).items():
            constants[f"{instance.subnetwork}:{name}"] = value
        return constants

    def _run(
        self, prepare: CompiledFunction, reply: CompileReply, weights: Sequence[Array]
    ) -> tuple[Array, ...]:
        embedded = tuple(_embedded(prepare, reply.prepare_embedded).values())
        function = CompiledSubnetwork(self._library, prepare.record(tuple_result=True), embedded)
        return function(*weights)


def _embedded(function: CompiledFunction, names: Sequence[str]) -> dict[str, Array]:
    """The constants in a function's text, by name."""
    if not names:
        return {}
    file = WeightFile(function.files.embedded)
    return {name: file[name] for name in names}
