"""Results as a page of Markdown tables, with a plot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import geometric_mean

from benchmarks.plot import draw
from benchmarks.results import (
    CANDIDATES,
    DYCL,
    DYCL_NATIVE,
    EAGER,
    ONNX_RUNTIME,
    TORCH_COMPILE,
    TORCHSCRIPT,
    Measurement,
    Result,
    Spread,
)
from benchmarks.subjects import SUBJECTS

_INTRODUCTION = """\
# Benchmarks

Written by `python -m benchmarks report`; do not edit. To measure again:

```
make bench                                   # everything, then this page
make bench SUBJECTS="skipnet_38 blockdrop"   # some of it
python -m benchmarks run --help              # all settings
```

![How many times faster than eager PyTorch](benchmarks.svg)

## How

Each candidate runs in a process of its own, all on the same cores, with {threads}. They take turns:
in each round every candidate runs the same inputs, after a pause and a warm-up, while the others
wait. An input is called three times in a row, or once if that takes more than 20 ms, and the median
counts. Inputs are random and chosen so that each takes another path where there are that many (the
shortest and the longest are among them); a time is the mean over these inputs, the median of all
rounds, with the quartiles in brackets. A ratio is made from times of the same round before its
median is taken. Weights are random, adapted so that decisions differ between inputs.

- **eager**: the unmodified PyTorch module.
- **torch.compile**: `torch.compile(module, dynamic=False)`, its caches off; it compiles when it is
  called, so its compile time is that of the first pass over the timed inputs.
- **TorchScript**: `torch.jit.freeze(torch.jit.script(module))`.
- **ONNX Runtime, static**: the network rewritten so that every gate, block and exit runs. It is a
  floor for the longest path, not an alternative; other paths do less.
- **dycl**: `dycl.compile(module, inputs)`, loaded from its package into a process without PyTorch,
  NumPy arrays in and out.
- **dycl native**: the same with `host="native"`, which decides in C instead of in Python.

Outputs are compared with eager's before anything is timed. *Worst path* is the lowest ratio that
any single input has. *η* is the share of inputs with another answer (class, words, exit) than
eager's, *δ* is log10 of the largest difference of any output. *Host* is what a call takes beyond
its compiled sub-networks, which are repeated from C for this.
"""


def write_report(results: Sequence[Result], folder: Path, commit: str) -> None:
    """Write ``benchmarks.md`` and ``benchmarks.svg``. Raises ImportError without matplotlib."""
    ordered = arranged(results, commit)
    folder.mkdir(parents=True, exist_ok=True)
    draw(ordered, folder / "benchmarks.svg")
    (folder / "benchmarks.md").write_text(markdown(ordered))


def arranged(results: Sequence[Result], commit: str) -> list[Result]:
    """In the order of the subjects; those measured at another commit say so in their titles."""
    order = {name: index for index, name in enumerate(SUBJECTS)}
    ordered = sorted(results, key=lambda each: (each.batch, order.get(each.subject, len(order))))
    return [
        each if each.commit == commit else replace(each, title=f"{each.title} (at {each.commit})")
        for each in ordered
    ]


def markdown(results: Sequence[Result]) -> str:
    """The page."""
    parts = [_INTRODUCTION.format(threads=_threads(results)), _machine(results)]
    for batch in sorted({each.batch for each in results}):
        chosen = [each for each in results if each.batch == batch]
        parts += [f"## Batch {batch}\n", _summary(chosen), _speed(chosen)]
        parts += [_ratios(chosen), _costs(chosen), _correctness(chosen)]
    parts += [_paths(results), _profiles(results), _reasons(results), _unmeasured(results)]
    return "\n".join(part for part in parts if part)


def _threads(results: Sequence[Result]) -> str:
    counts = sorted({each.threads for each in results})
    return " or ".join(
        "one thread each" if count == 1 else f"{count} threads each" for count in counts
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [" | ".join(head), " | ".join(["---", *["---:"] * (len(head) - 1)])]
    lines += [" | ".join(row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines) + "\n"


def _number(value: float) -> str:
    """Three digits that count."""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.3g}" if value >= 10 else f"{value:.2f}"


def _spread(value: Spread | None) -> str:
    if value is None:
        return "–"
    return f"{_number(value.median)} ({_number(value.low)}–{_number(value.high)})"


def _ratio(value: Spread | None) -> str:
    if value is None:
        return "–"
    return f"{value.median:.2f}× ({value.low:.2f}–{value.high:.2f})"


def _optional(
    value: Measurement | None, get: Callable[[Measurement], float | None], form: str
) -> str:
    found = None if value is None else get(value)
    return "–" if found is None else form.format(found)


def _machine(results: Sequence[Result]) -> str:
    machines = list(
        dict.fromkeys(", ".join(f"{k} {v}" for k, v in r.machine.items()) for r in results)
    )
    commits = sorted({each.commit for each in results})
    loads = [load for each in results for load in each.load]
    return (
        "## Where\n\n"
        + "\n".join(f"- {each}" for each in machines)
        + f"\n- dycl at {', '.join(commits)}\n- load average before and after each subject: "
        f"{min(loads):.1f} to {max(loads):.1f} (the benchmark itself makes up to "
        f"{max(each.threads for each in results)}; more says that the machine was busy with other "
        "work: then times are too long, and ratios too high for what needs threads)\n"
    )


def _summary(results: Sequence[Result]) -> str:
    """Geometric means over the subjects of DyCL's paper."""
    paper = [each for each in results if each.is_paper]
    lines: list[str] = []
    for label, baselines in (
        ("eager", (EAGER,)),
        ("the better of torch.compile and TorchScript", (TORCH_COMPILE, TORCHSCRIPT)),
    ):
        ratios = [
            found.median for each in paper if (found := _against_best(each, baselines)) is not None
        ]
        if ratios:
            lines.append(
                f"- dycl against {label}: geometric mean {geometric_mean(ratios):.2f}× over "
                f"{len(ratios)} of DyCL's nine subjects, {min(ratios):.2f}× to {max(ratios):.2f}×"
            )
    slower = [
        f"{each.title} ({worst:.2f}×)"
        for each in results
        if (worst := _worst_path(each)) is not None and worst < 1
    ]
    lines.append(f"- slower than eager on some path: {', '.join(slower) or 'none'}")
    return "\n".join(lines) + "\n"


