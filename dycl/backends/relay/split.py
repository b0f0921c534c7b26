"""Splits an optimised Relay function into what depends on weights alone and the rest.

TVM pre-packs constants: it folds batch norms and brings kernels into the layout that its
convolutions want, once. With the weights as parameters, so that one compiled function serves many
layers, it would do so at every call. Here the weight-only part becomes a function of its own,
``prepare``, that runs once per layer while a package is built; its results are the constants of
the function that runs later.

    fn (%x, %w, %gamma) { conv2d_NCHWc(layout_transform(%x), layout_transform(%w * %gamma)) }

becomes

    prepare: fn (%w, %gamma) { (layout_transform(%w * %gamma),) }
    run:     fn (%x, %constant_0) { conv2d_NCHWc(layout_transform(%x), %constant_0) }
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dycl.errors import ToolchainError

_GROWTH = 4
"""Winograd's kernels are four times as large."""
_SMALL_BYTES = 4096


@dataclass(frozen=True)
class SplitFunction:
    """The two functions and how they fit together.

    ``constants`` says for each constant of ``run`` where it comes from: ``("weight", i)``, weight
    parameter number i as it is, or ``("packed", i)``, result number i of ``prepare``. ``prepare``
    is None when nothing is to be prepared. ``inputs`` and ``constant_names`` are parameter names
    of ``run``.
    """

    run: Any
    prepare: Any | None
    inputs: tuple[str, ...]
    constant_names: tuple[str, ...]
    constants: tuple[tuple[str, int], ...]


def split_function(function: Any, weight_parameters: Sequence[int]) -> SplitFunction:
    """Split a type-checked Relay ``function`` in graph form (no ``let``, no ``if``, no inner
    functions).
    """
    return _Splitter(function, weight_parameters).split()


class _Splitter:
    def __init__(self, function: Any, weight_parameters: Sequence[int]) -> None:
        self._relay: Any = importlib.import_module("tvm.relay")
        self._function = function
        self._weights = [function.params[index] for index in weight_parameters]
        self._nodes: list[Any] = []
        self._relay.analysis.post_order_visit(function.body, self._visit)
        # What weights each expression depends on; None as soon as it depends on data.
        self._leaves: dict[Any, frozenset[int] | None] = {}

    def _visit(self, node: Any) -> None:
        relay = self._relay
        if not isinstance(
            node, relay.Var | relay.Constant | relay.Call | relay.Tuple | relay.TupleGetItem
        ):
            if type(node).__name__ != "Op":
                raise ToolchainError(f"a sub-network may not contain a Relay {type(node).__name__}")
            return
        if isinstance(node, relay.Call) and type(node.op).__name__ != "Op":
            raise ToolchainError("a sub-network may not call another function")
        self._nodes.append(node)

    def split(self) -> SplitFunction:
        self._find_leaves()
        needed = self._needed()
        relay = self._relay
        names = [f"input_{index}" for index in range(len(self._function.params))]
        variables = {
            parameter: relay.var(name, parameter.checked_type)
            for parameter, name in zip(self._function.params, names, strict=True)
        }
        data = [p for p in self._function.params if p not in self._weights]
        new = dict(variables)
        constants: list[tuple[str, int]] = []
        packed: list[Any] = []
        constant_variables: list[Any] = []
        for node in self._nodes:
            if node not in needed:
                continue
            if self._is_constant(node):
                if isinstance(node, relay.Var):
                    constants.append(("weight", self._weights.index(node)))
                else:
                    constants.append(("packed", len(packed)))
                    packed.append(node)
                variable = relay.var(f"constant_{len(constant_variables)}", node.checked_type)
                constant_variables.append(variable)
                new[node] = variable
            elif not isinstance(node, relay.Var):
                new[node] = self._rebuild(node, new)
        parameters = [new[parameter] for parameter in data] + constant_variables
        run = relay.Function(parameters, new[self._function.body])
        prepare = relay.Function(self._weights, relay.Tuple(packed)) if packed else None
        return SplitFunction(
            run,
            self._without_annotations(prepare) if prepare else None,
            tuple(new[parameter].name_hint for parameter in data),
            tuple(variable.name_hint for variable in constant_variables),
            tuple(constants),
        )

    def _arguments(self, node: Any) -> list[Any]:
        relay = self._relay
        if isinstance(node, relay.Call):
            return list(node.args)
        if isinstance(node, relay.Tuple):
            return list(node.fields)
        return [node.tuple_value] if isinstance(node, relay.TupleGetItem) else []

    def _find_leaves(self) -> None:
        positions = {weight: index for index, weight in enumerate(self._weights)}
        for node in self._nodes:
            if isinstance(node, self._relay.Var):
                self._leaves[node] = frozenset([positions[node]]) if node in positions else None
                continue
            found: frozenset[int] | None = frozenset()
            for argument in self._arguments(node):
                leaves = self._leaves[argument]
                found = None if leaves is None or found is None else found | leaves
            self._leaves[node] = found

    def _is_constant(self, node: Any) -> bool:
        """Whether ``node`` is computed while packaging: from weights alone, and not much larger
        than they.

        A bias that is broadcast to a feature map, for instance, is better broadcast by the
        kernel.
        """
        leaves = self._leaves[node]
        if not leaves:
            return False
        if isinstance(node, self._relay.Var):
            return True
        if not hasattr(node.checked_type, "shape"):  # a tuple
            return False
        sources = sum(_nbytes(self._weights[index].checked_type) for index in leaves)
        return _nbytes(node.checked_type) <= _GROWTH * sources + _SMALL_BYTES

    def _needed(self) -> set[Any]:
        needed = {self._function.body}
        for node in reversed(self._nodes):
            if node in needed and not self._is_constant(node):
                needed.update(self._arguments(node))
        return needed

    def _rebuild(self, node: Any, new: dict[Any, Any]) -> Any:
        relay = self._relay
        if isinstance(node, relay.Constant):
            return node
        if isinstance(node, relay.Tuple):
            return relay.Tuple([new[field] for field in node.fields])
        if isinstance(node, relay.TupleGetItem):
            return relay.TupleGetItem(new[node.tuple_value], node.index)
        return relay.Call(node.op, [new[argument] for argument in node.args], node.attrs)

    def _without_annotations(self, function: Any) -> Any:
        """A copy with fresh variables: TVM has written devices on the old ones while optimising."""
        fresh = [
            self._relay.var(f"weight_{index}", parameter.checked_type)
            for index, parameter in enumerate(function.params)
        ]
        body = self._relay.bind(function.body, dict(zip(function.params, fresh, strict=True)))
        return self._relay.Function(fresh, body)


def _nbytes(type_: Any) -> int:
    return math.prod(int(extent) for extent in type_.shape) * np.dtype(str(type_.dtype)).itemsize
