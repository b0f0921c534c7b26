"""Distances between vectors."""

from __future__ import annotations

import itertools

from xdsl.dialects.builtin import i64
from xdsl.ir import SSAValue

from dycl.passes.aten_to_relay.builder import RelayBuilder, dtype_of, shape_of
from dycl.passes.aten_to_relay.linear_algebra import matmul
from dycl.passes.aten_to_relay.reduction import norm, total
from dycl.passes.aten_to_relay.rule import Arguments, converts

MANY_VECTORS = 25
"""From more vectors than this PyTorch computes Euclidean distances by a matrix product."""


@converts("cdist", "_cdist_forward")
def convert_cdist(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``cdist``: between each vector of one matrix and each of another one."""
    left, right = op.tensor("x1"), op.tensor("x2")
    order = float(op.number("p"))
    (*outer, rows, size), (*other_outer, columns, _) = shape_of(left), shape_of(right)
    mode = op.integer("compute_mode") if op.has("compute_mode") else 0
    is_many = rows > MANY_VECTORS or columns > MANY_VECTORS
    if order == 2 and (mode == 1 or (mode == 0 and is_many)):
        return _by_product(relay, left, right)
    left = relay.reshape(left, [*outer, rows, 1, size])
    right = relay.reshape(right, [*other_outer, 1, columns, size])
    difference = relay.subtract(left, right)
    return norm(relay, difference, order, [len(shape_of(difference)) - 1], keepdims=False)


def _by_product(relay: RelayBuilder, left: SSAValue, right: SSAValue) -> SSAValue:
    """Euclidean distances by ``(a - b)² = a² - 2ab + b²``, which rounds as PyTorch's does."""
    squares = [
        total(relay, relay.multiply(x, x), [len(shape_of(x)) - 1], keepdims=True)
        for x in (left, right)
    ]
    ones = [relay.full(1.0, dtype_of(x), shape_of(x)) for x in squares]
    axis = len(shape_of(left)) - 1
    left = relay.concatenate([relay.multiply(left, -2.0), squares[0], ones[0]], axis)
    right = relay.concatenate([right, ones[1], squares[1]], len(shape_of(right)) - 1)
    product = matmul(relay, left, relay.swap_last(right))
    return relay.unary("sqrt", relay.clamp(product, 0.0, None))


@converts("pdist", "_pdist_forward")
def convert_pdist(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``pdist``: between all pairs of the vectors of a matrix, in the order of their numbers."""
    x = op.tensor("self")
    pairs = list(itertools.combinations(range(shape_of(x)[0]), 2))
    first, second = (
        relay.take(x, relay.constant(numbers, i64, [len(pairs)]), 0)
        for numbers in zip(*pairs, strict=True)
    )
    return norm(relay, relay.subtract(first, second), float(op.number("p")), [1], keepdims=False)


@converts("pairwise_distance")
def convert_pairwise_distance(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``pairwise_distance`` along the last axis."""
    left, right = (relay.cast(op.tensor(name), op.compute_dtype()) for name in ("x1", "x2"))
    difference = relay.subtract(left, right)
    difference = relay.add(difference, op.number("eps"))
    axis = len(shape_of(difference)) - 1
    return norm(relay, difference, float(op.number("p")), [axis], op.flag("keepdim"))


@converts("dist")
def convert_dist(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``dist``: between two tensors, all elements taken together."""
    difference = relay.subtract(op.tensor("self"), op.tensor("other"))
    axes = list(range(len(shape_of(difference))))
    return norm(relay, difference, float(op.number("p")), axes, keepdims=False)
