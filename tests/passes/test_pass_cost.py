"""Passes take time in proportion to the number of operations."""

from __future__ import annotations

import gc
import time

import pytest
from xdsl.dialects.builtin import ModuleOp
from xdsl.parser import Parser

from dycl.universe import make_context, make_pipeline

TYPE = "tensor<1x16xf32>"


def skip_network(blocks: int, layers: int = 20) -> str:
    """Gates one after the other, each with a branch of ``layers`` operations."""
    lines, x = [f"func.func @forward(%x: {TYPE}) -> {TYPE} {{"], "%x"
    for i in range(blocks):
        lines += [
            f"%w{i} = dycl.weight @blocks.{i}.weight : tensor<16x16xf32>",
            f"%m{i} = aten.mean {x} : ({TYPE}) -> tensor<f32>",
            f"%g{i} = aten.gt.Scalar %m{i} {{other = 0.5}} : (tensor<f32>) -> tensor<i1>",
            f"%c{i} = dycl.item %g{i} : tensor<i1> -> i1",
            f"%r{i} = scf.if %c{i} -> ({TYPE}) {{",
        ]
        y = x
        for j in range(layers):
            lines.append(
                f"%y{i}_{j} = aten.linear {y}, %w{i} : ({TYPE}, tensor<16x16xf32>) -> {TYPE} "
                f'loc("blocks.{i}.layers.{j}"("model.py":1:1))'
            )
            y = f"%y{i}_{j}"
        lines += [f"scf.yield {y} : {TYPE}", "} else {", f"scf.yield {x} : {TYPE}", "}"]
        x = f"%r{i}"
    return "\n".join([*lines, f"func.return {x} : {TYPE}", "}"])


def seconds(pass_name: str, module: ModuleOp) -> float:
    """Processor time; the least of three runs."""
    times: list[float] = []
    for _ in range(3):
        copy = module.clone()
        pipeline, context = make_pipeline(pass_name), make_context(copy)
        gc.collect()
        start = time.process_time()
        pipeline.apply(context, copy)
        times.append(time.process_time() - start)
    return min(times)


@pytest.fixture(scope="module")
def networks() -> tuple[ModuleOp, ModuleOp]:
    """Hundreds and thousands of operations, 25 and 100 branches."""
    context = make_context()
    small, large = (Parser(context, skip_network(blocks)).parse_module() for blocks in (25, 100))
    return small, large


@pytest.mark.parametrize(
    "pass_name",
    [
        "remove-dead-values",
        "prune-dead-branches",
        "sink-into-branches",
        "hoist-from-branches",
        "if-to-select",
        "eliminate-common-subexpressions",
        "loop-invariant-code-motion",
        "unroll-loops",
        "tail-duplicate",
        "fold-batch-norm",
        "fold-constants",
        "print-analysis{name=effects}",
        "outline-regions",
        "deduplicate-subnetworks",
        "inline-subnetworks",
        "merge-subnetworks",
    ],
)
def test_time_is_linear(pass_name: str, networks: tuple[ModuleOp, ModuleOp]) -> None:
    small, large = networks
    if "subnetworks" in pass_name:
        small, large = small.clone(), large.clone()
        for module in (small, large):
            make_pipeline("outline-regions").apply(make_context(module), module)
    seconds(pass_name, small)  # imports and caches
    assert seconds(pass_name, large) < 4 * 2 * seconds(pass_name, small) + 0.02
