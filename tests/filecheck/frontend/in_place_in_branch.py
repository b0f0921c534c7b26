# RUN: dycl-opt %s:make | filecheck %s
"""A write in an arm is a result of the branch."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        out = torch.zeros(4, 4)
        last = out[3]
        if x.sum() > 0:
            out[:, 1] = x[0]
            last.fill_(2)
        return out, last


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> (tensor<4x4xf32>, tensor<4xf32>) attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "($0, $1)"} {
# CHECK-NEXT:    %0 = aten.sum %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = aten.gt.Scalar %0 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i1> -> i1
# CHECK-NEXT:    %3 = scf.if %2 -> (tensor<4x4xf32>) {
# CHECK-NEXT:      %4 = aten.select.int %x {dim = 0, index = 0} : (tensor<1x4xf32>) -> tensor<4xf32>
# CHECK-NEXT:      %5 = arith.constant dense<0.000000e+00> : tensor<4x4xf32>
# CHECK-NEXT:      %6 = aten.select_scatter %5, %4 {dim = 1, index = 1} : (tensor<4x4xf32>, tensor<4xf32>) -> tensor<4x4xf32>
# CHECK-NEXT:      %7 = arith.constant dense<2.000000e+00> : tensor<4xf32>
# CHECK-NEXT:      %8 = aten.select_scatter %6, %7 {dim = 0, index = 3} : (tensor<4x4xf32>, tensor<4xf32>) -> tensor<4x4xf32>
# CHECK-NEXT:      scf.yield %8 : tensor<4x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %9 = arith.constant dense<0.000000e+00> : tensor<4x4xf32>
# CHECK-NEXT:      scf.yield %9 : tensor<4x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %10 = aten.select.int %3 {dim = 0, index = 3} : (tensor<4x4xf32>) -> tensor<4xf32>
# CHECK-NEXT:    func.return %3, %10 : tensor<4x4xf32>, tensor<4xf32>
