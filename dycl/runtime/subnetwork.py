"""Calls one compiled sub-network on NumPy arrays, with as little Python as possible per call."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from dycl.errors import DyclError, InputError
from dycl.runtime.manifest import SubnetworkRecord, TensorType
from dycl.runtime.weight_file import ALIGNMENT, empty_aligned

Array = npt.NDArray[Any]

_KEPT_BUFFERS = 4
"""How many result buffers of each output are kept for a later call."""

_MAX_ARRAYS = 64
"""As in ``dycl_numpy.c``."""


class _ArrayType(ctypes.Structure):
    _fields_ = [
        ("dtype", ctypes.c_void_p),
        ("ndim", ctypes.c_int32),
        ("shape", ctypes.POINTER(ctypes.c_int64)),
    ]


class _NumpyCall(ctypes.Structure):
    _fields_ = [
        ("entry", ctypes.c_void_p),
        ("constants", ctypes.c_void_p),
        ("ndarray", ctypes.c_void_p),
        ("inputs", ctypes.c_int32),
        ("outputs", ctypes.c_int32),
        ("alignment", ctypes.c_int32),
        ("types", ctypes.POINTER(_ArrayType)),
    ]


class CompiledSubnetwork:
    """A sub-network bound to its weights: call it with arrays, get an array or a tuple of arrays.

    Inputs must have the shapes and dtypes of ``record.inputs``, or :class:`InputError` is raised.
    They are copied where they aren't row-major or not at a multiple of 64 bytes; results of other
    sub-networks are, so nothing between two sub-networks is copied. A kernel that fails raises
    :class:`DyclError` with the kernel's message. Calls from several threads don't disturb each
    other.

    Only inputs at a multiple of ``alignment`` bytes are passed on as they are.
    """

    def __init__(
        self,
        library: ctypes.CDLL,
        record: SubnetworkRecord,
        constants: tuple[Array, ...],
        alignment: int = ALIGNMENT,
    ) -> None:
        self.record = record
        self._library = library
        self._alignment = alignment
        self._constants = constants
        self._pools = [_BufferPool(output) for output in record.outputs]
        self._input_dtypes = [np.dtype(type_.dtype) for type_ in record.inputs]
        self._addresses = (ctypes.c_void_p * max(len(constants), 1))(
            *[constant.ctypes.data for constant in constants]
        )
        self._entry: Callable[..., int] = library[record.symbol]
        self._run = self._fast_call() if _can_read_arrays(record) else self._call_with_pointers

    def __call__(self, *inputs: Array) -> Any:
        outputs = [pool.take() for pool in self._pools]
        # The code is -1 for a failure and 1 + i for an input i that can't be passed on as it is.
        if len(inputs) != len(self._input_dtypes) or (code := self._run(*inputs, *outputs)) > 0:
            code = self._run(*self._fitting(inputs), *outputs)
        if code:
            raise self._failure(code)
        return tuple(outputs) if self.record.tuple_result else outputs[0]

    def _fitting(self, inputs: tuple[Array, ...]) -> list[Array]:
        """The inputs, copied where their place in memory is unsuitable."""
        expected = self.record.inputs
        if len(inputs) != len(expected):
            raise InputError(
                f"{self.record.name} takes {len(expected)} inputs; it was given {len(inputs)}"
            )
        for index, (array, type_) in enumerate(zip(inputs, expected, strict=True)):
            given = np.asarray(array)
            if given.shape != type_.shape or given.dtype.name != type_.dtype:
                found = TensorType(given.shape, given.dtype.name)
                raise InputError(
                    f"input {index} of {self.record.name} must be {type_}; it is {found}"
                )
        return [
            _aligned(np.asarray(array), dtype)
            for array, dtype in zip(inputs, self._input_dtypes, strict=True)
        ]

    def _fast_call(self) -> Callable[..., int]:
        """The entry that reads the arrays' addresses and types by itself, in C."""
        record = self.record
        types = (_ArrayType * max(len(record.inputs), 1))()
        for target, type_, dtype in zip(types, record.inputs, self._input_dtypes, strict=False):
            target.dtype = id(dtype)
            target.ndim = len(type_.shape)
            target.shape = (ctypes.c_int64 * max(len(type_.shape), 1))(*type_.shape)
        self._call = _NumpyCall(
            ctypes.cast(self._library[record.symbol], ctypes.c_void_p),
            ctypes.cast(self._addresses, ctypes.c_void_p),
            id(np.ndarray),
            len(record.inputs),
            len(record.outputs),
            self._alignment,
            types,
        )
        function = self._library["dycl_call_numpy"]
        arrays = len(record.inputs) + len(record.outputs)
        function.argtypes = [ctypes.c_void_p, *[ctypes.py_object] * arrays]
        address = ctypes.addressof(self._call)
        return lambda *arrays: function(address, *arrays)

    def _call_with_pointers(self, *arrays: Array) -> int:
        """The same on any Python and NumPy, a little slower."""
        count = len(self.record.inputs)
        fitting = self._fitting(arrays[:count])
        inputs = (ctypes.c_void_p * max(count, 1))(*[array.ctypes.data for array in fitting])
        outputs = (ctypes.c_void_p * max(len(arrays) - count, 1))(
            *[array.ctypes.data for array in arrays[count:]]
        )
        return self._entry(inputs, self._addresses, outputs)

    def _failure(self, code: int) -> Exception:
        """What to raise where the entry returned ``code``."""
        return DyclError(f"{self.record.name} failed: {self._said('dycl_last_error')}")

    def _said(self, name: str) -> str:
        function = self._library[name]
        function.restype = ctypes.c_char_p
        return function().decode(errors="replace")


