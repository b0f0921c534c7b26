"""The untrained factories: the same network each time, and inputs that part at every branch."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import nn

import multi_exit
import skipnet


@pytest.mark.parametrize(
    "factory", [skipnet.make, skipnet.make_cifar, multi_exit.make], ids=lambda f: f.__module__
)
def test_a_factory_makes_the_same_network_each_time(factory: Callable[[], nn.Module]):
    first, second = factory(), factory()
    assert not first.training
    for name, weight in first.state_dict().items():
        assert torch.equal(second.state_dict()[name], weight), name


@pytest.mark.parametrize(
    ("net", "shape"),
    [
        pytest.param(skipnet.make(), (1, 1, 8, 8), id="digits"),
        pytest.param(skipnet.make_cifar(), (1, 3, 32, 32), id="cifar"),
        pytest.param(skipnet.make(depth=26, width=4), (1, 1, 8, 8), id="deeper"),
    ],
)
def test_skipnet_runs_each_block_for_some_inputs(net: skipnet.SkipNet, shape: tuple[int, ...]):
    generator = torch.Generator().manual_seed(0)
    runs = [0] * len(net.blocks)

    def count(index: int) -> Callable[..., None]:
        def hook(*_: object) -> None:
            runs[index] += 1

        return hook

    hooks = [block.register_forward_hook(count(i)) for i, block in enumerate(net.blocks)]
    with torch.no_grad():
        for _ in range(50):
            assert net(torch.randn(shape, generator=generator)).isfinite().all()
    for hook in hooks:
        hook.remove()
    assert all(5 <= count <= 45 for count in runs), runs


def test_cifar_skipnet_has_the_papers_layout():
    net = skipnet.make_cifar()
    assert len(net.blocks) == len(net.gates) == 18
    widths = [m.out_channels for m in net.blocks.modules() if isinstance(m, nn.Conv2d)]
    assert widths == [16] * 12 + [32] * 12 + [64] * 12


def test_multi_exit_leaves_at_each_exit_for_some_inputs():
    net = multi_exit.make()
    generator = torch.Generator().manual_seed(0)
    heads: list[int] = []
    for index, head in enumerate(net.heads):
        head.register_forward_hook(lambda *_, index=index: heads.append(index))
    exits = [0, 0, 0]
    with torch.no_grad():
        for _ in range(100):
            heads.clear()
            net(torch.randn(1, 1, 8, 8, generator=generator))
            exits[heads[-1]] += 1
    assert min(exits) >= 5, exits


def test_soft_forward_is_forward_where_the_gates_are_decided():
    net = skipnet.make()
    with torch.no_grad():
        for gate in net.gates:
            assert isinstance(gate, skipnet.Gate)
            gate.linear.weight.mul_(1e6)
            gate.linear.bias.mul_(1e6)
        image = torch.randn(1, 1, 8, 8, generator=torch.Generator().manual_seed(0))
        logits, ran = net.soft_forward(image)
        assert ran.unique().tolist() == [0, 1]
        torch.testing.assert_close(logits, net(image))
