# RUN: dycl-opt %s:make | filecheck %s
"""A variable that one arm changes; one that neither changes is no result."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        kept = x + 1
        unused = x
        if x.sum() > 0:
            x = x * 2
            unused = x * 3
        return x + kept


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> tensor<1x4xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %kept = aten.add.Scalar %x {other = 1} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %0 = aten.sum %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = aten.gt.Scalar %0 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i1> -> i1
# CHECK-NEXT:    %x_1 = scf.if %2 -> (tensor<1x4xf32>) {
# CHECK-NEXT:      %x_2 = aten.mul.Scalar %x {other = 2} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %unused = aten.mul.Scalar %x_2 {other = 3} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      scf.yield %x_2 : tensor<1x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %x : tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %3 = aten.add.Tensor %x_1, %kept : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    func.return %3 : tensor<1x4xf32>
