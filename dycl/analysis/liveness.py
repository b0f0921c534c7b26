"""Which values are still needed after each operation, and the bytes that they take.

In structured control flow, a value lives from its definition to the last operation of the same
block that uses it, itself or inside of its regions (Cooper and Torczon, Engineering a Compiler,
section 8.6, for blocks without jumps between them).
"""

from __future__ import annotations

from xdsl.dialects import func, scf
from xdsl.ir import Block, Operation, SSAValue
from xdsl.traits import ConstantLike

from dycl.analysis.cost import size_in_bytes
from dycl.dialects.dycl import WeightOp


class Liveness:
    """The live values of a function; weights and constants, which are always there, don't count."""

    def __init__(self, function: func.FuncOp) -> None:
        self._after: dict[Operation, frozenset[SSAValue]] = {}
        for block in function.body.blocks:
            self._block(block, frozenset())

    def after(self, operation: Operation) -> frozenset[SSAValue]:
        """The values that some operation after ``operation`` uses."""
        return self._after[operation]

    def bytes_after(self, operation: Operation) -> float:
        """What these values take; infinity for a size that is not static."""
        return sum(size_in_bytes(value.type) for value in self.after(operation))

    def _block(self, block: Block, outer: frozenset[SSAValue]) -> None:
        """``outer`` is what is needed after the operation that holds ``block``."""
        live = outer
        for op in reversed(block.ops):
            self._after[op] = live
            used = _uses(op)
            # What a loop's next iteration needs is needed at the end of this one.
            is_loop = isinstance(op, scf.ForOp | scf.WhileOp)
            inner = (live | used if is_loop else live) - set(op.results)
            for region in op.regions:
                for nested in region.blocks:
                    self._block(nested, inner)
            live = inner | used


def _uses(operation: Operation) -> frozenset[SSAValue]:
    """What ``operation`` uses from outside of it, weights and constants left out."""
    return frozenset(
        operand
        for inner in operation.walk()
        for operand in inner.operands
        if not _is_free(operand.owner)
        and not (operation.regions and operation.is_ancestor(operand.owner))
    )


def _is_free(owner: Operation | Block) -> bool:
    return isinstance(owner, WeightOp) or (
        isinstance(owner, Operation) and owner.has_trait(ConstantLike)
    )
