"""From a module or method and one example of its inputs to an entry function."""

from __future__ import annotations

import ast
import inspect
import re
import types
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import torch
from xdsl.dialects import func
from xdsl.dialects.builtin import ArrayAttr, FunctionType, StringAttr, i1
from xdsl.ir import Block, Region, SSAValue

from dycl.dialects.dycl import INPUTS, OPTIONAL, OUTPUTS, STATE, UPDATES
from dycl.errors import FrontendError, SourceLocation
from dycl.frontend.emitter import Emitter, Place
from dycl.frontend.functions import definition_of, is_library
from dycl.frontend.heap import (
    ABSENT,
    AttributeCell,
    Cell,
    ContentsCell,
    Heap,
    StorageCell,
    VariableCell,
)
from dycl.frontend.host_numbers import HostBool, HostFloat
from dycl.frontend.interpreter import Interpreter
from dycl.frontend.outcome import Kind, Leaf, Tree, leaves
from dycl.frontend.reachable import reachable_ids
from dycl.frontend.recorder import Recorder
from dycl.frontend.signature import SCALARS, Inputs, Outputs
from dycl.frontend.survey import with_others
from dycl.frontend.tensors import Contents
from dycl.frontend.weight_names import WeightNames
from dycl.runtime.structure import Choice, Constant, Structure, format_structure, leaf_indices
from dycl.runtime.structure import Leaf as StructureLeaf

CONSTANTS = (bool, int, float, str, type(None))
"""What a parameter's default may be to be one of the program's inputs."""


@dataclass(frozen=True, eq=False)
class State:
    """What a call changes and the next call reads: an attribute, or a tensor's elements."""

    name: str
    initial: Any
    owner: Any = None
    """The module or object whose attribute it is; None for a tensor's elements."""
    attribute: str = ""
    is_unset: bool = False
    """A first call starts with another kind of value, so the program must set it before a read."""

    @property
    def key(self) -> tuple[int, str]:
        """Equal for the same state."""
        owner = self.initial if self.owner is None else self.owner
        return id(owner), self.attribute


def root_of(function: torch.nn.Module | Callable[..., Any]) -> torch.nn.Module | None:
    """The module that is called, or that the method belongs to."""
    is_module = isinstance(function, torch.nn.Module)
    owner = function if is_module else getattr(function, "__self__", None)
    return owner if isinstance(owner, torch.nn.Module) else None


def _held_by_classes(root: torch.nn.Module | None) -> list[Any]:
    """The attributes of the program's own classes of modules."""
    modules = [] if root is None else list(root.modules())
    classes = {class_ for module in modules for class_ in type(module).__mro__}
    own = [class_ for class_ in classes if not is_library(class_.__module__)]
    return [value for class_ in own for value in vars(class_).values() if not callable(value)]


