"""The base class of pipelines that have a name."""

from __future__ import annotations

from typing import ClassVar

from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.passes import ModulePass, PassPipeline


class NamedPipeline(ModulePass):
    """A pass that runs others: those that ``PASSES`` names, in order."""

    PASSES: ClassVar[tuple[str, ...]]

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        self.passes().apply(ctx, op)

    @classmethod
    def passes(cls) -> PassPipeline:
        """The passes that it consists of."""
        # dycl.universe finds the pipelines themselves.
        from dycl.universe import make_pipeline

        return make_pipeline(",".join(cls.PASSES))
