"""What dycl adds to xDSL's tools, and what those tools add to dycl.

``dycl-opt`` and ``xdsl-opt`` find dycl's dialects, passes and targets through the entry point group
``xdsl.universe``; other packages add theirs in the same way. Passes and targets are found by their
files: ``dycl/passes/prune_dead_branches.py`` holds the pass named ``prune-dead-branches``. Nothing
is imported before it is used.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Dialect
from xdsl.passes import ModulePass, PassPipeline
from xdsl.universe import Universe
from xdsl.utils.target import Target

Named = TypeVar("Named", ModulePass, Target)

DIALECTS = {"aten": "Aten", "dycl": "Dycl", "relay": "Relay"}
"""The dialects by name, with the name of the object in ``dycl.dialects.<name>``."""


def _dialect(name: str) -> Dialect:
    module = importlib.import_module(f"dycl.dialects.{name}")
    dialect = getattr(module, DIALECTS[name])
    assert isinstance(dialect, Dialect)
    return dialect


def named_class(module_name: str, name: str, base: type[Named]) -> type[Named]:
    """The subclass of ``base`` with that name; raises ImportError if the module has none."""
    module = importlib.import_module(module_name)
    for _, found in inspect.getmembers(module, inspect.isclass):
        if issubclass(found, base) and getattr(found, "name", None) == name:
            return found
    raise ImportError(f"{module.__file__} defines no {base.__name__} with the name '{name}'")


def discover(folder: str, base: type[Named]) -> dict[str, Callable[[], type[Named]]]:
    """A loader for each public file in ``dycl/<folder>/``, by the name on the command line."""
    return {
        (name := file.stem.replace("_", "-")): partial(
            named_class, f"dycl.{folder}.{file.stem}", name, base
        )
        for file in sorted((Path(__file__).parent / folder).glob("*.py"))
        if not file.stem.startswith("_")
    }


DYCL_UNIVERSE = Universe(
    all_dialects={name: partial(_dialect, name) for name in DIALECTS},
    all_passes=discover("passes", ModulePass),
    all_targets=discover("targets", Target),
)


def make_context(module: ModuleOp | None = None) -> Context:
    """A context that knows every installed dialect, and has loaded those that ``module`` uses.

    xDSL's folding and canonicalization look at loaded dialects alone.
    """
    context = Context()
    for name, factory in Universe.get_multiverse().all_dialects.items():
        context.register_dialect(name, factory)
    if module is not None:
        load_dialects(context, module)
    return context


def load_dialects(context: Context, module: ModuleOp) -> None:
    """Load the dialects of the operations in ``module``, as parsing its text would."""
    for name in {operation.name for operation in module.walk()}:
        context.get_optional_op(name)


def make_pipeline(passes: str) -> PassPipeline:
    """The installed passes that ``passes`` names, as on the command line: ``"canonicalize,cse"``.

    Raises ValueError for a name that no installed pass has.
    """
    return PassPipeline.parse_spec(Universe.get_multiverse().all_passes, passes)
