"""The pass ``tile-rows``."""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import func
from xdsl.dialects.builtin import DictionaryAttr, IntegerAttr, ModuleOp, i64
from xdsl.passes import ModulePass

from dycl.analysis.effects import subnetwork_functions
from dycl.analysis.flops import flops_per_row
from dycl.analysis.rows import check_rows, has_rows
from dycl.dialects.dycl import SUBNETWORK, TILES
from dycl.errors import DyclError
from dycl.passes.rewriting.tiles import tile_of_function


@dataclass(frozen=True)
class TileRows(ModulePass):
    """Write sub-networks for a number of rows that only run time tells as some for fixed numbers.

    The back end compiles these tiles. A call splits its rows into tiles, so that any number is
    computed in bounded memory; the last tile may compute some rows again. The function itself stays
    as what all of them do together, marked with the names of the tiles.

    Raises LoweringError for a sub-network that does not compute its rows one by one.

    Options:

    * ``sizes``: the rows of tiles, among them 1.
    * ``most-flops``: only tiles of at most so many floating-point operations, and that of one row,
      are made; a tile of so many keeps the processor busy.

    Before::

        func.func private @mlp(%x: tensor<?x8xf32>, %w: tensor<4x8xf32> {dycl.weight})
            -> tensor<?x4xf32> attributes {dycl.subnetwork} {
          %0 = aten.linear %x, %w : (tensor<?x8xf32>, tensor<4x8xf32>) -> tensor<?x4xf32>
          func.return %0 : tensor<?x4xf32>
        }

    After::

        func.func private @mlp(%x: tensor<?x8xf32>, %w: tensor<4x8xf32> {dycl.weight})
            -> tensor<?x4xf32> attributes {dycl.tiles = {mlp_1 = 1, mlp_4 = 4, mlp_16 = 16, …}} {…}
        func.func private @mlp_4(%x: tensor<4x8xf32>, %w: tensor<4x8xf32> {dycl.weight})
            -> tensor<4x4xf32> attributes {dycl.subnetwork} {…}
        …
    """

    name = "tile-rows"

    # With these, a remainder of rows takes a tile of at most four times its size, or smaller ones.
    sizes: tuple[int, ...] = (1, 4, 16, 64)
    most_flops: int = 50_000_000

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        if 1 not in self.sizes:
            raise DyclError("tile-rows needs a tile of one row", hint="add 1 to its option sizes")
        taken = {f.sym_name.data for f in op.body.ops if isinstance(f, func.FuncOp)}
        for function in subnetwork_functions(op):
            if not has_rows(function):
                continue
            check_rows(function)
            sizes = {
                tile_name(function.sym_name.data, rows, taken): rows
                for rows in self._tile_sizes(function)
            }
            tiles = [tile_of_function(function, name, rows) for name, rows in sizes.items()]
            op.body.block.insert_ops_after(tiles, function)
            del function.attributes[SUBNETWORK]
            function.attributes[TILES] = DictionaryAttr(
                {name: IntegerAttr(rows, i64) for name, rows in sizes.items()}
            )

    def _tile_sizes(self, function: func.FuncOp) -> list[int]:
        flops = sum(map(flops_per_row, function.body.block.ops))
        return [rows for rows in sorted(self.sizes) if rows == 1 or rows * flops <= self.most_flops]


def tile_name(base: str, rows: int, taken: set[str]) -> str:
    """A name for the tile of so many rows of ``base``, which is added to those ``taken``."""
    name = f"{base}_{rows}"
    while name in taken:
        name += "_tile"
    taken.add(name)
    return name
