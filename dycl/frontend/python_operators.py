"""Truth values, and Python's operators that the normal form takes out of their expressions."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

import torch

from dycl.errors import FrontendError
from dycl.frontend import python_functions, texts
from dycl.frontend.host_numbers import SYMBOLIC, HostBool, HostFloat, is_symbolic
from dycl.frontend.host_scalars import is_boolean
from dycl.frontend.native_calls import FOR_LISTS
from dycl.frontend.outcome import Tree, normal
from dycl.frontend.runtime_lists import (
    DTYPES,
    Rows,
    has_rows,
    holds_rows,
    length,
    only_tensor,
    refuse_list,
    refuse_rows,
)
from dycl.frontend.runtime_slices import RuntimeSlice
from dycl.frontend.runtime_text import RuntimeText, refuse_text
from dycl.frontend.statements import OPERATORS
from dycl.frontend.torch_internals import expression_of

if TYPE_CHECKING:
    from dycl.frontend.interpreter import Interpreter


class PythonOperators:
    """Applies operators to operands of which some are known only at run time."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter
        self.recorder = interpreter.recorder
        self.host = interpreter.host

    # Truth

    def truth(self, value: Any) -> bool | HostBool:
        """Python's truth value."""
        match value:
            case HostBool():
                return value
            case HostFloat():
                return value != 0.0
            case torch.Tensor():
                return self._tensor_truth(value)
            case torch.SymInt():
                return self._symbolic_truth(value != 0)
            case torch.SymBool():
                return self._symbolic_truth(value)
            case torch.SymFloat():
                return self.host.from_value(self.host.value(value)) != 0.0
            case list() | tuple() if has_rows(value):
                return self.truth(length(value) > 0)
            case _ if (tree := self.interpreter.special.truth(value)) is not None:
                return self.truth(self.interpreter.special.only_result(tree, value))
            case RuntimeSlice():
                return self.truth(value.length() > 0)
            case _:
                return bool(value)

    def _symbolic_truth(self, value: Any) -> bool | HostBool:
        if isinstance(value, bool):
            return value
        expression = expression_of(value)
        if is_boolean(expression) and not expression.free_symbols:
            return bool(expression)
        return HostBool(self.host, self.host.value(value))

    def _tensor_truth(self, tensor: torch.Tensor) -> bool | HostBool:
        if tensor.numel() != 1:
            raise RuntimeError(
                "Boolean value of Tensor with more than one value is ambiguous"
                if tensor.numel()
                else "Boolean value of Tensor with no values is ambiguous"
            )
        if tensor.dtype != torch.bool and self.recorder.memory.constant(tensor) is None:
            tensor = tensor != 0
        return self.truth(self.recorder.item(tensor))

    def as_condition(self, value: Any) -> HostBool:
        """Python's truth value as one that is known at run time."""
        return HostBool(self.host, self.host.value(self.truth(value)))

    # Operators

    def operate(self, operation: str, operands: Sequence[Any]) -> Tree:
        """An operator that the normal form took out of its expression."""
        special = self.interpreter.special
        match operation:
            case "not" | "truth" if (told := special.truth(operands[0])) is not None:
                return self.interpreter.paths.then(
                    told, lambda leaf: self.operate(operation, [leaf.payload])
                )
            case "not":
                truth = self.truth(operands[0])
                is_host = isinstance(truth, HostBool)
                return normal(self.host.negate(truth) if is_host else not truth)
            case "truth":
                return normal(self.truth(operands[0]))
            case "invert":
                own = special.call(operands[0], "__invert__")
                return normal(self._inverted(operands[0])) if own is None else own
            case "in" | "not in":
                tree = self._contains(*operands)
                if operation == "in":
                    return tree
                return self.interpreter.paths.then(
                    tree, lambda leaf: self.operate("not", [leaf.payload])
                )
            case "truediv" | "floordiv" | "mod" | "pow":
                own = special.binary(operation, *operands)
                return self.fallible(operation, *operands) if own is None else own
            case "neg" | "pos":
                return special.unary(operation, *operands)
            case "eq" | "ne" if any(map(holds_rows, operands)):
                return self._compared_lists(operation, *operands)
            case _ if operation in OPERATORS.values():
                own = special.binary(operation, *operands)
                if own is not None:
                    return own
                return normal(self.host.settled(getattr(operator, operation)(*operands)))
            case "is":
                return normal(self._is_same(*operands))
            case "is not":
                return self.operate("not", [self._is_same(*operands)])
            case "getitem":
                return self.interpreter.subscripts.get_item(*operands)
            case "format":
                return self._format(*operands)
            case "attribute":
                return special.attribute(*operands)
            case "data" if not isinstance(operands[0], torch.Tensor):
                return special.attribute(operands[0], "data")
            case "data":
                return normal(self.recorder.memory.data_of(operands[0]))
            case "items" if isinstance(operands[0], FOR_LISTS):
                return self.interpreter.iteration.items_of(operands[0])
            case "items":
                return normal(operands[0])
            case "new list":
                return normal([])
            case "new set":
                return normal(set())
            case "new dict":
                return normal({})
            case _:
                raise AssertionError(operation)

    def fallible(self, operation: str, left: Any, right: Any) -> Tree:
        """A division or power.

        It raises where a ``try`` would see that, or the host would raise with another text.
        """
        function = getattr(operator, operation)
        if operation == "mod" and type(left) is str and texts.has_runtime(right):
            return normal(texts.percent(self.recorder, left, right))

        def compute() -> Tree:
            return normal(self.host.settled(function(left, right)))

        numbers = (int, float, *SYMBOLIC)
        if not isinstance(left, numbers) or not isinstance(right, numbers):
            return compute()
        if operation == "pow":
            return self._power(left, right)
        is_float = any(isinstance(n, float | HostFloat | torch.SymFloat) for n in (left, right))
        if is_float and operation != "truediv" and is_symbolic(left):
            left = HostFloat(self.host, self.host.float(left))
        if not is_symbolic(right):
            if not right:
                function(1.0 if is_float else 1, right)  # which raises
            return compute()
        has_own_text = not is_float and operation in ("mod", "truediv")
        is_seen = has_own_text or self.interpreter.exceptions.catches(ZeroDivisionError)
        if not is_seen:
            return compute()
        return self.unless_zero(right, function, 1.0 if is_float else 1, compute)

    def unless_zero(
        self,
        right: Any,
        function: Callable[[float, int], Any],
        left: float,
        compute: Callable[[], Tree],
    ) -> Tree:
        """``compute()``, or where ``right`` is zero what ``function(left, 0)`` raises."""
        try:
            function(left, 0)
        except ZeroDivisionError as error:
            found = error
            return self.interpreter.decide(
                right, compute, lambda: self.interpreter.exceptions.raised(found)
            )
        raise AssertionError(function)

    def _compared_lists(self, operation: str, left: Any, right: Any) -> Tree:
        """``==`` or ``!=`` where there is a list of run-time length in one operand."""
        sides: tuple[Any, Any] = (left, right)
        is_list, is_tuple = (all(isinstance(s, kind) for s in sides) for kind in (list, tuple))
        items: list[Any] = [item for side in sides if has_rows(side) for item in side]
        kinds = [item.kind for item in items if isinstance(item, Rows)]
        if not (is_list or is_tuple) or not kinds or not set(kinds) <= set(DTYPES):
            refuse_list("'=='")
        equal = self.interpreter.calls.interpret(python_functions.equal_items, sides, {})
        if operation == "eq":
            return equal
        return self.interpreter.paths.then(equal, lambda leaf: self.operate("not", [leaf.payload]))

    def _inverted(self, value: Any) -> Any:
        """``~value``."""
        if isinstance(value, HostBool | torch.SymBool | torch.SymInt):
            return -self.host.as_integer(value) - 1
        return ~value

    def _power(self, left: Any, right: Any) -> Tree:
        """``left ** right`` of numbers."""
        left, right = (
            self.host.as_integer(n) if isinstance(n, bool | HostBool | torch.SymBool) else n
            for n in (left, right)
        )

        def of_floats() -> Tree:
            if is_symbolic(right) or (is_symbolic(left) and cast(float, right) < 0):
                self.interpreter.exceptions.refuse_to_raise(ZeroDivisionError, "'**'")
            first = HostFloat(self.host, self.host.float(left)) if is_symbolic(left) else left
            second = HostFloat(self.host, self.host.float(right)) if is_symbolic(right) else right
            return normal(self.host.settled(first**second))

        if isinstance(left, int | torch.SymInt) and isinstance(right, int | torch.SymInt):
            return self.interpreter.decide(
                right >= 0, lambda: normal(self.host.natural_power(left, right)), of_floats
            )
        return of_floats()

    def _is_same(self, left: Any, right: Any) -> bool | HostBool:
        """``left is right``; raises FrontendError where it cannot be told."""
        if left is right:
            return True
        for flag, other in ((left, right), (right, left)):
            if isinstance(flag, HostBool | torch.SymBool) and isinstance(other, bool):
                truth = self.truth(flag)
                return truth if other or isinstance(truth, bool) else self.host.negate(truth)
        if isinstance(left, torch.Tensor) and isinstance(right, torch.Tensor):
            is_open = self.recorder.memory.may_share(left, right)
        else:
            heap = self.interpreter.heap
            is_open = heap.is_shared(left) and heap.is_shared(right)
            is_open = is_open or (is_symbolic(left) and is_symbolic(right))
        if is_open:
            raise FrontendError(
                "whether these are one object is known only at run time",
                hint="compare values, or keep a flag that tells the cases apart",
            )
        return False

    def _contains(self, item: Any, container: Any) -> Tree:
        own = self.interpreter.special.call(container, "__contains__", item)
        if own is not None:
            return self.interpreter.paths.then(
                own, lambda leaf: self.operate("truth", [leaf.payload])
            )
        if has_rows(container) and (found := self._is_row(item, container)) is not None:
            return normal(found)
        refuse_rows(container, "'in'")
        self.interpreter.calls.changes.before_use(container, "__contains__", (item,))
        if isinstance(item, RuntimeText):
            return normal(self._contains_text(item, container))
        symbolic = is_symbolic(item) or isinstance(item, torch.Tensor)
        is_searched = isinstance(
            container, list | tuple | set | dict | range if symbolic else list | tuple
        )
        elements: list[Any] = list(container) if is_searched else []
        if not symbolic and not any(
            is_symbolic(element) or isinstance(element, torch.Tensor) for element in elements
        ):
            is_searched = False
        if not is_searched:
            return normal(item in container)
        if any(map(holds_rows, elements)):
            refuse_list("'in' of lists,")
        same: list[Any] = [element is item or element == item for element in elements]
        return self.any_or_all(same, is_any=True)

    def _is_row(self, item: Any, numbers: Any) -> bool | HostBool | None:
        """Whether ``item`` is in a list of numbers of run-time length; None if they differ."""
        kinds = {row.kind for row in numbers if isinstance(row, Rows)}
        is_integer = isinstance(item, int | torch.SymInt) and not isinstance(item, bool)
        if is_integer and kinds == {"int"}:
            return self.truth(only_tensor(numbers, "'in'").eq(cast("Any", item)).any())
        return None

    def _contains_text(self, item: RuntimeText, container: Any) -> bool | HostBool:
        keys: list[Any] = [] if isinstance(container, str) else list(container)
        if not keys or not all(type(key) is str for key in keys):
            refuse_text()
        return self.interpreter.names.is_among(item, keys)

    def any_or_all(self, items: list[Any], *, is_any: bool) -> Tree:
        """Short circuit over the truth of ``items``; those known now decide without a branch."""
        result: Any = not is_any
        for item in items:
            truth = self.truth(item)
            if isinstance(truth, bool):
                if truth is is_any:
                    return normal(is_any)
            elif isinstance(result, bool):
                result = truth
            else:
                result = (result | truth) if is_any else (result & truth)
        return normal(result)

    def _format(self, value: Any, conversion: str | None, spec: str) -> Tree:
        number = value if conversion else texts.number_of(self.recorder, value)
        value = texts.printable(self.recorder, number)
        if isinstance(value, texts.Printed):
            return normal(format(value, spec))
        conversions: dict[str, Callable[[Any], str]] = {"r": repr, "s": str, "a": ascii}
        if conversion:
            value = conversions[conversion](value)
        return normal(format(value, spec))
