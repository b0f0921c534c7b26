# RUN: dycl-opt %s:make | filecheck %s
"""'dynamic_shapes' in torch.export's form: a dimension that may have any size."""

import torch
from torch import nn

dynamic_shapes = {"x": {0: torch.export.Dim("batch")}, "y": {0: torch.export.Dim("batch")}}


class Net(nn.Module):
    def forward(self, x, y):
        if x.shape[0] > 2:
            return x + y
        return x * x.shape[0]


def make():
    return Net().eval()


def example_inputs():
    return (torch.ones(3, 4), torch.ones(3, 4))


# CHECK-LABEL: func.func @forward(%x: tensor<?x4xf32>, %y: tensor<?x4xf32>) -> tensor<?x4xf32> attributes {dycl.inputs = "{'x': $0, 'y': $1}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = aten.sym_size.int %x {dim = 0} : (tensor<?x4xf32>) -> i64
# CHECK-NEXT:    %1 = arith.constant 2 : i64
# CHECK-NEXT:    %2 = arith.cmpi sgt, %0, %1 : i64
# CHECK-NEXT:    %result = scf.if %2 -> (tensor<?x4xf32>) {
# CHECK-NEXT:      %3 = aten.add.Tensor %x, %y : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
# CHECK-NEXT:      scf.yield %3 : tensor<?x4xf32>
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %4 = aten.mul.Scalar %x {other = %0} : (tensor<?x4xf32>, i64) -> tensor<?x4xf32>
# CHECK-NEXT:      scf.yield %4 : tensor<?x4xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %result : tensor<?x4xf32>
