"""Every pass takes time in proportion to the number of operations."""

from __future__ import annotations

import gc
import json
import time
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from xdsl.dialects import scf
from xdsl.dialects.builtin import ModuleOp
from xdsl.parser import Parser
from xdsl.passes import ModulePass

from dycl.analysis.profile import set_outcome_counts
from dycl.passes.pipelines.named_pipeline import NamedPipeline
from dycl.universe import discover, make_context, make_pipeline

TYPE = "tensor<1x16xf32>"

SMALL, LARGE = 25, 100
"""Blocks of two networks, of about 700 and 2800 operations."""

ON_SUBNETWORKS = {
    "deduplicate-subnetworks", "inline-subnetworks", "merge-subnetworks", "tile-rows",
    "convert-aten-to-relay",
}  # fmt: skip
"""Passes that have nothing to do before ``outline-regions``."""

PASSES = [
    name
    for name, load in discover("passes", ModulePass).items()
    if not issubclass(load(), NamedPipeline)
]


def skip_network(blocks: int, layers: int = 20) -> str:
    """Gates one after the other, each with a branch of ``layers`` operations and an index."""
    lines = [f"func.func @forward(%x: {TYPE}, %i: tensor<16xi64>) -> {TYPE} {{"]
    x = "%x"
    for i in range(blocks):
        lines += [
            f"%w{i} = dycl.weight @blocks.{i}.weight : tensor<16x16xf32>",
            f"%m{i} = aten.mean {x} : ({TYPE}) -> tensor<f32>",
            f"%g{i} = aten.gt.Scalar %m{i} {{other = 0.5}} : (tensor<f32>) -> tensor<i1>",
            f"%c{i} = dycl.item %g{i} : tensor<i1> -> i1",
            f"%r{i} = scf.if %c{i} -> ({TYPE}) {{",
            f"%e{i} = aten.index_select {x}, %i {{dim = 1}} : ({TYPE}, tensor<16xi64>) -> {TYPE}",
        ]
        y = f"%e{i}"
        for j in range(layers):
            lines.append(
                f"%y{i}_{j} = aten.linear {y}, %w{i} : ({TYPE}, tensor<16x16xf32>) -> {TYPE} "
                f'loc("blocks.{i}.layers.{j}"("model.py":1:1))'
            )
            y = f"%y{i}_{j}"
        lines += [f"scf.yield {y} : {TYPE}", "} else {", f"scf.yield {x} : {TYPE}"]
        lines.append('} loc("model.py":2:1)')
        x = f"%r{i}"
    return "\n".join([*lines, f"func.return {x} : {TYPE}", "}"])


@pytest.fixture(scope="module")
def networks() -> tuple[ModuleOp, ModuleOp]:
    """Of a small and a large number of operations."""
    context = make_context()
    small, large = (
        Parser(context, skip_network(blocks)).parse_module() for blocks in (SMALL, LARGE)
    )
    for module in (small, large):
        for branch in [op for op in module.walk() if isinstance(op, scf.IfOp)]:
            set_outcome_counts(branch, (95, 5))
    return small, large


@pytest.fixture(scope="module")
def split_networks(networks: tuple[ModuleOp, ModuleOp]) -> tuple[ModuleOp, ModuleOp]:
    """The same with sub-networks."""
    small, large = (network.clone() for network in networks)
    for module in (small, large):
        make_pipeline("outline-regions").apply(make_context(module), module)
    return small, large


@pytest.fixture
def options(tmp_path: Path) -> dict[str, str]:
    """Of the passes that do not run without."""
    profile = tmp_path / "profile.json"
    counts = [{"true": 95, "false": 5}] * LARGE
    profile.write_text(json.dumps({"calls": 100, "branches": {"model.py:2": counts}}))
    return {
        "annotate-profile": f'{{file="{profile}"}}',
        "print-analysis": "{name=effects}",
    }


def seconds(pipeline: str, module: ModuleOp) -> float:
    """Processor time; the least of three runs."""
    times: list[float] = []
    for _ in range(3):
        copy = module.clone()
        passes, context = make_pipeline(pipeline), make_context(copy)
        gc.collect()
        start = time.process_time()
        with redirect_stdout(StringIO()):
            passes.apply(context, copy)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("name", PASSES)
def test_time_is_linear(
    name: str,
    networks: tuple[ModuleOp, ModuleOp],
    split_networks: tuple[ModuleOp, ModuleOp],
    options: dict[str, str],
) -> None:
    small, large = split_networks if name in ON_SUBNETWORKS else networks
    pipeline = name + options.get(name, "")
    seconds(pipeline, small)  # imports and caches
    assert seconds(pipeline, large) < 4 * 2 * seconds(pipeline, small) + 0.02
