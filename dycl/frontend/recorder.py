"""Records the tensor operators that the interpreted program calls.

PyTorch runs every operator on fake tensors, which have a shape and a dtype and no elements. A mode
on the dispatcher's first key sees each operator before PyTorch takes composite ones (``conv2d``,
``linear``, ``batch_norm``, …) apart, and writes one ``aten`` operation for it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import torch
from xdsl.dialects import arith
from xdsl.ir import SSAValue

from dycl.errors import FrontendError
from dycl.frontend import packed_sequences
from dycl.frontend.any_size import OF_INTEGERS, SHAPES, result_of_any_size
from dycl.frontend.arrays import ArrayKind, is_array, mark, mark_results
from dycl.frontend.emitter import BlockEnd, Emitter
from dycl.frontend.heap import Heap
from dycl.frontend.host_scalars import HostScalars
from dycl.frontend.memory import FOLDED_ELEMENTS, Memory, MemoryMark
from dycl.frontend.operation_writer import OperationWriter
from dycl.frontend.operators import (
    COPIES,
    IGNORED,
    RESHAPED_IN_PLACE,
    check_is_single,
    fails_for_elements,
    functional_overload,
    out_of_place,
    plain_operator,
)
from dycl.frontend.tensors import Contents, OutOfOtherShape, View
from dycl.frontend.torch_internals import (
    DATA_DEPENDENT,
    UNSUPPORTED,
    FakeTensorMode,
    OperatorMode,
    ShapeEnv,
    assume_equal,
    assume_expressions_equal,
    aten,
    equal_sizes_wanted,
    expression_of,
    is_random,
    leaves_of,
    map_leaves,
    operators_intercepted,
    outside_all_modes,
    outside_operator_mode,
    storage_key,
)
from dycl.frontend.types import same_shape, size_text
from dycl.frontend.weight_names import WeightNames

ASSUMED_SIZES = 16
"""How many pairs of run-time sizes one operator may want to be equal."""


@dataclass(frozen=True)
class Checkpoint:
    """Where a program was at a time: in the journal, in the block, and in memory."""

    mark: int
    end: BlockEnd
    memory: MemoryMark


class Recorder(OperatorMode):
    """Sees every operator that PyTorch is asked to run, and writes it down."""

    def __init__(self, emitter: Emitter, heap: Heap, weights: WeightNames) -> None:
        super().__init__()
        self.shape_env = ShapeEnv()
        self.fake_mode = FakeTensorMode(shape_env=self.shape_env, allow_non_fake_inputs=True)
        self.emitter = emitter
        self.heap = heap
        self.host = HostScalars(emitter, self.shape_env)
        self.memory = Memory(self, weights)
        self.operations = OperationWriter(self)
        self.refuse_to_raise: Callable[[type[BaseException], str], object] = _allow
        """Called before an operator that may raise at run time; refuses where that is seen."""
        self._sizes: dict[tuple[Any, ...], torch.SymInt] = {}
        self.sequence_counts: dict[SSAValue, int | torch.SymInt] = {}
        """How many sequences are packed, by the batch sizes."""
        self.has_arrays = False
        """Whether any tensor stands for a NumPy array."""
        self.errors: list[FrontendError] = []
        """What the program cannot do, where the rest of it can be looked at all the same."""

    @contextlib.contextmanager
    def recording(self) -> Generator[None]:
        """Record what PyTorch is asked to do inside."""
        with operators_intercepted(self, self.fake_mode):
            yield

    def report(self, error: FrontendError) -> None:
        """Note an error at the present place, and go on to find others."""
        if error.location is None and self.emitter.place is not None:
            error.location = self.emitter.place.source
        if all(str(known) != str(error) for known in self.errors):
            self.errors.append(error)

    # What is tried

    def checkpoint(self) -> Checkpoint:
        """Where the program is, for :meth:`rollback`."""
        return Checkpoint(self.heap.mark(), self.emitter.checkpoint(), self.memory.checkpoint())

    def rollback(self, checkpoint: Checkpoint) -> None:
        """Take everything back that was done and written since ``checkpoint``.

        Tensors that were made since then may still say what a loop carries, and keep their links.
        """
        self.heap.undo(checkpoint.mark)
        self.emitter.rollback(checkpoint.end)
        self.memory.rollback(checkpoint.memory)

    # Operators

    def on_operator(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        output = self.apply(func, args, kwargs)
        if self.has_arrays and any(is_array(leaf) for leaf in leaves_of((args, kwargs))):
            mark_results(func._schema.name.removeprefix("aten::"), (args, kwargs), output)
        return output

    def mark_array(self, tensor: torch.Tensor, kind: ArrayKind = "array") -> torch.Tensor:
        """Let a tensor stand for what NumPy has, as do then all that are computed from it."""
        self.has_arrays = True
        return mark(tensor, kind)

    def apply(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run an operator on fake tensors, and record it."""
        args, kwargs = map_leaves(torch.Tensor, self.memory.known, (args, kwargs))
        func = plain_operator(func)
        name = func._schema.name.removeprefix("aten::")
        if name in ("item", "_local_scalar_dense"):
            return self.item(args[0])
        if name == "is_nonzero":
            raise FrontendError(
                "this decision depends on the data and is made inside code that is run, "
                "not compiled",
                hint="move the decision into Python code of the model itself",
            )
        if name == "equal":
            return self.equal(*args)
        if name == "lift_fresh":
            return self.memory.literal(args[0])
        if name in RESHAPED_IN_PLACE:
            raise FrontendError(
                f"'{name}' changes the shape or the memory of a tensor in place, "
                "which is not supported",
                hint=f"use {RESHAPED_IN_PLACE[name]}",
            )
        if name in IGNORED:
            return args[0] if args else None
        if (folded := self._fold(func, args, kwargs)) is not None:
            return folded
        if func._schema.is_mutable:
            return self._mutate(func, args, kwargs)
        self._refuse_randomness(func, args, kwargs)
        kind = fails_for_elements(name, args)
        if kind is not None and not self._is_inside(name, args):
            self.refuse_to_raise(kind, f"'{name}'")
        with self.paused():
            output = self._call(func, args, kwargs)
        if name in ("slice", "index"):
            self._unify_sizes(name, args, output)
        result = self._wrap(func, args, kwargs, output)
        if packed_sequences.is_packing(func):
            self.sequence_counts[self.memory.read(result[1])] = packed_sequences.count_of(args)
        return result

    def _is_inside(self, name: str, args: tuple[Any, ...]) -> bool:
        """Whether a run-time index, or number of elements to take, surely fits the tensor."""
        if name not in ("select", "topk") or len(args) < 2:
            return False
        dim, number = (args[1], args[2]) if name == "select" else (-1, args[1])
        size = args[0].shape[dim]
        if not isinstance(number, torch.SymInt) or not isinstance(size, int) or len(args) > 3:
            return False
        bounds: Any = self.shape_env.bound_sympy(expression_of(number))
        least, most = (-size, size - 1) if name == "select" else (0, size)
        return bool(bounds.lower >= least and bounds.upper <= most)

    def _unify_sizes(self, name: str, args: tuple[Any, ...], output: torch.Tensor) -> None:
        """Let equal slices of equal sizes, and what one mask selects, have equal sizes.

        PyTorch makes a new symbol each time.
        """
        if name == "slice":
            given = list(args)
            dim: int = given[1] if len(given) > 1 else 0
            key: tuple[Any, ...] = (size_text(given[0].shape[dim]), *map(size_text, given[2:]))
        else:
            masks = [i for i in args[1] if i is not None and i.dtype == torch.bool]
            if len(masks) != 1 or args[1][0] is not masks[0]:
                return
            dim, key = 0, (self.memory.read(masks[0]),)
        size = output.shape[dim]
        if not isinstance(size, torch.SymInt):
            return
        known = self._sizes.get(key)
        if known is not None and self.host.is_visible(known):
            with self.paused():
                assume_equal(size, known)
        else:
            self._sizes[key] = size

    def new_size(self) -> torch.SymInt:
        """A size that the next operator's result has."""
        return self.host.new_size()

    def sequence_count(self, batch_sizes: torch.Tensor) -> int | torch.SymInt | None:
        """How many sequences are packed with ``batch_sizes``, where that is known."""
        binding = self.memory.binding(batch_sizes)
        value = None if binding.view else binding.storage.value.value
        count = None if value is None else self.sequence_counts.get(value)
        return count if self.host.is_visible(count) else None

    def _first_batch_size(self, tensor: torch.Tensor) -> int | torch.SymInt | None:
        """The number in ``tensor`` where it is the first of a packed sequence's batch sizes."""
        view = self.memory.binding(tensor).view
        if view is None or view.function is not aten.select.int:
            return None
        return (
            self.sequence_count(view.parent) if _are_same_numbers(view.args[1:], (0, 0)) else None
        )

    def _call(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if (results := RESULTS.get(func)) is not None:
            made = results(self, *args, **kwargs)
            if made is not None:
                return made
        for _ in range(ASSUMED_SIZES):
            try:
                return self._strided(func, func(*args, **kwargs))
            except UNSUPPORTED as error:
                raise FrontendError(f"the operator {func} is not supported") from error
            except DATA_DEPENDENT as error:
                sizes = equal_sizes_wanted(error)
                if sizes is None and func._schema.name.removeprefix("aten::") in SHAPES:
                    return result_of_any_size(func, args, kwargs)
                if sizes is None:
                    raise FrontendError(
                        f"the operator {func} needs a size or value that is known only at run time"
                    ) from error
                self._check_equal(func, *sizes)
        raise FrontendError(f"the operator {func} depends on too many sizes known only at run time")

    @staticmethod
    def _strided(func: Any, output: Any) -> Any:
        """What ``func`` gave, which must not be sparse."""
        for leaf in leaves_of(output):
            if isinstance(leaf, torch.Tensor) and leaf.layout != torch.strided:
                raise FrontendError(
                    f"the operator {func} gives a sparse tensor, which is not supported",
                    hint="use dense tensors",
                )
        return output

    def _check_equal(self, func: Any, left: Any, right: Any) -> None:
        """Let the program check that two sizes are equal, and go on as if they were."""
        self.refuse_to_raise(RuntimeError, f"'{func._schema.name.removeprefix('aten::')}'")
        values = [self.host.value_of(size) for size in (left, right)]
        differ = self.emitter.emit(arith.CmpiOp(values[0], values[1], "ne")).result
        then, otherwise = self.emitter.new_block(), self.emitter.new_block()
        with self.emitter.inside((*self.emitter.path, then)):
            message = f"{func._schema.name.removeprefix('aten::')}: the sizes {{}} and {{}} differ"
            self.emitter.raise_("RuntimeError", message, values)
            self.emitter.yield_([])
        with self.emitter.inside((*self.emitter.path, otherwise)):
            self.emitter.yield_([])
        self.emitter.if_(differ, [], then, otherwise)
        assume_expressions_equal(self.shape_env, left, right)

    def _wrap(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any], output: Any) -> Any:
        is_sequence = isinstance(output, tuple | list)
        outputs = list(cast("Sequence[Any]", output)) if is_sequence else [output]
        tensors = [tensor for tensor in outputs if isinstance(tensor, torch.Tensor)]
        if not tensors:
            return output  # a size or a stride
        inputs = [t for t in leaves_of((args, kwargs)) if isinstance(t, torch.Tensor)]
        if any(tensor is given for tensor in tensors for given in inputs):
            return output
        shared = {storage_key(t): t for t in reversed(inputs)}
        parents = [shared.get(storage_key(tensor)) for tensor in tensors]
        if args and all(parent is args[0] for parent in parents):
            for index, tensor in enumerate(tensors):
                view = View(args[0], func, args, kwargs, index if is_sequence else None, tensors)
                self.memory.bind_view(tensor, view)
                self.host.define_later(tuple(tensor.shape), lambda t=tensor: self.memory.read(t))
            return output
        name = func._schema.name.removeprefix("aten::")
        if name in COPIES and tensors[0].dtype == args[0].dtype:
            values = [self.memory.read(args[0])]
        else:
            values = self.operations.record(func, args, kwargs, outputs)
        for tensor, value, parent in zip(tensors, values, parents, strict=True):
            self.host.define_sizes(value, tuple(tensor.shape))
            self.memory.bind_new(tensor, Contents(value))
            if parent is not None:  # a view of which the parent is not the first operand
                own, other = self.memory.binding(tensor), self.memory.binding(parent)
                self.memory.link(own.storage, other.storage)
        return output

    # Mutation

    def _mutate(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """An operator that writes to an operand: compute the new contents, then write them."""
        schema = func._schema
        written = [
            (index, argument)
            for index, argument in enumerate(schema.arguments)
            if argument.alias_info is not None and argument.alias_info.is_write
        ]
        name = schema.name.removeprefix("aten::")
        if written[0][1].name == "out":
            target = kwargs["out"]
            rest = {key: value for key, value in kwargs.items() if key != "out"}
            result = self.apply(functional_overload(schema), args, rest)
            if not same_shape(result.shape, target.shape):
                raise OutOfOtherShape(result)
            self.memory.write(target, self._as(target, result))
            return target
        target = args[0]
        if len(written) != 1 or written[0][0] != 0 or not name.endswith("_"):
            raise FrontendError(
                f"the operator {schema.name} writes to tensors in a way that is not supported"
            )
        with self.paused():
            self._call(func, args, kwargs)  # PyTorch checks shapes and dtypes
        if name in ("copy_", "set_data_"):
            source = args[1]
            if self._is_same_view(target, source):
                return target  # the end of `x[i] += 1`, which has written already
            new = self._as(target, source)
            if new is source:
                new = self.apply(aten.clone.default, (source,), {})
        elif name in ("fill_", "zero_"):
            value = args[1] if name == "fill_" else 0
            new = self._filled(target, value)
        else:
            new = self._as(target, self.apply(out_of_place(schema), args, kwargs))
        self.memory.write(target, new)
        return target

    def _is_same_view(self, left: torch.Tensor, right: torch.Tensor) -> bool:
        """Whether two tensors are surely the same part of the same memory."""
        first, second = self.memory.binding(left), self.memory.binding(right)
        if first.storage is not second.storage:
            return False
        if first.view is None or second.view is None:
            return first.view is second.view
        return (
            first.view.function is second.view.function
            and first.view.index == second.view.index
            and first.view.kwargs == second.view.kwargs
            and self._is_same_view(first.view.parent, second.view.parent)
            and _are_same_numbers(first.view.args[1:], second.view.args[1:])
        )

    def _as(self, target: torch.Tensor, new: Any) -> torch.Tensor:
        """``new`` with the dtype and the shape of ``target``, as assignments convert it."""
        if new.dtype != target.dtype:
            new = self.apply(aten._to_copy.default, (new,), {"dtype": target.dtype})
        if not same_shape(new.shape, target.shape):
            new = self.apply(aten.expand.default, (new, list(target.shape)), {})
            new = self.apply(aten.clone.default, (new,), {})
        return new

    def _filled(self, target: torch.Tensor, value: Any) -> torch.Tensor:
        if isinstance(value, torch.Tensor):
            return self._as(target, value)
        return self.apply(aten.full.default, (list(target.shape), value), {"dtype": target.dtype})

    # Values known while compiling

    def _fold(
        self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> torch.Tensor | None:
        """The result computed now, where all operands are known and the result is small."""
        schema = func._schema
        if (
            schema.is_mutable
            or len(schema.returns) != 1
            or not self._is_deterministic(func, args, kwargs)
        ):
            return None
        leaves: list[Any] = leaves_of((args, kwargs))
        if any(isinstance(leaf, torch.SymInt | torch.SymFloat | torch.SymBool) for leaf in leaves):
            return None
        tensors = [leaf for leaf in leaves if isinstance(leaf, torch.Tensor)]
        if any(a.alias_info is not None for a in schema.arguments) and tensors:
            return None  # views stay views
        sizes = [leaf for leaf in leaves if isinstance(leaf, int) and not isinstance(leaf, bool)]
        if not tensors and (schema.name not in CREATIONS or _product(sizes) > FOLDED_ELEMENTS):
            return None
        constants = {id(tensor): self.memory.constant(tensor) for tensor in tensors}
        if any(constant is None for constant in constants.values()):
            return None
        real_args, real_kwargs = map_leaves(
            torch.Tensor, lambda tensor: constants[id(tensor)], (args, kwargs)
        )
        with outside_all_modes():
            result = func(*real_args, **real_kwargs)
        if not isinstance(result, torch.Tensor) or not 0 < result.numel() <= FOLDED_ELEMENTS:
            return None
        return self.memory.constant_tensor(result)

    def item(self, tensor: torch.Tensor) -> Any:
        """``tensor.item()``: a Python number, or one that is known only at run time."""
        check_is_single(tensor)
        if (constant := self.memory.constant(tensor)) is not None:
            with outside_all_modes():
                return constant.item()
        if (count := self._first_batch_size(tensor)) is not None:
            return count
        return self.host.from_value(self.emitter.item(self.memory.read(tensor)))

    @contextlib.contextmanager
    def of_elements_that_exist(self) -> Generator[None]:
        """No index inside raises IndexError."""
        refuse, self.refuse_to_raise = self.refuse_to_raise, _allow
        try:
            yield
        finally:
            self.refuse_to_raise = refuse

    def equal(self, left: torch.Tensor, right: torch.Tensor) -> Any:
        """``torch.equal(left, right)``."""
        if tuple(left.shape) != tuple(right.shape):
            return False
        same = self.apply(aten.eq.Tensor, (left, right), {})
        return self.item(self.apply(aten.all.default, (same,), {}))

    def allclose(self, *args: Any, **kwargs: Any) -> Any:
        """``torch.allclose(left, right)``."""
        return self.item(torch.isclose(*args, **kwargs).all())

    # Randomness

    def _is_deterministic(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
        if not is_random(func) and func._schema.name not in UNINITIALIZED:
            return True
        names = [argument.name for argument in func._schema.arguments]
        given = dict(zip(names, args, strict=False)) | kwargs
        probability = given.get("p", given.get("dropout", given.get("dropout_p", None)))
        return given.get("train", given.get("training", True)) is False or probability == 0

    def _refuse_randomness(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        if func._schema.name in UNINITIALIZED or self._is_deterministic(func, args, kwargs):
            return
        if func._schema.name == "aten::scaled_dot_product_attention":
            return  # its dropout_p defaults to 0
        self.report(
            FrontendError(
                f"the operator {func._schema.name} draws random numbers, which a compiled program "
                "cannot repeat",
                hint="pass the random tensor as an input, or call .eval() on the module",
            )
        )

    # Modes

    @contextlib.contextmanager
    def paused(self) -> Generator[None]:
        """Run operators on fake tensors without recording them."""
        with outside_operator_mode(), self.fake_mode:
            yield


RESULTS = packed_sequences.RESULTS | OF_INTEGERS
"""What tells the results of operators of which PyTorch wants all elements or numbers."""

CREATIONS = {
    f"aten::{name}"
    for name in (
        "zeros",
        "ones",
        "full",
        "arange",
        "scalar_tensor",
        "eye",
        "linspace",
        "tril_indices",
    )
}

UNINITIALIZED = {f"aten::{name}" for name in ("empty", "empty_like", "new_empty", "empty_strided")}


def _allow(kind: type[BaseException], what: str) -> None:
    """Let anything raise."""


def _are_same_numbers(left: Sequence[Any], right: Sequence[Any]) -> bool:
    """Whether two rows of arguments are equal; run-time numbers are never taken to be."""
    return len(left) == len(right) and all(
        isinstance(a, int | None) and type(a) is type(b) and a == b
        for a, b in zip(left, right, strict=True)
    )


def _product(numbers: Sequence[int]) -> int:
    result = 1
    for number in numbers:
        result *= max(number, 1)
    return result
