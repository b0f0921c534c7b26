"""A compiled model: loads a package folder and runs it. Needs NumPy alone."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import CodeType, TracebackType
from typing import Any

from dycl.errors import InputError, PackageError
from dycl.runtime.entry import Entry, entry_function
from dycl.runtime.library import Library, runs_here
from dycl.runtime.package import HOST_FILE, MANIFEST_FILE, EntryRecord, PackageManifest, library_of
from dycl.runtime.trace import Branches, compile_trace, traced


class Program:
    """A model as it was compiled: call it like the module, with arrays or with PyTorch's tensors.

    It takes and returns what the module does, nested in the same way: tensors if any tensor was
    given, else arrays. Shapes, dtypes and constants must be those that it was compiled for, or
    InputError is raised. Calls from several threads don't disturb each other, but for a model that
    keeps something from call to call: there the program keeps it too, and takes one call at a time.
    ``temporary`` is a folder to remove in the end, of a program that was just compiled. One that
    was compiled for another machine can be saved and shows its texts; a call raises PackageError.
    """

    def __init__(
        self,
        directory: str | os.PathLike[str],
        *,
        temporary: tempfile.TemporaryDirectory[str] | None = None,
    ) -> None:
        """Load a package folder; raises PackageError where it is missing, damaged or for another
        machine.
        """
        self.directory = Path(directory)
        self.manifest = PackageManifest.read(self.directory)
        self._temporary = temporary
        for record in self.manifest.files:
            record.check(self.directory)
        if temporary is None or runs_here(self.manifest.library):
            _ = self._entries, self._state  # loads the library

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        entry, values, torch = self._take(args, kwargs)
        return entry.run(entry.function, values, torch, self._state)

    def trace(self, *args: Any, **kwargs: Any) -> tuple[Any, Branches]:
        """What a call returns, and the decisions that it took, in order.

        Each is the place in the source and whether the condition there was true: ``("model.py:14",
        True)``.
        """
        entry, values, torch = self._take(args, kwargs)
        branches: Branches = []
        function = traced(self._trace_code, self._host, entry.record.function, branches)
        return entry.run(function, values, torch, self._state), branches

    def reset(self) -> None:
        """Forget earlier calls: what the model keeps from call to call starts anew."""
        self._state = self._first_state()

    @cached_property
    def _entries(self) -> list[Entry]:
        return [Entry(each, self._function(each)) for each in self.manifest.entries]

    @cached_property
    def _state(self) -> dict[str, Any]:
        return self._first_state()

    def _first_state(self) -> dict[str, Any]:
        leaves = {leaf for entry in self.manifest.entries for leaf in entry.state}
        return {
            leaf.weight: self._library.weight(leaf.weight).copy()
            if leaf.is_tensor
            else self._library.weight(leaf.weight).item()
            for leaf in leaves
        }

    def _take(self, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Entry, list[Any], Any]:
        """The first specialisation that the values of a call fit, and what it is called with."""
        errors: list[InputError] = []
        for entry in self._entries:
            try:
                return entry, *entry.take(args, kwargs)
            except InputError as error:
                errors.append(error)
        if len(errors) == 1:
            raise errors[0]
        reasons = "; ".join(error.message for error in errors)
        raise InputError(f"the call fits none of the {len(errors)} specialisations: {reasons}")

    def text(self, stage: str) -> str:
        """The program's text at a stage: ``source``, ``split``, ``relay`` or ``host``.

        A program with a native host also has ``native``, the host program in C.
        """
        return self.manifest.text(self.directory, stage)

    @property
    def threads(self) -> int:
        """How many threads a kernel may use; can be set."""
        return self._library.num_threads

    @threads.setter
    def threads(self, count: int) -> None:
        self._library.num_threads = count

    def save(self, directory: str | os.PathLike[str]) -> None:
        """Write the package to ``directory``, all of it or nothing.

        A package that is already there is replaced; anything else but an empty folder raises
        PackageError.
        """
        target = Path(directory)
        if target.exists() and target.resolve() == self.directory.resolve():
            return
        check_replaceable(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".dycl-", dir=target.parent) as name:
            folder = Path(name)
            new, old = folder / "new", folder / "old"
            new.mkdir()
            library = self.manifest.library
            for record in (*self.manifest.files, library.library, library.weights):
                shutil.copyfile(record.check(self.directory), new / record.name)
            shutil.copyfile(self.directory / MANIFEST_FILE, new / MANIFEST_FILE)
            if target.exists():
                target.rename(old)
            new.rename(target)

    def close(self) -> None:
        """Remove the folder of a program that was compiled and not loaded; save it before."""
        if self._temporary is not None:
            self._temporary.cleanup()
            self._temporary = None

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        takes = " or ".join(entry.inputs.structure for entry in self.manifest.entries)
        return f"<dycl.Program {self.manifest.name}: {takes} at {self.directory}>"

    @cached_property
    def _library(self) -> Library:
        """The host program's own; one that calls no sub-network has none."""
        library = None if self.is_native else self._host.get("library")
        return library or library_of(str(self.directory / HOST_FILE))

    @property
    def is_native(self) -> bool:
        """Whether calls run the host program that was compiled into ``model.so``."""
        return self.manifest.library.native_host is not None

    def _function(self, entry: EntryRecord) -> Callable[..., Any]:
        """What runs an entry function: the native host program, or the one in Python."""
        host = self._library.native_host() if self.is_native else None
        return self._host[entry.function] if host is None else entry_function(host, entry)

    @cached_property
    def _trace_code(self) -> CodeType:
        return compile_trace(self.text("host"), str(self.directory / HOST_FILE))

    @cached_property
    def _host(self) -> dict[str, Any]:
        """What the host program in Python defines; beside a native one, only traces need it."""
        threads = self.threads if self.is_native else None
        file = str(self.directory / HOST_FILE)
        namespace: dict[str, Any] = {"__name__": "dycl_host", "__file__": file}
        exec(compile(self.text("host"), file, "exec"), namespace)
        if threads is not None:
            self.threads = threads
        for entry in self.manifest.entries:
            if not callable(namespace.get(entry.function)):
                raise PackageError(f"{file} has no function {entry.function}")
        return namespace


def check_replaceable(target: Path) -> None:
    """Raise PackageError where ``target`` is neither free nor a package."""
    if not target.exists() and not target.is_symlink():
        return
    if target.is_dir() and (not any(target.iterdir()) or _is_package(target)):
        return
    raise PackageError(
        f"{target} exists and is not a dycl package", hint="choose another folder, or remove it"
    )


def _is_package(directory: Path) -> bool:
    """Whether a package is there, of any version and in any condition."""
    return (directory / MANIFEST_FILE).is_file() and (directory / HOST_FILE).is_file()
