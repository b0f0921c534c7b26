"""Assignment to names, attributes, elements and nests of these, and ``del``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

import torch

from dycl.errors import FrontendError
from dycl.frontend import statements as nf
from dycl.frontend.functions import Closure, EnclosingFrame
from dycl.frontend.heap import ABSENT, AttributeCell, VariableCell, contents
from dycl.frontend.host_numbers import SYMBOLIC
from dycl.frontend.iterators import HeapIterator
from dycl.frontend.outcome import Tree, normal
from dycl.frontend.paths import hint_of
from dycl.frontend.runtime_lists import refuse_rows
from dycl.frontend.tensors import binding_of

if TYPE_CHECKING:
    from dycl.frontend.interpreter import Interpreter


class Assignment:
    """Assigns for an interpreter, in its innermost frame."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter
        self.heap = interpreter.heap

    def to_name(self, name: str, value: Any) -> None:
        """``name = value`` in the innermost frame."""
        frame = self.interpreter.frame
        if name in frame.global_names:
            self.heap.write(VariableCell(frame.globals, name), value)
        elif name in frame.outer_names and isinstance(frame.enclosing, Closure):
            raise FrontendError(
                f"the assignment to '{name}' of the enclosing function lasts until the next call",
                hint="keep the value in an attribute of the module",
            )
        elif name in frame.outer_names and isinstance(frame.enclosing, EnclosingFrame):
            owner = frame.enclosing.frame
            while name not in owner.locals and isinstance(owner.enclosing, EnclosingFrame):
                owner = owner.enclosing.frame
            self.heap.write(VariableCell(owner.locals, name), value)
        else:
            self.heap.write(VariableCell(frame.locals, name), value)
        if not nf.is_temporary(name):
            self._name(value, name)

    def _name(self, value: Any, name: str) -> None:
        """Let the IR value of ``value`` carry the name of the variable."""
        result = getattr(value, "value", None) if isinstance(value, SYMBOLIC) else None
        if isinstance(value, torch.Tensor) and not isinstance(value, torch.nn.Parameter):
            binding = binding_of(value)
            result = binding.storage.value.value if binding and binding.view is None else None
        if result is not None and result.name_hint is None and (hint := hint_of(name)):
            result.name_hint = hint

    def to(self, target: nf.Target, value: Any) -> Tree:
        """Assignment to any target."""
        match target:
            case nf.NameTarget():
                self.to_name(target.name, value)
            case nf.AttributeTarget():
                owner = self.interpreter.evaluate(target.owner)
                if (setter := self.interpreter.special.setter(owner, target.name)) is not None:
                    return self.interpreter.calls.call(setter, (owner, value), {})
                self.set_attribute(owner, target.name, value)
            case nf.ItemTarget():
                return self.interpreter.subscripts.set_item(
                    self.interpreter.evaluate(target.owner),
                    self.interpreter.evaluate(target.key),
                    value,
                )
            case nf.NestTarget() if isinstance(value, HeapIterator):
                items = self.interpreter.iteration.items_of(value)
                return self.interpreter.paths.then(
                    items, lambda leaf: self.to(target, leaf.payload)
                )
            case nf.NestTarget():
                return self.interpreter.sequence(
                    [
                        lambda t=t, v=v: self.to(t, v)
                        for t, v in zip(target.elements, _unpacked(target, value), strict=True)
                    ]
                )
            case _:
                raise AssertionError(target)
        return normal()

    def set_attribute(self, owner: Any, name: str, value: Any) -> None:
        """``owner.name = value``."""
        if isinstance(owner, torch.Tensor) and name == "data":
            self.interpreter.calls.reshaping.set_data(owner, value)
            return
        if not isinstance(owner, torch.Tensor):
            self.heap.touch(AttributeCell(owner, name))
        elif name not in ("requires_grad", "grad"):
            raise FrontendError(
                f"setting the attribute '{name}' of a tensor is not supported",
                hint="make a new tensor, or write into this one with copy_()",
            )
        setattr(owner, name, value)

    def delete(self, statement: nf.Delete) -> Tree:
        """A ``del`` statement."""
        match statement.target:
            case nf.NameTarget(name=name):
                self.interpreter.frame[name]  # which raises where it is not bound
                self.to_name(name, ABSENT)
            case nf.AttributeTarget(owner=owner, name=name):
                self.heap.write(AttributeCell(self.interpreter.evaluate(owner), name), ABSENT)
            case nf.ItemTarget(owner=owner, key=key):
                container = self.interpreter.evaluate(owner)
                refuse_rows(container, "'del'")
                if not isinstance(container, torch.Tensor):
                    self.heap.touch(contents(container))
                del cast("Any", container)[self.interpreter.evaluate(key)]
            case _:
                raise FrontendError("this 'del' is not supported")
        return normal()


def _unpacked(target: nf.NestTarget, value: Any) -> list[Any]:
    """The values for the elements of ``target``; raises ValueError as Python does."""
    refuse_rows(value, "unpacking")
    items = list(cast("Iterable[Any]", value))
    count = len(target.elements)
    if target.starred is None:
        if len(items) != count:
            raise ValueError(
                f"too many values to unpack (expected {count})"
                if len(items) > count
                else f"not enough values to unpack (expected {count}, got {len(items)})"
            )
        return items
    tail = count - target.starred - 1
    if len(items) < count - 1:
        raise ValueError(
            f"not enough values to unpack (expected at least {count - 1}, got {len(items)})"
        )
    end = len(items) - tail
    return [*items[: target.starred], items[target.starred : end], *items[end:]]