class Lowering:
    """One attempt for one example, with the lasting state that is known so far."""

    def __init__(
        self,
        function: torch.nn.Module | Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        dynamic_shapes: Any,
        states: list[State],
        weights: WeightNames,
    ) -> None:
        self.root = root_of(function)
        if self.root is not None and self.root.training:
            raise FrontendError(
                f"{type(self.root).__name__} is in training mode", hint="call .eval() on it first"
            )
        self.function = function
        self.body = Block()
        self.heap = Heap()
        self.emitter = Emitter(self.body)
        self.weights = weights
        self.recorder = Recorder(self.emitter, self.heap, self.weights)
        self.interpreter = Interpreter(self.recorder, self.root)
        self.inputs = Inputs(self.recorder, self.body)
        self.args = args
        self.kwargs = kwargs
        self.dynamic_shapes = dynamic_shapes
        self.states = states
        self.found_states: list[State] = []
        self.attributes: dict[str, Structure] = {}
        self.optional: list[str] = []
        self.interpreter.lasting |= reachable_ids([self.root, *_held_by_classes(self.root)])

    def run(self) -> func.FuncOp:
        """Lower to ``@forward``, and put everything that was changed back."""
        forward = self._python_function()
        try:
            return self._run(forward)
        except FrontendError as error:
            if error.location is None:
                error.location = _first_place(forward).source
            errors = [*self.recorder.errors, error]
            raise with_others(errors, forward, self.root) from error.__cause__

    def _run(self, forward: Callable[..., Any]) -> func.FuncOp:
        call = self.function if self.root is self.function else forward
        with self.recorder.recording():
            bound = self._take_inputs(forward)
            mark = self.heap.mark()
            try:
                self._take_states()
                self.emitter.place = _first_place(forward)
                self.interpreter.inputs = self.inputs.tensors
                tree = self.interpreter.calls.call(call, bound.args, dict(bound.kwargs))
                if self.recorder.errors:
                    raise self.recorder.errors.pop()
                self._finish(tree)
            finally:
                self.heap.undo(mark)
        return self._entry_function()

    def _python_function(self) -> Callable[..., Any]:
        forward: Any = self.function
        if isinstance(self.function, torch.nn.Module):
            forward = self.function.forward
        function = inspect.unwrap(getattr(forward, "__func__", forward))
        if isinstance(self.root, torch.jit.ScriptModule) or not hasattr(function, "__name__"):
            raise FrontendError(
                f"{type(self.root).__name__} is TorchScript, which has no Python source",
                hint="compile the module that it was made from",
            )
        place = _first_place(forward).source
        if function.__name__ == "_forward_unimplemented":
            raise FrontendError(f"{type(self.function).__name__} has no method 'forward'")
        if inspect.iscoroutinefunction(function):
            raise FrontendError("'async def' functions are not supported", location=place)
        if isinstance(function, types.FunctionType) and definition_of(function) is None:
            raise FrontendError(
                f"the source of {function.__qualname__} is not available",
                hint="define the module in a file; dycl reads the Python source of forward",
            )
        return forward

    # What goes in

    def _take_inputs(self, forward: Callable[..., Any]) -> inspect.BoundArguments:
        try:
            bound = inspect.signature(forward).bind(*self.args, **self.kwargs)
        except TypeError as error:
            raise FrontendError(f"the example inputs do not fit the signature: {error}") from None
        given = set(bound.arguments)
        bound.apply_defaults()
        dims = self.dynamic_shapes
        if isinstance(dims, tuple | list):
            dims = dict(zip(bound.arguments, cast("list[Any]", dims), strict=False))
        structure: dict[Constant, Structure] = {}
        for name, value in list(bound.arguments.items()):
            if name not in given and not isinstance(value, CONSTANTS):
                continue  # a default that no caller can pass
            own_dims = None if dims is None else dims.get(name)
            parameter = bound.signature.parameters[name]
            if _is_default(parameter, value):
                self.optional.append(name)
            parts, bound.arguments[name] = self.inputs.take_parameter(parameter, value, own_dims)
            structure |= parts
        self.attributes[INPUTS] = structure
        return bound

    def _take_states(self) -> None:
        structure: dict[Constant, Structure] = {}
        for state in self.states:
            initial = state.initial
            if state.is_unset:
                for owner in (state.owner, *type(state.owner).__mro__):
                    if state.attribute in vars(owner):  # a class may give the first value
                        self.heap.write(AttributeCell(owner, state.attribute), ABSENT)
                self.interpreter.unset_state.add((id(state.owner), state.attribute))
                continue
            if type(initial) in SCALARS:
                kind = SCALARS[type(initial)]
                structure[state.name], value = self.inputs.scalar(kind, state.name)
            else:
                structure[state.name], value = self.inputs.take(initial, state.name)
            if state.owner is not None:
                self.heap.write(AttributeCell(state.owner, state.attribute), value)
            else:
                storage = self.recorder.memory.binding(self.recorder.memory.fake(initial)).storage
                contents = self.recorder.memory.binding(value).storage.value
                self.heap.write(StorageCell(storage, "value"), contents)
            self.weights.keep_initial(state.name, initial)
        if structure:
            self.attributes[STATE] = structure

    # What comes out

    def _finish(self, tree: Tree) -> None:
        """End the function with the results, the lasting state and what was written to inputs."""
        ends = [leaf for leaf in leaves(tree) if leaf.kind is not Kind.DEAD]
        if not ends:
            raise FrontendError("every path of this program raises an exception")
        outputs = Outputs(self.recorder, self._value)
        if isinstance(tree, Leaf):
            self.attributes[OUTPUTS] = outputs.give(tree.payload)
        else:
            self.attributes[OUTPUTS] = self._choice(tree, outputs)
        self._find_states()
        for state in self.states:
            if not state.is_unset:
                self._give_state(state, outputs)
        self._give_updates(outputs)
        self.emitter.emit(func.ReturnOp(*outputs.values))

    def _value(self, value: Any) -> SSAValue:
        if isinstance(value, torch.Tensor):
            return self.recorder.memory.read(value)
        return self.interpreter.host.value(value)

    def _choice(self, tree: Tree, outputs: Outputs) -> Structure:
        """Results of different structure on different paths: an index, and all of them."""
        paths = self.interpreter.paths
        selector, lasting, merges = paths.close_with_selector(tree, self._lasts)
        self.heap.apply(lasting)
        outputs.values.append(selector)
        options: list[Structure] = []
        for merge, row in merges:
            payload, _ = merge.build(row)
            options.append(outputs.give(payload))
        if selector.type == i1:  # true chooses the first
            options.reverse()
        return Choice(StructureLeaf(0), tuple(options))

    # What lasts

    def _lasts(self, cell: Cell) -> bool:
        """Whether the value of ``cell`` may be seen behind the call."""
        match cell:
            case StorageCell():
                return cell.owner.scope is self.body
            case AttributeCell():
                is_read = id(cell.owner) in self.interpreter.lasting and self._is_read(
                    str(cell.key)
                )
                return is_read or id(cell.owner) in self.inputs.containers
            case ContentsCell():
                owner = cell.owner
                return self._lasts_as_container(owner) or id(owner) in self.inputs.containers
            case _:
                return "__builtins__" in cell.owner

    def _find_states(self) -> None:
        known = {state.key for state in self.states}
        for cell, value in self.heap.changes_since(0).items():
            found = self._state_of(cell, value)
            if found is not None and found.key not in known:
                known.add(found.key)
                self.found_states.append(found)

    def _state_of(self, cell: Cell, value: Any) -> State | None:
        self._check_input_is_kept(cell, value)
        if isinstance(cell, ContentsCell) and self._lasts_as_container(cell.owner):
            raise FrontendError(
                "the program changes a list or dict that lasts until the next call",
                hint="make a new one in forward and return it",
            )
        if isinstance(cell, VariableCell) and "__builtins__" in cell.owner:
            raise FrontendError(
                f"the program sets the global '{cell.key}', which lasts until the next call",
                hint="keep the value in an attribute of the module",
            )
        if isinstance(cell, StorageCell):
            tensor = self.recorder.memory.weight_in(cell.owner)
            return None if tensor is None else State(self.weights.name(tensor), tensor)
        if not isinstance(cell, AttributeCell):
            return None
        if not isinstance(cell.owner, torch.nn.Module):
            if value is ABSENT:
                return None  # the first value that a class gives, hidden while lowering
            if not self._is_read(str(cell.key)):
                return None
            if isinstance(cell.owner, type):
                raise FrontendError(
                    f"the program sets the attribute '{cell.key}' of a class, which lasts until "
                    "the next call",
                    hint="keep the value in an attribute of the module",
                )
            if id(cell.owner) not in self.interpreter.lasting:
                return None
            # An object that modules hold has no name for a state: each call must set it first.
            name = f"{type(cell.owner).__name__}.{cell.key}"
            return State(name, ABSENT, cell.owner, str(cell.key), is_unset=True)
        name = str(cell.key)
        initial = self.heap.oldest(cell)
        if initial is ABSENT:
            initial = getattr(type(cell.owner), name, ABSENT)
        if not self._is_read(name) or self._is_same_tensor(initial, value):
            return None
        path = self.interpreter.calls.modules.path_of(cell.owner, name)
        is_same = initial is not ABSENT and _kind(initial) == _kind(value)
        return State(path, initial, cell.owner, name, is_unset=not is_same)

    def _check_input_is_kept(self, cell: Cell, value: Any) -> None:
        """Raise FrontendError where the caller would see a change of what was passed in.

        An attribute that an object didn't have before is a place for the program's own notes.
        """
        name, _ = self.inputs.containers.get(id(cell.owner), ("", None))
        before = self.heap.oldest(cell)
        if not name or before is value or before is ABSENT:
            return
        raise FrontendError(
            f"the program changes '{name}', a {type(cell.owner).__name__} that is passed in",
            hint="change a copy of it, and return what the caller needs",
        )

    def _lasts_as_container(self, container: Any) -> bool:
        """Whether the next call may read the contents of a list, dict, set or deque.

        Where modules hold it as attributes of one name and the program does nothing with that name
        but to append, nothing reads it.
        """
        if id(container) not in self.interpreter.lasting:
            return False
        modules = [] if self.root is None else list(self.root.modules())
        names = {name for m in modules for name, held in vars(m).items() if held is container}
        others = reachable_ids([self.root], {AttributeCell(m, n) for m in modules for n in names})
        return not names or id(container) in others or any(map(self._is_more_than_grown, names))

    def _is_more_than_grown(self, name: str) -> bool:
        """Whether interpreted code does more with attributes of that name than append to them."""
        for source in self.interpreter.sources:
            nodes = list(ast.walk(source.definition))
            grown = {
                id(node.value.func.value)
                for node in nodes
                if isinstance(node, ast.Expr)
                and isinstance(node.value, ast.Call)
                and isinstance(node.value.func, ast.Attribute)
                and node.value.func.attr in ("append", "extend", "clear")
            }
            if any(id(node) not in grown and _mentions(node, name) for node in nodes):
                return True
        return False

    def _is_read(self, name: str) -> bool:
        """Whether interpreted code mentions an attribute of that name other than to set it."""
        interpreter = self.interpreter
        if name in interpreter.read_attributes or any(
            pattern.fullmatch(name) for pattern in interpreter.read_names
        ):
            return True
        return any(
            _mentions(node, name) or _mentions(node, "__dict__") or _is_vars(node)
            for source in self.interpreter.sources
            for node in ast.walk(source.definition)
        )

    def _is_same_tensor(self, initial: Any, value: Any) -> bool:
        if not isinstance(initial, torch.Tensor) or not isinstance(value, torch.Tensor):
            return initial is value
        before, after = self.recorder.memory.binding(initial), self.recorder.memory.binding(value)
        return before.storage is after.storage and after.view is None

    def _give_state(self, state: State, outputs: Outputs) -> None:
        if state.owner is None:
            value: Any = self.recorder.memory.fake(state.initial)
        else:
            value = AttributeCell(state.owner, state.attribute).load()
        start = len(outputs.values)
        structure = outputs.give(value)
        if type(state.initial) in SCALARS and not isinstance(structure, StructureLeaf):
            outputs.values.append(self.interpreter.host.value(value))
            structure = StructureLeaf(start)
        before = cast("dict[Constant, Structure]", self.attributes[STATE])[state.name]
        arguments = self.body.args
        if _shape_of(before) != _shape_of(structure) or [
            arguments[index].type for index in leaf_indices(before)
        ] != [value.type for value in outputs.values[start:]]:
            raise FrontendError(
                f"the attribute '{state.name}' lasts until the next call and is of another kind or "
                "shape after the call than before it",
                hint="give it its final kind and shape before compiling, for example zeros",
            )

    def _give_updates(self, outputs: Outputs) -> None:
        """Inputs that the program writes to."""
        updates: dict[Constant, Structure] = {}
        for index, argument in enumerate(self.body.args):
            for tensor in self.inputs.tensors:
                storage = self.recorder.memory.binding(tensor).storage
                is_own = self.heap_initial(storage) is argument
                if is_own and storage.value.value is not argument and not self._is_state(index):
                    updates[index] = StructureLeaf(len(outputs.values))
                    outputs.values.append(self.recorder.memory.read(tensor))
        if updates:
            self.attributes[UPDATES] = updates

    def heap_initial(self, storage: Any) -> SSAValue | None:
        """The value that a storage had when the program began."""
        contents: Contents = self.heap.oldest(StorageCell(storage, "value"))
        return contents.value

    def _is_state(self, index: int) -> bool:
        state = self.attributes.get(STATE)
        return state is not None and index in leaf_indices(state)

    def _entry_function(self) -> func.FuncOp:
        self.emitter.erase_unused_blocks()
        returned = self.body.last_op
        assert returned is not None
        type_ = FunctionType.from_lists(
            [argument.type for argument in self.body.args], [v.type for v in returned.operands]
        )
        function = func.FuncOp("forward", type_, Region(self.body))
        for name, structure in self.attributes.items():
            function.attributes[name] = StringAttr(format_structure(structure))
        if self.optional:
            function.attributes[OPTIONAL] = ArrayAttr(map(StringAttr, self.optional))
        return function


