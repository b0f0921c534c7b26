# RUN: dycl-opt %s:make | filecheck %s
"""'match' on a number that is known only at run time."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        match x.argmax().item():
            case 0:
                return x
            case 1 | 2:
                return x + 1
            case n if n > 3:
                return x * n
            case _:
                return x - 1


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> tensor<1x4xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = aten.argmax %x : (tensor<1x4xf32>) -> tensor<i64>
# CHECK-NEXT:    %1 = dycl.item %0 : tensor<i64> -> i64
# CHECK-NEXT:    %2 = arith.constant 0 : i64
# CHECK-NEXT:    %3 = arith.cmpi eq, %1, %2 : i64
# CHECK-NEXT:    %result = scf.if %3 -> (tensor<1x4xf32>) {
# CHECK-NEXT:      scf.yield %x : tensor<1x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %4 = arith.constant 1 : i64
# CHECK-NEXT:      %5 = arith.cmpi eq, %1, %4 : i64
# CHECK-NEXT:      %6 = scf.if %5 -> (i1) {
# CHECK-NEXT:        scf.yield %5 : i1
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %7 = arith.constant 2 : i64
# CHECK-NEXT:        %8 = arith.cmpi eq, %1, %7 : i64
# CHECK-NEXT:        scf.yield %8 : i1
# CHECK-NEXT:      }
# CHECK-NEXT:      %result_1 = scf.if %6 -> (tensor<1x4xf32>) {
# CHECK-NEXT:        %9 = aten.add.Scalar %x {other = 1} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:        scf.yield %9 : tensor<1x4xf32>
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %10 = arith.constant 3 : i64
# CHECK-NEXT:        %11 = arith.cmpi sgt, %1, %10 : i64
# CHECK-NEXT:        %result_2 = scf.if %11 -> (tensor<1x4xf32>) {
# CHECK-NEXT:          %12 = aten.mul.Scalar %x {other = %1} : (tensor<1x4xf32>, i64) -> tensor<1x4xf32>
# CHECK-NEXT:          scf.yield %12 : tensor<1x4xf32>
# CHECK-NEXT:        } else {
# CHECK-NEXT:          %13 = aten.sub.Scalar %x {other = 1} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:          scf.yield %13 : tensor<1x4xf32>
# CHECK-NEXT:        }
# CHECK-NEXT:        scf.yield %result_2 : tensor<1x4xf32>
# CHECK-NEXT:      }
# CHECK-NEXT:      scf.yield %result_1 : tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %result : tensor<1x4xf32>
