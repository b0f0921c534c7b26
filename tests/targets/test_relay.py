"""TVM reads the Relay text as what the module says."""

from __future__ import annotations

from importlib import import_module
from io import StringIO
from typing import Any

import numpy as np
import pytest
from xdsl.dialects import arith
from xdsl.dialects.builtin import (
    AnyFloat,
    DenseIntOrFPElementsAttr,
    ModuleOp,
    TensorType,
    f32,
    f64,
)
from xdsl.parser import Parser

from dycl import toolchain
from dycl.targets.relay import RelayTarget, relay_functions
from dycl.universe import make_context


def parse(text: str) -> ModuleOp:
    module = Parser(make_context(), text).parse_module()
    module.verify()
    return module


@pytest.fixture(scope="module")
def relay() -> Any:
    """The module ``tvm.relay``."""
    toolchain.activate(toolchain.require())
    return import_module("tvm.relay")


def evaluate(relay: Any, text: str) -> np.ndarray:
    """The value of the only function in ``text``, which has no parameters."""
    tvm: Any = import_module("tvm")
    executor: Any = import_module("tvm.contrib.graph_executor")
    (function,) = relay.transform.InferType()(relay.parse(text)).functions.values()
    library = relay.build(tvm.IRModule.from_expr(function), "llvm")
    module = executor.GraphModule(library["default"](tvm.cpu()))
    module.run()
    return module.get_output(0).numpy()


CONSTANTS = {
    "f32": "0.1 -0.1 1.0e-45 1.17549421e-38 3.40282347e+38 -3.40282347e+38 16777217.0 0.333333343 "
    "-0.0",
    "f64": "0.1 1.0e-310 -0.0 1.7976931348623157e+308 0.12345678901234566 1.0e22 -1.0e23",
    "f16": "0.1 65504.0 6.0e-8 -1.5",
    "i8": "-128 127 3",
    "ui8": "0 255",
    "i16": "-32768 32767",
    "i32": "-2147483648 2147483647",
    "i64": "-9223372036854775808 9223372036854775807 -9223372036854775807 5000000000",
    "i1": "true false",
}
NUMPY = {
    "f32": np.float32,
    "f64": np.float64,
    "f16": np.float16,
    "i8": np.int8,
    "ui8": np.uint8,
    "i16": np.int16,
    "i32": np.int32,
    "i64": np.int64,
}


def constant_function(constant: str, type_: str) -> str:
    return f"""func.func private @f() -> {type_} attributes {{dycl.subnetwork}} {{
      %0 = arith.constant dense<{constant}> : {type_}
      %1 = relay.call "copy"(%0) : ({type_}) -> {type_}
      func.return %1 : {type_}
    }}"""


def decode(constant: str, dtype: str) -> Any:
    if dtype == "i1":
        return constant == "true"
    return NUMPY[dtype](float(constant) if "f" in dtype else int(constant))


@pytest.mark.parametrize("dtype", CONSTANTS)
@pytest.mark.parametrize("shape", ["", "2x3x"])
def test_constants_arrive_exactly(relay: Any, dtype: str, shape: str) -> None:
    for constant in CONSTANTS[dtype].split():
        ((_, text),) = relay_functions(
            parse(constant_function(constant, f"tensor<{shape}{dtype}>"))
        )
        expected = np.full((2, 3) if shape else (), decode(constant, dtype))
        value = evaluate(relay, text)
        assert value.dtype == expected.dtype
        assert value.tobytes() == expected.tobytes(), constant


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
@pytest.mark.parametrize("dtype", [f32, f64])
def test_what_is_not_finite_arrives(relay: Any, dtype: AnyFloat, value: float) -> None:
    type_ = TensorType(dtype, [2])
    data = DenseIntOrFPElementsAttr.from_list(type_, [value, 1.0])
    module = parse(constant_function("[0.0, 1.0]", str(type_)))
    constant = next(op for op in module.walk() if isinstance(op, arith.ConstantOp))
    constant.properties["value"] = data
    ((_, text),) = relay_functions(module)
    np.testing.assert_array_equal(evaluate(relay, text), [value, 1.0])


@pytest.mark.parametrize("dtype", CONSTANTS)
def test_tensor_constants_arrive_exactly(relay: Any, dtype: str) -> None:
    elements = CONSTANTS[dtype].split()
    type_ = f"tensor<{len(elements)}x{dtype}>"
    ((_, text),) = relay_functions(parse(constant_function(f"[{', '.join(elements)}]", type_)))
    expected = np.array([decode(element, dtype) for element in elements])
    assert evaluate(relay, text).tobytes() == expected.tobytes()


def test_functions_share_one_metadata_section(relay: Any) -> None:
    stage = """func.func private @NAME(%x: tensor<2xf32>, %"x.1": tensor<2xf32>) -> tensor<2xf32>
        attributes {dycl.subnetwork} {
      %0 = arith.constant dense<[1.0, VALUE]> : tensor<2xf32>
      %1 = relay.call "add"(%x, %0) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
      func.return %1 : tensor<2xf32>
    }
    """.replace('%"x.1"', "%x.1")
    module = parse(
        stage.replace("NAME", "first").replace("VALUE", "2.0")
        + stage.replace("NAME", "second").replace("VALUE", "3.0")
    )
    output = StringIO()
    RelayTarget().emit(make_context(), module, output)
    assert output.getvalue().count("#[metadata]") == 1
    parsed = relay.transform.InferType()(relay.parse(output.getvalue()))
    assert {name.name_hint for name in parsed.get_global_vars()} == {"first", "second"}
    constants = [parsed[name].body.args[1].data.numpy().tolist() for name in ("first", "second")]
    assert constants == [[1.0, 2.0], [1.0, 3.0]]
