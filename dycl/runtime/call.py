"""Between a caller's values and the flat arrays of a host program.

PyTorch's tensors are taken and given back, without a copy, where the caller has imported PyTorch.
NumPy has no bf16: arrays of it are taken with the dtype of the package ``ml_dtypes`` or as their
bits in uint16, and given as the latter; ``array.view(ml_dtypes.bfloat16)`` makes one of the other.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NoReturn, cast

import numpy as np

from dycl.errors import InputError
from dycl.runtime.bfloat16 import BFLOAT16
from dycl.runtime.package import Interface, LeafType
from dycl.runtime.structure import (
    Leaf,
    Structure,
    build,
    flatten,
    format_structure,
    leaf_count,
    leaf_names,
    parse_structure,
)
from dycl.runtime.weight_file import is_buffer

_SCALAR_TYPES: dict[str, tuple[type, ...]] = {
    "bool": (bool, np.bool),
    "int": (int, np.integer),
    "float": (float, int, np.floating, np.integer),
}


class Arguments:
    """Takes the arguments of a call apart."""

    def __init__(self, interface: Interface, optional: Collection[str]) -> None:
        structure = parse_structure(interface.structure)
        self._optional = optional
        if not isinstance(structure, dict):
            raise ValueError("the arguments of a call have names")
        self._structure = cast("dict[str, Structure]", structure)
        self._leaves = interface.leaves
        self._names = leaf_names(structure)
        self._is_bf16 = [leaf.dtype == BFLOAT16 for leaf in interface.leaves]
        self._dtypes = [
            None if leaf.shape is None else np.dtype(np.int16 if is_bf16 else leaf.dtype)
            for leaf, is_bf16 in zip(interface.leaves, self._is_bf16, strict=True)
        ]
        parameters = list(self._structure.values())
        count = len(interface.leaves)
        self._is_flat = parameters == [Leaf(index) for index in range(count)]

    def flat(self, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[list[Any], Any]:
        """The arrays and scalars in their order, and the module ``torch`` if a tensor was given.

        Raises InputError where they don't fit what was compiled.
        """
        if self._is_flat and not kwargs and len(args) == len(self._leaves):
            values = list(args)
        else:
            values = self._nested(args, kwargs)
        torch: Any = None
        for index, dtype in enumerate(self._dtypes):
            value = values[index]
            if dtype is None:
                values[index] = self._scalar(value, index)
                continue
            if type(value) is not np.ndarray or self._is_bf16[index]:
                found = sys.modules.get("torch")
                if found is not None and isinstance(value, found.Tensor):
                    torch = found
                    value = self._from_tensor(value, index)
                else:
                    value = self._from_numpy(value, index)
                values[index] = value
            if value.dtype != dtype or value.shape != self._leaves[index].shape:
                self._check(value, index)
        return values, torch

    def _nested(self, args: Sequence[Any], kwargs: Mapping[str, Any]) -> list[Any]:
        names = list(self._structure)
        if len(args) > len(names):
            raise InputError(
                f"the program takes {len(names)} arguments ({', '.join(names)}); "
                f"{len(args)} were given"
            )
        given = dict(zip(names, args, strict=False))
        for name, value in kwargs.items():
            if name not in self._structure:
                raise InputError(
                    f"the program has no parameter {name}: it takes {', '.join(names)}"
                )
            if name in given:
                raise InputError(f"{name} was given twice")
            given[name] = value
        values: list[Any] = [None] * len(self._leaves)
        for name, structure in self._structure.items():
            if name in given:
                flatten(structure, given[name], name, values)
            elif leaf_count(structure):
                raise InputError(f"{name} is missing: the program takes {', '.join(names)}")
            elif name not in self._optional:
                compiled = format_structure(structure)
                raise InputError(
                    f"{name} is missing: the program was compiled for {compiled}, which is not "
                    "the default"
                )
        return values

    def _from_tensor(self, tensor: Any, index: int) -> Any:
        """The memory of a PyTorch tensor as an array."""
        dtype = str(tensor.dtype).removeprefix("torch.")
        if tensor.device.type != "cpu":
            raise InputError(
                f"{self._names[index]} is on {tensor.device}; the program runs on the CPU"
            )
        if dtype != self._leaves[index].dtype:
            self._refuse(index, str(LeafType(dtype, tuple(tensor.shape))))
        plain = tensor.detach().resolve_conj().resolve_neg()
        if dtype == BFLOAT16:
            plain = plain.view(sys.modules["torch"].int16)
        return plain.numpy()

    def _from_numpy(self, value: Any, index: int) -> Any:
        if not isinstance(value, np.ndarray | np.generic):
            self._refuse(index, f"a {type(value).__name__}")
        array: Any = np.asarray(cast("Any", value))
        if not self._is_bf16[index]:
            return array
        if array.dtype.name not in (BFLOAT16, "uint16"):
            self._refuse(index, str(LeafType(array.dtype.name, array.shape)))
        return array.view(np.int16)

    def _check(self, array: Any, index: int) -> None:
        leaf = self._leaves[index]
        assert leaf.shape is not None
        fits = len(leaf.shape) == array.ndim and all(
            size is None or size == found
            for size, found in zip(leaf.shape, array.shape, strict=True)
        )
        if not fits or array.dtype != self._dtypes[index]:
            # bf16 has come as its bits.
            is_bf16 = self._is_bf16[index] and array.dtype == np.int16
            name = BFLOAT16 if is_bf16 else array.dtype.name
            self._refuse(index, str(LeafType(name, array.shape)))

    def _scalar(self, value: Any, index: int) -> Any:
        leaf = self._leaves[index]
        if not isinstance(value, _SCALAR_TYPES[leaf.dtype]) or (
            isinstance(value, bool) and leaf.dtype != "bool"
        ):
            self._refuse(index, repr(value))
        return cast("Any", value).item() if isinstance(value, np.generic) else value

    def _refuse(self, index: int, found: str) -> NoReturn:
        raise InputError(f"{self._names[index]} must be {self._leaves[index]}; it is {found}")


class Results:
    """Puts what a host program returns into the nesting that the module returns."""

    def __init__(self, interface: Interface) -> None:
        self._structure = parse_structure(interface.structure)
        self._is_tensor = [leaf.shape is not None for leaf in interface.leaves]
        self._bf16 = [
            index for index, leaf in enumerate(interface.leaves) if leaf.dtype == BFLOAT16
        ]
        self._count = len(interface.leaves)
        self._is_bare = self._structure == Leaf(0)

    def nested(self, returned: Any, inputs: list[Any], torch: Any) -> Any:
        """The caller's value; tensors of ``torch`` where that is given.

        Results never share memory with ``inputs``: a copy that the model made may not have been.
        """
        given = {id(each) for each in inputs}
        values: list[Any] = [
            # Most are new buffers, and own() would cost more than what a call saves otherwise.
            leaf if type(leaf) is np.ndarray and is_buffer(leaf) and id(leaf) not in given
            else own(leaf, inputs)
            for leaf in ((returned,) if self._count == 1 else returned or ())
        ]  # fmt: skip
        if torch is not None:
            # None is where no path that was taken computes the leaf.
            values = [
                torch.from_numpy(leaf) if is_tensor and leaf is not None else leaf
                for leaf, is_tensor in zip(values, self._is_tensor, strict=True)
            ]
        for index in self._bf16:
            if values[index] is not None:
                values[index] = values[index].view(np.uint16 if torch is None else torch.bfloat16)
        return values[0] if self._is_bare else build(self._structure, values)


def own(value: Any, others: list[Any]) -> Any:
    """``value``, or a copy where PyTorch could not take it or it shares memory with ``others``."""
    if type(value) is not np.ndarray:
        return value
    array: Any = value
    if not array.flags.writeable or any(stride < 0 for stride in array.strides):
        # A weight, or a view that repeats elements or turns them around.
        return array.copy()
    if isinstance(array.base, np.ndarray) or any(array is other for other in others):
        arrays = [other for other in others if type(other) is np.ndarray]
        if any(np.may_share_memory(array, other) for other in arrays):
            return array.copy()
    return array
