"""Products of matrices in a batch, as attention has them: PyTorch, TVM's own schedule, and
dycl's, in turn.

``python -m benchmarks.products`` prints the rows of the table in ``docs/tuning.md``.
"""

from __future__ import annotations

import importlib
from typing import Any

import torch

from benchmarks.kernels import built, in_turn, one_thread, whole
from dycl.backends.relay.cpu import detect_processor
from dycl.backends.relay.products import with_whole_tiles
from dycl.backends.relay.schedules import rules

TOKENS = 32, 49, 64, 128, 197, 256
HEADS, SIZE = 12, 64


class Case:
    """A product with data, and TVM's own kernel for it: scores of attention, or its results."""

    def __init__(self, tokens: int, is_scores: bool) -> None:
        inner, columns = (SIZE, tokens) if is_scores else (tokens, SIZE)
        name = "scores" if is_scores else "results"
        self.name = f"{name}, {tokens} tokens"
        self.x = torch.randn(HEADS, tokens, inner)
        self.y = torch.randn(HEADS, *((columns, inner) if is_scores else (inner, columns)))
        self.is_scores = is_scores
        self.own = self.graph(with_tiles=False)

    def graph(self, with_tiles: bool) -> Any:
        """The product in TVM's executor."""
        tvm: Any = importlib.import_module("tvm")
        relay: Any = importlib.import_module("tvm.relay")
        arrays = {"x": self.x.numpy(), "y": self.y.numpy()}
        parameters = [relay.var(name, shape=array.shape) for name, array in arrays.items()]
        product = relay.nn.batch_matmul(*parameters, transpose_b=self.is_scores)
        function: Any = relay.Function(parameters, product)
        if with_tiles:
            typed = relay.transform.InferType()(tvm.IRModule.from_expr(function))
            function = with_whole_tiles(typed["main"], detect_processor().target)
        return built(function, arrays)

    def eager(self) -> torch.Tensor:
        """PyTorch's result."""
        return self.x @ (self.y.mT if self.is_scores else self.y)

    def measure(self) -> str:
        """A row of the table: median times, ms, and the median ratio to PyTorch's."""
        dycl = self.graph(with_tiles=True)
        times = in_turn(lambda: (self.eager(), self.eager()), whole(self.own), whole(dycl))
        return f"| {self.name} | {' | '.join(times)} |"


def main() -> None:
    """Print the table."""
    one_thread()
    print(
        f"| {HEADS} heads of {SIZE} | PyTorch, ms | TVM's rules, ms | dycl, ms | against PyTorch |"
    )
    print("| --- | ---: | ---: | ---: | ---: |")
    cases = [Case(tokens, is_scores) for tokens in TOKENS for is_scores in (True, False)]
    with rules():
        for case in cases:
            print(case.measure(), flush=True)


if __name__ == "__main__":
    main()
