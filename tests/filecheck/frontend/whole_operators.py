# RUN: dycl-opt %s:make | filecheck %s
"""PyTorch's modules are whole operators; a parametrization is computed in each call."""

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils import parametrize


class Symmetric(nn.Module):
    def forward(self, weight):
        return weight.triu() + weight.triu(1).mT


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(8, 6)
        self.linear = nn.Linear(6, 6)
        parametrize.register_parametrization(self.linear, "weight", Symmetric())
        self.lstm = nn.LSTM(6, 3, batch_first=True)
        self.group = nn.GroupNorm(2, 6)
        self.layer = nn.LayerNorm(3)
        self.drop = nn.Dropout()

    def forward(self, tokens):
        x = self.linear(self.words(tokens))
        y = F.scaled_dot_product_attention(x, x, x, is_causal=True)
        h, _ = self.lstm(self.drop(y))
        images = F.max_pool2d(self.group(x.mT.unsqueeze(-1)), (2, 1))
        larger = F.interpolate(images, scale_factor=(2.0, 1.0), mode="bilinear")
        return torch.einsum("bij,bj->bi", h, self.layer(h.mean(1))), larger


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(1, 4, dtype=torch.int64)


# CHECK-LABEL: func.func @forward(%tokens: tensor<1x4xi64>) -> (tensor<1x4xf32>, tensor<1x6x4x1xf32>) attributes {dycl.inputs = "{'tokens': $0}", dycl.outputs = "($0, $1)"} {
# CHECK-NEXT:    %weight = dycl.weight @words.weight : tensor<8x6xf32>
# CHECK-NEXT:    %0 = aten.embedding %weight, %tokens : (tensor<8x6xf32>, tensor<1x4xi64>) -> tensor<1x4x6xf32>
# CHECK-NEXT:    %original = dycl.weight @linear.parametrizations.weight.original : tensor<6x6xf32>
# CHECK-NEXT:    %1 = aten.triu %original : (tensor<6x6xf32>) -> tensor<6x6xf32>
# CHECK-NEXT:    %2 = aten.triu %original {diagonal = 1} : (tensor<6x6xf32>) -> tensor<6x6xf32>
# CHECK-NEXT:    %3 = aten.mT %2 : (tensor<6x6xf32>) -> tensor<6x6xf32>
# CHECK-NEXT:    %4 = aten.add.Tensor %1, %3 : (tensor<6x6xf32>, tensor<6x6xf32>) -> tensor<6x6xf32>
# CHECK-NEXT:    %bias = dycl.weight @linear.bias : tensor<6xf32>
# CHECK-NEXT:    %x = aten.linear %0, %4, %bias : (tensor<1x4x6xf32>, tensor<6x6xf32>, tensor<6xf32>) -> tensor<1x4x6xf32>
# CHECK-NEXT:    %y = aten.scaled_dot_product_attention %x, %x, %x {is_causal = true} : (tensor<1x4x6xf32>, tensor<1x4x6xf32>, tensor<1x4x6xf32>) -> tensor<1x4x6xf32>
# CHECK-NEXT:    %5 = aten.dropout %y {p = 0.5, train = false} : (tensor<1x4x6xf32>) -> tensor<1x4x6xf32>
# CHECK-NEXT:    %6 = arith.constant dense<0.000000e+00> : tensor<1x1x3xf32>
# CHECK-NEXT:    %weight_ih_l0 = dycl.weight @lstm.weight_ih_l0 : tensor<12x6xf32>
# CHECK-NEXT:    %weight_hh_l0 = dycl.weight @lstm.weight_hh_l0 : tensor<12x3xf32>
# CHECK-NEXT:    %bias_ih_l0 = dycl.weight @lstm.bias_ih_l0 : tensor<12xf32>
# CHECK-NEXT:    %bias_hh_l0 = dycl.weight @lstm.bias_hh_l0 : tensor<12xf32>
# CHECK-NEXT:    %h, %7, %8 = aten.lstm.input %5, [%6, %6], [%weight_ih_l0, %weight_hh_l0, %bias_ih_l0, %bias_hh_l0] {has_biases = true, num_layers = 1, dropout = 0.0, train = false, bidirectional = false, batch_first = true} : (tensor<1x4x6xf32>, tensor<1x1x3xf32>, tensor<1x1x3xf32>, tensor<12x6xf32>, tensor<12x3xf32>, tensor<12xf32>, tensor<12xf32>) -> (tensor<1x4x3xf32>, tensor<1x1x3xf32>, tensor<1x1x3xf32>)
# CHECK-NEXT:    %9 = aten.mT %x : (tensor<1x4x6xf32>) -> tensor<1x6x4xf32>
# CHECK-NEXT:    %10 = aten.unsqueeze %9 {dim = -1} : (tensor<1x6x4xf32>) -> tensor<1x6x4x1xf32>
# CHECK-NEXT:    %weight_1 = dycl.weight @group.weight : tensor<6xf32>
# CHECK-NEXT:    %bias_1 = dycl.weight @group.bias : tensor<6xf32>
# CHECK-NEXT:    %11 = aten.group_norm %10, %weight_1, %bias_1 {num_groups = 2} : (tensor<1x6x4x1xf32>, tensor<6xf32>, tensor<6xf32>) -> tensor<1x6x4x1xf32>
# CHECK-NEXT:    %images = aten.max_pool2d %11 {kernel_size = [2, 1]} : (tensor<1x6x4x1xf32>) -> tensor<1x6x2x1xf32>
# CHECK-NEXT:    %larger = aten.upsample_bilinear2d.vec %images {align_corners = false, scale_factors = [2.0, 1.0]} : (tensor<1x6x2x1xf32>) -> tensor<1x6x4x1xf32>
# CHECK-NEXT:    %12 = aten.mean.dim %h {dim = [1]} : (tensor<1x4x3xf32>) -> tensor<1x3xf32>
# CHECK-NEXT:    %weight_2 = dycl.weight @layer.weight : tensor<3xf32>
# CHECK-NEXT:    %bias_2 = dycl.weight @layer.bias : tensor<3xf32>
# CHECK-NEXT:    %13 = aten.layer_norm %12, %weight_2, %bias_2 {normalized_shape = [3]} : (tensor<1x3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<1x3xf32>
# CHECK-NEXT:    %14 = aten.einsum [%h, %13] {equation = "bij,bj->bi"} : (tensor<1x4x3xf32>, tensor<1x3xf32>) -> tensor<1x4xf32>
# CHECK-NEXT:    func.return %14, %larger : tensor<1x4xf32>, tensor<1x6x4x1xf32>
