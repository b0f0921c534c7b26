"""BlockDrop: a small policy network looks at the image and says at once which blocks may run.

After Wu, Nagarajan, Kumar, Rennie, Davis, Grauman, Feris: "BlockDrop: Dynamic Inference Paths in
Residual Networks", CVPR 2018 (arXiv 1711.08393).
"""

from __future__ import annotations

from typing import Any

import torch
import torch.nn as nn
import torch.nn.functional as F

from calibration import seeded, settling, standardising


class BasicBlock(nn.Module):
    """What a block adds to its input."""

    def __init__(self, inplanes, planes, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inplanes, planes, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(planes)
        self.conv2 = nn.Conv2d(planes, planes, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(planes)

    def forward(self, x):
        out = F.relu(self.bn1(self.conv1(x)))
        return self.bn2(self.conv2(out))


class DownsampleB(nn.Module):
    """A shortcut without weights: average pooling, and zeros for the new channels."""

    def __init__(self, nIn, nOut, stride):
        super().__init__()
        self.avg = nn.AvgPool2d(stride)
        self.expand_ratio = nOut // nIn

    def forward(self, x):
        x = self.avg(x)
        return torch.cat([x] + [x.mul(0)] * (self.expand_ratio - 1), 1)


class FlatResNet(nn.Module):
    def __init__(self, layers, width=16, num_classes=10):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.blocks: Any = []
        self.ds: Any = []
        self.layer_config = layers
        planes = width
        for segment, num_blocks in enumerate(layers):
            out = width * 2**segment
            stride = 1 if segment == 0 else 2
            same = stride == 1 and planes == out
            self.ds.append(nn.Sequential() if same else DownsampleB(planes, out, stride))
            blocks = [BasicBlock(planes, out, stride)]
            blocks += [BasicBlock(out, out) for _ in range(1, num_blocks)]
            self.blocks.append(nn.ModuleList(blocks))
            planes = out
        self.blocks = nn.ModuleList(self.blocks)
        self.ds = nn.ModuleList(self.ds)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc_dim = planes
        self.fc: nn.Module = nn.Linear(planes, num_classes)

    def seed(self, x):
        return F.relu(self.bn1(self.conv1(x)))

    def forward_full(self, x):
        x = self.seed(x)
        for segment, num_blocks in enumerate(self.layer_config):
            for b in range(num_blocks):
                residual = self.ds[segment](x) if b == 0 else x
                x = F.relu(residual + self.blocks[segment][b](x))
        return self.head(x)

    def forward_single(self, x, policy):
        """One image; policy, 1xB, of zeros and ones."""
        x = self.seed(x)
        t = torch.tensor([0], device=x.device)
        for segment, num_blocks in enumerate(self.layer_config):
            for b in range(num_blocks):
                action = policy[:, t].contiguous()
                residual = self.ds[segment](x) if b == 0 else x
                if (action == 1).all():
                    fx = self.blocks[segment][b](x)
                    x = F.relu(residual + fx)
                else:
                    x = residual
                t = t + 1
        return self.head(x)

    def head(self, x):
        x = self.avgpool(x)
        x = x.view(x.size(0), -1)
        return self.fc(x)


class Policy(nn.Module):
    """The probability, NxB, with which each of the B blocks should run."""

    def __init__(self, num_blocks, width=16):
        super().__init__()
        self.features = FlatResNet([1, 1, 1], width)
        self.features.fc = nn.Sequential()
        self.num_layers = sum(self.features.layer_config)
        self.logit = nn.Linear(self.features.fc_dim, num_blocks)

    def forward(self, x):
        x = self.features.forward_full(x)
        return torch.sigmoid(self.logit(x))


class BlockDrop(nn.Module):
    """1x3xSxS to 1xK logits, and the policy, 1xB."""

    def __init__(self, layers, width=16):
        super().__init__()
        self.agent = Policy(sum(layers), width)
        self.rnet = FlatResNet(layers, width)

    def forward(self, inputs):
        probs = self.agent(inputs)

        policy = probs.data.clone()
        policy[policy < 0.5] = 0.0
        policy[policy >= 0.5] = 1.0

        return self.rnet.forward_single(inputs, policy), policy


def make(layers=(3, 3, 3), width: int = 8, size: int = 16, seed: int = 0) -> BlockDrop:
    """An untrained network for 1x3x16x16 whose policy keeps about half of the blocks."""
    with seeded(seed):
        net = BlockDrop(list(layers), width).eval()
        images = torch.randn(128, 3, size, size)
        with settling(net):
            net.agent(images)
            net.rnet.forward_full(images)
        with standardising([net.agent.logit]):
            net.agent(images)
    return net


def make_full(seed: int = 0) -> BlockDrop:
    """An untrained network in the paper's size for CIFAR-10, 1x3x32x32: ResNet-110, 54 blocks."""
    return make((18, 18, 18), width=16, size=32, seed=seed)


def example_inputs(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random images, 1x3x16x16."""
    return (torch.randn(1, 3, 16, 16, generator=generator),)


def example_inputs_full(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random images, 1x3x32x32."""
    return (torch.randn(1, 3, 32, 32, generator=generator),)
