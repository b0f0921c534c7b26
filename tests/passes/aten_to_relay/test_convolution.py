"""Convolutions."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable

import torch

aten = torch.ops.aten
generator = torch.Generator().manual_seed(0)


def r(*shape: int) -> torch.Tensor:
    return torch.randn(shape, generator=generator)


# fmt: off
CASES = [
    (aten.conv1d, (r(2, 4, 10), r(6, 4, 3), r(6)), {}),
    (aten.conv1d, (r(2, 4, 10), r(6, 2, 3), r(6), [2], [1], [2], 2), {}),
    (aten.conv1d.padding, (r(2, 4, 10), r(6, 4, 4), None, [1], "same"), {}),
    (aten.conv2d, (r(1, 3, 8, 8), r(4, 3, 3, 3)), {}),
    (aten.conv2d, (r(2, 3, 9, 7), r(4, 3, 3, 2), r(4), [2, 1], [1, 0], [1, 2]), {}),
    (aten.conv2d, (r(3, 9, 7), r(4, 3, 3, 3), r(4)), {}),
    (aten.conv2d, (r(1, 8, 6, 6), r(8, 1, 3, 3), r(8), [1, 1], [1, 1], [1, 1], 8), {}),
    (aten.conv2d, (r(1, 8, 6, 6), r(16, 1, 3, 3), None, [2, 2], [1, 1], [1, 1], 8), {}),
    (aten.conv2d, (r(1, 8, 6, 6), r(4, 4, 1, 1), None, [1, 1], [0, 0], [1, 1], 2), {}),
    (aten.conv2d, (r(1, 3, 8, 8).double(), r(4, 3, 3, 3).double()), {}),
    (aten.conv2d, (r(1, 3, 8, 8).half(), r(4, 3, 3, 3).half(), r(4).half()), {}),
    (aten.conv2d.padding, (r(1, 3, 8, 8), r(4, 3, 2, 4), r(4), [1, 1], "same"), {}),
    (aten.conv2d.padding, (r(1, 3, 8, 8), r(4, 3, 2, 4), r(4), [2, 2], "valid"), {}),
    (aten.conv3d, (r(1, 2, 5, 6, 7), r(4, 2, 3, 2, 3), r(4), [1, 2, 1], [1, 0, 1]), {}),
    (aten.conv_transpose1d, (r(2, 4, 7), r(4, 3, 3), r(3), [2], [1], [1]), {}),
    (aten.conv_transpose2d.input, (r(1, 4, 5, 6), r(4, 3, 3, 3)), {}),
    (aten.conv_transpose2d.input, (r(2, 4, 5, 6), r(4, 3, 3, 2), r(6), [2, 3], [1, 0], [1, 2], 2, [1, 1]), {}),
    (aten.conv_transpose2d.input, (r(1, 4, 5, 5), r(4, 3, 2, 2), r(3), [2, 2]), {}),
    (aten.conv_transpose2d.input, (r(1, 4, 5, 5), r(4, 3, 3, 3), None, [1, 1], [3, 3]), {}),
    (aten.conv_transpose2d.input, (r(1, 4, 5, 5), r(4, 3, 3, 3), None, [2, 2], [0, 0], [0, 0], 1, [2, 2]), {}),
    (aten.conv_transpose3d.input, (r(1, 2, 3, 4, 3), r(2, 3, 2, 3, 2), r(3), [2, 1, 2]), {}),
    (aten.convolution, (r(1, 3, 8, 8), r(4, 3, 3, 3), None, [2, 2], [1, 1], [1, 1], False, [0, 0], 1), {}),
    (aten.convolution, (r(1, 4, 5, 5), r(4, 3, 3, 3), r(3), [2, 2], [1, 1], [1, 1], True, [1, 1], 1), {}),
]
# fmt: on


def test_agrees_with_pytorch(number: int, agrees: Callable[[int], None]) -> None:
    agrees(number)
