"""ConvNet-AIG: a ResNet whose every block asks a tiny gate whether the image needs it.

After Veit, Belongie: "Convolutional Networks with Adaptive Inference Graphs", ECCV 2018
(arXiv 1711.11503). The gate chooses one of two logits; in training by Gumbel's trick.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F

from calibration import seeded, settling, standardise


class GumbelGate(nn.Module):
    """Nx2, one-hot: column 1 says that the block runs."""

    def __init__(self, planes, hidden=16):
        super().__init__()
        self.fc1 = nn.Conv2d(planes, hidden, kernel_size=1)
        self.fc1bn = nn.BatchNorm1d(hidden)
        self.fc2 = nn.Linear(hidden, 2)

    def logits(self, x):
        w = F.avg_pool2d(x, x.size(2))
        w = self.fc1(w)
        w = F.relu(self.fc1bn(w.view(w.size(0), -1)))
        return self.fc2(w)

    def forward(self, x, temperature=1.0):
        w = self.logits(x)
        if self.training:
            return F.gumbel_softmax(w, tau=temperature, hard=True)
        _, ind = w.max(dim=1, keepdim=True)
        w_hard = torch.zeros_like(w)
        w_hard.scatter_(1, ind, 1.0)
        return w_hard


class BottleneckGate(nn.Module):
    expansion = 4

    def __init__(self, in_planes, planes, stride=1):
        super().__init__()
        out_planes = self.expansion * planes
        self.conv1 = nn.Conv2d(in_planes, planes, kernel_size=1, bias=False)
        self.bn1 = nn.BatchNorm2d(planes)
        self.conv2 = nn.Conv2d(planes, planes, 3, stride=stride, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(planes)
        self.conv3 = nn.Conv2d(planes, out_planes, kernel_size=1, bias=False)
        self.bn3 = nn.BatchNorm2d(out_planes)
        self.shortcut = nn.Sequential()
        if stride != 1 or in_planes != out_planes:
            self.shortcut = nn.Sequential(
                nn.Conv2d(in_planes, out_planes, 1, stride=stride, bias=False),
                nn.BatchNorm2d(out_planes),
            )
        self.gate = GumbelGate(in_planes)

    def residual(self, x):
        out = F.relu(self.bn1(self.conv1(x)), inplace=True)
        out = F.relu(self.bn2(self.conv2(out)), inplace=True)
        return self.bn3(self.conv3(out))

    def forward(self, x, temperature=1):
        w = self.gate(x, temperature)
        out = self.shortcut(x)
        if w[0, 1]:  # one image at a time
            out = out + self.residual(x) * w[:, 1].view(-1, 1, 1, 1)
        return F.relu(out, inplace=True), w[:, 1]


class ResNetAIG(nn.Module):
    """1x3xSxS to 1xK logits, and which blocks ran, B tensors of one number."""

    def __init__(self, num_blocks, width=16, num_classes=10):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        blocks = {}
        in_planes = width
        for stage, num in enumerate(num_blocks):
            for index in range(num):
                planes = width * 2**stage // 2
                stride = 2 if stage > 0 and index == 0 else 1
                blocks["stage%d_block%d" % (stage, index)] = BottleneckGate(
                    in_planes, planes, stride
                )
                in_planes = planes * BottleneckGate.expansion
        self.blocks = nn.ModuleDict(blocks)
        self.linear = nn.Linear(in_planes, num_classes)

    def forward(self, x, temperature=1, *, openings=None):
        gate_activations = []
        out = F.relu(self.bn1(self.conv1(x)))
        for name, block in self.blocks.items():
            if openings is not None and openings.get(name, True) is False:
                continue
            out, a = block(out, temperature)
            gate_activations.append(a)
        out = F.avg_pool2d(out, out.size(-1))
        out = out.view(out.size(0), -1)
        return self.linear(out), gate_activations


def balance(net: ResNetAIG, images: torch.Tensor) -> None:
    """Have each gate open for about half of `images`, Nx3xSxS."""
    for settle in (True, False):
        x = F.relu(net.bn1(net.conv1(images)))
        for block in net.blocks.values():
            assert isinstance(block, BottleneckGate)
            if settle:
                with settling(block):
                    block.gate.logits(x)
                    skipped, ran = block.shortcut(x), block.residual(x)
                standardise(block.gate.fc2, block.gate.logits(x))
            else:
                skipped, ran = block.shortcut(x), block.residual(x)
            choice = block.gate(x)[:, 1].view(-1, 1, 1, 1)
            x = F.relu(skipped + ran * choice)


def make(num_blocks=(2, 2, 2), width: int = 8, size: int = 16, seed: int = 0) -> ResNetAIG:
    """An untrained network for 1x3x16x16 whose gates open for about half of all images."""
    with seeded(seed):
        net = ResNetAIG(num_blocks, width).eval()
        balance(net, torch.randn(64, 3, size, size))
    return net


def make_full(seed: int = 0) -> ResNetAIG:
    """An untrained network of 164 layers in 54 blocks, for CIFAR-10, 1x3x32x32."""
    return make((18, 18, 18), width=16, size=32, seed=seed)


def example_inputs(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random images, 1x3x16x16."""
    return (torch.randn(1, 3, 16, 16, generator=generator),)


def example_inputs_full(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random images, 1x3x32x32."""
    return (torch.randn(1, 3, 32, 32, generator=generator),)
