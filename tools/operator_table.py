"""Runs PyTorch's own samples of its operators through dycl and TVM, and writes docs/operators.md.

``python tools/operator_table.py`` compares two samples of f32 and one of each other dtype with
eager PyTorch, of each operator in PyTorch's list ``op_db``
(``torch.testing._internal.common_methods_invocations``). ``--samples all`` takes every sample,
``--only NAME`` prints the rows of some operators.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from torch import nn
from torch.utils import _pytree as pytree
from xdsl.dialects import arith, func
from xdsl.dialects.builtin import ModuleOp, StringAttr, TensorType, UnitAttr, bf16

from dycl.backends.relay import BuildOptions, Instance, Subnetwork, build_library
from dycl.dialects.aten_operation import AtenOp
from dycl.dialects.dycl import OUTPUTS, SUBNETWORK
from dycl.dialects.relay import is_tensor
from dycl.errors import DyclError, ToolchainError
from dycl.frontend import lower
from dycl.passes.convert_aten_to_relay import ConvertAtenToRelayPass, unsupported_reason
from dycl.runtime import Library
from dycl.runtime.structure import leaf_indices, parse_structure
from dycl.targets.relay import relay_functions
from dycl.universe import make_context

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "operators.md"

DTYPES = {
    torch.float32: "f32",
    torch.float64: "f64",
    torch.float16: "f16",
    torch.bfloat16: "bf16",
    torch.int8: "i8",
    torch.int16: "i16",
    torch.int32: "i32",
    torch.int64: "i64",
    torch.bool: "i1",
}
"""The element types that are tried, in the order of the table's columns."""

TOLERANCE = {torch.float16: 1e-3, torch.float32: 2e-5, torch.float64: 1e-10}
"""Relative and absolute, by dtype of the result; other dtypes must agree exactly."""

TOGETHER = 100
"""Samples in one library."""

SAMPLES = dict.fromkeys(DTYPES, 1) | {torch.float32: 2}
"""How many samples of each dtype the table has unless it has all."""


_BACKWARD = "only training has it"
_RANDOM = "it draws random numbers"
_BATCH_NORM = (
    "`batch_norm` is kept whole; this part of it gives empty tensors, which TVM does not have"
)
_MEMORY = "it depends on how a tensor lies in memory"
_SIZE = "the frontend computes with sizes itself"

CORE_ON_HOST = {
    "_adaptive_avg_pool2d_backward": _BACKWARD,
    "_cdist_forward": "nobody has asked for it yet",
    "_embedding_bag": "nobody has asked for it yet",
    "_fft_c2r": "Relay has no complex numbers",
    "_fft_r2c": "Relay has no complex numbers",
    "_local_scalar_dense": "it gives a number to the host: `dycl.item`",
    "_native_batch_norm_legit": _BATCH_NORM,
    "_native_batch_norm_legit.no_stats": _BATCH_NORM,
    "_native_batch_norm_legit_no_training": _BATCH_NORM,
    "_pdist_forward": "nobody has asked for it yet",
    "as_strided": _MEMORY,
    "atan2.out": "it writes into a tensor that is given; `atan2` is compiled",
    "avg_pool2d_backward": _BACKWARD,
    "convolution_backward": _BACKWARD,
    "embedding_dense_backward": _BACKWARD,
    "empty.memory_format": "its values are undefined",
    "empty_strided": _MEMORY,
    "max_pool2d_with_indices_backward": _BACKWARD,
    "native_dropout": _RANDOM,
    "native_group_norm_backward": _BACKWARD,
    "native_layer_norm_backward": _BACKWARD,
    "nonzero": "the shape of its result depends on data",
    "rand": _RANDOM,
    "randn": _RANDOM,
    "randperm": _RANDOM,
    "resize_": _MEMORY,
    "sym_is_contiguous": _SIZE,
    "sym_numel": _SIZE,
    "sym_size.int": _SIZE,
    "sym_storage_offset": _MEMORY,
    "sym_stride.int": _MEMORY,
}
"""Operators of PyTorch's Core ATen set that Relay does not get, and why."""


