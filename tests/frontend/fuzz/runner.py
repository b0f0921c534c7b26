"""``make fuzz MINUTES=30`` or ``PROGRAMS=5000 SEED=0``: judges random programs, one for each seed.

Programs are written and judged in worker processes, so that one that takes forever or crashes costs
only itself. A wrong program is saved, as found and reduced, in the folder that ``--output`` names.
The exit status is 1 where one was found.
"""

from __future__ import annotations

import argparse
import contextlib
import math
import multiprocessing
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from typing import Any, cast

from tests.frontend.fuzz.constructs import constructs
from tests.frontend.fuzz.judge import (
    Judgement,
    PathSummary,
    Verdict,
    judge,
    judge_apart,
    judgement_of_end,
    limit_time,
    prepare,
)
from tests.frontend.fuzz.programs import write_program
from tests.frontend.fuzz.reduce import reduce
from tests.frontend.fuzz.stages import STAGES

ROUND = 100
"""Programs that one worker process writes and judges."""

SECONDS = 30
"""What a program may take, of computing."""


@dataclass
class Tally:
    """What was seen."""

    verdicts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    constructs: Counter[str] = field(default_factory=Counter)
    """In how many of the programs that were tried each construct is."""
    paths: list[PathSummary] = field(default_factory=list)

    examples: dict[tuple[str, str], int] = field(default_factory=dict)
    """The seed of a program for each reason."""

    def add(self, seed: int, source: str, judgement: Judgement) -> None:
        self.verdicts[judgement.verdict.value] += 1
        if judgement.reason:
            reason = (judgement.verdict.value, judgement.reason)
            self.reasons[reason] += 1
            self.examples.setdefault(reason, seed)
        if judgement.verdict is not Verdict.INVALID:
            self.constructs.update(constructs(source))
        if judgement.paths is not None:
            self.paths.append(judgement.paths)

    @property
    def total(self) -> int:
        return sum(self.verdicts.values())

    @property
    def tried(self) -> int:
        """Without those that raise on every input."""
        return self.total - self.verdicts["invalid"]

    def text(self) -> str:
        lines = [f"tried {self.tried}, and {self.verdicts['invalid']} that raise on every input"]
        for verdict in ("accepted", "refused", "slow", "wrong"):
            lines.append(f"{verdict} {self._share(self.verdicts[verdict], self.tried)}")
            lines += [
                f"  {number:5d}  {reason} (seed {self.examples[of, reason]})"
                for (of, reason), number in self.reasons.most_common()
                if of == verdict
            ]
        branching = [paths for paths in self.paths if paths.sides]
        several = sum(paths.paths > 1 for paths in branching)
        taken, sides = (sum(getattr(p, n) for p in branching) for n in ("taken", "sides"))
        lines += [
            f"accepted programs that branch: {self._share(len(branching), len(self.paths))}",
            f"  of which inputs take several paths: {self._share(several, len(branching))}",
            f"  sides of branches and loop tests that inputs take: {self._share(taken, sides)}",
            "programs with",
        ]
        lines += [
            f"  {name}: {self._share(number, self.tried)}"
            for name, number in self.constructs.most_common()
        ]
        return "\n".join(lines)

    @staticmethod
    def _share(part: int, whole: int) -> str:
        return f"{part} ({100 * part / max(whole, 1):.1f} %)"


def work(seeds: Sequence[int], stages: Sequence[str], pipe: Connection) -> None:
    """Judge one program for each seed, and send each with its judgement."""
    prepare()
    warnings.simplefilter("ignore", SyntaxWarning)
    for seed in seeds:
        source = write_program(Random(seed))
        limit_time(SECONDS)
        with tempfile.TemporaryDirectory() as folder:
            judgement = judge(source, f"random_{seed}", Path(folder), stages)
        pipe.send((seed, source, judgement))


def minimize(source: str, path: Path, seconds: float, stages: Sequence[str]) -> None:
    """Write to ``path`` the smallest program that goes wrong in the same way."""
    prepare()
    warnings.simplefilter("ignore", SyntaxWarning)
    numbers = iter(range(10**9))
    end = time.monotonic() + seconds
    limit = 5 if tuple(stages) == ("source",) else 60
    found = judge_apart(source, "reduced", 6 * limit, stages)

    def is_interesting(text: str) -> bool:
        if time.monotonic() > end:
            return False
        with contextlib.redirect_stderr(None):
            now = judge_apart(text, f"reduced_{next(numbers)}", limit, stages)
        same = (now.verdict, now.reason) == (found.verdict, found.reason)
        return same and now.failures <= found.failures

    reduced = reduce(source, is_interesting)
    path.write_text(runnable(reduced, f"{found.reason}\n\n{found.detail}"))


