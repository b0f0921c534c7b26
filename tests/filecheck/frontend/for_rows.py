# RUN: dycl-opt %s:make | filecheck %s
"""'for' over the rows of a tensor whose number is known only at run time."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        total = torch.zeros(())
        for v in x[x > 0]:
            total = total + v
        return total


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(4)


# CHECK-LABEL: func.func @forward(%x: tensor<4xf32>) -> tensor<f32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = aten.gt.Scalar %x {other = 0} : (tensor<4xf32>) -> tensor<4xi1>
# CHECK-NEXT:    %1 = aten.index.Tensor %x, [%0] : (tensor<4xf32>, tensor<4xi1>) -> tensor<?xf32>
# CHECK-NEXT:    %2 = arith.constant 0 : i64
# CHECK-NEXT:    %3 = arith.constant dense<0.000000e+00> : tensor<f32>
# CHECK-NEXT:    %counter, %total = scf.while (%counter_1 = %2, %total_1 = %3) : (i64, tensor<f32>) -> (i64, tensor<f32>) {
# CHECK-NEXT:      %4 = aten.sym_size.int %1 {dim = 0} : (tensor<?xf32>) -> i64
# CHECK-NEXT:      %5 = arith.cmpi slt, %counter_1, %4 : i64
# CHECK-NEXT:      scf.condition(%5) %counter_1, %total_1 : i64, tensor<f32>
# CHECK-NEXT:    } do {
# CHECK-NEXT:    ^bb0(%counter_2: i64, %total_2: tensor<f32>):
# CHECK-NEXT:      %6 = aten.select.int %1 {dim = 0, index = %counter_2} : (tensor<?xf32>, i64) -> tensor<f32>
# CHECK-NEXT:      %total_3 = aten.add.Tensor %total_2, %6 : (tensor<f32>, tensor<f32>) -> tensor<f32>
# CHECK-NEXT:      %7 = arith.constant 1 : i64
# CHECK-NEXT:      %8 = arith.addi %7, %counter_2 : i64
# CHECK-NEXT:      scf.yield %8, %total_3 : i64, tensor<f32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %total : tensor<f32>
