"""The parts of a Relay text, as they are written; types and dtypes are already xDSL's."""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.ir import Attribute

from dycl.dialects.relay import AttributeValue


@dataclass(frozen=True)
class Place:
    """Where something stands in the text: positions of its first and behind its last character."""

    start: int
    end: int


@dataclass(frozen=True)
class Variable:
    """``%x`` or ``%0``; the name has the sign."""

    place: Place
    name: str

    @property
    def is_graph_variable(self) -> bool:
        """Whether it names a node of the graph, which belongs to no scope: ``%0``."""
        return self.name[1].isdigit()


@dataclass(frozen=True)
class GlobalName:
    """``@f``; the name is without the sign."""

    place: Place
    name: str


@dataclass(frozen=True)
class OperatorName:
    """``nn.relu``."""

    place: Place
    name: str


@dataclass(frozen=True)
class Scalar:
    """``1f``: a 0-d tensor."""

    place: Place
    value: int | float
    dtype: Attribute


@dataclass(frozen=True)
class Meta:
    """``meta[relay.Constant][0]``: something that stands in the metadata section."""

    place: Place
    kind: str
    index: int

    @property
    def holds_attributes(self) -> bool:
        """Whether it stands for a call's attributes, which TVM prints behind the arguments."""
        return self.kind.startswith("relay.attrs.")


@dataclass(frozen=True)
class Tuple:
    """``(%x, %y)``."""

    place: Place
    fields: tuple[Expression, ...]


@dataclass(frozen=True)
class Field:
    """``%x.0``."""

    place: Place
    tuple: Expression
    index: int


@dataclass(frozen=True)
class Call:
    """``nn.softmax(%x, axis=1)``; ``%x + %y`` is a call of ``add``."""

    place: Place
    callee: Expression
    arguments: tuple[Expression, ...]
    attributes: dict[str, AttributeValue]


@dataclass(frozen=True)
class If:
    """``if (%c) { … } else { … }``."""

    place: Place
    condition: Expression
    then: Block
    otherwise: Block


@dataclass(frozen=True)
class Parameter:
    """``%x: Tensor[(2), float32]``; the name has the sign."""

    place: Place
    name: str
    type: Attribute | None


@dataclass(frozen=True)
class Function:
    """``fn (%x: float32, Primitive=1) -> float32 { … }``."""

    place: Place
    parameters: tuple[Parameter, ...]
    attributes: dict[str, AttributeValue]
    result: Attribute | None
    body: Block


Expression = (
    Variable | GlobalName | OperatorName | Scalar | Meta | Tuple | Field | Call | If | Function
)


@dataclass(frozen=True)
class Statement:
    """``let %x: T = …;`` or ``%0 = …;``, or without a variable ``…;``."""

    variable: Parameter | None
    value: Expression


@dataclass(frozen=True)
class Block:
    """``{ statements result }``."""

    place: Place
    statements: tuple[Statement, ...]
    result: Expression


@dataclass(frozen=True)
class Definition:
    """``def @f(…) { … }``; the name is without the sign."""

    place: Place
    name: str
    function: Function


@dataclass(frozen=True)
class FunctionType:
    """``fn (T) -> T``: a type that no value of the dialect has."""

    place: Place
