"""Where the tensors of a host program lie: a static layout of its arena.

Each result of a sub-network has a place in the arena, and so has the copy of an argument that is
not aligned. Variables are pointers; a branch or loop that passes a tensor on copies the pointer.
Values that are never needed at the same time share their place, as in register allocation; which
those are follows from :class:`~dycl.targets.host_program.variables.Liveness`, and from all places
that each pointer may point to (Andersen's inclusion constraints, without cycles here, because SSA
values in structured control flow form none except through the places below).

The memory of tensors whose number of rows is known at run time grows as needed. It is in blocks
beside the arena, one for each of them, which no other uses.

A tensor that a loop carries has a place of its own with two halves. Each iteration writes what it
carries into the half that the next one reads, while it reads the other half itself: a sub-network
whose result is carried writes there directly, anything else is copied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from xdsl.dialects import arith, func, scf
from xdsl.dialects.builtin import TensorType
from xdsl.ir import Block, Operation, OpResult, SSAValue

from dycl.dialects.aten_operation import AtenOp
from dycl.dialects.relay import is_tensor
from dycl.targets.c_program.copies import copies
from dycl.targets.c_program.expressions import is_view
from dycl.targets.c_program.types import has_rows, host_tensor, size_of
from dycl.targets.host_program.early_return import raises
from dycl.targets.host_program.inlining import Inlining, resolve, yielded
from dycl.targets.host_program.variables import Liveness

Loop = scf.ForOp | scf.WhileOp


class Buffers:
    """The places of all tensors of ``function``; raises LoweringError for one of unknown shape."""

    def __init__(self, function: func.FuncOp, inlining: Inlining, liveness: Liveness) -> None:
        self._inlining = inlining
        self._liveness = liveness
        self._sizes: list[int] = []
        self._conflicts: list[int] = []
        self._places: dict[SSAValue, int] = {}
        """The place of an argument, of what a call or a copy gives, and of what a loop carries."""
        self._blocks: dict[SSAValue, int] = {}
        """The block of what has rows, the first of two for what a loop carries."""
        self.block_count = 0
        self._targets: dict[SSAValue, int] = {}
        """Which places a pointer may point to, as bits."""
        self.direct: dict[SSAValue, SSAValue] = {}
        """For what a loop carries, the result of a call or copy that is written to where the next
        iteration reads it.
        """
        for argument in function.body.block.args:
            if isinstance(argument.type, TensorType):
                self._add(argument, function)
        self._block(function.body.block)
        self._separate_arguments(function.body.block.args)
        self._separate_results(function)
        offsets = _layout(self._sizes, self._conflicts)
        self._offsets = {value: offsets[place] for value, place in self._places.items()}
        ends = (offset + size for offset, size in zip(offsets, self._sizes, strict=True))
        self.arena_bytes = max(ends, default=0)
        self._result_blocks = {
            index: self._take_blocks(1)
            for index, type_ in enumerate(function.function_type.outputs.data)
            if has_rows(type_)
        }

    def offset(self, value: SSAValue) -> int:
        """The bytes from the arena's beginning to an argument's copy."""
        return self._offsets[value]

    def place(self, value: SSAValue, turn: str | None = None) -> str:
        """Where a result of a call or copy lies, as C.

        For what a loop carries, it is the half that the variable ``turn`` chooses.
        """
        if (block := self._blocks.get(value)) is not None:
            return f"BLOCK({block} + {turn})" if turn else f"BLOCK({block})"
        offset = self._offsets[value]
        half = self._sizes[self._places[value]] // 2
        return f"AT({offset} + {turn} * {half})" if turn else f"AT({offset})"

    def result_block(self, index: int) -> str:
        """Where the function's result number ``index`` lies, which has rows, as C."""
        return f"BLOCK({self._result_blocks[index]})"

    def carried(self, loop: Loop) -> list[SSAValue]:
        """The tensors that ``loop`` carries in places of their own."""
        return [value for value in _carried(loop) if value in self._places]

    def _take_blocks(self, count: int) -> int:
        self.block_count += count
        return self.block_count - count

    def _add(self, value: SSAValue, op: Operation, halves: int = 1) -> int:
        place = self._places[value] = len(self._sizes)
        size = size_of(host_tensor(value.type, op))
        if has_rows(value.type):
            self._blocks[value], size = self._take_blocks(halves), 0
        self._sizes.append(halves * size)
        self._conflicts.append(0)
        self._targets[value] = 1 << place
        return place

    def _may_point_to(self, values: Iterable[SSAValue]) -> int:
        mask = 0
        for value in values:
            mask |= self._targets.get(resolve(value), 0)
        return mask

    def _block(self, block: Block) -> None:
        """Give places to what ``block`` computes, and say what its values may point to."""
        for op in block.ops:
            match op:
                case _ if _writes(op):
                    for result in op.results:
                        if result not in self._places:
                            self._add(result, op)
                case scf.IfOp() | scf.IndexSwitchOp():
                    self._arms(op)
                case scf.ForOp() | scf.WhileOp():
                    self._loop(op)
                case _ if is_view(op) or isinstance(op, arith.SelectOp):
                    self._targets[op.results[0]] = self._may_point_to(op.operands)
                case _:
                    pass

    def _arms(self, op: scf.IfOp | scf.IndexSwitchOp) -> None:
        masks = [0] * len(op.results)
        for region in op.regions:
            if not region.blocks:
                continue
            self._block(region.block)
            if not raises(region.block):
                for index, value in enumerate(yielded(region.block)):
                    masks[index] |= self._may_point_to([value])
        self._targets.update(zip(op.results, masks, strict=True))

    def _loop(self, op: Loop) -> None:
        first = len(self._sizes)
        carried = _carried(op)
        body = _body(op)
        sources = dict(zip(carried, yielded(body), strict=True))
        for target, source in sources.items():
            is_kept = _is_invariant(source, op, sources) or not self._liveness.is_assigned(target)
            if not is_tensor(target.type) or is_kept:
                continue
            place = self._add(target, op, halves=2)
            if (
                isinstance(source, OpResult)
                and _writes(source.op)
                and source.type == target.type
                and source.op.parent is body
                and source not in self._places
            ):
                self._places[source] = place
                self._targets[source] = 1 << place
                self.direct[target] = source
        initial = op.iter_args if isinstance(op, scf.ForOp) else op.arguments
        for target, value in zip(carried, initial, strict=True):
            self._targets[target] = self._targets.get(target, 0) | self._may_point_to([value])
        for target, source in sources.items():
            if _is_invariant(source, op, sources):
                self._targets[target] |= self._may_point_to([source])
        self._bodies(op)
        homes = [self._places[value] for value in carried if value in self._places]
        self._separate_homes(op, homes, range(first, len(self._sizes)))

    def _bodies(self, op: Loop) -> None:
        """Visit the inside of a loop, and say what its results may point to."""
        if isinstance(op, scf.ForOp):
            self._block(op.body.block)
            passed_on: Iterable[SSAValue] = op.body.block.args[1:]
        else:
            before, after = op.before_region.block, op.after_region.block
            self._block(before)
            passed_on = yielded(before)
            for target, value in zip(after.args, passed_on, strict=True):
                self._targets[target] = self._may_point_to([value])
            self._block(after)
        for result, value in zip(op.results, passed_on, strict=True):
            self._targets[result] = self._may_point_to([value])

    def _separate_homes(self, op: Loop, homes: list[int], inside: range) -> None:
        """What a loop carries shares its place with nothing that is needed while the loop runs."""
        others = sum(1 << place for place in inside)
        others |= self._may_point_to(_operands(op))
        for target in _carried(op):
            if target in self._places:
                others |= self._live_beside(target)
        for home in homes:
            self._conflict(home, others & ~(1 << home))

    def _separate_arguments(self, arguments: Iterable[SSAValue]) -> None:
        mask = self._may_point_to(arguments)
        for argument in arguments:
            if argument in self._places:
                place = self._places[argument]
                self._conflict(place, mask & ~(1 << place))

    def _separate_results(self, function: func.FuncOp) -> None:
        """A call or copy writes beside what it reads and what is needed after it."""
        for op in function.walk():
            if not _writes(op):
                continue
            beside = self._may_point_to(op.results) | self._may_point_to(op.operands)
            for result in op.results:
                place = self._places[result]
                others = beside | self._live_beside(result)
                self._conflict(place, others & ~(1 << place))

    def _live_beside(self, value: SSAValue) -> int:
        """What the variables may point to that are needed when ``value`` was just assigned."""
        mask = self._liveness.interferences[self._liveness.number(value)]
        return self._may_point_to(self._liveness.values[number] for number in _bits(mask))

    def _conflict(self, place: int, others: int) -> None:
        self._conflicts[place] |= others
        for other in _bits(others):
            self._conflicts[other] |= 1 << place


