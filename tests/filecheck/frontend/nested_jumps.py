# RUN: dycl-opt %s:make | filecheck %s
"""'break', 'continue' and 'return' in loops inside of loops, in a submodule and a helper."""

import torch
from torch import nn


class Inner(nn.Module):
    def climb(self, x):
        for i in range(2):
            while x.max() < 3:
                x = x + 1
                if x.min() > 2:
                    return x, i
                if x.sum() > 5:
                    break
        return x.neg(), 2

    def forward(self, x):
        return self.climb(x)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = Inner()

    def forward(self, x, n):
        turns = 0
        for i in range(int(n)):
            if x[0] > i:
                continue
            x, k = self.inner(x)
            turns += k
        return x, turns


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(4), torch.tensor(2)


# CHECK-LABEL: func.func @forward(%x: tensor<4xf32>, %n: tensor<i64>) -> (tensor<4xf32>, i64) attributes {dycl.inputs = "{'x': $0, 'n': $1}", dycl.outputs = "($0, $1)"} {
# CHECK-NEXT:    %0 = dycl.item %n : tensor<i64> -> i64
# CHECK-NEXT:    %1 = arith.constant 0 : i64
# CHECK-NEXT:    %counter, %x_1, %turns = scf.while (%counter_1 = %1, %x_2 = %x, %turns_1 = %1) : (i64, tensor<4xf32>, i64) -> (i64, tensor<4xf32>, i64) {
# CHECK-NEXT:      %2 = arith.cmpi slt, %counter_1, %0 : i64
# CHECK-NEXT:      scf.condition(%2) %counter_1, %x_2, %turns_1 : i64, tensor<4xf32>, i64
# CHECK-NEXT:    } do {
# CHECK-NEXT:    ^bb0(%counter_2: i64, %x_3: tensor<4xf32>, %turns_2: i64):
# CHECK-NEXT:      %3 = aten.select.int %x_3 {dim = 0, index = 0} : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:      %4 = aten.gt.Scalar %3 {other = %counter_2} : (tensor<f32>, i64) -> tensor<i1>
# CHECK-NEXT:      %5 = dycl.item %4 : tensor<i1> -> i1
# CHECK-NEXT:      %x_4, %turns_3 = scf.if %5 -> (tensor<4xf32>, i64) {
# CHECK-NEXT:        scf.yield %x_3, %turns_2 : tensor<4xf32>, i64
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %6 = ub.poison : tensor<4xf32>
# CHECK-NEXT:        %7, %x_5, %result = scf.while (%8 = %1, %x_6 = %x_3, %9 = %6) : (i64, tensor<4xf32>, tensor<4xf32>) -> (i64, tensor<4xf32>, tensor<4xf32>) {
# CHECK-NEXT:          %10 = arith.cmpi eq, %8, %1 : i64
# CHECK-NEXT:          %result_1, %11 = scf.if %10 -> (i1, tensor<i1>) {
# CHECK-NEXT:            %12 = aten.max %x_6 : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:            %13 = aten.lt.Scalar %12 {other = 3} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:            %14 = dycl.item %13 : tensor<i1> -> i1
# CHECK-NEXT:            scf.yield %14, %13 : i1, tensor<i1>
# CHECK-NEXT:          } else {
# CHECK-NEXT:            %15 = arith.constant false
# CHECK-NEXT:            %16 = ub.poison : tensor<i1>
# CHECK-NEXT:            scf.yield %15, %16 : i1, tensor<i1>
# CHECK-NEXT:          }
# CHECK-NEXT:          scf.condition(%result_1) %8, %x_6, %9 : i64, tensor<4xf32>, tensor<4xf32>
# CHECK-NEXT:        } do {
# CHECK-NEXT:        ^bb0(%17: i64, %x_7: tensor<4xf32>, %18: tensor<4xf32>):
# CHECK-NEXT:          %x_8 = aten.add.Scalar %x_7 {other = 1} : (tensor<4xf32>) -> tensor<4xf32>
# CHECK-NEXT:          %19 = aten.min %x_8 : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:          %20 = aten.gt.Scalar %19 {other = 2} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:          %21 = dycl.item %20 : tensor<i1> -> i1
# CHECK-NEXT:          %22, %23, %24 = scf.if %21 -> (i64, tensor<4xf32>, tensor<4xf32>) {
# CHECK-NEXT:            %25 = arith.constant 2 : i64
# CHECK-NEXT:            %26 = ub.poison : tensor<4xf32>
# CHECK-NEXT:            scf.yield %25, %26, %x_8 : i64, tensor<4xf32>, tensor<4xf32>
# CHECK-NEXT:          } else {
# CHECK-NEXT:            %27 = aten.sum %x_8 : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:            %28 = aten.gt.Scalar %27 {other = 5} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:            %29 = dycl.item %28 : tensor<i1> -> i1
# CHECK-NEXT:            %30, %31, %32 = scf.if %29 -> (i64, tensor<4xf32>, tensor<4xf32>) {
# CHECK-NEXT:              %33 = arith.constant 1 : i64
# CHECK-NEXT:              %34 = ub.poison : tensor<4xf32>
# CHECK-NEXT:              scf.yield %33, %x_8, %34 : i64, tensor<4xf32>, tensor<4xf32>
# CHECK-NEXT:            } else {
# CHECK-NEXT:              %35 = ub.poison : tensor<4xf32>
# CHECK-NEXT:              scf.yield %1, %x_8, %35 : i64, tensor<4xf32>, tensor<4xf32>
# CHECK-NEXT:            }
# CHECK-NEXT:            scf.yield %30, %31, %32 : i64, tensor<4xf32>, tensor<4xf32>
# CHECK-NEXT:          }
# CHECK-NEXT:          scf.yield %22, %23, %24 : i64, tensor<4xf32>, tensor<4xf32>
# CHECK-NEXT:        }
# CHECK-NEXT:        %36 = arith.constant 1 : i64
# CHECK-NEXT:        %37 = arith.cmpi eq, %7, %36 : i64
# CHECK-NEXT:        %38, %result_2 = scf.if %37 -> (i1, tensor<4xf32>) {
# CHECK-NEXT:          %39 = arith.constant true
# CHECK-NEXT:          %40 = ub.poison : tensor<4xf32>
# CHECK-NEXT:          scf.yield %39, %40 : i1, tensor<4xf32>
# CHECK-NEXT:        } else {
# CHECK-NEXT:          %41 = arith.constant 2 : i64
# CHECK-NEXT:          %42 = arith.cmpi eq, %7, %41 : i64
# CHECK-NEXT:          %43, %44 = scf.if %42 -> (i1, tensor<4xf32>) {
# CHECK-NEXT:            %45 = arith.constant false
# CHECK-NEXT:            scf.yield %45, %result : i1, tensor<4xf32>
# CHECK-NEXT:          } else {
# CHECK-NEXT:            %46 = arith.constant true
# CHECK-NEXT:            %47 = ub.poison : tensor<4xf32>
# CHECK-NEXT:            scf.yield %46, %47 : i1, tensor<4xf32>
# CHECK-NEXT:          }
# CHECK-NEXT:          scf.yield %43, %44 : i1, tensor<4xf32>
# CHECK-NEXT:        }
# CHECK-NEXT:        %result_3, %result_4 = scf.if %38 -> (tensor<4xf32>, i64) {
# CHECK-NEXT:          %48 = ub.poison : tensor<4xf32>
# CHECK-NEXT:          %49, %x_9, %result_5 = scf.while (%50 = %1, %x_10 = %x_5, %51 = %48) : (i64, tensor<4xf32>, tensor<4xf32>) -> (i64, tensor<4xf32>, tensor<4xf32>) {
# CHECK-NEXT:            %52 = arith.cmpi eq, %50, %1 : i64
# CHECK-NEXT:            %result_6, %53 = scf.if %52 -> (i1, tensor<i1>) {
# CHECK-NEXT:              %54 = aten.max %x_10 : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:              %55 = aten.lt.Scalar %54 {other = 3} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:              %56 = dycl.item %55 : tensor<i1> -> i1
# CHECK-NEXT:              scf.yield %56, %55 : i1, tensor<i1>
# CHECK-NEXT:            } else {
# CHECK-NEXT:              %57 = arith.constant false
# CHECK-NEXT:              %58 = ub.poison : tensor<i1>
# CHECK-NEXT:              scf.yield %57, %58 : i1, tensor<i1>
# CHECK-NEXT:            }
# CHECK-NEXT:            scf.condition(%result_6) %50, %x_10, %51 : i64, tensor<4xf32>, tensor<4xf32>
# CHECK-NEXT:          } do {
# CHECK-NEXT:          ^bb0(%59: i64, %x_11: tensor<4xf32>, %60: tensor<4xf32>):
# CHECK-NEXT:            %x_12 = aten.add.Scalar %x_11 {other = 1} : (tensor<4xf32>) -> tensor<4xf32>
# CHECK-NEXT:            %61 = aten.min %x_12 : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:            %62 = aten.gt.Scalar %61 {other = 2} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:            %63 = dycl.item %62 : tensor<i1> -> i1
# CHECK-NEXT:            %64, %65, %66 = scf.if %63 -> (i64, tensor<4xf32>, tensor<4xf32>) {
# CHECK-NEXT:              %67 = arith.constant 2 : i64
# CHECK-NEXT:              %68 = ub.poison : tensor<4xf32>
# CHECK-NEXT:              scf.yield %67, %68, %x_12 : i64, tensor<4xf32>, tensor<4xf32>
# CHECK-NEXT:            } else {
# CHECK-NEXT:              %69 = aten.sum %x_12 : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:              %70 = aten.gt.Scalar %69 {other = 5} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:              %71 = dycl.item %70 : tensor<i1> -> i1
# CHECK-NEXT:              %72, %73, %74 = scf.if %71 -> (i64, tensor<4xf32>, tensor<4xf32>) {
# CHECK-NEXT:                %75 = ub.poison : tensor<4xf32>
# CHECK-NEXT:                scf.yield %36, %x_12, %75 : i64, tensor<4xf32>, tensor<4xf32>
# CHECK-NEXT:              } else {
# CHECK-NEXT:                %76 = ub.poison : tensor<4xf32>
# CHECK-NEXT:                scf.yield %1, %x_12, %76 : i64, tensor<4xf32>, tensor<4xf32>
# CHECK-NEXT:              }
# CHECK-NEXT:              scf.yield %72, %73, %74 : i64, tensor<4xf32>, tensor<4xf32>
# CHECK-NEXT:            }
# CHECK-NEXT:            scf.yield %64, %65, %66 : i64, tensor<4xf32>, tensor<4xf32>
# CHECK-NEXT:          }
# CHECK-NEXT:          %77 = arith.cmpi eq, %49, %36 : i64
# CHECK-NEXT:          %78, %result_7 = scf.if %77 -> (i1, tensor<4xf32>) {
# CHECK-NEXT:            %79 = arith.constant true
# CHECK-NEXT:            %80 = ub.poison : tensor<4xf32>
# CHECK-NEXT:            scf.yield %79, %80 : i1, tensor<4xf32>
# CHECK-NEXT:          } else {
# CHECK-NEXT:            %81 = arith.constant 2 : i64
# CHECK-NEXT:            %82 = arith.cmpi eq, %49, %81 : i64
# CHECK-NEXT:            %83, %84 = scf.if %82 -> (i1, tensor<4xf32>) {
# CHECK-NEXT:              %85 = arith.constant false
# CHECK-NEXT:              scf.yield %85, %result_5 : i1, tensor<4xf32>
# CHECK-NEXT:            } else {
# CHECK-NEXT:              %86 = arith.constant true
# CHECK-NEXT:              %87 = ub.poison : tensor<4xf32>
# CHECK-NEXT:              scf.yield %86, %87 : i1, tensor<4xf32>
# CHECK-NEXT:            }
# CHECK-NEXT:            scf.yield %83, %84 : i1, tensor<4xf32>
# CHECK-NEXT:          }
# CHECK-NEXT:          %result_8, %result_9 = scf.if %78 -> (tensor<4xf32>, i64) {
# CHECK-NEXT:            %88 = aten.neg %x_9 : (tensor<4xf32>) -> tensor<4xf32>
# CHECK-NEXT:            %89 = arith.constant 2 : i64
# CHECK-NEXT:            scf.yield %88, %89 : tensor<4xf32>, i64
# CHECK-NEXT:          } else {
# CHECK-NEXT:            scf.yield %result_7, %36 : tensor<4xf32>, i64
# CHECK-NEXT:          }
# CHECK-NEXT:          scf.yield %result_8, %result_9 : tensor<4xf32>, i64
# CHECK-NEXT:        } else {
# CHECK-NEXT:          scf.yield %result_2, %1 : tensor<4xf32>, i64
# CHECK-NEXT:        }
# CHECK-NEXT:        %90 = arith.addi %turns_2, %result_4 : i64
# CHECK-NEXT:        scf.yield %result_3, %90 : tensor<4xf32>, i64
# CHECK-NEXT:      }
# CHECK-NEXT:      %91 = arith.constant 1 : i64
# CHECK-NEXT:      %92 = arith.addi %91, %counter_2 : i64
# CHECK-NEXT:      scf.yield %92, %x_4, %turns_3 : i64, tensor<4xf32>, i64
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %x_1, %turns : tensor<4xf32>, i64
