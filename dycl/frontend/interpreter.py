"""Executes the statements of interpreted functions.

Plain expressions are evaluated by CPython. Statements that branch on a value known only at run time
fork into paths (:mod:`dycl.frontend.paths`); everything else happens as Python would do it.
"""

from __future__ import annotations

import ast
import contextlib
import operator
import re
import types
from collections.abc import Callable, Collection, Generator, Iterable, Sequence
from typing import Any, cast

import torch

from dycl.errors import DyclError, FrontendError
from dycl.frontend import python_functions
from dycl.frontend import statements as nf
from dycl.frontend.builtin_calls import BuiltinCalls
from dycl.frontend.emitter import Emitter, Place
from dycl.frontend.functions import (
    Closure,
    EnclosingFrame,
    Frame,
    InterpretedFunction,
    Source,
    source_of,
)
from dycl.frontend.heap import (
    ABSENT,
    CONTAINERS,
    AttributeCell,
    Cell,
    Heap,
    VariableCell,
    contents,
)
from dycl.frontend.host_numbers import SYMBOLIC, SYMBOLIC_NAMES, HostBool, HostFloat
from dycl.frontend.iteration import Consumer, Iteration
from dycl.frontend.iterator_steps import IteratorSteps
from dycl.frontend.iterators import HeapIterator
from dycl.frontend.loops import Loops
from dycl.frontend.module_calls import Calls
from dycl.frontend.outcome import ENDS, Kind, Leaf, Tree, leaves
from dycl.frontend.paths import Paths, hint_of
from dycl.frontend.python_operators import PythonOperators
from dycl.frontend.reachable import reachable_tensors
from dycl.frontend.recorder import Recorder
from dycl.frontend.runtime_lists import refuse_rows
from dycl.frontend.runtime_text import RuntimeText
from dycl.frontend.tensors import Storage, binding_of
from dycl.frontend.torch_internals import DATA_DEPENDENT
from dycl.frontend.unbound import first_unsure
from dycl.frontend.unify import Conflict

CALL_DEPTH = 1000
"""How deep calls may nest; Python's own limit is of that size."""

