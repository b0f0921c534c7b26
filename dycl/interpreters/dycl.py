"""``dycl``: weights, items and exceptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import torch
from xdsl.dialects.builtin import ModuleOp, StringAttr
from xdsl.interpreter import (
    Interpreter,
    InterpreterFunctions,
    PythonValues,
    impl,
    register_impls,
)

from dycl.dialects.dycl import WEIGHTS, AssumeOp, ItemOp, RaiseOp, WeightOp
from dycl.errors import DyclError
from dycl.interpreters.interpreter import unwind
from dycl.runtime.exceptions import exception_class


def read_weights(path: Path) -> dict[str, torch.Tensor]:
    """The tensors of a safetensors file by name; raises DyclError when it cannot be read."""
    from safetensors import torch as safetensors

    if not path.is_file():
        raise DyclError(
            f"there is no weight file {path}", hint="--weights says where the weights are"
        )
    try:
        tensors: dict[str, torch.Tensor] = safetensors.load_file(path)  # pyright: ignore[reportUnknownMemberType]
        # The file's tensors lie at any address; kernels for aligned ones round differently.
        return {name: tensor.clone() for name, tensor in tensors.items()}
    except Exception as error:
        raise DyclError(f"cannot read the weights in {path}: {error}") from error


def load_weights(module: ModuleOp) -> dict[str, torch.Tensor]:
    """The tensors of the safetensors file that ``module`` names, by name.

    Raises DyclError when the module names none or the file cannot be read.
    """
    attribute = module.attributes.get(WEIGHTS)
    if not isinstance(attribute, StringAttr):
        raise DyclError(
            f"the module names no weight file in its attribute {WEIGHTS}",
            hint="give the file that the frontend wrote: --weights FILE.safetensors",
        )
    return read_weights(Path(attribute.data))


@register_impls
@dataclass
class DyclFunctions(InterpreterFunctions):
    """``weights`` is used instead of the file that the module names."""

    weights: Mapping[str, torch.Tensor] | None = None
    _loaded: Mapping[str, torch.Tensor] | None = field(default=None, init=False)

    @impl(WeightOp)
    def run_weight(
        self, interpreter: Interpreter, op: WeightOp, _args: PythonValues
    ) -> PythonValues:
        if self._loaded is None:
            self._loaded = (
                load_weights(interpreter.module) if self.weights is None else self.weights
            )
        if op.weight_name not in self._loaded:
            raise DyclError(f"the weight file has no tensor '{op.weight_name}'")
        return (self._loaded[op.weight_name].detach(),)

    @impl(ItemOp)
    def run_item(self, _interpreter: Interpreter, _op: ItemOp, args: PythonValues) -> PythonValues:
        (tensor,) = args
        assert isinstance(tensor, torch.Tensor)
        return (tensor.item(),)

    @impl(RaiseOp)
    def run_raise(self, _interpreter: Interpreter, op: RaiseOp, args: PythonValues) -> PythonValues:
        message = op.message.data.format(*args)
        (argument,) = args if args and not message else (message,)
        unwind(exception_class(op.exception.data)(argument), op)

    @impl(AssumeOp)
    def run_assume(
        self, _interpreter: Interpreter, op: AssumeOp, args: PythonValues
    ) -> PythonValues:
        low, high = op.bounds
        numbers = torch.as_tensor(args[0]).double()  # pyright: ignore[reportUnknownMemberType]
        if not bool(((numbers >= low) & (numbers <= high)).all()):
            text = f"a value is assumed to be in [{low}, {high}], but it is {args[0]}"
            unwind(AssertionError(text), op)
        return args
