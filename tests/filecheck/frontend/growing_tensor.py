# RUN: dycl-opt %s:make | filecheck %s
"""A tensor that grows in a loop has a '?' there; 'torch.where' of a mask gives indices."""

import torch
from torch import nn


class Net(nn.Module):
    def forward(self, tokens):
        while tokens.sum() < 9:
            tokens = torch.cat([tokens, tokens[-1:] + 1])
        (large,) = torch.where(tokens > 2)
        return tokens[large]


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(2)


# CHECK-LABEL: func.func @forward(%tokens: tensor<2xf32>) -> tensor<?xf32> attributes {dycl.inputs = "{'tokens': $0}", dycl.outputs = "$0"} {
# CHECK-NEXT:    %0 = tensor.cast %tokens : tensor<2xf32> to tensor<?xf32>
# CHECK-NEXT:    %tokens_1 = scf.while (%tokens_2 = %0) : (tensor<?xf32>) -> tensor<?xf32> {
# CHECK-NEXT:      %1 = aten.sum %tokens_2 : (tensor<?xf32>) -> tensor<f32>
# CHECK-NEXT:      %2 = aten.lt.Scalar %1 {other = 9} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:      %3 = dycl.item %2 : tensor<i1> -> i1
# CHECK-NEXT:      scf.condition(%3) %tokens_2 : tensor<?xf32>
# CHECK-NEXT:    } do {
# CHECK-NEXT:    ^bb0(%tokens_3: tensor<?xf32>):
# CHECK-NEXT:      %4 = aten.slice.Tensor %tokens_3 {start = -1, end = 9223372036854775807} : (tensor<?xf32>) -> tensor<?xf32>
# CHECK-NEXT:      %5 = aten.add.Scalar %4 {other = 1} : (tensor<?xf32>) -> tensor<?xf32>
# CHECK-NEXT:      %tokens_4 = aten.cat [%tokens_3, %5] : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
# CHECK-NEXT:      scf.yield %tokens_4 : tensor<?xf32>
# CHECK-NEXT:    }
# CHECK-NEXT:    %6 = aten.gt.Scalar %tokens_1 {other = 2} : (tensor<?xf32>) -> tensor<?xi1>
# CHECK-NEXT:    %large = aten.where %6 : (tensor<?xi1>) -> tensor<?xi64>
# CHECK-NEXT:    %7 = aten.index.Tensor %tokens_1, [%large] : (tensor<?xf32>, tensor<?xi64>) -> tensor<?xf32>
# CHECK-NEXT:    func.return %7 : tensor<?xf32>
