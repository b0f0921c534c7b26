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
from xdsl.dialects import arith, scf
from xdsl.dialects.builtin import f64, i1, i64
from xdsl.ir import Attribute, Block, Region, SSAValue

from dycl.dialects.aten_operation import ArgumentValue, AtenOp
from dycl.dialects.aten_schema import Kind
from dycl.errors import FrontendError
from dycl.frontend.any_size import SHAPES, result_of_any_size
from dycl.frontend.emitter import BlockEnd, Emitter
from dycl.frontend.heap import Heap
from dycl.frontend.host_scalars import HostScalars, is_boolean
from dycl.frontend.operators import (
    COPIES,
    IGNORED,
    OPERATIONS,
    RESHAPED_IN_PLACE,
    RESHAPES,
    fails_for_elements,
    functional_overload,
    out_of_place,
    plain_operator,
    scalar_overload,
)
from dycl.frontend.tensors import (
    AliasError,
    Binding,
    Contents,
    Link,
    Storage,
    View,
    bind,
    binding_of,
    inverse,
    linked,
    write_storage,
)
from dycl.frontend.torch_internals import (
    DATA_DEPENDENT,
    UNSUPPORTED,
    FakeTensor,
    FakeTensorMode,
    OperatorMode,
    ShapeEnv,
    assume_equal,
    assume_expressions_equal,
    aten,
    equal_sizes_wanted,
    expression_of,
    is_random,
    is_transformed,
    leaves_of,
    map_leaves,
    operators_intercepted,
    outside_all_modes,
    outside_operator_mode,
    storage_key,
)
from dycl.frontend.types import element_type, same_shape, size_text, tensor_type
from dycl.frontend.weight_names import WeightNames

FOLDED_ELEMENTS = 64
"""Tensors up to this size are computed while compiling where all their operands are known."""

WEIGHT_CONSTANT_ELEMENTS = 16
"""Buffers up to this size may decide control flow while compiling."""

ASSUMED_SIZES = 16
"""How many pairs of run-time sizes one operator may want to be equal."""


IS_ARRAY = "_dycl_is_array"
"""The attribute of a tensor that stands for a NumPy array."""


@dataclass(frozen=True)
class Checkpoint:
    """Where a program was at a time: in the journal, in the block, and what there was."""

    mark: int
    end: BlockEnd
    storages: int
    links: int


def is_array(value: object) -> bool:
    """Whether ``value`` is a tensor that stands for a NumPy array."""
    return isinstance(value, torch.Tensor) and IS_ARRAY in vars(value)


