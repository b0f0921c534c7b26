"""Finds inputs for both outcomes of each branch, by sampling and by solving.

What sampling does not reach is solved for: the margin by which a branch was decided is a function
of the input, which PyTorch differentiates; steps of Polyak's length (Introduction to Optimization,
1987, section 5.3) bring it to zero and beyond. Random search for the rest follows search-based
testing (McMinn, Search-based software test data generation: a survey, STVR 2004).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import cast

import torch
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Operation

from dycl.interpreters.run import entry_function, evaluate
from dycl.validation.answers import STEPS, Answer, StepCounter, Undefined, answer
from dycl.validation.decisions import (
    Decision,
    DecisionRecorder,
    TakenDecision,
    possible_outcomes,
)
from dycl.validation.samples import Inputs, Sampler, assumed_bounds

PATIENCE = 70
"""Sampling ends after so many inputs that found nothing new."""

MOST_GUESSES = 0.5
"""The share of inputs that are random and not similar to known ones, if the program takes all."""

STARTS, GRADIENT_STEPS = 4, 12
"""From how many inputs a decision is solved for, and in how many steps each."""

OVERSHOOT = (1.05, 1.5, 2.0)
"""The lengths of steps beyond the one that a linear margin needs."""


@dataclass(frozen=True)
class Case:
    """An input, what the program answers, and the decisions on its way."""

    inputs: Inputs
    answer: Answer
    taken: tuple[TakenDecision, ...]

    @property
    def decisions(self) -> set[Decision]:
        """The ways that it went, each once."""
        return {each.decision for each in self.taken}


@dataclass
class InputSearch:
    """Looks for inputs of ``module``, ``count`` for each way of each branch.

    ``seeds`` are known inputs; what is tried is like these, and random otherwise. The first one is
    also tried with NaN and infinities. ``state`` are the
    last arguments of the program, the first values of what lasts from call to call; they stay.
    """

    module: ModuleOp
    weights: Mapping[str, torch.Tensor]
    count: int
    seeds: Sequence[Inputs] = ()
    state: Inputs = ()
    entry: str = "forward"
    random: Random = field(default_factory=lambda: Random(0))
    cases: list[Case] = field(default_factory=list[Case], init=False)
    _tried: int = field(default=0, init=False)
    _accepted: int = field(default=0, init=False)
    _limit: int = field(default=STEPS, init=False)
    _uses: dict[Decision, int] = field(default_factory=dict[Decision, int], init=False)

    def __post_init__(self) -> None:
        arguments = entry_function(self.module, self.entry).args
        arguments = arguments[: len(arguments) - len(self.state)]
        bounds = [assumed_bounds(argument) for argument in arguments]
        self._sampler = Sampler([each.type for each in arguments], bounds, self.random)

    def run(self) -> list[Case]:
        """The inputs found, which are also in ``cases``."""
        for inputs in self.seeds:
            self._try(inputs, is_seed=True)
        self._sample()
        if self.cases:
            for inputs in self._sampler.special(self.cases[0].inputs):
                self._try(inputs, is_special=True)
        while True:
            missing = self.unreached()
            found = [decision for decision in missing if self._solve(decision)]
            if not found:
                return self.cases
            self._sample()

    @property
    def reached_count(self) -> int:
        """How many ways of branches the inputs go."""
        return len(self._uses)

    def unreached(self) -> list[Decision]:
        """Ways that a branch could go, which was reached and never went there."""
        reached: dict[Operation, None] = {decision.op: None for decision in self._uses}
        return [
            Decision(op, outcome)
            for op in reached
            for outcome in possible_outcomes(op)
            if Decision(op, outcome) not in self._uses
        ]

    def _sample(self) -> None:
        """Try random inputs as long as they find something new."""
        if not self._sampler.types:
            self._try((), is_seed=not self.cases)
            return
        idle = 0
        while idle < PATIENCE:
            idle = 0 if self._try(self._propose()) else idle + 1

    def _propose(self) -> Inputs:
        known = [case.inputs for case in self.cases]
        # The more inputs the program rejects, the fewer are a mere guess.
        share = MOST_GUESSES * (self._accepted + 1) / (self._tried + 1)
        if not known or self.random.random() < share:
            return self._sampler.fresh()
        return self._sampler.similar(self.random.choice(known), self.random.choice(known))

    def _try(self, inputs: Inputs, *, is_seed: bool = False, is_special: bool = False) -> bool:
        """Run ``inputs``; keeps and counts them where they go a way that few others went, and any
        that ``is_special``.
        """
        recorder = DecisionRecorder()
        self._tried += 1
        try:
            found = answer(
                self.module,
                (*inputs, *self.state),
                self.weights,
                entry=self.entry,
                listeners=(recorder,),
                limit=None if is_seed else self._limit,
            )
        except Undefined:
            return False
        self._accepted += 1
        if is_seed:
            self._limit = max(self._limit, 2 * found.steps)
        case = Case(inputs, found, tuple(map(_without_gradient, recorder.taken)))
        decisions = case.decisions
        is_useful = any(self._uses.get(decision, 0) < self.count for decision in decisions)
        if not decisions:
            is_useful = len(self.cases) < self.count
        if is_useful or is_special or not self.cases:
            self.cases.append(case)
            for decision in decisions:
                self._uses[decision] = self._uses.get(decision, 0) + 1
        return is_useful

    def _solve(self, goal: Decision) -> bool:
        """Look for an input with ``goal`` from inputs that decide otherwise there."""
        starts = [case for case in self.cases if any(d.op is goal.op for d in case.decisions)]
        self.random.shuffle(starts)
        for case in starts[:STARTS]:
            for inputs in self._descend(case.inputs, goal):
                if self._try(inputs) and goal in self._uses:
                    return True
        return False

    def _descend(self, inputs: Inputs, goal: Decision) -> Iterable[Inputs]:
        """Inputs with an ever smaller margin of the decision that should go otherwise."""
        for step in range(GRADIENT_STEPS):
            margins, leaves = self._margins(inputs, goal.op)
            if not margins:
                return
            loss = self._loss(self.random.choice(margins))
            slopes = _gradients(loss, leaves)
            norm = sum(float(slope.square().sum()) for slope in slopes)
            if not 0.0 < norm < float("inf"):
                return
            length = OVERSHOOT[step % len(OVERSHOOT)] * (float(loss.detach()) + 1e-6) / norm
            moved = iter(slopes)
            inputs = self._sampler.within(
                (value - length * next(moved)).detach()
                if isinstance(value, torch.Tensor) and value.is_floating_point()
                else value
                for value in inputs
            )
            yield inputs

    def _loss(self, margin: torch.Tensor) -> torch.Tensor:
        """How far the closest element, or all on one side, are from changing sides."""
        losses = [margin.abs().min(), margin.relu().sum(), (-margin).relu().sum()]
        return self.random.choice([loss for loss in losses if float(loss.detach())] or losses)

    def _margins(
        self, inputs: Inputs, op: Operation
    ) -> tuple[list[torch.Tensor], list[torch.Tensor]]:
        """The margins of the decisions at ``op`` that depend on the float tensors of the input."""
        copies = [
            value.detach().clone().requires_grad_(value.is_floating_point())
            if isinstance(value, torch.Tensor)
            else value
            for value in inputs
        ]
        leaves = [v for v in copies if isinstance(v, torch.Tensor) and v.requires_grad]
        recorder = DecisionRecorder()
        torch.manual_seed(0)  # pyright: ignore[reportUnknownMemberType]
        try:
            evaluate(
                self.module,
                [*copies, *self.state],
                entry=self.entry,
                weights=self.weights,
                listeners=(StepCounter(self._limit), recorder),
                gradients=True,
            )
        except Exception:
            return [], []  # it decided, or it has not; either way this start leads nowhere
        margins = [
            margin
            for taken in recorder.taken
            if taken.decision.op is op
            for margin in taken.margin
            if margin.requires_grad and margin.numel()
        ]
        return margins, leaves


def _gradients(loss: torch.Tensor, leaves: Sequence[torch.Tensor]) -> list[torch.Tensor]:
    # PyTorch's declaration leaves out that there may be None.
    found = cast(
        "Sequence[torch.Tensor | None]", torch.autograd.grad(loss, leaves, allow_unused=True)
    )
    return [
        torch.zeros_like(leaf) if slope is None else slope
        for slope, leaf in zip(found, leaves, strict=True)
    ]


def _without_gradient(taken: TakenDecision) -> TakenDecision:
    margins = tuple(margin.detach() for margin in taken.margin)
    return TakenDecision(taken.decision, margins, taken.scale)
