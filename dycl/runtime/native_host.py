"""Calls a host program that was compiled into ``model.so``: one call for the whole network."""

from __future__ import annotations

import ast
from typing import Any

from dycl.runtime.exceptions import exception_class
from dycl.runtime.subnetwork import CompiledSubnetwork, last_message

_RAISED = -2
"""``DYCL_RAISED`` in ``dycl.h``."""


class NativeHost(CompiledSubnetwork):
    """A compiled host program: takes and gives arrays, host scalars as arrays without dimensions.

    What the network raises is raised here: a built-in exception, or the network's own class where
    that can be imported.
    """

    def _failure(self, code: int) -> Exception:
        if code != _RAISED:
            return super()._failure(code)
        class_name = last_message(self._library, "dycl_last_exception")
        message = last_message(self._library)
        argument = _key(message) if class_name == "KeyError" else message
        return exception_class(class_name)(argument)


def _key(text: str) -> Any:
    """What a KeyError is made of that is shown as ``text``."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):  # NaN, infinity
        return text
