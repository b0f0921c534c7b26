"""How the tools report a failure: one message and exit code 1, a traceback only on request."""

from __future__ import annotations

import re
import sys
import traceback

from dycl.errors import DyclError

CONTEXT_LINES = 2

OPTION_ERROR = re.compile(r"Provided arguments|Incompatible types|Argument must|\S+ requires arg")
"""xDSL's words for a wrong option of a pass."""


def report_error(error: BaseException, *, debug: bool) -> int:
    """Print what went wrong to standard error; returns the exit code, 1."""
    if debug:
        traceback.print_exception(error)
        return 1
    print(describe_error(error), file=sys.stderr)
    return 1


def describe_error(error: BaseException) -> str:
    """One message for a user, without a traceback."""
    if isinstance(error, DyclError):
        return str(error) if error.location else f"error: {error}"
    if isinstance(error, ModuleNotFoundError):
        package = str(error.name).partition(".")[0]
        return (
            f"error: this needs the package {package}, which is not installed\n"
            "  hint: NumPy alone is enough for 'dycl run' and 'dycl profile'; 'pip install dycl' "
            "brings what the rest needs"
        )
    # A package runs without xDSL.
    from xdsl.utils.exceptions import ArgSpecParseError, DiagnosticException, ParseError

    match error:
        case ParseError() | ArgSpecParseError():
            return str(error).rstrip()
        case DiagnosticException():
            return f"error: {error}{_marked_lines(error)}"
        case ValueError() if str(error).startswith(("Unrecognized", "Unknown")):
            # xDSL's words for an unknown pass, target or file extension
            return f"error: {error}"
        case ValueError() if OPTION_ERROR.match(str(error)):
            return (
                f"error: in the pipeline: {error}\n  hint: docs/passes.md has the passes' options"
            )
        case OSError():
            return (
                f"error: {error.filename}: {error.strerror}"
                if error.filename
                else f"error: {error}"
            )
        case _:
            return (
                f"error: {type(error).__name__}: {error}\n"
                "  hint: this may be a bug in dycl; --debug shows where it happened"
            )


def _marked_lines(error: BaseException) -> str:
    """The lines around xDSL's mark in the printed module that it adds to the error, or ""."""
    for note in getattr(error, "__notes__", []):
        lines = str(note).splitlines()
        marks = [i for i, line in enumerate(lines) if line.lstrip().startswith("^^^")]
        if marks:
            first = max(marks[0] - CONTEXT_LINES, 0)
            return "\n" + "\n".join(lines[first : marks[0] + 1])
    return ""