def _against_best(result: Result, baselines: Sequence[str]) -> Spread | None:
    """The lowest speed-up over any of ``baselines``."""
    found = [ratio for name in baselines if (ratio := result.speedup(name, DYCL)) is not None]
    return min(found, key=lambda ratio: ratio.median) if found else None


def _worst_path(result: Result) -> float | None:
    return min((each.median for each in result.path_speedups(EAGER, DYCL)), default=None)


def _speed(results: Sequence[Result]) -> str:
    head = ["ms", *(f"{name}, static" if name == ONNX_RUNTIME else name for name in CANDIDATES)]
    head.append("dycl, longest path")
    rows: list[list[str]] = []
    for each in results:
        row = [each.title]
        for name in CANDIDATES:
            found = each.measurement(name)
            row.append("–" if found is None else _spread(found.spread()))
        found = each.measurement(DYCL)
        row.append("–" if found is None else _number(found.medians()[-1]))
        rows.append(row)
    return _table(head, rows)


def _ratios(results: Sequence[Result]) -> str:
    head = ["dycl is faster than", "eager", "worst path", "torch.compile", "TorchScript"]
    rows: list[list[str]] = []
    for each in results:
        worst = _worst_path(each)
        row = [each.title, _ratio(each.speedup(EAGER, DYCL))]
        row.append("–" if worst is None else f"{worst:.2f}×")
        row += [_ratio(each.speedup(name, DYCL)) for name in (TORCH_COMPILE, TORCHSCRIPT)]
        rows.append(row)
    return _table(head, rows)


def _costs(results: Sequence[Result]) -> str:
    timed = (TORCH_COMPILE, ONNX_RUNTIME, DYCL)
    deployed = (EAGER, TORCH_COMPILE, ONNX_RUNTIME, DYCL)
    start: list[list[str]] = []
    memory: list[list[str]] = []
    for each in results:
        found = {name: each.measurement(name) for name in CANDIDATES}
        row = [each.title]
        row += [_optional(found[name], _preparation, "{:.1f}") for name in timed]
        row += [
            _optional(found[name], lambda m: 1e3 * (m.first_call_seconds or 0), "{:.2f}")
            for name in (EAGER, ONNX_RUNTIME, DYCL)
        ]
        start.append(row)
        row = [each.title]
        row += [_optional(found[name], lambda m: m.peak_memory, "{:.0f}") for name in deployed]
        row += [
            _optional(found[name], lambda m: (m.size or 0) / 1e6, "{:.1f}")
            for name in (EAGER, ONNX_RUNTIME, DYCL)
        ]
        memory.append(row)
    head = ["before use", *(f"compile, s: {name}" for name in timed)]
    head += [f"first call, ms: {name}" for name in (EAGER, ONNX_RUNTIME, DYCL)]
    text = _table(head, start)
    head = ["in use", *(f"memory, MB: {name}" for name in deployed)]
    head += [f"size, MB: {name}" for name in ("weights alone", ONNX_RUNTIME, DYCL)]
    return text + "\n" + _table(head, memory)


