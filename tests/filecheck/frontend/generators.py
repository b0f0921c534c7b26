# RUN: dycl-opt %s:make | filecheck %s
"""Generators and comprehensions of static structure are unrolled."""

import torch
from torch import nn


class Net(nn.Module):
    def parts(self, x):
        for i in range(2):
            yield x * i
        yield from (x, x + 1)

    def forward(self, x):
        kept = [p * 2 for p in self.parts(x)]
        return sum(k for k in kept[1:])


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> tensor<1x4xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = aten.mul.Scalar %x {other = 0} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %1 = aten.mul.Scalar %0 {other = 2} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %2 = aten.mul.Scalar %x {other = 1} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %3 = aten.mul.Scalar %2 {other = 2} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %4 = aten.add.Scalar %x {other = 1} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %5 = aten.mul.Scalar %x {other = 2} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %6 = aten.mul.Scalar %4 {other = 2} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %7 = aten.add.Scalar %3 {other = 0} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %8 = aten.add.Tensor %7, %5 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %9 = aten.add.Tensor %8, %6 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    func.return %9 : tensor<1x4xf32>
