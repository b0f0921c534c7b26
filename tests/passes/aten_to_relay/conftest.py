"""Runs single ``aten`` operators through convert-aten-to-relay, Relay text and the real TVM.

A test module lists its cases, (operator, arguments, keyword arguments), in ``CASES``. All of them
become one sub-network, which is compiled once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import count
from typing import Any

import numpy as np
import pytest
import torch
from torch.utils import _pytree as pytree
from xdsl.dialects.builtin import ModuleOp, UnitAttr
from xdsl.dialects.func import FuncOp, ReturnOp
from xdsl.ir import Attribute, SSAValue

from dycl import toolchain
from dycl.backends.relay.cpu import detect_processor
from dycl.dialects.aten import Aten
from dycl.dialects.aten_operation import AtenOp
from dycl.frontend.types import element_type, tensor_type
from dycl.passes.convert_aten_to_relay import ConvertAtenToRelayPass, unsupported_reason
from dycl.targets.relay import relay_functions
from dycl.universe import make_context

OPERATIONS = {
    operation.name: operation for operation in Aten.operations if issubclass(operation, AtenOp)
}

Case = tuple[Any, tuple[Any, ...], dict[str, Any]]

TOLERANCE = {
    torch.float16: (1e-3, 1e-3),
    torch.float32: (2e-5, 2e-5),
    torch.float64: (1e-10, 1e-10),
}
"""Relative and absolute, by dtype of the result; other dtypes must agree exactly."""


def overload_of(operator: Any) -> torch._ops.OpOverload:
    """The default overload of ``torch.ops.aten.relu``, or the overload that is given."""
    return operator if isinstance(operator, torch._ops.OpOverload) else operator.default


def expected_results(case: Case) -> list[torch.Tensor]:
    """What eager PyTorch gives, as a flat list."""
    operator, args, kwargs = case
    with torch.no_grad():
        result = overload_of(operator)(*args, **kwargs)
    return [result] if isinstance(result, torch.Tensor) else list(result)


def build_operation(case: Case, values: Iterator[SSAValue]) -> AtenOp:
    """The operation of a case, its tensors replaced by ``values`` in order."""
    operator, args, kwargs = case
    overload = overload_of(operator)
    schema = overload._schema
    name = schema.name.removeprefix("aten::")
    name += f".{schema.overload_name}" if schema.overload_name else ""
    given = dict(zip((argument.name for argument in schema.arguments), args, strict=False))
    operation = OPERATIONS[f"aten.{name}"]

    def convert(value: Any) -> Any:
        if isinstance(value, torch.Tensor):
            return next(values)
        return element_type(value) if isinstance(value, torch.dtype) else value

    arguments = pytree.tree_map(convert, given | kwargs)
    types = [tensor_type(result.dtype, result.shape) for result in expected_results(case)]
    return operation(
        {name: value for name, value in arguments.items() if name in operation.schema().by_name},
        types,
    )


def tensors_of(case: Case) -> list[torch.Tensor]:
    """The tensors among the arguments, in order."""
    _, args, kwargs = case
    return [leaf for leaf in pytree.tree_leaves((args, kwargs)) if isinstance(leaf, torch.Tensor)]


@dataclass
class Program:
    """Many cases as one sub-network."""

    module: ModuleOp
    operations: list[AtenOp]
    inputs: list[torch.Tensor]
    outputs: list[int | None]
    """Where the first result of each case is, or None where it can't be converted."""


def build_program(cases: Sequence[Case]) -> Program:
    """One function whose arguments are all tensors of all cases."""
    inputs = [tensor for case in cases for tensor in tensors_of(case)]
    types: list[Attribute] = [tensor_type(tensor.dtype, tensor.shape) for tensor in inputs]
    function = FuncOp("cases", (types, []), visibility="private")
    function.attributes["dycl.subnetwork"] = UnitAttr()
    values = iter(function.body.block.args)
    operations = [build_operation(case, values) for case in cases]
    results: list[SSAValue] = []
    outputs: list[int | None] = []
    for operation in operations:
        if unsupported_reason(operation) is None:
            function.body.block.add_op(operation)
            outputs.append(len(results))
            results.extend(operation.results)
        else:
            outputs.append(None)
    function.body.block.add_op(ReturnOp(*results))
    function.function_type = type(function.function_type).from_lists(
        types, [value.type for value in results]
    )
    return Program(ModuleOp([function]), operations, inputs, outputs)


def run_program(program: Program) -> list[np.ndarray]:
    """Convert, print, compile and run."""
    program.module.verify()
    ConvertAtenToRelayPass().apply(make_context(program.module), program.module)
    program.module.verify()
    ((_, text),) = relay_functions(program.module)
    toolchain.activate(toolchain.require())
    tvm: Any = import_module("tvm")
    relay: Any = import_module("tvm.relay")
    graph_executor: Any = import_module("tvm.contrib.graph_executor")

    parsed = relay.transform.InferType()(relay.parse(text))
    function = next(iter(parsed.functions.values()))
    target = detect_processor().target
    library = relay.build(tvm.IRModule.from_expr(function), target)
    executor = graph_executor.GraphModule(library["default"](tvm.cpu()))
    for parameter, tensor in zip(function.params, program.inputs, strict=True):
        executor.set_input(parameter.name_hint, tensor.contiguous().numpy())
    executor.run()
    return [executor.get_output(index).numpy() for index in range(executor.get_num_outputs())]


def check_agreement(case: Case, outputs: Sequence[np.ndarray]) -> None:
    """Compare ``outputs`` with what eager PyTorch gives."""
    for expected, actual in zip(expected_results(case), outputs, strict=False):
        relative, absolute = TOLERANCE.get(expected.dtype, (0.0, 0.0))
        result = torch.from_numpy(np.array(actual))
        assert result.shape == expected.shape
        torch.testing.assert_close(
            result, expected, rtol=relative, atol=absolute, equal_nan=True, check_stride=False
        )


@pytest.fixture(scope="module")
def outputs_of(request: pytest.FixtureRequest) -> dict[int, list[np.ndarray]]:
    """The outputs of each case in the module's ``CASES`` by its number."""
    program = build_program(request.module.CASES)
    outputs = run_program(program)
    starts = [start for start in program.outputs if start is not None] + [len(outputs)]
    ends = iter(starts[1:])
    return {
        number: outputs[start : next(ends)]
        for number, start in zip(count(), program.outputs)
        if start is not None
    }


@pytest.fixture
def agrees(
    request: pytest.FixtureRequest, outputs_of: dict[int, list[np.ndarray]]
) -> Callable[[int], None]:
    """Fails where the case with a number in ``CASES`` gave another answer than PyTorch, or none."""

    def check(number: int) -> None:
        check_agreement(request.module.CASES[number], outputs_of[number])

    return check


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test for each case of the module."""
    if "number" in metafunc.fixturenames:
        cases: list[Case] = getattr(metafunc.module, "CASES")  # noqa: B009
        names = [
            f"{overload_of(case[0]).name().removeprefix('aten::')}-{i}"
            for i, case in enumerate(cases)
        ]
        metafunc.parametrize("number", range(len(cases)), ids=names)
