# RUN: dycl-opt %s:make | filecheck %s
"""Numbers taken out of tensors: arithmetic, sizes, indices, tensor operands."""

import math

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        s = x.sum().item()
        n = int(s) // 2 + 1
        r = math.sqrt(abs(s)) / 3
        y = x[:, :n] * r
        z = x[:, n]
        return y, z, s > 1, n, torch.full((2,), s)


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> (tensor<1x?xf32>, tensor<1xf32>, i1, i64, tensor<2xf32>) attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "($0, $1, $2, $3, $4)"} {
# CHECK-NEXT:    %0 = aten.sum %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %s = dycl.item %0 : tensor<f32> -> f64
# CHECK-NEXT:    %1 = arith.fptosi %s : f64 to i64
# CHECK-NEXT:    %2 = math.absf %s : f64
# CHECK-NEXT:    %3 = math.sqrt %2 : f64
# CHECK-NEXT:    %4 = arith.constant 3.000000e+00 : f64
# CHECK-NEXT:    %r = arith.divf %3, %4 : f64
# CHECK-NEXT:    %5 = arith.constant 1 : i64
# CHECK-NEXT:    %6 = arith.constant 2 : i64
# CHECK-NEXT:    %7 = arith.floordivsi %1, %6 : i64
# CHECK-NEXT:    %8 = arith.addi %5, %7 : i64
# CHECK-NEXT:    %9 = aten.slice.Tensor %x {dim = 1, start = 0, end = %8} : (tensor<1x4xf32>, i64) -> tensor<1x?xf32>
# CHECK-NEXT:    %y = aten.mul.Scalar %9 {other = %r} : (tensor<1x?xf32>, f64) -> tensor<1x?xf32>
# CHECK-NEXT:    %10 = arith.constant 1.000000e+00 : f64
# CHECK-NEXT:    %11 = arith.cmpf ogt, %s, %10 : f64
# CHECK-NEXT:    %12 = aten.full {size = [2], fill_value = %s} : (f64) -> tensor<2xf32>
# CHECK-NEXT:    %13 = aten.select.int %x {dim = 1, index = %8} : (tensor<1x4xf32>, i64) -> tensor<1xf32>
# CHECK-NEXT:    func.return %y, %13, %11, %8, %12 : tensor<1x?xf32>, tensor<1xf32>, i1, i64, tensor<2xf32>
