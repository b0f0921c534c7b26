"""Random programs as source text: branches, loops, jumps, exceptions and functions.

Generation is typed: the writer knows which variables are bound and of which kind they are, so that
most programs run. Each loop has a guard of its own and ends.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.frontend.fuzz.expressions import Kind, Scope
from tests.frontend.fuzz.simple_statements import SimpleStatements

RETURNS = ("row", "row", "pair", "row", "triple", "dict", "list", "int", "nested")
LOOP_TURNS = 4


class Writer(SimpleStatements):
    """Writes one program."""

    def __init__(self, random: Random) -> None:
        super().__init__(random)
        self.budget = 0
        self.returns = "row"
        self.catches = False

    # Blocks

    def block(self, write: Callable[[], bool] | None = None) -> tuple[Scope, bool]:
        """An indented block in a scope of its own: that scope, and whether its end is reached."""
        outer, self.scope = self.scope, self.scope.copy()
        self.indent += 1
        start = len(self.lines)
        goes_on = (write or self.statements)()
        if len(self.lines) == start:
            self.emit("pass")
        self.indent -= 1
        inner, self.scope = self.scope, outer
        return inner, goes_on

    def join(self, *ends: tuple[Scope, bool]) -> bool:
        """Go on behind alternative blocks, each given with whether it reaches its end."""
        reached = [scope for scope, goes_on in ends if goes_on]
        if not reached:
            return False
        before = self.scope
        names = {
            name: kind
            for name, kind in reached[0].names.items()
            if all(scope.names.get(name) is kind for scope in reached)
        }
        unsure: dict[str, Kind] = {}
        for scope in reached:
            for name, kind in (*scope.unsure.items(), *scope.names.items()):
                if name not in names:
                    unsure[name] = kind
        pinned = before.pinned.union(*(scope.pinned for scope in reached))
        self.scope = Scope(names, unsure, pinned, before.fixed)
        return True

    def statements(self, low: int = 1, high: int = 3) -> bool:
        """Some statements; returns whether the end is reached."""
        for _ in range(self.number(low, high)):
            if self.budget <= 0:
                break
            self.budget -= 1
            if not self.statement():
                return False
        return True

    # Statements

    def statement(self) -> bool:
        """One statement; returns whether what follows is reached."""
        choices: list[Callable[[], object]] = []
        choices += [self.assign] * 22
        choices += [self.update_number] * 4
        choices += [self.update_tensor] * 10
        choices += [self.unpack] * 3
        choices += [self.mutate_container] * 6
        choices += [self.use_state] * 2
        choices += [self.keep_state] * (2 if self.has_self else 0)
        choices += [self.delete]
        choices += [self.return_if] * 5
        choices += [self.raise_if] * 3
        choices += [self.assert_]
        if self.budget >= 2 and self.indent <= 6:
            choices += [self.if_] * 16
            choices += [self.correlated] * 2
            choices += [self.try_] * 5
            choices += [self.with_]
            choices += [self.match] * 2
            choices += [self.inner_function] * 2
            if self.loops < 2:
                choices += [self.for_] * 8
                choices += [self.while_] * 7
        if self.loops:
            choices += [self.jump_if] * 9
        return self.pick(choices)() is not False

    # Branches

    def if_(self) -> bool:
        if self.chance(8):
            kind = self.pick((Kind.INT, Kind.FLOAT))
            value, name = self.stored(kind), self.unique(kind.value)
            self.emit(f"if ({name} := {value}) > {self.expression(kind, 1)}:")
            self.bind(name, kind)
        else:
            self.emit(f"if {self.condition(self.number(1, 2))}:")
        ends = [self.block()]
        while self.budget > 0 and len(ends) < 3 and self.chance(25):
            self.emit(f"elif {self.condition(1)}:")
            ends.append(self.block())
        if self.chance(55):
            self.emit("else:")
            ends.append(self.block())
        else:
            ends.append((self.scope.copy(), True))
        return self.join(*ends)

    def match(self) -> bool:
        self.emit(f"match ({self.int(1)}) % 4:")
        self.indent += 1
        ends: list[tuple[Scope, bool]] = []
        for pattern in self.pick((("0", "1 | 2"), ("1", "0", "2"), ("3",))):
            self.emit(f"case {pattern}:")
            ends.append(self.block())
        if self.chance(50):
            self.emit("case _:")
            ends.append(self.block())
        else:
            ends.append((self.scope.copy(), True))
        self.indent -= 1
        return self.join(*ends)

    def correlated(self) -> bool:
        """A variable that is bound, and later read, where the same flag holds."""
        flag, name = self.unique("flag"), self.unique("extra")
        self.emit(f"{flag} = {self.bool(2)}")
        self.emit(f"if {flag}:")
        self.indent += 1
        self.emit(f"{name} = {self.row(2)}")
        self.indent -= 1
        self.bind(flag, Kind.BOOL)
        self.scope.fixed |= {flag}
        if not self.statements(0, 2):
            return False
        self.emit(f"if {flag}:")

        def use() -> bool:
            self.bind(name, Kind.ROW)
            self.assign()
            self.emit(f"{self.target_row()} = torch.tanh({name} + {self.row(1)})")
            return True

        inner = self.block(use)
        return self.join(inner, (self.scope.copy(), True))

    def with_(self) -> bool:
        self.emit("with torch.no_grad():")
        return self.join(self.block())

    # Loops

    def _collect(self) -> str | None:
        """Sometimes a new list for what the turns of the next loop give."""
        if not self.chance(20):
            return None
        name = self.unique(Kind.LIST.value)
        self.emit(f"{name} = {self.pick(('[]', f'[{self.row(1)}]'))}")
        self.bind(name, Kind.LIST)
        self.scope.fixed |= {name}
        return name

    def _loop_body(self, prepare: Callable[[], object], collected: str | None) -> Scope:
        """The body of a loop, which may run any number of times; returns its scope."""
        self.loops += 1
        pinned = self.scope.pinned
        self.pin()

        def write() -> bool:
            prepare()
            if collected is None:
                return self.statements(1, 4)
            if self.chance(50) and not self.statements(1, 2):
                return False
            self.emit(f"{collected}.append({self.fresh_row(1)})")
            return self.statements(0, 2)

        inner, _ = self.block(write)
        self.scope.pinned = pinned
        self.loops -= 1
        return inner

    def _behind_loop(self, inner: Scope) -> bool:
        for name, kind in (*inner.names.items(), *inner.unsure.items()):
            if name not in self.scope.names:
                self.scope.unsure[name] = kind
        if not self.chance(20):
            return True
        self.emit("else:")
        orelse = self.block()
        return self.join(orelse, (self.scope.copy(), True))

    def for_(self) -> bool:
        collected = self._collect()
        item, index = self.unique("r"), self.unique("i")
        rows: list[tuple[str, dict[str, Kind]]] = [
            (f"for {index} in range({self.number(1, LOOP_TURNS)}):", {index: Kind.INT}),
            (f"for {index} in reversed(range({self.number(1, 3)})):", {index: Kind.INT}),
            (f"for {item} in ({self.row(1)}, {self.row(1)}):", {item: Kind.ROW}),
            (
                f"for {index}, {item} in enumerate([{self.row(1)}, {self.row(1)}]):",
                {index: Kind.INT, item: Kind.ROW},
            ),
            (
                f"for {item}, {index} in zip(({self.row(1)}, {self.row(1)}), (2, -1)):",
                {index: Kind.INT, item: Kind.ROW},
            ),
            (f"for {item} in {self.vec(1)}:", {item: Kind.ZERO}),
            (
                f"for {index}, {item} in enumerate({self.vec(1)}):",
                {index: Kind.INT, item: Kind.ZERO},
            ),
            (
                f"for {item} in torch.cat([{self.row(1)}, {self.row(1)}]):",
                {item: Kind.VEC},
            ),
        ]
        part = self.pick((self.part(1), f"[{self.int(1)}::-1]"))
        three = f"({self.row(1)}, {self.row(1)}, {self.row(1)})"
        rows += [
            (f"for {item} in {three}{part}:", {item: Kind.ROW}),
            (f"for {item} in reversed({three}{part}):", {item: Kind.ROW}),
            (
                f"for {index}, {item} in enumerate({three}{part}, {self.number(-1, 1)}):",
                {index: Kind.INT, item: Kind.ROW},
            ),
            (
                f"for {item}, {index} in zip({three}{part}, (2, -1)):",
                {index: Kind.INT, item: Kind.ROW},
            ),
        ]
        rolled = [
            (f"for {index} in range({self.small(2)}):", {index: Kind.INT}),
            (f"for {index} in range(int({self.row(1)}.abs().sum()) % 5):", {index: Kind.INT}),
            (f"for {index} in range({self.number(0, 1)}, {self.small(1)}):", {index: Kind.INT}),
            (f"for {index} in range({self.small(1)}, 0, -1):", {index: Kind.INT}),
        ]
        rolled += [
            (f"for {item} in {name}:", {item: Kind.VEC}) for name in self.variables(Kind.DYN)
        ]
        if self.has_self:
            rows.append((f"for {item} in self.blocks{self.pick(('', part))}:", {}))
        rows += [
            (f"for {item} in {name}:", {item: Kind.ROW}) for name in self.variables(Kind.TUPLE)
        ]
        rows += [
            (f"for {item} in list({name}):", {item: Kind.ROW}) for name in self.variables(Kind.LIST)
        ]
        was_rolled = self.is_rolled
        self.is_rolled = self.is_rolled or self.chance(40)
        line, bound = self.pick(rolled if self.is_rolled and not was_rolled else [*rows, *rolled])
        self.is_rolled = self.is_rolled or (line, bound) in rolled
        self.emit(line)

        def prepare() -> None:
            for name, kind in bound.items():
                self.bind(name, kind)
            self.scope.fixed |= frozenset(bound)
            if " in self.blocks" in line:
                target = self.target_row()
                self.emit(f"{target} = torch.tanh({item}({self.row(1)}))")

        inner = self._loop_body(prepare, collected)
        self.is_rolled = was_rolled
        return self._behind_loop(inner)

    def while_(self) -> bool:
        collected = self._collect()
        guard = self.unique("t")
        turns = self.number(1, LOOP_TURNS)
        was_rolled, self.is_rolled = self.is_rolled, True
        self.emit(f"{guard} = 0")
        self.bind(guard, Kind.INT)
        self.scope.fixed |= {guard}
        if self.chance(30):
            self.emit("while True:")

            def prepare() -> None:
                self.emit(f"{guard} += 1")
                self.emit(f"if {guard} > {turns} or {self.condition(2)}:")
                self.emit("    break")
        else:
            test = self.condition(2)
            self.emit(
                f"while {guard} < {turns} and {test}:"
                if self.chance(50)
                else f"while {test} and {guard} < {turns}:"
            )

            def prepare() -> None:
                self.emit(f"{guard} += 1")

        inner = self._loop_body(prepare, collected)
        self.is_rolled = was_rolled
        return self._behind_loop(inner)

    # Jumps

    def _guarded(self, jump: Callable[[], bool]) -> bool:
        """A jump, mostly inside an ``if``."""
        self.emit(f"if {self.condition(2)}:")

        def write() -> bool:
            if self.budget > 0 and self.chance(40):
                self.budget -= 1
                self.assign()
            return jump()

        self.block(write)
        return True

    def jump_if(self) -> bool:
        def jump() -> bool:
            self.emit(self.pick(("break", "continue")))
            return False

        return self._guarded(jump)

    def return_if(self) -> bool:
        return self._guarded(self.return_)

    def return_(self) -> bool:
        self.emit(f"return {self.result()}")
        return False

    def result(self) -> str:
        """What the function returns, of the same structure on every path."""
        match self.returns:
            case "row":
                return self.row(2)
            case "int":
                return self.int(2)
            case "pair":
                return f"{self.row(2)}, {self.int(1)}"
            case "triple":
                return f"({self.row(1)}, {self.float(1)}, {self.bool(1)})"
            case "dict":
                return f'{{"y": {self.row(2)}, "n": {self.int(1)}}}'
            case "list":
                return f"[{self.row(1)}, {self.row(2)}]"
            case "nested":
                return f"({self.row(1)}, [{self.vec(1)}, ({self.zero(1)}, {self.float(1)})])"
            case "maybe":
                return self.maybe(2)
            case _:
                raise AssertionError(self.returns)

    def raise_if(self) -> bool:
        return self._guarded(self.raise_)

    def raise_(self) -> bool:
        options = [f"Exit({self.row(1)}, {self.int(1)})", f"Exit({self.row(2)}, {self.int(0)})"]
        if self.catches or self.chance(25):
            options += [
                f'ValueError(f"value {{{self.int(0)}}} {{{self.float(0)}:.3f}}")',
                'RuntimeError("stop")',
            ]
        self.emit(f"raise {self.pick(options)}")
        return False

    def assert_(self) -> None:
        number = self.float(1)
        self.emit(f'assert {self.zero(1)} < 3 + abs({number}), "too large"')

    def try_(self) -> bool:
        self.emit("try:")
        pinned, caught, raising = self.scope.pinned, self.catches, self.may_raise
        self.pin()
        self.catches = self.may_raise = True

        divides = self.chance(15)

        def body() -> bool:
            if divides:
                name = self.target(Kind.FLOAT)
                self.emit(f"{name} = {self.float(1)} / ({self.int(2)})")
                self.bind(name, Kind.FLOAT)
            goes_on = self.statements(1, 3)
            if goes_on and self.chance(60):
                return self.raise_if()
            return goes_on

        inner, goes_on = self.block(body)
        self.catches, self.may_raise = caught, raising
        entry = self.scope.copy()
        for name, kind in inner.names.items():
            if name not in entry.names:
                entry.unsure[name] = kind
        ends: list[tuple[Scope, bool]] = []
        self.scope = entry.copy()
        if self.chance(70):
            name = self.unique("e")
            self.emit(f"except Exit as {name}:")

            def handler() -> bool:
                self.emit(f"{self.target_row()} = {name}.value * 0.5")
                number = self.target(Kind.INT)
                self.emit(f"{number} = {name}.code")
                self.bind(number, Kind.INT)
                if self.chance(10):
                    self.emit("raise")
                    return False
                return self.statements(0, 2)

            ends.append(self.block(handler))
        if divides:
            self.emit(self.pick(("except ZeroDivisionError:", "except ArithmeticError:")))
            ends.append(self.block())
        if not ends or self.chance(40):
            kind = self.pick(
                (
                    "except Exception:",
                    "except (ValueError, RuntimeError, NameError):",
                    "except Exit:",
                )
            )
            self.emit(kind)
            ends.append(self.block())
        if goes_on and self.chance(25):
            self.scope = inner
            self.emit("else:")
            ends.append(self.block())
        else:
            ends.append((inner, goes_on))
        self.scope = entry
        reached = self.join(*ends)
        if self.chance(20):
            after, self.scope = self.scope, entry.copy()
            self.emit("finally:")
            loops, self.loops = self.loops, 0
            returns, self.budget = self.budget, min(self.budget, 2)

            def final() -> bool:
                self.assign()
                if self.chance(50):
                    self.update_tensor()
                return self.return_if() if self.chance(15) else True

            inner, _ = self.block(final)
            self.loops, self.budget = loops, returns
            self.scope = after
            self.scope.names |= {n: k for n, k in inner.names.items() if n not in entry.unsure}
        self.scope.pinned = pinned
        return reached

    # Functions

    def inner_function(self) -> bool:
        """A closure, which may change a number of its surroundings."""
        name = self.unique("inner")
        outer = self.scope
        numbers = [n for n in self.variables(Kind.INT) if n not in outer.fixed and n != "j"]
        self.pin()
        pinned = outer.pinned
        saved = (self.returns, self.loops, self.catches, self.may_raise, self.is_rolled)
        self.returns, self.loops = "row", 0
        self.catches = self.may_raise = False
        self.emit(f"def {name}(u, j=1):")

        def body() -> bool:
            # names of the surroundings are read only: an assignment would make them local
            self.scope.fixed |= frozenset(self.scope.names)
            self.scope.unsure = {}
            self.scope.names |= {"u": Kind.ROW, "j": Kind.INT}
            if numbers and self.chance(50):
                number = self.pick(numbers)
                self.emit(f"nonlocal {number}")
                self.emit(f"{number} = ({number} + {self.int(1)}) % 7")
            if self.statements(0, 3):
                self.return_()
            return True

        depth = self.indent
        self.block(body)
        self.indent = depth
        self.returns, self.loops, self.catches, self.may_raise, self.is_rolled = saved
        self.scope = outer
        self.scope.pinned = pinned | {name}
        self.scope.fixed |= {name}
        self.bind(name, Kind.FUNCTION)
        return True

    def define(self, head: str, names: dict[str, Kind], returns: str, size: int) -> bool:
        """A whole function; returns whether it may raise Exit."""
        self.emit(head)
        self.scope = Scope(names)
        self.returns, self.budget, self.loops = returns, size, 0
        self.catches = self.is_rolled = False
        start = len(self.lines)

        def body() -> bool:
            while self.budget > 0:
                if not self.statements(1, 4):
                    return True
            return self.return_()

        self.block(body)
        return any("raise" in line for line in self.lines[start:])
