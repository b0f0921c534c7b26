"""The parts of PyTorch that have no public name or no types, each behind a typed function.

Written against PyTorch 2.13; nothing else in the frontend touches PyTorch's internals.
"""

# PyTorch declares no types for most of what is used here.
# pyright: reportPrivateUsage=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportAttributeAccessIssue=false

from __future__ import annotations

import contextlib
import functools
import logging
from collections.abc import Callable, Generator
from typing import Any

import sympy  # pyright: ignore[reportMissingTypeStubs]
import torch
from torch._dispatch.python import enable_python_dispatcher
from torch._subclasses.fake_tensor import (
    DataDependentOutputException,
    DynamicOutputShapeException,
    FakeTensor,
    FakeTensorMode,
    UnsupportedFakeTensorException,
    UnsupportedOperatorException,
    unset_fake_temporarily,
)
from torch._subclasses.schema_check_mode import SchemaCheckMode
from torch.fx.experimental.symbolic_shapes import (
    GuardOnDataDependentSymNode,
    ShapeEnv,
    statically_known_true,
)
from torch.utils import _pytree as pytree
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._sympy import functions as sympy_functions

__all__ = [
    "DATA_DEPENDENT",
    "UNSUPPORTED",
    "FakeTensor",
    "FakeTensorMode",
    "OperatorMode",
    "ShapeEnv",
    "assume_equal",
    "assume_expressions_equal",
    "assume_not_empty",
    "assume_size",
    "aten",
    "child_names",
    "elements_of",
    "equal_sizes_wanted",
    "expression_of",
    "flat_weights",
    "forward_hooks",
    "forward_pre_hooks",
    "is_never_negative",
    "is_random",
    "is_transformed",
    "largest",
    "leaves_of",
    "map_leaves",
    "named_modules",
    "operators_intercepted",
    "outside_all_modes",
    "outside_operator_mode",
    "sample_of",
    "storage_key",
    "sympy_functions",
]

aten: Any = torch.ops.aten
"""The namespace of PyTorch's own operators."""

DATA_DEPENDENT = (
    DataDependentOutputException,
    DynamicOutputShapeException,
    GuardOnDataDependentSymNode,
    UnsupportedFakeTensorException,
)
"""What PyTorch raises where a fake tensor would need its elements."""


UNSUPPORTED = (UnsupportedOperatorException,)
"""What PyTorch raises for an operator that fake tensors do not have."""


