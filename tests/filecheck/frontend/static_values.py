# RUN: dycl-opt %s:make | filecheck %s
"""Sets, slices as values, context managers and None: what is known leaves no trace."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        kept = {"first", "second"} - {"second"}
        part = slice(1, None)
        extra = None
        with torch.no_grad():
            if "first" in kept:
                x = x[part]
            if x.sum() > 0:
                extra = x * 2
        if extra is None:
            return x
        return x + extra


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(4)


# CHECK-LABEL: func.func @forward(%x: tensor<4xf32>) -> tensor<3xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = aten.slice.Tensor %x {start = 1, end = 9223372036854775807} : (tensor<4xf32>) -> tensor<3xf32>
# CHECK-NEXT:    %1 = aten.sum %0 : (tensor<3xf32>) -> tensor<f32>
# CHECK-NEXT:    %2 = aten.gt.Scalar %1 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %3 = dycl.item %2 : tensor<i1> -> i1
# CHECK-NEXT:    %result = scf.if %3 -> (tensor<3xf32>) {
# CHECK-NEXT:      %extra = aten.mul.Scalar %0 {other = 2} : (tensor<3xf32>) -> tensor<3xf32>
# CHECK-NEXT:      %4 = aten.add.Tensor %0, %extra : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
# CHECK-NEXT:      scf.yield %4 : tensor<3xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %0 : tensor<3xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %result : tensor<3xf32>
