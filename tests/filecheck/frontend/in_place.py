# RUN: dycl-opt %s:make | filecheck %s
"""Writes through views become operators on the whole; views are read again."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        y = x.clone()
        row = y[0]
        y[:, 1] = 7
        row += 1
        y.t()[2].mul_(row[0])
        y[y < 0] = 0.5
        return y, row


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(3, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<3x4xf32>) -> (tensor<3x4xf32>, tensor<4xf32>) attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "($0, $1)"} {
# CHECK-NEXT:    %0 = arith.constant dense<7.000000e+00> : tensor<3xf32>
# CHECK-NEXT:    %1 = aten.select_scatter %x, %0 {dim = 1, index = 1} : (tensor<3x4xf32>, tensor<3xf32>) -> tensor<3x4xf32>
# CHECK-NEXT:    %2 = aten.select.int %1 {dim = 0, index = 0} : (tensor<3x4xf32>) -> tensor<4xf32>
# CHECK-NEXT:    %3 = aten.add.Scalar %2 {other = 1} : (tensor<4xf32>) -> tensor<4xf32>
# CHECK-NEXT:    %4 = aten.select_scatter %1, %3 {dim = 0, index = 0} : (tensor<3x4xf32>, tensor<4xf32>) -> tensor<3x4xf32>
# CHECK-NEXT:    %5 = aten.t %4 : (tensor<3x4xf32>) -> tensor<4x3xf32>
# CHECK-NEXT:    %6 = aten.select.int %5 {dim = 0, index = 2} : (tensor<4x3xf32>) -> tensor<3xf32>
# CHECK-NEXT:    %7 = aten.select.int %4 {dim = 0, index = 0} : (tensor<3x4xf32>) -> tensor<4xf32>
# CHECK-NEXT:    %8 = aten.select.int %7 {dim = 0, index = 0} : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:    %9 = aten.mul.Tensor %6, %8 : (tensor<3xf32>, tensor<f32>) -> tensor<3xf32>
# CHECK-NEXT:    %10 = aten.select_scatter %5, %9 {dim = 0, index = 2} : (tensor<4x3xf32>, tensor<3xf32>) -> tensor<4x3xf32>
# CHECK-NEXT:    %11 = aten.transpose.int %10 {dim0 = -2, dim1 = -1} : (tensor<4x3xf32>) -> tensor<3x4xf32>
# CHECK-NEXT:    %12 = aten.lt.Scalar %11 {other = 0} : (tensor<3x4xf32>) -> tensor<3x4xi1>
# CHECK-NEXT:    %13 = arith.constant dense<5.000000e-01> : tensor<f32>
# CHECK-NEXT:    %14 = aten.index_put %11, [%12], %13 : (tensor<3x4xf32>, tensor<3x4xi1>, tensor<f32>) -> tensor<3x4xf32>
# CHECK-NEXT:    %15 = aten.select.int %14 {dim = 0, index = 0} : (tensor<3x4xf32>) -> tensor<4xf32>
# CHECK-NEXT:    func.return %14, %15 : tensor<3x4xf32>, tensor<4xf32>
