# RUN: dycl-opt %s:make | filecheck %s
"""A tuple that grows by '+', rows that are put side by side, and one that is read by its index."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        parts, rows = (), []
        while x.max() < 2:
            x = x + 0.3
            parts = parts + (x.sum(),)
            rows.append(x)
        if len(parts) > 1:
            return torch.cat(rows), parts[1]
        return x, x.sum()


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> (tensor<?x4xf32>, tensor<f32>) attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "($0, $1)"} {
# CHECK-NEXT:    %0 = aten.zeros {size = [0], dtype = f32} : () -> tensor<0xf32>
# CHECK-NEXT:    %1 = tensor.cast %0 : tensor<0xf32> to tensor<?xf32>
# CHECK-NEXT:    %2 = aten.zeros {size = [0, 1, 4], dtype = f32} : () -> tensor<0x1x4xf32>
# CHECK-NEXT:    %3 = tensor.cast %2 : tensor<0x1x4xf32> to tensor<?x1x4xf32>
# CHECK-NEXT:    %x_1, %parts, %contents = scf.while (%x_2 = %x, %parts_1 = %1, %contents_1 = %3) : (tensor<1x4xf32>, tensor<?xf32>, tensor<?x1x4xf32>) -> (tensor<1x4xf32>, tensor<?xf32>, tensor<?x1x4xf32>) {
# CHECK-NEXT:      %4 = aten.max %x_2 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:      %5 = aten.lt.Scalar %4 {other = 2} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:      %6 = dycl.item %5 : tensor<i1> -> i1
# CHECK-NEXT:      scf.condition(%6) %x_2, %parts_1, %contents_1 : tensor<1x4xf32>, tensor<?xf32>, tensor<?x1x4xf32>
# CHECK-NEXT:    } do {
# CHECK-NEXT:    ^bb0(%x_3: tensor<1x4xf32>, %parts_2: tensor<?xf32>, %contents_2: tensor<?x1x4xf32>):
# CHECK-NEXT:      %x_4 = aten.add.Scalar %x_3 {other = 0.3} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %7 = aten.sum %x_4 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:      %8 = aten.unsqueeze %7 {dim = 0} : (tensor<f32>) -> tensor<1xf32>
# CHECK-NEXT:      %9 = aten.cat [%parts_2, %8] : (tensor<?xf32>, tensor<1xf32>) -> tensor<?xf32>
# CHECK-NEXT:      %10 = aten.unsqueeze %x_4 {dim = 0} : (tensor<1x4xf32>) -> tensor<1x1x4xf32>
# CHECK-NEXT:      %11 = aten.cat [%contents_2, %10] : (tensor<?x1x4xf32>, tensor<1x1x4xf32>) -> tensor<?x1x4xf32>
# CHECK-NEXT:      scf.yield %x_4, %9, %11 : tensor<1x4xf32>, tensor<?xf32>, tensor<?x1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %12 = aten.sym_size.int %parts {dim = 0} : (tensor<?xf32>) -> i64
# CHECK-NEXT:    %13 = arith.constant 1 : i64
# CHECK-NEXT:    %14 = arith.cmpi sgt, %12, %13 : i64
# CHECK-NEXT:    %result, %result_1 = scf.if %14 -> (tensor<?x4xf32>, tensor<f32>) {
# CHECK-NEXT:      %15 = aten.sym_size.int %contents {dim = 0} : (tensor<?x1x4xf32>) -> i64
# CHECK-NEXT:      %16 = arith.constant 0 : i64
# CHECK-NEXT:      %17 = arith.cmpi eq, %15, %16 : i64
# CHECK-NEXT:      scf.if %17 {
# CHECK-NEXT:        dycl.raise "ValueError" "torch.cat(): expected a non-empty list of Tensors"
# CHECK-NEXT:      } else {
# CHECK-NEXT:      }
# CHECK-NEXT:      %18 = aten.movedim.int %contents {source = 0, destination = 0} : (tensor<?x1x4xf32>) -> tensor<?x1x4xf32>
# CHECK-NEXT:      %19 = aten.flatten.using_ints %18 {end_dim = 1} : (tensor<?x1x4xf32>) -> tensor<?x4xf32>
# CHECK-NEXT:      %20 = aten.select.int %parts {dim = 0, index = 1} : (tensor<?xf32>) -> tensor<f32>
# CHECK-NEXT:      scf.yield %19, %20 : tensor<?x4xf32>, tensor<f32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %21 = aten.sum %x_1 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:      %22 = tensor.cast %x_1 : tensor<1x4xf32> to tensor<?x4xf32>
# CHECK-NEXT:      scf.yield %22, %21 : tensor<?x4xf32>, tensor<f32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %result, %result_1 : tensor<?x4xf32>, tensor<f32>
