"""Measures passes on the examples, and writes the tables of ``docs/passes.md``.

``python tools/measure_passes.py`` prints them; with ``--write``, it puts them into the file.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import torch
from torch import nn
from typing_extensions import override
from xdsl.dialects import func, scf
from xdsl.dialects.builtin import ModuleOp
from xdsl.interpreter import Interpreter, PythonValues
from xdsl.ir import Operation
from xdsl.passes import ModulePass

from dycl.analysis.effects import subnetwork_functions
from dycl.analysis.flops import flops_of_shapes
from dycl.analysis.profile import set_outcome_counts
from dycl.frontend import lower
from dycl.interpreters import BranchRecorder, run_python
from dycl.passes.dycl_default import DyclDefault
from dycl.passes.pipelines.named_pipeline import NamedPipeline
from dycl.recursion import deep_recursion
from dycl.universe import discover, make_context, make_pipeline

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "passes.md"
BEGIN, END = "<!-- measured: tools/measure_passes.py --write -->", "<!-- end of measured -->"
PIPELINES = ("", "dycl-minimal", "dycl-default")
INPUTS = 8
"""How many random inputs say which path is the hot one."""

DEPTHS = (38, 110, 218, 434)

Inputs = Callable[[torch.Generator], tuple[Any, ...]]


@dataclass(frozen=True)
class Example:
    """A network, and how to draw its arguments."""

    name: str
    make: Callable[[], nn.Module]
    inputs: Inputs
    dynamic_shapes: Any


@dataclass
class FlopCounter(Interpreter.Listener):
    """Adds up what the operators on the path do."""

    total: float = 0
    _taken: list[tuple[int, ...]] = field(default_factory=list[tuple[int, ...]])

    @override
    def did_interpret_op(self, op: Operation, results: PythonValues) -> None:
        self.total += flops_of_shapes(op, self._taken, _shapes(results))

    @override
    def will_interpret_op(self, op: Operation, args: PythonValues) -> None:
        self._taken = _shapes(args)


def _shapes(values: PythonValues) -> list[tuple[int, ...]]:
    return [tuple(v.shape) if isinstance(v, torch.Tensor) else () for v in values]


NETWORKS = (
    ("SkipNet-14", "skipnet", "make"),
    ("SkipNet-20 with a recurrent gate", "skipnet_recurrent", "make"),
    ("BlockDrop", "blockdrop", "make"),
    ("ConvNet-AIG", "convnet_aig", "make"),
    ("CNN with exits", "multi_exit", "make"),
    ("shallow-deep VGG", "shallow_deep", "make_vgg"),
    ("MSDNet", "msdnet", "make"),
    ("RANet", "ranet", "make"),
    ("DeeBERT", "deebert", "make"),
    ("DeeBERT, entropy threshold -1", "deebert", "make"),
    ("PABEE", "pabee", "make"),
    ("adaptive computation time", "adaptive_computation", "make"),
    ("mixture of experts", "moe", "make"),
    ("ViT that drops tokens", "token_pruning", "make"),
    ("ViT that masks tokens", "token_pruning", "make_masking"),
    ("captioner", "captioner", "make"),
    ("captioner, batches", "captioner_batch", "make"),
    ("sequence to sequence", "seq2seq", "make"),
    ("beam search", "beam_search", "make_fixed"),
    ("detector", "detector", "make"),
    ("tree LSTM", "tree_lstm", "make"),
)
"""Networks of ``examples/`` in their small sizes: title, module, factory."""


def example(title: str, module: str, factory: str) -> Example:
    """A network of ``examples/``."""
    if str(ROOT / "examples") not in sys.path:
        sys.path.insert(0, str(ROOT / "examples"))
    found: Any = importlib.import_module(module)

    def make() -> nn.Module:
        net = getattr(found, factory)()
        if title.endswith("threshold -1"):
            net.bert.encoder.set_early_exit_entropy(-1)
        return net

    return Example(title, make, found.example_inputs, getattr(found, "dynamic_shapes", None))


def example_rows(network: Example, folder: Path) -> Iterator[tuple[str, ...]]:
    """A row for each pipeline."""
    generator = torch.Generator().manual_seed(0)
    inputs = [network.inputs(generator) for _ in range(INPUTS)]
    source = lower(
        network.make().eval(), inputs[0], {},
        weights=folder / "weights.safetensors", dynamic_shapes=network.dynamic_shapes,
    )  # fmt: skip
    hot = hot_path(source, inputs)
    for pipeline in PIPELINES:
        module = source.clone()
        context = make_context(module)
        if pipeline:
            make_pipeline(pipeline).apply(context, module)
        counter = FlopCounter()
        run_python(module, hot, listeners=[counter])
        operations = list(module.walk())
        yield (
            network.name if not pipeline else "",
            pipeline or "source",
            str(len(operations)),
            str(sum(isinstance(op, scf.IfOp | scf.IndexSwitchOp) for op in operations)),
            str(sum(isinstance(op, func.CallOp) for op in operations)),
            str(len(subnetwork_functions(module))),
            f"{counter.total / 1e6:.3f}",
        )


def hot_path(module: ModuleOp, inputs: Sequence[tuple[Any, ...]]) -> tuple[Any, ...]:
    """The first of the inputs that take the path that most of them take."""
    paths: list[tuple[bool | int, ...]] = []
    for arguments in inputs:
        recorder = BranchRecorder()
        run_python(module, arguments, listeners=[recorder])
        paths.append(recorder.outcomes)
    ((path, _),) = Counter(paths).most_common(1)
    return inputs[paths.index(path)]


def time_rows(folder: Path) -> Iterator[tuple[str, ...]]:
    """A row for each pass: seconds of processor time for each depth."""
    skipnet: Any = importlib.import_module("skipnet")
    sources: list[ModuleOp] = []
    for depth in DEPTHS:
        net = skipnet.make(depth, width=8, channels=1, size=8)
        x = torch.rand(1, 1, 8, 8)
        sources.append(lower(net.eval(), (x,), {}, weights=folder / f"{depth}.safetensors"))
    yield ("operations", *(str(sum(1 for _ in module.walk())) for module in sources))
    modules = [source.clone() for source in sources]
    totals = [0.0] * len(modules)
    for name in DyclDefault.PASSES:
        times = [seconds(name, module) for module in modules]
        totals = [total + spent for total, spent in zip(totals, times, strict=True)]
        yield time_row(name, times)
    yield time_row("dycl-default", totals)
    yield ("distinct sub-networks", *(str(len(subnetwork_functions(m))) for m in modules))
    for name in other_passes(folder):
        copies = [source.clone() for source in sources]
        for copy in copies:
            prepare(copy, name)
        yield time_row(name, [seconds(name, copy) for copy in copies])


ON_SUBNETWORKS = {
    "deduplicate-subnetworks", "inline-subnetworks", "merge-subnetworks", "convert-aten-to-relay",
}  # fmt: skip
"""Passes that have nothing to do before ``outline-regions``."""


def other_passes(folder: Path) -> list[str]:
    """The passes that are not in ``dycl-default``, each with the options that it needs."""
    profile = folder / "profile.json"
    profile.write_text('{"branches": {}}')
    options = {
        "annotate-profile": f'{{file="{profile}"}}',
        "print-analysis": "{name=value-ranges}",
    }
    measured = {name.partition("{")[0] for name in DyclDefault.PASSES}
    return [
        name + options.get(name, "")
        for name, load in discover("passes", ModulePass).items()
        if name not in measured and not issubclass(load(), NamedPipeline)
    ]


def prepare(module: ModuleOp, name: str) -> None:
    """Bring ``module`` where the pass has something to do."""
    if name in ON_SUBNETWORKS:
        make_pipeline("outline-regions").apply(make_context(module), module)
    if name == "specialize-hot-path":
        for branch in [op for op in module.walk() if isinstance(op, scf.IfOp)]:
            set_outcome_counts(branch, (95, 5))


def seconds(name: str, module: ModuleOp) -> float:
    """The processor time of a pass, which changes ``module``."""
    pipeline, context = make_pipeline(name), make_context(module)
    gc.collect()
    start = time.process_time()
    with redirect_stdout(StringIO()):
        pipeline.apply(context, module)
    return time.process_time() - start


def time_row(name: str, times: Sequence[float]) -> tuple[str, ...]:
    """A row of the table, without the pass's options."""
    return (f"`{name.partition('{')[0]}`", *(f"{spent:.3f} s" for spent in times))


