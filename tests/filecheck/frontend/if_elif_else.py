# RUN: dycl-opt %s:make | filecheck %s
"""Three arms give one value each, and what follows is written once."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        if x.sum() > 1:
            y = x * 2
        elif x.sum() > 0:
            y = x * 3
        else:
            y = x * 4
        return y.relu()


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> tensor<1x4xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = aten.sum %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = aten.gt.Scalar %0 {other = 1} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i1> -> i1
# CHECK-NEXT:    %y = scf.if %2 -> (tensor<1x4xf32>) {
# CHECK-NEXT:      %y_1 = aten.mul.Scalar %x {other = 2} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      scf.yield %y_1 : tensor<1x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %3 = aten.sum %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:      %4 = aten.gt.Scalar %3 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:      %5 = dycl.item %4 : tensor<i1> -> i1
# CHECK-NEXT:      %y_2 = scf.if %5 -> (tensor<1x4xf32>) {
# CHECK-NEXT:        %y_3 = aten.mul.Scalar %x {other = 3} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:        scf.yield %y_3 : tensor<1x4xf32>
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %y_4 = aten.mul.Scalar %x {other = 4} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:        scf.yield %y_4 : tensor<1x4xf32>
# CHECK-NEXT:      }
# CHECK-NEXT:      scf.yield %y_2 : tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %6 = aten.relu %y : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    func.return %6 : tensor<1x4xf32>
