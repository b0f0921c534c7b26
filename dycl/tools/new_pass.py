"""``dycl-opt --new-pass NAME``: a pass that works, and its test, to begin with."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from typing_extensions import override

from dycl.errors import DyclError

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

PASS = '''"""The pass ``{name}``."""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import OpResult
from xdsl.passes import ModulePass
from xdsl.pattern_rewriter import (
    GreedyRewritePatternApplier,
    PatternRewriter,
    PatternRewriteWalker,
    RewritePattern,
    op_type_rewrite_pattern,
)

from dycl.analysis.remarks import remark
from dycl.dialects import aten


class DoubleNegation(RewritePattern):
    """The negation of a negation."""

    @op_type_rewrite_pattern
    def match_and_rewrite(self, op: aten.NegOp, rewriter: PatternRewriter) -> None:
        (negated,) = op.operands
        if isinstance(negated, OpResult) and isinstance(negated.op, aten.NegOp):
            remark({class_name}.name, op, "it is a negation of a negation")
            rewriter.replace_op(op, [], negated.op.operands)


@dataclass(frozen=True)
class {class_name}(ModulePass):
    """Replace a negation of a negation by what was negated.

    Before::

        %1 = aten.neg %x : (tensor<4xf32>) -> tensor<4xf32>
        %2 = aten.neg %1 : (tensor<4xf32>) -> tensor<4xf32>
        func.return %2 : tensor<4xf32>

    After::

        %1 = aten.neg %x : (tensor<4xf32>) -> tensor<4xf32>
        func.return %x : tensor<4xf32>
    """

    name = "{name}"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        patterns = GreedyRewritePatternApplier([DoubleNegation()])
        PatternRewriteWalker(patterns).rewrite_module(op)
'''

TEST = """// RUN: dycl-opt %s -p {name} | filecheck %s
// RUN: dycl-opt %s -p {name} --validate=3

// What it does.
// CHECK-LABEL: @forward
// CHECK:         func.return %x
func.func @forward(%x: tensor<4xf32>) -> tensor<4xf32> {{
  %y = aten.neg %x : (tensor<4xf32>) -> tensor<4xf32>
  %z = aten.neg %y : (tensor<4xf32>) -> tensor<4xf32>
  func.return %z : tensor<4xf32>
}}

// What it must leave alone.
// CHECK-LABEL: @single
// CHECK-NEXT:    %y = aten.neg %x
// CHECK-NEXT:    %z = aten.abs %y
// CHECK-NEXT:    func.return %z
func.func @single(%x: tensor<4xf32>) -> tensor<4xf32> {{
  %y = aten.neg %x : (tensor<4xf32>) -> tensor<4xf32>
  %z = aten.abs %y : (tensor<4xf32>) -> tensor<4xf32>
  func.return %z : tensor<4xf32>
}}
"""


def write_new_pass(name: str, root: Path) -> list[Path]:
    """Write the pass and its test into the source tree ``root``; returns their paths.

    Raises DyclError for a name that is none or is taken, and for a folder that is no source tree.
    """
    if not NAME.fullmatch(name):
        raise DyclError(
            f"'{name}' is no name of a pass",
            hint="take small letters and digits in words with '-' between them",
        )
    from xdsl.universe import Universe

    if name in Universe.get_multiverse().all_passes:
        raise DyclError(f"there is a pass '{name}' already")
    tests = root / "tests" / "filecheck" / "passes"
    if not tests.is_dir():
        raise DyclError(
            f"{root} is not dycl's source tree",
            hint="passes of other packages are found by the entry point xdsl.universe",
        )
    module = name.replace("-", "_")
    class_name = "".join(word.capitalize() for word in name.split("-"))
    files = {
        root / "dycl" / "passes" / f"{module}.py": PASS,
        tests / f"{name}.mlir": TEST,
    }
    for path in files:
        if path.exists():
            raise DyclError(f"{path} exists")
    for path, text in files.items():
        path.write_text(text.format(name=name, class_name=class_name))
    return list(files)


class NewPassAction(argparse.Action):
    """Writes the files and ends the program."""

    @override
    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        option_string: str | None = None,
    ) -> None:
        import dycl

        root = Path(dycl.__file__).parent.parent
        for path in write_new_pass(str(values), root):
            print(f"wrote {path}")
        print(f"next: lit -v {root}/tests/filecheck/passes/{values}.mlir")
        print(f"      python {root}/tools/generate_reference.py")
        sys.exit(0)
