"""The whole way from a module to a package."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any, cast

import numpy.typing as npt
from xdsl.dialects import func
from xdsl.dialects.builtin import ArrayAttr, ModuleOp, StringAttr, TensorType
from xdsl.ir import Attribute

import dycl
from dycl.analysis.entry_functions import entry_functions
from dycl.analysis.remarks import source_location
from dycl.analysis.subnetworks import subnetwork_calls, weight_positions
from dycl.analysis.weight_values import known_weights
from dycl.backends.relay.build import TUNING_FILE, build_library
from dycl.backends.relay.cpu import select_processor
from dycl.backends.relay.host_source import HEADER_FILE
from dycl.backends.relay.interface import BuildOptions, Instance, NativeHost, Subnetwork
from dycl.dialects.dycl import INPUTS, OPTIONAL, OUTPUTS, STATE, SUBNETWORK, UPDATES, WEIGHTS
from dycl.errors import DyclError, LoweringError
from dycl.passes.rewriting.assumptions import insert_assumptions
from dycl.printing import module_text
from dycl.progress import Report, progress_bar
from dycl.recursion import deep_recursion
from dycl.runtime.manifest import FileRecord
from dycl.runtime.package import (
    TEXT_FILES,
    EntryRecord,
    Interface,
    LeafType,
    PackageManifest,
    StateLeaf,
)
from dycl.runtime.program import Program
from dycl.runtime.structure import (
    Leaf,
    Structure,
    format_structure,
    leaf_count,
    leaf_indices,
    leaf_names,
    parse_structure,
)
from dycl.runtime.weight_file import WeightFile
from dycl.targets.c_program.module import CProgram
from dycl.targets.c_program.types import PYTHON_INSTEAD
from dycl.targets.host_program.expressions import tensor_dtype
from dycl.targets.host_program.module import HostProgram, host_weights
from dycl.targets.relay import relay_functions
from dycl.tiled_instances import tiled_instances
from dycl.toolchain import require
from dycl.universe import load_dialects, make_context, make_pipeline

SPLIT_PASSES = "dycl-default"
"""From the source to sub-networks and the residual program."""

LOWERING_PASSES = "convert-aten-to-relay"
"""From there to what the back end takes."""

HOSTS = ("python", "native")
"""What can run the residual program: Python with NumPy, or C in the package's library."""

NATIVE_PASSES = "outline-regions{minimum-ops=0},deduplicate-subnetworks"
"""C has no tensor operators, so that sub-networks do the smallest things too."""

WEIGHTS_FILE = "weights.safetensors"
"""The weights' file in a package."""

Weights = Mapping[str, npt.NDArray[Any]]


def compile_callable(
    module: Callable[..., Any],
    example_inputs: Any,
    *,
    more_inputs: Sequence[Any] = (),
    dynamic_shapes: Any = None,
    assume: str | Sequence[str] = (),
    backend: str = "relay",
    host: str = "python",
    threads: int = 2,
    target: str | None = None,
    options: BuildOptions | None = None,
    progress: Report | None = None,
) -> Program:
    """See :func:`dycl.compile`."""
    _check_backend(backend)
    _check_host(host)
    if target is not None:
        select_processor(target)
        options = replace(options or BuildOptions(), target=target)
    # Before anything that takes long.
    require()
    from dycl.frontend import lower_each

    examples = [_arguments(inputs) for inputs in (example_inputs, *more_inputs)]
    with ExitStack() as stack:
        report = progress or stack.enter_context(progress_bar())
        report("reading the program", 0, 1)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dycl-")))
        weights = folder / WEIGHTS_FILE
        source = lower_each(module, examples, weights=weights, dynamic_shapes=dynamic_shapes)
        insert_assumptions(source, [assume] if isinstance(assume, str) else assume)
        report("reading the program", 1, 1)
        return compile_module(
            source,
            WeightFile(weights),
            name=_name_of(module),
            backend=backend,
            host=host,
            threads=threads,
            options=options,
            progress=report,
        )


def compile_module(
    source: ModuleOp,
    weights: WeightFile | Weights,
    *,
    name: str = "forward",
    passes: str = SPLIT_PASSES,
    backend: str = "relay",
    host: str = "python",
    threads: int = 2,
    options: BuildOptions | None = None,
    progress: Report | None = None,
) -> Program:
    """Compile source IR; ``weights`` has the values of its ``dycl.weight`` operations by name.

    ``passes`` bring the sub-networks about; what they leave in ``@forward`` runs on the host.
    ``source`` is left as it is after the passes. Raises what :func:`dycl.compile` does.
    """
    _check_backend(backend)
    _check_host(host)
    if threads < 1:
        raise DyclError(f"a program can't run on {threads} threads", hint="use 1 or more")
    temporary = tempfile.TemporaryDirectory(prefix="dycl-")
    try:
        with ExitStack() as stack:
            stack.enter_context(deep_recursion())
            report = progress or stack.enter_context(progress_bar())
            _write_package(
                source, weights, Path(temporary.name), name, passes, host, threads, options, report
            )
        return Program(temporary.name, temporary=temporary)
    except BaseException:
        temporary.cleanup()
        raise


