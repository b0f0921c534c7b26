# RUN: dycl-opt %s:make | filecheck %s
"""Recurrent layers and cells; a static loop over time steps."""

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.cell = nn.GRUCell(4, 3)
        self.head = nn.Linear(3, 1)

    def forward(self, x):
        h = torch.zeros(1, 3)
        for t in range(x.shape[1]):
            h = self.cell(x[:, t], h)
            if self.head(h) > 0:
                break
        return h


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 2, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x2x4xf32>) -> tensor<1x3xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = aten.select.int %x {dim = 1, index = 0} : (tensor<1x2x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %1 = arith.constant dense<0.000000e+00> : tensor<1x3xf32>
# CHECK-NEXT:    %weight_ih = dycl.weight @cell.weight_ih : tensor<9x4xf32>
# CHECK-NEXT:    %weight_hh = dycl.weight @cell.weight_hh : tensor<9x3xf32>
# CHECK-NEXT:    %bias_ih = dycl.weight @cell.bias_ih : tensor<9xf32>
# CHECK-NEXT:    %bias_hh = dycl.weight @cell.bias_hh : tensor<9xf32>
# CHECK-NEXT:    %h = aten.gru_cell %0, %1, %weight_ih, %weight_hh, %bias_ih, %bias_hh : (tensor<1x4xf32>, tensor<1x3xf32>, tensor<9x4xf32>, tensor<9x3xf32>, tensor<9xf32>, tensor<9xf32>) -> tensor<1x3xf32>
# CHECK-NEXT:    %weight = dycl.weight @head.weight : tensor<1x3xf32>
# CHECK-NEXT:    %bias = dycl.weight @head.bias : tensor<1xf32>
# CHECK-NEXT:    %2 = aten.linear %h, %weight, %bias : (tensor<1x3xf32>, tensor<1x3xf32>, tensor<1xf32>) -> tensor<1x1xf32>
# CHECK-NEXT:    %3 = aten.gt.Scalar %2 {other = 0} : (tensor<1x1xf32>) -> tensor<1x1xi1>
# CHECK-NEXT:    %4 = dycl.item %3 : tensor<1x1xi1> -> i1
# CHECK-NEXT:    %h_1 = scf.if %4 -> (tensor<1x3xf32>) {
# CHECK-NEXT:      scf.yield %h : tensor<1x3xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %5 = aten.select.int %x {dim = 1, index = 1} : (tensor<1x2x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %h_2 = aten.gru_cell %5, %h, %weight_ih, %weight_hh, %bias_ih, %bias_hh : (tensor<1x4xf32>, tensor<1x3xf32>, tensor<9x4xf32>, tensor<9x3xf32>, tensor<9xf32>, tensor<9xf32>) -> tensor<1x3xf32>
# CHECK-NEXT:      %6 = aten.linear %h_2, %weight, %bias : (tensor<1x3xf32>, tensor<1x3xf32>, tensor<1xf32>) -> tensor<1x1xf32>
# CHECK-NEXT:      %7 = aten.gt.Scalar %6 {other = 0} : (tensor<1x1xf32>) -> tensor<1x1xi1>
# CHECK-NEXT:      %8 = dycl.item %7 : tensor<1x1xi1> -> i1
# CHECK-NEXT:      scf.yield %h_2 : tensor<1x3xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %h_1 : tensor<1x3xf32>
