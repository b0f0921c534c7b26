"""Translation validation of each pass on each example: no answer changes, on any path found."""

from __future__ import annotations

import functools
import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch
from xdsl.dialects import scf
from xdsl.dialects.builtin import ModuleOp
from xdsl.passes import ModulePass

from dycl.analysis.profile import set_outcome_counts
from dycl.frontend import lower
from dycl.interpreters.dycl import read_weights
from dycl.interpreters.run import entry_function, first_state
from dycl.passes.pipelines.named_pipeline import NamedPipeline
from dycl.recursion import deep_recursion
from dycl.tools.pass_run import flat_passes
from dycl.tools.validate_passes import flat_inputs
from dycl.universe import discover, make_context, make_pipeline
from dycl.validation.search import InputSearch
from dycl.validation.validator import Validator, rounding_bound

EXAMPLES = {
    "adaptive_computation": ["make"],
    "beam_search": ["make_fixed"],
    "blockdrop": ["make"],
    "captioner": ["make"],
    "captioner_batch": ["make"],
    "convnet_aig": ["make"],
    "deebert": ["make"],
    "detector": ["make"],
    "first_example": ["EarlyExit"],
    "moe": ["make"],
    "msdnet": ["make"],
    "multi_exit": ["make"],
    "pabee": ["make"],
    "ranet": ["make"],
    "seq2seq": ["make"],
    "shallow_deep": ["make_vgg"],
    "skipnet": ["make"],
    "skipnet_recurrent": ["make"],
    "token_pruning": ["make", "make_masking"],
    "tree_lstm": ["make"],
}
"""The factories by file."""

SEEDS = 50
"""How many of an example's own inputs are tried first."""

UNREACHABLE = {
    "adaptive_computation": 3,  # a loop's counter is never 0 after its first iterations
    "captioner": 1,
    "captioner_batch": 1,
    "detector": 1,
    "pabee": 1,  # the first exit has nothing to agree with twice
    "shallow_deep": 2,  # the last exit always leaves, and few inputs leave at the one before
    "token_pruning": 2,  # tokens are always more than are kept
}
"""How many ways of branches may have no input; in the other examples, none."""

NO_NETWORK = {"calibration", "demo", "digits"}

NOT_SOURCE = {"annotate-profile", "print-analysis"}
"""Passes that change no operation."""

SPLIT = (
    "dycl-default,inline-subnetworks,dycl-default,"
    # Calls that leave their branches come to stand beside others.
    "specialize-hot-path,merge-subnetworks,convert-aten-to-relay"
)
"""A pipeline with the passes that work on sub-networks."""


@dataclass
class Example:
    source: ModuleOp
    search: InputSearch

    def validator(self) -> Validator:
        return Validator(self.search.cases, self.search.weights, self.search.state)


def test_each_example_is_validated() -> None:
    files = {
        path.stem
        for path in Path(importlib.import_module("skipnet").__file__ or "").parent.glob("*.py")
    }
    assert files - NO_NETWORK == set(EXAMPLES)


def passes_on_source() -> list[str]:
    return [
        name
        for name, load in discover("passes", ModulePass).items()
        if not issubclass(load(), NamedPipeline) and name not in NOT_SOURCE
    ]


@functools.cache
def example(file: str, factory: str, folder: Path) -> Example:
    """An example as IR, and inputs for the ways of its branches."""
    module: Any = importlib.import_module(file)
    generator = torch.Generator().manual_seed(1)
    seeds = [example_inputs(module, generator) for _ in range(SEEDS)]
    weights = folder / f"{file}-{factory}.safetensors"
    torch.manual_seed(0)
    net = getattr(module, factory)().eval()
    shapes = getattr(module, "dynamic_shapes", None)
    source = lower(net, seeds[0], {}, weights=weights, dynamic_shapes=shapes)
    loaded = read_weights(weights)
    state = tuple(first_state(source, entry_function(source, "forward"), loaded))
    flat = [flat_inputs(source, "forward", (seed, {})) for seed in seeds]
    search = InputSearch(source, loaded, 1, flat, state)
    search.run()
    branches = [op for op in source.walk() if isinstance(op, scf.IfOp)]
    for index, branch in enumerate(branches):  # as for specialize-hot-path
        set_outcome_counts(branch, (95, 5) if index % 2 else (5, 95))
    return Example(source, search)


def example_inputs(module: Any, generator: torch.Generator) -> tuple[Any, ...]:
    match module.__name__:
        case "skipnet" | "multi_exit":
            return (torch.rand(1, 1, 8, 8, generator=generator),)
        case "first_example":
            return (torch.randn(1, 64, generator=generator),)
        case _:
            return module.example_inputs(generator)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("weights")


def check(given: Example, pipeline: str) -> None:
    """Run the passes one after the other, and validate each."""
    module = given.source.clone()
    context = make_context(module)
    validator = given.validator()
    for pass_ in flat_passes(make_pipeline(pipeline).passes):
        before = module.clone()
        pass_.apply(context, module)
        module.verify()
        found = validator.check(before, module, rounding_bound(pass_))
        assert found is None, f"{pass_.name}: {found.difference}"


@pytest.mark.parametrize(
    ("file", "factory"),
    [(file, factory) for file, factories in EXAMPLES.items() for factory in factories],
)
def test_answers(file: str, factory: str, folder: Path) -> None:
    with deep_recursion():
        given = example(file, factory, folder)
        unreached = given.search.unreached()
        assert len(unreached) <= UNREACHABLE.get(file, 0), unreached
        for name in passes_on_source():
            check(given, name)
        check(given, SPLIT)
