"""From a module or method to the source IR: an entry function for each example of its inputs."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file  # pyright: ignore[reportUnknownVariableType]
from xdsl.dialects import func
from xdsl.dialects.builtin import ModuleOp, StringAttr
from xdsl.ir import Operation

from dycl.dialects.dycl import INPUTS, WEIGHTS
from dycl.errors import FrontendError
from dycl.frontend.lowering import Lowering, State, root_of
from dycl.frontend.visibility import verify_visibility
from dycl.frontend.weight_names import WeightNames

STACK_BYTES = 512 << 20
"""The stack of the thread that interprets: deep nests of early exits recurse."""

RECURSION_LIMIT = 200_000

ATTEMPTS = 5
"""How often a program is lowered until all of its lasting state is known."""

Example = tuple[tuple[Any, ...], Mapping[str, Any]]
"""Positional and keyword arguments of a call."""


def lower(
    function: torch.nn.Module | Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any] | None = None,
    *,
    weights: Path,
    dynamic_shapes: Any = None,
) -> ModuleOp:
    """Lower ``function`` (a module, or a method of one) to source IR.

    ``args`` and ``kwargs`` are example inputs: tensors give shapes and dtypes, other values are
    fixed. ``dynamic_shapes`` says, as for ``torch.export.export``, which dimensions may have any
    size. The model's tensors are written to the safetensors file ``weights``. Raises
    FrontendError, which shows the source line, for a program that cannot be taken.
    """
    examples = [(args, kwargs or {})]
    return lower_each(function, examples, weights=weights, dynamic_shapes=dynamic_shapes)


def lower_each(
    function: torch.nn.Module | Callable[..., Any],
    examples: Sequence[Example],
    *,
    weights: Path,
    dynamic_shapes: Any = None,
) -> ModuleOp:
    """Lower ``function`` for each of ``examples``, to ``@forward``, ``@forward_1``, ``@forward_2``.

    For programs whose inputs differ in more than the elements of tensors, such as parse trees: each
    function is specialised to the structure, the constants and the shapes of its example. They
    share weights and lasting state. Other arguments and errors are those of :func:`lower`;
    FrontendError also where two examples ask for the same function.
    """
    result: list[ModuleOp] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            result.append(_lower_each(function, examples, weights, dynamic_shapes))
        except BaseException as error:  # raised again in the calling thread
            failure.append(error)

    limit, stack = sys.getrecursionlimit(), threading.stack_size(STACK_BYTES)
    sys.setrecursionlimit(max(limit, RECURSION_LIMIT))
    try:
        thread = threading.Thread(target=run, name="dycl frontend")
        thread.start()
        thread.join()
    finally:
        threading.stack_size(stack)
        sys.setrecursionlimit(limit)
    if failure:
        raise failure[0]
    return result[0]


def _lower_each(
    function: torch.nn.Module | Callable[..., Any],
    examples: Sequence[Example],
    weights_file: Path,
    dynamic_shapes: Any,
) -> ModuleOp:
    states: list[State] = []
    for _ in range(ATTEMPTS * len(examples)):
        weights = WeightNames(root_of(function))
        functions: list[func.FuncOp] = []
        for args, kwargs in examples:
            lowering = Lowering(function, args, dict(kwargs), dynamic_shapes, states, weights)
            functions.append(lowering.run())
            if lowering.found_states:
                states = [*states, *lowering.found_states]
                break
        else:
            _name_functions(functions)
            module = ModuleOp(list[Operation](functions))
            module.verify()
            verify_visibility(module)
            _write_weights(weights, module, weights_file)
            return module
    raise FrontendError("what lasts from call to call does not settle")


def _name_functions(functions: Sequence[func.FuncOp]) -> None:
    interfaces: list[object] = []
    for number, function in enumerate(functions):
        interface = (function.attributes[INPUTS], function.function_type.inputs)
        if interface in interfaces:
            raise FrontendError(
                f"the examples number {interfaces.index(interface)} and {number} have the same "
                "structure, constants and shapes",
                hint="give one example for each specialisation",
            )
        interfaces.append(interface)
        if number:
            function.sym_name = StringAttr(f"{function.sym_name.data}_{number}")


def _write_weights(weights: WeightNames, module: ModuleOp, path: Path) -> None:
    """Write the tensors that the program uses, and let the module name the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    tensors = {n: t.detach().contiguous().clone() for n, t in weights.used.items()}
    save_file(tensors, path)
    module.attributes[WEIGHTS] = StringAttr(str(path))
