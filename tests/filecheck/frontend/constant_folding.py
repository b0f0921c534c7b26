# RUN: dycl-opt %s:make | filecheck %s
"""Counters kept in tensors, and masks of ones or zeros, are folded."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        t = torch.tensor([0])
        total = torch.zeros(4, 1)
        while t < 2:
            total = total + x[:, t]
            t = t + 1
        mask = torch.ones(3)
        mask[1] = 0
        for i in range(3):
            if mask[i] == 1:
                total = total * (i + 2)
        return total


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(4, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<4x4xf32>) -> tensor<4x1xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = arith.constant dense<0> : tensor<1xi64>
# CHECK-NEXT:    %1 = aten.index.Tensor %x, [none, %0] : (tensor<4x4xf32>, tensor<1xi64>) -> tensor<4x1xf32>
# CHECK-NEXT:    %2 = arith.constant dense<0.000000e+00> : tensor<4x1xf32>
# CHECK-NEXT:    %total = aten.add.Tensor %2, %1 : (tensor<4x1xf32>, tensor<4x1xf32>) -> tensor<4x1xf32>
# CHECK-NEXT:    %3 = arith.constant dense<1> : tensor<1xi64>
# CHECK-NEXT:    %4 = aten.index.Tensor %x, [none, %3] : (tensor<4x4xf32>, tensor<1xi64>) -> tensor<4x1xf32>
# CHECK-NEXT:    %total_1 = aten.add.Tensor %total, %4 : (tensor<4x1xf32>, tensor<4x1xf32>) -> tensor<4x1xf32>
# CHECK-NEXT:    %total_2 = aten.mul.Scalar %total_1 {other = 2} : (tensor<4x1xf32>) -> tensor<4x1xf32>
# CHECK-NEXT:    %total_3 = aten.mul.Scalar %total_2 {other = 4} : (tensor<4x1xf32>) -> tensor<4x1xf32>
# CHECK-NEXT:    func.return %total_3 : tensor<4x1xf32>
