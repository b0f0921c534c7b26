"""The Python that is printed for random programs computes what the reference interpreter does."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from xdsl.dialects import arith, func, scf
from xdsl.dialects.builtin import (
    DenseArrayBase,
    FunctionType,
    IndexType,
    IntegerAttr,
    ModuleOp,
    i1,
    i64,
)
from xdsl.ir import Block, Operation, Region, SSAValue

from dycl.dialects.dycl import RaiseOp
from dycl.interpreters import run
from dycl.targets.python import PythonTarget
from dycl.universe import make_context

NAMES = ("a", "b", "x", None)
PARAMETERS = 3


class ProgramMaker:
    """Makes one program of host scalars, nested branches and loops, whose names often collide:
    ``@forward`` from three integers to one to three.
    """

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.budget = 60

    def module(self) -> ModuleOp:
        """The program as a verified module."""
        body = Block(arg_types=[i64] * PARAMETERS)
        for argument in body.args:
            self.give_name(argument)
        values = self.statements(body, list(body.args), 3)
        count = self.random.randint(1, 3)
        body.add_op(func.ReturnOp(*self.some(values, count)))
        type_ = FunctionType.from_lists([i64] * PARAMETERS, [i64] * count)
        module = ModuleOp([func.FuncOp("forward", type_, Region(body))])
        module.verify()
        return module

    def give_name(self, value: SSAValue) -> None:
        value.name_hint = self.random.choice(NAMES)

    def some(self, values: list[SSAValue], count: int) -> list[SSAValue]:
        """Later values more often."""
        recent = values[-4:] if self.random.random() < 0.7 else values
        return [self.random.choice(recent) for _ in range(count)]

    def emit(self, block: Block, op: Operation) -> list[SSAValue]:
        block.add_op(op)
        for result in op.results:
            self.give_name(result)
        return list(op.results)

    def constant(self, block: Block, value: int) -> SSAValue:
        return self.emit(block, arith.ConstantOp(IntegerAttr(value, i64)))[0]

    def condition(self, block: Block, values: list[SSAValue]) -> SSAValue:
        left, right = self.some(values, 2)
        predicate = self.random.choice(["eq", "ne", "slt", "sle", "sgt", "sge"])
        test = self.emit(block, arith.CmpiOp(left, right, predicate))[0]
        if self.random.random() < 0.3:
            other = self.condition(block, values)
            operation = self.random.choice([arith.AndIOp, arith.OrIOp, arith.XOrIOp])
            test = self.emit(block, operation(test, other))[0]
        if self.random.random() < 0.2:
            test = self.short_circuit(block, values, test)
        return test

    def short_circuit(self, block: Block, values: list[SSAValue], test: SSAValue) -> SSAValue:
        """``test and …`` or ``test or …``."""
        constant, computed = Block(), Block()
        is_and = self.random.random() < 0.5
        value = self.emit(constant, arith.ConstantOp(IntegerAttr(0 if is_and else 1, i1)))[0]
        constant.add_op(scf.YieldOp(value))
        computed.add_op(scf.YieldOp(self.condition(computed, values)))
        arms = (computed, constant) if is_and else (constant, computed)
        return self.emit(block, scf.IfOp(test, [i1], Region(arms[0]), Region(arms[1])))[0]

    def statements(self, block: Block, values: list[SSAValue], depth: int) -> list[SSAValue]:
        """Append a few operations; returns what is visible after them."""
        values = list(values)
        for _ in range(self.random.randint(1, 4)):
            self.budget -= 1
            kind = self.random.random()
            if depth == 0 or self.budget < 0 or kind < 0.45:
                values.append(self.arithmetic(block, values))
            elif kind < 0.75:
                values += self.branch(block, values, depth)
            elif kind < 0.83:
                values += self.switch(block, values, depth)
            elif kind < 0.92:
                values += self.counted_loop(block, values, depth)
            else:
                values += self.loop(block, values, depth)
        return values

    def arithmetic(self, block: Block, values: list[SSAValue]) -> SSAValue:
        left, right = self.some(values, 2)
        if self.random.random() < 0.3:
            right = self.constant(block, self.random.randint(-3, 3))
        # The remainder keeps numbers small.
        kinds = [arith.AddiOp, arith.SubiOp, arith.MinSIOp, arith.MaxSIOp, arith.XOrIOp]
        value = self.emit(block, self.random.choice(kinds)(left, right))[0]
        seven = self.constant(block, 97)
        return self.emit(block, arith.RemSIOp(value, seven))[0]

    def arm(self, values: list[SSAValue], count: int, depth: int, *, may_raise: bool) -> Region:
        block = Block()
        inner = self.statements(block, values, depth - 1)
        if may_raise and self.random.random() < 0.15:
            block.add_op(RaiseOp("ValueError", "stopped at {}", self.some(inner, 1)))
        block.add_op(scf.YieldOp(*self.some(inner, count)))
        return Region(block)

    def branch(self, block: Block, values: list[SSAValue], depth: int) -> list[SSAValue]:
        test = self.condition(block, values)
        count = self.random.randint(0, 3)
        then, otherwise = (self.arm(values, count, depth, may_raise=True) for _ in range(2))
        return self.emit(block, scf.IfOp(test, [i64] * count, then, otherwise))

    def switch(self, block: Block, values: list[SSAValue], depth: int) -> list[SSAValue]:
        index = self.emit(block, arith.IndexCastOp(self.some(values, 1)[0], IndexType()))[0]
        count = self.random.randint(1, 2)
        arms = [self.arm(values, count, depth, may_raise=False) for _ in range(3)]
        cases = DenseArrayBase.from_list(i64, [0, 2])
        return self.emit(block, scf.IndexSwitchOp(index, cases, arms[0], arms[1:], [i64] * count))

    def counted_loop(self, block: Block, values: list[SSAValue], depth: int) -> list[SSAValue]:
        lower = self.constant(block, self.random.randint(0, 1))
        upper = self.constant(block, self.random.randint(0, 3))
        step = self.constant(block, self.random.randint(1, 2))
        count = self.random.randint(0, 3)
        body = Block(arg_types=[i64] * (count + 1))
        for argument in body.args:
            self.give_name(argument)
        inner = self.statements(body, [*values, *body.args], depth - 1)
        body.add_op(scf.YieldOp(*self.some(inner, count)))
        start = self.some(values, count)
        return self.emit(block, scf.ForOp(lower, upper, step, start, Region(body)))

    def loop(self, block: Block, values: list[SSAValue], depth: int) -> list[SSAValue]:
        """Ends because it counts its iterations beside whatever else it asks."""
        count = self.random.randint(1, 3)
        zero = self.constant(block, 0)
        before, after = (Block(arg_types=[i64] * (count + 1)) for _ in range(2))
        for argument in (*before.args, *after.args):
            self.give_name(argument)
        inner = [*values, *before.args]
        if self.random.random() < 0.5:
            inner = self.statements(before, inner, depth - 1)
        limit = self.constant(before, self.random.randint(1, 4))
        counter = before.args[0]
        goes_on = self.emit(before, arith.CmpiOp(counter, limit, "slt"))[0]
        if self.random.random() < 0.5:
            other = self.condition(before, inner)
            goes_on = self.emit(before, arith.AndIOp(goes_on, other))[0]
        before.add_op(scf.ConditionOp(goes_on, counter, *self.some(inner, count)))
        last = self.statements(after, [*values, *after.args], depth - 1)
        one = self.constant(after, 1)
        following = self.emit(after, arith.AddiOp(after.args[0], one))[0]
        after.add_op(scf.YieldOp(following, *self.some(last, count)))
        start = [zero, *self.some(values, count)]
        types = [i64] * (count + 1)
        return self.emit(block, scf.WhileOp(start, types, Region(before), Region(after)))


SEEDS_PER_TEST = 25
INPUTS = list(itertools.product((-2, 0, 1, 5), (0, 2), (-1, 3)))


def python_of(module: ModuleOp) -> str:
    stream = io.StringIO()
    PythonTarget().emit(make_context(module), module, stream)
    return stream.getvalue()


def outcome(function: Callable[[], Any]) -> Any:
    try:
        return function()
    except ValueError as error:
        return f"ValueError: {error}"


@pytest.mark.parametrize("max_indent", [60, 2])
@pytest.mark.parametrize("first", range(0, 200, SEEDS_PER_TEST))
def test_same_as_interpreted(first: int, max_indent: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dycl.targets.host_program.statements.MAX_INDENT", max_indent)
    for seed in range(first, first + SEEDS_PER_TEST):
        module = ProgramMaker(seed).module()
        text = python_of(module)
        namespace: dict[str, Any] = {}
        exec(compile(text, "host.py", "exec"), namespace)
        for inputs in INPUTS:
            expected = outcome(lambda inputs=inputs, module=module: tuple(run(module, inputs)))
            found = outcome(lambda inputs=inputs, forward=namespace["forward"]: forward(*inputs))
            if isinstance(expected, tuple) and len(expected) == 1:
                (expected,) = expected
            assert found == expected, f"seed {seed}, inputs {inputs}:\n{module}\n{text}"
