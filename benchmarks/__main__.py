"""The command line: ``python -m benchmarks [run [SUBJECT ...] | report | list]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.machine import current_commit
from benchmarks.report import write_report
from benchmarks.results import CANDIDATES, Result
from benchmarks.run import Settings, measure
from benchmarks.subjects import SUBJECTS

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "build" / "bench"


def main(argv: list[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    arguments = _parser().parse_args(argv)
    match arguments.command:
        case "list":
            for subject in SUBJECTS.values():
                print(f"{subject.name:22} {subject.title}")
        case "report":
            return _report(arguments.results, arguments.output)
        case "run":
            return _run(arguments)
        case _:
            return _run(_parser().parse_args(["run"])) or _report(RESULTS, ROOT / "docs")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure compiled dynamic networks side by side with what users have today. "
        "Without a command: run everything, then report.",
    )
    commands = parser.add_subparsers(dest="command")
    run = commands.add_parser("run", help="measure and write JSON files")
    run.add_argument("subjects", nargs="*", metavar="SUBJECT", help="all but tiny by default")
    run.add_argument("--batch", type=int, nargs="+", help="batch sizes; each subject's by default")
    run.add_argument(
        "--candidates", nargs="+", choices=CANDIDATES, default=list(CANDIDATES), metavar="NAME",
        help=f"some of: {', '.join(CANDIDATES)}",
    )  # fmt: skip
    run.add_argument("--threads", type=int, default=2, help="of each candidate (2)")
    run.add_argument("--inputs", type=int, default=8, help="timed inputs, at most (8)")
    run.add_argument("--seconds", type=float, default=60.0, help="of timing a subject (60)")
    run.add_argument("--checked", type=int, help="inputs whose answers are compared with eager's")
    run.add_argument("--timeout", type=float, default=1800.0, help="of one compilation, s (1800)")
    run.add_argument("--quick", action="store_true", help="only see that everything works")
    run.add_argument("--results", type=Path, default=RESULTS, help="where the JSON files go")
    report = commands.add_parser("report", help="write docs/benchmarks.md and .svg from them")
    report.add_argument("--results", type=Path, default=RESULTS, help="where the JSON files are")
    report.add_argument("--output", type=Path, default=ROOT / "docs", help="the folder to write to")
    commands.add_parser("list", help="show the subjects")
    return parser


def _run(arguments: argparse.Namespace) -> int:
    names = arguments.subjects or [name for name in SUBJECTS if SUBJECTS[name].is_default]
    unknown = [name for name in names if name not in SUBJECTS]
    if unknown:
        print(f"there is no subject {', '.join(unknown)}; see: benchmarks list", file=sys.stderr)
        return 2
    candidates = tuple(arguments.candidates)
    settings = Settings(
        candidates, arguments.threads, arguments.inputs, arguments.seconds,
        checked=arguments.checked, timeout=arguments.timeout,
    )  # fmt: skip
    if arguments.quick:
        settings = Settings.quick(candidates, arguments.threads)
    for name in names:
        subject = SUBJECTS[name]
        for batch in arguments.batch or subject.batches:
            label = f"{name}, batch {batch}"
            result = measure(
                subject, batch, settings, arguments.results / "logs",
                lambda step, label=label: _progress(f"{label}: {step}"),
            )  # fmt: skip
            result.write(arguments.results)
            _progress("")
            print(f"{label}: {_summary(result)}", flush=True)
    return 0


def _progress(text: str) -> None:
    """Replace the last line of a terminal."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def _summary(result: Result) -> str:
    if result.reason:
        return result.reason
    return "; ".join(
        f"{each.candidate} {each.spread().median:.3f} ms" if each.times else
        f"{each.candidate}: {each.reason}"
        for each in result.measurements
    )  # fmt: skip


def _report(results: Path, output: Path) -> int:
    found = [Result.read(path) for path in sorted(results.glob("*.json"))]
    if not found:
        print(f"{results} has no results: run the benchmarks first", file=sys.stderr)
        return 2
    write_report(found, output, current_commit())
    print(f"wrote {output}/benchmarks.md and {output}/benchmarks.svg")
    return 0


if __name__ == "__main__":
    sys.exit(main())
