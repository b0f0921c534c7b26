"""Texts that CPython has put together with numbers that are known only at run time.

A number stands in such a text as a placeholder; see :meth:`HostScalars.template`.
"""

from __future__ import annotations

from typing import Any, NoReturn

from dycl.errors import FrontendError

MARK = "\ue000"
"""Stands before and behind the index of a placeholder."""

ESCAPED_MARK = repr(MARK)[1:-1]
"""How ``repr`` of such a text shows it."""


class RuntimeText(str):
    """Text with numbers that are known only at run time; it can be joined and put in messages."""

    __slots__ = ()

    @staticmethod
    def of(value: Any) -> Any:
        """``value``, marked where it is text with run-time numbers that CPython put together."""
        return RuntimeText(value) if type(value) is str and MARK in value else value

    def __add__(self, other: str) -> str:
        return RuntimeText(str.__add__(self, other))

    def __radd__(self, other: str) -> str:
        return RuntimeText(str.__add__(other, self))

    def __bool__(self) -> bool:
        return True

    def _refuse(self, *_: Any, **__: Any) -> Any:
        refuse_text()


def refuse_text() -> NoReturn:
    """Raise FrontendError for what would need the characters of a text with run-time numbers."""
    raise FrontendError(
        "this use of a text that contains a number known only at run time is not supported",
        hint="such a text can be joined to others, printed, name an attribute or a key, and be the "
        "message of an exception",
    )


for _name in dir(str):
    if not _name.startswith("_") or _name in (
        "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__hash__", "__len__",
        "__iter__", "__contains__", "__getitem__", "__mul__", "__rmul__",
    ):  # fmt: skip
        setattr(RuntimeText, _name, vars(RuntimeText)["_refuse"])
