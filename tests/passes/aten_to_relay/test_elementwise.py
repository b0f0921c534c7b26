"""Arithmetic, comparisons, logic and casts, with the numbers that go wrong easily."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable

import torch

aten = torch.ops.aten
NAN, INF = float("nan"), float("inf")
# Long enough for vectors: LLVM treats NaN differently in them.
SPECIAL = torch.tensor(
    [
        NAN,
        INF,
        -INF,
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.5,
        -0.5,
        1.5,
        2.5,
        -1.5,
        -2.5,
        3.0,
        1e-30,
        7.0,
        -3.7,
        9.0,
    ]
)
OTHER = SPECIAL.roll(5)
FINITE = SPECIAL[3:]
INTS = torch.tensor([-7, -3, -1, 0, 1, 2, 5, 9, 127, -128])
BYTES = torch.tensor([0, 1, 2, 100, 200, 255], dtype=torch.uint8)
BOOLS = torch.tensor([True, False, True])
MATRIX = torch.linspace(-3, 3, 12).reshape(3, 4)
ROW = torch.tensor([2.0, -1.0, 0.5, 3.0])
SCALAR = torch.tensor(2.5)

FLOATING = [
    "acos",
    "acosh",
    "asin",
    "asinh",
    "atan",
    "atanh",
    "cos",
    "cosh",
    "erf",
    "exp",
    "exp2",
    "expm1",
    "log",
    "log10",
    "log1p",
    "log2",
    "reciprocal",
    "rsqrt",
    "sigmoid",
    "sin",
    "sinh",
    "sqrt",
    "tan",
    "tanh",
]
ROUNDING = ["ceil", "floor", "round", "trunc"]
TESTS = ["isfinite", "isinf", "isnan", "isneginf", "isposinf", "logical_not"]
ANY = ["abs", "neg", "sign", "sgn", "square", "positive", "clone", "detach", "alias"]
COMPARISONS = ["eq", "ne", "lt", "le", "gt", "ge"]

# fmt: off
CASES = [
    *[(getattr(aten, name), (x,), {}) for name in FLOATING for x in (SPECIAL, SPECIAL.half(), INTS, BOOLS)],
    *[(getattr(aten, name), (SPECIAL.double(),), {}) for name in FLOATING if name != "erf"],
    *[(getattr(aten, name), (x,), {}) for name in ROUNDING for x in (SPECIAL, FINITE.double(), INTS)],
    *[(getattr(aten, name), (x,), {}) for name in TESTS for x in (SPECIAL, SPECIAL.double(), SPECIAL.half(), INTS)],
    *[(getattr(aten, name), (x,), {}) for name in ANY for x in (SPECIAL, INTS, INTS.to(torch.int8))],
    (aten.copy, (MATRIX, ROW), {}),
    (aten.copy, (torch.tensor(0.5).half(), torch.tensor(-4.8269849).double()), {}),
    (aten.copy, (SPECIAL.half(), SPECIAL.double()), {}),
    (aten.copy, (INTS, FINITE[:1]), {}),
    (aten.frac, (FINITE,), {}),
    (aten.bitwise_not, (INTS,), {}),
    (aten.bitwise_not, (BOOLS,), {}),
    *[(getattr(aten, name).Tensor, args, {}) for name in COMPARISONS for args in (
        (SPECIAL, OTHER), (SPECIAL.double(), OTHER), (INTS, INTS.flip(0).int()), (BOOLS, BOOLS.flip(0)),
        (MATRIX, ROW), (INTS, SCALAR), (INTS.int(), torch.tensor(3)), (BYTES, torch.tensor(-1)))],
    *[(getattr(aten, name).Scalar, args, {}) for name in COMPARISONS for args in (
        (SPECIAL, 0.5), (SPECIAL.half(), 0.1), (INTS, 2), (INTS, 1.5), (BOOLS, True), (SPECIAL, NAN))],
    *[(getattr(aten, name), (y, x), {}) for name in ("atan2", "arctan2") for y, x in (
        (SPECIAL, OTHER), (SPECIAL[:, None], SPECIAL), (SPECIAL.double()[:, None], SPECIAL), (SPECIAL.half(), SPECIAL.half()), (INTS, INTS))],
    (aten.add.Tensor, (SPECIAL, OTHER), {}),
    (aten.add.Tensor, (MATRIX, ROW), {"alpha": 2}),
    (aten.add.Tensor, (INTS, ROW[:1]), {}),
    (aten.add.Tensor, (INTS.int(), INTS), {}),
    (aten.add.Tensor, (INTS.int(), torch.tensor(3)), {}),
    (aten.add.Tensor, (INTS, SCALAR), {}),
    (aten.add.Tensor, (ROW.half(), ROW), {}),
    (aten.add.Tensor, (ROW.half(), SCALAR), {}),
    (aten.add.Tensor, (BYTES, INTS[:6].to(torch.int8)), {}),
    (aten.add.Tensor, (BYTES, BYTES), {}),
    (aten.add.Tensor, (BOOLS, BOOLS.flip(0)), {}),
    (aten.add.Tensor, (BOOLS, INTS[:3]), {}),
    (aten.add.Scalar, (ROW, 0.1), {}),
    (aten.add.Scalar, (INTS, 1.5), {}),
    (aten.add.Scalar, (INTS.int(), 3, 2), {}),
    (aten.add.Scalar, (ROW.half(), 0.1), {}),
    *[(operator, (ROW.half(), 0.1), {}) for operator in (  # which round the number first, all but two
        aten.sub.Scalar, aten.fmod.Scalar, aten.remainder.Scalar, aten.mul.Scalar, aten.div.Scalar)],
    (aten.remainder.Tensor, (ROW.half(), torch.tensor(0.1)), {}),
    (aten.sub.Tensor, (MATRIX, ROW), {"alpha": 0.5}),
    (aten.sub.Scalar, (INTS, 3), {}),
    (aten.rsub.Scalar, (ROW, 1), {}),
    (aten.rsub.Tensor, (ROW, MATRIX), {"alpha": 2}),
    (aten.mul.Tensor, (SPECIAL, OTHER), {}),
    (aten.mul.Tensor, (BOOLS, BOOLS.flip(0)), {}),
    (aten.mul.Tensor, (BOOLS, ROW[:3]), {}),
    (aten.mul.Scalar, (INTS, 0.5), {}),
    (aten.div.Tensor, (SPECIAL, OTHER), {}),
    (aten.div.Tensor, (INTS, INTS.flip(0)), {}),
    (aten.div.Scalar, (INTS, 3), {}),
    (aten.div.Tensor_mode, (FINITE, FINITE.roll(3)), {"rounding_mode": "floor"}),
    (aten.div.Tensor_mode, (FINITE, FINITE.roll(3)), {"rounding_mode": "trunc"}),
    (aten.div.Tensor_mode, (MATRIX, ROW), {"rounding_mode": None}),
    (aten.div.Scalar_mode, (INTS, 3), {"rounding_mode": "floor"}),
    (aten.div.Scalar_mode, (INTS, -3), {"rounding_mode": "floor"}),
    (aten.div.Scalar_mode, (INTS, 3), {"rounding_mode": "trunc"}),
    (aten.div.Scalar_mode, (INTS.int(), -4), {"rounding_mode": "trunc"}),
    (aten.div.Scalar_mode, (INTS, 1.5), {"rounding_mode": "floor"}),
    (aten.div.Scalar_mode, (BYTES, 7), {"rounding_mode": "floor"}),
    (aten.floor_divide, (SPECIAL, OTHER), {}),
    (aten.floor_divide.Scalar, (torch.tensor([1.0, 0.3, 6.0, -1.0, -0.3]), 0.1), {}),
    (aten.floor_divide.Scalar, (INTS, -2), {}),
    (aten.remainder.Tensor, (FINITE, FINITE.roll(3)), {}),
    (aten.remainder.Scalar, (INTS, 3), {}),
    (aten.remainder.Scalar, (INTS, -3), {}),
    (aten.remainder.Scalar, (FINITE, -0.7), {}),
    (aten.fmod.Tensor, (FINITE, FINITE.roll(3)), {}),
    (aten.fmod.Scalar, (INTS, -3), {}),
    (aten.fmod.Scalar, (FINITE.double(), 0.7), {}),
    *[(getattr(aten, name), args, {}) for name in ("maximum", "minimum", "fmax", "fmin") for args in (
        (SPECIAL, OTHER), (SPECIAL.double(), OTHER.double()), (INTS, INTS.flip(0)), (BOOLS, BOOLS.flip(0)))],
    (aten.max.other, (MATRIX, ROW), {}),
    (aten.clamp, (SPECIAL, -1, 1.5), {}),
    (aten.clamp, (SPECIAL.double(), None, 0), {}),
    (aten.clamp, (INTS, -2, 5), {}),
    (aten.clamp, (INTS, 0.5), {}),
    (aten.clamp, (SPECIAL, 2, 1), {}),
    (aten.clamp, (SPECIAL, NAN), {}),
    (aten.clamp.Tensor, (MATRIX, ROW - 2, ROW), {}),
    (aten.clamp.Tensor, (ROW, None, MATRIX), {}),
    (aten.clamp_min, (SPECIAL, 0), {}),
    (aten.clamp_max, (INTS, 3), {}),
    (aten.clamp_min.Tensor, (SPECIAL, OTHER), {}),
    (aten.logical_and, (SPECIAL, OTHER), {}),
    (aten.logical_or, (INTS, INTS.flip(0)), {}),
    (aten.logical_xor, (BOOLS, BOOLS.flip(0)), {}),
    (aten.bitwise_and.Tensor, (INTS, INTS.flip(0)), {}),
    (aten.bitwise_or.Scalar, (INTS, 5), {}),
    (aten.bitwise_xor.Tensor, (BOOLS, BOOLS.flip(0)), {}),
    (aten.where.self, (BOOLS, ROW[:3], INTS[:3]), {}),
    (aten.where.self, (BOOLS, MATRIX[:, :3], SCALAR), {}),
    (aten.where.ScalarOther, (BOOLS, ROW[:3], 0), {}),
    (aten.where.ScalarSelf, (BOOLS, 1.5, INTS[:3]), {}),
    (aten.where.Scalar, (BOOLS, 1, 0), {}),
    (aten.masked_fill.Scalar, (MATRIX, ROW > 0, -INF), {}),
    (aten.masked_fill.Scalar, (INTS, INTS > 0, 3), {}),
    (aten.masked_fill.Tensor, (MATRIX, ROW > 0, SCALAR), {}),
    *[(aten.pow.Tensor_Scalar, (FINITE, exponent), {}) for exponent in (0, 0.5, 1, 2, 3, 4, -1, -2, 2.0, 1.5)],
    (aten.pow.Tensor_Scalar, (INTS, 3), {}),
    (aten.pow.Tensor_Scalar, (INTS, 0), {}),
    (aten.pow.Tensor_Scalar, (INTS, 0.5), {}),
    (aten.pow.Tensor_Tensor, (FINITE.abs(), FINITE.roll(3)), {}),
    (aten.pow.Tensor_Tensor, (ROW, INTS[:4]), {}),
    (aten.pow.Scalar, (2, FINITE), {}),
    (aten.addcmul, (MATRIX, ROW, MATRIX), {"value": 0.5}),
    (aten.addcdiv, (MATRIX, MATRIX, ROW), {"value": 2}),
    (aten.lerp.Scalar, (MATRIX, ROW, 0.3), {}),
    (aten.lerp.Tensor, (MATRIX, ROW, MATRIX), {}),
    *[(aten._to_copy, (x,), {"dtype": dtype}) for x in (FINITE, INTS, BYTES, BOOLS)
        for dtype in (torch.float16, torch.float32, torch.float64, torch.int8, torch.int16, torch.int32,
                      torch.int64, torch.bool)],
    (aten._to_copy, (FINITE.abs(),), {"dtype": torch.uint8}),
    (aten._to_copy, (INTS,), {"dtype": torch.uint8}),
    (aten._to_copy, (SPECIAL,), {"dtype": torch.bool}),
    (aten._to_copy, (SPECIAL.half(),), {"dtype": torch.bool}),
    (aten._to_copy, (SPECIAL.half(),), {"dtype": torch.float32}),
    (aten.to.dtype, (ROW, torch.float64), {}),
    (aten.type_as, (ROW, INTS), {}),
    (aten.contiguous, (MATRIX.t(),), {}),
    (aten.dropout, (ROW, 0.5, False), {}),
    (aten.lift_fresh_copy, (ROW,), {}),
]
# fmt: on


def test_agrees_with_pytorch(number: int, agrees: Callable[[int], None]) -> None:
    agrees(number)
