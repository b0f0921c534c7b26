"""Shallow-Deep networks: VGG-16, ResNet-56, MobileNet, WideResNet-32-4, each with six exits.

After Kaya, Hong, Dumitras: "Shallow-Deep Networks: Understanding and Mitigating Network
Overthinking", ICML 2019 (arXiv 1810.07052). Internal classifiers sit after some of the layers; if
none of them and not the last one is sure, the surest of all answers.
"""

from __future__ import annotations

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from calibration import CONFIDENT, seeded, settling, standardising


class InternalClassifier(nn.Module):
    """Logits from a mix of average and maximum over a 4x4 grid."""

    def __init__(self, input_size, output_channels, num_classes, alpha=0.5):
        super().__init__()
        self.max_pool = nn.MaxPool2d(input_size // 4)
        self.avg_pool = nn.AvgPool2d(input_size // 4)
        self.alpha = nn.Parameter(torch.tensor([alpha]))
        self.linear = nn.Linear(output_channels * 4 * 4, num_classes)
        self.needs_pooling = input_size > 4

    def forward(self, x):
        if self.needs_pooling:
            avgp = torch.sigmoid(self.alpha) * self.max_pool(x)
            maxp = (1 - torch.sigmoid(self.alpha)) * self.avg_pool(x)
            x = avgp + maxp
        return self.linear(x.view(x.size(0), -1))


class ConvBlock(nn.Module):
    """VGG's convolution, and pooling after some."""

    def __init__(self, inputs, outputs, stride, pool):
        super().__init__()
        layers = [nn.Conv2d(inputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs), nn.ReLU()]
        if pool:
            layers.append(nn.MaxPool2d(2))
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x)


class BasicBlock(nn.Module):
    """ResNet's block."""

    def __init__(self, inputs, outputs, stride, pool):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
            nn.BatchNorm2d(outputs),
            nn.ReLU(inplace=True),
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False),
            nn.BatchNorm2d(outputs),
        )
        self.shortcut = nn.Sequential()
        if stride != 1 or inputs != outputs:
            self.shortcut.add_module("conv", nn.Conv2d(inputs, outputs, 1, stride, bias=False))
            self.shortcut.add_module("bn", nn.BatchNorm2d(outputs))

    def forward(self, x):
        return F.relu(self.layers(x) + self.shortcut(x))


class WideBlock(nn.Module):
    """WideResNet's block: normalisation first, dropout inside."""

    def __init__(self, inputs, outputs, stride, pool):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(inputs)
        self.conv1 = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.dropout = nn.Dropout(p=0.3)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, stride=stride, padding=1)
        self.shortcut = nn.Sequential()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride=stride))

    def forward(self, x):
        out = self.dropout(self.conv1(F.relu(self.bn1(x))))
        out = self.conv2(F.relu(self.bn2(out)))
        out += self.shortcut(x)
        return out


class SeparableBlock(nn.Module):
    """MobileNet's block: depthwise, then pointwise convolution."""

    def __init__(self, inputs, outputs, stride, pool):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(inputs, inputs, 3, stride, 1, groups=inputs, bias=False),
            nn.BatchNorm2d(inputs),
            nn.ReLU(),
            nn.Conv2d(inputs, outputs, 1, bias=False),
            nn.BatchNorm2d(outputs),
            nn.ReLU(),
        )

    def forward(self, x):
        return self.layers(x)


class Stage(nn.Module):
    """A block, and an internal classifier after it or not: output, 1 or 0, logits or None."""

    def __init__(self, block, output):
        super().__init__()
        self.block = block
        if output is None:
            self.output = nn.Sequential()
            self.forward = self.only_forward
            self.no_output = True
        else:
            self.output = output
            self.forward = self.only_output
            self.no_output = False

    def only_forward(self, x):
        return self.block(x), 0, None

    def only_output(self, x):
        fwd = self.block(x)
        return fwd, 1, self.output(fwd)


