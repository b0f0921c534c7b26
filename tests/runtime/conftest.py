"""One library, built by the real TVM, for all tests of the runtime."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from dycl.backends.relay import Instance, Subnetwork, build_library
from dycl.runtime import Library, LibraryManifest

BLOCK = """#[version = "0.0.5"]
def @block(%x: Tensor[(1, 16, 32, 32), float32], %w: Tensor[(16, 16, 3, 3), float32]) {
  %0 = nn.conv2d(%x, %w, padding=[1, 1, 1, 1], channels=16, kernel_size=[3, 3]);
  add(nn.relu(%0), %x)
}
"""

PAIR = """#[version = "0.0.5"]
def @pair(%x: Tensor[(3, 4), float32], %n: Tensor[(), int64], %b: Tensor[(5), float32]) {
  %0 = multiply(%x, cast(%n, dtype="float32"));
  (%0, greater(max(%x), 0f), %b, %x)
}
"""


@dataclass(frozen=True)
class Built:
    """A library on disk."""

    directory: Path
    manifest: LibraryManifest
    weights: dict[str, np.ndarray]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    directory = tmp_path_factory.mktemp("library")
    random = np.random.default_rng(0)
    weights = {
        "a.weight": random.standard_normal((16, 16, 3, 3)).astype(np.float32),
        "b.weight": random.standard_normal((16, 16, 3, 3)).astype(np.float32),
        "bias": random.standard_normal(5).astype(np.float32),
        "threshold": np.float32(0.5).reshape(()),
    }
    manifest = build_library(
        [Subnetwork("block", BLOCK, (1,)), Subnetwork("pair", PAIR, (2,))],
        [
            Instance("block_a", "block", ("a.weight",)),
            Instance("block_b", "block", ("b.weight",)),
            Instance("pair", "pair", ("bias",)),
        ],
        weights,
        directory,
        host_weights=["threshold"],
    )
    return Built(directory, manifest, weights)


@pytest.fixture
def library(built: Built) -> Library:
    return Library(built.directory, built.manifest)
