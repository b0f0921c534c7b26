"""Weights are stored as safetensors that anybody can read, aligned so that they can be used in
place.
"""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy

from dycl.errors import PackageError
from dycl.runtime.weight_file import WeightFile, write_weight_file

DTYPES = ["float64", "float32", "float16", "int64", "int32", "int16", "int8", "uint8", "bool"]
TENSORS = {
    **{f"{dtype}.odd": np.arange(7).astype(dtype).reshape(7, 1) for dtype in DTYPES},
    **{f"{dtype}.even": np.arange(128).astype(dtype).reshape(2, 64) for dtype in DTYPES},
    "scalar": np.array(2.5, np.float32),
    "empty": np.zeros((0, 3), np.float32),
    "strided": np.arange(64, dtype=np.float32).reshape(8, 8).T,
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "weights.safetensors"
    write_weight_file(path, TENSORS)
    return path


def assert_same(left: np.ndarray, right: np.ndarray) -> None:
    assert left.dtype == right.dtype
    assert left.shape == right.shape
    np.testing.assert_array_equal(left, right)


def test_the_official_package_reads_it(file: Path) -> None:
    loaded = safetensors.numpy.load_file(file)
    assert loaded.keys() == TENSORS.keys()
    for name, tensor in TENSORS.items():
        assert_same(loaded[name], tensor)


def test_it_reads_the_official_packages_files(tmp_path: Path) -> None:
    path = tmp_path / "official.safetensors"
    tensors = {name: np.ascontiguousarray(t).reshape(t.shape) for name, t in TENSORS.items()}
    safetensors.numpy.save_file(tensors, path, metadata={"made": "elsewhere"})
    weights = WeightFile(path)
    for name, tensor in TENSORS.items():
        assert_same(weights[name], tensor)
    assert "__metadata__" not in weights


def test_every_tensor_is_aligned_and_most_are_not_copied(file: Path) -> None:
    weights = WeightFile(file)
    for name, tensor in TENSORS.items():
        array = weights[name]
        assert_same(array, tensor)
        assert array.ctypes.data % 64 == 0
        assert not array.flags.writeable
        if name.endswith(".even"):
            assert np.shares_memory(array, weights[name])


def test_damage_is_refused(file: Path, tmp_path: Path) -> None:
    content = file.read_bytes()
    (length,) = struct.unpack_from("<Q", content)
    damaged = {
        "empty": b"",
        "short": content[:5],
        "header cut": content[: length // 2],
        "data cut": content[:-8],
        "header too long": struct.pack("<Q", 1 << 60) + content[8:],
        "no JSON": content[:8] + b"?" * length + content[8 + length :],
        "unknown dtype": content.replace(b'"F16"', b'"Z16"'),
        "other size": content.replace(b'"shape":[2,64]', b'"shape":[9,64]'),
    }
    for name, data in damaged.items():
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(PackageError, match=r"cannot read the weights|not an undamaged"):
            WeightFile(path)
    with pytest.raises(PackageError, match="cannot read the weights"):
        WeightFile(tmp_path / "absent")
