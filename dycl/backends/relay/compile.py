"""What a worker process does with one sub-network. TVM is imported here and in ``split.py``,
nowhere else.
"""

from __future__ import annotations

import importlib
import json
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dycl.backends.relay.split import SplitFunction, split_function
from dycl.errors import ToolchainError
from dycl.runtime.weight_file import WeightFile, write_weight_file

KERNELS_FILE = "kernels.o"
GRAPH_FILE = "graph.json"
EMBEDDED_FILE = "embedded.safetensors"

_EXTERNAL_CALL = b"__TVMBackendGetFuncFromEnv"
_BARRIER = b"__TVMBackendParallelBarrier"

_ALREADY_DONE = ["AlterOpLayout", "Legalize"]
"""Passes that must not see a function again whose layouts have been chosen."""


@dataclass(frozen=True)
class CompileRequest:
    """One sub-network: its text, the target, and the weights of each distinct instance."""

    name: str
    relay: str
    weight_parameters: tuple[int, ...]
    target: str
    optimization_level: int
    directory: str
    weights: str
    instances: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class CompileReply:
    """What was compiled: see :class:`SplitFunction`; the files are in the request's directory."""

    inputs: tuple[str, ...]
    constant_names: tuple[str, ...]
    constants: tuple[tuple[str, int], ...]
    embedded: tuple[str, ...]
    tuple_result: bool


def packed_file(index: int) -> str:
    """The name of the file with the packed constants of instance number ``index`` of a request."""
    return f"packed-{index}.safetensors"


def check(text: str) -> None:
    """Parse and type-check Relay text; see :func:`_typed`."""
    _typed(text)


def compile_subnetwork(request: CompileRequest) -> CompileReply:
    """Compile one sub-network and pack the weights of its instances.

    Writes ``kernels.o``, ``graph.json``, ``embedded.safetensors`` (constants in the text) and one
    ``packed-N.safetensors`` for each instance.
    """
    function = _function(_typed(request.relay), request.name)
    split = split_function(_optimized(function, request), request.weight_parameters)
    directory = Path(request.directory)
    built = _build(split.run, request, request.name)
    built.lib.save(str(directory / KERNELS_FILE))
    _refuse_external_calls(directory / KERNELS_FILE)
    (directory / GRAPH_FILE).write_text(built.graph_json)
    embedded = {name: value.numpy() for name, value in built.params.items()}
    write_weight_file(directory / EMBEDDED_FILE, embedded)
    if split.prepare is not None:
        _pack(split, request)
    return CompileReply(
        split.inputs,
        split.constant_names,
        split.constants,
        tuple(embedded),
        hasattr(function.ret_type, "fields"),
    )


def _typed(text: str) -> Any:
    """The module of ``text``, every expression typed; raises :class:`ToolchainError` with TVM's
    diagnostics.
    """
    relay: Any = importlib.import_module("tvm.relay")
    diagnostics: Any = importlib.import_module("tvm.ir.diagnostics")
    messages: list[str] = []

    def render(context: Any) -> None:
        for diagnostic in context.diagnostics:
            place = diagnostic.span
            prefix = f"{place.line}:{place.column}: " if place else ""
            messages.append(prefix + str(diagnostic.message))

    diagnostics.override_renderer(render)
    try:
        return relay.transform.InferType()(relay.parse(text))
    except Exception as error:
        if not messages:
            if "null pointer node" in str(error):  # all that TVM's parser says then
                raise ToolchainError("does the text use a name that it does not define?") from error
            raise
        # What TVM raises after a diagnostic is often about the consequences only.
        raise ToolchainError("\n".join(messages)) from error
    finally:
        diagnostics.override_renderer(None)


def _function(module: Any, name: str) -> Any:
    names = [variable.name_hint for variable in module.get_global_vars()]
    if name not in names:
        raise ToolchainError(f"the Relay text defines {', '.join(names)} but not {name}")
    return module[name]


def _context(request: CompileRequest, disabled: Sequence[str]) -> Any:
    tvm: Any = importlib.import_module("tvm")
    return tvm.transform.PassContext(opt_level=request.optimization_level, disabled_pass=disabled)


def _optimized(function: Any, request: CompileRequest) -> Any:
    """The function after all of TVM's passes but operator fusion, its weights still parameters."""
    tvm: Any = importlib.import_module("tvm")
    relay: Any = importlib.import_module("tvm.relay")
    with _context(request, ["FuseOps"]):
        module, _ = relay.optimize(tvm.IRModule.from_expr(function), target=request.target)
    return relay.transform.InferType()(module)["main"]


def _build(function: Any, request: CompileRequest, name: str) -> Any:
    tvm: Any = importlib.import_module("tvm")
    relay: Any = importlib.import_module("tvm.relay")
    # TVM advises at every build to tune; that is another decision of ours.
    logging.getLogger("autotvm").setLevel(logging.ERROR)
    with _context(request, _ALREADY_DONE):
        return relay.build(tvm.IRModule.from_expr(function), target=request.target, mod_name=name)


def _pack(split: SplitFunction, request: CompileRequest) -> None:
    """Run the weight-only part for each instance."""
    tvm: Any = importlib.import_module("tvm")
    executor: Any = importlib.import_module("tvm.contrib.graph_executor")
    built = _build(split.prepare, request, "prepare")
    module = executor.GraphModule(built["prepare"](tvm.cpu()))
    weights = WeightFile(Path(request.weights))
    for index, names in enumerate(request.instances):
        for parameter, name in enumerate(names):
            module.set_input(f"weight_{parameter}", tvm.nd.array(weights[name]))
        module.run()
        packed: Mapping[str, npt.NDArray[Any]] = {
            str(output): np.asarray(module.get_output(output).numpy())
            for output in range(module.get_num_outputs())
        }
        write_weight_file(Path(request.directory) / packed_file(index), packed)


def _refuse_external_calls(kernels: Path) -> None:
    """Raise :class:`ToolchainError` when a kernel calls a C++ function of TVM's own run-time
    library.

    Tasks that wait for each other are refused as well: a package's threads run them in any order.
    """
    code = kernels.read_bytes()
    if _BARRIER in code:
        raise ToolchainError("a kernel synchronises its threads, which a package does not support")
    if _EXTERNAL_CALL not in code:
        return
    names = {name.decode() for name in re.findall(rb"tvm\.(?:contrib|runtime)[\w.]+", code)}
    raise ToolchainError(
        f"a kernel needs {', '.join(sorted(names)) or 'a function'} of TVM's run-time library, "
        "which a package does not contain"
    )


def request_from_json(text: str) -> CompileRequest:
    """The request that a parent process wrote as JSON."""
    value = json.loads(text)
    value["weight_parameters"] = tuple(value["weight_parameters"])
    value["instances"] = tuple(tuple(names) for names in value["instances"])
    return CompileRequest(**value)


def reply_from_json(value: Mapping[str, Any]) -> CompileReply:
    """The reply that a worker wrote as JSON."""
    return CompileReply(
        tuple(value["inputs"]),
        tuple(value["constant_names"]),
        tuple((kind, index) for kind, index in value["constants"]),
        tuple(value["embedded"]),
        value["tuple_result"],
    )
