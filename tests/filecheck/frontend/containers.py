# RUN: dycl-opt %s:make | filecheck %s
"""Tuples, dicts, named tuples and dataclasses in and out."""

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn


class Point(NamedTuple):
    where: Tensor
    score: float


@dataclass
class State:
    h: Tensor
    n: int = 0


class Net(nn.Module):
    def forward(self, batch, scale=2.0, mode="max", mask=None):
        state = State(batch["x"])
        if state.h.sum() > 0:
            state.h = state.h * scale
            state.n += 1
        return Point(state.h, 0.5), state, {"n": state.n, mode: mask}


def make():
    return Net().eval()


def example_inputs():
    return {"batch": {"x": torch.ones(4)}, "mode": "mean"}


# CHECK-LABEL: func.func @forward(%batch_x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, i64, i64) attributes {dycl.inputs = "{'batch': {'x': $0}, 'scale': 2.0, 'mode': 'mean', 'mask': None}", dycl.outputs = "('containers:Point'(where=$0, score=0.5), 'containers:State'(h=$1, n=$2), {'n': $3, 'mean': None})", dycl.optional = ["scale", "mask"]} {
# CHECK-NEXT:    %0 = aten.sum %batch_x : (tensor<4xf32>) -> tensor<f32>
# CHECK-NEXT:    %1 = aten.gt.Scalar %0 {other = 0} : (tensor<f32>) -> tensor<i1>
# CHECK-NEXT:    %2 = dycl.item %1 : tensor<i1> -> i1
# CHECK-NEXT:    %h, %n = scf.if %2 -> (tensor<4xf32>, i64) {
# CHECK-NEXT:      %3 = aten.mul.Scalar %batch_x {other = 2.0} : (tensor<4xf32>) -> tensor<4xf32>
# CHECK-NEXT:      %4 = arith.constant 1 : i64
# CHECK-NEXT:      scf.yield %3, %4 : tensor<4xf32>, i64
# CHECK-NEXT:    } else {
# CHECK-NEXT:      %5 = arith.constant 0 : i64
# CHECK-NEXT:      scf.yield %batch_x, %5 : tensor<4xf32>, i64
# CHECK-NEXT:    }
# CHECK-NEXT:    func.return %h, %h, %n, %n : tensor<4xf32>, tensor<4xf32>, i64, i64
