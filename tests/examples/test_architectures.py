"""Networks after published architectures: lowered as they are written, and right on every path."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file
from torch import nn
from torch.utils._pytree import tree_flatten
from xdsl.dialects import scf
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Operation

import blockdrop
import deebert
import detector
import msdnet
import shallow_deep
import skipnet
import skipnet_recurrent
import tree_lstm
from dycl.frontend import lower
from dycl.interpreters.run import run_python

DRAWN = 150
COMPARED = 24


@dataclass(frozen=True)
class Architecture:
    """A factory, what makes its inputs, and how many paths they must take at least."""

    file: str
    factory: str = "make"
    inputs: str = "example_inputs"
    paths: int = 5
    tolerance: float = 0.0

    @property
    def module(self) -> Any:
        return importlib.import_module(self.file)

    def make(self) -> nn.Module:
        return getattr(self.module, self.factory)()

    def draw(self, generator: torch.Generator) -> tuple[Any, ...]:
        return getattr(self.module, self.inputs)(generator)

    def __str__(self) -> str:
        return f"{self.file}.{self.factory}"


ARCHITECTURES = [
    Architecture("skipnet_recurrent", paths=12),
    Architecture("blockdrop", paths=40),
    Architecture("convnet_aig", paths=15),
    Architecture("msdnet", paths=4),
    Architecture("ranet", paths=6),
    Architecture("shallow_deep", "make_vgg", paths=7),
    Architecture("shallow_deep", "make_resnet", paths=7),
    Architecture("shallow_deep", "make_mobilenet", paths=7),
    Architecture("shallow_deep", "make_wideresnet", paths=7),
    Architecture("deebert", paths=4),
    # nn.TransformerEncoderLayer alone takes a fused kernel that adds up in another order
    Architecture("pabee", paths=4, tolerance=1e-5),
    Architecture("pabee", "make_regression", paths=3, tolerance=1e-5),
    Architecture("moe", paths=8),
    Architecture("captioner", paths=8),
    Architecture("captioner_batch", paths=6),
    Architecture("captioner_batch", "make_teacher_forced", "example_inputs_teacher_forced", 4),
    Architecture("seq2seq", paths=8),
    Architecture("beam_search", "make_fixed", paths=6),
    Architecture("adaptive_computation", paths=15),
    Architecture("tree_lstm", paths=2),
    Architecture("token_pruning", paths=5),
    Architecture("token_pruning", "make_masking", paths=8),
    Architecture("detector", paths=4),
]

every_architecture = pytest.mark.parametrize("architecture", ARCHITECTURES, ids=str)


def outcome(call: Callable[[], Any]) -> Any:
    """What a call returns, or its exception's class and message."""
    try:
        return call()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def eager(net: nn.Module, inputs: tuple[Any, ...]) -> tuple[Any, object]:
    """The result, and what tells its path from others: who ran, and the sizes of the results."""
    ran: list[str] = []
    hooks = [
        module.register_forward_hook(lambda *_, name=name: ran.append(name))
        for name, module in net.named_modules()
    ]
    with torch.no_grad():
        result = outcome(lambda: net(*inputs))
    for hook in hooks:
        hook.remove()
    sizes = [
        tuple(leaf.shape) if isinstance(leaf, torch.Tensor) else leaf
        for leaf in tree_flatten(result)[0]
        if not isinstance(leaf, float)
    ]
    return result, (tuple(ran), tuple(sizes))


def by_path(
    architecture: Architecture, net: nn.Module, count: int = DRAWN
) -> dict[object, list[tuple[tuple[Any, ...], Any]]]:
    """Random inputs with eager's results, by the path they take."""
    generator = torch.Generator().manual_seed(1)
    paths: dict[object, list[tuple[tuple[Any, ...], Any]]] = {}
    for _ in range(count):
        inputs = architecture.draw(generator)
        result, path = eager(net, inputs)
        paths.setdefault(path, []).append((inputs, result))
    return paths


def lowered(
    function: Callable[..., Any], inputs: tuple[Any, ...], folder: Path
) -> Callable[..., Any]:
    """The lowered program, to be called as `function` is."""
    module = lower(function, inputs, weights=folder / "weights.safetensors")
    module.verify()
    # as eager has them, at aligned addresses, where matrix products add up in the same order
    weights = {k: v.clone() for k, v in load_file(folder / "weights.safetensors").items()}
    return lambda *inputs: run_python(module, inputs, weights=weights)


def check_same(actual: Any, expected: Any, tolerance: float = 0.0) -> None:
    """The same structure, types, dtypes and values."""
    leaves, structure = tree_flatten(actual)
    wanted, expected_structure = tree_flatten(expected)
    assert structure == expected_structure
    for value, want in zip(leaves, wanted, strict=True):
        assert type(value) is type(want)
        if isinstance(want, torch.Tensor):
            torch.testing.assert_close(value, want, rtol=tolerance, atol=tolerance, equal_nan=True)
        else:
            assert value == want


@every_architecture
def test_random_inputs_take_different_paths(architecture: Architecture):
    net = architecture.make()
    assert not net.training
    paths = by_path(architecture, net)
    assert len(paths) >= architecture.paths
    for runs in paths.values():
        for _, result in runs:
            leaves = tree_flatten(result)[0]
            assert all(
                leaf.isfinite().all() for leaf in leaves if isinstance(leaf, torch.Tensor)
            ), result


@every_architecture
def test_a_factory_makes_the_same_network_each_time(architecture: Architecture):
    before = torch.random.get_rng_state()
    first, second = architecture.make().state_dict(), architecture.make().state_dict()
    assert torch.equal(torch.random.get_rng_state(), before)
    assert list(first) == list(second)
    for name, weight in first.items():
        assert torch.equal(second[name], weight), name


