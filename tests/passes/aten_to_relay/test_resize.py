"""Resizing."""

from __future__ import annotations

from collections.abc import Callable

import torch

aten = torch.ops.aten
generator = torch.Generator().manual_seed(0)


def r(*shape: int) -> torch.Tensor:
    return torch.randn(shape, generator=generator)


def grid(*shape: int) -> torch.Tensor:
    """Places, some beyond the edges."""
    return torch.rand((*shape, 2), generator=generator) * 2.6 - 1.3


# fmt: off
CASES = [
    (aten.upsample_nearest1d, (r(1, 2, 5), [9]), {}),
    (aten.upsample_nearest2d, (r(1, 2, 4, 5), [8, 10]), {}),
    (aten.upsample_nearest2d, (r(1, 2, 4, 5), [3, 7]), {}),
    (aten.upsample_nearest2d.vec, (r(1, 2, 4, 5), None, [2.0, 1.5]), {}),
    (aten.upsample_nearest3d.vec, (r(1, 2, 2, 3, 4), [4, 3, 8], None), {}),
    (aten._upsample_nearest_exact2d.vec, (r(1, 2, 4, 5), [7, 3], None), {}),
    (aten.grid_sampler, (r(2, 3, 5, 6), grid(2, 4, 3), 0, 0, False), {}),
    (aten.grid_sampler_2d, (r(2, 3, 5, 6), grid(2, 4, 3), 0, 0, False), {}),
    (aten.grid_sampler_2d, (r(2, 3, 5, 6), grid(2, 4, 3), 0, 1, True), {}),
    (aten.grid_sampler_2d, (r(2, 3, 5, 6), grid(2, 4, 3), 0, 2, False), {}),
    (aten.grid_sampler_2d, (r(2, 3, 5, 6), grid(2, 4, 3), 0, 2, True), {}),
    (aten.grid_sampler_2d, (r(2, 3, 5, 6), grid(2, 4, 3), 2, 0, False), {}),
    (aten.grid_sampler_2d, (r(2, 3, 5, 6), grid(2, 4, 3), 2, 1, False), {}),
    (aten.upsample_linear1d.vec, (r(1, 2, 5), [9], False, None), {}),
    (aten.upsample_bilinear2d, (r(1, 2, 4, 5), [8, 10], False), {}),
    (aten.upsample_bilinear2d, (r(1, 2, 4, 5), [8, 10], True), {}),
    (aten.upsample_bilinear2d, (r(1, 2, 7, 5), [3, 4], False), {}),
    (aten.upsample_bilinear2d, (r(1, 2, 7, 5), [1, 4], True), {}),
    (aten.upsample_bilinear2d.vec, (r(1, 2, 4, 5), None, False, [2.0, 1.7]), {}),
    (aten.upsample_trilinear3d.vec, (r(1, 2, 3, 4, 3), [5, 4, 6], False, None), {}),
]
# fmt: on


def test_agrees_with_pytorch(number: int, agrees: Callable[[int], None]) -> None:
    agrees(number)
