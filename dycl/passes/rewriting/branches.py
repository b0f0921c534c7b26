"""Inlining, simplifying and merging branches and loops."""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects import arith, scf
from xdsl.dialects.builtin import IntegerAttr, i1
from xdsl.ir import Attribute, Block, Operation, OpResult, Region, SSAValue
from xdsl.rewriter import InsertPoint, Rewriter
from xdsl.traits import ConstantLike

from dycl.analysis.branch_facts import always_raises, if_yields
from dycl.analysis.effects import Effects
from dycl.analysis.range_walk import is_poison
from dycl.passes.remove_dead_values import condition_of


def is_constant(value: SSAValue) -> bool:
    """Whether ``value`` is that of a constant."""
    return isinstance(value, OpResult) and value.op.has_trait(ConstantLike)


def inline_arm(branch: Operation, arm: Region, following: Operation | None) -> Operation | None:
    """Replace a branch by one of its arms; returns the first operation of the arm."""
    block = arm.first_block
    if block is None:
        Rewriter.erase_op(branch)
        return following
    terminator = block.last_op
    assert terminator is not None
    first = block.first_op if block.first_op is not terminator else following
    yielded = list(terminator.operands)
    Rewriter.erase_op(terminator)
    Rewriter.inline_block(block, InsertPoint.before(branch))
    for value, result in zip(yielded, branch.results, strict=True):
        value.name_hint = value.name_hint or result.name_hint
    Rewriter.replace_op(branch, [], yielded)
    return first


def unwrap_first_test(loop: scf.WhileOp) -> Operation | None:
    """Replace a loop that never runs by what computes its condition; returns the next operation."""
    following = loop.next_op
    block = loop.before_region.block
    condition = condition_of(loop)
    first = block.first_op if block.first_op is not condition else following
    initial, forwarded = list(loop.arguments), list(condition.args)
    replacements: dict[SSAValue, SSAValue] = dict(zip(block.args, initial, strict=True))
    results = [replacements.get(value, value) for value in forwarded]
    Rewriter.erase_op(condition)
    Rewriter.inline_block(block, InsertPoint.before(loop), initial)
    Rewriter.replace_op(loop, [], results)
    return first


def replace_decided_results(branch: scf.IfOp) -> None:
    """Replace results of a branch that do not depend on it, or are its condition."""
    replace_equal_results(branch, list(branch.regions))
    for index, result in enumerate(branch.results):
        if result.type != i1 or result.first_use is None:
            continue
        on_true, on_false = if_yields(branch, index)
        if on_true is not None and on_false is not None and _truths(on_true, on_false) == (1, 0):
            result.replace_all_uses_with(branch.cond)


def _truths(*values: SSAValue) -> tuple[int | None, ...]:
    """The values of constants of type ``i1``; None for others."""
    return tuple(
        value.op.value.value.data & 1
        if isinstance(value, OpResult)
        and isinstance(value.op, arith.ConstantOp)
        and isinstance(value.op.value, IntegerAttr)
        else None
        for value in values
    )


def replace_equal_results(branch: Operation, arms: Sequence[Region]) -> None:
    """Replace results for which every arm that does not raise yields the same value."""
    blocks = [region.block for region in arms if region.first_block is not None]
    ending = [block for block in blocks if not always_raises(block)]
    if not ending:
        return
    seen: dict[tuple[Attribute, tuple[SSAValue | None, ...]], SSAValue] = {}
    for index, result in enumerate(branch.results):
        if result.first_use is None:
            continue
        operands = [terminator_of(block).operands[index] for block in ending]
        # Nobody looks at poison, so it is whatever the other arms yield.
        yielded = [value for value in operands if not is_poison(value)] or operands
        # Another result may be poison where this one is not.
        pattern = tuple(None if is_poison(value) else value for value in operands)
        replacement = seen.setdefault((result.type, pattern), result)
        if replacement is result:
            replacement = _common_value(branch, yielded)
        if replacement is not None:
            result.replace_all_uses_with(replacement)


def _common_value(branch: Operation, yielded: Sequence[SSAValue]) -> SSAValue | None:
    """A value visible before ``branch`` that equals all of ``yielded``."""
    first = yielded[0]
    if any(value is not first for value in yielded):
        if not all(is_constant(value) and _same_constant(value, first) for value in yielded):
            return None
    elif not branch.is_ancestor(first.owner):
        return first
    if not isinstance(first, OpResult) or not is_constant(first):
        return None
    copy = first.op.clone()
    Rewriter.insert_op(copy, InsertPoint.before(branch))
    return copy.results[0]