class Recorder(OperatorMode):
    """Sees every operator that PyTorch is asked to run, and writes it down."""

    def __init__(self, emitter: Emitter, heap: Heap, weights: WeightNames) -> None:
        super().__init__()
        self.shape_env = ShapeEnv()
        self.fake_mode = FakeTensorMode(shape_env=self.shape_env, allow_non_fake_inputs=True)
        self.emitter = emitter
        self.heap = heap
        self.host = HostScalars(emitter, self.shape_env)
        self.weights = weights
        self.refuse_to_raise: Callable[[type[BaseException], str], object] = _allow
        """Called before an operator that may raise at run time; refuses where that is seen."""
        self.may_be_read: Callable[[Storage], bool] = lambda _: True
        """Whether the program may still read a memory by another tensor than the written one."""
        self._storages: dict[int, tuple[Any, list[torch.Tensor]]] = {}
        self._sizes: dict[tuple[Any, ...], torch.SymInt] = {}
        self._fakes: dict[int, tuple[torch.Tensor, torch.Tensor]] = {}
        self.has_arrays = False
        """Whether any tensor stands for a NumPy array."""
        self.errors: list[FrontendError] = []
        """What the program cannot do, where the rest of it can be looked at all the same."""
        self._storage_count = 0
        self._links: list[tuple[Storage, Link]] = []
        self.merged: list[Storage] = []
        """The memory of all tensors that were merged from those of several paths, in order."""

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
        return Checkpoint(
            self.heap.mark(), self.emitter.checkpoint(), self._storage_count, len(self._links)
        )

    def rollback(self, checkpoint: Checkpoint) -> None:
        """Take everything back that was done and written since ``checkpoint``.

        Tensors that were made since then may still say what a loop carries, and keep their links.
        """
        self.heap.undo(checkpoint.mark)
        self.emitter.rollback(checkpoint.end)
        while len(self._links) > checkpoint.links:
            storage, link = self._links.pop()
            if storage.age <= checkpoint.storages:
                storage.links.remove(link)

    # Tensors

    def new_tensor(
        self, shape: Sequence[int | torch.SymInt], dtype: torch.dtype, value: SSAValue
    ) -> torch.Tensor:
        """A tensor of its own storage whose contents are ``value``."""
        with self._paused():
            tensor = torch.empty(tuple(shape), dtype=dtype)
        self.host.define_sizes(value, tuple(tensor.shape))
        return self._bind_new(tensor, Contents(value))

    def fake(self, tensor: torch.Tensor) -> torch.Tensor:
        """The fake tensor for a real one: a weight of the model or a small constant."""
        if (known := self._fakes.get(id(tensor))) is not None:
            return known[1]
        with self._paused():
            result = self.fake_mode.from_tensor(tensor, static_shapes=True)
        is_small = tensor.numel() <= WEIGHT_CONSTANT_ELEMENTS
        with outside_all_modes():
            constant = tensor.detach().clone() if is_small else None
        weight = Contents(constant=constant, weight=tensor)
        self._bind_new(result, weight, scope=self.emitter.path[0])
        self._fakes[id(tensor)] = (tensor, result)
        return result

    def _bind_new(
        self, tensor: torch.Tensor, contents: Contents, scope: Block | None = None
    ) -> torch.Tensor:
        storage = tensor.untyped_storage()
        self._storages[storage_key(tensor)] = (storage, [tensor])
        block = self.emitter.block if scope is None else scope
        self._storage_count += 1
        return bind(tensor, Binding(Storage(contents, tensor, block, age=self._storage_count)))

    def binding(self, tensor: torch.Tensor) -> Binding:
        """What ``tensor`` is; one that PyTorch made without an operator is found by its memory."""
        tensor = self._known(tensor)
        if (binding := binding_of(tensor)) is not None:
            return binding
        _, known = self._storages.get(storage_key(tensor), (None, []))
        for other in known:
            if (
                same_shape(tensor.shape, other.shape)
                and same_shape(tensor.stride(), other.stride())
                and same_shape([tensor.storage_offset()], [other.storage_offset()])
            ):
                binding = binding_of(other)
                assert binding is not None
                bind(tensor, binding)
                return binding
        raise FrontendError("this tensor was made by code that dycl does not see")

    def weight_in(self, storage: Storage) -> torch.Tensor | None:
        """The model's tensor that ``storage`` stands for."""
        for real, fake in self._fakes.values():
            if self.binding(fake).storage is storage:
                return real
        return None

    def binding_or_none(self, tensor: torch.Tensor) -> Binding | None:
        """What ``tensor`` is, where the recorder has seen it."""
        return binding_of(tensor)

    def constant(self, tensor: torch.Tensor) -> torch.Tensor | None:
        """The elements of ``tensor`` where they are known while compiling."""
        binding = self.binding(tensor)
        if binding.storage.links:
            return None
        if binding.view is None:
            return binding.storage.value.constant
        view = binding.view
        parent = self.constant(view.parent)
        if parent is None or any(
            isinstance(leaf, torch.SymInt) for leaf in leaves_of((view.args[1:], view.kwargs))
        ):
            return None
        with outside_all_modes():
            result = view.function(parent, *view.args[1:], **view.kwargs)
        return result if view.index is None else result[view.index]

    def is_visible(self, tensor: torch.Tensor) -> bool:
        """Whether ``tensor`` can be read at the insertion point."""
        binding = self.binding(tensor)
        contents = binding.storage.value.value
        if contents is not None and not self.emitter.is_visible(contents):
            return False
        view = binding.view
        return view is None or (
            self.is_visible(view.parent)
            and all(
                self.host.is_visible(leaf)
                for leaf in leaves_of((view.args[1:], view.kwargs))
                if not isinstance(leaf, torch.Tensor)
            )
        )

    def read(self, tensor: torch.Tensor) -> SSAValue:
        """The present contents of ``tensor`` as an IR value."""
        binding = self.binding(tensor)
        contents = binding.storage.value
        if binding.cached is not None:
            version, value = binding.cached
            if version is contents and self.emitter.is_visible(value):
                return value
        if binding.view is not None:
            value = self._record_view(tensor, binding.view)
        elif contents.value is not None:
            return contents.value
        elif contents.weight is not None:
            name = self.weights.name(contents.weight)
            return self.emitter.weight(name, tensor_type(tensor.dtype, tensor.shape))
        else:
            assert contents.constant is not None
            with outside_all_modes():
                if contents.constant.isfinite().all():
                    return self.emitter.tensor_constant(contents.constant)
                # xDSL's text of inf and NaN in dense constants does not read back as it was.
                name = self.weights.name(contents.constant)
            return self.emitter.weight(name, tensor_type(tensor.dtype, tensor.shape))
        binding.cached = (contents, value)
        return value

    def _record_view(self, tensor: torch.Tensor, view: View) -> SSAValue:
        name = view.function._schema.name.removeprefix("aten::")
        if name in ("alias", "detach") or (
            name in ("reshape", "view", "contiguous", "expand", "flatten")
            and same_shape(tensor.shape, view.parent.shape)
        ):
            return self.read(view.parent)
        results = self._record(view.function, view.args, view.kwargs, view.outputs)
        contents = self.binding(tensor).storage.value
        for output, value in zip(view.outputs, results, strict=True):
            self.binding(output).cached = (contents, value)
        return results[view.index or 0]

    def write(self, tensor: torch.Tensor, new: torch.Tensor) -> None:
        """Replace the contents of ``tensor``, and so of all that shares its memory, by ``new``."""
        binding = self.binding(tensor)
        if any(memory.is_row for memory in linked(binding.storage, self.emitter.path)):
            raise FrontendError(
                "this writes to a tensor that is in a list whose length is known only at run time",
                hint="write to a copy: add .clone()",
            )
        if binding.view is None:
            constant = None if binding.storage.links else self.constant(new)
            if constant is not None and constant.numel() <= FOLDED_ELEMENTS:
                write_storage(self.heap, binding.storage, Contents(constant=constant))
                return
            value = self.read(new)
            self._write_links(binding.storage, value)
            write_storage(self.heap, binding.storage, Contents(value))
        else:
            view = binding.view
            updated = inverse(view, view.parent, new, self._apply)
            if updated is not view.parent:
                self.write(view.parent, updated)

    def _write_links(
        self,
        storage: Storage,
        value: SSAValue,
        way: tuple[Link, ...] = (),
        written: tuple[Storage, ...] = (),
    ) -> None:
        """Write also to the storages that are the same memory on some paths.

        ``storage`` is what was written where all links of ``way`` hold, by way of ``written``.
        """
        for link in list(storage.links):
            if link.other in written or link.other.scope not in self.emitter.path:
                continue
            if any(link.excludes(taken) for taken in way):
                continue
            if self.may_be_read(link.other):
                self._write_where(link.other, value, (*way, link))
            self._write_links(link.other, value, (*way, link), (*written, storage))

    def _write_where(self, storage: Storage, value: SSAValue, way: tuple[Link, ...]) -> None:
        """Write to ``storage`` where all links of ``way`` hold."""
        same: SSAValue | None = None
        for link in way:
            if link.condition is None or not self.emitter.is_visible(link.condition):
                raise AliasError(
                    "this writes to a tensor that is another tensor on some paths only",
                    hint="write to a copy: add .clone()",
                )
            same = self._is_same(link, same)
        assert same is not None
        old = self.read(storage.base)
        then, otherwise = self.emitter.new_block(), self.emitter.new_block()
        for block, result in zip((then, otherwise), (value, old), strict=True):
            block.add_op(scf.YieldOp(result))
        operation = scf.IfOp(same, [value.type], Region(then), Region(otherwise))
        merged = self.emitter.emit(operation).results[0]
        write_storage(self.heap, storage, Contents(merged))

    def link(
        self,
        left: Storage,
        right: Storage,
        condition: SSAValue | None = None,
        join: Any = None,
        index: int = 0,
    ) -> None:
        """Say that two storages may be one; the rest is as in :class:`Link`."""
        for storage, other in ((left, right), (right, left)):
            link = Link(other, condition, join, index)
            storage.links.append(link)
            self._links.append((storage, link))

    def aliases(self, storages: Sequence[Storage]) -> list[Any]:
        """For each storage, which others of them, and which open memory, it is on which path.

        Equal for other storages that were merged in the same way.
        """
        places = {id(storage): index for index, storage in enumerate(storages)}
        return [
            (
                storage.is_row,
                {
                    (places.get(id(link.other), link.other), link.index)
                    for link in storage.links
                    if link.other.scope in self.emitter.path
                },
            )
            for storage in storages
        ]

    def may_share(self, left: torch.Tensor, right: torch.Tensor) -> bool:
        """Whether two tensors, of which none is made from the other, may be one on some paths."""
        memory = self.binding(right).storage
        others = linked(self.binding(left).storage, self.emitter.path)[1:]
        return any(other is memory for other in others)

    def _is_same(self, link: Link, condition: SSAValue | None) -> SSAValue:
        """Whether the link holds and so does ``condition``."""
        assert link.condition is not None
        same = link.condition
        if link.index == 1:
            same = self.emitter.emit(arith.XOrIOp(same, self.emitter.constant(True))).result
        return (
            same if condition is None else self.emitter.emit(arith.AndIOp(condition, same)).result
        )

    # Operators

    def on_operator(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        output = self._apply(func, args, kwargs)
        if self.has_arrays and any(is_array(leaf) for leaf in leaves_of((args, kwargs))):
            for leaf in leaves_of(output):
                self.mark_array(leaf)
        return output

    def mark_array(self, value: Any) -> None:
        """Let a tensor stand for a NumPy array, as do then all that are computed from it."""
        if isinstance(value, torch.Tensor):
            vars(value)[IS_ARRAY] = self.has_arrays = True

    def _apply(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        args, kwargs = map_leaves(torch.Tensor, self._known, (args, kwargs))
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
            return self._literal(args[0])
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
        with self._paused():
            output = self._call(func, args, kwargs)
        if name in ("slice", "index"):
            self._unify_sizes(name, args, output)
        return self._wrap(func, args, kwargs, output)

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
            dim, key = 0, (self.read(masks[0]),)
        size = output.shape[dim]
        if not isinstance(size, torch.SymInt):
            return
        known = self._sizes.get(key)
        if known is not None and self.host.is_visible(known):
            with self._paused():
                assume_equal(size, known)
        else:
            self._sizes[key] = size

    def _literal(self, tensor: torch.Tensor) -> torch.Tensor:
        """A new tensor with the elements of a literal in the program, ``torch.tensor([0, 1])``."""
        contents = self.binding(tensor).storage.value
        if contents.constant is not None:
            return self.constant_tensor(contents.constant)
        return self._bind_new(self._empty_like(tensor), contents)

    def _empty_like(self, tensor: torch.Tensor) -> torch.Tensor:
        with self._paused():
            return torch.empty(tuple(tensor.shape), dtype=tensor.dtype)

    def _known(self, tensor: torch.Tensor) -> torch.Tensor:
        if isinstance(tensor, FakeTensor):
            return tensor
        if is_transformed(tensor):
            raise FrontendError(
                "'torch.vmap' and other transforms of functions are not supported",
                hint="use operators that take the whole batch",
            )
        return self.fake(tensor)

    def _call(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
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
                bind(tensor, Binding(self.binding(args[0]).storage, view))
                self._storages[storage_key(tensor)][1].append(tensor)
                self.host.define_later(tuple(tensor.shape), lambda t=tensor: self.read(t))
            return output
        name = func._schema.name.removeprefix("aten::")
        if name in COPIES and tensors[0].dtype == args[0].dtype:
            values = [self.read(args[0])]
        else:
            values = self._record(func, args, kwargs, outputs)
        for tensor, value, parent in zip(tensors, values, parents, strict=True):
            self.host.define_sizes(value, tuple(tensor.shape))
            self._bind_new(tensor, Contents(value))
            if parent is not None:  # a view of which the parent is not the first operand
                own, other = self.binding(tensor).storage, self.binding(parent).storage
                self.link(own, other)
        return output

    def _record(
        self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any], outputs: Sequence[Any]
    ) -> list[SSAValue]:
        """Append the ``aten`` operation of one call; returns the values of its tensor results."""
        schema = func._schema
        name = schema.name.removeprefix("aten::")
        if name in RESHAPES:
            name, func = "reshape", aten.reshape.default
            args, kwargs = (args[0], tuple(outputs[0].shape)), {}
            schema = func._schema
        if name == "to":
            name, func = "_to_copy", aten._to_copy.default
            args, kwargs = args[:1], {"dtype": outputs[0].dtype}
            schema = func._schema
        given = dict(zip((a.name for a in schema.arguments), args, strict=False)) | kwargs
        overload = f".{schema.overload_name}" if schema.overload_name else ""
        overload = scalar_overload(name, overload, schema, given)
        operation = OPERATIONS.get(f"aten.{name}{overload}")
        if operation is None or not schema.name.startswith("aten::"):
            self.report(FrontendError(f"the operator {schema.name}{overload} is not supported"))
            return [self.emitter.poison(self._result_type(output)) for output in outputs]
        arguments: dict[str, Any] = {}
        for argument in operation.schema().arguments:
            if argument.name in given:
                value = given[argument.name]
                if argument.needs_operand and not isinstance(value, torch.Tensor):
                    value = self._number_as_tensor(value, args[0].dtype)
                arguments[argument.name] = self._argument(argument.kind, value)
        if len(outputs) == 1 and getattr(outputs[0], "dtype", None) == torch.bool:
            return [self._recorded_once(operation, arguments, outputs[0])]
        emitted = self.emitter.emit(operation(arguments, [self._result_type(o) for o in outputs]))
        return list(emitted.results)

    def _recorded_once(
        self, operation: type[AtenOp], arguments: dict[str, Any], output: torch.Tensor
    ) -> SSAValue:
        """A condition; computing it again gives the value that is there, and so the same sizes."""
        key = (operation, *((name, _hashable(value)) for name, value in arguments.items()))
        if (known := self.emitter.recall(key)) is not None:
            return known
        emitted = self.emitter.emit(operation(arguments, [self._result_type(output)]))
        return self.emitter.remember(key, emitted.results[0])

    def _number_as_tensor(self, value: Any, dtype: torch.dtype) -> torch.Tensor:
        """A Python number where an operator wants a tensor; ``dtype`` is the other operand's."""
        is_float = isinstance(value, float | torch.SymFloat)
        if is_float and not dtype.is_floating_point:
            dtype = torch.get_default_dtype()
        return self._apply(aten.scalar_tensor.default, (value,), {"dtype": dtype})

    def _argument(self, kind: Kind, value: Any) -> ArgumentValue:
        match value:
            case torch.Tensor():
                return self.read(value)
            case tuple() | list():
                elements = cast("Sequence[Any]", value)
                return tuple(cast(Any, self._argument(kind, element)) for element in elements)
            case torch.SymInt() | torch.SymFloat() | torch.SymBool():
                expression = expression_of(value)
                if expression.is_number and not is_boolean(expression):
                    return int(expression) if isinstance(value, torch.SymInt) else float(expression)
                return self.host.value(value)
            case torch.dtype():
                return element_type(value)
            case _:
                return value

    def _result_type(self, output: Any) -> Attribute:
        match output:
            case torch.Tensor():
                return tensor_type(output.dtype, output.shape)
            case bool() | torch.SymBool():
                return i1
            case int() | torch.SymInt():
                return i64
            case _:
                return f64

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
            result = self._apply(functional_overload(schema), args, rest)
            if not same_shape(result.shape, target.shape):
                raise FrontendError(
                    "the tensor given as 'out' has another shape than the result, and would get "
                    "that of the result",
                    hint="use what the function returns, without 'out'",
                )
            self.write(target, self._as(target, result))
            return target
        target = args[0]
        if len(written) != 1 or written[0][0] != 0 or not name.endswith("_"):
            raise FrontendError(
                f"the operator {schema.name} writes to tensors in a way that is not supported"
            )
        with self._paused():
            self._call(func, args, kwargs)  # PyTorch checks shapes and dtypes
        if name in ("copy_", "set_data_"):
            source = args[1]
            if self._is_same_view(target, source):
                return target  # the end of `x[i] += 1`, which has written already
            new = self._as(target, source)
            if new is source:
                new = self._apply(aten.clone.default, (source,), {})
        elif name in ("fill_", "zero_"):
            value = args[1] if name == "fill_" else 0
            new = self._filled(target, value)
        else:
            new = self._as(target, self._apply(out_of_place(schema), args, kwargs))
        self.write(target, new)
        return target

    def _is_same_view(self, left: torch.Tensor, right: torch.Tensor) -> bool:
        """Whether two tensors are surely the same part of the same memory."""
        first, second = self.binding(left), self.binding(right)
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
            new = self._apply(aten._to_copy.default, (new,), {"dtype": target.dtype})
        if not same_shape(new.shape, target.shape):
            new = self._apply(aten.expand.default, (new, list(target.shape)), {})
            new = self._apply(aten.clone.default, (new,), {})
        return new

    def _filled(self, target: torch.Tensor, value: Any) -> torch.Tensor:
        if isinstance(value, torch.Tensor):
            return self._as(target, value)
        return self._apply(aten.full.default, (list(target.shape), value), {"dtype": target.dtype})

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
        constants = {id(tensor): self.constant(tensor) for tensor in tensors}
        if any(constant is None for constant in constants.values()):
            return None
        real_args, real_kwargs = map_leaves(
            torch.Tensor, lambda tensor: constants[id(tensor)], (args, kwargs)
        )
        with outside_all_modes():
            result = func(*real_args, **real_kwargs)
        if not isinstance(result, torch.Tensor) or not 0 < result.numel() <= FOLDED_ELEMENTS:
            return None
        return self.constant_tensor(result)

    def constant_tensor(self, value: torch.Tensor) -> torch.Tensor:
        """A new tensor whose elements are known while compiling."""
        with self._paused():
            result = torch.empty(tuple(value.shape), dtype=value.dtype)
        with outside_all_modes():
            constant = value.detach().clone()
        return self._bind_new(result, Contents(constant=constant))

    def same_elements(self, left: torch.Tensor, right: torch.Tensor) -> bool:
        """Whether two tensors that are known while compiling agree in every bit."""
        with outside_all_modes():
            return left.shape == right.shape and left.numpy().tobytes() == right.numpy().tobytes()

    def item(self, tensor: torch.Tensor) -> Any:
        """``tensor.item()``: a Python number, or one that is known only at run time."""
        if (constant := self.constant(tensor)) is not None:
            with outside_all_modes():
                return constant.item()
        if tensor.numel() != 1:
            raise RuntimeError(
                f"a Tensor with {tensor.numel()} elements cannot be converted to Scalar"
            )
        return self.host.from_value(self.emitter.item(self.read(tensor)))

    def row(self, tensor: torch.Tensor, index: Any) -> torch.Tensor:
        """Row ``index``, which there is."""
        refuse, self.refuse_to_raise = self.refuse_to_raise, _allow
        try:
            return tensor.select(0, index)
        finally:
            self.refuse_to_raise = refuse

    def equal(self, left: torch.Tensor, right: torch.Tensor) -> Any:
        """``torch.equal(left, right)``."""
        if tuple(left.shape) != tuple(right.shape):
            return False
        same = self._apply(aten.eq.Tensor, (left, right), {})
        return self.item(self._apply(aten.all.default, (same,), {}))

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
    def _paused(self) -> Generator[None]:
        """Run operators on fake tensors without recording them."""
        with outside_operator_mode(), self.fake_mode:
            yield


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


def _hashable(value: Any) -> Any:
    return (
        tuple(cast("list[Any]", value)) if isinstance(value, list | tuple) else (type(value), value)
    )


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
