"""Which branches are the last thing that a function does, so that their arms can return by
themselves.
"""

from __future__ import annotations

from xdsl.dialects import func, scf, tensor
from xdsl.ir import Block, SSAValue

from dycl.dialects.dycl import RaiseOp
from dycl.targets.host_program.inlining import Inlining, yielded

Returned = tuple[SSAValue, ...]
"""The values that the function returns at the end of a block."""


def raises(block: Block | None) -> bool:
    """Whether every path through ``block`` raises."""
    return block is not None and any(
        isinstance(op, RaiseOp)
        or (
            isinstance(op, scf.IfOp)
            and all(region.blocks and raises(region.block) for region in op.regions)
        )
        for op in block.ops
    )


def returned_in_arms(
    op: scf.IfOp, returned: Returned | None, inlining: Inlining
) -> tuple[Returned, Returned] | None:
    """What the arms of ``op`` return, where they may, in a block whose end returns ``returned``.

    They may if no statement follows and nothing but the return uses the branch's results, and they
    should if most of what is returned is a result of the branch or one arm raises.
    """
    if returned is None:
        return None
    following = op.next_op
    while following is not None and following in inlining:
        following = following.next_op
    if not isinstance(following, scf.YieldOp | func.ReturnOp):
        return None
    if not all(_only_passed_on(result) for result in op.results):
        return None
    own = set(op.results)
    others = inlining.variables_of(returned) - own
    arms = [region.block if region.blocks else None for region in op.regions]
    guards = any(map(raises, arms))
    if not guards and len(own.intersection(returned)) <= len(others):
        return None
    then, otherwise = (_substituted(op, arm, returned) for arm in arms)
    return then, otherwise


def _only_passed_on(value: SSAValue) -> bool:
    users = [use.operation for use in value.uses]
    return all(
        isinstance(user, scf.YieldOp | func.ReturnOp)
        or (isinstance(user, tensor.CastOp) and _only_passed_on(user.results[0]))
        for user in users
    )


def _substituted(op: scf.IfOp, arm: Block | None, returned: Returned) -> Returned:
    if arm is None or raises(arm):
        return returned
    values: dict[SSAValue, SSAValue] = dict(zip(op.results, yielded(arm), strict=True))
    return tuple(values.get(value, value) for value in returned)
