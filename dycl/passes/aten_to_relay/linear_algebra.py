"""Products of matrices, and what is made of them: linear layers, attention, Einstein sums."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from xdsl.dialects.builtin import i1, i8, i32
from xdsl.ir import SSAValue

from dycl.dialects.relay import broadcast_shapes
from dycl.passes.aten_to_relay.builder import (
    Number,
    RelayBuilder,
    Unsupported,
    dtype_of,
    is_float,
    shape_of,
)
from dycl.passes.aten_to_relay.normalization import softmax
from dycl.passes.aten_to_relay.reduction import total
from dycl.passes.aten_to_relay.rule import Arguments, converts


def dense(relay: RelayBuilder, x: SSAValue, weight: SSAValue) -> SSAValue:
    """``x @ weight.T`` for x of any rank and a matrix of weights."""
    if dtype_of(x) == i8 == dtype_of(weight):
        # TVM has i8 only with i32 as the result, which is the same modulo 256.
        return relay.cast(dense(relay, relay.cast(x, i32), relay.cast(weight, i32)), i8)
    *outer, inputs = shape_of(x)
    units = shape_of(weight)[0]
    if shape_of(weight) != (units, inputs) or dtype_of(weight) != dtype_of(x):
        raise Unsupported(f"a product of {x.type} with the transposed {weight.type}")
    rows = math.prod(outer)
    attrs = {"units": units}
    product = relay.call(
        "nn.dense", [relay.reshape(x, [rows, inputs]), weight], attrs, dtype_of(x), [rows, units]
    )
    return relay.reshape(product, [*outer, units])


def matmul(relay: RelayBuilder, left: SSAValue, right: SSAValue) -> SSAValue:
    """``left @ right`` under the rules of ``torch.matmul``."""
    if dtype_of(left) != dtype_of(right) or dtype_of(left) == i1:
        raise Unsupported(f"a product of {left.type} and {right.type}")
    left_shape, right_shape = shape_of(left), shape_of(right)
    if not left_shape or not right_shape:
        raise Unsupported("a matrix product of a 0-d tensor")
    if len(left_shape) == 1:
        row = matmul(relay, relay.reshape(left, [1, *left_shape]), right)
        shape = [*shape_of(row)]
        del shape[-1 if len(right_shape) == 1 else -2]
        return relay.reshape(row, shape)
    if len(right_shape) == 1:
        column = matmul(relay, left, relay.reshape(right, [*right_shape, 1]))
        return relay.reshape(column, shape_of(column)[:-1])
    if len(right_shape) == 2:
        return dense(relay, left, relay.swap_last(right))
    outer = broadcast_shapes(left_shape[:-2], right_shape[:-2])
    is_transposed = relay.has_strided_rows(right)
    if is_transposed:
        right = relay.swap_last(right)
    left = relay.broadcast_to(left, [*outer, *left_shape[-2:]])
    right = relay.broadcast_to(right, [*outer, *shape_of(right)[-2:]])
    return batch_matmul(relay, left, right, is_transposed=is_transposed)


def batch_matmul(
    relay: RelayBuilder, left: SSAValue, right: SSAValue, *, is_transposed: bool = True
) -> SSAValue:
    """``left @ right.mT``, or ``left @ right``, for equal leading axes, at least one."""
    if dtype_of(left) == i8 == dtype_of(right):
        wide = [relay.cast(factor, i32) for factor in (left, right)]
        return relay.cast(batch_matmul(relay, *wide, is_transposed=is_transposed), i8)
    *outer, rows, inner = shape_of(left)
    *right_outer, first, last = shape_of(right)
    columns, right_inner = (first, last) if is_transposed else (last, first)
    if (right_outer, right_inner) != (outer, inner):
        raise Unsupported(f"a product of {left.type} with {right.type}")
    count = math.prod(outer)
    arguments = [
        relay.reshape(left, [count, rows, inner]),
        relay.reshape(right, [count, first, last]),
    ]
    attrs = {"transpose_a": False, "transpose_b": is_transposed}
    shape = [count, rows, columns]
    product = relay.call("nn.batch_matmul", arguments, attrs, dtype_of(left), shape)
    return relay.reshape(product, [*outer, rows, columns])


def _scaled(relay: RelayBuilder, x: SSAValue, factor: Number) -> SSAValue:
    if factor == 1:
        return x
    if not is_float(dtype_of(x)) and isinstance(factor, float):
        raise Unsupported(f"a factor of {factor} for {dtype_of(x)}")
    return relay.multiply(x, factor)


def _scaled_sum(relay: RelayBuilder, op: Arguments, added: SSAValue, product: SSAValue) -> SSAValue:
    """``beta * added + alpha * product``, where a beta of 0 hides NaN in ``added``."""
    product = _scaled(relay, product, op.number("alpha"))
    if op.number("beta") == 0:
        return relay.broadcast_to(product, op.result_shape())
    return relay.add(product, _scaled(relay, added, op.number("beta")))


@converts("linear")
def convert_linear(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``linear``."""
    x, weight, bias = op.tensor("input"), op.tensor("weight"), op.optional_tensor("bias")
    product = (matmul if len(shape_of(weight)) == 1 else dense)(relay, x, weight)
    return product if bias is None else relay.add(product, bias)


