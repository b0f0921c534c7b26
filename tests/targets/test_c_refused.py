"""What the target ``c`` refuses, each with one message that says what and where."""

from __future__ import annotations

import io

import pytest
from xdsl.parser import Parser

from dycl.errors import LoweringError
from dycl.targets.c import CTarget
from dycl.universe import make_context

F32 = "tensor<2xf32>"

REFUSED = {
    "dynamic shape": (
        "(%x: tensor<?xf32>) -> tensor<?xf32>",
        "func.return %x : tensor<?xf32>",
        r"has the type tensor<\?xf32>; the C host program needs shapes known in advance",
    ),
    "bfloat16": (
        "(%x: tensor<2xbf16>) -> tensor<2xbf16>",
        "func.return %x : tensor<2xbf16>",
        "has no tensors of bf16",
    ),
    "run-time list": (
        f"(%x: {F32}) -> tensor<4xf32>",
        f"%y = aten.cat [%x, %x] : ({F32}, {F32}) -> tensor<4xf32> loc('m.py':3:1)\n"
        "func.return %y : tensor<4xf32>",
        r"^m\.py:3:1: error: aten\.cat stays on the host",
    ),
    "format": (
        "(%n: i64) -> i64",
        'dycl.raise "ValueError" "{:>5}" (%n) : i64 loc("m.py":4:2)\nfunc.return %n : i64',
        r"^m\.py:4:2: error: the C host program cannot format '\{:>5\}'",
    ),
    "tensor in a message": (
        f"(%x: {F32}) -> {F32}",
        f'dycl.raise "ValueError" "{{}}" (%x) : {F32}\nfunc.return %x : {F32}',
        "cannot write a tensor<2xf32> in a message",
    ),
    "step": (
        "(%n: i64) -> i64",
        "%r = scf.for %i = %n to %n step %n iter_args(%a = %n) -> (i64) : i64 "
        "{ scf.yield %a : i64 }\nfunc.return %r : i64",
        "needs to know the step of a loop in advance",
    ),
    "other function": (
        "(%n: i64) -> i64",
        "%r = func.call @other(%n) : (i64) -> i64\nfunc.return %r : i64",
        "cannot call @other",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str) -> None:
    signature, body, message = REFUSED[case]
    text = f"func.func @forward{signature} {{\n{body}\n}}".replace("'", '"')
    module = Parser(make_context(), text).parse_module()
    with pytest.raises(LoweringError, match=message) as caught:
        CTarget().emit(make_context(), module, io.StringIO())
    assert caught.value.hint == 'compile it with host="python"'
