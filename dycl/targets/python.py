"""The residual program as ``host.py``: readable Python that calls the sub-networks and decides.

It needs NumPy and ``dycl.runtime``, and lies in the package whose sub-networks it calls.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from typing_extensions import override
from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.utils.target import Target

from dycl.recursion import deep_recursion
from dycl.targets.host_program.module import HostProgram


@dataclass(frozen=True)
class PythonTarget(Target):
    """Python with NumPy. Sub-networks become calls of what the package holds, everything else
    Python.

    Raises LoweringError for an operation that neither Python nor NumPy can do.

    Example, of a network with an early exit::

        def forward(x):
            \"\"\"From x: float32[1, 1, 8, 8] to float32[1, 10].\"\"\"
            h, logits, confident = stage(x)  # model.py:12
            if confident.item():  # model.py:13
                return logits
            return rest(h)  # model.py:15
    """

    name = "python"

    @override
    def emit(self, ctx: Context, module: ModuleOp, output: IO[str]) -> None:
        with deep_recursion():
            output.write(HostProgram(module).text())
