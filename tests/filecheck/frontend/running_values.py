# RUN: dycl-opt %s:make | filecheck %s
"""A running maximum, a counter of patience, and writes at an index of the loop."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x, n):
        out = torch.zeros(2, 4)
        best, patience = x.min(), 0
        for t in range(int(n)):
            score = x[t]
            if score > best:
                best = score
                patience = 0
            else:
                patience += 1
            out[:, t] = score
            if patience == 2:
                break
        return out, best


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(4), torch.tensor(2)


# CHECK-LABEL: func.func @forward(%x: tensor<4xf32>, %n: tensor<i64>) -> (tensor<2x4xf32>, tensor<f32>) attributes {dycl.inputs = "{'x': $0, 'n': $1}", dycl.outputs = "($0, $1)"} {
# CHECK-NEXT:    %best = aten.min %x : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:    %0 = dycl.item %n : tensor<i64> -> i64
# CHECK-NEXT:    %1 = arith.constant 0 : i64
# CHECK-NEXT:    %2 = arith.constant dense<0.000000e+00> : tensor<2x4xf32>
# CHECK-NEXT:    %3, %counter, %best_1, %patience, %4 = scf.while (%5 = %1, %counter_1 = %1, %best_2 = %best, %patience_1 = %1, %6 = %2) : (i64, i64, tensor<f32>, i64, tensor<2x4xf32>) -> (i64, i64, tensor<f32>, i64, tensor<2x4xf32>) {
# CHECK-NEXT:      %7 = arith.cmpi eq, %5, %1 : i64
# CHECK-NEXT:      %result = scf.if %7 -> (i1) {
# CHECK-NEXT:        %8 = arith.cmpi slt, %counter_1, %0 : i64
# CHECK-NEXT:        scf.yield %8 : i1
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %9 = arith.constant false
# CHECK-NEXT:        scf.yield %9 : i1
# CHECK-NEXT:      }
# CHECK-NEXT:      scf.condition(%result) %5, %counter_1, %best_2, %patience_1, %6 : i64, i64, tensor<f32>, i64, tensor<2x4xf32>
# CHECK-NEXT:    } do {
# CHECK-NEXT:    ^bb0(%10: i64, %counter_2: i64, %best_3: tensor<f32>, %patience_2: i64, %11: tensor<2x4xf32>):
# CHECK-NEXT:      %12 = aten.select.int %x {dim = 0, index = %counter_2} : (tensor<4xf32>, i64) -> tensor<f32>
# CHECK-NEXT:      %13 = aten.gt.Tensor %12, %best_3 : (tensor<f32>, tensor<f32>) -> tensor<i1>
# CHECK-NEXT:      %14 = dycl.item %13 : tensor<i1> -> i1
# CHECK-NEXT:      %best_4, %patience_3 = scf.if %14 -> (tensor<f32>, i64) {
# CHECK-NEXT:        scf.yield %12, %1 : tensor<f32>, i64
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %15 = arith.constant 1 : i64
# CHECK-NEXT:        %16 = arith.addi %15, %patience_2 : i64
# CHECK-NEXT:        scf.yield %best_3, %16 : tensor<f32>, i64
# CHECK-NEXT:      }
# CHECK-NEXT:      %17 = aten.expand %12 {size = [2]} : (tensor<f32>) -> tensor<2xf32>
# CHECK-NEXT:      %18 = aten.select_scatter %11, %17 {dim = 1, index = %counter_2} : (tensor<2x4xf32>, tensor<2xf32>, i64) -> tensor<2x4xf32>
# CHECK-NEXT:      %19 = arith.constant 2 : i64
# CHECK-NEXT:      %20 = arith.cmpi eq, %patience_3, %19 : i64
# CHECK-NEXT:      %21, %22, %23, %24, %25 = scf.if %20 -> (i64, i64, tensor<f32>, i64, tensor<2x4xf32>) {
# CHECK-NEXT:        %26 = arith.constant 1 : i64
# CHECK-NEXT:        %27 = arith.addi %26, %counter_2 : i64
# CHECK-NEXT:        scf.yield %26, %27, %best_4, %patience_3, %18 : i64, i64, tensor<f32>, i64, tensor<2x4xf32>
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %28 = arith.constant 1 : i64
# CHECK-NEXT:        %29 = arith.addi %28, %counter_2 : i64
# CHECK-NEXT:        scf.yield %1, %29, %best_4, %patience_3, %18 : i64, i64, tensor<f32>, i64, tensor<2x4xf32>
# CHECK-NEXT:      }
# CHECK-NEXT:      scf.yield %21, %22, %23, %24, %25 : i64, i64, tensor<f32>, i64, tensor<2x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %30 = arith.constant 1 : i64
# CHECK-NEXT:    %31 = arith.cmpi eq, %3, %30 : i64
# CHECK-NEXT:    func.return %4, %best_1 : tensor<2x4xf32>, tensor<f32>
