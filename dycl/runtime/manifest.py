"""What ``model.so`` and ``weights.safetensors`` hold: written by a back end, read by the loader.

The manifest goes to JSON and back unchanged; a package keeps it inside its own ``manifest.json``.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dycl.errors import PackageError

ABI_VERSION = 3
"""Raised whenever a library of an older version could not be called correctly any more."""


@dataclass(frozen=True)
class TensorType:
    """Shape and NumPy dtype name of one tensor.

    Every dimension is known, but for results of a native host: one extent of them may be -1, where
    only a call knows it.
    """

    shape: tuple[int, ...]
    dtype: str

    @property
    def has_rows(self) -> bool:
        """Whether only a call knows an extent; those before it are 1."""
        return -1 in self.shape

    @property
    def row_bytes(self) -> int:
        """Size in bytes of what lies at one index of the extent that only a call knows."""
        return math.prod(abs(extent) for extent in self.shape) * np.dtype(self.dtype).itemsize

    @property
    def nbytes(self) -> int:
        """Size in bytes, without padding, where every dimension is known."""
        return math.prod(self.shape) * np.dtype(self.dtype).itemsize

    def __str__(self) -> str:
        sizes = ", ".join("?" if extent == -1 else str(extent) for extent in self.shape)
        return f"{self.dtype}[{sizes}]"


@dataclass(frozen=True)
class SubnetworkRecord:
    """One compiled function: the exported symbol and what it takes and gives.

    ``constants`` are the packed weights, in the order of the entry's second argument.
    ``tuple_result`` says that the function returns a tuple, even one of a single tensor.
    """

    name: str
    symbol: str
    inputs: tuple[TensorType, ...]
    outputs: tuple[TensorType, ...]
    constants: tuple[TensorType, ...]
    tuple_result: bool
    workspace_bytes: int


@dataclass(frozen=True)
class InstanceRecord:
    """One use of a sub-network: the names of its constants in the weights file."""

    name: str
    subnetwork: str
    constants: tuple[str, ...]


@dataclass(frozen=True)
class TiledRecord:
    """An instance for any number of rows: the instances for fixed numbers that it is made of.

    ``subnetwork`` is the function that it is a use of, which is not compiled itself. ``rows`` are
    these numbers, ascending from 1. ``input_axes`` and ``output_axes`` are where the rows are in
    each tensor, None for an input that is the same for all rows.
    """

    name: str
    subnetwork: str
    tiles: tuple[str, ...]
    rows: tuple[int, ...]
    input_axes: tuple[int | None, ...]
    output_axes: tuple[int, ...]


@dataclass(frozen=True)
class NativeHostRecord:
    """The host program as compiled code.

    It is called like a sub-network; host scalars are tensors without dimensions. ``constants`` are
    the names of all tensors in the weights file that it passes on or reads itself.
    """

    entry: SubnetworkRecord
    constants: tuple[str, ...]


@dataclass(frozen=True)
class FileRecord:
    """Size in bytes and SHA-256 of a file of the package, named relative to the package."""

    name: str
    size: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> FileRecord:
        """The record of a file on disk."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return cls(path.name, path.stat().st_size, digest)

    def check(self, directory: Path) -> Path:
        """The file's path in ``directory``; raises :class:`PackageError` unless it is unaltered."""
        path = directory / self.name
        hint = "copy or build the package again"
        try:
            found = FileRecord.of(path)
        except OSError as error:
            raise PackageError(f"cannot read {path}: {error.strerror}", hint=hint) from error
        if found.size != self.size:
            raise PackageError(f"{path} has {found.size} bytes instead of {self.size}", hint=hint)
        if found.sha256 != self.sha256:
            raise PackageError(f"{path} has been altered: its checksum is wrong", hint=hint)
        return path


@dataclass(frozen=True)
class LibraryManifest:
    """Everything that is needed to load a library; see :class:`dycl.runtime.Library`.

    ``cpu_features`` are the flags as Linux names them; ``target`` and ``toolchain`` only
    inform. ``host_weights`` are tensors in the weights file that the host program reads by name.
    ``native_host`` is None where that is Python alone.
    """

    machine: str
    cpu_features: tuple[str, ...]
    target: str
    toolchain: str
    library: FileRecord
    weights: FileRecord
    subnetworks: tuple[SubnetworkRecord, ...]
    instances: tuple[InstanceRecord, ...]
    host_weights: tuple[str, ...] = ()
    tiled: tuple[TiledRecord, ...] = ()
    native_host: NativeHostRecord | None = None
    abi_version: int = ABI_VERSION

    def to_json(self) -> dict[str, Any]:
        """As values that :mod:`json` can write."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> LibraryManifest:
        """The manifest that :meth:`to_json` was called on, also after a round trip through text.

        Raises :class:`PackageError` for anything else.
        """
        try:
            version = value["abi_version"]
            if version != ABI_VERSION:
                raise PackageError(
                    f"the package has format {version}; this dycl reads format {ABI_VERSION}",
                    hint="compile the model again with this dycl",
                )
            return cls(
                machine=str(value["machine"]),
                cpu_features=_strings(value["cpu_features"]),
                target=str(value["target"]),
                toolchain=str(value["toolchain"]),
                library=FileRecord(**value["library"]),
                weights=FileRecord(**value["weights"]),
                subnetworks=tuple(map(_subnetwork, value["subnetworks"])),
                instances=tuple(map(_instance, value["instances"])),
                host_weights=_strings(value["host_weights"]),
                tiled=tuple(map(_tiled, value["tiled"])),
                native_host=_native_host(value["native_host"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise PackageError(
                f"the package's manifest is damaged ({type(error).__name__}: {error})",
                hint="copy or build the package again",
            ) from error


def _strings(values: Any) -> tuple[str, ...]:
    return tuple(str(value) for value in values)


def _tensor_types(values: Any) -> tuple[TensorType, ...]:
    return tuple(
        TensorType(tuple(int(extent) for extent in value["shape"]), np.dtype(value["dtype"]).name)
        for value in values
    )


def _subnetwork(value: Mapping[str, Any]) -> SubnetworkRecord:
    return SubnetworkRecord(
        name=str(value["name"]),
        symbol=str(value["symbol"]),
        inputs=_tensor_types(value["inputs"]),
        outputs=_tensor_types(value["outputs"]),
        constants=_tensor_types(value["constants"]),
        tuple_result=bool(value["tuple_result"]),
        workspace_bytes=int(value["workspace_bytes"]),
    )


def _tiled(value: Mapping[str, Any]) -> TiledRecord:
    return TiledRecord(
        name=str(value["name"]),
        subnetwork=str(value["subnetwork"]),
        tiles=_strings(value["tiles"]),
        rows=tuple(int(rows) for rows in value["rows"]),
        input_axes=tuple(None if axis is None else int(axis) for axis in value["input_axes"]),
        output_axes=tuple(int(axis) for axis in value["output_axes"]),
    )


def _native_host(value: Mapping[str, Any] | None) -> NativeHostRecord | None:
    if value is None:
        return None
    return NativeHostRecord(_subnetwork(value["entry"]), _strings(value["constants"]))


def _instance(value: Mapping[str, Any]) -> InstanceRecord:
    return InstanceRecord(
        str(value["name"]), str(value["subnetwork"]), _strings(value["constants"])
    )
