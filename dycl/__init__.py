"""dycl compiles PyTorch networks whose ``forward`` takes different paths for different inputs.

>>> program = dycl.compile(module, example_inputs)
>>> program.save("package")
>>> program = dycl.load("package")  # needs NumPy and the package alone

Nothing heavy is imported before it is used: not PyTorch, xDSL or TVM, and not even NumPy.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from dycl.errors import DyclError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import torch

    from dycl.backends.relay.interface import BuildOptions
    from dycl.progress import Report
    from dycl.runtime.program import Program

__version__ = "0.1.0"

__all__ = ["DyclError", "compile", "load"]


def compile(
    module: torch.nn.Module | Callable[..., Any],
    example_inputs: Any,
    *,
    more_inputs: Sequence[Any] = (),
    dynamic_shapes: Any = None,
    assume: str | Sequence[str] = (),
    backend: str = "relay",
    host: str = "python",
    threads: int = 2,
    target: str | None = None,
    options: BuildOptions | None = None,
    progress: Report | None = None,
) -> Program:
    """Compile ``module``, a PyTorch module or a method of one, for inputs like ``example_inputs``.

    ``example_inputs`` is a tuple of positional arguments, a dict of keyword arguments, or a single
    value. Tensors give shapes and dtypes; other values are fixed in the program. ``more_inputs``
    are further examples, with another structure, other constants or shapes: the program is
    specialised to each, and a call takes the first specialisation that fits. ``dynamic_shapes``
    says which dimensions may have any size, as ``torch.export`` takes it. ``assume`` says what is
    known of the inputs, such as ``["0 <= x <= 1"]`` for pixels: branches that this decides
    disappear, and what the program does with other inputs is undefined. The only ``backend`` is
    ``"relay"``; ``options`` are its :class:`dycl.backends.relay.interface.BuildOptions`. ``host``
    is what takes the decisions: ``"python"``, or ``"native"``, C in the package's ``model.so``,
    which C programs can call too; it refuses programs that compute with tensors outside of
    sub-networks or whose shapes depend on data. A kernel uses up to ``threads`` threads, one where
    more would gain nothing. ``target`` is the processor to compile for: ``"native"``, the default,
    is this machine's, ``"x86-64-v3"`` any with AVX2, ``"aarch64-linux-gnu"`` any 64-bit Arm with
    Linux; loading a package raises PackageError where the processor lacks what it needs.
    ``progress`` is called as ``progress(step, done, total)``; without it there is a progress bar
    where standard error is a terminal.

    Raises DyclError: ToolchainError where the compiler is missing, FrontendError for a program that
    can't be taken, LoweringError for an operator that neither back end nor host have.
    """
    from dycl.compiler import compile_callable

    return compile_callable(
        module,
        example_inputs,
        more_inputs=more_inputs,
        dynamic_shapes=dynamic_shapes,
        assume=assume,
        backend=backend,
        host=host,
        threads=threads,
        target=target,
        options=options,
        progress=progress,
    )


def load(directory: str | os.PathLike[str]) -> Program:
    """Load a package that :meth:`Program.save` or ``dycl compile`` wrote. Needs NumPy alone.

    Raises PackageError where it is missing, damaged or for another machine.
    """
    from dycl.runtime.program import Program

    return Program(directory)
