"""SkipNet with recurrent gates: one small LSTM, shared by all blocks, decides which of them run.

After Wang, Yu, Dou, Darrell, Gonzalez: "SkipNet: Learning Dynamic Routing in Convolutional
Networks", ECCV 2018 (arXiv 1711.09485), section 3.1. Layers are attributes with numbered names.
"""

from __future__ import annotations

from typing import Any

import torch
import torch.nn as nn
from torch.autograd import Variable

from calibration import seeded, settling, standardise


def conv3x3(in_planes, out_planes, stride=1):
    return nn.Conv2d(in_planes, out_planes, 3, stride=stride, padding=1, bias=False)


class BasicBlock(nn.Module):
    def __init__(self, inplanes, planes, stride=1):
        super().__init__()
        self.conv1 = conv3x3(inplanes, planes, stride)
        self.bn1 = nn.BatchNorm2d(planes)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = conv3x3(planes, planes)
        self.bn2 = nn.BatchNorm2d(planes)
        self.downsample = None
        if stride != 1 or inplanes != planes:
            self.downsample = nn.Sequential(
                nn.Conv2d(inplanes, planes, 1, stride=stride, bias=False), nn.BatchNorm2d(planes)
            )

    def forward(self, x):
        residual = x
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        if self.downsample is not None:
            residual = self.downsample(x)
        out += residual
        return self.relu(out)


class RNNGate(nn.Module):
    """The gate's memory, `hidden`, is set anew for every image and lasts from block to block."""

    def __init__(self, input_dim, hidden_dim):
        super().__init__()
        self.hidden_dim = hidden_dim
        self.rnn = nn.LSTM(input_dim, hidden_dim, num_layers=1)
        self.hidden = None
        self.proj = nn.Linear(hidden_dim, 1)
        self.prob = nn.Sigmoid()

    def init_hidden(self, batch_size):
        weight = next(self.parameters()).data
        return (
            Variable(weight.new(1, batch_size, self.hidden_dim).zero_()),
            Variable(weight.new(1, batch_size, self.hidden_dim).zero_()),
        )

    def forward(self, x):
        batch_size = x.size(0)
        out, self.hidden = self.rnn(x.view(1, batch_size, -1), self.hidden)
        prob = self.prob(self.proj(out.squeeze(0)))
        disc_prob = (prob > 0.5).float().detach()
        if self.training:
            disc_prob = disc_prob - prob.detach() + prob
        return disc_prob.view(batch_size, 1, 1, 1), prob


class RecurrentSkipNet(nn.Module):
    """1x3xSxS to 1xK logits, the masks, and the gates' probabilities."""

    def __init__(self, layers, width=16, embed_dim=10, hidden_dim=10, num_classes=10):
        super().__init__()
        self.num_layers = layers
        self.conv1 = conv3x3(3, width)
        self.bn1 = nn.BatchNorm2d(width)
        self.relu = nn.ReLU(inplace=True)
        planes = width
        for g in range(3):
            for i in range(layers[g]):
                outplanes = width * 2**g
                stride = 2 if g > 0 and i == 0 else 1
                setattr(self, f"group{g + 1}_layer{i}", BasicBlock(planes, outplanes, stride))
                planes = outplanes
                gate = nn.Sequential(
                    nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(planes, embed_dim)
                )
                setattr(self, f"group{g + 1}_gate{i}", gate)
                # What a skipped block of another shape leaves behind.
                pool = nn.AvgPool2d(2) if stride == 2 else None
                setattr(self, f"group{g + 1}_pool{i}", pool)
        self.control = RNNGate(embed_dim, hidden_dim)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(planes, num_classes)

    def forward(self, x):
        batch_size = x.size(0)
        x = self.relu(self.bn1(self.conv1(x)))
        self.control.hidden = self.control.init_hidden(batch_size)

        masks = []
        gprobs = []
        # the first block always runs, and gives the first gate something to look at
        x = getattr(self, "group1_layer0")(x)
        gate_feature = getattr(self, "group1_gate0")(x)
        mask, gprob = self.control(gate_feature)
        gprobs.append(gprob)
        masks.append(mask.squeeze())

        for g in range(3):
            for i in range(0 + int(g == 0), self.num_layers[g]):
                layer = getattr(self, "group{}_layer{}".format(g + 1, i))
                pool = getattr(self, "group{}_pool{}".format(g + 1, i))
                if mask.data.view(-1)[0] == 1:
                    x = layer(x)
                elif pool is not None:
                    x = torch.cat([pool(x), pool(x) * 0], dim=1)
                gate_feature = getattr(self, "group{}_gate{}".format(g + 1, i))(x)
                mask, gprob = self.control(gate_feature)
                gprobs.append(gprob)
                masks.append(mask.squeeze())

        # nothing comes after the last gate
        del gprobs[-1]
        masks.pop()

        x = self.avgpool(x)
        x = x.view(x.size(0), -1)
        return self.fc(x), masks, gprobs


def balance(net: RecurrentSkipNet, images: torch.Tensor) -> None:
    """Have each gate open for about half of `images`, Nx3xSxS."""
    control = net.control
    weight: Any = control.rnn.weight_ih_l0
    weight.mul_(4)
    for projecting in (True, False):
        x = net.relu(net.bn1(net.conv1(images)))
        control.hidden = control.init_hidden(len(images))
        hidden = []
        mask = torch.ones(len(images), 1, 1, 1)
        for g in range(3):
            for i in range(net.num_layers[g]):
                layer, pool, gate = (
                    getattr(net, f"group{g + 1}_{part}{i}") for part in ("layer", "pool", "gate")
                )
                skipped = x if pool is None else torch.cat([pool(x), pool(x) * 0], dim=1)
                x = torch.where(mask > 0, layer(x), skipped)
                if projecting:
                    standardise(gate[2], gate(x))
                mask, _ = control(gate(x))
                hidden.append(control.hidden[0][0])
        standardise(control.proj, control.proj(torch.cat(hidden)), 2.0)
    control.hidden = None


def make(depth: int = 20, width: int = 8, size: int = 16, seed: int = 0) -> RecurrentSkipNet:
    """An untrained network for 1x3x16x16; depth is 6n + 2 layers with 3n blocks."""
    with seeded(seed):
        net = RecurrentSkipNet([(depth - 2) // 6] * 3, width).eval()
        images = torch.randn(64, 3, size, size)
        with settling(net):
            x = net.relu(net.bn1(net.conv1(images)))
            for g in range(3):
                for i in range(net.num_layers[g]):
                    x = getattr(net, f"group{g + 1}_layer{i}")(x)
        balance(net, images)
    return net


def make_cifar(depth: int = 38, seed: int = 0) -> RecurrentSkipNet:
    """An untrained network in the paper's size for CIFAR-10, 1x3x32x32."""
    return make(depth, width=16, size=32, seed=seed)


def example_inputs(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random images, 1x3x16x16."""
    return (torch.randn(1, 3, 16, 16, generator=generator),)


def example_inputs_cifar(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random images, 1x3x32x32."""
    return (torch.randn(1, 3, 32, 32, generator=generator),)
