# RUN: dycl-opt %s:make | filecheck %s
"""NumPy's functions on lists, floats and arrays are operators on tensors of NumPy's dtypes."""

import numpy as np
import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        scores = [x[0].item(), 0.5]
        tensors = [x[0], x[1]]
        best = int(np.argmax(scores))
        limit = float(np.clip(x[2].item(), -1.0, 1.0))
        which = int(np.argmax(tensors)), int(np.argmax(x.numpy()))
        return best, float(np.mean(scores)), x * limit, which


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(3)


# CHECK-LABEL: func.func @forward(%x: tensor<3xf32>) -> (i64, f64, tensor<3xf32>, i64, i64) attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "($0, $1, $2, ($3, $4))"} {
# CHECK-NEXT:    %0 = aten.select.int %x {dim = 0, index = 0} : (tensor<3xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = dycl.item %0 : tensor<f32> -> f64
# CHECK-NEXT:    %2 = aten.scalar_tensor {s = %1, dtype = f64} : (f64) -> tensor<f64>
# CHECK-NEXT:    %3 = arith.constant dense<5.000000e-01> : tensor<f64>
# CHECK-NEXT:    %4 = aten.stack [%2, %3] : (tensor<f64>, tensor<f64>) -> tensor<2xf64>
# CHECK-NEXT:    %5 = aten.argmax %4 : (tensor<2xf64>) -> tensor<i64>
# CHECK-NEXT:    %6 = dycl.item %5 : tensor<i64> -> i64
# CHECK-NEXT:    %7 = aten.select.int %x {dim = 0, index = 2} : (tensor<3xf32>) -> tensor<f32>
# CHECK-NEXT:    %8 = dycl.item %7 : tensor<f32> -> f64
# CHECK-NEXT:    %9 = aten.scalar_tensor {s = %8, dtype = f64} : (f64) -> tensor<f64>
# CHECK-NEXT:    %10 = aten.clip %9 {min = -1.0, max = 1.0} : (tensor<f64>) -> tensor<f64>
# CHECK-NEXT:    %limit = dycl.item %10 : tensor<f64> -> f64
# CHECK-NEXT:    %11 = aten.select.int %x {dim = 0, index = 0} : (tensor<3xf32>) -> tensor<f32>
# CHECK-NEXT:    %12 = aten.select.int %x {dim = 0, index = 1} : (tensor<3xf32>) -> tensor<f32>
# CHECK-NEXT:    %13 = aten.stack [%11, %12] : (tensor<f32>, tensor<f32>) -> tensor<2xf32>
# CHECK-NEXT:    %14 = aten.argmax %13 : (tensor<2xf32>) -> tensor<i64>
# CHECK-NEXT:    %15 = dycl.item %14 : tensor<i64> -> i64
# CHECK-NEXT:    %16 = aten.argmax %x : (tensor<3xf32>) -> tensor<i64>
# CHECK-NEXT:    %17 = dycl.item %16 : tensor<i64> -> i64
# CHECK-NEXT:    %18 = aten.scalar_tensor {s = %1, dtype = f64} : (f64) -> tensor<f64>
# CHECK-NEXT:    %19 = aten.stack [%18, %3] : (tensor<f64>, tensor<f64>) -> tensor<2xf64>
# CHECK-NEXT:    %20 = aten.mean %19 : (tensor<2xf64>) -> tensor<f64>
# CHECK-NEXT:    %21 = dycl.item %20 : tensor<f64> -> f64
# CHECK-NEXT:    %22 = aten.mul.Scalar %x {other = %limit} : (tensor<3xf32>, f64) -> tensor<3xf32>
# CHECK-NEXT:    func.return %6, %21, %22, %15, %17 : i64, f64, tensor<3xf32>, i64, i64
# CHECK-NEXT:  }
