"""How many floating-point operations PyTorch's operators do: additions and multiplications each
count, and any other function of an element counts as one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from xdsl.dialects.builtin import DYNAMIC_INDEX, TensorType
from xdsl.ir import Operation, SSAValue
from xdsl.utils.hints import isa

from dycl.analysis.cost import COPIES, FILLS, VIEWS, operator_name
from dycl.dialects.aten_operation import AtenOp

Shape = Sequence[int]
Count = Callable[[Sequence[Shape], Sequence[Shape]], float]

MOVES = frozenset([
    "cat", "stack", "index_select", "gather", "embedding", "index.Tensor", "unbind.int",
    "split.Tensor", "split_with_sizes", "chunk", "constant_pad_nd", "pad", "repeat", "flip", "roll",
    "masked_select", "clone", "contiguous", "zeros_like", "ones_like", "full_like", "argsort",
    "new_zeros", "new_ones", "new_full", "nonzero", "one_hot",
])  # fmt: skip
"""Operators that compute nothing, besides views, fills and copies."""

REDUCTIONS = frozenset([
    "sum", "mean", "max", "min", "amax", "amin", "argmax", "argmin", "any", "all", "prod", "norm",
    "var", "std", "cumsum", "adaptive_avg_pool2d", "adaptive_max_pool2d", "topk", "sort",
    "count_nonzero", "logsumexp",
])  # fmt: skip
"""Operators (without overload) that do one operation for each element that they take."""


def _matrix_product(taken: Sequence[Shape], given: Sequence[Shape]) -> float:
    """Each element of the result is a sum of products along the first operand's last dimension."""
    return 2 * math.prod(given[0]) * taken[0][-1]


def _addition_of_product(taken: Sequence[Shape], given: Sequence[Shape]) -> float:
    return 2 * math.prod(given[0]) * taken[1][-1]


def _linear(taken: Sequence[Shape], given: Sequence[Shape]) -> float:
    return _matrix_product(taken, given) + (math.prod(given[0]) if len(taken) > 2 else 0)


def _convolution(taken: Sequence[Shape], given: Sequence[Shape]) -> float:
    bias = math.prod(given[0]) if len(taken) > 2 else 0
    return 2 * math.prod(given[0]) * math.prod(taken[1][1:]) + bias


def _cell(states: int) -> Count:
    """A recurrent cell: the input and the state each by the matrix of all gates."""

    def count(taken: Sequence[Shape], given: Sequence[Shape]) -> float:
        samples, matrices = taken[0][0], taken[1 + states : 3 + states]
        return 2 * samples * sum(map(math.prod, matrices))

    return count


def _attention(taken: Sequence[Shape], given: Sequence[Shape]) -> float:
    query, key = taken[0], taken[1]
    scores = math.prod(query[:-1]) * key[-2]
    return 2 * scores * query[-1] + 5 * scores + 2 * scores * taken[2][-1]


_COUNTS: dict[str, Count] = {
    **dict.fromkeys(["matmul", "mm", "bmm"], _matrix_product),
    **dict.fromkeys(["addmm", "baddbmm"], _addition_of_product),
    "linear": _linear,
    **dict.fromkeys(["conv1d", "conv2d", "conv3d"], _convolution),
    "scaled_dot_product_attention": _attention,
    "lstm_cell": _cell(states=2),
    **dict.fromkeys(["gru_cell", "rnn_tanh_cell", "rnn_relu_cell"], _cell(states=1)),
    **dict.fromkeys(
        ["softmax", "log_softmax", "layer_norm", "group_norm"],
        lambda taken, given: 5 * math.prod(given[0]),
    ),
    "batch_norm": lambda taken, given: 2 * math.prod(given[0]),
}


def flops_of_shapes(operation: Operation, taken: Sequence[Shape], given: Sequence[Shape]) -> float:
    """The operations that ``operation`` does for operands and results of these shapes.

    Host scalars have the shape (); they and everything but ``aten`` count as nothing.
    """
    name = operator_name(operation)
    if not name or name in VIEWS | FILLS | COPIES | MOVES or not given:
        return 0
    operator = name.partition(".")[0]
    if (count := _COUNTS.get(operator)) is not None:
        return count(taken, given)
    if operator in REDUCTIONS:
        return math.prod(taken[0])
    if operator in ("max_pool2d", "avg_pool2d") and isinstance(operation, AtenOp):
        size = operation.argument("kernel_size")
        extents = [e for e in (size if isinstance(size, tuple) else (size,)) if isinstance(e, int)]
        return math.prod(given[0]) * math.prod(extents * 2 if len(extents) == 1 else extents)
    return math.prod(given[0])


def flops(operation: Operation) -> float:
    """The operations that ``operation`` does; NaN where shapes are only known at run time."""
    values = (*operation.operands, *operation.results)
    if not isinstance(operation, AtenOp):
        return 0
    if any(isa(v.type, TensorType) and not v.type.has_static_shape() for v in values):
        return math.nan
    return flops_of_shapes(
        operation, [_shape(v) for v in operation.operands], [_shape(v) for v in operation.results]
    )


def flops_per_row(operation: Operation) -> float:
    """The same with 1 for every size that is only known at run time."""
    return flops_of_shapes(
        operation,
        [_row_shape(v) for v in operation.operands],
        [_row_shape(v) for v in operation.results],
    )


def flops_per_result(operation: Operation) -> float:
    """The operations that ``operation`` does, with all inside of it, for each number of its
    results; 1 for every size that is only known at run time.
    """
    done = sum(flops_per_row(each) for each in operation.walk() if isinstance(each, AtenOp))
    return done / max(1, sum(math.prod(_row_shape(result)) for result in operation.results))


def _row_shape(value: SSAValue) -> Shape:
    return [1 if size == DYNAMIC_INDEX else size for size in _shape(value)]


def _shape(value: SSAValue) -> Shape:
    return value.type.get_shape() if isa(value.type, TensorType) else ()
