"""How Python values are nested around tensors, as text.

A structure is a Python expression in which ``$i`` stands for tensor or host scalar number i::

    {"x": $0, "state": ($1, $2), "mode": "greedy"}      the arguments of a call, by parameter name
    ($0, [$1, 3])                                       a returned value
    choose($0, ($1, None), $2)                          the structure number $0 of those that follow
    elements("list", "int", $0)                         a list of run-time length: the rows of $0
    elements("list", ("int", "tensor"), ($0, $1))       the same, of pairs
    array($0), scalar($0)                               a tensor as NumPy's array or scalar

Tuples, lists, dicts, None, numbers and strings are written as in Python, and named tuples,
dataclasses and other classes that are made from keyword arguments as ``module:Class(field=$0)``
with the name quoted: ``"module:Class"(field=$0)``; in a field, ``up(n)`` is the object that is n
levels above, 1 for the one that the field belongs to. Constants are part of the structure: a call
with another value does not fit it.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import re
from collections import namedtuple
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, cast

from dycl.errors import InputError

Constant = int | float | bool | str | bytes | complex | None


@dataclasses.dataclass(frozen=True)
class Leaf:
    """Tensor or host scalar number ``index``."""

    index: int


@dataclasses.dataclass(frozen=True)
class Record:
    """An object of a class that is made from keyword arguments; ``path`` is ``module:Class``."""

    path: str
    fields: tuple[tuple[str, Structure], ...]


@dataclasses.dataclass(frozen=True)
class Enclosing:
    """In an argument: the record that is ``levels`` records above, 1 for the innermost."""

    levels: int


@dataclasses.dataclass(frozen=True)
class Choice:
    """One of several structures, chosen at run time by the number or bool ``index``."""

    index: Leaf
    options: tuple[Structure, ...]


@dataclasses.dataclass(frozen=True)
class Array:
    """A tensor that is returned as an array of NumPy, or as a ``"scalar"``, whatever was given."""

    kind: str
    leaf: Leaf


ElementKind = str | tuple["ElementKind", ...]
RowLeaves = Leaf | tuple["RowLeaves", ...]


@dataclasses.dataclass(frozen=True)
class Elements:
    """A ``list`` or ``tuple`` (``kind``) whose length is known only at run time.

    Its elements are the rows of a tensor: as tensors, as arrays or scalars of NumPy, or as Python's
    ``int``, ``float`` or ``bool``. Elements that are tuples have one such tensor for each part,
    nested alike.
    """

    kind: str
    element: ElementKind
    rows: RowLeaves


Structure = (
    Leaf
    | Record
    | Enclosing
    | Choice
    | Elements
    | Array
    | Constant
    | tuple["Structure", ...]
    | list["Structure"]
    | dict[Constant, "Structure"]
)


def format_structure(structure: Structure) -> str:
    """The text of ``structure``; :func:`parse_structure` reads it back."""
    match structure:
        case Leaf():
            return f"${structure.index}"
        case tuple():
            inner = ", ".join(map(format_structure, structure))
            return f"({inner},)" if len(structure) == 1 else f"({inner})"
        case list():
            return f"[{', '.join(map(format_structure, structure))}]"
        case dict():
            items = (f"{_format_constant(k)}: {format_structure(v)}" for k, v in structure.items())
            return f"{{{', '.join(items)}}}"
        case Record():
            fields = ", ".join(f"{name}={format_structure(v)}" for name, v in structure.fields)
            return f"{_format_constant(structure.path)}({fields})"
        case Enclosing():
            return f"up({structure.levels})"
        case Choice():
            parts = map(format_structure, (structure.index, *structure.options))
            return f"choose({', '.join(parts)})"
        case Array():
            return f"{structure.kind}({format_structure(structure.leaf)})"
        case Elements():
            rows = format_structure(structure.rows)
            element = _format_element(structure.element)
            return f'elements("{structure.kind}", {element}, {rows})'
        case _:
            return _format_constant(structure)


def parse_structure(text: str) -> Structure:
    """Read a structure; raises ValueError where ``text`` is none."""
    try:
        tree = ast.parse(re.sub(r"\$(\d+)", r"_[\1]", text), mode="eval")
    except SyntaxError as error:
        raise ValueError(f"not a structure: {text}") from error
    return _from_node(tree.body, text)


def leaf_count(structure: Structure) -> int:
    """One more than the largest leaf number in ``structure``, 0 without leaves."""
    match structure:
        case Leaf():
            return structure.index + 1
        case tuple() | list():
            return max(map(leaf_count, structure), default=0)
        case dict():
            return max(map(leaf_count, structure.values()), default=0)
        case Record():
            return max((leaf_count(value) for _, value in structure.fields), default=0)
        case Choice():
            return max(map(leaf_count, (structure.index, *structure.options)))
        case Elements():
            return leaf_count(structure.rows)
        case Array():
            return leaf_count(structure.leaf)
        case _:
            return 0


def leaf_indices(structure: Structure) -> list[int]:
    """The numbers of the leaves in ``structure``, in its order."""
    return [int(number) for number in re.findall(r"\$(\d+)", format_structure(structure))]


def leaf_names(structure: Mapping[Any, Structure]) -> dict[int, str]:
    """What to call each leaf of the arguments ``structure``: ``x``, ``state[0].hidden``."""
    names: dict[int, str] = {}
    for name, parameter in structure.items():
        _name_leaves(parameter, str(name), names)
    return names


def _name_leaves(structure: Structure, where: str, names: dict[int, str]) -> None:
    match structure:
        case Leaf():
            names[structure.index] = where
        case tuple() | list():
            for index, item in enumerate(structure):
                _name_leaves(item, f"{where}[{index}]", names)
        case dict():
            for key, item in structure.items():
                _name_leaves(item, f"{where}[{key!r}]", names)
        case Record():
            for name, item in structure.fields:
                _name_leaves(item, f"{where}.{name}", names)
        case _:
            pass


def narrowed(structure: Structure, possible: Callable[[Choice], Collection[int]]) -> Structure:
    """``structure`` where each choice has only those options whose numbers ``possible`` gives.

    The others become None; a choice with one option becomes that.
    """
    match structure:
        case tuple():
            return tuple(narrowed(item, possible) for item in structure)
        case list():
            return [narrowed(item, possible) for item in structure]
        case dict():
            return {key: narrowed(item, possible) for key, item in structure.items()}
        case Record():
            fields = tuple((name, narrowed(item, possible)) for name, item in structure.fields)
            return Record(structure.path, fields)
        case Choice():
            kept = possible(structure)
            if len(kept) == 1:
                return narrowed(structure.options[next(iter(kept))], possible)
            options = (
                narrowed(option, possible) if number in kept else None
                for number, option in enumerate(structure.options)
            )
            return Choice(structure.index, tuple(options))
        case _:
            return structure


def renumbered(structure: Structure, numbers: Mapping[int, int]) -> Structure:
    """``structure`` with leaf ``numbers[i]`` in the place of leaf i."""
    return parse_structure(
        re.sub(r"\$(\d+)", lambda found: f"${numbers[int(found[1])]}", format_structure(structure))
    )


def build(structure: Structure, leaves: Sequence[object]) -> Any:
    """The Python value with ``leaves`` in place."""
    match structure:
        case Leaf():
            return leaves[structure.index]
        case tuple() | list():
            # Most items are leaves, which need no call.
            items = [
                leaves[item.index] if type(item) is Leaf else build(item, leaves)
                for item in structure
            ]
            return tuple(items) if type(structure) is tuple else items
        case dict():
            return {key: build(value, leaves) for key, value in structure.items()}
        case Record():
            fields = {name: build(value, leaves) for name, value in structure.fields}
            return _record(_record_class(structure.path, tuple(fields)), fields)
        case Choice():
            return build(structure.options[int(cast(int, leaves[structure.index.index]))], leaves)
        case Array():
            return _of_numpy(leaves[structure.leaf.index], structure.kind)
        case Elements():
            elements = _elements(structure.element, structure.rows, leaves)
            return tuple(elements) if structure.kind == "tuple" else elements
        case _:
            return structure


def _elements(element: ElementKind, rows: RowLeaves, leaves: Sequence[object]) -> list[Any]:
    if isinstance(rows, tuple):
        parts = [_elements(e, r, leaves) for e, r in zip(element, rows, strict=True)]
        return list(zip(*parts, strict=True))
    values: Any = leaves[rows.index]
    # values[i] of a one-dimensional array would be a NumPy scalar.
    if element == "tensor":
        return [values[i, ...] for i in range(len(values))]
    if element in ARRAY_KINDS:
        return [_of_numpy(values[i, ...], str(element)) for i in range(len(values))]
    return values.tolist()


ARRAY_KINDS = ("array", "scalar")


def _of_numpy(leaf: Any, kind: str) -> Any:
    """An array, or a tensor of PyTorch, as what NumPy has."""
    array = leaf.numpy() if hasattr(leaf, "numpy") else leaf
    return array[()] if kind == "scalar" else array


def flatten(
    structure: Structure,
    value: object,
    where: str,
    leaves: list[Any],
    enclosing: tuple[object, ...] = (),
) -> None:
    """Put the leaves of ``value`` into ``leaves`` at their numbers.

    ``enclosing`` are the records around ``value``, the innermost last. Raises InputError, naming
    the place by ``where``, if ``value`` is nested otherwise than ``structure``.
    """
    match structure:
        case Leaf():
            leaves[structure.index] = value
        case tuple() | list():
            if not isinstance(value, tuple | list) or len(cast("Sequence[object]", value)) != len(
                structure
            ):
                raise InputError(
                    f"{where} must be a {type(structure).__name__} of {len(structure)}, "
                    f"not {_describe(value)}"
                )
            for index, item in enumerate(structure):
                part = cast("Sequence[object]", value)[index]
                flatten(item, part, f"{where}[{index}]", leaves, enclosing)
        case dict():
            if not isinstance(value, Mapping) or set(cast("Mapping[Any, object]", value)) != set(
                structure
            ):
                raise InputError(f"{where} must be a dict with the keys {list(structure)}")
            for key, item in structure.items():
                part = cast("Mapping[Any, object]", value)[key]
                flatten(item, part, f"{where}[{key!r}]", leaves, enclosing)
        case Record():
            for name, item in structure.fields:
                if not hasattr(value, name):
                    raise InputError(f"{where} must be a {structure.path}, not {_describe(value)}")
                part = getattr(value, name)
                flatten(item, part, f"{where}.{name}", leaves, (*enclosing, value))
        case Enclosing():
            if value is not enclosing[-structure.levels]:
                raise InputError(f"{where} must be the object that it was part of")
        case _:
            if type(value) is not type(structure) or value != structure:
                raise InputError(
                    f"{where} was {structure!r} when the program was compiled and is now "
                    f"{_describe(value)}; compile it again for this value"
                )


def _format_element(element: ElementKind) -> str:
    if isinstance(element, str):
        return f'"{element}"'
    inner = ", ".join(map(_format_element, element))
    return f"({inner},)" if len(element) == 1 else f"({inner})"


def _format_constant(value: Constant) -> str:
    if isinstance(value, float) and value != value:
        return 'float("nan")'
    if value in (float("inf"), float("-inf")):
        return f'float("{value}")'
    return repr(value).replace("$", r"\x24")


def _from_node(node: ast.expr, text: str) -> Structure:
    match node:
        case ast.Subscript(value=ast.Name(id="_"), slice=ast.Constant(value=int(index))):
            return Leaf(index)
        case ast.Tuple():
            return tuple(_from_node(item, text) for item in node.elts)
        case ast.List():
            return [_from_node(item, text) for item in node.elts]
        case ast.Dict():
            keys = [cast(Constant, ast.literal_eval(key)) for key in node.keys if key is not None]
            return dict(zip(keys, (_from_node(v, text) for v in node.values), strict=True))
        case ast.Call(func=ast.Name(id="float"), args=[ast.Constant(value=str(number))]):
            return float(number)
        case ast.Call(func=ast.Name(id="choose"), args=[index, *options]):
            chosen = _from_node(index, text)
            if not isinstance(chosen, Leaf):
                raise ValueError(f"not a structure: {text}")
            return Choice(chosen, tuple(_from_node(option, text) for option in options))
        case ast.Call(func=ast.Name(id="up"), args=[ast.Constant(value=int(levels))]):
            return Enclosing(levels)
        case ast.Call(func=ast.Name(id=kind), args=[argument]) if kind in ARRAY_KINDS:
            leaf = _from_node(argument, text)
            if not isinstance(leaf, Leaf):
                raise ValueError(f"not a structure: {text}")
            return Array(kind, leaf)
        case ast.Call(
            func=ast.Name(id="elements"),
            args=[ast.Constant(value=str(kind)), element, rows],
        ):
            return Elements(kind, ast.literal_eval(element), _row_leaves(rows, text))
        case ast.Call(func=ast.Constant(value=str(path))):
            fields = tuple((kw.arg or "", _from_node(kw.value, text)) for kw in node.keywords)
            return Record(path, fields)
        case _:
            try:
                return cast(Constant, ast.literal_eval(node))
            except ValueError as error:
                raise ValueError(f"not a structure: {text}") from error


def _row_leaves(node: ast.expr, text: str) -> RowLeaves:
    if isinstance(node, ast.Tuple):
        return tuple(_row_leaves(item, text) for item in node.elts)
    leaf = _from_node(node, text)
    if not isinstance(leaf, Leaf):
        raise ValueError(f"not a structure: {text}")
    return leaf


def _record_class(path: str, fields: tuple[str, ...]) -> Callable[..., Any]:
    """The class itself where it can be imported, else a named tuple of the same name and fields."""
    module_name, _, name = path.partition(":")
    try:
        found: Any = importlib.import_module(module_name)
        for part in name.split("."):
            found = getattr(found, part)
        return found
    except (ImportError, AttributeError):
        return namedtuple(name.split(".")[-1], fields)  # pyright: ignore[reportUntypedNamedTuple]


def _record(class_: Callable[..., Any], fields: dict[str, Any]) -> Any:
    """An instance with ``fields``, whatever the class computes when one is made."""
    given: Any = class_
    if not isinstance(given, type) or not dataclasses.is_dataclass(given):
        return class_(**fields)
    computed = {field.name for field in dataclasses.fields(given) if not field.init}
    made = class_(**{name: value for name, value in fields.items() if name not in computed})
    for name in fields if hasattr(class_, "__post_init__") else computed:
        object.__setattr__(made, name, fields[name])
    return made


def _describe(value: Any) -> str:
    name = type(value).__name__
    if isinstance(value, int | float | str | bool) or value is None:
        return repr(value)
    if isinstance(value, tuple | list):
        return f"a {name} of {len(cast('Sequence[object]', value))}"
    return f"a {name}"