def _first_place(forward: Any) -> Place:
    code = getattr(inspect.unwrap(getattr(forward, "__func__", forward)), "__code__", None)
    if code is None:
        return Place(SourceLocation("<unknown>", 0))
    return Place(SourceLocation(code.co_filename, code.co_firstlineno))


def _is_default(parameter: inspect.Parameter, value: Any) -> bool:
    """Whether a call may leave out ``value``, a constant, since it is the default."""
    return isinstance(value, CONSTANTS) and repr(parameter.default) == repr(value)


def _mentions(node: ast.AST, name: str) -> bool:
    """Whether ``node`` reads an attribute ``name``, or is that name as text, as for ``getattr``."""
    if isinstance(node, ast.Attribute):
        return isinstance(node.ctx, ast.Load) and node.attr == name
    return isinstance(node, ast.Constant) and node.value == name


def _is_vars(node: ast.AST) -> bool:
    """Whether ``node`` is the function that gives all attributes."""
    return isinstance(node, ast.Name) and node.id == "vars"


def _kind(value: Any) -> str:
    """Equal for values of which one can follow the other from call to call."""
    if isinstance(value, torch.Tensor):
        return f"tensor {value.dtype} {[str(size) for size in value.shape]}"
    if isinstance(value, tuple | list):
        items = cast("list[Any] | tuple[Any, ...]", value)
        return f"{type(items)}({', '.join(map(_kind, items))})"
    kinds: dict[type, tuple[type, ...]] = {
        bool: (bool, HostBool),
        int: (int, torch.SymInt),
        float: (float, HostFloat),
    }
    known = (str(kind) for kind, types in kinds.items() if isinstance(value, types))
    return next(known, repr(value))


def _shape_of(structure: Structure) -> str:
    """The nesting alone, with all leaves alike."""
    return re.sub(r"\$\d+", "$", format_structure(structure))
