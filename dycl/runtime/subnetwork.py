"""Calls one compiled sub-network on NumPy arrays, with as little Python as possible per call."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from dycl.errors import DyclError, InputError
from dycl.runtime.manifest import SubnetworkRecord, TensorType
from dycl.runtime.numpy_call import KEPT_BUFFERS, NumpyCall, can_call
from dycl.runtime.weight_file import ALIGNMENT, empty_aligned

Array = npt.NDArray[Any]

_CAN_CALL = can_call()


class CompiledSubnetwork:
    """A sub-network bound to its weights: call it with arrays, get an array or a tuple of arrays.

    Inputs must have the shapes and dtypes of ``record.inputs``, or :class:`InputError` is raised.
    They are copied where they aren't row-major or not at a multiple of 64 bytes; results of other
    sub-networks are, so nothing between two sub-networks is copied. In a Python whose arrays C can
    read, a result's memory is used again once nobody refers to it any more: an aligned array costs
    a microsecond to make, more when its memory is new to the process. A kernel that fails raises
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
        self._constants = constants
        self._input_dtypes = [np.dtype(type_.dtype) for type_ in record.inputs]
        self._output_dtypes = [np.dtype(type_.dtype) for type_ in record.outputs]
        self._kept: list[list[Array]] = [[] for _ in record.outputs]
        self._addresses = (ctypes.c_void_p * max(len(constants), 1))(
            *[constant.ctypes.data for constant in constants]
        )
        self._entry: Callable[..., int] = library[record.symbol]
        self._call = self._call_with_pointers
        if _CAN_CALL:
            self._numpy_call = NumpyCall(
                library,
                record,
                self._addresses,
                self._input_dtypes,
                alignment,
                otherwise=self._call_with_copies,
                new_buffer=self._new_buffer,
                fail=self._fail,
            )
            self._call = self._numpy_call.function

    def __call__(self, *inputs: Array) -> Any:
        return self._call(*inputs)

    def _call_with_copies(self, *inputs: Array) -> Any:
        return self._call(*self._fitting(inputs))

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
            aligned(np.asarray(array), dtype)
            for array, dtype in zip(inputs, self._input_dtypes, strict=True)
        ]

    def _new_buffer(self, output: int) -> Array:
        """A new array for an output, its content undefined, which :class:`NumpyCall` uses again."""
        array = empty_aligned(self.record.outputs[output].shape, self._output_dtypes[output])
        kept = self._kept[output]
        if _CAN_CALL and len(kept) < KEPT_BUFFERS:
            self._numpy_call.kept[output][len(kept)] = id(array)
            kept.append(array)
        return array

    def _call_with_pointers(self, *arrays: Array) -> Any:
        """A call on any Python and NumPy, slower."""
        inputs = self._fitting(arrays)
        outputs = [self._new_buffer(index) for index in range(len(self.record.outputs))]
        code = self._entry(pointers(inputs), self._addresses, pointers(outputs))
        if code:
            self._fail(code)
        return tuple(outputs) if self.record.tuple_result else outputs[0]

    def _fail(self, code: int) -> None:
        raise self._failure(code)

    def _failure(self, code: int) -> Exception:
        """What to raise where the entry returned ``code``."""
        return DyclError(f"{self.record.name} failed: {last_message(self._library)}")

    def entry_and_constants(self) -> tuple[int | None, int]:
        """The addresses of the compiled function and of its table of constants."""
        entry = ctypes.cast(self._library[self.record.symbol], ctypes.c_void_p)
        return entry.value, ctypes.addressof(self._addresses)


def pointers(buffers: Sequence[Array | ctypes.Structure]) -> ctypes.Array[ctypes.c_void_p]:
    """The addresses of arrays or structures, as an array that is not empty."""
    addresses = [
        each.ctypes.data if isinstance(each, np.ndarray) else ctypes.addressof(each)
        for each in buffers
    ]
    return (ctypes.c_void_p * max(len(addresses), 1))(*addresses)


def last_message(library: ctypes.CDLL, name: str = "dycl_last_error") -> str:
    """What the library's function ``name`` says to this thread."""
    function = library[name]
    function.restype = ctypes.c_char_p
    return function().decode(errors="replace")


def aligned(array: Array, dtype: np.dtype[Any]) -> Array:
    """``array`` itself, or a row-major copy of it at a multiple of 64 bytes and of exactly
    ``dtype``.
    """
    suitable = type(array) is np.ndarray and array.dtype is dtype and array.flags.c_contiguous
    if suitable and array.ctypes.data % ALIGNMENT == 0:
        return array
    copy = empty_aligned(array.shape, dtype)
    np.copyto(copy, array)
    return copy
