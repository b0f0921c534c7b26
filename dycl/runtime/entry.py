"""One specialisation of a program: from a caller's values to a host function and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import numpy as np

from dycl.runtime.call import Arguments, Results, own
from dycl.runtime.native_host import NativeHost
from dycl.runtime.package import EntryRecord


class Entry:
    """An entry function with its arguments and results."""

    def __init__(self, record: EntryRecord, function: Callable[..., Any]) -> None:
        self.record = record
        self.function = function
        self._arguments = Arguments(record.inputs, record.optional)
        self._results = Results(record.outputs)
        self._is_pure = not record.state and not record.updates

    def take(self, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[list[Any], Any]:
        """The arrays and scalars of a call, and the module ``torch`` if a tensor was given.

        Raises InputError where they don't fit what was compiled.
        """
        return self._arguments.flat(args, kwargs)

    def run(
        self, function: Callable[..., Any], values: list[Any], torch: Any, state: dict[str, Any]
    ) -> Any:
        """What ``function``, a variant of the entry function, gives for ``values``.

        ``state`` is what lasts from call to call, by the name of the weight with its first value;
        it is replaced. What the model writes into its inputs is written into ``values``.
        """
        if self._is_pure:
            returned = function(*values)
        else:
            returned = self._run_with_effects(function, values, state)
        return self._results.nested(returned, values, torch)

    def _run_with_effects(
        self, function: Callable[..., Any], values: list[Any], state: dict[str, Any]
    ) -> Any:
        names = [leaf.weight for leaf in self.record.state]
        returned = function(*values, *(state[name] for name in names))
        count = len(self.record.outputs.leaves)
        is_tuple = isinstance(returned, tuple)
        results: list[Any] = list(cast("Any", returned)) if is_tuple else [returned]
        written = [values[index] for index, _ in self.record.updates]
        kept = results[count : count + len(names)]
        lasting = [own(each, [*values, *results[:count]]) for each in kept]
        outputs = [own(each, written) for each in results[:count]]
        for index, result in self.record.updates:
            values[index][...] = results[result]
        state.update(zip(names, lasting, strict=True))
        return outputs[0] if count == 1 else tuple(outputs)


def entry_function(host: NativeHost, entry: EntryRecord) -> Callable[..., Any]:
    """``host`` as a function of the arrays and Python numbers that ``entry`` takes and returns."""
    inputs = [leaf.shape is None for leaf in entry.inputs.leaves]
    outputs = [leaf.shape is None for leaf in entry.outputs.leaves]
    state = [not leaf.is_tensor for leaf in entry.state]
    number_inputs, number_outputs = (
        [index for index, is_number in enumerate(each) if is_number]
        for each in ([*inputs, *state], [*outputs, *state])
    )
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
