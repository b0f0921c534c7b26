"""Host scalars in C: the reference interpreter's numbers, exceptions and messages."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from xdsl.dialects.builtin import ModuleOp
from xdsl.parser import Parser

from dycl.compiler import compile_module
from dycl.errors import InputError
from dycl.interpreters import run
from dycl.runtime.program import Program
from dycl.universe import make_context

INTEGERS = (
    "addi", "subi", "muli", "floordivsi", "ceildivsi", "divsi", "remsi", "minsi", "maxsi",
    "andi", "ori", "xori", "shli", "shrsi",
)  # fmt: skip
FLOATS = ("addf", "subf", "mulf", "divf", "minimumf", "maximumf", "minnumf", "maxnumf")
FUNCTIONS = (
    "absf", "acos", "acosh", "asin", "asinh", "atan", "atanh", "cbrt", "ceil", "cos", "cosh", "erf",
    "exp", "exp2", "expm1", "floor", "log", "log10", "log1p", "log2", "round", "roundeven", "rsqrt",
    "sin", "sinh", "sqrt", "tan", "tanh", "trunc",
)  # fmt: skip
FLOAT_COMPARISONS = (
    "oeq", "ogt", "oge", "olt", "ole", "one", "ord", "ueq", "ugt", "uge", "ult", "ule", "une",
    "uno",
)  # fmt: skip
INTEGER_COMPARISONS = ("eq", "ne", "slt", "sle", "sgt", "sge", "ult", "ule", "ugt", "uge")

CASES: tuple[tuple[str, str], ...] = (
    *((f"%r = arith.{name} %a, %b : i64", "i64") for name in INTEGERS),
    *((f"%r = arith.{name} %x, %y : f64", "f64") for name in FLOATS),
    *((f"%r = math.{name} %x : f64", "f64") for name in FUNCTIONS),
    *((f"%r = arith.cmpf {name}, %x, %y : f64", "i1") for name in FLOAT_COMPARISONS),
    *((f"%r = arith.cmpi {name}, %a, %b : i64", "i1") for name in INTEGER_COMPARISONS),
    ("%r = math.copysign %x, %y : f64", "f64"),
    ("%r = math.atan2 %x, %y : f64", "f64"),
    ("%r = dycl.floordiv %x, %y", "f64"),
    ("%r = dycl.mod %x, %y", "f64"),
    ("%r = dycl.fmod %x, %y", "f64"),
    ("%r = dycl.hypot %x, %y", "f64"),
    *((f"%r = dycl.round %x to {digits}", "f64") for digits in (0, 1, 4, 20, 330)),
    ("%r = math.absi %a : i64", "i64"),
    ("%r = math.fma %x, %y, %x : f64", "f64"),
    ("%r = arith.negf %x : f64", "f64"),
    ("%r = arith.sitofp %a : i64 to f64", "f64"),
    ("%r = arith.fptosi %x : f64 to i64", "i64"),
    ("%c = arith.cmpi slt, %a, %b : i64\n%r = arith.extui %c : i1 to i64", "i64"),
    ("%c = arith.cmpi slt, %a, %b : i64\n%r = arith.extsi %c : i1 to i64", "i64"),
    ("%c = arith.cmpi slt, %a, %b : i64\n%r = arith.select %c, %x, %y : f64", "f64"),
    ("%r = arith.trunci %a : i64 to i1", "i1"),
    ('dycl.raise "ValueError" "{} {} {{}} {:.3f}" (%a, %x, %y) : i64, f64, f64\n'
     "%r = arith.negf %x : f64", "f64"),
    ('dycl.raise "model:Name" "??/" \n%r = arith.negf %x : f64', "f64"),
    ('dycl.raise "KeyError" "" (%a) : i64\n%r = arith.negf %x : f64', "f64"),
    ('dycl.raise "KeyError" "a{}\'" (%a) : i64\n%r = arith.negf %x : f64', "f64"),
)  # fmt: skip

NUMBERS = (0, 1, -1, 7, -7, 62, 63, 64, 2**62, -(2**62), 2**63 - 1, -(2**63))
REALS = (
    0.0, -0.0, 1.0, -1.0, 0.5, 2.5, -2.5, 0.1, 1e-5, 123456789.125, 1e16, 1e22, 5e-324, 710.0,
    1e300, math.inf, -math.inf, math.nan,
)  # fmt: skip


def module() -> ModuleOp:
    """One function with all cases: the first argument chooses."""
    arms = [
        f"case {number} {{\n{text}\nscf.yield {results(kind)} : i64, f64, i1\n}}"
        for number, (text, kind) in enumerate(CASES)
    ]
    text = "\n".join([
        "func.func @forward(%n: i64, %a: i64, %b: i64, %x: f64, %y: f64, %t: i1)"
        " -> (i64, f64, i1) {",
        "%i = arith.index_cast %n : i64 to index",
        "%p, %q, %s = scf.index_switch %i -> i64, f64, i1",
        *arms,
        "default {\nscf.yield %a, %x, %t : i64, f64, i1\n}",
        "func.return %p, %q, %s : i64, f64, i1\n}",
    ])  # fmt: skip
    return Parser(make_context(), text).parse_module()


def results(kind: str) -> str:
    return ", ".join("%r" if kind == each else rest for each, rest in REST.items())


REST = {"i64": "%a", "f64": "%x", "i1": "%t"}


@pytest.fixture(scope="module")
def program() -> Iterator[Program]:
    with compile_module(module(), {}, passes="remove-dead-values", host="native") as program:
        assert program.is_native
        yield program


def outcome(call: Callable[[], Any]) -> list[str]:
    """The results with their types, or the exception."""
    try:
        return [f"{type(each).__name__} {each!r}" for each in call()]
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]


@pytest.fixture(scope="module")
def interpreted() -> ModuleOp:
    return module()


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: CASES[number][0][:40])
def test_as_interpreted(program: Program, interpreted: ModuleOp, number: int) -> None:
    text, _ = CASES[number]
    uses_reals = "%x" in text
    values = REALS if uses_reals else NUMBERS
    is_unary = "%y" not in text and "%b" not in text
    pairs = itertools.product(values, values[4:5] if is_unary else values)
    for index, (first, second) in enumerate(pairs):
        if uses_reals:
            inputs = (number, index, -index, first, second, True)
        else:
            inputs = (number, first, second, 0.5, -0.5, True)
        expected = outcome(lambda inputs=inputs: run(interpreted, inputs))
        found = outcome(lambda inputs=inputs: program(*inputs))
        beyond = any(abs(int(each.split()[1])) >= 2**63 for each in expected if each[:4] == "int ")
        if beyond and expected[0] != f"int {-(2**63)}":
            assert found == ["OverflowError: an integer needs more than 64 bits"]
        elif expected[0].startswith(("OverflowError", "MemoryError")):
            assert found[0].startswith("OverflowError")
        else:
            assert found == expected, inputs


def test_numbers_from_the_caller(program: Program) -> None:
    inputs = (-1, 1, 2, 0.5, 1.5, True)
    assert program(*inputs) == (1, 0.5, True)
    with pytest.raises(OverflowError):
        program(-1, 2**80, 2, 0.5, 1.5, True)
    with pytest.raises(InputError, match=r"a must be an int; it is 1\.5"):
        program(-1, 1.5, 2, 0.5, 1.5, True)
