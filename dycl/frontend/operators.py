"""What the recorder has to know of single operators of PyTorch."""

from __future__ import annotations

from typing import Any, cast

import torch

from dycl.dialects import aten as aten_dialect
from dycl.dialects.aten_operation import AtenOp
from dycl.errors import FrontendError
from dycl.frontend.torch_internals import aten, leaves_of

OPERATIONS: dict[str, type[AtenOp]] = {
    cast("type[AtenOp]", operation).name: cast("type[AtenOp]", operation)
    for operation in aten_dialect.Aten.operations
}

COPIES = {"clone", "contiguous", "lift_fresh_copy", "lift", "_to_copy", "to", "detach_copy"}
"""Operators whose result has the values of their first operand, unless they change its dtype."""

RESHAPES = {"view", "_unsafe_view", "view_as", "reshape_as", "unflatten", "ravel"}
"""Operators that are all ``reshape`` where tensors have no strides, as in the IR."""

PLAIN_NAMES = {
    "__and__": "bitwise_and",
    "__or__": "bitwise_or",
    "__xor__": "bitwise_xor",
    "__lshift__": "bitwise_left_shift",
    "__rshift__": "bitwise_right_shift",
    "__iand__": "bitwise_and_",
    "__ior__": "bitwise_or_",
    "__ixor__": "bitwise_xor_",
    "__ilshift__": "bitwise_left_shift_",
    "__irshift__": "bitwise_right_shift_",
}
"""Python's operators that have operators of their own in PyTorch."""

IGNORED = {"detach_", "requires_grad_", "retain_grad", "_assert_async", "_version"}

RESHAPED_IN_PLACE = {
    "as_strided_": "'as_strided'",
    "resize_": "a new tensor",
    "resize_as_": "a new tensor",
    "resize_as_sparse_": "a new tensor",
    "set_": "a new tensor",
    "squeeze_": "'squeeze'",
    "swapaxes_": "'swapaxes'",
    "swapdims_": "'swapdims'",
    "t_": "'t'",
    "transpose_": "'transpose'",
    "unsqueeze_": "'unsqueeze'",
}
"""Operators that change the shape or the memory of a tensor itself, and what to use instead."""

INDEXED = {"index", "index_select", "gather", "embedding", "take", "take_along_dim", "select"}
"""Operators that raise IndexError or RuntimeError for indices outside of the tensor."""

PACKED = {"_pack_padded_sequence", "_pad_packed_sequence"}
"""Operators that raise RuntimeError for lengths that do not fit."""

OF_SOME = {"max", "min", "amax", "amin", "argmax", "argmin", "aminmax", "topk", "kthvalue"}
"""Operators that raise RuntimeError for tensors without, or with too few, elements."""


def fails_for_elements(name: str, args: tuple[Any, ...]) -> type[Exception] | None:
    """What an operator on tensors of fitting shapes may still raise at run time."""
    leaves: list[Any] = leaves_of(args)
    if name in INDEXED:
        is_open = any(
            isinstance(leaf, torch.SymInt)
            or (isinstance(leaf, torch.Tensor) and leaf.dtype in (torch.int64, torch.int32))
            for leaf in leaves[1:]
        )
        return IndexError if is_open else None
    if name in PACKED:
        return RuntimeError
    if name in OF_SOME:
        sizes: list[Any] = [*leaves[0].shape, *leaves[1:]]
        return RuntimeError if any(isinstance(size, torch.SymInt) for size in sizes) else None
    return None


def functional_overload(schema: Any) -> Any:
    """The operator that returns what the one of ``schema`` writes to its argument ``out``."""
    found = _same_arguments(schema, getattr(aten, schema.name.removeprefix("aten::")))
    if found is None:
        raise FrontendError(f"the operator {schema.name} with 'out' is not supported")
    return found


def out_of_place(schema: Any) -> Any:
    """The operator that returns what the one of ``schema`` writes to its first argument."""
    packet = getattr(aten, schema.name.removeprefix("aten::")[:-1], None)
    found = None if packet is None else _same_arguments(schema, packet)
    if found is None:
        raise FrontendError(f"the in-place operator {schema.name} is not supported")
    return found


def _same_arguments(schema: Any, packet: Any) -> Any:
    """The overload of ``packet`` that writes to nothing and takes what ``schema`` says."""

    def arguments(of: Any) -> list[tuple[str, str]]:
        return [(a.name, str(a.type)) for a in of.arguments if a.name != "out"]

    for name in packet.overloads():
        candidate = getattr(packet, name)._schema
        if not candidate.is_mutable and arguments(candidate) == arguments(schema):
            return getattr(packet, name)
    return None


def scalar_overload(name: str, overload: str, schema: Any, given: dict[str, Any]) -> str:
    """The overload for a Python number where the dispatcher was given one for a tensor."""
    numbers = [
        argument.name
        for argument in schema.arguments
        if str(argument.type) == "Tensor"
        and argument.name in given
        and not isinstance(given[argument.name], torch.Tensor)
    ]
    if not numbers:
        return overload
    if overload == ".self":  # where
        replaced = {("self",): ".ScalarSelf", ("other",): ".ScalarOther"}.get(
            tuple(numbers), ".Scalar"
        )
    else:
        replaced = overload.replace("Tensor", "Scalar")
    return replaced if f"aten.{name}{replaced}" in OPERATIONS else overload


def plain_operator(func: Any) -> Any:
    """The operator that others say in words, for ``__or__`` and its like."""
    name = func._schema.name.removeprefix("aten::")
    if name not in PLAIN_NAMES:
        return func
    return getattr(getattr(aten, PLAIN_NAMES[name]), func._schema.overload_name or "default")


def check_is_single(tensor: torch.Tensor) -> None:
    """Raise what the program sees where it takes a number out of a tensor of several elements."""
    if tensor.numel() != 1:
        raise RuntimeError(f"a Tensor with {tensor.numel()} elements cannot be converted to Scalar")
