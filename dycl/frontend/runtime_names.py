"""Names with numbers that are known only at run time: ``getattr(self, f"layer{i}")``,
``self.blocks[str(i)]``.

There are finitely many attributes and keys, so the names that such a text may be are known: each
becomes a path of its own, taken where the numbers are those in the name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

import torch
from xdsl.dialects.builtin import i1, i64
from xdsl.ir import SSAValue

from dycl.errors import FrontendError
from dycl.frontend.host_numbers import HostBool
from dycl.frontend.outcome import Tree
from dycl.frontend.runtime_text import RuntimeText, refuse_text
from dycl.frontend.torch_internals import child_names

if TYPE_CHECKING:
    from dycl.frontend.interpreter import Interpreter

INTEGER_FORMAT = re.compile(r"0?\d*d?")
"""Formats of integers in which different ones are different texts."""

Field = tuple[SSAValue, str]
"""A number known only at run time, and its format."""


class RuntimeNames:
    """Chooses among the names that a text with run-time numbers may be."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter

    def choose(
        self,
        text: RuntimeText,
        names: Iterable[str],
        found: Callable[[str], Tree],
        missing: Callable[[], Tree],
    ) -> Tree:
        """``found`` with the one of ``names`` that ``text`` is, or ``missing``."""
        self.interpreter.loops.refuse_to_try("a name is made from the counter of a loop")

        def among(options: Sequence[tuple[str, tuple[int, ...]]]) -> Tree:
            if not options:
                return missing()
            (name, numbers), *rest = options
            condition = self._condition(text, numbers)
            return self.interpreter.decide(condition, lambda: found(name), lambda: among(rest))

        return among(list(self._options(text, names)))

    def is_among(self, text: RuntimeText, names: Iterable[str]) -> bool | HostBool:
        """Whether ``text`` is one of ``names``."""
        result: Any = False
        for _, numbers in self._options(text, names):
            condition = self._condition(text, numbers)
            result = condition if result is False else result | condition
        return result

    def pattern(self, text: RuntimeText) -> re.Pattern[str]:
        """All that ``text`` may be, whatever its numbers are."""
        literals, _ = self.interpreter.host.parts(text)
        return re.compile(".+".join(map(re.escape, literals)))

    def _options(
        self, text: RuntimeText, names: Iterable[str]
    ) -> Iterator[tuple[str, tuple[int, ...]]]:
        """The names that ``text`` may be, and the numbers in each."""
        literals, fields = self.interpreter.host.parts(text)
        if not all(_has_known_texts(*field) for field in fields):
            refuse_text()
        for name in names:
            for numbers in _numbers_in(name, literals, fields):
                yield name, numbers

    def _condition(self, text: RuntimeText, numbers: Sequence[int]) -> HostBool:
        """Whether the fields of ``text`` have these numbers."""
        host, truth = self.interpreter.host, self.interpreter.operators.as_condition
        _, fields = host.parts(text)
        first, *rest = (
            truth(host.from_value(value) == number)
            for (value, _), number in zip(fields, numbers, strict=True)
        )
        for condition in rest:
            first = first & condition
        return first


def attributes_of(owner: Any) -> list[str]:
    """The names of all attributes that ``owner`` has.

    Raises FrontendError where its class makes attributes when they are asked for.
    """
    kind = cast("Any", type(owner))
    is_module = isinstance(owner, torch.nn.Module)
    usual: Any = torch.nn.Module if is_module else object
    if getattr(kind, "__getattr__", None) is not getattr(usual, "__getattr__", None):
        raise FrontendError(
            f"an attribute of a {kind.__name__}, which has a '__getattr__' of its own, is known "
            "only at run time",
            hint="use a dict or a list",
        )
    names = dict.fromkeys(dir(owner))
    if is_module:  # of which those that are numbers are not listed
        names |= dict.fromkeys(child_names(owner))
    return list(names)


def _has_known_texts(value: SSAValue, form: str) -> bool:
    """Whether no two numbers have the same text in this format."""
    return (value.type == i64 and bool(INTEGER_FORMAT.fullmatch(form))) or (
        value.type == i1 and not form
    )


def _numbers_in(
    name: str, literals: Sequence[str], fields: Sequence[Field]
) -> Iterator[tuple[int, ...]]:
    """The numbers with which a text of ``literals`` and, between them, ``fields`` is ``name``."""
    if not name.startswith(literals[0]):
        return
    rest = name[len(literals[0]) :]
    if not fields:
        if not rest:
            yield ()
        return
    for end in range(1, len(rest) + 1):
        number = _number(rest[:end], *fields[0])
        if number is not None:
            for others in _numbers_in(rest[end:], literals[1:], fields[1:]):
                yield (number, *others)


def _number(text: str, value: SSAValue, form: str) -> int | None:
    """The number whose text in this format is ``text``."""
    if value.type == i1:
        return {"True": True, "False": False}.get(text)
    try:
        number = int(text)
    except ValueError:
        return None
    return number if format(number, form) == text else None
