# RUN: dycl-opt %s:make | filecheck %s
"""A mask that is ones in one arm and zeros in the other, tested later."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        if x.sum() > 0:
            mask = torch.ones(1)
        else:
            mask = torch.zeros(1)
        if mask == 0:
            return x.neg()
        return x


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> tensor<1x4xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = aten.sum %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = aten.gt.Scalar %0 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i1> -> i1
# CHECK-NEXT:    %mask = scf.if %2 -> (tensor<1xf32>) {
# CHECK-NEXT:      %3 = arith.constant dense<1.000000e+00> : tensor<1xf32>
# CHECK-NEXT:      scf.yield %3 : tensor<1xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %4 = arith.constant dense<0.000000e+00> : tensor<1xf32>
# CHECK-NEXT:      scf.yield %4 : tensor<1xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %5 = aten.eq.Scalar %mask {other = 0} : (tensor<1xf32>) -> tensor<1xi1>
# CHECK-NEXT:    %6 = dycl.item %5 : tensor<1xi1> -> i1
# CHECK-NEXT:    %result = scf.if %6 -> (tensor<1x4xf32>) {
# CHECK-NEXT:      %7 = aten.neg %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      scf.yield %7 : tensor<1x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %x : tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %result : tensor<1x4xf32>
