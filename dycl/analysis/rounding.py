"""Bounds of results that a machine rounds to a floating-point type.

Rounding keeps the order of numbers. So the rounded result of a sum, product or quotient lies
between the neighbours, in the type, of the exact bounds; :func:`outward` takes those. Results so
small that some machines replace them by zero count as zero too.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from xdsl.dialects.builtin import BFloat16Type, Float16Type, Float32Type, Float64Type
from xdsl.ir import Attribute

from dycl.analysis.ranges import Number, Range

LIBRARY_ERROR = 7
"""Functions such as exp are off by at most 2 to the power of this, in units of the last place."""


class Format(NamedTuple):
    """A binary floating-point type."""

    precision: int
    """The bits of a significand, the leading one included."""

    smallest_exponent: int
    """Its least positive number is 2 to the power of this."""

    largest: float

    @property
    def epsilon(self) -> float:
        """The largest relative error of rounding to nearest."""
        return 2.0**-self.precision

    @property
    def smallest_normal(self) -> float:
        """The least positive number with all bits of precision."""
        return math.ldexp(1.0, self.smallest_exponent + self.precision - 1)


FORMATS: dict[type[Attribute], Format] = {
    Float16Type: Format(11, -24, 65504.0),
    BFloat16Type: Format(8, -133, math.ldexp(255.0, 120)),
    Float32Type: Format(24, -149, math.ldexp(2.0**24 - 1, 104)),
    Float64Type: Format(53, -1074, math.ldexp(2.0**53 - 1, 971)),
}


def format_of(type_: Attribute) -> Format | None:
    """The format of a floating-point type; None for other types."""
    return FORMATS.get(type(type_))


def outward(range_: Range, type_: Attribute) -> Range:
    """The smallest range with ends in the floating-point type that holds ``range_``.

    Ends that are the result of a computation in Python's ``float`` may be off by its rounding.
    """
    format_ = format_of(type_)
    if format_ is None or not range_.has_numbers:
        return range_
    return Range(
        _round_down(range_.low, format_), -_round_down(-range_.high, format_), range_.may_be_nan
    )


def widened(range_: Range, type_: Attribute, *, offset: float = 0) -> Range:
    """``range_`` with room for the errors of library functions.

    They are relative to a result, and, with an ``offset``, to that where the result is smaller.
    """
    format_ = format_of(type_)
    if format_ is None or not range_.has_numbers:
        return range_
    relative = relative_error(format_, 1)
    low, high = (
        end if math.isinf(end) else end + sign * (abs(end) + offset) * relative
        for end, sign in ((range_.low, -1), (range_.high, 1))
    )
    return outward(Range(low, high, range_.may_be_nan), type_)


def relative_error(format_: Format, count: int) -> float:
    """How far ``count`` roundings, one after the other, can be off; infinity for far too many."""
    error = (count + 2**LIBRARY_ERROR) * format_.epsilon
    return error / (1 - error) if error < 1 / 2 else math.inf


def _round_down(value: Number, format_: Format) -> float:
    """The largest number of the format that is not above ``value``."""
    if isinstance(value, int) and abs(value) > 2**1000:
        value = math.inf if value > 0 else -math.inf
    if math.isinf(value):
        return float(value)
    if value > format_.largest:
        return format_.largest
    if value < -format_.largest:
        return -math.inf
    if 0 < value < format_.smallest_normal:
        return 0.0
    if -format_.smallest_normal < value < 0:
        return -format_.smallest_normal
    if value == 0:
        return 0.0
    _, exponent = math.frexp(value)
    shift = format_.precision - exponent
    if isinstance(value, int):
        scaled = value << shift if shift >= 0 else value >> -shift
    else:
        scaled = math.floor(math.ldexp(value, shift))
    return math.ldexp(float(scaled), -shift)
