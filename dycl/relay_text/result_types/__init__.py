"""What Relay's operators give: their type relations, for texts that do not say it.

They are those of Apache TVM 0.17 (``src/relay/op``), for the operators that dycl's own lowering
writes and those that people write. A size that is known at run time only (``?``) stays one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xdsl.ir import Attribute

from dycl.dialects.relay import AttributeValue
from dycl.relay_text.result_types import elementwise, networks, reductions, shapes
from dycl.relay_text.result_types.rule import Arguments, IllTyped

RULES = {**elementwise.RULES, **networks.RULES, **reductions.RULES, **shapes.RULES}
"""The rules by the operators' names."""

__all__ = ["RULES", "IllTyped", "result_type"]


def result_type(
    callee: str, types: Sequence[Attribute], attributes: Mapping[str, AttributeValue]
) -> Attribute | None:
    """The type of a call, or None for an operator that is not known here.

    Raises IllTyped for arguments and attributes that the operator does not take.
    """
    rule = RULES.get(callee)
    said = {name: value for name, value in attributes.items() if value is not None}
    return None if rule is None else rule(Arguments(callee, types, said))
