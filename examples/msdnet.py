"""MSDNet: features at several scales, densely connected, with classifiers on the way.

After Huang, Chen, Li, Wu, van der Maaten, Weinberger: "Multi-Scale Dense Networks for Resource
Efficient Image Classification", ICLR 2018 (arXiv 1703.09844), figure 2, in its dynamic ("anytime
with a threshold") evaluation.
"""

from __future__ import annotations

import torch
import torch.nn as nn
import torch.nn.functional as F

from calibration import CONFIDENT, seeded, settling, standardising


class ConvBN(nn.Module):
    def __init__(self, nIn, nOut, kernel=3, stride=1):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(nIn, nOut, kernel, stride=stride, padding=kernel // 2, bias=False),
            nn.BatchNorm2d(nOut),
            nn.ReLU(True),
        )

    def forward(self, x):
        return self.net(x)


class MSDFirstLayer(nn.Module):
    """An image to one feature map for each scale, the finest first."""

    def __init__(self, nIn, nOut, scales):
        super().__init__()
        self.layers = nn.ModuleList()
        for s in range(scales):
            self.layers.append(ConvBN(nIn, nOut * 2**s, stride=1 if s == 0 else 2))
            nIn = nOut * 2**s

    def forward(self, x):
        res = []
        for layer in self.layers:
            x = layer(x)
            res.append(x)
        return res


class MSDLayer(nn.Module):
    """Adds to each scale features made from that scale and from the next finer one."""

    def __init__(self, nIns, growth):
        super().__init__()
        self.nIns = nIns
        self.conv_normal = nn.ModuleDict()
        self.conv_down = nn.ModuleDict()
        for s, nIn in enumerate(nIns):
            nOut = growth * 2**s
            if s == 0:
                self.conv_normal[str(s)] = ConvBN(nIn, nOut)
            else:
                self.conv_normal[str(s)] = ConvBN(nIn, nOut - nOut // 2)
                self.conv_down[str(s)] = ConvBN(nIns[s - 1], nOut // 2, stride=2)

    def forward(self, x):
        res = [torch.cat([x[0], self.conv_normal["0"](x[0])], dim=1)]
        for s in range(1, len(x)):
            res.append(
                torch.cat(
                    [x[s], self.conv_down[str(s)](x[s - 1]), self.conv_normal[str(s)](x[s])], dim=1
                )
            )
        return res


class ClassifierModule(nn.Module):
    def __init__(self, channel, num_classes):
        super().__init__()
        self.m = nn.Sequential(
            ConvBN(channel, channel, stride=2), ConvBN(channel, channel), nn.AdaptiveAvgPool2d(2)
        )
        self.linear = nn.Linear(channel * 4, num_classes)

    def forward(self, x):
        res = self.m(x[-1])
        res = res.view(res.size(0), -1)
        return self.linear(res)


class MSDNet(nn.Module):
    """1x3xSxS to the logits, 1xK, of the first sure classifier, and that classifier's index."""

    def __init__(self, nBlocks=4, step=2, scales=3, growth=6, num_classes=10, thresholds=None):
        super().__init__()
        self.nBlocks = nBlocks
        self.thresholds = thresholds or [0.95] * (nBlocks - 1) + [0.0]
        self.first = MSDFirstLayer(3, growth * 2, scales)
        self.blocks = nn.ModuleList()
        self.classifier = nn.ModuleList()
        nIns = [growth * 2 * 2**s for s in range(scales)]
        for _ in range(nBlocks):
            layers = []
            for _ in range(step):
                layers.append(MSDLayer(nIns, growth))
                nIns = [nIn + growth * 2**s for s, nIn in enumerate(nIns)]
            self.blocks.append(nn.Sequential(*layers))
            self.classifier.append(ClassifierModule(nIns[-1], num_classes))

    def forward(self, x):
        x = self.first(x)
        for i in range(self.nBlocks):
            x = self.blocks[i](x)
            pred = self.classifier[i](x)
            prob = F.softmax(pred, dim=1)
            max_preds, argmax_preds = prob.max(dim=1, keepdim=False)
            if max_preds.item() >= self.thresholds[i]:
                return pred, argmax_preds, i

    def all_exits(self, x):
        x = self.first(x)
        res = []
        for i in range(self.nBlocks):
            x = self.blocks[i](x)
            res.append(self.classifier[i](x))
        return res


def make(nBlocks: int = 4, step: int = 1, growth: int = 4, size: int = 16, seed: int = 0) -> MSDNet:
    """An untrained network for 1x3x16x16 whose classifiers are each sure about some images."""
    with seeded(seed):
        net = MSDNet(nBlocks, step, growth=growth).eval()
        images = torch.randn(64, 3, size, size)
        with settling(net):
            net.all_exits(images)
        with standardising([c.linear for c in net.classifier], CONFIDENT):  # type: ignore
            net.all_exits(images)
    return net


def make_full(seed: int = 0) -> MSDNet:
    """An untrained network with the paper's width for CIFAR, 1x3x32x32: seven exits."""
    return make(nBlocks=7, step=2, growth=6, size=32, seed=seed)


def example_inputs(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random images, 1x3x16x16."""
    return (torch.randn(1, 3, 16, 16, generator=generator),)


def example_inputs_full(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random images, 1x3x32x32."""
    return (torch.randn(1, 3, 32, 32, generator=generator),)
