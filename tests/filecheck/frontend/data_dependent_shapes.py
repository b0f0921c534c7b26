# RUN: dycl-opt %s:make | filecheck %s
"""Shapes that depend on the data are '?'."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        kept = x[x.sum(1) > 0]
        index = (x[0] > 0).nonzero().squeeze(1)
        k = int((x[0] > 1).sum())
        return kept * 2, index, x[0].topk(k)[0], kept.shape[0]


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(3, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<3x4xf32>) -> (tensor<?x4xf32>, tensor<?xi64>, tensor<?xf32>, i64) attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "($0, $1, $2, $3)"} {
# CHECK-NEXT:    %0 = aten.sum.dim_IntList %x {dim = [1]} : (tensor<3x4xf32>) -> tensor<3xf32>
# CHECK-NEXT:    %1 = aten.gt.Scalar %0 {other = 0} : (tensor<3xf32>) -> tensor<3xi1>
# CHECK-NEXT:    %kept = aten.index.Tensor %x, [%1] : (tensor<3x4xf32>, tensor<3xi1>) -> tensor<?x4xf32>
# CHECK-NEXT:    %2 = aten.select.int %x {dim = 0, index = 0} : (tensor<3x4xf32>) -> tensor<4xf32>
# CHECK-NEXT:    %3 = aten.gt.Scalar %2 {other = 0} : (tensor<4xf32>) -> tensor<4xi1>
# CHECK-NEXT:    %4 = aten.nonzero %3 : (tensor<4xi1>) -> tensor<?x1xi64>
# CHECK-NEXT:    %5 = aten.select.int %x {dim = 0, index = 0} : (tensor<3x4xf32>) -> tensor<4xf32>
# CHECK-NEXT:    %6 = aten.gt.Scalar %5 {other = 1} : (tensor<4xf32>) -> tensor<4xi1>
# CHECK-NEXT:    %7 = aten.sum %6 : (tensor<4xi1>) -> tensor<i64>
# CHECK-NEXT:    %8 = dycl.item %7 : tensor<i64> -> i64
# CHECK-NEXT:    %9 = aten.mul.Scalar %kept {other = 2} : (tensor<?x4xf32>) -> tensor<?x4xf32>
# CHECK-NEXT:    %10 = aten.select.int %x {dim = 0, index = 0} : (tensor<3x4xf32>) -> tensor<4xf32>
# CHECK-NEXT:    %11, %12 = aten.topk %10 {k = %8} : (tensor<4xf32>, i64) -> (tensor<?xf32>, tensor<?xi64>)
# CHECK-NEXT:    %13 = aten.squeeze.dim %4 {dim = 1} : (tensor<?x1xi64>) -> tensor<?xi64>
# CHECK-NEXT:    %14 = aten.sym_size.int %kept {dim = 0} : (tensor<?x4xf32>) -> i64
# CHECK-NEXT:    func.return %9, %13, %11, %14 : tensor<?x4xf32>, tensor<?xi64>, tensor<?xf32>, i64