def _same_constant(value: SSAValue, other: SSAValue) -> bool:
    return (
        isinstance(value, OpResult)
        and isinstance(other, OpResult)
        and value.op.is_structurally_equivalent(other.op)
    )


def terminator_of(block: Block) -> Operation:
    """The last operation of a block that has one."""
    assert block.last_op is not None
    return block.last_op


def merge_branches(
    first: scf.IfOp, second: scf.IfOp, *, inverted: bool, effects: Effects, most_copies: int
) -> scf.IfOp | None:
    """Move the arms of ``second`` to the ends of those of ``first``, in the same block before it.

    Both have the same outcome, or, ``inverted``, always the opposite. What is between them and
    needed in the arms is moved before ``first``, or, where it depends on it, copied into both arms.
    Returns the branch that replaces both, with the results of both; None, with nothing changed,
    where an arm of ``first`` raises, or something between the two has an effect, or there were
    more than ``most_copies`` operations to copy.
    """
    between = _operations_between(first, second)
    if not all(effects.is_pure(operation) for operation in between):
        return None
    if any(region.blocks and always_raises(region.block) for region in first.regions):
        return None
    moved, copied = _slice(first, second, between)
    if len(copied) > most_copies:
        return None
    for operation in moved:
        operation.detach()
        Rewriter.insert_op(operation, InsertPoint.before(first))
    arms = (second.false_region, second.true_region) if inverted else tuple(second.regions)
    for region, arm in zip(list(first.regions), arms, strict=True):
        if not region.blocks:
            region.add_block(Block([scf.YieldOp()]))
        _append_arm(region.block, first.results, copied, arm)
    true_region, false_region = (first.detach_region(r) for r in list(first.regions))
    types = [*first.result_types, *second.result_types]
    merged = scf.IfOp(first.cond, types, true_region, false_region)
    merged.location = first.location
    Rewriter.insert_op(merged, InsertPoint.before(first))
    for old, new in zip([*first.results, *second.results], merged.results, strict=True):
        new.name_hint = old.name_hint
        old.replace_all_uses_with(new)
    for erased in (second, first):
        erased.detach()
        erased.erase()
    return merged


def _operations_between(first: Operation, second: Operation) -> list[Operation]:
    operations: list[Operation] = []
    current = first.next_op
    while current is not None and current is not second:
        operations.append(current)
        current = current.next_op
    return operations


def _slice(
    first: scf.IfOp, second: scf.IfOp, between: Sequence[Operation]
) -> tuple[list[Operation], list[Operation]]:
    """What the arms of ``second`` need of ``between``: independent of ``first``, and dependent."""
    needed = {operand.owner for inner in second.walk() for operand in inner.operands}
    for operation in reversed(between):
        if operation in needed:
            needed |= {operand.owner for inner in operation.walk() for operand in inner.operands}
    dependent: set[Operation | Block] = {first}
    moved: list[Operation] = []
    copied: list[Operation] = []
    for operation in between:
        if operation not in needed:
            continue
        if any(operand.owner in dependent for o in operation.walk() for operand in o.operands):
            dependent.add(operation)
            copied.append(operation)
        else:
            moved.append(operation)
    return moved, copied


def _append_arm(
    block: Block, results: Sequence[SSAValue], copied: Sequence[Operation], arm: Region
) -> None:
    """Put copies of ``copied``, then what is in ``arm``, before the terminator of ``block``."""
    terminator = terminator_of(block)
    values = dict(zip(results, terminator.operands, strict=True))
    for operation in copied:
        copy = operation.clone(values)
        block.insert_op_before(copy, terminator)
    yielded = list(terminator.operands)
    if arm.blocks:
        last = terminator_of(arm.block)
        for operation in list(arm.block.ops):
            for inner in operation.walk():
                for index, operand in enumerate(inner.operands):
                    if operand in values:
                        inner.operands[index] = values[operand]
            if operation is not last:
                operation.detach()
                block.insert_op_before(operation, terminator)
        yielded += last.operands
    Rewriter.erase_op(terminator)
    block.add_op(scf.YieldOp(*yielded))
