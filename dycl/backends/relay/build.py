"""From Relay text and weights to ``model.so`` and ``weights.safetensors``."""

from __future__ import annotations

import json
import platform
import re
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dycl.backends.relay.c_source import c_source, dtype_code, entry_symbol
from dycl.backends.relay.compile import (
    EMBEDDED_FILE,
    GRAPH_FILE,
    KERNELS_FILE,
    CompileReply,
    CompileRequest,
    packed_file,
    reply_from_json,
)
from dycl.backends.relay.cpu import detect_cpu, required_features
from dycl.backends.relay.interface import BuildOptions, Instance, Subnetwork
from dycl.backends.relay.plan import ExecutionPlan, plan_execution
from dycl.backends.relay.workers import Task, run_tasks
from dycl.errors import ToolchainError
from dycl.runtime.manifest import FileRecord, InstanceRecord, LibraryManifest, SubnetworkRecord
from dycl.runtime.weight_file import WeightFile, write_weight_file
from dycl.toolchain import RelayToolchain, require
from dycl.toolchain.stand_ins import find_c_compiler

LIBRARY_FILE = "model.so"
WEIGHTS_FILE = "weights.safetensors"

_NATIVE = Path(__file__).parent / "native"
_SOURCES = ("dycl_runtime.c", "dycl_threads.c", "dycl_numpy.c")

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class _Compiled:
    """One sub-network after its worker has finished."""

    reply: CompileReply
    plan: ExecutionPlan
    directory: Path
    instances: tuple[tuple[str, ...], ...]


def build_library(
    subnetworks: Sequence[Subnetwork],
    instances: Sequence[Instance],
    weights: Mapping[str, Array],
    output: Path,
    options: BuildOptions | None = None,
    progress: Callable[[str], None] = lambda name: None,
    *,
    host_weights: Collection[str] = (),
) -> LibraryManifest:
    """Compile ``subnetworks`` and pack the weights of ``instances`` into the folder ``output``.

    ``output`` gets ``model.so`` and ``weights.safetensors``; both are complete or neither is
    there. ``host_weights`` are stored as they are, for the host program. ``progress`` is called
    with the name of each sub-network when it is compiled. Raises :class:`ToolchainError` when TVM
    is missing, refuses a function, crashes or takes too long.
    """
    options = options or BuildOptions()
    cpu = options.cpu or detect_cpu()
    features = required_features(cpu)
    toolchain = require()
    find_c_compiler()
    _check(subnetworks, instances, weights, host_weights)
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output, prefix=".build-") as name:
        build = Path(name)
        target = f"llvm -mcpu={cpu}"
        requests = _requests(subnetworks, instances, weights, build, target, options)
        compiled = _compile(requests, toolchain, options, progress)
        _link([compiled[subnetwork.name] for subnetwork in subnetworks], build)
        records = _write_weights(instances, compiled, weights, host_weights, build / WEIGHTS_FILE)
        manifest = LibraryManifest(
            machine=platform.machine(),
            cpu_features=features,
            target=target,
            toolchain=f"TVM {toolchain.version}",
            library=FileRecord.of(build / LIBRARY_FILE),
            weights=FileRecord.of(build / WEIGHTS_FILE),
            subnetworks=tuple(_record(compiled[subnetwork.name]) for subnetwork in subnetworks),
            instances=records,
            host_weights=tuple(sorted(host_weights)),
        )
        for file in (WEIGHTS_FILE, LIBRARY_FILE):
            (build / file).replace(output / file)
    return manifest


def check_relay_text(text: str, *, timeout: float = 120.0) -> str | None:
    """Parse and type-check Relay text with the real TVM: None, or the start of its message."""
    toolchain = require()
    try:
        task = Task("the text", {"task": "check", "text": text})
        run_tasks(
            [task], toolchain, workers=1, timeout=timeout, finished=lambda label, result: None
        )
    except ToolchainError as error:
        return error.message
    return None


def _check(
    subnetworks: Sequence[Subnetwork],
    instances: Sequence[Instance],
    weights: Mapping[str, Array],
    host_weights: Collection[str],
) -> None:
    """Refuse what could only fail later and less clearly."""
    by_name = {subnetwork.name: subnetwork for subnetwork in subnetworks}
    if len(by_name) != len(subnetworks):
        raise ToolchainError("two sub-networks have the same name")
    for name in by_name:
        if not re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII):
            raise ToolchainError(f"the sub-network's name {name!r} is no C identifier")
    if len({instance.name for instance in instances}) != len(instances):
        raise ToolchainError("two instances have the same name")
    for instance in instances:
        if instance.subnetwork not in by_name:
            raise ToolchainError(
                f"{instance.name} uses an unknown sub-network {instance.subnetwork}"
            )
        expected = len(by_name[instance.subnetwork].weight_parameters)
        if len(instance.weights) != expected:
            raise ToolchainError(
                f"{instance.name} has {len(instance.weights)} weights; "
                f"its sub-network takes {expected}"
            )
    used = {name for instance in instances for name in instance.weights}
    if missing := sorted(used.union(host_weights) - weights.keys()):
        raise ToolchainError(f"there is no weight called {', '.join(missing)}")


