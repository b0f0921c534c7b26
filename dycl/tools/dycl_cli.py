"""``dycl``: compile a model to a package, run and inspect packages, keep toolchain and cache."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dycl
from dycl.errors import DyclError, InputError

if TYPE_CHECKING:
    from dycl.runtime.package import Interface
    from dycl.runtime.program import Program
    from dycl.runtime.trace import Branches
    from dycl.tools.arrays import Arrays, CallArguments


def compile_model(arguments: argparse.Namespace) -> None:
    """``dycl compile FILE.py:FACTORY --inputs x.npz -o PKG``."""
    from dycl.backends.relay.interface import BuildOptions
    from dycl.runtime.library import runs_here
    from dycl.runtime.program import check_replaceable
    from dycl.tools.model_file import ModelFile
    from dycl.tools.model_name import ModelName

    check_replaceable(arguments.output)  # before anything that takes long
    name = ModelName.parse(arguments.model)
    if name is None:
        raise DyclError(f"{arguments.model} is no FILE.py:FACTORY", hint="name a Python file")
    file = ModelFile.load(name)
    model = file.make_model()
    first, *others = [_example(each, arguments) for each in file.examples(arguments.inputs)]
    with dycl.compile(
        model,
        first,
        more_inputs=others,
        dynamic_shapes=file.dynamic_shapes(),
        assume=arguments.assume,
        backend=arguments.backend,
        host=arguments.host,
        threads=arguments.threads,
        target=arguments.target,
        options=BuildOptions(tune=arguments.tune),
    ) as program:
        program.save(arguments.output)
    library = program.manifest.library
    count = len(library.subnetworks)
    print(f"{arguments.output}: {program.manifest.name} as {count} compiled sub-networks")
    if not runs_here(library):
        print(f"It is for {library.machine} ({library.target}) and does not run on this machine.")


def _example(given: CallArguments, arguments: argparse.Namespace) -> Any:
    """Example inputs as :func:`dycl.compile` takes them."""
    positional, keywords = given
    if positional and keywords:
        raise DyclError(
            f"{arguments.inputs} names some inputs and not others",
            hint="name all of them by parameter, or none",
        )
    return keywords or positional


def run_package(arguments: argparse.Namespace) -> None:
    """``dycl run PKG --inputs x.npz``; imports neither PyTorch nor TVM."""
    from dycl.tools.arrays import as_arguments, leaf_text, named_leaves, read_arrays, write_arrays

    program = dycl.load(arguments.package)
    given: CallArguments = (), {}
    if arguments.inputs is not None:
        given = as_arguments(read_arrays(arguments.inputs))
    try:
        result = _call(program, given, program)
    except DyclError:
        raise
    except Exception as error:
        raise DyclError(f"the program raised {type(error).__name__}: {error}") from error
    leaves = named_leaves(result)
    if arguments.output is not None:
        write_arrays(arguments.output, leaves)
    for name, leaf in leaves.items():
        print(f"{name}: {leaf_text(_type_name(leaf), leaf)}")


def _call(program: Program, given: CallArguments, function: Callable[..., Any]) -> Any:
    """Call ``function`` with what a file holds, as the first specialisation that fits takes it."""
    *others, last = program.manifest.entries
    for entry in others:
        try:
            positional, keywords = _with_numbers(entry.inputs, given)
            return function(*positional, **keywords)
        except InputError:
            continue
    positional, keywords = _with_numbers(last.inputs, given)
    return function(*positional, **keywords)


def _with_numbers(inputs: Interface, given: CallArguments) -> CallArguments:
    """Python's numbers instead of arrays where the program takes numbers."""
    from dycl.runtime.structure import build, leaf_count, parse_structure
    from dycl.tools.arrays import as_numbers

    numbers = {"bool": bool, "int": int, "float": float}

    def number_type(index: int) -> type | None:
        leaf = inputs.leaves[index]
        return numbers[leaf.dtype] if leaf.shape is None else None

    positional, keywords = given
    structure = parse_structure(inputs.structure)
    assert isinstance(structure, dict)
    parameters = {str(name): part for name, part in structure.items()}
    places = list(parameters.items())[: len(positional)]
    values = [
        as_numbers(part, value, number_type, name)
        for (name, part), value in zip(places, positional, strict=False)
    ]
    named = {
        name: as_numbers(parameters.get(name), value, number_type, name)
        for name, value in keywords.items()
    }
    for name, part in list(parameters.items())[len(positional) :]:
        if not leaf_count(part):  # a file of arrays cannot have it
            named.setdefault(name, build(part, ()))
    return (*values, *positional[len(values) :]), named


