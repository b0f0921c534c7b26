# RUN: dycl-opt %s:make | filecheck %s
"""'for' over a range whose bound is known only at run time."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        n = int(x.sum())
        for i in range(2, n):
            x = x + i
        return x


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> tensor<1x4xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = aten.sum %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = dycl.item %0 : tensor<f32> -> f64
# CHECK-NEXT:    %2 = arith.fptosi %1 : f64 to i64
# CHECK-NEXT:    %3 = arith.constant 2 : i64
# CHECK-NEXT:    %counter, %x_1 = scf.while (%counter_1 = %3, %x_2 = %x) : (i64, tensor<1x4xf32>) -> (i64, tensor<1x4xf32>) {
# CHECK-NEXT:      %4 = arith.cmpi slt, %counter_1, %2 : i64
# CHECK-NEXT:      scf.condition(%4) %counter_1, %x_2 : i64, tensor<1x4xf32>
# CHECK-NEXT:    } do {
# CHECK-NEXT:    ^bb0(%counter_2: i64, %x_3: tensor<1x4xf32>):
# CHECK-NEXT:      %x_4 = aten.add.Scalar %x_3 {other = %counter_2} : (tensor<1x4xf32>, i64) -> tensor<1x4xf32>
# CHECK-NEXT:      %5 = arith.constant 1 : i64
# CHECK-NEXT:      %6 = arith.addi %5, %counter_2 : i64
# CHECK-NEXT:      scf.yield %6, %x_4 : i64, tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %x_1 : tensor<1x4xf32>
