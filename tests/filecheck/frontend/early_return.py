# RUN: dycl-opt %s:make | filecheck %s
"""Each early return nests what follows in the other arm: k exits, k nested branches."""

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(4, 4) for _ in range(3))

    def forward(self, x):
        for i, layer in enumerate(self.layers):
            x = layer(x)
            if x.max() > 1:
                return x, i
        return x, 3


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> (tensor<1x4xf32>, i64) attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "($0, $1)"} {
# CHECK-NEXT:    %weight = dycl.weight @layers.0.weight : tensor<4x4xf32>
# CHECK-NEXT:    %bias = dycl.weight @layers.0.bias : tensor<4xf32>
# CHECK-NEXT:    %x_1 = aten.linear %x, %weight, %bias : (tensor<1x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %0 = aten.max %x_1 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = aten.gt.Scalar %0 {other = 1} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i1> -> i1
# CHECK-NEXT:    %result, %result_1 = scf.if %2 -> (tensor<1x4xf32>, i64) {
# CHECK-NEXT:      %3 = arith.constant 0 : i64
# CHECK-NEXT:      scf.yield %x_1, %3 : tensor<1x4xf32>, i64
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %weight_1 = dycl.weight @layers.1.weight : tensor<4x4xf32>
# CHECK-NEXT:      %bias_1 = dycl.weight @layers.1.bias : tensor<4xf32>
# CHECK-NEXT:      %x_2 = aten.linear %x_1, %weight_1, %bias_1 : (tensor<1x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %4 = aten.max %x_2 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:      %5 = aten.gt.Scalar %4 {other = 1} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:      %6 = dycl.item %5 : tensor<i1> -> i1
# CHECK-NEXT:      %result_2, %result_3 = scf.if %6 -> (tensor<1x4xf32>, i64) {
# CHECK-NEXT:        %7 = arith.constant 1 : i64
# CHECK-NEXT:        scf.yield %x_2, %7 : tensor<1x4xf32>, i64
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %weight_2 = dycl.weight @layers.2.weight : tensor<4x4xf32>
# CHECK-NEXT:        %bias_2 = dycl.weight @layers.2.bias : tensor<4xf32>
# CHECK-NEXT:        %x_3 = aten.linear %x_2, %weight_2, %bias_2 : (tensor<1x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:        %8 = aten.max %x_3 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:        %9 = aten.gt.Scalar %8 {other = 1} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:        %10 = dycl.item %9 : tensor<i1> -> i1
# CHECK-NEXT:        %result_4 = scf.if %10 -> (i64) {
# CHECK-NEXT:          %11 = arith.constant 2 : i64
# CHECK-NEXT:          scf.yield %11 : i64
# CHECK-NEXT:        } else {
# CHECK-NEXT:          %12 = arith.constant 3 : i64
# CHECK-NEXT:          scf.yield %12 : i64
# CHECK-NEXT:        }
# CHECK-NEXT:        scf.yield %x_3, %result_4 : tensor<1x4xf32>, i64
# CHECK-NEXT:      }
# CHECK-NEXT:      scf.yield %result_2, %result_3 : tensor<1x4xf32>, i64
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %result, %result_1 : tensor<1x4xf32>, i64
