# RUN: dycl-opt %s:make | filecheck %s
"""A loop that writes to the caller's tensor in its first turn only: that turn is peeled off."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        while x.sum() < 3:
            x.add_(1)
            x = x * 2
        return x


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(4)


# CHECK-LABEL: func.func @forward(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0", dycl.updates = "{0: $1}"} {
# CHECK-NEXT:    %0 = aten.sum %x : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = aten.lt.Scalar %0 {other = 3} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i1> -> i1
# CHECK-NEXT:    %3, %x_1 = scf.if %2 -> (tensor<4xf32>, tensor<4xf32>) {
# CHECK-NEXT:      %4 = aten.add.Scalar %x {other = 1} : (tensor<4xf32>) -> tensor<4xf32>
# CHECK-NEXT:      %x_2 = aten.mul.Scalar %4 {other = 2} : (tensor<4xf32>) -> tensor<4xf32>
# CHECK-NEXT:      %5, %x_3 = scf.while (%6 = %x_2, %x_4 = %x_2) : (tensor<4xf32>, tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
# CHECK-NEXT:        %7 = aten.sum %x_4 : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:        %8 = aten.lt.Scalar %7 {other = 3} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:        %9 = dycl.item %8 : tensor<i1> -> i1
# CHECK-NEXT:        scf.condition(%9) %6, %x_4 : tensor<4xf32>, tensor<4xf32>
# CHECK-NEXT:      } do {
# CHECK-NEXT:      ^bb0(%10: tensor<4xf32>, %x_5: tensor<4xf32>):
# CHECK-NEXT:        %11 = aten.add.Scalar %x_5 {other = 1} : (tensor<4xf32>) -> tensor<4xf32>
# CHECK-NEXT:        %x_6 = aten.mul.Scalar %11 {other = 2} : (tensor<4xf32>) -> tensor<4xf32>
# CHECK-NEXT:        scf.yield %10, %x_6 : tensor<4xf32>, tensor<4xf32>
# CHECK-NEXT:      }
# CHECK-NEXT:      scf.yield %4, %x_3 : tensor<4xf32>, tensor<4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %x, %x : tensor<4xf32>, tensor<4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %x_1, %3 : tensor<4xf32>, tensor<4xf32>
# CHECK-NEXT:  }
