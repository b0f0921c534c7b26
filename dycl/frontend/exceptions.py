"""Exceptions of the interpreted program: what raises, catches and passes them on.

Where something may catch it, an exception is the outcome of a path; elsewhere the compiled program
raises it.
"""

from __future__ import annotations

import ast
import contextlib
import re
import types
from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING, Any, cast

import torch

from dycl.errors import FrontendError
from dycl.frontend import statements as nf
from dycl.frontend.functions import definition_of, is_library
from dycl.frontend.heap import ABSENT
from dycl.frontend.outcome import ENDS, Kind, Leaf, Tree, normal
from dycl.frontend.runtime_text import RuntimeText
from dycl.frontend.scopes import own_nodes
from dycl.frontend.texts import is_number_key

if TYPE_CHECKING:
    from dycl.frontend.interpreter import Interpreter


class Exceptions:
    """Executes ``raise``, ``try`` and ``with`` for an interpreter."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter
        self.paths = interpreter.paths
        self.handlers = 0
        """How many ``try`` statements with handlers are being executed."""
        self.caught: list[Any] = []
        """The classes that these look for, as for ``isinstance``."""
        self.handled: list[BaseException] = []
        """The exceptions whose handlers are being executed."""
        self.raises = 0
        """How many exceptions were raised so far."""
        interpreter.recorder.refuse_to_raise = self.refuse_to_raise

    def raise_(self, statement: nf.Raise) -> Tree:
        """A ``raise`` statement."""
        if statement.exception is None:
            if not self.handled:
                return self.raised(RuntimeError("No active exception to reraise"))
            return self.raised(self.handled[-1])
        error = self.interpreter.evaluate(statement.exception)
        if isinstance(error, type):
            error = error()
        return self.raised(error)

    def try_(self, statement: nf.Try) -> Tree:
        """A ``try`` statement."""
        if not statement.finalbody:
            return self._try_without_finally(statement)
        with self._catching(BaseException if _has_jump(statement.finalbody) else ()):
            tree = self._try_without_finally(statement)
        return self.paths.then(tree, lambda leaf: self._finally(statement, leaf), ENDS)

    def _try_without_finally(self, statement: nf.Try) -> Tree:
        caught: list[Any] = []
        for handler in statement.handlers:
            with contextlib.suppress(Exception):  # it is evaluated again where it is needed
                caught.append(
                    Exception if handler.types is None else self.interpreter.evaluate(handler.types)
                )
        with self._catching(tuple(caught)) if statement.handlers else contextlib.nullcontext():
            tree = self.interpreter.run_block(statement.body)
        # What the handlers and the 'else' raise is not handled here.
        return self.paths.then(
            tree,
            lambda leaf: (
                self.interpreter.run_block(statement.orelse)
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

    def _finally(self, statement: nf.Try, leaf: Leaf) -> Tree:
        with self.interpreter.holding(leaf.payload):
            final = self.interpreter.run_block(statement.finalbody)
            return self.paths.then(final, lambda _: self.again(leaf))

    def _handle(self, statement: nf.Try, leaf: Leaf) -> Tree:
        error = leaf.payload
        for handler in statement.handlers:
            types = Exception if handler.types is None else self.interpreter.evaluate(handler.types)
            if isinstance(error, types):
                return self._run_handler(handler, error)
        return self.raised(error)

    def _run_handler(self, handler: nf.Handler, error: BaseException) -> Tree:
        name = handler.name
        if name is not None:
            self.interpreter.assignment.to_name(name, error)
        self.handled.append(error)
        try:
            tree = self.interpreter.run_block(handler.body)
        finally:
            self.handled.pop()
        if name is None:
            return tree

        def without_name(leaf: Leaf) -> Tree:
            self.interpreter.assignment.to_name(name, ABSENT)
            return Leaf(leaf.kind, leaf.payload)

        return self.paths.then(tree, without_name, ENDS)

    def raised(self, error: BaseException) -> Tree:
        """An exception of the program itself."""
        self.raises += 1
        marked = tuple(map(RuntimeText.of, error.args))
        if any(new is not old for new, old in zip(marked, error.args, strict=True)):
            error.args = marked  # dycl's own words: the program's exceptions may be frozen
        if self.handlers:
            return Leaf(Kind.RAISE, error)
        emitter = self.interpreter.emitter
        if len(emitter.path) == 1:
            raise FrontendError(
                f"the program raises {type(error).__name__} for these inputs: {error}",
                location=emitter.place.source if emitter.place else None,
            ) from error
        if any(isinstance(argument, torch.Tensor) for argument in error.args):
            raise FrontendError(
                "the elements of a tensor in a message are not supported",
                hint="put .item() or .tolist() of it into the message",
            )
        host = self.interpreter.host
        if is_number_key(error):
            message, values = "", [host.value(error.args[0])]
        else:
            text = str(error.args[0]) if len(error.args) == 1 else str(error)
            message, values = host.template(text)
        kind = type(error)
        name = kind.__qualname__
        if kind.__module__ != "builtins":
            name = f"{kind.__module__}:{name}"
        emitter.raise_(name, message, values)
        return Leaf(Kind.DEAD)

    def again(self, leaf: Leaf) -> Tree:
        """The outcome ``leaf`` once more, seen from here."""
        if leaf.kind is Kind.RAISE:
            return self.raised(leaf.payload)
        return Leaf(leaf.kind, leaf.payload)

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

    def with_(self, statement: nf.With) -> Tree:
        """A ``with`` statement."""
        manager = self.interpreter.evaluate(statement.manager)
        if isinstance(manager, torch.autocast):
            raise FrontendError(
                "'torch.autocast' is not supported", hint="convert the model itself to the dtype"
            )
        entered = self.interpreter.calls.call(manager.__enter__, (), {})

        def body(leaf: Leaf) -> Tree:
            bound = normal()
            if statement.target is not None:
                bound = self.interpreter.assignment.to(statement.target, leaf.payload)
            return self.paths.then(bound, lambda _: self.interpreter.run_block(statement.body))

        is_seen = self._is_seen(manager)
        caught = self._suppressed(manager)
        with self._catching(caught) if is_seen else contextlib.nullcontext():
            tree = self.paths.then(entered, body)
            tree = self.paths.then(tree, self._exit(manager), ENDS)
        self._leave(manager)
        return self.paths.then(tree, self.again, (Kind.RAISE,))

    # Context managers

    def _exit(self, manager: Any) -> Callable[[Leaf], Tree]:
        """What to do at the end of a ``with`` body on each path."""
        if not self._is_seen(manager):
            return lambda leaf: Leaf(leaf.kind, leaf.payload)

        def leave(leaf: Leaf) -> Tree:
            def same() -> Tree:
                return Leaf(leaf.kind, leaf.payload)

            error = leaf.payload if leaf.kind is Kind.RAISE else None
            arguments = (None if error is None else cast(Any, type(error)), error, None)
            with self.interpreter.holding(leaf.payload):
                result = self.interpreter.calls.call(manager.__exit__, arguments, {})
                if error is None:
                    return self.paths.then(result, lambda _: same())
                return self.paths.then(
                    result,
                    lambda r: self.interpreter.decide(r.payload, normal, same),
                )

        return leave

    @staticmethod
    def _is_seen(manager: Any) -> bool:
        """Whether a context manager is left on each path, which may end an exception there."""
        is_own = not is_library(type(manager).__module__)
        return is_own or isinstance(manager, contextlib.suppress)

    @staticmethod
    def _suppressed(manager: Any) -> Any:
        """The classes of exceptions that a context manager may end, as for ``isinstance``."""
        if isinstance(manager, contextlib.suppress):
            return vars(manager)["_exceptions"]
        leave = getattr(cast("Any", type(manager)), "__exit__", None)
        definition = definition_of(leave) if isinstance(leave, types.FunctionType) else None
        returns = (
            [n for n in own_nodes(definition) if isinstance(n, ast.Return)] if definition else []
        )
        return BaseException if any(node.value is not None for node in returns) else ()

    def _leave(self, manager: Any) -> None:
        """Leave a library's context manager, once for all paths."""
        if not self._is_seen(manager):
            manager.__exit__(None, None, None)


INTERNAL = re.compile(
    r"/dycl/frontend/(recorder|memory|operation_writer|tensors|paths|unify|merged_tensors|loops|"
    r"emitter|signature|lowering|heap|outcome|reachable|torch_internals|types|runtime_lists)\.py$"
    r"|/xdsl/"
)
"""Files of which an exception is a fault of dycl; none of them raises one for the program."""


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
