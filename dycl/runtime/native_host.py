"""Calls a host program that was compiled into ``model.so``: one call for the whole network."""

from __future__ import annotations

import ast
import ctypes
from typing import Any

import numpy as np

from dycl.runtime.exceptions import exception_class
from dycl.runtime.manifest import SubnetworkRecord
from dycl.runtime.subnetwork import Array, CompiledSubnetwork, last_message, pointers
from dycl.runtime.weight_file import empty_aligned

_RAISED = -2
"""``DYCL_RAISED`` in ``dycl.h``."""


class _Rows(ctypes.Structure):
    """``dycl_rows`` in ``dycl_runtime.h``."""

    _fields_ = [("data", ctypes.c_void_p), ("count", ctypes.c_int64)]


class NativeHost(CompiledSubnetwork):
    """A compiled host program: takes and gives arrays, host scalars as arrays without dimensions.

    What the network raises is raised here: a built-in exception, or the network's own class where
    that can be imported.
    """

    def __init__(
        self, library: ctypes.CDLL, record: SubnetworkRecord, constants: tuple[Array, ...]
    ) -> None:
        super().__init__(library, record, constants, alignment=1)
        if any(type_.has_rows for type_ in record.outputs):
            self._call = self._call_for_rows

    def _call_for_rows(self, *arrays: Array) -> Any:
        """A call with results of which only it knows how many rows they have."""
        inputs = self._fitting(arrays)
        types = list(zip(self.record.outputs, self._output_dtypes, strict=True))
        outputs = [
            _Rows() if type_.has_rows else empty_aligned(type_.shape, dtype)
            for type_, dtype in types
        ]
        code = self._entry(pointers(inputs), self._addresses, pointers(outputs))
        if code:
            self._fail(code)
        results = [
            _copied(output, type_.shape, dtype) if isinstance(output, _Rows) else output
            for output, (type_, dtype) in zip(outputs, types, strict=True)
        ]
        return tuple(results) if self.record.tuple_result else results[0]

    def _failure(self, code: int) -> Exception:
        if code != _RAISED:
            return super()._failure(code)
        class_name = last_message(self._library, "dycl_last_exception")
        message = last_message(self._library)
        argument = _key(message) if class_name == "KeyError" else message
        return exception_class(class_name)(argument)


def _key(text: str) -> Any:
    """What a KeyError is made of that is shown as ``text``."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):  # NaN, infinity
        return text


def _copied(rows: _Rows, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Array:
    """A copy of what lies in memory of this thread, which its next call uses again."""
    result = empty_aligned(tuple(rows.count if extent == -1 else extent for extent in shape), dtype)
    ctypes.memmove(result.ctypes.data, rows.data, result.nbytes)
    return result
