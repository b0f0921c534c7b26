"""Parses Relay text into its :mod:`~dycl.relay_text.syntax`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from lark import Lark
from lark.exceptions import UnexpectedInput
from xdsl.ir import Attribute

from dycl.relay_text import syntax
from dycl.relay_text.builder import IllFormed, build
from dycl.relay_text.source import Source
from dycl.relay_text.syntax import Place

NOT_READ = {
    "extern": "Relay's `extern` types",
    "free_var": "free variables (print the whole function)",
    "match": "Relay's `match`",
    "ref": "Relay's references",
    "type": "Relay's algebraic data types",
}
"""Words of the format that stand for what the dialect does not have."""

TERMINALS = {
    "GLOBAL": "a function's name",
    "GRAPH": "a numbered variable",
    "INTEGER": "a whole number",
    "LOCAL": "a variable",
    "NAME": "a name",
    "NUMBER": "a number",
    "VERSION": "the version",
}
"""The grammar's terminals in messages, where they have more than one spelling."""

CONTINUATIONS = frozenset(
    {"$END", "DOT", "EQUALITY", "LPAR", "MINUS", "NONFINITE", "ORDER", "PLUS", "PRODUCT"}
)
"""What can follow almost anything, and so tells nobody what is missing."""

_WORD = re.compile(r"[%@]?\w+")


def parse_module(source: Source) -> list[syntax.Definition]:
    """The definitions in a text; a function alone is ``@main``.

    Raises ParseError where the text isn't Relay's, or uses what the dialect does not have.
    """
    try:
        return build(_parser().parse(source.code, start="module"))
    except IllFormed as error:
        source.fail(error.place, str(error))
    except UnexpectedInput as error:
        _fail(source, error)


def parse_type(source: Source, place: Place) -> Attribute | None:
    """The type in a comment; None for a function's type, and where TVM has left the dtype out."""
    type_ = _type_of(source.input.content[place.start : place.end])
    return None if isinstance(type_, syntax.FunctionType) else type_


@cache
def _type_of(code: str) -> Any:
    """A type, or None where there is none."""
    try:
        return build(_parser().parse(code, start="type"))
    except (IllFormed, UnexpectedInput):
        return None


@cache
def _parser() -> Any:
    grammar = Path(__file__).with_name("grammar.lark").read_text()
    return Lark(grammar, parser="lalr", start=["module", "type"], propagate_positions=True)


def _fail(source: Source, error: UnexpectedInput) -> NoReturn:
    position = error.pos_in_stream
    end = len(source.code.rstrip())
    terminal: str = getattr(getattr(error, "token", None), "type", "")
    if position is None or position >= end or terminal == "$END":
        source.fail(Place(end, end + 1), "the text ends too early")
    match = _WORD.match(source.code, position)
    word = match.group() if match else source.code[position]
    place = Place(position, position + len(word))
    if word in NOT_READ:
        source.fail(place, f"dycl does not read {NOT_READ[word]}")
    source.fail(place, f"unexpected `{word}`{_expected(error)}")


def _expected(error: UnexpectedInput) -> str:
    """What could stand there instead, if that is little enough to help."""
    names: set[str] = getattr(error, "accepts", None) or getattr(error, "expected", None) or set()
    words = sorted(TERMINALS.get(name) or _spelling(name) for name in names - CONTINUATIONS)
    return f", expected {' or '.join(words)}" if 0 < len(words) <= 4 else ""


def _spelling(name: str) -> str:
    """A terminal as it is written."""
    return f"`{_parser().get_terminal(name).pattern.value}`"