@every_architecture
def test_lowered_program_gives_eagers_answers(architecture: Architecture, tmp_path: Path):
    net = architecture.make()
    paths = by_path(architecture, net)
    generator = torch.Generator().manual_seed(2)
    program = lowered(net, architecture.draw(generator), tmp_path)
    # one input of each path before a second one of any
    runs = [run for path in paths.values() for run in path[:1]]
    runs += [run for path in paths.values() for run in path[1:]]
    for inputs, expected in runs[: max(COMPARED, min(len(paths), 2 * COMPARED))]:
        check_same(outcome(lambda: program(*inputs)), expected, architecture.tolerance)  # noqa: B023


def test_a_method_other_than_forward(tmp_path: Path):
    net = shallow_deep.make_vgg()
    generator = torch.Generator().manual_seed(3)
    program = lowered(net.early_exit, shallow_deep.example_inputs(generator), tmp_path)
    exits: set[int] = set()
    for _ in range(COMPARED):
        inputs = shallow_deep.example_inputs(generator)
        with torch.no_grad():
            expected = net.early_exit(*inputs)
        check_same(program(*inputs), expected)
        exits.add(expected[1])
    assert len(exits) >= 4


@pytest.mark.parametrize("tree", tree_lstm.TREES, ids=lambda tree: f"depth{tree.depth}")
def test_recursion_is_specialised_to_the_tree(tree: tree_lstm.Tree, tmp_path: Path):
    net = tree_lstm.make()
    generator = torch.Generator().manual_seed(4)
    program = lowered(net, tree_lstm.example_inputs(generator, tree), tmp_path)
    for _ in range(20):
        inputs = tree_lstm.example_inputs(generator, tree)
        with torch.no_grad():
            expected = net(*inputs)
        check_same(program(*inputs), expected)


def test_a_bad_image_raises_as_in_eager(tmp_path: Path):
    net = detector.make()
    (image,) = detector.example_inputs(torch.Generator().manual_seed(5))
    program = lowered(net, (image,), tmp_path)
    image[0, 1, 2, 3:5] = torch.inf
    with pytest.raises(ValueError, match="the image has 2 values that are not finite"):
        program(image)


@pytest.mark.parametrize("arguments", [1, 2])
def test_arguments_with_defaults_may_be_left_out(arguments: int, tmp_path: Path):
    net = deebert.make()
    generator = torch.Generator().manual_seed(6)
    program = lowered(net, deebert.example_inputs(generator)[:arguments], tmp_path)
    for _ in range(20):
        inputs = deebert.example_inputs(generator)[:arguments]
        with torch.no_grad():
            expected = net(*inputs)
        check_same(program(*inputs), expected)


def counts(module: ModuleOp) -> tuple[int, int]:
    """How many operations and how many branches there are."""
    operations: list[Operation] = list(module.walk())
    return len(operations), sum(isinstance(op, scf.IfOp) for op in operations)


def lowered_size(net: nn.Module, inputs: tuple[Any, ...], folder: Path) -> tuple[int, int]:
    return counts(lower(net, inputs, weights=folder / "weights.safetensors"))


IMAGE = (torch.zeros(1, 3, 32, 32),)


def make_short_blockdrop(blocks: int) -> nn.Module:
    return blockdrop.make((blocks, 2, 2))


@pytest.mark.parametrize(
    ("factory", "depths", "branches"),
    [
        pytest.param(skipnet.make_cifar, (38, 74, 110), (18, 36, 54), id="SkipNet"),
        pytest.param(skipnet_recurrent.make, (38, 74, 110), (17, 35, 53), id="recurrent SkipNet"),
        pytest.param(make_short_blockdrop, (4, 20, 36), (8, 24, 40), id="BlockDrop"),
    ],
)
def test_blocks_add_up(
    factory: Callable[..., nn.Module],
    depths: tuple[int, int, int],
    branches: tuple[int, int, int],
    tmp_path: Path,
):
    sizes = [lowered_size(factory(depth), IMAGE, tmp_path) for depth in depths]
    assert tuple(ifs for _, ifs in sizes) == branches
    (small, _), (middle, _), (large, _) = sizes
    assert large - middle == middle - small > 0


def test_exits_nest(tmp_path: Path):
    depths = (3, 6, 9)
    sizes = [
        lowered_size(deebert.make(layers=depth), deebert.example_inputs(), tmp_path)
        for depth in depths
    ]
    assert tuple(ifs for _, ifs in sizes) == depths
    (small, _), (middle, _), (large, _) = sizes
    assert large - middle == middle - small > 0


def test_exits_that_may_be_missed_add_up(tmp_path: Path):
    """MSDNet returns None where not even the last exit is sure, for all that Python knows."""
    sizes = [
        lowered_size(msdnet.make(exits), msdnet.example_inputs(), tmp_path) for exits in (3, 5, 7)
    ]
    (small, first), (middle, second), (large, third) = sizes
    assert third - second == second - first
    assert large - middle == middle - small > 0


@pytest.mark.parametrize(
    ("factory", "inputs"),
    [
        (skipnet_recurrent.make_cifar, skipnet_recurrent.example_inputs_cifar),
        (blockdrop.make_full, blockdrop.example_inputs_full),
    ],
    ids=lambda value: value.__name__,
)
def test_full_sizes_run(
    factory: Callable[[], nn.Module], inputs: Callable[..., tuple[torch.Tensor]]
):
    net = factory()
    generator = torch.Generator().manual_seed(0)
    paths = {eager(net, inputs(generator))[1] for _ in range(8)}
    assert len(paths) >= 2