Action = Callable[[], Tree]


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
        self.captured: dict[int, Frame] = {}
        """The frames in which functions were defined, by the identities of their variables."""
        self.handlers = 0
        """How many ``try`` statements with handlers are being executed."""
        self.caught: list[Any] = []
        """The classes that these look for, as for ``isinstance``."""
        self.handled: list[BaseException] = []
        """The exceptions whose handlers are being executed."""
        self.held: list[Any] = []
        """Values that are in no variable for a while: what ends a path, the elements of a loop."""
        self.is_direct = True
        """Whether the next function to run is called by a statement of the program itself."""
        self.indirect = 0
        """How many running functions were called by other code, which may hold any values."""
        self.inputs: list[torch.Tensor] = []
        """The tensors that the caller has too."""
        self.raises = 0
        """How many exceptions were raised so far."""
        recorder.refuse_to_raise = self.refuse_to_raise
        recorder.memory.may_be_read = self.may_be_read
        self.paths = Paths(recorder, self._is_live, self.roots)
        self.operators = PythonOperators(self)
        self.builtins = BuiltinCalls(self)
        self.calls = Calls(self, root)
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
            nf.Raise: self._raise,
            nf.Jump: self._jump,
            nf.Try: self._try,
            nf.With: self._with,
            nf.MakeFunction: self._make_function,
            nf.Yield: self._yield,
            nf.Delete: self._delete,
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
        frame.locals[nf.SETTLED] = self.host.settled
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
            return Leaf(Kind.NORMAL, leaf.payload if leaf.kind is Kind.RETURN else None)

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
        known = reachable_tensors([*self.roots(), self.inputs, self.handled])
        bindings = (binding_of(tensor) for tensor in known)
        return any(binding is not None and binding.storage is storage for binding in bindings)

    # Statements

    def run_block(self, statements: Sequence[nf.Statement]) -> Tree:
        """Execute statements one after the other, on every path that goes on."""
        return self.sequence([lambda s=s: self.run_statement(s) for s in statements])

    def sequence(self, actions: Sequence[Action], start: int = 0) -> Tree:
        """Run actions one after the other, on every path that goes on."""
        tree: Tree = Leaf(Kind.NORMAL)
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
        if frame.source.filename == python_functions.__file__ and self.emitter.place:
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
                "this needs a size or value that is known only at run time", location=location
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
            return self.raised(error)

    def _execute(self, statement: nf.Statement) -> Tree:
        """Execute a statement where all variables that it reads are bound."""
        unsure = first_unsure(self.frame, statement)
        if unsure is None:
            return self._methods[type(statement)](statement)
        cell, value, error = unsure

        def bound() -> Tree:
            self.heap.write(cell, value.value)
            return self._execute(statement)

        return self.decide(value.bound, bound, lambda: self.raised(error))

    def raised(self, error: BaseException) -> Tree:
        """An exception of the program itself."""
        self.raises += 1
        if self.handlers:
            return Leaf(Kind.RAISE, error)
        if len(self.emitter.path) == 1:
            raise FrontendError(
                f"the program raises {type(error).__name__} for these inputs: {error}",
                location=self.emitter.place.source if self.emitter.place else None,
            ) from error
        if any(isinstance(argument, torch.Tensor) for argument in error.args):
            raise FrontendError(
                "the elements of a tensor in a message are not supported",
                hint="put .item() or .tolist() of it into the message",
            )
        text = str(error.args[0]) if len(error.args) == 1 else str(error)
        message, values = self.host.template(text)
        kind = type(error)
        name = kind.__qualname__
        if kind.__module__ != "builtins":
            name = f"{kind.__module__}:{name}"
        self.emitter.raise_(name, message, values)
        return Leaf(Kind.DEAD)

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
        return eval(expression.code, frame.globals, frame)  # pyright: ignore[reportArgumentType]

    def _evaluate(self, statement: nf.Evaluate) -> Tree:
        value = self.evaluate(statement.expression)
        if statement.target is not None:
            self.assign_name(statement.target, RuntimeText.of(value))
        return Leaf(Kind.NORMAL)

    def assign_name(self, name: str, value: Any) -> None:
        """``name = value`` in the innermost frame."""
        frame = self.frame
        if name in frame.global_names:
            self.heap.write(VariableCell(frame.globals, name), value)
        elif name in frame.outer_names and isinstance(frame.enclosing, Closure):
            raise FrontendError(
                f"the assignment to '{name}' of the enclosing function lasts until the next call",
                hint="keep the value in an attribute of the module",
            )
        elif name in frame.outer_names and isinstance(frame.enclosing, EnclosingFrame):
            owner = frame.enclosing.frame
            while name not in owner.locals and isinstance(owner.enclosing, EnclosingFrame):
                owner = owner.enclosing.frame
            self.heap.write(VariableCell(owner.locals, name), value)
        else:
            self.heap.write(VariableCell(frame.locals, name), value)
        if not nf.is_temporary(name):
            self._name(value, name)

    def _name(self, value: Any, name: str) -> None:
        """Let the IR value of ``value`` carry the name of the variable."""
        result = getattr(value, "value", None) if isinstance(value, SYMBOLIC) else None
        if isinstance(value, torch.Tensor) and not isinstance(value, torch.nn.Parameter):
            binding = binding_of(value)
            result = binding.storage.value.value if binding and binding.view is None else None
        if result is not None and result.name_hint is None and (hint := hint_of(name)):
            result.name_hint = hint

    def _store(self, statement: nf.Store) -> Tree:
        return self.assign(statement.target, self.evaluate(statement.value))

    def assign(self, target: nf.Target, value: Any) -> Tree:
        """Assignment to any target."""
        match target:
            case nf.NameTarget():
                self.assign_name(target.name, value)
            case nf.AttributeTarget():
                self.set_attribute(self.evaluate(target.owner), target.name, value)
            case nf.ItemTarget():
                return self.calls.set_item(
                    self.evaluate(target.owner), self.evaluate(target.key), value
                )
            case nf.NestTarget() if isinstance(value, HeapIterator):
                items = self.iteration.items_of(value)
                return self.paths.then(items, lambda leaf: self.assign(target, leaf.payload))
            case nf.NestTarget():
                return self.sequence(
                    [
                        lambda t=t, v=v: self.assign(t, v)
                        for t, v in zip(target.elements, _unpacked(target, value), strict=True)
                    ]
                )
            case _:
                raise AssertionError(target)
        return Leaf(Kind.NORMAL)

    def set_attribute(self, owner: Any, name: str, value: Any) -> None:
        """``owner.name = value``."""
        if not isinstance(owner, torch.Tensor):
            self.heap.touch(AttributeCell(owner, name))
        elif name not in ("requires_grad", "grad"):
            raise FrontendError(
                f"setting the attribute '{name}' of a tensor is not supported",
                hint="make a new tensor, or write into this one with copy_()",
            )
        setattr(owner, name, value)

    def _update(self, statement: nf.Update) -> Tree:
        current = self.evaluate(statement.current)
        value = self.evaluate(statement.value)
        if isinstance(current, CONTAINERS):
            self.heap.touch(contents(current))
        if isinstance(current, torch.Tensor) and isinstance(value, HostFloat):
            # Else Python would ask the number, which makes a new one.
            value = self.host.symbol_of(value)
        operation = statement.operator
        if operation.removeprefix("i") in nf.FALLIBLE.values() and not isinstance(
            current, torch.Tensor
        ):
            result = self.operators.fallible(operation.removeprefix("i"), current, value)
            return self.paths.then(result, lambda leaf: self.assign(statement.target, leaf.payload))
        result = getattr(operator, operation)(current, value)
        return self.assign(statement.target, self.host.settled(result))

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
                self.assign_name(target, RuntimeText.of(leaf.payload))
            return Leaf(Kind.NORMAL)

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

    def _raise(self, statement: nf.Raise) -> Tree:
        if statement.exception is None:
            if not self.handled:
                return self.raised(RuntimeError("No active exception to reraise"))
            return self.raised(self.handled[-1])
        error = self.evaluate(statement.exception)
        if isinstance(error, type):
            error = error()
        return self.raised(error)

    def _try(self, statement: nf.Try) -> Tree:
        if not statement.finalbody:
            return self._try_without_finally(statement)
        with self._catching(BaseException if _has_jump(statement.finalbody) else ()):
            tree = self._try_without_finally(statement)
        return self.paths.then(tree, lambda leaf: self._finally(statement, leaf), ENDS)

    def _try_without_finally(self, statement: nf.Try) -> Tree:
        caught: list[Any] = []
        for handler in statement.handlers:
            with contextlib.suppress(Exception):  # it is evaluated again where it is needed
                caught.append(Exception if handler.types is None else self.evaluate(handler.types))
        with self._catching(tuple(caught)) if statement.handlers else contextlib.nullcontext():
            tree = self.run_block(statement.body)
        # What the handlers and the 'else' raise is not handled here.
        return self.paths.then(
            tree,
            lambda leaf: (
                self.run_block(statement.orelse)
                if leaf.kind is Kind.NORMAL
                else self._handle(statement, leaf)
            ),
            (Kind.NORMAL, Kind.RAISE),
        )

    @contextlib.contextmanager
    def _catching(self, caught: Any) -> Generator[None]:
        """Let exceptions be outcomes for a while: something around looks at those of ``caught``."""
        self.handlers += 1
        self.caught.append(caught)
        try:
            yield
        finally:
            self.handlers -= 1
            self.caught.pop()

    def catches(self, kind: type[BaseException]) -> bool:
        """Whether something around looks at exceptions of the class ``kind``."""
        return any(_is_subclass(kind, caught) for caught in self.caught)

    def refuse_to_raise(self, kind: type[BaseException], what: str) -> None:
        """Refuse what may raise at run time where that would be seen."""
        if self.catches(kind):
            raise FrontendError(
                f"{what} may raise {kind.__name__} at run time inside of a 'try' that looks at it",
                hint="test with 'if' what would make it raise, before the 'try'",
            )

    def _finally(self, statement: nf.Try, leaf: Leaf) -> Tree:
        with self.holding(leaf.payload):
            final = self.run_block(statement.finalbody)
            return self.paths.then(final, lambda _: self.again(leaf))

    def again(self, leaf: Leaf) -> Tree:
        """The outcome ``leaf`` once more, seen from here."""
        if leaf.kind is Kind.RAISE:
            return self.raised(leaf.payload)
        return Leaf(leaf.kind, leaf.payload)

    @contextlib.contextmanager
    def holding(self, value: Any) -> Generator[None]:
        """Keep what ``value`` holds while it is in no variable."""
        self.held.append(value)
        try:
            yield
        finally:
            self.held.pop()

    def _handle(self, statement: nf.Try, leaf: Leaf) -> Tree:
        error = leaf.payload
        for handler in statement.handlers:
            types = Exception if handler.types is None else self.evaluate(handler.types)
            if isinstance(error, types):
                return self._run_handler(handler, error)
        return self.raised(error)

    def _run_handler(self, handler: nf.Handler, error: BaseException) -> Tree:
        name = handler.name
        if name is not None:
            self.assign_name(name, error)
        self.handled.append(error)
        try:
            tree = self.run_block(handler.body)
        finally:
            self.handled.pop()
        if name is None:
            return tree

        def without_name(leaf: Leaf) -> Tree:
            self.assign_name(name, ABSENT)
            return Leaf(leaf.kind, leaf.payload)

        return self.paths.then(tree, without_name, ENDS)

    def _with(self, statement: nf.With) -> Tree:
        manager = self.evaluate(statement.manager)
        if isinstance(manager, torch.autocast):
            raise FrontendError(
                "'torch.autocast' is not supported", hint="convert the model itself to the dtype"
            )
        entered = self.calls.call(manager.__enter__, (), {})

        def body(leaf: Leaf) -> Tree:
            bound = Leaf(Kind.NORMAL)
            if statement.target is not None:
                bound = self.assign(statement.target, leaf.payload)
            return self.paths.then(bound, lambda _: self.run_block(statement.body))

        is_seen = self.calls.is_seen(manager)
        caught = self.calls.suppressed(manager)
        with self._catching(caught) if is_seen else contextlib.nullcontext():
            tree = self.paths.then(entered, body)
            tree = self.paths.then(tree, self.calls.context_exit(manager), ENDS)
        self.calls.context_done(manager)
        return self.paths.then(tree, self.again, (Kind.RAISE,))

    def _make_function(self, statement: nf.MakeFunction) -> Tree:
        definition = statement.definition
        source = source_of(definition, self.frame.source.filename)
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
        self.assign_name(statement.target, function)
        return Leaf(Kind.NORMAL)

    def _yield(self, statement: nf.Yield) -> Tree:
        value = self.evaluate(statement.value)
        frame = self.frame
        on_yield = frame.on_yield
        assert on_yield is not None
        if not statement.is_from:
            return on_yield(value)
        live = frame.live
        consumer = Consumer(frame, on_yield, lambda: Leaf(Kind.NORMAL), live, live, id(statement))
        return self.iteration.each(value, consumer)

    def _delete(self, statement: nf.Delete) -> Tree:
        match statement.target:
            case nf.NameTarget(name=name):
                self.frame[name]  # which raises where it is not bound
                self.assign_name(name, ABSENT)
            case nf.AttributeTarget(owner=owner, name=name):
                self.heap.write(AttributeCell(self.evaluate(owner), name), ABSENT)
            case nf.ItemTarget(owner=owner, key=key):
                container = self.evaluate(owner)
                refuse_rows(container, "'del'")
                if not isinstance(container, torch.Tensor):
                    self.heap.touch(contents(container))
                del cast("Any", container)[self.evaluate(key)]
            case _:
                raise FrontendError("this 'del' is not supported")
        return Leaf(Kind.NORMAL)

    def _native(self, statement: nf.Native) -> Tree:
        names: dict[str, Any] = {}
        exec(statement.code, self.frame.globals, names)
        for name, value in names.items():
            self.assign_name(name, value)
        return Leaf(Kind.NORMAL)

    def _declare(self, statement: nf.Declare) -> Tree:
        names = self.frame.global_names if statement.kind == "global" else self.frame.outer_names
        names.update(statement.names)
        return Leaf(Kind.NORMAL)


