"""Loads and runs what the back ends built. Imports NumPy and the standard library, nothing else."""

from __future__ import annotations

from dycl.runtime.library import Library
from dycl.runtime.manifest import (
    FileRecord,
    InstanceRecord,
    LibraryManifest,
    SubnetworkRecord,
    TensorType,
)
from dycl.runtime.subnetwork import CompiledSubnetwork

__all__ = [
    "CompiledSubnetwork",
    "FileRecord",
    "InstanceRecord",
    "Library",
    "LibraryManifest",
    "SubnetworkRecord",
    "TensorType",
]
