"""Random Relay texts: what is printed is read as the same, and so are numbers and arrays."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xdsl.ir import Attribute

from dycl.relay_text import read_relay
from dycl.relay_text.constants import (
    DTYPES,
    deserialize,
    literal,
    parse_number,
    serialize,
)

from .conftest import print_relay

TYPE = "Tensor[(2), float32]"
UNARY = ("tanh", "nn.relu", "negative", "copy")
INFIX = ("+", "-", "*", "/")
COMPARISON = ("<", "<=", ">", ">=", "==", "!=")


class TextWriter:
    """Writes a function with random statements; every variable that it uses is in scope."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self._number = 0

    def choose(self, *choices: str) -> str:
        return self._draw(st.sampled_from(choices))

    def fresh(self, prefix: str) -> str:
        self._number += 1
        return f"%{prefix}{self._number}"

    def body(self, depth: int, names: Sequence[str]) -> str:
        scope = list(names)
        lines: list[str] = []
        for _ in range(self._draw(st.integers(0, 3))):
            value = self.expression(depth, scope)
            if self._draw(st.booleans()):
                name = self.fresh("")
                lines.append(f"{name} = {value};")
            else:
                name = self.fresh("v")
                annotation = self.choose("", f": {TYPE}")
                lines.append(f"let {name}{annotation} = {value};")
            scope.append(name)
        return " ".join([*lines, self.expression(depth, scope)])

    def expression(self, depth: int, names: Sequence[str]) -> str:
        kinds = ["name"] if depth == 0 else ["unary", "infix", "tuple", "if", "fn", "call", "name"]
        inner = depth - 1
        match self.choose(*kinds):
            case "unary":
                return f"{self.choose(*UNARY)}({self.expression(inner, names)})"
            case "infix":
                left, right = self.expression(inner, names), self.choose("2f", "-0.1f", "1e-9f")
                return f"({left} {self.choose(*INFIX)} {right})"
            case "tuple":
                fields = [self.expression(inner, names), self.expression(inner, names)]
                return f"({fields[0]}, ({fields[1]}, 1)){self.choose('.0', '.1.0')}"
            case "if":
                sign = self.choose(*COMPARISON)
                condition = f"(sum({self.expression(inner, names)}) {sign} 0f)"
                arms = [self.body(inner, names), self.body(inner, names)]
                return f"if {condition} {{ {arms[0]} }} else {{ {arms[1]} }}"
            case "fn":
                name = self.fresh("p")
                attribute = self.choose("", ", Primitive=1")
                body = self.body(inner, [*names, name])
                argument = self.expression(inner, names)
                return f"fn ({name}: {TYPE}{attribute}) {{ {body} }}({argument})"
            case "call":
                return f"@other({self.expression(inner, names)}).{self.choose('0', '1')}"
            case _:
                return self.choose(*names)


@st.composite
def texts(draw: st.DrawFn) -> str:
    body = TextWriter(draw).body(3, ["%x", "%y"])
    return (
        f"def @main(%x: {TYPE}, %y: {TYPE}) {{ {body} }}\n"
        f"def @other(%x: {TYPE}) {{ (%x, tanh(%x)) }}"
    )


@settings(max_examples=60)
@given(texts())
def test_what_is_printed_is_read_as_the_same(text: str) -> None:
    module = read_relay(text, "random.relay")
    module.verify()
    printed = print_relay(module)
    again = read_relay(printed, "printed.relay")
    assert again.is_structurally_equivalent(module)
    assert print_relay(again) == printed


PACKED = {"float16": "e", "float32": "f", "float64": "d"}


@pytest.mark.parametrize("name", ["float16", "float32", "float64", "int16", "int32", "int64"])
def test_literals_say_the_number(name: str) -> None:
    dtype = DTYPES[name]

    @settings(max_examples=100)
    @given(numbers(name))
    def check(value: int | float) -> None:
        text = literal(value, dtype)
        if text is None:
            return
        read, read_dtype = parse_number(text.lstrip("-"), is_negative=text.startswith("-"))
        assert read_dtype == dtype
        if name in PACKED:
            assert struct.pack(PACKED[name], read) == struct.pack(PACKED[name], value)
        else:
            assert read == value

    check()


def floats_of_bits(code: str) -> st.SearchStrategy[float]:
    """The floats that ``struct`` packs as ``code``, from all their bits; one NaN stands for all."""
    size = struct.calcsize(code)

    def read(bits: int) -> float:
        (value,) = struct.unpack(f"<{code}", bits.to_bytes(size, "little"))
        return math.nan if math.isnan(value) else value

    special = st.sampled_from([0.0, -0.0, 1.0, -1.0, math.inf, -math.inf, math.nan])
    return special | st.integers(0, 2 ** (8 * size) - 1).map(read)


def numbers(name: str) -> st.SearchStrategy[int | float]:
    """The numbers of a dtype, infinities and NaN too."""
    if name == "bfloat16":
        return st.sampled_from([0.0, -1.5, math.inf, 3.0, 2.0**-100])
    if name == "bool":
        return st.sampled_from([0, 1])
    if name in PACKED:
        return floats_of_bits(PACKED[name])
    bits = int(name.lstrip("uint"))
    low = 0 if name.startswith("u") else -(2 ** (bits - 1))
    return st.integers(low, low + 2**bits - 1)


@pytest.mark.parametrize("dtype", DTYPES.values(), ids=str)
def test_arrays_are_read_as_written(dtype: Attribute) -> None:
    name = next(key for key, value in DTYPES.items() if value == dtype)

    @settings(max_examples=30)
    @given(st.lists(numbers(name), min_size=6, max_size=6))
    def check(values: list[int | float]) -> None:
        data = serialize(values, dtype, (3, 2))
        read, read_dtype, shape = deserialize(data)
        assert (read_dtype, shape) == (dtype, (3, 2))
        assert [repr(value) for value in map(type(values[0]), read)] == list(map(repr, values))

    check()


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda data: data[:-1], "its size is not that of its shape"),
        (lambda data: data[:10], "it ends too early"),
        (lambda data: b"\0" + data[1:], "it is no array of TVM's"),
    ],
)
def test_damaged_arrays_are_refused(damage, message: str) -> None:
    data = serialize([1.0, 2.0], DTYPES["float32"], (2,))
    with pytest.raises(ValueError, match=message):
        deserialize(damage(data))
