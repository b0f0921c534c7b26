"""Operators that rearrange elements."""

from __future__ import annotations

from collections.abc import Callable

import torch

aten = torch.ops.aten
generator = torch.Generator().manual_seed(0)


def r(*shape: int) -> torch.Tensor:
    return torch.randn(shape, generator=generator)


BOOLS = torch.tensor([True, False, True])


# fmt: off
CASES = [
    (aten.reshape, (r(2, 6), [3, 4]), {}),
    (aten.reshape, (r(2, 6), [-1]), {}),
    (aten.reshape, (r(1), []), {}),
    (aten.reshape, (BOOLS, [1, 3, 1]), {}),
    (aten.view, (r(2, 6), [2, 3, -1]), {}),
    (aten.flatten.using_ints, (r(2, 3, 4), 1), {}),
    (aten.flatten.using_ints, (r(), 0), {}),
    (aten.unflatten.int, (r(2, 6), 1, [2, -1]), {}),
    (aten.squeeze, (r(1, 2, 1),), {}),
    (aten.squeeze.dim, (r(1, 2, 1), 0), {}),
    (aten.squeeze.dims, (r(1, 2, 1), [0, 1, -1]), {}),
    (aten.unsqueeze, (r(2, 3), -1), {}),
    (aten.permute, (r(2, 3, 4), [2, 0, -2]), {}),
    (aten.permute, (r(2, 3).half(), [1, 0]), {}),
    (aten.transpose.int, (r(2, 3, 4), 0, -1), {}),
    (aten.swapaxes, (r(2, 3, 4), 0, 1), {}),
    (aten.t, (r(2, 3),), {}),
    (aten.t, (r(3),), {}),
    (aten.mT, (r(2, 3, 4),), {}),
    (aten.movedim.int, (r(2, 3, 4, 5), 1, -1), {}),
    (aten.movedim.intlist, (r(2, 3, 4, 5), [0, 3], [2, 0]), {}),
    (aten.expand, (r(2, 1, 3), [4, 2, 5, 3]), {}),
    (aten.expand, (r(1), [3]), {}),
    (aten.expand, (r(), [2, 3]), {}),
    (aten.expand, (r(2, 1), [-1, 3]), {}),
    (aten.expand_as, (r(2, 1), r(2, 3)), {}),
    (aten.broadcast_to, (BOOLS, [2, 3]), {}),
    (aten.repeat, (r(2, 3), [2, 1, 2]), {}),
    (aten.tile, (r(2, 3), [2]), {}),
    (aten.repeat_interleave.self_int, (r(2, 3), 2), {}),
    (aten.repeat_interleave.self_int, (r(2, 3), 2, 1), {}),
    (aten.cat, ([r(2, 3), r(4, 3)],), {}),
    (aten.cat, ([r(2, 3), r(2, 1), r(2, 2)], -1), {}),
    (aten.cat, ([r(2, 3), torch.arange(6).reshape(2, 3)],), {}),
    (aten.cat, ([BOOLS, BOOLS],), {}),
    (aten.cat, ([r(2)],), {}),
    (aten.stack, ([r(2, 3), r(2, 3)],), {}),
    (aten.stack, ([r(2, 3), r(2, 3)], -1), {}),
    (aten.stack, ([r(), r()],), {}),
    (aten.split.Tensor, (r(7, 2), 3), {}),
    (aten.split.Tensor, (r(7, 2), 9), {}),
    (aten.split_with_sizes, (r(7, 2), [1, 4, 2]), {}),
    (aten.chunk, (r(2, 7), 3, 1), {}),
    (aten.tensor_split.sections, (r(7), 3), {}),
    (aten.tensor_split.indices, (r(7), [2, 5]), {}),
    (aten.unbind.int, (r(3, 2),), {}),
    (aten.unbind.int, (r(3, 1), 1), {}),
    (aten.slice.Tensor, (r(7, 2), 0, 1, 5), {}),
    (aten.slice.Tensor, (r(7, 2), 0, -3), {}),
    (aten.slice.Tensor, (r(7, 2), 0, 0, 9223372036854775807, 3), {}),
    (aten.slice.Tensor, (r(2, 7), 1, 1, -1, 2), {}),
    (aten.slice.Tensor, (r(2, 7), -1, -100, 100), {}),
    (aten.narrow, (r(7, 2), 0, 2, 3), {}),
    (aten.narrow, (r(7, 2), 0, -3, 2), {}),
    (aten.select.int, (r(3, 4), 1, 2), {}),
    (aten.select.int, (r(3, 4), 0, -1), {}),
    (aten.select.int, (r(3), 0, 1), {}),
    (aten.flip, (r(3, 4), [0, 1]), {}),
    (aten.flip, (r(3, 4), [-1]), {}),
    (aten.roll, (r(3, 4), [1]), {}),
    (aten.roll, (r(3, 4), [-1, 6], [0, 1]), {}),
    (aten.constant_pad_nd, (r(2, 3), [1, 2]), {}),
    (aten.constant_pad_nd, (r(2, 3), [1, 2, 0, 1], 1.5), {}),
    (aten.constant_pad_nd, (r(4, 5), [-1, 2, 1, -2], float("-inf")), {}),
    (aten.constant_pad_nd, (torch.arange(3), [1, 1], 7), {}),
    (aten.constant_pad_nd, (BOOLS, [1, 1], True), {}),
    (aten.pad, (r(2, 3), [1, 2]), {}),
    (aten.pad, (r(1, 2, 3), [1, 2]), {"mode": "reflect"}),
    (aten.pad, (r(1, 2, 3), [4, 2]), {"mode": "replicate"}),
    (aten.pad, (r(1, 2, 3), [1, 2]), {"mode": "circular"}),
    (aten.reflection_pad1d, (r(2, 4), [2, 3]), {}),
    (aten.reflection_pad2d, (r(1, 2, 4, 5), [2, 3, 1, 0]), {}),
    (aten.replication_pad2d, (r(1, 2, 4, 5), [2, 3, 1, 0]), {}),
    (aten.replication_pad3d, (r(1, 2, 2, 3, 2), [1, 1, 1, 0, 2, 1]), {}),
    (aten.pixel_shuffle, (r(2, 8, 3, 4), 2), {}),
    (aten.pixel_unshuffle, (r(2, 3, 4, 6), 2), {}),
    (aten.channel_shuffle, (r(2, 6, 3, 4), 3), {}),
]
# fmt: on


def test_agrees_with_pytorch(number: int, agrees: Callable[[int], None]) -> None:
    agrees(number)
