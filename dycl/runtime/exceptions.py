"""Exception classes that a compiled program raises."""

from __future__ import annotations

import importlib
import types
from typing import Any


def exception_class(path: str) -> type[Exception]:
    """The class at ``module:Class`` where it can be imported, else one of the same name.

    A path without a colon is that of one of Python's built-in exceptions.

    A class that is made from other arguments than a message, such as one that carries tensors, is
    replaced by a subclass of the same name that is made from the message alone and has no other
    attributes.
    """
    module_name, _, name = path.rpartition(":")
    try:
        found: Any = importlib.import_module(module_name or "builtins")
        for part in name.split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError, ValueError):
        found = None
    if isinstance(found, type) and issubclass(found, Exception):
        return found if _takes_message(found) else _with_message_only(found)
    return type(name.split(".")[-1], (RuntimeError,), {})


def _takes_message(class_: type[Exception]) -> bool:
    return not any(
        isinstance(getattr(class_, name), types.FunctionType)
        for name in ("__new__", "__init__", "__str__")
    )


def _with_message_only(class_: type[Exception]) -> type[Exception]:
    def new(cls: type[Exception], *args: object) -> Exception:
        return Exception.__new__(cls, *args)

    def init(self: Exception, *args: object) -> None:
        self.args = args

    members = {
        "__new__": new,
        "__init__": init,
        "__str__": Exception.__str__,
        "__module__": class_.__module__,
        "__qualname__": class_.__qualname__,
    }
    return type(class_.__name__, (class_,), members)
