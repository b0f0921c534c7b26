# RUN: dycl-opt %s:make | filecheck %s
"""Where an arm may return or go on and the other goes on, the branch yields a flag."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        for i in range(2):
            if x[0, i] > 0:
                x = x * 2
                if x.max() > 3:
                    return x.neg()
            else:
                x = x - 1
        return x.relu()


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> tensor<1x4xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = aten.select.int %x {dim = 0, index = 0} : (tensor<1x4xf32>) -> tensor<4xf32>
# CHECK-NEXT:    %1 = aten.select.int %0 {dim = 0, index = 0} : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:    %2 = aten.gt.Scalar %1 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %3 = dycl.item %2 : tensor<i1> -> i1
# CHECK-NEXT:    %4, %x_1, %result, %x_2 = scf.if %3 -> (i1, tensor<1x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>) {
# CHECK-NEXT:      %x_3 = aten.mul.Scalar %x {other = 2} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %5 = aten.max %x_3 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:      %6 = aten.gt.Scalar %5 {other = 3} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:      %7 = dycl.item %6 : tensor<i1> -> i1
# CHECK-NEXT:      %8, %9, %10, %11 = scf.if %7 -> (i1, tensor<1x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>) {
# CHECK-NEXT:        %12 = aten.neg %x_3 : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:        %13 = arith.constant false
# CHECK-NEXT:        %14 = ub.poison : tensor<1x4xf32>
# CHECK-NEXT:        scf.yield %13, %14, %12, %x_3 : i1, tensor<1x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %15 = arith.constant true
# CHECK-NEXT:        %16 = ub.poison : tensor<1x4xf32>
# CHECK-NEXT:        %17 = ub.poison : tensor<1x4xf32>
# CHECK-NEXT:        scf.yield %15, %x_3, %16, %17 : i1, tensor<1x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>
# CHECK-NEXT:      }
# CHECK-NEXT:      scf.yield %8, %9, %10, %11 : i1, tensor<1x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %x_4 = aten.sub.Scalar %x {other = 1} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %18 = arith.constant true
# CHECK-NEXT:      %19 = ub.poison : tensor<1x4xf32>
# CHECK-NEXT:      %20 = ub.poison : tensor<1x4xf32>
# CHECK-NEXT:      scf.yield %18, %x_4, %19, %20 : i1, tensor<1x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %result_1 = scf.if %4 -> (tensor<1x4xf32>) {
# CHECK-NEXT:      %21 = aten.select.int %x_1 {dim = 0, index = 0} : (tensor<1x4xf32>) -> tensor<4xf32>
# CHECK-NEXT:      %22 = aten.select.int %21 {dim = 0, index = 1} : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:      %23 = aten.gt.Scalar %22 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:      %24 = dycl.item %23 : tensor<i1> -> i1
# CHECK-NEXT:      %25, %x_5, %result_2, %x_6 = scf.if %24 -> (i1, tensor<1x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>) {
# CHECK-NEXT:        %x_7 = aten.mul.Scalar %x_1 {other = 2} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:        %26 = aten.max %x_7 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:        %27 = aten.gt.Scalar %26 {other = 3} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:        %28 = dycl.item %27 : tensor<i1> -> i1
# CHECK-NEXT:        %29, %30, %31, %32 = scf.if %28 -> (i1, tensor<1x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>) {
# CHECK-NEXT:          %33 = aten.neg %x_7 : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:          %34 = arith.constant false
# CHECK-NEXT:          %35 = ub.poison : tensor<1x4xf32>
# CHECK-NEXT:          scf.yield %34, %35, %33, %x_7 : i1, tensor<1x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>
# CHECK-NEXT:        } else {
# CHECK-NEXT:          %36 = arith.constant true
# CHECK-NEXT:          %37 = ub.poison : tensor<1x4xf32>
# CHECK-NEXT:          %38 = ub.poison : tensor<1x4xf32>
# CHECK-NEXT:          scf.yield %36, %x_7, %37, %38 : i1, tensor<1x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>
# CHECK-NEXT:        }
# CHECK-NEXT:        scf.yield %29, %30, %31, %32 : i1, tensor<1x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %x_8 = aten.sub.Scalar %x_1 {other = 1} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:        %39 = arith.constant true
# CHECK-NEXT:        %40 = ub.poison : tensor<1x4xf32>
# CHECK-NEXT:        %41 = ub.poison : tensor<1x4xf32>
# CHECK-NEXT:        scf.yield %39, %x_8, %40, %41 : i1, tensor<1x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>
# CHECK-NEXT:      }
# CHECK-NEXT:      %result_3 = scf.if %25 -> (tensor<1x4xf32>) {
# CHECK-NEXT:        %42 = aten.relu %x_5 : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:        scf.yield %42 : tensor<1x4xf32>
# CHECK-NEXT:      } else {
# CHECK-NEXT:        scf.yield %result_2 : tensor<1x4xf32>
# CHECK-NEXT:      }
# CHECK-NEXT:      scf.yield %result_3 : tensor<1x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %result : tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %result_1 : tensor<1x4xf32>
