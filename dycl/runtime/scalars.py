"""Arithmetic on host scalars that Python has no operator for; the names are those of MLIR's
operations.
"""

from __future__ import annotations

import math


def truncated_quotient(left: int, right: int) -> int:
    """``left / right`` rounded towards zero; raises ZeroDivisionError."""
    quotient = abs(left) // abs(right)
    return quotient if (left < 0) == (right < 0) else -quotient


def truncated_remainder(left: int, right: int) -> int:
    """What :func:`truncated_quotient` leaves over; it has the sign of ``left``."""
    return left - right * truncated_quotient(left, right)


def minimum(left: float, right: float) -> float:
    """The smaller number; NaN if either is."""
    return math.nan if is_unordered(left, right) else min(left, right)


def maximum(left: float, right: float) -> float:
    """The larger number; NaN if either is."""
    return math.nan if is_unordered(left, right) else max(left, right)


def minimum_number(left: float, right: float) -> float:
    """The smaller number; NaN only if both are."""
    return right if math.isnan(left) else min(left, right)


def maximum_number(left: float, right: float) -> float:
    """The larger number; NaN only if both are."""
    return right if math.isnan(left) else max(left, right)


def is_unordered(left: float, right: float) -> bool:
    """Whether either number is NaN."""
    return math.isnan(left) or math.isnan(right)


def is_less_or_greater(left: float, right: float) -> bool:
    """Whether the numbers differ and neither is NaN."""
    return left < right or left > right


def floor(value: float) -> float:
    """The largest integer that is not above ``value``, as a float; infinities and NaN stay."""
    return float(math.floor(value)) if math.isfinite(value) else value


def ceil(value: float) -> float:
    """The smallest integer that is not below ``value``, as a float; infinities and NaN stay."""
    return float(math.ceil(value)) if math.isfinite(value) else value


def trunc(value: float) -> float:
    """``value`` without its fraction, as a float; infinities and NaN stay."""
    return float(math.trunc(value)) if math.isfinite(value) else value


def round_even(value: float) -> float:
    """The nearest integer as a float, the even one of two; infinities and NaN stay."""
    return float(round(value)) if math.isfinite(value) else value


def round_half_away(value: float) -> float:
    """The nearest integer as a float, of two the one away from zero; infinities and NaN stay."""
    if not math.isfinite(value):
        return value
    return math.copysign(math.floor(abs(value) + 0.5), value)


def signed(value: int, width: int) -> int:
    """The low ``width`` bits of ``value`` as a signed number."""
    bits = value % (1 << width)
    return bits - (1 << width) if bits >> (width - 1) else bits


def unsigned(value: int, width: int) -> int:
    """The low ``width`` bits of ``value`` as an unsigned number."""
    return value % (1 << width)
