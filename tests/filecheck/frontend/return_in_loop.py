# RUN: dycl-opt %s:make | filecheck %s
"""A 'return' inside a run-time loop carries its value out."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x, y):
        while x.max() < 9:
            x = x + y
            if x.min() > 2:
                return x * 2
        return y


def make():
    return Net().eval()


def example_inputs():
    return (torch.ones(1, 4), torch.ones(1, 4))


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>, %y: tensor<1x4xf32>) -> tensor<1x4xf32> attributes {dycl.inputs = "{'x': $0, 'y': $1}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = arith.constant 0 : i64
# CHECK-NEXT:    %1 = ub.poison : tensor<1x4xf32>
# CHECK-NEXT:    %2, %x_1, %result = scf.while (%3 = %0, %x_2 = %x, %4 = %1) : (i64, tensor<1x4xf32>, tensor<1x4xf32>) -> (i64, tensor<1x4xf32>, tensor<1x4xf32>) {
# CHECK-NEXT:      %5 = arith.cmpi eq, %3, %0 : i64
# CHECK-NEXT:      %result_1, %6 = scf.if %5 -> (i1, tensor<i1>) {
# CHECK-NEXT:        %7 = aten.max %x_2 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:        %8 = aten.lt.Scalar %7 {other = 9} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:        %9 = dycl.item %8 : tensor<i1> -> i1
# CHECK-NEXT:        scf.yield %9, %8 : i1, tensor<i1>
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %10 = arith.constant false
# CHECK-NEXT:        %11 = ub.poison : tensor<i1>
# CHECK-NEXT:        scf.yield %10, %11 : i1, tensor<i1>
# CHECK-NEXT:      }
# CHECK-NEXT:      scf.condition(%result_1) %3, %x_2, %4 : i64, tensor<1x4xf32>, tensor<1x4xf32>
# CHECK-NEXT:    } do {
# CHECK-NEXT:    ^bb0(%12: i64, %x_3: tensor<1x4xf32>, %13: tensor<1x4xf32>):
# CHECK-NEXT:      %x_4 = aten.add.Tensor %x_3, %y : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %14 = aten.min %x_4 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:      %15 = aten.gt.Scalar %14 {other = 2} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:      %16 = dycl.item %15 : tensor<i1> -> i1
# CHECK-NEXT:      %17, %18, %19 = scf.if %16 -> (i64, tensor<1x4xf32>, tensor<1x4xf32>) {
# CHECK-NEXT:        %20 = aten.mul.Scalar %x_4 {other = 2} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:        %21 = arith.constant 1 : i64
# CHECK-NEXT:        %22 = ub.poison : tensor<1x4xf32>
# CHECK-NEXT:        scf.yield %21, %22, %20 : i64, tensor<1x4xf32>, tensor<1x4xf32>
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %23 = ub.poison : tensor<1x4xf32>
# CHECK-NEXT:        scf.yield %0, %x_4, %23 : i64, tensor<1x4xf32>, tensor<1x4xf32>
# CHECK-NEXT:      }
# CHECK-NEXT:      scf.yield %17, %18, %19 : i64, tensor<1x4xf32>, tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %24 = arith.constant 1 : i64
# CHECK-NEXT:    %25 = arith.cmpi eq, %2, %24 : i64
# CHECK-NEXT:    %result_2 = scf.if %25 -> (tensor<1x4xf32>) {
# CHECK-NEXT:      scf.yield %result : tensor<1x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %y : tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %result_2 : tensor<1x4xf32>
