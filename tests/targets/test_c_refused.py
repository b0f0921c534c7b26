"""What the target ``c`` refuses, each with one message that says what and where."""

from __future__ import annotations

import io

import pytest
from xdsl.parser import Parser

from dycl.errors import LoweringError
from dycl.targets.c import CTarget
from dycl.universe import make_context

F32 = "tensor<2xf32>"

ROWS = "tensor<?x3xf32>"

REFUSED = {
    "dynamic input": (
        "(%x: tensor<?xf32>) -> tensor<?xf32>",
        "func.return %x : tensor<?xf32>",
        r"an input has the type tensor<\?xf32>; the C host program needs to know the shapes",
    ),
    "columns": (
        "(%x: tensor<2x3xf32>, %n: i64) -> tensor<2x?xf32>",
        "%y = aten.slice.Tensor %x {dim = 1, end = %n} "
        ": (tensor<2x3xf32>, i64) -> tensor<2x?xf32>\n"
        "func.return %y : tensor<2x?xf32>",
        r"has the type tensor<2x\?xf32>; the C host program needs shapes known in advance",
    ),
    "cat along columns": (
        "(%x: tensor<0x3xf32>) -> tensor<?x6xf32>",
        f"%y = tensor.cast %x : tensor<0x3xf32> to {ROWS}\n"
        f"%z = aten.cat [%y, %y] {{dim = 1}} : ({ROWS}, {ROWS}) -> tensor<?x6xf32>\n"
        "func.return %z : tensor<?x6xf32>",
        r"aten\.cat from tensor<\?x3xf32>, tensor<\?x3xf32> to tensor<\?x6xf32> stays on the host",
    ),
    "cat of other elements": (
        "(%x: tensor<0x3xf32>, %i: tensor<1x3xi64>) -> tensor<?x3xf32>",
        f"%y = tensor.cast %x : tensor<0x3xf32> to {ROWS}\n"
        f"%z = aten.cat [%y, %i] : ({ROWS}, tensor<1x3xi64>) -> {ROWS}\n"
        f"func.return %z : {ROWS}",
        "aten.cat from .* stays on the host",
    ),
    "every other row": (
        "(%x: tensor<2x3xf32>, %n: i64) -> tensor<?x3xf32>",
        f"%y = aten.slice.Tensor %x {{end = %n, step = 2}} : (tensor<2x3xf32>, i64) -> {ROWS}\n"
        f"func.return %y : {ROWS}",
        "aten.slice.Tensor from .* stays on the host",
    ),
    "column of rows": (
        "(%x: tensor<0x3xf32>, %n: i64) -> tensor<?xf32>",
        f"%y = tensor.cast %x : tensor<0x3xf32> to {ROWS}\n"
        f"%z = aten.select.int %y {{dim = 1, index = %n}} : ({ROWS}, i64) -> tensor<?xf32>\n"
        "func.return %z : tensor<?xf32>",
        "aten.select.int from .* stays on the host",
    ),
    "rows that may be one": (
        "(%x: tensor<0x3xf32>) -> tensor<?x3xf32>",
        f"%y = tensor.cast %x : tensor<0x3xf32> to {ROWS}\n"
        f"%z = aten.squeeze.dim %y {{dim = 0}} : ({ROWS}) -> {ROWS}\n"
        f"func.return %z : {ROWS}",
        r"cannot take a tensor<\?x3xf32> as a tensor<\?x3xf32>",
    ),
    "rows of another size": (
        "(%x: tensor<0x3xf32>) -> tensor<?x2xf32>",
        f"%y = tensor.cast %x : tensor<0x3xf32> to {ROWS}\n"
        f"%z = aten.view %y {{size = [-1, 2]}} : ({ROWS}) -> tensor<?x2xf32>\n"
        "func.return %z : tensor<?x2xf32>",
        r"cannot take a tensor<\?x3xf32> as a tensor<\?x2xf32>",
    ),
    "item of rows": (
        "(%x: tensor<1xf32>, %n: i64) -> f64",
        "%y = aten.slice.Tensor %x {end = %n} : (tensor<1xf32>, i64) -> tensor<?xf32>\n"
        "%z = dycl.item %y : tensor<?xf32> -> f64\nfunc.return %z : f64",
        r"cannot take the only element of a tensor<\?xf32>",
    ),
    "int32 from a number": (
        "(%n: i64) -> tensor<i32>",
        "%y = aten.scalar_tensor {s = %n, dtype = i32} : (i64) -> tensor<i32>\n"
        "func.return %y : tensor<i32>",
        "aten.scalar_tensor from i64 to tensor<i32> stays on the host",
    ),
    "mask": (
        f"(%x: tensor<2x3xf32>, %m: tensor<2xi1>) -> {ROWS}",
        f"%y = aten.index.Tensor %x, [%m] : (tensor<2x3xf32>, tensor<2xi1>) -> {ROWS}\n"
        f"func.return %y : {ROWS}",
        r"aten\.index\.Tensor stays on the host, and the C host program cannot compute it",
    ),
    "bfloat16": (
        "(%x: tensor<2xbf16>) -> tensor<2xbf16>",
        "func.return %x : tensor<2xbf16>",
        "has no tensors of bf16",
    ),
    "cat of known shapes": (
        f"(%x: {F32}) -> tensor<4xf32>",
        f"%y = aten.cat [%x, %x] : ({F32}, {F32}) -> tensor<4xf32> loc('m.py':3:1)\n"
        "func.return %y : tensor<4xf32>",
        r"^m\.py:3:1: error: aten\.cat from .* to tensor<4xf32> stays on the host",
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
