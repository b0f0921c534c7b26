"""Calls a host program that was compiled into ``model.so``: one call for the whole network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from dycl.runtime.exceptions import exception_class
from dycl.runtime.subnetwork import CompiledSubnetwork

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
        message = self._said("dycl_last_error")
        return exception_class(self._said("dycl_last_exception"))(message)


def with_numbers(
    host: NativeHost, number_inputs: Sequence[int], number_outputs: Sequence[int]
) -> Callable[..., Any]:
    """``host`` as a function of arrays and Python's numbers, which are at these positions."""
    if not number_inputs and not number_outputs:
        return host
    dtypes = {index: np.dtype(host.record.inputs[index].dtype) for index in number_inputs}

    def forward(*values: Any) -> Any:
        given = list(values)
        for index, dtype in dtypes.items():
            given[index] = np.array(given[index], dtype)
        results = host(*given)
        if not host.record.tuple_result:
            return results.item() if number_outputs else results
        results = list(results)
        for index in number_outputs:
            results[index] = results[index].item()
        return tuple(results)

    return forward
