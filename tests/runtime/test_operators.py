"""The host's NumPy operators against PyTorch, on the samples of PyTorch's own operator tests."""

from __future__ import annotations

import inspect
import itertools
import math
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch
from torch.testing._internal.common_methods_invocations import op_db

from dycl.dialects.aten import Aten
from dycl.dialects.aten_operation import AtenOp
from dycl.dialects.aten_schema import Kind
from dycl.runtime import operators
from dycl.runtime.operators import HOST_OPERATORS

DTYPES = (torch.float32, torch.int64, torch.bool, torch.uint8, torch.float16, torch.float64)
SAMPLES_PER_DTYPE = 20

HALF_TOLERANCE = {"rtol": 1e-2, "atol": 2e-2}
"""PyTorch rounds to float16 after each step of some operators, where the host does so in the end.
"""

HALF_SUM_TOLERANCE = {"rtol": 1e-2, "atol": 0.5}
"""Terms are up to 100, sums up to 1000, where the next float16 is 0.5 away."""

SUM_TOLERANCE = {"rtol": 1e-5, "atol": 1e-4}
"""Products of numbers up to 10 are summed in another order."""

SUMS = (
    "addbmm", "addmm", "baddbmm", "conv", "linalg_matmul", "linear", "matmul", "bmm", "mm",
    "scaled_dot_product_attention",
)  # fmt: skip

ANY_ORDER = {"argsort", "kthvalue", "median.dim", "sort", "topk"}  # fmt: skip

UNDEFINED = {"empty.memory_format", "empty_like", "new_empty"}
"""Only shape and dtype of these results are defined."""

NUMPY_DTYPES = {
    torch.float16: np.float16,
    torch.float32: np.float32,
    torch.float64: np.float64,
    torch.bool: np.bool,
    torch.uint8: np.uint8,
    torch.int8: np.int8,
    torch.int16: np.int16,
    torch.int32: np.int32,
    torch.int64: np.int64,
    torch.complex64: np.complex64,
    torch.complex128: np.complex128,
}

OPERATIONS = {op.name.removeprefix("aten."): op for op in Aten.operations if issubclass(op, AtenOp)}

Call = tuple[tuple[Any, ...], dict[str, Any]]


def infos_of(packet: str) -> list[Any]:
    """PyTorch's descriptions of an operator, by any of its names."""

    def names(info: Any) -> set[str]:
        return {
            info.name.replace(".", "_"),
            info.name.rpartition(".")[2],
            info.aten_name,
            *(alias.name for alias in info.aliases),
        }

    return [info for info in op_db if packet in names(info) or packet.strip("_") in names(info)]


def calls_from_op_db(name: str) -> Iterator[Call]:
    function = HOST_OPERATORS[name]
    packets = {name.partition(".")[0]}
    packets |= {
        other.partition(".")[0] for other, each in HOST_OPERATORS.items() if each is function
    }
    for packet in sorted(packets):
        for info in infos_of(packet):
            for dtype in DTYPES:
                if not info.supports_dtype(dtype, "cpu"):
                    continue
                samples = info.sample_inputs("cpu", dtype, requires_grad=False)
                try:
                    for sample in itertools.islice(samples, SAMPLES_PER_DTYPE):
                        yield (sample.input, *sample.args), dict(sample.kwargs)
                except (RuntimeError, TypeError, NotImplementedError):
                    continue


def bound(name: str, call: Call) -> dict[str, Any] | None:
    """The arguments of a call by name, None where the overload does not take them."""
    args, kwargs = call
    schema = OPERATIONS[name].schema()
    kwargs = {key: value for key, value in kwargs.items() if key in schema.by_name}
    if len(args) > len(schema.arguments):
        return None
    found = dict(zip((argument.name for argument in schema.arguments), args, strict=False))
    if set(found) & set(kwargs):
        return None
    found |= kwargs
    for argument in schema.arguments:
        if argument.name not in found and not argument.has_default:
            return None
        value = found.get(argument.name)
        if (
            value is None
            and argument.name in found
            and not (argument.is_optional or argument.has_default)
        ):
            return None
        if isinstance(value, torch.Tensor) and argument.kind is Kind.SCALAR and value.numel():
            # An overload for numbers, tried with a number.
            found[argument.name] = value = value.flatten()[0].item()
        elements = value if isinstance(value, list | tuple) else [value]
        if isinstance(value, list | tuple) and not argument.is_list:
            return None
        if not all(each is None or is_of_kind(each, argument.kind) for each in elements):
            return None
    return found


