"""The statistics of the benchmarks, and their comparison of answers."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.answers import compare, largest_difference, leaves, magnitude, same_answer
from benchmarks.case import choose
from benchmarks.report import arranged, markdown
from benchmarks.results import (
    DYCL,
    EAGER,
    Agreement,
    HostCost,
    KernelTime,
    Measurement,
    Result,
    Spread,
)


def result() -> Result:
    slow = Measurement(EAGER, times=[[2.0, 6.0], [4.0, 4.0], [6.0, 10.0]])
    fast = Measurement(
        DYCL,
        times=[[1.0, 3.0], [1.0, 1.0], [1.0, 1.0]],
        agreement=Agreement(10, 0, 1e-6),
        host=HostCost(2.0, 1.5, 3.0, [KernelTime("stem", 2, 3.0)]),
    )
    failed = Measurement("TorchScript", reason="can't")
    return Result(
        "net", "Net", 1, True, "abc", {"cores": "2"}, 2, (0.0, 1.0), [(0, 1), (1, 2)], 2,
        [slow, fast, failed],
    )  # fmt: skip


def test_a_result_survives_json(tmp_path: Path):
    result().write(tmp_path)
    assert Result.read(tmp_path / "net-b1.json") == result()


def test_the_report_says_what_is_old_and_what_is_missing():
    old = replace(result(), subject="skipnet_38", commit="old")
    page = markdown(arranged([old, result()], "abc"))
    assert "| Net |" in page
    assert "| Net (at old) |" in page
    missing = page[page.index("Not measured: ") :]
    assert "SkipNet-38 recurrent" in missing
    assert "SkipNet-38 feed-forward" not in missing


def test_ratios_are_made_within_a_round():
    found = result().speedup(EAGER, DYCL)
    assert found == Spread(4.0, 3.0, 6.0)
    assert [each.median for each in result().path_speedups(EAGER, DYCL)] == [4.0, 4.0]
    assert result().speedup(EAGER, "TorchScript") is None
    assert result().measurement("TorchScript") is None


def test_medians_are_of_each_input_and_the_spread_of_the_rounds():
    measurement = result().measurement(EAGER)
    assert measurement is not None
    assert measurement.medians() == [4.0, 6.0]
    assert measurement.spread() == Spread(4.0, 4.0, 6.0)
    assert Spread.of([3.0]) == Spread(3.0, 3.0, 3.0)


def test_host_share_is_what_is_not_kernels():
    assert HostCost(2.0, 1.5, 3.0).share == pytest.approx(0.25)


def test_leaves_come_in_order_and_are_copies():
    array = np.arange(3.0)
    found = leaves({"a": (array, 2), "b": [True, None]})
    assert [each.tolist() for each in found] == [[0.0, 1.0, 2.0], 2, True]
    array[0] = 5
    assert found[0][0] == 0


def test_answers_are_classes_and_integers_and_not_small_differences():
    expected = leaves((np.array([[0.1, 0.9]]), 3))
    near = leaves((np.array([[0.1, 0.9001]]), 3))
    other_class = leaves((np.array([[0.9, 0.1]]), 3))
    other_exit = leaves((np.array([[0.1, 0.9]]), 4))
    assert same_answer(expected, near)
    assert not same_answer(expected, other_class)
    assert not same_answer(expected, other_exit)
    assert not same_answer(expected, expected[:1])
    found = compare([expected] * 4, [near, expected, other_class, other_exit])
    assert (found.inputs, found.differing, found.eta) == (4, 2, 0.5)
    assert found.delta == pytest.approx(-4)


def test_differences_with_nan_and_infinity():
    nan, inf = np.array([math.nan]), np.array([math.inf])
    one = np.array([1.0])
    assert largest_difference([nan], [nan]) == 0
    assert largest_difference([nan], [one]) == largest_difference([one], [nan]) == math.inf
    assert largest_difference([inf], [one]) == largest_difference([inf], [-inf]) == math.inf
    assert largest_difference([inf], [inf]) == 0
    assert magnitude([[nan, np.array([-7.0]), np.array([9])]]) == 7
    assert magnitude([]) == 1
    assert Agreement(1, 0, 0.0).delta == -math.inf


def test_chosen_inputs_take_different_paths_from_shortest_to_longest():
    paths, lengths = [0, 1, 0, 2, 3, 4], [5, 2, 5, 9, 3, 7]
    assert choose(paths, lengths, 8) == [1, 4, 0, 5, 3]
    assert choose(paths, lengths, 3) == [1, 0, 3]
    assert choose(paths, lengths, 1) == [1]