def _type_name(leaf: Any) -> str:
    if not hasattr(leaf, "dtype"):
        return type(leaf).__name__
    return f"{leaf.dtype}{list(leaf.shape)}"


def profile_package(arguments: argparse.Namespace) -> None:
    """``dycl profile PKG --inputs x.npz``; imports neither PyTorch nor TVM."""
    from dycl.tools.arrays import read_arrays
    from dycl.tools.profile_package import PathProfile, row, row_count

    program = dycl.load(arguments.package)
    profile = PathProfile()
    for file in arguments.inputs:
        arrays = read_arrays(file)
        if not arguments.rows:
            profile.add(_decisions(program, arrays, str(file)))
            continue
        for index in range(row_count(arrays)):
            place = f"row {index} of {file}"
            try:
                decisions = _decisions(program, row(arrays, index, as_batch=True), place)
            except InputError:
                decisions = _decisions(program, row(arrays, index, as_batch=False), place)
            profile.add(decisions)
    if arguments.output is not None:
        arguments.output.write_text(profile.text())
    print(profile.table(), end="")


def _decisions(program: Program, arrays: Arrays, place: str) -> Branches:
    """The decisions of a call; raises DyclError where the program raises."""
    from dycl.tools.arrays import as_arguments

    try:
        _, decisions = _call(program, as_arguments(arrays), program.trace)
    except DyclError:
        raise
    except Exception as error:
        message = f"the program raised {type(error).__name__}: {error}, for {place}"
        raise DyclError(message) from error
    return decisions


def inspect_package(arguments: argparse.Namespace) -> None:
    """``dycl inspect PKG``."""
    from dycl.tools.inspect_package import describe_package

    print(describe_package(arguments.package), end="")


def install_toolchain(arguments: argparse.Namespace) -> None:
    """``dycl toolchain install relay``."""
    from dycl.toolchain import install

    install(lambda line: print(line, flush=True), wheel=arguments.wheel)


def toolchain_status(_: argparse.Namespace) -> None:
    """``dycl toolchain status``."""
    from dycl.toolchain import status

    print(status())


def cache_status(_: argparse.Namespace) -> None:
    """``dycl cache status``."""
    from dycl.backends.relay.cache import CompiledCache, default_cache

    count, size = CompiledCache(default_cache()).size()
    print(f"{default_cache()}: {count} compiled sub-networks, {size / 1e6:.1f} MB")


def clear_cache(_: argparse.Namespace) -> None:
    """``dycl cache clear``."""
    from dycl.backends.relay.cache import CompiledCache, default_cache

    CompiledCache(default_cache()).clear()


