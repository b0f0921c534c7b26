"""``make fuzz MINUTES=30``: judges random programs until the time is over.

Programs are written and judged in worker processes, so that one that hangs or crashes costs only
itself. A wrong program is saved, as found and reduced, in the folder that ``--output`` names. The
exit status is 1 where one was found.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import time
import warnings
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, cast

ROUND = 100
"""Programs that one run of Hypothesis writes, with a seed of its own."""

SECONDS = 30
"""What a program may take."""


@dataclass
class Tally:
    """What was seen."""

    verdicts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, verdict: str, reason: str) -> None:
        self.verdicts[verdict] += 1
        if reason:
            self.reasons[verdict, reason] += 1

    @property
    def tried(self) -> int:
        return sum(self.verdicts.values())

    def text(self) -> str:
        tried = self.tried - self.verdicts["invalid"]
        lines = [f"tried {tried}, without {self.verdicts['invalid']} that raise on every input"]
        for verdict in ("accepted", "refused", "slow", "wrong"):
            count = self.verdicts[verdict]
            lines.append(f"{verdict} {count} ({100 * count / max(tried, 1):.1f} %)")
            lines += [
                f"  {number:5d}  {reason}"
                for (of, reason), number in self.reasons.most_common()
                if of == verdict
            ]
        return "\n".join(lines)


def work(seed: int, pipe: Connection) -> None:
    """Judge one round of programs; sends each with its judgement, and None at the end."""
    import hypothesis

    from tests.frontend.fuzz.judge import judge_apart, prepare
    from tests.frontend.fuzz.statements import programs

    prepare()

    warnings.simplefilter("ignore", SyntaxWarning)
    numbers = iter(range(10**9))

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=ROUND,
        phases=[hypothesis.Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
    )
    @hypothesis.given(programs())
    def one(source: str) -> None:
        pipe.send((source, judge_apart(source, f"random{seed}_{next(numbers)}", SECONDS)))

    one()
    pipe.send(None)


def minimize(source: str, path: Path, seconds: float) -> None:
    """Write to ``path`` the smallest program that goes wrong in the same way."""
    from tests.frontend.fuzz.judge import judge_apart, prepare
    from tests.frontend.fuzz.reduce import reduce

    prepare()

    warnings.simplefilter("ignore", SyntaxWarning)
    numbers = iter(range(10**9))
    end = time.monotonic() + seconds
    found = judge_apart(source, "reduced")

    def is_interesting(text: str) -> bool:
        if time.monotonic() > end:
            return False
        with contextlib.redirect_stderr(None):
            now = judge_apart(text, f"reduced_{next(numbers)}", 5)
        same = (now.verdict, now.reason) == (found.verdict, found.reason)
        return same and now.failures <= found.failures

    reduced = reduce(source, is_interesting)
    path.write_text(runnable(reduced, f"{found.reason}\n\n{found.detail}"))


class Fuzzer:
    """Runs workers until the time is over."""

    def __init__(self, seed: int, jobs: int, output: Path) -> None:
        self.seed = seed
        self.jobs = jobs
        self.output = output
        self.tally = Tally()
        self.wrong: dict[str, Path] = {}
        """One wrong program for each reason."""
        self.context = multiprocessing.get_context("spawn")
        self.workers: dict[Connection, Any] = {}

    def run(self, minutes: float, programs: int | None) -> None:
        end = time.monotonic() + 60 * minutes
        shown = time.monotonic()
        while time.monotonic() < end and (programs is None or self.tally.tried < programs):
            while len(self.workers) < self.jobs:
                self._start()
            for pipe in wait(list(self.workers), timeout=1):
                self._receive(cast(Connection, pipe))
            if time.monotonic() - shown > 60:
                shown = time.monotonic()
                print(dict(self.tally.verdicts), flush=True)
        for pipe in list(self.workers):
            self._stop(pipe)

    def _start(self) -> None:
        here, there = self.context.Pipe(duplex=False)
        process = self.context.Process(target=work, args=(self.seed, there))
        self.seed += 1
        process.start()
        there.close()
        self.workers[here] = process

    def _stop(self, pipe: Connection) -> None:
        process = self.workers.pop(pipe)
        process.terminate()
        process.join()
        pipe.close()

    def _receive(self, pipe: Connection) -> None:
        try:
            message = pipe.recv()
        except EOFError:
            raise SystemExit("a worker ended too early; its own error is above") from None
        if message is None:
            return self._stop(pipe)
        source, judgement = message
        verdict = judgement.verdict.value
        self.tally.add(verdict, judgement.reason)
        if verdict in ("wrong", "slow"):
            self._save(verdict, source, f"{judgement.reason}\n\n{judgement.detail}")
        return None

    def _save(self, verdict: str, source: str, why: str) -> None:
        self.output.mkdir(parents=True, exist_ok=True)
        path = self.output / f"{verdict}_{self.seed - self.jobs}_{self.tally.verdicts[verdict]}.py"
        path.write_text(runnable(source, why))
        reason = why.splitlines()[0]
        if verdict == "wrong":
            self.wrong.setdefault(reason, path)
        print(f"{verdict}: {reason}: {path}", flush=True)

    def reduce(self, seconds: float) -> None:
        """Reduce one wrong program for each reason."""
        for reason, path in self.wrong.items():
            reduced = path.with_name(f"reduced_{path.name}")
            minimize(path.read_text(), reduced, seconds)
            print(f"{reason}\n  {reduced}", flush=True)


def runnable(source: str, why: str) -> str:
    """The program with its finding as a comment, and a main part that judges it again."""
    comment = "".join(f"# {line}\n" for line in why.splitlines())
    return (
        f"{comment}{source}\n\n"
        'if __name__ == "__main__":\n'
        "    from tests.frontend.fuzz.judge import main\n\n"
        "    main(__file__)\n"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.frontend.fuzz")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--programs", type=int, help="stop after so many programs")
    parser.add_argument("--seed", type=int, help="of the first round; default: the present time")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--reduce", type=float, default=60, help="seconds for each wrong program")
    parser.add_argument("--output", type=Path, default=Path("build/fuzz"))
    options = parser.parse_args()
    seed = int(time.time()) % 10**6 * 1000 if options.seed is None else options.seed
    print(f"seed {seed}")
    fuzzer = Fuzzer(seed, options.jobs, options.output)
    fuzzer.run(options.minutes, options.programs)
    fuzzer.reduce(options.reduce)
    print(fuzzer.tally.text())
    return 1 if fuzzer.tally.verdicts["wrong"] else 0
