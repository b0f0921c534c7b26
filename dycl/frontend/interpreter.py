"""Executes the statements of interpreted functions.

Plain expressions are evaluated by CPython. Statements that branch on a value known only at run time
fork into paths (:mod:`dycl.frontend.paths`); everything else happens as Python would do it.
"""

from __future__ import annotations

import contextlib
import operator
import re
import types
from collections.abc import Callable, Collection, Generator, Iterable, Sequence
from typing import Any

import torch

from dycl.errors import DyclError, FrontendError
from dycl.frontend import packed_sequences, python_functions
from dycl.frontend import statements as nf
from dycl.frontend.assignment import Assignment
from dycl.frontend.builtin_calls import BuiltinCalls
from dycl.frontend.calls import Calls
from dycl.frontend.emitter import Emitter, Place
from dycl.frontend.exceptions import Exceptions, is_internal
from dycl.frontend.functions import (
    Closure,
    EnclosingFrame,
    Frame,
    InterpretedFunction,
    Source,
    source_of,
    unbound_error,
)
from dycl.frontend.heap import (
    CONTAINERS,
    Cell,
    Heap,
    VariableCell,
    contents,
)
from dycl.frontend.host_numbers import SYMBOLIC_NAMES, HostBool, HostFloat
from dycl.frontend.iteration import Consumer, Iteration
from dycl.frontend.iterator_steps import IteratorSteps
from dycl.frontend.loops import Loops
from dycl.frontend.outcome import Kind, Leaf, Tree, leaves, normal
from dycl.frontend.paths import Paths
from dycl.frontend.python_operators import PythonOperators
from dycl.frontend.reachable import reachable_tensors
from dycl.frontend.recorder import Recorder
from dycl.frontend.runtime_names import RuntimeNames
from dycl.frontend.runtime_text import RuntimeText
from dycl.frontend.special_methods import SpecialMethods
from dycl.frontend.subscripts import Subscripts
from dycl.frontend.tensors import Storage, binding_of
from dycl.frontend.torch_internals import DATA_DEPENDENT
from dycl.frontend.unbound import first_unsure
from dycl.frontend.unify import Conflict

CALL_DEPTH = 1000
"""How deep calls may nest; Python's own limit is of that size."""

Action = Callable[[], Tree]

NOT_OF_PROGRAM = (python_functions.__file__, packed_sequences.FILE)
"""Files of which the functions are interpreted, and told of at the place of the call."""