def _preparation(measurement: Measurement) -> float | None:
    """Seconds; torch.compile does its work while the inputs are called for the first time."""
    if measurement.candidate == TORCH_COMPILE:
        return measurement.warm_up_seconds
    return measurement.compile_seconds


def _correctness(results: Sequence[Result]) -> str:
    head = [
        "dycl",
        "inputs",
        "paths",
        "η",
        "δ",
        "host share",
        "host, µs a call",
        "sub-network calls",
        "host share, native",
        "host, µs a call, native",
    ]
    rows: list[list[str]] = []
    for each in results:
        found = each.measurement(DYCL)
        if found is None or found.agreement is None:
            continue
        agreement, host = found.agreement, found.host
        delta = "all equal" if agreement.largest == 0 else f"{agreement.delta:.2f}"
        row = [each.title, str(agreement.inputs), str(each.path_count)]
        row += [f"{agreement.eta:.4g}", delta]
        if host is None:
            row += ["–"] * 3
        else:
            row += [f"{host.share:.1%}", f"{1e3 * (host.whole - host.kernels):.0f}"]
            row.append(f"{host.calls:.1f}")
        native = each.measurement(DYCL_NATIVE)
        if native is None or native.host is None:
            row += ["–"] * 2
        else:
            cost = 1e3 * (native.host.whole - native.host.kernels)
            row += [f"{native.host.share:.1%}", f"{cost:.1f}"]
        rows.append(row)
    return _table(head, rows) if rows else ""


def _paths(results: Sequence[Result]) -> str:
    parts: list[str] = []
    for each in results:
        speedups = each.path_speedups(EAGER, DYCL)
        eager, dycl = each.measurement(EAGER), each.measurement(DYCL)
        if len(speedups) < 2 or eager is None or dycl is None:
            continue
        rows = [
            [str(number), str(length), _number(slow), _number(fast), _ratio(ratio)]
            for (number, length), slow, fast, ratio in zip(
                each.paths, eager.medians(), dycl.medians(), speedups, strict=True
            )
        ]
        head = ["path", "layers that ran", "eager, ms", "dycl, ms", "ratio"]
        parts += [f"### {each.title}, batch {each.batch}\n", _table(head, rows)]
    return "\n".join(["## Path by path\n", *parts]) if parts else ""


def _profiles(results: Sequence[Result]) -> str:
    """Where the time goes, for those that miss a goal."""
    parts: list[str] = []
    for each in results:
        found = each.measurement(DYCL)
        if found is None or found.host is None or not _misses_goal(each):
            continue
        host = found.host
        total = sum(entry.time for entry in host.profile)
        rows = [
            [f"`{entry.name}`", str(entry.calls), _number(1e3 * entry.time / entry.calls),
             f"{entry.time / total:.1%}"]
            for entry in host.profile[:8]
        ]  # fmt: skip
        parts += [
            f"### {each.title}, batch {each.batch}\n",
            f"A call takes {_number(host.whole)} ms, {host.share:.1%} of it on the host.\n",
            _table(["sub-network", "calls over all inputs", "µs a call", "of all kernels"], rows),
        ]
    return "\n".join(["## Where the time goes, where a goal is missed\n", *parts]) if parts else ""


def _misses_goal(result: Result) -> bool:
    """Goals: no path slower than eager, 1.5 times the best alternative, 3.5 times eager."""
    eager = result.speedup(EAGER, DYCL)
    best = _against_best(result, (TORCH_COMPILE, TORCHSCRIPT))
    worst = _worst_path(result)
    return (
        (worst is not None and worst < 1)
        or (best is not None and best.median < 1.5)
        or (eager is not None and eager.median < 3.5)
    )


def _reasons(results: Sequence[Result]) -> str:
    rows: list[list[str]] = []
    for each in results:
        if each.reason:
            rows.append([each.title, str(each.batch), "all", _escaped(each.reason)])
        rows += [
            [each.title, str(each.batch), m.candidate, _escaped(m.reason)]
            for m in each.measurements
            if m.reason
        ]
    if not rows:
        return ""
    return "## What is missing, and why\n\n" + _table(["", "batch", "candidate", "reason"], rows)


def _unmeasured(results: Sequence[Result]) -> str:
    found = {each.subject for each in results}
    missing = [
        each.title for each in SUBJECTS.values() if each.is_default and each.name not in found
    ]
    return f"Not measured: {', '.join(missing)}.\n" if missing else ""


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
