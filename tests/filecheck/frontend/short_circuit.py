# RUN: dycl-opt %s:make | filecheck %s
"""'and' and 'or' compute their right side only where Python does."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        if x.min() > 0 and x.log().sum() > 1:
            return x
        a = x.sum() > 3
        b = x.max() > 2
        if a or not b:
            return x + 1
        return x - 1


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> tensor<1x4xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = aten.min %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = aten.gt.Scalar %0 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i1> -> i1
# CHECK-NEXT:    %3 = scf.if %2 -> (i1) {
# CHECK-NEXT:      %4 = aten.log %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %5 = aten.sum %4 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:      %6 = aten.gt.Scalar %5 {other = 1} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:      %7 = dycl.item %6 : tensor<i1> -> i1
# CHECK-NEXT:      scf.yield %7 : i1
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %2 : i1
# CHECK-NEXT:    }
# CHECK-NEXT:    %result = scf.if %3 -> (tensor<1x4xf32>) {
# CHECK-NEXT:      scf.yield %x : tensor<1x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %8 = aten.sum %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:      %a = aten.gt.Scalar %8 {other = 3} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:      %9 = aten.max %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:      %b = aten.gt.Scalar %9 {other = 2} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:      %10 = dycl.item %a : tensor<i1> -> i1
# CHECK-NEXT:      %11 = scf.if %10 -> (i1) {
# CHECK-NEXT:        scf.yield %10 : i1
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %12 = dycl.item %b : tensor<i1> -> i1
# CHECK-NEXT:        %13 = arith.constant true
# CHECK-NEXT:        %14 = arith.xori %12, %13 : i1
# CHECK-NEXT:        scf.yield %14 : i1
# CHECK-NEXT:      }
# CHECK-NEXT:      %result_1 = scf.if %11 -> (tensor<1x4xf32>) {
# CHECK-NEXT:        %15 = aten.add.Scalar %x {other = 1} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:        scf.yield %15 : tensor<1x4xf32>
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %16 = aten.sub.Scalar %x {other = 1} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:        scf.yield %16 : tensor<1x4xf32>
# CHECK-NEXT:      }
# CHECK-NEXT:      scf.yield %result_1 : tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %result : tensor<1x4xf32>
