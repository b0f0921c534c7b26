# RUN: dycl-opt %s:make | filecheck %s
"""'tolist', 'float' and 'bool' of tensors, and Python's functions on what they give."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        first, second = (x > 0).long().tolist()
        mean = float(x.mean())
        found = [i + 1 for i in torch.where(x > mean)[0].tolist()]
        if bool(x.any()):
            mean = max(mean, 0.5)
        return x * mean + first, second, len(found)


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(2)


# CHECK-LABEL: func.func @forward(%x: tensor<2xf32>) -> (tensor<2xf32>, i64, i64) attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "($0, $1, $2)"} {
# CHECK-NEXT:    %0 = aten.gt.Scalar %x {other = 0} : (tensor<2xf32>) -> tensor<2xi1>
# CHECK-NEXT:    %1 = aten._to_copy %0 {dtype = i64} : (tensor<2xi1>) -> tensor<2xi64>
# CHECK-NEXT:    %2, %3 = aten.unbind.int %1 : (tensor<2xi64>) -> (tensor<i64>, tensor<i64>)
# CHECK-NEXT:    %4 = dycl.item %2 : tensor<i64> -> i64
# CHECK-NEXT:    %5 = dycl.item %3 : tensor<i64> -> i64
# CHECK-NEXT:    %6 = aten.mean %x : (tensor<2xf32>) -> tensor<f32>
# CHECK-NEXT:    %mean = dycl.item %6 : tensor<f32> -> f64
# CHECK-NEXT:    %7 = aten.gt.Scalar %x {other = %mean} : (tensor<2xf32>, f64) -> tensor<2xi1>
# CHECK-NEXT:    %8 = aten.where %7 : (tensor<2xi1>) -> tensor<?xi64>
# CHECK-NEXT:    %9 = arith.constant 0 : i64
# CHECK-NEXT:    %10 = aten.zeros {size = [0], dtype = i64} : () -> tensor<0xi64>
# CHECK-NEXT:    %11 = tensor.cast %10 : tensor<0xi64> to tensor<?xi64>
# CHECK-NEXT:    %counter, %contents = scf.while (%counter_1 = %9, %contents_1 = %11) : (i64, tensor<?xi64>) -> (i64, tensor<?xi64>) {
# CHECK-NEXT:      %12 = aten.sym_size.int %8 {dim = 0} : (tensor<?xi64>) -> i64
# CHECK-NEXT:      %13 = arith.cmpi slt, %counter_1, %12 : i64
# CHECK-NEXT:      scf.condition(%13) %counter_1, %contents_1 : i64, tensor<?xi64>
# CHECK-NEXT:    } do {
# CHECK-NEXT:    ^bb0(%counter_2: i64, %contents_2: tensor<?xi64>):
# CHECK-NEXT:      %14 = aten.select.int %8 {dim = 0, index = %counter_2} : (tensor<?xi64>, i64) -> tensor<i64>
# CHECK-NEXT:      %15 = dycl.item %14 : tensor<i64> -> i64
# CHECK-NEXT:      %16 = arith.constant 1 : i64
# CHECK-NEXT:      %17 = arith.addi %16, %counter_2 : i64
# CHECK-NEXT:      %18 = arith.addi %16, %15 : i64
# CHECK-NEXT:      %19 = aten.scalar_tensor {s = %18, dtype = i64} : (i64) -> tensor<i64>
# CHECK-NEXT:      %20 = aten.unsqueeze %19 {dim = 0} : (tensor<i64>) -> tensor<1xi64>
# CHECK-NEXT:      %21 = aten.cat [%contents_2, %20] : (tensor<?xi64>, tensor<1xi64>) -> tensor<?xi64>
# CHECK-NEXT:      scf.yield %17, %21 : i64, tensor<?xi64>
# CHECK-NEXT:    }
# CHECK-NEXT:    %22 = aten.any %x : (tensor<2xf32>) -> tensor<i1>
# CHECK-NEXT:    %23 = dycl.item %22 : tensor<i1> -> i1
# CHECK-NEXT:    %mean_1 = scf.if %23 -> (f64) {
# CHECK-NEXT:      %24 = arith.constant 5.000000e-01 : f64
# CHECK-NEXT:      %25 = arith.cmpf olt, %mean, %24 : f64
# CHECK-NEXT:      %best = scf.if %25 -> (f64) {
# CHECK-NEXT:        scf.yield %24 : f64
# CHECK-NEXT:      } else {
# CHECK-NEXT:        scf.yield %mean : f64
# CHECK-NEXT:      }
# CHECK-NEXT:      scf.yield %best : f64
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %mean : f64
# CHECK-NEXT:    }
# CHECK-NEXT:    %26 = aten.mul.Scalar %x {other = %mean_1} : (tensor<2xf32>, f64) -> tensor<2xf32>
# CHECK-NEXT:    %27 = aten.add.Scalar %26 {other = %4} : (tensor<2xf32>, i64) -> tensor<2xf32>
# CHECK-NEXT:    %28 = aten.sym_size.int %contents {dim = 0} : (tensor<?xi64>) -> i64
# CHECK-NEXT:    func.return %27, %5, %28 : tensor<2xf32>, i64, i64
