"""``dycl-reduce``: makes a program and a pipeline that show a fault as small as possible."""

from __future__ import annotations

import argparse
import io
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xdsl.dialects.builtin import ModuleOp
from xdsl.parser import Parser
from xdsl.passes import ModulePass
from xdsl.utils.exceptions import PassFailedException

from dycl.errors import DyclError
from dycl.recursion import deep_recursion
from dycl.tools.pass_run import (
    PassFailure,
    PassObserver,
    PassRun,
    ReproducerFolder,
    flat_passes,
    write_module,
)
from dycl.tools.reduce_module import reduce_module
from dycl.tools.report_error import report_error
from dycl.universe import make_context, make_pipeline

Fault = tuple[str, str]
"""A pass, and what is wrong with it; two programs with the same fault show the same thing."""


@dataclass
class FaultFinder:
    """Runs pipelines on copies of a program, and says which fault that shows."""

    folder: Path
    validate: int = 0
    weights: Path | None = None
    entry: str = "forward"
    runs: int = field(default=0, init=False)

    def fault(self, module: ModuleOp, passes: Sequence[ModulePass]) -> Fault | None:
        """The fault of the first pass that has one; None where all is well."""
        self.runs += 1
        copy = module.clone()
        try:
            PassRun(passes, _verify, self._observers(), ReproducerFolder(self.folder)).apply(
                make_context(copy), copy
            )
        except PassFailure as failure:
            return failure.pass_.name, failure.kind
        except (DyclError, PassFailedException) as error:
            return "", type(error).__name__
        return None

    def _observers(self) -> list[PassObserver]:
        if not self.validate:
            return []
        from dycl.tools.validate_passes import ValidatingObserver

        folder = ReproducerFolder(self.folder)
        return [
            ValidatingObserver(
                self.validate, lambda: None, self.weights, self.entry, folder, io.StringIO()
            )
        ]


def _verify(_: ModulePass | None, module: ModuleOp, __: ModulePass | None) -> None:
    module.verify()


def reduce_pipeline(
    module: ModuleOp, passes: Sequence[ModulePass], is_interesting: Callable[..., bool]
) -> list[ModulePass]:
    """Leave out passes, the last ones first, as long as the rest is interesting."""
    kept = list(passes)
    for index in reversed(range(len(kept))):
        fewer = kept[:index] + kept[index + 1 :]
        if fewer and is_interesting(module, fewer):
            kept = fewer
    return kept


def reduce_file(arguments: argparse.Namespace, folder: Path) -> str:
    """Reduce the program in a file; returns the text of the result and says how it went."""
    path: Path = arguments.file
    try:
        text = path.read_text()
    except OSError as error:
        raise DyclError(f"cannot read {path}: {error.strerror}") from error
    module = Parser(make_context(), text, str(path)).parse_module()
    module.verify()
    passes = list(flat_passes(make_pipeline(arguments.passes).passes))
    finder = FaultFinder(folder, arguments.validate, arguments.weights, arguments.entry)
    file = folder / "candidate.mlir"
    if arguments.test is not None:
        command = shlex.split(arguments.test)

        def is_interesting(module: ModuleOp, passes: Sequence[ModulePass]) -> bool:
            finder.runs += 1
            write_module(file, module, passes, locations=False)
            done = subprocess.run([*command, str(file)], capture_output=True, check=False)
            return done.returncode == 0

        if not is_interesting(module, passes):
            raise DyclError(f"the command must succeed for {path}, and it does not")
    else:
        fault = finder.fault(module, passes)
        if fault is None:
            raise DyclError(
                f"nothing is wrong with the passes on {path}",
                hint="--validate=N looks for changed answers, --test=COMMAND decides otherwise",
            )

        def is_interesting(module: ModuleOp, passes: Sequence[ModulePass]) -> bool:
            return finder.fault(module, passes) == fault

        passes = reduce_pipeline(module, passes, is_interesting)
    before = sum(1 for _ in module.walk())
    module = reduce_module(module, lambda candidate: is_interesting(candidate, passes))
    after = sum(1 for _ in module.walk())
    print(f"from {before} to {after} operations in {finder.runs} runs", file=sys.stderr)
    write_module(file, module, passes, locations=False)
    return file.read_text()


def make_parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="dycl-reduce",
        description="Makes a program and a pipeline as small as possible that show a fault: a pass "
        "that raises, leaves what does not verify, or changes an answer.",
    )
    parser.add_argument("file", type=Path, metavar="FILE.mlir")
    parser.add_argument("-p", "--passes", default="", help="as for dycl-opt")
    parser.add_argument(
        "--validate",
        type=int,
        default=0,
        metavar="N",
        help="the fault is a changed answer, as dycl-opt --validate=N finds it",
    )
    parser.add_argument(
        "--test",
        metavar="COMMAND",
        help="keep what COMMAND FILE succeeds for, instead of a fault of the passes",
    )
    parser.add_argument("--weights", type=Path, metavar="FILE.safetensors", help="as for dycl-opt")
    parser.add_argument("--entry", default="forward", help="as for dycl-opt (%(default)s)")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE.mlir")
    parser.add_argument(
        "--debug", action="store_true", help="show a Python traceback when something fails"
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parsed = make_parser().parse_args(arguments)
    try:
        with deep_recursion(), tempfile.TemporaryDirectory(prefix="dycl-reduce-") as folder:
            text = reduce_file(parsed, Path(folder))
        if parsed.output is None:
            print(text, end="")
        else:
            parsed.output.write_text(text)
    except Exception as error:
        return report_error(error, debug=parsed.debug)
    return 0


if __name__ == "__main__":
    sys.exit(main())
