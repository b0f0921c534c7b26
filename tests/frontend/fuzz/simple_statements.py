"""Random statements without control flow as source text: assignments and writes in place."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.frontend.fuzz.expressions import Expressions, Kind

ASSIGNED = (
    (30, Kind.ROW), (8, Kind.VEC), (8, Kind.ZERO), (12, Kind.INT), (12, Kind.FLOAT), (8, Kind.BOOL),
    (5, Kind.LIST), (3, Kind.TUPLE), (3, Kind.DICT), (5, Kind.MAYBE), (3, Kind.STATE),
    (2, Kind.FUNCTION), (5, Kind.DYN),
)  # fmt: skip

KINDS = [kind for weight, kind in ASSIGNED for _ in range(weight)]

TENSORS_TO_SQUASH = (Kind.ROW, Kind.VEC, Kind.ZERO, Kind.DYN)


class SimpleStatements(Expressions):
    """Writes simple statements, one after the other."""

    def __init__(self, random: Random) -> None:
        super().__init__(random)
        self.lines: list[str] = []
        self.indent = 0
        self.loops = 0
        """How many loops there are around."""
        self.is_rolled = False
        """Whether one of them has a number of turns that is known only at run time."""
        self._numbers = 0

    # Text

    def emit(self, line: str) -> None:
        self.lines.append("    " * self.indent + line)

    def unique(self, prefix: str) -> str:
        self._numbers += 1
        return f"{prefix}{self._numbers}"

    def target(self, kind: Kind) -> str:
        """A variable to assign a value of ``kind`` to: often an old one."""
        scope = self.scope
        pinned = [n for n in scope.names if n in scope.pinned and n not in scope.fixed]
        same = [n for n in self.variables(kind) if n not in scope.fixed]
        if same and self.chance(55):
            return self.pick(same)
        others = [n for n in scope.names if n not in scope.pinned and n not in scope.fixed]
        if others and not pinned and self.chance(4):
            return self.pick(others)  # the name changes its kind
        if same and self.chance(30):
            return self.pick(same)
        name = f"{kind.value}{self.number(1, 3)}"
        free = name not in scope.names or (name not in scope.fixed and scope.names[name] is kind)
        return name if free and name not in scope.fixed else self.unique(kind.value)

    def target_row(self) -> str:
        """A row variable to assign to, bound at once."""
        name = self.target(Kind.ROW)
        self.bind(name, Kind.ROW)
        return name

    def bind(self, name: str, kind: Kind) -> None:
        self.scope.names[name] = kind
        self.scope.unsure.pop(name, None)

    def pin(self) -> None:
        """From here on all variables keep their kind."""
        self.scope.pinned |= frozenset(self.scope.names)

    # Statements

    def assign(self) -> None:
        kind = self.pick(KINDS)
        value = self.stored(kind)
        name = self.target(kind)
        if kind in (Kind.ROW, Kind.INT) and self.chance(6):
            other = self.target(kind)
            self.emit(f"{name} = {other} = {value}")
            self.bind(other, kind)
        else:
            self.emit(f"{name} = {value}")
        self.bind(name, kind)
        if kind is Kind.FUNCTION:
            self.pin()

    def stored(self, kind: Kind) -> str:
        """An expression whose value stays bounded when it is stored again and again."""
        depth = self.number(1, 3)
        value = self.expression(kind, depth)
        if (
            kind in TENSORS_TO_SQUASH
            and (self.loops or self.chance(25))
            and not value.isidentifier()
        ):
            return self.pick((f"torch.tanh({value})", f"({value}).clamp(-2, 2)"))
        if kind is Kind.INT and self.loops:
            return f"({value}) % {self.number(5, 11)}"
        if kind is Kind.FLOAT and self.loops:
            return f"math.tanh({value})"
        return value

    def unpack(self) -> None:
        rows = [n for n in self.variables(Kind.ROW) if n not in self.scope.fixed]
        pairs = [
            h for h in self.helpers if h.returns == "pair" and (self.may_raise or not h.raises)
        ]
        if pairs and self.chance(60):
            row, number = self.target(Kind.ROW), self.target(Kind.INT)
            helper = self.pick(pairs)
            self.emit(f"{row}, {number} = {helper.name}({self.row(1)}, {self.int(1)})")
            self.bind(row, Kind.ROW)
            self.bind(number, Kind.INT)
        elif len(rows) > 1:
            first, second = rows[0], rows[-1]
            self.emit(f"{first}, {second} = {second}, {self.row(1)}")
        else:
            row, number = self.unique("a"), self.unique("f")
            self.emit(f"{row}, {number} = {self.row(1)}, {self.float(1)}")
            self.bind(row, Kind.ROW)
            self.bind(number, Kind.FLOAT)

    def update_number(self) -> None:
        names = [n for n in self.variables(Kind.INT, Kind.FLOAT) if n not in self.scope.fixed]
        if not names:
            return self.assign()
        name = self.pick(names)
        if self.scope.names[name] is Kind.INT:
            self.emit(f"{name} {self.pick('+-')}= {self.int(1)}")
        else:
            self.emit(f"{name} = math.tanh({name} {self.pick('+-*')} {self.float(1)})")
        return None

    def update_tensor(self) -> None:
        """A write into a tensor, often through a view."""
        rows = self.variables(Kind.ROW)
        vectors = self.variables(Kind.VEC)
        if not rows or (vectors and self.chance(25)):
            if not vectors:
                return self.assign()
            self._update_vector(self.pick(vectors))
            return None
        name = self.pick(rows)
        view = self.unique("w")
        lines: list[Callable[[], str]] = [
            lambda: f"{name} += {self.fresh_row(1)}",
            lambda: f"{name} *= {self.pick(('0.5', '-0.75', self.float(0)))}",
            lambda: f"{name} -= {self.float(1)}",
            lambda: f"{name}[:, {self.number(0, 3)}] = {self.float(1)}",
            lambda: f"{name}[:, {self.number(0, 3)}] += {self.float(1)}",
            lambda: f"{name}[0, {self.number(0, 3)}] = {self.float(1)}",
            lambda: f"{name}[0, {self.number(0, 3)}] = ({self.zero(1)}) * 0.5",
            lambda: f"{name}[0, ({self.int(1)}) % 4] = {self.float(1)}",
            lambda: f"{name}[0, {self.small(1)}:] *= 0.5",
            lambda: f"{name}[:, :2] = {self.fresh_row(1)}[:, 1:3]",
            lambda: f"{name}[0] = {self.fresh_vec(1)}",
            lambda: f"{name}[{name} > {self.float(1)}] = {self.float(0)}",
            lambda: f"{name}.add_({self.float(1)})",
            lambda: f"{name}.mul_(0.5).add_({self.fresh_row(1)})",
            lambda: f"{name}.clamp_(-1, 1)",
            lambda: f"{name}.copy_({self.fresh_row(1)})",
            lambda: f"{name}.{self.pick(('zero_', 'relu_', 'tanh_', 'neg_'))}()",
            lambda: f"{name}.fill_({self.float(1)})",
            lambda: f"torch.relu_({name})",
            lambda: f"F.relu({name}, inplace=True)",
            lambda: f"{name}.masked_fill_({name} < {self.float(1)}, 0.0)",
            lambda: f"torch.add({name}, {self.fresh_row(1)}, out={name})",
            lambda: f"{view} = {name}[0]; {view}.add_({self.float(1)})",
            lambda: f"{view} = {name}.view(-1); {view}[{self.number(0, 1)}:3] *= 0.5",
            lambda: f"{view} = {name}.t(); {view}[{self.number(0, 3)}] = {self.float(1)}",
            lambda: f"{view} = {name}[:, 1:]; {view} -= {view}.mean()",
            lambda: f"{view} = {name}.squeeze(0)[{self.number(0, 2)}:]; {view}.neg_()",
            lambda: f"{view} = {name}.detach(); {view}[0, 1] = 0.25",
        ]
        if self.has_self:
            lines.append(lambda: f"self.act({name})")
        self.emit(self.pick(lines)())
        if self.loops or self.chance(20):
            self.emit(f"{name}.clamp_(-2, 2)")
        return None

    def _update_vector(self, name: str) -> None:
        lines: list[Callable[[], str]] = [
            lambda: f"{name}[{self.number(0, 3)}] = {self.float(1)}",
            lambda: f"{name}[({self.int(1)}) % 4] = {self.float(1)}",
            lambda: f"{name}.add_({self.float(1)})",
            lambda: f"{name}[1:] = {self.fresh_vec(1)}[1:]",
            lambda: f"{name} -= {self.fresh_vec(1)}",
        ]
        self.emit(self.pick(lines)())

    def mutate_container(self) -> None:
        names = self.variables(Kind.LIST, Kind.TUPLE, Kind.DICT)
        if not names or (self.is_rolled and self.chance(60)):
            return self.assign()
        name = self.pick(names)
        row = self.row(2)
        match self.scope.names[name]:
            case Kind.LIST:
                lines = [
                    f"{name}.append({row})",
                    f"{name}.append({row})",
                    f"{name} += [{row}]",
                    f"{name}.extend([{row}, {self.row(1)}])",
                    f"{name}.insert(0, {row})",
                    f"if {name}: {name}.pop()",
                    f"if {name}: {name}[0] = {row}",
                    f"if len({name}) > 1: {name}[-1] = {name}[0] + {row}",
                    f"{name}.reverse()",
                    f"for u in {name}: u.mul_(0.5)",
                ]
            case Kind.TUPLE:
                if name in self.scope.fixed:
                    return self.assign()
                lines = [f"{name} += ({row},)", f"{name} = {name} + ({row},)"]
            case _:
                lines = [
                    f'{name}["a"] = {row}',
                    f'{name}["b"] = {name}["a"] * 0.5',
                    f"{name}.update(a={row})",
                    f'{name}["a"].mul_(0.5)',
                    f'{name}["b"] += {self.float(1)}',
                    f"{name} = {{k: u * 0.5 for k, u in {name}.items()}}",
                ]
        if name in self.scope.fixed:
            lines = [line for line in lines if not line.startswith((f"{name} +=", f"{name} ="))]
        self.emit(self.pick(lines))
        return None

    def use_state(self) -> None:
        names = self.variables(Kind.STATE)
        if not names:
            return self.assign()
        name = self.pick(names)
        self.emit(
            self.pick(
                (
                    f"{name}.h = torch.tanh({self.row(1)})",
                    f"{name}.n = ({name}.n + {self.int(1)}) % 7",
                    f"{name}.h.mul_(0.5)",
                    f"{name}.n, {name}.h = {self.int(0)}, {name}.h * 0.5",
                )
            )
        )
        return None

    def keep_state(self) -> None:
        """A change that the next call sees."""
        lines: list[Callable[[], str]] = [
            lambda: f"self.hidden = torch.tanh({self.row(1)})",
            lambda: f"self.steps = (self.steps + {self.int(1)}) % 7",
            lambda: f"self.seen += {self.float(0)}",
            lambda: "self.seen.mul_(0.5)",
            lambda: f"self.seen[0, {self.number(0, 3)}] = {self.float(1)}",
        ]
        self.emit(self.pick(lines)())

    def delete(self) -> None:
        scope = self.scope
        names = [n for n in scope.names if n not in scope.pinned and n not in scope.fixed]
        if len(names) < 2:
            return self.assign()
        name = self.pick(names)
        self.emit(f"del {name}")
        scope.unsure[name] = scope.names.pop(name)
        return None