class SDN(nn.Module):
    """In evaluation, 1x3xSxS to 1xK logits, the exit that gave them, and whether it was early."""

    def __init__(self, kind, plan, stem, size, exits=6, num_classes=10, threshold=0.95):
        """`plan` has the width, stride and pooling of each block; `exits` are spread evenly."""
        super().__init__()
        self.confidence_threshold = threshold
        self.num_output = exits + 1
        self.init_conv = nn.Sequential(
            nn.Conv2d(3, stem, 3, padding=1, bias=False), nn.BatchNorm2d(stem), nn.ReLU()
        )
        places = {round(len(plan) * (e + 1) / (exits + 1)) - 1 for e in range(exits)}
        self.layers = nn.ModuleList()
        inputs = stem
        for index, (outputs, stride, pool) in enumerate(plan):
            block = kind(inputs, outputs, stride, pool)
            size //= 2 if pool else stride
            classifier = None
            if index in places:
                classifier = InternalClassifier(size, outputs, num_classes)
            self.layers.append(Stage(block, classifier))
            inputs = outputs
        self.end_layers = nn.Sequential(
            nn.BatchNorm2d(inputs),
            nn.AdaptiveAvgPool2d(1),
            nn.Flatten(),
            nn.Linear(inputs, num_classes),
        )

    def forward(self, x):
        if not self.training:
            return self.early_exit(x)
        return self.all_exits(x)

    def all_exits(self, x):
        outputs = []
        fwd = self.init_conv(x)
        for layer in self.layers:
            fwd, is_output, output = layer(fwd)
            if is_output:
                outputs.append(output)
        outputs.append(self.end_layers(fwd))
        return outputs

    # only takes one input at a time
    def early_exit(self, x):
        confidences = []
        outputs = []

        fwd = self.init_conv(x)
        output_id = 0
        for layer in self.layers:
            fwd, is_output, output = layer(fwd)

            if is_output:
                outputs.append(output)
                softmax = nn.functional.softmax(output[0], dim=0)

                confidence = torch.max(softmax)
                confidences.append(confidence)

                if confidence >= self.confidence_threshold:
                    is_early = True
                    return output, output_id, is_early

                output_id += is_output

        output = self.end_layers(fwd)
        outputs.append(output)

        softmax = nn.functional.softmax(output[0], dim=0)
        confidence = torch.max(softmax)
        confidences.append(confidence)
        max_confidence_output = int(np.argmax(torch.stack(confidences).numpy()))
        is_early = False
        return outputs[max_confidence_output], max_confidence_output, is_early


def calibrated(build, size: int, seed: int) -> SDN:
    """An untrained network whose exits are each sure about some images, 1x3xSxS."""
    with seeded(seed):
        net = build().eval()
        images = torch.randn(4 if size > 32 else 64, 3, size, size)
        with settling(net):
            net.all_exits(images)
        heads = [layer.output.linear for layer in net.layers if not layer.no_output]
        with standardising([*heads, net.end_layers[-1]], CONFIDENT):
            net.all_exits(images)
    return net


def make_vgg(width: int = 8, size: int = 32, seed: int = 0) -> SDN:
    """VGG-16: 13 convolutions (and no hidden linear layers, as is usual for CIFAR)."""
    config = [1, 1, "M", 2, 2, "M", 4, 4, 4, "M", 8, 8, 8, "M", 8, 8, 8]
    plan = []
    for here, following in zip(config, [*config[1:], None]):
        if here != "M":
            plan.append((width * here, 1, following == "M"))
    # the 32x32 image of the small network is 2x2 after four poolings, too small for a classifier
    if size < 64:
        plan = [(outputs, 1, pool and index < 6) for index, (outputs, _, pool) in enumerate(plan)]
    return calibrated(lambda: SDN(ConvBlock, plan, width, size), size, seed)


def residual_plan(blocks: int, width: int):
    return [
        (width * 2**group, 2 if group > 0 and index == 0 else 1, False)
        for group in range(3)
        for index in range(blocks)
    ]


def make_resnet(depth: int = 56, width: int = 4, size: int = 32, seed: int = 0) -> SDN:
    """ResNet-56: 27 blocks."""
    plan = residual_plan((depth - 2) // 6, width)
    return calibrated(lambda: SDN(BasicBlock, plan, width, size), size, seed)


def make_wideresnet(
    depth: int = 32, factor: int = 1, width: int = 8, size: int = 32, seed: int = 0
) -> SDN:
    """WideResNet of 15 blocks, all `factor` times as wide."""
    plan = residual_plan((depth - 2) // 6, width * factor)
    return calibrated(lambda: SDN(WideBlock, plan, width, size), size, seed)


def make_mobilenet(width: int = 8, size: int = 32, seed: int = 0) -> SDN:
    """MobileNet: 13 separable convolutions."""
    config = [2, (4, 2), 4, (8, 2), 8, (16, 2), 16, 16, 16, 16, 16, (32, 2), 32]
    if size < 64:  # keeps 4x4 at the last classifier
        config = [2, (4, 2), 4, (8, 2), 8, (16, 2), 16, 16, 16, 16, 16, 32, 32]
    plan = []
    for c in config:
        outputs, stride = c if isinstance(c, tuple) else (c, 1)
        plan.append((width * outputs, stride, False))
    return calibrated(lambda: SDN(SeparableBlock, plan, width, size), size, seed)


make = make_vgg


def make_full_vgg(seed: int = 0) -> SDN:
    """VGG-16 in its full width, 1x3x256x256."""
    return make_vgg(64, 256, seed)


def make_full_resnet(seed: int = 0) -> SDN:
    """ResNet-56 in its full width, 1x3x256x256."""
    return make_resnet(56, 16, 256, seed)


def make_full_wideresnet(seed: int = 0) -> SDN:
    """WideResNet-32-4, 1x3x256x256."""
    return make_wideresnet(32, 4, 16, 256, seed)


def make_full_mobilenet(seed: int = 0) -> SDN:
    """MobileNet in its full width, 1x3x256x256."""
    return make_mobilenet(32, 256, seed)


def example_inputs(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random images, 1x3x32x32."""
    return (torch.randn(1, 3, 32, 32, generator=generator),)


def example_inputs_full(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random images, 1x3x256x256."""
    return (torch.randn(1, 3, 256, 256, generator=generator),)
