"""``dycl-opt --print-ir-after-change``: what each pass changed, as a diff."""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import dataclass, field
from io import StringIO
from typing import IO

from typing_extensions import override
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import SSAValue
from xdsl.passes import ModulePass
from xdsl.printer import Printer

from dycl.tools.pass_run import PassObserver


@dataclass
class ValueNames:
    """Names of values that stay the same while passes change the program around them.

    In the usual text, a value that goes renumbers all that follow.
    """

    _names: dict[SSAValue, str] = field(default_factory=dict[SSAValue, str])
    _counts: Counter[str] = field(default_factory=Counter[str])

    def name(self, value: SSAValue) -> str:
        """The name of ``value``, without ``%``."""
        name = self._names.get(value)
        if name is None:
            hint = value.name_hint
            count = self._counts[hint or ""]
            self._counts[hint or ""] += 1
            name = str(count) if hint is None else f"{hint}_{count}" if count else hint
            self._names[value] = name
        return name


class StableNamePrinter(Printer):
    """xDSL's printer with the names of a :class:`ValueNames`."""

    def __init__(self, stream: IO[str], names: ValueNames) -> None:
        super().__init__(stream)
        self._stable = names

    @override
    def print_ssa_value(self, value: SSAValue) -> str:
        name = self._stable.name(value)
        self.print_string(f"%{name}")
        return name


@dataclass
class ChangePrinter(PassObserver):
    """Writes a unified diff to ``output`` after each pass that changed something.

    With ``every_pass``, those that changed nothing are named too.
    """

    output: IO[str]
    every_pass: bool = False
    context_lines: int = 3
    _names: ValueNames = field(default_factory=ValueNames, init=False)
    _lines: list[str] = field(default_factory=list[str], init=False)

    @override
    def before_pipeline(self, module: ModuleOp) -> None:
        self._lines = self._text(module)

    @override
    def after_pass(self, pass_: ModulePass, module: ModuleOp) -> None:
        before, self._lines = self._lines, self._text(module)
        if before == self._lines:
            if self.every_pass:
                self.output.write(f"// {pass_.name} changed nothing\n")
            return
        self.output.write(f"// {pass_.spec()} changed:\n")
        differences = difflib.unified_diff(before, self._lines, n=self.context_lines, lineterm="")
        for line in list(differences)[2:]:  # without file names
            self.output.write(f"{line}\n")

    def _text(self, module: ModuleOp) -> list[str]:
        stream = StringIO()
        StableNamePrinter(stream, self._names).print_op(module)
        return stream.getvalue().splitlines()
