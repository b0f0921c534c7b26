"""``dycl-opt --run``: interprets a module on arrays from a file and describes the results."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import torch
from xdsl.dialects.builtin import ModuleOp, f64, i1, i64
from xdsl.dialects.func import FuncOp
from xdsl.utils.exceptions import InterpretationError

from dycl.dialects.dycl import INPUTS
from dycl.errors import DyclError
from dycl.interpreters import run, run_python
from dycl.interpreters.dycl import read_weights
from dycl.interpreters.run import bind, entry_function, structure_of
from dycl.interpreters.values import describe
from dycl.runtime.structure import Leaf, Structure
from dycl.tools.arrays import CallArguments, as_numbers, leaf_text, named_leaves, write_arrays
from dycl.tools.model_file import read_tensors


def run_module(
    module: ModuleOp,
    *,
    inputs: Path | None,
    weights: Path | None,
    output: Path | None,
    entry: str,
    default_inputs: Callable[[], CallArguments],
) -> str:
    """Run ``entry`` and return a description of its results; also write them to ``output``.

    Raises DyclError for files that can't be read, and where the program ends with an exception.
    """
    function = entry_function(module, entry)
    loaded = None if weights is None else read_weights(weights)
    positional, keywords = default_inputs() if inputs is None else read_tensors(inputs)
    structure = parameters_of(function)
    arguments = with_numbers(function, structure, bind(structure, positional, keywords))
    try:
        if INPUTS in function.attributes:
            value = run_python(module, (), arguments, entry=entry, weights=loaded)
        else:
            results = run(module, list(arguments.values()), entry=entry, weights=loaded)
            value = results[0] if len(results) == 1 else tuple(results)
    except DyclError:
        raise
    except InterpretationError as error:
        raise DyclError(_with_notes(str(error), error)) from error
    except Exception as error:
        message = f"the program raised {type(error).__name__}: {error}"
        raise DyclError(_with_notes(message, error)) from error
    leaves = named_leaves(value)
    arrays = {name: array_of(leaf) for name, leaf in leaves.items()}
    if output is not None:
        write_arrays(output, arrays)
    lines = [f"{name}: {leaf_text(describe(leaves[name]), arrays[name])}\n" for name in leaves]
    return "".join(lines)


def _with_notes(message: str, error: Exception) -> str:
    return ", ".join([message, *getattr(error, "__notes__", [])])


def array_of(leaf: Any) -> Any:
    """A result as NumPy has it, which has no 16-bit float of PyTorch's second kind."""
    if not isinstance(leaf, torch.Tensor):
        return leaf
    return (leaf.float() if leaf.dtype == torch.bfloat16 else leaf).numpy()


def parameters_of(function: FuncOp) -> dict[str, Structure]:
    """The parameters of the Python function; without those, the arguments by their names."""
    if INPUTS in function.attributes:
        inputs = structure_of(function, INPUTS)
        if isinstance(inputs, dict):
            return {str(name): structure for name, structure in inputs.items()}
        raise DyclError(f"{INPUTS} of @{function.sym_name.data} must be a dict of the parameters")
    names = [argument.name_hint or f"arr_{argument.index}" for argument in function.args]
    return {name: Leaf(index) for index, name in enumerate(names)}


def with_numbers(
    function: FuncOp, parameters: Mapping[str, Structure], bound: Mapping[str, Any]
) -> dict[str, Any]:
    """The arguments by name, with Python's numbers where the program takes host scalars.

    Raises InputError for several numbers in place of one.
    """
    types: Sequence[Any] = [argument.type for argument in function.args]
    numbers = cast("dict[Any, type]", {i1: bool, i64: int, f64: float})
    return {
        name: as_numbers(structure, bound[name], lambda i: numbers.get(types[i]), name)
        for name, structure in parameters.items()
    }