@dataclass
class Worker:
    """A process that judges programs. It ends early where one hangs or crashes."""

    process: Any
    seeds: list[int]
    """What it has not judged yet, in order."""


class Fuzzer:
    """Runs workers until the time is over, or all programs are judged."""

    def __init__(self, seeds: range, jobs: int, stages: Sequence[str], output: Path) -> None:
        self.seeds = iter(seeds)
        self.jobs = jobs
        self.stages = stages
        self.output = output
        self.tally = Tally()
        self.wrong: dict[str, Path] = {}
        """One wrong program for each reason."""
        self.context = multiprocessing.get_context("spawn")
        self.workers: dict[Connection, Worker] = {}

    def run(self, minutes: float) -> None:
        end = time.monotonic() + 60 * minutes
        shown = time.monotonic()
        for _ in range(self.jobs):
            self._start([])
        while time.monotonic() < end and self.workers:
            for pipe in wait(list(self.workers), timeout=1):
                self._receive(cast(Connection, pipe))
            if time.monotonic() - shown > 60:
                shown = time.monotonic()
                print(dict(self.tally.verdicts), flush=True)

    def stop(self) -> None:
        for worker in self.workers.values():
            worker.process.terminate()

    def _start(self, seeds: list[int]) -> None:
        """Start a worker for ``seeds`` and some more."""
        seeds = [*seeds, *islice(self.seeds, ROUND - len(seeds))]
        if not seeds:
            return
        here, there = self.context.Pipe(duplex=False)
        process = self.context.Process(target=work, args=(seeds, self.stages, there))
        process.start()
        there.close()
        self.workers[here] = Worker(process, seeds)

    def _receive(self, pipe: Connection) -> None:
        worker = self.workers[pipe]
        try:
            seed, source, judgement = pipe.recv()
        except EOFError:
            del self.workers[pipe]
            worker.process.join()
            if worker.process.exitcode:
                seed = worker.seeds.pop(0)
                ended = judgement_of_end(worker.process.exitcode, SECONDS)
                self._add(seed, write_program(Random(seed)), ended)
            self._start(worker.seeds)
            return
        worker.seeds.remove(seed)
        self._add(seed, source, judgement)

    def _add(self, seed: int, source: str, judgement: Judgement) -> None:
        self.tally.add(seed, source, judgement)
        if judgement.verdict in (Verdict.WRONG, Verdict.SLOW):
            self._save(seed, source, judgement)

    def _save(self, seed: int, source: str, judgement: Judgement) -> None:
        self.output.mkdir(parents=True, exist_ok=True)
        verdict, reason = judgement.verdict.value, judgement.reason
        path = self.output / f"{verdict}_{seed}.py"
        path.write_text(runnable(source, f"{reason}\n\n{judgement.detail}"))
        if judgement.verdict is Verdict.WRONG:
            self.wrong.setdefault(reason, path)
        print(f"{verdict}: {reason}: {path}", flush=True)

    def reduce(self, seconds: float) -> None:
        """Reduce one wrong program for each reason."""
        for reason, path in self.wrong.items():
            reduced = path.with_name(f"reduced_{path.name}")
            minimize(path.read_text(), reduced, seconds, self.stages)
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
    parser.add_argument("--seed", type=int, help="of the first program; default: the present time")
    parser.add_argument("--programs", type=int, help="how many, of seeds one after the other")
    parser.add_argument("--minutes", type=float, help="stop after this time; default: 30, or none")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--stages", nargs="+", choices=STAGES, default=["source"])
    parser.add_argument("--reduce", type=float, default=60, help="seconds for each wrong program")
    parser.add_argument("--output", type=Path, default=Path("build/fuzz"))
    options = parser.parse_args()
    seed = int(time.time()) * 1000 if options.seed is None else options.seed
    programs, minutes = options.programs, options.minutes
    if minutes is None:
        minutes = 30 if programs is None else math.inf
    print(f"--seed {seed}", flush=True)
    seeds = range(seed, seed + (10**9 if programs is None else programs))
    fuzzer = Fuzzer(seeds, options.jobs, options.stages, options.output)
    with contextlib.suppress(KeyboardInterrupt):
        fuzzer.run(minutes)
    fuzzer.stop()
    fuzzer.reduce(options.reduce)
    print(fuzzer.tally.text())
    return 1 if fuzzer.tally.verdicts["wrong"] else 0
