# RUN: dycl-opt %s:make | filecheck %s
"""A name with a run-time number is a chain of branches, one for each attribute that it may be."""

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer0 = nn.Linear(4, 4)
        self.layer1 = nn.Linear(4, 4)
        self.layers = 2

    def forward(self, x):
        return getattr(self, f"layer{x.argmax()}")(x)


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> tensor<1x4xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = aten.argmax %x : (tensor<1x4xf32>) -> tensor<i64>
# CHECK-NEXT:    %1 = dycl.item %0 : tensor<i64> -> i64
# CHECK-NEXT:    %2 = arith.constant 0 : i64
# CHECK-NEXT:    %3 = arith.cmpi eq, %1, %2 : i64
# CHECK-NEXT:    %4 = scf.if %3 -> (tensor<1x4xf32>) {
# CHECK-NEXT:      %weight = dycl.weight @layer0.weight : tensor<4x4xf32>
# CHECK-NEXT:      %bias = dycl.weight @layer0.bias : tensor<4xf32>
# CHECK-NEXT:      %5 = aten.linear %x, %weight, %bias : (tensor<1x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      scf.yield %5 : tensor<1x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %6 = arith.constant 1 : i64
# CHECK-NEXT:      %7 = arith.cmpi eq, %1, %6 : i64
# CHECK-NEXT:      scf.if %7 {
# CHECK-NEXT:      } else {
# CHECK-NEXT:        dycl.raise "AttributeError" "'Net' object has no attribute 'layer{}'"(%1) : i64
# CHECK-NEXT:      }
# CHECK-NEXT:      %weight_1 = dycl.weight @layer1.weight : tensor<4x4xf32>
# CHECK-NEXT:      %bias_1 = dycl.weight @layer1.bias : tensor<4xf32>
# CHECK-NEXT:      %8 = aten.linear %x, %weight_1, %bias_1 : (tensor<1x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      scf.yield %8 : tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %4 : tensor<1x4xf32>