class OperatorMode(SchemaCheckMode):
    """A mode on the dispatcher's first key, which sees composite operators whole.

    PyTorch admits three classes on that key; this extends the plainest of them and does nothing of
    its own.
    """

    def __init__(self) -> None:
        TorchDispatchMode.__init__(self, torch._C.DispatchKey.PreDispatch)

    def __torch_dispatch__(
        self,
        func: Any,
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """Call :meth:`on_operator`."""
        del types
        return self.on_operator(func, args, kwargs or {})

    def on_operator(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """What happens instead of the operator ``func``."""
        raise NotImplementedError


@contextlib.contextmanager
def operators_intercepted(mode: OperatorMode, fake_mode: FakeTensorMode) -> Generator[None]:
    """Let ``mode`` see every operator; tensors made inside are fake."""
    fastpath = torch.backends.mha.get_fastpath_enabled()
    torch.backends.mha.set_fastpath_enabled(False)  # fused kernels hide the plain operators
    log = logging.getLogger("torch._subclasses.fake_tensor")
    was_disabled, log.disabled = log.disabled, True  # it shows what PyTorch raises, with traces
    try:
        with torch.no_grad(), enable_python_dispatcher(), fake_mode, mode:
            yield
    finally:
        log.disabled = was_disabled
        torch.backends.mha.set_fastpath_enabled(fastpath)


@contextlib.contextmanager
def outside_operator_mode() -> Generator[None]:
    """Leave the dispatcher's first key for a while, wherever in the stack of modes it is."""
    mode = torch._ops.mode_stack_state_for_pre_dispatch()._schema_check_mode
    if mode is None:
        yield
        return
    torch._ops.unset_mode_pre_dispatch(None, schema_check=True)
    try:
        yield
    finally:
        torch._ops._set_mode_pre_dispatch(mode)


@contextlib.contextmanager
def outside_all_modes() -> Generator[None]:
    """Compute with real tensors for a while."""
    with outside_operator_mode(), unset_fake_temporarily():
        yield


def expression_of(number: torch.SymInt | torch.SymFloat | torch.SymBool) -> Any:
    """The SymPy expression of a symbolic number."""
    return number.node.expr


def sample_of(number: int | torch.SymInt) -> int:
    """Some value of an integer that may be symbolic; the same for equal ones."""
    if isinstance(number, int):
        return number
    expression = expression_of(number)
    return int(expression.subs(dict.fromkeys(expression.free_symbols, 7)))


def largest(numbers: tuple[Any, ...]) -> Any:
    """The largest of integers that may be symbolic."""
    return functools.reduce(torch.sym_max, numbers)


def assume_size(number: torch.SymInt) -> None:
    """Let PyTorch know that ``number`` is not negative."""
    torch._check(number >= 0)


def assume_not_empty(number: torch.SymInt) -> None:
    """Let PyTorch know that ``number`` is a size of at least 1."""
    torch._check(number >= 1)


def is_never_negative(number: torch.SymInt) -> bool:
    """Whether ``number`` is known not to be negative, as sizes are."""
    return statically_known_true(number >= 0)


def assume_equal(left: torch.SymInt, right: torch.SymInt) -> None:
    """Let PyTorch know that two sizes are the same."""
    torch._check(left == right)


def equal_sizes_wanted(error: Exception) -> tuple[Any, Any] | None:
    """The two run-time sizes that PyTorch could not compare, where equality was asked for."""
    condition = getattr(error, "cond", None)
    if not isinstance(condition, sympy.Eq) or not all(arg.free_symbols for arg in condition.args):
        return None
    return condition.lhs, condition.rhs


def assume_expressions_equal(shape_env: ShapeEnv, left: Any, right: Any) -> None:
    """Let PyTorch know that two symbolic sizes are the same."""
    numbers = [shape_env.create_symintnode(size, hint=None) for size in (left, right)]
    torch._check(numbers[0] == numbers[1])


def is_transformed(tensor: torch.Tensor) -> bool:
    """Whether a transform such as ``torch.vmap`` is at work on ``tensor``."""
    return torch._C._functorch.is_functorch_wrapped_tensor(tensor)


def storage_key(tensor: torch.Tensor) -> int:
    """Equal for tensors that share memory, as long as one of them lives."""
    return tensor.untyped_storage()._cdata


def elements_of(tensor: torch.Tensor) -> list[Any]:
    """The elements of a real tensor in row-major order, as Python numbers."""
    return tensor.detach().reshape(-1).tolist()


def named_modules(module: torch.nn.Module) -> list[tuple[str, torch.nn.Module]]:
    """The module and all inside it, each once, with their paths; the module's own is empty."""
    return list(module.named_modules())


def flat_weights(network: torch.nn.RNNBase) -> list[torch.Tensor]:
    """The weights of a recurrent network as its operator takes them."""
    return [weight for weight in network._flat_weights if weight is not None]


def child_names(module: torch.nn.Module) -> list[str]:
    """The names of the modules that ``module`` has as attributes."""
    return list(module._modules)


def forward_pre_hooks(module: torch.nn.Module) -> list[tuple[Callable[..., Any], bool]]:
    """What runs before ``forward``, and whether it takes the keyword arguments too."""
    with_kwargs = module._forward_pre_hooks_with_kwargs
    return [(hook, key in with_kwargs) for key, hook in module._forward_pre_hooks.items()]


def forward_hooks(module: torch.nn.Module) -> list[tuple[Callable[..., Any], bool]]:
    """What runs after ``forward``, and whether it takes the keyword arguments too."""
    with_kwargs = module._forward_hooks_with_kwargs
    return [(hook, key in with_kwargs) for key, hook in module._forward_hooks.items()]


def leaves_of(value: Any) -> list[Any]:
    """The leaves of nested tuples, lists and dicts."""
    return pytree.tree_leaves(value)


def map_leaves(kind: Any, function: Callable[[Any], Any], value: Any) -> Any:
    """Nested containers with ``function`` applied to the leaves of class ``kind``."""
    return pytree.tree_map_only(kind, function, value)


def is_random(operator: Any) -> bool:
    """Whether PyTorch's registry says that the operator draws random numbers."""
    return torch.Tag.nondeterministic_seeded in operator.tags
