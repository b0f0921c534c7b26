"""The residual program as ``host.c``: readable C that calls the sub-networks and decides.

It includes ``dycl_host.h`` and is compiled into the package's ``model.so``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from typing_extensions import override
from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.utils.target import Target

from dycl.recursion import deep_recursion
from dycl.targets.c_program.module import CProgram


@dataclass(frozen=True)
class CTarget(Target):
    """C11. Sub-networks become calls of their compiled functions, host scalars C's numbers.

    Results of sub-networks lie in an arena whose layout is fixed here, lists that grow in blocks of
    memory beside it. Raises LoweringError for what C does not do: tensor operators outside of
    sub-networks that are no copies, and shapes that depend on data in more than a number of rows.

    Example, of a network with an early exit::

        static void forward(dycl_frame *frame, void *const *inputs, void *const *outputs) {
          float *x, *h, *logits;
          bool *confident;
          x = aligned(frame, inputs[0], 0, 256);
          h = AT(256), logits = AT(512), confident = AT(576);
          CALL(stage, stage, IN(x), OUT(h, logits, confident));  // model.py:12
          if (*confident) {  // model.py:13
            memcpy(outputs[0], logits, 40);
            return;
          }
          …
    """

    name = "c"

    @override
    def emit(self, ctx: Context, module: ModuleOp, output: IO[str]) -> None:
        with deep_recursion():
            output.write(CProgram(module).text())