class Interpreter:
    """One lowering of one program."""

    def __init__(self, recorder: Recorder, root: torch.nn.Module | None) -> None:
        self.root = root
        self.recorder = recorder
        self.emitter: Emitter = recorder.emitter
        self.heap: Heap = recorder.heap
        self.host = recorder.host
        self.frames: list[Frame] = []
        self.sources: set[Source] = set()
        """The functions that were interpreted."""
        self.lasting: set[int] = set()
        """The identities of objects that are there before the program and after it."""
        self.unset_state: set[tuple[int, str]] = set()
        """Attributes that this program sets and must not read before."""
        self.read_attributes: set[str] = set()
        """The names that the program has given to ``getattr`` and ``hasattr``."""
        self.read_names: list[re.Pattern[str]] = []
        """What those of them may be that contain numbers known only at run time."""
        self.captured: dict[int, Frame] = {}
        """The frames in which functions were defined, by the identities of their variables."""
        self.held: list[Any] = []
        """Values that are in no variable for a while: what ends a path, the elements of a loop."""
        self.is_direct = True
        """Whether the next function to run is called by a statement of the program itself."""
        self.indirect = 0
        """How many running functions were called by other code, which may hold any values."""
        self.inputs: list[torch.Tensor] = []
        """The tensors that the caller has too."""
        recorder.memory.may_be_read = self.may_be_read
        self.paths = Paths(recorder, self._is_live, self.roots)
        self.exceptions = Exceptions(self)
        self.assignment = Assignment(self)
        self.special = SpecialMethods(self)
        self.operators = PythonOperators(self)
        self.names = RuntimeNames(self)
        self.builtins = BuiltinCalls(self)
        self.calls = Calls(self, root)
        self.subscripts = Subscripts(self)
        self.loops = Loops(self)
        self.steps = IteratorSteps(self)
        self.iteration = Iteration(self)
        self._methods: dict[type[nf.Statement], Callable[[Any], Tree]] = {
            nf.Evaluate: self._evaluate,
            nf.Call: self._call,
            nf.Operate: self._operate,
            nf.Store: self._store,
            nf.Update: self._update,
            nf.If: self._if,
            nf.While: self._while,
            nf.For: self._for,
            nf.Return: self._return,
            nf.Raise: self.exceptions.raise_,
            nf.Jump: self._jump,
            nf.Try: self.exceptions.try_,
            nf.With: self.exceptions.with_,
            nf.MakeFunction: self._make_function,
            nf.Yield: self._yield,
            nf.Delete: self.assignment.delete,
            nf.Native: self._native,
            nf.Declare: self._declare,
        }

    # Functions

    def run_function(
        self,
        frame: Frame,
        bound: dict[str, Any],
    ) -> Tree:
        """Execute a function's body; the leaves carry the returned value."""
        for name, value in bound.items():  # paths without this call have no such variable
            self.heap.write(VariableCell(frame.locals, name), value)
        self.sources.add(frame.source)
        if len(self.frames) >= CALL_DEPTH:
            raise FrontendError(
                f"the program recurses deeper than {CALL_DEPTH} calls",
                hint="recursion on data has no known end: write a loop",
            )
        self.frames.append(frame)
        place = self.emitter.place
        is_direct, self.is_direct = self.is_direct, False
        self.indirect += not is_direct
        try:
            tree = self.run_block(frame.source.statements)
        finally:
            self.indirect -= not is_direct
            self.frames.pop()
            self.emitter.place = place

        def finish(leaf: Leaf) -> Tree:
            return normal(leaf.payload if leaf.kind is Kind.RETURN else None)

        return self.paths.then(tree, finish, (Kind.RETURN, Kind.NORMAL))

    @contextlib.contextmanager
    def in_frame(self, frame: Frame) -> Generator[None]:
        """Let ``frame`` be the innermost for a while, as where a generator has yielded to it."""
        if frame is self.frame:
            yield
            return
        place = self.emitter.place
        self.frames.append(frame)
        try:
            yield
        finally:
            self.frames.pop()
            self.emitter.place = place

    @property
    def frame(self) -> Frame:
        """The innermost activation."""
        return self.frames[-1]

    def _is_live(self, cell: Cell, is_reachable: Callable[[Any], bool]) -> bool:
        for frame in self.frames:
            if cell.owner is frame.locals:
                return cell.key in frame.live
        if (frame := self.captured.get(id(cell.owner))) is not None:
            return cell.key in frame.source.captured and is_reachable(frame)
        return any(cell.owner is frame.globals for frame in self.frames)

    def roots(self, replaced: Collection[Cell] | None = None) -> Iterable[Any]:
        """Where everything begins that the program can reach.

        Where ``replaced`` is given, the values of these cells do not count, nor those of variables
        that are being overwritten.
        """
        for frame in self.frames:
            names = frame.live if replaced is None else frame.live - frame.overwritten
            yield from (
                value
                for name, value in frame.locals.items()
                if name in names and not (replaced and VariableCell(frame.locals, name) in replaced)
            )
            yield from (v for v in frame.globals.values() if isinstance(v, CONTAINERS))
            if isinstance(frame.enclosing, Closure):
                yield from frame.enclosing.values()
            elif isinstance(frame.enclosing, EnclosingFrame):
                yield frame.enclosing.frame
            yield None if frame.class_ is None else frame.first_argument  # for 'super()'
        yield self.held
        yield self.root

    def may_be_read(self, storage: Storage) -> bool:
        """Whether the program, or its caller, may still read ``storage``."""
        if self.indirect or self.recorder.memory.weight_in(storage) is not None:
            return True
        known = reachable_tensors([*self.roots(), self.inputs, self.exceptions.handled])
        bindings = (binding_of(tensor) for tensor in known)
        return any(binding is not None and binding.storage is storage for binding in bindings)

    # Statements

    def run_block(self, statements: Sequence[nf.Statement]) -> Tree:
        """Execute statements one after the other, on every path that goes on."""
        return self.sequence([lambda s=s: self.run_statement(s) for s in statements])

    def sequence(self, actions: Sequence[Action], start: int = 0) -> Tree:
        """Run actions one after the other, on every path that goes on."""
        tree: Tree = normal()
        for index in range(start, len(actions)):
            if isinstance(tree, Leaf):
                if tree.kind is not Kind.NORMAL:
                    return tree
                tree = actions[index]()
                continue
            going_on = sum(leaf.kind is Kind.NORMAL for leaf in leaves(tree))
            if going_on == 0:
                return tree
            if going_on == 1:
                return self.paths.then(tree, lambda _, i=index: self.sequence(actions, i))
            tree = self.paths.then(tree, lambda _, i=index: actions[i]())
        return tree

    def run_statement(self, statement: nf.Statement) -> Tree:
        """Execute one statement."""
        frame = self.frame
        frame.live, frame.overwritten = statement.live_out, statement.overwrites
        location = frame.source.location(statement.node)
        if frame.source.filename in NOT_OF_PROGRAM and self.emitter.place:
            location = self.emitter.place.source  # the call is what the program has written
        module_path = self.emitter.place.module_path if self.emitter.place else ""
        self.emitter.place = Place(location, module_path)
        try:
            tree = self._execute(statement)
            frame.live, frame.overwritten = statement.live_out, frozenset()
            return tree
        except DyclError as error:
            if error.location is None:
                error.location = location
            raise
        except DATA_DEPENDENT as error:
            raise FrontendError(
                "this needs a size or value that is known only at run time",
                location=location,
                hint="take a part of known shape first, such as x[0], or compute with tensors",
            ) from error
        except Conflict:
            raise
        except RecursionError as error:
            raise FrontendError("the program recurses too deeply", location=location) from error
        except Exception as error:
            if isinstance(error, AttributeError) and error.name is not None:
                self.check_state_is_set(error.obj, error.name)
            if is_internal(error):
                raise
            if SYMBOLIC_NAMES.search(str(error)):
                raise FrontendError(
                    f"a value that is known only at run time is not taken here ({error})",
                    location=location,
                ) from error
            return self.exceptions.raised(error)

    def _execute(self, statement: nf.Statement) -> Tree:
        """Execute a statement where all variables that it reads are bound."""
        unsure = first_unsure(self.frame, statement)
        if unsure is None:
            return self._methods[type(statement)](statement)
        cell, value, error = unsure

        def bound() -> Tree:
            self.heap.write(cell, value.value)
            return self._execute(statement)

        return self.decide(value.bound, bound, lambda: self.exceptions.raised(error))

    def unset_attributes(self, owner: Any) -> list[str]:
        """The attributes of ``owner`` that this program must not read before it sets them."""
        return [name for identity, name in self.unset_state if identity == id(owner)]

    def check_state_is_set(self, owner: Any, name: str) -> None:
        """Refuse to read an attribute that the program sets later and a first call finds unset."""
        if (id(owner), name) not in self.unset_state:
            return
        if isinstance(owner, torch.nn.Module):
            raise FrontendError(
                f"the attribute '{name}' lasts until the next call and is of another kind after "
                "the first call than before it",
                hint="give it its final kind and shape before compiling, for example zeros",
            )
        raise FrontendError(
            f"the attribute '{name}' of a {type(owner).__name__} that lasts until the next call is "
            "read before the call has set it",
            hint="keep the value in an attribute of the module",
        )

    def evaluate(self, expression: nf.Expression) -> Any:
        """Let CPython evaluate a plain expression."""
        frame = self.frame
        try:
            return eval(expression.code, frame.globals, frame)  # pyright: ignore[reportArgumentType]
        except UnboundLocalError as error:
            for name in expression.names:
                if isinstance(name, nf.FreeName) and name == error.name:
                    raise unbound_error(name, is_free=True) from None
            raise

    def _evaluate(self, statement: nf.Evaluate) -> Tree:
        value = self.evaluate(statement.expression)
        if statement.target is not None:
            self.assignment.to_name(statement.target, RuntimeText.of(value))
        return normal()

    def _store(self, statement: nf.Store) -> Tree:
        return self.assignment.to(statement.target, self.evaluate(statement.value))

    def _update(self, statement: nf.Update) -> Tree:
        current = self.evaluate(statement.current)
        value = self.evaluate(statement.value)
        if isinstance(current, CONTAINERS):
            self.heap.touch(contents(current))
        if isinstance(current, torch.Tensor) and isinstance(value, HostFloat):
            # Else Python would ask the number, which makes a new one.
            value = self.host.symbol_of(value)
        operation = statement.operator
        if (own := self.special.in_place(operation, current, value)) is not None:
            return self.paths.then(
                own, lambda leaf: self.assignment.to(statement.target, leaf.payload)
            )
        if operation.removeprefix("i") in nf.FALLIBLE.values() and not isinstance(
            current, torch.Tensor
        ):
            result = self.operators.fallible(operation.removeprefix("i"), current, value)
            return self.paths.then(
                result, lambda leaf: self.assignment.to(statement.target, leaf.payload)
            )
        result = getattr(operator, operation)(current, value)
        return self.assignment.to(statement.target, self.host.settled(result))

    def _operate(self, statement: nf.Operate) -> Tree:
        operands = [self.evaluate(operand) for operand in statement.operands]
        return self._assign_result(
            statement.target, self.operators.operate(statement.operation, operands)
        )

    def _call(self, statement: nf.Call) -> Tree:
        function = self.evaluate(statement.function)
        args: list[Any] = []
        kwargs: dict[str, Any] = {}
        for prefix, expression in statement.arguments:
            value = self.evaluate(expression)
            if prefix == "":
                args.append(value)
            elif prefix == "*":
                args.extend(value)
            elif prefix == "**":
                kwargs.update(value)
            else:
                kwargs[prefix] = value
        self.is_direct = isinstance(function, DIRECT)
        try:
            tree = self.calls.call(function, tuple(args), kwargs)
        finally:
            self.is_direct = False
        return self._assign_result(statement.target, tree)

    def _assign_result(self, target: str | None, tree: Tree) -> Tree:
        def assign(leaf: Leaf) -> Tree:
            if target is not None:
                self.assignment.to_name(target, RuntimeText.of(leaf.payload))
            return normal()

        return self.paths.then(tree, assign)

    def _if(self, statement: nf.If) -> Tree:
        return self.decide(
            self.evaluate(statement.test),
            lambda: self.run_block(statement.body),
            lambda: self.run_block(statement.orelse),
        )

    def decide(self, test: Any, then: Action, otherwise: Action) -> Tree:
        """Run one of two actions, or both on separate paths where ``test`` is known at run time."""
        truth = self.operators.truth(test)
        if not isinstance(truth, HostBool):
            return then() if truth else otherwise()
        frame = self.frame
        live = frame.live

        def arm(action: Action) -> Action:
            def run() -> Tree:
                tree = action()
                frame.live = live  # what is live behind the decision, for the join
                return tree

            return run

        return self.paths.fork(truth, arm(then), arm(otherwise))

    def _while(self, statement: nf.While) -> Tree:
        return self.loops.run_while(statement)

    def _for(self, statement: nf.For) -> Tree:
        return self.iteration.run_for(statement, self.evaluate(statement.iterable))

    def _return(self, statement: nf.Return) -> Tree:
        value = None if statement.value is None else self.evaluate(statement.value)
        return Leaf(Kind.RETURN, value)

    def _jump(self, statement: nf.Jump) -> Tree:
        return Leaf(Kind.BREAK if statement.kind == "break" else Kind.CONTINUE)

    @contextlib.contextmanager
    def holding(self, value: Any) -> Generator[None]:
        """Keep what ``value`` holds while it is in no variable."""
        self.held.append(value)
        try:
            yield
        finally:
            self.held.pop()

    def _make_function(self, statement: nf.MakeFunction) -> Tree:
        definition = statement.definition
        source = source_of(definition, self.frame.source.filename, self.special.properties)
        defaults = tuple(self.evaluate(default) for default in statement.defaults)
        keyword_defaults = {
            argument.arg: self.evaluate(default)
            for argument, default in zip(
                definition.args.kwonlyargs, statement.keyword_defaults, strict=True
            )
            if default is not None
        }
        function = InterpretedFunction(
            source, self.frame, defaults, keyword_defaults, self.calls.call_from_outside
        )
        self.captured[id(self.frame.locals)] = self.frame
        self.assignment.to_name(statement.target, function)
        return normal()

    def _yield(self, statement: nf.Yield) -> Tree:
        value = self.evaluate(statement.value)
        frame = self.frame
        on_yield = frame.on_yield
        assert on_yield is not None
        if not statement.is_from:
            return on_yield(value)
        live = frame.live
        consumer = Consumer(frame, on_yield, normal, live, live, id(statement))
        return self.iteration.each(value, consumer)

    def _native(self, statement: nf.Native) -> Tree:
        names: dict[str, Any] = {}
        exec(statement.code, self.frame.globals, names)
        for name, value in names.items():
            self.assignment.to_name(name, value)
        return normal()

    def _declare(self, statement: nf.Declare) -> Tree:
        names = self.frame.global_names if statement.kind == "global" else self.frame.outer_names
        names.update(statement.names)
        return normal()


DIRECT = (types.FunctionType, types.MethodType, InterpretedFunction, torch.nn.Module)
"""What a call runs at once, where it is interpreted, and nothing behind it."""
