# RUN: dycl-opt %s:make | filecheck %s
"""A list that grows in a run-time loop becomes rows of a tensor."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        outs = []
        while x.max() < 2:
            x = x + 0.3
            outs.append(x)
        return torch.stack(outs), len(outs)


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(4)


# CHECK-LABEL: func.func @forward(%x: tensor<4xf32>) -> (tensor<?x4xf32>, i64) attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "($0, $1)"} {
# CHECK-NEXT:    %0 = aten.zeros {size = [0, 4], dtype = f32} : () -> tensor<0x4xf32>
# CHECK-NEXT:    %1 = tensor.cast %0 : tensor<0x4xf32> to tensor<?x4xf32>
# CHECK-NEXT:    %x_1, %contents = scf.while (%x_2 = %x, %contents_1 = %1) : (tensor<4xf32>, tensor<?x4xf32>) -> (tensor<4xf32>, tensor<?x4xf32>) {
# CHECK-NEXT:      %2 = aten.max %x_2 : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:      %3 = aten.lt.Scalar %2 {other = 2} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:      %4 = dycl.item %3 : tensor<i1> -> i1
# CHECK-NEXT:      scf.condition(%4) %x_2, %contents_1 : tensor<4xf32>, tensor<?x4xf32>
# CHECK-NEXT:    } do {
# CHECK-NEXT:    ^bb0(%x_3: tensor<4xf32>, %contents_2: tensor<?x4xf32>):
# CHECK-NEXT:      %x_4 = aten.add.Scalar %x_3 {other = 0.3} : (tensor<4xf32>) -> tensor<4xf32>
# CHECK-NEXT:      %5 = aten.unsqueeze %x_4 {dim = 0} : (tensor<4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:      %6 = aten.cat [%contents_2, %5] : (tensor<?x4xf32>, tensor<1x4xf32>) -> tensor<?x4xf32>
# CHECK-NEXT:      scf.yield %x_4, %6 : tensor<4xf32>, tensor<?x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %7 = aten.sym_size.int %contents {dim = 0} : (tensor<?x4xf32>) -> i64
# CHECK-NEXT:    %8 = arith.constant 0 : i64
# CHECK-NEXT:    %9 = arith.cmpi eq, %7, %8 : i64
# CHECK-NEXT:    scf.if %9 {
# CHECK-NEXT:      dycl.raise "RuntimeError" "stack expects a non-empty TensorList"
# CHECK-NEXT:    } else {
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %contents, %7 : tensor<?x4xf32>, i64
