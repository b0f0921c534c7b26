"""Compares what a program answers before and after a pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import torch
from xdsl.dialects.builtin import ModuleOp
from xdsl.passes import ModulePass
from xdsl.utils.exceptions import InterpretationError

from dycl.validation.answers import STEPS, Answer, Undefined, answer, difference
from dycl.validation.decisions import DecisionRecorder
from dycl.validation.samples import Inputs
from dycl.validation.search import Case

ROUNDING_BOUND = "rounding_bound"
"""The class attribute of a pass that rounds otherwise: by how much results may differ, as a share
of the largest element. Passes without it must leave every bit as it is.
"""

MORE_STEPS = 10
"""How many times as many operations a program may take after a pass."""


def rounding_bound(pass_: ModulePass) -> float:
    """By how much ``pass_`` may change a result."""
    bound = getattr(type(pass_), ROUNDING_BOUND, 0.0)
    assert isinstance(bound, float)
    return bound


@dataclass(frozen=True)
class Counterexample:
    """An input for which a pass changed the answer, and what is different."""

    inputs: Inputs
    difference: str


@dataclass
class Validator:
    """Runs the ``cases`` again after each pass.

    ``state`` is what the program keeps from call to call, its last arguments.
    """

    cases: Sequence[Case]
    weights: Mapping[str, torch.Tensor]
    state: Inputs = ()
    entry: str = "forward"
    _answers: list[Answer] = field(default_factory=list[Answer], init=False)

    def __post_init__(self) -> None:
        self._answers = [case.answer for case in self.cases]

    def check(
        self, before: ModuleOp, after: ModuleOp, rounding_bound: float
    ) -> Counterexample | None:
        """The first case for which ``after``, made from ``before`` by a pass, answers otherwise."""
        if before.is_structurally_equivalent(after):
            return None
        for index, case in enumerate(self.cases):
            recorder = DecisionRecorder()
            try:
                found = answer(
                    after,
                    (*case.inputs, *self.state),
                    self.weights,
                    entry=self.entry,
                    listeners=(recorder,),
                    limit=MORE_STEPS * max(STEPS, case.answer.steps),
                )
            except Undefined as error:
                what = f"an operator rejects a value: {error.__cause__}"
                if error.__cause__ is None:
                    what = "it does not end"
                return Counterexample(case.inputs, f"it ended before, and {what} after")
            except InterpretationError as error:
                return Counterexample(case.inputs, f"afterwards it cannot be interpreted: {error}")
            text = difference(self._answers[index], found, rounding_bound)
            if text and not (rounding_bound and _rounding_decides(case, recorder, rounding_bound)):
                return Counterexample(case.inputs, text)
            self._answers[index] = found
        return None


def _rounding_decides(case: Case, after: DecisionRecorder, bound: float) -> bool:
    """Whether the first decision that differs was a matter of rounding."""
    for old, new in zip(case.taken, after.taken, strict=False):
        if old.decision.outcome != new.decision.outcome:
            return any(bool((margin.abs() <= bound * old.scale).any()) for margin in old.margin)
    return False
