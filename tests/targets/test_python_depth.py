"""Deep nests of branches: exits become returns, and what is left too deep becomes a function."""

from __future__ import annotations

import ast
import io
import sys
from typing import Any

import pytest
from xdsl.dialects import arith, func, scf
from xdsl.dialects.builtin import FunctionType, IntegerAttr, ModuleOp, i64
from xdsl.ir import Block, Region, SSAValue

from dycl.recursion import deep_recursion
from dycl.targets.python import PythonTarget
from dycl.universe import make_context

DEPTH = 300


def nest(depth: int, *, is_chain: bool) -> ModuleOp:
    """``depth`` branches in one another; of a chain, each is the last thing in its arm."""
    body = Block(arg_types=[i64, i64])
    n, x = body.args
    n.name_hint, x.name_hint = "n", "x"

    def fill(block: Block, level: int) -> SSAValue:
        number = arith.ConstantOp(IntegerAttr(level, i64))
        block.add_op(number)
        if level == depth:
            return number.result
        test = arith.CmpiOp(n, number, "eq")
        then, otherwise = Block(), Block()
        total = arith.AddiOp(x, number)
        then.add_ops([total, scf.YieldOp(total)])
        otherwise.add_op(scf.YieldOp(fill(otherwise, level + 1)))
        branch = scf.IfOp(test, [i64], Region(then), Region(otherwise))
        branch.output[0].name_hint = "y"
        block.add_ops([test, branch])
        if is_chain:
            return branch.output[0]
        more = arith.AddiOp(branch.output[0], x)
        block.add_op(more)
        return more.result

    body.add_op(func.ReturnOp(fill(body, 0)))
    type_ = FunctionType.from_lists([i64, i64], [i64])
    return ModuleOp([func.FuncOp("forward", type_, Region(body))])


def expected(n: int, x: int, *, is_chain: bool) -> int:
    level = n if n in range(DEPTH) else DEPTH
    found = x + n if n in range(DEPTH) else DEPTH
    rounds = min(level + 1, DEPTH)
    return found if is_chain else found + rounds * x


@pytest.mark.parametrize("is_chain", [True, False])
def test_deep(*, is_chain: bool) -> None:
    stream = io.StringIO()
    with deep_recursion():
        module = nest(DEPTH, is_chain=is_chain)
        PythonTarget().emit(make_context(), module, stream)
    text = stream.getvalue()
    namespace: dict[str, Any] = {}
    exec(compile(text, "host.py", "exec"), namespace)
    for n in (-1, 0, 1, 59, 60, 61, 150, DEPTH - 1, DEPTH):
        assert namespace["forward"](n, 7) == expected(n, 7, is_chain=is_chain)
    functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    assert (len(functions) == 1) is is_chain
    deepest = max(len(line) - len(line.lstrip()) for line in text.splitlines())
    assert deepest <= 8 if is_chain else deepest < 4 * 90
    assert sys.getrecursionlimit() < 50_000
