"""Random expressions as source text, by the kind of their value.

Values stay small: sums are squashed where they are stored, integers that come from tensors are
small, and divisors are never zero, so that eager PyTorch itself terminates and rarely overflows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Kind(Enum):
    """What a variable holds; the value is a prefix of new names."""

    ROW = "a"  # float tensor (1, 4)
    VEC = "v"  # float tensor (4,)
    ZERO = "s"  # float tensor ()
    DYN = "d"  # float tensor (?, 4) with a row or more or none
    INT = "n"
    FLOAT = "f"
    BOOL = "p"
    LIST = "items"  # list of rows
    TUPLE = "parts"  # tuple of rows
    DICT = "table"  # dict of rows with the keys "a" and "b"
    MAYBE = "maybe"  # None or a row
    STATE = "state"  # a dataclass: row h, int n
    FUNCTION = "fn"  # (row, int) -> row


TENSORS = (Kind.ROW, Kind.VEC, Kind.ZERO)


@dataclass(frozen=True)
class Helper:
    """A function that the program may call with (row, int)."""

    name: str
    returns: str
    """"row", "int", "pair" (row, int) or "maybe"."""
    raises: bool = False


@dataclass
class Scope:
    """What is known at a point of a function."""

    names: dict[str, Kind] = field(default_factory=dict)
    """The variables that are bound on every path."""
    unsure: dict[str, Kind] = field(default_factory=dict)
    """Variables that are bound on some paths."""
    pinned: frozenset[str] = frozenset()
    """Variables that must keep their kind: loops, handlers and inner functions see them again."""
    fixed: frozenset[str] = frozenset()
    """Variables that are not assigned: guards, inputs of closures."""

    def copy(self) -> Scope:
        return Scope(dict(self.names), dict(self.unsure), self.pinned, self.fixed)


class Expressions:
    """Writes expressions over the variables of ``scope``."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.scope = Scope()
        self.helpers: list[Helper] = []
        self.has_self = False
        self.may_raise = False

    # Choices

    def number(self, low: int, high: int) -> int:
        return self._random.randint(low, high)

    def chance(self, percent: int) -> bool:
        return self.number(0, 99) >= 100 - percent

    def pick(self, options: Sequence[T]) -> T:
        return options[self.number(0, len(options) - 1)]

    def variables(self, *kinds: Kind) -> list[str]:
        return [name for name, kind in self.scope.names.items() if kind in kinds]

    def expression(self, kind: Kind, depth: int = 2) -> str:
        match kind:
            case Kind.ROW:
                return self.row(depth)
            case Kind.VEC:
                return self.vec(depth)
            case Kind.ZERO:
                return self.zero(depth)
            case Kind.DYN:
                return self.dyn(depth)
            case Kind.INT:
                return self.int(depth)
            case Kind.FLOAT:
                return self.float(depth)
            case Kind.BOOL:
                return self.bool(depth)
            case Kind.LIST:
                return self.list(depth)
            case Kind.TUPLE:
                return self.tuple(depth)
            case Kind.DICT | Kind.STATE if (old := self.variables(kind)) and self.chance(25):
                return self.pick(old)
            case Kind.DICT:
                return f'{{"a": {self.row(depth)}, "b": {self.row(depth - 1)}}}'
            case Kind.MAYBE:
                return self.maybe(depth)
            case Kind.STATE:
                return f"State({self.row(depth)}, {self.int(depth - 1)})"
            case Kind.FUNCTION:
                return self.function(depth)

    # Tensors

    def row(self, depth: int = 2) -> str:
        """A (1, 4) tensor, which may be a variable or a view of one."""
        leaves = self.variables(Kind.ROW)
        if leaves and (depth <= 0 or self.chance(25)):
            return self.pick(leaves)
        if depth <= 0:
            return "torch.zeros(1, 4)"
        unsure = [name for name, kind in self.scope.unsure.items() if kind is Kind.ROW]
        if unsure and self.may_raise and self.chance(5):
            return self.pick(unsure)
        if self.chance(15):
            return self._element(depth) or self.fresh_row(depth)
        return self.fresh_row(depth)

    def _element(self, depth: int) -> str | None:
        """A row inside another value."""
        options: list[str] = []
        options += [f"{name}.unsqueeze(0)" for name in self.variables(Kind.VEC)]
        options += [f"{name}.view(1, 4)" for name in self.variables(Kind.VEC)]
        for name in self.variables(Kind.LIST, Kind.TUPLE):
            options.append(f"({name}[-1] if {name} else {self.row(depth - 1)})")
            options.append(f"({name}[0] if len({name}) > 0 else {self.row(depth - 1)})")
            if self.chance(30):
                index = self.int(depth - 1)
                options.append(
                    f"({name}[({index}) % len({name})] if {name} else {self.row(depth - 1)})"
                )
        for name in self.variables(Kind.DICT):
            options += [f'{name}["a"]', f'{name}["b"]', f'{name}.get("a")']
        for name in self.variables(Kind.STATE):
            options.append(f"{name}.h")
        for name in self.variables(Kind.MAYBE):
            options.append(f"({name} if {name} is not None else {self.row(depth - 1)})")
        return self.pick(options) if options else None

    def fresh_row(self, depth: int = 2) -> str:
        """A (1, 4) tensor with memory of its own."""
        sub = depth - 1
        options: list[Callable[[], str]] = [
            lambda: f"torch.tanh({self.row(sub)})",
            lambda: f"({self.row(sub)} {self.pick('+-*')} {self.row(sub)})",
            lambda: f"({self.row(sub)} {self.pick('+-*')} {self.number_operand(sub)})",
            lambda: f"({self.number_operand(sub)} {self.pick('+-*')} {self.row(sub)})",
            lambda: f"({self.row(sub)} / {self.pick(('2', '3.0', '-1.5'))})",
            lambda: f"({self.row(sub)} {self.pick('+-*')} {self.zero(sub)})",
            lambda: f"({self.row(sub)} + {self.vec(sub)})",
            lambda: f"(-{self.row(sub)})",
            lambda: f"torch.relu({self.row(sub)})",
            lambda: f"{self.row(sub)}.abs()",
            lambda: f"{self.row(sub)}.clone()",
            lambda: f"{self.row(sub)}.clamp({self._bounds(sub)})",
            lambda: (
                f"torch.where({self.row(sub)} > {self.number_operand(sub)}, "
                f"{self.row(sub)}, {self.row(sub)})"
            ),
            lambda: (
                f"{self.row(sub)}.masked_fill({self.row(sub)} < {self.float(sub)}, "
                f"{self.float(sub)})"
            ),
            lambda: f"({self.row(sub)} > {self.number_operand(sub)}).float()",
            lambda: f"torch.cat([{self.row(sub)}[:, :2], {self.row(sub)}[:, 2:]], dim=1)",
            lambda: f"{self.row(sub)}.flip(1)",
            lambda: f"F.softmax({self.row(sub)}, dim=-1)",
            lambda: f"(torch.full((1, 4), {self.number_operand(sub)}) * 1.0)",
            lambda: f"torch.zeros_like({self.row(sub)})",
            lambda: f"torch.maximum({self.row(sub)}, {self.row(sub)})",
            lambda: (
                f"({self.row(sub)} if {self.condition(sub)} else {self.fresh_row(sub)}).clone()"
            ),
            lambda: f"sum([{self.row(sub)}, {self.row(sub)}])",
            lambda: (
                f"torch.stack([{self.row(sub)} * i for i in range({self.number(1, 3)})]).sum(0)"
            ),
            lambda: f"(lambda u: u * {self.float(sub)})({self.row(sub)})",
            lambda: self._split_row(sub),
        ]
        if self.has_self:
            options += [
                lambda: f"({self.row(sub)} + self.hidden)",
                lambda: f"({self.row(sub)} + self.seen)",
                lambda: f"({self.row(sub)} * self.steps)",
                lambda: f"self.fc({self.row(sub)})",
                lambda: f"self.mlp({self.row(sub)})",
                lambda: f"self.act({self.fresh_row(sub)})",
                lambda: f"self.blocks[{self.number(0, 2)}]({self.row(sub)})",
                lambda: f"self.block({self.row(sub)}, {self.int(sub)})",
                lambda: f"self.experts[({self.int(sub)}) % 3]({self.row(sub)})",
            ]
        options += [
            lambda name=name: f"({name}.sum(0, keepdim=True) * 0.5)"
            for name in self.variables(Kind.DYN)
        ]
        options += [
            lambda name=name: f"sum({name}, {self.row(sub)} * 1.0)"
            for name in self.variables(Kind.LIST, Kind.TUPLE)
        ]
        options += [
            lambda name=name: (
                f"torch.stack([{self.row(sub)}, *{name}{self.pick(('', self.part(sub)))}]).mean(0)"
            )
            for name in self.variables(Kind.LIST, Kind.TUPLE)
        ]
        options += [
            lambda name=name: f"{name}({self.row(sub)}, {self.int(sub)}).clone()"
            for name in self.variables(Kind.FUNCTION)
        ]
        options += [
            lambda h=h: f"{h.name}({self.row(sub)}, {self.int(sub)}).clone()"
            for h in self.helpers
            if h.returns == "row" and (self.may_raise or not h.raises)
            for _ in range(2)
        ]
        return self.pick(options)()

    def _bounds(self, depth: int) -> str:
        return self.pick(
            (
                "-1, 1",
                "min=-0.5",
                "max=0.75",
                "0",
                f"max={self.float(depth)}",
                f"{self.float(depth)}",
            )
        )

    def _split_row(self, depth: int) -> str:
        index = self.int(depth)
        name = self.row(0)
        return (
            f"torch.cat([{name}[:, :({index}) % 4], {self.row(depth)}[:, ({index}) % 4:]], dim=1)"
        )

    def part(self, depth: int) -> str:
        """A slice of a list or tuple."""
        first, last = self.int(depth), self.int(depth)
        return self.pick((f"[:{last}]", f"[{first}:]", f"[{first}:{last}]"))

    def vec(self, depth: int = 2) -> str:
        """A (4,) tensor, which may be a variable or a view of one."""
        leaves = self.variables(Kind.VEC)
        if leaves and (depth <= 0 or self.chance(30)):
            return self.pick(leaves)
        sub = depth - 1
        if depth <= 0:
            return f"{self.row(0)}[0]"
        return self.pick(
            [
                lambda: f"{self.row(sub)}[0]",
                lambda: f"{self.row(sub)}.view(-1)",
                lambda: f"{self.row(sub)}.squeeze(0)",
                lambda: f"{self.row(sub)}.reshape(4)",
                lambda: self.fresh_vec(depth),
            ]
        )()

    def fresh_vec(self, depth: int = 2) -> str:
        sub = depth - 1
        return self.pick(
            [
                lambda: f"{self.row(sub)}.sum(0)",
                lambda: f"({self.vec(sub)} {self.pick('+-*')} {self.number_operand(sub)})",
                lambda: f"torch.sort({self.vec(sub)})[0].clone()",
                lambda: f"torch.tanh({self.vec(sub)})",
                lambda: (
                    f"torch.stack([{self.zero(sub)}, {self.zero(sub)}, "
                    f"{self.zero(sub)}, {self.zero(sub)}])"
                ),
                lambda: f"({self.vec(sub)} * torch.arange(4))",
            ]
        )()

    def zero(self, depth: int = 2) -> str:
        """A 0-d tensor."""
        leaves = self.variables(Kind.ZERO)
        if leaves and (depth <= 0 or self.chance(30)):
            return self.pick(leaves)
        sub = depth - 1
        if depth <= 0:
            return f"{self.row(0)}[0, {self.number(0, 3)}]"
        options: list[Callable[[], str]] = [
            lambda: f"{self.row(sub)}.{self.pick(('sum', 'mean', 'max', 'min', 'norm'))}()",
            lambda: f"{self.row(sub)}[0, {self.number(-4, 3)}]",
            lambda: f"{self.row(sub)}[0, ({self.int(sub)}) % 4]",
            lambda: f"{self.vec(sub)}[{self.number(0, 3)}]",
            lambda: f"{self.vec(sub)}[({self.int(sub)}) % 4]",
            lambda: f"torch.tensor({self.pick(('0.5', '-1.25', '2.0'))})",
            lambda: f"torch.tensor({self.float(sub)})",
            lambda: f"({self.zero(sub)} {self.pick('+-*')} {self.number_operand(sub)})",
            lambda: f"{self.row(sub)}[:, :{self.small(sub)}].sum()",
            lambda: f"{self.row(sub)}[:, {self.small(sub)}:].sum()",
            lambda: f"{self.vec(sub)}[{self.small(sub)}:{self.small(sub)}].sum()",
            lambda: f"{self._mask(sub)}.sum()",
            lambda: f"torch.sigmoid({self.zero(sub)})",
            lambda: f"torch.topk({self.vec(sub)}, ({self.int(sub)}) % 4 + 1).values.sum()",
        ]
        options += [lambda name=name: f"{name}.sum()" for name in self.variables(Kind.DYN)]
        if self.has_self:
            options.append(lambda: f"torch.sigmoid(self.gate({self.row(sub)})).squeeze()")
        return self.pick(options)()

    def _mask(self, depth: int) -> str:
        value = self.row(0)
        return f"{value}[{value} > {self.number_operand(depth)}]"

    def dyn(self, depth: int = 2) -> str:
        """A (?, 4) tensor."""
        sub = depth - 1
        leaves = self.variables(Kind.DYN)
        whole = self.pick(leaves) if leaves else f"torch.cat([{self.row(sub)}, {self.row(sub)}])"
        options: list[Callable[[], str]] = [
            lambda: f"{whole}[:{self.small(sub)}]",
            lambda: f"{whole}[{whole}[:, {self.number(0, 3)}] > {self.number_operand(sub)}]",
            lambda: f"torch.cat([{whole}, {self.row(sub)}], dim=0)",
            lambda: f"({whole} * {self.number_operand(sub)})",
            lambda: f"torch.tanh({whole})",
            lambda: f"torch.cat([{self.row(sub)}, {self.row(sub)}, {self.row(sub)}])",
            lambda: f"torch.ones({self.small(sub)}, 4)",
            lambda: f"{self.row(sub)}.repeat({self.small(sub)}, 1)",
        ]
        return self.pick(options)()

    def small(self, depth: int) -> str:
        """An int from 0 to 4 (for sizes and bounds)."""
        if self.chance(40):
            return str(self.number(0, 4))
        return f"({self.int(depth)}) % 5"

    def number_operand(self, depth: int) -> str:
        """A number in tensor arithmetic."""
        return self.float(depth) if self.chance(70) else f"({self.int(depth)})"

    # Host numbers

    def float(self, depth: int = 2) -> str:
        leaves = self.variables(Kind.FLOAT)
        if leaves and (depth <= 0 or self.chance(30)):
            return self.pick(leaves)
        if depth <= 0 or self.chance(25):
            return self.pick(("0.5", "-0.25", "1.5", "0.1", "2.0", "-1.0", "0.75"))
        sub = depth - 1
        options: list[Callable[[], str]] = [
            lambda: f"{self.zero(sub)}.item()",
            lambda: f"float({self.zero(sub)})",
            lambda: f"({self.float(sub)} {self.pick('+-*')} {self.float(sub)})",
            lambda: f"({self.float(sub)} {self.pick('+-*')} ({self.int(sub)}))",
            lambda: f"({self.float(sub)} / {self.pick(('2', '4.0', '3'))})",
            lambda: f"({self.float(sub)} / (abs({self.float(sub)}) + 1))",
            lambda: f"({self.int(sub)}) / {self.pick(('2', '3', '4.0'))}",
            lambda: f"abs({self.float(sub)})",
            lambda: f"(-{self.float(sub)})",
            lambda: f"{self.pick(('max', 'min'))}({self.float(sub)}, {self.float(sub)})",
            lambda: f"math.tanh({self.float(sub)})",
            lambda: f"math.sqrt(abs({self.float(sub)}))",
            lambda: f"math.exp(math.tanh({self.float(sub)}))",
            lambda: f"float({self.int(sub)})",
            lambda: f"({self.float(sub)} if {self.condition(sub)} else {self.float(sub)})",
            lambda: f"({self.float(sub)} ** 2)",
            lambda: f"round({self.float(sub)}, {self.number(0, 3)})",
            lambda: (
                f"({self.float(sub)} {self.pick(('%', '//'))} {self.pick(('0.75', '-2', '3'))})"
            ),
            lambda: f"(({self.int(sub)}) % (abs({self.float(sub)}) + 0.5))",
        ]
        return f"({self.pick(options)()})"

    def int(self, depth: int = 2) -> str:
        leaves = self.variables(Kind.INT)
        if leaves and (depth <= 0 or self.chance(35)):
            return self.pick(leaves)
        if depth <= 0 or self.chance(20):
            return str(self.number(-2, 4))
        sub = depth - 1
        options: list[Callable[[], str]] = [
            lambda: f"int(torch.tanh({self.zero(sub)}).item() * {self.number(2, 5)})",
            lambda: f"int(torch.tanh({self.zero(sub)}) * {self.number(2, 5)})",
            lambda: f"int(math.tanh({self.float(sub)}) * {self.number(2, 5)})",
            lambda: f"math.{self.pick(('floor', 'ceil'))}(math.tanh({self.float(sub)}) * 3)",
            lambda: f"int({self.vec(sub)}.argmax())",
            lambda: f"{self.row(sub)}.argmax(dim=-1).item()",
            lambda: f"int(({self.row(sub)} > {self.number_operand(sub)}).sum())",
            lambda: f"({self.int(sub)} {self.pick('+-')} {self.int(sub)})",
            lambda: f"({self.int(sub)} * {self.number(-1, 3)})",
            lambda: f"(({self.int(sub)}) % {self.number(2, 5)})",
            lambda: f"(({self.int(sub)}) // {self.number(2, 4)})",
            lambda: f"abs({self.int(sub)})",
            lambda: f"(-({self.int(sub)}))",
            lambda: f"(~({self.int(sub)}))",
            lambda: f"{self.pick(('max', 'min'))}({self.int(sub)}, {self.int(sub)})",
            lambda: f"int({self.condition(sub)})",
            lambda: f"({self.int(sub)} if {self.condition(sub)} else {self.int(sub)})",
            lambda: f"(({self.int(sub)}) or {self.int(sub)})",
            lambda: f"(({self.int(sub)}) and {self.int(sub)})",
            lambda: f"{self.row(sub)}.shape[{self.number(0, 1)}]",
        ]
        options += [
            lambda name=name: f"len({name})" for name in self.variables(Kind.LIST, Kind.TUPLE)
        ]
        options += [
            lambda name=name: f"{name}.{self.pick(('shape[0]', 'size(0)'))}"
            for name in self.variables(Kind.DYN)
        ]
        options += [lambda name=name: f"{name}.n" for name in self.variables(Kind.STATE)]
        options += [
            lambda h=h: f"{h.name}({self.row(sub)}, {self.int(sub)})"
            for h in self.helpers
            if h.returns == "int" and (self.may_raise or not h.raises)
            for _ in range(2)
        ]
        return self.pick(options)()

    def bool(self, depth: int = 2) -> str:
        """A Python bool."""
        leaves = self.variables(Kind.BOOL)
        if leaves and (depth <= 0 or self.chance(30)):
            return self.pick(leaves)
        sub = depth - 1
        if depth <= 0:
            return f"({self.float(0)} < 0.3)"
        return self.pick(
            [
                lambda: f"bool({self.condition(sub)})",
                lambda: f"({self.float(sub)} {self._order()} {self.float(sub)})",
                lambda: f"({self.int(sub)} {self._order(True)} {self.int(sub)})",
                lambda: f"(not {self.condition(sub)})",
                lambda: f"(({self.int(sub)}) in (0, 2))",
                lambda: f"torch.equal({self.row(sub)}, {self.row(sub)})",
                lambda: f"({self.bool(sub)} {self.pick('&|^')} {self.bool(sub)})",
            ]
        )()

    def _order(self, equality: bool = False) -> str:
        return self.pick(("<", ">", "<=", ">=", *(("==", "!=") if equality else ())))

    def condition(self, depth: int = 2) -> str:
        """Anything that has a truth value."""
        if depth <= 0:
            bools = self.variables(Kind.BOOL)
            if bools and self.chance(50):
                return self.pick(bools)
            return f"({self.row(0)}.sum() > {self.float(0)})"
        sub = depth - 1
        options: list[Callable[[], str]] = [
            lambda: f"({self.zero(sub)} {self._order()} {self.number_operand(sub)})",
            lambda: f"({self.zero(sub)} {self._order()} {self.zero(sub)})",
            lambda: f"({self.zero(sub)} {self._order()} {self.pick(('0', '0.5', '-0.2'))})",
            lambda: self.bool(depth),
            lambda: f"({self.condition(sub)} {self.pick(('and', 'or'))} {self.condition(sub)})",
            lambda: f"({self.float(sub)} < {self.float(sub)} <= {self.float(sub)})",
            lambda: f"(-1 <= {self.int(sub)} < {self.int(sub)})",
            lambda: f"({self.int(sub)})",
            lambda: f"({self.row(sub)} > {self.number_operand(sub)}).{self.pick(('any', 'all'))}()",
            lambda: f"({self.zero(sub)} - {self.float(sub)})",
            lambda: f"({self.int(sub)}) not in (1, {self.int(sub)})",
            lambda: f"any(r > {self.float(sub)} for r in {self.vec(sub)})",
            lambda: f"all([{self.condition(sub)}, {self.condition(sub)}])",
        ]
        options += [
            lambda name=name: f"({name} is {self.pick(('', 'not '))}None)"
            for name in self.variables(Kind.MAYBE)
        ]
        options += [lambda name=name: name for name in self.variables(Kind.LIST, Kind.TUPLE)]
        options += [lambda name=name: f"(not {name})" for name in self.variables(Kind.LIST)]
        return self.pick(options)()

    # Containers and others

    def list(self, depth: int = 2) -> str:
        sub = depth - 1
        options: list[Callable[[], str]] = [
            lambda: "[]",
            lambda: f"[{self.row(sub)}]",
            lambda: f"[{self.row(sub)}, {self.row(sub)}]",
            lambda: f"[{self.row(sub)} * i for i in range({self.number(0, 3)})]",
            lambda: (
                f"[u.unsqueeze(0) * 1.0 for u in torch.cat([{self.row(sub)}, {self.row(sub)}])]"
            ),
        ]
        for name in self.variables(Kind.LIST):
            options += [
                lambda name=name: name,
                lambda name=name: f"list({name})",
                lambda name=name: f"{name}[{self.pick((':1', '1:', '::-1', ':-1'))}]",
                lambda name=name: f"{name} + [{self.row(sub)}]",
                lambda name=name: f"[u + {self.float(sub)} for u in {name}]",
                lambda name=name: f"[u for u in {name} if {self.condition(sub)}]",
            ]
        return self.pick(options)()

    def tuple(self, depth: int = 2) -> str:
        sub = depth - 1
        options: list[Callable[[], str]] = [
            lambda: "()",
            lambda: f"({self.row(sub)},)",
            lambda: f"({self.row(sub)}, {self.row(sub)})",
        ]
        options += [
            lambda name=name: f"{name} + ({self.row(sub)},)" for name in self.variables(Kind.TUPLE)
        ]
        options += [lambda name=name: f"tuple({name})" for name in self.variables(Kind.LIST)]
        return self.pick(options)()

    def maybe(self, depth: int = 2) -> str:
        options: list[Callable[[], str]] = [
            lambda: "None",
            lambda: self.row(depth),
            lambda: f"({self.row(depth - 1)} if {self.condition(depth - 1)} else None)",
        ]
        options += [
            lambda h=h: f"{h.name}({self.row(depth - 1)}, {self.int(depth - 1)})"
            for h in self.helpers
            if h.returns == "maybe" and (self.may_raise or not h.raises)
        ]
        return self.pick(options)()

    def function(self, depth: int = 2) -> str:
        outer = self.scope
        self.scope = outer.copy()
        self.scope.names |= {"u": Kind.ROW, "j": Kind.INT}
        captured = self.row(max(depth, 1))
        self.scope = outer
        return f"lambda u, j: {captured}"