def is_of_kind(value: Any, kind: Kind) -> bool:
    match kind:
        case Kind.TENSOR:
            return isinstance(value, torch.Tensor)
        case Kind.INT:
            return isinstance(value, int) and not isinstance(value, bool)
        case Kind.BOOL:
            return isinstance(value, bool)
        case Kind.DTYPE:
            return isinstance(value, torch.dtype)
        case Kind.STRING:
            return isinstance(value, str)
        case Kind.FLOAT | Kind.SCALAR:
            return isinstance(value, int | float)


def numpy_argument(value: Any) -> Any:
    match value:
        case torch.Tensor():
            return value.detach().resolve_conj().resolve_neg().numpy()
        case torch.dtype():
            return NUMPY_DTYPES[value]
        case list() | tuple():
            items = [numpy_argument(each) for each in value]
            return items if any(isinstance(each, np.ndarray) for each in items) else tuple(items)
        case _:
            return value


def call_host(name: str, arguments: dict[str, Any]) -> Any:
    """As the target ``python`` prints calls: what has no default comes first, the rest by name."""
    positional: list[Any] = []
    by_name: dict[str, Any] = {}
    for argument in OPERATIONS[name].schema().arguments:
        if argument.name not in arguments:
            continue
        value = numpy_argument(arguments[argument.name])
        if argument.is_list and not isinstance(value, tuple | list) and value is not None:
            value = (value,) if argument.kind is Kind.INT else [value]
        if argument.has_default or argument.keyword_only:
            by_name[argument.name] = value
        else:
            positional.append(value)
    return HOST_OPERATORS[name](*positional, **by_name)


def call_torch(name: str, arguments: dict[str, Any]) -> Any:
    packet, _, overload = name.partition(".")
    if name == "to.device":
        arguments = {**arguments, "device": "cpu"}
    return getattr(getattr(torch.ops.aten, packet), overload or "default")(**arguments)


def assert_same(found: Any, expected: Any, **tolerance: float) -> None:
    if isinstance(expected, torch.Tensor):
        assert isinstance(found, np.ndarray)
        if np.dtype(NUMPY_DTYPES[expected.dtype]) != found.dtype:
            raise AssertionError(f"{found.dtype} instead of {expected.dtype}")
        if expected.dtype == torch.float16:
            tolerance = HALF_SUM_TOLERANCE if tolerance else HALF_TOLERANCE
        torch.testing.assert_close(
            torch.from_numpy(np.array(found)),
            expected.resolve_conj().contiguous(),
            equal_nan=True,
            rtol=tolerance.get("rtol") if expected.is_floating_point() else None,
            atol=tolerance.get("atol") if expected.is_floating_point() else None,
        )
    elif isinstance(expected, tuple | list):
        assert isinstance(found, tuple)
        for each, other in zip(found, expected, strict=True):
            assert_same(each, other, **tolerance)
    else:
        assert type(found) is type(expected)
        assert found == expected


def compare(name: str, arguments: dict[str, Any], found: Any, expected: Any) -> None:
    if name in UNDEFINED:
        found, expected = np.zeros_like(found), torch.zeros_like(expected)
    if name in ANY_ORDER:
        # Equal elements may come in any order: compare what the indices point at.
        array = numpy_argument(arguments["self"])
        dim = arguments.get("dim", -1)
        indices = found[-1] if isinstance(found, tuple) else found
        other = expected[-1] if isinstance(expected, tuple | list) else expected
        if (array.ndim and not arguments.get("keepdim", True)) or array.ndim > indices.ndim:
            indices, other = np.expand_dims(indices, dim), other.unsqueeze(dim)
        if array.ndim:
            at = torch.take_along_dim(arguments["self"], other, dim)
            assert_same(np.take_along_axis(array, indices, dim), at)
        if not isinstance(found, tuple):
            return
        found, expected = found[0], expected[0]
    assert_same(found, expected, **(SUM_TOLERANCE if name.startswith(SUMS) else {}))


