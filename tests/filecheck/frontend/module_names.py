# RUN: dycl-opt %s:make | filecheck %s
"""Layers of a dict, by formatted names, with a replaced 'forward'; what older code writes."""

import torch
from torch import nn
from torch.autograd import Variable


class Doubled(nn.Module):
    def __init__(self):
        super().__init__()
        self.forward = self.first

    def first(self, x):
        return x * 2


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.table = nn.ModuleDict({"a": nn.Linear(4, 4), "b": Doubled()})
        for g in range(2):
            setattr(self, f"group{g}_layer{0}", nn.Linear(4, 4))

    def forward(self, x):
        h = Variable(torch.zeros(1, 4, device=x.device))
        for name in ("a", "b"):
            if x.sum() > 0:
                x = self.table[name](x)
        for g in range(2):
            h = h + getattr(self, f"group{g}_layer{0}")(x)
        print("sum", h.sum())
        return h.data + x.detach()


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> tensor<1x4xf32> attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = aten.sum %x : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = aten.gt.Scalar %0 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i1> -> i1
# CHECK-NEXT:    %x_1 = scf.if %2 -> (tensor<1x4xf32>) {
# CHECK-NEXT:      %weight = dycl.weight @table.a.weight : tensor<4x4xf32>
# CHECK-NEXT:      %bias = dycl.weight @table.a.bias : tensor<4xf32>
# CHECK-NEXT:      %x_2 = aten.linear %x, %weight, %bias : (tensor<1x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      scf.yield %x_2 : tensor<1x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %x : tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %3 = aten.sum %x_1 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %4 = aten.gt.Scalar %3 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %5 = dycl.item %4 : tensor<i1> -> i1
# CHECK-NEXT:    %x_3 = scf.if %5 -> (tensor<1x4xf32>) {
# CHECK-NEXT:      %x_4 = aten.mul.Scalar %x_1 {other = 2} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      scf.yield %x_4 : tensor<1x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      scf.yield %x_1 : tensor<1x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %weight_1 = dycl.weight @group0_layer0.weight : tensor<4x4xf32>
# CHECK-NEXT:    %bias_1 = dycl.weight @group0_layer0.bias : tensor<4xf32>
# CHECK-NEXT:    %6 = aten.linear %x_3, %weight_1, %bias_1 : (tensor<1x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %7 = arith.constant dense<0.000000e+00> : tensor<1x4xf32>
# CHECK-NEXT:    %h = aten.add.Tensor %7, %6 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %weight_2 = dycl.weight @group1_layer0.weight : tensor<4x4xf32>
# CHECK-NEXT:    %bias_2 = dycl.weight @group1_layer0.bias : tensor<4xf32>
# CHECK-NEXT:    %8 = aten.linear %x_3, %weight_2, %bias_2 : (tensor<1x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %h_1 = aten.add.Tensor %h, %8 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    %9 = aten.sum %h_1 : (tensor<1x4xf32>) -> tensor<f32>
# CHECK-NEXT:    %10 = aten.add.Tensor %h_1, %x_3 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    func.return %10 : tensor<1x4xf32>