class Call(nn.Module):
    """One call of an operator; tensors among its arguments are the inputs."""

    def __init__(self, operator: Any, args: Sequence[Any], kwargs: dict[str, Any]) -> None:
        super().__init__()
        self.operator = operator
        self.inputs: list[Any] = []
        self.args = [self._place(value) for value in args]
        self.kwargs = {name: self._place(value) for name, value in kwargs.items()}

    def _place(self, value: Any) -> tuple[int, Any]:
        if not any(isinstance(leaf, torch.Tensor) for leaf in pytree.tree_leaves(value)):
            return -1, value
        self.inputs.append(value)
        return len(self.inputs) - 1, None

    def forward(self, *given: Any) -> Any:
        args = [value if position < 0 else given[position] for position, value in self.args]
        kwargs = {
            name: value if position < 0 else given[position]
            for name, (position, value) in self.kwargs.items()
        }
        return self.operator(*args, **kwargs)


@dataclass
class Trial:
    """One sample; ``reason`` says why it did not pass."""

    dtype: torch.dtype
    reason: str | None = None
    function: func.FuncOp | None = None
    inputs: list[np.ndarray] = field(default_factory=list[np.ndarray])
    expected: list[Any] = field(default_factory=list[Any])


@dataclass
class Row:
    """One operator of op_db."""

    name: str
    trials: list[Trial]

    def passed(self, dtype: torch.dtype) -> str:
        """``passed/tried``, or nothing where the operator does not take the dtype."""
        tried = [trial for trial in self.trials if trial.dtype == dtype]
        good = sum(trial.reason is None for trial in tried)
        return f"{good}/{len(tried)}" if tried else ""

    @property
    def reasons(self) -> list[str]:
        """Why samples did not pass, the most frequent first."""
        found = Counter(trial.reason for trial in self.trials if trial.reason)
        return [reason for reason, _ in found.most_common()]

    @property
    def is_supported(self) -> bool:
        """Whether any sample passed."""
        return any(trial.reason is None for trial in self.trials)

    def markdown(self) -> str:
        """A line of the table."""
        cells = [f"`{self.name}`", *map(self.passed, DTYPES), "; ".join(self.reasons[:2])]
        return _line(cells)


