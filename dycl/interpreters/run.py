"""Runs a module, at any stage, and so says what it means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import torch
from torch.utils._pytree import tree_leaves
from xdsl.dialects.builtin import ModuleOp, StringAttr, TensorType
from xdsl.dialects.func import FuncOp
from xdsl.interpreter import Interpreter, InterpreterFunctions
from xdsl.interpreters.func import FuncFunctions
from xdsl.traits import SymbolTable
from xdsl.utils.exceptions import InterpretationError

from dycl.dialects.dycl import INPUTS, OUTPUTS, STATE, UPDATES
from dycl.errors import DyclError, InputError
from dycl.interpreters.aten import AtenFunctions
from dycl.interpreters.control_flow import ControlFlowFunctions
from dycl.interpreters.dycl import DyclFunctions, load_weights
from dycl.interpreters.host_arithmetic import HostArithmeticFunctions
from dycl.interpreters.interpreter import ReferenceInterpreter, Unwinding
from dycl.interpreters.relay import RelayFunctions
from dycl.interpreters.tensor import TensorFunctions
from dycl.interpreters.values import POISON, describe, has_type
from dycl.recursion import deep_recursion
from dycl.runtime.structure import (
    Leaf,
    Structure,
    build,
    flatten,
    leaf_count,
    leaf_indices,
    parse_structure,
)


def run(
    module: ModuleOp,
    inputs: Sequence[Any],
    *,
    entry: str = "forward",
    weights: Mapping[str, torch.Tensor] | None = None,
    listeners: Sequence[Interpreter.Listener] = (),
    functions: Sequence[InterpreterFunctions] = (),
) -> list[Any]:
    """Call the function ``entry`` and return its results in order.

    ``inputs`` are tensors and Python numbers, one for each argument; ``weights`` stand in for the
    file that the module names. ``listeners`` hear of each operation before and after it runs, for
    instance a :class:`~dycl.interpreters.control_flow.BranchRecorder`; ``functions`` implement
    further operations.

    Whatever ``dycl.raise`` or an operator raises leaves as that exception, with a note that names
    the operation. Raises InterpretationError where a result has not the type that its operation
    declares or poison is used, InputError for inputs of another type than the arguments, DyclError
    without that function or for weights that are missing.
    """
    results = evaluate(
        module, inputs, entry=entry, weights=weights, listeners=listeners, functions=functions
    )
    if POISON in results:
        raise InterpretationError(f"@{entry} returns poison")
    return results


def evaluate(
    module: ModuleOp,
    inputs: Sequence[Any],
    *,
    entry: str = "forward",
    weights: Mapping[str, torch.Tensor] | None = None,
    listeners: Sequence[Interpreter.Listener] = (),
    functions: Sequence[InterpreterFunctions] = (),
    gradients: bool = False,
) -> list[Any]:
    """Like :func:`run`, but results that the path does not have are :data:`POISON`.

    With ``gradients``, PyTorch records what it computes from inputs that require a gradient.
    """
    function = entry_function(module, entry)
    check_inputs(function, inputs)
    interpreter = ReferenceInterpreter(module, listeners=tuple(listeners))
    for implementations in (
        FuncFunctions(),
        ControlFlowFunctions(),
        HostArithmeticFunctions(),
        TensorFunctions(),
        AtenFunctions(),
        DyclFunctions(weights),
        RelayFunctions(),
    ):
        interpreter.register_implementations(implementations)
    for implementations in functions:
        interpreter.register_implementations(implementations, override=True)
    try:
        with deep_recursion(), torch.set_grad_enabled(gradients):
            results = interpreter.call_op(function, tuple(inputs))
    except Unwinding as unwinding:
        raise unwinding.error from unwinding.error.__cause__
    return list(results)


def run_python(
    module: ModuleOp,
    arguments: Sequence[Any] = (),
    keywords: Mapping[str, Any] | None = None,
    *,
    entry: str = "forward",
    weights: Mapping[str, torch.Tensor] | None = None,
    state: list[Any] | None = None,
    listeners: Sequence[Interpreter.Listener] = (),
) -> Any:
    """Call ``entry`` as the Python function that it was made from is called.

    The attributes ``dycl.inputs`` and ``dycl.outputs`` say how arguments and results are nested.
    What lasts from call to call starts with its first value and is kept in ``state`` for the next
    call; what the program writes into its arguments is written into ``arguments``. Raises
    InputError for arguments that are nested otherwise, and what :func:`run` raises.
    """
    function = entry_function(module, entry)
    inputs = structure_of(function, INPUTS)
    outputs = structure_of(function, OUTPUTS)
    if not isinstance(inputs, dict):
        raise DyclError(f"{INPUTS} of @{entry} must be a dict of the parameters")
    bound = bind({str(k): v for k, v in inputs.items()}, arguments, keywords or {})
    leaves: list[Any] = [None] * leaf_count(inputs)
    for name, structure in inputs.items():
        flatten(structure, bound[str(name)], str(name), leaves)
    state = [] if state is None else state
    if not state:
        state.extend(first_state(module, function, weights))
    results = evaluate(module, [*leaves, *state], entry=entry, weights=weights, listeners=listeners)
    count = leaf_count(outputs)
    state[:] = results[count : count + len(state)]
    for argument, result in _updates(function):
        leaves[argument].copy_(results[result])
    returned = build(outputs, results)
    if any(leaf is POISON for leaf in tree_leaves(returned)):
        raise InterpretationError(f"@{entry} returns poison")
    return returned


def first_state(
    module: ModuleOp, function: FuncOp, weights: Mapping[str, torch.Tensor] | None
) -> list[Any]:
    """The first values of what lasts from call to call, in the order of the arguments for it."""
    if STATE not in function.attributes:
        return []
    structure = structure_of(function, STATE)
    assert isinstance(structure, dict)
    known = load_weights(module) if weights is None else weights
    values: list[Any] = []
    for name, part in structure.items():
        indices = leaf_indices(part)
        for number, index in enumerate(indices):
            suffix = f".{number}" if len(indices) > 1 else ""
            tensor = known[f"state.{name}{suffix}"]
            is_scalar = not isinstance(function.args[index].type, TensorType)
            values.append(tensor.item() if is_scalar else tensor)
    return values


def _updates(function: FuncOp) -> list[tuple[int, int]]:
    """Which results are written into which arguments."""
    if UPDATES not in function.attributes:
        return []
    structure = structure_of(function, UPDATES)
    assert isinstance(structure, dict)
    return [
        (int(cast(int, argument)), result.index)
        for argument, result in structure.items()
        if isinstance(result, Leaf)
    ]


def entry_function(module: ModuleOp, entry: str) -> FuncOp:
    """The function of that name; raises DyclError if there is none."""
    function = SymbolTable.lookup_symbol(module, entry)
    if isinstance(function, FuncOp):
        return function
    names = [f"@{op.sym_name.data}" for op in module.ops if isinstance(op, FuncOp)]
    raise DyclError(
        f"there is no function @{entry}", hint=f"there is {', '.join(names)}" if names else None
    )


def structure_of(function: FuncOp, attribute: str) -> Structure:
    """What ``dycl.inputs`` or ``dycl.outputs`` says; raises DyclError if it is absent."""
    text = function.attributes.get(attribute)
    if not isinstance(text, StringAttr):
        raise DyclError(f"@{function.sym_name.data} has no attribute {attribute}")
    return parse_structure(text.data)


def bind(
    parameters: Mapping[str, Structure], arguments: Sequence[Any], keywords: Mapping[str, Any]
) -> dict[str, Any]:
    """The value of each parameter, as Python binds them.

    A parameter that is constant in the program may be left out. Raises InputError for arguments
    that are too many, missing, unknown or given twice.
    """
    names = list(parameters)
    if len(arguments) > len(names):
        raise InputError(f"the program takes {len(names)} arguments, not {len(arguments)}")
    bound = dict(zip(names, arguments, strict=False))
    for name, value in keywords.items():
        if name not in parameters:
            raise InputError(f"the program has no parameter '{name}'")
        if name in bound:
            raise InputError(f"the argument '{name}' is given twice")
        bound[name] = value
    for name, structure in parameters.items():
        if name not in bound:
            if leaf_count(structure):
                raise InputError(f"the argument '{name}' is missing")
            bound[name] = build(structure, ())
    return bound


def check_inputs(function: FuncOp, inputs: Sequence[Any]) -> None:
    """Raise InputError unless ``inputs`` have the types of the function's arguments."""
    if len(inputs) != len(function.args):
        name = function.sym_name.data
        raise InputError(f"@{name} takes {len(function.args)} inputs, not {len(inputs)}")
    for argument, value in zip(function.args, inputs, strict=True):
        if not has_type(value, argument.type):
            name = argument.name_hint or f"number {argument.index}"
            raise InputError(f"the input {name} must be a {argument.type}, not a {describe(value)}")
