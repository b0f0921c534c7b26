"""Rules that say an ``aten`` operation in ``relay``, and the arguments that they see."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xdsl.dialects.builtin import AnyFloat, f32
from xdsl.ir import Attribute, SSAValue

from dycl.dialects.aten_operation import AtenOp
from dycl.dialects.relay import dtype_name, is_tensor
from dycl.passes.aten_to_relay.builder import (
    Number,
    RelayBuilder,
    Unsupported,
    axis_of,
    dtype_of,
    is_float,
    shape_of,
)


def is_half(dtype: Attribute) -> bool:
    """Whether ``dtype`` is a floating-point type of 16 bits, on which PyTorch computes in f32."""
    return isinstance(dtype, AnyFloat) and dtype.bitwidth == 16


class Arguments:
    """The arguments of an operation as a rule needs them.

    Methods raise :class:`Unsupported` where an argument is known only at run time. With ``widen``,
    tensors of 16-bit floats are given as f32, in which PyTorch's kernels compute on them.
    """

    def __init__(self, operation: AtenOp, builder: RelayBuilder, widen: bool) -> None:
        self.operation = operation
        self.name = operation.name.removeprefix("aten.")
        self._values = operation.arguments()
        self._builder = builder
        self._widen = widen

    def original(self, name: str) -> SSAValue:
        """A tensor as it was passed, whatever its dtype."""
        value = self._values[name]
        if not isinstance(value, SSAValue):
            raise Unsupported(f"no tensor for '{name}'")
        return value

    def _given(self, value: SSAValue) -> SSAValue:
        return self._builder.cast(value, f32) if self._widen and is_half(dtype_of(value)) else value

    def tensor(self, name: str) -> SSAValue:
        """A tensor."""
        return self._given(self.original(name))

    def optional_tensor(self, name: str) -> SSAValue | None:
        """A tensor or None."""
        return None if self._values[name] is None else self.tensor(name)

    def optional_tensors(self, name: str) -> list[SSAValue | None]:
        """A list of tensors or Nones."""
        value = self._values[name]
        if not isinstance(value, tuple):
            raise Unsupported(f"'{name}' is not a list of tensors")
        elements: list[SSAValue | None] = []
        for element in value:
            if element is not None and not isinstance(element, SSAValue):
                raise Unsupported(f"'{name}' is not a list of tensors")
            elements.append(None if element is None else self._given(element))
        return elements

    def tensors(self, name: str) -> list[SSAValue]:
        """A list of tensors."""
        return [element for element in self.optional_tensors(name) if element is not None]

    def has(self, name: str) -> bool:
        """Whether an optional argument is there; False where the operator has no such argument."""
        return self._values.get(name) is not None

    def number(self, name: str) -> Number:
        """A static number or boolean."""
        value = self._values[name]
        if isinstance(value, SSAValue):
            raise Unsupported(f"'{name}' is known only at run time")
        if not isinstance(value, int | float):
            raise Unsupported(f"'{name}' is not a number")
        return value

    def operand(self, name: str) -> SSAValue | Number:
        """A tensor, or a static number."""
        if (
            isinstance(self._values[name], SSAValue)
            and self.operation.schema().by_name[name].is_tensor
        ):
            return self.tensor(name)
        return self.number(name)

    def integer(self, name: str) -> int:
        """A static integer."""
        return int(self.number(name))

    def flag(self, name: str) -> bool:
        """A static boolean."""
        return bool(self.number(name))

    def text(self, name: str, default: str = "") -> str:
        """A static string; None counts as ``default``."""
        value = self._values[name]
        return value if isinstance(value, str) else default

    def integers(self, name: str, length: int | None = None) -> list[int]:
        """A list of static integers; with ``length``, one integer stands for as many of it."""
        value = self._values[name]
        elements = value if isinstance(value, tuple) else (value,)
        numbers: list[int] = []
        for element in elements:
            if not isinstance(element, int):
                raise Unsupported(f"'{name}' is not a list of static integers")
            numbers.append(element)
        if length is not None and len(numbers) == 1:
            return numbers * length
        if length is not None and len(numbers) != length:
            raise Unsupported(f"'{name}' has not {length} elements")
        return numbers

    def axis(self, name: str, rank: int) -> int:
        """A dimension as a non-negative axis of a tensor of this rank."""
        return axis_of(self.integer(name), rank)

    def axes(self, name: str, rank: int) -> list[int]:
        """Dimensions as non-negative axes in ascending order; all for None and an empty list."""
        if not self.has(name) or self._values[name] == ():
            return list(range(rank))
        return sorted({axis_of(dim, rank) for dim in self.integers(name)})

    def result_shape(self, index: int = 0) -> tuple[int, ...]:
        """The shape of a result."""
        return shape_of(self.operation.results[index])

    def result_dtype(self, index: int = 0) -> Attribute:
        """The dtype of a result."""
        return dtype_of(self.operation.results[index])

    def compute_dtype(self, index: int = 0) -> Attribute:
        """The dtype in which to compute a result: its own, or f32 for 16-bit floats."""
        dtype = self.result_dtype(index)
        return f32 if self._widen and is_half(dtype) else dtype


Rule = Callable[[RelayBuilder, Arguments], SSAValue | Sequence[SSAValue]]
"""Makes the values of an operation's results from its arguments."""

RULES: dict[str, tuple[Rule, bool]] = {}
"""The rule for each operator by its name, such as ``add.Tensor``, and whether it computes on
16-bit floats as f32."""


def converts(*operators: str, widen: bool = True) -> Callable[[Rule], Rule]:
    """Registers the rule for some operators; ``widen=False`` is for those that only move data."""

    def register(rule: Rule) -> Rule:
        for operator in operators:
            assert operator not in RULES, f"two rules for {operator}"
            RULES[operator] = (rule, widen)
        return rule

    return register


def apply_rule(operation: AtenOp, builder: RelayBuilder) -> list[SSAValue]:
    """Say ``operation`` in ``builder``; returns the values of its results, of exactly their types.

    Raises :class:`Unsupported` where Relay can't do it.
    """
    found = RULES.get(operation.name.removeprefix("aten."))
    if found is None:
        raise Unsupported("no rule for this operator")
    rule, widen = found
    _check_types(operation)
    made = rule(builder, Arguments(operation, builder, widen))
    values = [made] if isinstance(made, SSAValue) else list(made)
    if len(values) != len(operation.results):
        raise Unsupported(f"{len(values)} results where there are {len(operation.results)}")
    for index, result in enumerate(operation.results):
        if is_half(dtype_of(result)) and is_float(dtype_of(values[index])):
            values[index] = builder.cast(values[index], dtype_of(result))
        if values[index].type != result.type:
            raise Unsupported(f"a result of type {result.type} (Relay gives {values[index].type})")
    return values


def _check_types(operation: AtenOp) -> None:
    for value in (*operation.operands, *operation.results):
        type_ = value.type
        if not is_tensor(type_):
            raise Unsupported("a scalar known only at run time")
        if dtype_name(dtype_of(type_)) is None:
            raise Unsupported(f"tensors of {dtype_of(type_)}")
        if any(size < 0 for size in shape_of(type_)):
            raise Unsupported(f"shapes known only at run time: {type_}")
        if 0 in shape_of(type_):
            raise Unsupported(f"empty tensors: {type_}")
