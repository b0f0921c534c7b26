# RUN: dycl-opt %s:make | filecheck %s
"""What '**kwargs' takes are arguments with names of their own, or constants."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x, **options):
        options.pop("unused", None)
        return x * options["scale"] + options["shift"]


def make():
    return Net().eval()


def example_inputs():
    return {"x": torch.ones(2), "shift": torch.ones(2), "scale": 3}


# CHECK-LABEL: func.func @forward(%x: tensor<2xf32>, %shift: tensor<2xf32>) -> tensor<2xf32> attributes {dycl.inputs = "{'x': $0, 'shift': $1, 'scale': 3}", dycl.outputs = "$0"} {
# CHECK-NEXT:      %0 = aten.mul.Scalar %x {other = 3} : (tensor<2xf32>) -> tensor<2xf32>
# CHECK-NEXT:      %1 = aten.add.Tensor %0, %shift : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
# CHECK-NEXT:      func.return %1 : tensor<2xf32>
# CHECK-NEXT:    }