def is_supported(value: Any) -> bool:
    if isinstance(value, torch.Tensor):
        return value.dtype in NUMPY_DTYPES and not value.is_complex()
    if isinstance(value, list | tuple):
        return all(is_supported(each) for each in value)
    return not isinstance(value, complex)


X = torch.linspace(-2, 3, 24).reshape(2, 3, 4)
IMAGE = torch.linspace(-3, 4, 2 * 4 * 7 * 6).sin().reshape(2, 4, 7, 6)
VOLUME = torch.linspace(-3, 4, 240).cos().reshape(1, 2, 4, 5, 6)
MASK = X > 0.5
INTS = torch.tensor([[3, 0, 2], [1, 3, 1]])
FOUR = torch.tensor([0.5, -1.0, 2.0, 0.1])

ROWS = torch.linspace(-1, 1, 5 * 2 * 3).sin().reshape(5, 2, 3)


def cell_call(gates: int, *, biased: bool = True, is_lstm: bool = False) -> Call:
    """A cell from 3 features to 2."""
    sizes = [(2 * gates, 3), (2 * gates, 2), *[(2 * gates,)] * (2 if biased else 0)]
    weights = [torch.linspace(-2, 1, math.prod(size)).cos().reshape(size) for size in sizes]
    hidden = torch.tensor([[0.3, -0.2], [0.1, 0.5]])
    return (ROWS[0], [hidden, hidden * 2] if is_lstm else hidden, *weights), {}


def network_calls(gates: int, *, is_lstm: bool = False) -> list[Call]:
    """Networks from 3 features to 2, of two layers, in all variants."""
    calls: list[Call] = []
    for biased, both, batch_first in itertools.product((True, False), repeat=3):
        directions = 2 if both else 1
        weights: list[torch.Tensor] = []
        for layer, _ in itertools.product(range(2), range(directions)):
            width = 2 * directions if layer else 3
            sizes = [(2 * gates, width), (2 * gates, 2), *[(2 * gates,)] * (2 if biased else 0)]
            weights += [torch.linspace(-2, 1, math.prod(s)).cos().reshape(s) for s in sizes]
        batch = 5 if batch_first else 2
        hidden = torch.linspace(-1, 1, 2 * directions * batch * 2).reshape(-1, batch, 2)
        state = [hidden, hidden.sin()] if is_lstm else hidden
        arguments = (ROWS, state, weights, biased, 2, 0.0, False, both, batch_first)
        calls.append((arguments, {}))
    return calls


def packed_calls(gates: int, *, is_lstm: bool = False) -> list[Call]:
    """The networks of :func:`network_calls` on packed sequences of 5, 4 and 1 elements."""
    calls: list[Call] = []
    elements = ROWS.reshape(10, 3)
    for (_, _, *rest, batch_first), _ in network_calls(gates, is_lstm=is_lstm):
        if batch_first:
            continue
        directions = 2 if rest[-1] else 1
        hidden = torch.linspace(-1, 1, 2 * directions * 3 * 2).reshape(-1, 3, 2)
        state = [hidden, hidden.sin()] if is_lstm else hidden
        calls.append(((elements, torch.tensor([3, 2, 2, 2, 1]), state, *rest), {}))
    return calls


def projected_call() -> Call:
    """An LSTM from 3 features to 4, of which 2 are shown."""
    sizes = [(16, 3), (16, 2), (16,), (16,), (2, 4)]
    weights = [torch.linspace(-2, 1, math.prod(size)).cos().reshape(size) for size in sizes]
    state = [torch.zeros(1, 2, 2), torch.ones(1, 2, 4)]
    return (ROWS, state, weights, True, 1, 0.0, False, False, False), {}


