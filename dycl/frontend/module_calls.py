"""Calls of modules, with their hooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch.nn.utils.rnn import PackedSequence

from dycl.frontend.functions import is_library
from dycl.frontend.outcome import Leaf, Tree, normal
from dycl.frontend.packed_sequences import run_network
from dycl.frontend.torch_internals import forward_hooks, forward_pre_hooks, named_modules

if TYPE_CHECKING:
    from dycl.frontend.interpreter import Interpreter


class ModuleCalls:
    """Calls modules for an interpreter; ``root`` is the module whose ``forward`` is lowered."""

    def __init__(self, interpreter: Interpreter, root: torch.nn.Module | None) -> None:
        self.interpreter = interpreter
        modules = [] if root is None else named_modules(root)
        self._names = {id(module): name for name, module in modules}
        self._is_native: dict[int, bool] = {}

    def path_of(self, module: torch.nn.Module, attribute: str) -> str:
        """The dotted path of an attribute from the root module."""
        path = self._names.get(id(module), "")
        return f"{path}.{attribute}" if path else attribute

    def call(self, module: torch.nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tree:
        """``module(*args, **kwargs)``, with its hooks; the leaves carry the result."""
        place = self.interpreter.emitter.place
        name = self._names.get(id(module), place.module_path if place else "")
        with self.interpreter.emitter.in_module(name):
            if self.runs_natively(module):
                return self._call_native(module, args, kwargs)
            return self._with_hooks(module, args, kwargs)

    def _call_native(
        self, module: torch.nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Tree:
        if isinstance(module, torch.nn.RNNBase) and args and isinstance(args[0], PackedSequence):
            count = self.interpreter.recorder.item(args[0].batch_sizes[0])
            if not isinstance(count, int):
                states = args[1] if args[1:] else kwargs.get("hx")
                return normal(run_network(module, args[0], states, count))
        return self.interpreter.calls.native.call(module, args, kwargs)

    def runs_natively(self, module: torch.nn.Module) -> bool:
        """Whether all of the module is PyTorch's own, without hooks or a replaced forward."""
        if id(module) not in self._is_native:
            self._is_native[id(module)] = all(
                is_library(type(inner).__module__)
                and "forward" not in vars(inner)
                and not forward_hooks(inner)
                and not forward_pre_hooks(inner)
                for inner in module.modules()
            )
        return self._is_native[id(module)]

    def _with_hooks(
        self, module: torch.nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Tree:
        def forward(leaf: Leaf) -> Tree:
            given_args, given_kwargs = leaf.payload
            return self._then_hooks(module, given_args, given_kwargs)

        if forward_hooks(module) or forward_pre_hooks(module):
            self.interpreter.is_direct = False
        tree: Tree = normal((args, kwargs))
        for hook, takes_kwargs in forward_pre_hooks(module):

            def before(leaf: Leaf, hook: Any = hook, takes_kwargs: bool = takes_kwargs) -> Tree:
                given_args, given_kwargs = leaf.payload
                extra = (given_kwargs,) if takes_kwargs else ()
                result = self.interpreter.calls.call(hook, (module, given_args, *extra), {})
                return self.interpreter.paths.then(
                    result,
                    lambda r: normal(_replaced(leaf.payload, r.payload, takes_kwargs)),
                )

            tree = self.interpreter.paths.then(tree, before)
        return self.interpreter.paths.then(tree, forward)

    def _then_hooks(
        self, module: torch.nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Tree:
        tree = self.interpreter.calls.call(module.forward, args, kwargs)
        for hook, takes_kwargs in forward_hooks(module):
            extra = (kwargs,) if takes_kwargs else ()

            def after(leaf: Leaf, hook: Any = hook, extra: Any = extra) -> Tree:
                result = self.interpreter.calls.call(hook, (module, args, *extra, leaf.payload), {})
                return self.interpreter.paths.then(
                    result,
                    lambda r: normal(leaf.payload if r.payload is None else r.payload),
                )

            tree = self.interpreter.paths.then(tree, after)
        return tree


def _replaced(payload: Any, result: Any, takes_kwargs: bool) -> Any:
    """The arguments after a pre-hook returned ``result``."""
    _, kwargs = payload
    if result is None:
        return payload
    if takes_kwargs:
        return result
    return (result if isinstance(result, tuple) else (result,), kwargs)
