# RUN: dycl-opt %s:make | filecheck %s
"""Arrays and scalars of NumPy that are returned are marked as such in ``dycl.outputs``."""

import numpy as np
import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        array = x.numpy()
        return np.argmax(array), array * 2, x


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4)


# CHECK-LABEL: func.func @forward(%x: tensor<1x4xf32>) -> (tensor<i64>, tensor<1x4xf32>, tensor<1x4xf32>) attributes {dycl.inputs = "{'x': $0}", dycl.outputs = "(scalar($0), array($1), $2)"} {
# CHECK-NEXT:    %0 = aten.argmax %x : (tensor<1x4xf32>) -> tensor<i64>
# CHECK-NEXT:    %1 = aten.mul.Scalar %x {other = 2} : (tensor<1x4xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    func.return %0, %1, %x : tensor<i64>, tensor<1x4xf32>, tensor<1x4xf32>