def _check_backend(backend: str) -> None:
    if backend != "relay":
        raise DyclError(f"there is no back end {backend!r}", hint='use backend="relay"')


def _check_host(host: str) -> None:
    if host not in HOSTS:
        raise DyclError(f"there is no host {host!r}", hint=f"use one of {', '.join(HOSTS)}")


def _arguments(example_inputs: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
    match example_inputs:
        case tuple():
            return cast("tuple[Any, ...]", example_inputs), {}
        case dict():
            return (), cast("dict[str, Any]", example_inputs)
        case _:
            return (example_inputs,), {}


def _name_of(module: Callable[..., Any]) -> str:
    """``SkipNet`` for a module, ``SkipNet.generate`` for a method of one."""
    owner = getattr(module, "__self__", None)
    if owner is not None:
        return f"{type(owner).__name__}.{getattr(module, '__name__', 'forward')}"
    return type(module).__name__


def _write_package(
    module: ModuleOp,
    weights: WeightFile | Weights,
    folder: Path,
    name: str,
    passes: str,
    host: str,
    threads: int,
    options: BuildOptions | None,
    report: Report,
) -> None:
    # A package has the weights as its sub-networks read them, not as the program does.
    module.attributes.pop(WEIGHTS, None)
    _write_text(folder, "source", module_text(module, locations=True))
    context = make_context(module)
    report("finding sub-networks", 0, 1)
    with known_weights(weights):
        make_pipeline(passes).apply(context, module)
        if host == "native":
            make_pipeline(NATIVE_PASSES).apply(context, module)
    report("finding sub-networks", 1, 1)
    entries = [_entry_record(function) for function in entry_functions(module)]
    _write_text(folder, "split", module_text(module, locations=True))
    load_dialects(context, module)
    _write_text(folder, "host", HostProgram(module).text())
    native = None
    if host == "native":
        native = _native_host(CProgram(module), entries[0], threads)
        _write_text(folder, "native", native.text)
    instances = _instances(module)
    on_host = {*host_weights(module), *(leaf.weight for entry in entries for leaf in entry.state)}
    used = {weight for instance in instances for weight in instance.weights} | on_host
    make_pipeline(LOWERING_PASSES).apply(context, module)
    instances, tiled = tiled_instances(module, instances)
    texts = dict(relay_functions(module))
    _write_relay_text(module, folder)
    library = build_library(
        _subnetworks(module, texts, instances),
        instances,
        {weight: weights[weight] for weight in used},
        folder,
        options,
        _counter(report, len(texts)),
        tuning_progress=partial(report, "tuning"),
        host_weights=on_host,
        tiled=tiled,
        host=native,
    )
    files = [
        file
        for file in (*TEXT_FILES.values(), HEADER_FILE, TUNING_FILE)
        if (folder / file).exists()
    ]
    PackageManifest(
        name=name,
        dycl=dycl.__version__,
        threads=threads,
        entries=tuple(entries),
        files=tuple(FileRecord.of(folder / file) for file in files),
        library=library,
    ).write(folder)


def _native_host(program: CProgram, entry: EntryRecord, threads: int) -> NativeHost:
    """The host program in C with what its callers need to know."""
    structure = parse_structure(entry.inputs.structure)
    assert isinstance(structure, dict)
    names = leaf_names(structure)
    count, result_count = len(entry.inputs.leaves), len(entry.outputs.leaves)
    written = [program.outputs[result] for _, result in entry.updates]
    if any(type_.has_rows for type_ in (*program.outputs[result_count:], *written)):
        raise LoweringError(
            "the C host program cannot keep a tensor whose number of rows only a call knows",
            hint=PYTHON_INSTEAD,
        )
    return NativeHost(
        program.text(),
        program.instances,
        program.weights,
        program.inputs,
        program.outputs,
        input_names=tuple(names[index] for index in range(count)),
        result_count=result_count,
        state=tuple(leaf.weight for leaf in entry.state),
        updates=entry.updates,
        threads=threads,
    )


def _write_text(folder: Path, stage: str, text: str) -> None:
    (folder / TEXT_FILES[stage]).write_text(text)


def _write_relay_text(module: ModuleOp, folder: Path) -> None:
    from dycl.targets.relay import RelayTarget

    stream = StringIO()
    RelayTarget().emit(make_context(module), module, stream)
    _write_text(folder, "relay", stream.getvalue())


def _counter(report: Report, total: int) -> Callable[[str], None]:
    done = 0
    report("compiling sub-networks", done, total)

    def count(name: str) -> None:
        nonlocal done
        done += 1
        report("compiling sub-networks", done, total)

    return count


def _instances(module: ModuleOp) -> list[Instance]:
    calls = {call.instance: call for call in subnetwork_calls(module)}
    return [Instance(call.instance, call.callee, call.weights) for call in calls.values()]


def _subnetworks(
    module: ModuleOp, texts: Mapping[str, str], instances: Collection[Instance]
) -> list[Subnetwork]:
    called = {instance.subnetwork for instance in instances}
    return [
        Subnetwork(op.sym_name.data, texts[op.sym_name.data], weight_positions(op))
        for op in module.body.ops
        if isinstance(op, func.FuncOp)
        and SUBNETWORK in op.attributes
        and op.sym_name.data in called
    ]


def _entry_record(entry: func.FuncOp) -> EntryRecord:
    inputs, outputs = _interfaces(entry)
    optional = entry.attributes.get(OPTIONAL, ArrayAttr[StringAttr]([]))
    return EntryRecord(
        function=entry.sym_name.data,
        inputs=inputs,
        optional=tuple(name.data for name in cast("ArrayAttr[StringAttr]", optional)),
        outputs=outputs,
        state=_state(entry),
        updates=_updates(entry),
    )


def _interfaces(entry: func.FuncOp) -> tuple[Interface, Interface]:
    """What the caller gives and gets, nested as the entry function's attributes say, or flat."""
    types = entry.function_type
    # Rewrites can give the name of a value they replace to two arguments.
    names = [arg.name_hint for arg in entry.body.block.args]
    inputs: Structure = {
        name if name and names.count(name) == 1 else f"arg_{index}": Leaf(index)
        for index, name in enumerate(names)
    }
    outputs: Structure = tuple(Leaf(index) for index in range(len(types.outputs)))
    if len(outputs) == 1:
        outputs = outputs[0]
    return (
        _interface(entry, _structure(entry, INPUTS, inputs), types.inputs.data),
        _interface(entry, _structure(entry, OUTPUTS, outputs), types.outputs.data),
    )


def _interface(entry: func.FuncOp, structure: str, types: Sequence[Attribute]) -> Interface:
    count = leaf_count(parse_structure(structure))
    return Interface(structure, tuple(_leaf_type(entry, type_) for type_ in types[:count]))


def _state(entry: func.FuncOp) -> tuple[StateLeaf, ...]:
    """What lasts from call to call, in the order of the function's arguments."""
    structure = parse_structure(_structure(entry, STATE, {}))
    assert isinstance(structure, dict)
    found: list[StateLeaf] = []
    for name, part in structure.items():
        indices = leaf_indices(part)
        for number, index in enumerate(indices):
            suffix = f".{number}" if len(indices) > 1 else ""
            is_tensor = isinstance(entry.function_type.inputs.data[index], TensorType)
            found.append(StateLeaf(f"state.{name}{suffix}", is_tensor))
    return tuple(found)


def _updates(entry: func.FuncOp) -> tuple[tuple[int, int], ...]:
    """Which result is written into which argument."""
    structure = parse_structure(_structure(entry, UPDATES, {}))
    assert isinstance(structure, dict)
    return tuple(
        (int(argument), result.index)
        for argument, result in structure.items()
        if isinstance(result, Leaf) and isinstance(argument, int)
    )


def _structure(entry: func.FuncOp, attribute: str, default: Structure) -> str:
    written = entry.attributes.get(attribute)
    return written.data if isinstance(written, StringAttr) else format_structure(default)


def _leaf_type(entry: func.FuncOp, type_: Attribute) -> LeafType:
    if not isinstance(type_, TensorType):
        return LeafType({"i1": "bool", "i64": "int", "f64": "float"}[str(type_)])
    element = cast("Attribute", type_.get_element_type())
    dtype = tensor_dtype(element)
    if dtype is None:
        raise LoweringError(
            f"the program takes or returns tensors of {element}, which NumPy does not have",
            location=source_location(entry),
            hint="convert them to float32 inside of the model's caller",
        )
    return LeafType(dtype, tuple(None if size < 0 else size for size in type_.get_shape()))
