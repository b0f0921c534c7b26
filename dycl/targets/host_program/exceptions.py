"""``dycl.raise`` as Python's ``raise``."""

from __future__ import annotations

import builtins
import string
from collections.abc import Sequence


def is_builtin(exception: str) -> bool:
    """Whether ``exception`` names an exception that Python has without an import."""
    found = getattr(builtins, exception, None)
    return isinstance(found, type) and issubclass(found, BaseException)


def raised(exception: str, message: str, values: Sequence[str]) -> str:
    """The statement; ``{}`` in ``message`` stand for ``values`` in order, as in ``str.format``.

    Of a value beside an empty message the exception is made.
    """
    if not message:
        return f"raise {exception}({values[0]})" if values else f"raise {exception}"
    if not values:
        return f"raise {exception}({_quoted(message.format())})"
    plain = f"{message!r}.format({', '.join(values)})"
    if any(character in value for value in values for character in "\"'\\{}"):
        return f"raise {exception}({plain})"
    remaining = iter(values)
    text = ""
    for literal, field, specification, conversion in string.Formatter().parse(message):
        text += literal.replace("{", "{{").replace("}", "}}")
        if field is not None:
            suffix = f"!{conversion}" if conversion else ""
            suffix += f":{specification}" if specification else ""
            text += f"{{{next(remaining)}{suffix}}}"
    return f"raise {exception}(f{_quoted(text)})"


def _quoted(text: str) -> str:
    """``text`` in double quotes, as Python reads it."""
    escaped = repr("'" + text)[2:-1] if '"' not in text else repr(text)[1:-1].replace('"', '\\"')
    return f'"{escaped}"'
