# RUN: dycl-opt %s:make | filecheck %s
"""'while True' with 'break' in the middle, and 'continue'."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        while True:
            x = x / 2
            if x.max() > 1:
                continue
            x = x - 1
            if x.min() < 0:
                break
        return x


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> tensor<1x4xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = arith.constant 0 : i64
# CHECK-NEXT:    %1, %x_1 = scf.while (%2 = %0, %x_2 = %x) : (i64, tensor<1x4xf32>) -> (i64, tensor<1x4xf32>) {
# CHECK-NEXT:      %3 = arith.cmpi eq, %2, %0 : i64
# CHECK-NEXT:      scf.condition(%3) %2, %x_2 : i64, tensor<1x4xf32>
# CHECK-NEXT:    } do {
# CHECK-NEXT:    ^bb0(%4: i64, %x_3: tensor<1x4xf32>):
# CHECK-NEXT:      %x_4 = aten.div.Scalar %x_3 {other = 2} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %5 = aten.max %x_4 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:      %6 = aten.gt.Scalar %5 {other = 1} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:      %7 = dycl.item %6 : tensor<i1> -> i1
# CHECK-NEXT:      %8, %x_5, %x_6 = scf.if %7 -> (i1, tensor<1x4xf32>, tensor<1x4xf32>) {
# CHECK-NEXT:        %9 = arith.constant true
# CHECK-NEXT:        %10 = ub.poison : tensor<1x4xf32>
# CHECK-NEXT:        scf.yield %9, %x_4, %10 : i1, tensor<1x4xf32>, tensor<1x4xf32>
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %x_7 = aten.sub.Scalar %x_4 {other = 1} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:        %11 = aten.min %x_7 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:        %12 = aten.lt.Scalar %11 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:        %13 = dycl.item %12 : tensor<i1> -> i1
# CHECK-NEXT:        %14, %15, %16 = scf.if %13 -> (i1, tensor<1x4xf32>, tensor<1x4xf32>) {
# CHECK-NEXT:          %17 = arith.constant false
# CHECK-NEXT:          %18 = ub.poison : tensor<1x4xf32>
# CHECK-NEXT:          scf.yield %17, %18, %x_7 : i1, tensor<1x4xf32>, tensor<1x4xf32>
# CHECK-NEXT:        } else {
# CHECK-NEXT:          %19 = arith.constant true
# CHECK-NEXT:          %20 = ub.poison : tensor<1x4xf32>
# CHECK-NEXT:          scf.yield %19, %x_7, %20 : i1, tensor<1x4xf32>, tensor<1x4xf32>
# CHECK-NEXT:        }
# CHECK-NEXT:        scf.yield %14, %15, %16 : i1, tensor<1x4xf32>, tensor<1x4xf32>
# CHECK-NEXT:      }
# CHECK-NEXT:      %21, %22 = scf.if %8 -> (i64, tensor<1x4xf32>) {
# CHECK-NEXT:        scf.yield %0, %x_5 : i64, tensor<1x4xf32>
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %23 = arith.constant 1 : i64
# CHECK-NEXT:        scf.yield %23, %x_6 : i64, tensor<1x4xf32>
# CHECK-NEXT:      }
# CHECK-NEXT:      scf.yield %21, %22 : i64, tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %24 = arith.constant 1 : i64
# CHECK-NEXT:    %25 = arith.cmpi eq, %1, %24 : i64
# CHECK-NEXT:    func.return %x_1 : tensor<1x4xf32>
