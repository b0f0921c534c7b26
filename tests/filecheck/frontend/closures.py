# RUN: dycl-opt %s:make | filecheck %s
"""Closures, lambdas, partials and 'nonlocal' leave no trace."""

import functools

import torch
from torch import nn


class Net(nn.Module):
    def call(self, f, v):
        return f(v)

    def forward(self, x):
        scale = 3.0
        count = 0

        def f(v, *, k=1.0):
            nonlocal count
            if v.sum() > 0:
                count += 1
                return v * scale * k
            return v

        g = functools.partial(f, k=0.5)
        x = self.call(lambda v: g(v) + 1, x)
        return x, count


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> (tensor<1x4xf32>, i64) attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "($0, $1)"} {
# CHECK-NEXT:    %0 = aten.sum %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = aten.gt.Scalar %0 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i1> -> i1
# CHECK-NEXT:    %result, %count = scf.if %2 -> (tensor<1x4xf32>, i64) {
# CHECK-NEXT:      %3 = aten.mul.Scalar %x {other = 3.0} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %4 = aten.mul.Scalar %3 {other = 0.5} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %5 = arith.constant 1 : i64
# CHECK-NEXT:      scf.yield %4, %5 : tensor<1x4xf32>, i64
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %6 = arith.constant 0 : i64
# CHECK-NEXT:      scf.yield %x, %6 : tensor<1x4xf32>, i64
# CHECK-NEXT:    }
# CHECK-NEXT:    %x_1 = aten.add.Scalar %result {other = 1} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    func.return %x_1, %count : tensor<1x4xf32>, i64
