"""Writes the page of passes, ``docs/passes.md``, from their docstrings.

``python tools/document_passes.py`` writes it; with ``--check``, it fails where the page is not what
it would write. The measured tables stay as they are (see ``measure_passes.py``).
"""

from __future__ import annotations

import argparse
import dataclasses
import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from xdsl.passes import ModulePass

from dycl.passes.pipelines.named_pipeline import NamedPipeline
from dycl.universe import discover

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "passes.md"
BEGIN, END = "<!-- from docstrings: tools/document_passes.py -->", "<!-- end of docstrings -->"
ROLE = re.compile(r":\w+:``?[~.]*([^`]+)``?|:\w+:`[~.]*([^`]+)`")


def passes() -> dict[str, type[ModulePass]]:
    """The passes in ``dycl/passes/``, by name."""
    return {name: load() for name, load in sorted(discover("passes", ModulePass).items())}


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


def signature(name: str, pass_class: type[ModulePass]) -> str:
    """How to write the pass in a pipeline, with the defaults of its options."""
    options = [
        f"{field.name.replace('_', '-')}={_default(field)}"
        for field in dataclasses.fields(pass_class)
    ]
    if name == "print-analysis":
        options = ["name=…"]
    return f"{name}{{{' '.join(options)}}}" if options else name


def _default(field: dataclasses.Field[object]) -> str:
    match field.default:
        case tuple():
            return "…"
        case str() | int() | float() as default:
            return str(default)
        case default:
            return repr(default)


def page(found: Mapping[str, type[ModulePass]]) -> str:
    """The part of the page that comes from docstrings."""
    pipelines = {name: c for name, c in found.items() if issubclass(c, NamedPipeline)}
    others = {name: c for name, c in found.items() if name not in pipelines}
    parts = ["## Pipelines", *_sections(pipelines), "## Passes", _contents(others)]
    return "\n\n".join([*parts, *_sections(others)])


def _sections(found: Mapping[str, type[ModulePass]]) -> Iterator[str]:
    for name, pass_class in found.items():
        yield f"### {name}"
        if dataclasses.fields(pass_class):
            yield f"`{signature(name, pass_class)}`"
        yield as_markdown(pass_class.__doc__ or "")


def _contents(found: Mapping[str, type[ModulePass]]) -> str:
    rows = ["| pass | |", "|---|---|"]
    for name, pass_class in found.items():
        summary, _, _ = inspect.cleandoc(pass_class.__doc__ or "").partition("\n\n")
        text = as_markdown(summary).replace("\n", " ")
        rows.append(f"| [`{name}`](#{name}) | {text} |")
    return "\n".join(rows)


def document(text: str) -> str:
    """The page, with its generated part made anew."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{page(passes())}\n\n{END}{after}"


def main() -> None:
    """Write the page, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only fail where it would change")
    arguments = parser.parse_args()
    text = DOCUMENT.read_text()
    made = document(text)
    if not arguments.check:
        DOCUMENT.write_text(made)
    elif made != text:
        sys.exit(f"{DOCUMENT} is out of date: run python tools/document_passes.py")


if __name__ == "__main__":
    main()
