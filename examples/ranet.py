"""RANet: looks at a small copy of the image first, and at larger ones only if it is unsure.

After Yang, Han, Chen, Song, Dai, Huang: "Resolution Adaptive Networks for Efficient Inference",
CVPR 2020 (arXiv 2003.07326): a sub-network for each resolution, which also gets the features of the
one before it, enlarged; each has several classifiers.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.nn import functional as F

from calibration import CONFIDENT, seeded, settling, standardising


def conv(n_in, n_out, kernel_size=3, stride=1):
    return nn.Sequential(
        nn.Conv2d(n_in, n_out, kernel_size, stride, padding=kernel_size // 2, bias=False),
        nn.BatchNorm2d(n_out),
        nn.ReLU(inplace=True),
    )


class FusionBlock(nn.Module):
    """Dense layers; `lower`, features of a smaller image, joins after the last one."""

    def __init__(self, n_in, growth, n_layers, n_lower=0):
        super().__init__()
        self.layers = nn.ModuleList(conv(n_in + i * growth, growth) for i in range(n_layers))
        self.merge = conv(n_lower, growth, kernel_size=1) if n_lower > 0 else None
        self.n_out = n_in + n_layers * growth + (growth if n_lower > 0 else 0)

    def forward(self, x, lower: Any = None):
        features = [x]
        for layer in self.layers:
            features.append(layer(torch.cat(features, dim=1)))
        if self.merge is not None:
            up = F.interpolate(lower, size=x.shape[-2:], mode="bilinear", align_corners=True)
            features += [self.merge(up)]
        return torch.cat(features, 1)


class Classifier(nn.Module):
    def __init__(self, n_in, n_classes):
        super().__init__()
        self.conv = conv(n_in, 2 * n_in, stride=2)
        self.linear = nn.Linear(8 * n_in, n_classes)

    def forward(self, x):
        x = F.adaptive_avg_pool2d(self.conv(x), 2)
        return self.linear(x.flatten(1))


class RANet(nn.Module):
    """1x3xSxS to 1xK logits."""

    def __init__(self, scales=3, blocks=2, growth=8, layers=2, classes=10, threshold=0.95):
        super().__init__()
        self.scales, self.threshold = scales, threshold
        self.heads = nn.ModuleDict()
        self.nets = nn.ModuleDict()
        self.classifiers = nn.ModuleDict()
        lower = [0] * blocks
        for s in range(scales):
            channels = 2 * growth
            self.heads[f"scale_{s}"] = conv(3, channels)
            outs = []
            for b in range(blocks):
                block = FusionBlock(channels, growth, layers, lower[b])
                self.nets[f"scale_{s}_block_{b}"] = block
                channels = block.n_out
                outs.append(channels)
                self.classifiers[f"{s}/{b}"] = Classifier(channels, classes)
            lower = outs

    def pyramid(self, x):
        images = {self.scales - 1: x}
        for s in reversed(range(self.scales - 1)):
            images[s] = F.interpolate(
                images[s + 1], scale_factor=0.5, mode="bilinear", align_corners=False
            )
        return images

    def exits(self, x):
        """Every classifier's logits, one after the other, and no further than asked for."""
        images = self.pyramid(x)
        lower = [None] * len(self.nets)
        for s in range(self.scales):
            x = self.heads[f"scale_{s}"](images[s])
            own = []
            for b, (name, block) in enumerate(
                (k, v) for k, v in self.nets.items() if k.startswith(f"scale_{s}_")
            ):
                x = block(x, lower[b])
                own.append(x)
                yield name, self.classifiers[f"{s}/{b}"](x)
            lower = own

    def forward(self, x):
        logits = None
        for name, logits in self.exits(x):
            confidence = F.softmax(logits, dim=-1).amax(dim=-1)
            if (confidence > self.threshold).all():
                print("left at", name)
                break
        return logits


def make(scales: int = 3, growth: int = 4, size: int = 16, seed: int = 0) -> RANet:
    """An untrained network for 1x3x16x16 whose classifiers are each sure about some images."""
    with seeded(seed):
        net = RANet(scales, growth=growth).eval()
        images = torch.randn(64, 3, size, size)
        with settling(net):
            list(net.exits(images))
        linears = [classifier.linear for classifier in net.classifiers.values()]
        with standardising(linears, CONFIDENT):  # type: ignore
            list(net.exits(images))
    return net


def make_full(seed: int = 0) -> RANet:
    """An untrained network with the paper's width for CIFAR, 1x3x32x32: six exits."""
    return make(scales=3, growth=16, size=32, seed=seed)


def example_inputs(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random images, 1x3x16x16."""
    return (torch.randn(1, 3, 16, 16, generator=generator),)


def example_inputs_full(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random images, 1x3x32x32."""
    return (torch.randn(1, 3, 32, 32, generator=generator),)