class _BufferPool:
    """Result buffers that are used again once nobody refers to them any more.

    An aligned array costs a microsecond to make, more when its memory is new to the process.
    """

    def __init__(self, type_: TensorType) -> None:
        self._shape = type_.shape
        self._dtype = np.dtype(type_.dtype)
        self._kept: list[Array] = []

    def take(self) -> Array:
        """An array that nobody else refers to, its content undefined."""
        for array in self._kept:
            # A view of the array refers to it as well. Another thread that looks at the array at
            # this moment only makes the count higher.
            if sys.getrefcount(array) == _UNSHARED:
                return array
        array = empty_aligned(self._shape, self._dtype)
        if _REFERENCES_ARE_COUNTED and len(self._kept) < _KEPT_BUFFERS:
            self._kept.append(array)
        return array


def _aligned(array: Array, dtype: np.dtype[Any]) -> Array:
    """``array`` itself, or a row-major copy of it at a multiple of 64 bytes and of exactly
    ``dtype``.
    """
    suitable = type(array) is np.ndarray and array.dtype is dtype and array.flags.c_contiguous
    if suitable and array.ctypes.data % ALIGNMENT == 0:
        return array
    copy = empty_aligned(array.shape, dtype)
    np.copyto(copy, array)
    return copy


def _references_are_counted() -> bool:
    """Whether ``sys.getrefcount`` tells exactly who refers to an array: CPython with its lock."""
    is_locked: Callable[[], bool] = getattr(sys, "_is_gil_enabled", lambda: True)
    return sys.implementation.name == "cpython" and is_locked()


def _unshared_count() -> int:
    """What :meth:`_BufferPool.take` counts for an array that only its list refers to."""
    for item in [np.empty(1)]:
        return sys.getrefcount(item)
    raise AssertionError


def _can_read_arrays(record: SubnetworkRecord) -> bool:
    return _ARRAYS_ARE_READABLE and len(record.inputs) + len(record.outputs) <= _MAX_ARRAYS


def _arrays_are_readable() -> bool:
    """Whether an array's fields are where ``dycl_numpy.c`` reads them in this Python and NumPy."""
    if sys.implementation.name != "cpython" or object.__basicsize__ != 16:
        return False
    array = np.zeros((3, 5), np.int16)[:, ::2]
    words = (ctypes.c_void_p * 9).from_address(id(array))
    dimensions = ctypes.cast(words[4] or 0, ctypes.POINTER(ctypes.c_ssize_t * 2)).contents
    flags = (words[8] or 0) & 0xFFFFFFFF
    return (
        words[1] == id(np.ndarray)
        and words[2] == array.ctypes.data
        and (words[3] or 0) & 0xFFFFFFFF == 2
        and tuple(dimensions) == array.shape
        and words[6] == id(array.base)
        and words[7] == id(array.dtype)
        and flags == array.flags.num
    )


_UNSHARED = _unshared_count()
_REFERENCES_ARE_COUNTED = _references_are_counted()
_ARRAYS_ARE_READABLE = _arrays_are_readable()