def _writes(op: Operation) -> bool:
    """Whether the results of ``op`` have places of their own."""
    return isinstance(op, func.CallOp) or (isinstance(op, AtenOp) and copies(op))


def _carried(op: Loop) -> Iterable[SSAValue]:
    """What changes from one iteration to the next."""
    return op.body.block.args[1:] if isinstance(op, scf.ForOp) else op.before_region.block.args


def _body(op: Loop) -> Block:
    """The block at whose end the next iteration begins."""
    return op.body.block if isinstance(op, scf.ForOp) else op.after_region.block


def _is_invariant(value: SSAValue, op: Loop, sources: Mapping[SSAValue, SSAValue]) -> bool:
    """Whether ``value`` is the same in each iteration, so that a pointer to it can be carried.

    It must be, not only may be: variables with equal values may be one variable, and only one
    pointer.
    """
    if sources.get(value) is value:
        return True
    block = value.owner if isinstance(value.owner, Block) else value.owner.parent
    while block is not None:
        parent = block.parent_op()
        if parent is op:
            return False
        block = parent.parent if parent is not None else None
    return True


def _operands(op: Operation) -> Iterator[SSAValue]:
    for inner in op.walk():
        yield from inner.operands


def _bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _layout(sizes: list[int], conflicts: list[int]) -> list[int]:
    """An offset for each place, the largest first, each as low as its conflicts allow."""
    offsets = [0] * len(sizes)
    placed = 0
    for place in sorted(range(len(sizes)), key=lambda place: (-sizes[place], place)):
        taken = sorted(
            (offsets[other], offsets[other] + sizes[other])
            for other in _bits(conflicts[place] & placed)
        )
        offset = 0
        for begin, end in taken:
            if offset + sizes[place] <= begin:
                break
            offset = max(offset, end)
        offsets[place] = offset
        placed |= 1 << place
    return offsets
