"""What a program answers to an input, and whether two answers are the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from typing_extensions import override
from xdsl.dialects.builtin import ModuleOp
from xdsl.dialects.func import FuncOp
from xdsl.interpreter import Interpreter, PythonValues
from xdsl.ir import Operation
from xdsl.utils.exceptions import InterpretationError

from dycl.dialects import aten
from dycl.dialects.aten_operation import AtenOp
from dycl.dialects.dycl import OUTPUTS, AssumeOp, ItemOp
from dycl.interpreters.run import entry_function, evaluate, structure_of
from dycl.interpreters.values import POISON, describe
from dycl.runtime.structure import (
    Choice,
    format_structure,
    leaf_count,
    leaf_indices,
    narrowed,
    renumbered,
)

STEPS = 20_000
"""A run that interprets more operations than that is given up, but for inputs of the user."""


class Undefined(Exception):
    """The program says nothing about an input: an operator or an assumption rejects it, or leaves
    the result open, or it takes too many steps.

    Passes may move and remove operators that would reject it.
    """


@dataclass(frozen=True)
class Answer:
    """The results of ``@forward`` (poison where the path has none), or the exception that left it.

    ``exception`` is "" or ``"ValueError: x must be finite"``; ``steps`` is how many operations were
    interpreted. ``structure`` is how the results are nested for the caller, "" where the program
    does not say; results of structures that were not chosen are left out.
    """

    results: tuple[Any, ...] = ()
    exception: str = ""
    steps: int = 0
    structure: str = ""


@dataclass
class StepCounter(Interpreter.Listener):
    """Knows the operation that is being interpreted, and ends a run of too many."""

    limit: int | None = STEPS
    count: int = 0
    current: Operation | None = None

    @override
    def will_interpret_op(self, op: Operation, args: PythonValues) -> None:
        self.count += 1
        if self.limit is not None and self.count > self.limit:
            raise Undefined
        self.current = op
        if isinstance(op, aten.TopkOp | aten.SortOp) and op.results[1].first_use is not None:
            dim = op.argument("dim")
            if isinstance(dim, int) and _has_ties(args[0], dim):
                raise Undefined


def _has_ties(values: torch.Tensor, dim: int) -> bool:
    """Whether elements along ``dim`` are equal, or several are NaN: PyTorch leaves open in which
    order ``topk`` and ``sort`` give their indices.
    """
    if values.dim() == 0 or values.shape[dim] < 2:
        return False
    ordered = values.detach().sort(dim=dim).values.movedim(dim, 0)
    first, second = ordered[:-1], ordered[1:]
    return bool(((first == second) | (first.isnan() & second.isnan())).any())


def answer(
    module: ModuleOp,
    inputs: Sequence[Any],
    weights: Mapping[str, torch.Tensor],
    *,
    entry: str = "forward",
    listeners: Sequence[Interpreter.Listener] = (),
    limit: int | None = STEPS,
) -> Answer:
    """Interpret ``module`` on copies of ``inputs``, at most ``limit`` operations.

    Random numbers are the same each time. Raises Undefined for an input that the program says
    nothing about, and InterpretationError for a program that is wrong or that the interpreter
    cannot do.
    """
    counter = StepCounter(limit)
    copies = [v.clone() if isinstance(v, torch.Tensor) else v for v in inputs]
    torch.manual_seed(0)  # pyright: ignore[reportUnknownMemberType]
    try:
        results = evaluate(
            module, copies, entry=entry, weights=weights, listeners=(counter, *listeners)
        )
    except (Undefined, InterpretationError):
        raise
    except Exception as error:
        if isinstance(counter.current, AtenOp | AssumeOp | ItemOp):
            raise Undefined from error
        return Answer((), f"{type(error).__name__}: {error}", counter.count)
    structure, leaves = _nested(entry_function(module, entry), results)
    return Answer(leaves, "", counter.count, structure)


def _nested(function: FuncOp, results: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
    """The structure that was returned, and its leaves in their order; what the program keeps
    follows them.
    """
    if OUTPUTS not in function.attributes:
        return "", tuple(results)
    outputs = structure_of(function, OUTPUTS)

    def chosen(choice: Choice) -> tuple[int]:
        index = results[choice.index.index]
        if index is POISON:
            raise InterpretationError(f"@{function.sym_name.data} returns poison")
        return (int(index),)

    returned = narrowed(outputs, chosen)
    indices = list(dict.fromkeys(leaf_indices(returned)))
    numbers = {index: number for number, index in enumerate(indices)}
    leaves = (*(results[index] for index in indices), *results[leaf_count(outputs) :])
    return format_structure(renumbered(returned, numbers)), leaves


def difference(before: Answer, after: Answer, rounding_bound: float) -> str:
    """What is different, in words; "" for equal answers.

    Tensors and floats are equal bit by bit, but all NaN are one. With a ``rounding_bound``, the
    difference of two elements may be that share of the largest finite element of the tensor.
    """
    if before.exception or after.exception:
        if before.exception == after.exception:
            return ""
        return f"{_ending(before)} before, and {_ending(after)} after"
    if before.structure != after.structure:
        return f"the result was {before.structure} and is {after.structure}"
    for index, (old, new) in enumerate(zip(before.results, after.results, strict=True)):
        if old is POISON:
            continue  # nobody may look at it, so it may be anything
        text = _value_difference(old, new, rounding_bound)
        if text:
            return f"result {index} {text}"
    return ""


def _ending(answer: Answer) -> str:
    return f"it raises {answer.exception}" if answer.exception else "it returns"


def _value_difference(old: Any, new: Any, bound: float) -> str:
    if new is POISON or describe(old) != describe(new):
        return f"was {describe(old)} and is {'poison' if new is POISON else describe(new)}"
    if not isinstance(old, torch.Tensor):
        numbers = (torch.tensor(value, dtype=_number_type(value)) for value in (old, new))
        is_same = _first_difference(next(numbers), next(numbers), bound) is None
        return "" if is_same else f"was {old} and is {new}"
    place = _first_difference(old, new, bound)
    if place is None:
        return ""
    at = f" at {list(place)}" if place else ""
    return f"was {old[place].item()} and is {new[place].item()}{at}"


def _number_type(value: Any) -> torch.dtype | None:
    return torch.float64 if isinstance(value, float) else None


def _first_difference(old: torch.Tensor, new: torch.Tensor, bound: float) -> tuple[int, ...] | None:
    """The index of the first element that differs."""
    if old.is_complex():
        old, new = torch.view_as_real(old), torch.view_as_real(new)
    if not old.is_floating_point():
        differs = old != new
    else:
        differs = (old != new) | (old.signbit() != new.signbit())
        if bound:
            finite = old[old.isfinite()].abs()
            largest = float(finite.max()) if finite.numel() else 0.0
            differs &= ~((old.double() - new.double()).abs() <= bound * largest)
        differs &= ~(old.isnan() & new.isnan())
    places = differs.nonzero()
    return tuple(int(i) for i in places[0]) if len(places) else None
