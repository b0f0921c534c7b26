"""A compiled model: loads a package folder and runs it. Needs NumPy alone."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from types import CodeType, TracebackType
from typing import Any, cast

from dycl.errors import PackageError
from dycl.runtime.call import Arguments, Results, own
from dycl.runtime.library import Library
from dycl.runtime.native_host import with_numbers
from dycl.runtime.package import HOST_FILE, MANIFEST_FILE, PackageManifest, library_of
from dycl.runtime.trace import Branches, compile_trace, traced

_ENTRY = "forward"


class Program:
    """A model as it was compiled: call it like the module, with arrays or with PyTorch's tensors.

    It takes and returns what the module does, nested in the same way: tensors if any tensor was
    given, else arrays. Shapes, dtypes and constants must be those that it was compiled for, or
    InputError is raised. Calls from several threads don't disturb each other, but for a model that
    keeps something from call to call: there the program keeps it too, and takes one call at a time.
    ``temporary`` is a folder to remove in the end.
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
        self._arguments = Arguments(self.manifest.inputs)
        self._results = Results(self.manifest.outputs)
        for record in self.manifest.files:
            record.check(self.directory)
        self._forward = self._native_forward() or self._host[_ENTRY]
        self._is_pure = not self.manifest.state and not self.manifest.updates
        self.reset()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        values, torch = self._arguments.flat(args, kwargs)
        return self._results.nested(self._run(self._forward, values), values, torch)

    def trace(self, *args: Any, **kwargs: Any) -> tuple[Any, Branches]:
        """What a call returns, and the decisions that it took, in order.

        Each is the place in the source and whether the condition there was true: ``("model.py:14",
        True)``.
        """
        values, torch = self._arguments.flat(args, kwargs)
        branches: Branches = []
        forward = traced(self._trace_code, self._host, _ENTRY, branches)
        return self._results.nested(self._run(forward, values), values, torch), branches

    def reset(self) -> None:
        """Forget earlier calls: what the model keeps from call to call starts anew."""
        self._state = [
            self._library.weight(leaf.weight).copy()
            if leaf.is_tensor
            else self._library.weight(leaf.weight).item()
            for leaf in self.manifest.state
        ]

    def _run(self, forward: Callable[..., Any], values: list[Any]) -> Any:
        """What the host program returns, without its state and what it writes into its inputs."""
        if self._is_pure:
            return forward(*values)
        returned = forward(*values, *self._state)
        count = len(self.manifest.outputs.leaves)
        is_tuple = isinstance(returned, tuple)
        results: list[Any] = list(cast("Any", returned)) if is_tuple else [returned]
        written = [values[index] for index, _ in self.manifest.updates]
        kept = count + len(self._state)
        state = [own(each, [*values, *results[:count]]) for each in results[count:kept]]
        outputs = [own(each, written) for each in results[:count]]
        for index, result in self.manifest.updates:
            values[index][...] = results[result]
        self._state = state
        return outputs[0] if count == 1 else tuple(outputs)

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
        takes = self.manifest.inputs.structure
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

    def _native_forward(self) -> Callable[..., Any] | None:
        if (host := self._library.native_host() if self.is_native else None) is None:
            return None
        manifest = self.manifest
        inputs = [leaf.shape is None for leaf in manifest.inputs.leaves]
        outputs = [leaf.shape is None for leaf in manifest.outputs.leaves]
        state = [not leaf.is_tensor for leaf in manifest.state]
        numbers = (
            [index for index, is_number in enumerate(each) if is_number]
            for each in ([*inputs, *state], [*outputs, *state])
        )
        return with_numbers(host, *numbers)

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
        if not callable(namespace.get(_ENTRY)):
            raise PackageError(f"{file} has no function {_ENTRY}")
        return namespace


def check_replaceable(target: Path) -> None:
    """Raise PackageError where a package must not be written: over anything else but a package."""
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