@converts("mm", "bmm")
def convert_mm(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``mm`` and ``bmm``."""
    return matmul(relay, op.tensor("self"), op.tensor("mat2"))


@converts("matmul")
def convert_matmul(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``matmul``."""
    return matmul(relay, op.tensor("self"), op.tensor("other"))


@converts("dot")
def convert_dot(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``dot``."""
    return matmul(relay, op.tensor("self"), op.tensor("tensor"))


@converts("mv")
def convert_mv(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``mv``."""
    return matmul(relay, op.tensor("self"), op.tensor("vec"))


@converts("addmm")
def convert_addmm(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``addmm``."""
    product = matmul(relay, op.tensor("mat1"), op.tensor("mat2"))
    return _scaled_sum(relay, op, op.tensor("self"), product)


@converts("addmv")
def convert_addmv(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``addmv``."""
    product = matmul(relay, op.tensor("mat"), op.tensor("vec"))
    return _scaled_sum(relay, op, op.tensor("self"), product)


@converts("baddbmm")
def convert_baddbmm(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``baddbmm``."""
    product = matmul(relay, op.tensor("batch1"), op.tensor("batch2"))
    return _scaled_sum(relay, op, op.tensor("self"), product)


@converts("scaled_dot_product_attention")
def convert_scaled_dot_product_attention(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``scaled_dot_product_attention`` as its definition says: two products and a softmax."""
    query, key, value = op.tensor("query"), op.tensor("key"), op.tensor("value")
    if op.number("dropout_p") != 0:
        raise Unsupported("dropout in attention")
    if not is_float(dtype_of(query)):
        raise Unsupported(f"attention on {dtype_of(query)}")
    if op.flag("enable_gqa"):
        key, value = (_repeat_heads(relay, x, shape_of(query)[-3]) for x in (key, value))
    scale = op.number("scale") if op.has("scale") else 1 / math.sqrt(shape_of(query)[-1])
    scores = matmul(relay, relay.multiply(query, float(scale)), relay.swap_last(key))
    mask = op.optional_tensor("attn_mask")
    if op.flag("is_causal"):
        rows, columns = shape_of(scores)[-2:]
        positions = relay.reshape(relay.arange(rows), [rows, 1])
        allowed = relay.compare("less_equal", relay.arange(columns), positions)
        scores = relay.where(allowed, scores, -math.inf)
    elif mask is not None and dtype_of(mask) == i1:
        scores = relay.where(mask, scores, -math.inf)
    elif mask is not None:
        scores = relay.add(scores, relay.cast(mask, dtype_of(scores)))
    shape = shape_of(scores)
    rows_of_scores = relay.reshape(scores, [math.prod(shape[:-1]), shape[-1]])
    weights = softmax(relay, rows_of_scores)
    if mask is not None:
        # Where everything is masked, the answer is 0 and not NaN.
        masked = relay.is_minus_infinity(rows_of_scores)
        nothing = relay.reduce("all", masked, [1], keepdims=True, dtype=i1)
        weights = relay.where(nothing, 0.0, weights)
    return matmul(relay, relay.reshape(weights, shape), value)


def _repeat_heads(relay: RelayBuilder, x: SSAValue, heads: int) -> SSAValue:
    """Each head of BxHxLxD as often as it takes to have ``heads`` of them."""
    *outer, given, length, width = shape_of(x)
    x = relay.reshape(x, [*outer, given, 1, length, width])
    x = relay.broadcast_to(x, [*outer, given, heads // given, length, width])
    return relay.reshape(x, [*outer, heads, length, width])


@converts("einsum")
def convert_einsum(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``einsum``, from left to right as products of matrices."""
    tensors = op.tensors("tensors")
    inputs, arrow, output = op.text("equation").replace(" ", "").partition("->")
    if "." in inputs or op.has("path"):
        raise Unsupported("an einsum with an ellipsis or a path")
    names = inputs.split(",")
    if not arrow:
        once = [name for name in inputs if inputs.count(name) == 1 and name != ","]
        output = "".join(sorted(once))
    terms = [_Term(name, tensor) for name, tensor in zip(names, tensors, strict=True)]
    result = _without(relay, terms[0], set("".join([*names[1:], output])))
    for position, term in enumerate(terms[1:], start=1):
        later = set("".join([*names[position + 1 :], output]))
        right = _without(relay, term, {*result.names, *later})
        result = _product(relay, result, right, later)
    return _ordered(relay, result, output)


@dataclass(frozen=True)
class _Term:
    """A tensor in an Einstein sum, with a letter for each axis."""

    names: str
    tensor: SSAValue

    def sizes(self, names: Iterable[str]) -> list[int]:
        return [shape_of(self.tensor)[self.names.index(name)] for name in names]


def _without(relay: RelayBuilder, term: _Term, wanted: set[str]) -> _Term:
    """``term`` summed over axes that nobody else has."""
    if len(set(term.names)) < len(term.names):
        raise Unsupported("an einsum over a diagonal")
    axes = [axis for axis, name in enumerate(term.names) if name not in wanted]
    if not axes:
        return term
    kept = "".join(name for name in term.names if name in wanted)
    return _Term(kept, total(relay, term.tensor, axes, keepdims=False))


def _product(relay: RelayBuilder, left: _Term, right: _Term, later: set[str]) -> _Term:
    """The product of two terms, summed over the axes that both have and nobody else needs."""
    shared = [name for name in left.names if name in right.names]
    batch = "".join(name for name in shared if name in later)
    inner = "".join(name for name in shared if name not in later)
    rows = "".join(name for name in left.names if name not in shared)
    columns = "".join(name for name in right.names if name not in shared)
    if left.sizes(shared) != right.sizes(shared):
        raise Unsupported("an einsum that broadcasts")
    sizes = [math.prod(left.sizes(batch)), math.prod(left.sizes(inner))]
    factors = [
        relay.reshape(
            _ordered(relay, term, batch + outer + inner),
            [sizes[0], math.prod(term.sizes(outer)), sizes[1]],
        )
        for term, outer in ((left, rows), (right, columns))
    ]
    shape = [*left.sizes(batch + rows), *right.sizes(columns)]
    product = relay.reshape(batch_matmul(relay, *factors), shape)
    return _Term(batch + rows + columns, product)


def _ordered(relay: RelayBuilder, term: _Term, names: str) -> SSAValue:
    """The tensor of ``term`` with its axes in the order ``names``."""
    if sorted(names) != sorted(term.names):
        raise Unsupported("an einsum that repeats an axis in its result")
    return relay.transpose(term.tensor, [term.names.index(name) for name in names])


@converts("outer", "ger")
def convert_outer(relay: RelayBuilder, op: Arguments) -> SSAValue:
    """``outer``."""
    x, y = op.tensor("self"), op.tensor("vec2")
    dtype = op.compute_dtype()
    column = relay.reshape(relay.cast(x, dtype), [*shape_of(x), 1])
    callee = "logical_and" if dtype == i1 else "multiply"
    return relay.binary(callee, column, relay.cast(y, dtype))
