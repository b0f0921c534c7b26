"""Random inputs of a program, at a guess or similar to known ones."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import torch
from xdsl.dialects.builtin import DYNAMIC_INDEX, TensorType, f64, i1
from xdsl.ir import Attribute, SSAValue
from xdsl.utils.hints import isa

from dycl.dialects.dycl import AssumeOp
from dycl.interpreters.values import dtype_of

Inputs = tuple[Any, ...]
"""Tensors and Python numbers, one for each argument of the program."""

SPECIAL = (0.0, -0.0, math.nan, math.inf, -math.inf, 1e-40, 1e30)
INTEGERS = (0, 1, 2, 3, 5, 8, -1, 100)
SCALES = (1.0, 1.0, 1.0, 0.1, 3.0, 10.0, 100.0)
MOST_OF_A_SIZE = 6
"""The largest size that is tried where a shape has a ``?``."""

Bounds = tuple[float, float] | None
"""The least and the greatest number, none of them NaN; None where everything is allowed."""


def assumed_bounds(argument: SSAValue) -> Bounds:
    """What each ``dycl.assume`` says of an argument before the program's first decision."""
    block = argument.owner
    found = [
        use.operation.bounds
        for use in argument.uses
        if isinstance(use.operation, AssumeOp) and use.operation.parent is block
    ]
    if not found:
        return None
    return max(low for low, _ in found), min(high for _, high in found)


def _clamp(value: Any, low: float, high: float) -> Any:
    number = min(max(0.0, low), high)
    if isinstance(value, torch.Tensor):
        numbers = value if value.is_floating_point() else value.double()
        return torch.where(numbers.isnan(), number, numbers.clamp(low, high)).to(value.dtype)
    clamped = number if value != value else min(max(value, low), high)
    return type(value)(clamped)


@dataclass
class Sampler:
    """Makes inputs of the ``types``, within ``bounds``; ``random`` decides everything."""

    types: Sequence[Attribute]
    bounds: Sequence[Bounds]
    random: Random

    def fresh(self) -> Inputs:
        """Inputs at a guess."""
        size = self.random.randint(1, MOST_OF_A_SIZE)
        return self.within(self._value(type_, size) for type_ in self.types)

    def similar(self, inputs: Inputs, other: Inputs) -> Inputs:
        """``inputs`` with some arguments changed, or taken from ``other``."""
        changed = list(inputs)
        count = self.random.randint(1, len(changed)) if changed else 0
        for index in self.random.sample(range(len(changed)), count):
            changed[index] = self._similar(changed[index], other[index], self.types[index])
        return self.within(changed)

    def within(self, inputs: Iterable[Any]) -> Inputs:
        """``inputs`` with numbers that are out of bounds replaced by the nearest one that is not,
        and NaN by any.
        """
        pairs = zip(inputs, self.bounds, strict=True)
        return tuple(value if bounds is None else _clamp(value, *bounds) for value, bounds in pairs)

    def special(self, inputs: Inputs) -> Iterator[Inputs]:
        """``inputs`` with NaN and with infinities, in one element of an argument and in all."""
        for index, (value, bounds) in enumerate(zip(inputs, self.bounds, strict=True)):
            if bounds is not None:
                continue
            for number in (math.nan, math.inf, -math.inf):
                if isinstance(value, float):
                    changed: list[Any] = [number]
                elif isinstance(value, torch.Tensor) and value.is_floating_point():
                    changed = [torch.full_like(value, number)]
                    if value.numel() > 1:
                        changed.append(self._with_one(value, number))
                else:
                    changed = []
                for each in changed:
                    yield (*inputs[:index], each, *inputs[index + 1 :])

    def _value(self, type_: Attribute, size: int) -> Any:
        if isa(type_, TensorType):
            shape = [size if n == DYNAMIC_INDEX else n for n in type_.get_shape()]
            return self._tensor(shape, dtype_of(type_.get_element_type()))
        if type_ == i1:
            return self.random.random() < 0.5
        if type_ == f64:
            if self.random.random() < 0.2:
                return self.random.choice(SPECIAL)
            return self.random.gauss(0, self.random.choice(SCALES))
        return self.random.choice(INTEGERS)

    def _tensor(self, shape: Sequence[int], dtype: torch.dtype) -> torch.Tensor:
        generator = torch.Generator().manual_seed(self.random.getrandbits(63))
        if dtype == torch.bool:
            return torch.rand(shape, generator=generator) < self.random.random()
        if not dtype.is_floating_point and not dtype.is_complex:
            high = self.random.choice([2, 2, 4, 10, 100])
            return torch.randint(0, high, list(shape), generator=generator, dtype=dtype)
        match self.random.randrange(5):
            case 0:
                values = torch.rand(shape, generator=generator)
            case 1:
                values = torch.full(shape, self.random.gauss(0, 1))
            case _:
                values = torch.randn(shape, generator=generator)
        values = (values * self.random.choice(SCALES)).to(dtype)
        return self._with_special(values) if self.random.random() < 0.1 else values

    def _with_special(self, values: torch.Tensor) -> torch.Tensor:
        """With one element, or all of them, replaced by a number that is easily forgotten."""
        number = self.random.choice(SPECIAL)
        if values.numel() == 0 or self.random.random() < 0.3:
            return torch.full_like(values, number)
        return self._with_one(values, number)

    def _with_one(self, values: torch.Tensor, number: float) -> torch.Tensor:
        values = values.clone(memory_format=torch.contiguous_format)
        values.view(-1)[self.random.randrange(values.numel())] = number
        return values

    def _similar(self, value: Any, other: Any, type_: Attribute) -> Any:
        if not isinstance(value, torch.Tensor):
            if isinstance(value, float) and self.random.random() < 0.7:
                return value + self.random.gauss(0, 1) * self.random.choice([1e-3, 0.1, 1, 10])
            return self._value(type_, 1)
        is_float = value.is_floating_point()
        fresh = self._tensor(value.shape, value.dtype)
        same_shape = isinstance(other, torch.Tensor) and other.shape == value.shape
        match self.random.randrange(6):
            case 0 if is_float:
                return self._with_special(value)
            case 1 | 2 if is_float:
                return value + fresh.nan_to_num() * self.random.choice([1e-3, 0.1, 1.0])
            case 3 if is_float:
                return value * self.random.choice([-1.0, 0.0, 0.3, 3.0])
            case 4 if same_shape:
                share = self.random.random()
                mask = torch.rand(value.shape, generator=self._generator()) < share
                return torch.where(mask, other, value)
            case 5 if value.dim() > 0 and value.numel() > 1:
                order = torch.randperm(value.numel(), generator=self._generator())
                return value.reshape(-1)[order].reshape(value.shape)
            case _:
                return fresh

    def _generator(self) -> torch.Generator:
        return torch.Generator().manual_seed(self.random.getrandbits(63))
