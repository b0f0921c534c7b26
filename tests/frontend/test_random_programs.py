"""Random programs, the same ones in every run: none goes wrong, and most are accepted."""

from __future__ import annotations

import warnings
from collections import Counter
from pathlib import Path

from hypothesis import Phase, given, settings

from tests.frontend.fuzz.judge import Verdict, judge
from tests.frontend.fuzz.programs import programs

PROGRAMS = 60


def test_no_random_program_goes_wrong(tmp_path: Path) -> None:
    found: Counter[Verdict] = Counter()

    @settings(max_examples=PROGRAMS, phases=[Phase.generate])
    @given(programs())
    def one(source: str) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            judgement = judge(source, f"random_program_{found.total()}", tmp_path)
        found[judgement.verdict] += 1
        assert judgement.verdict is not Verdict.WRONG, f"{judgement.reason}\n{judgement.detail}"

    one()
    judged = found.total() - found[Verdict.INVALID]
    assert found[Verdict.ACCEPTED] >= 0.9 * judged
    assert judged >= 0.9 * PROGRAMS
