"""Runs PyTorch's own samples of its operators through dycl and TVM, and writes docs/operators.md.

``python tools/operator_table.py`` compares two samples of f32 and one of each other dtype with
eager PyTorch, of each operator in PyTorch's list ``op_db``
(``torch.testing._internal.common_methods_invocations``). ``--samples all`` takes every sample,
``--only NAME`` prints the rows of some operators. The exit code is 1 where a sample differs. What
was compiled stays in dycl's cache, so a run that was stopped goes on from there.
"""

from __future__ import annotations

import argparse
import re
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from operator_trials import DTYPES, Trial, is_different, make_trials, run_trials

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "operators.md"

SAMPLES = dict.fromkeys(DTYPES, 1) | {torch.float32: 2}
"""How many samples of each dtype the table has unless it has all."""


_BACKWARD = "only training has it"
_RANDOM = "it draws random numbers"
_BATCH_NORM = (
    "`batch_norm` is kept whole; this part of it gives empty tensors, which TVM does not have"
)
_MEMORY = "it depends on how a tensor lies in memory"
_SIZE = "the frontend computes with sizes itself"

CORE_ON_HOST = {
    "_adaptive_avg_pool2d_backward": _BACKWARD,
    "_embedding_bag": "it gives empty tensors too, which TVM does not have",
    "_fft_c2r": "Relay has no complex numbers",
    "_fft_r2c": "Relay has no complex numbers",
    "_local_scalar_dense": "it gives a number to the host: `dycl.item`",
    "_native_batch_norm_legit": _BATCH_NORM,
    "_native_batch_norm_legit.no_stats": _BATCH_NORM,
    "_native_batch_norm_legit_no_training": _BATCH_NORM,
    "as_strided": _MEMORY,
    "atan2.out": "it writes into a tensor that is given; `atan2` is compiled",
    "avg_pool2d_backward": _BACKWARD,
    "convolution_backward": _BACKWARD,
    "embedding_dense_backward": _BACKWARD,
    "empty.memory_format": "its values are undefined",
    "empty_strided": _MEMORY,
    "max_pool2d_with_indices_backward": _BACKWARD,
    "native_dropout": _RANDOM,
    "native_group_norm_backward": _BACKWARD,
    "native_layer_norm_backward": _BACKWARD,
    "nonzero": "the shape of its result depends on data",
    "rand": _RANDOM,
    "randn": _RANDOM,
    "randperm": _RANDOM,
    "resize_": _MEMORY,
    "sym_is_contiguous": _SIZE,
    "sym_numel": _SIZE,
    "sym_size.int": _SIZE,
    "sym_storage_offset": _MEMORY,
    "sym_stride.int": _MEMORY,
}
"""Operators of PyTorch's Core ATen set that Relay does not get, and why."""


@dataclass
class Row:
    """One operator of op_db."""

    name: str
    trials: list[Trial]

    def passed(self, dtype: torch.dtype) -> str:
        """``passed/tried``, or nothing where the operator does not take the dtype."""
        tried = [trial for trial in self.trials if trial.dtype == dtype]
        good = sum(trial.reason is None for trial in tried)
        return f"{good}/{len(tried)}" if tried else ""

    @property
    def reasons(self) -> list[str]:
        """Why samples did not pass, the most frequent first."""
        found = Counter(trial.reason for trial in self.trials if trial.reason)
        return [reason for reason, _ in found.most_common()]

    @property
    def is_supported(self) -> bool:
        """Whether any sample passed."""
        return any(trial.reason is None for trial in self.trials)

    def markdown(self) -> str:
        """A line of the table."""
        notes = self.reasons[:2]
        rounded = [DTYPES[trial.dtype] for trial in self.trials if trial.needs_f32]
        if rounded:
            notes.append(f"{', '.join(dict.fromkeys(rounded))} as in f32")
        return _line([f"`{self.name}`", *map(self.passed, DTYPES), "; ".join(notes)])


def _line(cells: Sequence[str]) -> str:
    """A line of a Markdown table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def operators() -> dict[str, Any]:
    """The entries of op_db by name, with the variant where there is one."""
    from torch.testing._internal.common_methods_invocations import op_db

    return {
        " ".join(filter(None, [info.name, info.variant_test_name])): info
        for info in sorted(op_db, key=lambda info: (info.name, info.variant_test_name))
    }


def core_operators() -> list[str]:
    """PyTorch's Core ATen set: the operators with the tag ``core``."""
    found: list[str] = []
    for full_name in torch._C._dispatch_get_all_op_names():  # pyright: ignore
        namespace, _, name = str(full_name).partition("::")
        base, _, overload = name.partition(".")
        packet = getattr(torch.ops.aten, base, None) if namespace == "aten" else None
        operator = getattr(packet, overload or "default", None)
        if operator is not None and torch.Tag.core in operator.tags:
            found.append(name)
    return sorted(found)


