"""Writes the reference, ``docs/passes/`` and ``docs/dialects/``, from definitions and docstrings.

``python tools/generate_reference.py`` writes a page for each pass and dialect, and the list of
passes into ``docs/passes.md``; with ``--check``, it fails where a page is not what it would write.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast, get_args

from xdsl.dialects.builtin import AnyFloat
from xdsl.ir import Dialect, Operation
from xdsl.irdl import (
    AttrConstraint,
    IRDLOperation,
    OpDef,
    OperandDef,
    PropertyDef,
    RangeLengthConstraint,
    RangeOf,
    ResultDef,
    VarOperandDef,
    VarResultDef,
)
from xdsl.passes import ModulePass

from dycl.dialects.aten_operation import AtenOp, RandomAtenOp
from dycl.passes.pipelines.named_pipeline import NamedPipeline
from dycl.universe import DYCL_UNIVERSE, discover

DOCUMENTS = Path(__file__).resolve().parent.parent / "docs"
BEGIN, END = "<!-- from docstrings: tools/generate_reference.py -->", "<!-- end of docstrings -->"
NOTE = "<!-- written by tools/generate_reference.py; do not edit -->"
ROLE = re.compile(r":\w+:``?[~.]*([^`]+)``?|:\w+:`[~.]*([^`]+)`")


def passes() -> dict[str, type[ModulePass]]:
    """The passes in ``dycl/passes/``, by name."""
    return {name: load() for name, load in sorted(discover("passes", ModulePass).items())}


def dialects() -> dict[str, Dialect]:
    """The dialects in ``dycl/dialects/``, by name."""
    return {name: load() for name, load in sorted(DYCL_UNIVERSE.all_dialects.items())}


def as_markdown(docstring: str) -> str:
    """A docstring, whose code is indented after ``::``, as Markdown."""
    lines: list[str] = []
    is_code = False
    for line in inspect.cleandoc(docstring).splitlines():
        if is_code and line and not line.startswith("    "):
            while lines[-1] == "":
                lines.pop()
            lines += ["```", ""]
            is_code = False
        if is_code:
            lines.append(line.removeprefix("    "))
            continue
        text = ROLE.sub(lambda match: f"`{match[1] or match[2]}`", line).replace("``", "`")
        if text.endswith("::"):
            lines += [text[:-1], "", "```mlir"]
            is_code = True
        else:
            lines.append(text)
    if is_code:
        lines.append("```")
    return re.sub(r"```mlir\n\n", "```mlir\n", "\n".join(lines))


def summary(docstring: str | None) -> str:
    """The first paragraph, on one line."""
    first, _, _ = inspect.cleandoc(docstring or "").partition("\n\n")
    return as_markdown(first).replace("\n", " ")


def signature(name: str, pass_class: type[ModulePass]) -> str:
    """How to write the pass in a pipeline, with the defaults of its options."""
    options = [
        f"{field.metadata.get('option', field.name.replace('_', '-'))}={_default(field)}"
        for field in dataclasses.fields(pass_class)
    ]
    return f"{name}{{{' '.join(options)}}}" if options else name


def _default(field: dataclasses.Field[Any]) -> str:
    default: Any = field.default
    match default:
        case "" | dataclasses.MISSING:
            return "…"
        case tuple():
            return ",".join(map(str, cast("tuple[Any, ...]", default)))
        case str() | int() | float():
            return str(default)
        case _:
            return repr(default)


def pass_page(name: str, pass_class: type[ModulePass]) -> str:
    """The page of one pass."""
    parts = [NOTE, f"# {name}"]
    if dataclasses.fields(pass_class):
        parts.append(f"`{signature(name, pass_class)}`")
    return "\n\n".join([*parts, as_markdown(pass_class.__doc__ or "")]) + "\n"


def pass_list(found: Mapping[str, type[ModulePass]]) -> str:
    """Tables of pipelines and passes that link to their pages."""
    pipelines = {name: c for name, c in found.items() if issubclass(c, NamedPipeline)}
    others = {name: c for name, c in found.items() if name not in pipelines}
    return "\n\n".join(
        f"## {title}\n\n| name | what it does |\n|---|---|\n{_pass_rows(some)}"
        for title, some in (("Pipelines", pipelines), ("Passes", others))
    )


def _pass_rows(found: Mapping[str, type[ModulePass]]) -> str:
    return "\n".join(
        f"| [`{name}`](passes/{name}.md) | {summary(pass_class.__doc__)} |"
        for name, pass_class in found.items()
    )


def dialect_page(name: str, dialect: Dialect) -> str:
    """The page of one dialect: what its module says, and its operations."""
    module = importlib.import_module(f"dycl.dialects.{name}")
    parts = [NOTE, f"# The dialect `{name}`", as_markdown(module.__doc__ or "")]
    operations = sorted(dialect.operations, key=lambda operation: operation.name)
    if all(issubclass(operation, AtenOp) for operation in operations):
        parts.append(_aten_table(operations))
    else:
        parts += [part for operation in operations for part in _operation(operation)]
    return "\n\n".join(parts) + "\n"


def _aten_table(operations: list[type[Operation]]) -> str:
    rows = ["| operation | operator of PyTorch | draws random numbers |", "|---|---|---|"]
    for operation in operations:
        assert issubclass(operation, AtenOp)
        is_random = "yes" if issubclass(operation, RandomAtenOp) else ""
        rows.append(f"| `{operation.name}` | `{operation.SCHEMA}` | {is_random} |")
    return "\n".join(rows)


def _operation(operation: type[Operation]) -> Iterator[str]:
    yield f"## `{operation.name}`"
    yield as_markdown(operation.__doc__ or "")
    assert issubclass(operation, IRDLOperation)
    rows = list(_definition_rows(operation.get_irdl_definition()))
    if rows:
        yield "\n".join(["| | name | may be |", "|---|---|---|", *rows])
    traits = ", ".join(f"`{type(trait).__name__}`" for trait in operation.traits)
    if traits:
        yield f"Traits: {traits}."


def _definition_rows(definition: OpDef) -> Iterator[str]:
    groups = {
        "operand": definition.operands,
        "property": list(definition.properties.items()),
        "result": definition.results,
    }
    for kind, fields in groups.items():
        for field_name, field in fields:
            form = "" if kind == "property" else _multiplicity(field)
            yield f"| {kind} | `{field_name}`{form} | {_constraint(field)} |"


def _multiplicity(field: object) -> str:
    if isinstance(field, VarOperandDef | VarResultDef):
        return " (any number)"
    return ""


def _constraint(field: OperandDef | ResultDef | PropertyDef) -> str:
    constraint = field.constr
    if isinstance(constraint, RangeLengthConstraint):
        constraint = constraint.constraint
    if isinstance(constraint, RangeOf):
        constraint = constraint.constr
    bases = constraint.get_bases() if isinstance(constraint, AttrConstraint) else None
    if bases is None:
        return "anything"
    floats = set(get_args(AnyFloat))
    names = [f"`{base.name}`" for base in bases - floats]
    return ", ".join([*sorted(names), *(["any float"] if floats <= bases else [])])


def pages() -> dict[Path, str]:
    """Every page that this tool writes."""
    found = passes()
    overview = DOCUMENTS / "passes.md"
    before, _, rest = overview.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    return {
        overview: f"{before}{BEGIN}\n\n{pass_list(found)}\n\n{END}{after}",
        **{DOCUMENTS / "passes" / f"{name}.md": pass_page(name, c) for name, c in found.items()},
        **{
            DOCUMENTS / "dialects" / f"{name}.md": dialect_page(name, dialect)
            for name, dialect in dialects().items()
        },
    }


def main() -> None:
    """Write the pages, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only fail where a page would change")
    arguments = parser.parse_args()
    made = pages()
    present = {*(DOCUMENTS / "passes").glob("*.md"), *(DOCUMENTS / "dialects").glob("*.md")}
    stale = [page for page in present if page not in made]
    wrong = [page for page, text in made.items() if not page.exists() or page.read_text() != text]
    if arguments.check:
        if outdated := sorted(page.name for page in [*stale, *wrong]):
            names = ", ".join(outdated)
            sys.exit(f"out of date: {names}; run python tools/generate_reference.py")
        return
    for page in stale:
        page.unlink()
    for page in wrong:
        page.parent.mkdir(exist_ok=True)
        page.write_text(made[page])


if __name__ == "__main__":
    main()
