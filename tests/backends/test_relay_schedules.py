"""Convolutions and products whose schedules dycl chooses are right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from dycl.backends.relay import BuildOptions, Instance, Subnetwork, build_library
from dycl.runtime import Library

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Convolution:
    """``padding`` is top, left, bottom, right."""

    data: Shape
    kernel: Shape
    padding: Shape = (1, 1, 1, 1)
    stride: int = 1
    dilation: int = 1
    groups: int = 1
    is_plain: bool = False

    def relay(self, name: str) -> str:
        """With a bias, ReLU, and a second result from before it, unless it is plain."""
        x, w = (", ".join(map(str, shape)) for shape in (self.data, self.kernel))
        outputs, _, *window = self.kernel
        return (
            '#[version = "0.0.5"]\n'
            f"def @{name}(%x: Tensor[({x}), float32], %w: Tensor[({w}), float32], "
            f"%b: Tensor[({outputs}), float32]) {{\n"
            f"  %0 = nn.conv2d(%x, %w, strides=[{self.stride}, {self.stride}], "
            f"padding={list(self.padding)}, dilation=[{self.dilation}, {self.dilation}], "
            f"groups={self.groups}, channels={outputs}, kernel_size={window});\n"
            "  %1 = nn.bias_add(%0, %b);\n"
            "  %2 = nn.relu(%1);\n"
            + ("  (%0,)\n}\n" if self.is_plain else "  (%2, add(multiply(%2, %2), tanh(%1)))\n}\n")
        )

    def eager(self, *arrays: np.ndarray) -> tuple[np.ndarray, ...]:
        """The same in double precision."""
        x, w, b = (torch.from_numpy(array).double() for array in arrays)
        top, left, bottom, right = self.padding
        x = F.pad(x, (left, right, top, bottom))
        bias = None if self.is_plain else b
        y = F.conv2d(x, w, bias, self.stride, 0, self.dilation, self.groups)
        if self.is_plain:
            return (y.numpy(),)
        z = y.relu()
        return z.numpy(), (z * z + y.tanh()).numpy()


WINOGRAD = {
    "one_tile": Convolution((1, 16, 4, 4), (16, 16, 3, 3), is_plain=True),
    "odd_blocks": Convolution((2, 32, 12, 20), (48, 32, 3, 3)),
    "whole_rows": Convolution((1, 16, 24, 72), (32, 16, 3, 3)),
    "uneven_padding": Convolution((3, 16, 7, 9), (32, 16, 3, 3), (0, 2, 3, 3)),
}
DIRECT = {
    "uneven_size": Convolution((1, 16, 9, 8), (16, 16, 3, 3)),
    "few_channels": Convolution((1, 3, 8, 8), (16, 3, 3, 3)),
    "stride": Convolution((1, 16, 16, 16), (32, 16, 3, 3), stride=2, is_plain=True),
    "dilated": Convolution((1, 16, 12, 12), (16, 16, 3, 3), (2, 2, 2, 2), dilation=2),
    "pointwise": Convolution((2, 24, 7, 7), (48, 24, 1, 1), (0, 0, 0, 0)),
    "pointwise_column": Convolution((1, 16, 8, 1), (16, 16, 1, 1), (0, 0, 0, 0)),
    "wide_window": Convolution((1, 16, 14, 10), (16, 16, 5, 7), (2, 3, 2, 3)),
    "depthwise": Convolution((1, 32, 10, 9), (32, 1, 3, 3), stride=2, groups=32),
    "plain_depthwise": Convolution((2, 16, 8, 8), (16, 1, 3, 5), groups=16, is_plain=True),
    "in_groups": Convolution((1, 32, 8, 8), (32, 8, 3, 3), groups=4),
}


def arrays(case: Convolution) -> list[np.ndarray]:
    """Data, kernel and bias."""
    random = np.random.default_rng(0)
    kernel = random.normal(size=case.kernel) / np.sqrt(np.prod(case.kernel[1:]))
    given = [random.normal(size=case.data), kernel, random.normal(size=case.kernel[0])]
    return [array.astype(np.float32) for array in given]


def options(target: str) -> BuildOptions:
    """Without what earlier runs have compiled."""
    return BuildOptions(target=target, cache=None)


def build(folder: Path, target: str, cases: Mapping[str, Convolution]) -> Library:
    weights = {f"{name}.{i}": arrays(case)[i] for name, case in cases.items() for i in (1, 2)}
    manifest = build_library(
        [Subnetwork(name, case.relay(name), (1, 2)) for name, case in cases.items()],
        [Instance(name, name, (f"{name}.1", f"{name}.2")) for name in cases],
        weights,
        folder,
        options(target),
    )
    return Library(folder, manifest)


def check(library: Library, name: str, case: Convolution) -> None:
    x, *weights = arrays(case)
    for result, expected in zip(library.subnetwork(name)(x), case.eager(x, *weights), strict=True):
        assert result.shape == expected.shape
        np.testing.assert_allclose(result, expected, rtol=1e-5, atol=1e-5)


def winograd(library: Library) -> set[str]:
    """The sub-networks that have a kernel of 6×6 for each pair of channels."""
    return {
        record.name
        for record in library.manifest.subnetworks
        if any(constant.shape[0] == 36 for constant in record.constants)
    }


def test_on_avx2(tmp_path: Path) -> None:
    library = build(tmp_path, "haswell", WINOGRAD | DIRECT)
    for name, case in (WINOGRAD | DIRECT).items():
        check(library, name, case)
    assert winograd(library) == WINOGRAD.keys()


def test_matrix_products_on_avx2(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    for rows, channels, results in ((24, 10, 48), (12, 5, 32), (197, 128, 64), (16, 8, 20)):
        x, w = (
            (random.normal(size=(size, channels)) / channels**0.5).astype(np.float32)
            for size in (rows, results)
        )
        text = (
            '#[version = "0.0.5"]\n'
            f"def @linear(%x: Tensor[({rows}, {channels}), float32], "
            f"%w: Tensor[({results}, {channels}), float32]) {{\n"
            f"  nn.relu(nn.dense(%x, %w, units={results}))\n}}\n"
        )
        network, instance = Subnetwork("linear", text, (1,)), Instance("linear", "linear", ("w",))
        folder = tmp_path / str(rows)
        manifest = build_library([network], [instance], {"w": w}, folder, options("haswell"))
        found = Library(folder, manifest).subnetwork("linear")(x)
        np.testing.assert_allclose(found, np.maximum(x @ w.T, 0), rtol=1e-5, atol=1e-6)


PRODUCTS = {
    "whole_tiles": (3, 24, 10, 32),
    "many_rows": (2, 40, 7, 16),
    "padded": (4, 197, 64, 197),
    "padded_rows": (12, 50, 60, 48),
    "small": (2, 3, 5, 7),
}
"""How many products, rows, what is summed over, columns."""


def test_products_in_a_batch_on_avx2(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    cases = {
        f"{name}_{kind}": (sizes, kind == "transposed")
        for name, sizes in PRODUCTS.items()
        for kind in ("plain", "transposed")
    }
    networks: list[Subnetwork] = []
    for name, ((batch, rows, inner, columns), is_transposed) in cases.items():
        right = (columns, inner) if is_transposed else (inner, columns)
        text = (
            '#[version = "0.0.5"]\n'
            f"def @{name}(%x: Tensor[({batch}, {rows}, {inner}), float32], "
            f"%y: Tensor[({batch}, {right[0]}, {right[1]}), float32]) {{\n"
            f"  %0 = nn.batch_matmul(%x, %y, transpose_b={is_transposed});\n"
            "  (%0, nn.relu(add(%0, %0)))\n}\n"
        )
        networks.append(Subnetwork(name, text, ()))
    instances = [Instance(network.name, network.name, ()) for network in networks]
    manifest = build_library(networks, instances, {}, tmp_path, options("haswell"))
    library = Library(tmp_path, manifest)
    for name, ((batch, rows, inner, columns), is_transposed) in cases.items():
        x, y = (
            random.normal(size=(batch, *size)).astype(np.float32)
            for size in ((rows, inner), (inner, columns))
        )
        given = np.ascontiguousarray(y.swapaxes(1, 2)) if is_transposed else y
        product = x.astype(np.float64) @ y
        for found, expected in zip(
            library.subnetwork(name)(x, given), (product, np.maximum(2 * product, 0)), strict=True
        ):
            np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-4)


def test_elsewhere_the_rules_are_tvms(tmp_path: Path) -> None:
    library = build(tmp_path, "sandybridge", {"one_tile": WINOGRAD["one_tile"]})
    check(library, "one_tile", WINOGRAD["one_tile"])
    assert not winograd(library)
