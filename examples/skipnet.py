"""SkipNet: a residual network that decides for each input which of its blocks to run.

After Wang, Yu, Dou, Darrell, Gonzalez: "SkipNet: Learning Dynamic Routing in Convolutional
Networks", ECCV 2018 (arXiv 1711.09485), with feed-forward gates of its first kind and ResNet's
layout for CIFAR: depth = 6n + 2 layers in three groups of n residual blocks, the width doubling
from group to group.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Gate(nn.Module):
    """The probability, Nx1, with which the coming block should run."""

    def __init__(self, channels: int, hidden: int = 10) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, hidden, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(hidden)
        self.conv2 = nn.Conv2d(hidden, hidden, 3, stride=2, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(hidden)
        self.linear = nn.Linear(hidden, 1)

    def forward(self, x: Tensor) -> Tensor:
        return torch.sigmoid(self.logit(x))

    def logit(self, x: Tensor) -> Tensor:
        x = F.max_pool2d(x, 2)
        x = F.relu(self.bn1(self.conv1(x)))
        x = F.relu(self.bn2(self.conv2(x)))
        return self.linear(F.adaptive_avg_pool2d(x, 1).flatten(1))


class Residual(nn.Module):
    """What a residual block adds to its input."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)

    def forward(self, x: Tensor) -> Tensor:
        x = F.relu(self.bn1(self.conv1(x)))
        return self.bn2(self.conv2(x))


class SkipNet(nn.Module):
    """An image classifier, 1xCxSxS to 1xK logits, that skips residual blocks."""

    def __init__(
        self, depth: int = 14, width: int = 8, channels: int = 1, classes: int = 10
    ) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(channels, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU()
        )
        self.gates = nn.ModuleList()
        self.blocks = nn.ModuleList()
        self.shortcuts = nn.ModuleList()
        inputs = width
        for group in range(3):
            outputs = width * 2**group
            for index in range((depth - 2) // 6):
                stride = 2 if group > 0 and index == 0 else 1
                self.gates.append(Gate(inputs))
                self.blocks.append(Residual(inputs, outputs, stride))
                if stride == 1 and inputs == outputs:
                    self.shortcuts.append(nn.Identity())
                else:
                    projection = nn.Conv2d(inputs, outputs, 1, stride=stride, bias=False)
                    self.shortcuts.append(nn.Sequential(projection, nn.BatchNorm2d(outputs)))
                inputs = outputs
        self.classifier = nn.Linear(inputs, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.stem(x)
        for gate, block, shortcut in zip(self.gates, self.blocks, self.shortcuts):
            if gate(x).item() > 0.5:
                x = F.relu(shortcut(x) + block(x))
            else:
                x = shortcut(x)
        return self.classify(x)

    def soft_forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Logits, NxK, and which of the B blocks ran, NxB of zeros and ones, both differentiable.

        For training: every block runs, and a choice drawn with its gate's probability says
        afterwards whether it counts. The choice's gradient is that of the probability (the
        straight-through estimator: Bengio, Léonard, Courville, arXiv 1308.3432); the draw teaches
        the gates to be decided.
        """
        x = self.stem(x)
        choices = []
        for gate, block, shortcut in zip(self.gates, self.blocks, self.shortcuts):
            probability = gate(x)
            drawn = torch.bernoulli(probability.detach())
            choice = drawn + probability - probability.detach()
            choices.append(choice)
            skipped = shortcut(x)
            chosen = choice[:, :, None, None]
            x = chosen * F.relu(skipped + block(x)) + (1 - chosen) * skipped
        return self.classify(x), torch.cat(choices, 1)

    def classify(self, x: Tensor) -> Tensor:
        return self.classifier(F.adaptive_avg_pool2d(x, 1).flatten(1))


def make(
    depth: int = 14, width: int = 8, channels: int = 1, size: int = 8, seed: int = 0
) -> SkipNet:
    """An untrained SkipNet whose gates each open for about half of all random images.

    Without arguments it is for digits, 1x1x8x8.
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        net = SkipNet(depth, width, channels).eval()
        balance_gates(net, torch.randn(256, channels, size, size))
    return net


def example_inputs(generator: torch.Generator | None = None) -> tuple[Tensor]:
    """Random images for `make` and `make_trained`, 1x1x8x8."""
    return (torch.rand(1, 1, 8, 8, generator=generator),)


def make_cifar(depth: int = 38, seed: int = 0) -> SkipNet:
    """An untrained SkipNet in the paper's size for CIFAR-10, 1x3x32x32."""
    return make(depth, width=16, channels=3, size=32, seed=seed)


def make_trained() -> SkipNet:
    """The SkipNet for digits, 1x1x8x8, that `digits.py` trains, unless it did before."""
    from digits import trained_skipnet

    return trained_skipnet()


@torch.no_grad()
def balance_gates(net: SkipNet, images: Tensor) -> None:
    """Standardise every gate's logits over `images`; an untrained one says the same to all."""
    x = net.stem(images)
    for gate, block, shortcut in zip(net.gates, net.blocks, net.shortcuts):
        assert isinstance(gate, Gate)
        logits = gate.logit(x)
        gate.linear.bias.sub_(logits.median()).div_(logits.std())
        gate.linear.weight.div_(logits.std())
        skipped = shortcut(x)
        x = torch.where((gate(x) > 0.5)[:, :, None, None], F.relu(skipped + block(x)), skipped)
