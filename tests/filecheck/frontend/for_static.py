# RUN: dycl-opt %s:make | filecheck %s
"""'for' over what is known while compiling is unrolled: no loop is left."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        for i, (name, k) in enumerate(reversed([("a", 2), ("b", 3)])):
            if name == "b":
                x = x * k
            else:
                x = x + i
        for row in x:
            x = x - row
        return x


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(2, 3)


# CHECK-LABEL: func.func @forward(%x: tensor<2x3xf32>) -> tensor<2x3xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %x_1 = aten.mul.Scalar %x {other = 3} : (tensor<2x3xf32>) -> tensor<2x3xf32>
# CHECK-NEXT:    %x_2 = aten.add.Scalar %x_1 {other = 1} : (tensor<2x3xf32>) -> tensor<2x3xf32>
# CHECK-NEXT:    %0, %1 = aten.unbind.int %x_2 : (tensor<2x3xf32>) -> (tensor<3xf32>, tensor<3xf32>)
# CHECK-NEXT:    %x_3 = aten.sub.Tensor %x_2, %0 : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
# CHECK-NEXT:    %x_4 = aten.sub.Tensor %x_3, %1 : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
# CHECK-NEXT:    func.return %x_4 : tensor<2x3xf32>
