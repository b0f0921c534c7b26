"""Calls a host program that was compiled into ``model.so``: one call for the whole network."""

from __future__ import annotations

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
        return exception_class(class_name)(last_message(self._library))
