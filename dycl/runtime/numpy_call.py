"""A built-in function that calls a sub-network: ``dycl_call_numpy`` in a package's library."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from dycl.runtime.manifest import SubnetworkRecord

KEPT_BUFFERS = 4
"""How many result buffers of each output are kept for a later call; as in ``dycl_numpy.c``."""

_FASTCALL = 0x80
"""``METH_FASTCALL``: the arguments come as a C array."""

_PYTHON_FUNCTIONS = (
    "PyObject_Vectorcall",
    "PyLong_FromLong",
    "PyTuple_New",
    "PyTuple_SetItem",
    "Py_IncRef",
    "Py_DecRef",
    "PyEval_SaveThread",
    "PyEval_RestoreThread",
)


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
        ("types", ctypes.POINTER(_ArrayType)),
        ("inputs", ctypes.c_int32),
        ("outputs", ctypes.c_int32),
        ("alignment", ctypes.c_int32),
        ("tuples", ctypes.c_int32),
        ("kept", ctypes.c_void_p),
        ("otherwise", ctypes.c_void_p),
        ("new_buffer", ctypes.c_void_p),
        ("raise", ctypes.c_void_p),
        ("python", ctypes.c_void_p * len(_PYTHON_FUNCTIONS)),
    ]


class _MethodDefinition(ctypes.Structure):
    """Python's ``PyMethodDef``."""

    _fields_ = [
        ("name", ctypes.c_char_p),
        ("function", ctypes.c_void_p),
        ("flags", ctypes.c_int),
        ("documentation", ctypes.c_char_p),
    ]


class NumpyCall:
    """``function`` takes the arrays of ``record.inputs`` and gives those of ``record.outputs``.

    ``constants`` are the addresses of the constants. Inputs that are no plain arrays of exactly the
    right ``dtypes``, or not at a multiple of ``alignment`` bytes, go to ``otherwise`` instead.
    ``new_buffer`` makes an array for the output of a number, and what it adds to ``kept`` is used
    again when nobody refers to it. ``fail`` is called with the code of an entry that failed, and
    raises. This object must live as long as ``function``.
    """

    def __init__(
        self,
        library: ctypes.CDLL,
        record: SubnetworkRecord,
        constants: ctypes.Array[ctypes.c_void_p],
        dtypes: Sequence[np.dtype[Any]],
        alignment: int,
        *,
        otherwise: Callable[..., Any],
        new_buffer: Callable[[int], npt.NDArray[Any]],
        fail: Callable[[int], None],
    ) -> None:
        types = (_ArrayType * max(len(record.inputs), 1))()
        for target, type_, dtype in zip(types, record.inputs, dtypes, strict=False):
            target.dtype = id(dtype)
            target.ndim = len(type_.shape)
            target.shape = (ctypes.c_int64 * max(len(type_.shape), 1))(*type_.shape)
        self.kept = (ctypes.c_void_p * KEPT_BUFFERS * max(len(record.outputs), 1))()
        call = _NumpyCall(
            ctypes.cast(library[record.symbol], ctypes.c_void_p),
            ctypes.cast(constants, ctypes.c_void_p),
            id(np.ndarray),
            types,
            len(record.inputs),
            len(record.outputs),
            alignment,
            record.tuple_result,
            ctypes.addressof(self.kept),
            id(otherwise),
            id(new_buffer),
            id(fail),
            (ctypes.c_void_p * len(_PYTHON_FUNCTIONS))(
                *[
                    ctypes.cast(getattr(ctypes.pythonapi, name), ctypes.c_void_p).value
                    for name in _PYTHON_FUNCTIONS
                ]
            ),
        )
        definition = _MethodDefinition(
            record.name.encode(),
            ctypes.cast(library["dycl_call_numpy"], ctypes.c_void_p),
            _FASTCALL,
            None,
        )
        self._alive = (library, constants, dtypes, definition, otherwise, new_buffer, fail)
        make = ctypes.pythonapi.PyCFunction_NewEx
        make.restype = ctypes.py_object
        make.argtypes = [ctypes.c_void_p, ctypes.py_object, ctypes.c_void_p]
        # The function's `self` is an array of the bytes of `call`.
        whole = np.frombuffer(memoryview(call), np.uint8)
        self.function: Callable[..., Any] = make(ctypes.addressof(definition), whole, None)


def can_call() -> bool:
    """Whether arrays' fields and reference counts are where ``dycl_numpy.c`` reads them in this
    Python and NumPy.
    """
    if sys.implementation.name != "cpython" or object.__basicsize__ != 16:
        return False
    array = np.zeros((3, 5), np.int16)[:, ::2]
    words = (ctypes.c_void_p * 9).from_address(id(array))
    dimensions = ctypes.cast(words[4] or 0, ctypes.POINTER(ctypes.c_ssize_t * 2)).contents
    flags = (words[8] or 0) & 0xFFFFFFFF
    return (
        (words[0] or 0) & 0xFFFFFFFF == sys.getrefcount(array) - 1
        and words[1] == id(np.ndarray)
        and words[2] == array.ctypes.data
        and (words[3] or 0) & 0xFFFFFFFF == 2
        and tuple(dimensions) == array.shape
        and words[6] == id(array.base)
        and words[7] == id(array.dtype)
        and flags == array.flags.num
        and all(hasattr(ctypes.pythonapi, name) for name in _PYTHON_FUNCTIONS)
    )
