"""A library loads only where it is whole and can run, and needs NumPy alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from dycl.errors import PackageError
from dycl.runtime import FileRecord, Library, LibraryManifest

if TYPE_CHECKING:
    from .conftest import Built


@pytest.fixture
def copied(built: Built, tmp_path: Path) -> Path:
    for name in ("model.so", "weights.safetensors"):
        shutil.copy(built.directory / name, tmp_path / name)
    return tmp_path


def test_the_manifest_survives_json(built: Built) -> None:
    text = json.dumps(built.manifest.to_json())
    assert LibraryManifest.from_json(json.loads(text)) == built.manifest


@pytest.mark.parametrize(
    ("key", "value"),
    [("library", {}), ("instances", 3), ("subnetworks", [{"name": "x"}]), ("abi_version", 99)],
)
def test_a_damaged_manifest_is_refused(built: Built, key: str, value: Any) -> None:
    with pytest.raises(PackageError, match=r"manifest is damaged|has format 99"):
        LibraryManifest.from_json({**built.manifest.to_json(), key: value})


def test_an_incomplete_manifest_is_refused(built: Built) -> None:
    value = built.manifest.to_json()
    del value["weights"]
    with pytest.raises(PackageError, match="manifest is damaged"):
        LibraryManifest.from_json(value)


@pytest.mark.parametrize("name", ["model.so", "weights.safetensors"])
def test_missing_truncated_and_altered_files_are_refused(
    built: Built, copied: Path, name: str
) -> None:
    file = copied / name
    content = file.read_bytes()
    file.write_bytes(content[:-1])
    with pytest.raises(PackageError, match=f"{name} has .* bytes instead of"):
        Library(copied, built.manifest)
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(PackageError, match=f"{name} has been altered"):
        Library(copied, built.manifest)
    file.unlink()
    with pytest.raises(PackageError, match=f"cannot read .*{name}"):
        Library(copied, built.manifest)


def test_what_is_no_library_is_refused(built: Built, copied: Path) -> None:
    (copied / "model.so").write_text("not machine code")
    manifest = replace(built.manifest, library=FileRecord.of(copied / "model.so"))
    with pytest.raises(PackageError, match="cannot load"):
        Library(copied, manifest)


def test_another_processor_is_refused(built: Built) -> None:
    with pytest.raises(PackageError, match="built for aarch64"):
        Library(built.directory, replace(built.manifest, machine="aarch64"))
    features = (*built.manifest.cpu_features, "sve9000")
    with pytest.raises(PackageError, match="needs a processor with sve9000, which"):
        Library(built.directory, replace(built.manifest, cpu_features=features))


def test_weights_of_another_model_are_refused(built: Built, copied: Path) -> None:
    wrong = tuple(
        replace(instance, constants=("threshold",)) for instance in built.manifest.instances
    )
    library = Library(copied, replace(built.manifest, instances=wrong))
    with pytest.raises(PackageError, match="weights of block_a do not fit"):
        library.subnetwork("block_a")


def test_unknown_names_are_refused(library: Library) -> None:
    with pytest.raises(PackageError, match="no sub-network nowhere"):
        library.subnetwork("nowhere")
    with pytest.raises(PackageError, match="no tensor nowhere"):
        library.weight("nowhere")


def test_host_weights_are_read_only(library: Library, built: Built) -> None:
    threshold = library.weight("threshold")
    assert threshold.shape == ()
    assert threshold == built.weights["threshold"]
    assert not threshold.flags.writeable


def test_a_rebuilt_library_of_the_same_path_is_loaded_anew(built: Built, copied: Path) -> None:
    from dycl.backends.relay import Instance, Subnetwork, build_library

    old = Library(copied, built.manifest).subnetwork("block_a")
    text = '#[version = "0.0.5"]\ndef @twice(%x: Tensor[(3), float32]) { add(%x, %x) }'
    manifest = build_library([Subnetwork("twice", text)], [Instance("twice", "twice")], {}, copied)
    twice = Library(copied, manifest).subnetwork("twice")
    np.testing.assert_array_equal(twice(np.arange(3, dtype=np.float32)), [0, 2, 4])
    x = np.ones((1, 16, 32, 32), np.float32)
    again = Library(built.directory, built.manifest).subnetwork("block_a")
    np.testing.assert_array_equal(old(x), again(x))


def test_loading_and_running_imports_numpy_alone(built: Built, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps(built.manifest.to_json()))
    program = f"""
import json, sys, pathlib
for name in ("torch", "tvm", "xdsl", "safetensors", "scipy"):
    sys.modules[name] = None
import numpy
from dycl.runtime import Library, LibraryManifest
manifest = json.loads(pathlib.Path({str(tmp_path / "manifest.json")!r}).read_text())
library = Library(pathlib.Path({str(built.directory)!r}), LibraryManifest.from_json(manifest))
x = numpy.ones((1, 16, 32, 32), numpy.float32)
print(library.subnetwork("block_a")(x).shape)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stdout == "(1, 16, 32, 32)\n", done.stderr
