"""Pooling."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch

aten = torch.ops.aten
generator = torch.Generator().manual_seed(0)


def r(*shape: int) -> torch.Tensor:
    return torch.randn(shape, generator=generator)


def with_nan(*shape: int) -> torch.Tensor:
    """Numbers with NaN of both signs, infinities and zeros among them."""
    x = r(*shape)
    special = [torch.nan, -torch.nan, torch.inf, -torch.inf, 0.0, -0.0]
    for value in special:
        x[torch.rand(shape, generator=generator) < 0.06] = value
    return x


# fmt: off
CASES = [
    (aten.max_pool1d, (r(2, 3, 9), [2]), {}),
    (aten.max_pool1d, (r(2, 3, 9), [3], [2], [1], [2], True), {}),
    (aten.max_pool2d, (r(1, 2, 8, 8), [2, 2]), {}),
    (aten.max_pool2d, (r(2, 8, 8), [3, 3], [2, 2], [1, 1]), {}),
    (aten.max_pool2d, (r(1, 2, 9, 7), [3, 2], [2, 2], [1, 0], [1, 2]), {}),
    (aten.max_pool2d, (r(1, 2, 8, 8), [3, 3], [2, 2], [0, 0], [1, 1], True), {}),
    (aten.max_pool2d, (r(1, 2, 7, 8), [2, 3], [3, 2], [1, 1], [1, 1], True), {}),
    (aten.max_pool2d, (r(1, 2, 4, 4), [1, 1], [2, 2], [0, 0], [1, 1], True), {}),
    (aten.max_pool2d, (r(1, 2, 8, 8).half(), [2, 2]), {}),
    (aten.max_pool2d_with_indices, (r(1, 2, 8, 8), [2, 2]), {}),
    (aten.max_pool3d, (r(1, 2, 5, 6, 7), [2, 3, 2], [2, 2, 2], [1, 1, 1]), {}),
    (aten.max_pool1d, (with_nan(2, 3, 40), [3], [2], [1]), {}),
    (aten.max_pool2d, (with_nan(2, 3, 16, 16), [3, 3], [2, 2], [1, 1]), {}),
    (aten.max_pool2d, (with_nan(2, 3, 16, 16).double(), [3, 3], [2, 2], [1, 1]), {}),
    (aten.max_pool2d, (with_nan(2, 3, 16, 16).half(), [2, 2]), {}),
    (aten.max_pool2d, (torch.full((1, 1, 4, 4), -torch.inf), [3, 3], [1, 1], [1, 1]), {}),
    (aten.max_pool3d, (with_nan(1, 2, 5, 6, 7), [2, 3, 2], [2, 2, 2], [1, 1, 1]), {}),
    (aten.max_pool2d_with_indices, (with_nan(2, 3, 16, 15), [3, 3], [2, 2], [1, 1]), {}),
    (aten.max_pool2d_with_indices, (r(3, 8, 8).round(), [3, 2], [2, 1], [1, 0], [2, 1], True), {}),
    (aten.max_pool2d_with_indices, (r(1, 2, 8, 8).half(), [2, 2]), {}),
    (aten.max_pool3d_with_indices, (with_nan(1, 2, 5, 6, 7), [2, 2, 2]), {}),
    (aten.avg_pool1d, (r(2, 3, 9), [3], [2], [1]), {}),
    (aten.avg_pool1d, (r(2, 3, 9), [3], [2], [1], True, False), {}),
    (aten.avg_pool2d, (r(1, 2, 8, 8), [2, 2]), {}),
    (aten.avg_pool2d, (r(1, 2, 8, 8), [3, 3], [2, 2], [1, 1]), {}),
    (aten.avg_pool2d, (r(1, 2, 8, 8), [3, 3], [2, 2], [1, 1], False, False), {}),
    (aten.avg_pool2d, (r(1, 2, 8, 8), [3, 3], [2, 2], [1, 1], True, True), {}),
    (aten.avg_pool2d, (r(1, 2, 8, 8), [3, 3], [2, 2], [1, 1], True, False), {}),
    (aten.avg_pool2d, (r(1, 2, 7, 8), [2, 3], [3, 2], [1, 1], True, True), {}),
    (aten.avg_pool2d, (r(1, 2, 8, 8), [3, 3], [2, 2], [1, 1], True, True, 5), {}),
    (aten.avg_pool2d, (r(1, 2, 8, 8), [3, 3], [2, 2], [1, 1], False, False, -2), {}),
    (aten.avg_pool2d, (r(2, 8, 8).double(), [3, 3], [2, 2]), {}),
    (aten.avg_pool3d, (r(1, 2, 5, 6, 7), [2, 3, 2], [2, 2, 2], [1, 1, 1], True), {}),
    (aten.im2col, (r(2, 3, 6, 7), [2, 3], [1, 1], [0, 1], [2, 1]), {}),
    (aten.im2col, (r(3, 6, 7), [2, 2], [2, 1], [1, 1], [1, 2]), {}),
    (aten.col2im, (r(2, 12, 12), [4, 5], [2, 2], [1, 1], [0, 0], [1, 1]), {}),
    (aten.col2im, (r(12, 6), [5, 4], [2, 3], [1, 1], [1, 1], [2, 2]), {}),
    (aten.adaptive_avg_pool1d, (r(2, 3, 9), [4]), {}),
    (aten.adaptive_avg_pool2d, (r(1, 2, 8, 8), [1, 1]), {}),
    (aten.adaptive_avg_pool2d, (r(2, 8, 9), [1, 1]), {}),
    (aten.adaptive_avg_pool2d, (r(1, 2, 300, 301) + 10, [1, 1]), {}),
    (aten.adaptive_avg_pool2d, (r(1, 64, 32, 32) + 10, [1, 1]), {}),
    (aten.adaptive_avg_pool3d, (r(1, 2, 5, 6, 7), [1, 1, 1]), {}),
    (aten.adaptive_avg_pool2d, (r(1, 2, 8, 7), [3, 5]), {}),
    (aten.adaptive_avg_pool2d, (r(1, 2, 3, 3), [7, 7]), {}),
    (aten.adaptive_avg_pool3d, (r(1, 2, 5, 6, 7), [2, 3, 4]), {}),
    (aten._adaptive_avg_pool2d, (r(1, 2, 8, 8), [2, 2]), {}),
    (aten.adaptive_max_pool1d, (r(2, 3, 9), [4]), {}),
    (aten.adaptive_max_pool2d, (r(1, 2, 8, 7), [3, 5]), {}),
    (aten.adaptive_max_pool2d, (r(1, 2, 8, 7), [1, 1]), {}),
    (aten.adaptive_max_pool2d, (with_nan(1, 2, 16, 15), [5, 7]), {}),
    (aten.adaptive_max_pool2d, (with_nan(1, 9, 6, 5), [1, 1]), {}),
    (aten.adaptive_max_pool3d, (r(1, 2, 5, 6, 7), [2, 3, 4]), {}),
]
# fmt: on


def test_agrees_with_pytorch(number: int, agrees: Callable[[int], None]) -> None:
    agrees(number)


def test_the_error_of_an_average_does_not_grow_with_the_image(
    outputs_of: dict[int, list[np.ndarray]],
) -> None:
    number = next(
        number for number, (_, (x, *_), _) in enumerate(CASES) if x.shape == (1, 64, 32, 32)
    )
    exact = CASES[number][1][0].double().mean((2, 3), keepdim=True).numpy()
    (found,) = outputs_of[number]
    assert np.abs(found - exact).max() <= 4 * np.spacing(np.float32(10))
