"""Writes the C functions that call TVM's kernels in the order of an execution plan."""

from __future__ import annotations

from collections.abc import Iterable

from dycl.backends.relay.plan import ExecutionPlan, Location
from dycl.errors import ToolchainError
from dycl.runtime.manifest import TensorType

_DTYPES = {
    "bool": (1, 1),
    "int8": (0, 8),
    "int16": (0, 16),
    "int32": (0, 32),
    "int64": (0, 64),
    "uint8": (1, 8),
    "uint16": (1, 16),
    "uint32": (1, 32),
    "uint64": (1, 64),
    "float16": (2, 16),
    "float32": (2, 32),
    "float64": (2, 64),
}
"""DLPack's type code and width in bits."""

_TENSOR_ARGUMENT = 7  # kTVMDLTensorHandle


def entry_symbol(name: str) -> str:
    """The exported C name of a sub-network's entry."""
    return f"dycl_run_{name}"


def c_source(plans: Iterable[ExecutionPlan]) -> str:
    """One C file with an entry (``dycl_entry`` in ``dycl_runtime.h``) for each plan."""
    parts = ['#include "dycl_runtime.h"', "", "#include <string.h>", ""]
    for plan in plans:
        parts += _function(plan)
    return "\n".join(parts)


def _function(plan: ExecutionPlan) -> list[str]:
    used = sorted({argument for call in plan.calls for argument in call.arguments})
    position = {tensor: index for index, tensor in enumerate(used)}
    lines = [
        f"extern int32_t {function}(void *, int32_t *, int32_t, void *, int32_t *, void *);"
        for function in sorted({call.function for call in plan.calls})
    ]
    lines += _shapes(plan, used)
    lines += [
        f"DYCL_PUBLIC int32_t {entry_symbol(plan.name)}(",
        "    void *const *inputs, void *const *constants, void *const *outputs) {",
        "  (void)inputs, (void)constants, (void)outputs;",
    ]
    if plan.workspace_bytes:
        lines.append(f"  char *workspace = dycl_workspace({plan.workspace_bytes});")
        lines.append("  if (!workspace) return -1;")
    if plan.calls:
        most = max(len(call.arguments) for call in plan.calls)
        lines.append(f"  DLTensor tensors[{len(used)}] = {{")
        lines += [f"    {_tensor(plan, tensor)}," for tensor in used]
        lines += [
            "  };",
            f"  int32_t codes[{most}];",
            f"  for (int i = 0; i < {most}; ++i) codes[i] = {_TENSOR_ARGUMENT};",
            "  TVMValue result;",
            "  int32_t result_code;",
        ]
    serial = None
    for call in plan.calls:
        if serial != (not call.parallel):
            serial = not call.parallel
            lines.append(f"  dycl_serial = {int(serial)};")
        arguments = ", ".join(
            f"{{.v_handle = &tensors[{position[argument]}]}}" for argument in call.arguments
        )
        count = len(call.arguments)
        lines += [
            "  {",
            f"    TVMValue arguments[{count}] = {{{arguments}}};",
            f"    if ({call.function}(arguments, codes, {count}, &result, &result_code, NULL))",
            "      return -1;",
            "  }",
        ]
    for copy in plan.copies:
        size = plan.tensors[copy.source].nbytes
        source = _address(plan.locations[copy.source])
        lines.append(f"  memcpy(outputs[{copy.output}], {source}, {size});")
    return [*lines, "  return 0;", "}", ""]


def _shapes(plan: ExecutionPlan, used: list[int]) -> list[str]:
    shapes = sorted({plan.tensors[tensor].shape for tensor in used})
    return [
        f"static int64_t {_shape_name(plan, shape)}[] = {{{', '.join(map(str, shape)) or '0'}}};"
        for shape in shapes
    ]


def _shape_name(plan: ExecutionPlan, shape: tuple[int, ...]) -> str:
    return "_".join([plan.name, "shape", *map(str, shape)])


def _tensor(plan: ExecutionPlan, tensor: int) -> str:
    type_ = plan.tensors[tensor]
    code, bits = dtype_code(type_)
    shape = _shape_name(plan, type_.shape)
    address = _address(plan.locations[tensor])
    rank = len(type_.shape)
    return f"{{{address}, {{1, 0}}, {rank}, {{{code}, {bits}, 1}}, {shape}, NULL, 0}}"


def dtype_code(type_: TensorType) -> tuple[int, int]:
    """DLPack's code and bits; raises :class:`ToolchainError` for a dtype that packages can't
    hold.
    """
    if type_.dtype not in _DTYPES:
        raise ToolchainError(f"tensors of dtype {type_.dtype} cannot be passed to compiled code")
    return _DTYPES[type_.dtype]


def _address(location: Location) -> str:
    match location.kind:
        case "input":
            return f"inputs[{location.index}]"
        case "constant":
            return f"constants[{location.index}]"
        case "output":
            return f"outputs[{location.index}]"
        case "workspace":
            return f"workspace + {location.index}"