def _requests(
    subnetworks: Sequence[Subnetwork],
    instances: Sequence[Instance],
    weights: Mapping[str, Array],
    build: Path,
    target: str,
    options: BuildOptions,
) -> list[CompileRequest]:
    """What the workers are to do; the weights that they need are written to a file below
    ``build``.
    """
    used = {name for instance in instances for name in instance.weights}
    staged = build / "staged.safetensors"
    write_weight_file(staged, {name: np.asarray(weights[name]) for name in used})
    bindings: defaultdict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
    for instance in instances:
        bindings[instance.subnetwork][instance.weights] = None
    requests: list[CompileRequest] = []
    for subnetwork in subnetworks:
        directory = build / subnetwork.name
        directory.mkdir()
        requests.append(
            CompileRequest(
                subnetwork.name,
                subnetwork.relay,
                subnetwork.weight_parameters,
                target,
                options.optimization_level,
                str(directory),
                str(staged),
                tuple(bindings[subnetwork.name]),
            )
        )
    return requests


def _compile(
    requests: Sequence[CompileRequest],
    toolchain: RelayToolchain,
    options: BuildOptions,
    progress: Callable[[str], None],
) -> dict[str, _Compiled]:
    by_name = {request.name: request for request in requests}
    compiled: dict[str, _Compiled] = {}

    def finish(name: str, result: Any) -> None:
        compiled[name] = _finish(by_name[name], reply_from_json(result))
        progress(name)

    # The longest text first: it most likely takes the longest.
    tasks = [
        Task(request.name, {"task": "compile", "request": json.dumps(asdict(request))})
        for request in sorted(requests, key=lambda request: -len(request.relay))
    ]
    run_tasks(tasks, toolchain, workers=options.workers, timeout=options.timeout, finished=finish)
    return compiled


def _finish(request: CompileRequest, reply: CompileReply) -> _Compiled:
    directory = Path(request.directory)
    plan = plan_execution(
        request.name,
        (directory / GRAPH_FILE).read_text(),
        reply.inputs,
        (*reply.constant_names, *reply.embedded),
    )
    for tensor in plan.tensors:
        dtype_code(tensor)
    return _Compiled(reply, plan, directory, request.instances)


def _link(compiled: Sequence[_Compiled], build: Path) -> None:
    source = build / "subnetworks.c"
    source.write_text(c_source(each.plan for each in compiled))
    exports = build / "exports.map"
    exports.write_text("{ global: dycl_*; local: *; };\n")
    command = [find_c_compiler(), "-O2", "-std=gnu11", "-shared", "-fPIC", f"-I{_NATIVE}"]
    command += [f"-Wl,--version-script={exports}", "-o", str(build / LIBRARY_FILE), str(source)]
    command += [str(_NATIVE / name) for name in _SOURCES]
    command += [str(each.directory / KERNELS_FILE) for each in compiled]
    command += ["-lm", "-lpthread"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ToolchainError(f"the C compiler failed: {done.stderr.strip()[:2000]}")


def _write_weights(
    instances: Sequence[Instance],
    compiled: Mapping[str, _Compiled],
    weights: Mapping[str, Array],
    host_weights: Collection[str],
    path: Path,
) -> tuple[InstanceRecord, ...]:
    """Write what the library needs of the weights, once each; returns where each instance finds
    its own.
    """
    tensors: dict[str, Array] = {name: np.asarray(weights[name]) for name in host_weights}
    packed: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}
    records: list[InstanceRecord] = []
    for instance in instances:
        key = (instance.subnetwork, instance.weights)
        if key not in packed:
            constants = _constants(instance, compiled[instance.subnetwork], weights)
            tensors |= constants
            packed[key] = tuple(constants)
        records.append(InstanceRecord(instance.name, instance.subnetwork, packed[key]))
    write_weight_file(path, tensors)
    return tuple(records)


def _constants(
    instance: Instance, compiled: _Compiled, weights: Mapping[str, Array]
) -> dict[str, Array]:
    """The constants of one instance, in order, under their names in the weights file."""
    constants: dict[str, Array] = {}
    file: WeightFile | None = None
    for kind, index in compiled.reply.constants:
        if kind == "weight":
            name = instance.weights[index]
            constants[name] = np.asarray(weights[name])
        else:
            file = file or WeightFile(
                compiled.directory / packed_file(compiled.instances.index(instance.weights))
            )
            constants[f"{instance.name}:{index}"] = file[str(index)]
    if compiled.reply.embedded:
        embedded = WeightFile(compiled.directory / EMBEDDED_FILE)
        for name in compiled.reply.embedded:
            constants[f"{instance.subnetwork}:{name}"] = embedded[name]
    return constants


def _record(compiled: _Compiled) -> SubnetworkRecord:
    plan = compiled.plan
    return SubnetworkRecord(
        plan.name,
        entry_symbol(plan.name),
        plan.inputs,
        plan.outputs,
        plan.constants,
        compiled.reply.tuple_result,
        plan.workspace_bytes,
    )
