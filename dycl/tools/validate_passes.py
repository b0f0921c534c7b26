"""``dycl-opt --validate=N``: runs the program before and after each pass."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import torch
from safetensors.torch import save_file  # pyright: ignore[reportUnknownVariableType]
from typing_extensions import override
from xdsl.dialects.builtin import ModuleOp, TensorType
from xdsl.passes import ModulePass
from xdsl.utils.hints import isa

from dycl.analysis.remarks import source_location, subject_of
from dycl.dialects.dycl import INPUTS, WEIGHTS, WeightOp
from dycl.errors import DyclError
from dycl.interpreters.dycl import load_weights, read_weights
from dycl.interpreters.run import bind, entry_function, first_state, structure_of
from dycl.interpreters.values import dtype_of
from dycl.runtime.structure import build, flatten, leaf_count
from dycl.tools.arrays import CallArguments, named_leaves, write_arrays
from dycl.tools.pass_run import (
    PassFailure,
    PassObserver,
    ReproducerFolder,
    command_line,
    write_module,
)
from dycl.tools.run_module import array_of, parameters_of, with_numbers
from dycl.validation.samples import Inputs
from dycl.validation.search import InputSearch
from dycl.validation.validator import Validator, rounding_bound

WRONG_ANSWER = "wrong answer"
"""The kind of a PassFailure that only validation finds."""


@dataclass
class ValidatingObserver(PassObserver):
    """Stops at the first pass that changes an answer, and keeps the input that shows it.

    ``count`` inputs are found for each way of each branch, similar to ``given`` where the user
    gives any. Raises PassFailure for a pass that changes an answer; the ``folder`` then has the
    program before the pass, the input and, where they are random, the weights. What was checked is
    written to ``output``.
    """

    count: int
    given: Callable[[], CallArguments | None]
    weights: Path | None
    entry: str
    folder: ReproducerFolder
    output: IO[str]
    _before: ModuleOp = field(init=False)
    _validator: Validator = field(init=False)
    _search: InputSearch = field(init=False)
    _has_random_weights: bool = field(default=False, init=False)
    _passes: int = field(default=0, init=False)

    @override
    def before_pipeline(self, module: ModuleOp) -> None:
        self._passes = 0
        source = module.clone()
        function = entry_function(source, self.entry)
        weights = self._read_weights(source)
        state = tuple(first_state(source, function, weights))
        seeds = self._seeds(source)
        self._search = InputSearch(source, weights, self.count, seeds, state, self.entry)
        cases = self._search.run()
        if not cases:
            raise DyclError(
                "the program takes none of the random inputs that were tried",
                hint="give an input that it takes: --inputs FILE.npz",
            )
        self._validator = Validator(cases, weights, state, self.entry)

    @override
    def before_pass(self, pass_: ModulePass, module: ModuleOp) -> None:
        self._before = module.clone()

    @override
    def after_pass(self, pass_: ModulePass, module: ModuleOp) -> None:
        self._passes += 1
        found = self._validator.check(self._before, module, rounding_bound(pass_))
        if found is None:
            return
        folder = self.folder.make()
        program, inputs = folder / f"{pass_.name}.mlir", folder / f"{pass_.name}.npz"
        write_module(program, self._before, [pass_])
        write_arrays(inputs, self._named(found.inputs))
        options = ["--run", "--inputs", str(inputs)]
        if self._has_random_weights:
            file = folder / f"{pass_.name}.safetensors"
            save_file({k: v.contiguous() for k, v in self._validator.weights.items()}, file)
            options += ["--weights", str(file)]
        elif self.weights is not None:
            options += ["--weights", str(self.weights)]
        if self.entry != "forward":
            options += ["--entry", self.entry]
        command = f"{command_line(program, [pass_])} {shlex.join(options)}"
        raise PassFailure(
            pass_,
            WRONG_ANSWER,
            f"the pass {pass_.name} changes an answer: {found.difference}",
            f"{command} gives the answer after it, and without -p the one before",
        )

    @override
    def after_pipeline(self) -> None:
        unreached = self._search.unreached()
        passes = "1 pass" if self._passes == 1 else f"{self._passes} passes"
        self.output.write(
            f"validated {passes} on {len(self._search.cases)} inputs, which go "
            f"{self._search.reached_count} of "
            f"{self._search.reached_count + len(unreached)} ways of branches\n"
        )
        missing = Counter(
            (source_location(way.op) or subject_of(way.op), way.outcome) for way in unreached
        )
        for (place, outcome), count in missing.items():
            where = f" of {count} branches" if count > 1 else ""
            self.output.write(f"{place}: no input was found for the way {outcome}{where}\n")

    def _read_weights(self, module: ModuleOp) -> Mapping[str, torch.Tensor]:
        """The weights of the program; random ones for a program that names no file."""
        if self.weights is not None:
            return read_weights(self.weights)
        if WEIGHTS in module.attributes:
            return load_weights(module)
        generator = torch.Generator().manual_seed(0)
        found: dict[str, torch.Tensor] = {}
        for op in module.walk():
            if isinstance(op, WeightOp) and op.weight_name not in found:
                type_ = op.result.type
                assert isa(type_, TensorType)
                values = torch.randn(type_.get_shape(), generator=generator)
                found[op.weight_name] = values.to(dtype_of(type_.get_element_type()))
        self._has_random_weights = bool(found)
        return found

    def _seeds(self, module: ModuleOp) -> Sequence[Inputs]:
        arguments = self.given()
        return () if arguments is None else [flat_inputs(module, self.entry, arguments)]

    def _named(self, inputs: Inputs) -> dict[str, Any]:
        """The inputs by the names with which ``--inputs`` takes them."""
        function = entry_function(self._search.module, self.entry)
        nested = {k: build(part, inputs) for k, part in parameters_of(function).items()}
        leaves = named_leaves(nested).items()
        return {name: array_of(leaf) for name, leaf in leaves if leaf is not None}


def flat_inputs(module: ModuleOp, entry: str, arguments: CallArguments) -> Inputs:
    """The leaves of a call's arguments in the order of the entry function's own.

    Raises InputError for arguments that are nested otherwise.
    """
    function = entry_function(module, entry)
    parameters = parameters_of(function)
    bound = with_numbers(function, parameters, bind(parameters, *arguments))
    if INPUTS not in function.attributes:
        return tuple(bound.values())
    leaves: list[Any] = [None] * leaf_count(structure_of(function, INPUTS))
    for name, structure in parameters.items():
        flatten(structure, bound[name], name, leaves)
    return tuple(leaves)
