# RUN: dycl-opt %s:make | filecheck %s
"""A module list indexed by a run-time number is a chain of branches."""

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.router = nn.Linear(4, 3)
        self.experts = nn.ModuleList(nn.Linear(4, 4) for _ in range(3))

    def forward(self, x):
        return self.experts[self.router(x).argmax().item()](x)


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> tensor<1x4xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %weight = dycl.weight @router.weight : tensor<3x4xf32>
# CHECK-NEXT:    %bias = dycl.weight @router.bias : tensor<3xf32>
# CHECK-NEXT:    %0 = aten.linear %x, %weight, %bias : (tensor<1x4xf32>, tensor<3x4xf32>, tensor<3xf32>) -> tensor<1x3xf32>
# CHECK-NEXT:    %1 = aten.argmax %0 : (tensor<1x3xf32>) -> tensor<i64>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i64> -> i64
# CHECK-NEXT:    %3 = arith.constant 0 : i64
# CHECK-NEXT:    %4 = arith.cmpi eq, %2, %3 : i64
# CHECK-NEXT:    %5 = arith.constant -3 : i64
# CHECK-NEXT:    %6 = arith.cmpi eq, %2, %5 : i64
# CHECK-NEXT:    %7 = arith.ori %4, %6 : i1
# CHECK-NEXT:    %8 = scf.if %7 -> (tensor<1x4xf32>) {
# CHECK-NEXT:      %weight_1 = dycl.weight @experts.0.weight : tensor<4x4xf32>
# CHECK-NEXT:      %bias_1 = dycl.weight @experts.0.bias : tensor<4xf32>
# CHECK-NEXT:      %9 = aten.linear %x, %weight_1, %bias_1 : (tensor<1x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      scf.yield %9 : tensor<1x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %10 = arith.constant 1 : i64
# CHECK-NEXT:      %11 = arith.cmpi eq, %2, %10 : i64
# CHECK-NEXT:      %12 = arith.constant -2 : i64
# CHECK-NEXT:      %13 = arith.cmpi eq, %2, %12 : i64
# CHECK-NEXT:      %14 = arith.ori %11, %13 : i1
# CHECK-NEXT:      %15 = scf.if %14 -> (tensor<1x4xf32>) {
# CHECK-NEXT:        %weight_2 = dycl.weight @experts.1.weight : tensor<4x4xf32>
# CHECK-NEXT:        %bias_2 = dycl.weight @experts.1.bias : tensor<4xf32>
# CHECK-NEXT:        %16 = aten.linear %x, %weight_2, %bias_2 : (tensor<1x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:        scf.yield %16 : tensor<1x4xf32>
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %17 = arith.constant 2 : i64
# CHECK-NEXT:        %18 = arith.cmpi eq, %2, %17 : i64
# CHECK-NEXT:        %19 = arith.constant -1 : i64
# CHECK-NEXT:        %20 = arith.cmpi eq, %2, %19 : i64
# CHECK-NEXT:        %21 = arith.ori %18, %20 : i1
# CHECK-NEXT:        scf.if %21 {
# CHECK-NEXT:        } else {
# CHECK-NEXT:          dycl.raise "IndexError" "index {} is out of range"(%2) : i64
# CHECK-NEXT:        }
# CHECK-NEXT:        %weight_3 = dycl.weight @experts.2.weight : tensor<4x4xf32>
# CHECK-NEXT:        %bias_3 = dycl.weight @experts.2.bias : tensor<4xf32>
# CHECK-NEXT:        %22 = aten.linear %x, %weight_3, %bias_3 : (tensor<1x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:        scf.yield %22 : tensor<1x4xf32>
# CHECK-NEXT:      }
# CHECK-NEXT:      scf.yield %15 : tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %8 : tensor<1x4xf32>
