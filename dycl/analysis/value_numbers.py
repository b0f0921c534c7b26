"""Which values are always equal: the same value, or the same pure computation of equal values."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from xdsl.ir import Attribute, Operation, OpResult, SSAValue
from xdsl.traits import IsTerminator

from dycl.analysis.effects import Effects, may_raise

Key = tuple[Hashable, ...]
"""What an operation computes, but for its operands."""


class ValueNumbers:
    """Gives equal values equal numbers. Inside a loop, all values are those of the present
    iteration.

    Numbers are made on demand, and operands' numbers count at that time: call :meth:`equate` before
    the users of a value are numbered.
    """

    def __init__(self, effects: Effects) -> None:
        self._effects = effects
        self._numbers: dict[SSAValue, int] = {}
        self._results: dict[Key, tuple[int, ...]] = {}
        self._count = 0

    def number(self, value: SSAValue) -> int:
        """The number of ``value``."""
        known = self._numbers.get(value)
        if known is not None:
            return known
        # An explicit stack: expressions can be deeper than Python's.
        stack = [value]
        while stack:
            current = stack[-1]
            operation = current.owner if isinstance(current, OpResult) else None
            if current in self._numbers:
                stack.pop()
            elif operation is None or not self._is_comparable(operation):
                self._numbers[current] = self._new()
                stack.pop()
            elif pending := [o for o in operation.operands if o not in self._numbers]:
                stack.extend(pending)
            else:
                self._number_results(operation)
                stack.pop()
        return self._numbers[value]

    def equate(self, value: SSAValue, other: SSAValue) -> None:
        """Let ``value``, which has no number yet, be equal to ``other``."""
        self._numbers.setdefault(value, self.number(other))

    def _is_comparable(self, operation: Operation) -> bool:
        return (
            not operation.regions
            and not operation.has_trait(IsTerminator)
            and (self._effects.is_pure(operation) or may_raise(operation))
        )

    def _number_results(self, operation: Operation) -> None:
        operands = tuple(self._numbers[o] for o in operation.operands)
        key = (computation(operation), operands)
        numbers = self._results.get(key)
        if numbers is None:
            numbers = self._results[key] = tuple(self._new() for _ in operation.results)
        for result, number in zip(operation.results, numbers, strict=True):
            self._numbers.setdefault(result, number)

    def _new(self) -> int:
        self._count += 1
        return self._count


def computation(operation: Operation) -> Key:
    """What ``operation`` does with its operands: equal for two operations that do the same.

    Source locations and name hints do not count.
    """
    return (
        operation.name,
        _sorted(operation.attributes),
        _sorted(operation.properties),
        types(operation.operands),
        types(operation.results),
    )


def types(values: Sequence[SSAValue]) -> tuple[Attribute, ...]:
    """The types of ``values``."""
    return tuple(value.type for value in values)


def _sorted(attributes: Mapping[str, Attribute]) -> tuple[tuple[str, Attribute], ...]:
    return tuple(sorted(attributes.items(), key=lambda item: item[0]))
