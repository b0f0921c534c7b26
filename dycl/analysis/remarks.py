"""Why a pass did what it did, for whoever asks.

A pass calls :func:`remark` where it changes, or decides not to change, something that a person may
wonder about. Nothing is kept unless the caller listens::

    with collect_remarks() as remarks:
        PruneDeadBranches().apply(context, module)
    for remark in remarks:
        print(remark)
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from xdsl.dialects.builtin import FileLineColLoc, ModuleOp, NameLoc
from xdsl.dialects.func import FuncOp
from xdsl.ir import Operation

from dycl.errors import SourceLocation


@dataclass(frozen=True)
class Remark:
    """One sentence from the pass named ``origin`` about the operation at ``location``, which
    ``subject`` describes where the location is not known.
    """

    origin: str
    text: str
    location: SourceLocation | None = None
    subject: str = ""

    def __str__(self) -> str:
        place = self.location or self.subject
        return f"{f'{place}: ' if place else ''}remark: {self.text} [{self.origin}]"


_listener: ContextVar[list[Remark] | None] = ContextVar("dycl_remarks", default=None)


@contextmanager
def collect_remarks() -> Generator[list[Remark], None, None]:
    """Collect the remarks of all passes that run in the ``with`` block, in order.

    An inner block takes its remarks away from an outer one.
    """
    remarks: list[Remark] = []
    token = _listener.set(remarks)
    try:
        yield remarks
    finally:
        _listener.reset(token)


def remark(origin: str, operation: Operation, text: str) -> None:
    """Say ``text`` about ``operation`` in the name of the pass ``origin``."""
    remarks = _listener.get()
    if remarks is not None:
        remarks.append(Remark(origin, text, source_location(operation), subject_of(operation)))


def subject_of(operation: Operation) -> str:
    """What an operation is called where its line is not known: ``scf.if %go in @forward``."""
    if isinstance(operation, ModuleOp):
        return ""
    parent: Operation | None = operation
    while parent is not None and not isinstance(parent, FuncOp):
        parent = parent.parent_op()
    if parent is operation or parent is None:
        return "" if parent is None else f"@{parent.sym_name.data}"
    names = [f"%{each.name_hint}" for each in operation.operands if each.name_hint is not None]
    return f"{operation.name} {', '.join(names)}".rstrip() + f" in @{parent.sym_name.data}"


def source_location(operation: Operation) -> SourceLocation | None:
    """The line of the user's program that ``operation`` comes from, where it is known."""
    location = operation.location
    while isinstance(location, NameLoc):
        location = location.location
    if not isinstance(location, FileLineColLoc):
        return None
    return SourceLocation(location.filename.data, location.line.data, location.column.data)


def module_path(operation: Operation) -> str:
    """The path of the submodule whose ``forward`` made ``operation``, such as ``blocks.3.conv1``;
    "" if unknown.
    """
    location = operation.location
    return location.desc.data if isinstance(location, NameLoc) else ""
