"""Random programs, for tests of what holds of any program."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from random import Random

import pytest

TENSOR, FLOAT, INTEGER, TRUTH = "tensor<2x2xf32>", "f64", "i64", "i1"
TYPES = (TENSOR, FLOAT, INTEGER, TRUTH)
FLOATS = (*("0.5", "0.9", "-1.0", "0.0") * 4, "0x7FF8000000000000", "0x7FF0000000000000")
FLOAT_PREDICATES = ("oeq", "ogt", "oge", "olt", "ole", "one", "ord", "ueq", "ugt", "uge", "ult",
                    "ule", "une", "uno")  # fmt: skip
INTEGER_PREDICATES = ("eq", "ne", "slt", "sle", "sgt", "sge")


class ProgramWriter:
    """Writes a program whose conditions are often related, and often about a few constants."""

    def __init__(self, random: Random, *, may_raise: bool = False) -> None:
        self.random = random
        self.may_raise = may_raise
        self.lines: list[str] = []
        self.indent = 1
        self.count = 0
        self.visible: dict[str, list[str]] = {
            TENSOR: ["%x", "%y"],
            FLOAT: ["%s"],
            INTEGER: ["%n"],
            TRUTH: ["%b"],
        }

    def program(self) -> str:
        """The text of a module."""
        self.statements(depth=3, most=7)
        results = [
            *TYPES * 3,
            *(self.random.choice(TYPES) for _ in range(self.random.randint(0, 4))),
        ]
        self.line(self.terminator("func.return", results))
        types = ", ".join(results)
        body = "\n".join(self.lines)
        return (
            "func.func @forward(%x: tensor<2x2xf32>, %y: tensor<2x2xf32>, %s: f64, %n: i64, "
            f"%b: i1) -> ({types}) {{\n{body}\n}}\n"
        )

    def line(self, text: str) -> None:
        self.lines.append("  " * self.indent + text)

    def fresh(self) -> str:
        self.count += 1
        return f"%v{self.count}"

    def emit(self, type_: str, text: str) -> str:
        name = self.fresh()
        self.line(f"{name} = {text}")
        self.visible[type_].append(name)
        return name

    def value(self, type_: str) -> str:
        """A visible value, rather a late one; sometimes a constant."""
        if type_ != TENSOR and self.random.random() < 0.05:
            return self.constant(type_)
        values = self.visible[type_]
        return self.random.choice(values[-4:] if self.random.random() < 0.7 else values)

    def constant(self, type_: str) -> str:
        match type_:
            case "f64":
                text = f"arith.constant {self.random.choice(FLOATS)} : f64"
            case "i64":
                text = f"arith.constant {self.random.randint(-1, 3)} : i64"
            case _:
                text = f"arith.constant {self.random.choice(['true', 'false'])}"
        name = self.fresh()
        self.line(f"{name} = {text}")
        return name

    @contextmanager
    def scope(self) -> Generator[None, None, None]:
        """Values that are defined in the ``with`` block are not visible after it."""
        outer = {type_: list(values) for type_, values in self.visible.items()}
        self.indent += 1
        yield
        self.indent -= 1
        self.visible = outer

    def statements(self, depth: int, most: int) -> None:
        for _ in range(self.random.randint(1, most)):
            choice = self.random.random()
            if choice < 0.25:
                self.tensor_operation()
            elif choice < 0.65:
                self.host_operation()
            elif depth > 0 and choice < 0.85:
                self.branch(depth - 1)
            elif depth > 0 and choice < 0.9:
                self.switch(depth - 1)
            elif depth > 0 and choice < 0.96:
                self.while_loop(depth - 1)
            elif depth > 0:
                self.for_loop(depth - 1)

    def tensor_operation(self) -> None:
        x, t = self.value(TENSOR), TENSOR
        match self.random.randrange(10):
            case 0:
                self.emit(t, f"aten.relu {x} : ({t}) -> {t}")
            case 7:
                operator = self.random.choice(["sigmoid", "tanh", "exp", "log", "abs"])
                self.emit(t, f"aten.{operator} {x} : ({t}) -> {t}")
            case 8:
                self.emit(t, f"aten.softmax.int {x} {{dim = 1}} : ({t}) -> {t}")
            case 9:
                self.emit(t, f"aten.zeros {{size = [2, 2]}} : () -> {t}")
            case 1:
                self.emit(t, f"aten.neg {x} : ({t}) -> {t}")
            case 2:
                self.emit(t, f"aten.add.Tensor {x}, {self.value(t)} : ({t}, {t}) -> {t}")
            case 3:
                self.emit(t, f"aten.mul.Tensor {x}, {self.value(t)} : ({t}, {t}) -> {t}")
            case 4:
                weight = self.fresh()
                name = self.random.choice(["w.0", "w.1"])
                self.line(f"{weight} = dycl.weight @{name} : {t}")
                self.emit(t, f"aten.linear {x}, {weight} : ({t}, {t}) -> {t}")
            case 5:
                flat = self.fresh()
                self.line(f"{flat} = aten.view {x} {{size = [4]}} : ({t}) -> tensor<4xf32>")
                back = f"aten.view {flat} {{size = [2, 2]}} : (tensor<4xf32>) -> {t}"
                self.emit(t, back)
            case _:
                self.emit(t, f"aten.ones {{size = [2, 2]}} : () -> {t}")

    def host_operation(self) -> None:
        match self.random.randrange(11):
            case 0:
                mean = self.mean()
                self.emit(FLOAT, f"dycl.item {mean} : tensor<f32> -> f64")
            case 1:
                mean, test = self.mean(), self.fresh()
                operator = self.random.choice(["gt", "ge", "lt", "le", "eq", "ne"])
                bound = self.random.choice(["0.5", "0.9", "0.0", "-1.0"])
                self.line(
                    f"{test} = aten.{operator}.Scalar {mean} {{other = {bound}}} "
                    ": (tensor<f32>) -> tensor<i1>"
                )
                self.emit(TRUTH, f"dycl.item {test} : tensor<i1> -> i1")
            case 2 if self.may_raise and self.random.random() < 0.5:
                self.partial_operation()
            case 2:
                operator = self.random.choice(["addf", "subf", "mulf", "minimumf", "maximumf"])
                a, b = self.value(FLOAT), self.value(FLOAT)
                self.emit(FLOAT, f"arith.{operator} {a}, {b} : f64")
            case 3:
                operator = self.random.choice(["addi", "subi", "muli", "minsi", "maxsi"])
                a, b = self.value(INTEGER), self.value(INTEGER)
                self.emit(INTEGER, f"arith.{operator} {a}, {b} : i64")
            case 4 | 5:
                predicate = self.random.choice(FLOAT_PREDICATES)
                a = self.value(FLOAT)
                if self.random.random() < 0.5:
                    a = self.random.choice(self.visible[FLOAT][:3])
                b = self.constant(FLOAT) if self.random.random() < 0.7 else self.value(FLOAT)
                self.emit(TRUTH, f"arith.cmpf {predicate}, {a}, {b} : f64")
            case 6:
                predicate = self.random.choice(INTEGER_PREDICATES)
                a, b = self.value(INTEGER), self.value(INTEGER)
                self.emit(TRUTH, f"arith.cmpi {predicate}, {a}, {b} : i64")
            case 7 | 8:
                operator = self.random.choice(["andi", "ori", "xori"])
                a, b = self.value(TRUTH), self.value(TRUTH)
                self.emit(TRUTH, f"arith.{operator} {a}, {b} : i1")
            case 9:
                type_ = self.random.choice((FLOAT, INTEGER, TRUTH))
                c, a, b = self.value(TRUTH), self.value(type_), self.value(type_)
                self.emit(type_, f"arith.select {c}, {a}, {b} : {type_}")
            case _:
                self.emit(FLOAT, f"arith.sitofp {self.value(INTEGER)} : i64 to f64")

    def partial_operation(self) -> None:
        """One that may raise an exception."""
        match self.random.randrange(4):
            case 0:
                self.emit(
                    INTEGER, f"arith.divsi {self.value(INTEGER)}, {self.value(INTEGER)} : i64"
                )
            case 1:
                self.emit(FLOAT, f"arith.divf {self.value(FLOAT)}, {self.value(FLOAT)} : f64")
            case 2:
                self.emit(FLOAT, f"math.log {self.value(FLOAT)} : f64")
            case _:
                self.emit(INTEGER, f"arith.fptosi {self.value(FLOAT)} : f64 to i64")

    def mean(self) -> str:
        name = self.fresh()
        operator = self.random.choice(["mean", "max", "min", "sum"])
        self.line(f"{name} = aten.{operator} {self.value(TENSOR)} : ({TENSOR}) -> tensor<f32>")
        return name

    def types(self) -> list[str]:
        return [self.random.choice(TYPES) for _ in range(self.random.randint(0, 3))]

    def define(self, types: Sequence[str]) -> tuple[str, str]:
        """Names for the results of an operation that comes next."""
        names = [self.fresh() for _ in types]
        return ", ".join(names) + (" = " if names else ""), ", ".join(types)

    def publish(self, definition: str, types: Sequence[str]) -> None:
        names = definition.removesuffix(" = ").split(", ")
        for name, type_ in zip(names, types, strict=False):
            self.visible[type_].append(name)

    def arm(self, depth: int, types: Sequence[str]) -> None:
        with self.scope():
            self.statements(depth, most=4)
            if self.random.random() < 0.08:
                value = self.value(INTEGER)
                self.line(f'dycl.raise "ValueError" "got {{}}" ({value}) : i64')
                poisons = [(self.fresh(), type_) for type_ in types]
                for name, type_ in poisons:
                    self.line(f"{name} = ub.poison : {type_}")
                self.line(_with_types("scf.yield", poisons))
            else:
                self.line(self.terminator("scf.yield", types))

    def terminator(self, name: str, types: Sequence[str]) -> str:
        return _with_types(name, [(self.value(type_), type_) for type_ in types])

    def branch(self, depth: int) -> None:
        types = self.types()
        condition = self.value(TRUTH)
        definition, listed = self.define(types)
        self.line(f"{definition}scf.if {condition} -> ({listed}) {{")
        self.arm(depth, types)
        self.line("} else {")
        self.arm(depth, types)
        self.line("}")
        self.publish(definition, types)

    def switch(self, depth: int) -> None:
        types = self.types()
        index = self.fresh()
        self.line(f"{index} = arith.index_cast {self.value(INTEGER)} : i64 to index")
        definition, listed = self.define(types)
        self.line(f"{definition}scf.index_switch {index} -> {listed}" if types else
                  f"scf.index_switch {index}")  # fmt: skip
        for head in ("case 0 {", "case 2 {", "default {"):
            self.line(head)
            self.arm(depth, types)
            self.line("}")
        self.publish(definition, types)

    def while_loop(self, depth: int) -> None:
        """Runs at most three times; forwards other values than it carries."""
        carried = [INTEGER, *self.types()]
        forwarded = [INTEGER, *self.types()]
        start = self.fresh()
        self.line(f"{start} = arith.constant {self.random.choice([-1, 0, 0, 1, 2])} : i64")
        initial = [start, *(self.value(type_) for type_ in carried[1:])]
        definition, listed = self.define(forwarded)
        names = [self.fresh() for _ in carried]
        pairs = ", ".join(f"{a} = {b}" for a, b in zip(names, initial, strict=True))
        self.line(f"{definition}scf.while ({pairs}) : ({', '.join(carried)}) -> ({listed}) {{")
        with self.scope():
            for name, type_ in zip(names, carried, strict=True):
                self.visible[type_].append(name)
            self.statements(0, most=3)
            bound = self.fresh()
            self.line(f"{bound} = arith.constant 2 : i64")
            below = self.emit(TRUTH, f"arith.cmpi slt, {names[0]}, {bound} : i64")
            test = self.emit(TRUTH, f"arith.andi {below}, {self.value(TRUTH)} : i1")
            values = [(names[0], INTEGER)]
            values += [(self.value(type_), type_) for type_ in forwarded[1:]]
            self.line(_with_types(f"scf.condition({test})", values))
        arguments = [self.fresh() for _ in forwarded]
        typed = ", ".join(f"{a}: {t}" for a, t in zip(arguments, forwarded, strict=True))
        self.line("} do {")
        self.line(f"^bb0({typed}):")
        with self.scope():
            for name, type_ in zip(arguments, forwarded, strict=True):
                self.visible[type_].append(name)
            self.statements(depth, most=4)
            one = self.fresh()
            self.line(f"{one} = arith.constant 1 : i64")
            following = self.emit(INTEGER, f"arith.addi {arguments[0]}, {one} : i64")
            values = [(following, INTEGER)]
            values += [(self.value(type_), type_) for type_ in carried[1:]]
            self.line(_with_types("scf.yield", values))
        self.line("}")
        self.publish(definition, forwarded)

    def for_loop(self, depth: int) -> None:
        types = [self.random.choice(TYPES), *self.types()]
        low, step = self.constant(INTEGER), self.fresh()
        self.line(f"{step} = arith.constant 1 : i64")
        high = self.random.choice([self.constant(INTEGER), "%n"])
        definition, listed = self.define(types)
        names = [self.fresh() for _ in types]
        initial = ", ".join(
            f"{name} = {self.value(type_)}" for name, type_ in zip(names, types, strict=True)
        )
        counter = self.fresh()
        self.line(
            f"{definition}scf.for {counter} = {low} to {high} step {step} "
            f"iter_args({initial}) -> ({listed}) : i64 {{"
        )
        with self.scope():
            for name, type_ in zip([counter, *names], [INTEGER, *types], strict=True):
                self.visible[type_].append(name)
            self.statements(depth, most=4)
            self.line(self.terminator("scf.yield", types))
        self.line("}")
        self.publish(definition, types)


def _with_types(operation: str, values: Sequence[tuple[str, str]]) -> str:
    if not values:
        return operation
    names, types = zip(*values, strict=True)
    return f"{operation} {', '.join(names)} : {', '.join(types)}"


@pytest.fixture(scope="session")
def random_program() -> Callable[[Random, bool], str]:
    """Writes a program: @forward of two tensors, a float, an integer and a truth value.

    The second argument says whether its arithmetic may raise.
    """
    return lambda random, may_raise: ProgramWriter(random, may_raise=may_raise).program()
