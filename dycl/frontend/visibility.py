"""Whether each operation reads what its block, or one around it, has before it.

xDSL's verifier does not look at this; a mistake of the frontend must not become a wrong program.
"""

from __future__ import annotations

from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Operation, Region, SSAValue

from dycl.errors import FrontendError


def verify_visibility(module: ModuleOp) -> None:
    """Raise FrontendError where an operation reads a value that it cannot see."""
    if (operation := _first_blind(module.body, set())) is not None:
        raise FrontendError(
            f"a mistake of dycl's: it made an operation '{operation.name}' that reads what another "
            "path has computed",
            hint="please report this program",
        )


def _first_blind(region: Region, visible: set[SSAValue]) -> Operation | None:
    for block in region.blocks:
        own: list[SSAValue] = list(block.args)
        visible.update(own)
        for operation in block.ops:
            if any(operand not in visible for operand in operation.operands):
                return operation
            for inner in operation.regions:
                if (found := _first_blind(inner, visible)) is not None:
                    return found
            own += operation.results
            visible.update(operation.results)
        visible.difference_update(own)
    return None
