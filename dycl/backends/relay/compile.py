"""What a worker process does with one sub-network. TVM is imported here, in ``split.py``, in
``tune.py`` and for schedules, nowhere else.
"""

from __future__ import annotations

import importlib
import json
import logging
import re
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dycl.backends.relay.products import with_whole_tiles
from dycl.backends.relay.schedules import rules
from dycl.backends.relay.split import split_function
from dycl.backends.relay.tune import applied, workloads
from dycl.errors import ToolchainError
from dycl.runtime.weight_file import write_weight_file

_EXTERNAL_CALL = b"__TVMBackendGetFuncFromEnv"
_BARRIER = b"__TVMBackendParallelBarrier"

_ALREADY_DONE = ["AlterOpLayout", "Legalize"]
"""Passes that must not see a function again whose layouts have been chosen."""

_CODE_GENERATION = "-opt-level=2"
"""LLVM takes up to four times as long at 3, TVM's level, for code that is not faster."""


@dataclass(frozen=True)
class CompileRequest:
    """One sub-network: its text, the target, and where to write what is compiled.

    ``prepare_target`` is the machine that packs the weights: the one that compiles. ``tuning`` are
    AutoTVM's records of the schedules to use.
    """

    name: str
    relay: str
    weight_parameters: tuple[int, ...]
    target: str
    prepare_target: str
    optimization_level: int
    directory: str
    tuning: tuple[str, ...] = ()


@dataclass(frozen=True)
class CompileReply:
    """What was compiled: see :class:`SplitFunction`; the files are in the request's directory.

    ``embedded`` and ``prepare_embedded`` are the constants in the text that the two functions use.
    ``packed`` is the number of results of the weight-only function, 0 where there is none.
    """

    inputs: tuple[str, ...]
    constant_names: tuple[str, ...]
    constants: tuple[tuple[str, int], ...]
    embedded: tuple[str, ...]
    prepare_embedded: tuple[str, ...]
    packed: int
    tuple_result: bool


@dataclass(frozen=True)
class FunctionFiles:
    """The files of one compiled function below ``directory``.

    Its object file, TVM's graph of its kernels, and the values of its embedded constants.
    """

    directory: Path
    name: str

    @property
    def kernels(self) -> Path:
        return self.directory / f"{self.name}.o"

    @property
    def graph(self) -> Path:
        return self.directory / f"{self.name}.json"

    @property
    def embedded(self) -> Path:
        return self.directory / f"{self.name}.safetensors"


def prepare_name(name: str) -> str:
    """What the weight-only part of a sub-network is called."""
    return f"{name}_prepare"


def check(text: str) -> None:
    """Parse and type-check Relay text; see :func:`_typed`."""
    _typed(text)


def compile_subnetwork(request: CompileRequest) -> CompileReply:
    """Compile one sub-network and its weight-only part, which packs the weights of an instance.

    Writes the :class:`FunctionFiles` of both.
    """
    function = _function(_typed(request.relay), request.name)
    function = with_whole_tiles(function, request.target)
    with rules(), applied(request.tuning) if request.tuning else nullcontext():
        split = split_function(_optimized(function, request), request.weight_parameters)
        embedded = _build(split.run, request, request.name, request.target)
    prepare_embedded: tuple[str, ...] = ()
    packed = 0
    if split.prepare is not None:
        name = prepare_name(request.name)
        prepare_embedded = _build(split.prepare, request, name, request.prepare_target)
        packed = len(split.prepare.body.fields)
    return CompileReply(
        split.inputs,
        split.constant_names,
        split.constants,
        embedded,
        prepare_embedded,
        packed,
        hasattr(function.ret_type, "fields"),
    )


def tunable_kernels(text: str, name: str, target: str) -> tuple[str, ...]:
    """The kernels of a sub-network that tuning can make faster; see :func:`workloads`."""
    function = _function(_typed(text), name)
    return workloads(with_whole_tiles(function, target), target)


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
    # LLVM finds common subexpressions itself.
    config = {"tir.disable_cse_tir": True}
    return tvm.transform.PassContext(
        request.optimization_level, disabled_pass=disabled, config=config
    )


def _optimized(function: Any, request: CompileRequest) -> Any:
    """The function after all of TVM's passes but operator fusion, its weights still parameters."""
    tvm: Any = importlib.import_module("tvm")
    relay: Any = importlib.import_module("tvm.relay")
    with _context(request, ["FuseOps"]):
        module, _ = relay.optimize(tvm.IRModule.from_expr(function), target=request.target)
    return relay.transform.InferType()(module)["main"]


def _build(function: Any, request: CompileRequest, name: str, target: str) -> tuple[str, ...]:
    """Compile ``function`` into its files; returns the names of its embedded constants."""
    tvm: Any = importlib.import_module("tvm")
    relay: Any = importlib.import_module("tvm.relay")
    # TVM advises at every build to tune; that is another decision of ours.
    logging.getLogger("autotvm").setLevel(logging.ERROR)
    with _context(request, _ALREADY_DONE):
        built = relay.build(
            tvm.IRModule.from_expr(function), target=f"{target} {_CODE_GENERATION}", mod_name=name
        )
    files = FunctionFiles(Path(request.directory), name)
    built.lib.save(str(files.kernels))
    _refuse_external_calls(files.kernels)
    files.graph.write_text(built.graph_json)
    embedded = {name: value.numpy() for name, value in built.params.items()}
    write_weight_file(files.embedded, embedded)
    return tuple(embedded)


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
    value["tuning"] = tuple(value["tuning"])
    return CompileRequest(**value)


def reply_from_json(value: Mapping[str, Any]) -> CompileReply:
    """The reply that a worker wrote as JSON."""
    return CompileReply(
        tuple(value["inputs"]),
        tuple(value["constant_names"]),
        tuple((kind, index) for kind, index in value["constants"]),
        tuple(value["embedded"]),
        tuple(value["prepare_embedded"]),
        value["packed"],
        value["tuple_result"],
    )
