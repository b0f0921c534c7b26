# RUN: dycl-opt %s:make --print-debuginfo | filecheck %s
"""Names and locations: variables, submodules, lines; hooks and replaced forwards."""

import torch
from torch import nn


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 3, 3, padding=1)
        self.norm = nn.BatchNorm2d(3)

    def forward(self, x):
        hidden = self.conv(x)
        return self.norm(hidden)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.Sequential(Block(), nn.ReLU(inplace=True))
        self.blocks.register_forward_hook(lambda module, args, out: out * 2)

    def forward(self, image):
        features = self.blocks(image)
        pooled = features.mean(dim=(2, 3))
        return pooled


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 3, 4, 4)


# CHECK-LABEL: func.func @forward(%image: tensor<1x3x4x4xf32> loc(unknown)) -> tensor<1x3xf32> attributes {dycl.inputs = "{'image': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %weight = dycl.weight @blocks.0.conv.weight : tensor<3x3x3x3xf32> loc("blocks.0.conv"("{{.*}}/modules.py":15:18))
# CHECK-NEXT:    %bias = dycl.weight @blocks.0.conv.bias : tensor<3xf32> loc("blocks.0.conv"("{{.*}}/modules.py":15:18))
# CHECK-NEXT:    %hidden = aten.conv2d %image, %weight, %bias {padding = [1, 1]} : (tensor<1x3x4x4xf32>, tensor<3x3x3x3xf32>, tensor<3xf32>) -> tensor<1x3x4x4xf32> loc("blocks.0.conv"("{{.*}}/modules.py":15:18))
# CHECK-NEXT:    %weight_1 = dycl.weight @blocks.0.norm.weight : tensor<3xf32> loc("blocks.0.norm"("{{.*}}/modules.py":16:16))
# CHECK-NEXT:    %bias_1 = dycl.weight @blocks.0.norm.bias : tensor<3xf32> loc("blocks.0.norm"("{{.*}}/modules.py":16:16))
# CHECK-NEXT:    %running_mean = dycl.weight @blocks.0.norm.running_mean : tensor<3xf32> loc("blocks.0.norm"("{{.*}}/modules.py":16:16))
# CHECK-NEXT:    %running_var = dycl.weight @blocks.0.norm.running_var : tensor<3xf32> loc("blocks.0.norm"("{{.*}}/modules.py":16:16))
# CHECK-NEXT:    %input = aten.batch_norm %hidden, %weight_1, %bias_1, %running_mean, %running_var {training = false, momentum = 0.1, eps = 1.0e-05, cudnn_enabled = true} : (tensor<1x3x4x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<1x3x4x4xf32> loc("blocks.0.norm"("{{.*}}/modules.py":16:16))
# CHECK-NEXT:    %input_1 = aten.relu %input : (tensor<1x3x4x4xf32>) -> tensor<1x3x4x4xf32> loc("blocks.1"("{{.*}}/container.py":253:21))
# CHECK-NEXT:    %features = aten.mul.Scalar %input_1 {other = 2} : (tensor<1x3x4x4xf32>) -> tensor<1x3x4x4xf32> loc("blocks"("{{.*}}/modules.py":23:69))
# CHECK-NEXT:    %pooled = aten.mean.dim %features {dim = [2, 3]} : (tensor<1x3x4x4xf32>) -> tensor<1x3xf32> loc("{{.*}}/modules.py":27:18)
# CHECK-NEXT:    func.return %pooled : tensor<1x3xf32> loc("{{.*}}/modules.py":25:0)
