"""Writes IR: the insertion point, source locations, constants, weights and host arithmetic."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import torch
from xdsl.dialects import arith, scf, tensor, ub
from xdsl.dialects.builtin import (
    DenseIntOrFPElementsAttr,
    FileLineColLoc,
    FloatAttr,
    IntAttr,
    IntegerAttr,
    LocationAttr,
    NameLoc,
    StringAttr,
    TensorType,
    UnknownLoc,
    f64,
    i1,
    i64,
)
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue

from dycl.dialects.dycl import ItemOp, RaiseOp, WeightOp
from dycl.errors import FrontendError, SourceLocation
from dycl.frontend.torch_internals import elements_of
from dycl.frontend.types import tensor_type

OperationT = TypeVar("OperationT", bound=Operation)

BlockEnd = tuple[Operation | None, dict[Any, SSAValue]]
"""The last operation of a block, and what is remembered there."""


@dataclass(frozen=True)
class Place:
    """Where code runs: the source line, and the path of the submodule whose ``forward`` runs."""

    source: SourceLocation
    module_path: str = ""

    def location(self) -> LocationAttr:
        """The place as MLIR writes it."""
        place = FileLineColLoc(
            StringAttr(self.source.file), IntAttr(self.source.line), IntAttr(self.source.column)
        )
        return NameLoc(StringAttr(self.module_path), place) if self.module_path else place


class Emitter:
    """Appends operations to the block where the interpreted program is at present.

    ``path`` holds the open blocks from the function's body inwards; a value is visible where the
    block that defines it is on the path.
    """

    def __init__(self, body: Block) -> None:
        self.path: tuple[Block, ...] = (body,)
        self.place: Place | None = None
        self._blocks: list[Block] = []
        self._memo: dict[Block, dict[Any, SSAValue]] = {}

    @property
    def block(self) -> Block:
        """The block that operations are appended to."""
        return self.path[-1]

    def new_block(self, argument_types: Sequence[Attribute] = ()) -> Block:
        """A block that becomes part of the program, or is given up and erased in the end."""
        block = Block(arg_types=argument_types)
        self._blocks.append(block)
        return block

    def erase_unused_blocks(self) -> None:
        """Drop the blocks that were given up, which still use the program's values."""
        for block in self._blocks:
            if block.parent_region() is None:
                block.drop_all_references()

    @contextmanager
    def inside(self, path: tuple[Block, ...]) -> Generator[None]:
        """Append to the last block of ``path`` for a while."""
        previous, self.path = self.path, path
        try:
            yield
        finally:
            self.path = previous

    @contextmanager
    def at(self, place: Place) -> Generator[None]:
        """Give operations the location ``place`` for a while."""
        previous, self.place = self.place, place
        try:
            yield
        finally:
            self.place = previous

    @contextmanager
    def in_module(self, path: str) -> Generator[None]:
        """Give operations the name of a submodule for a while."""
        previous = self.place
        if previous is not None:
            self.place = replace(previous, module_path=path)
        try:
            yield
        finally:
            self.place = previous

    def emit(self, operation: OperationT) -> OperationT:
        """Append ``operation``."""
        operation.location = UnknownLoc() if self.place is None else self.place.location()
        self.block.add_op(operation)
        return operation

    def is_visible(self, value: SSAValue) -> bool:
        """Whether ``value`` can be used at the insertion point."""
        block = value.owner if isinstance(value.owner, Block) else value.owner.parent_block()
        return block in self.path

    def recall(self, key: Any) -> SSAValue | None:
        """A value that was remembered under ``key`` and is visible here."""
        for block in self.path:
            if (value := self._memo.get(block, {}).get(key)) is not None:
                return value
        return None

    def remember(self, key: Any, value: SSAValue) -> SSAValue:
        """Keep ``value`` for :meth:`recall` as long as the present block is open."""
        self._memo.setdefault(self.block, {})[key] = value
        return value

    def checkpoint(self) -> BlockEnd:
        """The present end of the block, for :meth:`rollback`."""
        return self.block.last_op, dict(self._memo.get(self.block, {}))

    def rollback(self, checkpoint: BlockEnd) -> None:
        """Erase what was appended to the block since ``checkpoint``."""
        last, memo = checkpoint
        while (operation := self.block.last_op) is not last:
            assert operation is not None
            operation.detach()
            operation.erase(safe_erase=False)
        self._memo[self.block] = memo

    def constant(self, value: int | float | bool) -> SSAValue:
        """A host scalar."""
        key = ("constant", type(value), repr(value))
        if (known := self.recall(key)) is not None:
            return known
        match value:
            case bool():
                attribute = IntegerAttr(int(value), i1)
            case int():
                if not -(2**63) <= value < 2**63:
                    raise FrontendError(f"the integer {value} does not fit 64 bits")
                attribute = IntegerAttr(value, i64)
            case float():
                attribute = FloatAttr(value, f64)
        return self.remember(key, self.emit(arith.ConstantOp(attribute)).result)

    def tensor_constant(self, value: torch.Tensor) -> SSAValue:
        """A tensor whose elements are written into the text."""
        type_ = tensor_type(value.dtype, value.shape)
        elements: list[Any] = elements_of(value)
        key = ("tensor", type_, repr(elements))
        if (known := self.recall(key)) is not None:
            return known
        if value.dtype == torch.bool:
            elements = [int(element) for element in elements]
        attribute = DenseIntOrFPElementsAttr.from_list(type_, elements)  # pyright: ignore[reportUnknownMemberType, reportArgumentType, reportCallIssue, reportUnknownVariableType]
        return self.remember(key, self.emit(arith.ConstantOp(attribute)).result)  # pyright: ignore[reportUnknownArgumentType]

    def weight(self, name: str, type_: TensorType[Attribute]) -> SSAValue:
        """A named weight."""
        if (known := self.recall(("weight", name))) is not None:
            return known
        result = self.emit(WeightOp(name, type_)).result
        last = name.rpartition(".")[2]
        result.name_hint = last if last.isidentifier() else None
        return self.remember(("weight", name), result)

    def poison(self, type_: Attribute) -> SSAValue:
        """A value that no path reads."""
        return self.emit(ub.PoisonOp(type_)).result

    def cast(self, value: SSAValue, type_: Attribute) -> SSAValue:
        """``value`` as a tensor of the less precise shape ``type_``."""
        if value.type == type_:
            return value
        return self.emit(tensor.CastOp(value, type_)).dest  # pyright: ignore[reportArgumentType]

    def item(self, value: SSAValue) -> SSAValue:
        """The single element of a tensor as a host scalar."""
        return self.emit(ItemOp(value)).result

    def raise_(self, exception: str, message: str, values: Sequence[SSAValue]) -> None:
        """Leave the program with an exception."""
        self.emit(RaiseOp(exception, message, values))

    def if_(
        self, condition: SSAValue, types: Sequence[Attribute], then: Block, otherwise: Block
    ) -> list[SSAValue]:
        """A branch whose blocks already end with ``scf.yield``."""
        operation = scf.IfOp(condition, types, Region(then), Region(otherwise))
        return list(self.emit(operation).results)

    def yield_(self, values: Sequence[SSAValue]) -> None:
        """End the present block."""
        self.emit(scf.YieldOp(*values))
