"""The pass ``annotate-profile``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from xdsl.context import Context
from xdsl.dialects import func, scf
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Block, Operation
from xdsl.passes import ModulePass

from dycl.analysis.profile import set_outcome_counts
from dycl.analysis.remarks import remark, source_location
from dycl.errors import DyclError

Counts = tuple[int, int]
"""How often a branch was true, and false."""


@dataclass(frozen=True)
class AnnotateProfile(ModulePass):
    """Say on each branch how often it went each way, as ``dycl profile`` counted it.

    The attribute ``dycl.profile`` of ``scf.if`` holds how often it was true and false, that of
    ``scf.while`` how often its test was. A profile counts decisions by their line in the user's
    program, and by how many decisions of that line came before in the same call: the branches
    that a ``for`` over layers leaves behind are told apart. Where that number depends on the path,
    or in a loop, a branch gets the sum.

    Options:

    * ``file``: what ``dycl profile -o`` wrote.

    Before::

        scf.if %c {
          …
        } loc("model.py":14:8)

    After::

        scf.if %c {
          …
        } {dycl.profile = array<i64: 30, 10>} loc("model.py":14:8)
    """

    name = "annotate-profile"

    file: str

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        walk = _Walk(_read(Path(self.file)))
        for function in op.body.ops:
            if isinstance(function, func.FuncOp) and function.body.blocks:
                walk.block(function.body.block, _Earlier(Counter(), Counter()), in_loop=False)
        if not walk.found:
            remark(self.name, op, f"no branch is at a line that {self.file} counts")


@dataclass(frozen=True)
class _Earlier:
    """The least and the most decisions by line that a path has taken so far."""

    least: Counter[str]
    most: Counter[str]

    def copy(self) -> _Earlier:
        return _Earlier(self.least.copy(), self.most.copy())


@dataclass
class _Walk:
    counts: Mapping[str, list[Counts]]
    found: int = 0

    def block(self, block: Block, earlier: _Earlier, *, in_loop: bool) -> None:
        """Annotate what is in ``block``; ``earlier`` becomes what holds at its end."""
        for op in block.ops:
            if not op.regions:
                continue
            is_loop = isinstance(op, scf.WhileOp | scf.ForOp)
            place = _place(op)
            if isinstance(op, scf.IfOp | scf.WhileOp):
                self._annotate(op, place, earlier, in_loop=in_loop or is_loop)
                earlier.least[place] += 1
                earlier.most[place] += 1
            arms = [earlier.copy() for _ in op.regions]
            for region, arm in zip(op.regions, arms, strict=True):
                for inner in region.blocks:
                    self.block(inner, arm, in_loop=in_loop or is_loop)
            for line in {line for arm in arms for line in arm.most}:
                earlier.least[line] = min(arm.least[line] for arm in arms)
                earlier.most[line] = max(arm.most[line] for arm in arms)

    def _annotate(self, op: Operation, place: str, earlier: _Earlier, *, in_loop: bool) -> None:
        counts = self.counts.get(place)
        if counts is None:
            return
        last = len(counts) if in_loop else earlier.most[place] + 1
        shared = counts[earlier.least[place] : last]
        if len(shared) > 1 and not in_loop:
            remark(
                AnnotateProfile.name, op, "its counts are those of several branches of this line"
            )
        set_outcome_counts(op, [sum(c[0] for c in shared), sum(c[1] for c in shared)])
        self.found += 1


def _place(op: Operation) -> str:
    location = source_location(op)
    return f"{Path(location.file).name}:{location.line}" if location else ""


def _read(path: Path) -> dict[str, list[Counts]]:
    """The counts by line; raises DyclError for a file that cannot be read or holds none."""
    try:
        profile = json.loads(path.read_text())
        branches = cast("dict[str, list[dict[str, Any]]]", profile["branches"])
        return {
            place: [(int(each["true"]), int(each["false"])) for each in counts]
            for place, counts in branches.items()
        }
    except OSError as error:
        raise DyclError(f"cannot read {path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DyclError(
            f"{path} is no profile", hint="dycl profile PKG -o FILE writes one"
        ) from error
