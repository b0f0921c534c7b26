"""Operator schemas as PyTorch writes them, e.g. ``relu(Tensor self) -> Tensor``.

The grammar is that of PyTorch's ``native_functions.yaml``, without alias annotations and without
the arguments that say where or how a tensor is stored (device, layout, …): see
``tools/generate_aten.py``.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property


class Kind(Enum):
    """What an argument's elements are."""

    TENSOR = "Tensor"
    INT = "int"
    FLOAT = "float"
    BOOL = "bool"
    SCALAR = "Scalar"
    STRING = "str"
    DTYPE = "ScalarType"


Default = int | float | bool | str | None | tuple[int | float | bool, ...]


@dataclass(frozen=True)
class Argument:
    """One argument of an operator."""

    name: str
    kind: Kind
    is_optional: bool
    is_list: bool
    has_optional_elements: bool
    keyword_only: bool
    has_default: bool
    default: Default

    @property
    def is_tensor(self) -> bool:
        """True for ``Tensor``, ``Tensor?``, ``Tensor[]`` and ``Tensor?[]``."""
        return self.kind is Kind.TENSOR

    @property
    def needs_operand(self) -> bool:
        """True where the argument is always exactly one operand."""
        return self.is_tensor and not self.is_optional and not self.is_list


@dataclass(frozen=True)
class Result:
    """One result of an operator; a list stands for any number of values."""

    kind: Kind
    is_list: bool


@dataclass(frozen=True)
class Schema:
    """A parsed operator schema; ``name`` includes the overload, as in ``add.Tensor``."""

    name: str
    arguments: tuple[Argument, ...]
    results: tuple[Result, ...]

    @cached_property
    def by_name(self) -> dict[str, Argument]:
        """The arguments by name."""
        return {argument.name: argument for argument in self.arguments}

    @staticmethod
    def parse(text: str) -> Schema:
        """Parse ``text``; raises ValueError where it is not a schema."""
        match = _SCHEMA.fullmatch(text)
        if match is None:
            raise ValueError(f"not an operator schema: {text}")
        keyword_only = False
        arguments: list[Argument] = []
        for part in _split(match["arguments"]):
            if part == "*":
                keyword_only = True
            else:
                arguments.append(_parse_argument(part, keyword_only))
        results = match["results"]
        if results.startswith("("):
            results = results[1:-1]
        return Schema(
            match["name"], tuple(arguments), tuple(_parse_result(r) for r in _split(results))
        )


_SCHEMA = re.compile(r"(?P<name>[\w.]+)\((?P<arguments>.*)\) -> (?P<results>.*)")
_ARGUMENT = re.compile(
    r"(?P<kind>\w+)(?P<element>\?)?(?P<list>\[\d*\])?(?P<optional>\?)? "
    r"(?P<name>\w+)(=(?P<default>.*))?"
)


def _split(text: str) -> list[str]:
    """Split at the commas outside brackets."""
    parts = re.split(r",\s*(?![^\[]*\])", text)
    return [part.strip() for part in parts if part.strip()]


def _parse_argument(text: str, keyword_only: bool) -> Argument:
    match = _ARGUMENT.fullmatch(text)
    if match is None:
        raise ValueError(f"not an operator argument: {text}")
    is_list = match["list"] is not None
    default = match["default"]
    return Argument(
        name=match["name"],
        kind=Kind(match["kind"]),
        is_optional=bool(match["optional"]) or (bool(match["element"]) and not is_list),
        is_list=is_list,
        has_optional_elements=bool(match["element"]) and is_list,
        keyword_only=keyword_only,
        has_default=default is not None,
        default=None if default is None else _parse_default(default),
    )


def _parse_default(text: str) -> Default:
    value = ast.literal_eval(text)
    return tuple(value) if isinstance(value, list) else value  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]


def _parse_result(text: str) -> Result:
    kind, *_ = re.split(r"[\[ ]", text)
    return Result(Kind(kind), "[" in text)
