"""Intervals of numbers that may include NaN, and what comparisons say about them.

Truth values are the integers 0 and 1. Bounds are exact: a strict bound on a float is the
neighbouring ``f64``. Rules are those of IEEE 754: a comparison with NaN has one fixed outcome, so
``x < c`` and ``not (x >= c)`` differ.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

Number = int | float


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers from ``low`` to ``high``, and NaN if ``may_be_nan``; no numbers where low >
    high.
    """

    low: Number
    high: Number
    may_be_nan: bool = False

    @staticmethod
    def exactly(value: Number) -> Range:
        """One value."""
        if value != value:
            return Range(math.inf, -math.inf, True)
        return Range(value, value)

    @property
    def has_numbers(self) -> bool:
        """Whether anything but NaN is in the range."""
        return self.low <= self.high

    @property
    def is_empty(self) -> bool:
        """Whether there is no value at all: the program does not get here."""
        return not self.has_numbers and not self.may_be_nan

    @property
    def single(self) -> Number | None:
        """The only number of the range; None where there are others, or NaN."""
        return self.low if self.low == self.high and not self.may_be_nan else None

    def union(self, other: Range) -> Range:
        """The smallest range that holds both."""
        return Range(
            min(self.low, other.low),
            max(self.high, other.high),
            self.may_be_nan or other.may_be_nan,
        )

    def intersection(self, other: Range) -> Range:
        """The values that are in both."""
        return Range(
            max(self.low, other.low),
            min(self.high, other.high),
            self.may_be_nan and other.may_be_nan,
        )

    def __str__(self) -> str:
        nan = " or NaN" if self.may_be_nan else ""
        if not self.has_numbers:
            return "NaN" if self.may_be_nan else "nothing"
        if self.low == self.high:
            return f"{self.low}{nan}"
        return f"[{self.low}, {self.high}]{nan}"


EMPTY = Range(math.inf, -math.inf)
TRUE = Range.exactly(1)
FALSE = Range.exactly(0)
BOOL = Range(0, 1)


class Relation(Enum):
    """How two numbers compare; ALWAYS and NEVER are for comparisons that look for NaN alone."""

    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="
    EQ = "=="
    NE = "!="
    ALWAYS = "are numbers"
    NEVER = "are not numbers"

    @property
    def negated(self) -> Relation:
        """What holds of two numbers where this does not."""
        return _NEGATED[self]

    @property
    def is_reflexive(self) -> bool:
        """Whether it holds of a number and itself."""
        return self in (Relation.LE, Relation.GE, Relation.EQ, Relation.ALWAYS)


_NEGATED = {
    Relation.LT: Relation.GE,
    Relation.LE: Relation.GT,
    Relation.GT: Relation.LE,
    Relation.GE: Relation.LT,
    Relation.EQ: Relation.NE,
    Relation.NE: Relation.EQ,
    Relation.ALWAYS: Relation.NEVER,
    Relation.NEVER: Relation.ALWAYS,
}


LESS, EQUAL, GREATER, UNORDERED = 1, 2, 4, 8
ANY_ORDER = LESS | EQUAL | GREATER | UNORDERED
"""How two values can be to each other, as sets in the bits of an integer; unordered: one is NaN."""

_ORDERS = {
    Relation.LT: LESS,
    Relation.LE: LESS | EQUAL,
    Relation.GT: GREATER,
    Relation.GE: GREATER | EQUAL,
    Relation.EQ: EQUAL,
    Relation.NE: LESS | GREATER,
    Relation.ALWAYS: LESS | EQUAL | GREATER,
    Relation.NEVER: 0,
}


def swapped(orders: int) -> int:
    """The orders of two values that were exchanged."""
    greater = GREATER if orders & LESS else 0
    less = LESS if orders & GREATER else 0
    return (orders & (EQUAL | UNORDERED)) | greater | less


