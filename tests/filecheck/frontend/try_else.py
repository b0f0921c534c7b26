# RUN: dycl-opt %s:make | filecheck %s
"""An exception that is caught two frames above, 'else', 'finally', and a check of the input."""

import torch
from torch import nn


class Found(Exception):
    def __init__(self, value):
        super().__init__("found")
        self.value = value


class Net(nn.Module):
    def check(self, x):
        if x.max() > 1:
            raise Found(x.neg())

    def search(self, x):
        self.check(x)
        return x + 1

    def forward(self, x):
        if not torch.isfinite(x).all():
            raise ValueError("not finite")
        steps = 0
        try:
            x = self.search(x)
        except Found as found:
            x = found.value
        else:
            steps = 1
        finally:
            x = x * 2
        return x, steps


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(4)


# CHECK-LABEL: func.func @forward(%x: tensor<4xf32>) -> (tensor<4xf32>, i64) attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "($0, $1)"} {
# CHECK-NEXT:    %0 = aten.isfinite %x : (tensor<4xf32>) -> tensor<4xi1>
# CHECK-NEXT:    %1 = aten.all %0 : (tensor<4xi1>) -> tensor<i1>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i1> -> i1
# CHECK-NEXT:    %3 = arith.constant true
# CHECK-NEXT:    %4 = arith.xori %2, %3 : i1
# CHECK-NEXT:    scf.if %4 {
# CHECK-NEXT:      dycl.raise "ValueError" "not finite"
# CHECK-NEXT:    } else {
# CHECK-NEXT:    }
# CHECK-NEXT:    %5 = aten.max %x : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:    %6 = aten.gt.Scalar %5 {other = 1} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %7 = dycl.item %6 : tensor<i1> -> i1
# CHECK-NEXT:    %x_1, %steps = scf.if %7 -> (tensor<4xf32>, i64) {
# CHECK-NEXT:      %x_2 = aten.neg %x : (tensor<4xf32>) -> tensor<4xf32>
# CHECK-NEXT:      %8 = arith.constant 0 : i64
# CHECK-NEXT:      scf.yield %x_2, %8 : tensor<4xf32>, i64
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %x_3 = aten.add.Scalar %x {other = 1} : (tensor<4xf32>) -> tensor<4xf32>
# CHECK-NEXT:      %9 = arith.constant 1 : i64
# CHECK-NEXT:      scf.yield %x_3, %9 : tensor<4xf32>, i64
# CHECK-NEXT:    }
# CHECK-NEXT:    %x_4 = aten.mul.Scalar %x_1 {other = 2} : (tensor<4xf32>) -> tensor<4xf32>
# CHECK-NEXT:    func.return %x_4, %steps : tensor<4xf32>, i64
