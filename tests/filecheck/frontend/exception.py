# RUN: dycl-opt %s:make | filecheck %s
"""An exception that is caught above is a branch like any other."""

import torch
from torch import nn


class Exit(Exception):
    def __init__(self, logits, layer):
        super().__init__("exit")
        self.logits = logits
        self.layer = layer


class Net(nn.Module):
    def encode(self, x):
        for i in range(2):
            x = x * 2
            if x.max() > 3:
                raise Exit(x.neg(), i)
        return x

    def forward(self, x):
        layer = 2
        try:
            x = self.encode(x)
        except Exit as e:
            x, layer = e.logits, e.layer
        finally:
            x = x + 1
        return x, layer


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> (tensor<1x4xf32>, i64) attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "($0, $1)"} {
# CHECK-NEXT:    %x_1 = aten.mul.Scalar %x {other = 2} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %0 = aten.max %x_1 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = aten.gt.Scalar %0 {other = 3} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i1> -> i1
# CHECK-NEXT:    %x_2, %layer = scf.if %2 -> (tensor<1x4xf32>, i64) {
# CHECK-NEXT:      %x_3 = aten.neg %x_1 : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %3 = arith.constant 0 : i64
# CHECK-NEXT:      scf.yield %x_3, %3 : tensor<1x4xf32>, i64
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %x_4 = aten.mul.Scalar %x_1 {other = 2} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %4 = aten.max %x_4 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:      %5 = aten.gt.Scalar %4 {other = 3} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:      %6 = dycl.item %5 : tensor<i1> -> i1
# CHECK-NEXT:      %x_5, %layer_1 = scf.if %6 -> (tensor<1x4xf32>, i64) {
# CHECK-NEXT:        %x_6 = aten.neg %x_4 : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:        %7 = arith.constant 1 : i64
# CHECK-NEXT:        scf.yield %x_6, %7 : tensor<1x4xf32>, i64
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %8 = arith.constant 2 : i64
# CHECK-NEXT:        scf.yield %x_4, %8 : tensor<1x4xf32>, i64
# CHECK-NEXT:      }
# CHECK-NEXT:      scf.yield %x_5, %layer_1 : tensor<1x4xf32>, i64
# CHECK-NEXT:    }
# CHECK-NEXT:    %x_7 = aten.add.Scalar %x_2 {other = 1} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    func.return %x_7, %layer : tensor<1x4xf32>, i64
