# RUN: dycl-opt %s:make | filecheck %s
"""Properties and operators of the user's classes are functions like any other."""

import torch
from torch import nn


class Score:
    def __init__(self, value):
        self.value = value
        self.is_large = False
        if value > 1:
            self.is_large = True

    @property
    def clipped(self):
        return self.value.neg() if self.value > 2 else self.value

    def __add__(self, other):
        return Score(self.value + other)

    def __lt__(self, other):
        return self.value < other.value


class Net(nn.Module):
    def forward(self, x):
        score = Score(x.sum()) + 1
        best = score if score < Score(x.max()) else Score(x.min())
        return best.clipped, best.is_large


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> (tensor<f32>, i1) attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "($0, $1)"} {
# CHECK-NEXT:    %0 = aten.sum %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = aten.gt.Scalar %0 {other = 1} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i1> -> i1
# CHECK-NEXT:    %is_large = scf.if %2 -> (i1) {
# CHECK-NEXT:      %3 = arith.constant true
# CHECK-NEXT:      scf.yield %3 : i1
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %4 = arith.constant false
# CHECK-NEXT:      scf.yield %4 : i1
# CHECK-NEXT:    }
# CHECK-NEXT:    %5 = aten.add.Scalar %0 {other = 1} : (tensor<f32>) -> tensor<f32>
# CHECK-NEXT:    %6 = aten.gt.Scalar %5 {other = 1} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %7 = dycl.item %6 : tensor<i1> -> i1
# CHECK-NEXT:    %is_large_1 = scf.if %7 -> (i1) {
# CHECK-NEXT:      %8 = arith.constant true
# CHECK-NEXT:      scf.yield %8 : i1
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %9 = arith.constant false
# CHECK-NEXT:      scf.yield %9 : i1
# CHECK-NEXT:    }
# CHECK-NEXT:    %10 = aten.max %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %11 = aten.gt.Scalar %10 {other = 1} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %12 = dycl.item %11 : tensor<i1> -> i1
# CHECK-NEXT:    %is_large_2 = scf.if %12 -> (i1) {
# CHECK-NEXT:      %13 = arith.constant true
# CHECK-NEXT:      scf.yield %13 : i1
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %14 = arith.constant false
# CHECK-NEXT:      scf.yield %14 : i1
# CHECK-NEXT:    }
# CHECK-NEXT:    %15 = aten.lt.Tensor %5, %10 : (tensor<f32>, tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %16 = dycl.item %15 : tensor<i1> -> i1
# CHECK-NEXT:    %value, %is_large_3 = scf.if %16 -> (tensor<f32>, i1) {
# CHECK-NEXT:      scf.yield %5, %is_large_1 : tensor<f32>, i1
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %17 = aten.min %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:      %18 = aten.gt.Scalar %17 {other = 1} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:      %19 = dycl.item %18 : tensor<i1> -> i1
# CHECK-NEXT:      %is_large_4 = scf.if %19 -> (i1) {
# CHECK-NEXT:        %20 = arith.constant true
# CHECK-NEXT:        scf.yield %20 : i1
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %21 = arith.constant false
# CHECK-NEXT:        scf.yield %21 : i1
# CHECK-NEXT:      }
# CHECK-NEXT:      scf.yield %17, %is_large_4 : tensor<f32>, i1
# CHECK-NEXT:    }
# CHECK-NEXT:    %22 = aten.gt.Scalar %value {other = 2} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %23 = dycl.item %22 : tensor<i1> -> i1
# CHECK-NEXT:    %24 = scf.if %23 -> (tensor<f32>) {
# CHECK-NEXT:      %25 = aten.neg %value : (tensor<f32>) -> tensor<f32>
# CHECK-NEXT:      scf.yield %25 : tensor<f32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %value : tensor<f32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %24, %is_large_3 : tensor<f32>, i1
