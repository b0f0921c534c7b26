# RUN: dycl-opt %s:make | filecheck %s
"""What nobody catches leaves the program with its class and message."""

import torch
from torch import nn


class TooLong(ValueError):
    pass


class Net(nn.Module):
    def forward(self, x):
        n = int(x.sum())
        if n > 3:
            raise TooLong(f"{n} of {x.shape[1]} is {x.max().item():.2f} {{")
        assert x.min() > 0, "must be positive"
        assert n != 2
        return x * n


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> tensor<1x4xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = aten.sum %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = dycl.item %0 : tensor<f32> -> f64
# CHECK-NEXT:    %2 = arith.fptosi %1 : f64 to i64
# CHECK-NEXT:    %3 = arith.constant 3 : i64
# CHECK-NEXT:    %4 = arith.cmpi sgt, %2, %3 : i64
# CHECK-NEXT:    scf.if %4 {
# CHECK-NEXT:      %5 = aten.max %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:      %6 = dycl.item %5 : tensor<f32> -> f64
# CHECK-NEXT:      dycl.raise "raise:TooLong" "{} of 4 is {:.2f} {{.*}}"(%2, %6) : i64, f64
# CHECK-NEXT:    } else {
# CHECK-NEXT:    }
# CHECK-NEXT:    %7 = aten.min %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %8 = aten.gt.Scalar %7 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %9 = dycl.item %8 : tensor<i1> -> i1
# CHECK-NEXT:    scf.if %9 {
# CHECK-NEXT:    } else {
# CHECK-NEXT:      dycl.raise "AssertionError" "must be positive"
# CHECK-NEXT:    }
# CHECK-NEXT:    %10 = arith.constant 2 : i64
# CHECK-NEXT:    %11 = arith.cmpi ne, %2, %10 : i64
# CHECK-NEXT:    scf.if %11 {
# CHECK-NEXT:    } else {
# CHECK-NEXT:      dycl.raise "AssertionError" ""
# CHECK-NEXT:    }
# CHECK-NEXT:    %12 = aten.mul.Scalar %x {other = %2} : (tensor<1x4xf32>, i64) -> tensor<1x4xf32>
# CHECK-NEXT:    func.return %12 : tensor<1x4xf32>
