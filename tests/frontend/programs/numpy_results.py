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
