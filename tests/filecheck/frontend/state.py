# RUN: dycl-opt %s:make | filecheck %s
"""Attributes and buffers that calls change and read are arguments and results."""

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = torch.zeros(1, 4)
        self.steps = 0
        self.register_buffer("count", torch.zeros(2))

    def forward(self, x):
        if x.sum() > 0:
            self.hidden = self.hidden + x
            self.steps += 1
        self.count[0] += 1
        return self.hidden


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>, %hidden: tensor<1x4xf32>, %count: tensor<2xf32>) -> (tensor<1x4xf32>, tensor<1x4xf32>, tensor<2xf32>) attributes {dycl.inputs = "{'x': $0}", dycl.state = "{'hidden': $1, 'count': $2}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = aten.sum %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = aten.gt.Scalar %0 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i1> -> i1
# CHECK-NEXT:    %hidden_1, %steps = scf.if %2 -> (tensor<1x4xf32>, i64) {
# CHECK-NEXT:      %3 = aten.add.Tensor %hidden, %x : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %4 = arith.constant 1 : i64
# CHECK-NEXT:      scf.yield %3, %4 : tensor<1x4xf32>, i64
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %5 = arith.constant 0 : i64
# CHECK-NEXT:      scf.yield %hidden, %5 : tensor<1x4xf32>, i64
# CHECK-NEXT:    }
# CHECK-NEXT:    %6 = aten.select.int %count {dim = 0, index = 0} : (tensor<2xf32>) -> tensor<f32>
# CHECK-NEXT:    %7 = aten.add.Scalar %6 {other = 1} : (tensor<f32>) -> tensor<f32>
# CHECK-NEXT:    %8 = aten.select_scatter %count, %7 {dim = 0, index = 0} : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
# CHECK-NEXT:    func.return %hidden_1, %hidden_1, %8 : tensor<1x4xf32>, tensor<1x4xf32>, tensor<2xf32>