def make_parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(prog="dycl", description="Compiles dynamic PyTorch networks.")
    parser.add_argument("--version", action="version", version=f"dycl {dycl.__version__}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--debug", action="store_true", help="show a Python traceback when something fails"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    compiling = commands.add_parser(
        "compile", parents=[common], help="compile a PyTorch model to a package"
    )
    compiling.add_argument("model", metavar="FILE.py:FACTORY", help="a function that makes it")
    compiling.add_argument(
        "--inputs",
        type=Path,
        metavar="FILE.npz",
        help="example inputs, arrays named by parameter (`state.0` inside of it) or arr_0, arr_1; "
        "without it, what example_inputs() in FILE.py returns, and the list of "
        "more_example_inputs(): other structures to specialise to",
    )
    compiling.add_argument("-o", "--output", type=Path, required=True, metavar="PKG")
    compiling.add_argument(
        "--assume",
        action="append",
        default=[],
        metavar="FACT",
        help="what is known of an input, such as '0 <= x <= 1': all of its elements are so, and "
        "branches that this decides disappear (may be given several times)",
    )
    compiling.add_argument(
        "--threads", type=int, default=2, help="threads that a kernel may use (%(default)s)"
    )
    compiling.add_argument(
        "--target",
        default="native",
        help="processor that the package is for: native, x86-64-v3, x86-64-v4, haswell, …, "
        "aarch64-linux-gnu, cortex-a76, … (%(default)s)",
    )
    compiling.add_argument(
        "--tune",
        type=int,
        default=0,
        metavar="TRIALS",
        help="measure this many schedules for each kernel first and use the fastest, also in later "
        "compilations; may be stopped, and goes on with the same command (%(default)s)",
    )
    compiling.add_argument("--backend", default="relay", help="back end (%(default)s)")
    compiling.add_argument(
        "--host",
        choices=["python", "native"],
        default="python",
        help="what takes the decisions: host.py, or C in model.so, which C programs can call with "
        "the package's dycl.h (%(default)s)",
    )
    compiling.set_defaults(run=compile_model)

    running = commands.add_parser("run", parents=[common], help="run a package on arrays")
    running.add_argument("package", type=Path, metavar="PKG")
    running.add_argument("--inputs", type=Path, metavar="FILE.npz", help="named as for compile")
    running.add_argument("--output", type=Path, metavar="FILE.npz", help="write the results too")
    running.set_defaults(run=run_package)

    profiling = commands.add_parser(
        "profile", parents=[common], help="count which way a package's branches go"
    )
    profiling.add_argument("package", type=Path, metavar="PKG")
    profiling.add_argument(
        "--inputs",
        type=Path,
        nargs="+",
        required=True,
        metavar="FILE.npz",
        help="one call a file, named as for compile",
    )
    profiling.add_argument(
        "--rows",
        action="store_true",
        help="each array holds the inputs of many calls, one a row; where the program takes "
        "batches of one, a row is such a batch",
    )
    profiling.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE.json",
        help="write the counts, for dycl-opt -p 'annotate-profile{file=FILE.json}'",
    )
    profiling.set_defaults(run=profile_package)

    inspecting = commands.add_parser(
        "inspect", parents=[common], help="show what a package does where"
    )
    inspecting.add_argument("package", type=Path, metavar="PKG")
    inspecting.set_defaults(run=inspect_package)

    toolchain = commands.add_parser("toolchain", help="the compiler that dycl drives")
    actions = toolchain.add_subparsers(dest="action", required=True, metavar="ACTION")
    installing = actions.add_parser(
        "install", parents=[common], help="install it into the cache folder"
    )
    installing.add_argument("name", choices=["relay"], help="TVM with Relay")
    installing.add_argument(
        "--wheel",
        type=Path,
        help="a wheel that was downloaded before, for a machine without network",
    )
    installing.set_defaults(run=install_toolchain)
    asking = actions.add_parser("status", parents=[common], help="say which one dycl would use")
    asking.set_defaults(run=toolchain_status)

    cache = commands.add_parser("cache", help="the compiled sub-networks that are kept on disk")
    actions = cache.add_subparsers(dest="action", required=True, metavar="ACTION")
    sizing = actions.add_parser("status", parents=[common], help="say where they are and how large")
    sizing.set_defaults(run=cache_status)
    clearing = actions.add_parser("clear", parents=[common], help="remove all of them")
    clearing.set_defaults(run=clear_cache)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parsed = make_parser().parse_args(arguments)
    try:
        parsed.run(parsed)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    except Exception as error:
        from dycl.tools.report_error import report_error

        return report_error(error, debug=parsed.debug)
    return 0


if __name__ == "__main__":
    sys.exit(main())
