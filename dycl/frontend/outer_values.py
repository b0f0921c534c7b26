"""Which values are older than the paths that are joined, so that each path has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import torch

from dycl.frontend.host_numbers import SYMBOLIC
from dycl.frontend.reachable import ATOMS, Reachable, atoms_outside_modules, is_plain_object
from dycl.frontend.recorder import Recorder
from dycl.frontend.runtime_lists import Rows
from dycl.frontend.runtime_text import RuntimeText


def outer_test(recorder: Recorder, reachable: Reachable) -> Callable[[Any], bool]:
    """What tells whether a value is older than the paths that start at the insertion point."""
    host, memory, emitter = recorder.host, recorder.memory, recorder.emitter

    def is_outer(value: Any) -> bool:
        match value:
            case torch.Tensor():
                is_open = memory.binding(value).storage.scope in emitter.path
                return is_open and memory.is_visible(value)
            case RuntimeText():
                return host.is_text_visible(value)
            case Rows():
                return all(map(is_outer, value.tensors))
            case tuple():
                return all(map(is_outer, cast("tuple[Any, ...]", value)))
            case slice():
                part = cast("slice[Any, Any, Any]", value)
                return all(map(is_outer, (part.start, part.stop, part.step)))
            case _ if isinstance(value, SYMBOLIC):
                return host.is_visible(value)
            case _ if isinstance(value, (*ATOMS, torch.nn.Module)):
                return True
            case _ if callable(value) and not is_plain_object(value):
                return all(map(is_outer, atoms_outside_modules(value)))
            case _:
                return id(value) in reachable.ids()

    return is_outer
