# RUN: dycl-opt %s:make | filecheck %s
"""Packed sequences have run-time sizes; how many sequences there are is known."""

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.GRU(4, 3, batch_first=True)

    def forward(self, x, lengths):
        packed = pack_padded_sequence(x, lengths, batch_first=True)
        out, h = self.rnn(packed)
        padded, _ = pad_packed_sequence(out, batch_first=True, total_length=6)
        return padded, h[-1]


def make():
    return Net().eval()


def example_inputs():
    return torch.ones(2, 5, 4), torch.tensor([5, 3])


# CHECK-LABEL: func.func @forward(%x: tensor<2x5x4xf32>, %lengths: tensor<2xi64>) -> (tensor<2x6x3xf32>, tensor<2x3xf32>) attributes {dycl.inputs = "{'x': $0, 'lengths': $1}", dycl.outputs = "($0, $1)"} {
# CHECK-NEXT:    %data, %batch_sizes = aten._pack_padded_sequence %x, %lengths {batch_first = true} : (tensor<2x5x4xf32>, tensor<2xi64>) -> (tensor<?x4xf32>, tensor<?xi64>)
# CHECK-NEXT:    %0 = arith.constant dense<0.000000e+00> : tensor<1x2x3xf32>
# CHECK-NEXT:    %weight_ih_l0 = dycl.weight @rnn.weight_ih_l0 : tensor<9x4xf32>
# CHECK-NEXT:    %weight_hh_l0 = dycl.weight @rnn.weight_hh_l0 : tensor<9x3xf32>
# CHECK-NEXT:    %bias_ih_l0 = dycl.weight @rnn.bias_ih_l0 : tensor<9xf32>
# CHECK-NEXT:    %bias_hh_l0 = dycl.weight @rnn.bias_hh_l0 : tensor<9xf32>
# CHECK-NEXT:    %1, %h = aten.gru.data %data, %batch_sizes, %0, [%weight_ih_l0, %weight_hh_l0, %bias_ih_l0, %bias_hh_l0] {has_biases = true, num_layers = 1, dropout = 0.0, train = false, bidirectional = false} : (tensor<?x4xf32>, tensor<?xi64>, tensor<1x2x3xf32>, tensor<9x4xf32>, tensor<9x3xf32>, tensor<9xf32>, tensor<9xf32>) -> (tensor<?x3xf32>, tensor<1x2x3xf32>)
# CHECK-NEXT:    %2 = aten.sym_size.int %batch_sizes {dim = 0} : (tensor<?xi64>) -> i64
# CHECK-NEXT:    %3 = arith.constant 6 : i64
# CHECK-NEXT:    %4 = arith.cmpi sgt, %2, %3 : i64
# CHECK-NEXT:    scf.if %4 {
# CHECK-NEXT:      dycl.raise "ValueError" "Expected total_length to be at least the length of the longest sequence in input, but got total_length=6 and max sequence length being {}"(%2) : i64
# CHECK-NEXT:    } else {
# CHECK-NEXT:    }
# CHECK-NEXT:    %padded, %lengths_1 = aten._pad_packed_sequence %1, %batch_sizes {batch_first = true, padding_value = 0.0, total_length = 6} : (tensor<?x3xf32>, tensor<?xi64>) -> (tensor<2x6x3xf32>, tensor<2xi64>)
# CHECK-NEXT:    %5 = aten.select.int %h {dim = 0, index = -1} : (tensor<1x2x3xf32>) -> tensor<2x3xf32>
# CHECK-NEXT:    func.return %padded, %5 : tensor<2x6x3xf32>, tensor<2x3xf32>