DIRECT = (types.FunctionType, types.MethodType, InterpretedFunction, torch.nn.Module)
"""What a call runs at once, where it is interpreted, and nothing behind it."""

INTERNAL = re.compile(
    r"/dycl/frontend/(recorder|memory|operation_writer|tensors|paths|unify|loops|emitter|signature|lowering|heap|outcome|"
    r"reachable|torch_internals|types|runtime_lists)\.py$|/xdsl/"
)


def is_internal(error: BaseException) -> bool:
    """Whether an exception comes from dycl itself and not from the program that it interprets."""
    traceback = error.__traceback__
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    return traceback is not None and bool(INTERNAL.search(traceback.tb_frame.f_code.co_filename))


def _is_subclass(kind: type, classes: Any) -> bool:
    """``issubclass`` for nested tuples of classes; True for what is no class."""
    if isinstance(classes, tuple):
        return any(_is_subclass(kind, item) for item in cast("tuple[Any, ...]", classes))
    return not isinstance(classes, type) or issubclass(kind, classes)


def _has_jump(statements: Sequence[nf.Statement]) -> bool:
    """Whether a 'return', 'break' or 'continue' among ``statements`` may end an exception."""
    jumps = ast.Return | ast.Break | ast.Continue
    return any(isinstance(n, jumps) for s in statements for n in ast.walk(s.node))


def _unpacked(target: nf.NestTarget, value: Any) -> list[Any]:
    """The values for the elements of ``target``; raises ValueError as Python does."""
    refuse_rows(value, "unpacking")
    items = list(cast("Iterable[Any]", value))
    count = len(target.elements)
    if target.starred is None:
        if len(items) != count:
            raise ValueError(
                f"too many values to unpack (expected {count})"
                if len(items) > count
                else f"not enough values to unpack (expected {count}, got {len(items)})"
            )
        return items
    tail = count - target.starred - 1
    if len(items) < count - 1:
        raise ValueError(
            f"not enough values to unpack (expected at least {count - 1}, got {len(items)})"
        )
    end = len(items) - tail
    return [*items[: target.starred], items[target.starred : end], *items[end:]]
