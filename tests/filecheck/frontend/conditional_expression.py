# RUN: dycl-opt %s:make | filecheck %s
"""A conditional expression and a chained comparison."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        s = x.sum().item()
        k = 2.0 if 0 < s <= 1 else 0.5
        return x * k


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> tensor<1x4xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = aten.sum %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %s = dycl.item %0 : tensor<f32> -> f64
# CHECK-NEXT:    %1 = arith.constant 0.000000e+00 : f64
# CHECK-NEXT:    %2 = arith.cmpf ogt, %s, %1 : f64
# CHECK-NEXT:    %3 = scf.if %2 -> (i1) {
# CHECK-NEXT:      %4 = arith.constant 1.000000e+00 : f64
# CHECK-NEXT:      %5 = arith.cmpf ole, %s, %4 : f64
# CHECK-NEXT:      scf.yield %5 : i1
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %2 : i1
# CHECK-NEXT:    }
# CHECK-NEXT:    %k = scf.if %3 -> (f64) {
# CHECK-NEXT:      %6 = arith.constant 2.000000e+00 : f64
# CHECK-NEXT:      scf.yield %6 : f64
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %7 = arith.constant 5.000000e-01 : f64
# CHECK-NEXT:      scf.yield %7 : f64
# CHECK-NEXT:    }
# CHECK-NEXT:    %8 = aten.mul.Scalar %x {other = %k} : (tensor<1x4xf32>, f64) -> tensor<1x4xf32>
# CHECK-NEXT:    func.return %8 : tensor<1x4xf32>
