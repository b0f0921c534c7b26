# RUN: dycl-opt %s:make | filecheck %s
"""A variable that is another tensor's memory on one path writes to it there only."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        a = x + 1
        b = a
        if x.sum() > 0:
            b = x * 2
        b += 1
        return a, b


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> (tensor<1x4xf32>, tensor<1x4xf32>) attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "($0, $1)"} {
# CHECK-NEXT:    %a = aten.add.Scalar %x {other = 1} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %0 = aten.sum %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = aten.gt.Scalar %0 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i1> -> i1
# CHECK-NEXT:    %b = scf.if %2 -> (tensor<1x4xf32>) {
# CHECK-NEXT:      %b_1 = aten.mul.Scalar %x {other = 2} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      scf.yield %b_1 : tensor<1x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %a : tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %b_2 = aten.add.Scalar %b {other = 1} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %3 = arith.constant true
# CHECK-NEXT:    %4 = arith.xori %2, %3 : i1
# CHECK-NEXT:    %5 = scf.if %4 -> (tensor<1x4xf32>) {
# CHECK-NEXT:      scf.yield %b_2 : tensor<1x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %a : tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %5, %b_2 : tensor<1x4xf32>, tensor<1x4xf32>
