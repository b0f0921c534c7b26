# RUN: dycl-opt %s:make | filecheck %s
"""A module that is called twice names its weights once."""

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(4, 4)
        self.same = self.linear

    def forward(self, x):
        x = self.linear(x)
        if x.sum() > 0:
            x = self.same(x)
        return x


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> tensor<1x4xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %weight = dycl.weight @linear.weight : tensor<4x4xf32>
# CHECK-NEXT:    %bias = dycl.weight @linear.bias : tensor<4xf32>
# CHECK-NEXT:    %x_1 = aten.linear %x, %weight, %bias : (tensor<1x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %0 = aten.sum %x_1 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = aten.gt.Scalar %0 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i1> -> i1
# CHECK-NEXT:    %x_2 = scf.if %2 -> (tensor<1x4xf32>) {
# CHECK-NEXT:      %x_3 = aten.linear %x_1, %weight, %bias : (tensor<1x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      scf.yield %x_3 : tensor<1x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %x_1 : tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %x_2 : tensor<1x4xf32>
