"""A convolutional network with several exits: easy images leave after a few layers.

After Teerapittayanon, McDanel, Kung: "BranchyNet: Fast Inference via Early Exiting from Deep Neural
Networks", ICPR 2016 (arXiv 1709.01686), with the largest probability as the measure of confidence.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

SPREAD = 4.0  # the standard deviation of an untrained exit's logits; a fifth is then confident


class MultiExitNet(nn.Module):
    """An image classifier, 1xCxSxS to 1xK logits, that returns as soon as an exit is confident."""

    def __init__(
        self, widths: tuple[int, ...] = (8, 16, 32), channels: int = 1, classes: int = 10
    ) -> None:
        super().__init__()
        self.threshold = 0.95
        self.blocks = nn.ModuleList()
        self.heads = nn.ModuleList()
        inputs = channels
        for index, outputs in enumerate(widths):
            self.blocks.append(
                nn.Sequential(
                    nn.Conv2d(inputs, outputs, 3, stride=2 if index else 1, padding=1, bias=False),
                    nn.BatchNorm2d(outputs),
                    nn.ReLU(),
                    nn.Conv2d(outputs, outputs, 3, padding=1, bias=False),
                    nn.BatchNorm2d(outputs),
                    nn.ReLU(),
                )
            )
            self.heads.append(
                nn.Sequential(
                    nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(4 * outputs, classes)
                )
            )
            inputs = outputs

    def forward(self, x: Tensor) -> Tensor:
        for block, head in zip(self.blocks, self.heads):
            x = block(x)
            logits = head(x)
            if logits.softmax(1).max() > self.threshold:
                return logits
        return logits

    def all_exits(self, x: Tensor) -> list[Tensor]:
        """The logits, NxK, of every exit; for training."""
        exits = []
        for block, head in zip(self.blocks, self.heads):
            x = block(x)
            exits.append(head(x))
        return exits


def make(
    widths: tuple[int, ...] = (8, 16, 32), channels: int = 1, size: int = 8, seed: int = 0
) -> MultiExitNet:
    """An untrained network whose exits are each confident about some random images.

    Without arguments it is for digits, 1x1x8x8.
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        net = MultiExitNet(widths, channels).eval()
        balance_exits(net, torch.randn(256, channels, size, size))
    return net


def example_inputs(generator: torch.Generator | None = None) -> tuple[Tensor]:
    """Random images for `make` and `make_trained`, 1x1x8x8."""
    return (torch.rand(1, 1, 8, 8, generator=generator),)


def make_trained() -> MultiExitNet:
    """The network for digits, 1x1x8x8, that `digits.py` trains, unless it did before."""
    from digits import trained_multi_exit

    return trained_multi_exit()


@torch.no_grad()
def balance_exits(net: MultiExitNet, images: Tensor) -> None:
    """Spread every exit's logits over `images`; an untrained one is sure of none."""
    for head, logits in zip(net.heads, net.all_exits(images)):
        assert isinstance(head, nn.Sequential)
        linear = head[-1]
        assert isinstance(linear, nn.Linear)
        scale = SPREAD / logits.std(0)
        linear.bias.sub_(logits.mean(0)).mul_(scale)
        linear.weight.mul_(scale[:, None])