def bag_calls() -> list[Call]:
    """Bags of embeddings in all modes, with and without rows that do not count."""
    table = torch.linspace(-2, 3, 20).cos().reshape(5, 4)
    indices, offsets = torch.tensor([1, 2, 2, 0, 4, 1]), torch.tensor([0, 2, 2, 6])
    weights = torch.linspace(-1, 1, 6)
    calls: list[Call] = [
        ((table.to(dtype), indices, offsets, False, mode, False, None, is_last, padding), {})
        for dtype in (torch.float32, torch.float64)
        for mode, is_last in itertools.product(range(3), (False, True))
        for padding in (None, 2, -4)
    ]
    calls += [
        ((table, indices.int(), offsets.int(), False, 0, False, weights, False, padding), {})
        for padding in (None, 2)
    ]
    broken = table.clone()
    broken[2, 1] = broken[1, 0] = math.nan
    return [*calls, ((broken, indices, offsets, False, 2, False, None, False, None), {})]


MORE_CALLS: dict[str, list[Call]] = {
    "_pack_padded_sequence": [
        ((ROWS, torch.tensor([4, 2]), False), {}),
        ((ROWS, torch.tensor([3, 3, 2, 1, 1]), True), {}),
        ((ROWS[:, :, 0], torch.tensor([5, 1]), False), {}),
    ],
    "_pad_packed_sequence": [
        ((ROWS[:, 0], torch.tensor([3, 1, 1]), False, 0.0, 3), {}),
        ((ROWS[:, 0], torch.tensor([2, 2, 1]), True, -1.5, 5), {}),
    ],
    "pad_sequence": [
        (([ROWS[:2], ROWS, ROWS[:0]],), {"padding_side": side, "padding_value": 2.0})
        for side in ("left", "right")
    ],
    "gru.data": packed_calls(3),
    "lstm.data": packed_calls(4, is_lstm=True),
    "rnn_relu.data": packed_calls(1),
    "rnn_tanh.data": packed_calls(1),
    "gru.input": network_calls(3),
    "gru_cell": [cell_call(3), cell_call(3, biased=False)],
    "lstm.input": [*network_calls(4, is_lstm=True), projected_call()],
    "lstm_cell": [cell_call(4, is_lstm=True), cell_call(4, is_lstm=True, biased=False)],
    "rnn_relu.input": network_calls(1),
    "rnn_relu_cell": [cell_call(1)],
    "rnn_tanh.input": network_calls(1),
    "rnn_tanh_cell": [cell_call(1)],
    "_is_all_true": [((MASK,), {}), ((MASK[:0],), {})],
    "_is_any_true": [((MASK,), {}), ((MASK[:0],), {})],
    "_log_softmax": [((X, 1, False), {})],
    "_prelu_kernel": [((X, X[0]), {})],
    "_cdist_forward": [((X, X[:, :2], 2.0, None), {})],
    "_softmax": [((X, -1, False), {})],
    "_to_copy": [((X,), {"dtype": torch.int64}), ((MASK,), {"dtype": torch.float16}), ((X,), {})],
    "_unsafe_index.Tensor": [((X, [None, INTS[1] % 3]), {})],
    "adaptive_max_pool1d": [((X, [2]), {})],
    "adaptive_max_pool2d": [((IMAGE, [3, 2]), {}), ((IMAGE[0], [5, 6]), {})],
    "adaptive_max_pool3d": [((VOLUME, [2, 3, 4]), {})],
    "alpha_dropout": [((X, 0.5, False), {})],
    "batch_norm": [
        ((IMAGE, FOUR, FOUR, FOUR, FOUR.abs(), False, 0.1, 1e-5, False), {}),
        ((IMAGE, None, None, FOUR, FOUR.abs(), False, 0.1, 1e-3, False), {}),
        ((IMAGE, FOUR, None, None, None, True, 0.1, 1e-5, False), {}),
        ((X[0], FOUR, FOUR, FOUR, FOUR.abs(), False, 0.1, 1e-5, False), {}),
    ],
    "_unique2": [
        ((X.round(), is_sorted, inverse, counts), {})
        for is_sorted, inverse, counts in itertools.product((True, False), repeat=3)
    ]
    + [((torch.tensor([math.nan, 1.0, math.nan, -math.inf, 1.0]), True, True, True), {})],
    "_upsample_nearest_exact2d": [((IMAGE, [3, 11]), {}), ((IMAGE, [10, 9]), {"scales_h": 1.5})],
    "_upsample_nearest_exact2d.vec": [
        ((IMAGE, None, [2.0, 1.5]), {}),
        ((IMAGE, [5, 5], None), {}),
    ],
    "broadcast_tensors": [(([X, X[0], FOUR],), {})],
    "cdist": [((X, X[:, :2]), {"p": p}) for p in (0.0, 1.0, 2.0, 3.0, float("inf"))],
    "convolution": [
        ((IMAGE, IMAGE[:, :2, :3, :3], None, [2, 1], [1, 0], [1, 2], False, [0, 0], 2), {}),
        ((IMAGE, IMAGE.mT[:1, :, :3].expand(4, -1, -1, -1), None, [2], [1], [1], True, [1], 2), {}),
    ],
    "dist": [((X, X[0]), {"p": p}) for p in (1, 2, float("inf"))],
    "pairwise_distance": [((X, X[0]), {}), ((X[0], X), {"p": 1.0, "eps": 0.1, "keepdim": True})],
    "pdist": [((X[0, 0].double(),), {"p": p}) for p in (0.0, 2.0, 3.0)],
    "copy": [((X, X[0]), {}), ((INTS, X[0, 0, :3]), {})],
    "dim": [((X,), {}), ((X[0, 0, 0],), {})],
    "dropout": [((X, 0.5, False), {})],
    "einsum": [(("bij,bkj->bik", [X, X]), {}), (("i, ij -> j", [X[0, :, 0], X[1]]), {})],
    "embedding_bag.padding_idx": bag_calls(),
    "feature_alpha_dropout": [((X, 0.5, False), {})],
    "feature_dropout": [((X, 0.5, False), {})],
    "fill.Tensor": [((X, torch.tensor(3)), {})],
    "index.Tensor": [
        ((X, [INTS[:, :1] % 2, None, INTS]), {}),
        ((X, [MASK]), {}),
        ((X, [None, torch.tensor([True, False, True])]), {}),
        ((X, [INTS % 2, INTS]), {}),
        ((X, [torch.tensor(-1)]), {}),
    ],
    "instance_norm": [
        ((IMAGE, FOUR, FOUR, None, None, True, 0.1, 1e-5, False), {}),
        ((IMAGE, None, None, None, None, True, 0.1, 1e-5, False), {}),
        ((IMAGE, FOUR, None, FOUR, FOUR.abs(), False, 0.1, 1e-5, False), {}),
    ],
    "is_floating_point": [((X,), {}), ((INTS,), {})],
    "max_pool1d_with_indices": [((X, [2]), {"padding": [1]})],
    "max_pool2d_with_indices": [
        ((IMAGE, [3]), {"stride": [2], "padding": [1], "ceil_mode": True}),
        ((IMAGE - 100, [2, 3]), {"padding": [1, 1], "dilation": [2, 1]}),
        ((torch.full((1, 3, 3), -torch.inf), [2, 2]), {"padding": [1, 1]}),
    ],
    "max_pool3d_with_indices": [((VOLUME, [2, 2, 3]), {"stride": [1], "padding": [1]})],
    "max_unpool2d": [
        ((*torch.nn.functional.max_pool2d(image, 2, return_indices=True), [7, 6]), {})
        for image in (IMAGE, IMAGE[0], -IMAGE)
    ],
    "max_unpool3d": [
        (
            (
                *torch.nn.functional.max_pool3d(VOLUME, 2, return_indices=True),
                [4, 5, 6],
                *[[2] * 3] * 2,
            ),
            {},
        )
    ],
    "moveaxis.int": [((X, 0, -1), {})],
    "movedim.int": [((X, 2, 0), {})],
    "nonzero_numpy": [((MASK,), {}), ((torch.tensor(3.0),), {})],
    "numel": [((X,), {})],
    "reflection_pad1d": [((X, [1, 2]), {})],
    "reflection_pad2d": [((IMAGE, [1, 2, 3, 0]), {})],
    "reflection_pad3d": [((VOLUME, [1, 2, 3, 0, 1, 1]), {})],
    "replication_pad1d": [((X, [1, 2]), {})],
    "replication_pad2d": [((IMAGE, [1, 2, 3, -1]), {})],
    "replication_pad3d": [((VOLUME, [1, 2, 3, 0, 1, 1]), {})],
    "searchsorted.Scalar": [((FOUR.sort().values, 0.3), {}), ((FOUR.sort().values, 2.0, True), {})],
    "size.int": [((X, -1), {})],
    "sym_numel": [((X,), {})],
    "sym_size.int": [((X, 1), {})],
    "to.dtype": [((X, torch.int32), {}), ((X, torch.bool), {})],
    "to.dtype_layout": [((X,), {"dtype": torch.float64})],
    "to.device": [((X, torch.float64), {})],
    "to.other": [((X, INTS), {})],
    "type_as": [((X, MASK), {})],
    "upsample_bicubic2d": [
        ((IMAGE, [3, 11], False), {}),
        ((IMAGE, [14, 12], True), {}),
        ((IMAGE, [1, 9], True), {}),
        ((IMAGE, [14, 9], False), {"scales_h": 2.0, "scales_w": 1.6}),
    ],
    "upsample_bicubic2d.vec": [
        ((IMAGE, None, False, [2.0, 1.5]), {}),
        ((IMAGE, [5, 5], True, None), {}),
    ],
    "upsample_bilinear2d": [
        ((IMAGE, [3, 11], False), {}),
        ((IMAGE, [14, 12], True), {}),
        ((IMAGE, [14, 9], False), {"scales_h": 2.0, "scales_w": 1.6}),
    ],
    "upsample_bilinear2d.vec": [
        ((IMAGE, None, False, [2.0, 1.5]), {}),
        ((IMAGE, [5, 5], True, None), {}),
    ],
    "upsample_linear1d": [((X, [7], False), {}), ((X, [3], True), {})],
    "upsample_linear1d.vec": [((X, [7], False, None), {}), ((X, None, False, [1.6]), {})],
    "upsample_nearest1d": [((X, [7]), {}), ((X, [9], 2.3), {})],
    "upsample_nearest1d.vec": [((X, [3], None), {}), ((X, None, [2.0]), {})],
    "upsample_nearest2d": [((IMAGE, [3, 11]), {}), ((IMAGE, [10, 9]), {"scales_h": 1.5})],
    "upsample_nearest2d.vec": [((IMAGE, None, [2.0, 1.5]), {}), ((IMAGE, [5, 5], None), {})],
    "view.dtype": [((X, torch.int32), {})],
    "view_copy.dtype": [((X, torch.int32), {})],
    "where": [((MASK,), {}), ((torch.tensor(3.0),), {})],
    "where.Scalar": [((MASK, 1, 2.5), {}), ((MASK, True, False), {}), ((MASK, 1, 0), {})],
    "where.ScalarOther": [((MASK, X, 0), {}), ((MASK, INTS[0, 0], 2.5), {})],
    "where.ScalarSelf": [((MASK, 1.5, X), {}), ((MASK, 1.5, INTS[0, 0]), {})],
}
"""Calls of operators that PyTorch's tests have no samples for."""


