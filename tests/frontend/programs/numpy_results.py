"""Arrays and scalars of NumPy that leave the program."""

from __future__ import annotations

from typing import Any

import numpy as np
from torch import Tensor

from tests.frontend.program import Program


class ScalarsOut(Program):
    def forward(self, x: Tensor) -> tuple[Any, ...]:
        array = x.numpy()
        which = np.argmax(array) if x.sum() > 0 else np.argmin(array)
        return (
            which,
            np.max(array),
            array[0, 1],
            np.any(array > 1),
            np.clip(x.sum().item(), -1.0, 1.0),
        )


class ArraysOut(Program):
    def forward(self, x: Tensor) -> Any:
        array = x.numpy() * 2
        while array.sum() < 3 and array.max() < 20:
            array = abs(array) * 2
        if array.max() > 4:
            return array, x.sum().numpy(), np.argmax(array, axis=1)
        return [array.max(), x]


class ListOfScalars(Program):
    def forward(self, x: Tensor) -> list[Any]:
        found: list[Any] = []
        while x.abs().sum() < 20:
            found.append(np.argmax(x.numpy()))
            x = x * -1.7
        return found


class Classes(Program):
    def forward(self, x: Tensor) -> Tensor:
        array = x.numpy()
        if isinstance(array, np.ndarray) and not isinstance(array, Tensor) and x.sum() > 0:
            x = x + 1
        return x * 2 if isinstance(np.max(array), np.floating) else x


class FunctionsOfTensors(Program):
    """NumPy's functions of tensors of PyTorch mostly give these, and some give arrays."""

    tolerance = 1e-6

    def forward(self, x: Tensor) -> tuple[Any, ...]:
        which = np.argmax(x)  # pyright: ignore
        y = np.maximum(np.abs(x), x + 1)  # pyright: ignore
        if which > 1:  # pyright: ignore
            return np.clip(y, 0.0, 1.0), which, np.concatenate([y, x]), np.abs(x.sum())  # pyright: ignore
        return y, np.argmin(x, axis=1), np.stack([x, y]), np.sqrt(y)  # pyright: ignore


class ArraysBesideTensors(Program):
    """Python's operators take an array behind a tensor; a scalar is a number."""

    tolerance = 1e-6

    def forward(self, x: Tensor) -> Tensor:
        array = x.numpy() * 2
        y = x * array - array + x @ array.reshape(4, 1)  # pyright: ignore
        if x[0, 0] > 0:
            y += array  # pyright: ignore
        return y[:, np.argsort(array[0])] * np.max(array) / np.max([x.sum().item(), 2.0])


class ArraysOfRuntimeSizes(Program):
    def forward(self, x: Tensor) -> tuple[Any, ...]:
        n, m = int(x.sum() * 2), int(x.abs().sum())
        scores = np.zeros((2, m))
        if m > 2:
            scores[0, 1] = x[0, 0].item()
        ones = np.ones(n + 3, dtype=np.float32)
        return scores, ones, np.arange(n), np.arange(n, m, dtype=np.int32), np.ones(m).sum()
