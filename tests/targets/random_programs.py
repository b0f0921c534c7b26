"""Random programs of branches and loops, for the targets that print them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

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
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue

from dycl.dialects.dycl import RaiseOp

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
        types = [i64] * self.random.randint(1, 3)
        body.add_op(func.ReturnOp(*self.some(values, types)))
        type_ = FunctionType.from_lists([i64] * PARAMETERS, types)
        module = ModuleOp([func.FuncOp("forward", type_, Region(body))])
        module.verify()
        return module

    def give_name(self, value: SSAValue) -> None:
        value.name_hint = self.random.choice(NAMES)

    def types(self, count: int) -> list[Attribute]:
        """Types of so many results of a branch or loop."""
        return [i64] * count

    def some(self, values: list[SSAValue], types: Sequence[Attribute]) -> list[SSAValue]:
        """A value of each type, later ones more often."""
        is_recent = self.random.random() < 0.7
        found: list[SSAValue] = []
        for type_ in types:
            fitting = [value for value in values if value.type == type_]
            found.append(self.random.choice(fitting[-4:] if is_recent else fitting))
        return found

    def emit(self, block: Block, op: Operation) -> list[SSAValue]:
        block.add_op(op)
        for result in op.results:
            self.give_name(result)
        return list(op.results)

    def constant(self, block: Block, value: int) -> SSAValue:
        return self.emit(block, arith.ConstantOp(IntegerAttr(value, i64)))[0]

    def condition(self, block: Block, values: list[SSAValue]) -> SSAValue:
        left, right = self.some(values, [i64] * 2)
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
                values += self.operation(block, values)
            elif kind < 0.75:
                values += self.branch(block, values, depth)
            elif kind < 0.83:
                values += self.switch(block, values, depth)
            elif kind < 0.92:
                values += self.counted_loop(block, values, depth)
            else:
                values += self.loop(block, values, depth)
        return values

    def operation(self, block: Block, values: list[SSAValue]) -> list[SSAValue]:
        """Neither a branch nor a loop."""
        left, right = self.some(values, [i64] * 2)
        if self.random.random() < 0.3:
            right = self.constant(block, self.random.randint(-3, 3))
        # The remainder keeps numbers small.
        kinds = [arith.AddiOp, arith.SubiOp, arith.MinSIOp, arith.MaxSIOp, arith.XOrIOp]
        value = self.emit(block, self.random.choice(kinds)(left, right))[0]
        limit = self.constant(block, 97)
        return self.emit(block, arith.RemSIOp(value, limit))

    def arm(
        self, values: list[SSAValue], types: Sequence[Attribute], depth: int, *, may_raise: bool
    ) -> Region:
        block = Block()
        inner = self.statements(block, values, depth - 1)
        if may_raise and self.random.random() < 0.15:
            block.add_op(RaiseOp("ValueError", "stopped at {}", self.some(inner, [i64])))
        block.add_op(scf.YieldOp(*self.some(inner, types)))
        return Region(block)

    def branch(self, block: Block, values: list[SSAValue], depth: int) -> list[SSAValue]:
        test = self.condition(block, values)
        types = self.types(self.random.randint(0, 3))
        then, otherwise = (self.arm(values, types, depth, may_raise=True) for _ in range(2))
        return self.emit(block, scf.IfOp(test, types, then, otherwise))

    def switch(self, block: Block, values: list[SSAValue], depth: int) -> list[SSAValue]:
        index = self.emit(block, arith.IndexCastOp(self.some(values, [i64])[0], IndexType()))[0]
        types = self.types(self.random.randint(1, 2))
        arms = [self.arm(values, types, depth, may_raise=False) for _ in range(3)]
        cases = DenseArrayBase.from_list(i64, [0, 2])
        return self.emit(block, scf.IndexSwitchOp(index, cases, arms[0], arms[1:], types))

    def counted_loop(self, block: Block, values: list[SSAValue], depth: int) -> list[SSAValue]:
        lower = self.constant(block, self.random.randint(0, 1))
        upper = self.constant(block, self.random.randint(0, 3))
        step = self.constant(block, self.random.randint(1, 2))
        types = self.types(self.random.randint(0, 3))
        body = Block(arg_types=[i64, *types])
        for argument in body.args:
            self.give_name(argument)
        inner = self.statements(body, [*values, *body.args], depth - 1)
        body.add_op(scf.YieldOp(*self.some(inner, types)))
        start = self.some(values, types)
        return self.emit(block, scf.ForOp(lower, upper, step, start, Region(body)))

    def loop(self, block: Block, values: list[SSAValue], depth: int) -> list[SSAValue]:
        """Ends because it counts its iterations beside whatever else it asks."""
        carried = self.types(self.random.randint(1, 3))
        types = [i64, *carried]
        zero = self.constant(block, 0)
        before, after = (Block(arg_types=types) for _ in range(2))
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
        before.add_op(scf.ConditionOp(goes_on, counter, *self.some(inner, carried)))
        last = self.statements(after, [*values, *after.args], depth - 1)
        one = self.constant(after, 1)
        following = self.emit(after, arith.AddiOp(after.args[0], one))[0]
        after.add_op(scf.YieldOp(following, *self.some(last, carried)))
        start = [zero, *self.some(values, carried)]
        return self.emit(block, scf.WhileOp(start, types, Region(before), Region(after)))
