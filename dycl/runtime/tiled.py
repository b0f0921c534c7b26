"""Calls a sub-network that is compiled for some numbers of rows on any number of rows."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from dycl.errors import DyclError, InputError
from dycl.runtime.manifest import TensorType, TiledRecord
from dycl.runtime.subnetwork import CompiledSubnetwork, aligned, last_message
from dycl.runtime.weight_file import empty_aligned

Array = npt.NDArray[Any]


class _RowTile(ctypes.Structure):
    _fields_ = [
        ("rows", ctypes.c_int64),
        ("entry", ctypes.c_void_p),
        ("constants", ctypes.c_void_p),
    ]


class _RowCall(ctypes.Structure):
    _fields_ = [
        ("inputs", ctypes.c_int32),
        ("outputs", ctypes.c_int32),
        ("tiles", ctypes.c_int32),
        ("row_bytes", ctypes.POINTER(ctypes.c_int64)),
        ("tile", ctypes.POINTER(_RowTile)),
    ]


class TiledSubnetwork:
    """A sub-network that computes any number of rows one by one, made of ``tiles``.

    Call it with arrays of as many rows each, get an array or a tuple of arrays. Besides those, a
    call takes no more memory than the largest tile needs, however many rows there are. Inputs of
    other shapes or dtypes raise :class:`InputError`; a kernel that fails raises :class:`DyclError`
    with the kernel's message. Calls from several threads don't disturb each other.
    """

    def __init__(
        self, library: ctypes.CDLL, record: TiledRecord, tiles: Sequence[CompiledSubnetwork]
    ) -> None:
        first = tiles[0].record
        self.record = record
        self._library = library
        self._tiles = tuple(tiles)
        self._tuple_result = first.tuple_result
        self._inputs = [
            _RowArray(type_, axis)
            for type_, axis in zip(first.inputs, record.input_axes, strict=True)
        ]
        self._outputs = [
            _RowArray(type_, axis)
            for type_, axis in zip(first.outputs, record.output_axes, strict=True)
        ]
        arrays = (*self._inputs, *self._outputs)
        self._addresses = ctypes.c_void_p * len(arrays)
        by_size = (_RowTile * len(tiles))(
            *[
                _RowTile(rows, *tile.entry_and_constants())
                for rows, tile in zip(record.rows, tiles, strict=True)
            ]
        )
        self._call = _RowCall(
            len(self._inputs),
            len(self._outputs),
            len(tiles),
            (ctypes.c_int64 * len(arrays))(*[array.row_bytes for array in arrays]),
            by_size,
        )
        run: Any = library["dycl_run_rows"]
        run.argtypes = [ctypes.c_void_p, ctypes.c_int64, ctypes.c_void_p]
        self._run: Callable[..., int] = run

    def __call__(self, *inputs: Array) -> Any:
        rows, arrays = self._fitting(inputs)
        outputs = [output.empty(rows) for output in self._outputs]
        if rows:
            addresses = self._addresses(*[array.ctypes.data for array in (*arrays, *outputs)])
            if self._run(ctypes.addressof(self._call), rows, addresses):
                raise DyclError(f"{self.record.name} failed: {last_message(self._library)}")
        return tuple(outputs) if self._tuple_result else outputs[0]

    def _fitting(self, inputs: Sequence[Array]) -> tuple[int, list[Array]]:
        """The number of rows, and the inputs without gaps."""
        if len(inputs) != len(self._inputs):
            raise InputError(
                f"{self.record.name} takes {len(self._inputs)} inputs; it was given {len(inputs)}"
            )
        rows: int | None = None
        arrays: list[Array] = []
        for index, (given, expected) in enumerate(zip(inputs, self._inputs, strict=True)):
            array = np.asarray(given)
            if rows is None and expected.axis is not None and array.ndim > expected.axis:
                rows = array.shape[expected.axis]
            if not expected.fits(array, rows):
                found = TensorType(array.shape, array.dtype.name)
                needed = expected.described(rows)
                raise InputError(
                    f"input {index} of {self.record.name} must be {needed}; it is {found}"
                )
            arrays.append(expected.without_gaps(array))
        assert rows is not None, "no input has rows"
        return rows, arrays


class _RowArray:
    """An input or an output: its type for one row, and the axis of the rows if it has any."""

    def __init__(self, type_: TensorType, axis: int | None) -> None:
        self.axis = axis
        self._before = () if axis is None else type_.shape[:axis]
        self._after = type_.shape if axis is None else type_.shape[axis + 1 :]
        self._dtype = np.dtype(type_.dtype)
        self.row_bytes = 0 if axis is None else type_.nbytes

    def _shape(self, rows: int | None) -> tuple[int, ...]:
        """For one row if their number is not known."""
        if self.axis is None:
            return self._after
        return (*self._before, 1 if rows is None else rows, *self._after)

    def fits(self, array: Array, rows: int | None) -> bool:
        """Whether an array has the shape and dtype for so many rows."""
        return array.dtype == self._dtype and array.shape == self._shape(rows)

    def described(self, rows: int | None) -> TensorType:
        """What :meth:`fits` asks for."""
        return TensorType(self._shape(rows), self._dtype.name)

    def without_gaps(self, array: Array) -> Array:
        """The array, or a copy where it is not row-major; aligned if it has no rows."""
        return aligned(array, self._dtype) if self.axis is None else np.ascontiguousarray(array)

    def empty(self, rows: int) -> Array:
        """An array for so many rows, its content undefined."""
        return empty_aligned(self._shape(rows), self._dtype)
