"""bf16 as its bits in NumPy, against PyTorch."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from dycl.runtime.bfloat16 import rounded, some_rounded, widened

ALL_BITS = np.arange(-(2**15), 2**15).astype(np.int16)


def test_all_numbers_are_widened_exactly() -> None:
    expected = torch.from_numpy(ALL_BITS).view(torch.bfloat16).float().numpy()
    assert np.array_equal(widened(ALL_BITS).view(np.int32), expected.view(np.int32))


def test_all_numbers_are_rounded_to_themselves() -> None:
    numbers = widened(ALL_BITS)
    is_number = ~np.isnan(numbers)
    assert np.array_equal(rounded(numbers)[is_number], ALL_BITS[is_number])
    assert np.isnan(widened(rounded(numbers[~is_number]))).all()


def test_numbers_between_are_rounded_as_by_pytorch() -> None:
    bits = np.random.default_rng(0).integers(-(2**31), 2**31, 100_000).astype(np.int32)
    halfway = ALL_BITS.astype(np.int32) << 16 | 0x8000
    numbers = np.concatenate([bits, halfway, halfway - 1, halfway + 1]).view(np.float32)
    numbers = numbers[~np.isnan(numbers)]
    expected = torch.from_numpy(numbers).bfloat16().view(torch.int16).numpy()
    assert np.array_equal(rounded(numbers), expected)


@pytest.mark.parametrize("bits", [0x7F80_0001, 0x7FFF_FFFF, 0xFF80_0001, 0xFFFF_FFFF])
def test_no_nan_becomes_a_number(bits: int) -> None:
    number = np.array(bits, np.uint32).view(np.float32)
    assert np.isnan(widened(rounded(number)))


def test_numbers_beyond_f32_and_single_ones() -> None:
    assert widened(rounded(np.array(1e300))) == np.inf
    assert rounded(np.array(1.0)).shape == ()


def test_some_results_are_rounded() -> None:
    values, indices = some_rounded((np.ones(1, np.float32), np.ones(1, np.int64)), (0,))
    assert (values.dtype, indices.dtype) == (np.int16, np.int64)
    assert widened(values) == 1