@pytest.mark.parametrize("name", sorted(HOST_OPERATORS))
def test_as_pytorch(name: str) -> None:
    compared = 0
    for call in (*calls_from_op_db(name), *MORE_CALLS.get(name, ())):
        arguments = bound(name, call)
        if arguments is None or not all(map(is_supported, arguments.values())):
            continue
        if arguments.get("dropout_p"):
            continue  # random
        try:
            with warnings.catch_warnings(action="ignore"):
                expected = call_torch(name, arguments)
        except (RuntimeError, TypeError, IndexError, NotImplementedError, ValueError):
            continue  # the sample is for another overload
        if not is_supported(expected):
            continue
        try:
            compare(name, arguments, call_host(name, arguments), expected)
        except Exception as error:
            error.add_note(f"{name}({arguments})")
            raise
        compared += 1
    assert compared, "no sample fits"


def test_arguments_are_called_as_in_the_schema() -> None:
    for name, function in HOST_OPERATORS.items():
        schema = OPERATIONS[name].schema()
        parameters = inspect.signature(function).parameters
        by_name = [a.name for a in schema.arguments if a.has_default or a.keyword_only]
        assert set(by_name) <= set(parameters), name
        assert len(schema.arguments) <= len(parameters), name


def test_host_programs_find_operators_by_the_names_of_their_functions() -> None:
    for name, function in HOST_OPERATORS.items():
        assert getattr(operators, function.__name__) is function, name
