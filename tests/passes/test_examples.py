"""Each pass leaves the answers of each example as they are, on several inputs."""

from __future__ import annotations

import functools
import importlib
from pathlib import Path
from typing import Any

import pytest
import torch
from torch.utils._pytree import tree_leaves
from xdsl.dialects.builtin import ModuleOp

from dycl.frontend import lower
from dycl.interpreters import run_python
from dycl.recursion import deep_recursion
from dycl.universe import make_context, make_pipeline

EXAMPLES = [
    "skipnet", "skipnet_recurrent", "convnet_aig", "multi_exit", "msdnet", "ranet", "deebert",
    "pabee", "moe", "token_pruning", "adaptive_computation", "blockdrop", "detector", "tree_lstm",
]  # fmt: skip
PIPELINES = [
    "prune-dead-branches",
    "if-to-select",
    "eliminate-common-subexpressions",
    "loop-invariant-code-motion",
    "unroll-loops",
    "tail-duplicate",
    "dycl-minimal",
    "dycl-default",
    "dycl-default,inline-subnetworks,merge-subnetworks",
]
INPUTS = 3


@functools.cache
def program(name: str, folder: Path) -> tuple[ModuleOp, list[tuple[Any, ...]], list[list[Any]]]:
    """An example as IR, inputs, and the answers to them."""
    example: Any = importlib.import_module(name)
    generator = torch.Generator().manual_seed(1)
    if hasattr(example, "example_inputs"):
        inputs = [example.example_inputs(generator) for _ in range(INPUTS)]
    else:
        inputs = [(torch.rand(1, 1, 8, 8, generator=generator),) for _ in range(INPUTS)]
    with deep_recursion():
        net = example.make().eval()
        module = lower(net, inputs[0], {}, weights=folder / f"{name}.safetensors")
        return module, inputs, [answer(module, arguments) for arguments in inputs]


def answer(module: ModuleOp, arguments: tuple[Any, ...]) -> list[Any]:
    """The results; tensors as bits."""
    return [
        (leaf.shape, leaf.numpy().tobytes()) if isinstance(leaf, torch.Tensor) else leaf
        for leaf in tree_leaves(run_python(module, arguments))
    ]


@pytest.fixture(scope="session")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("weights")


@pytest.mark.parametrize("name", EXAMPLES)
def test_answers(name: str, weights: Path) -> None:
    source, inputs, answers = program(name, weights)
    with deep_recursion():
        for pipeline in PIPELINES:
            module = source.clone()
            make_pipeline(pipeline).apply(make_context(module), module)
            module.verify()
            for arguments, expected in zip(inputs, answers, strict=True):
                assert answer(module, arguments) == expected, pipeline
