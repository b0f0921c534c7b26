"""The package folder: what is in it and whether that is whole.

``manifest.json`` names everything else: ``host.py``, ``model.so``, ``weights.safetensors`` and the
texts of the earlier stages, each with its size and checksum. With a native host there are also
``host.c`` and the header ``dycl.h``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dycl.errors import PackageError
from dycl.runtime.library import Library
from dycl.runtime.manifest import FileRecord, LibraryManifest

FORMAT = 3
"""Raised whenever an older package could not be loaded any more."""

MANIFEST_FILE = "manifest.json"
HOST_FILE = "host.py"
TEXT_FILES = {
    "source": "source.mlir",
    "split": "split.mlir",
    "relay": "model.relay",
    "host": HOST_FILE,
    "native": "host.c",
}
"""The stages of a program whose text a package keeps; only a native host has the last one."""

_HINT = "copy or build the package again"


@dataclass(frozen=True)
class LeafType:
    """A tensor, or a host scalar where ``shape`` is None.

    ``dtype`` is NumPy's name, or ``bool``, ``int`` or ``float`` of a scalar. A dimension that may
    have any size is None.
    """

    dtype: str
    shape: tuple[int | None, ...] | None = None

    def __str__(self) -> str:
        if self.shape is None:
            return {"bool": "a bool", "int": "an int"}.get(self.dtype, f"a {self.dtype}")
        sizes = ", ".join("?" if size is None else str(size) for size in self.shape)
        return f"{self.dtype}[{sizes}]"


@dataclass(frozen=True)
class Interface:
    """What a program takes or returns: its nesting and the types of the leaves, by number."""

    structure: str
    leaves: tuple[LeafType, ...]


@dataclass(frozen=True)
class StateLeaf:
    """What lasts from call to call: the weight with its first value, and whether it is a tensor."""

    weight: str
    is_tensor: bool


@dataclass(frozen=True)
class EntryRecord:
    """A function of the host program that callers call.

    It takes the leaves of ``inputs`` and of ``state``; callers may leave out the parameters
    ``optional``, whose defaults it was compiled for. It returns those of ``outputs``, the next
    ``state`` and then what it writes into its inputs: ``updates`` has the numbers of input and
    result.
    """

    function: str
    inputs: Interface
    optional: tuple[str, ...]
    outputs: Interface
    state: tuple[StateLeaf, ...]
    updates: tuple[tuple[int, int], ...]

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> EntryRecord:
        """Read what ``asdict`` wrote; raises KeyError, TypeError or ValueError where damaged."""
        return cls(
            function=str(value["function"]),
            inputs=_interface(value["inputs"]),
            optional=tuple(map(str, value["optional"])),
            outputs=_interface(value["outputs"]),
            state=tuple(StateLeaf(**each) for each in value["state"]),
            updates=tuple((int(i), int(result)) for i, result in value["updates"]),
        )


@dataclass(frozen=True)
class PackageManifest:
    """Everything that is needed to load a package and to check that it is whole.

    ``name`` is that of the compiled module, ``threads`` how many a kernel may use, ``dycl`` the
    version that wrote the package. There is an entry for each specialisation, at least one.
    """

    name: str
    dycl: str
    threads: int
    entries: tuple[EntryRecord, ...]
    files: tuple[FileRecord, ...]
    library: LibraryManifest

    def write(self, directory: Path) -> None:
        """Write ``manifest.json``."""
        value = {"format": FORMAT, **asdict(self), "library": self.library.to_json()}
        (directory / MANIFEST_FILE).write_text(json.dumps(value, indent=1) + "\n")

    @classmethod
    def read(cls, directory: Path) -> PackageManifest:
        """Read ``manifest.json``; raises PackageError where there is none or it is damaged."""
        if not directory.is_dir():
            raise PackageError(f"there is no package {directory}")
        path = directory / MANIFEST_FILE
        try:
            value: Any = json.loads(path.read_text())
        except FileNotFoundError:
            raise PackageError(
                f"{directory} is not a dycl package: it has no {MANIFEST_FILE}"
            ) from None
        except (OSError, ValueError) as error:
            raise PackageError(f"{path} is damaged: {error}", hint=_HINT) from error
        try:
            if value["format"] != FORMAT:
                raise PackageError(
                    f"{directory} has format {value['format']}; this dycl reads format {FORMAT}",
                    hint="compile the model again with this dycl",
                )
            return cls(
                name=str(value["name"]),
                dycl=str(value["dycl"]),
                threads=int(value["threads"]),
                entries=tuple(EntryRecord.from_json(each) for each in value["entries"]),
                files=tuple(FileRecord(**each) for each in value["files"]),
                library=LibraryManifest.from_json(value["library"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            message = f"{path} is damaged ({type(error).__name__}: {error})"
            raise PackageError(message, hint=_HINT) from error

    def text(self, directory: Path, stage: str) -> str:
        """The text of a stage: ``source``, ``split``, ``relay``, ``host`` or ``native``.

        Raises PackageError for a file that is missing or altered, ValueError for another stage.
        """
        if stage not in TEXT_FILES:
            raise ValueError(f"there is no stage {stage!r}; the stages are {', '.join(TEXT_FILES)}")
        for record in self.files:
            if record.name == TEXT_FILES[stage]:
                return record.check(directory).read_text()
        raise PackageError(f"{directory} has no {TEXT_FILES[stage]}", hint=_HINT)


def library_of(file: str) -> Library:
    """The compiled sub-networks and weights of the package that the host program ``file`` is in.

    Raises PackageError where they are missing or damaged or can't run on this machine.
    """
    directory = Path(file).parent
    manifest = PackageManifest.read(directory)
    library = Library(directory, manifest.library)
    if "DYCL_NUM_THREADS" not in os.environ:
        library.num_threads = manifest.threads
    return library


def _interface(value: Mapping[str, Any]) -> Interface:
    leaves = tuple(
        LeafType(str(leaf["dtype"]), None if leaf["shape"] is None else tuple(leaf["shape"]))
        for leaf in value["leaves"]
    )
    return Interface(str(value["structure"]), leaves)
