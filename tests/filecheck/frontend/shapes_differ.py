# RUN: dycl-opt %s:make | filecheck %s
"""Arms of different shapes: the merged value has '?'."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        if x.sum() > 0:
            y = x[:, :2]
        else:
            y = torch.cat([x, x], dim=1)
        return y * 2


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> tensor<1x?xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = aten.sum %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = aten.gt.Scalar %0 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i1> -> i1
# CHECK-NEXT:    %y = scf.if %2 -> (tensor<1x?xf32>) {
# CHECK-NEXT:      %3 = aten.slice.Tensor %x {dim = 1, start = 0, end = 2} : (tensor<1x4xf32>) -> tensor<1x2xf32>
# CHECK-NEXT:      %4 = tensor.cast %3 : tensor<1x2xf32> to tensor<1x?xf32>
# CHECK-NEXT:      scf.yield %4 : tensor<1x?xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %y_1 = aten.cat [%x, %x] {dim = 1} : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x8xf32>
# CHECK-NEXT:      %5 = tensor.cast %y_1 : tensor<1x8xf32> to tensor<1x?xf32>
# CHECK-NEXT:      scf.yield %5 : tensor<1x?xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %6 = aten.mul.Scalar %y {other = 2} : (tensor<1x?xf32>) -> tensor<1x?xf32>
# CHECK-NEXT:    func.return %6 : tensor<1x?xf32>
