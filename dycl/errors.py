"""Errors that a user can act on.

Every error that dycl raises on purpose is a :class:`DyclError`. The command-line tools print it as
one message and exit non-zero; a Python traceback appears only with ``--debug``.
"""

from __future__ import annotations

import linecache
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class SourceLocation:
    """A place in a source file; ``line`` and ``column`` count from 1, 0 means unknown."""

    file: str
    line: int
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" + (f":{self.column}" if self.column else "")

    def excerpt(self) -> str:
        """The source line with a caret below the column, or "" when the file cannot be read."""
        text = linecache.getline(self.file, self.line).rstrip("\n")
        if not text.strip():
            return ""
        excerpt = f"    {text.strip()}"
        if self.column:
            indent = len(text) - len(text.lstrip())
            excerpt += "\n    " + " " * max(self.column - 1 - indent, 0) + "^"
        return excerpt


class DyclError(Exception):
    """A failure: one clear sentence, its place in the user's source where it has one, a remedy."""

    def __init__(
        self, message: str, *, location: SourceLocation | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.location = location
        self.hint = hint

    def __str__(self) -> str:
        head = f"{self.location}: error: {self.message}" if self.location else self.message
        lines = [head]
        if self.location and (excerpt := self.location.excerpt()):
            lines.append(excerpt)
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)


class FrontendError(DyclError):
    """The program uses something that the frontend cannot take."""


class FrontendErrors(FrontendError):
    """Several errors of one program."""

    def __init__(self, errors: Sequence[FrontendError]) -> None:
        first = errors[0]
        super().__init__(first.message, location=first.location, hint=first.hint)
        self.errors = tuple(errors)

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


class LoweringError(DyclError):
    """An operator or type that no available back end nor the host can do."""


class ToolchainError(DyclError):
    """A compiler that dycl drives is missing, damaged, crashed or ran out of time."""


class PackageError(DyclError):
    """A package on disk is damaged, incomplete or built for another machine."""


class InputError(DyclError):
    """A call's inputs do not fit what was compiled: their number, nesting, shape or dtype."""
