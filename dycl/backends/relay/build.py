"""From Relay text and weights to ``model.so`` and ``weights.safetensors``."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dycl.backends.relay.c_source import dtype_code
from dycl.backends.relay.cache import CompiledCache, cache_key
from dycl.backends.relay.compile import (
    CompileRequest,
    FunctionFiles,
    prepare_name,
    reply_from_json,
)
from dycl.backends.relay.cpu import NATIVE, Processor, select_processor
from dycl.backends.relay.host_source import HEADER_FILE, HostSources
from dycl.backends.relay.interface import BuildOptions, Instance, NativeHost, Subnetwork
from dycl.backends.relay.link import CompiledFunction, link_library
from dycl.backends.relay.pack import CompiledParts, WeightPacker
from dycl.backends.relay.plan import plan_execution
from dycl.backends.relay.tuning import TuningLogs, tune
from dycl.backends.relay.workers import Task, run_tasks
from dycl.errors import ToolchainError
from dycl.runtime.manifest import FileRecord, LibraryManifest, TiledRecord
from dycl.runtime.weight_file import write_weight_file
from dycl.toolchain import RelayToolchain, require
from dycl.toolchain.cross import c_compiler_for

LIBRARY_FILE = "model.so"
WEIGHTS_FILE = "weights.safetensors"

TUNING_FILE = "tuning.log"
"""AutoTVM's records of the schedules in use; only there after tuning."""

REPLY_FILE = "reply.json"
"""In a sub-network's folder and in the cache: the worker's :class:`CompileReply`."""

Array = npt.NDArray[Any]


def build_library(
    subnetworks: Sequence[Subnetwork],
    instances: Sequence[Instance],
    weights: Mapping[str, Array],
    output: Path,
    options: BuildOptions | None = None,
    progress: Callable[[str], None] = lambda name: None,
    *,
    tuning_progress: Callable[[int, int], None] = lambda done, total: None,
    host_weights: Collection[str] = (),
    tiled: Sequence[TiledRecord] = (),
    host: NativeHost | None = None,
) -> LibraryManifest:
    """Compile ``subnetworks`` and pack the weights of ``instances`` into the folder ``output``.

    ``output`` gets ``model.so`` and ``weights.safetensors``; both are complete or neither is
    there. ``host_weights`` are stored as they are, for the host program. ``tiled`` says which
    instances make up one for any number of rows. With ``host``, that program is compiled into the
    library too, and ``dycl.h`` is put beside it. ``progress`` is called with the name of each
    sub-network when it is compiled, ``tuning_progress`` with the number of trials that are done and
    of all. The records of tuned schedules are put into ``tuning.log``. Raises
    :class:`ToolchainError` when TVM is missing, refuses a function, crashes or takes too long.
    """
    options = options or BuildOptions()
    processor = select_processor(options.target)
    toolchain = require()
    compiler = c_compiler_for(processor.machine)
    _check(subnetworks, instances, weights, host_weights)
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output, prefix=".build-") as name:
        build = Path(name)
        target = processor.target
        requests = [_request(subnetwork, build, target, options) for subnetwork in subnetworks]
        requests = _tuned(requests, processor, toolchain, options, tuning_progress)
        compiled = _compile(requests, toolchain, options, progress)
        packer = WeightPacker(compiled, weights, build)
        records = tuple(packer.add(instance) for instance in instances)
        kept = {name: np.asarray(weights[name]) for name in host_weights}
        write_weight_file(build / WEIGHTS_FILE, kept | packer.tensors)
        features = processor.features
        sources = HostSources(host, records, build / WEIGHTS_FILE, features) if host else None
        link_library(
            [compiled[request.name].run for request in requests],
            build / LIBRARY_FILE,
            compiler,
            sources.write(build) if sources else (),
        )
        manifest = LibraryManifest(
            machine=processor.machine,
            cpu_features=features,
            target=target,
            toolchain=f"TVM {toolchain.version}",
            library=FileRecord.of(build / LIBRARY_FILE),
            weights=FileRecord.of(build / WEIGHTS_FILE),
            subnetworks=tuple(
                each.run.record(tuple_result=each.reply.tuple_result)
                for each in (compiled[request.name] for request in requests)
            ),
            instances=records,
            host_weights=tuple(sorted(host_weights)),
            tiled=tuple(tiled),
            native_host=sources.record() if sources else None,
        )
        tuning = dict.fromkeys(record for request in requests for record in request.tuning)
        if tuning:
            (build / TUNING_FILE).write_text("".join(f"{record}\n" for record in tuning))
        for file in (WEIGHTS_FILE, LIBRARY_FILE, HEADER_FILE, TUNING_FILE):
            if (build / file).exists():
                (build / file).replace(output / file)
    return manifest


