# RUN: dycl-opt %s:make | filecheck %s
"""A method other than 'forward' is compiled the same way."""

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(4, 2)

    def forward(self, x):
        raise NotImplementedError

    def early_exit(self, x, threshold):
        y = self.linear(x)
        return y if y.softmax(-1).max() > threshold else y * 0


def make():
    return Net().eval().early_exit


def example_inputs():
    return torch.ones(1, 4), 0.5


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> tensor<1x2xf32> attributes {dycl.inputs = "{'x': $0, 'threshold': 0.5}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %weight = dycl.weight @linear.weight : tensor<2x4xf32>
# CHECK-NEXT:    %bias = dycl.weight @linear.bias : tensor<2xf32>
# CHECK-NEXT:    %y = aten.linear %x, %weight, %bias : (tensor<1x4xf32>, tensor<2x4xf32>, tensor<2xf32>) -> tensor<1x2xf32>
# CHECK-NEXT:    %0 = aten.softmax.int %y {dim = -1} : (tensor<1x2xf32>) -> tensor<1x2xf32>
# CHECK-NEXT:    %1 = aten.max %0 : (tensor<1x2xf32>) -> tensor<f32>
# CHECK-NEXT:    %2 = aten.gt.Scalar %1 {other = 0.5} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %3 = dycl.item %2 : tensor<i1> -> i1
# CHECK-NEXT:    %4 = scf.if %3 -> (tensor<1x2xf32>) {
# CHECK-NEXT:      scf.yield %y : tensor<1x2xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %5 = aten.mul.Scalar %y {other = 0} : (tensor<1x2xf32>) -> tensor<1x2xf32>
# CHECK-NEXT:      scf.yield %5 : tensor<1x2xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %4 : tensor<1x2xf32>
