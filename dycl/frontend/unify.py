"""Merges the values that different paths give to the same variable.

Equal values stay. Tensors and numbers that differ become a *slot*: one result of the ``scf``
operation that joins the paths. Lists, tuples, dicts and objects are merged element by element.
Values that cannot be one value, such as None and a tensor, raise :class:`Conflict`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, cast

import torch
from xdsl.dialects.builtin import DYNAMIC_INDEX, f64, i1, i64
from xdsl.ir import Attribute, SSAValue

from dycl.frontend.arrays import array_kind
from dycl.frontend.heap import (
    ABSENT,
    AttributeCell,
    Delta,
    StorageCell,
    attributes_of,
    contents,
)
from dycl.frontend.host_numbers import SYMBOLIC, HostBool, HostFloat
from dycl.frontend.merged_tensors import MergedTensors
from dycl.frontend.reachable import ATOMS, is_plain_object
from dycl.frontend.recorder import Recorder
from dycl.frontend.runtime_lists import Layout, NotUniform, Rows, least_length
from dycl.frontend.runtime_text import RuntimeText
from dycl.frontend.tensors import Contents, Storage
from dycl.frontend.torch_internals import expression_of
from dycl.frontend.types import tensor_type


class Conflict(Exception):
    """Two paths give values that cannot be merged; the message says why."""


@dataclass(eq=False)
class Deferred:
    """A tensor that is computed at the end of its path."""

    compute: Callable[[], torch.Tensor]


@dataclass(eq=False)
class Slot:
    """A value that differs between the paths: ``values`` by path, ABSENT where one has none."""

    values: list[Any]
    type: Attribute
    make: Callable[[SSAValue], Any]
    name: str
    fact: Hashable = None
    """What else is known of the value on every path."""


Recipe = Callable[[Sequence[Any]], Any]
"""Builds the merged value from the values of all slots."""

Key = tuple[int, ...]
"""The identities of the values of all paths."""


class Unifier:
    """Merges values of several paths, each given with its changes to the heap."""

    def __init__(
        self,
        recorder: Recorder,
        deltas: Sequence[Delta],
        *,
        is_held: Callable[[Any], bool],
        is_outer: Callable[[Any], bool] | None = None,
        condition: SSAValue | None = None,
    ) -> None:
        """``is_outer`` tells whether an object is older than the paths; None: one that all have is.

        ``is_held`` tells whether the program can reach an object also without what is merged here.
        ``condition`` is the decision that chooses the first of two paths.
        """
        self.recorder = recorder
        self.deltas = deltas
        self.condition = condition
        self.tensors = MergedTensors(recorder, condition)
        self._is_outer = is_outer
        self._is_held = is_held
        self._keys: dict[tuple[int, int], Key] = {}
        """For each object of a path, what it is merged with."""
        self._changed: dict[int, dict[int, dict[str, Any]]] = {}
        """The attributes that a path has changed, by the identity of their object."""
        self._shared: set[Key] = set()
        """What merges objects of which a path has one in another place too."""
        self.slots: list[Slot] = []
        self._memo: dict[tuple[Hashable, ...], Recipe] = {}

    def unify(self, values: Sequence[Any], name: str) -> Recipe:
        """How the merged value of ``name`` is built. Raises :class:`Conflict`."""
        present = [value for value in values if value is not ABSENT]
        if not present:
            return lambda _: ABSENT
        first = present[0]
        key = tuple(id(value) for value in values)
        is_mutable = _is_mutable(first)
        if is_mutable:
            self._note_sharing(values, key)
        if all(value is first for value in present):
            is_everywhere = len(present) == len(values)
            if is_everywhere and (self._is_outer is None or self._is_outer(first)):
                return lambda _: first
            if is_mutable and self._is_held(first):
                return lambda _: first
        if key not in self._memo:
            recipe = self._unify_different(values, present, name)
            self._memo[key] = self._sharing(recipe, present, key) if is_mutable else recipe
        return self._memo[key]

    def _note_sharing(self, values: Sequence[Any], key: Key) -> None:
        """Find out whether a path has one of the objects ``values`` in another place too."""
        is_one = len(set(key)) == 1
        for index, value in enumerate(values):
            if value is ABSENT:
                continue
            other = self._keys.setdefault((index, id(value)), key)
            if other != key:
                self._shared |= {key, other}
            elif not is_one and self._is_held(value):
                self._shared.add(key)

    def _sharing(self, recipe: Recipe, present: Sequence[Any], key: Key) -> Recipe:
        """``recipe``, where needed with a merged object that the program must not change."""

        def build(results: Sequence[Any]) -> Any:
            merged = recipe(results)
            if key in self._shared:
                for value in (merged, *present):
                    self.recorder.heap.share(value)
            return merged

        return build

    def _unify_different(self, values: Sequence[Any], present: list[Any], name: str) -> Recipe:
        first = present[0]
        if all(isinstance(value, torch.Tensor) for value in present):
            return self._unify_tensors(values, present, name)
        if (scalar := self._unify_scalars(values, present, name)) is not None:
            return scalar
        if all(isinstance(value, RuntimeText) for value in present):
            return self._unify_texts(values, present, name)
        if any(type(value) is not type(first) for value in present):
            kinds = sorted({_describe(value) for value in present})
            raise Conflict(f"'{name}' is {' on one path and '.join(kinds)} on another")
        if isinstance(first, list | tuple | dict | set):
            return self._unify_container(values, name)
        if isinstance(first, slice):
            bounds = [v if v is ABSENT else (v.start, v.stop, v.step) for v in values]
            merged = self._unify_container(bounds, name)
            return lambda results: slice(*merged(results))
        if isinstance(first, Rows):  # the same on all paths, and younger than they are
            return self._unify_same_rows(values, first, name)
        if self._equal_constants(present):
            return lambda _: first
        if is_plain_object(first):
            return self._unify_objects(values, name)
        if all(value is first for value in present) and not callable(first):
            return lambda _: first
        raise Conflict(f"'{name}' has a different {type(first).__name__} on each path")

    def unify_storage(self, storage: Storage, values: Sequence[Contents]) -> Recipe:
        """How the merged contents of a storage are built."""
        first = values[0]
        is_outer = (
            self._is_outer is None
            or first.value is None
            or self.recorder.emitter.is_visible(first.value)
        )
        if is_outer and all(value is first for value in values):
            return lambda _: first
        constants = [value.constant for value in values]
        known = [constant for constant in constants if constant is not None]
        if len(known) == len(values) and all(
            self.recorder.memory.same_elements(c, known[0]) for c in known
        ):
            return lambda _: Contents(constant=known[0])
        base = storage.base
        type_ = tensor_type(base.dtype, base.shape)
        return self._slot(Slot([base] * len(values), type_, Contents, ""))

    # Scalars

    def _unify_scalars(self, values: Sequence[Any], present: list[Any], name: str) -> Recipe | None:
        host = self.recorder.host
        for python, symbolic, type_ in (
            (bool, (HostBool, torch.SymBool), i1),
            (int, (torch.SymInt,), i64),
            (float, (HostFloat, torch.SymFloat), f64),
        ):
            if all(type(value) is python or isinstance(value, symbolic) for value in present):
                first = present[0]
                is_equal = self._equal_constants(present) or self._same_symbolic(present)
                if is_equal and len(present) == len(values):
                    return lambda _: first
                return self._slot(Slot(list(values), type_, host.from_value, name))
        return None

    def _unify_texts(self, values: Sequence[Any], present: list[RuntimeText], name: str) -> Recipe:
        """Texts that differ in their numbers only."""
        host = self.recorder.host

        def form(text: RuntimeText) -> tuple[list[str], list[tuple[Attribute, str]]]:
            literals, fields = host.parts(text)
            return literals, [(value.type, spec) for value, spec in fields]

        literals, fields = form(present[0])
        if any(form(text) != (literals, fields) for text in present):
            raise Conflict(f"'{name}' has another text on each path")
        numbers: list[Recipe] = []
        for index, (type_, _) in enumerate(fields):
            column = [
                ABSENT if text is ABSENT else host.from_value(host.parts(text)[1][index][0])
                for text in values
            ]
            numbers.append(self._slot(Slot(column, type_, host.from_value, name)))

        def build(results: Sequence[Any]) -> RuntimeText:
            text = literals[0]
            for number, (_, spec), literal in zip(numbers, fields, literals[1:], strict=True):
                text += host.placeholder(host.value(number(results)), spec) + literal
            return RuntimeText(text)

        return build

    def _same_symbolic(self, present: list[Any]) -> bool:
        first = present[0]
        if isinstance(first, HostBool | HostFloat):
            same = all(getattr(value, "value", None) is first.value for value in present)
        elif isinstance(first, torch.SymInt):
            same = all(
                isinstance(value, torch.SymInt) and expression_of(value) == expression_of(first)
                for value in present
            )
        else:
            same = False
        return same and self.recorder.host.is_visible(first)

    def _equal_constants(self, present: list[Any]) -> bool:
        first = present[0]
        if not isinstance(
            first, int | float | str | bytes | complex | torch.dtype | torch.device | range
        ):
            return first is None and all(value is None for value in present)
        return all(
            type(value) is type(present[0]) and repr(value) == repr(present[0]) for value in present
        )

    def _slot(self, slot: Slot) -> Recipe:
        index = len(self.slots)
        self.slots.append(slot)
        return lambda results: results[index]

    # Tensors

    def _unify_tensors(self, values: Sequence[Any], present: list[Any], name: str) -> Recipe:
        first: torch.Tensor = present[0]
        if any(t.dtype != first.dtype for t in present):
            raise Conflict(
                f"'{name}' has the dtypes {_listed(t.dtype for t in present)} on different paths"
            )
        if any(t.dim() != first.dim() for t in present):
            raise Conflict(
                f"'{name}' has {_listed(t.dim() for t in present)} dimensions on different paths"
            )
        if len({array_kind(t) for t in present}) > 1:
            raise Conflict(f"'{name}' is NumPy's on one path and PyTorch's on another")
        constants = [self._constant(i, t) for i, t in enumerate(values) if t is not ABSENT]
        known = [c for c in constants if c is not None]
        if len(known) == len(values) and all(
            self.recorder.memory.same_elements(c, known[0]) for c in known
        ):
            return _shared(lambda results: self.tensors.constant(values, known[0], results))
        shape = [self._unify_sizes([t.shape[dim] for t in present]) for dim in range(first.dim())]
        type_ = tensor_type(
            first.dtype, [DYNAMIC_INDEX if size is None else size for size in shape]
        )

        def make(value: SSAValue) -> torch.Tensor:
            return self.tensors.tensor(values, shape, first, value)

        return self._slot(Slot(list(values), type_, make, name))

    def _constant(self, index: int, tensor: torch.Tensor) -> torch.Tensor | None:
        """The elements of ``tensor`` at the end of path ``index``, where they are known."""
        cell = StorageCell(self.recorder.memory.binding(tensor).storage, "value")
        heap = self.recorder.heap
        mark = heap.mark()
        if cell in self.deltas[index]:
            heap.apply({cell: self.deltas[index][cell]})
        constant = self.recorder.memory.constant(tensor)
        heap.undo(mark)
        return constant

    def _unify_sizes(self, sizes: list[int | torch.SymInt]) -> int | torch.SymInt | None:
        """The common size, or None where it differs or is known on one path only."""
        first = sizes[0]
        if isinstance(first, int):
            return first if all(isinstance(s, int) and s == first for s in sizes) else None
        return first if self._same_symbolic(list(sizes)) else None

    # Containers and objects

    def _contents(self, index: int, container: Any) -> Any:
        return self.deltas[index].get(contents(container), container)

    def _attributes(self, index: int, owner: Any) -> dict[str, Any]:
        """The attributes of an object on a path, which may have made it."""
        if index not in self._changed:
            changed: dict[int, dict[str, Any]] = {}
            for cell, value in self.deltas[index].items():
                if isinstance(cell, AttributeCell):
                    changed.setdefault(id(cell.owner), {})[str(cell.key)] = value
            self._changed[index] = changed
        state = attributes_of(owner) | self._changed[index].get(id(owner), {})
        return {name: value for name, value in state.items() if value is not ABSENT}

    def _unify_container(self, values: Sequence[Any], name: str) -> Recipe:
        loaded: list[Any] = [
            value if value is ABSENT or isinstance(value, tuple) else self._contents(index, value)
            for index, value in enumerate(values)
        ]
        given: list[Any] = [value for value in loaded if value is not ABSENT]
        first: Any = given[0]
        if isinstance(first, set):
            elements = cast("set[Any]", first)
            if all(value == elements for value in given):
                return lambda _: set(elements)
            raise Conflict(f"the set '{name}' has different elements on each path")
        if not isinstance(first, dict) and self._needs_rows(given):
            return self._unify_rows(loaded, name, _kept(values))
        lengths = {len(value) for value in given}
        if len(lengths) > 1:
            raise Conflict(f"'{name}' has the lengths {_listed(lengths)} on different paths")
        if isinstance(first, dict):
            return self._unify_dicts(loaded, cast("dict[Any, Any]", first), name)
        recipes = [
            self.unify([v if v is ABSENT else v[i] for v in loaded], f"{name}[{i}]")
            for i in range(len(first))
        ]
        build = _sequence_builder(_kept(values))
        return _shared(lambda results: build([recipe(results) for recipe in recipes]))

    @staticmethod
    def _needs_rows(loaded: Sequence[Any]) -> bool:
        """Whether lists are merged that differ in length or in which elements are which rows."""
        forms = [
            [id(item) if isinstance(item, Rows) else 0 for item in value]
            for value in loaded
            if value is not ABSENT
        ]
        return any(form != forms[0] for form in forms)

    def _unify_rows(self, loaded: Sequence[Any], name: str, like: Any) -> Recipe:
        """Merge lists of different lengths as rows of tensors."""
        if hasattr(like, "_make"):
            raise Conflict(f"'{name}' has different lengths on each path")
        given = [value for value in loaded if value is not ABSENT]
        try:
            layout = Layout.common(given)
        except NotUniform as error:
            lengths = _listed(len(value) for value in given)
            raise Conflict(f"the list '{name}' has the lengths {lengths}, and {error}") from None
        recipes: list[Recipe] = []
        minimum = min(least_length(value) for value in given)
        for index, (dtype, shape) in enumerate(layout.parts):
            deferred = [
                v if v is ABSENT else Deferred(lambda v=v, i=index: layout.tensor(v, i))
                for v in loaded
            ]
            recipes.append(self._rows_slot(deferred, dtype, shape, name, minimum))
        build = _sequence_builder(like)
        return _shared(
            lambda results: build([Rows(layout.kind, tuple(r(results) for r in recipes), minimum)])
        )

    def _unify_same_rows(self, values: Sequence[Any], rows: Rows, name: str) -> Recipe:
        parts = [
            self.unify([v if v is ABSENT else v.tensors[i] for v in values], name)
            for i in range(len(rows.tensors))
        ]
        return lambda results: Rows(rows.kind, tuple(p(results) for p in parts), rows.minimum)

    def _rows_slot(
        self,
        values: Sequence[Any],
        dtype: torch.dtype,
        shape: list[Any],
        name: str,
        minimum: int,
    ) -> Recipe:
        def make(value: SSAValue) -> torch.Tensor:
            host = self.recorder.host
            count = host.new_integer(lambda: host.size(value, 0), is_size=True)
            return self.recorder.memory.new_tensor([count, *shape], dtype, value)

        type_ = tensor_type(dtype, [DYNAMIC_INDEX, *shape])
        return self._slot(Slot(list(values), type_, make, name, fact=minimum))

    def _unify_dicts(self, loaded: list[Any], first: dict[Any, Any], name: str) -> Recipe:
        if any(v is not ABSENT and list(v) != list(first) for v in loaded):
            raise Conflict(f"the dict '{name}' has different keys on each path")
        recipes = {
            k: self.unify([v if v is ABSENT else v[k] for v in loaded], f"{name}[{k!r}]")
            for k in first
        }

        def build(results: Sequence[Any]) -> Any:
            merged = copy(first)  # keeps what makes a defaultdict one
            merged.update({k: recipe(results) for k, recipe in recipes.items()})
            return merged

        return _shared(build)

    def _unify_objects(self, values: Sequence[Any], name: str) -> Recipe:
        states = [v if v is ABSENT else self._attributes(i, v) for i, v in enumerate(values)]
        like = _kept(values)
        names: list[str] = list(_kept(states))
        if any(state is not ABSENT and set(state) != set(names) for state in states):
            raise Conflict(f"the objects '{name}' have different attributes on each path")
        recipes = {
            attribute: self.unify(
                [state if state is ABSENT else state[attribute] for state in states],
                f"{name}.{attribute}",
            )
            for attribute in names
        }
        arguments = None
        if isinstance(like, BaseException):
            arguments = self.unify([v if v is ABSENT else v.args for v in values], f"{name}.args")
        kind = cast(Any, type(like))

        def build(results: Sequence[Any]) -> Any:
            merged = kind.__new__(kind)
            for key, recipe in recipes.items():
                object.__setattr__(merged, key, recipe(results))
            if arguments is not None:
                merged.args = arguments(results)
            return merged

        return _shared(build)


def _kept(values: Sequence[Any]) -> Any:
    """The value of the first path that has one."""
    return next(value for value in values if value is not ABSENT)


def _shared(build: Recipe) -> Recipe:
    """Build once for each set of results, so that two names of one object stay names of one."""
    built: dict[int, tuple[Any, Any]] = {}

    def recipe(results: Sequence[Any]) -> Any:
        if id(results) not in built:
            built[id(results)] = (results, build(results))
        return built[id(results)][1]

    return recipe


def _sequence_builder(example: Any) -> Callable[[list[Any]], Any]:
    kind = cast(Any, type(example))
    return getattr(kind, "_make", kind)


def _is_mutable(value: Any) -> bool:
    """Whether the merged value of different objects like this one is a new object."""
    if isinstance(value, (*ATOMS, tuple, *SYMBOLIC)):
        return False
    return isinstance(value, list | dict | set) or is_plain_object(value)


def _listed(items: Any) -> str:
    return " and ".join(sorted({str(item) for item in items}))


def _describe(value: Any) -> str:
    if value is None:
        return "None"
    if isinstance(value, torch.Tensor):
        return "a tensor"
    return f"a {type(value).__name__}"
