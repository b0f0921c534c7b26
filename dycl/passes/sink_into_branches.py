"""The pass ``sink-into-branches``."""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import scf
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Block, Operation
from xdsl.passes import ModulePass
from xdsl.traits import ConstantLike, IsTerminator

from dycl.analysis.effects import Effects
from dycl.analysis.remarks import remark


@dataclass(frozen=True)
class SinkIntoBranches(ModulePass):
    """Move operations into the only arm that uses their results, so that other paths don't compute
    them.

    Nothing is moved into a loop, where it would be computed again and again, nor out of one.
    Constants stay, as they cost nothing. Operations arrive at the start of the arm, in their order.

    Before::

        %1 = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
        %r = scf.if %c -> (tensor<4xf32>) {
          scf.yield %1 : tensor<4xf32>
        } else {
          scf.yield %x : tensor<4xf32>
        }

    After::

        %r = scf.if %c -> (tensor<4xf32>) {
          %1 = aten.relu %x : (tensor<4xf32>) -> tensor<4xf32>
          scf.yield %1 : tensor<4xf32>
        } else {
          scf.yield %x : tensor<4xf32>
        }
    """

    name = "sink-into-branches"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        effects = Effects(op)
        depths: dict[Block, int] = {}
        # Users before definitions, so that what an operation needs follows it.
        for operation in list(op.walk(reverse=True)):
            if _may_move(operation, effects):
                _sink(operation, depths)


def _may_move(operation: Operation, effects: Effects) -> bool:
    return (
        bool(operation.results)
        and not operation.has_trait(IsTerminator)
        and not operation.has_trait(ConstantLike)
        and effects.is_pure(operation)
    )


def _sink(operation: Operation, depths: dict[Block, int]) -> None:
    home = operation.parent_block()
    target: Block | None = None
    for result in operation.results:
        for use in result.uses:
            block = use.operation.parent_block()
            assert block is not None
            target = block if target is None else _common_ancestor(target, block, depths)
            if target is home:
                return
    if target is None or home is None:
        return
    target = _outside_of_loops(target, home)
    if target is home or target.first_op is None:
        return
    operation.detach()
    target.insert_op_before(operation, target.first_op)
    remark(SinkIntoBranches.name, operation, f"{operation.name} moved into the arm that uses it")


def _outside_of_loops(target: Block, home: Block) -> Block:
    """The innermost block around ``target`` with branches alone between it and ``home``."""
    current, reached = target, target
    while current is not home:
        operation = current.parent_op()
        parent = current.parent_block()
        if operation is None or parent is None:
            return home
        if not isinstance(operation, scf.IfOp | scf.IndexSwitchOp):
            reached = parent
        current = parent
    return reached


def _common_ancestor(first: Block, second: Block, depths: dict[Block, int]) -> Block:
    """The innermost block that both are in."""
    while first is not second:
        if _depth(first, depths) >= _depth(second, depths):
            first = _parent(first)
        else:
            second = _parent(second)
    return first


def _depth(block: Block, depths: dict[Block, int]) -> int:
    chain: list[Block] = []
    current: Block | None = block
    while current is not None and current not in depths:
        chain.append(current)
        current = current.parent_block()
    depth = -1 if current is None else depths[current]
    for each in reversed(chain):
        depth += 1
        depths[each] = depth
    return depths[block]


def _parent(block: Block) -> Block:
    parent = block.parent_block()
    assert parent is not None
    return parent
