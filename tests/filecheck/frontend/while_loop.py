# RUN: dycl-opt %s:make | filecheck %s
"""A loop on a tensor's value carries what changes, and nothing else."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        n = 0
        scale = x * 0.5
        while x.max() > 0.3:
            x = x * scale
            n += 1
        return x, n


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> (tensor<1x4xf32>, i64) attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "($0, $1)"} {
# CHECK-NEXT:    %scale = aten.mul.Scalar %x {other = 0.5} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %0 = arith.constant 0 : i64
# CHECK-NEXT:    %x_1, %n = scf.while (%x_2 = %x, %n_1 = %0) : (tensor<1x4xf32>, i64) -> (tensor<1x4xf32>, i64) {
# CHECK-NEXT:      %1 = aten.max %x_2 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:      %2 = aten.gt.Scalar %1 {other = 0.3} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:      %3 = dycl.item %2 : tensor<i1> -> i1
# CHECK-NEXT:      scf.condition(%3) %x_2, %n_1 : tensor<1x4xf32>, i64
# CHECK-NEXT:    } do {
# CHECK-NEXT:    ^bb0(%x_3: tensor<1x4xf32>, %n_2: i64):
# CHECK-NEXT:      %x_4 = aten.mul.Tensor %x_3, %scale : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %4 = arith.constant 1 : i64
# CHECK-NEXT:      %5 = arith.addi %4, %n_2 : i64
# CHECK-NEXT:      scf.yield %x_4, %5 : tensor<1x4xf32>, i64
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %x_1, %n : tensor<1x4xf32>, i64
