"""``dycl-opt``: reads a program, runs passes over it, prints it as any target, or runs it.

The program is MLIR text (a file or standard input), ``FILE.relay``, a text of TVM's Relay, or
``FILE.py:FACTORY``, a Python function that makes a PyTorch model, which is read by dycl's frontend.
``--run`` interprets the program after the
passes, whatever its stage, with PyTorch as the calculator.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from typing_extensions import override
from xdsl.dialects.builtin import ModuleOp
from xdsl.utils.exceptions import ArgSpecParseError
from xdsl.xdsl_opt_main import xDSLOptMain

from dycl.errors import DyclError
from dycl.printing import module_text
from dycl.recursion import deep_recursion
from dycl.tools.new_pass import NewPassAction
from dycl.universe import load_dialects

if TYPE_CHECKING:
    from dycl.tools.arrays import CallArguments
    from dycl.tools.model_name import ModelName
    from dycl.tools.pass_run import PassObserver, ReproducerFolder


DESCRIPTION = """dycl's modular optimizer driver: reads MLIR text, FILE.relay (TVM's Relay) or
FILE.py:FACTORY (PyTorch), runs passes, and prints the result as any target or interprets it"""


class DyclOptMain(xDSLOptMain):
    """xDSL's driver with dycl's frontend and reference interpreter."""

    output: Path | None
    """What ``-o`` names."""
    _time_passes: bool

    @override
    def register_all_arguments(self, arg_parser: argparse.ArgumentParser) -> None:
        super().register_all_arguments(arg_parser)
        arg_parser.add_argument(
            "--inputs",
            type=Path,
            metavar="FILE.npz",
            help="inputs, arrays named by parameter (`state.0` inside of it) or arr_0, arr_1; "
            "for FILE.py:FACTORY the default is what example_inputs() in that file returns, and "
            "the list of more_example_inputs(): other structures to specialise to",
        )
        arg_parser.add_argument(
            "--weights",
            type=Path,
            metavar="FILE.safetensors",
            help="where FILE.py:FACTORY writes the model's weights (default: beside -o, else in "
            "the cache), and from where --run takes them (default: what the module names)",
        )
        arg_parser.add_argument(
            "--run", action="store_true", help="interpret the program and print its results"
        )
        arg_parser.add_argument(
            "--output",
            type=Path,
            metavar="FILE.npz",
            help="with --run: also write the results",
        )
        arg_parser.add_argument(
            "--entry",
            help="what --run and --validate call (default: forward, or main where there is none)",
        )
        arg_parser.add_argument(
            "--assume",
            action="append",
            default=[],
            metavar="FACT",
            help="what is known of an input, such as '0 <= x <= 1': all of its elements are so; "
            "a dycl.assume says it in the program (may be given several times)",
        )
        arg_parser.add_argument(
            "--remarks",
            action="store_true",
            help="say on standard error what the passes did, or did not do, and why",
        )
        arg_parser.add_argument(
            "--validate",
            type=_positive,
            default=0,
            metavar="N",
            help="interpret the program before and after each pass, on N random inputs for each "
            "way of each branch, similar to --inputs where given; a pass that changes an answer "
            "is an error, and the input is kept",
        )
        arg_parser.add_argument(
            "--print-ir-after-change",
            action="store_true",
            help="write to standard error what each pass changed, as a diff; values keep their "
            "names from pass to pass",
        )
        arg_parser.add_argument(
            "--print-ir-after-all",
            action="store_true",
            help="the same, and name the passes that changed nothing",
        )
        arg_parser.add_argument(
            "--reproducers",
            type=Path,
            metavar="FOLDER",
            help="where a pass that fails leaves a program that shows it (default: a new folder "
            "for temporary files)",
        )
        arg_parser.add_argument(
            "--new-pass",
            metavar="NAME",
            action=NewPassAction,
            help="write dycl/passes/NAME.py and its test, to begin a pass with, and exit",
        )
        arg_parser.add_argument(
            "--debug", action="store_true", help="show a Python traceback when something fails"
        )

    @override
    def register_all_frontends(self) -> None:
        super().register_all_frontends()

        def lower_python(_: IO[bytes]) -> ModuleOp:
            return self._lower_python()

        self.available_frontends["py"] = lower_python
        self.available_frontends["relay"] = self._read_relay

    @override
    def get_input_stream(self) -> tuple[IO[bytes], str]:
        if self._model_name() is not None:
            return io.BytesIO(), "py"
        return super().get_input_stream()

    def _model_name(self) -> ModelName | None:
        from dycl.tools.model_name import ModelName

        text: str | None = self.args.input_file
        return ModelName.parse(text) if text else None

    def _lower_python(self) -> ModuleOp:
        from dycl.frontend import lower_each
        from dycl.tools.model_file import ModelFile

        name = self._model_name()
        if name is None:
            raise DyclError("the Python frontend takes FILE.py:FACTORY")
        file = ModelFile.load(name)
        model = file.make_model()
        module = lower_each(
            model,
            file.examples(self.args.inputs),
            weights=self._weights_path(name),
            dynamic_shapes=file.dynamic_shapes(),
        )
        load_dialects(self.ctx, module)
        return module

    def _read_relay(self, stream: IO[bytes]) -> ModuleOp:
        from dycl.relay_text import read_relay

        name = self.get_input_name()
        try:
            text = stream.read().decode()
        except UnicodeDecodeError as error:
            raise DyclError(f"{name} is no text in UTF-8: {error}") from error
        module = read_relay(text, name)
        load_dialects(self.ctx, module)
        return module

    def _weights_path(self, name: ModelName) -> Path:
        if self.args.weights is not None:
            return self.args.weights
        if self.output is not None:
            return self.output.with_suffix(".safetensors")
        import hashlib

        from dycl.toolchain import cache_directory

        folder = cache_directory() / "weights"
        folder.mkdir(parents=True, exist_ok=True)
        place = hashlib.sha256(str(name.file.resolve()).encode()).hexdigest()[:8]
        return folder / f"{name.file.stem}-{name.factory}-{place}.safetensors"

    @override
    def apply_passes(self, prog: ModuleOp) -> None:
        if self.args.assume:
            from dycl.passes.rewriting.assumptions import insert_assumptions

            insert_assumptions(prog, self.args.assume)
        if not self.args.remarks:
            self._run_passes(prog)
            return
        from dycl.analysis.remarks import collect_remarks

        with collect_remarks() as remarks:
            self._run_passes(prog)
        for remark in remarks:
            print(remark, file=sys.stderr)

    def _run_passes(self, program: ModuleOp) -> None:
        from dycl.tools.pass_run import PassRun, ReproducerFolder, flat_passes

        folder = ReproducerFolder(self.args.reproducers)
        passes = list(flat_passes(self.pipeline.passes))
        check = self.pipeline.callback
        observers = self._observers(program, folder)
        PassRun(passes, check, observers, folder).apply(self.ctx, program)

    def _observers(self, program: ModuleOp, folder: ReproducerFolder) -> list[PassObserver]:
        """What watches the passes, on request."""
        observers: list[PassObserver] = []
        if self.args.print_ir_after_change or self.args.print_ir_after_all:
            from dycl.tools.ir_changes import ChangePrinter

            observers.append(ChangePrinter(sys.stderr, every_pass=self.args.print_ir_after_all))
        if self.args.validate:
            from dycl.tools.validate_passes import ValidatingObserver

            observers.append(
                ValidatingObserver(
                    self.args.validate,
                    self._given_inputs,
                    self.args.weights,
                    self._entry(program),
                    folder,
                    sys.stderr,
                )
            )
        if self._time_passes:
            from dycl.tools.pass_times import PassTimer

            observers.append(PassTimer(sys.stderr))  # the last one, to time no other
        return observers

    @override
    def setup_pipeline(self) -> None:
        super().setup_pipeline()
        # xDSL would print among the program; its callback looks at this when a pass ends.
        self._time_passes, self.args.time_passes = self.args.time_passes, False

    @override
    def output_resulting_program(self, prog: ModuleOp) -> str:
        if not self.args.run:
            if self.args.target == "mlir" and self.args.print_debuginfo:
                return module_text(prog, locations=True, generic=self.args.print_op_generic)
            return super().output_resulting_program(prog)
        from dycl.tools.run_module import run_module

        return run_module(
            prog,
            inputs=self.args.inputs,
            weights=self.args.weights,
            output=self.args.output,
            entry=self._entry(prog),
            default_inputs=self._default_inputs,
        )

    def _entry(self, program: ModuleOp) -> str:
        """What ``--entry`` names; else ``forward``, as dycl says, or ``main``, as Relay says."""
        if self.args.entry:
            return self.args.entry
        from xdsl.dialects.func import FuncOp

        names = {op.sym_name.data for op in program.body.ops if isinstance(op, FuncOp)}
        return "main" if "main" in names and "forward" not in names else "forward"

    def _given_inputs(self) -> CallArguments | None:
        """What ``--inputs`` names, else the example inputs of a Python file, else None."""
        from dycl.tools.model_file import read_tensors

        if self.args.inputs is not None:
            return read_tensors(self.args.inputs)
        return None if self._model_name() is None else self._default_inputs()

    def _default_inputs(self) -> CallArguments:
        """Without ``--inputs``: the example inputs of a Python file, no inputs for a text."""
        from dycl.tools.model_file import ModelFile

        name = self._model_name()
        return ((), {}) if name is None else ModelFile.load(name).inputs(None)

    @override
    def run(self) -> None:
        """Read, transform, and print or run; an output file appears when all of it succeeded."""
        if self.args.output_file is None:
            self.output = None
            super().run()
            return
        import tempfile

        self.output = Path(self.args.output_file)
        with tempfile.TemporaryDirectory(prefix=".dycl-opt-", dir=self.output.parent) as folder:
            self.args.output_file = str(Path(folder) / self.output.name)
            super().run()
            os.replace(self.args.output_file, self.output)


def _positive(text: str) -> int:
    """A number of inputs on the command line."""
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text} is no number of inputs: write 1 or more")
    return int(text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    debug = "--debug" in given
    try:
        with deep_recursion():
            DyclOptMain(DESCRIPTION, given).run()
    except (Exception, ArgSpecParseError) as error:
        from dycl.tools.report_error import report_error

        return report_error(error, debug=debug)
    return 0


if __name__ == "__main__":
    sys.exit(main())
