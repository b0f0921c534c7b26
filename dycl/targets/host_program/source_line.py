"""Where an operation comes from, as a comment says it."""

from __future__ import annotations

from pathlib import PurePath

from xdsl.ir import Operation

from dycl.analysis.remarks import source_location


def source_line(op: Operation) -> str:
    """``model.py:14``, or "" where the location is unknown."""
    location = source_location(op)
    return f"{PurePath(location.file).name}:{location.line}" if location else ""
