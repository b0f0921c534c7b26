# RUN: dycl-opt %s:make | filecheck %s
"""A tensor that changes its shape in place becomes another tensor in all variables that have it."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        y = x.new()
        same = y
        torch.cat([x, x], out=y)
        z = x * 2
        z.unsqueeze_(0)
        z[0, 0] = 1
        return same, z


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> (tensor<2x4xf32>, tensor<1x1x4xf32>) attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "($0, $1)"} {
# CHECK-NEXT:    %y = aten.empty.memory_format {size = [0], dtype = f32} : () -> tensor<0xf32>
# CHECK-NEXT:    %0 = aten.cat [%x, %x] : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<2x4xf32>
# CHECK-NEXT:    %z = aten.mul.Scalar %x {other = 2} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %1 = aten.unsqueeze %z {dim = 0} : (tensor<1x4xf32>) -> tensor<1x1x4xf32>
# CHECK-NEXT:    %2 = aten.select.int %1 {dim = 0, index = 0} : (tensor<1x1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %3 = arith.constant dense<1.000000e+00> : tensor<4xf32>
# CHECK-NEXT:    %4 = aten.select_scatter %2, %3 {dim = 0, index = 0} : (tensor<1x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %5 = aten.select_scatter %1, %4 {dim = 0, index = 0} : (tensor<1x1x4xf32>, tensor<1x4xf32>) -> tensor<1x1x4xf32>
# CHECK-NEXT:    %6 = aten.reshape %5 {shape = [1, 4]} : (tensor<1x1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %7 = aten.unsqueeze %6 {dim = 0} : (tensor<1x4xf32>) -> tensor<1x1x4xf32>
# CHECK-NEXT:    func.return %0, %7 : tensor<2x4xf32>, tensor<1x1x4xf32>
