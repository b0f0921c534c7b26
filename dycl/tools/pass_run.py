"""Runs a pipeline for ``dycl-opt``: observers watch it, and what fails can be run again."""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.passes import ModulePass, PassPipeline, PassPipelineCallbackType
from xdsl.utils.exceptions import PassFailedException, VerifyException

from dycl.errors import DyclError
from dycl.passes.pipelines.named_pipeline import NamedPipeline
from dycl.printing import module_text


class PassFailure(DyclError):
    """A pass that raised, left what doesn't verify, or changed an answer: ``kind`` says which."""

    def __init__(self, pass_: ModulePass, kind: str, message: str, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.pass_ = pass_
        self.kind = kind


class PassObserver:
    """Is told of the passes of a pipeline as they run."""

    def before_pipeline(self, module: ModuleOp) -> None:
        """``module`` is the program before the first pass."""

    def before_pass(self, pass_: ModulePass, module: ModuleOp) -> None:
        """``pass_`` is about to change ``module``."""

    def pass_ended(self) -> None:
        """The pass has returned; nothing was verified yet."""

    def after_pass(self, pass_: ModulePass, module: ModuleOp) -> None:
        """``pass_`` made ``module`` what it is, and it verifies."""

    def after_pipeline(self) -> None:
        """The last pass has run; not called after a failure."""


@dataclass
class ReproducerFolder:
    """Where files go that show a failure; a new folder in the temporary one where none is named."""

    path: Path | None

    def make(self) -> Path:
        """The folder, which is there afterwards; raises DyclError where it cannot be made."""
        if self.path is None:
            self.path = Path(tempfile.mkdtemp(prefix="dycl-opt-"))
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DyclError(f"cannot make {self.path}: {error.strerror}") from error
        return self.path


def flat_passes(passes: Sequence[ModulePass]) -> Iterator[ModulePass]:
    """The passes, with those that a named pipeline consists of in its place."""
    for pass_ in passes:
        if isinstance(pass_, NamedPipeline):
            yield from flat_passes(pass_.passes().passes)
        else:
            yield pass_


def command_line(file: Path, passes: Sequence[ModulePass]) -> str:
    """How to run ``passes`` on ``file``."""
    pipeline = ",".join(str(pass_.spec()) for pass_ in passes)
    return f"dycl-opt {shlex.quote(str(file))} -p {shlex.quote(pipeline)}"


def write_module(
    path: Path, module: ModuleOp, passes: Sequence[ModulePass], *, locations: bool = True
) -> None:
    """Write ``module`` with the pipeline in its first line, where lit reads it."""
    run_line = command_line(Path("%s"), passes).replace("'%s'", "%s")
    path.write_text(f"// RUN: {run_line}\n{module_text(module, locations=locations)}")


@dataclass
class PassRun:
    """Runs ``passes`` one after the other.

    ``check`` is called like the callback of xDSL's PassPipeline and verifies the module. A pass
    that raises, or after which the module doesn't verify, leaves a reproducer in ``folder``: the
    program before that pass, and the pass. What passes raise on purpose (DyclError, xDSL's
    PassFailedException) stays what it is.
    """

    passes: Sequence[ModulePass]
    check: PassPipelineCallbackType | None
    observers: Sequence[PassObserver]
    folder: ReproducerFolder
    _done: int = field(default=0, init=False)
    _is_observed: bool = field(default=False, init=False)

    def apply(self, context: Context, module: ModuleOp) -> None:
        """Run the passes on ``module``; raises PassFailure for one that fails."""
        self._done = 0
        source = module.clone()

        def callback(
            previous: ModulePass | None, module: ModuleOp, following: ModulePass | None
        ) -> None:
            for observer in self.observers:
                observer.pass_ended()
            # An error in the program that was read, or of an observer, is not one of a pass.
            self._is_observed = previous is None
            if self.check is not None:
                self.check(previous, module, following)
            self._is_observed = True
            self._tell(previous, module, following)
            self._is_observed = False
            if previous is not None:
                self._done += 1

        try:
            PassPipeline(tuple(self.passes), callback).apply(context, module)
        except (DyclError, PassFailedException):
            raise
        except Exception as error:
            if self._is_observed:
                raise
            raise self._failure(context, source, error) from error

    def _tell(
        self, previous: ModulePass | None, module: ModuleOp, following: ModulePass | None
    ) -> None:
        for observer in self.observers:
            if previous is None:
                observer.before_pipeline(module)
            else:
                observer.after_pass(previous, module)
            if following is None:
                observer.after_pipeline()
            else:
                observer.before_pass(following, module)

    def _failure(self, context: Context, source: ModuleOp, error: Exception) -> PassFailure:
        """What to tell about the pass that is running, with a reproducer."""
        failed = self.passes[self._done]
        PassPipeline(tuple(self.passes[: self._done])).apply(context, source)
        path = self.folder.make() / f"{failed.name}.mlir"
        write_module(path, source, [failed])
        what = (
            f"the module does not verify after the pass {failed.name}: {error}"
            if isinstance(error, VerifyException)
            else f"the pass {failed.name} raised {type(error).__name__}: {error}"
        )
        hint = f"{command_line(path, [failed])} fails in the same way; --debug shows where"
        return PassFailure(failed, type(error).__name__, what, hint)
