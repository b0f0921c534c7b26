"""Methods of PyTorch's modules that change the module, and writes to ``module.__dict__``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from dycl.errors import FrontendError
from dycl.frontend.heap import AttributeCell
from dycl.frontend.outcome import Kind, Leaf, Tree
from dycl.frontend.torch_internals import named_modules

if TYPE_CHECKING:
    from dycl.frontend.interpreter import Interpreter

SETTERS = ("__setattr__", "register_buffer")
"""Methods that set an attribute."""

WITHOUT_EFFECT = ("requires_grad_", "zero_grad", "share_memory", "cpu")
"""Methods that change nothing that a compiled program has."""

DTYPES = {
    "float": torch.float32,
    "double": torch.float64,
    "half": torch.float16,
    "bfloat16": torch.bfloat16,
}

CHANGES = (
    "__delattr__", "_apply", "add_module", "apply", "cuda", "eval", "load_state_dict",
    "register_forward_hook", "register_forward_pre_hook", "register_module", "register_parameter",
    "to", "to_empty", "train", "type", *DTYPES, *WITHOUT_EFFECT,
)  # fmt: skip
"""Methods that change the module in other ways."""


class ModuleChanges:
    """Keeps track of what a program does to the modules of one lowering."""

    def __init__(self, interpreter: Interpreter, root: torch.nn.Module | None) -> None:
        self.interpreter = interpreter
        modules = [] if root is None else [module for _, module in named_modules(root)]
        self._holders = {id(vars(module)): module for module in modules}

    def call(self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tree | None:
        """The call of one of these methods; None for all other functions.

        Raises FrontendError for a change that a compiled program cannot make.
        """
        name = getattr(function, "__name__", "")
        owner = getattr(function, "__self__", None)
        if isinstance(owner, torch.nn.Module):
            args = (owner, *args)
        if not args or not _is_of_module(function, name):
            return None
        if name in SETTERS:
            self.interpreter.assignment.set_attribute(*args[:3])
            return Leaf(Kind.NORMAL)
        module, *rest = args
        if name in WITHOUT_EFFECT or _changes_nothing(module, name, rest, kwargs):
            return Leaf(Kind.NORMAL, module)
        raise FrontendError(
            f"'{name}' changes a module while the program runs, which is not supported",
            hint="do it before compiling",
        )

    def before_store(self, container: Any, key: Any) -> None:
        """Note that ``container[key]`` is written, which may be a module's ``__dict__``."""
        if (module := self._holders.get(id(container))) is not None:
            self.interpreter.heap.touch(AttributeCell(module, key))

    def before_use(self, container: Any, name: str, args: tuple[Any, ...]) -> None:
        """Look at the call of the method ``name`` of what may be a module's ``__dict__``."""
        if (module := self._holders.get(id(container))) is None:
            return
        if name in ("get", "__getitem__", "__contains__"):
            self.interpreter.builtins.note_read(module, args[0])
        elif name not in ("items", "keys", "values") or self.interpreter.unset_attributes(module):
            raise FrontendError(
                f"'{name}' of the '__dict__' of a module is not supported",
                hint="use getattr and setattr",
            )


def _is_of_module(function: Any, name: str) -> bool:
    """Whether ``function`` is one of the methods, as PyTorch or Python itself has it."""
    plain: Any = getattr(function, "__func__", function)
    if name in (*SETTERS, *CHANGES) and plain is getattr(torch.nn.Module, name, None):
        return True
    return name == "__setattr__" and getattr(function, "__objclass__", None) is object


def _changes_nothing(
    module: torch.nn.Module, name: str, args: list[Any], kwargs: dict[str, Any]
) -> bool:
    """Whether the module is already as the method makes it."""
    if name == "eval" or (name == "train" and (*args, *kwargs.values()) == (False,)):
        return not any(inner.training for inner in module.modules())
    wanted = [DTYPES[name]] if name in DTYPES else [*args, *kwargs.values()]
    if name != "to" and name not in DTYPES:
        return False
    dtypes = {tensor.dtype for tensor in (*module.parameters(), *module.buffers())}
    return all(
        dtypes <= {value, torch.int64, torch.bool}
        if isinstance(value, torch.dtype)
        else isinstance(value, str | torch.device) and torch.device(value).type == "cpu"
        for value in wanted
    )
