"""A Relay text without its comments, and the types that TVM's printer wrote into those."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NoReturn

from xdsl.dialects.builtin import FileLineColLoc, IntAttr, StringAttr
from xdsl.utils.exceptions import ParseError
from xdsl.utils.lexer import Input, Span

from dycl.relay_text.syntax import Place

_MARK = re.compile(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*|\*/|\#\[metadata\]')
_TYPE_COMMENT = re.compile(r"/\*\s*ty=(?P<type>.*?)\s*(?:span=\S*\s*)?\*/", re.DOTALL)


@dataclass(frozen=True)
class Source:
    """What was read; positions are those of the whole text.

    ``code`` is the text up to the metadata, its comments replaced by spaces. ``types`` has, by the
    position behind an expression, the place of the type in the comment that follows it:
    ``/* ty=Tensor[(2), float32] */``.
    """

    input: Input[str]
    code: str
    types: dict[int, Place]
    metadata: Place | None

    @staticmethod
    def of(text: str, name: str) -> Source:
        """Take a text apart; raises ParseError for a comment without an end."""
        input_ = Input(text, name)
        pieces: list[str] = []
        types: dict[int, Place] = {}
        metadata: Place | None = None
        end = anchor = 0  # of the last piece, and of what a type in the next comment belongs to
        starts: list[int] = []
        for mark in _MARK.finditer(text):
            word = mark.group()
            if word == "/*":
                starts.append(mark.start())
                if len(starts) > 1:
                    continue
                pieces.append(text[end : mark.start()])
                if pieces[-1].strip():
                    anchor = end + len(pieces[-1].rstrip())
                end = mark.start()
            elif word == "*/" and starts:
                start = starts.pop()
                if starts:
                    continue
                pieces.append(_blank(text[start : mark.end()]))
                end = mark.end()
                if comment := _TYPE_COMMENT.fullmatch(text, start, end):
                    types[anchor] = Place(*comment.span("type"))
            elif starts:
                continue
            elif word.startswith("//"):
                pieces += [text[end : mark.start()], _blank(word)]
                end = mark.end()
            elif word.startswith("#"):
                metadata = Place(mark.end(), len(text))
                pieces.append(text[end : mark.start()])
                break
        else:
            pieces.append(text[end:])
        if starts:
            fail(input_, Place(starts[0], starts[0] + 2), "this comment has no end")
        return Source(input_, "".join(pieces), types, metadata)

    @cached_property
    def _lines(self) -> list[int]:
        """Where the lines start."""
        return [0, *(match.end() for match in re.finditer("\n", self.input.content))]

    def location(self, place: Place) -> FileLineColLoc:
        """Line and column, which count from 1, as an attribute of operations."""
        line = bisect_right(self._lines, place.start)
        column = place.start - self._lines[line - 1] + 1
        return FileLineColLoc(StringAttr(self.input.name), IntAttr(line), IntAttr(column))

    def fail(self, place: Place, message: str) -> NoReturn:
        """Raise ParseError with a message for the user."""
        fail(self.input, place, message)


def _blank(text: str) -> str:
    """Spaces in place of a comment; lines keep their numbers."""
    return re.sub(r"\S", " ", text)


def fail(input_: Input[str], place: Place, message: str) -> NoReturn:
    """Raise ParseError with a message for the user."""
    raise ParseError(Span(place.start, place.end, input_), message)