def _tuned(
    requests: Sequence[CompileRequest],
    processor: Processor,
    toolchain: RelayToolchain,
    options: BuildOptions,
    progress: Callable[[int, int], None],
) -> list[CompileRequest]:
    """The requests with the fastest schedules that are known, after measuring more if asked to."""
    logs = TuningLogs(options.tuning_logs, processor.target, toolchain)
    if options.tune < 0:
        raise ToolchainError(f"tuning can't take {options.tune} trials", hint="use 0 or more")
    if options.tune:
        if not processor.runs_here:
            raise ToolchainError(
                f"tuning measures on this machine, which can't run code for {options.target}",
                hint="compile without tuning",
            )
        tune(requests, logs, trials=options.tune, timeout=options.timeout, progress=progress)
    return [replace(request, tuning=logs.best(request.relay)) for request in requests]


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


def _request(
    subnetwork: Subnetwork, build: Path, target: str, options: BuildOptions
) -> CompileRequest:
    directory = build / subnetwork.name
    directory.mkdir()
    return CompileRequest(
        subnetwork.name,
        subnetwork.relay,
        subnetwork.weight_parameters,
        target,
        select_processor(NATIVE).target,
        options.optimization_level,
        str(directory),
    )


def _compile(
    requests: Sequence[CompileRequest],
    toolchain: RelayToolchain,
    options: BuildOptions,
    progress: Callable[[str], None],
) -> dict[str, CompiledParts]:
    """Fetch sub-networks from the cache, and let workers compile the others."""
    cache = None if options.cache is None else CompiledCache(options.cache)
    keys = {request.name: _key(request, toolchain) for request in requests}
    compiled: dict[str, CompiledParts] = {}
    missing: list[CompileRequest] = []
    for request in requests:
        files = cache and cache.load(keys[request.name])
        if not files:
            missing.append(request)
            continue
        for name, content in files.items():
            (Path(request.directory) / name).write_bytes(content)
        compiled[request.name] = _parts(request, json.loads(files[REPLY_FILE]))
        progress(request.name)

    by_name = {request.name: request for request in missing}

    def finish(name: str, result: Any) -> None:
        request = by_name[name]
        (Path(request.directory) / REPLY_FILE).write_text(json.dumps(result))
        compiled[name] = _parts(request, result)
        if cache:
            files = sorted(Path(request.directory).iterdir())
            cache.store(keys[name], {file.name: file.read_bytes() for file in files})
        progress(name)

    # The longest text first: it most likely takes the longest.
    tasks = [
        Task(request.name, {"task": "compile", "request": json.dumps(asdict(request))})
        for request in sorted(missing, key=lambda request: -len(request.relay))
    ]
    if tasks:
        run_tasks(
            tasks, toolchain, workers=options.workers, timeout=options.timeout, finished=finish
        )
        if cache:
            cache.trim()
    return compiled


def _key(request: CompileRequest, toolchain: RelayToolchain) -> str:
    parts = asdict(request) | {"toolchain": toolchain.identity}
    del parts["directory"]
    return cache_key(parts)


def _parts(request: CompileRequest, result: Mapping[str, Any]) -> CompiledParts:
    reply = reply_from_json(result)
    constants = (*reply.constant_names, *reply.embedded)
    run = _function(request, request.name, reply.inputs, constants)
    prepare = None
    if reply.packed:
        weights = [f"weight_{index}" for index in range(len(request.weight_parameters))]
        name = prepare_name(request.name)
        prepare = _function(request, name, weights, reply.prepare_embedded)
    return CompiledParts(reply, run, prepare)


def _function(
    request: CompileRequest, name: str, inputs: Sequence[str], constants: Sequence[str]
) -> CompiledFunction:
    files = FunctionFiles(Path(request.directory), name)
    plan = plan_execution(name, files.graph.read_text(), inputs, constants)
    for tensor in plan.tensors:
        dtype_code(tensor)
    return CompiledFunction(plan, files)