class Comparison(NamedTuple):
    """A relation of numbers, and the outcome where one of the two is NaN."""

    relation: Relation
    with_nan: bool = False

    @property
    def negated(self) -> Comparison:
        """The comparison that has the opposite outcome, NaN included."""
        return Comparison(self.relation.negated, not self.with_nan)

    @property
    def orders(self) -> int:
        """The orders of two values for which it holds."""
        return _ORDERS[self.relation] | (UNORDERED if self.with_nan else 0)

    def outcomes(self, left: Range, right: Range, *, are_equal: bool = False) -> frozenset[bool]:
        """The outcomes for two values from these ranges, or, with ``are_equal``, for a value and
        itself.
        """
        found: set[bool] = set()
        if left.may_be_nan or right.may_be_nan:
            found.add(self.with_nan)
        if are_equal and left.has_numbers:
            found.add(self.relation.is_reflexive)
        elif left.has_numbers and right.has_numbers:
            if _can_hold(self.relation, left, right):
                found.add(True)
            if _can_hold(self.relation.negated, left, right):
                found.add(False)
        return frozenset(found)

    def refine(self, left: Range, right: Range, *, is_integer: bool = False) -> tuple[Range, Range]:
        """What is left of both ranges where the comparison holds."""
        if self.with_nan:
            # A NaN on one side makes it hold whatever the other side is.
            refined_left, refined_right = _refine_numbers(self.relation, left, right, is_integer)
            if right.may_be_nan:
                refined_left = left
            if left.may_be_nan:
                refined_right = right
            return (
                replace(refined_left, may_be_nan=left.may_be_nan),
                replace(refined_right, may_be_nan=right.may_be_nan),
            )
        return _refine_numbers(self.relation, left, right, is_integer)


def _can_hold(relation: Relation, left: Range, right: Range) -> bool:
    match relation:
        case Relation.LT:
            return left.low < right.high
        case Relation.LE:
            return left.low <= right.high
        case Relation.GT:
            return left.high > right.low
        case Relation.GE:
            return left.high >= right.low
        case Relation.EQ:
            return left.low <= right.high and right.low <= left.high
        case Relation.NE:
            return not (left.low == left.high == right.low == right.high)
        case Relation.ALWAYS:
            return True
        case Relation.NEVER:
            return False


def _refine_numbers(
    relation: Relation, left: Range, right: Range, is_integer: bool
) -> tuple[Range, Range]:
    """The numbers of both ranges that have a partner in the other."""
    a, b = replace(left, may_be_nan=False), replace(right, may_be_nan=False)
    if not a.has_numbers or not b.has_numbers:
        return EMPTY, EMPTY
    match relation:
        case Relation.LT:
            return (
                replace(a, high=min(a.high, below(b.high, is_integer))),
                replace(b, low=max(b.low, above(a.low, is_integer))),
            )
        case Relation.LE:
            return replace(a, high=min(a.high, b.high)), replace(b, low=max(b.low, a.low))
        case Relation.GT | Relation.GE:
            mirrored = Relation.LT if relation is Relation.GT else Relation.LE
            b, a = _refine_numbers(mirrored, b, a, is_integer)
            return a, b
        case Relation.EQ:
            common = a.intersection(b)
            return common, common
        case Relation.NE:
            return _without(a, b, is_integer), _without(b, a, is_integer)
        case Relation.ALWAYS:
            return a, b
        case Relation.NEVER:
            return EMPTY, EMPTY


def _without(range_: Range, other: Range, is_integer: bool) -> Range:
    """``range_`` without the only number of ``other``, where that is one of its ends."""
    if other.low != other.high:
        return range_
    if range_.low == other.low:
        range_ = replace(range_, low=above(range_.low, is_integer))
    if range_.high == other.low:
        range_ = replace(range_, high=below(range_.high, is_integer))
    return range_


def below(value: Number, is_integer: bool) -> Number:
    """The largest integer, or else ``f64``, below ``value``; an end without one stays."""
    if is_integer:
        return value - 1 if isinstance(value, int) else value
    return math.nextafter(value, -math.inf)


def above(value: Number, is_integer: bool) -> Number:
    """The smallest integer, or else ``f64``, that is greater than ``value``; an end without one
    stays.
    """
    if is_integer:
        return value + 1 if isinstance(value, int) else value
    return math.nextafter(value, math.inf)
