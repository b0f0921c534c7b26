# RUN: dycl-opt %s:make | filecheck %s
"""'break' leaves with an index; 'else' runs where the test ended the loop."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        while x.sum() < 5:
            x = x + 1
            if x.max() > 2:
                break
        else:
            x = x.neg()
        return x


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> tensor<1x4xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = arith.constant 0 : i64
# CHECK-NEXT:    %1, %x_1 = scf.while (%2 = %0, %x_2 = %x) : (i64, tensor<1x4xf32>) -> (i64, tensor<1x4xf32>) {
# CHECK-NEXT:      %3 = arith.cmpi eq, %2, %0 : i64
# CHECK-NEXT:      %result, %4 = scf.if %3 -> (i1, tensor<i1>) {
# CHECK-NEXT:        %5 = aten.sum %x_2 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:        %6 = aten.lt.Scalar %5 {other = 5} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:        %7 = dycl.item %6 : tensor<i1> -> i1
# CHECK-NEXT:        scf.yield %7, %6 : i1, tensor<i1>
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %8 = arith.constant false
# CHECK-NEXT:        %9 = ub.poison : tensor<i1>
# CHECK-NEXT:        scf.yield %8, %9 : i1, tensor<i1>
# CHECK-NEXT:      }
# CHECK-NEXT:      scf.condition(%result) %2, %x_2 : i64, tensor<1x4xf32>
# CHECK-NEXT:    } do {
# CHECK-NEXT:    ^bb0(%10: i64, %x_3: tensor<1x4xf32>):
# CHECK-NEXT:      %x_4 = aten.add.Scalar %x_3 {other = 1} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %11 = aten.max %x_4 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:      %12 = aten.gt.Scalar %11 {other = 2} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:      %13 = dycl.item %12 : tensor<i1> -> i1
# CHECK-NEXT:      %14, %15 = scf.if %13 -> (i64, tensor<1x4xf32>) {
# CHECK-NEXT:        %16 = arith.constant 1 : i64
# CHECK-NEXT:        scf.yield %16, %x_4 : i64, tensor<1x4xf32>
# CHECK-NEXT:      } else {
# CHECK-NEXT:        scf.yield %0, %x_4 : i64, tensor<1x4xf32>
# CHECK-NEXT:      }
# CHECK-NEXT:      scf.yield %14, %15 : i64, tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %17 = arith.constant 1 : i64
# CHECK-NEXT:    %18 = arith.cmpi eq, %1, %17 : i64
# CHECK-NEXT:    %x_5 = scf.if %18 -> (tensor<1x4xf32>) {
# CHECK-NEXT:      scf.yield %x_1 : tensor<1x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %x_6 = aten.neg %x_1 : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      scf.yield %x_6 : tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %x_5 : tensor<1x4xf32>
