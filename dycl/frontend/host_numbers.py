"""Python's floats and booleans that are known only at run time.

They write IR at once. Integers are PyTorch's ``SymInt``, which is written where it is needed; for
floats and booleans a symbolic algebra would simplify ``x - x`` or ``not (x < c)`` in ways that NaN
forbids.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import torch
from xdsl.dialects import arith
from xdsl.dialects import math as math_dialect
from xdsl.ir import Operation, SSAValue

from dycl.dialects import dycl
from dycl.errors import FrontendError

if TYPE_CHECKING:
    from dycl.frontend.host_scalars import HostScalars

Number = Any
"""int, float, bool or one of their run-time counterparts."""


class HostBool:
    """A bool known at run time: an ``i1``."""

    def __init__(self, host: HostScalars, value: SSAValue) -> None:
        self.host = host
        self.value = value

    def __bool__(self) -> bool:
        raise FrontendError(
            "this decision depends on the data and is made inside code that is run, not compiled",
            hint="move the decision into Python code of the model itself",
        )

    def _combine(self, other: Number, operation: Callable[..., Operation]) -> Any:
        if not isinstance(other, bool | HostBool | torch.SymBool):
            return NotImplemented
        return self.host.emit_bool(operation(self.value, self.host.boolean(other)))

    def __and__(self, other: Number) -> HostBool:
        return self._combine(other, arith.AndIOp)

    def __or__(self, other: Number) -> HostBool:
        return self._combine(other, arith.OrIOp)

    def __xor__(self, other: Number) -> HostBool:
        return self._combine(other, arith.XOrIOp)

    __rand__, __ror__, __rxor__ = __and__, __or__, __xor__

    def __eq__(self, other: object) -> Any:
        if isinstance(other, bool | HostBool | torch.SymBool):
            return self.host.negate(self ^ other)
        return self.host.as_integer(self) == other

    def __ne__(self, other: object) -> Any:
        if isinstance(other, bool | HostBool | torch.SymBool):
            return self ^ other
        return self.host.as_integer(self) != other

    __hash__ = None  # pyright: ignore[reportAssignmentType] - equality is known only at run time

    def __format__(self, spec: str) -> str:
        return self.host.placeholder(self.value, spec)

    def __str__(self) -> str:
        return self.host.placeholder(self.value, "")

    __repr__ = __str__


def _as_int(name: str) -> Callable[..., Any]:
    def method(self: HostBool, *others: Number) -> Any:
        function = getattr(self.host.as_integer(self), name)
        is_bool = (HostBool, torch.SymBool)
        return function(*(self.host.as_integer(o) if isinstance(o, is_bool) else o for o in others))

    return method


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow"):
    setattr(HostBool, f"__{_name}__", _as_int(f"__{_name}__"))
    setattr(HostBool, f"__r{_name}__", _as_int(f"__r{_name}__"))
for _name in ("lt", "le", "gt", "ge", "neg", "pos", "abs", "invert"):
    setattr(HostBool, f"__{_name}__", _as_int(f"__{_name}__"))


class HostFloat:
    """A float known at run time: an ``f64``."""

    def __init__(self, host: HostScalars, value: SSAValue) -> None:
        self.host = host
        self.value = value

    def __bool__(self) -> bool:
        return HostBool.__bool__(self)  # pyright: ignore[reportArgumentType]

    __hash__ = None  # pyright: ignore[reportAssignmentType] - equality is known only at run time

    def _binary(
        self,
        other: Number,
        operation: Callable[[SSAValue, SSAValue], Operation],
        *,
        swap: bool = False,
    ) -> Any:
        if isinstance(other, torch.Tensor):
            return NotImplemented
        if not isinstance(
            other, int | float | torch.SymInt | torch.SymFloat | HostFloat | HostBool
        ):
            return NotImplemented
        left, right = self.value, self.host.float(other)
        return self.host.emit_float(operation(right, left) if swap else operation(left, right))

    def _compare(self, other: Number, predicate: str, tensor_method: str) -> Any:
        if isinstance(other, torch.Tensor):
            return getattr(other, tensor_method)(self.host.symbol_of(self))
        if not isinstance(
            other, int | float | torch.SymInt | torch.SymFloat | HostFloat | HostBool
        ):
            return NotImplemented
        return self.host.emit_bool(arith.CmpfOp(self.value, self.host.float(other), predicate))

    def __add__(self, other: Number) -> Any:
        if isinstance(other, torch.Tensor):
            return other + self.host.symbol_of(self)
        return self._binary(other, arith.AddfOp)

    __radd__ = __add__

    def __sub__(self, other: Number) -> Any:
        if isinstance(other, torch.Tensor):
            return torch.rsub(other, self.host.symbol_of(self))
        return self._binary(other, arith.SubfOp)

    def __rsub__(self, other: Number) -> Any:
        if isinstance(other, torch.Tensor):
            return other - self.host.symbol_of(self)
        return self._binary(other, arith.SubfOp, swap=True)

    def __mul__(self, other: Number) -> Any:
        if isinstance(other, torch.Tensor):
            return other * self.host.symbol_of(self)
        return self._binary(other, arith.MulfOp)

    __rmul__ = __mul__

    def __truediv__(self, other: Number) -> Any:
        if isinstance(other, torch.Tensor):
            return other.reciprocal() * self.host.symbol_of(self)
        return self._divide(self, other)

    def __rtruediv__(self, other: Number) -> Any:
        if isinstance(other, torch.Tensor):
            return other / self.host.symbol_of(self)
        return self._divide(other, self)

    def _divide(self, left: Number, right: Number) -> Any:
        if isinstance(right, int | float) and right == 0:
            raise ZeroDivisionError("float division by zero")
        host = self.host
        return host.emit_float(arith.DivfOp(host.float(left), host.float(right)))

    def __floordiv__(self, other: Number) -> Any:
        if isinstance(other, torch.Tensor):
            return torch.floor_divide(self.host.symbol_of(self), other)
        return self._binary(other, dycl.FloorDivOp)

    def __rfloordiv__(self, other: Number) -> Any:
        if isinstance(other, torch.Tensor):
            return torch.floor_divide(other, self.host.symbol_of(self))
        return self._binary(other, dycl.FloorDivOp, swap=True)

    def __mod__(self, other: Number) -> Any:
        if isinstance(other, torch.Tensor):
            return torch.remainder(self.host.symbol_of(self), other)
        return self._binary(other, dycl.ModOp)

    def __rmod__(self, other: Number) -> Any:
        if isinstance(other, torch.Tensor):
            return torch.remainder(other, self.host.symbol_of(self))
        return self._binary(other, dycl.ModOp, swap=True)

    def __pow__(self, other: Number) -> Any:
        if isinstance(other, torch.Tensor):
            return torch.pow(self.host.symbol_of(self), other)
        return self._binary(other, math_dialect.PowFOp)

    def __rpow__(self, other: Number) -> Any:
        if isinstance(other, torch.Tensor):
            return torch.pow(other, self.host.symbol_of(self))
        return self._binary(other, math_dialect.PowFOp, swap=True)

    def __neg__(self) -> HostFloat:
        return self.host.emit_float(arith.NegfOp(self.value))

    def __pos__(self) -> HostFloat:
        return self

    def __abs__(self) -> HostFloat:
        return self.host.emit_float(math_dialect.AbsFOp(self.value))

    def __lt__(self, other: Number) -> Any:
        return self._compare(other, "olt", "__gt__")

    def __le__(self, other: Number) -> Any:
        return self._compare(other, "ole", "__ge__")

    def __gt__(self, other: Number) -> Any:
        return self._compare(other, "ogt", "__lt__")

    def __ge__(self, other: Number) -> Any:
        return self._compare(other, "oge", "__le__")

    def __eq__(self, other: object) -> Any:
        return self._compare(other, "oeq", "__eq__")

    def __ne__(self, other: object) -> Any:
        return self._compare(other, "une", "__ne__")

    def __format__(self, spec: str) -> str:
        return self.host.placeholder(self.value, spec)

    def __str__(self) -> str:
        return self.host.placeholder(self.value, "")

    __repr__ = __str__


SYMBOLIC = (HostBool, HostFloat, torch.SymInt, torch.SymFloat, torch.SymBool)

SYMBOLIC_NAMES = re.compile(
    r"\b(SymInt|SymBool|SymFloat|HostFloat|HostBool|FakeTensor|Rows|"
    r"SymbolicRange|RuntimeSlice|tensor subclass)"
)
"""Classes that no program knows of: an exception that names one is a limit of dycl."""


def is_symbolic(value: Any) -> bool:
    """Whether ``value`` is a number known only at run time."""
    return isinstance(value, SYMBOLIC)


def has_symbolic(value: Any) -> bool:
    """Whether nested lists contain numbers or tensors that are known only at run time."""
    if isinstance(value, list | tuple):
        return any(has_symbolic(item) for item in cast("list[Any]", value))
    return is_symbolic(value)
