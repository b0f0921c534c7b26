# RUN: dycl-opt %s:make | filecheck %s
"""Results of different structure: an index says which."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        if x.sum() > 1:
            return x, None
        if x.sum() > 0:
            return {"y": [x * 2, 3]}
        return x * 3


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> (i64, tensor<1x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>) attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "choose($0, ($1, None), {'y': [$2, 3]}, $3)"} {
# CHECK-NEXT:    %0 = aten.sum %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = aten.gt.Scalar %0 {other = 1} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i1> -> i1
# CHECK-NEXT:    %3, %result, %result_1 = scf.if %2 -> (i64, tensor<1x4xf32>, tensor<1x4xf32>) {
# CHECK-NEXT:      %4 = arith.constant 0 : i64
# CHECK-NEXT:      %5 = ub.poison : tensor<1x4xf32>
# CHECK-NEXT:      %6 = ub.poison : tensor<1x4xf32>
# CHECK-NEXT:      scf.yield %4, %5, %6 : i64, tensor<1x4xf32>, tensor<1x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %7 = aten.sum %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:      %8 = aten.gt.Scalar %7 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:      %9 = dycl.item %8 : tensor<i1> -> i1
# CHECK-NEXT:      %10, %11, %12 = scf.if %9 -> (i64, tensor<1x4xf32>, tensor<1x4xf32>) {
# CHECK-NEXT:        %13 = aten.mul.Scalar %x {other = 2} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:        %14 = arith.constant 1 : i64
# CHECK-NEXT:        %15 = ub.poison : tensor<1x4xf32>
# CHECK-NEXT:        scf.yield %14, %13, %15 : i64, tensor<1x4xf32>, tensor<1x4xf32>
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %16 = aten.mul.Scalar %x {other = 3} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:        %17 = arith.constant 2 : i64
# CHECK-NEXT:        %18 = ub.poison : tensor<1x4xf32>
# CHECK-NEXT:        scf.yield %17, %18, %16 : i64, tensor<1x4xf32>, tensor<1x4xf32>
# CHECK-NEXT:      }
# CHECK-NEXT:      scf.yield %10, %11, %12 : i64, tensor<1x4xf32>, tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %3, %x, %result, %result_1 : i64, tensor<1x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>
