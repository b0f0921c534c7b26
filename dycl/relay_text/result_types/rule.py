"""How a rule sees a call, and the table of the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from xdsl.dialects.builtin import DYNAMIC_INDEX, TensorType, TupleType
from xdsl.ir import Attribute

from dycl.dialects.relay import AttributeValue, broadcast_shapes, is_tensor


class IllTyped(Exception):
    """A call has no type; the message says why."""


@dataclass(frozen=True)
class Arguments:
    """The types of a call's arguments and its attributes."""

    callee: str
    types: Sequence[Attribute]
    attributes: Mapping[str, AttributeValue]

    def __getitem__(self, index: int) -> TensorType[Attribute]:
        """The type of an argument that must be a tensor."""
        if index >= len(self.types):
            raise IllTyped(f"`{self.callee}` takes more arguments than {len(self.types)}")
        type_ = self.types[index]
        if not is_tensor(type_):
            raise IllTyped(f"argument {index} of `{self.callee}` must be a tensor, not {type_}")
        return type_

    def shape(self, index: int) -> tuple[int, ...]:
        return tuple(self[index].get_shape())

    def rank(self, index: int) -> int:
        return len(self.shape(index))

    def dtype(self, index: int) -> Attribute:
        return self[index].get_element_type()

    def fields(self, index: int) -> list[TensorType[Attribute]]:
        """The types in an argument that must be a tuple of tensors of one dtype and rank."""
        type_ = self.types[index] if index < len(self.types) else None
        if not isinstance(type_, TupleType) or not type_.types.data:
            raise IllTyped(f"argument {index} of `{self.callee}` must be a tuple of tensors")
        fields = [field for field in type_.types if is_tensor(field)]
        kinds = {(field.get_element_type(), field.get_num_dims()) for field in fields}
        if len(fields) != len(type_.types) or len(kinds) != 1:
            raise IllTyped(f"`{self.callee}` takes tensors of one dtype and rank, not {type_}")
        return fields

    def has(self, name: str) -> bool:
        return name in self.attributes

    def integer(self, name: str, default: int | None = None) -> int:
        """An attribute that must be a whole number; without a default it must be there."""
        value = self.attributes.get(name, default)
        if isinstance(value, int):
            return value
        raise IllTyped(f"`{self.callee}` needs the attribute `{name}`, a whole number")

    def integers(self, name: str, default: Sequence[int] | None = None) -> list[int]:
        """An attribute of whole numbers: a list, one, which is a list too, or a list of lists."""
        numbers = _flat(self.attributes.get(name, default))
        if numbers is None:
            raise IllTyped(f"`{self.callee}` needs the attribute `{name}`, a list of whole numbers")
        return numbers

    def flag(self, name: str, default: bool = False) -> bool:
        return bool(self.attributes.get(name, default))

    def text(self, name: str, default: str) -> str:
        """An attribute that is a string; an empty one is as none."""
        value = self.attributes.get(name, default)
        return value if isinstance(value, str) and value else default

    def dtype_named(self, name: str, default: Attribute | None = None) -> Attribute:
        """An attribute that is a dtype; ``void`` is as none."""
        value = self.attributes.get(name, default)
        if isinstance(value, Attribute):
            return value
        if default is None:
            raise IllTyped(f"`{self.callee}` needs the attribute `{name}`, a dtype")
        return default

    def axis(self, value: int, rank: int) -> int:
        """An axis counted from the first."""
        if not -rank <= value < rank:
            raise IllTyped(f"`{self.callee}` has no axis {value} in a tensor of rank {rank}")
        return value % rank

    def broadcast(self, *shapes: Sequence[int]) -> tuple[int, ...]:
        try:
            return broadcast_shapes(*shapes)
        except ValueError as error:
            raise IllTyped(f"`{self.callee}`: {error}") from error

    def require(self, condition: bool, message: str) -> None:
        """Raise IllTyped with the operator's name and ``message`` unless it holds."""
        if not condition:
            raise IllTyped(f"`{self.callee}`: {message}")


def _flat(value: AttributeValue | None) -> list[int] | None:
    """The numbers in lists of lists, or None where there is anything else."""
    if isinstance(value, int):
        return [value]
    if value is None or isinstance(value, str | float | Attribute):
        return None
    numbers: list[int] = []
    for each in value:
        part = _flat(each)
        if part is None:
            return None
        numbers += part
    return numbers


Rule = Callable[[Arguments], Attribute]


def tensor(dtype: Attribute, shape: Iterable[int]) -> TensorType[Attribute]:
    """A tensor's type."""
    return TensorType(dtype, list(shape))


def product(sizes: Iterable[int]) -> int:
    """The number of elements, or DYNAMIC_INDEX where a size is not known."""
    result = 1
    for size in sizes:
        if size == DYNAMIC_INDEX:
            return DYNAMIC_INDEX
        result *= size
    return result


def total(sizes: Iterable[int]) -> int:
    """The sum, or DYNAMIC_INDEX where a size is not known."""
    listed = list(sizes)
    return DYNAMIC_INDEX if DYNAMIC_INDEX in listed else sum(listed)


class Rules(dict[str, Rule]):
    """Rules by the operators' names."""

    def rule(self, *names: str) -> Callable[[Rule], Rule]:
        """Make a function the rule of the operators ``names``."""

        def register(function: Rule) -> Rule:
            self.update(dict.fromkeys(names, function))
            return function

        return register
