# RUN: dycl-opt %s:make | filecheck %s
"""What the program writes into its caller's tensors comes back."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x, y):
        if y.sum() > 0:
            x.add_(1)
        return x * y


def make():
    return Net().eval()


def example_inputs():
    return (torch.ones(4), torch.ones(4))


# CHECK-LABEL: func.func @forward(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) attributes {dycl.inputs = "{'x': $0, 'y': $1}", dycl.outputs = "$0", dycl.updates = "{0: $1}"} {
# CHECK-NEXT:    %0 = aten.sum %y : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = aten.gt.Scalar %0 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i1> -> i1
# CHECK-NEXT:    %3 = scf.if %2 -> (tensor<4xf32>) {
# CHECK-NEXT:      %4 = aten.add.Scalar %x {other = 1} : (tensor<4xf32>) -> tensor<4xf32>
# CHECK-NEXT:      scf.yield %4 : tensor<4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %x : tensor<4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %5 = aten.mul.Tensor %3, %y : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
# CHECK-NEXT:    func.return %5, %3 : tensor<4xf32>, tensor<4xf32>
