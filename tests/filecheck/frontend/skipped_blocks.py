# RUN: dycl-opt %s:make | filecheck %s
"""k blocks that are skipped or not are k branches in a row."""

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.gates = nn.ModuleList(nn.Linear(4, 1) for _ in range(3))
        self.blocks = nn.ModuleList(nn.Linear(4, 4) for _ in range(3))

    def forward(self, x):
        for gate, block in zip(self.gates, self.blocks):
            if torch.sigmoid(gate(x)).item() > 0.5:
                x = x + torch.relu(block(x))
        return x


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> tensor<1x4xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %weight = dycl.weight @gates.0.weight : tensor<1x4xf32>
# CHECK-NEXT:    %bias = dycl.weight @gates.0.bias : tensor<1xf32>
# CHECK-NEXT:    %0 = aten.linear %x, %weight, %bias : (tensor<1x4xf32>, tensor<1x4xf32>, tensor<1xf32>) -> tensor<1x1xf32>
# CHECK-NEXT:    %1 = aten.sigmoid %0 : (tensor<1x1xf32>) -> tensor<1x1xf32>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<1x1xf32> -> f64
# CHECK-NEXT:    %3 = arith.constant 5.000000e-01 : f64
# CHECK-NEXT:    %4 = arith.cmpf ogt, %2, %3 : f64
# CHECK-NEXT:    %x_1 = scf.if %4 -> (tensor<1x4xf32>) {
# CHECK-NEXT:      %weight_1 = dycl.weight @blocks.0.weight : tensor<4x4xf32>
# CHECK-NEXT:      %bias_1 = dycl.weight @blocks.0.bias : tensor<4xf32>
# CHECK-NEXT:      %5 = aten.linear %x, %weight_1, %bias_1 : (tensor<1x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %6 = aten.relu %5 : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %x_2 = aten.add.Tensor %x, %6 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      scf.yield %x_2 : tensor<1x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %x : tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %weight_2 = dycl.weight @gates.1.weight : tensor<1x4xf32>
# CHECK-NEXT:    %bias_2 = dycl.weight @gates.1.bias : tensor<1xf32>
# CHECK-NEXT:    %7 = aten.linear %x_1, %weight_2, %bias_2 : (tensor<1x4xf32>, tensor<1x4xf32>, tensor<1xf32>) -> tensor<1x1xf32>
# CHECK-NEXT:    %8 = aten.sigmoid %7 : (tensor<1x1xf32>) -> tensor<1x1xf32>
# CHECK-NEXT:    %9 = dycl.item %8 : tensor<1x1xf32> -> f64
# CHECK-NEXT:    %10 = arith.cmpf ogt, %9, %3 : f64
# CHECK-NEXT:    %x_3 = scf.if %10 -> (tensor<1x4xf32>) {
# CHECK-NEXT:      %weight_3 = dycl.weight @blocks.1.weight : tensor<4x4xf32>
# CHECK-NEXT:      %bias_3 = dycl.weight @blocks.1.bias : tensor<4xf32>
# CHECK-NEXT:      %11 = aten.linear %x_1, %weight_3, %bias_3 : (tensor<1x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %12 = aten.relu %11 : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %x_4 = aten.add.Tensor %x_1, %12 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      scf.yield %x_4 : tensor<1x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %x_1 : tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %weight_4 = dycl.weight @gates.2.weight : tensor<1x4xf32>
# CHECK-NEXT:    %bias_4 = dycl.weight @gates.2.bias : tensor<1xf32>
# CHECK-NEXT:    %13 = aten.linear %x_3, %weight_4, %bias_4 : (tensor<1x4xf32>, tensor<1x4xf32>, tensor<1xf32>) -> tensor<1x1xf32>
# CHECK-NEXT:    %14 = aten.sigmoid %13 : (tensor<1x1xf32>) -> tensor<1x1xf32>
# CHECK-NEXT:    %15 = dycl.item %14 : tensor<1x1xf32> -> f64
# CHECK-NEXT:    %16 = arith.cmpf ogt, %15, %3 : f64
# CHECK-NEXT:    %x_5 = scf.if %16 -> (tensor<1x4xf32>) {
# CHECK-NEXT:      %weight_5 = dycl.weight @blocks.2.weight : tensor<4x4xf32>
# CHECK-NEXT:      %bias_5 = dycl.weight @blocks.2.bias : tensor<4xf32>
# CHECK-NEXT:      %17 = aten.linear %x_3, %weight_5, %bias_5 : (tensor<1x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %18 = aten.relu %17 : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %x_6 = aten.add.Tensor %x_3, %18 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      scf.yield %x_6 : tensor<1x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %x_3 : tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %x_5 : tensor<1x4xf32>
