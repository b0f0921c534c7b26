"""What calls of sub-networks for any number of rows are made of, once ``tile-rows`` has run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xdsl.dialects import func
from xdsl.dialects.builtin import DictionaryAttr, IntegerAttr, ModuleOp
from xdsl.ir import Attribute

from dycl.analysis.rows import row_axis
from dycl.analysis.subnetworks import weight_positions
from dycl.backends.relay.interface import Instance
from dycl.dialects.dycl import TILES
from dycl.passes.tile_rows import tile_name
from dycl.runtime.manifest import TiledRecord


def tiled_instances(
    module: ModuleOp, instances: Sequence[Instance]
) -> tuple[list[Instance], list[TiledRecord]]:
    """The instances that are compiled, and what those for any number of rows are made of."""
    functions = {op.sym_name.data: op for op in module.body.ops if isinstance(op, func.FuncOp)}
    taken = {instance.name for instance in instances}
    compiled: list[Instance] = []
    records: list[TiledRecord] = []
    for instance in instances:
        function = functions[instance.subnetwork]
        tiles = function.attributes.get(TILES)
        if not isinstance(tiles, DictionaryAttr):
            compiled.append(instance)
            continue
        by_rows = sorted(
            (size.value.data, tile)
            for tile, size in tiles.data.items()
            if isinstance(size, IntegerAttr)
        )
        names = [tile_name(instance.name, rows, taken) for rows, _ in by_rows]
        compiled += [
            Instance(name, tile, instance.weights)
            for name, (_, tile) in zip(names, by_rows, strict=True)
        ]
        weights = weight_positions(function)
        types = function.function_type
        inputs = [type_ for i, type_ in enumerate(types.inputs.data) if i not in weights]
        outputs = [axis for axis in _row_axes(types.outputs.data) if axis is not None]
        records.append(
            TiledRecord(
                instance.name,
                instance.subnetwork,
                tuple(names),
                tuple(rows for rows, _ in by_rows),
                tuple(_row_axes(inputs)),
                tuple(outputs),
            )
        )
    return compiled, records


def _row_axes(types: Iterable[Attribute]) -> list[int | None]:
    axes = map(row_axis, types)
    return [axis if isinstance(axis, int) else None for axis in axes]
