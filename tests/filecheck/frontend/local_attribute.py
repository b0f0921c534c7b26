# RUN: dycl-opt %s:make | filecheck %s
"""An attribute that every call sets before it reads it is no state."""

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention = None

    def score(self):
        return self.attention.sum()

    def forward(self, x):
        self.attention = x.softmax(-1)
        if self.score() > 0.5:
            self.attention = self.attention * 2
        return self.attention


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> tensor<1x4xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = aten.softmax.int %x {dim = -1} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %1 = aten.sum %0 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %2 = aten.gt.Scalar %1 {other = 0.5} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %3 = dycl.item %2 : tensor<i1> -> i1
# CHECK-NEXT:    %attention = scf.if %3 -> (tensor<1x4xf32>) {
# CHECK-NEXT:      %4 = aten.mul.Scalar %0 {other = 2} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      scf.yield %4 : tensor<1x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %0 : tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %attention : tensor<1x4xf32>
