"""The values of ``dycl.weight``, where they are at hand.

They come from the safetensors file that the module's attribute ``dycl.weights`` names, or from
whoever has them under another name::

    with known_weights(weights):
        pipeline.apply(context, module)
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from xdsl.dialects.builtin import ModuleOp, StringAttr, bf16
from xdsl.ir import Operation, OpResult, SSAValue

from dycl.dialects.dycl import WEIGHTS, WeightOp
from dycl.errors import DyclError

if TYPE_CHECKING:
    import numpy.typing as npt


class Weights(Protocol):
    """Arrays by name."""

    def __getitem__(self, name: str, /) -> npt.NDArray[Any]: ...

    def __contains__(self, name: str, /) -> bool: ...


_known: ContextVar[Weights | None] = ContextVar("dycl_known_weights", default=None)


@contextmanager
def known_weights(weights: Weights) -> Generator[None, None, None]:
    """Take the values of weights from ``weights`` in the ``with`` block, not from files."""
    token = _known.set(weights)
    try:
        yield
    finally:
        _known.reset(token)


def weight_value(value: SSAValue) -> npt.NDArray[Any] | None:
    """The array that ``value`` is; None where it is no weight, or its value is not at hand.

    NumPy has no bf16: of a weight of that type, the numbers are given in f32.
    """
    if not isinstance(value, OpResult) or not isinstance(value.op, WeightOp):
        return None
    name = value.op.weight_name
    weights = _known.get()
    if weights is None:
        weights = _file_of(value.op)
    if weights is None or name not in weights:
        return None
    array = weights[name]
    if value.op.result.type.get_element_type() == bf16:
        from dycl.runtime.bfloat16 import widened  # which imports NumPy

        array = widened(array)
    return array if array.shape == value.op.result.type.get_shape() else None


def _file_of(operation: Operation) -> Weights | None:
    current: Operation | None = operation
    while current is not None and not isinstance(current, ModuleOp):
        current = current.parent_op()
    name = None if current is None else current.attributes.get(WEIGHTS)
    if not isinstance(name, StringAttr):
        return None
    path = Path(name.data)
    try:
        status = path.stat()
    except OSError:
        return None
    return _open(path.resolve(), status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=1)
def _open(path: Path, modified: int, size: int) -> Weights | None:
    from dycl.runtime.weight_file import WeightFile

    try:
        return WeightFile(path)
    except DyclError:
        return None
