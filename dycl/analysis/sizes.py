"""Sizes of tensors' dimensions, as symbols where they are known at run time only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from xdsl.dialects import arith
from xdsl.dialects.builtin import IntAttr, IntegerAttr, TensorType
from xdsl.ir import SSAValue
from xdsl.utils.hints import isa

from dycl.analysis.value_numbers import ValueNumbers
from dycl.dialects import aten
from dycl.dialects.aten_operation import Element


@dataclass(frozen=True)
class Symbol:
    """A size that is known at run time only; dimensions with equal symbols have equal sizes."""

    number: int


Size = int | Symbol
Shape = Sequence[Size | None]
"""The sizes of a tensor's dimensions; None where nothing is known."""


class Sizes:
    """Gives out symbols. What is computed in the same way from equal sizes has the same symbol."""

    def __init__(self, numbers: ValueNumbers) -> None:
        self._numbers = numbers
        self._shapes: dict[SSAValue, tuple[Size, ...]] = {}
        self._symbols: dict[Hashable, Symbol] = {}

    def shape(self, value: SSAValue) -> tuple[Size, ...]:
        """The sizes of a tensor's dimensions; empty for what is no tensor."""
        known = self._shapes.get(value)
        return self._completed(value, None) if known is None else known

    def define(self, value: SSAValue, shape: Shape | None) -> None:
        """Say what is known of a value's shape, beyond its type; this replaces what was said."""
        self._shapes[value] = self._completed(value, shape)

    def symbol(self, *computation: Hashable) -> Symbol:
        """The symbol of a size that is always the same for an equal ``computation``."""
        return self._symbols.setdefault(computation, Symbol(len(self._symbols)))

    def number(self, value: SSAValue) -> int:
        """The value's number; see :class:`ValueNumbers`."""
        return self._numbers.number(value)

    def scalar(self, element: Element) -> Size | None:
        """What a host integer is; None for what is neither an integer nor an operand."""
        if not isinstance(element, SSAValue):
            return element if type(element) is int else None
        size = self.size_of(element)
        return self.symbol("number", self.number(element)) if size is None else size

    def size_of(self, element: Element) -> Size | None:
        """The size, or sum of sizes, that a host integer is; None where it could be negative."""
        if not isinstance(element, SSAValue):
            return element if type(element) is int and element >= 0 else None
        match element.owner:
            case aten.SymSizeIntOp() as operation:
                axis = operation.argument("dim")
                shape = self.shape(operation.tensor("self"))
                return shape[axis] if isinstance(axis, int) else None
            case arith.AddiOp(lhs=left, rhs=right):
                sizes = [self.size_of(left), self.size_of(right)]
                known = [size for size in sizes if size is not None]
                return self.sum(known) if len(known) == len(sizes) else None
            case arith.ConstantOp(value=IntegerAttr(value=IntAttr(data=number))):
                return number if number >= 0 else None
            case _:
                return None

    def sum(self, sizes: Sequence[Size]) -> Size:
        """The size of a concatenation."""
        constant = sum(size for size in sizes if isinstance(size, int))
        symbols = [size for size in sizes if isinstance(size, Symbol)]
        if not symbols:
            return constant
        if len(symbols) == 1 and not constant:
            return symbols[0]
        return self.symbol("sum", constant, *sorted(symbol.number for symbol in symbols))

    def quotient(self, sizes: Sequence[Size], divisors: Sequence[Size] = ()) -> Size | None:
        """The product of sizes by the product of others; None where these don't cancel out."""
        constant, symbols = _factors(sizes)
        divisor, divided = _factors(divisors)
        if divisor == 0 or constant % divisor or not divided <= symbols:
            return None
        constant //= divisor
        left = sorted(symbol.number for symbol in (symbols - divided).elements())
        if not left or not constant:
            return constant
        if len(left) == 1 and constant == 1:
            return Symbol(left[0])
        return self.symbol("product", constant, *left)

    def broadcast(self, shapes: Sequence[Sequence[Size]]) -> list[Size]:
        """The shape that tensors have together (https://numpy.org/doc/stable/user/basics.broadcasting.html)."""
        rank = max(map(len, shapes), default=0)
        return [
            self._common([shape[axis] for shape in shapes if axis >= -len(shape)])
            for axis in range(-rank, 0)
        ]

    def _common(self, sizes: Sequence[Size]) -> Size:
        others = set(sizes) - {1}
        static = [size for size in others if isinstance(size, int)]
        if static:
            return static[0]
        if len(others) == 1:
            return others.pop()
        # Each of them can be the one that is 1 at run time.
        numbers = sorted(size.number for size in others if isinstance(size, Symbol))
        return self.symbol("broadcast", *numbers) if numbers else 1

    def _completed(self, value: SSAValue, shape: Shape | None) -> tuple[Size, ...]:
        if not isa(value.type, TensorType):
            return ()
        extents = value.type.get_shape()
        if shape is None or len(shape) != len(extents):
            shape = (None,) * len(extents)
        completed: list[Size] = []
        for axis, (size, extent) in enumerate(zip(shape, extents, strict=True)):
            if extent >= 0:
                completed.append(extent)
            elif size is None:
                completed.append(self.symbol("value", self.number(value), axis))
            else:
                completed.append(size)
        return tuple(completed)


def _factors(sizes: Sequence[Size]) -> tuple[int, Counter[Symbol]]:
    constant = 1
    symbols: Counter[Symbol] = Counter()
    for size in sizes:
        if isinstance(size, Symbol):
            symbols[size] += 1
        else:
            constant *= size
    return constant, symbols
