"""What a package does where: sub-networks, weights, branches, host operations and texts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from pathlib import Path

from xdsl.dialects import func, scf
from xdsl.dialects.builtin import FixedBitwidthType, ModuleOp, TensorType
from xdsl.ir import Operation
from xdsl.parser import Parser
from xdsl.utils.hints import isa

from dycl.analysis.remarks import source_location
from dycl.analysis.subnetworks import subnetwork_calls, weight_positions
from dycl.dialects.aten_operation import AtenOp
from dycl.dialects.dycl import SUBNETWORK, ItemOp
from dycl.errors import PackageError, SourceLocation
from dycl.passes.convert_aten_to_relay import unsupported_reason
from dycl.recursion import deep_recursion
from dycl.runtime.manifest import LibraryManifest
from dycl.runtime.package import MANIFEST_FILE, TEXT_FILES, Interface, PackageManifest
from dycl.universe import make_context

SHOWN_OPERATORS = 4
"""How many different operators of a sub-network are listed; the others are counted together."""

BRANCHES: dict[type[Operation], str] = {
    scf.IfOp: "if",
    scf.WhileOp: "while",
    scf.ForOp: "for",
    scf.IndexSwitchOp: "switch",
}
"""What each kind of decision is called."""

Row = Sequence[str]


def describe_package(directory: Path) -> str:
    """A page for people about a package; raises PackageError where it is damaged."""
    manifest = PackageManifest.read(directory)
    library = manifest.library
    with deep_recursion():
        text = manifest.text(directory, "split")
        split = Parser(make_context(), text, str(directory / TEXT_FILES["split"])).parse_module()
        sections = [
            _heading(manifest),
            _table("Sub-networks", _subnetworks(split, library)),
            _table("Branches", _branches(split)),
            _table("On the host", _host_operations(split)),
            _table("Files", _files(directory, manifest)),
        ]
    return "\n".join(sections)


def _heading(manifest: PackageManifest) -> str:
    library = manifest.library
    lines = [
        f"{manifest.name}, compiled by dycl {manifest.dycl} for {library.machine} "
        f"({library.target}), threads: {manifest.threads}"
        + (", host: native" if library.native_host else "")
    ]
    for entry in manifest.entries:
        lines.append(f"  takes    {_interface(entry.inputs)}")
        lines.append(f"  returns  {_interface(entry.outputs)}")
    return "\n".join(lines) + "\n"


def _interface(interface: Interface) -> str:
    """The structure with the types in place of the numbers: ``{'x': float32[1, 8]}``."""
    text = interface.structure
    for index in reversed(range(len(interface.leaves))):
        text = text.replace(f"${index}", str(interface.leaves[index]))
    return text


def _subnetworks(split: ModuleOp, library: LibraryManifest) -> list[Row]:
    calls = subnetwork_calls(split)
    call_counts = Counter(call.callee for call in calls)
    instance_counts = Counter(callee for callee, _ in {(c.callee, c.weights) for c in calls})
    functions = {
        op.sym_name.data: op
        for op in split.ops
        if isinstance(op, func.FuncOp) and SUBNETWORK in op.attributes
    }
    rows: list[Row] = [("name", "calls", "weights", "operators")]
    owners = {tile: tiled for tiled in library.tiled for tile in tiled.tiles}
    tile_sizes = {tiled.subnetwork: tiled.rows for tiled in library.tiled}
    names = (
        owners[instance.name].subnetwork if instance.name in owners else instance.subnetwork
        for instance in library.instances
    )
    for name in dict.fromkeys(names):
        function = functions.get(name)
        if function is None:
            raise PackageError(f"the library has {name}, but the text of the package has not")
        operations = [op for op in function.walk() if isinstance(op, AtenOp)]
        weights = _weight_bytes(function)
        rows.append(
            (
                name,
                str(call_counts[name]),
                f"{instance_counts[name]} x {_size(weights)}" if weights else "",
                f"{len(operations)}: {_counted(operations)}{_tiling(tile_sizes.get(name))}",
            )
        )
    return rows


def _tiling(sizes: tuple[int, ...] | None) -> str:
    """How many rows a sub-network for any number of rows computes at a time."""
    return f"; {' or '.join(map(str, sizes))} rows at a time" if sizes else ""


def _weight_bytes(function: func.FuncOp) -> int:
    total = 0
    for position in weight_positions(function):
        type_ = function.function_type.inputs.data[position]
        if isa(type_, TensorType) and isinstance(type_.element_type, FixedBitwidthType):
            total += math.prod(type_.get_shape()) * type_.element_type.size
    return total


def _counted(operations: Sequence[Operation]) -> str:
    """``conv2d 2, batch_norm 2, relu, 3 others``."""
    counts = Counter(op.name.removeprefix("aten.") for op in operations).most_common()
    parts = [f"{name} {count}" if count > 1 else name for name, count in counts[:SHOWN_OPERATORS]]
    if rest := sum(count for _, count in counts[SHOWN_OPERATORS:]):
        parts.append(f"{rest} others")
    return ", ".join(parts)


def _residual(split: ModuleOp) -> Iterable[Operation]:
    """The operations that the host program runs."""
    for function in split.ops:
        if SUBNETWORK not in function.attributes:
            yield from function.walk()


def _branches(split: ModuleOp) -> list[Row]:
    return [
        (BRANCHES[type(op)], *_place(source_location(op)))
        for op in _residual(split)
        if type(op) in BRANCHES
    ]


def _host_operations(split: ModuleOp) -> list[Row]:
    """Tensor operators that are not in a sub-network, and why."""
    operations = [op for op in _residual(split) if isinstance(op, AtenOp)]
    items = sum(isinstance(op, ItemOp) for op in _residual(split))
    rows: list[Row] = [
        (
            op.name.removeprefix("aten."),
            *_place(source_location(op)),
            unsupported_reason(op) or "cheaper than a call",
        )
        for op in operations
    ]
    if items:
        rows.append(("item", f"{items} times, to decide or to compute with"))
    return rows


def _place(location: SourceLocation | None) -> tuple[str, str]:
    """File and line, and what stands there."""
    if location is None:
        return "", ""
    place = f"{Path(location.file).name}:{location.line}"
    return place, location.excerpt().partition("\n")[0].strip()


def _files(directory: Path, manifest: PackageManifest) -> list[Row]:
    stages = {file: stage for stage, file in TEXT_FILES.items()}
    library = manifest.library
    rows: list[Row] = []
    for record in (*manifest.files, library.library, library.weights):
        path = record.check(directory)
        purpose = f"text of stage {stages[record.name]}" if record.name in stages else ""
        rows.append((str(path), _size(record.size), purpose))
    path = directory / MANIFEST_FILE
    rows.append((str(path), _size(path.stat().st_size), ""))
    return rows


def _size(count: int) -> str:
    if count < 1000:
        return f"{count} B"
    if count < 1_000_000:
        return f"{count / 1000:.1f} kB"
    return f"{count / 1_000_000:.1f} MB"


def _table(title: str, rows: Sequence[Row]) -> str:
    """Aligned columns below a title."""
    if not rows:
        return f"{title}: none\n"
    columns = zip_longest(*rows, fillvalue="")
    widths = [max(map(len, column)) for column in columns]
    lines = [
        "  "
        + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip()
        for row in rows
    ]
    return "\n".join([f"{title}:", *lines]) + "\n"
