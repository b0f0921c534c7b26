"""A detector: boxes from a grid of anchors, and greedy non-maximum suppression among them.

One stage, after Redmon, Farhadi: "YOLO9000", CVPR 2017 (arXiv 1612.08242).
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F

from calibration import seeded, settling, standardise


def box_iou(box, boxes):
    """Intersection over union of one box, 4, with others, Nx4, as x1, y1, x2, y2."""
    lt = torch.max(box[:2], boxes[:, :2])
    rb = torch.min(box[2:], boxes[:, 2:])
    inter = (rb - lt).clamp(min=0).prod(dim=1)
    area = (box[2] - box[0]) * (box[3] - box[1])
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    return inter / (area + areas - inter)


class Detector(nn.Module):
    """1x3xSxS to boxes, Nx4, in pixels, their scores, N, and classes, N; N may be 0."""

    def __init__(self, width=8, classes=3, anchors=((8.0, 8.0), (12.0, 6.0)), conf=0.6, iou=0.3):
        super().__init__()
        self.conf_thres, self.iou_thres = conf, iou
        self.classes = classes
        self.stride = 4
        self.anchors: torch.Tensor
        self.register_buffer("anchors", torch.tensor(anchors))
        self.backbone = nn.Sequential()
        for i, (inputs, outputs) in enumerate([(3, width), (width, 2 * width)]):
            self.backbone.add_module(f"conv{i}", nn.Conv2d(inputs, outputs, 3, 2, 1, bias=False))
            self.backbone.add_module(f"bn{i}", nn.BatchNorm2d(outputs))
            self.backbone.add_module(f"act{i}", nn.LeakyReLU(0.1))
        self.head = nn.Linear(2 * width, len(anchors) * (5 + classes))

    def predict(self, x):
        """All boxes, Mx4, their scores, M, and classes, M."""
        features = self.backbone(x)
        _, _, ny, nx = features.shape
        out = self.head(features.permute(0, 2, 3, 1))
        out = out.view(ny, nx, len(self.anchors), 5 + self.classes)
        gy, gx = torch.meshgrid(torch.arange(ny), torch.arange(nx), indexing="ij")
        grid = torch.stack([gx, gy], dim=-1).unsqueeze(2)
        centre = (torch.sigmoid(out[..., 0:2]) + grid) * self.stride
        size = torch.exp(out[..., 2:4].clamp(max=1.5)) * self.anchors
        boxes = torch.cat([centre - size / 2, centre + size / 2], dim=-1).view(-1, 4)
        scores, labels = torch.sigmoid(out[..., 5:]).max(dim=-1)
        scores = scores * torch.sigmoid(out[..., 4])
        return boxes, scores.flatten(), labels.flatten()

    def forward(self, x):
        if not torch.isfinite(x).all():
            bad = int((~torch.isfinite(x)).sum())
            raise ValueError(f"the image has {bad} values that are not finite")
        height, width = x.shape[2:]
        boxes, scores, labels = self.predict(x)
        keep = scores > self.conf_thres
        if keep.sum() == 0:
            return torch.zeros(0, 4), scores[:0], labels[:0]
        boxes, scores, labels = boxes[keep], scores[keep], labels[keep]
        boxes[:, 0::2].clamp_(0, width)
        boxes[:, 1::2].clamp_(0, height)
        order = scores.argsort(descending=True)

        detections = []
        while order.numel() > 0:
            i = order[0]
            detections.append(i)
            if order.numel() == 1:
                break
            rest = order[1:]
            overlap = box_iou(boxes[i], boxes[rest]) > self.iou_thres
            same = labels[rest] == labels[i]
            order = rest[~(overlap & same)]
        index = torch.stack(detections)
        return boxes[index], scores[index], labels[index]


def make(seed: int = 0) -> Detector:
    """An untrained detector for 1x3x16x16, with 32 anchors, that finds from no to several boxes."""
    with seeded(seed):
        net = Detector().eval()
        images = torch.randn(64, 3, 16, 16)
        with settling(net.backbone):
            features = net.backbone(images).permute(0, 2, 3, 1)
        standardise(net.head, F.linear(features, net.head.weight, net.head.bias).flatten(0, 2), 1.3)
    return net


def example_inputs(generator: torch.Generator | None = None) -> tuple[torch.Tensor]:
    """Random images, 1x3x16x16."""
    return (torch.randn(1, 3, 16, 16, generator=generator),)
