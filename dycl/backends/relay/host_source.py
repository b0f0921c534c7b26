"""Writes what a host program in C needs beside itself: where its weights are, what it takes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from dycl.backends.relay.c_source import entry_symbol
from dycl.backends.relay.interface import NativeHost
from dycl.runtime.manifest import InstanceRecord, NativeHostRecord, SubnetworkRecord, TensorType
from dycl.runtime.weight_file import WeightFile

HEADER_FILE = "dycl.h"
"""The header for C programs, in the folder of a library with a native host."""

_NATIVE = Path(__file__).parent / "native"
_SOURCES = ("dycl_host.c", "dycl_copies.c", "dycl_model.c")

_HASH_START = 0xCBF29CE484222325
_HASH_FACTOR = 0x100000001B3


class HostSources:
    """The C files of ``host``, whose library has ``instances`` and needs ``cpu_features``.

    The host program is given pointers to all tensors that it passes on: first those of each of its
    instances, then the weights that it reads itself, then the first state.
    """

    def __init__(
        self,
        host: NativeHost,
        instances: Sequence[InstanceRecord],
        weights: Path,
        cpu_features: Sequence[str],
    ) -> None:
        self._host = host
        self._weights = WeightFile(weights)
        self._cpu_features = cpu_features
        self._of_instance = {record.name: record.constants for record in instances}
        names = [name for instance in host.instances for name in self._of_instance[instance]]
        self._constants = (*names, *host.weights, *host.state)

    def write(self, folder: Path) -> tuple[Path, ...]:
        """Write the files and ``dycl.h`` into ``folder``; returns what is to be compiled."""
        program, package = folder / "host.c", folder / "package.c"
        program.write_text(self._host.text)
        package.write_text(self._package_text())
        (folder / "weights.h").write_text(self._weights_header())
        shutil.copyfile(_NATIVE / HEADER_FILE, folder / HEADER_FILE)
        return (program, package, *(_NATIVE / name for name in _SOURCES))

    def record(self) -> NativeHostRecord:
        """How to call the host program."""
        arrays = (self._weights[name] for name in self._constants)
        types = tuple(TensorType(array.shape, array.dtype.name) for array in arrays)
        host = self._host
        entry = SubnetworkRecord(
            "forward",
            entry_symbol("forward"),
            host.inputs,
            host.outputs,
            types,
            tuple_result=len(host.outputs) != 1,
            workspace_bytes=0,
        )
        return NativeHostRecord(entry, self._constants)

    def _weights_header(self) -> str:
        """``weights.h``: the number of the first pointer of each instance, and of the host's."""
        lines: list[str] = []
        position = 0
        for instance in self._host.instances:
            lines.append(f"  {instance}_weights = {position},")
            position += len(self._of_instance[instance])
        body = "\n".join([*lines, f"  host_weights = {position},"])
        return f"/* Where the pointers to weights begin. */\nenum {{\n{body}\n}};\n"

    def _package_text(self) -> str:
        """The definition of ``dycl_this_package``; see ``dycl_package.h``."""
        host, weights = self._host, self._weights
        input_names = [*host.input_names, *("state" for _ in host.state)]
        output_names = [f"result {index}" for index in range(len(host.outputs))]
        spans = (weights.span(name) for name in self._constants)
        counts = (
            len(host.input_names),
            host.result_count,
            len(host.state),
            len(host.updates),
            len(host.outputs) - host.result_count - len(host.state),
            len(self._constants),
        )
        fields = [
            _string(weights.path.name),
            f"{weights.path.stat().st_size}, {len(weights.header)}, {_hash(weights.header):#x}u",
            _string(" ".join(self._cpu_features)),
            str(host.threads),
            ", ".join(map(str, counts)),
            "inputs, outputs, updates, weights",
            str(len(self._constants) - len(host.state)),
        ]
        parts = [
            '#include "dycl_package.h"\n',
            _types("inputs", input_names, host.inputs),
            _types("outputs", output_names, host.outputs),
            _array("dycl_update", "updates", [f"{{{i}, {o}}}" for i, o in host.updates]),
            _array("dycl_weight", "weights", [f"{{{start}, {size}}}" for start, size in spans]),
            "const dycl_package dycl_this_package = {",
            *(f"    {field}," for field in fields),
            "};\n",
        ]
        return "\n".join(parts)


def _types(name: str, names: Sequence[str], types: Sequence[TensorType]) -> str:
    rows: list[str] = []
    for label, type_ in zip(names, types, strict=True):
        shape = ", ".join(map(str, type_.shape))
        pointer = f"(const int64_t[]){{{shape}}}" if type_.shape else "NULL"
        dtype = f"DYCL_{type_.dtype.upper()}"
        rows.append(f"{{{_string(label)}, {dtype}, {len(type_.shape)}, {pointer}}}")
    return _array("dycl_tensor_type", name, rows)


def _array(type_: str, name: str, rows: Sequence[str]) -> str:
    body = "".join(f"    {row},\n" for row in rows or ["{0}"])
    return f"static const {type_} {name}[] = {{\n{body}}};"


def _string(text: str) -> str:
    """``text`` as a string literal of C, for names that Python programs have."""
    return json.dumps(text, ensure_ascii=False)


def _hash(data: bytes) -> int:
    """FNV-1a, 64 bits (Fowler, Noll, Vo)."""
    value = _HASH_START
    for byte in data:
        value = (value ^ byte) * _HASH_FACTOR % 2**64
    return value
