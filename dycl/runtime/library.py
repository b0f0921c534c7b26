"""Loads ``model.so`` and the weights that belong to it."""

from __future__ import annotations

import ctypes
import os
import platform
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy.typing as npt

from dycl.errors import PackageError
from dycl.runtime.manifest import InstanceRecord, LibraryManifest, SubnetworkRecord
from dycl.runtime.native_host import NativeHost
from dycl.runtime.processor import processor_features
from dycl.runtime.subnetwork import CompiledSubnetwork
from dycl.runtime.tiled import TiledSubnetwork
from dycl.runtime.weight_file import WeightFile


class Library:
    """The compiled sub-networks of one package, ready to be called from any number of threads.

    ``directory`` holds the two files that ``manifest`` names. Raises :class:`PackageError` when
    one is missing, truncated or altered, or when this machine can't run the code.
    """

    def __init__(self, directory: Path, manifest: LibraryManifest) -> None:
        self.manifest = manifest
        check_machine(manifest)
        library = manifest.library.check(directory)
        weights = manifest.weights.check(directory)
        self._library = _load(library.absolute())
        self._weights = WeightFile(weights)
        self._subnetworks = {record.name: record for record in manifest.subnetworks}
        self._instances = {record.name: record for record in manifest.instances}
        self._tiled = {record.name: record for record in manifest.tiled}
        self._set_threads: Callable[[int], None] = self._library.dycl_set_num_threads
        self._get_threads: Callable[[], int] = self._library.dycl_num_threads

    def subnetwork(self, instance: str) -> CompiledSubnetwork | TiledSubnetwork:
        """The callable of the instance called ``instance``."""
        tiled = self._tiled.get(instance)
        if tiled is None:
            return self._compiled(instance)
        return TiledSubnetwork(self._library, tiled, [self._compiled(tile) for tile in tiled.tiles])

    def _compiled(self, instance: str) -> CompiledSubnetwork:
        record = self._instances.get(instance)
        subnetwork = record and self._subnetworks.get(record.subnetwork)
        if record is None or subnetwork is None:
            raise PackageError(f"the package has no sub-network {instance}")
        return CompiledSubnetwork(self._library, subnetwork, self._constants(record, subnetwork))

    def native_host(self) -> NativeHost | None:
        """The host program as compiled code, None where the library has only sub-networks."""
        record = self.manifest.native_host
        if record is None:
            return None
        constants = tuple(self._weights[name] for name in record.constants)
        return NativeHost(self._library, record.entry, constants)

    def weight(self, name: str) -> npt.NDArray[Any]:
        """A weight that the host program reads: read-only."""
        return self._weights[name]

    @property
    def num_threads(self) -> int:
        """How many threads a kernel may use: 2, or ``DYCL_NUM_THREADS``, or what was set here."""
        return self._get_threads()

    @num_threads.setter
    def num_threads(self, count: int) -> None:
        self._set_threads(count)

    def _constants(
        self, instance: InstanceRecord, subnetwork: SubnetworkRecord
    ) -> tuple[npt.NDArray[Any], ...]:
        constants = tuple(self._weights[name] for name in instance.constants)
        fits = len(constants) == len(subnetwork.constants) and all(
            constant.shape == expected.shape and constant.dtype.name == expected.dtype
            for constant, expected in zip(constants, subnetwork.constants, strict=True)
        )
        if not fits:
            raise PackageError(f"the weights of {instance.name} do not fit its compiled code")
        return constants


_loaded: dict[Path, list[tuple[int, int]]] = {}
"""The files (device, inode) that were loaded from each path, one after the other."""


def _load(path: Path) -> ctypes.CDLL:
    """Load a library, also after another one was loaded from a file of the same name.

    The dynamic linker takes an equal path for an equal library; with ``./`` in it the path is
    another one, and then it compares the files.
    """
    status = path.stat()
    versions = _loaded.setdefault(path, [])
    file = (status.st_dev, status.st_ino)
    if file not in versions:
        versions.append(file)
    name = os.path.join(path.parent, *["."] * versions.index(file), path.name)
    try:
        return ctypes.CDLL(name)
    except OSError as error:
        raise PackageError(f"cannot load {path}: {error}") from error


def check_machine(manifest: LibraryManifest) -> None:
    """Raise :class:`PackageError` where this processor can't run the library's code."""
    machine = platform.machine()
    if machine != manifest.machine:
        raise PackageError(
            f"the package was built for {manifest.machine}; this machine is {machine}",
            hint="copy it to such a machine, or compile the model for this one",
        )
    available = processor_features()
    missing = [name for name in manifest.cpu_features if name not in available]
    if missing:
        raise PackageError(
            f"the package needs a processor with {', '.join(missing)}, which this one lacks",
            hint="compile the model for an older processor",
        )


def runs_here(manifest: LibraryManifest) -> bool:
    """Whether this processor can run the library's code."""
    try:
        check_machine(manifest)
    except PackageError:
        return False
    return True
