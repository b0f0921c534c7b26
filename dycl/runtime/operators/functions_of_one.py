"""Functions of one number, element by element: mathematics and activations."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from dycl.runtime.operators.registry import (
    Array,
    Number,
    as_dtype,
    category,
    common_dtype,
    floating,
    operator,
    wide,
)

Function = Callable[[Any], Any]


def _float(array: Array) -> Array:
    return array.astype(floating(array.dtype), copy=False)


def _register(function: Function, name: str, *aliases: str) -> None:
    """Register ``function`` of floats; integers become float32 before."""

    def call(self: Array) -> Array:
        return function(_float(self))

    call.__name__ = name
    call.__doc__ = f"Source: ``torch.{name}``."
    operator(name, *aliases)(call)


_erf = np.vectorize(math.erf, otypes=[np.float64])
_erfc = np.vectorize(math.erfc, otypes=[np.float64])


def _lgamma_of(value: float) -> float:
    if not math.isfinite(value):
        return math.fabs(value)
    return math.inf if value <= 0 and value == int(value) else math.lgamma(value)


_lgamma = np.vectorize(_lgamma_of, otypes=[np.float64])


def _exactly(function: Function) -> Function:
    """``function`` of float64, for arrays of any size and dtype."""

    def call(x: Array) -> Array:
        return function(x.astype(np.float64)).astype(x.dtype) if x.size else x

    return call


def _rsqrt(x: Array) -> Array:
    return (1 / np.sqrt(x)).astype(x.dtype)


def _reciprocal(x: Array) -> Array:
    return (1 / x).astype(x.dtype)


def _logistic(x: Array) -> Array:
    wider = x.astype(wide(x.dtype), copy=False)
    return (1 / (1 + np.exp(-wider))).astype(x.dtype)


_TABLE: tuple[tuple[str, Function, tuple[str, ...]], ...] = (
    ("exp", np.exp, ()),
    ("exp2", np.exp2, ("special_exp2",)),
    ("expm1", np.expm1, ("special_expm1",)),
    ("log", np.log, ()),
    ("log2", np.log2, ()),
    ("log10", np.log10, ()),
    ("log1p", np.log1p, ("special_log1p",)),
    ("sqrt", np.sqrt, ()),
    ("rsqrt", _rsqrt, ()),
    ("reciprocal", _reciprocal, ()),
    ("sin", np.sin, ()),
    ("cos", np.cos, ()),
    ("tan", np.tan, ()),
    ("asin", np.arcsin, ("arcsin",)),
    ("acos", np.arccos, ("arccos",)),
    ("atan", np.arctan, ("arctan",)),
    ("sinh", np.sinh, ()),
    ("cosh", np.cosh, ()),
    ("tanh", np.tanh, ()),
    ("asinh", np.arcsinh, ("arcsinh",)),
    ("acosh", np.arccosh, ("arccosh",)),
    ("atanh", np.arctanh, ("arctanh",)),
    ("erf", _exactly(_erf), ("special_erf",)),
    ("erfc", _exactly(_erfc), ("special_erfc",)),
    ("lgamma", _exactly(_lgamma), ("special_gammaln",)),
    ("deg2rad", np.deg2rad, ()),
    ("rad2deg", np.rad2deg, ()),
    ("sinc", _exactly(np.sinc), ("special_sinc",)),
)

for _name, _function, _aliases in _TABLE:
    _register(_function, _name, *_aliases)


@operator("sigmoid", "special_expit")
def sigmoid(self: Array) -> Array:
    return _logistic(_float(self))


def _rounded(name: str, function: Function, *aliases: str) -> None:
    def call(self: Array) -> Array:
        return self if category(self.dtype) < 2 else function(self)

    call.__name__ = name
    call.__doc__ = f"Source: ``torch.{name}``."
    operator(name, *aliases)(call)


_rounded("floor", np.floor)
_rounded("ceil", np.ceil)
_rounded("trunc", np.trunc, "fix")


@operator("round", "round.decimals", "special_round")
def round(self: Array, decimals: int = 0) -> Array:
    if category(self.dtype) < 2:
        return self
    if decimals == 0:
        return np.rint(self)
    factor = np.asarray(10.0 ** math.fabs(decimals), self.dtype)
    return np.rint(self * factor) / factor if decimals > 0 else np.rint(self / factor) * factor


@operator("frac")
def frac(self: Array) -> Array:
    return self - np.trunc(self)


@operator("abs", "absolute")
def abs(self: Array) -> Array:
    return np.abs(self)


@operator("neg", "negative")
def neg(self: Array) -> Array:
    return np.negative(self)


@operator("positive")
def positive(self: Array) -> Array:
    return self


@operator("square")
def square(self: Array) -> Array:
    return np.square(self.astype(np.int64)) if self.dtype == np.bool else np.square(self)


@operator("sign", "sgn")
def sign(self: Array) -> Array:
    if self.dtype == np.bool:
        return self
    # torch.sign(nan) is 0, NumPy's is nan.
    return (self > 0).astype(self.dtype) - (self < 0).astype(self.dtype)


@operator("signbit")
def signbit(self: Array) -> Array:
    return np.signbit(self) if category(self.dtype) == 2 else self < 0


@operator("isnan")
def isnan(self: Array) -> Array:
    return np.isnan(self)


@operator("isinf")
def isinf(self: Array) -> Array:
    return np.isinf(self)


@operator("isfinite")
def isfinite(self: Array) -> Array:
    return np.isfinite(self)


@operator("isposinf")
def isposinf(self: Array) -> Array:
    return np.isinf(self) & (self > 0)


@operator("isneginf")
def isneginf(self: Array) -> Array:
    return np.isinf(self) & (self < 0)


@operator("nan_to_num")
def nan_to_num(
    self: Array, nan: float | None = None, posinf: float | None = None, neginf: float | None = None
) -> Array:
    if category(self.dtype) < 2:
        return self
    limits = np.finfo(self.dtype)
    result = np.where(np.isnan(self), 0.0 if nan is None else nan, self)
    result = np.where(self == np.inf, limits.max if posinf is None else posinf, result)
    result = np.where(self == -np.inf, limits.min if neginf is None else neginf, result)
    return result.astype(self.dtype)


@operator("logit", "special_logit")
def logit(self: Array, eps: float | None = None) -> Array:
    x = _float(self)
    if eps is not None:
        x = np.clip(x, np.asarray(eps, x.dtype), np.asarray(1 - eps, x.dtype))
    return np.log(x / (1 - x))


@operator("relu")
def relu(self: Array) -> Array:
    return np.maximum(self, np.asarray(0, self.dtype))


@operator("relu6")
def relu6(self: Array) -> Array:
    return np.clip(self, np.asarray(0, self.dtype), np.asarray(6, self.dtype))


@operator("hardtanh")
def hardtanh(self: Array, min_val: Number = -1, max_val: Number = 1) -> Array:
    return np.clip(self, np.asarray(min_val, self.dtype), np.asarray(max_val, self.dtype))


@operator("leaky_relu")
def leaky_relu(self: Array, negative_slope: Number = 0.01) -> Array:
    return np.where(self > 0, self, self * np.asarray(negative_slope, self.dtype))


@operator("threshold")
def threshold(self: Array, threshold: Number, value: Number) -> Array:
    return np.where(self <= threshold, np.asarray(value, self.dtype), self)


@operator("elu")
def elu(self: Array, alpha: Number = 1, scale: Number = 1, input_scale: Number = 1) -> Array:
    x = self.astype(wide(self.dtype), copy=False)
    negative = alpha * np.expm1(np.minimum(x, 0) * input_scale)
    return (np.where(x > 0, x, negative) * scale).astype(self.dtype)


@operator("selu")
def selu(self: Array) -> Array:
    return elu(self, 1.6732632423543772848170429916717, 1.0507009873554804934193349852946)


@operator("celu")
def celu(self: Array, alpha: float = 1.0) -> Array:
    return elu(self, alpha, 1, 1 / alpha)


@operator("silu")
def silu(self: Array) -> Array:
    x = self.astype(wide(self.dtype), copy=False)
    return (x / (1 + np.exp(-x))).astype(self.dtype)


@operator("mish")
def mish(self: Array) -> Array:
    x = self.astype(wide(self.dtype), copy=False)
    return (x * np.tanh(np.logaddexp(x, 0))).astype(self.dtype)


@operator("gelu")
def gelu(self: Array, approximate: str = "none") -> Array:
    x = self.astype(np.float64)
    if approximate == "tanh":
        inner = math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)
        return (0.5 * x * (1 + np.tanh(inner))).astype(self.dtype)
    if not x.size:
        return self
    return (0.5 * x * (1 + _erf(x / math.sqrt(2)))).astype(self.dtype)


@operator("hardsigmoid")
def hardsigmoid(self: Array) -> Array:
    x = self.astype(wide(self.dtype), copy=False)
    return (np.clip(x + 3, 0, 6) / 6).astype(self.dtype)


@operator("hardswish")
def hardswish(self: Array) -> Array:
    x = self.astype(wide(self.dtype), copy=False)
    return (x * np.clip(x + 3, 0, 6) / 6).astype(self.dtype)


@operator("hardshrink")
def hardshrink(self: Array, lambd: Number = 0.5) -> Array:
    return np.where((self >= -lambd) & (self <= lambd), np.asarray(0, self.dtype), self)


@operator("softshrink")
def softshrink(self: Array, lambd: Number = 0.5) -> Array:
    bound = np.asarray(lambd, self.dtype)
    return np.where(self > bound, self - bound, np.where(self < -bound, self + bound, self * 0))


@operator("softplus")
def softplus(self: Array, beta: Number = 1, threshold: Number = 20) -> Array:
    x = self.astype(wide(self.dtype), copy=False)
    soft = np.log1p(np.exp(x * beta)) / beta
    return np.where(x * beta > threshold, x, soft).astype(self.dtype)


@operator("log_sigmoid")
def log_sigmoid(self: Array) -> Array:
    x = self.astype(wide(self.dtype), copy=False)
    return (np.minimum(x, 0) - np.log1p(np.exp(-np.abs(x)))).astype(self.dtype)


@operator("_prelu_kernel")
def _prelu_kernel(self: Array, weight: Array) -> Array:
    return np.where(self > 0, self, self * weight)


@operator("prelu")
def prelu(self: Array, weight: Array) -> Array:
    slope = weight
    if weight.ndim == 1 and self.ndim != 1:
        slope = weight.reshape(-1, *(1,) * (self.ndim - 2)) if self.ndim else weight[0]
    return np.where(self > 0, self, self * slope)


@operator("glu")
def glu(self: Array, dim: int = -1) -> Array:
    left, right = np.split(self, 2, axis=dim)
    return left * _logistic(right)


@operator("_to_copy", "to.dtype", "to.dtype_layout", "to.device")
def _to_copy(
    self: Array, dtype: Any = None, non_blocking: bool = False, copy: bool = False
) -> Array:
    return self if dtype is None else self.astype(dtype)


@operator("type_as", "to.other")
def type_as(self: Array, other: Array, non_blocking: bool = False, copy: bool = False) -> Array:
    return self.astype(other.dtype)


@operator(
    "alias", "alias_copy", "clone", "contiguous", "detach", "detach_copy", "lift", "lift_fresh",
    "lift_fresh_copy", "data",
)  # fmt: skip
def clone(self: Array) -> Array:
    return self


@operator("dropout", "feature_dropout", "alpha_dropout", "feature_alpha_dropout")
def dropout(input: Array, p: float, train: bool) -> Array:
    refuse_to_draw(train)
    return input


def refuse_to_draw(is_random: bool) -> None:
    """Raise NotImplementedError for a dropout that is not a no-op."""
    if is_random:
        raise NotImplementedError("dropout in training mode draws random numbers")


@operator("fill.Scalar", "fill.Tensor")
def fill(self: Array, value: Any) -> Array:
    return np.full_like(self, value)


@operator("copy")
def copy(self: Array, src: Array, non_blocking: bool = False) -> Array:
    return np.broadcast_to(as_dtype(src, self.dtype), self.shape).copy()


@operator("is_floating_point")
def is_floating_point(self: Array) -> bool:
    return category(common_dtype(self)) == 2
