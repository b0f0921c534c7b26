"""Reads and writes weights in the safetensors format, memory-mapped and aligned.

The official package reads these files. This module exists because loading a package needs NumPy
alone, and because compiled kernels want their constants at multiples of 64 bytes: the data begins
at such an offset and tensors whose size is a multiple of 64 come first, so nearly all of them can
be used in place, shared by all processes that run the package. The others are copied when they
are asked for.
"""

from __future__ import annotations

import json
import math
import mmap
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dycl.errors import PackageError

ALIGNMENT = 64

_DTYPES = {
    "F64": "float64",
    "F32": "float32",
    "F16": "float16",
    "BF16": "int16",
    "I64": "int64",
    "I32": "int32",
    "I16": "int16",
    "I8": "int8",
    "U8": "uint8",
    "BOOL": "bool",
}
"""NumPy's dtype for each of the format's; it has the bits of bf16 alone."""

_CODES = {dtype: code for code, dtype in _DTYPES.items()}


class WeightFile:
    """The tensors of a safetensors file, mapped into memory and read-only.

    Raises :class:`PackageError` when the file is missing, truncated or not in the format.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise PackageError(f"cannot read the weights in {path}: {error}") from error
        try:
            (length,) = struct.unpack_from("<Q", self._data)
            self._start = 8 + length
            if self._start > len(self._data):
                raise ValueError("the header is longer than the file")
            header = json.loads(self._data[8 : self._start])
            self._entries = {
                name: self._entry(value) for name, value in header.items() if name != "__metadata__"
            }
        except (struct.error, ValueError, KeyError, TypeError, AttributeError) as error:
            raise PackageError(f"{path} is not an undamaged safetensors file: {error}") from error

    def _entry(self, value: Mapping[str, Any]) -> tuple[npt.DTypeLike, tuple[int, ...], int]:
        dtype = np.dtype(_DTYPES[value["dtype"]])
        shape = tuple(int(extent) for extent in value["shape"])
        begin, end = value["data_offsets"]
        if end - begin != math.prod(shape) * dtype.itemsize or begin < 0:
            raise ValueError("a tensor's size does not fit its shape")
        if self._start + end > len(self._data):
            raise ValueError("the file is shorter than its header says")
        return dtype, shape, self._start + begin

    @property
    def header(self) -> bytes:
        """What stands before the tensors' bytes."""
        return self._data[: self._start]

    def span(self, name: str) -> tuple[int, int]:
        """Where in the file the bytes of the tensor ``name`` begin, and how many there are."""
        dtype, shape, offset = self._entries[name]
        return offset, math.prod(shape) * np.dtype(dtype).itemsize

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        """The tensor ``name``: read-only, row-major, aligned to 64 bytes."""
        if name not in self._entries:
            raise PackageError(f"{self.path} has no tensor {name}")
        dtype, shape, offset = self._entries[name]
        array = np.ndarray(shape, dtype, buffer=self._data, offset=offset)
        if array.ctypes.data % ALIGNMENT:
            aligned = empty_aligned(shape, np.dtype(dtype))
            np.copyto(aligned, array)
            aligned.flags.writeable = False
            return aligned
        return array


def empty_aligned(shape: tuple[int, ...], dtype: np.dtype[Any]) -> npt.NDArray[Any]:
    """A new row-major array of undefined content at a multiple of 64 bytes.

    Its ``base`` is no array, so NumPy makes every view of it refer to the returned object itself.
    """
    size = math.prod(shape) * dtype.itemsize
    raw = bytearray(size + ALIGNMENT)
    offset = -np.frombuffer(raw, np.uint8).ctypes.data % ALIGNMENT
    return np.ndarray(shape, dtype, buffer=raw, offset=offset)


def is_buffer(array: npt.NDArray[Any]) -> bool:
    """Whether ``array`` came from :func:`empty_aligned` or a call like it, and is no view."""
    return isinstance(array.base, bytearray)


def write_weight_file(path: Path, tensors: Mapping[str, npt.NDArray[Any]]) -> None:
    """Write ``tensors`` to ``path`` one after the other, so that :class:`WeightFile` can map
    them.
    """
    names = sorted(tensors, key=lambda name: (tensors[name].nbytes % ALIGNMENT != 0, name))
    header: dict[str, Any] = {}
    offset = 0
    for name in names:
        tensor = tensors[name]
        end = offset + tensor.nbytes
        header[name] = {
            "dtype": _CODES[tensor.dtype.name],
            "shape": list(tensor.shape),
            "data_offsets": [offset, end],
        }
        offset = end
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-(8 + len(text)) % ALIGNMENT)
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(text)))
        file.write(text)
        for name in names:
            # ascontiguousarray would make a 0-d array 1-d, which is the same to the file.
            file.write(np.ascontiguousarray(tensors[name]).data)
