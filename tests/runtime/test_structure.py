"""How values are nested: text, Python values and leaves."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pytest
import torch

from dycl.errors import InputError
from dycl.runtime.structure import (
    Array,
    Choice,
    Elements,
    Enclosing,
    Leaf,
    Record,
    Structure,
    build,
    flatten,
    format_structure,
    leaf_count,
    leaf_names,
    parse_structure,
)

HERE = __name__


class Point(NamedTuple):
    x: Any
    y: Any


@dataclass
class Output:
    logits: Any
    more: Any = None


STRUCTURES: list[tuple[Structure, str]] = [
    (Leaf(3), "$3"),
    ((Leaf(0),), "($0,)"),
    ((Leaf(0), [Leaf(1), 3], {}), "($0, [$1, 3], {})"),
    ({"x": Leaf(0), 2: None, "mode": "a $1"}, "{'x': $0, 2: None, 'mode': 'a \\x241'}"),
    ([1.5, -2, True, float("inf"), -float("inf"), b"b", 1j], ""),
    (Record("m:A.B", (("a", Leaf(0)), ("b", (1, Leaf(1))))), "'m:A.B'(a=$0, b=(1, $1))"),
    (Choice(Leaf(0), ((Leaf(1), None), Leaf(2))), "choose($0, ($1, None), $2)"),
    (Elements("list", "int", Leaf(0)), 'elements("list", "int", $0)'),
    ((Array("scalar", Leaf(1)), Array("array", Leaf(0))), "(scalar($1), array($0))"),
    (
        Elements("tuple", ("tensor", ("int",)), (Leaf(1), (Leaf(0),))),
        'elements("tuple", ("tensor", ("int",)), ($1, ($0,)))',
    ),
    (
        Record("m:Tree", (("child", Record("m:Tree", (("parent", Enclosing(2)),))),)),
        "'m:Tree'(child='m:Tree'(parent=up(2)))",
    ),
]


@pytest.mark.parametrize(("structure", "text"), STRUCTURES)
def test_text(structure: Structure, text: str) -> None:
    written = format_structure(structure)
    assert not text or written == text
    assert parse_structure(written) == structure


def test_nan() -> None:
    found = parse_structure(format_structure([float("nan")]))
    assert isinstance(found, list) and found[0] != found[0]


@pytest.mark.parametrize("text", ["$", "f(1)", "($0", "x", "choose(1, $0)", "lambda: 0", ""])
def test_not_a_structure(text: str) -> None:
    with pytest.raises(ValueError, match="not a structure"):
        parse_structure(text)


def test_build_and_flatten() -> None:
    structure = parse_structure(f"($1, [$0, 7], {{'k': '{HERE}:Point'(x=$2, y='s')}})")
    value = build(structure, ["a", "b", "c"])
    assert value[:2] == ("b", ["a", 7])
    assert value[2]["k"]._asdict() == {"x": "c", "y": "s"}
    leaves: list[Any] = [None] * leaf_count(structure)
    flatten(structure, value, "x", leaves)
    assert leaves == ["a", "b", "c"]


def test_classes() -> None:
    record = Record(f"{Output.__module__}:Output", (("logits", Leaf(0)), ("more", None)))
    found = build(record, [1])
    assert (type(found).__name__, found.logits, found.more) == ("Output", 1, None)
    stand_in = build(Record("no.such.module:Result", (("logits", Leaf(0)),)), [1])
    assert type(stand_in).__name__ == "Result" and stand_in.logits == 1
    ordered = build(Record("collections:OrderedDict", (("a", Leaf(0)),)), [1])
    assert ordered == OrderedDict(a=1)


def test_chosen_at_run_time() -> None:
    structure = parse_structure("choose($0, ($1, None), [$2])")
    assert build(structure, [0, "a", "b"]) == ("a", None)
    assert build(structure, [True, "a", "b"]) == ["b"]


def test_rows() -> None:
    rows = np.arange(3)
    assert build(Elements("tuple", "int", Leaf(0)), [rows]) == (0, 1, 2)
    elements = build(Elements("list", "tensor", Leaf(0)), [rows])
    assert all(isinstance(each, np.ndarray) and each.shape == () for each in elements)


def test_of_numpy() -> None:
    leaves = [np.array(3), torch.ones(2), torch.arange(2)]
    structure = (Array("scalar", Leaf(0)), Array("array", Leaf(0)), Array("array", Leaf(1)))
    scalar, single, array = build(structure, leaves)
    assert type(scalar) is np.int64
    assert type(single) is np.ndarray
    assert array.dtype == np.float32
    elements = build(Elements("list", "scalar", Leaf(2)), leaves)
    assert elements == [0, 1] and all(type(each) is np.int64 for each in elements)


def test_names() -> None:
    structure = parse_structure("{'x': $1, 'state': ($0, {'h': [$2]}), 'p': 'm:P'(y=$3)}")
    assert isinstance(structure, dict)
    assert leaf_names(structure) == {0: "state[0]", 1: "x", 2: "state[1]['h'][0]", 3: "p.y"}


@pytest.mark.parametrize(
    ("text", "value", "message"),
    [
        ("($0, $1)", (1, 2, 3), "x must be a tuple of 2, not a tuple of 3"),
        ("[$0]", 1, "x must be a list of 1, not 1"),
        ("{'a': [$0]}", {"a": [1, 2]}, r"x\['a'\] must be a list of 1"),
        ("{'a': $0}", {"b": 1}, r"x must be a dict with the keys \['a'\]"),
        ("'m:P'(a=$0)", object(), "x must be a m:P, not a object"),
        ("('greedy',)", ("beam",), r"x\[0\] was 'greedy' .* is now 'beam'"),
        ("(1,)", (True,), r"x\[0\] was 1 .* is now True"),
    ],
)
def test_other_nesting(text: str, value: Any, message: str) -> None:
    structure = parse_structure(text)
    with pytest.raises(InputError, match=message):
        flatten(structure, value, "x", [None] * leaf_count(structure))
