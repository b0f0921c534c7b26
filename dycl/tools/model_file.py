"""Models that the command line names: ``FILE.py:FACTORY``."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from dycl.errors import DyclError
from dycl.tools.arrays import CallArguments, as_arguments, map_arrays, read_arrays
from dycl.tools.model_name import ModelName


@dataclass(frozen=True)
class ModelFile:
    """An imported Python file."""

    name: ModelName
    module: ModuleType

    @staticmethod
    def load(name: ModelName) -> ModelFile:
        """Import the file, with its folder on ``sys.path``; raises DyclError when that fails."""
        path = name.file.resolve()
        if not path.is_file():
            raise DyclError(f"there is no file {name.file}")
        if str(path.parent) not in sys.path:
            sys.path.insert(0, str(path.parent))
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        before = sys.modules.get(path.stem)
        sys.modules[path.stem] = module
        try:
            spec.loader.exec_module(module)
        except Exception as error:
            if before is None:
                del sys.modules[path.stem]
            else:
                sys.modules[path.stem] = before
            raise DyclError(f"importing {name.file} failed: {_one_line(error)}") from error
        return ModelFile(name, module)

    def make_model(self) -> Callable[..., Any]:
        """What the factory returns, a module or a bound method; raises DyclError if that fails."""
        factory: Any = self.module
        for part in self.name.factory.split("."):
            factory = getattr(factory, part, None)
        if factory is None:
            functions = [
                key
                for key, value in vars(self.module).items()
                if callable(value) and getattr(value, "__module__", None) == self.module.__name__
            ]
            raise DyclError(
                f"{self.name.file} has no function '{self.name.factory}'",
                hint=f"it has {', '.join(functions)}" if functions else None,
            )
        try:
            model = factory()
        except Exception as error:
            raise DyclError(
                f"{self.name.factory}() in {self.name.file} failed: {_one_line(error)}"
            ) from error
        if not callable(model):
            raise DyclError(
                f"{self.name.factory}() in {self.name.file} returns {type(model).__name__}, "
                "neither a module nor a method"
            )
        return cast("Callable[..., Any]", model)

    def dynamic_shapes(self) -> Any:
        """What the file's ``dynamic_shapes`` is, in the form of ``torch.export``, or None."""
        return getattr(self.module, "dynamic_shapes", None)

    def examples(self, inputs_file: Path | None) -> list[CallArguments]:
        """Arguments to specialise the model to: :meth:`inputs`, and without a file also those in
        the list that ``more_example_inputs()`` returns.
        """
        more = getattr(self.module, "more_example_inputs", None)
        others: list[Any] = [] if more is None or inputs_file is not None else more()
        return [self.inputs(inputs_file), *map(_call_arguments, others)]

    def inputs(self, inputs_file: Path | None) -> CallArguments:
        """Example arguments: those in ``inputs_file``, else what ``example_inputs()`` returns."""
        if inputs_file is not None:
            return read_tensors(inputs_file)
        function = getattr(self.module, "example_inputs", None)
        if function is None:
            raise DyclError(
                f"there are no example inputs for {self.name.file}:{self.name.factory}",
                hint="give --inputs FILE.npz, or define example_inputs() in the file",
            )
        return _call_arguments(function())


def _call_arguments(example: Any) -> CallArguments:
    if isinstance(example, Mapping):
        return (), dict(cast("Mapping[str, Any]", example))
    return (cast("tuple[Any, ...]", example) if isinstance(example, tuple) else (example,)), {}


def _one_line(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def read_tensors(path: Path) -> CallArguments:
    """Arguments from an ``.npz`` file as tensors; raises DyclError when it cannot be read."""
    import torch

    def tensor(array: Any) -> torch.Tensor:
        return torch.from_numpy(array.copy())  # pyright: ignore[reportUnknownMemberType]

    return map_arrays(as_arguments(read_arrays(path)), tensor)
