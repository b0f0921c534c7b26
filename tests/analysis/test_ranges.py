"""Ranges and comparisons hold for every value, NaN included."""

from __future__ import annotations

import math
import operator

from hypothesis import given
from hypothesis import strategies as st

from dycl.analysis.comparisons import FLOAT_PREDICATES
from dycl.analysis.ranges import Comparison, Range, Relation, swapped

NUMBERS = st.sampled_from(
    [-math.inf, -2.0, -1.0, -0.0, 0.0, 5e-324, 0.5, math.nextafter(0.5, 1), 0.9, 1.0, math.inf]
)
VALUES = st.one_of(NUMBERS, st.just(math.nan))
COMPARISONS = st.builds(Comparison, st.sampled_from(Relation), st.booleans())
OPERATORS = {
    Relation.LT: operator.lt,
    Relation.LE: operator.le,
    Relation.GT: operator.gt,
    Relation.GE: operator.ge,
    Relation.EQ: operator.eq,
    Relation.NE: operator.ne,
}


@st.composite
def ranges(draw: st.DrawFn) -> tuple[Range, float]:
    """A range and one of its values."""
    value = draw(VALUES)
    if math.isnan(value):
        low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
        return draw(st.sampled_from([Range(low, high, True), Range.exactly(value)])), value
    low, high = min(value, draw(NUMBERS)), max(value, draw(NUMBERS))
    return Range(low, high, draw(st.booleans())), value


def holds(comparison: Comparison, left: float, right: float) -> bool:
    if math.isnan(left) or math.isnan(right):
        return comparison.with_nan
    if comparison.relation in (Relation.ALWAYS, Relation.NEVER):
        return comparison.relation is Relation.ALWAYS
    return OPERATORS[comparison.relation](left, right)


def contains(range_: Range, value: float) -> bool:
    return range_.may_be_nan if math.isnan(value) else range_.low <= value <= range_.high


@given(ranges(), ranges(), COMPARISONS)
def test_outcomes_contain_every_outcome(
    left: tuple[Range, float], right: tuple[Range, float], comparison: Comparison
) -> None:
    assert holds(comparison, left[1], right[1]) in comparison.outcomes(left[0], right[0])
    assert holds(comparison.negated, left[1], right[1]) is not holds(comparison, left[1], right[1])


@given(ranges(), COMPARISONS)
def test_outcomes_of_a_value_and_itself(value: tuple[Range, float], comparison: Comparison) -> None:
    outcomes = comparison.outcomes(value[0], value[0], are_equal=True)
    assert holds(comparison, value[1], value[1]) in outcomes


@given(ranges(), ranges(), COMPARISONS)
def test_refined_ranges_keep_every_value_for_which_it_holds(
    left: tuple[Range, float], right: tuple[Range, float], comparison: Comparison
) -> None:
    refined = comparison.refine(left[0], right[0])
    if holds(comparison, left[1], right[1]):
        assert contains(refined[0], left[1])
        assert contains(refined[1], right[1])


@given(st.integers(-3, 3), st.integers(-3, 3), st.integers(-3, 3), COMPARISONS)
def test_refined_integers(low: int, value: int, other: int, comparison: Comparison) -> None:
    range_ = Range(min(low, value), 3)
    refined, _ = comparison.refine(range_, Range.exactly(other), is_integer=True)
    assert contains(refined, value) or not holds(comparison, value, other)
    if comparison.relation is not Relation.NE:  # a hole is not a range
        assert all(holds(comparison, n, other) for n in range(-3, 4) if contains(refined, n))


@given(VALUES, VALUES, st.sampled_from(FLOAT_PREDICATES))
def test_orders(left: float, right: float, predicate: tuple[Relation, bool]) -> None:
    comparison = Comparison(*predicate)
    mirrored = [
        c for p in FLOAT_PREDICATES if (c := Comparison(*p)).orders == swapped(comparison.orders)
    ]
    assert all(holds(c, right, left) is holds(comparison, left, right) for c in mirrored)
    assert mirrored


def test_strict_bounds_are_exact() -> None:
    below, _ = Comparison(Relation.LT).refine(Range(-math.inf, math.inf, True), Range.exactly(0.5))
    assert below == Range(-math.inf, math.nextafter(0.5, 0.0))
    failed = Comparison(Relation.GT).negated
    rest, _ = failed.refine(Range(-math.inf, math.inf, True), Range.exactly(0.5))
    assert rest == Range(-math.inf, 0.5, True)
