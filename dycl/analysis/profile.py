"""How often a program went which way, as attributes of its branches and loops.

``dycl.profile`` on an operation counts its outcomes on a data set: for ``scf.if`` how often it was
true and false, for ``scf.while`` how often its test was, for ``scf.index_switch`` each case and
the default.
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects.builtin import DenseArrayBase, i64
from xdsl.ir import Operation

PROFILE = "dycl.profile"


def outcome_counts(operation: Operation) -> tuple[int, ...] | None:
    """How often ``operation`` went each way; None where that is not known."""
    attribute = operation.attributes.get(PROFILE)
    if not isinstance(attribute, DenseArrayBase):
        return None
    return tuple(int(count) for count in attribute.get_values())


def set_outcome_counts(operation: Operation, counts: Sequence[int]) -> None:
    """Say how often ``operation`` went each way."""
    operation.attributes[PROFILE] = DenseArrayBase.from_list(i64, list(counts))


def probabilities(operation: Operation) -> tuple[float, ...] | None:
    """The share of each outcome; None where nothing is known, or it was never reached."""
    counts = outcome_counts(operation)
    if counts is None or not sum(counts):
        return None
    return tuple(count / sum(counts) for count in counts)
