"""One call of an operator as a function of its own: compiled, run, compared with eager PyTorch."""

from __future__ import annotations

import hashlib
import random
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from torch import nn
from torch.utils import _pytree as pytree
from xdsl.dialects import arith, func
from xdsl.dialects.builtin import ModuleOp, StringAttr, TensorType, UnitAttr

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

TOLERANCE = {torch.bfloat16: 8e-3, torch.float16: 1e-3, torch.float32: 2e-5, torch.float64: 1e-10}
"""Relative and absolute, by dtype of the result; other dtypes must agree exactly."""

HALVES = (torch.float16, torch.bfloat16)
"""Floats of 16 bits, on which PyTorch computes in f32, rounding the result of each operator.

Some of its kernels round intermediate results too: transposed convolutions, ``grid_sample`` and
``instance_norm`` do so by up to 500 times the unit of the result. Relay computes these in f32 as
well, so what differs from eager PyTorch has to be what eager gives in f32, rounded once.
"""

TOGETHER = 100
"""Samples in one library."""


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
    in_f32: list[Any] | None = None
    """For 16-bit floats: what eager PyTorch computes in f32, rounded once."""
    is_top: bool = False
    needs_f32: bool = False
    """Whether only :attr:`in_f32` agrees."""


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
    trial = Trial(dtype, is_top=info.name == "topk")
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
    if dtype in HALVES:
        rounded = _in_f32(call, expected)
        trial.in_f32 = rounded and [rounded[order.index(index)] for index in range(len(order))]
    if not all(isinstance(leaf, torch.Tensor) for leaf in trial.expected):
        trial.reason = trial.reason or "on the host: gives no tensor"
    return trial


def _in_f32(call: Call, expected: Sequence[Any]) -> list[Any] | None:
    """The results of a call in f32, rounded to the dtypes expected; None where it has none."""
    inputs = pytree.tree_map(_widened, call.inputs)
    try:
        with torch.no_grad():
            results: list[Any] = pytree.tree_leaves(call(*inputs))
    except Exception:  # an operator may insist on a dtype that it was given by name
        return None
    if not all(isinstance(result, torch.Tensor) for result in results):
        return None
    return [result.to(like.dtype) for result, like in zip(results, expected, strict=True)]


def _widened(leaf: Any) -> Any:
    is_half = isinstance(leaf, torch.Tensor) and leaf.dtype in HALVES
    return leaf.detach().float() if is_half else leaf


def _array(tensor: torch.Tensor) -> np.ndarray:
    detached = tensor.detach().resolve_conj().resolve_neg()
    if detached.dtype == torch.bfloat16:
        detached = detached.view(torch.int16)
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
            case _:
                return f"on the host: `{op.name}`"
    return None


def run_trials(trials: Sequence[Trial]) -> None:
    """Compile and run what Relay can do, and write down where it differs from eager PyTorch.

    Samples with the same function share its code, which comes from the cache in the next run.
    """
    functions: dict[str, list[Trial]] = {}
    for trial in trials:
        if trial.reason is None:
            functions.setdefault(_text(trial, "sample"), []).append(trial)
    texts = {f"sample_{_digest(text)}": text for text in functions}
    names = list(texts)
    for start in range(0, len(names), TOGETHER):
        _run({name: functions[texts[name]] for name in names[start : start + TOGETHER]})


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _run(trials: dict[str, list[Trial]]) -> None:
    """Run samples by the name of their function, without those that TVM refuses."""
    while trials:
        try:
            with tempfile.TemporaryDirectory() as folder:
                return _run_together(trials, Path(folder))
        except ToolchainError as error:
            failed = re.search(r"sample_[0-9a-f]+", error.message)
            if failed is None:
                raise
            # The others come from the cache when they are built again.
            message = error.message.replace(failed[0], "it").splitlines()[0]
            for trial in trials.pop(failed[0]):
                trial.reason = f"**fails**: {message[:140]}"


def _run_together(trials: Mapping[str, Sequence[Trial]], folder: Path) -> None:
    manifest = build_library(
        [Subnetwork(name, _text(trials[name][0], name)) for name in trials],
        [Instance(name, name) for name in trials],
        {},
        folder,
        BuildOptions(timeout=60),
    )
    library = Library(folder, manifest)
    for name, same in trials.items():
        subnetwork = library.subnetwork(name)
        for trial in same:
            judge(trial, _as_tuple(subnetwork(*trial.inputs)))


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


def judge(trial: Trial, outputs: Sequence[np.ndarray]) -> None:
    """Write down whether the compiled answer is eager PyTorch's."""
    trial.reason = _difference(outputs, trial.expected)
    if trial.reason and trial.in_f32 and _difference(outputs, trial.in_f32) is None:
        trial.reason, trial.needs_f32 = None, True
    if trial.reason and trial.is_top and _is_top(trial, outputs):
        trial.reason = None


def _is_top(trial: Trial, outputs: Sequence[np.ndarray]) -> bool:
    """Whether the values of a ``topk`` are right, and its indices different ones of such elements.

    PyTorch does not say which of equal elements it takes.
    """
    values, indices = (
        _tensor(output, wanted.dtype)
        for output, wanted in zip(outputs, trial.expected, strict=True)
    )
    if not torch.equal(values, trial.expected[0].detach()):
        return False
    x = _tensor(trial.inputs[0], trial.dtype)
    axis = next((i for i, size in enumerate(x.shape) if size != values.shape[i]), -1)
    sorted_indices = indices.sort(axis).values
    distinct = (sorted_indices.diff(dim=axis) > 0).all()
    return bool(distinct) and torch.equal(x.gather(axis, indices), values)


def _tensor(array: np.ndarray, dtype: torch.dtype) -> torch.Tensor:
    """A result as PyTorch has it; of bf16, NumPy has the bits."""
    tensor = torch.as_tensor(np.array(array))
    return tensor.view(dtype) if dtype == torch.bfloat16 else tensor


def _difference(outputs: Sequence[np.ndarray], expected: Sequence[Any]) -> str | None:
    """How the compiled answer differs from eager PyTorch's."""
    for output, wanted in zip(outputs, expected, strict=True):
        tolerance = TOLERANCE.get(wanted.dtype, 0.0)
        try:
            torch.testing.assert_close(
                _tensor(output, wanted.dtype),
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


def is_different(reason: str | None) -> bool:
    """Whether a sample that did not pass was compiled to something else than eager PyTorch's."""
    return reason is not None and "**differs**" in reason