def make_rows(names: Iterable[str], counts: dict[torch.dtype, int] | None) -> list[Row]:
    """Try the operators with these names."""
    infos = operators()
    warnings.simplefilter("ignore")
    rows: list[Row] = []
    for number, name in enumerate(names):
        rows.append(Row(name, list(make_trials(infos[name], counts))))
        if sys.stderr.isatty():
            print(f"\r{number} {name}\x1b[K", end="", file=sys.stderr)
    run_trials([trial for row in rows for trial in row.trials])
    return rows


def document(rows: Sequence[Row], counts: dict[torch.dtype, int] | None) -> str:
    """The whole of docs/operators.md."""
    supported = [row for row in rows if row.is_supported]
    some = "Two samples of f32 and one of each other dtype"
    columns = ["operator", *DTYPES.values(), "why not all"]
    lines = [
        "# Operators",
        "",
        f"TVM compiles {len(supported)} of the {len(rows)} operators in PyTorch's own test samples",
        "(`op_db`). The others stay on the host, between the sub-networks: NumPy does those that",
        "`dycl.runtime.operators` has, and a program with any other is refused.",
        f"{'Every sample' if counts is None else some} of each operator was tried through",
        "dycl's frontend, Relay and TVM, and compared with eager PyTorch:",
        "",
        *_summary(rows),
        "",
        "Equal means within 2e-5 (f32), 1e-10 (f64), 1e-3 (f16) or 8e-3 (bf16, whose numbers are",
        "that far apart), absolute and relative, and exactly for integers and booleans. On 16-bit",
        "floats an operator computes in f32 and rounds its result. Some of PyTorch's kernels round",
        "on the way too; where only what eager PyTorch gives in f32, rounded once, is equal, the",
        'last column says "as in f32". `topk` may name other ones of equal elements.',
        "",
        "`python tools/operator_table.py` writes this file and fails where a sample differs;",
        "`--samples all` tries every sample, `--only NAME` prints the rows of some operators.",
        "",
        "## Why samples are not compiled",
        "",
        "| samples | reason |",
        "|---|---|",
        *(_line([str(count), reason]) for reason, count in _frequent(rows)),
        "",
        "## Compiled",
        "",
        "A cell says how many samples were compiled and equal, of how many.",
        "",
        _line(columns),
        f"|{'---|' * len(columns)}",
        *(row.markdown() for row in supported),
        "",
        "## Not compiled",
        "",
        "| operator | why not |",
        "|---|---|",
        *(
            _line([f"`{row.name}`", "; ".join(row.reasons[:2]) or "no sample of these dtypes"])
            for row in rows
            if not row.is_supported
        ),
        "",
        *core_section(),
    ]
    return "\n".join(lines)


def _summary(rows: Sequence[Row]) -> list[str]:
    """How many samples went which way, by dtype, as a table."""
    trials = [trial for row in rows for trial in row.trials]
    ways: dict[str, Callable[[str], bool]] = {
        "compiled, and equal": lambda reason: not reason,
        "on the host": lambda reason: reason.startswith("on the host"),
        "refused": lambda reason: reason.startswith("not taken"),
        "TVM fails": lambda reason: "**fails" in reason,
        "different from eager PyTorch": is_different,
    }
    lines = [_line(["samples", *DTYPES.values()]), f"|{'---|' * (len(DTYPES) + 1)}"]
    for way, is_meant in ways.items():
        counts = [
            sum(trial.dtype == dtype and is_meant(trial.reason or "") for trial in trials)
            for dtype in DTYPES
        ]
        lines.append(_line([way, *map(str, counts)]))
    return lines


def _frequent(rows: Sequence[Row]) -> list[tuple[str, int]]:
    """The most frequent reasons, without the names of the operators."""
    found = Counter(
        re.sub(r"`?aten[.:]+[\w.]+`?", "…", trial.reason).removesuffix(": …")
        for row in rows
        for trial in row.trials
        if trial.reason
    )
    return found.most_common(15)


def core_section() -> list[str]:
    """The part of the document about the Core ATen set."""
    core = core_operators()
    return [
        "## Core ATen",
        "",
        f"Of the {len(core)} operators of PyTorch's Core ATen set, {len(core) - len(CORE_ON_HOST)}",
        "have a rule that says them in Relay. These do not:",
        "",
        "| operator | why not |",
        "|---|---|",
        *(_line([f"`{name}`", reason]) for name, reason in CORE_ON_HOST.items()),
        "",
    ]


def main() -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", choices=["some", "all"], default="some")
    parser.add_argument("--only", nargs="+", metavar="NAME")
    arguments = parser.parse_args()
    counts = None if arguments.samples == "all" else SAMPLES
    rows = make_rows(arguments.only or operators(), counts)
    if arguments.only:
        for row in rows:
            print(row.markdown())
    else:
        DOCUMENT.write_text(document(rows, counts))
    wrong = [row.name for row in rows if any(is_different(trial.reason) for trial in row.trials)]
    if wrong:
        print(f"different from eager PyTorch: {', '.join(wrong)}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
