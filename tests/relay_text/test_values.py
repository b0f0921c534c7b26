"""Texts with control flow: TVM computes from the text what dycl computes, and from dycl's text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from xdsl.dialects.builtin import ModuleOp

from dycl.interpreters import run

from .conftest import print_relay

Read = Callable[[str], ModuleOp]

HEADER = '#[version = "0.0.5"]\n'
X = [1.0, -2.0, 0.5]

PROGRAMS = {
    "both arms": """
        def @main(%x: Tensor[(3), float32], %n: int32) {
          %0 = nn.relu(%x);
          %1 = if (%n < 2) { %2 = %0 * 2f; (%2, 1) } else { (tanh(%0) - %x, 2) };
          (%1.0 + %x, %1.1, %n == 1)
        }""",
    "nested arms": """
        def @main(%x: Tensor[(3), float32], %n: int32) {
          let %y = exp(%x);
          if (%n > 0) {
            if (%n >= 2) { %y / 2f } else { %y }
          } else {
            let %z = %y * %y;
            -1f - %z
          }
        }""",
    "functions": """
        def @twice(%x: Tensor[(3), float32]) -> (Tensor[(3), float32], Tensor[(3), float32]) {
          (%x + %x, %x * 2.5f)
        }
        def @main(%x: Tensor[(3), float32], %n: int32) -> (Tensor[(3), float32], float32) {
          %0 = @twice(%x);
          let %f = fn (%y: Tensor[(3), float32]) { %y + %0.0 };
          (%f(%f(%x)), sum(%0.1) + cast(%n, dtype="float32"))
        }""",
    "a loop": """
        def @main(%x: Tensor[(3), float32], %n: int32) {
          let %while: fn (int32, Tensor[(3), float32]) -> Tensor[(3), float32] =
            fn (%i: int32, %y: Tensor[(3), float32]) -> Tensor[(3), float32] {
              if (%i < %n) { %while(%i + 1, %y * 2f + %x) } else { %y }
            };
          %while(0, %x)
        }""",
    "recursion": """
        def @main(%x: Tensor[(3), float32], %n: int32) -> Tensor[(3), float32] {
          if (%n != 0) { sin(@main(%x, %n - 1)) } else { %x }
        }""",
    "scalars": """
        def @main(%x: Tensor[(3), float32], %n: int32) {
          %0 = cast(%n, dtype="int64") + 1i64;
          (1.5f16 + 2f16, 3i64 - -4i64, 1e-3f64 * 2f64, 5i16, True, inff, %x < 0f, %0)
        }""",
}


def flat(value: Any) -> list[np.ndarray[Any, Any]]:
    """TVM's arrays and containers of them as NumPy's."""
    return [value.numpy()] if hasattr(value, "numpy") else [each for v in value for each in flat(v)]


@pytest.mark.parametrize("name", PROGRAMS)
def test_tvm_computes_the_same(tvm: Any, read: Read, name: str) -> None:
    module = read(HEADER + PROGRAMS[name])
    programs = [tvm.relay.parse(text) for text in (HEADER + PROGRAMS[name], print_relay(module))]
    evaluate = [tvm.relay.create_executor("debug", mod=mod).evaluate() for mod in programs]
    seen: set[bytes] = set()
    for number in range(3):
        x, n = np.array(X, "f"), np.array(number, np.int32)
        expected, printed = (flat(function(x, n)) for function in evaluate)
        results = run(module, [torch.tensor(x), torch.tensor(n)], entry="main")
        assert len(results) == len(expected) == len(printed)
        for ours, first, second in zip(results, expected, printed, strict=True):
            np.testing.assert_array_equal(first, second)
            np.testing.assert_allclose(ours.numpy(), first, rtol=1e-6)
            assert ours.numpy().dtype == first.dtype
        seen.add(b"".join(each.tobytes() for each in expected))
    # Every number goes its own way through the program.
    assert len(seen) == 3