def _line(cells: Sequence[str]) -> str:
    """A line of a Markdown table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def operators() -> dict[str, Any]:
    """The entries of op_db by name, with the variant where there is one."""
    from torch.testing._internal.common_methods_invocations import op_db

    return {
        " ".join(filter(None, [info.name, info.variant_test_name])): info
        for info in sorted(op_db, key=lambda info: (info.name, info.variant_test_name))
    }


def make_trials(info: Any, counts: dict[torch.dtype, int] | None) -> Iterator[Trial]:
    """Samples of each dtype, evenly spaced in PyTorch's list; all of them without ``counts``."""
    for dtype in DTYPES:
        if dtype not in info.dtypes:
            continue
        torch.manual_seed(0)  # pyright: ignore[reportUnknownMemberType]
        random.seed(0)
        np.random.seed(0)
        samples = list(info.sample_inputs("cpu", dtype))
        count = len(samples) if counts is None else min(counts.get(dtype, 0), len(samples))
        for index in range(count):
            sample = samples[index * len(samples) // count]
            yield make_trial(info, dtype, sample)


def make_trial(info: Any, dtype: torch.dtype, sample: Any) -> Trial:
    """Lower one sample, and ask whether Relay can do all of it."""
    trial = Trial(dtype)
    call = Call(info.op, (sample.input, *sample.args), sample.kwargs).eval()
    leaves: list[Any] = pytree.tree_leaves(call.inputs)
    try:
        trial.inputs = [_array(leaf) for leaf in leaves if isinstance(leaf, torch.Tensor)]
        with torch.no_grad():
            expected: list[Any] = pytree.tree_leaves(call(*call.inputs))
        with tempfile.TemporaryDirectory() as folder:
            weights = Path(folder) / "weights.safetensors"
            module = lower(call, tuple(call.inputs), {}, weights=weights)
    except DyclError as error:
        trial.reason = f"not taken: {error.message}"
        return trial
    except Exception as error:
        trial.reason = f"not taken: {type(error).__name__}"
        return trial
    (function,) = (op for op in module.body.ops if isinstance(op, func.FuncOp))
    trial.reason = _refusal(function)
    trial.function = function
    order = leaf_indices(parse_structure(function.attributes[OUTPUTS].data))  # pyright: ignore
    trial.expected = [expected[order.index(index)] for index in range(len(order))]
    if not all(isinstance(leaf, torch.Tensor) for leaf in trial.expected):
        trial.reason = trial.reason or "on the host: gives no tensor"
    return trial


def _array(tensor: torch.Tensor) -> np.ndarray:
    detached = tensor.detach().resolve_conj().resolve_neg()
    if detached.dtype == torch.bfloat16:
        detached = detached.float()
    return np.ascontiguousarray(detached.numpy()).reshape(detached.shape)


def _refusal(function: func.FuncOp) -> str | None:
    """Why something in a program stays on the host."""
    for op in function.body.walk():
        match op:
            case AtenOp():
                try:
                    reason = unsupported_reason(op)
                except Exception as error:  # one operator's failure must not hide all others
                    reason = f"**fails** with {type(error).__name__}"
                if reason is not None:
                    # Sizes differ from sample to sample.
                    return f"on the host: `{op.name}`: {re.sub(r': tensor<.*', '', reason)}"
            case arith.ConstantOp() if isinstance(op.result.type, TensorType):
                pass
            case func.ReturnOp():
                for value in op.arguments:
                    if not is_tensor(value.type):
                        return "on the host: gives no tensor"
                    if value.type.get_element_type() == bf16:
                        return "a package neither takes nor gives tensors of bf16"
            case _:
                return f"on the host: `{op.name}`"
    return None


def run_trials(trials: Sequence[Trial]) -> None:
    """Compile and run what Relay can do, and write down where it differs from eager PyTorch."""
    waiting = [trial for trial in trials if trial.reason is None]
    for start in range(0, len(waiting), TOGETHER):
        _run({f"sample_{i}": trial for i, trial in enumerate(waiting[start : start + TOGETHER])})


def _run(trials: dict[str, Trial]) -> None:
    """Run samples by name, without those that TVM refuses."""
    while trials:
        try:
            with tempfile.TemporaryDirectory() as folder:
                return _run_together(trials, Path(folder))
        except ToolchainError as error:
            failed = re.search(r"sample_\d+", error.message)
            if failed is None:
                raise
            # The others come from the cache when they are built again.
            message = error.message.replace(failed[0], "it").splitlines()[0]
            trials.pop(failed[0]).reason = f"**fails**: {message[:140]}"


def _run_together(trials: Mapping[str, Trial], folder: Path) -> None:
    manifest = build_library(
        [Subnetwork(name, _text(trial, name)) for name, trial in trials.items()],
        [Instance(name, name) for name in trials],
        {},
        folder,
        BuildOptions(timeout=60),
    )
    library = Library(folder, manifest)
    for name, trial in trials.items():
        outputs = _as_tuple(library.subnetwork(name)(*trial.inputs))
        trial.reason = _difference(outputs, trial.expected)


def _as_tuple(results: Any) -> tuple[Any, ...]:
    return cast("tuple[Any, ...]", results) if isinstance(results, tuple) else (results,)


def _text(trial: Trial, name: str) -> str:
    """One sample in Relay text, as a function called ``name``."""
    assert trial.function is not None
    function = trial.function.clone()
    function.sym_name = StringAttr(name)
    function.attributes[SUBNETWORK] = UnitAttr()
    module = ModuleOp([function])
    ConvertAtenToRelayPass().apply(make_context(module), module)
    ((_, text),) = relay_functions(module)
    return text


def _difference(outputs: Sequence[np.ndarray], expected: Sequence[Any]) -> str | None:
    """How the compiled answer differs from eager PyTorch's."""
    for output, wanted in zip(outputs, expected, strict=True):
        tolerance = TOLERANCE.get(wanted.dtype, 0.0)
        try:
            torch.testing.assert_close(
                torch.as_tensor(np.array(output)),
                wanted.detach().resolve_conj(),
                rtol=tolerance,
                atol=tolerance,
                equal_nan=True,
                check_stride=False,
            )
        except AssertionError as error:
            found = re.search(r"Greatest absolute difference: (\S+)", str(error))
            return f"**differs** by {found[1] if found else 'its type'} in {DTYPES[wanted.dtype]}"
    return None


def core_operators() -> list[str]:
    """PyTorch's Core ATen set: the operators with the tag ``core``."""
    found: list[str] = []
    for full_name in torch._C._dispatch_get_all_op_names():  # pyright: ignore
        namespace, _, name = str(full_name).partition("::")
        base, _, overload = name.partition(".")
        packet = getattr(torch.ops.aten, base, None) if namespace == "aten" else None
        operator = getattr(packet, overload or "default", None)
        if operator is not None and torch.Tag.core in operator.tags:
            found.append(name)
    return sorted(found)


def make_rows(names: Iterable[str], counts: dict[torch.dtype, int] | None) -> list[Row]:
    """Try the operators with these names."""
    infos = operators()
    warnings.simplefilter("ignore")
    rows: list[Row] = []
    for number, name in enumerate(names):
        rows.append(Row(name, list(make_trials(infos[name], counts))))
        if sys.stderr.isatty():
            print(f"\r{number} {name}\x1b[K", end="", file=sys.stderr)
    run_trials([trial for row in rows for trial in row.trials])
    return rows


def document(rows: Sequence[Row], counts: dict[torch.dtype, int] | None) -> str:
    """The whole of docs/operators.md."""
    supported = [row for row in rows if row.is_supported]
    trials = [trial for row in supported for trial in row.trials]
    passed = sum(trial.reason is None for trial in trials)
    differing = sum("differs" in (trial.reason or "") for row in rows for trial in row.trials)
    some = "Two samples of f32 and one of each other dtype"
    which = "Every sample" if counts is None else some
    columns = ["operator", *DTYPES.values(), "why not all"]
    lines = [
        "# Operators",
        "",
        f"{which} of each operator in PyTorch's own test samples",
        "(`op_db`), through dycl's frontend, Relay and TVM, against eager PyTorch. A cell says how",
        "many samples passed of how many: compiled by TVM, and equal to eager within 2e-5 (f32),",
        "1e-10 (f64) or 1e-3 (f16), absolute and relative, or exactly for integers and booleans.",
        'What is "on the host" is computed with NumPy between the sub-networks.',
        "",
        "`python tools/operator_table.py` writes this file;",
        "`--samples all` tries every sample, `--only NAME` prints the rows of some operators.",
        "",
        f"Of {len(rows)} operators, {len(supported)} are compiled, with {passed} of {len(trials)}",
        f"samples. {differing} samples differ from eager PyTorch.",
        "",
        "## Compiled",
        "",
        _line(columns),
        f"|{'---|' * len(columns)}",
        *(row.markdown() for row in supported),
        "",
        "## Not compiled",
        "",
        "| operator | why not |",
        "|---|---|",
        *(
            _line([f"`{row.name}`", "; ".join(row.reasons[:2]) or "no sample of these dtypes"])
            for row in rows
            if not row.is_supported
        ),
        "",
        *core_section(),
    ]
    return "\n".join(lines)


def core_section() -> list[str]:
    """The part of the document about the Core ATen set."""
    core = core_operators()
    return [
        "## Core ATen",
        "",
        f"Of the {len(core)} operators of PyTorch's Core ATen set, {len(core) - len(CORE_ON_HOST)}",
        "have a rule that says them in Relay. These do not:",
        "",
        "| operator | why not |",
        "|---|---|",
        *(_line([f"`{name}`", reason]) for name, reason in CORE_ON_HOST.items()),
        "",
    ]


def main() -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", choices=["some", "all"], default="some")
    parser.add_argument("--only", nargs="+", metavar="NAME")
    arguments = parser.parse_args()
    counts = None if arguments.samples == "all" else SAMPLES
    if arguments.only:
        for row in make_rows(arguments.only, counts):
            print(row.markdown())
        return 0
    DOCUMENT.write_text(document(make_rows(operators(), counts), counts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
