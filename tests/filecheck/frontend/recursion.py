# RUN: dycl-opt %s:make | filecheck %s
"""Recursion over a Python structure is specialised to that structure."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, tree):
        if isinstance(tree, tuple):
            left, right = (self.forward(child) for child in tree)
            return left * right if left.sum() > 0 else right
        return tree.relu()


def make():
    return Net().eval()


def example_inputs():
    return (((torch.ones(4), torch.ones(4)), torch.ones(4)),)


# CHECK-LABEL: func.func @forward(%tree_0: tensor<4xf32>, %tree_0_1: tensor<4xf32>, %tree: tensor<4xf32>) -> tensor<4xf32> attributes {dycl.inputs = "{'tree': (($0, $1), $2)}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %left = aten.relu %tree_0 : (tensor<4xf32>) -> tensor<4xf32>
# CHECK-NEXT:    %right = aten.relu %tree_0_1 : (tensor<4xf32>) -> tensor<4xf32>
# CHECK-NEXT:    %0 = aten.sum %left : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = aten.gt.Scalar %0 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i1> -> i1
# CHECK-NEXT:    %left_1 = scf.if %2 -> (tensor<4xf32>) {
# CHECK-NEXT:      %3 = aten.mul.Tensor %left, %right : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
# CHECK-NEXT:      scf.yield %3 : tensor<4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %right : tensor<4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %right_1 = aten.relu %tree : (tensor<4xf32>) -> tensor<4xf32>
# CHECK-NEXT:    %4 = aten.sum %left_1 : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:    %5 = aten.gt.Scalar %4 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %6 = dycl.item %5 : tensor<i1> -> i1
# CHECK-NEXT:    %7 = scf.if %6 -> (tensor<4xf32>) {
# CHECK-NEXT:      %8 = aten.mul.Tensor %left_1, %right_1 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
# CHECK-NEXT:      scf.yield %8 : tensor<4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %right_1 : tensor<4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %7 : tensor<4xf32>
