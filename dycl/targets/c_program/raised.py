"""``dycl.raise`` as a call that leaves the program."""

from __future__ import annotations

import json
import re
import string

from dycl.dialects.dycl import RaiseOp
from dycl.targets.c_program.expressions import Expressions
from dycl.targets.c_program.types import unsupported

_KINDS = {"i1": "truth", "i64": "integer", "f64": "number"}


def raise_statement(op: RaiseOp, expressions: Expressions) -> str:
    """The statement; ``{}`` in the message stand for the values in order.

    The message is what Python shows, which of a KeyError is the ``repr`` of what it is made of.
    Raises LoweringError for a format or a value that C cannot write.
    """
    message = op.message.data
    for _, field, specification, conversion in string.Formatter().parse(message):
        if field is None:
            continue
        if field or conversion or not re.fullmatch(r"(\.\d{1,2}[efg])?", specification or ""):
            raise unsupported(op, f"the C host program cannot format {message!r}")
    values: list[str] = []
    for value in op.values:
        kind = _KINDS.get(str(value.type))
        if kind is None:
            raise unsupported(op, f"the C host program cannot write a {value.type} in a message")
        values.append(f"{kind}({expressions.text(value)})")
    if values and not message:
        message = "{}"
    elif op.exception.data == "KeyError":
        message = repr(message)
    texts = f"{c_string(op.exception.data)}, {c_string(message)}"
    if not values:
        return f"raise_error(frame, {texts}, NULL);"
    return f"raise_error(frame, {texts}, (dycl_value[]){{{', '.join(values)}}});"


def c_string(text: str) -> str:
    """``text`` as a string literal; characters beyond ASCII as bytes of UTF-8."""
    quoted = json.dumps(text, ensure_ascii=False)
    # No escape may run into the digits that follow it, and ??x is another character in old C.
    return "".join(
        each if 32 <= ord(each) < 127 and each != "?" else _octal(each) for each in quoted
    )


def _octal(character: str) -> str:
    return "".join(f"\\{byte:03o}" for byte in character.encode())
