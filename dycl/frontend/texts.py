"""Texts with numbers that are known only at run time: ``f"{n}"``, ``"%d" % n``, ``"{}".format(n)``.

Each such number is a placeholder in the text, which the message of an exception fills in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

import torch

from dycl.errors import FrontendError
from dycl.frontend.host_numbers import SYMBOLIC, HostBool, HostFloat
from dycl.frontend.recorder import Recorder
from dycl.frontend.torch_internals import leaves_of, map_leaves

CONVERSION = re.compile(r"%(?:\((?P<key>[^)]*)\))?(?P<flags>[-+ 0#]*)(?P<size>[\d.]*)(?P<type>.)")
"""A field of a text that is formatted with ``%``."""


class Printed:
    """A number known only at run time, as texts show it."""

    def __init__(self, recorder: Recorder, number: Any) -> None:
        self._host = recorder.host
        self._value = recorder.host.value(number)

    def __format__(self, spec: str) -> str:
        return self._host.placeholder(self._value, spec)

    def __str__(self) -> str:
        return self._host.placeholder(self._value, "")

    __repr__ = __str__


def is_number_key(value: Any) -> bool:
    """Whether ``value`` is a KeyError of a number, which is shown without quotes."""
    if not (isinstance(value, KeyError) and len(value.args) == 1):
        return False
    return isinstance(value.args[0], (int, float, *SYMBOLIC))


def printable(recorder: Recorder, value: Any) -> Any:
    """``value`` as texts can show it: a number, or nested lists, tuples and dicts with numbers.

    Raises FrontendError for tensors.
    """
    if is_number_key(value):
        value = value.args[0]
    if any(isinstance(leaf, torch.Tensor) for leaf in leaves_of(value)):
        raise FrontendError(
            "the elements of a tensor in a message are not supported",
            hint="format .item() or .tolist() of it",
        )
    return map_leaves(SYMBOLIC, lambda number: Printed(recorder, number), value)


def number_of(recorder: Recorder, value: Any) -> Any:
    """``value``, or what a tensor without dimensions holds, as fields of texts show it."""
    is_number = isinstance(value, torch.Tensor) and value.dim() == 0
    return recorder.item(value) if is_number else value


def has_runtime(value: Any) -> bool:
    """Whether what is to be formatted has parts that are known only at run time."""
    return any(isinstance(leaf, (torch.Tensor, *SYMBOLIC)) for leaf in leaves_of(value))


def percent(recorder: Recorder, text: str, values: Any) -> str:
    """``text % values``, as Python's documentation of printf-style formatting has it."""
    named: Mapping[str, Any] = (
        cast("Mapping[str, Any]", values) if isinstance(values, Mapping) else {}
    )
    is_tuple = isinstance(values, tuple)
    remaining = iter(cast("tuple[Any, ...]", values) if is_tuple else cast("Any", (values,)))

    def formatted(field: re.Match[str]) -> str:
        if field["type"] == "%":
            return "%"
        value = _next_of(remaining) if field["key"] is None else named[field["key"]]
        if not has_runtime(value):
            rest = field[0] if field["key"] is None else field[0].replace(f"({field['key']})", "")
            return rest % (value,)
        return _field(recorder, field, value)

    result = CONVERSION.sub(formatted, text)
    if not named and next(remaining, None) is not None:
        raise TypeError("not all arguments converted during string formatting")
    return result


def _next_of(remaining: Iterator[Any]) -> Any:
    for value in remaining:
        return value
    raise TypeError("not enough arguments for format string")


def _field(recorder: Recorder, field: re.Match[str], value: Any) -> str:
    """One run-time value, as the equal field of ``str.format`` shows it."""
    kind, flags = field["type"], field["flags"]
    if kind not in "sr":
        value = number_of(recorder, value)
    is_number = isinstance(value, SYMBOLIC)
    if kind in "sr" and not (is_number and (flags or field["size"])):
        return f"%{flags}{field['size']}s" % (str(printable(recorder, value)),)
    if not is_number or kind not in "diufFeEgG" or "#" in flags:
        raise FrontendError(
            f"the field '{field[0]}' of a value known only at run time is not supported",
            hint="use an f-string",
        )
    if kind in "diu":
        kind = "d"
        if isinstance(value, HostFloat | torch.SymFloat):
            value = recorder.host.truncate(HostFloat(recorder.host, recorder.host.float(value)))
    if isinstance(value, HostBool | torch.SymBool):
        value = recorder.host.as_integer(value)
    align = "<" if "-" in flags else ""
    sign = "+" if "+" in flags else " " if " " in flags else ""
    zero = "0" if "0" in flags and not align else ""
    return format(Printed(recorder, value), f"{align}{sign}{zero}{field['size']}{kind}")
