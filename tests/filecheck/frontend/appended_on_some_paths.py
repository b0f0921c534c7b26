# RUN: dycl-opt %s:make | filecheck %s
"""A list that grows on some paths: its rows, its length and its truth."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        kept = []
        for i in range(2):
            if x[i] > 0:
                kept.append(x[i] * 2)
        if not kept:
            return x.sum()
        return kept[-1]


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(4)


# CHECK-LABEL: func.func @forward(%x: tensor<4xf32>) -> tensor<f32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = aten.select.int %x {dim = 0, index = 0} : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = aten.gt.Scalar %0 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i1> -> i1
# CHECK-NEXT:    %contents = scf.if %2 -> (tensor<?xf32>) {
# CHECK-NEXT:      %3 = aten.select.int %x {dim = 0, index = 0} : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:      %4 = aten.mul.Scalar %3 {other = 2} : (tensor<f32>) -> tensor<f32>
# CHECK-NEXT:      %5 = aten.unsqueeze %4 {dim = 0} : (tensor<f32>) -> tensor<1xf32>
# CHECK-NEXT:      %6 = tensor.cast %5 : tensor<1xf32> to tensor<?xf32>
# CHECK-NEXT:      scf.yield %6 : tensor<?xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %7 = aten.zeros {size = [0], dtype = f32} : () -> tensor<0xf32>
# CHECK-NEXT:      %8 = tensor.cast %7 : tensor<0xf32> to tensor<?xf32>
# CHECK-NEXT:      scf.yield %8 : tensor<?xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %9 = aten.select.int %x {dim = 0, index = 1} : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:    %10 = aten.gt.Scalar %9 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %11 = dycl.item %10 : tensor<i1> -> i1
# CHECK-NEXT:    %contents_1 = scf.if %11 -> (tensor<?xf32>) {
# CHECK-NEXT:      %12 = aten.select.int %x {dim = 0, index = 1} : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:      %13 = aten.mul.Scalar %12 {other = 2} : (tensor<f32>) -> tensor<f32>
# CHECK-NEXT:      %14 = aten.unsqueeze %13 {dim = 0} : (tensor<f32>) -> tensor<1xf32>
# CHECK-NEXT:      %15 = aten.cat [%contents, %14] : (tensor<?xf32>, tensor<1xf32>) -> tensor<?xf32>
# CHECK-NEXT:      scf.yield %15 : tensor<?xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %contents : tensor<?xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %16 = aten.sym_size.int %contents_1 {dim = 0} : (tensor<?xf32>) -> i64
# CHECK-NEXT:    %17 = arith.constant 0 : i64
# CHECK-NEXT:    %18 = arith.cmpi sgt, %16, %17 : i64
# CHECK-NEXT:    %19 = arith.constant true
# CHECK-NEXT:    %20 = arith.xori %18, %19 : i1
# CHECK-NEXT:    %result = scf.if %20 -> (tensor<f32>) {
# CHECK-NEXT:      %21 = aten.sum %x : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:      scf.yield %21 : tensor<f32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %22 = aten.select.int %contents_1 {dim = 0, index = -1} : (tensor<?xf32>) -> tensor<f32>
# CHECK-NEXT:      scf.yield %22 : tensor<f32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %result : tensor<f32>