def table(head: Sequence[str], rows: Iterator[tuple[str, ...]]) -> str:
    """A table in Markdown; numbers are set flush right."""
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def measured() -> str:
    """The section of the document."""
    with tempfile.TemporaryDirectory(prefix="dycl-") as folder, deep_recursion():
        rows = [
            row for network in NETWORKS for row in example_rows(example(*network), Path(folder))
        ]
        head = ("network", "pipeline", "operations", "branches", "calls of sub-networks",
                "distinct sub-networks", "MFLOP on the hot path")  # fmt: skip
        results = table(head, iter(rows))
        times = table(("SkipNet", *map(str, DEPTHS)), time_rows(Path(folder)))
    return f"""\
The hot path is the one that most of {INPUTS} random inputs take; its floating-point operations are
counted while the reference interpreter runs the program after the pipeline.

{results}

Time grows with the number of operations: processor time of each pass of `dycl-default`, one after
the other, and then of each other pass alone, on SkipNets of more and more layers.

{times}
"""


def main() -> None:
    """Print the tables, or write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put them into docs/passes.md")
    arguments = parser.parse_args()
    text = measured()
    if not arguments.write:
        print(text)
        return
    document = DOCUMENT.read_text()
    before, _, rest = document.partition(BEGIN)
    _, _, after = rest.partition(END)
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}")


if __name__ == "__main__":
    main()
