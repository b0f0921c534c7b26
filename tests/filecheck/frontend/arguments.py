# RUN: dycl-opt %s:make | filecheck %s
"""Each of '*args' is an argument; objects that know their owner; lists of tuples as results."""

import torch
from torch import nn


class Node:
    def __init__(self, word):
        self.word = word
        self.parent = None
        self.child = None


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.saved = []

    def forward(self, node, *args):
        found = ()
        for x in args:
            self.saved.append(x)
            node.child.state = x + node.child.parent.word
            found += ((node.child.state, 1),)
            if x.sum() > 0:
                break
        return found


def make():
    return Net().eval()


def example_inputs():
    node = Node(torch.ones(2))
    node.child = Node(0)
    node.child.parent = node
    return node, torch.ones(2), torch.ones(2)


# CHECK-LABEL: func.func @forward(%word: tensor<2xf32>, %args: tensor<2xf32>, %args_1: tensor<2xf32>) -> (tensor<?x2xf32>, tensor<?xi64>) attributes {dycl.inputs = "{'node': 'arguments:Node'(word=$0, parent=None, child='arguments:Node'(word=0, parent=up(2), child=None)), 'args[0]': $1, 'args[1]': $2}", dycl.outputs = "elements(\22tuple\22, (\22tensor\22, \22int\22), ($0, $1))"} {
# CHECK-NEXT:      %0 = aten.add.Tensor %args, %word : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
# CHECK-NEXT:      %1 = aten.sum %args : (tensor<2xf32>) -> tensor<f32>
# CHECK-NEXT:      %2 = aten.gt.Scalar %1 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:      %3 = dycl.item %2 : tensor<i1> -> i1
# CHECK-NEXT:      %contents, %found, %found_1 = scf.if %3 -> (tensor<?x2xf32>, tensor<?x2xf32>, tensor<?xi64>) {
# CHECK-NEXT:        %4 = aten.unsqueeze %args {dim = 0} : (tensor<2xf32>) -> tensor<1x2xf32>
# CHECK-NEXT:        %5 = tensor.cast %4 : tensor<1x2xf32> to tensor<?x2xf32>
# CHECK-NEXT:        %6 = aten.unsqueeze %0 {dim = 0} : (tensor<2xf32>) -> tensor<1x2xf32>
# CHECK-NEXT:        %7 = tensor.cast %6 : tensor<1x2xf32> to tensor<?x2xf32>
# CHECK-NEXT:        %8 = arith.constant dense<1> : tensor<i64>
# CHECK-NEXT:        %9 = aten.unsqueeze %8 {dim = 0} : (tensor<i64>) -> tensor<1xi64>
# CHECK-NEXT:        %10 = tensor.cast %9 : tensor<1xi64> to tensor<?xi64>
# CHECK-NEXT:        scf.yield %5, %7, %10 : tensor<?x2xf32>, tensor<?x2xf32>, tensor<?xi64>
# CHECK-NEXT:      } else {
# CHECK-NEXT:        %11 = aten.add.Tensor %args_1, %word : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
# CHECK-NEXT:        %12 = aten.sum %args_1 : (tensor<2xf32>) -> tensor<f32>
# CHECK-NEXT:        %13 = aten.gt.Scalar %12 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:        %14 = dycl.item %13 : tensor<i1> -> i1
# CHECK-NEXT:        %15 = aten.unsqueeze %args {dim = 0} : (tensor<2xf32>) -> tensor<1x2xf32>
# CHECK-NEXT:        %16 = aten.unsqueeze %args_1 {dim = 0} : (tensor<2xf32>) -> tensor<1x2xf32>
# CHECK-NEXT:        %17 = aten.cat [%15, %16] : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<2x2xf32>
# CHECK-NEXT:        %18 = tensor.cast %17 : tensor<2x2xf32> to tensor<?x2xf32>
# CHECK-NEXT:        %19 = aten.unsqueeze %0 {dim = 0} : (tensor<2xf32>) -> tensor<1x2xf32>
# CHECK-NEXT:        %20 = aten.unsqueeze %11 {dim = 0} : (tensor<2xf32>) -> tensor<1x2xf32>
# CHECK-NEXT:        %21 = aten.cat [%19, %20] : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<2x2xf32>
# CHECK-NEXT:        %22 = tensor.cast %21 : tensor<2x2xf32> to tensor<?x2xf32>
# CHECK-NEXT:        %23 = arith.constant dense<1> : tensor<2xi64>
# CHECK-NEXT:        %24 = tensor.cast %23 : tensor<2xi64> to tensor<?xi64>
# CHECK-NEXT:        scf.yield %18, %22, %24 : tensor<?x2xf32>, tensor<?x2xf32>, tensor<?xi64>
# CHECK-NEXT:      }
# CHECK-NEXT:      func.return %found, %found_1 : tensor<?x2xf32>, tensor<?xi64>
# CHECK-NEXT:    }
